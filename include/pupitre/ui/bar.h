/* SPDX-License-Identifier: EUPL-1.2 */
/* A bar of cells: what is used, what a pending act would add, what is left. */
#ifndef PUPITRE_UI_BAR_H
#define PUPITRE_UI_BAR_H

#include <stdint.h>

#include "pupitre/term/canvas.h"

struct bar {
	int64_t used, added, whole; /* same unit; added may be negative: given back */
};

/* Cells of `columns` for part of whole, half up, between 0 and columns; something is never shown as
 * nothing, nor less than everything as everything. */
int bar_cells(int64_t part, int64_t whole, int columns);
void bar_draw(struct canvas *c, int row, int col, int columns, struct bar b);

#endif
