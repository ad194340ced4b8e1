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
#include "paper.h"
#include "pdf_facts.h"
#include "pdf_page.h"
#include "pdf_tail.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/money.h"
#include "pupitre/exchange/book_text.h"

enum {
	FOOT = 8,
	PART_WIDTH = 150, /* of the foot, for the number of the page */
	ROWS_MOST = 128, /* on a page: none is less than 5 points high */
	WIDE_ANY = 28, /* characters of a text before it takes a second line */
	WIDE_MAIN = 33, /* of those that every row has */
	TAGGED_MOST = 1000 /* rows: a tag stays in memory until the end */
};
/* A code is not broken: as many of these as its width, less a margin. */
#define CODE_SAMPLE "00000000000000000000"
enum { CODE_MOST = sizeof CODE_SAMPLE };
#define SUM_MOST 9999999999 /* cents: the widest sum that a column is made for */
#define WIDE_CHARACTER 4.5 /* points of a character at 7 points */

struct line { /* of the page being filled */
	struct str *texts; /* of each column of the sheet */
	double *heights; /* on each of the pages that its columns take */
	bool is_total;
};

struct book {
	const struct book_head *head;
	struct buf *out;
	size_t written; /* bytes of the file that cairo has given */
	cairo_surface_t *surface;
	struct pdf_page page;
	struct book_sheet held;
	const struct book_sheet *sheet; /* the held one; NULL: none is open */
	struct band *bands; /* COLUMNS_MOST of them */
	size_t band_count;
	struct line lines[ROWS_MOST];
	size_t line_count;
	struct arena texts; /* of the lines */
	struct arena titles_arena;
	struct str *titles; /* of the columns */
	double titles_height; /* the highest title of any column */
	double y[COLUMNS_MOST]; /* where the next line goes, on each of the pages that a row takes */
	double end; /* of what stands on the last page */
	int pages, sheets_of_sheet; /* of the document; times that its rows filled one */
	int64_t rows, sums[COLUMNS_MOST];
	bool tagged;
};

static cairo_status_t
take(void *ctx, const unsigned char *bytes, unsigned n)
{
	struct book *b = ctx;

	buf_add(b->out, (const char *)bytes, n);
	b->written += n;
	return CAIRO_STATUS_SUCCESS;
}

static enum status
open_pdf(const struct book_head *h, struct buf *out, struct book **book, struct err *err)
{
	struct book *b = calloc(1, sizeof *b);

	(void)err;
	if (!b || !(b->bands = calloc(COLUMNS_MOST, sizeof *b->bands)))
		die("out of memory");
	b->head = h;
	b->out = out;
	b->surface = cairo_pdf_surface_create_for_stream(take, b, PAGE_WIDTH, PAGE_HEIGHT);
	page_open(&b->page, b->surface);
	cairo_pdf_surface_set_metadata(b->surface, CAIRO_PDF_METADATA_TITLE, h->title);
	cairo_pdf_surface_set_metadata(b->surface, CAIRO_PDF_METADATA_AUTHOR, h->author);
	cairo_pdf_surface_set_metadata(b->surface, CAIRO_PDF_METADATA_SUBJECT, h->subtitle);
	cairo_pdf_surface_set_metadata(
		b->surface, CAIRO_PDF_METADATA_CREATE_DATE, pdf_date(h->at).s);
	*book = b;
	return OK;
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
	const char *part = band >= b->band_count || b->band_count == 1
				   ? ""
				   : arena_printf(&a, _("colonnes, partie %zu sur %zu · "),
					     band + 1, b->band_count);

	page_font(&b->page, "6.5");
	b->page.lines = FOOT_LINES;
	page_rule(&b->page, y - 3, 0.6);
	page_text(&b->page, MARGIN, y, width - PART_WIDTH, PANGO_ALIGN_LEFT,
		str_z(arena_printf(&a, "%s · %s", b->head->subtitle, paper_foot(b->head, &a))));
	page_text(&b->page, MARGIN + width - PART_WIDTH, y, PART_WIDTH, PANGO_ALIGN_RIGHT,
		str_z(arena_printf(&a, _("%spage %d"), part, b->pages)));
	b->page.lines = CELL_LINES;
	arena_done(&a);
}

