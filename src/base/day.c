/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Source of the summer-time rule: directive 2000/84/EC; from 01:00 UTC on the last Sunday of March
 * to 01:00 UTC on the last Sunday of October Paris is two hours ahead of UTC, else one. It is
 * applied to every year: nothing shown here is older than 1996. Years 1 to 9999.
 */
#include "pupitre/base/day.h"

#include <stdio.h>
#include <time.h>

#include "pupitre/base/i18n.h"

static const int64_t ms_per_hour = INT64_C(3600000);
static const int64_t ms_per_day = INT64_C(86400000);

static const char *const months[] = {
	N_("janvier"),
	N_("février"),
	N_("mars"),
	N_("avril"),
	N_("mai"),
	N_("juin"),
	N_("juillet"),
	N_("août"),
	N_("septembre"),
	N_("octobre"),
	N_("novembre"),
	N_("décembre"),
};

static int64_t
floor_div(int64_t n, int64_t d)
{
	return n / d - (n % d < 0);
}

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_length(int year, int month)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

struct day
day_of(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12)
		return DAY_NONE;
	if (day < 1 || day > month_length(year, month))
		return DAY_NONE;
	/* A year that begins in March ends with the leap day; 719468 days from 0000-03-01. */
	int y = month <= 2 ? year - 1 : year;
	int m = month <= 2 ? month + 9 : month - 3;
	int in_year = (153 * m + 2) / 5 + day - 1;

	return (struct day){ y * 365 + y / 4 - y / 100 + y / 400 + in_year - 719468 };
}

void
day_split(struct day d, int *year, int *month, int *day)
{
	int64_t n = (int64_t)d.n + 719468;
	int64_t era = floor_div(n, 146097);
	int in_era = (int)(n - era * 146097);
	int y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int in_year = in_era - (365 * y + y / 4 - y / 100);
	int m = (5 * in_year + 2) / 153;

	*day = in_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = (int)(y + era * 400) + (m >= 10);
}

struct day
day_add_months(struct day d, int count)
{
	int year, month, day;

	if (!day_is(d))
		return DAY_NONE;
	day_split(d, &year, &month, &day);
	int64_t from_year_0 = (int64_t)year * 12 + month - 1 + count;
	int64_t y = floor_div(from_year_0, 12);

	if (y < 1 || y > 9999)
		return DAY_NONE;
	month = (int)(from_year_0 - y * 12) + 1;
	int last = month_length((int)y, month);

	return day_of((int)y, month, day < last ? day : last);
}

/* Between min and max digits at the start of *s. */
static bool
cut_number(struct str *s, size_t min, size_t max, int *out)
{
	size_t n = 0;
	int v = 0;

	while (n < s->len && n < max && s->ptr[n] >= '0' && s->ptr[n] <= '9')
		v = v * 10 + (s->ptr[n++] - '0');
	if (n < min)
		return false;
	*s = (struct str){ s->ptr + n, s->len - n };
	*out = v;
	return true;
}

static bool
cut_char(struct str *s, char c)
{
	if (s->len == 0 || *s->ptr != c)
		return false;
	*s = (struct str){ s->ptr + 1, s->len - 1 };
	return true;
}

static bool
cut_iso_day(struct str *s, struct day *out)
{
	int year, month, day;

	if (!cut_number(s, 4, 4, &year) || !cut_char(s, '-') || !cut_number(s, 2, 2, &month) ||
		!cut_char(s, '-') || !cut_number(s, 2, 2, &day))
		return false;
	*out = day_of(year, month, day);
	return day_is(*out);
}

bool
day_parse_iso(struct str s, struct day *out)
{
	struct day d;

	s = str_trim(s);
	if (!cut_iso_day(&s, &d) || s.len > 0)
		return false;
	*out = d;
	return true;
}

