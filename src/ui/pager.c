/* SPDX-License-Identifier: EUPL-1.2 */
/* Laying out and reading a text. */
#include "pupitre/ui/pager.h"

#include <stdarg.h>

#include "pupitre/base/utf8.h"
#include "pupitre/ui/wrap.h"

enum { MARGIN = 2 }; /* columns of the sign ">" of the current line */

void
page_begin(struct page *p, struct arena *a, int columns)
{
	*p = (struct page){
		.arena = a, .columns = columns - MARGIN > 8 ? columns - MARGIN : 8, .source = -1
	};
}

static void
add_line(struct page *p, enum style style, int indent, int label, struct str text)
{
	struct page_line line = { text, (uint8_t)style, (uint8_t)indent, (uint8_t)label,
		p->source };

	ARENA_PUSH(p->arena, p->lines, p->count, p->cap, line);
}

void
page_text(struct page *p, enum style style, int indent, struct str text)
{
	struct wrap w = wrap_of(arena_str(p->arena, text));
	struct str line;

	while (wrap_next(&w, p->columns - indent, &line))
		add_line(p, style, indent, 0, line);
}

void
page_printf(struct page *p, enum style style, int indent, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	page_text(p, style, indent, str_z(arena_vprintf(p->arena, fmt, ap)));
	va_end(ap);
}

/* The label takes the first line alone when it would leave too little room for the value. */
void
page_field(struct page *p, int indent, struct str label, struct str value)
{
	struct str head = str_z(arena_printf(p->arena, "%.*s : ", STR_ARG(label)));
	int width = utf8_width(head), room = p->columns - indent - width;
	struct wrap w = wrap_of(arena_str(p->arena, value));
	struct str line;

	if (width > p->columns / 2 && utf8_width(value) > room) {
		page_text(p, STYLE_LABEL, indent, head);
		page_text(p, STYLE_NORMAL, indent + 2, value);
		return;
	}
	for (bool first = true; wrap_next(&w, room > 8 ? room : 8, &line); first = false) {
		if (first)
			add_line(p, STYLE_NORMAL, indent, width,
				str_z(arena_printf(
					p->arena, "%.*s%.*s", STR_ARG(head), STR_ARG(line))));
		else
			add_line(p, STYLE_NORMAL, indent + width, 0, line);
	}
}

void
page_blank(struct page *p)
{
	add_line(p, STYLE_NORMAL, 0, 0, STR(""));
}

void
page_heading(struct page *p, struct str text)
{
	if (p->count)
		page_blank(p);
	page_text(p, STYLE_HEADING, 0, text);
}

void
pager_show(struct pager *p, const struct page *text, int height, bool keep)
{
	int cursor = keep ? p->span.cursor : 0, top = keep ? p->span.top : 0;

	p->lines = text->lines;
	p->span = (struct span){ text->count, height, cursor, top };
	span_fit(&p->span, text->count, height);
}

static bool
line_holds(struct arena *scratch, struct str line, struct str folded)
{
	arena_reset(scratch);
	return str_find(utf8_fold(scratch, line), folded) >= 0;
}

bool
pager_find(struct pager *p, struct str folded, int direction)
{
	struct arena scratch = { 0 };
	int n = p->span.count, at = p->span.cursor;
	bool found = false;

	for (int i = 0; i < n && !found && folded.len; i++) {
		at = (at + direction + n) % n;
		found = line_holds(&scratch, p->lines[at].text, folded);
	}
	if (found)
		span_set(&p->span, at);
	arena_done(&scratch);
	return found;
}

int
pager_matches(const struct pager *p, struct str folded)
{
	struct arena scratch = { 0 };
	int count = 0;

	for (int i = 0; i < p->span.count && folded.len; i++)
		count += line_holds(&scratch, p->lines[i].text, folded);
	arena_done(&scratch);
	return count;
}

int
pager_source(const struct pager *p)
{
	return p->span.cursor >= 0 ? p->lines[p->span.cursor].source : -1;
}

static void
draw_line(struct canvas *c, int row, int col, int columns, const struct page_line *line)
{
	int indent = MARGIN + line->indent;

	canvas_text(c, row, col + indent, columns - indent, line->text, line->style);
	if (line->label) {
		canvas_style(c, row, col + indent, line->label, STYLE_LABEL);
		canvas_role(c, row, col + indent, line->label, ROLE_LABEL);
	}
}

void
pager_draw(struct canvas *c, struct area where, const struct pager *p, bool focus)
{
	for (int i = 0; i < where.rows && p->span.top + i < p->span.count; i++) {
		int row = where.row + i;

		draw_line(c, row, where.col, where.cols, &p->lines[p->span.top + i]);
		if (!focus || p->span.top + i != p->span.cursor)
			continue;
		canvas_text(c, row, where.col, 1, STR(">"), STYLE_SELECTED);
		canvas_style(c, row, where.col, where.cols, STYLE_SELECTED);
		canvas_role(c, row, where.col, where.cols, ROLE_SELECTED);
		canvas_cursor(c, row, where.col);
	}
}
