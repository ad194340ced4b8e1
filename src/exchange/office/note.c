/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The note de synthèse: two pages, a few sentences with their figures and the pictures; the same
 * alone as SVG and PNG. They are drawn from the tables of the export as they pass, so that the note says what
 * the spreadsheet says.
 */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <stdlib.h>
#include <string.h>

#include "formats.h"
#include "note_pages.h"
#include "pdf_facts.h"
#include "pdf_tail.h"
#include "pupitre/base/i18n.h"

enum { SCALE = 2 };

struct book {
	struct note note;
	struct buf *out;
	enum { DRAWN_NOTE, DRAWN_SVG, DRAWN_PNG } kind;
};

static enum status
open_kind(const struct book_head *h, struct buf *out, struct book **book, int kind)
{
	struct book *b = calloc(1, sizeof *b);

	if (!b)
		die("out of memory");
	b->note.head = h;
	b->out = out;
	b->kind = kind;
	*book = b;
	return OK;
}

static enum status
open_note(const struct book_head *h, struct buf *out, struct book **book, struct err *err)
{
	(void)err;
	return open_kind(h, out, book, DRAWN_NOTE);
}

static enum status
open_svg(const struct book_head *h, struct buf *out, struct book **book, struct err *err)
{
	(void)err;
	return open_kind(h, out, book, DRAWN_SVG);
}

static enum status
open_png(const struct book_head *h, struct buf *out, struct book **book, struct err *err)
{
	(void)err;
	return open_kind(h, out, book, DRAWN_PNG);
}

static enum status
sheet_note(struct book *b, const struct book_sheet *s, struct err *err)
{
	(void)err;
	note_sheet(&b->note.data, s);
	return OK;
}

static enum status
row_note(struct book *b, const struct book_cell *cells, struct err *err)
{
	(void)err;
	note_row(&b->note.data, cells);
	return OK;
}

static void
drop_note(struct book *b)
{
	note_done(&b->note.data);
	free(b);
}

static cairo_status_t
take(void *ctx, const unsigned char *bytes, unsigned n)
{
	buf_add(ctx, (const char *)bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

/* ---- the note ---- */

/* Words of the figures, in their order. */
struct pictures {
	struct arena arena;
	const char *alts[NOTE_SECTIONS];
	size_t count;
};

static void
tagged(const struct book *b, struct sketch *s, const char *tag,
	void (*draw)(const struct note *n, struct sketch *s))
{
	cairo_tag_begin(s->cr, tag, NULL);
	draw(&b->note, s);
	cairo_tag_end(s->cr, tag);
}

static void
draw_section(const struct book *b, struct sketch *s, const struct note_layout *l, size_t i,
	struct pictures *p)
{
	const struct note_section *section = l->sections[i];
	struct buf words = { 0 };

	cairo_tag_begin(s->cr, "H2", NULL);
	note_section_title(section, s);
	cairo_tag_end(s->cr, "H2");
	cairo_tag_begin(s->cr, "Figure", NULL);
	s->alt = &words;
	section->draw(&b->note, s, l->most);
	s->alt = NULL;
	cairo_tag_end(s->cr, "Figure");
	p->alts[p->count++] =
		arena_printf(&p->arena, "%s. %s", _(section->title), words.len ? words.ptr : "");
	buf_done(&words);
}

static void
draw_foot(const struct book *b, cairo_t *cr, int page, int pages)
{
	struct sketch s;

	sketch_open(
		&s, cr, NOTE_MARGIN, NOTE_HEIGHT - NOTE_MARGIN + 2, NOTE_WIDTH - 2 * NOTE_MARGIN);
	cairo_tag_begin(cr, "P", NULL);
	note_foot(&b->note, &s, page, pages);
	cairo_tag_end(cr, "P");
	sketch_done(&s);
}

static void
draw_pages(const struct book *b, cairo_t *cr, struct pictures *p)
{
	struct note_layout l;
	struct sketch s;
	int pages;

	note_lay(&b->note, &l);
	pages = l.count > l.first_page ? 2 : 1;
	sketch_open(&s, cr, NOTE_MARGIN, NOTE_MARGIN, NOTE_WIDTH - 2 * NOTE_MARGIN);
	s.ease = l.ease;
	cairo_tag_begin(cr, "Document", NULL);
	tagged(b, &s, "H1", note_title);
	tagged(b, &s, "P", note_text);
	s.y += l.gap[0];
	for (size_t i = 0; i < l.count; i++) {
		if (i == l.first_page) {
			draw_foot(b, cr, 1, pages);
			cairo_show_page(cr);
			s.y = NOTE_MARGIN;
		}
		draw_section(b, &s, &l, i, p);
		s.y += l.gap[i >= l.first_page];
	}
	draw_foot(b, cr, pages, pages);
	cairo_tag_end(cr, "Document");
	cairo_show_page(cr);
	sketch_done(&s);
}

static void
describe(const struct book *b, cairo_surface_t *surface)
{
	const struct book_head *h = b->note.head;
	struct buf facts = { 0 };

	pdf_add_facts(&facts, h->facts, h->fact_count);
	buf_addc(&facts, '\0');
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, _("Note de synthèse"));
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, h->subtitle);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, h->author);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, pdf_date(h->at).s);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, facts.ptr);
	buf_done(&facts);
}

