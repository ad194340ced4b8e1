/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/term/canvas.h"
#include "pupitre/term/frame.h"

static struct buf row_buf;

static const char *
row(const struct canvas *c, int r)
{
	buf_clear(&row_buf);
	buf_addz(&row_buf, "");
	frame_row(c, r, &row_buf);
	return row_buf.ptr ? row_buf.ptr : "";
}

/* No half of a wide character is alone, every cell shows something, the cursor is inside. */
static void
check_whole(const struct canvas *c)
{
	for (int r = 0; r < c->rows; r++) {
		for (int k = 0; k < c->cols; k++) {
			const struct cell *cell = canvas_cell(c, r, k);

			assert_in_range(cell->width, 0, 2);
			if (cell->width == 0)
				assert_true(k > 0 && cell[-1].width == 2 && !cell->text[0]);
			else
				assert_int_equal(utf8_width(str_z(cell->text)), cell->width);
			if (cell->width == 2)
				assert_true(k + 1 < c->cols && cell[1].width == 0);
		}
	}
	assert_in_range(c->cursor_row, 0, c->rows - 1);
	assert_in_range(c->cursor_col, 0, c->cols - 1);
}

static const struct {
	int row, col, columns;
	const char *text, *shown;
	int used;
} texts[] = {
	{ 0, 0, 10, "abc", "abc", 3 },
	{ 0, 2, 10, "abc", "  abc", 3 },
	{ 0, 0, 2, "abc", "ab", 2 },
	{ 0, 8, 10, "abc", "        ab", 2 },
	{ 0, 0, 10, "", "", 0 },
	{ 0, -1, 10, "abc", "bc", 3 },
	{ 0, -5, 10, "abc", "", 3 },
	{ 0, 10, 5, "abc", "", 0 },
	{ 0, 0, -3, "abc", "", 0 },
	{ 0, 0, 10, "été", "été", 3 },
	{ 0, 0, 10, "e\xcc\x81t", "e\xcc\x81t", 2 },
	{ 0, 0, 10, "日本", "日本", 4 },
	{ 0, 0, 3, "日本", "日", 2 },
	{ 0, 9, 3, "日", "", 0 },
	{ 0, -1, 10, "日b", " b", 3 },
	{ 0, 0, 10, "a\033[31mb", "a␛[31mb", 7 },
	{ 0, 0, 10, "a\nb\tc", "a b c", 5 },
	{ -1, 0, 10, "abc", "", 0 },
	{ 3, 0, 10, "abc", "", 0 },
};

static void
text_is_gated_and_clipped(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct canvas c;

		canvas_init(&c, 3, 10);
		int used = canvas_text(&c, texts[i].row, texts[i].col, texts[i].columns,
			str_z(texts[i].text), STYLE_WARNING);

		assert_int_equal(used, texts[i].used);
		assert_string_equal(row(&c, 0), texts[i].shown);
		assert_string_equal(row(&c, 1), "");
		check_whole(&c);
		canvas_done(&c);
	}
}

static void
control_bytes_never_reach_a_cell(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 40);
	canvas_text(&c, 0, 0, 40, (struct str){ "a\033[31m\x9b\x07\x7f\0b\xff", 12 }, STYLE_NORMAL);
	for (int k = 0; k < 40; k++) {
		struct str text = str_z(canvas_cell(&c, 0, k)->text);

		while (text.len) {
			int32_t cp = utf8_next(&text);

			assert_true(cp >= 0xa0 || (cp >= ' ' && cp < 0x7f));
		}
	}
	check_whole(&c);
	canvas_done(&c);
}

static const struct {
	int columns;
	enum align align;
	const char *text, *shown;
} pads[] = {
	{ 6, ALIGN_LEFT, "abc", "[abc   ]" },
	{ 6, ALIGN_RIGHT, "abc", "[   abc]" },
	{ 6, ALIGN_CENTRE, "abc", "[ abc  ]" },
	{ 6, ALIGN_LEFT, "abcdef", "[abcdef]" },
	{ 6, ALIGN_LEFT, "abcdefg", "[abcde…]" },
	{ 6, ALIGN_RIGHT, "abcdefg", "[abcde…]" },
	{ 4, ALIGN_LEFT, "日本語", "[日… ]" },
	{ 4, ALIGN_RIGHT, "日本語", "[ 日…]" },
	{ 1, ALIGN_RIGHT, "12", "[…]" },
	{ 0, ALIGN_LEFT, "abc", "[]" },
};

