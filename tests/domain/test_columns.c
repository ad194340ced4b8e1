/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/domain/columns.h"

static struct arena arena;

static const char *
cell(enum column c, const struct list_row *r)
{
	return arena_z(&arena, column_rows[c].cell(&arena, r));
}

static struct list_row
row(void)
{
	return (struct list_row){ .number = 4012345,
		.department = STR("45"),
		.applicant = STR("CC des Terres du Val de Loire"),
		.applicant_kind = STR("cc"),
		.title = STR("Portail famille"),
		.population = 48123,
		.state = STATE_INSTRUCTION,
		.requested = { true, { 4500050 } },
		.deadline = { 18900 },
		.days_left = 12,
		.submitted = { 18765 } };
}

static void
cells(void **state)
{
	struct list_row r = row();

	(void)state;
	assert_string_equal(cell(COLUMN_NUMBER, &r), "4012345");
	assert_string_equal(cell(COLUMN_DEPARTMENT, &r), "45");
	assert_string_equal(cell(COLUMN_TITLE, &r), "Portail famille");
	assert_string_equal(cell(COLUMN_REQUESTED, &r), "45\u00a0001"); /* half up */
	assert_string_equal(cell(COLUMN_TOTAL, &r), "-");
	assert_string_equal(cell(COLUMN_STATE, &r), "En instruction");
	assert_string_equal(cell(COLUMN_SUBMITTED, &r), "18/05/2021");
	assert_string_equal(cell(COLUMN_DECISION, &r), "-");
	assert_string_equal(cell(COLUMN_KIND, &r), "Communauté de communes");
	assert_string_equal(cell(COLUMN_POPULATION, &r), "48\u00a0123");
	assert_string_equal(cell(COLUMN_CATEGORY, &r), "-");
	r.population = -1;
	r.has_decision = true;
	r.decision = DECISION_AWARD;
	assert_string_equal(cell(COLUMN_POPULATION, &r), "-");
	assert_string_equal(cell(COLUMN_DECISION, &r), "accordé");
}

static void
points_and_deadlines(void **state)
{
	struct list_row r = row();

	(void)state;
	assert_string_equal(cell(COLUMN_DEADLINE, &r), "12 j");
	r.urgent = true;
	r.days_left = 3;
	assert_string_equal(cell(COLUMN_DEADLINE, &r), "! 3 j");
	r.days_left = -5;
	assert_string_equal(cell(COLUMN_DEADLINE, &r), "! -5 j");
	r.deadline = DAY_NONE;
	assert_string_equal(cell(COLUMN_DEADLINE, &r), "-");
	assert_string_equal(cell(COLUMN_POINTS, &r), "-");
	r.has_range = true;
	r.range = (struct points_range){ { 54500 }, { 71499 } };
	assert_string_equal(cell(COLUMN_POINTS, &r), "55-71");
	r.has_points = true;
	r.points.milli = 72450;
	assert_string_equal(cell(COLUMN_POINTS, &r), "72,5");
}

static void
names(void **state)
{
	static const struct {
		const char *name;
		int column;
	} cases[] = {
		{ "dep", COLUMN_DEPARTMENT },
		{ "departement", COLUMN_DEPARTMENT },
		{ "ÉTAT", COLUMN_STATE },
		{ "etat", COLUMN_STATE },
		{ "montant", COLUMN_REQUESTED },
		{ "requested", COLUMN_REQUESTED },
		{ "requested_cents", COLUMN_REQUESTED },
		{ "amount_cents", COLUMN_AMOUNT },
		{ "note", COLUMN_POINTS },
		{ "points_milli", COLUMN_POINTS },
		{ "cout", COLUMN_TOTAL },
		{ "", -1 },
		{ "impact", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(column_find(str_z(cases[i].name)), cases[i].column);
	for (int c = 0; c < COLUMN_COUNT; c++) { /* each name leads back to its own column only */
		assert_int_equal(column_find(str_z(column_rows[c].id)), c);
		if (!column_rows[c].key)
			continue;
		assert_int_equal(column_find(str_z(column_rows[c].key)), c);
		assert_int_equal(column_find(str_z(column_rows[c].alias)), c);
		if (column_rows[c].also)
			assert_int_equal(column_find(str_z(column_rows[c].also)), c);
	}
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells),
		cmocka_unit_test(points_and_deadlines),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
