/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Pictures of a campaign and the two-page note that shows them, drawn in the plug-in (cairo, pango). The caller
 * gives figures and French words; the drawing decides nothing about them.
 */
#ifndef PUPITRE_EXCHANGE_PICTURE_H
#define PUPITRE_EXCHANGE_PICTURE_H

#include "pupitre/exchange/book.h"

struct picture_bar {
	const char *label;
	int64_t parts[5]; /* in the unit of the picture; what they are is in `legend` */
	const char *figure; /* written at its end: "76 %, reste 71 600 €" */
};
enum picture_kind { PICTURE_BARS, PICTURE_COLUMNS, PICTURE_LINE };
struct picture {
	enum picture_kind kind;
	const char *code; /* "enveloppes" */
	const char *title, *note; /* note: what to read in it, one sentence */
	const char *legend[5]; /* NULL-ended */
	const struct picture_bar *bars;
	size_t count;
	bool money; /* parts are cents */
};
struct note_paragraph {
	const char *heading; /* NULL: none */
	const char *text;
};
struct note {
	const struct book_head *head;
	const struct note_paragraph *paragraphs;
	size_t paragraph_count;
	const struct picture *pictures;
	size_t picture_count;
};
struct picture_ops {
	enum status (*svg)(const struct picture *p, struct buf *out, struct err *err);
	enum status (*png)(const struct picture *p, struct buf *out, struct err *err);
	enum status (*note)(const struct note *n, struct buf *out,
		struct err *err); /* PDF, tagged, two pages A4 */
};
MUST_CHECK enum status pictures_find(const struct picture_ops **out, struct err *err);

#endif
