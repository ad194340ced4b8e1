/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define NB "\u00A0"
#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static struct money
cents(int64_t n)
{
	return (struct money){ n };
}

static void
test_money_formats(void **state)
{
	static const struct {
		int64_t cents;
		const char *text, *plain, *euros, *decimal;
	} cases[] = {
		{ 0, "0,00" NB "€", "0,00", "0", "0.00" },
		{ 5, "0,05" NB "€", "0,05", "0", "0.05" },
		{ 49, "0,49" NB "€", "0,49", "0", "0.49" },
		{ 50, "0,50" NB "€", "0,50", "1", "0.50" },
		{ -49, "-0,49" NB "€", "-0,49", "0", "-0.49" },
		{ -50, "-0,50" NB "€", "-0,50", "-1", "-0.50" },
		{ 99999, "999,99" NB "€", "999,99", "1" NB "000", "999.99" },
		{ 1234567, "12" NB "345,67" NB "€", "12" NB "345,67", "12" NB "346", "12345.67" },
		{ 29700000, "297" NB "000,00" NB "€", "297" NB "000,00", "297" NB "000",
			"297000.00" },
		{ -100000000, "-1" NB "000" NB "000,00" NB "€", "-1" NB "000" NB "000,00",
			"-1" NB "000" NB "000", "-1000000.00" },
		{ INT64_MIN, "-92" NB "233" NB "720" NB "368" NB "547" NB "758,08" NB "€",
			"-92" NB "233" NB "720" NB "368" NB "547" NB "758,08",
			"-92" NB "233" NB "720" NB "368" NB "547" NB "758",
			"-92233720368547758.08" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_string_equal(money_text(cents(cases[i].cents)).s, cases[i].text);
		assert_string_equal(money_plain(cents(cases[i].cents)).s, cases[i].plain);
		assert_string_equal(money_euros(cents(cases[i].cents)).s, cases[i].euros);
		assert_string_equal(money_decimal(cents(cases[i].cents)).s, cases[i].decimal);
	}
}

static void
test_money_parse(void **state)
{
	static const struct {
		const char *text;
		int64_t cents;
	} cases[] = {
		{ "0", 0 },
		{ "12 345,67", 1234567 },
		{ "12345.67", 1234567 },
		{ "12345,6", 1234560 },
		{ "12 345 €", 1234500 },
		{ "12345€", 1234500 },
		{ "12" NB "345,67" NB "€", 1234567 },
		{ "12\u202F345,67\u202F€", 1234567 },
		{ "1 234 567", 123456700 },
		{ "  297 000,00 ", 29700000 },
		{ "-5,05", -505 },
		{ "007", 700 },
		{ "1000000000000000", MONEY_MAX_CENTS },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct money m = { -1 };

		assert_true(money_parse(str_z(cases[i].text), &m));
		assert_int_equal(m.cents, cases[i].cents);
	}
}

static void
test_money_refuses(void **state)
{
	static const char *const cases[] = { "", " ", "€", "-", ",5", "12,", "12,345", "1.234,56",
		"1,234.56", "12 34", "1234 567", "1  234", "12 3456", "12 345 67", "12,3 4", "1e3",
		"0x10", "+5", "--5", "- 5", "12 345 € HT", "€ 5", "5 €€", "douze",
		"1000000000000000,01", "1000000000000001", "99999999999999999999999",
		"12\u2009345" };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct money m = { 42 };

		if (money_parse(str_z(cases[i]), &m))
			fail_msg("'%s' was read as %lld cents", cases[i], (long long)m.cents);
		assert_int_equal(m.cents, 42);
	}
	struct money m;

	assert_false(money_parse(STR_NONE, &m));
}

