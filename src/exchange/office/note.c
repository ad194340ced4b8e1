/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The note de synthèse: two pages, a few sentences with their figures and four pictures; the same pictures
 * alone as SVG and PNG. They are drawn from the tables of the export as they pass, so that the note says what
 * the spreadsheet says.
 */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <stdlib.h>
#include <string.h>

#include "formats.h"
#include "note_draw.h"
#include "pdf_facts.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/money.h"

enum { PAGE_WIDTH = 595, PAGE_HEIGHT = 842, MARGIN = 50, PICTURES_HEIGHT = 980, SCALE = 2 };

struct book {
	const struct book_head *head;
	struct buf *out;
	struct note_data data;
	enum { DRAWN_NOTE, DRAWN_SVG, DRAWN_PNG } kind;
};

static enum status
open_kind(const struct book_head *h, struct buf *out, struct book **book, int kind)
{
	struct book *b = calloc(1, sizeof *b);

	if (!b)
		die("out of memory");
	b->head = h;
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
	note_sheet(&b->data, s);
	return OK;
}

static enum status
row_note(struct book *b, const struct book_cell *cells, struct err *err)
{
	(void)err;
	note_row(&b->data, cells);
	return OK;
}

static void
drop_note(struct book *b)
{
	free(b);
}

static cairo_status_t
take(void *ctx, const unsigned char *bytes, unsigned n)
{
	buf_add(ctx, (const char *)bytes, n);
	return CAIRO_STATUS_SUCCESS;
}

/* ---- pictures ---- */

static void
envelopes(struct book *b, struct sketch *s)
{
	const char *const legend[] = { _("accordé"), _("reste"), NULL };

	if (b->data.envelopes.count)
		sketch_bars(s, _("Consommation des enveloppes"), &b->data.envelopes, legend, true);
}

static void
departments(struct book *b, struct sketch *s)
{
	const char *const legend[] = { _("accordés"), _("autres décisions"), _("à décider"), NULL };

	if (b->data.departments.count)
		sketch_bars(s, _("Décisions par département"), &b->data.departments, legend, false);
}

static void
categories(struct book *b, struct sketch *s)
{
	const char *const legend[] = { _("accordés"), _("autres décisions"), _("à décider"), NULL };

	if (b->data.categories.count)
		sketch_bars(s, _("Décisions par catégorie"), &b->data.categories, legend, false);
}

static void
ten_label(void *ctx, size_t i, char out[16])
{
	(void)ctx;
	snprintf(out, 16, "%zu-%zu", i * 10, i * 10 + 10);
}

static void
points(struct book *b, struct sketch *s)
{
	const char *const legend[] = { _("dossiers notés"), NULL };

	if (b->data.marked)
		sketch_columns(s, _("Répartition des notes, sur 100"), b->data.points, NOTE_POINTS,
			1, legend, ten_label, NULL);
}

static void
month_label(void *ctx, size_t i, char out[16])
{
	const struct note_data *d = ctx;
	int month = d->first_month + (int)i;

	snprintf(out, 16, "%02d/%02d", month % 12 + 1, month / 12 % 100);
}

static void
pace(struct book *b, struct sketch *s)
{
	const char *const legend[] = { _("dépôts"), _("décisions"), NULL };

	if (b->data.month_count)
		sketch_columns(s, _("Rythme, par mois"), &b->data.months[0][0], b->data.month_count,
			2, legend, month_label, &b->data);
}

/* ---- the note ---- */

static const char *
sentences(struct book *b, struct arena *a)
{
	const struct note_data *d = &b->data;
	struct buf out = { 0 };
	const char *text;

	buf_addf(&out,
		ngettext("%lld dossier demande %s.", "%lld dossiers demandent %s.",
			(unsigned long)d->rows),
		(long long)d->rows, money_text((struct money){ d->requested }).s);
	buf_addf(&out,
		ngettext(" %lld est décidé,", " %lld sont décidés,", (unsigned long)d->decided),
		(long long)d->decided);
	buf_addf(&out,
		ngettext(" dont %lld accordé pour %s ;", " dont %lld accordés pour %s ;",
			(unsigned long)d->awards),
		(long long)d->awards, money_text((struct money){ d->awarded }).s);
	buf_addf(&out,
		ngettext(" %lld reste à décider.", " %lld restent à décider.",
			(unsigned long)(d->rows - d->decided)),
		(long long)(d->rows - d->decided));
	if (d->marked)
		buf_addf(&out,
			ngettext(" %lld dossier est noté : %s sur 100.",
				" %lld dossiers sont notés, en moyenne %s sur 100.",
				(unsigned long)d->marked),
			(long long)d->marked,
			points_text((struct points){ (int32_t)(d->milli / d->marked) }).s);
	text = arena_z(a, buf_str(&out));
	buf_done(&out);
	return text;
}

