/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of dossiers: which columns fit a width, its head and its rows. Drawing only. */
#ifndef PUPITRE_UI_LIST_TABLE_H
#define PUPITRE_UI_LIST_TABLE_H

#include "pupitre/domain/columns.h"
#include "pupitre/term/canvas.h"

enum { TABLE_MAX = 10 };

struct table_row { /* one dossier, its cells made when it was read */
	struct list_row row;
	struct str cells[COLUMN_COUNT];
};

struct table {
	int count;
	struct {
		enum column id;
		int col, width;
	} columns[TABLE_MAX];
};

/* number_width: columns of the longest number shown. */
void table_layout(struct table *t, int cols, int number_width);
void table_cells(struct arena *a, struct table_row *r); /* fills cells from row */
void table_draw_head(struct canvas *c, int row, const struct table *t);
void table_draw_row(struct canvas *c, int row, int cols, const struct table *t,
	const struct table_row *r, bool selected);

#endif
