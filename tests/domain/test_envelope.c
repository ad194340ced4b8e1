/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/domain/envelope.h"

#define ROOT(code, euros, awarded, n)                                                              \
	{                                                                                          \
		{ code, sizeof(code) - 1 }, { code, sizeof(code) - 1 }, { NULL, 0 },               \
			{ (euros)*INT64_C(100) }, { (awarded)*INT64_C(100) }, { 0 }, { 0 }, n, 0   \
	}
#define UNDER(code, parent, euros, awarded, n)                                                     \
	{                                                                                          \
		{ code, sizeof(code) - 1 }, { code, sizeof(code) - 1 },                            \
			{ parent, sizeof(parent) - 1 }, { (euros)*INT64_C(100) },                  \
			{ (awarded)*INT64_C(100) }, { 0 }, { 0 }, n, 0                             \
	}

static void
a_tree(void **state)
{
	struct envelope e[] = {
		UNDER("45-2", "45", 50000, 12000, 1),
		UNDER("45", "R24", 297000, 180400, 9),
		ROOT("R24", 600000, 10000, 1),
		UNDER("37", "R24", 297000, 0, 0),
		ROOT("69", 100000, 100, 1),
	};
	static const struct {
		const char *code;
		int depth, dossiers;
		int64_t awarded, delegated;
	} expected[] = {
		{ "69", 0, 1, 10000, 0 },
		{ "R24", 0, 11, 20240000, 59400000 },
		{ "37", 1, 0, 0, 0 },
		{ "45", 1, 10, 19240000, 5000000 },
		{ "45-2", 2, 1, 1200000, 0 },
	};
	struct str tightest;
	const struct envelope *leaf;

	(void)state;
	assert_int_equal(envelopes_roll_up(e, 5, NULL), OK);
	for (size_t i = 0; i < 5; i++) {
		assert_true(str_eqz(e[i].code, expected[i].code));
		assert_int_equal(e[i].depth, expected[i].depth);
		assert_int_equal(e[i].dossiers, expected[i].dossiers);
		assert_int_equal(e[i].awarded.cents, expected[i].awarded);
		assert_int_equal(e[i].delegated.cents, expected[i].delegated);
	}
	leaf = envelope_find(e, 5, STR("45-2"));
	assert_int_equal(envelope_left(leaf).cents, 3800000);
	assert_int_equal(envelope_left_along(e, 5, leaf, &tightest).cents, 3800000);
	assert_true(str_eqz(tightest, "45-2"));
	assert_null(envelope_find(e, 5, STR("99")));
}

/* The region has less left than the département. */
static void
the_tightest_ancestor(void **state)
{
	struct envelope e[] = { ROOT("R24", 200000, 150000, 1),
		UNDER("45", "R24", 297000, 20000, 1) };
	struct str tightest;

	(void)state;
	assert_int_equal(envelopes_roll_up(e, 2, NULL), OK);
	assert_int_equal(envelope_left_along(e, 2, &e[1], &tightest).cents, 3000000);
	assert_true(str_eqz(tightest, "R24"));
}

static void
broken_trees(void **state)
{
	struct envelope cycle[] = { UNDER("A", "B", 1, 0, 0), UNDER("B", "A", 1, 0, 0) };
	struct envelope self[] = { UNDER("A", "A", 1, 0, 0) };
	struct envelope orphan[] = { ROOT("A", 1, 0, 0), UNDER("B", "Z", 1, 0, 0) };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(envelopes_roll_up(cycle, 2, &err), ERR_INPUT);
	assert_int_equal(envelopes_roll_up(self, 1, &err), ERR_INPUT);
	assert_int_equal(envelopes_roll_up(orphan, 2, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "« Z »"));
	assert_true(str_eqz(orphan[0].code, "A"));
	assert_int_equal(envelopes_roll_up(NULL, 0, &err), OK);
}

static void
defaults(void **state)
{
	struct envelope e[] = { ROOT("R24", 9, 0, 0), UNDER("45", "R24", 9, 0, 0),
		UNDER("24", "R24", 9, 0, 0) };
	struct envelope bare[] = { ROOT("24", 9, 0, 0), UNDER("45", "24", 9, 0, 0) };

	(void)state;
	assert_ptr_equal(envelope_default(e, 3, STR("45"), STR("24")), &e[1]);
	assert_ptr_equal(envelope_default(e, 3, STR("37"), STR("24")), &e[0]);
	assert_null(envelope_default(e, 3, STR("69"), STR("84")));
	assert_ptr_equal(envelope_default(bare, 2, STR("37"), STR("24")), &bare[0]);
	assert_null(
		envelope_default(e + 1, 2, STR("37"), STR("24"))); /* 24 there is the Dordogne */
	assert_null(envelope_default(e, 3, STR_NONE, STR_NONE));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tree),
		cmocka_unit_test(the_tightest_ancestor),
		cmocka_unit_test(broken_trees),
		cmocka_unit_test(defaults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
