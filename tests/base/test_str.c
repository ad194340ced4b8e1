/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static void
test_equality_and_order(void **state)
{
	static const struct {
		const char *a, *b;
		int order;
	} cases[] = {
		{ "a", "a", 0 }, { "", "", 0 }, { NULL, NULL, 0 }, { NULL, "", -1 },
		{ "a", "b", -1 }, { "a", "ab", -1 }, { "b", "ab", 1 },
		{ "z", "é", -1 }, /* bytes, unsigned */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str a = str_z(cases[i].a), b = str_z(cases[i].b);

		assert_int_equal(str_cmp(a, b), cases[i].order);
		assert_int_equal(str_cmp(b, a), -cases[i].order);
		assert_int_equal(str_eq(a, b), cases[i].order == 0);
		assert_int_equal(str_eqz(a, cases[i].b), cases[i].order == 0);
	}
}

static void
test_starts_ends_find(void **state)
{
	static const struct {
		const char *s, *part;
		bool starts, ends;
		int at;
	} cases[] = {
		{ "dossier", "dos", true, false, 0 },
		{ "dossier", "sier", false, true, 3 },
		{ "dossier", "dossier", true, true, 0 },
		{ "dossier", "dossiers", false, false, -1 },
		{ "dossier", "", true, true, 0 },
		{ "", "", true, true, 0 },
		{ "", "d", false, false, -1 },
		{ "dossier", "ss", false, false, 2 },
		{ NULL, "d", false, false, -1 },
		{ NULL, "", false, false, -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str s = str_z(cases[i].s), part = str_z(cases[i].part);

		assert_int_equal(str_starts(s, part), cases[i].starts);
		assert_int_equal(str_ends(s, part), cases[i].ends);
		assert_int_equal(str_find(s, part), cases[i].at);
	}
}

static void
test_trim(void **state)
{
	static const char *const cases[][2] = {
		{ "abc", "abc" }, { "  a b\t\r\n\v\f", "a b" },
		{ "\u00A0\u202F a\u00A0b \u202F", "a\u00A0b" }, { " \u00A0 ", "" }, { "", "" },
		{ "à", "à" }, /* ends by the byte that ends NBSP */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_true(str_eqz(str_trim(str_z(cases[i][0])), cases[i][1]));
	assert_null(str_trim(STR_NONE).ptr);
}

static void
test_cut(void **state)
{
	struct str rest = STR("a;;bc"), head;

	(void)state;
	assert_true(str_cut(&rest, ';', &head));
	assert_true(str_eqz(head, "a"));
	assert_true(str_cut(&rest, ';', &head));
	assert_true(str_eqz(head, ""));
	assert_false(str_cut(&rest, ';', &head));
	assert_true(str_eqz(head, "bc"));
	assert_true(str_eqz(rest, ""));
	rest = STR_NONE;
	assert_false(str_cut(&rest, ';', &head));
	assert_null(head.ptr);
	rest = STR("fin;");
	assert_true(str_cut(&rest, ';', &head));
	assert_true(str_eqz(rest, ""));
}

static void
test_int(void **state)
{
	static const struct {
		const char *text;
		int64_t value;
	} cases[] = {
		{ "0", 0 },
		{ "4012345", 4012345 },
		{ "+7", 7 },
		{ "-7", -7 },
		{ "007", 7 },
		{ "9223372036854775807", INT64_MAX },
		{ "-9223372036854775808", INT64_MIN },
	};
	static const char *const refused[] = { "", "-", "+", " 1", "1 ", "1.5", "0x1", "--1", "+-1",
		"é", "9223372036854775808", "-9223372036854775809", "99999999999999999999" };
	int64_t v = 42;

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++)
		assert_false(str_int(str_z(refused[i]), &v));
	assert_false(str_int(STR_NONE, &v));
	assert_int_equal(v, 42);
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(str_int(str_z(cases[i].text), &v));
		assert_true(v == cases[i].value);
	}
}

static void
test_nearest(void **state)
{
	static const char *const keys[] = { "note", "montant", "demandeur", "état", "dep", "id" };
	static const struct {
		const char *word, *nearest;
	} cases[] = {
		{ "note", "note" },
		{ "notes", "note" },
		{ "noet", "note" },
		{ "montnat", "montant" },
		{ "montan", "montant" },
		{ "demanduer", "demandeur" },
		{ "demxxxeur", NULL }, /* three edits */
		{ "mont", NULL },
		{ "xy", NULL },
		{ "etat", "état" },
		{ "dpe", "dep" },
		{ "", NULL },
		{ "un mot bien plus long que soixante-trois octets, qui ne ressemble à rien",
			NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *got = str_nearest(str_z(cases[i].word), keys, COUNT(keys));

		assert_true(str_eq(str_z(got), str_z(cases[i].nearest)));
	}
	assert_null(str_nearest(STR_NONE, keys, COUNT(keys)));
	assert_null(str_nearest(STR("note"), keys, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equality_and_order),
		cmocka_unit_test(test_starts_ends_find),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_int),
		cmocka_unit_test(test_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
