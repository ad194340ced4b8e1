/* SPDX-License-Identifier: EUPL-1.2 */
/* Marking: drafts, points by hand, several evaluators, marks that stay sealed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/assign.h"
#include "pupitre/app/browse.h"
#include "pupitre/app/history.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/move.h"
#include "pupitre/app/read.h"
#include "support/base.h"
#include "support/must.h"

enum { ITEMS = 14 }; /* I1-I5, E1-E4, P1-P5 of the default grid */

static struct fixture f;
static struct arena a;
static struct err err;

static int
setup(void **state)
{
	(void)state;
	fixture_init(&f);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&a);
	fixture_done(&f);
	return 0;
}

static struct session *
two_evaluators(void)
{
	struct session *s;
	struct receipt r;

	fixture_import_plain(&f, 1);
	fixture_agent(&f, "leo", ROLE_INSTRUCTOR, "45");
	fixture_agent(&f, "mia", ROLE_INSTRUCTOR, "45");
	s = fixture_session(&f, NULL);
	MUST(assign(s, 1001, STR("leo"), true, &a, &r, &err));
	MUST(assign(s, 1001, STR("mia"), true, &a, &r, &err));
	return s;
}

static int
item_of(struct session *s, const char *id)
{
	return grid_item_find(session_grid(s), str_z(id));
}

static void
a_draft_survives_and_is_private(void **state)
{
	struct session *s, *other;
	struct mark_sheet sheet;
	struct dossier_view v;
	int i3;

	(void)state;
	fixture_import_plain(&f, 1);
	fixture_agent(&f, "leo", ROLE_INSTRUCTOR, "45");
	s = fixture_session(&f, "leo");
	i3 = item_of(s, "I3");
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_false(sheet.is_draft);
	assert_true(sheet.may_edit);
	assert_null(sheet.why);
	MUST(mark_set(s, 1001, i3, 3, &err));
	MUST(mark_set(s, 1001, item_of(s, "E1"), MARK_SO, &err));
	MUST(mark_comment(s, 1001, i3, STR("Jalons datés\net tenus"), &err));
	MUST(mark_comment(s, 1001, -1, STR("Bon projet"), &err));
	session_close(s);

	s = fixture_session(&f, "leo");
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_true(sheet.is_draft);
	assert_false(sheet.is_final);
	assert_int_equal(sheet.sheet.marks[i3], 3);
	assert_int_equal(sheet.sheet.marks[item_of(s, "E1")], MARK_SO);
	assert_int_equal(sheet.sheet.marks[item_of(s, "I1")], MARK_NE);
	assert_true(str_eqz(sheet.comments[i3], "Jalons datés\net tenus"));
	assert_true(str_eqz(sheet.opinion_comment, "Bon projet"));
	other = fixture_session(&f, NULL);
	MUST(mark_open(other, 1001, &a, &sheet, &err));
	assert_false(sheet.is_draft);
	assert_int_equal(sheet.sheet.marks[i3], MARK_NE);
	MUST(dossier_read(other, 1001, &a, &v, &err));
	assert_int_equal(v.evaluation_count, 0);
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_int_equal(v.evaluation_count, 1);
	assert_true(v.evaluations[0].own);
	assert_false(v.evaluations[0].final);
	session_close(other);
	session_close(s);
}

static void
a_draft_is_undone_step_by_step(void **state)
{
	struct session *s;
	struct mark_sheet sheet;
	int item = -9, i1, i2;

	(void)state;
	fixture_import_plain(&f, 1);
	s = fixture_session(&f, NULL);
	i1 = item_of(s, "I1");
	i2 = item_of(s, "I2");
	REFUSED(mark_undo(s, 1001, &item, &err), ERR_INPUT, "rien à annuler");
	MUST(mark_set(s, 1001, i1, 2, &err));
	MUST(mark_set(s, 1001, i1, 4, &err));
	MUST(mark_set(s, 1001, i2, 1, &err));
	MUST(mark_undo(s, 1001, &item, &err));
	assert_int_equal(item, i2);
	MUST(mark_undo(s, 1001, &item, &err));
	assert_int_equal(item, i1);
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_int_equal(sheet.sheet.marks[i1], 2);
	assert_int_equal(sheet.sheet.marks[i2], MARK_NE);
	assert_true(sheet.can_undo);
	assert_true(sheet.can_redo);
	MUST(mark_redo(s, 1001, &item, &err));
	assert_int_equal(item, i1);
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_int_equal(sheet.sheet.marks[i1], 4);
	MUST(mark_set(s, 1001, i2, 0, &err)); /* something new forgets what was undone */
	REFUSED(mark_redo(s, 1001, &item, &err), ERR_INPUT, "rien à rétablir");
	MUST(mark_comment(s, 1001, -1, STR("mot"), &err));
	MUST(mark_undo(s, 1001, &item, &err));
	assert_int_equal(item, -1);
	session_close(s);
}

