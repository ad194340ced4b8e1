/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing on a page of a table: texts in boxes, rules, and the block that says where it comes from. */
#ifndef PUPITRE_EXCHANGE_OFFICE_PDF_PAGE_H
#define PUPITRE_EXCHANGE_OFFICE_PDF_PAGE_H

#include <pango/pangocairo.h>

#include "pdf_bands.h"

enum { PAGE_HEIGHT = 595 };

struct pdf_page {
	cairo_t *cr;
	PangoLayout *layout;
	const char *font; /* of the layout: "Bold 7" */
	int lines; /* at most, of a text: what is longer ends by an ellipsis */
};
enum { CELL_LINES = 5, FOOT_LINES = 2, FACT_LINES = 30 };

void page_open(struct pdf_page *p, cairo_surface_t *surface);
void page_done(struct pdf_page *p);
void page_font(struct pdf_page *p, const char *style);
/* The height of a text in a box. Control characters have no place on paper. */
double page_lay(struct pdf_page *p, double width, struct str text);
/* From the top of its box; returns its height. */
double page_text(struct pdf_page *p, double x, double y, double width, PangoAlignment align,
	struct str text);
/* The width of a text on one line. */
double page_width(struct pdf_page *p, struct str text);
void page_rule(struct pdf_page *p, double y, double grey);

/* Every fact on a line of its own, and how many pages there are. Returns how high it is; draw: at y, else measured. */
double page_facts(struct pdf_page *p, const struct book_head *h, int pages, double y, bool draw);

#endif
