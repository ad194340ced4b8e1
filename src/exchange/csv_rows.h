/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of a CSV file, one at a time. */
#ifndef PUPITRE_EXCHANGE_CSV_ROWS_H
#define PUPITRE_EXCHANGE_CSV_ROWS_H

#include "input.h"

enum { CSV_COLUMNS_MAX = 8000, CSV_ROW_MAX = 16 << 20 };

struct csv_events {
	void *ctx;
	struct arena *arena; /* of the cells: reset before each row */
	/* Cells are absent when empty. row 0 is the header. */
	enum status (*row)(
		void *ctx, int64_t row, const struct str *cells, size_t n, struct err *err);
};

/* Reads the source to its end. The separator is the one of "," ";" TAB that the first line has most of,
 * out of quotes. ERR_INPUT with the position when quotes are broken or a row is absurdly big. */
MUST_CHECK enum status csv_rows(struct input *in, const struct csv_events *events, struct err *err);

#endif
