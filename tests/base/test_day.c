/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static struct instant
at(const char *text)
{
	struct instant t = INSTANT_NONE;

	if (!instant_parse(str_z(text), &t))
		fail_msg("'%s' was not understood", text);
	return t;
}

static void
test_known_days(void **state)
{
	static const struct {
		int year, month, day;
		int32_t n;
	} cases[] = {
		{ 1970, 1, 1, 0 },
		{ 1969, 12, 31, -1 },
		{ 2000, 2, 29, 11016 },
		{ 2000, 3, 1, 11017 },
		{ 2021, 10, 8, 18908 },
		{ 1, 1, 1, -719162 },
		{ 9999, 12, 31, 2932896 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(day_of(cases[i].year, cases[i].month, cases[i].day).n, cases[i].n);
}

/* Each day of the ten thousand years follows the one before by a calendar counted on fingers. */
static void
test_each_day_in_order(void **state)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int32_t n = day_of(1, 1, 1).n;
	int y, m, d;

	(void)state;
	for (int year = 1; year <= 9999; year++) {
		bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= lengths[month - 1] + (month == 2 && leap); day++) {
				assert_int_equal(day_of(year, month, day).n, n);
				day_split((struct day){ n }, &y, &m, &d);
				assert_true(y == year && m == month && d == day);
				n++;
			}
	}
}

static void
test_impossible_days(void **state)
{
	static const int cases[][3] = { { 2021, 2, 29 }, { 1900, 2, 29 }, { 2021, 4, 31 },
		{ 2021, 0, 1 }, { 2021, 13, 1 }, { 2021, 1, 0 }, { 2021, 1, 32 }, { 0, 1, 1 },
		{ 10000, 1, 1 }, { -1, 1, 1 } };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_false(day_is(day_of(cases[i][0], cases[i][1], cases[i][2])));
}

static void
test_add_months(void **state)
{
	static const struct {
		const char *from;
		int months;
		const char *to;
	} cases[] = {
		{ "2021-01-31", 1, "2021-02-28" },
		{ "2020-01-31", 1, "2020-02-29" },
		{ "2021-10-08", 8, "2022-06-08" },
		{ "2021-12-31", 2, "2022-02-28" },
		{ "2021-05-18", 0, "2021-05-18" },
		{ "2021-03-31", -1, "2021-02-28" },
		{ "2021-01-15", -13, "2019-12-15" },
		{ "2021-01-15", 12, "2022-01-15" },
		{ "9999-12-01", 1, "" },
		{ "0001-01-01", -1, "" },
		{ "2021-01-01", INT32_MAX, "" },
		{ "2021-01-01", INT32_MIN, "" },
	};
	struct day d;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(day_parse_iso(str_z(cases[i].from), &d));
		assert_string_equal(day_iso(day_add_months(d, cases[i].months)).s, cases[i].to);
	}
	assert_false(day_is(day_add_months(DAY_NONE, 1)));
}

static void
test_parse_days(void **state)
{
	static const struct {
		const char *text;
		bool iso; /* else French */
		const char *day;
	} cases[] = {
		{ "2021-05-18", true, "2021-05-18" },
		{ " 2021-05-18\n", true, "2021-05-18" },
		{ "18/05/2021", false, "2021-05-18" },
		{ "18/5/21", false, "2021-05-18" },
		{ "1/1/2021", false, "2021-01-01" },
		{ "29/02/2020", false, "2020-02-29" },
	};
	struct day d;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str s = str_z(cases[i].text);

		assert_true(cases[i].iso ? day_parse_iso(s, &d) : day_parse_fr(s, &d));
		assert_string_equal(day_iso(d).s, cases[i].day);
	}
}

static void
test_refused_days(void **state)
{
	static const char *const iso[] = { "", "2021-5-18", "2021-05-18T", "2021-02-30", "21-05-18",
		"2021/05/18", "2021-05-1", "2021-05-180", "0000-01-01", "+021-05-18" };
	static const char *const fr[] = { "", "18/05", "18/05/", "18/05/202", "18/05/20211",
		"30/02/2021", "0/1/2021", "18-05-2021", "018/05/2021", "18/05/21 ans", "//",
		"aa/bb/cc" };
	struct day d = { 7 };

	(void)state;
	for (size_t i = 0; i < COUNT(iso); i++)
		assert_false(day_parse_iso(str_z(iso[i]), &d));
	for (size_t i = 0; i < COUNT(fr); i++)
		assert_false(day_parse_fr(str_z(fr[i]), &d));
	assert_false(day_parse_iso(STR_NONE, &d));
	assert_int_equal(d.n, 7);
}