static void
pad_takes_exactly_its_columns(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(pads) / sizeof(pads[0]); i++) {
		struct canvas c;

		canvas_init(&c, 1, 12);
		canvas_text(&c, 0, 0, 12, STR("[xxxxxxxxxx"), STYLE_NORMAL);
		canvas_pad(
			&c, 0, 1, pads[i].columns, pads[i].align, str_z(pads[i].text), STYLE_ERROR);
		canvas_text(&c, 0, 1 + pads[i].columns, 1, STR("]"), STYLE_NORMAL);
		canvas_fill(&c, 0, 2 + pads[i].columns, 12, STYLE_NORMAL);
		assert_string_equal(row(&c, 0), pads[i].shown);
		for (int k = 0; k < pads[i].columns; k++)
			assert_int_equal(canvas_cell(&c, 0, 1 + k)->style, STYLE_ERROR);
		check_whole(&c);
		canvas_done(&c);
	}
}

static void
writing_on_half_a_wide_character_blanks_the_other(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 1, 8);
	canvas_text(&c, 0, 0, 8, STR("日本語"), STYLE_NORMAL);
	canvas_text(&c, 0, 1, 1, STR("x"), STYLE_NORMAL);
	assert_string_equal(row(&c, 0), " x本語");
	canvas_text(&c, 0, 2, 1, STR("y"), STYLE_NORMAL);
	assert_string_equal(row(&c, 0), " xy 語");
	canvas_text(&c, 0, 3, 2, STR("木"), STYLE_NORMAL);
	assert_string_equal(row(&c, 0), " xy木");
	check_whole(&c);
	canvas_done(&c);
}

static void
panes_do_not_touch_each_other(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 4, 20);
	struct area all = canvas_enter(&c, (struct area){ 1, 0, 2, 10 });

	canvas_text(&c, 0, 0, 99, STR("abcdefghijklmno"), STYLE_NORMAL);
	canvas_text(&c, 2, 0, 99, STR("below"), STYLE_NORMAL);
	canvas_leave(&c, all);
	canvas_enter(&c, (struct area){ 1, 12, 99, 99 });
	assert_int_equal(c.area.rows, 3);
	assert_int_equal(c.area.cols, 8);
	canvas_text(&c, 0, 0, 99, STR("ABCDEFGHIJ"), STYLE_NORMAL);
	struct area right = canvas_enter(&c, (struct area){ 1, 2, 1, 3 });

	canvas_line(&c, 0, -4, 99, STYLE_RULE);
	canvas_cursor(&c, 0, 1);
	canvas_leave(&c, right);
	canvas_leave(&c, all);
	assert_string_equal(row(&c, 0), "");
	assert_string_equal(row(&c, 1), "abcdefghij  ABCDEFGH");
	assert_string_equal(row(&c, 2), "              ───");
	assert_string_equal(row(&c, 3), "");
	assert_int_equal(c.cursor_row, 2);
	assert_int_equal(c.cursor_col, 15);
	canvas_done(&c);
}

static void
roles_and_styles_keep_the_text(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 2, 10);
	canvas_text(&c, 1, 0, 10, STR("> abc"), STYLE_WARNING);
	canvas_role(&c, 1, 0, 10, ROLE_SELECTED);
	canvas_style(&c, 1, 0, 4, STYLE_SELECTED);
	canvas_printf(&c, 1, 2, 8, STYLE_GOOD, "%d €", 12);
	assert_string_equal(row(&c, 1), "> 12 €");
	assert_int_equal(canvas_cell(&c, 1, 0)->style, STYLE_SELECTED);
	assert_int_equal(canvas_cell(&c, 1, 5)->style, STYLE_GOOD);
	assert_int_equal(canvas_cell(&c, 1, 6)->style, STYLE_NORMAL);
	assert_int_equal(canvas_cell(&c, 1, 3)->role, ROLE_SELECTED);
	assert_int_equal(canvas_cell(&c, 1, 9)->role, ROLE_SELECTED);
	assert_int_equal(canvas_cell(&c, 0, 0)->role, ROLE_NONE);
	canvas_clear(&c);
	assert_string_equal(row(&c, 1), "");
	assert_int_equal(canvas_cell(&c, 1, 3)->role, ROLE_NONE);
	canvas_done(&c);
}