static void
test_money_reads_what_it_writes(void **state)
{
	(void)state;
	for (int64_t n = -100000000; n <= 100000000; n += 9973) {
		struct money a, b, c;

		assert_true(money_parse(str_z(money_text(cents(n)).s), &a));
		assert_true(money_parse(str_z(money_plain(cents(n)).s), &b));
		assert_true(money_parse(str_z(money_decimal(cents(n)).s), &c));
		assert_true(a.cents == n && b.cents == n && c.cents == n);
	}
}

static void
test_points(void **state)
{
	static const struct {
		int32_t milli;
		const char *text, *exact;
	} cases[] = {
		{ 0, "0,0", "0,0" },
		{ 100000, "100,0", "100,0" },
		{ 72500, "72,5", "72,5" },
		{ 72525, "72,5", "72,525" },
		{ 72550, "72,6", "72,55" },
		{ 72549, "72,5", "72,549" },
		{ 99950, "100,0", "99,95" },
		{ 50, "0,1", "0,05" },
		{ 49, "0,0", "0,049" },
		{ 5, "0,0", "0,005" },
		{ -72550, "-72,6", "-72,55" },
		{ -49, "0,0", "-0,049" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct points p = { cases[i].milli }, back = { -1 };

		assert_string_equal(points_text(p).s, cases[i].text);
		assert_string_equal(points_exact(p).s, cases[i].exact);
		assert_int_equal(points_parse(str_z(cases[i].exact), &back), cases[i].milli >= 0);
		assert_int_equal(back.milli, cases[i].milli >= 0 ? cases[i].milli : -1);
	}
}

static void
test_points_parse(void **state)
{
	static const char *const refused[] = { "", ",5", "5,", "5,1234", "72.5.1", "-1", "1 000",
		"2147484", "99999999999", "a" };
	struct points p = { 7 };

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		assert_false(points_parse(str_z(refused[i]), &p));
		assert_int_equal(p.milli, 7);
	}
	assert_true(points_parse(STR("72.5"), &p));
	assert_int_equal(p.milli, 72500);
	assert_true(points_parse(STR(" 60 "), &p));
	assert_int_equal(p.milli, 60000);
}

static void
test_rates(void **state)
{
	static const struct {
		int64_t part, whole;
		int32_t rate;
		const char *text;
	} cases[] = {
		{ 80, 100, 8000, "80,00" },
		{ 1, 3, 3333, "33,33" },
		{ 2, 3, 6667, "66,67" },
		{ 1, 20000, 1, "0,01" }, /* half a ten-thousandth goes up */
		{ 1, 20001, 0, "0,00" },
		{ -1, 20000, -1, "-0,01" },
		{ 150, 100, 15000, "150,00" },
		{ 5, 0, 0, "0,00" },
		{ MONEY_MAX_CENTS, MONEY_MAX_CENTS, 10000, "100,00" },
		{ MONEY_MAX_CENTS, 1, INT32_MAX, "21474836,47" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		int32_t rate = rate_of(cents(cases[i].part), cents(cases[i].whole));

		assert_int_equal(rate, cases[i].rate);
		assert_string_equal(rate_text(rate).s, cases[i].text);
	}
}

static void
test_rate_apply(void **state)
{
	static const struct {
		int64_t whole;
		int32_t rate;
		int64_t result;
	} cases[] = {
		{ 29700000, 8000, 23760000 },
		{ 1, 5000, 1 }, /* half a cent goes up */
		{ 1, 4999, 0 },
		{ 12345, 3333, 4115 }, /* 4114.5885 */
		{ -1, 5000, -1 },
		{ MONEY_MAX_CENTS, 10000, MONEY_MAX_CENTS },
		{ 0, 8000, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(
			rate_apply(cents(cases[i].whole), cases[i].rate).cents, cases[i].result);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_money_formats),
		cmocka_unit_test(test_money_parse),
		cmocka_unit_test(test_money_refuses),
		cmocka_unit_test(test_money_reads_what_it_writes),
		cmocka_unit_test(test_points),
		cmocka_unit_test(test_points_parse),
		cmocka_unit_test(test_rates),
		cmocka_unit_test(test_rate_apply),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
