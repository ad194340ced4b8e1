/* SPDX-License-Identifier: EUPL-1.2 */
/* Named views, shared and private, their digits; the place where a person was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/history.h"
#include "pupitre/app/views.h"
#include "pupitre/base/buf.h"
#include "support/base.h"
#include "support/must.h"

static struct fixture f;
static struct arena a;
static struct err err;
static struct session *chef, *jean, *lise;
static const struct uid last;

static int
setup(void **state)
{
	(void)state;
	fixture_init(&f);
	fixture_import_plain(&f, 2);
	fixture_agent(&f, "jean", ROLE_INSTRUCTOR, "45");
	fixture_agent(&f, "lise", ROLE_READER, "*");
	chef = fixture_session(&f, NULL);
	jean = fixture_session(&f, "jean");
	lise = fixture_session(&f, "lise");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	session_close(chef);
	session_close(jean);
	session_close(lise);
	arena_done(&a);
	fixture_proves(&f);
	fixture_done(&f);
	return 0;
}

static struct saved_view
view(const char *name, const char *query, const char *sort, bool shared)
{
	return (struct saved_view){ .name = str_z(name),
		.query = str_z(query),
		.sort = str_z(sort),
		.columns = column_set_default,
		.shared = shared };
}

static struct uid
save(struct session *s, const struct saved_view *v, size_t acts)
{
	struct receipt r;
	struct uid id;

	MUST(view_save(s, v, &id, &a, &r, &err));
	assert_int_equal(r.acts, acts);
	return id;
}

/* "1:Late(shared) Mine" */
static const char *
names(struct session *s)
{
	struct saved_view *list;
	struct buf b = { 0 };
	const char *text;
	size_t n;

	MUST(views_list(s, &a, &list, &n, &err));
	for (size_t i = 0; i < n; i++) {
		buf_addz(&b, i ? " " : "");
		if (list[i].digit)
			buf_addf(&b, "%d:", list[i].digit);
		buf_addf(&b, "%.*s%s", STR_ARG(list[i].name), list[i].shared ? "(s)" : "");
	}
	text = arena_z(&a, b.len ? buf_str(&b) : STR(""));
	buf_done(&b);
	return text;
}

static void
shared_and_private_views(void **state)
{
	struct saved_view late = view("En retard", "retard:oui", "-points_milli", true);
	struct saved_view mine = view(" Mes\tdossiers ", "évaluateur:moi", "", false);
	struct saved_view *list;
	struct uid id;
	size_t n;

	(void)state;
	assert_true(column_set_parse(STR("number,title"), &mine.columns));
	id = save(jean, &late, 1);
	save(jean, &mine, 0);
	assert_string_equal(names(jean), "En retard(s) Mes dossiers");
	assert_string_equal(names(chef), "En retard(s)");
	MUST(views_list(jean, &a, &list, &n, &err));
	assert_true(uid_eq(list[0].id, id));
	assert_true(str_eqz(list[0].query, "retard:oui"));
	assert_true(str_eqz(list[0].sort, "-points_milli"));
	assert_true(str_eqz(list[0].agent, "jean"));
	assert_int_equal(list[0].columns.count, column_set_default.count);
	assert_true(str_eqz(list[1].query, "évaluateur:moi"));
	assert_true(str_eqz(list[1].sort, ""));
	assert_int_equal(list[1].columns.count, 2);
	assert_int_equal(list[1].columns.items[1], COLUMN_TITLE);
}

static void
changes_and_their_undo(void **state)
{
	struct saved_view v = view("Retard", "retard:oui", "", true), *list;
	struct receipt r;
	struct uid again;
	size_t n;

	(void)state;
	v.id = save(jean, &v, 1);
	v.query = STR("dep:45");
	v.shared = false; /* stays shared */
	MUST(view_save(chef, &v, &again, &a, &r, &err));
	assert_true(uid_eq(again, v.id));
	MUST(view_rename(chef, v.id, STR("Loiret"), &a, &r, &err));
	assert_string_equal(names(jean), "Loiret(s)");
	MUST(view_delete(chef, v.id, &a, &r, &err));
	assert_string_equal(names(jean), "");
	MUST(history_undo(chef, last, &a, &r, &err));
	MUST(history_undo(chef, last, &a, &r, &err));
	MUST(views_list(jean, &a, &list, &n, &err));
	assert_int_equal(n, 1);
	assert_true(str_eqz(list[0].name, "Retard"));
	assert_true(str_eqz(list[0].query, "dep:45"));
	assert_true(str_eqz(list[0].agent, "chef"));
}