bool
day_parse_fr(struct str s, struct day *out)
{
	int year, month, day;

	s = str_trim(s);
	if (!cut_number(&s, 1, 2, &day) || !cut_char(&s, '/') || !cut_number(&s, 1, 2, &month) ||
		!cut_char(&s, '/'))
		return false;
	size_t digits = s.len;

	if ((digits != 2 && digits != 4) || !cut_number(&s, digits, digits, &year))
		return false;
	struct day d = day_of(digits == 2 ? 2000 + year : year, month, day);

	if (!day_is(d))
		return false;
	*out = d;
	return true;
}

/* False for DAY_NONE and for days outside the years 1 to 9999, which are shown as "". */
static bool
split_shown(struct day d, int *year, int *month, int *day)
{
	if (!day_is(d))
		return false;
	day_split(d, year, month, day);
	return *year >= 1 && *year <= 9999;
}

static void
put_digits(char *at, int v, int count)
{
	while (count > 0) {
		at[--count] = (char)('0' + v % 10);
		v /= 10;
	}
}

/* Digit by digit: an export writes hundreds of thousands of them. */
struct day_text
day_iso(struct day d)
{
	struct day_text t = { "" };
	int year, month, day;

	if (!split_shown(d, &year, &month, &day))
		return t;
	strcpy(t.s, "0000-00-00");
	put_digits(t.s, year, 4);
	put_digits(t.s + 5, month, 2);
	put_digits(t.s + 8, day, 2);
	return t;
}

struct day_text
day_fr(struct day d)
{
	struct day_text t = { "" };
	int year, month, day;

	if (!split_shown(d, &year, &month, &day))
		return t;
	strcpy(t.s, "00/00/0000");
	put_digits(t.s, day, 2);
	put_digits(t.s + 3, month, 2);
	put_digits(t.s + 6, year, 4);
	return t;
}

struct day_text
day_long(struct day d)
{
	struct day_text t = { "" };
	int year, month, day;

	if (split_shown(d, &year, &month, &day))
		snprintf(t.s, sizeof(t.s), "%d%s %s %d", day, day == 1 ? _("er") : "",
			_(months[month - 1]), year);
	return t;
}

struct instant
instant_of_day(struct day d, int64_t ms_of_day_utc)
{
	if (!day_is(d))
		return INSTANT_NONE;
	return (struct instant){ d.n * ms_per_day + ms_of_day_utc };
}

/* DAY_NONE when the instant lies outside the years 1 to 9999. */
static struct day
utc_day(struct instant t)
{
	int64_t n = floor_div(t.ms, ms_per_day);

	if (!instant_is(t) || n < day_of(1, 1, 1).n || n > day_of(9999, 12, 31).n)
		return DAY_NONE;
	return (struct day){ (int32_t)n };
}

static int64_t
ms_of_day(struct instant t)
{
	return t.ms - floor_div(t.ms, ms_per_day) * ms_per_day;
}