static void
bad_marks_are_refused(void **state)
{
	struct session *s;
	struct mark_sheet sheet;
	struct receipt r;

	(void)state;
	fixture_import_plain(&f, 1);
	s = fixture_session(&f, NULL);
	REFUSED(mark_set(s, 1001, 0, 5, &err), ERR_INPUT, "0 à 4");
	REFUSED(mark_set(s, 1001, 0, 9, &err), ERR_INPUT, "I1");
	REFUSED(mark_set(s, 1001, ITEMS, 1, &err), ERR_INPUT, "inconnu");
	REFUSED(mark_set(s, 1001, -1, 1, &err), ERR_INPUT, "inconnu");
	REFUSED(mark_set(s, 999, 0, 1, &err), ERR_INPUT, "999");
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_false(sheet.is_draft);
	for (int i = 0; i < ITEMS; i++)
		if (i != 5)
			MUST(mark_set(s, 1001, i, 2, &err));
	/* All at 2 is 50; E1, weight 10 of the 30 of extension, is worth 0 to 10. */
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_false(sheet.score.complete);
	assert_int_equal(sheet.score.missing, 1);
	assert_int_equal(sheet.score.total.min.milli, 45000);
	assert_int_equal(sheet.score.total.max.milli, 55000);
	REFUSED(mark_finalise(s, 1001, &a, &r, &err), ERR_INPUT, "E1");
	for (int i = 5; i < 9; i++)
		MUST(mark_set(s, 1001, i, MARK_SO, &err));
	REFUSED(mark_finalise(s, 1001, &a, &r, &err), ERR_INPUT, "Extension");
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_true(sheet.is_draft);
	assert_false(sheet.is_final);
	session_close(s);
}

/* Weights: I 12 8 8 7 5 (40), E 10 10 6 4 (30), P 8 8 7 4 3 (30); volet 2: I5 0 (35), E2 16 (36),
 * P5 2 (29). s is SO, n is NE. */
static const struct {
	const char *marks;
	int volet;
	int points;
	enum opinion opinion;
} sheets[] = {
	{ "44444"
	  "4444"
	  "44444",
		0, 100000, OPINION_FAVOURABLE },
	{ "00000"
	  "0000"
	  "00000",
		0, 0, OPINION_UNFAVOURABLE },
	{ "11111"
	  "1111"
	  "11111",
		0, 25000, OPINION_UNFAVOURABLE },
	{ "22222"
	  "2222"
	  "22222",
		0, 50000, OPINION_FAVOURABLE },
	{ "33333"
	  "3333"
	  "33333",
		0, 75000, OPINION_FAVOURABLE },
	/* (48+24+16+7+0)/4 + (40+30+12+4)/4 + (0+8+14+12+12)/4 = 23,75 + 21,5 + 11,5 */
	{ "43210"
	  "4321"
	  "01234",
		0, 56750, OPINION_FAVOURABLE },
	/* 40x56/(4x28) + 90/4 + 30x26/(4x26) = 20 + 22,5 + 7,5; portage at 25 %, below the floor */
	{ "s2222"
	  "3333"
	  "111s1",
		0, 50000, OPINION_RESERVED },
	/* 40x110/(4x35) + 15 + 15 = 31,428571... + 30 */
	{ "4332s"
	  "2222"
	  "22222",
		0, 61429, OPINION_FAVOURABLE },
	/* 40x5/(4x32) = 1,5625: half up */
	{ "0s001"
	  "0000"
	  "00000",
		0, 1563, OPINION_UNFAVOURABLE },
	/* (48+24+16+7)/4 + (10+64+12+0)/4 + (16+16+14+8+8)/4 = 23,75 + 21,5 + 15,5; I5 is not asked */
	{ "4321n"
	  "1420"
	  "22224",
		2, 60750, OPINION_FAVOURABLE },
	/* The same marks without a variant, I5 at 0: 95/4 + (10+40+12+0)/4 + (54+12)/4 */
	{ "43210"
	  "1420"
	  "22224",
		0, 55750, OPINION_FAVOURABLE },
};

