/* SPDX-License-Identifier: EUPL-1.2 */
/* What a note and its pictures are drawn from: the dossiers, whatever the rows and columns of the preset. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "pupitre/app/decide.h"
#include "pupitre/app/export.h"
#include "pupitre/base/fs.h"
#include "support/base.h"
#include "support/must.h"

static struct fixture f;
static struct arena a;
static struct err err;

/* Three dossiers, 16 000 € asked for each; 1001 is awarded 5 000 €. */
static int
setup(void **state)
{
	static const struct fixture_dossier d[] = {
		{ .number = 1001, .department = "45", .total = 20000, .requested = 16000 },
		{ .number = 1002, .department = "45", .total = 20000, .requested = 16000 },
		{ .number = 1003, .department = "37", .total = 20000, .requested = 16000 },
	};
	const struct decision_input award = { .d = { .kind = DECISION_AWARD,
						      .amount = { true, { 500000 } } } };
	struct session *s;
	struct receipt r;

	(void)state;
	fixture_init(&f);
	fixture_envelope(&f, "45", 50000, NULL);
	fixture_import(&f, d, 3);
	s = fixture_session(&f, NULL);
	fixture_mark_all(s, 1001, 4);
	MUST(decide(s, 1001, &award, &a, &r, &err));
	session_close(s);
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

static struct export_preview
preview_of(struct export_order o)
{
	struct session *s = fixture_session(&f, NULL);
	struct export_preview p;

	MUST(export_preview(s, &o, 3, &a, &p, &err));
	session_close(s);
	return p;
}

static bool
has_title(const struct export_preview *p, const char *title)
{
	for (size_t i = 0; i < p->columns; i++)
		if (strcmp(p->titles[i], title) == 0)
			return true;
	return false;
}

static void
a_note_is_about_the_dossiers(void **state)
{
	static const char *const presets[] = { "recapitulatif", "notations", "enveloppes" };
	static const char *const formats[] = { "note", "svg", "png" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct export_order o = { .preset = str_z(presets[i]), .format = formats[i] };
		struct export_preview p = preview_of(o);

		assert_int_equal(p.count, 3);
		assert_int_equal(p.total.cents, 500000);
		assert_true(p.provisional);
		assert_true(has_title(&p, "Note totale /100"));
		o.query = STR("dep:37");
		p = preview_of(o);
		assert_int_equal(p.count, 1);
		assert_int_equal(p.total.cents, 0);
	}
}

/* Its columns have the amounts that the note sums up, but no marks. */
static void
a_public_note_has_no_marks(void **state)
{
	const struct export_order o = { .preset = STR("laureats"), .format = "note" };
	struct export_preview p = preview_of(o);

	(void)state;
	assert_int_equal(p.count, 1);
	assert_false(p.provisional);
	assert_true(has_title(&p, "Montant demandé"));
	assert_true(has_title(&p, "Date de dépôt"));
	assert_false(has_title(&p, "Note totale /100"));
}

static void
columns_of_a_note_are_not_chosen(void **state)
{
	struct export_order o = {
		.preset = STR("recapitulatif"), .columns = STR("number,title"), .format = "note"
	};
	struct session *s = fixture_session(&f, NULL);
	struct export_preview p;

	(void)state;
	REFUSED(export_preview(s, &o, 3, &a, &p, &err), ERR_USAGE, "quelles que soient les");
	o.format = "pdf";
	MUST(export_preview(s, &o, 3, &a, &p, &err));
	session_close(s);
}

static void
the_name_of_the_department_stands_beside_its_code(void **state)
{
	const struct export_order o = { .preset = STR("recapitulatif"),
		.query = STR("dep:37"),
		.columns = STR("department,department_name"),
		.format = "csv" };
	struct export_preview p = preview_of(o);

	(void)state;
	assert_int_equal(p.row_count, 1);
	assert_true(str_eqz(p.rows[0][0], "37"));
	assert_true(str_eqz(p.rows[0][1], "Indre-et-Loire"));
}

static void
a_note_is_made_again(void **state)
{
	static const char *const formats[] = { "note", "svg", "png" };
	struct session *s = fixture_session(&f, NULL);
	struct export_done done;
	struct export_check k;
	char path[128];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const struct export_order o = {
			.preset = STR("enveloppes"), .query = STR("dep:45"), .format = formats[i]
		};

		fixture_path(&f, formats[i], path);
		MUST(export_write(s, &o, path, true, NULL, NULL, NULL, &a, &done, &err));
		assert_int_equal(done.rows, 2);
		MUST(export_verify(s, path, &a, &k, &err));
		assert_true(k.ours);
		assert_true(k.same_rows);
		assert_true(k.intact);
	}
	session_close(s);
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(a_note_is_about_the_dossiers),
		CASE(a_public_note_has_no_marks),
		CASE(columns_of_a_note_are_not_chosen),
		CASE(the_name_of_the_department_stands_beside_its_code),
		CASE(a_note_is_made_again),
	};

	return cmocka_run_group_tests_name("app: export of notes", tests, NULL, NULL);
}