static void
test_day_formats(void **state)
{
	static const struct {
		int year, month, day;
		const char *iso, *fr, *words;
	} cases[] = {
		{ 2021, 5, 18, "2021-05-18", "18/05/2021", "18 mai 2021" },
		{ 2021, 5, 1, "2021-05-01", "01/05/2021", "1er mai 2021" },
		{ 2022, 8, 31, "2022-08-31", "31/08/2022", "31 août 2022" },
		{ 987, 2, 2, "0987-02-02", "02/02/0987", "2 février 987" },
		{ 0, 0, 0, "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct day d = day_of(cases[i].year, cases[i].month, cases[i].day);

		assert_string_equal(day_iso(d).s, cases[i].iso);
		assert_string_equal(day_fr(d).s, cases[i].fr);
		assert_string_equal(day_long(d).s, cases[i].words);
	}
	assert_string_equal(day_iso((struct day){ INT32_MAX }).s, "");
	assert_string_equal(day_iso((struct day){ INT32_MIN + 1 }).s, "");
}

static void
test_parse_instants(void **state)
{
	static const struct {
		const char *text, *utc;
	} cases[] = {
		{ "2024-10-16T10:09:33+02:00", "2024-10-16T08:09:33.000Z" },
		{ "2024-10-16T10:09:33Z", "2024-10-16T10:09:33.000Z" },
		{ "2026-01-15 14:52:35 +0100", "2026-01-15T13:52:35.000Z" },
		{ "2024-10-16T10:09:33.5Z", "2024-10-16T10:09:33.500Z" },
		{ "2024-10-16T10:09:33.123456-03:30", "2024-10-16T13:39:33.123Z" },
		{ "2024-01-01T00:30:00+01:00", "2023-12-31T23:30:00.000Z" },
		{ "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
	};
	static const char *const refused[] = { "", "2024-10-16", "2024-10-16T10:09:33",
		"2024-10-16T10:09Z", "2024-10-16T24:00:00Z", "2024-10-16T10:60:00Z",
		"2024-10-16T10:00:60Z", "2024-02-30T10:00:00Z", "2024-10-16T10:00:00.Z",
		"2024-10-16T10:00:00+15:00", "2024-10-16T10:00:00+02:60", "2024-10-16T10:00:00Zulu",
		"2024-10-16_10:00:00Z" };
	struct instant t = { 7 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(instant_utc(at(cases[i].text)).s, cases[i].utc);
	for (size_t i = 0; i < COUNT(refused); i++)
		assert_false(instant_parse(str_z(refused[i]), &t));
	assert_int_equal(t.ms, 7);
	assert_int_equal(at("1970-01-02T00:00:00.001Z").ms, 86400001);
	assert_int_equal(at("1969-12-31T23:59:59.999Z").ms, -1);
}

static void
test_paris_time(void **state)
{
	static const struct {
		const char *utc, *paris;
	} cases[] = {
		{ "2021-10-08T12:12:00Z", "08/10/2021 14:12" },
		{ "2021-01-15T12:12:00Z", "15/01/2021 13:12" },
		{ "2021-03-28T00:59:59Z", "28/03/2021 01:59" },
		{ "2021-03-28T01:00:00Z", "28/03/2021 03:00" },
		{ "2021-10-31T00:59:59Z", "31/10/2021 02:59" },
		{ "2021-10-31T01:00:00Z", "31/10/2021 02:00" },
		{ "2024-03-31T01:00:00Z", "31/03/2024 03:00" }, /* the 31st itself is a Sunday */
		{ "2024-03-30T23:30:00Z", "31/03/2024 00:30" },
		{ "2026-10-25T00:59:59Z", "25/10/2026 02:59" },
		{ "2026-10-25T01:00:00Z", "25/10/2026 02:00" },
		{ "2021-12-31T23:00:00Z", "01/01/2022 00:00" },
		{ "2021-06-30T22:00:00Z", "01/07/2021 00:00" },
		{ "1969-12-31T23:30:00Z", "01/01/1970 00:30" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(instant_fr(at(cases[i].utc)).s, cases[i].paris);
	assert_string_equal(instant_short(at("2021-10-08T12:12:00Z")).s, "08/10 14:12");
	assert_string_equal(day_iso(instant_day(at("2021-12-31T23:00:00Z"))).s, "2022-01-01");
	assert_string_equal(day_iso(instant_day(at("2021-12-31T22:59:59Z"))).s, "2021-12-31");
}

static void
test_absent_instants(void **state)
{
	static const int64_t cases[] = { INT64_MIN, INT64_MAX, INT64_MIN + 1 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct instant t = { cases[i] };

		assert_string_equal(instant_fr(t).s, "");
		assert_string_equal(instant_short(t).s, "");
		assert_string_equal(instant_utc(t).s, "");
		assert_false(day_is(instant_day(t)));
	}
	assert_false(instant_is(instant_of_day(DAY_NONE, 0)));
	assert_int_equal(instant_of_day((struct day){ -1 }, 5).ms, -86399995);
}

static void
test_clocks(void **state)
{
	struct clock fixed = { DAY_NONE, at("2021-10-08T22:30:00Z") };
	struct clock frozen = { day_of(2021, 10, 8), INSTANT_NONE };
	struct clock real = { DAY_NONE, INSTANT_NONE };

	(void)state;
	assert_string_equal(instant_utc(clock_now(&fixed)).s, "2021-10-08T22:30:00.000Z");
	assert_string_equal(instant_utc(clock_now(&fixed)).s, "2021-10-08T22:30:00.001Z");
	assert_string_equal(day_iso(clock_today(&fixed)).s, "2021-10-09");
	assert_string_equal(day_iso(clock_today(&frozen)).s, "2021-10-08");
	assert_string_equal(day_iso(instant_day(clock_now(&frozen))).s, "2021-10-08");
	frozen.frozen_day = day_of(2021, 3, 28);
	assert_string_equal(day_iso(instant_day(clock_now(&frozen))).s, "2021-03-28");
	struct instant before = clock_now(&real);

	assert_true(before.ms > at("2026-01-01T00:00:00Z").ms);
	assert_true(clock_now(&real).ms >= before.ms);
	assert_true(clock_today(&real).n >= instant_day(before).n);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_days),
		cmocka_unit_test(test_each_day_in_order),
		cmocka_unit_test(test_impossible_days),
		cmocka_unit_test(test_add_months),
		cmocka_unit_test(test_parse_days),
		cmocka_unit_test(test_refused_days),
		cmocka_unit_test(test_day_formats),
		cmocka_unit_test(test_parse_instants),
		cmocka_unit_test(test_paris_time),
		cmocka_unit_test(test_absent_instants),
		cmocka_unit_test(test_clocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
