/* SPDX-License-Identifier: EUPL-1.2 */
/* Menus: states to move to, motives, proposals of the palette. */
#include "pupitre/ui/menu.h"

#include "pupitre/base/utf8.h"

void
menu_open(struct menu *m, const char *title, struct menu_item *items, int count, int selected)
{
	*m = (struct menu){ title, items, { 0 } };
	span_fit(&m->span, count, count < MENU_ROWS ? count : MENU_ROWS);
	span_set(&m->span, selected);
}

static enum menu_result
moved(struct menu *m, int delta)
{
	span_move(&m->span, delta);
	return MENU_MOVED;
}

enum menu_result
menu_key(struct menu *m, const struct key *key)
{
	switch (key->code) {
	case KEY_UP:
	case KEY_BACKTAB:
		return moved(m, -1);
	case KEY_DOWN:
	case KEY_TAB:
		return moved(m, 1);
	case KEY_PGUP:
	case KEY_HOME:
		return moved(m, key->code == KEY_HOME ? -m->span.count : -MENU_ROWS);
	case KEY_PGDN:
	case KEY_END:
		return moved(m, key->code == KEY_END ? m->span.count : MENU_ROWS);
	case KEY_ENTER:
		return m->span.count ? MENU_CHOSEN : MENU_LEFT;
	case KEY_ESC:
		return MENU_LEFT;
	case KEY_CHAR:
		if (key->cp == 'j' || key->cp == 'k')
			return moved(m, key->cp == 'j' ? 1 : -1);
		return key->cp == 'q' ? MENU_LEFT : MENU_IGNORED;
	default:
		return MENU_IGNORED;
	}
}

int
menu_height(const struct menu *m)
{
	return m->span.height + 1;
}

static int
label_width(const struct menu *m)
{
	int widest = 0;

	for (int i = 0; i < m->span.count; i++) {
		int w = utf8_width(m->items[i].label);

		widest = w > widest ? w : widest;
	}
	return widest;
}

void
menu_draw(struct canvas *c, struct area where, const struct menu *m, bool focus)
{
	int first = where.row + where.rows - menu_height(m), width = label_width(m);

	width = width > where.cols - 4 ? where.cols - 4 : width;
	canvas_line(c, first, where.col, where.cols, STYLE_RULE);
	canvas_printf(c, first, where.col + 2, where.cols - 4, STYLE_HEADING, " %.*s ",
		STR_ARG(utf8_shorten(&c->scratch, str_z(m->title), where.cols - 6)));
	for (int i = 0; i < m->span.height; i++) {
		int row = first + 1 + i, at = m->span.top + i;
		bool here = at == m->span.cursor;
		enum style style = here ? STYLE_SELECTED : STYLE_NORMAL;

		canvas_fill(c, row, where.col, where.cols, style);
		canvas_role(c, row, where.col, where.cols, ROLE_NONE);
		if (at >= m->span.count)
			continue;
		canvas_text(c, row, where.col, 2, here ? STR("> ") : STR("  "), style);
		canvas_text(c, row, where.col + 2, width, m->items[at].label, style);
		canvas_pad(c, row, where.col + width + 4, where.cols - width - 5, ALIGN_LEFT,
			m->items[at].detail, style);
		if (!here || !focus)
			continue;
		canvas_role(c, row, where.col, where.cols, ROLE_SELECTED);
		canvas_cursor(c, row, where.col);
	}
}
