/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/term/canvas.h"

#include <stdlib.h>

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

static const struct cell blank = { .text = " ", .width = 1 };

/* A clipped stretch of one row, in absolute coordinates. */
struct span {
	int row, from, to; /* cells [from, to); empty when from >= to */
};

static int
clamp(int v, int low, int high)
{
	return v < low ? low : v > high ? high : v;
}

static struct cell *
cell_at(const struct canvas *c, int row, int col)
{
	return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

static struct span
span_of(const struct canvas *c, int row, int col, int columns)
{
	const struct area *a = &c->area;

	if (row < 0 || row >= a->rows || columns <= 0 || col >= a->cols)
		return (struct span){ 0, 0, 0 };
	if (columns > a->cols - col)
		columns = a->cols - col;
	return (struct span){ a->row + row, a->col + (col < 0 ? 0 : col), a->col + col + columns };
}

/* Writing on one half of a wide character blanks the other: no half is ever left alone. */
static void
unpair(struct canvas *c, int row, int col)
{
	struct cell *at = cell_at(c, row, col);

	if (at->width == 0 && col > 0) {
		memcpy(at[-1].text, " ", 2);
		at[-1].width = 1;
	}
	if (at->width == 2 && col + 1 < c->cols) {
		memcpy(at[1].text, " ", 2);
		at[1].width = 1;
	}
	at->width = 1;
}

/* A cluster is at most a character and three marks of four bytes each (utf8.h), which fits. */
static void
put(struct canvas *c, int row, int col, struct str text, int width, enum style style)
{
	struct cell *at = cell_at(c, row, col);

	if (at->width != 1)
		unpair(c, row, col);
	if (width == 2)
		unpair(c, row, col + 1);
	*at = (struct cell){ .text = { text.ptr[0] },
		.width = (uint8_t)width,
		.style = (uint8_t)style,
		.role = at->role };
	if (text.len > 1)
		memcpy(at->text, text.ptr, text.len < CELL_BYTES ? text.len : 1);
	if (width == 2)
		at[1] = (struct cell){ .style = (uint8_t)style, .role = at[1].role };
}

static int
put_gated(struct canvas *c, int row, int col, int columns, struct str s, enum style style)
{
	struct span span = span_of(c, row, col, columns);
	int at = c->area.col + col, start = at;

	while (s.len) {
		int width;
		size_t bytes = utf8_cluster(s, &width);
		struct str cluster = { s.ptr, bytes };

		if (at + width > span.to)
			break;
		if (at >= span.from && width > 0)
			put(c, span.row, at, cluster, width, style);
		at += width;
		s = (struct str){ s.ptr + bytes, s.len - bytes };
	}
	return at - start;
}

void
canvas_init(struct canvas *c, int rows, int cols)
{
	*c = (struct canvas){ 0 };
	canvas_resize(c, rows, cols);
}

void
canvas_resize(struct canvas *c, int rows, int cols)
{
	c->rows = rows < 1 ? 1 : rows;
	c->cols = cols < 1 ? 1 : cols;
	free(c->cells);
	c->cells = calloc((size_t)c->rows * (size_t)c->cols, sizeof(*c->cells));
	if (!c->cells)
		die(_("mémoire insuffisante"));
	canvas_clear(c);
}

void
canvas_clear(struct canvas *c)
{
	for (size_t i = 0; i < (size_t)c->rows * (size_t)c->cols; i++)
		c->cells[i] = blank;
	c->area = (struct area){ 0, 0, c->rows, c->cols };
	c->cursor_row = c->cursor_col = 0;
	arena_reset(&c->scratch);
}

void
canvas_done(struct canvas *c)
{
	free(c->cells);
	arena_done(&c->scratch);
	*c = (struct canvas){ 0 };
}

struct area
canvas_enter(struct canvas *c, struct area part)
{
	struct area before = c->area;
	int top = clamp(part.row, 0, before.rows), left = clamp(part.col, 0, before.cols);
	int bottom = clamp(part.row + part.rows, top, before.rows);
	int right = clamp(part.col + part.cols, left, before.cols);

	c->area = (struct area){ before.row + top, before.col + left, bottom - top, right - left };
	return before;
}

void
canvas_leave(struct canvas *c, struct area before)
{
	c->area = before;
}

int
canvas_text(struct canvas *c, int row, int col, int columns, struct str s, enum style style)
{
	return put_gated(c, row, col, columns, utf8_gate(&c->scratch, s), style);
}

void
canvas_pad(struct canvas *c, int row, int col, int columns, enum align align, struct str s,
	enum style style)
{
	struct str text = utf8_shorten(&c->scratch, utf8_gate(&c->scratch, s), columns);
	int left = align == ALIGN_LEFT ? 0 : columns - utf8_width(text), end;

	if (align == ALIGN_CENTRE)
		left /= 2;
	left = left < 0 ? 0 : left;
	canvas_fill(c, row, col, left, style);
	end = left + put_gated(c, row, col + left, columns - left, text, style);
	canvas_fill(c, row, col + end, columns - end, style);
}

int
canvas_printf(
	struct canvas *c, int row, int col, int columns, enum style style, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	char *text = arena_vprintf(&c->scratch, fmt, ap);
	va_end(ap);
	return canvas_text(c, row, col, columns, str_z(text), style);
}

static void
repeat(struct canvas *c, struct span span, struct str one, enum style style)
{
	for (int col = span.from; col < span.to; col++)
		put(c, span.row, col, one, 1, style);
}

void
canvas_fill(struct canvas *c, int row, int col, int columns, enum style style)
{
	repeat(c, span_of(c, row, col, columns), STR(" "), style);
}

void
canvas_line(struct canvas *c, int row, int col, int columns, enum style style)
{
	repeat(c, span_of(c, row, col, columns), STR("─"), style);
}

void
canvas_style(struct canvas *c, int row, int col, int columns, enum style style)
{
	struct span span = span_of(c, row, col, columns);

	for (int at = span.from; at < span.to; at++)
		cell_at(c, span.row, at)->style = (uint8_t)style;
}

void
canvas_role(struct canvas *c, int row, int col, int columns, enum role role)
{
	struct span span = span_of(c, row, col, columns);

	for (int at = span.from; at < span.to; at++)
		cell_at(c, span.row, at)->role = (uint8_t)role;
}

void
canvas_cursor(struct canvas *c, int row, int col)
{
	c->cursor_row = clamp(c->area.row + row, 0, c->rows - 1);
	c->cursor_col = clamp(c->area.col + col, 0, c->cols - 1);
}

const struct cell *
canvas_cell(const struct canvas *c, int row, int col)
{
	return cell_at(c, row, col);
}