static const char *
fact(const struct book *b, const char *code)
{
	for (size_t i = 0; i < b->head->fact_count; i++)
		if (strcmp(b->head->facts[i].code, code) == 0 && b->head->facts[i].value)
			return b->head->facts[i].value;
	return "";
}

static void
foot(struct book *b, cairo_t *cr, int page)
{
	struct arena a = { 0 };
	struct sketch s;

	sketch_open(&s, cr, MARGIN, PAGE_HEIGHT - MARGIN - 4, PAGE_WIDTH - 2 * MARGIN);
	sketch_text(&s, "6.5",
		arena_printf(&a,
			_("%s, page %d sur 2 · exporté le %s par %s · registre %.28s… · %s"),
			b->head->subtitle, page, instant_fr(b->head->at).s, b->head->author,
			fact(b, "head"), fact(b, "command")));
	sketch_done(&s);
	arena_done(&a);
}

static void
tagged(cairo_t *cr, const char *tag, struct book *b, struct sketch *s,
	void (*draw)(struct book *b, struct sketch *s))
{
	cairo_tag_begin(cr, tag, NULL);
	draw(b, s);
	cairo_tag_end(cr, tag);
}

static void
draw_head(struct book *b, struct sketch *s)
{
	struct arena a = { 0 };

	sketch_text(s, "Bold 17",
		arena_printf(&a, _("Note de synthèse%s"),
			b->head->provisional ? _(" · PROVISOIRE") : ""));
	sketch_text(s, "10",
		arena_printf(&a, _("%s, situation au %s"), b->head->subtitle,
			day_fr(instant_day(b->head->at)).s));
	if (fact(b, "query")[0])
		sketch_text(s, "8", arena_printf(&a, _("Dossiers retenus : %s"), fact(b, "query")));
	s->y += 6;
	arena_done(&a);
}

static void
draw_text(struct book *b, struct sketch *s)
{
	struct arena a = { 0 };

	sketch_text(s, "9.5", sentences(b, &a));
	s->y += 8;
	arena_done(&a);
}

static cairo_status_t
draw_note(struct book *b)
{
	cairo_surface_t *surface =
		cairo_pdf_surface_create_for_stream(take, b->out, PAGE_WIDTH, PAGE_HEIGHT);
	cairo_t *cr = cairo_create(surface);
	struct buf facts = { 0 };
	struct sketch s;
	cairo_status_t status;

	pdf_add_facts(&facts, b->head->facts, b->head->fact_count);
	buf_addc(&facts, '\0');
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, _("Note de synthèse"));
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, b->head->author);
	cairo_pdf_surface_set_metadata(
		surface, CAIRO_PDF_METADATA_CREATE_DATE, pdf_date(b->head->at).s);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_KEYWORDS, facts.ptr);
	buf_done(&facts);
	sketch_open(&s, cr, MARGIN, MARGIN, PAGE_WIDTH - 2 * MARGIN);
	tagged(cr, "H1", b, &s, draw_head);
	tagged(cr, "P", b, &s, draw_text);
	tagged(cr, "Figure", b, &s, envelopes);
	tagged(cr, "Figure", b, &s, departments);
	tagged(cr, "Figure", b, &s, pace);
	foot(b, cr, 1);
	cairo_show_page(cr);
	s.y = MARGIN;
	tagged(cr, "Figure", b, &s, categories);
	tagged(cr, "Figure", b, &s, points);
	foot(b, cr, 2);
	cairo_show_page(cr);
	sketch_done(&s);
	status = cairo_status(cr);
	cairo_destroy(cr);
	cairo_surface_finish(surface);
	cairo_surface_destroy(surface);
	return status;
}

/* ---- the pictures alone ---- */

static void
draw_pictures(struct book *b, cairo_t *cr)
{
	struct sketch s;

	cairo_set_source_rgb(cr, 1, 1, 1);
	cairo_paint(cr);
	sketch_open(&s, cr, MARGIN, MARGIN / 2.0, PAGE_WIDTH - 2 * MARGIN);
	draw_head(b, &s);
	envelopes(b, &s);
	departments(b, &s);
	categories(b, &s);
	points(b, &s);
	pace(b, &s);
	sketch_done(&s);
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
	cairo_surface_t *surface = png ? cairo_image_surface_create(CAIRO_FORMAT_RGB24,
						 PAGE_WIDTH * SCALE, PICTURES_HEIGHT * SCALE)
				       : cairo_svg_surface_create_for_stream(
						 take, b->out, PAGE_WIDTH, PICTURES_HEIGHT);
	cairo_t *cr = cairo_create(surface);
	cairo_status_t status;

	if (png)
		cairo_scale(cr, SCALE, SCALE);
	draw_pictures(b, cr);
	status = cairo_status(cr);
	cairo_destroy(cr);
	if (png && status == CAIRO_STATUS_SUCCESS)
		status = cairo_surface_write_to_png_stream(surface, take, b->out);
	cairo_surface_finish(surface);
	if (!png)
		unnumber(b->out);
	cairo_surface_destroy(surface);
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
