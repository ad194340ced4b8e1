/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * PDF: A4 landscape, one table a sheet, its header on each page. Columns that do not fit on the page are left
 * out and named under the title: what is printed is to be read. Rows stream; a small table is tagged.
 *
 * Facts  in the document's keywords, "pupitre;code=value;...", all ASCII, other bytes as %XX: what the file says
 *        of itself is found again by looking for it.
 */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "formats.h"
#include "pdf_facts.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/money.h"
#include "pupitre/base/utf8.h"
#include "pupitre/exchange/book_text.h"

enum {
	PAGE_WIDTH = 842,
	PAGE_HEIGHT = 595,
	MARGIN = 34,
	FOOT = 8,
	GAP = 6,
	COLUMNS_MOST = 64,
	LINES_MOST = 5,
	TAGGED_MOST = 1000 /* rows: a tag stays in memory until the end */
};
#define FONT "DejaVu Sans, Liberation Sans, Sans"
#define WIDE_CHARACTER 4.5 /* points of a character at 7 points */

struct book {
	const struct book_head *head;
	struct buf *out;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoLayout *layout;
	struct book_sheet held;
	const struct book_sheet *sheet; /* the held one; NULL: none is open */
	double left[COLUMNS_MOST], width[COLUMNS_MOST];
	size_t at[COLUMNS_MOST]; /* which of the sheet's */
	size_t columns; /* that fit */
	double y;
	int page, pages_of_sheet;
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
	if (!b)
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
		b->surface, CAIRO_PDF_METADATA_CREATE_DATE, instant_utc(h->at).s);
	*book = b;
	return OK;
}