/* ---- columns ---- */

static void
widen(struct book *b, double *most, struct str word)
{
	double width = page_width(&b->page, word) + 1;

	if (width > *most)
		*most = width;
}

/* Amounts stand without their unit, which the title says. */
static void
read_titles(struct book *b)
{
	arena_reset(&b->titles_arena);
	b->titles = ARENA_ARRAY(&b->titles_arena, struct str, b->sheet->count);
	for (size_t i = 0; i < b->sheet->count; i++) {
		const struct book_column *c = &b->sheet->columns[i];

		b->titles[i] = str_z(c->type == CELL_MONEY
					     ? arena_printf(&b->titles_arena, _("%s (€)"), c->title)
					     : c->title);
	}
}

/* A long text takes more lines than one. In the table that every row has, the short ones take two when the long ones do
 * anyway. */
static int
characters_wanted(const struct book_column *c)
{
	int most = c->place == PLACE_MAIN ? WIDE_MAIN : WIDE_ANY;

	if (c->place == PLACE_MAIN && c->type == CELL_TEXT && c->width < WIDE_ANY)
		return c->width * 3 / 4;
	return c->width < most ? c->width : most;
}

/* At least the longest word of its title, and any sum; long texts go on lines of their own. */
static double
width_wanted(struct book *b, size_t column)
{
	const struct book_column *c = &b->sheet->columns[column];
	double most = characters_wanted(c) * WIDE_CHARACTER;
	struct str rest = b->titles[column], word;
	bool more = true;

	page_font(&b->page, "Bold 7");
	while (more) {
		more = str_cut(&rest, ' ', &word);
		widen(b, &most, word);
	}
	page_font(&b->page, "7");
	if (c->type == CELL_CODE)
		widen(b, &most,
			(struct str){ CODE_SAMPLE,
				(size_t)(c->width < CODE_MOST ? c->width : CODE_MOST) - 1 });
	page_font(&b->page, "Bold 7");
	if (c->type == CELL_MONEY)
		widen(b, &most, str_z(money_plain((struct money){ SUM_MOST }).s));
	return most;
}