static int8_t
mark_of(char c)
{
	return c == 's' ? MARK_SO : c == 'n' ? MARK_NE : (int8_t)(c - '0');
}

static void
points_are_those_of_the_hand(void **state)
{
	enum { COUNT = sizeof sheets / sizeof *sheets };
	struct fixture_dossier d[COUNT];
	struct dossier_view v;
	struct receipt r;
	struct session *s;

	(void)state;
	for (int64_t i = 0; i < COUNT; i++)
		d[i] = (struct fixture_dossier){ .number = 1001 + i,
			.department = "45",
			.total = 20000,
			.requested = 16000,
			.volet = sheets[i].volet };
	fixture_import(&f, d, COUNT);
	s = fixture_session(&f, NULL);
	for (int64_t i = 0; i < COUNT; i++) {
		for (int k = 0; k < ITEMS; k++)
			if (sheets[i].marks[k] != 'n')
				MUST(mark_set(s, 1001 + i, k, mark_of(sheets[i].marks[k]), &err));
		MUST(mark_finalise(s, 1001 + i, &a, &r, &err));
		MUST(dossier_read(s, 1001 + i, &a, &v, &err));
		assert_true(v.has_points);
		if (v.points.milli != sheets[i].points)
			fail_msg("%s: %d, not %d", sheets[i].marks, v.points.milli,
				sheets[i].points);
		assert_int_equal(v.evaluations[0].opinion, sheets[i].opinion);
		assert_int_equal(v.state, STATE_MARKED);
	}
	session_close(s);
	fixture_proves(&f);
}

/* Volet 2 does not ask for I5, which comes before E1: the refusal names E1. */
static void
the_missing_item_is_one_that_counts(void **state)
{
	const struct fixture_dossier d = { .number = 1001, .department = "45", .volet = 2 };
	struct receipt r;
	struct session *s;

	(void)state;
	fixture_import(&f, &d, 1);
	s = fixture_session(&f, NULL);
	for (int i = 0; i < ITEMS; i++)
		if (i != 4 && i != 5)
			MUST(mark_set(s, 1001, i, 1, &err));
	REFUSED(mark_finalise(s, 1001, &a, &r, &err), ERR_INPUT, "à noter, E1");
	session_close(s);
}

static void
finalising_is_one_batch_up_to_marked(void **state)
{
	struct fixture_dossier d = {
		.number = 1001, .department = "45", .total = 20000, .state = "en_construction"
	};
	struct dossier_view v;
	struct receipt r;
	struct session *s;
	int64_t next;
	struct act_view *acts;
	size_t n;

	(void)state;
	fixture_import(&f, &d, 1);
	s = fixture_session(&f, NULL);
	for (int i = 0; i < ITEMS; i++)
		MUST(mark_set(s, 1001, i, 3, &err));
	MUST(mark_finalise(s, 1001, &a, &r, &err));
	/* evaluation, received -> admissible -> instruction -> marked */
	assert_int_equal(r.acts, 4);
	MUST(history_page(s, 1001, 0, 50, &a, &acts, &n, &next, &err));
	assert_int_equal(n, 4);
	for (size_t i = 0; i < n; i++) {
		assert_true(uid_eq(acts[i].batch, r.batch));
		assert_int_equal(acts[i].batch_count, 4);
	}
	assert_true(str_eqz(acts[3].verb, "evaluate"));
	assert_true(str_eqz(acts[0].verb, "move"));
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_int_equal(v.state, STATE_MARKED);
	assert_int_equal(v.assigned_count, 1);
	assert_true(v.eligible.is); /* starts as the total cost */
	assert_int_equal(v.eligible.m.cents, 2000000);
	REFUSED(mark_finalise(s, 1001, &a, &r, &err), ERR_INPUT, "déjà finale");
	session_close(s);
}

