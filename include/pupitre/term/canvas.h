/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A grid of cells on which screens draw; a backend shows it.
 *
 * Units    rows and columns from 0, relative to the current area; a wide character takes two
 *          cells, the right one with width 0. `columns` is the most that a call may touch.
 * Clip     nothing is ever drawn outside the current area, and a cluster is never cut: what does
 *          not fit whole is left out. Coordinates outside are allowed and draw nothing there.
 * Text     any bytes: each text passes the display gate (utf8_gate) here, nowhere else.
 * Memory   the canvas owns its cells and a scratch arena emptied by canvas_clear.
 */
#ifndef PUPITRE_TERM_CANVAS_H
#define PUPITRE_TERM_CANVAS_H

#include <stdint.h>

#include "pupitre/base/arena.h"
#include "pupitre/base/str.h"
#include "pupitre/term/style.h"

enum { CELL_BYTES = 17 };

struct cell {
	char text[CELL_BYTES]; /* a character with its marks and a NUL; "" right of a wide one */
	uint8_t width; /* 1, 2, or 0 for the right half of the wide one before */
	uint8_t style, role;
};

struct area {
	int row, col, rows, cols;
};

struct canvas {
	int rows, cols;
	struct cell *cells; /* rows x cols, row by row */
	struct area area; /* where one draws now, in absolute coordinates */
	int cursor_row, cursor_col; /* absolute, always inside the canvas */
	struct arena scratch;
};

enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTRE };

void canvas_init(struct canvas *c, int rows, int cols); /* cleared; at least 1x1 */
void canvas_resize(struct canvas *c, int rows, int cols); /* cleared */
void canvas_clear(struct canvas *c); /* blanks, whole area, cursor at 0,0 */
void canvas_done(struct canvas *c);

/* Two panes: enter a part (relative to the current area, clipped to it), draw from 0,0, leave with
 * what enter returned. */
struct area canvas_enter(struct canvas *c, struct area part);
void canvas_leave(struct canvas *c, struct area before);

/* Text from col on, clipped to `columns`; returns the columns used. */
int canvas_text(struct canvas *c, int row, int col, int columns, struct str s, enum style style);
/* Exactly `columns`: shortened with "…" when too long, filled with blanks when too short. */
void canvas_pad(struct canvas *c, int row, int col, int columns, enum align align, struct str s,
	enum style style);
int canvas_printf(struct canvas *c, int row, int col, int columns, enum style style,
	const char *fmt, ...) __attribute__((format(printf, 6, 7)));
/* Blanks, or a horizontal line of "─"; `columns` cells of one row. */
void canvas_fill(struct canvas *c, int row, int col, int columns, enum style style);
void canvas_line(struct canvas *c, int row, int col, int columns, enum style style);
/* Gives drawn cells another style, or a role, and leaves their text. */
void canvas_style(struct canvas *c, int row, int col, int columns, enum style style);
void canvas_role(struct canvas *c, int row, int col, int columns, enum role role);
/* Where the hardware cursor stands: on the selected row or the edited character. */
void canvas_cursor(struct canvas *c, int row, int col);

/* Absolute look-ups for backends and tests; row and col must be inside. */
const struct cell *canvas_cell(const struct canvas *c, int row, int col);

#endif
