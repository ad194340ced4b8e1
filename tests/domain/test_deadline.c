/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/domain/deadline.h"

static const struct deadline_rules rules = { 2, 8, 15, true, { 0 } };

static struct day
iso(const char *z)
{
	struct day d = DAY_NONE;

	if (*z && !day_parse_iso(str_z(z), &d))
		fail_msg("%s is no date", z);
	return d;
}

static void
month_ends(void **state)
{
	static const struct {
		const char *submitted, *receivability, *decision;
	} cases[] = {
		{ "2021-03-01", "2021-05-01", "2021-11-01" },
		{ "2020-12-31", "2021-02-28", "2021-08-31" },
		{ "2019-12-31", "2020-02-29", "2020-08-31" },
		{ "2020-06-30", "2020-08-30", "2021-02-28" },
		{ "2021-06-30", "2021-08-30", "2022-02-28" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct deadline out[DEADLINE_COUNT];

		assert_int_equal(
			deadlines_of(&rules, STATE_RECEIVED, iso(cases[i].submitted), NULL, 0, out),
			2);
		assert_int_equal(out[0].kind, DEADLINE_RECEIVABILITY);
		assert_string_equal(day_iso(out[0].due).s, cases[i].receivability);
		assert_int_equal(out[1].kind, DEADLINE_DECISION);
		assert_string_equal(day_iso(out[1].due).s, cases[i].decision);
	}
}

/* Submitted 2020-12-31: two months end on 2021-02-28. */
static void
suspensions(void **state)
{
	static const struct {
		const char *from[2], *until[2], *due;
		size_t n;
	} cases[] = {
		{ { "2021-01-10" }, { "2021-01-30" }, "2021-03-20", 1 }, /* 20 days */
		{ { "2021-01-10", "2021-02-10" }, { "2021-01-30", "2021-02-11" }, "2021-03-21", 2 },
		{ { "2021-01-10", "2021-01-20" }, { "2021-01-30", "2021-02-05" }, "2021-03-26", 2 },
		{ { "2021-01-10", "2021-01-12" }, { "2021-01-30", "2021-01-15" }, "2021-03-20", 2 },
		{ { "2021-01-10" }, { "2021-01-10" }, "2021-02-28", 1 }, /* no day */
		{ { "2020-12-01" }, { "2021-01-05" }, "2021-03-05",
			1 }, /* asked before: from deposit on */
		{ { "2021-03-01" }, { "2021-04-01" }, "2021-02-28", 1 }, /* asked after the end */
		{ { "2021-02-10" }, { "" }, "", 1 }, /* still waiting */
		{ { "2021-03-01" }, { "" }, "2021-02-28", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct deadline out[DEADLINE_COUNT];
		struct suspension s[2];

		for (size_t k = 0; k < cases[i].n; k++)
			s[k] = (struct suspension){ iso(cases[i].from[k]), iso(cases[i].until[k]) };
		assert_int_equal(deadlines_of(&rules, STATE_INCOMPLETE, iso("2020-12-31"), s,
					 cases[i].n, out),
			2);
		assert_string_equal(day_iso(out[0].due).s, cases[i].due);
		assert_int_equal(out[0].suspended, *cases[i].due == 0);
		assert_string_equal(day_iso(out[1].due).s, "2021-08-31"); /* never suspended */
	}
}

static void
suspension_is_a_rule(void **state)
{
	struct deadline_rules r = rules;
	struct suspension s = { iso("2021-01-10"), iso("2021-01-30") };
	struct deadline out[DEADLINE_COUNT];

	(void)state;
	r.suspension_stops_receivability = false;
	assert_int_equal(deadlines_of(&r, STATE_INCOMPLETE, iso("2020-12-31"), &s, 1, out), 2);
	assert_string_equal(day_iso(out[0].due).s, "2021-02-28");
}

static void
clocks_of_each_state(void **state)
{
	struct deadline_rules r = rules;
	struct deadline out[DEADLINE_COUNT];

	(void)state;
	r.commitment_end = iso("2022-12-31");
	for (int s = 0; s < STATE_COUNT; s++) {
		size_t expected = s <= STATE_INCOMPLETE ? 2 : s <= STATE_AWARDED ? 1 : 0;

		assert_int_equal(
			deadlines_of(&r, (enum state)s, iso("2021-03-01"), NULL, 0, out), expected);
	}
	assert_int_equal(deadlines_of(&r, STATE_AWARDED, iso("2021-03-01"), NULL, 0, out), 1);
	assert_int_equal(out[0].kind, DEADLINE_COMMITMENT);
	assert_string_equal(day_iso(out[0].due).s, "2022-12-31");
	r.commitment_end = DAY_NONE;
	assert_int_equal(deadlines_of(&r, STATE_AWARDED, iso("2021-03-01"), NULL, 0, out), 0);
	assert_int_equal(deadlines_of(&r, STATE_RECEIVED, DAY_NONE, NULL, 0, out), 0);
}

static void
the_next_one(void **state)
{
	struct deadline d[] = { { DEADLINE_RECEIVABILITY, DAY_NONE, true },
		{ DEADLINE_DECISION, { 100 }, false }, { DEADLINE_COMMITMENT, { 99 }, false } };

	(void)state;
	assert_int_equal(deadline_next(d, 3).kind, DEADLINE_COMMITMENT);
	assert_int_equal(deadline_next(d, 2).due.n, 100);
	assert_false(day_is(deadline_next(d, 1).due));
	assert_false(day_is(deadline_next(NULL, 0).due));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(month_ends),
		cmocka_unit_test(suspensions),
		cmocka_unit_test(suspension_is_a_rule),
		cmocka_unit_test(clocks_of_each_state),
		cmocka_unit_test(the_next_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
