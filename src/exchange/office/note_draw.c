/* SPDX-License-Identifier: EUPL-1.2 */
#include "note_draw.h"

#include <stdio.h>
#include <string.h>

#include "pupitre/base/i18n.h"
#include "pupitre/base/money.h"

enum {
	LABEL_WIDTH = 172,
	COUNT_WIDTH = 34,
	MONEY_WIDTH = 80,
	NAME_WIDTH = 132, /* of an envelope */
	AMOUNT_WIDTH = 86,
	GAP = 6,
	LEGEND_STEP = 118,
	LEGEND_HEIGHT = 14,
	DEPTH_WIDTH = 10,
	LABEL_LINES = 2,
	TILE_GAP = 7,
	TILE_HEIGHT = 40
};

#define SMALL "7.5"
#define SMALL_BOLD "Bold 7.5"

enum colour { DARK, ORANGE, PALE, INK, GREY, WASH };
static const double colours[][3] = { [DARK] = { 0.10, 0.36, 0.63 },
	[ORANGE] = { 0.86, 0.47, 0.12 },
	[PALE] = { 0.80, 0.82, 0.85 },
	[INK] = { 0, 0, 0 },
	[GREY] = { 0.35, 0.37, 0.40 },
	[WASH] = { 0.94, 0.95, 0.97 } };

void
sketch_open(struct sketch *s, cairo_t *cr, double x, double y, double width)
{
	*s = (struct sketch){ .cr = cr, .x = x, .y = y, .width = width };
	s->layout = pango_cairo_create_layout(cr);
	pango_layout_set_wrap(s->layout, PANGO_WRAP_WORD_CHAR);
}

void
sketch_done(struct sketch *s)
{
	g_object_unref(s->layout);
}

static void
paint(struct sketch *s, enum colour c)
{
	cairo_set_source_rgb(s->cr, colours[c][0], colours[c][1], colours[c][2]);
}

static void
box(struct sketch *s, enum colour c, double x, double y, double width, double height)
{
	paint(s, c);
	cairo_rectangle(s->cr, x, y, width, height);
	cairo_fill(s->cr);
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
	cairo_move_to(s->cr, x, y);
	pango_cairo_show_layout(s->cr, s->layout);
	return (double)height / PANGO_SCALE;
}

/* A name that somebody wrote: two lines hold what is worth reading. */
static double
put_label(struct sketch *s, double x, double width, const char *text)
{
	double height;

	pango_layout_set_ellipsize(s->layout, PANGO_ELLIPSIZE_END);
	pango_layout_set_height(s->layout, -LABEL_LINES);
	height = put(s, x, s->y, width, PANGO_ALIGN_LEFT, SMALL, text);
	pango_layout_set_ellipsize(s->layout, PANGO_ELLIPSIZE_NONE);
	pango_layout_set_height(s->layout, -1);
	return height;
}

static void
put_right(struct sketch *s, double right, double width, const char *font, const char *text)
{
	put(s, right - width, s->y, width, PANGO_ALIGN_RIGHT, font, text);
}

static void
say(struct sketch *s, const char *label, const char *what)
{
	if (s->alt)
		buf_addf(s->alt, "%s%s : %s", s->alt->len ? " ; " : "", label, what);
}

void
sketch_text(struct sketch *s, const char *font, const char *text)
{
	paint(s, INK);
	s->y += put(s, s->x, s->y, s->width, PANGO_ALIGN_LEFT, font, text) + 4;
}

void
sketch_tiles(struct sketch *s, const struct sketch_tile tiles[SKETCH_TILES])
{
	double step = (s->width + TILE_GAP) / SKETCH_TILES, width = step - TILE_GAP;

	for (int i = 0; i < SKETCH_TILES; i++) {
		double x = s->x + step * i;

		box(s, WASH, x, s->y, width, TILE_HEIGHT);
		box(s, DARK, x, s->y, 2, TILE_HEIGHT);
		paint(s, INK);
		put(s, x + 8, s->y + 6, width - 10, PANGO_ALIGN_LEFT, "Bold 9.5", tiles[i].figure);
		paint(s, GREY);
		put(s, x + 8, s->y + 23, width - 10, PANGO_ALIGN_LEFT, SMALL, tiles[i].label);
	}
	s->y += TILE_HEIGHT + 10;
}

/* ---- bars ---- */

static double
bar_step(const struct sketch *s)
{
	return 11.5 + 4 * s->ease;
}

