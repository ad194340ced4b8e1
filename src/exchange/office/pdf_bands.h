/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Columns laid on pages of paper: a table that is wider than a page goes on, for the same rows, on the pages that
 * follow. The main columns have the first page, the others follow in their order, as many pages as it takes; the
 * one that names the row leads each page after the first. Lengths are points.
 */
#ifndef PUPITRE_EXCHANGE_PDF_BANDS_H
#define PUPITRE_EXCHANGE_PDF_BANDS_H

#include "pupitre/exchange/book.h"

enum { PAGE_WIDTH = 842, MARGIN = 34, GAP = 6, COLUMNS_MOST = 64 };

/* The columns of one page. */
struct band {
	size_t count;
	size_t at[COLUMNS_MOST]; /* which of the sheet's */
	double left[COLUMNS_MOST], width[COLUMNS_MOST];
};

/* widths: what each column wants. bands: COLUMNS_MOST of them; how many were laid. */
size_t bands_lay(const struct book_sheet *s, const double *widths, struct band *bands);

#endif
