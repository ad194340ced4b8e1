/* SPDX-License-Identifier: EUPL-1.2 */
/* Drafts against a plain model of an undo list; preferences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/store/drafts.h"
#include "pupitre/store/gate.h"
#include "support/scratch.h"

static struct scratch s;
static const struct draft_key key = { { "a.martin", 8 }, 4012345, { "score", 5 } };

static int
setup(void **state)
{
	(void)state;
	scratch_init(&s);
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	store_rollback(s.st);
	scratch_done(&s);
	return 0;
}

static void
set(const char *field, const char *value)
{
	struct str v = *value ? str_z(value) : STR_NONE;

	assert_int_equal(draft_set(s.st, &key, str_z(field), v, &s.err), OK);
}

/* "I1=2 I3=NE": the draft in order of field. */
static void
holds(const char *expected)
{
	struct draft_item *list;
	char text[256] = "";
	size_t n, len = 0;

	assert_int_equal(draft_list(s.st, &key, &s.a, &list, &n, &s.err), OK);
	for (size_t i = 0; i < n; i++)
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%.*s=%.*s", i ? " " : "",
			STR_ARG(list[i].field), STR_ARG(list[i].value));
	assert_string_equal(text, expected);
}

static bool
turn(bool undo, const char *field, const char *value)
{
	struct draft_item item;
	bool done;

	assert_int_equal(
		(undo ? draft_undo : draft_redo)(s.st, &key, &s.a, &item, &done, &s.err), OK);
	if (done) {
		assert_true(str_eqz(item.field, field));
		assert_true(*value ? str_eqz(item.value, value) : !item.value.ptr);
	}
	return done;
}

static void
undo_and_redo(void **state)
{
	bool undo, redo;

	(void)state;
	set("I1", "2");
	set("I3", "NE");
	set("I1", "3");
	set("I1", "3"); /* the same value is no step */
	holds("I1=3 I3=NE");
	assert_true(turn(true, "I1", "2"));
	assert_true(turn(true, "I3", ""));
	holds("I1=2");
	assert_true(turn(false, "I3", "NE"));
	holds("I1=2 I3=NE");
	assert_int_equal(draft_can(s.st, &key, &undo, &redo, &s.err), OK);
	assert_true(undo && redo);
	set("I4", "1"); /* a new step forgets what was undone */
	assert_false(turn(false, "", ""));
	assert_true(turn(true, "I4", ""));
	assert_true(turn(true, "I3", ""));
	assert_true(turn(true, "I1", ""));
	assert_false(turn(true, "", ""));
	holds("");
}

static void
private_to_author_and_form(void **state)
{
	struct draft_key other = key, form = key;
	int64_t *numbers;
	struct str v;
	size_t n;

	(void)state;
	other.agent = STR("b.durand");
	form.form = STR("decide");
	set("I1", "2");
	assert_int_equal(draft_get(s.st, &other, STR("I1"), &s.a, &v, &s.err), OK);
	assert_null(v.ptr);
	assert_int_equal(draft_get(s.st, &form, STR("I1"), &s.a, &v, &s.err), OK);
	assert_null(v.ptr);
	assert_int_equal(draft_set(s.st, &form, STR("text"), STR(""), &s.err), OK);
	assert_int_equal(draft_get(s.st, &form, STR("text"), &s.a, &v, &s.err), OK);
	assert_true(str_eqz(v, ""));
	assert_int_equal(
		draft_dossiers(s.st, STR("a.martin"), STR("score"), &s.a, &numbers, &n, &s.err),
		OK);
	assert_int_equal(n, 1);
	assert_int_equal(numbers[0], 4012345);
	assert_int_equal(draft_clear(s.st, &key, &s.err), OK);
	holds("");
	assert_false(turn(true, "", ""));
	assert_int_equal(draft_get(s.st, &form, STR("text"), &s.a, &v, &s.err), OK);
	assert_true(str_eqz(v, ""));
}

static void
survives_reopening(void **state)
{
	(void)state;
	set("I1", "2");
	set("I1", "4");
	assert_int_equal(store_commit(s.st, &s.err), OK);
	scratch_reopen(&s);
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	holds("I1=4");
	assert_true(turn(true, "I1", "2"));
	holds("I1=2");
}

static void
preferences(void **state)
{
	struct str v;

	(void)state;
	assert_int_equal(preference_get(s.st, STR("a.martin"), STR("sort"), &s.a, &v, &s.err), OK);
	assert_null(v.ptr);
	assert_int_equal(
		preference_set(s.st, STR("a.martin"), STR("sort"), STR("-note"), &s.err), OK);
	assert_int_equal(
		preference_set(s.st, STR("a.martin"), STR("sort"), STR("montant"), &s.err), OK);
	assert_int_equal(preference_get(s.st, STR("a.martin"), STR("sort"), &s.a, &v, &s.err), OK);
	assert_true(str_eqz(v, "montant"));
	assert_int_equal(preference_set(s.st, STR("a.martin"), STR("sort"), STR_NONE, &s.err), OK);
	assert_int_equal(preference_get(s.st, STR("a.martin"), STR("sort"), &s.a, &v, &s.err), OK);
	assert_null(v.ptr);
}

/* Of the dossiers asked about, those with a draft of this person and form, and no other's. */
static void
own_sheets(void **state)
{
	static const struct draft_key drafts[] = {
		{ { "a.martin", 8 }, 2, { "score", 5 } },
		{ { "a.martin", 8 }, 3, { "decide", 6 } },
		{ { "b.durand", 8 }, 4, { "score", 5 } },
		{ { "a.martin", 8 }, 5, { "score", 5 } },
	};
	static const int64_t asked[] = { 1, 2, 3, 4 };
	struct numset own = { 0 };
	int64_t n;

	(void)state;
	for (size_t i = 0; i < sizeof drafts / sizeof *drafts; i++)
		assert_int_equal(draft_set(s.st, &drafts[i], STR("I1"), STR("2"), &s.err), OK);
	assert_int_equal(
		draft_own_sheets(s.st, STR("a.martin"), STR("score"), asked, 4, &own, &s.err), OK);
	assert_true(numset_next(&own, INT64_MIN, &n));
	assert_int_equal(n, 2);
	assert_false(numset_next(&own, 3, &n));
	numset_done(&own);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(own_sheets, setup, teardown),
		cmocka_unit_test_setup_teardown(undo_and_redo, setup, teardown),
		cmocka_unit_test_setup_teardown(private_to_author_and_form, setup, teardown),
		cmocka_unit_test_setup_teardown(survives_reopening, setup, teardown),
		cmocka_unit_test_setup_teardown(preferences, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