static void
cursor_stays_inside(void **state)
{
	static const struct {
		int row, col, shown_row, shown_col;
	} cases[] = { { 1, 2, 1, 2 }, { -1, -1, 0, 0 }, { 99, 99, 3, 9 } };
	struct canvas c;

	(void)state;
	canvas_init(&c, 4, 10);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		canvas_cursor(&c, cases[i].row, cases[i].col);
		assert_int_equal(c.cursor_row, cases[i].shown_row);
		assert_int_equal(c.cursor_col, cases[i].shown_col);
	}
	canvas_resize(&c, 0, -4);
	assert_int_equal(c.rows * c.cols, 1);
	check_whole(&c);
	canvas_done(&c);
}

/* A syllable of two spacing characters and a mark; a flag; a letter under a heap of marks. */
static void
odd_clusters_stay_within_their_cells(void **state)
{
	static const char *const odd[] = { "क्षि", "🇫🇷",
		"a\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86"
		"\xcc\x87\xcc\x88\xcc\x89\xcc\x8a\xcc\x8b\xcc\x8c"
		"\xcc\x8d\xcc\x8e",
		"각", "👨‍👩‍👧" };

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		for (int columns = 0; columns <= 8; columns++) {
			struct canvas c;

			canvas_init(&c, 1, 10);
			int used = canvas_text(&c, 0, 1, columns, str_z(odd[i]), STYLE_NORMAL);

			assert_in_range(used, 0, columns);
			assert_string_equal(canvas_cell(&c, 0, 1 + used)->text, " ");
			check_whole(&c);
			canvas_done(&c);
		}
	}
}

static void
random_drawing_keeps_the_grid_whole(void **state)
{
	static const char *const words[] = { "abc", "日本語", "été e\xcc\x81", "\033[2J", "…", "",
		"한국어 x" };
	struct canvas c;

	(void)state;
	srand(20211008);
	canvas_init(&c, 5, 17);
	for (int i = 0; i < 20000; i++) {
		int r = rand() % 9 - 2, k = rand() % 30 - 6, n = rand() % 30 - 2;
		struct str word = str_z(words[rand() % 7]);

		if (i % 100 == 0)
			canvas_leave(&c, (struct area){ 0, 0, c.rows, c.cols });
		switch (rand() % 6) {
		case 0:
			canvas_pad(&c, r, k, n, (enum align)(rand() % 3), word, STYLE_BAR);
			break;
		case 1:
			canvas_fill(&c, r, k, n, STYLE_NORMAL);
			break;
		case 2:
			canvas_line(&c, r, k, n, STYLE_RULE);
			break;
		case 3:
			canvas_enter(&c, (struct area){ r, k, rand() % 8, n });
			break;
		default:
			canvas_text(&c, r, k, n, word, STYLE_HINT);
		}
		canvas_cursor(&c, r, k);
		check_whole(&c);
	}
	canvas_done(&c);
}

static int
start(void **state)
{
	(void)state;
	return !i18n_start();
}

static int
finish(void **state)
{
	(void)state;
	buf_done(&row_buf);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_is_gated_and_clipped),
		cmocka_unit_test(control_bytes_never_reach_a_cell),
		cmocka_unit_test(pad_takes_exactly_its_columns),
		cmocka_unit_test(writing_on_half_a_wide_character_blanks_the_other),
		cmocka_unit_test(panes_do_not_touch_each_other),
		cmocka_unit_test(roles_and_styles_keep_the_text),
		cmocka_unit_test(cursor_stays_inside),
		cmocka_unit_test(odd_clusters_stay_within_their_cells),
		cmocka_unit_test(random_drawing_keeps_the_grid_whole),
	};

	return cmocka_run_group_tests(tests, start, finish);
}