static void
count_sealed(struct session *s, size_t *marks, size_t *others)
{
	struct dossier_view v;
	struct act_view *acts;
	int64_t next;
	size_t n;

	MUST(dossier_read(s, 1001, &a, &v, &err));
	MUST(history_page(s, 1001, 0, 50, &a, &acts, &n, &next, &err));
	assert_int_equal(n, v.act_count);
	*marks = *others = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < acts[i].change_count; k++) {
			bool mark = str_starts(acts[i].changes[k].code, STR("mark.")) ||
				    str_starts(acts[i].changes[k].code, STR("evaluation."));

			*(mark ? marks : others) += 1;
			assert_int_equal(v.acts[i].change_count, acts[i].change_count);
		}
}

static void
a_colleagues_marks_stay_sealed_until_all_are_final(void **state)
{
	struct session *chef = two_evaluators(), *leo, *mia;
	struct dossier_view v;
	struct list_row *rows;
	struct browse *b;
	size_t marks, others, n;
	int at;

	(void)state;
	leo = fixture_session(&f, "leo");
	mia = fixture_session(&f, "mia");
	fixture_mark_all(leo, 1001, 4);
	MUST(dossier_read(mia, 1001, &a, &v, &err));
	assert_int_equal(v.state, STATE_INSTRUCTION);
	assert_false(v.has_points);
	assert_int_equal(v.evaluation_count, 1);
	assert_true(v.evaluations[0].hidden);
	assert_int_equal(v.evaluations[0].score.total.max.milli, 0);
	assert_int_equal(v.evaluations[0].opinion, OPINION_NONE);
	count_sealed(mia, &marks, &others);
	assert_int_equal(marks, 0);
	assert_true(others > 0);
	count_sealed(chef, &marks, &others);
	assert_int_equal(marks, 0);
	count_sealed(leo, &marks, &others);
	assert_true(marks >= ITEMS); /* his own */
	MUST(dossier_read(leo, 1001, &a, &v, &err));
	assert_false(v.has_points);
	assert_int_equal(v.evaluations[0].score.total.min.milli, 100000);
	MUST(browse_open(mia, STR(""), STR_NONE, &b, &at, &err));
	MUST(browse_page(b, BROWSE_FIRST, 0, 10, &a, &rows, &n, &err));
	assert_int_equal(n, 1);
	assert_false(rows[0].has_points);
	assert_false(rows[0].has_range);
	browse_close(b);

	fixture_mark_all(mia, 1001, 1);
	MUST(dossier_read(mia, 1001, &a, &v, &err));
	assert_int_equal(v.state, STATE_MARKED);
	assert_true(v.has_points);
	assert_int_equal(v.points.milli, 62500); /* (100000 + 25000) / 2 */
	assert_int_equal(v.evaluation_count, 2);
	assert_true(v.evaluations[0].own);
	assert_false(v.evaluations[1].hidden);
	assert_int_equal(v.evaluations[1].score.total.min.milli, 100000);
	count_sealed(mia, &marks, &others);
	assert_true(marks >= 2 * ITEMS);
	session_close(chef);
	session_close(leo);
	session_close(mia);
	fixture_proves(&f);
}

static void
a_final_sheet_is_marked_again(void **state)
{
	struct mark_sheet sheet;
	struct dossier_view v;
	struct receipt r;
	struct session *s;

	(void)state;
	fixture_import_plain(&f, 1);
	s = fixture_session(&f, NULL);
	fixture_mark_all(s, 1001, 2);
	MUST(mark_set(s, 1001, item_of(s, "E1"), 4, &err));
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_true(sheet.is_draft);
	assert_true(sheet.is_final);
	assert_int_equal(sheet.score.total.min.milli, 55000); /* 50 + 10x2/4 */
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_int_equal(v.points.milli, 50000); /* a draft counts for nothing */
	MUST(mark_finalise(s, 1001, &a, &r, &err));
	assert_int_equal(r.acts, 1);
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_int_equal(v.points.milli, 55000);
	assert_int_equal(v.state, STATE_MARKED);
	assert_int_equal(v.evaluation_count, 1);
	session_close(s);
	fixture_proves(&f);
}

