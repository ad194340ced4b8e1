/* SPDX-License-Identifier: EUPL-1.2 */
/* Calendar days (days since 1970-01-01) and instants (UTC milliseconds, shown in Paris time by the
 * European summer-time rule, so that no time zone data is needed on the host). */
#ifndef PUPITRE_BASE_DAY_H
#define PUPITRE_BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "pupitre/base/str.h"

struct day {
	int32_t n;
};

struct instant {
	int64_t ms;
};

struct day_text {
	char s[40];
};

#define DAY_NONE ((struct day){ INT32_MIN })
#define INSTANT_NONE ((struct instant){ INT64_MIN })

static inline bool
day_is(struct day d)
{
	return d.n != INT32_MIN;
}

static inline bool
instant_is(struct instant t)
{
	return t.ms != INT64_MIN;
}

struct day day_of(int year, int month, int day); /* DAY_NONE for an impossible date */
void day_split(struct day d, int *year, int *month, int *day);
struct day day_add_months(struct day d, int months); /* 31 January + 1 month = 28 February */
MUST_CHECK bool day_parse_iso(struct str s, struct day *out); /* 2021-05-18 */
MUST_CHECK bool day_parse_fr(struct str s, struct day *out); /* 18/05/2021 or 18/5/21 */
struct day_text day_iso(struct day d); /* "2021-05-18"; "" for DAY_NONE, here and below */
struct day_text day_fr(struct day d); /* "18/05/2021" */
struct day_text day_long(struct day d); /* "18 mai 2021", "1er mai 2021" */
/* "2024-10-16T10:09:33+02:00", "...Z", "2026-01-15 14:52:35 +0100"; fractions of a second kept to ms. */
MUST_CHECK bool instant_parse(struct str s, struct instant *out);
struct day instant_day(struct instant t); /* in Paris */
struct day_text instant_fr(struct instant t); /* "08/10/2021 14:12" in Paris */
struct day_text instant_short(struct instant t); /* "08/10 14:12" */
struct day_text instant_utc(struct instant t); /* "2021-10-08T12:12:00.000Z" */
struct instant instant_of_day(struct day d, int64_t ms_of_day_utc);

/* Where the time comes from: the real clock, or a frozen day with the time of day running
 * (demonstration), or one fixed instant that each reading moves on by 1 ms (tests). */
struct clock {
	struct day frozen_day; /* DAY_NONE: real */
	struct instant fixed; /* INSTANT_NONE: running */
};

struct instant clock_now(struct clock *c);
struct day clock_today(struct clock *c);

#endif
