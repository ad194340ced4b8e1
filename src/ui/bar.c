/* SPDX-License-Identifier: EUPL-1.2 */
/* Bars of envelopes and criteria. */
#include "pupitre/ui/bar.h"

int
bar_cells(int64_t part, int64_t whole, int columns)
{
	int cells;

	if (part <= 0 || columns <= 0)
		return 0;
	if (part >= whole)
		return columns;
	cells = (int)(((double)part * columns) / (double)whole + 0.5);
	if (cells < 1)
		return 1;
	return cells >= columns ? columns - 1 : cells;
}

void
bar_draw(struct canvas *c, int row, int col, int columns, struct bar b)
{
	int64_t total = b.used + b.added;
	int end = bar_cells(total > b.used ? total : b.used, b.whole, columns);
	int full = bar_cells(total < b.used ? total : b.used, b.whole, columns);

	for (int i = 0; i < columns; i++) {
		struct str cell = i < full ? STR("█") : i < end ? STR("▒") : STR("░");

		canvas_text(c, row, col + i, 1, cell, i < full ? STYLE_BAR : STYLE_BAR_AFTER);
	}
}
