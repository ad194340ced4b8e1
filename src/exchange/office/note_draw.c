/* SPDX-License-Identifier: EUPL-1.2 */
#include "note_draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pupitre/base/money.h"

enum {
	LABEL_WIDTH = 170,
	FIGURE_WIDTH = 110,
	BAR_HEIGHT = 9,
	BAR_STEP = 13,
	BARS_MOST = 14,
	COLUMNS_HEIGHT = 90
};

static const double colours[NOTE_PARTS][3] = { { 0.10, 0.36, 0.63 }, { 0.86, 0.47, 0.12 },
	{ 0.80, 0.82, 0.85 } };

void
sketch_open(struct sketch *s, cairo_t *cr, double x, double y, double width)
{
	*s = (struct sketch){ cr, pango_cairo_create_layout(cr), x, y, width };
	pango_layout_set_wrap(s->layout, PANGO_WRAP_WORD_CHAR);
}

void
sketch_done(struct sketch *s)
{
	g_object_unref(s->layout);
}

/* Returns its height. */
static double
put(struct sketch *s, double x, double y, double width, PangoAlignment align, const char *font,
	const char *text)
{
	char name[80];
	PangoFontDescription *f;
	int height;

	snprintf(name, sizeof name, "DejaVu Sans, Liberation Sans, Sans %s", font);
	f = pango_font_description_from_string(name);
	pango_layout_set_font_description(s->layout, f);
	pango_font_description_free(f);
	pango_layout_set_width(s->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_alignment(s->layout, align);
	pango_layout_set_text(s->layout, text, -1);
	pango_layout_get_size(s->layout, NULL, &height);
	cairo_set_source_rgb(s->cr, 0, 0, 0);
	cairo_move_to(s->cr, x, y);
	pango_cairo_show_layout(s->cr, s->layout);
	return (double)height / PANGO_SCALE;
}

void
sketch_text(struct sketch *s, const char *font, const char *text)
{
	s->y += put(s, s->x, s->y, s->width, PANGO_ALIGN_LEFT, font, text) + 5;
}

static void
box(struct sketch *s, int part, double x, double y, double width, double height)
{
	cairo_set_source_rgb(s->cr, colours[part][0], colours[part][1], colours[part][2]);
	cairo_rectangle(s->cr, x, y, width, height);
	cairo_fill(s->cr);
}

static void
draw_legend(struct sketch *s, const char *const *legend)
{
	double x = s->x;

	for (int i = 0; i < NOTE_PARTS && legend[i]; i++) {
		box(s, i, x, s->y + 2, 8, 8);
		put(s, x + 12, s->y, 110, PANGO_ALIGN_LEFT, "7.5", legend[i]);
		x += 125;
	}
	s->y += 15;
}

static int64_t
sum_of(const struct note_bar *b)
{
	int64_t sum = 0;

	for (int i = 0; i < NOTE_PARTS; i++)
		sum += b->parts[i] > 0 ? b->parts[i] : 0;
	return sum;
}

static int
largest_first(const void *x, const void *y)
{
	const struct note_bar *a = x, *b = y;
	int64_t m = sum_of(a), n = sum_of(b);

	return m != n ? (m < n ? 1 : -1) : strcmp(a->label, b->label);
}

static void
draw_bar(struct sketch *s, const struct note_bar *b, int64_t most, bool money)
{
	double x = s->x + LABEL_WIDTH + 6, room = s->width - LABEL_WIDTH - FIGURE_WIDTH - 12;
	char figure[96];

	pango_layout_set_ellipsize(s->layout, PANGO_ELLIPSIZE_END);
	put(s, s->x, s->y, LABEL_WIDTH, PANGO_ALIGN_LEFT, "7.5", b->label);
	pango_layout_set_ellipsize(s->layout, PANGO_ELLIPSIZE_NONE);
	for (int i = 0; i < NOTE_PARTS; i++) {
		double width =
			most > 0 && b->parts[i] > 0 ? room * (double)b->parts[i] / (double)most : 0;

		box(s, i, x, s->y + 1, width, BAR_HEIGHT);
		x += width;
	}
	if (money)
		snprintf(figure, sizeof figure, "%lld %%, %s",
			(long long)(sum_of(b) > 0
					    ? (200 * b->parts[0] + sum_of(b)) / (2 * sum_of(b))
					    : 0),
			money_text((struct money){ b->parts[0] }).s);
	else
		snprintf(figure, sizeof figure, "%lld", (long long)sum_of(b));
	put(s, s->x + s->width - FIGURE_WIDTH, s->y, FIGURE_WIDTH, PANGO_ALIGN_RIGHT, "7.5",
		figure);
	s->y += BAR_STEP;
}

void
sketch_bars(struct sketch *s, const char *title, const struct note_table *t,
	const char *const *legend, bool money)
{
	struct note_table sorted = *t;

	qsort(sorted.bars, sorted.count, sizeof sorted.bars[0], largest_first);
	sketch_text(s, "Bold 9.5", title);
	draw_legend(s, legend);
	for (size_t i = 0; i < sorted.count && i < BARS_MOST; i++)
		draw_bar(s, &sorted.bars[i], sum_of(&sorted.bars[0]), money);
	s->y += 12;
}

void
sketch_columns(struct sketch *s, const char *title, const int64_t *values, size_t count, int parts,
	const char *const *legend, void (*label)(void *ctx, size_t i, char out[16]), void *ctx)
{
	double step = count ? s->width / (double)count : 0, width = step * 0.8 / parts;
	int64_t most = 1;
	char text[16];

	for (size_t i = 0; i < count * (size_t)parts; i++)
		most = values[i] > most ? values[i] : most;
	sketch_text(s, "Bold 9.5", title);
	draw_legend(s, legend);
	s->y += 10;
	for (size_t i = 0; i < count; i++) {
		for (int p = 0; p < parts; p++) {
			int64_t v = values[i * (size_t)parts + (size_t)p];
			double height = COLUMNS_HEIGHT * (double)v / (double)most,
			       x = s->x + step * (double)i + width * p;

			box(s, p, x, s->y + COLUMNS_HEIGHT - height, width, height);
			snprintf(text, sizeof text, "%lld", (long long)v);
			if (v && width > 14)
				put(s, x, s->y + COLUMNS_HEIGHT - height - 11, width,
					PANGO_ALIGN_CENTER, "7", text);
		}
		label(ctx, i, text);
		put(s, s->x + step * (double)i - 4, s->y + COLUMNS_HEIGHT + 2, step + 4,
			PANGO_ALIGN_CENTER, "6.5", text);
	}
	s->y += COLUMNS_HEIGHT + 24;
}
