/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A text read line by line: paragraphs wrapped to a width when it is laid out, a current line that
 * carries the cursor, search without accents nor case.
 *
 * Memory   lines and their text live in the arena given to page_begin; the pager borrows them.
 */
#ifndef PUPITRE_UI_PAGER_H
#define PUPITRE_UI_PAGER_H

#include "pupitre/base/arena.h"
#include "pupitre/term/canvas.h"
#include "pupitre/ui/span.h"

struct page_line {
	struct str text;
	uint8_t style, indent;
	uint8_t label; /* columns at its start that are a label */
	int source; /* what the caller says it comes from; lines of one paragraph share it */
};

/* Text being laid out. */
struct page {
	struct arena *arena;
	struct page_line *lines;
	int count, cap, columns, source;
};

void page_begin(struct page *p, struct arena *a, int columns);
void page_text(struct page *p, enum style style, int indent, struct str text);
void page_printf(struct page *p, enum style style, int indent, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* "libellé : valeur"; a long value goes on under itself. */
void page_field(struct page *p, int indent, struct str label, struct str value);
void page_heading(struct page *p, struct str text); /* a blank line before it, except at the top */
void page_blank(struct page *p);

struct pager {
	struct page_line *lines;
	struct span span;
};

/* Shows another text, at the same line when `keep`. */
void pager_show(struct pager *p, const struct page *text, int height, bool keep);
/* Next line that holds the folded needle, after the current one in the direction (+1, -1), going
 * round; false when there is none. */
bool pager_find(struct pager *p, struct str folded, int direction);
int pager_matches(const struct pager *p, struct str folded); /* lines that hold it */
/* Without focus: no current line is shown. */
void pager_draw(struct canvas *c, struct area where, const struct pager *p, bool focus);
int pager_source(const struct pager *p); /* of the current line; -1 when empty */

#endif