static void
refusals(void **state)
{
	struct saved_view v = view("Retard", "retard:oui", "", true), w;
	struct receipt r;
	struct uid id;

	(void)state;
	v.id = save(jean, &v, 1);
	w = view("Retard", "", "", false);
	REFUSED(view_save(chef, &w, &id, &a, &r, &err), ERR_INPUT, "partagée s'appelle déjà");
	w = view("  ", "", "", false);
	REFUSED(view_save(chef, &w, &id, &a, &r, &err), ERR_INPUT, "nom");
	w = view("Bancale", "(dep:45", "", false);
	REFUSED(view_save(chef, &w, &id, &a, &r, &err), ERR_INPUT, "parenthèse");
	w = view("Tri", "", "couleur", false);
	REFUSED(view_save(chef, &w, &id, &a, &r, &err), ERR_USAGE, "couleur");
	w = view("Lecture", "", "", true);
	REFUSED(view_save(lise, &w, &id, &a, &r, &err), ERR_DENIED, "lise");
	REFUSED(view_delete(lise, v.id, &a, &r, &err), ERR_DENIED, "lise");
	MUST(view_delete(jean, v.id, &a, &r, &err));
	REFUSED(view_save(chef, &v, &id, &a, &r, &err), ERR_INPUT, "n'existe plus");
	REFUSED(view_rename(chef, v.id, STR("x"), &a, &r, &err), ERR_INPUT, "n'existe plus");
	w = view("Lecture", "", "", false);
	save(lise, &w, 0);
	assert_string_equal(names(chef), "");
}

static void
digits_are_each_persons_own(void **state)
{
	struct saved_view v = view("A", "", "", true), w = view("B", "", "", false), got;
	struct receipt r;
	bool found;

	(void)state;
	v.id = save(jean, &v, 1);
	w.id = save(jean, &w, 0);
	MUST(view_set_digit(jean, v.id, 2, &err));
	MUST(view_set_digit(jean, w.id, 1, &err));
	assert_string_equal(names(jean), "1:B 2:A(s)");
	assert_string_equal(names(chef), "A(s)");
	MUST(view_set_digit(jean, w.id, 2, &err));
	assert_string_equal(names(jean), "2:B A(s)");
	MUST(view_of_digit(jean, 2, &a, &got, &found, &err));
	assert_true(found && str_eqz(got.name, "B"));
	MUST(view_of_digit(jean, 1, &a, &got, &found, &err));
	assert_false(found);
	MUST(view_set_digit(jean, w.id, 0, &err));
	assert_string_equal(names(jean), "A(s) B");
	MUST(view_set_digit(jean, w.id, 9, &err));
	MUST(view_delete(jean, w.id, &a, &r, &err));
	MUST(view_of_digit(jean, 9, &a, &got, &found, &err));
	assert_false(found);
	REFUSED(view_set_digit(jean, v.id, 10, &err), ERR_INPUT, "1 à 9");
}

static void
the_place_is_found_again(void **state)
{
	struct place p = { .query = STR("dep:45 \"portail famille\""),
		.sort = STR("-points_milli"),
		.row = 1002,
		.top = 7,
		.cursor_column = 1 },
		     got;
	struct place_keeper k = { 0 };
	bool found, later;

	(void)state;
	MUST(place_find(jean, &a, &got, &found, &err));
	assert_false(found);
	assert_true(column_set_parse(STR("number,title,state"), &p.columns));
	MUST(place_keep(jean, &k, &p, false, &later, &err));
	assert_false(later);
	p.row = 1001;
	MUST(place_keep(jean, &k, &p, false, &later, &err));
	assert_true(later); /* less than a second ago */
	MUST(place_find(jean, &a, &got, &found, &err));
	assert_true(found);
	assert_int_equal(got.row, 1002);
	MUST(place_keep(jean, &k, &p, true, &later, &err));
	assert_false(later);
	MUST(place_find(jean, &a, &got, &found, &err));
	assert_int_equal(got.row, 1001);
	assert_int_equal(got.top, 7);
	assert_int_equal(got.cursor_column, 1);
	assert_int_equal(got.columns.count, 3);
	assert_true(str_eq(got.query, p.query));
	assert_true(str_eq(got.sort, p.sort));
	assert_false(uid_is(got.view));
	MUST(place_find(chef, &a, &got, &found, &err));
	assert_false(found);
	p.query = STR("(dep:45");
	MUST(place_keep(jean, &k, &p, true, NULL, &err));
	MUST(place_find(jean, &a, &got, &found, &err));
	assert_false(found); /* it no longer parses */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(shared_and_private_views, setup, teardown),
		cmocka_unit_test_setup_teardown(changes_and_their_undo, setup, teardown),
		cmocka_unit_test_setup_teardown(refusals, setup, teardown),
		cmocka_unit_test_setup_teardown(digits_are_each_persons_own, setup, teardown),
		cmocka_unit_test_setup_teardown(the_place_is_found_again, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