static double
bar_height(const struct sketch *s)
{
	double height = bar_step(s) - 4;

	return height < 11 ? height : 11;
}

static void
draw_legend(struct sketch *s, const char *const *legend)
{
	double x = s->x;

	for (int i = 0; i < NOTE_PARTS && legend[i]; i++) {
		box(s, (enum colour)i, x, s->y + 1.5, 7, 7);
		paint(s, GREY);
		put(s, x + 11, s->y, LEGEND_STEP - 14, PANGO_ALIGN_LEFT, SMALL, legend[i]);
		x += LEGEND_STEP;
	}
}

static int64_t
dossiers_of(const struct note_bar *b)
{
	int64_t sum = 0;

	for (int i = 0; i < NOTE_PARTS; i++)
		sum += b->parts[i];
	return sum;
}

/* What there is to read beside a bar, and instead of it. */
static void
put_figures(struct sketch *s, const struct note_bar *b, const char *const *legend)
{
	double right = s->x + s->width;
	struct buf words = { 0 };
	char n[24];

	snprintf(n, sizeof n, "%lld", (long long)dossiers_of(b));
	buf_addz(&words, n);
	paint(s, INK);
	put_right(s, legend ? right - MONEY_WIDTH : right, COUNT_WIDTH, SMALL_BOLD, n);
	if (legend)
		put_right(s, right, MONEY_WIDTH, SMALL,
			b->cents ? money_text((struct money){ b->cents }).s : "—");
	for (int i = 0; legend && i < NOTE_PARTS && legend[i]; i++)
		buf_addf(&words, ", %lld %s", (long long)b->parts[i], legend[i]);
	say(s, b->label, words.ptr);
	buf_done(&words);
}

static void
draw_bar(struct sketch *s, const struct note_bar *b, int64_t most, const char *const *legend)
{
	double x = s->x + LABEL_WIDTH + GAP, thick = bar_height(s),
	       room = s->width - LABEL_WIDTH - COUNT_WIDTH - (legend ? MONEY_WIDTH : 0) - 2 * GAP,
	       height;

	paint(s, INK);
	height = put_label(s, s->x, LABEL_WIDTH, b->label);
	for (int i = 0; i < NOTE_PARTS; i++) {
		double width = most > 0 ? room * (double)b->parts[i] / (double)most : 0;

		box(s, legend ? (enum colour)i : DARK, x, s->y + 1, width, thick);
		x += width;
	}
	put_figures(s, b, legend);
	s->y += height + 2 > bar_step(s) ? height + 2 : bar_step(s);
}

void
sketch_bars(struct sketch *s, const struct note_bar *bars, size_t count, const char *const *legend)
{
	double right = s->x + s->width;
	int64_t most = 0;

	for (size_t i = 0; i < count; i++)
		most = dossiers_of(&bars[i]) > most ? dossiers_of(&bars[i]) : most;
	if (legend) {
		draw_legend(s, legend);
		paint(s, GREY);
		put_right(s, right - MONEY_WIDTH, 2 * COUNT_WIDTH, SMALL, _("dossiers"));
		put_right(s, right, MONEY_WIDTH, SMALL, _("accordé"));
		s->y += LEGEND_HEIGHT;
	}
	for (size_t i = 0; i < count; i++)
		draw_bar(s, &bars[i], most, legend);
}

/* ---- envelopes ---- */

static void
put_amounts(struct sketch *s, const char *font, const char *const texts[3])
{
	double right = s->x + NAME_WIDTH + AMOUNT_WIDTH;

	for (int i = 0; i < 3; i++, right += AMOUNT_WIDTH)
		put_right(s, right, AMOUNT_WIDTH, font, texts[i]);
}

