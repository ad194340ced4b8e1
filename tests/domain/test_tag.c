/* SPDX-License-Identifier: EUPL-1.2 */
/* Names of tags, and sets of chosen columns. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/domain/column_set.h"
#include "pupitre/domain/tag.h"
#include "support/must.h"

static struct arena a;
static struct err err;

#define FORTY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void
names(void **state)
{
	static const struct {
		const char *typed, *name;
		bool personal;
	} cases[] = {
		{ "urgent", "urgent", false },
		{ "  À revoir ", "À-revoir", false },
		{ "#urgent", "urgent", false },
		{ "~moi", "moi", true },
		{ "~ à  voir", "à-voir", true },
		{ "v1.2_b", "v1.2_b", false },
		{ "2024", "2024", false },
		{ "Œuvre", "Œuvre", false },
		{ FORTY, FORTY, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct tag_name t;

		MUST(tag_parse(&a, str_z(cases[i].typed), &t, &err));
		assert_string_equal(arena_z(&a, t.name), cases[i].name);
		assert_int_equal(t.personal, cases[i].personal);
	}
	arena_done(&a);
}

static void
refused_names(void **state)
{
	static const struct {
		const char *typed, *why;
	} cases[] = {
		{ "", "il manque" },
		{ "  ", "il manque" },
		{ "~", "il manque" },
		{ "a/b", "« / »" },
		{ "a~b", "« ~ »" },
		{ "a,b", "« , »" },
		{ "a\"b", "« \" »" },
		{ "deux\xE2\x80\xA2trois", "« \xE2\x80\xA2 »" },
		{ FORTY "a", "trop longue" },
	};
	struct tag_name t = { STR("untouched"), false };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		REFUSED(tag_parse(&a, str_z(cases[i].typed), &t, &err), ERR_INPUT, cases[i].why);
		assert_true(str_eqz(t.name, "untouched"));
	}
	arena_done(&a);
}

static void
same_names(void **state)
{
	(void)state;
	assert_true(tag_same(STR("À-revoir"), STR("a-REVOIR")));
	assert_false(tag_same(STR("a-revoir"), STR("a-revoirs")));
}

static void
column_sets(void **state)
{
	struct column_set s = column_set_default;

	(void)state;
	assert_true(column_set_parse(STR("number, montant,titre"), &s) == false);
	assert_int_equal(s.count, column_set_default.count);
	assert_true(column_set_parse(STR("number, montant,title"), &s));
	assert_string_equal(column_set_text(&a, &s).ptr, "number,requested_cents,title");
	assert_int_equal(column_set_place(&s, COLUMN_TITLE), 2);
	assert_int_equal(column_set_place(&s, COLUMN_STATE), -1);
	assert_false(column_set_parse(STR("number,number"), &s));
	assert_false(column_set_parse(STR(""), &s));
	assert_true(column_set_move(&s, COLUMN_TITLE, -1));
	assert_string_equal(column_set_text(&a, &s).ptr, "number,title,requested_cents");
	assert_false(column_set_move(&s, COLUMN_NUMBER, -1));
	assert_false(column_set_move(&s, COLUMN_REQUESTED, 1));
	assert_false(column_set_move(&s, COLUMN_STATE, 1));
	assert_true(column_set_toggle(&s, COLUMN_NUMBER));
	assert_true(column_set_toggle(&s, COLUMN_STATE));
	assert_string_equal(column_set_text(&a, &s).ptr, "title,requested_cents,state");
	assert_true(column_set_toggle(&s, COLUMN_STATE));
	assert_true(column_set_toggle(&s, COLUMN_TITLE));
	assert_false(column_set_toggle(&s, COLUMN_REQUESTED)); /* the last one stays */
	assert_int_equal(s.count, 1);
	arena_done(&a);
}

static void
the_default_columns_read_back(void **state)
{
	struct column_set s;

	(void)state;
	assert_true(column_set_parse(column_set_text(&a, &column_set_default), &s));
	assert_int_equal(s.count, column_set_default.count);
	for (size_t i = 0; i < s.count; i++)
		assert_int_equal(s.items[i], column_set_default.items[i]);
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names),
		cmocka_unit_test(refused_names),
		cmocka_unit_test(same_names),
		cmocka_unit_test(column_sets),
		cmocka_unit_test(the_default_columns_read_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
