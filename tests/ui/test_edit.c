/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/base/i18n.h"
#include "pupitre/term/frame.h"
#include "pupitre/ui/edit.h"
#include "pupitre/ui/wrap.h"

struct typing {
	const char *before, *keys; /* cursor at the end of before */
	bool lines;
	int columns;
	const char *after;
	size_t at; /* byte of the cursor */
};

static void
type(struct edit *e, const char *keys)
{
	struct str rest = str_z(keys);
	struct err err;
	struct key key;

	while (rest.len) {
		assert_int_equal(key_parse(&rest, &key, &err), OK);
		edit_key(e, &key);
	}
}

static void
test_keys(void **state)
{
	static const struct typing cases[] = {
		{ "", "abc", false, 0, "abc", 3 },
		{ "été", "<Left><Left>x", false, 0, "éxté", 3 },
		{ "été", "<Backspace>", false, 0, "ét", 3 },
		{ "été", "<Home><Delete>", false, 0, "té", 0 },
		{ "e\xCC\x81t", "<Left><Backspace>", false, 0, "t",
			0 }, /* a mark goes with its base */
		{ "un deux trois", "<Ctrl-W>", false, 0, "un deux ", 8 },
		{ "un deux", "<Ctrl-U>", false, 0, "", 0 },
		{ "un deux", "<Home><Ctrl-K>", false, 0, "", 0 },
		{ "a", "<Enter>b", false, 0, "ab", 2 }, /* one line stays one line */
		{ "a", "<Enter>b", true, 20, "a\nb", 3 },
		{ "ab\ncd", "<Up>x", true, 20, "abx\ncd", 3 },
		{ "abc\nd", "<Up><Down>x", true, 20, "abc\ndx", 6 },
		{ "ab\ncd", "<Home><Backspace>", true, 20, "abcd", 2 },
		{ "aaaa bbbb cccc", "<Up>x", true, 5, "aaaa bbbbx cccc", 10 }, /* lines as shown */
		{ "ab", "<Up>x", true, 5, "abx", 3 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct edit e = { .lines = cases[i].lines, .columns = cases[i].columns };

		edit_set(&e, str_z(cases[i].before));
		type(&e, cases[i].keys);
		edit_key(&e, &(struct key){ .code = KEY_NONE });
		if (!str_eqz(edit_text(&e), cases[i].after) || e.at != cases[i].at)
			fail_msg("case %zu: \"%.*s\" at %zu", i, STR_ARG(edit_text(&e)), e.at);
		edit_done(&e);
	}
}

static void
test_paste_is_cleaned(void **state)
{
	struct edit line = { 0 }, area = { .lines = true };
	struct key paste = { .code = KEY_PASTE, .paste = STR("a\nb\x1b[31mc") };

	(void)state;
	assert_int_equal(edit_key(&line, &paste), EDIT_CHANGED);
	assert_int_equal(edit_key(&area, &paste), EDIT_CHANGED);
	assert_true(str_starts(edit_text(&line), STR("a b")));
	assert_true(str_starts(edit_text(&area), STR("a\nb")));
	assert_int_equal(str_find(edit_text(&area), STR("\x1b")), -1);
	edit_done(&line);
	edit_done(&area);
}

static void
test_paste_is_cut_at_the_limit(void **state)
{
	static char big[EDIT_MAX + 10];
	struct edit e = { 0 };
	struct key paste = { .code = KEY_PASTE, .paste = { big, sizeof(big) } };
	struct key more = { .code = KEY_CHAR, .cp = 'x' };

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(big); i += 2)
		memcpy(big + i, "é", 2);
	assert_int_equal(edit_key(&e, &paste), EDIT_CHANGED);
	assert_int_equal(e.text.len, EDIT_MAX);
	assert_int_equal(edit_key(&e, &more), EDIT_MOVED);
	assert_int_equal(e.text.len, EDIT_MAX);
	edit_done(&e);
}