static void
draw_envelope(struct sketch *s, const struct note_envelope *e)
{
	double x = s->x + NAME_WIDTH + 3 * AMOUNT_WIDTH + 3 * GAP, thick = bar_height(s),
	       right = s->x + s->width, room = right - x - COUNT_WIDTH, indent, height, part;
	const struct number_text amount = money_text((struct money){ e->amount }),
				 awarded = money_text((struct money){ e->awarded }),
				 left = money_text((struct money){ e->left });
	const char *const texts[3] = { amount.s, awarded.s, left.s };
	char rate[24];

	part = e->amount > 0 ? (double)e->awarded / (double)e->amount : 0;
	part = part < 0 ? 0 : part > 1 ? 1 : part;
	indent = DEPTH_WIDTH * (e->depth < 4 ? e->depth : 4);
	snprintf(rate, sizeof rate, "%lld %%",
		(long long)(e->amount > 0 ? (200 * e->awarded + e->amount) / (2 * e->amount) : 0));
	paint(s, INK);
	height = put_label(s, s->x + indent, NAME_WIDTH - indent, e->label);
	put_amounts(s, e->depth ? SMALL : SMALL_BOLD, texts);
	put_right(s, right, COUNT_WIDTH, SMALL_BOLD, rate);
	box(s, PALE, x, s->y + 1, room, thick);
	box(s, DARK, x, s->y + 1, room * part, thick);
	say(s, e->label, texts[0]);
	if (s->alt)
		buf_addf(s->alt, _(", accordé %s, reste %s"), texts[1], texts[2]);
	s->y += height + 2 > bar_step(s) ? height + 2 : bar_step(s);
}

void
sketch_envelopes(struct sketch *s, const struct note_envelope *list, size_t count, size_t most)
{
	const char *const titles[3] = { _("montant"), _("accordé"), _("reste à attribuer") };
	size_t kept = count > most ? most - 1 : count;
	char text[96];

	paint(s, GREY);
	put(s, s->x, s->y, NAME_WIDTH, PANGO_ALIGN_LEFT, SMALL, _("enveloppe"));
	put_amounts(s, SMALL, titles);
	put_right(s, s->x + s->width, AMOUNT_WIDTH, SMALL, _("part accordée"));
	s->y += LEGEND_HEIGHT;
	for (size_t i = 0; i < kept; i++)
		draw_envelope(s, &list[i]);
	if (kept == count)
		return;
	snprintf(text, sizeof text, _("et %zu autres enveloppes, dans le tableau des enveloppes"),
		count - kept);
	paint(s, GREY);
	s->y += put(s, s->x, s->y, s->width, PANGO_ALIGN_LEFT, SMALL, text) + 2;
}

/* ---- awards ---- */

void
sketch_awards(struct sketch *s, const struct note_award *list, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct number_text amount = money_text((struct money){ list[i].cents });
		double height;

		paint(s, INK);
		height = put_label(s, s->x, s->width - MONEY_WIDTH - GAP, list[i].label);
		put_right(s, s->x + s->width, MONEY_WIDTH, SMALL_BOLD, amount.s);
		say(s, list[i].label, amount.s);
		s->y += height + 2 > bar_step(s) ? height + 2 : bar_step(s);
	}
}

/* ---- columns ---- */

static void
draw_group(struct sketch *s, const int64_t *values, int parts, int64_t most, double x, double step)
{
	double height = 78 + 50 * s->ease, width = step * 0.8 / parts;
	char text[24];

	for (int p = 0; p < parts; p++, x += width) {
		double high = height * (double)values[p] / (double)most;

		box(s, (enum colour)p, x, s->y + height - high, width, high);
		snprintf(text, sizeof text, "%lld", (long long)values[p]);
		paint(s, INK);
		if (values[p] && width > 8)
			put(s, x - width, s->y + height - high - 10, 3 * width, PANGO_ALIGN_CENTER,
				"6.5", text);
	}
}

static void
say_group(struct sketch *s, const int64_t *values, int parts, const char *const *legend,
	const char *label)
{
	struct buf words = { 0 };

	for (int p = 0; p < parts; p++)
		buf_addf(&words, "%s%lld %s", p ? ", " : "", (long long)values[p], legend[p]);
	say(s, label, words.ptr);
	buf_done(&words);
}

void
sketch_columns(struct sketch *s, const int64_t *values, size_t count, int parts,
	const char *const *legend, const char (*labels)[16])
{
	double step = s->width / (double)(count < 6 ? 6 : count), height = 78 + 50 * s->ease;
	int64_t most = 1;

	for (size_t i = 0; i < count * (size_t)parts; i++)
		most = values[i] > most ? values[i] : most;
	draw_legend(s, legend);
	s->y += LEGEND_HEIGHT + 8;
	for (size_t i = 0; i < count; i++) {
		const int64_t *group = values + i * (size_t)parts;
		double x = s->x + step * (double)i;

		draw_group(s, group, parts, most, x, step);
		paint(s, GREY);
		put(s, x - 4, s->y + height + 2, step * 0.8 + 8, PANGO_ALIGN_CENTER, "6.5",
			labels[i]);
		say_group(s, group, parts, legend, labels[i]);
	}
	s->y += height + 14;
}