/* 01:00 UTC on the last Sunday of a month of 31 days. */
static struct instant
summer_bound(int year, int month)
{
	struct day last = day_of(year, month, 31);
	int past_sunday = (int)(((int64_t)last.n + 4) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */

	return instant_of_day((struct day){ last.n - past_sunday }, ms_per_hour);
}

/* The same instant read on a clock in Paris, as if it were UTC. */
static struct instant
paris(struct instant t)
{
	struct day utc = utc_day(t);
	int year, month, day;

	if (!day_is(utc))
		return INSTANT_NONE;
	day_split(utc, &year, &month, &day);
	bool summer = t.ms >= summer_bound(year, 3).ms && t.ms < summer_bound(year, 10).ms;

	return (struct instant){ t.ms + (summer ? 2 : 1) * ms_per_hour };
}

struct day
instant_day(struct instant t)
{
	return utc_day(paris(t));
}

/* The hours and minutes of a Paris clock, after the day. */
static void
add_time(struct day_text *t, struct instant local)
{
	int minutes = (int)(ms_of_day(local) / 60000);
	size_t at = strlen(t->s);

	snprintf(t->s + at, sizeof(t->s) - at, " %02d:%02d", minutes / 60, minutes % 60);
}

struct day_text
instant_fr(struct instant t)
{
	struct instant local = paris(t);
	struct day_text text = day_fr(utc_day(local));

	if (text.s[0])
		add_time(&text, local);
	return text;
}

struct day_text
instant_short(struct instant t)
{
	struct instant local = paris(t);
	struct day_text text = day_fr(utc_day(local));

	if (!text.s[0])
		return text;
	text.s[strlen("08/10")] = '\0';
	add_time(&text, local);
	return text;
}

struct day_text
instant_utc(struct instant t)
{
	struct day_text text = day_iso(utc_day(t));
	size_t at = strlen(text.s);

	if (at == 0)
		return text;
	int ms = (int)ms_of_day(t);

	snprintf(text.s + at, sizeof(text.s) - at, "T%02d:%02d:%02d.%03dZ", ms / 3600000,
		ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
	return text;
}

/* "14:52:35" or "14:52:35.123456"; digits after the millisecond are dropped. */
static bool
cut_time(struct str *s, int64_t *ms)
{
	int hour, minute, second;

	if (!cut_number(s, 2, 2, &hour) || !cut_char(s, ':') || !cut_number(s, 2, 2, &minute) ||
		!cut_char(s, ':') || !cut_number(s, 2, 2, &second))
		return false;
	if (hour > 23 || minute > 59 || second > 59)
		return false;
	*ms = ((hour * 60 + minute) * 60 + second) * INT64_C(1000);
	if (!cut_char(s, '.'))
		return true;
	int digit, weight = 100;

	if (s->len == 0 || *s->ptr < '0' || *s->ptr > '9')
		return false;
	for (; cut_number(s, 1, 1, &digit); weight /= 10)
		*ms += digit * weight;
	return true;
}

/* "Z", "+02:00" or "+0100" as milliseconds ahead of UTC. */
static bool
cut_zone(struct str *s, int64_t *ahead)
{
	int hours, minutes;

	*ahead = 0;
	if (cut_char(s, 'Z'))
		return true;
	bool west = cut_char(s, '-');

	if (!west && !cut_char(s, '+'))
		return false;
	if (!cut_number(s, 2, 2, &hours))
		return false;
	cut_char(s, ':');
	if (!cut_number(s, 2, 2, &minutes) || hours > 14 || minutes > 59)
		return false;
	*ahead = (hours * 60 + minutes) * INT64_C(60000) * (west ? -1 : 1);
	return true;
}

bool
instant_parse(struct str s, struct instant *out)
{
	struct day day;
	int64_t ms, ahead;

	s = str_trim(s);
	if (!cut_iso_day(&s, &day) || (!cut_char(&s, 'T') && !cut_char(&s, ' ')))
		return false;
	if (!cut_time(&s, &ms))
		return false;
	cut_char(&s, ' ');
	if (!cut_zone(&s, &ahead) || s.len > 0)
		return false;
	*out = instant_of_day(day, ms - ahead);
	return true;
}

static struct instant
real_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (struct instant){ (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000 };
}

/* The instant whose Paris date is d at the Paris time of day that it is now. */
static struct instant
frozen_now(struct day d)
{
	struct instant local = instant_of_day(d, ms_of_day(paris(real_now())));
	struct instant winter = { local.ms - ms_per_hour };

	/* In the hour that summer time skips there is no such instant: the hour before will do. */
	return (struct instant){ local.ms - (paris(winter).ms - winter.ms) };
}

struct instant
clock_now(struct clock *c)
{
	if (instant_is(c->fixed)) {
		struct instant now = c->fixed;

		c->fixed.ms++;
		return now;
	}
	return day_is(c->frozen_day) ? frozen_now(c->frozen_day) : real_now();
}

struct day
clock_today(struct clock *c)
{
	if (instant_is(c->fixed))
		return instant_day(c->fixed);
	return day_is(c->frozen_day) ? c->frozen_day : instant_day(real_now());
}