/* The rows start at the same height on each page that they go on. */
static double
titles_height(struct book *b)
{
	double most = 0;

	page_font(&b->page, "Bold 7");
	for (size_t k = 0; k < b->band_count; k++) {
		const struct band *band = &b->bands[k];

		for (size_t i = 0; i < band->count; i++) {
			double height = page_lay(&b->page, band->width[i], b->titles[band->at[i]]);

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
		widths[i] = width_wanted(b, i);
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
		cairo_tag_begin(b->page.cr, name, NULL);
	else
		cairo_tag_end(b->page.cr, name);
}

/* Where "Total" stands: the first column of the first page that has no sum of its own. */
static size_t
total_column(const struct book *b)
{
	const struct band *band = &b->bands[0];

	for (size_t i = 0; i < band->count; i++)
		if (!b->sheet->columns[band->at[i]].sum)
			return band->at[i];
	return b->sheet->count;
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

	page_font(&b->page, title_font(b));
	y += page_lay(&b->page, PAGE_WIDTH - 2 * MARGIN, title_text(b, &a)) + GAP;
	y += b->titles_height + 5;
	page_font(&b->page, "7");
	arena_done(&a);
	return y;
}

/* Titles of columns are the head of the table, for who hears it. */
static void
draw_titles(struct book *b, const struct band *band, double y)
{
	page_font(&b->page, "Bold 7");
	tag(b, "TR", true);
	for (size_t i = 0; i < band->count; i++) {
		tag(b, "TH", true);
		page_text(&b->page, band->left[i], y, band->width[i],
			align_of(&b->sheet->columns[band->at[i]]), b->titles[band->at[i]]);
		tag(b, "TH", false);
	}
	tag(b, "TR", false);
}

static void
draw_head(struct book *b)
{
	struct arena a = { 0 };
	const char *name = b->sheets_of_sheet ? "P" : "H1";

	tag(b, name, true);
	page_font(&b->page, title_font(b));
	page_text(&b->page, MARGIN, MARGIN, PAGE_WIDTH - 2 * MARGIN, PANGO_ALIGN_LEFT,
		title_text(b, &a));
	tag(b, name, false);
	page_rule(&b->page, top_of_rows(b) - 3, 0);
	arena_done(&a);
}

static void
draw_line(struct book *b, const struct band *band, const struct line *l, double y, double height)
{
	page_font(&b->page, l->is_total ? "Bold 7" : "7");
	tag(b, "TR", true);
	for (size_t i = 0; i < band->count; i++) {
		struct str text = l->texts[band->at[i]];

		tag(b, "TD", true);
		if (text.len)
			page_text(&b->page, band->left[i], y, band->width[i],
				align_of(&b->sheet->columns[band->at[i]]), text);
		tag(b, "TD", false);
	}
	tag(b, "TR", false);
	page_rule(&b->page, y + height + 1.5, 0.85);
}

/* No column of these pages has a sum: their line of sums would be blank. */
static bool
is_blank(const struct band *band, const struct line *l, size_t word)
{
	for (size_t i = 0; i < band->count; i++)
		if (band->at[i] != word && l->texts[band->at[i]].len)
			return false;
	return true;
}

static void
draw_band(struct book *b, size_t k)
{
	const struct band *band = &b->bands[k];
	double y = top_of_rows(b);

	if (b->pages++)
		cairo_show_page(b->page.cr);
	draw_foot(b, k);
	draw_head(b);
	tag(b, "Table", true);
	draw_titles(b, band, y - b->titles_height - 5);
	for (size_t i = 0; i < b->line_count; i++) {
		const struct line *l = &b->lines[i];

		if (!l->is_total || k == 0 || !is_blank(band, l, total_column(b)))
			draw_line(b, band, l, y, l->heights[k]);
		y += l->heights[k] + 2;
	}
	tag(b, "Table", false);
	b->end = y;
}

static void
start_lines(struct book *b)
{
	for (size_t k = 0; k < b->band_count; k++)
		b->y[k] = top_of_rows(b);
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
	start_lines(b);
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
highest(struct book *b, const struct band *band, const struct str *texts)
{
	double most = page_lay(&b->page, PAGE_WIDTH, STR(""));

	for (size_t i = 0; i < band->count; i++) {
		struct str text = texts[band->at[i]];
		double height = text.len ? page_lay(&b->page, band->width[i], text) : 0;

		most = height > most ? height : most;
	}
	return most;
}

static void
measure(struct book *b, struct line *l)
{
	page_font(&b->page, l->is_total ? "Bold 7" : "7");
	l->heights = ARENA_ARRAY(&b->texts, double, b->band_count);
	for (size_t k = 0; k < b->band_count; k++)
		l->heights[k] = highest(b, &b->bands[k], l->texts);
}

/* On each of the pages that its columns take. */
static bool
has_room(const struct book *b, const struct line *l)
{
	for (size_t k = 0; k < b->band_count; k++)
		if (b->y[k] + l->heights[k] > PAGE_HEIGHT - MARGIN - FOOT)
			return false;
	return true;
}

static void
hold(struct book *b, struct line l)
{
	b->lines[b->line_count++] = l;
	for (size_t k = 0; k < b->band_count; k++)
		b->y[k] += l.heights[k] + 2;
}

/* A line that has no room is laid again: what was held is gone with the page. */
static void
hold_line(struct book *b, const struct book_cell *cells)
{
	struct line l = { .texts = texts_of(b, cells) };

	measure(b, &l);
	if (b->line_count && (b->line_count == ROWS_MOST || !has_room(b, &l))) {
		draw_held(b);
		l.texts = texts_of(b, cells);
		measure(b, &l);
	}
	hold(b, l);
}

/* The sums of the columns that have one, and the word in the first column that has none. */
static void
hold_total(struct book *b)
{
	struct book_cell cells[COLUMNS_MOST] = { 0 };
	struct line l = { .is_total = true };

	for (size_t i = 0; i < b->sheet->count; i++)
		cells[i] = (struct book_cell){ .is = b->sheet->columns[i].sum, .n = b->sums[i] };
	for (int again = 0; again < 2; again++) {
		l.texts = texts_of(b, cells);
		if (total_column(b) < b->sheet->count)
			l.texts[total_column(b)] = str_z(_("Total"));
		measure(b, &l);
		if (!b->line_count || has_room(b, &l))
			break;
		draw_held(b);
	}
	hold(b, l);
}

static void
end_sheet(struct book *b)
{
	if (!b->sheet)
		return;
	if (b->sheet->total && b->rows)
		hold_total(b);
	draw_held(b);
	b->sheet = NULL;
}

/* Below the table, or on a page of its own. */
static void
draw_facts(struct book *b)
{
	double room = PAGE_HEIGHT - MARGIN - FOOT - b->end - 2 * GAP,
	       height = page_facts(&b->page, b->head, b->pages, 0, false);

	if (!b->pages || height > room) {
		if (b->pages++)
			cairo_show_page(b->page.cr);
		draw_foot(b, b->band_count);
		b->end = MARGIN - 2 * GAP;
	}
	tag(b, "P", true);
	page_facts(&b->page, b->head, b->pages, b->end + 2 * GAP, true);
	tag(b, "P", false);
}

static enum status
sheet_pdf(struct book *b, const struct book_sheet *s, struct err *err)
{
	if (s->count > COLUMNS_MOST)
		return err_set(err, ERR_INPUT, _("le PDF a au plus %d colonnes"), COLUMNS_MOST);
	end_sheet(b);
	if (!b->pages && s->rows <= TAGGED_MOST) {
		b->tagged = true;
		tag(b, "Document", true);
	}
	b->held = *s;
	b->sheet = &b->held;
	b->rows = 0;
	b->sheets_of_sheet = 0;
	memset(b->sums, 0, sizeof b->sums);
	read_titles(b);
	lay_columns(b);
	start_lines(b);
	return OK;
}

static enum status
row_pdf(struct book *b, const struct book_cell *cells, struct err *err)
{
	(void)err;
	hold_line(b, cells);
	b->rows++;
	for (size_t i = 0; i < b->sheet->count; i++)
		b->sums[i] += cells[i].is ? cells[i].n : 0;
	return OK;
}

static void
drop_pdf(struct book *b)
{
	page_done(&b->page);
	cairo_surface_finish(b->surface);
	cairo_surface_destroy(b->surface);
	arena_done(&b->texts);
	arena_done(&b->titles_arena);
	free(b->bands);
	free(b);
}

static enum status
close_pdf(struct book *b, struct err *err)
{
	struct buf facts = { 0 };
	cairo_status_t status;

	end_sheet(b);
	draw_facts(b);
	tag(b, "Document", false);
	pdf_add_facts(&facts, b->head->facts, b->head->fact_count);
	buf_addc(&facts, '\0');
	cairo_pdf_surface_set_metadata(b->surface, CAIRO_PDF_METADATA_KEYWORDS, facts.ptr);
	buf_done(&facts);
	cairo_show_page(b->page.cr);
	status = cairo_status(b->page.cr);
	cairo_surface_finish(b->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_status(b->surface);
	if (status == CAIRO_STATUS_SUCCESS)
		pdf_add_tail(b->out, b->written - b->out->len, NULL, 0);
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
