/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "pupitre/base/arena.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "pupitre/term/frame.h"
#include "pupitre/term/memory.h"
#include "pupitre/term/svg.h"

static const char expected_frame[] = " Dossiers |\n"
				     "> 日 été  |\n"
				     "<&\">      |\n"
				     "0,0-9 title title\n"
				     "1,0-1 selected selected\n"
				     "1,2-3 warning selected\n"
				     "1,4-9 selected selected\n"
				     "curseur 1,2\n";

static void
draw_sample(struct canvas *c)
{
	canvas_init(c, 3, 10);
	canvas_pad(c, 0, 0, 10, ALIGN_LEFT, STR(" Dossiers"), STYLE_TITLE);
	canvas_role(c, 0, 0, 10, ROLE_TITLE);
	canvas_pad(c, 1, 0, 10, ALIGN_LEFT, STR("> 日 été"), STYLE_SELECTED);
	canvas_role(c, 1, 0, 10, ROLE_SELECTED);
	canvas_style(c, 1, 2, 2, STYLE_WARNING);
	canvas_text(c, 2, 0, 10, STR("<&\">"), STYLE_NORMAL);
	canvas_cursor(c, 1, 2);
}

static void
a_frame_has_the_documented_layout(void **state)
{
	struct canvas c;
	struct buf text = { 0 };

	(void)state;
	draw_sample(&c);
	frame_text(&c, &text);
	assert_string_equal(text.ptr, expected_frame);
	buf_done(&text);
	canvas_done(&c);
}

static void
a_frame_file_is_rewritten(void **state)
{
	char path[] = "/tmp/pupitre-frame-XXXXXX";
	struct arena a = { 0 };
	struct canvas c;
	struct str bytes;
	struct err err;

	(void)state;
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	close(fd);
	draw_sample(&c);
	assert_int_equal(frame_write(&c, path, &err), OK);
	assert_int_equal(frame_write(&c, path, &err), OK);
	assert_int_equal(fs_read(path, 10000, &a, &bytes, &err), OK);
	assert_true(str_eqz(bytes, expected_frame));
	unlink(path);
	assert_int_equal(frame_write(&c, "/nonexistent/frame", &err), ERR_SYSTEM);
	assert_non_null(strstr(err.text, "/nonexistent/frame"));
	arena_done(&a);
	canvas_done(&c);
}

static void
memory_keeps_frames_and_gives_keys(void **state)
{
	struct backend *b = memory_open(3, 10);
	struct pollfd in = { .fd = backend_fd(b), .events = POLLIN };
	struct canvas c;
	struct buf text = { 0 };
	int rows, cols;

	(void)state;
	assert_null(memory_frame(b));
	assert_int_equal(poll(&in, 1, 0), 0);
	memory_keys(b, "j<Enter>");
	memory_paste(b, STR("dd"));
	memory_resize(b, 4, 12);
	assert_int_equal(poll(&in, 1, 0), 1);
	assert_int_equal(backend_read_key(b).cp, 'j');
	assert_int_equal(backend_read_key(b).code, KEY_ENTER);
	assert_true(str_eqz(backend_read_key(b).paste, "dd"));
	assert_int_equal(backend_read_key(b).code, KEY_RESIZE);
	assert_int_equal(backend_read_key(b).code, KEY_NONE);
	assert_int_equal(backend_pending_ms(b), -1);
	assert_int_equal(poll(&in, 1, 0), 0);
	backend_size(b, &rows, &cols);
	assert_int_equal(rows * 100 + cols, 412);

	draw_sample(&c);
	backend_draw(b, &c);
	canvas_clear(&c);
	frame_text(memory_frame(b), &text);
	assert_string_equal(text.ptr, expected_frame);
	assert_int_equal(memory_frame_count(b), 1);
	backend_bell(b);
	backend_redraw(b);
	assert_int_equal(memory_bell_count(b), 1);
	assert_int_equal(memory_redraw_count(b), 1);
	memory_paste(b, STR("never read"));
	buf_done(&text);
	canvas_done(&c);
	backend_close(b);
}

static int
count(const char *text, const char *word)
{
	int n = 0;

	while ((text = strstr(text, word))) {
		text++;
		n++;
	}
	return n;
}

static void
a_picture_is_escaped_and_on_the_grid(void **state)
{
	struct canvas c;
	struct buf out = { 0 };

	(void)state;
	draw_sample(&c);
	svg_draw(&c, THEME_COLOUR, STR("Liste & <tri>"), &out);
	assert_non_null(strstr(out.ptr, "<title>Liste &amp; &lt;tri&gt;</title>"));
	assert_non_null(strstr(out.ptr, ">&lt;&amp;&quot;&gt;</text>"));
	/* 10 columns of 9 and twice the margin of 12; 3 rows of 19 */
	assert_non_null(strstr(out.ptr, "width=\"114\" height=\"81\""));
	/* "été": column 5, 3 columns, second row, white on the black of the selection */
	assert_non_null(strstr(
		out.ptr, "<text x=\"57\" y=\"45\" textLength=\"27\" fill=\"#fdfdfb\">été</text>"));
	/* "日": two columns */
	assert_non_null(strstr(out.ptr, "textLength=\"18\""));
	assert_int_equal(count(out.ptr, "<text "), count(out.ptr, "</text>"));
	assert_int_equal(count(out.ptr, "<text "), 5);
	buf_done(&out);
	canvas_done(&c);
}

/* Without colours, what matters must still differ from plain text. */
static void
no_style_relies_on_colour_alone(void **state)
{
	static const enum style must_differ[] = { STYLE_TITLE, STYLE_HEADING, STYLE_SELECTED,
		STYLE_FIELD, STYLE_WARNING, STYLE_ERROR };

	(void)state;
	for (size_t i = 0; i < sizeof(must_differ) / sizeof(must_differ[0]); i++) {
		assert_int_not_equal(style_look(THEME_MONO, must_differ[i]).attributes, 0);
		assert_int_not_equal(style_look(THEME_CONTRAST, must_differ[i]).attributes, 0);
	}
	for (int theme = 0; theme < THEME_COUNT; theme++) {
		struct look selected = style_look((enum theme)theme, STYLE_SELECTED);

		assert_true(selected.attributes & LOOK_REVERSE);
		assert_int_equal(selected.colour, COLOUR_DEFAULT);
	}
	for (int style = 0; style < STYLE_COUNT; style++)
		assert_int_equal(style_look(THEME_MONO, (enum style)style).colour, COLOUR_DEFAULT);
}

static void
styles_and_roles_go_by_name(void **state)
{
	enum style style = STYLE_GOOD;
	enum role role = ROLE_HINT;

	(void)state;
	for (int i = 0; i < STYLE_COUNT; i++) {
		assert_true(style_parse(str_z(style_rows[i].name), &style));
		assert_int_equal(style, i);
	}
	for (int i = 0; i < CELL_ROLE_COUNT; i++) {
		assert_true(role_parse(str_z(role_names[i]), &role));
		assert_int_equal(role, i);
	}
	assert_false(style_parse(STR("blink"), &style));
	assert_false(role_parse(STR(""), &role));
}

static int
start(void **state)
{
	(void)state;
	return !i18n_start();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_frame_has_the_documented_layout),
		cmocka_unit_test(a_frame_file_is_rewritten),
		cmocka_unit_test(memory_keeps_frames_and_gives_keys),
		cmocka_unit_test(a_picture_is_escaped_and_on_the_grid),
		cmocka_unit_test(no_style_relies_on_colour_alone),
		cmocka_unit_test(styles_and_roles_go_by_name),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