/* A text in a box, from its top; returns its height. Control characters have no place on paper. */
static double
draw_text(struct book *b, double x, double y, double width, PangoAlignment align, struct str text)
{
	struct arena a = { 0 };
	struct str clean = utf8_gate(&a, text);
	int height;

	pango_layout_set_width(b->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_height(b->layout, -LINES_MOST);
	pango_layout_set_alignment(b->layout, align);
	pango_layout_set_text(b->layout, clean.ptr ? clean.ptr : "", (int)clean.len);
	pango_layout_get_size(b->layout, NULL, &height);
	cairo_move_to(b->cr, x, y);
	pango_cairo_show_layout(b->cr, b->layout);
	arena_done(&a);
	return (double)height / PANGO_SCALE;
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

static const struct book_column *
column(const struct book *b, size_t i)
{
	return &b->sheet->columns[b->at[i]];
}

static PangoAlignment
align_of(const struct book_column *c)
{
	return book_is_number(c->type) ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

static void
draw_foot(struct book *b)
{
	struct arena a = { 0 };
	double y = PAGE_HEIGHT - MARGIN + 4, width = PAGE_WIDTH - 2 * MARGIN;

	set_font(b, "6.5");
	rule(b, y - 3, 0.6);
	draw_text(b, MARGIN, y, width, PANGO_ALIGN_LEFT,
		str_z(arena_printf(&a, _("%s · exporté le %s par %s"), b->head->subtitle,
			instant_fr(b->head->at).s, b->head->author)));
	draw_text(b, MARGIN, y, width, PANGO_ALIGN_RIGHT,
		str_z(arena_printf(&a, _("page %d"), b->page)));
	arena_done(&a);
}

/* The columns that the page has no room for, by name. */
static void
draw_left_out(struct book *b)
{
	struct buf names = { 0 };
	size_t next = 0, out = 0;

	if (b->columns == b->sheet->count)
		return;
	buf_addz(&names, _("Colonnes laissées de côté, faute de place : "));
	for (size_t i = 0; i < b->sheet->count; i++) {
		if (next < b->columns && b->at[next] == i)
			next++;
		else
			buf_addf(&names, "%s%s", out++ ? ", " : "", b->sheet->columns[i].title);
	}
	buf_addz(&names, _(". Le tableur les a toutes."));
	set_font(b, "6.5");
	b->y += draw_text(b, MARGIN, b->y, PAGE_WIDTH - 2 * MARGIN, PANGO_ALIGN_LEFT,
			buf_str(&names)) +
		GAP;
	buf_done(&names);
}

static void
draw_titles(struct book *b)
{
	double most = 0;

	set_font(b, "Bold 7");
	for (size_t i = 0; i < b->columns; i++) {
		double height = draw_text(b, b->left[i], b->y, b->width[i], align_of(column(b, i)),
			str_z(column(b, i)->title));

		most = height > most ? height : most;
	}
	b->y += most + 2;
	rule(b, b->y, 0);
	b->y += 3;
	set_font(b, "7");
}

static void
start_page(struct book *b)
{
	struct arena a = { 0 };

	if (b->page++)
		cairo_show_page(b->cr);
	draw_foot(b);
	b->y = MARGIN;
	set_font(b, b->pages_of_sheet ? "8" : "Bold 13");
	b->y += draw_text(b, b->left[0], b->y, PAGE_WIDTH - 2 * MARGIN, PANGO_ALIGN_LEFT,
			str_z(arena_printf(&a, "%s%s", b->sheet->title,
				b->head->provisional ? _(" · PROVISOIRE") : ""))) +
		GAP;
	if (!b->pages_of_sheet)
		draw_left_out(b);
	draw_titles(b);
	b->pages_of_sheet++;
	arena_done(&a);
}

/* At least the longest word of its title; long texts go on lines of their own. */
static double
width_wanted(struct book *b, const struct book_column *c)
{
	double most = (c->width < 28 ? c->width : 28) * WIDE_CHARACTER;
	struct str rest = str_z(c->title), word;
	bool more = true;
	int width;

	set_font(b, "Bold 7");
	pango_layout_set_width(b->layout, -1);
	while (more) {
		more = str_cut(&rest, ' ', &word);
		pango_layout_set_text(b->layout, word.ptr, (int)word.len);
		pango_layout_get_size(b->layout, &width, NULL);
		if ((double)width / PANGO_SCALE + 1 > most)
			most = (double)width / PANGO_SCALE + 1;
	}
	return most;
}

/* Those of one kind, in order, as long as there is room. */
static void
choose(struct book *b, bool chosen[COLUMNS_MOST], size_t most, bool main, double *used)
{
	for (size_t i = 0; i < most; i++) {
		const struct book_column *c = &b->sheet->columns[i];
		double width = width_wanted(b, c);

		if (c->main != main || (*used > 0 && *used + width > PAGE_WIDTH - 2 * MARGIN))
			continue;
		chosen[i] = true;
		*used += width + GAP;
	}
}

/* What the page can hold, the main columns first; the room that is left goes to the texts. */
static void
lay_columns(struct book *b)
{
	double used = 0, texts = 0, left = MARGIN, spare;
	size_t most = b->sheet->count < COLUMNS_MOST ? b->sheet->count : COLUMNS_MOST;
	bool chosen[COLUMNS_MOST] = { false };

	choose(b, chosen, most, true, &used);
	choose(b, chosen, most, false, &used);
	b->columns = 0;
	for (size_t i = 0; i < most; i++) {
		const struct book_column *c = &b->sheet->columns[i];

		if (!chosen[i])
			continue;
		b->at[b->columns] = i;
		b->width[b->columns] = width_wanted(b, c);
		texts += c->type == CELL_TEXT ? b->width[b->columns] : 0;
		b->columns++;
	}
	spare = PAGE_WIDTH - 2 * MARGIN - (used - GAP);
	for (size_t i = 0; i < b->columns; i++) {
		if (texts > 0 && spare > 0 && column(b, i)->type == CELL_TEXT)
			b->width[i] += spare * b->width[i] / texts;
		b->left[i] = left;
		left += b->width[i] + GAP;
	}
}

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

/* An amount on paper has groups: "12 345,67". */
static void
add_cell(struct buf *out, const struct book_column *c, const struct book_cell *cell)
{
	if (cell->is && c->type == CELL_MONEY)
		buf_addz(out, money_plain((struct money){ cell->n }).s);
	else
		book_add_office(out, c, cell);
}

static double
height_of(struct book *b, size_t i, struct str text)
{
	struct arena a = { 0 };
	struct str clean = utf8_gate(&a, text);
	int height;

	pango_layout_set_width(b->layout, (int)(b->width[i] * PANGO_SCALE));
	pango_layout_set_height(b->layout, -LINES_MOST);
	pango_layout_set_text(b->layout, clean.ptr ? clean.ptr : "", (int)clean.len);
	pango_layout_get_size(b->layout, NULL, &height);
	arena_done(&a);
	return (double)height / PANGO_SCALE;
}

static void
draw_cells(struct book *b, const struct book_cell *cells)
{
	struct buf text[COLUMNS_MOST] = { 0 };
	double most = 0;

	for (size_t i = 0; i < b->columns; i++) {
		double height;

		add_cell(&text[i], column(b, i), &cells[b->at[i]]);
		height = height_of(b, i, buf_str(&text[i]));
		most = height > most ? height : most;
	}
	if (b->y + most > PAGE_HEIGHT - MARGIN - FOOT)
		start_page(b);
	tag(b, "TR", true);
	for (size_t i = 0; i < b->columns; i++) {
		tag(b, "TD", true);
		draw_text(b, b->left[i], b->y, b->width[i], align_of(column(b, i)),
			buf_str(&text[i]));
		tag(b, "TD", false);
		buf_done(&text[i]);
	}
	tag(b, "TR", false);
	b->y += most + 2;
	rule(b, b->y - 0.5, 0.85);
}

/* The sums of the columns that have one. */
static void
end_sheet(struct book *b)
{
	struct book_cell cells[COLUMNS_MOST] = { 0 };

	if (!b->sheet)
		return;
	if (b->sheet->total && b->rows) {
		for (size_t i = 0; i < b->columns; i++)
			cells[i] = (struct book_cell){ .is = b->sheet->columns[i].sum,
				.n = b->sums[i] };
		if (b->sheet->columns[0].type == CELL_TEXT ||
			b->sheet->columns[0].type == CELL_CODE)
			cells[0] = (struct book_cell){ .is = true, .text = str_z(_("Total")) };
		set_font(b, "Bold 7");
		draw_cells(b, cells);
		set_font(b, "7");
	}
	tag(b, "Table", false);
	b->sheet = NULL;
}

static enum status
sheet_pdf(struct book *b, const struct book_sheet *s, struct err *err)
{
	(void)err;
	end_sheet(b);
	b->held = *s;
	b->sheet = &b->held;
	b->rows = 0;
	b->pages_of_sheet = 0;
	memset(b->sums, 0, sizeof b->sums);
	b->tagged = s->rows > 0 && s->rows <= TAGGED_MOST;
	lay_columns(b);
	start_page(b);
	tag(b, "Table", true);
	return OK;
}

static enum status
row_pdf(struct book *b, const struct book_cell *cells, struct err *err)
{
	(void)err;
	draw_cells(b, cells);
	b->rows++;
	for (size_t i = 0; i < b->columns; i++)
		b->sums[i] += cells[b->at[i]].is ? cells[b->at[i]].n : 0;
	return OK;
}

static void
drop_pdf(struct book *b)
{
	g_object_unref(b->layout);
	cairo_destroy(b->cr);
	cairo_surface_finish(b->surface);
	cairo_surface_destroy(b->surface);
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
