/* SPDX-License-Identifier: EUPL-1.2 */
#include "pdf_page.h"

#include <string.h>

#include "paper.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

#define FONT "DejaVu Sans, Liberation Sans, Sans"
enum { LABEL_WIDTH = 150 };

void
page_open(struct pdf_page *p, cairo_surface_t *surface)
{
	PangoAttrList *plain = pango_attr_list_new();

	p->lines = CELL_LINES;
	p->cr = cairo_create(surface);
	p->layout = pango_cairo_create_layout(p->cr);
	pango_layout_set_wrap(p->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_ellipsize(p->layout, PANGO_ELLIPSIZE_END);
	pango_attr_list_insert(plain, pango_attr_insert_hyphens_new(FALSE));
	pango_layout_set_attributes(p->layout, plain);
	pango_attr_list_unref(plain);
}

void
page_done(struct pdf_page *p)
{
	g_object_unref(p->layout);
	cairo_destroy(p->cr);
}

void
page_font(struct pdf_page *p, const char *style)
{
	char name[80];
	PangoFontDescription *font;

	if (p->font && strcmp(p->font, style) == 0)
		return;
	p->font = style;
	snprintf(name, sizeof name, "%s %s", FONT, style);
	font = pango_font_description_from_string(name);
	pango_layout_set_font_description(p->layout, font);
	pango_font_description_free(font);
}

double
page_lay(struct pdf_page *p, double width, struct str text)
{
	struct arena a = { 0 };
	struct str clean = utf8_gate(&a, text);
	int height;

	pango_layout_set_width(p->layout, (int)(width * PANGO_SCALE));
	pango_layout_set_height(p->layout, -p->lines);
	pango_layout_set_text(p->layout, clean.len ? clean.ptr : "", (int)clean.len);
	pango_layout_get_size(p->layout, NULL, &height);
	arena_done(&a);
	return (double)height / PANGO_SCALE;
}

double
page_text(
	struct pdf_page *p, double x, double y, double width, PangoAlignment align, struct str text)
{
	double height;

	pango_layout_set_alignment(p->layout, align);
	height = page_lay(p, width, text);
	cairo_move_to(p->cr, x, y);
	pango_cairo_show_layout(p->cr, p->layout);
	return height;
}

double
page_width(struct pdf_page *p, struct str text)
{
	int width;

	pango_layout_set_width(p->layout, -1);
	pango_layout_set_text(p->layout, text.ptr, (int)text.len);
	pango_layout_get_size(p->layout, &width, NULL);
	return (double)width / PANGO_SCALE;
}

void
page_rule(struct pdf_page *p, double y, double grey)
{
	cairo_set_source_rgb(p->cr, grey, grey, grey);
	cairo_set_line_width(p->cr, 0.5);
	cairo_move_to(p->cr, MARGIN, y);
	cairo_line_to(p->cr, PAGE_WIDTH - MARGIN, y);
	cairo_stroke(p->cr);
	cairo_set_source_rgb(p->cr, 0, 0, 0);
}

static double
put_fact(struct pdf_page *p, const struct paper_fact *f, double y, bool draw)
{
	double x = MARGIN + LABEL_WIDTH, width = PAGE_WIDTH - MARGIN - x, height;

	page_font(p, "7");
	height = page_lay(p, width, str_z(f->value));
	if (!draw)
		return height + 2;
	page_text(p, x, y, width, PANGO_ALIGN_LEFT, str_z(f->value));
	page_font(p, "Bold 7");
	page_text(p, MARGIN, y, LABEL_WIDTH - GAP, PANGO_ALIGN_LEFT, str_z(f->label));
	return height + 2;
}

double
page_facts(struct pdf_page *p, const struct book_head *h, int pages, double y, bool draw)
{
	struct arena a = { 0 };
	double from = y;
	size_t n;
	const struct paper_fact *facts = paper_facts(h, &a, &n);
	const struct paper_fact last = { _("Pages"), arena_printf(&a, "%d", pages) };

	p->lines = FACT_LINES;
	page_font(p, "Bold 9");
	y += (draw ? page_text(p, MARGIN, y, PAGE_WIDTH, PANGO_ALIGN_LEFT, str_z(_("Provenance")))
		   : page_lay(p, PAGE_WIDTH, str_z(_("Provenance")))) +
	     3;
	for (size_t i = 0; i < n; i++)
		y += put_fact(p, &facts[i], y, draw);
	y += put_fact(p, &last, y, draw);
	p->lines = CELL_LINES;
	arena_done(&a);
	return y - from;
}
