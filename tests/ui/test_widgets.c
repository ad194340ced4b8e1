/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/base/i18n.h"
#include "pupitre/term/frame.h"
#include "pupitre/ui/bar.h"
#include "pupitre/ui/menu.h"
#include "pupitre/ui/pager.h"
#include "pupitre/ui/span.h"

static struct buf line;

static const char *
row_of(const struct canvas *c, int row)
{
	buf_clear(&line);
	buf_addz(&line, "");
	frame_row(c, row, &line);
	return line.ptr ? line.ptr : "";
}

static void
test_bar_cells(void **state)
{
	static const struct {
		int64_t part, whole;
		int columns, cells;
	} cases[] = {
		{ 0, 100, 20, 0 },
		{ 1, 100, 20, 1 },
		{ 50, 100, 20, 10 },
		{ 52, 100, 20, 10 },
		{ 53, 100, 20, 11 },
		{ 99, 100, 20, 19 },
		{ 100, 100, 20, 20 },
		{ 150, 100, 20, 20 },
		{ -5, 100, 20, 0 },
		{ 18040000, 29700000, 20, 12 },
		{ 5, 0, 20, 20 },
		{ 0, 0, 20, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(
			bar_cells(cases[i].part, cases[i].whole, cases[i].columns), cases[i].cells);
}

static void
test_bar_draw(void **state)
{
	struct canvas c;

	(void)state;
	canvas_init(&c, 3, 10);
	bar_draw(&c, 0, 0, 10, (struct bar){ 50, 0, 100 });
	bar_draw(&c, 1, 0, 10, (struct bar){ 50, 20, 100 });
	bar_draw(&c, 2, 0, 10, (struct bar){ 50, -20, 100 });
	assert_string_equal(row_of(&c, 0), "█████░░░░░");
	assert_string_equal(row_of(&c, 1), "█████▒▒░░░");
	assert_string_equal(row_of(&c, 2), "███▒▒░░░░░");
	canvas_done(&c);
}

static void
test_span(void **state)
{
	static const struct {
		int delta, cursor, top;
	} steps[] = { { 2, 2, 0 }, { 1, 3, 1 }, { 50, 9, 7 }, { -1, 8, 7 }, { -3, 5, 5 },
		{ -50, 0, 0 } };
	struct span s = { 0 };

	(void)state;
	span_fit(&s, 10, 3);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		span_move(&s, steps[i].delta);
		assert_int_equal(s.cursor, steps[i].cursor);
		assert_int_equal(s.top, steps[i].top);
	}
	span_set(&s, 9);
	span_fit(&s, 4, 3); /* fewer rows: the cursor comes back */
	assert_int_equal(s.cursor, 3);
	assert_int_equal(s.top, 1);
	span_fit(&s, 0, 3);
	assert_int_equal(s.cursor, -1);
	for (int i = 0; i < 3; i++)
		span_move(&s, -INT_MAX); /* an empty list does not drift away */
	assert_int_equal(s.cursor, -1);
	assert_int_equal(s.top, 0);
	span_fit(&s, 2, 3);
	assert_int_equal(s.cursor, 0);
}

static void
test_page_layout(void **state)
{
	struct arena a = { 0 };
	struct page p;
	struct pager pager = { 0 };
	struct canvas c;

	(void)state;
	page_begin(&p, &a, 32);
	page_heading(&p, STR("Demande"));
	page_field(&p, 0, STR("Résumé"), STR("un portail pour les familles de onze communes"));
	page_field(&p, 0, STR("Une question vraiment longue"), STR("sa réponse"));
	pager_show(&pager, &p, 8, false);
	canvas_init(&c, 8, 32);
	pager_draw(&c, (struct area){ 0, 0, 8, 32 }, &pager, true);
	assert_string_equal(row_of(&c, 0), "> Demande");
	assert_string_equal(row_of(&c, 1), "  Résumé : un portail pour les");
	assert_string_equal(row_of(&c, 2), "           familles de onze");
	assert_string_equal(row_of(&c, 3), "           communes");
	assert_string_equal(row_of(&c, 4), "  Une question vraiment longue :");
	assert_string_equal(row_of(&c, 5), "    sa réponse");
	assert_int_equal(c.cursor_row, 0);
	assert_int_equal(canvas_cell(&c, 0, 0)->role, ROLE_SELECTED);
	assert_int_equal(canvas_cell(&c, 1, 2)->role, ROLE_LABEL);
	assert_int_equal(canvas_cell(&c, 1, 12)->role, ROLE_NONE);
	canvas_done(&c);
	arena_done(&a);
}

static void
test_pager_search(void **state)
{
	struct arena a = { 0 };
	struct page p;
	struct pager pager = { 0 };

	(void)state;
	page_begin(&p, &a, 40);
	page_text(&p, STYLE_NORMAL, 0, STR("École\nmairie\nécoles d'été\nfin"));
	pager_show(&pager, &p, 2, false);
	assert_int_equal(pager_matches(&pager, STR("ecole")), 2);
	assert_true(pager_find(&pager, STR("ecole"), 1));
	assert_int_equal(pager.span.cursor, 2);
	assert_true(pager_find(&pager, STR("ecole"), 1)); /* goes round */
	assert_int_equal(pager.span.cursor, 0);
	assert_true(pager_find(&pager, STR("ecole"), -1));
	assert_int_equal(pager.span.cursor, 2);
	assert_false(pager_find(&pager, STR("piscine"), 1));
	assert_false(pager_find(&pager, STR(""), 1));
	assert_int_equal(pager.span.cursor, 2);
	arena_done(&a);
}

static void
test_menu(void **state)
{
	struct menu_item items[] = { { STR("Reçu"), STR("à vérifier"), 7 },
		{ STR("Recevable"), STR("en instruction"), 8 } };
	struct key down = { .code = KEY_DOWN }, enter = { .code = KEY_ENTER },
		   esc = { .code = KEY_ESC };
	struct key other = { .code = KEY_CHAR, .cp = 'z' };
	struct menu m;
	struct canvas c;

	(void)state;
	menu_open(&m, "état", items, 2, 0);
	assert_int_equal(menu_key(&m, &other), MENU_IGNORED);
	assert_int_equal(menu_key(&m, &down), MENU_MOVED);
	assert_int_equal(menu_key(&m, &down), MENU_MOVED);
	assert_int_equal(m.items[m.span.cursor].value, 8);
	canvas_init(&c, 6, 40);
	menu_draw(&c, (struct area){ 0, 0, 6, 40 }, &m, true);
	assert_string_equal(row_of(&c, 4), "  Reçu       à vérifier");
	assert_string_equal(row_of(&c, 5), "> Recevable  en instruction");
	assert_int_equal(c.cursor_row, 5);
	assert_int_equal(canvas_cell(&c, 5, c.cursor_col)->role, ROLE_SELECTED);
	assert_int_equal(menu_key(&m, &enter), MENU_CHOSEN);
	assert_int_equal(menu_key(&m, &esc), MENU_LEFT);
	canvas_done(&c);
}

static int
start(void **state)
{
	(void)state;
	return i18n_start() ? 0 : -1;
}

static int
stop(void **state)
{
	(void)state;
	buf_done(&line);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bar_cells),
		cmocka_unit_test(test_bar_draw),
		cmocka_unit_test(test_span),
		cmocka_unit_test(test_page_layout),
		cmocka_unit_test(test_pager_search),
		cmocka_unit_test(test_menu),
	};

	return cmocka_run_group_tests_name("ui: widgets", tests, start, stop);
}
