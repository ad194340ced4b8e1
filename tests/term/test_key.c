/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/term/key.h"

static const struct {
	const char *spelt;
	struct key key;
	const char *label, *spelling;
} keys[] = {
	{ "j", { .code = KEY_CHAR, .cp = 'j' }, "j", "j" },
	{ "é", { .code = KEY_CHAR, .cp = 0xe9 }, "é", "é" },
	{ "&", { .code = KEY_CHAR, .cp = '&' }, "&", "&" },
	{ ">", { .code = KEY_CHAR, .cp = '>' }, ">", ">" },
	{ "<lt>", { .code = KEY_CHAR, .cp = '<' }, "<", "<lt>" },
	{ "<Space>", { .code = KEY_CHAR, .cp = ' ' }, "Espace", "<Space>" },
	{ " ", { .code = KEY_CHAR, .cp = ' ' }, "Espace", "<Space>" },
	{ "<Enter>", { .code = KEY_ENTER }, "Entrée", "<Enter>" },
	{ "<entrée>", { .code = KEY_ENTER }, "Entrée", "<Enter>" },
	{ "<Esc>", { .code = KEY_ESC }, "Échap", "<Esc>" },
	{ "<Échap>", { .code = KEY_ESC }, "Échap", "<Esc>" },
	{ "<BackTab>", { .code = KEY_BACKTAB }, "Maj-Tab", "<BackTab>" },
	{ "<Backspace>", { .code = KEY_BACKSPACE }, "Retour arrière", "<Backspace>" },
	{ "<PgDn>", { .code = KEY_PGDN }, "PgSuiv", "<PgDn>" },
	{ "<pgup>", { .code = KEY_PGUP }, "PgPréc", "<PgUp>" },
	{ "<Up>", { .code = KEY_UP }, "↑", "<Up>" },
	{ "<Ctrl-P>", { .code = KEY_CTRL, .cp = 'p' }, "Ctrl-P", "<Ctrl-P>" },
	{ "<ctrl-z>", { .code = KEY_CTRL, .cp = 'z' }, "Ctrl-Z", "<Ctrl-Z>" },
	{ "<F1>", { .code = KEY_F1 }, "F1", "<F1>" },
	{ "<F12>", { .code = KEY_F12 }, "F12", "<F12>" },
};

static void
keys_are_read_named_and_spelt(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct str rest = str_z(keys[i].spelt);
		struct key key;
		struct err err;

		assert_int_equal(key_parse(&rest, &key, &err), OK);
		assert_int_equal(rest.len, 0);
		assert_true(key_eq(key, keys[i].key));
		assert_string_equal(key_label(key).s, keys[i].label);
		assert_string_equal(key_spelling(key).s, keys[i].spelling);
	}
}

static void
every_spelling_is_read_back(void **state)
{
	(void)state;
	for (int code = KEY_CTRL; code <= KEY_RESIZE; code++) {
		struct key key = { .code = (enum key_code)code, .cp = code == KEY_CTRL ? 'a' : 0 };
		struct key again;
		struct key_text text = key_spelling(key);
		struct str rest = str_z(text.s);
		struct err err;

		assert_int_equal(key_parse(&rest, &again, &err), OK);
		assert_true(key_eq(key, again));
		assert_true(key_label(key).s[0] != '\0');
	}
}

static void
wrong_spellings_are_refused(void **state)
{
	static const char *const wrong[] = { "", "<", "<Entre>", "<Enter", "<F0>", "<F13>", "<F>",
		"<Ctrl->", "<Ctrl-1>", "<Ctrl-é>", "<>", "\x01", "\x7f", "\xff" };

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct str rest = str_z(wrong[i]), before = rest;
		struct key key = { .code = KEY_F1 };
		struct err err;

		assert_int_equal(key_parse(&rest, &key, &err), ERR_INPUT);
		assert_true(err.text[0] != '\0');
		assert_int_equal(key.code, KEY_F1);
		assert_ptr_equal(rest.ptr, before.ptr);
	}
}

static void
scripts_are_read_key_by_key(void **state)
{
	static const struct key expected[] = {
		{ .code = KEY_CHAR, .cp = '/' },
		{ .code = KEY_CHAR, .cp = 'b' },
		{ .code = KEY_ENTER },
		{ .code = KEY_CHAR, .cp = 0xe0 },
		{ .code = KEY_DOWN },
	};
	struct str rest = STR("/b<Enter>à<Down>");

	(void)state;
	for (size_t i = 0; i < sizeof(expected) / sizeof(expected[0]); i++) {
		struct key key;
		struct err err;

		assert_int_equal(key_parse(&rest, &key, &err), OK);
		assert_true(key_eq(key, expected[i]));
	}
	assert_int_equal(rest.len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_read_named_and_spelt),
		cmocka_unit_test(every_spelling_is_read_back),
		cmocka_unit_test(wrong_spellings_are_refused),
		cmocka_unit_test(scripts_are_read_key_by_key),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
