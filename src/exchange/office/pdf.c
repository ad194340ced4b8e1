/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * PDF: A4 landscape, one table a sheet, its header on each page. A table wider than a page goes on, for the same
 * rows, on the pages that follow: the main columns come first, and the one that names the row is repeated. Rows
 * are held for one page; a small table is tagged.
 *
 * Facts  in the document's keywords, "pupitre;code=value;...", all ASCII, other bytes as %XX: what the file says
 *        of itself is found again by looking for it.
 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "formats.h"
#include "pdf_bands.h"
#include "pdf_facts.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/money.h"
#include "pupitre/base/utf8.h"
#include "pupitre/exchange/book_text.h"

enum {
	PAGE_HEIGHT = 595,
	FOOT = 8,
	ROWS_MOST = 128, /* on a page: none is less than 5 points high */
	LINES_MOST = 5,
	TAGGED_MOST = 1000 /* rows: a tag stays in memory until the end */
};
/* A code is not broken: as many of these as its width, less a margin. */
#define CODE_SAMPLE "00000000000000000000"
enum { CODE_MOST = sizeof CODE_SAMPLE };
#define SUM_MOST 9999999999 /* cents: the widest sum that a column is made for */
#define FONT "DejaVu Sans, Liberation Sans, Sans"
#define WIDE_CHARACTER 4.5 /* points of a character at 7 points */

struct line { /* of the page being filled */
	struct str *texts; /* of each column of the sheet */
	double height;
	bool is_total;
};

struct book {
	const struct book_head *head;
	struct buf *out;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoLayout *layout;
	const char *font; /* of the layout */
	struct book_sheet held;
	const struct book_sheet *sheet; /* the held one; NULL: none is open */
	struct band *bands; /* COLUMNS_MOST of them */
	size_t band_count;
	struct line lines[ROWS_MOST];
	size_t line_count;
	struct arena texts; /* of the lines */
	double titles_height; /* the highest title of any column */
	double y; /* where the next line goes */
	int page, sheets_of_sheet; /* pages of the document; times that its rows filled one */
	int64_t rows, sums[COLUMNS_MOST];
	bool tagged;
};

