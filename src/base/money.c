/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rounding is half up on the absolute value, so that -x is always shown as the opposite of x.
 * Products pass through 128 bits: no amount that money_parse accepts can overflow.
 */
#include "pupitre/base/money.h"

#include <inttypes.h>
#include <stdio.h>

static const char nbsp[] = "\u00A0";
static const char nnbsp[] = "\u202F";

static uint64_t
magnitude(int64_t v)
{
	return v < 0 ? -(uint64_t)v : (uint64_t)v;
}

/* "12 345" in groups of three, after the text that is there. */
static void
add_groups(struct number_text *t, uint64_t v)
{
	char digits[24];
	int n = snprintf(digits, sizeof(digits), "%" PRIu64, v);
	size_t at = strlen(t->s);

	for (int i = 0; i < n; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			at += (size_t)snprintf(t->s + at, sizeof(t->s) - at, "%s", nbsp);
		t->s[at++] = digits[i];
	}
	t->s[at] = '\0';
}

struct number_text
money_plain(struct money m)
{
	struct number_text t = { "" };
	uint64_t v = magnitude(m.cents);

	if (m.cents < 0)
		t.s[0] = '-';
	add_groups(&t, v / 100);
	size_t at = strlen(t.s);

	snprintf(t.s + at, sizeof(t.s) - at, ",%02u", (unsigned)(v % 100));
	return t;
}

struct number_text
money_text(struct money m)
{
	struct number_text t = money_plain(m);
	size_t at = strlen(t.s);

	snprintf(t.s + at, sizeof(t.s) - at, "%s€", nbsp);
	return t;
}

struct number_text
money_euros(struct money m)
{
	struct number_text t = { "" };
	uint64_t euros = (magnitude(m.cents) + 50) / 100;

	if (m.cents < 0 && euros > 0)
		t.s[0] = '-';
	add_groups(&t, euros);
	return t;
}

struct number_text
money_decimal(struct money m)
{
	struct number_text t;
	uint64_t v = magnitude(m.cents);

	snprintf(t.s, sizeof(t.s), "%s%" PRIu64 ".%02u", m.cents < 0 ? "-" : "", v / 100,
		(unsigned)(v % 100));
	return t;
}

static bool
cut_prefix(struct str *s, const char *prefix)
{
	struct str p = str_z(prefix);

	if (!str_starts(*s, p))
		return false;
	*s = (struct str){ s->ptr + p.len, s->len - p.len };
	return true;
}

/* Digits at the start of *s into *v; how many there were, -1 when the value passes max. */
static int
cut_digits(struct str *s, int64_t max, int64_t *v)
{
	int n = 0;

	while (s->len > 0 && *s->ptr >= '0' && *s->ptr <= '9') {
		int digit = *s->ptr - '0';

		if (*v > (max - digit) / 10)
			return -1;
		*v = *v * 10 + digit;
		*s = (struct str){ s->ptr + 1, s->len - 1 };
		n++;
	}
	return n;
}

/* "12 345" or "12345"; once there is a blank, each group after the first has three digits. */
static bool
cut_whole(struct str *s, int64_t max, int64_t *v)
{
	int first = cut_digits(s, max, v);

	if (first < 1)
		return false;
	for (;;) {
		struct str after = *s;

		if (!cut_prefix(&after, " ") && !cut_prefix(&after, nbsp) &&
			!cut_prefix(&after, nnbsp))
			return true;
		if (after.len == 0 || *after.ptr < '0' || *after.ptr > '9')
			return true;
		if (first > 3 || cut_digits(&after, max, v) != 3)
			return false;
		*s = after;
	}
}

/* ",5" or ".50" as a number of units of 10^-places; nothing is 0. */
static bool
cut_fraction(struct str *s, int places, int64_t *v)
{
	if (!cut_prefix(s, ",") && !cut_prefix(s, "."))
		return true;
	int n = cut_digits(s, INT32_MAX, v);

	if (n < 1 || n > places)
		return false;
	for (; n < places; n++)
		*v *= 10;
	return true;
}

bool
money_parse(struct str s, struct money *out)
{
	int64_t whole = 0, cents = 0;

	s = str_trim(s);
	bool minus = cut_prefix(&s, "-");

	if (!cut_whole(&s, MONEY_MAX_CENTS / 100, &whole) || !cut_fraction(&s, 2, &cents))
		return false;
	s = str_trim(s);
	cut_prefix(&s, "€");
	cents += whole * 100;
	if (s.len > 0 || cents > MONEY_MAX_CENTS)
		return false;
	out->cents = minus ? -cents : cents;
	return true;
}

/* v thousandths with 1 to 3 decimals, exact. */
static struct number_text
thousandths_text(int64_t milli, int decimals)
{
	static const unsigned scale[] = { 1000, 100, 10, 1 };
	struct number_text t;
	uint64_t v = magnitude(milli);

	snprintf(t.s, sizeof(t.s), "%s%" PRIu64 ",%0*u", milli < 0 ? "-" : "", v / 1000, decimals,
		(unsigned)(v % 1000) / scale[decimals]);
	return t;
}

struct number_text
points_text(struct points p)
{
	int64_t tenths = (int64_t)((magnitude(p.milli) + 50) / 100);

	return thousandths_text((p.milli < 0 ? -tenths : tenths) * 100, 1);
}

struct number_text
points_exact(struct points p)
{
	if (p.milli % 100 == 0)
		return thousandths_text(p.milli, 1);
	return thousandths_text(p.milli, p.milli % 10 == 0 ? 2 : 3);
}

bool
points_parse(struct str s, struct points *out)
{
	int64_t whole = 0, milli = 0;

	s = str_trim(s);
	if (cut_digits(&s, INT32_MAX / 1000, &whole) < 1 || !cut_fraction(&s, 3, &milli))
		return false;
	milli += whole * 1000;
	if (s.len > 0 || milli > INT32_MAX)
		return false;
	out->milli = (int32_t)milli;
	return true;
}

/* n / d to the nearest, half away from zero, held within +-limit. */
static int64_t
divide_half_up(__int128 n, __int128 d, int64_t limit)
{
	if (d < 0) {
		n = -n;
		d = -d;
	}
	__int128 q = ((n < 0 ? -n : n) * 2 + d) / (2 * d);

	if (q > limit)
		q = limit;
	return (int64_t)(n < 0 ? -q : q);
}

int32_t
rate_of(struct money part, struct money whole)
{
	if (whole.cents == 0)
		return 0;
	return (int32_t)divide_half_up((__int128)part.cents * 10000, whole.cents, INT32_MAX);
}

struct number_text
rate_text(int32_t ten_thousandths)
{
	struct number_text t;
	uint64_t v = magnitude(ten_thousandths);

	snprintf(t.s, sizeof(t.s), "%s%" PRIu64 ",%02u", ten_thousandths < 0 ? "-" : "", v / 100,
		(unsigned)(v % 100));
	return t;
}

struct money
rate_apply(struct money whole, int32_t ten_thousandths)
{
	__int128 product = (__int128)whole.cents * ten_thousandths;

	return (struct money){ divide_half_up(product, 10000, INT64_MAX) };
}
