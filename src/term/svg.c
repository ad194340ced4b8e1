/* SPDX-License-Identifier: EUPL-1.2 */
/* Colours are those of a calm light terminal; they read on a dark page too, as the picture brings
 * its own background. */
#include "pupitre/term/svg.h"

enum {
	CELL_W = 9,
	CELL_H = 19,
	BASELINE = 14, /* from the top of the row */
	MARGIN = 12,
	FONT = 15,
};

static const char *const colours[8] = {
	"#1d1f21",
	"#b3261e",
	"#2e7d32",
	"#8a5a00",
	"#1f5fa8",
	"#8b3fa0",
	"#00707a",
	"#5f6368",
};
static const char ink[] = "#1d1f21", paper[] = "#fdfdfb";

struct run {
	int row, from, to; /* cells [from, to) of one style */
	struct look look;
};

static void
add_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		switch (s.ptr[i]) {
		case '<':
			buf_addz(out, "&lt;");
			break;
		case '>':
			buf_addz(out, "&gt;");
			break;
		case '&':
			buf_addz(out, "&amp;");
			break;
		case '"':
			buf_addz(out, "&quot;");
			break;
		default:
			buf_addc(out, s.ptr[i]);
		}
	}
}

static const char *
ink_of(struct look look)
{
	return look.colour == COLOUR_DEFAULT ? ink : colours[look.colour];
}

static void
add_rect(struct buf *out, int row, int from, int to, const char *fill)
{
	buf_addf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
		MARGIN + from * CELL_W, MARGIN + row * CELL_H, (to - from) * CELL_W, CELL_H, fill);
}

/* A rule under the cells rather than text-decoration: blanks of a field show it too. */
static void
add_underline(struct buf *out, const struct run *r)
{
	buf_addf(out, "<path d=\"M%d %dh%d\" stroke=\"%s\"/>\n", MARGIN + r->from * CELL_W,
		MARGIN + r->row * CELL_H + CELL_H - 2, (r->to - r->from) * CELL_W, ink_of(r->look));
}

static bool
is_blank(const struct canvas *c, int row, int col)
{
	return strcmp(canvas_cell(c, row, col)->text, " ") == 0;
}

/* One piece of text between blanks, at its exact place and length. */
static void
add_text(struct buf *out, const struct canvas *c, const struct run *r, int from, int to)
{
	const char *fill = r->look.attributes & LOOK_REVERSE ? paper : ink_of(r->look);

	buf_addf(out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s>",
		MARGIN + from * CELL_W, MARGIN + r->row * CELL_H + BASELINE, (to - from) * CELL_W,
		fill, r->look.attributes & LOOK_BOLD ? " font-weight=\"bold\"" : "");
	for (int col = from; col < to; col++)
		add_escaped(out, str_z(canvas_cell(c, r->row, col)->text));
	buf_addz(out, "</text>\n");
}

static void
add_run(struct buf *out, const struct canvas *c, const struct run *r)
{
	if (r->look.attributes & LOOK_REVERSE)
		add_rect(out, r->row, r->from, r->to, ink_of(r->look));
	if (r->look.attributes & LOOK_UNDERLINE)
		add_underline(out, r);
	for (int col = r->from; col < r->to;) {
		int to = col;

		while (to < r->to && !is_blank(c, r->row, to))
			to++;
		if (to > col)
			add_text(out, c, r, col, to);
		col = to + 1;
	}
}

static void
add_row(struct buf *out, const struct canvas *c, enum theme theme, int row)
{
	for (int col = 0, to; col < c->cols; col = to) {
		enum style style = (enum style)canvas_cell(c, row, col)->style;

		to = col + 1;
		while (to < c->cols && canvas_cell(c, row, to)->style == style)
			to++;
		add_run(out, c, &(struct run){ row, col, to, style_look(theme, style) });
	}
}

/* The hardware cursor, as a frame around its cell. */
static void
add_cursor(struct buf *out, const struct canvas *c)
{
	buf_addf(out,
		"<rect x=\"%d.5\" y=\"%d.5\" width=\"%d\" height=\"%d\" fill=\"none\" "
		"stroke=\"#b3261e\"/>\n",
		MARGIN + c->cursor_col * CELL_W, MARGIN + c->cursor_row * CELL_H, CELL_W - 1,
		CELL_H - 1);
}

void
svg_draw(const struct canvas *c, enum theme theme, struct str title, struct buf *out)
{
	int width = c->cols * CELL_W + 2 * MARGIN, height = c->rows * CELL_H + 2 * MARGIN;

	buf_addf(out,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
		"viewBox=\"0 0 %d %d\" role=\"img\">\n<title>",
		width, height, width, height);
	add_escaped(out, title);
	buf_addf(out,
		"</title>\n<rect width=\"%d\" height=\"%d\" rx=\"6\" fill=\"%s\" "
		"stroke=\"#c8c8c4\"/>\n<g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, "
		"Consolas, monospace\" font-size=\"%d\" xml:space=\"preserve\">\n",
		width, height, paper, FONT);
	for (int row = 0; row < c->rows; row++)
		add_row(out, c, theme, row);
	add_cursor(out, c);
	buf_addz(out, "</g>\n</svg>\n");
}