static cairo_status_t
draw_note(struct book *b)
{
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(take, b->out, NOTE_WIDTH, NOTE_HEIGHT);
	cairo_t *cr = cairo_create(surface);
	struct pictures pictures = { 0 };
	cairo_status_t status;

	describe(b, surface);
	draw_pages(b, cr, &pictures);
	status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		pdf_add_tail(b->out, 0, pictures.alts, pictures.count);
	arena_done(&pictures.arena);
	return status;
}

/* ---- the pictures alone ---- */

static double
draw_strip(const struct book *b, const struct note_layout *l, cairo_t *cr)
{
	struct sketch s;
	double height;

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	sketch_open(&s, cr, NOTE_MARGIN, NOTE_MARGIN / 2.0, NOTE_WIDTH - 2 * NOTE_MARGIN);
	height = note_strip(&b->note, l, &s);
	sketch_done(&s);
	return height;
}

/* What is drawn decides how high the picture is. */
static int
strip_height(const struct book *b, const struct note_layout *l)
{
	cairo_surface_t *nowhere = cairo_recording_surface_create(CAIRO_CONTENT_COLOR, NULL);
	cairo_t *cr = cairo_create(nowhere);
	int height = (int)draw_strip(b, l, cr) + 1;

	cairo_destroy(cr);
	cairo_surface_destroy(nowhere);
	return height;
}

/* cairo counts the surfaces of the process in the name of this one: the same picture must have the same bytes. */
static void
name_surface(struct buf *out)
{
	const struct str mark = STR("<g id=\"surface");
	ptrdiff_t at = str_find(buf_str(out), mark);
	size_t from, to;

	if (at < 0)
		return;
	from = to = (size_t)at + mark.len;
	while (to < out->len && out->ptr[to] >= '0' && out->ptr[to] <= '9')
		to++;
	memmove(out->ptr + from, out->ptr + to, out->len - to + 1);
	out->len -= to - from;
}

/* Cairo numbers the surfaces of a process: two files of one process would differ. */
static void
unnumber(struct buf *out)
{
	static const char mark[] = "id=\"surface";
	ptrdiff_t at = str_find(buf_str(out), str_z(mark));
	size_t from, to;

	if (at < 0)
		return;
	from = to = (size_t)at + strlen(mark);
	while (to < out->len && out->ptr[to] >= '0' && out->ptr[to] <= '9')
		to++;
	memmove(out->ptr + from, out->ptr + to, out->len - to);
	out->len -= to - from;
}

static cairo_status_t
draw_image(struct book *b)
{
	bool png = b->kind == DRAWN_PNG;
	struct note_layout l;
	cairo_surface_t *surface;
	cairo_status_t status;
	cairo_t *cr;
	int height;

	note_lay(&b->note, &l);
	height = strip_height(b, &l);
	surface = png ? cairo_image_surface_create(
				CAIRO_FORMAT_RGB24, NOTE_WIDTH * SCALE, height * SCALE)
		      : cairo_svg_surface_create_for_stream(take, b->out, NOTE_WIDTH, height);
	cr = cairo_create(surface);
	if (png)
		cairo_scale(cr, SCALE, SCALE);
	draw_strip(b, &l, cr);
	status = cairo_status(cr);
	cairo_destroy(cr);
	if (png && status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_write_to_png_stream(surface, take, b->out);
	cairo_surface_finish(surface);
	if (!png)
		unnumber(b->out);
	cairo_surface_destroy(surface);
	if (!png)
		name_surface(b->out);
	return status;
}

static enum status
close_note(struct book *b, struct err *err)
{
	cairo_status_t status = b->kind == DRAWN_NOTE ? draw_note(b) : draw_image(b);

	drop_note(b);
	if (status == CAIRO_STATUS_SUCCESS)
		return OK;
	return err_set(err, ERR_SYSTEM, _("les images n'ont pas pu être dessinées : %s"),
		cairo_status_to_string(status));
}

const struct book_format office_note = {
	.code = "note",
	.office = true,
	.many = true,
	.open = open_note,
	.sheet = sheet_note,
	.row = row_note,
	.close = close_note,
	.drop = drop_note,
	.facts = pdf_facts,
};
const struct book_format office_svg = {
	.code = "svg",
	.office = true,
	.many = true,
	.open = open_svg,
	.sheet = sheet_note,
	.row = row_note,
	.close = close_note,
	.drop = drop_note,
};
const struct book_format office_png = {
	.code = "png",
	.office = true,
	.many = true,
	.open = open_png,
	.sheet = sheet_note,
	.row = row_note,
	.close = close_note,
	.drop = drop_note,
};