/* The cell under the cursor, and that it has the role of the selection. */
static const char *
under_cursor(const struct canvas *c)
{
	const struct cell *cell = canvas_cell(c, c->cursor_row, c->cursor_col);

	assert_int_equal(cell->role, ROLE_SELECTED);
	return cell->text;
}

static void
test_line_scrolls_to_the_cursor(void **state)
{
	struct edit e = { 0 };
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 10);
	edit_set(&e, STR("abcdefghijklmno"));
	edit_draw_line(&c, 0, 2, 6, &e, true);
	assert_int_equal(c.cursor_col, 7);
	assert_string_equal(canvas_cell(&c, 0, 2)->text, "k");
	assert_string_equal(under_cursor(&c), " ");
	canvas_clear(&c);
	e.at = 3;
	edit_draw_line(&c, 0, 2, 6, &e, true);
	assert_string_equal(under_cursor(&c), "d");
	edit_done(&e);
	canvas_done(&c);
}

static void
test_figure_stands_at_the_right(void **state)
{
	struct edit e = { 0 };
	struct canvas c;
	struct buf row = { 0 };

	(void)state;
	canvas_init(&c, 1, 12);
	edit_set(&e, STR("80,00"));
	edit_draw_figure(&c, 0, 0, 8, &e, true);
	frame_row(&c, 0, &row);
	assert_true(str_eqz(buf_str(&row), "  80,00"));
	assert_int_equal(c.cursor_col, 7);
	edit_done(&e);
	buf_done(&row);
	canvas_done(&c);
}

static void
test_area_wraps_and_scrolls(void **state)
{
	struct edit e = { .lines = true };
	struct canvas c;
	struct buf row = { 0 };

	(void)state;
	canvas_init(&c, 3, 8);
	edit_set(&e, STR("un deux trois\nfin"));
	edit_draw_area(&c, (struct area){ 0, 0, 2, 8 }, &e, true);
	frame_row(&c, 0, &row);
	assert_true(str_eqz(buf_str(&row), "trois"));
	assert_int_equal(c.cursor_row, 1);
	assert_int_equal(c.cursor_col, 3);
	assert_string_equal(under_cursor(&c), " ");
	edit_done(&e);
	buf_done(&row);
	canvas_done(&c);
}

static void
test_wrap(void **state)
{
	static const struct {
		const char *text;
		int columns;
		const char *lines[5];
	} cases[] = {
		{ "", 5, { "" } },
		{ "abc", 5, { "abc" } },
		{ "abc\n", 5, { "abc", "" } },
		{ "un deux trois", 7, { "un deux ", "trois" } },
		{ "un deux trois", 6, { "un ", "deux ", "trois" } },
		{ "abcdefgh", 3, { "abc", "def", "gh" } },
		{ "été bon", 3, { "été ", "bon" } },
		{ "a\n\nb", 3, { "a", "", "b" } },
		{ "au total : deux", 8, { "au ", "total : ", "deux" } },
		{ "dit « oui » ou", 10, { "dit ", "« oui » ou" } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wrap w = wrap_of(str_z(cases[i].text));
		struct str line;
		int n = 0;

		while (wrap_next(&w, cases[i].columns, &line)) {
			if (!cases[i].lines[n] || !str_eqz(line, cases[i].lines[n]))
				fail_msg("case %zu, line %d: \"%.*s\"", i, n, STR_ARG(line));
			n++;
		}
		assert_null(cases[i].lines[n]);
	}
}

static int
start(void **state)
{
	(void)state;
	return i18n_start() ? 0 : -1;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_paste_is_cleaned),
		cmocka_unit_test(test_paste_is_cut_at_the_limit),
		cmocka_unit_test(test_line_scrolls_to_the_cursor),
		cmocka_unit_test(test_figure_stands_at_the_right),
		cmocka_unit_test(test_area_wraps_and_scrolls),
		cmocka_unit_test(test_wrap),
	};

	return cmocka_run_group_tests_name("ui: edit", tests, start, NULL);
}
