/* SPDX-License-Identifier: EUPL-1.2 */
/* Text tables in columns of the terminal. Cells pass the display gate; a line never exceeds total. */
#ifndef PUPITRE_CLI_TABLE_H
#define PUPITRE_CLI_TABLE_H

#include "pupitre/base/arena.h"
#include "pupitre/base/buf.h"

struct table_column {
	const char *title;
	int width; /* 0: shares what the others leave (at least 8) */
	bool right;
};

/* Gives the columns of width 0 their share of total; columns are separated by two spaces. */
void table_share(struct table_column *cols, size_t n, int total);
/* Widens each column to its title and cells (rows x n of them), at most total for all: what is too
 * much is taken from the widest. */
void table_fit(
	struct table_column *cols, size_t n, const struct str *cells, size_t rows, int total);
void table_titles(struct buf *out, struct arena *a, const struct table_column *cols, size_t n);
void table_line(struct buf *out, struct arena *a, const struct table_column *cols, size_t n,
	const struct str *cells);

#endif