/* A grid where E1 and E2 weigh 15 and 5 instead of 10 and 10. */
static void
other_grid(struct session *s, char path[128])
{
	const struct str yaml = session_grid(s)->yaml;
	char *text = arena_z(&a, yaml), *at = strstr(text, "identifiant: E1");

	at = strstr(at, "poids: 10");
	memcpy(at, "poids: 15", 9);
	at = strstr(at, "identifiant: E2");
	at = strstr(at, "poids: 10");
	memcpy(at, "poids: 5 ", 9);
	at = strstr(text, "2021.2");
	memcpy(at, "2021.3", 6);
	at = strstr(text, "      E2: 16"); /* the variant must still make 100 */
	memcpy(at, "      E2: 11", 12);
	fixture_write(&f, "grid.yaml", text);
	fixture_path(&f, "grid.yaml", path);
}

static void
a_new_grid_never_changes_old_marks(void **state)
{
	struct session *s, *old;
	struct mark_sheet sheet;
	struct dossier_view v;
	struct receipt r;
	char path[128];

	(void)state;
	fixture_import_plain(&f, 2);
	s = fixture_session(&f, NULL);
	for (int i = 0; i < ITEMS; i++)
		MUST(mark_set(s, 1001, i, i == 5 ? 4 : 2, &err));
	MUST(mark_finalise(s, 1001, &a, &r, &err));
	old = fixture_session(&f, NULL);
	for (int i = 0; i < ITEMS; i++)
		MUST(mark_set(old, 1002, i, i == 5 ? 4 : 2, &err));
	other_grid(s, path);
	MUST(grid_install(s, path, &a, &r, &err));
	assert_string_equal(session_grid(s)->version, "2021.3");
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_int_equal(v.points.milli, 55000); /* 50 + 10x2/4, under 2021.2 */
	assert_true(str_eqz(v.evaluations[0].grid_version, "2021.2"));
	assert_int_equal(v.evaluations[0].score.total.min.milli, 55000);
	REFUSED(mark_finalise(old, 1002, &a, &r, &err), ERR_CONFLICT, "nouvelle grille");
	session_close(old);
	MUST(mark_open(s, 1002, &a, &sheet, &err));
	assert_int_equal(sheet.score.total.min.milli, 57500); /* 50 + 15x2/4 */
	MUST(mark_finalise(s, 1002, &a, &r, &err));
	MUST(dossier_read(s, 1002, &a, &v, &err));
	assert_int_equal(v.points.milli, 57500);
	MUST(mark_set(s, 1001, item_of(s, "I1"), 2, &err));
	REFUSED(grid_install(s, path, &a, &r, &err), ERR_INPUT, "rien à changer");
	session_close(s);
	fixture_proves(&f);
}

static void
a_decided_or_foreign_dossier_is_not_marked(void **state)
{
	const struct fixture_dossier d[] = {
		{ .number = 1001, .department = "45", .state = "accepte" },
		{ .number = 1002, .department = "37" },
	};
	struct mark_sheet sheet;
	struct session *s;

	(void)state;
	fixture_import(&f, d, 2);
	fixture_agent(&f, "leo", ROLE_INSTRUCTOR, "45");
	fixture_agent(&f, "lise", ROLE_READER, "*");
	s = fixture_session(&f, "leo");
	REFUSED(mark_set(s, 1001, 0, 1, &err), ERR_INPUT, "Accordé");
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_false(sheet.may_edit);
	assert_non_null(sheet.why);
	REFUSED(mark_set(s, 1002, 0, 1, &err), ERR_DENIED, "37");
	REFUSED(mark_open(s, 1002, &a, &sheet, &err), ERR_DENIED, "périmètre");
	session_close(s);
	s = fixture_session(&f, "lise");
	REFUSED(mark_set(s, 1002, 0, 1, &err), ERR_DENIED, "lecteur");
	MUST(mark_open(s, 1002, &a, &sheet, &err));
	assert_false(sheet.may_edit);
	session_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_draft_survives_and_is_private, setup, teardown),
		cmocka_unit_test_setup_teardown(a_draft_is_undone_step_by_step, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_marks_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(points_are_those_of_the_hand, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_missing_item_is_one_that_counts, setup, teardown),
		cmocka_unit_test_setup_teardown(
			finalising_is_one_batch_up_to_marked, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_colleagues_marks_stay_sealed_until_all_are_final, setup, teardown),
		cmocka_unit_test_setup_teardown(a_final_sheet_is_marked_again, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_new_grid_never_changes_old_marks, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_decided_or_foreign_dossier_is_not_marked, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
