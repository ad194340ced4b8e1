/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of dossiers: which columns fit a width, its head and its rows. Drawing only. */
#ifndef PUPITRE_UI_LIST_TABLE_H
#define PUPITRE_UI_LIST_TABLE_H

#include "pupitre/domain/column_set.h"
#include "pupitre/term/canvas.h"

struct table_row { /* one dossier, its cells made when it was read */
	struct list_row row;
	struct str cells[COLUMN_COUNT];
};

enum { PANE_FROM = 120 }; /* columns from which the dossier is shown beside the list */
int table_width(int cols); /* what the list takes of a screen */

struct table {
	int count;
	struct {
		enum column id;
		int col, width;
		bool here; /* the column under the cursor, when it is not the first one */
	} columns[COLUMN_COUNT];
	bool left, right; /* columns of the set are out of sight there */
};

struct table_mark {
	bool here, selected; /* under the cursor; chosen for a command on several dossiers */
};

/* The usual set loses columns where there is little room; any other one is shown whole, by parts.
 * False for a column that a width never shows. */
bool table_holds(const struct column_set *set, int column, int cols);
/* number_width: columns of the longest number shown; column: place in the set that must be seen. */
void table_layout(
	struct table *t, const struct column_set *set, int column, int cols, int number_width);
void table_cells(struct arena *a, const struct column_set *set, struct table_row *r);
void table_draw_head(struct canvas *c, int row, int cols, const struct table *t);
void table_draw_row(struct canvas *c, int row, int cols, const struct table *t,
	const struct table_row *r, struct table_mark mark);

#endif