static cairo_status_t
take(void *ctx, const unsigned char *bytes, unsigned n)
{
	buf_add(ctx, (const char *)bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

static void
set_font(struct book *b, const char *style)
{
	char name[80];
	PangoFontDescription *font;

	if (b->font && strcmp(b->font, style) == 0)
		return;
	b->font = style;
	snprintf(name, sizeof name, "%s %s", FONT, style);
	font = pango_font_description_from_string(name);
	pango_layout_set_font_description(b->layout, font);
	pango_font_description_free(font);
}

static enum status
open_pdf(const struct book_head *h, struct buf *out, struct book **book, struct err *err)
{
	struct book *b = calloc(1, sizeof *b);
	PangoAttrList *plain = pango_attr_list_new();

	(void)err;
	if (!b || !(b->bands = calloc(COLUMNS_MOST, sizeof *b->bands)))
		die("out of memory");
	b->head = h;
	b->out = out;
	b->surface = cairo_pdf_surface_create_for_stream(take, out, PAGE_WIDTH, PAGE_HEIGHT);
	b->cr = cairo_create(b->surface);
	b->layout = pango_cairo_create_layout(b->cr);
	pango_layout_set_wrap(b->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_ellipsize(b->layout, PANGO_ELLIPSIZE_END);
	pango_attr_list_insert(plain, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(b->layout, plain);
	pango_attr_list_unref(plain);
	cairo_pdf_surface_set_metadata(b->surface, CAIRO_PDF_METADATA_TITLE, h->title);
	cairo_pdf_surface_set_metadata(b->surface, CAIRO_PDF_METADATA_AUTHOR, h->author);
	cairo_pdf_surface_set_metadata(b->surface, CAIRO_PDF_METADATA_SUBJECT, h->subtitle);
	cairo_pdf_surface_set_metadata(
		b->surface, CAIRO_PDF_METADATA_CREATE_DATE, pdf_date(h->at).s);
	*book = b;
	return OK;
}

/* The height of a text in a box. Control characters have no place on paper. */
static double
lay_text(struct book *b, double width, struct str text)
{
	struct arena a = { 0 };
	struct str clean = utf8_gate(&a, text);
	int height;

	pango_layout_set_width(b->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_height(b->layout, -LINES_MOST);
	pango_layout_set_text(b->layout, clean.len ? clean.ptr : "", (int)clean.len);
	pango_layout_get_size(b->layout, NULL, &height);
	arena_done(&a);
	return (double)height / PANGO_SCALE;
}

/* From the top of its box; returns its height. */
static double
draw_text(struct book *b, double x, double y, double width, PangoAlignment align, struct str text)
{
	double height;

	pango_layout_set_alignment(b->layout, align);
	height = lay_text(b, width, text);
	cairo_move_to(b->cr, x, y);
	pango_cairo_show_layout(b->cr, b->layout);
	return height;
}

static void
rule(struct book *b, double y, double grey)
{
	cairo_set_source_rgb(b->cr, grey, grey, grey);
	cairo_set_line_width(b->cr, 0.5);
	cairo_move_to(b->cr, MARGIN, y);
	cairo_line_to(b->cr, PAGE_WIDTH - MARGIN, y);
	cairo_stroke(b->cr);
	cairo_set_source_rgb(b->cr, 0, 0, 0);
}

static PangoAlignment
align_of(const struct book_column *c)
{
	return book_is_number(c->type) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

static void
draw_foot(struct book *b, size_t band)
{
	struct arena a = { 0 };
	double y = PAGE_HEIGHT - MARGIN + 4, width = PAGE_WIDTH - 2 * MARGIN;
	const char *part = b->band_count == 1
				   ? ""
				   : arena_printf(&a, _("colonnes, partie %zu sur %zu · "),
					     band + 1, b->band_count);

	set_font(b, "6.5");
	rule(b, y - 3, 0.6);
	draw_text(b, MARGIN, y, width, PANGO_ALIGN_LEFT,
		str_z(arena_printf(&a, _("%s · exporté le %s par %s"), b->head->subtitle,
			instant_fr(b->head->at).s, b->head->author)));
	draw_text(b, MARGIN, y, width, PANGO_ALIGN_RIGHT,
		str_z(arena_printf(&a, _("%spage %d"), part, b->page)));
	arena_done(&a);
}

/* ---- columns ---- */

static void
widen(struct book *b, double *most, struct str word)
{
	int width;

	pango_layout_set_text(b->layout, word.ptr, (int)word.len);
	pango_layout_get_size(b->layout, &width, NULL);
	if ((double)width / PANGO_SCALE + 1 > *most)
		*most = (double)width / PANGO_SCALE + 1;
}

/* At least the longest word of its title, and any sum; long texts go on lines of their own. */
static double
width_wanted(struct book *b, const struct book_column *c)
{
	double most = (c->width < 28 ? c->width : 28) * WIDE_CHARACTER;
	struct str rest = str_z(c->title), word;
	bool more = true;

	set_font(b, "Bold 7");
	pango_layout_set_width(b->layout, -1);
	while (more) {
		more = str_cut(&rest, ' ', &word);
		widen(b, &most, word);
	}
	set_font(b, "7");
	if (c->type == CELL_CODE)
		widen(b, &most,
			(struct str){ CODE_SAMPLE,
				(size_t)(c->width < CODE_MOST ? c->width : CODE_MOST) - 1 });
	set_font(b, "Bold 7");
	if (c->type == CELL_MONEY)
		widen(b, &most, str_z(money_plain((struct money){ SUM_MOST }).s));
	return most;
}

/* The rows start at the same height on each page that they go on. */
static double
titles_height(struct book *b)
{
	double most = 0;

	set_font(b, "Bold 7");
	for (size_t k = 0; k < b->band_count; k++) {
		const struct band *band = &b->bands[k];

		for (size_t i = 0; i < band->count; i++) {
			double height = lay_text(
				b, band->width[i], str_z(b->sheet->columns[band->at[i]].title));

			most = height > most ? height : most;
		}
	}
	return most;
}

static void
lay_columns(struct book *b)
{
	double widths[COLUMNS_MOST];

	for (size_t i = 0; i < b->sheet->count; i++)
		widths[i] = width_wanted(b, &b->sheet->columns[i]);
	b->band_count = bands_lay(b->sheet, widths, b->bands);
	b->titles_height = titles_height(b);
}

/* ---- pages ---- */

static void
tag(struct book *b, const char *name, bool begin)
{
	if (!b->tagged)
		return;
	if (begin)
		cairo_tag_begin(b->cr, name, NULL);
	else
		cairo_tag_end(b->cr, name);
}

static const char *
title_font(const struct book *b)
{
	return b->sheets_of_sheet ? "8" : "Bold 13";
}

static struct str
title_text(const struct book *b, struct arena *a)
{
	return str_z(arena_printf(
		a, "%s%s", b->sheet->title, b->head->provisional ? _(" · PROVISOIRE") : ""));
}

/* Where the rows of the page that begins start. */
static double
top_of_rows(struct book *b)
{
	struct arena a = { 0 };
	double y = MARGIN;

	set_font(b, title_font(b));
	y += lay_text(b, PAGE_WIDTH - 2 * MARGIN, title_text(b, &a)) + GAP;
	y += b->titles_height + 5;
	set_font(b, "7");
	arena_done(&a);
	return y;
}

static void
draw_head(struct book *b, const struct band *band)
{
	struct arena a = { 0 };
	double y = MARGIN;

	set_font(b, title_font(b));
	y += draw_text(b, MARGIN, y, PAGE_WIDTH - 2 * MARGIN, PANGO_ALIGN_LEFT, title_text(b, &a)) +
	     GAP;
	arena_done(&a);
	set_font(b, "Bold 7");
	for (size_t i = 0; i < band->count; i++) {
		const struct book_column *c = &b->sheet->columns[band->at[i]];

		draw_text(b, band->left[i], y, band->width[i], align_of(c), str_z(c->title));
	}
	rule(b, top_of_rows(b) - 3, 0);
}

static void
draw_line(struct book *b, const struct band *band, const struct line *l, double y)
{
	set_font(b, l->is_total ? "Bold 7" : "7");
	tag(b, "TR", true);
	for (size_t i = 0; i < band->count; i++) {
		struct str text = l->texts[band->at[i]];

		tag(b, "TD", true);
		if (text.len)
			draw_text(b, band->left[i], y, band->width[i],
				align_of(&b->sheet->columns[band->at[i]]), text);
		tag(b, "TD", false);
	}
	tag(b, "TR", false);
	rule(b, y + l->height + 1.5, 0.85);
}

/* No column of these pages has a sum: their line of sums would be blank. */
static bool
is_blank(const struct band *band, const struct line *l)
{
	for (size_t i = 0; i < band->count; i++)
		if (l->texts[band->at[i]].len)
			return false;
	return true;
}

static void
draw_band(struct book *b, size_t k)
{
	double y = top_of_rows(b);

	if (b->page++)
		cairo_show_page(b->cr);
	draw_foot(b, k);
	draw_head(b, &b->bands[k]);
	tag(b, "Table", true);
	for (size_t i = 0; i < b->line_count; i++) {
		const struct line *l = &b->lines[i];

		if (!l->is_total || !is_blank(&b->bands[k], l))
			draw_line(b, &b->bands[k], l, y);
		y += l->height + 2;
	}
	tag(b, "Table", false);
}

/* The rows that are held, on as many pages as their columns take. */
static void
draw_held(struct book *b)
{
	for (size_t k = 0; k < b->band_count; k++)
		draw_band(b, k);
	b->sheets_of_sheet++;
	b->line_count = 0;
	arena_reset(&b->texts);
	b->y = top_of_rows(b);
}

/* An amount on paper has groups: "12 345,67". */
static void
add_cell(struct buf *out, const struct book_column *c, const struct book_cell *cell)
{
	if (cell->is && c->type == CELL_MONEY)
		buf_addz(out, money_plain((struct money){ cell->n }).s);
	else
		book_add_office(out, c, cell);
}

static struct str *
texts_of(struct book *b, const struct book_cell *cells)
{
	struct str *texts = ARENA_ARRAY(&b->texts, struct str, b->sheet->count);
	struct buf text = { 0 };

	for (size_t i = 0; i < b->sheet->count; i++) {
		buf_clear(&text);
		add_cell(&text, &b->sheet->columns[i], &cells[i]);
		texts[i] = arena_str(&b->texts, buf_str(&text));
	}
	buf_done(&text);
	return texts;
}

static double
highest(struct book *b, const struct str *texts)
{
	double most = lay_text(b, PAGE_WIDTH, STR(""));

	for (size_t k = 0; k < b->band_count; k++) {
		const struct band *band = &b->bands[k];

		for (size_t i = 0; i < band->count; i++) {
			struct str text = texts[band->at[i]];
			double height = text.len ? lay_text(b, band->width[i], text) : 0;

			most = height > most ? height : most;
		}
	}
	return most;
}

static void
hold_line(struct book *b, const struct book_cell *cells, bool is_total)
{
	struct line l = { .is_total = is_total };

	set_font(b, is_total ? "Bold 7" : "7");
	l.height = highest(b, texts_of(b, cells));
	if (b->line_count == ROWS_MOST ||
		(b->line_count && b->y + l.height > PAGE_HEIGHT - MARGIN - FOOT))
		draw_held(b);
	l.texts = texts_of(b, cells);
	b->lines[b->line_count++] = l;
	b->y += l.height + 2;
}

/* The sums of the columns that have one. */
static void
end_sheet(struct book *b)
{
	struct book_cell cells[COLUMNS_MOST] = { 0 };
	size_t key;

	if (!b->sheet)
		return;
	if (b->sheet->total && b->rows) {
		for (size_t i = 0; i < b->sheet->count; i++)
			cells[i] = (struct book_cell){ .is = b->sheet->columns[i].sum,
				.n = b->sums[i] };
		key = b->bands[0].at[0];
		if (!cells[key].is && !book_is_number(b->sheet->columns[key].type))
			cells[key] = (struct book_cell){ .is = true, .text = str_z(_("Total")) };
		hold_line(b, cells, true);
	}
	draw_held(b);
	b->sheet = NULL;
}

static enum status
sheet_pdf(struct book *b, const struct book_sheet *s, struct err *err)
{
	if (s->count > COLUMNS_MOST)
		return err_set(err, ERR_INPUT, _("le PDF a au plus %d colonnes"), COLUMNS_MOST);
	end_sheet(b);
	b->held = *s;
	b->sheet = &b->held;
	b->rows = 0;
	b->sheets_of_sheet = 0;
	memset(b->sums, 0, sizeof b->sums);
	b->tagged = s->rows <= TAGGED_MOST;
	lay_columns(b);
	b->y = top_of_rows(b);
	return OK;
}

static enum status
row_pdf(struct book *b, const struct book_cell *cells, struct err *err)
{
	(void)err;
	hold_line(b, cells, false);
	b->rows++;
	for (size_t i = 0; i < b->sheet->count; i++)
		b->sums[i] += cells[i].is ? cells[i].n : 0;
	return OK;
}

static void
drop_pdf(struct book *b)
{
	g_object_unref(b->layout);
	cairo_destroy(b->cr);
	cairo_surface_finish(b->surface);
	cairo_surface_destroy(b->surface);
	arena_done(&b->texts);
	free(b->bands);
	free(b);
}

static enum status
close_pdf(struct book *b, struct err *err)
{
	struct buf facts = { 0 };
	cairo_status_t status;

	end_sheet(b);
	pdf_add_facts(&facts, b->head->facts, b->head->fact_count);
	buf_addc(&facts, '\0');
	cairo_pdf_surface_set_metadata(b->surface, CAIRO_PDF_METADATA_KEYWORDS, facts.ptr);
	buf_done(&facts);
	cairo_show_page(b->cr);
	status = cairo_status(b->cr);
	drop_pdf(b);
	if (status == CAIRO_STATUS_SUCCESS)
		return OK;
	return err_set(err, ERR_SYSTEM, _("le PDF n'a pas pu être dessiné : %s"),
		cairo_status_to_string(status));
}

const struct book_format office_pdf = {
	.code = "pdf",
	.office = true,
	.many = false,
	.open = open_pdf,
	.sheet = sheet_pdf,
	.row = row_pdf,
	.close = close_pdf,
	.drop = drop_pdf,
	.facts = pdf_facts,
};
