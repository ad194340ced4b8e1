/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A text being typed, of one line or several: what keys do to it, and how it is drawn. It knows
 * nothing of what the text is for.
 *
 * Units    `at` counts bytes and stands between two clusters; `columns` is the width of the area,
 *          which Up and Down need to follow the lines as they are shown.
 * Memory   zeroed = empty, one line; edit_done frees.
 */
#ifndef PUPITRE_UI_EDIT_H
#define PUPITRE_UI_EDIT_H

#include "pupitre/base/buf.h"
#include "pupitre/term/canvas.h"
#include "pupitre/term/key.h"

struct edit {
	struct buf text;
	size_t at;
	bool lines; /* several lines: Enter makes a new one */
	int columns;
};

enum edit_result { EDIT_IGNORED, EDIT_MOVED, EDIT_CHANGED };

enum { EDIT_MAX = 65536 }; /* bytes of one text */

void edit_set(struct edit *e, struct str text); /* cursor at the end */
struct str edit_text(const struct edit *e); /* borrowed; never absent */
enum edit_result edit_key(struct edit *e, const struct key *key);
void edit_done(struct edit *e);

/* One row of `columns`, scrolled so that the cursor is seen; with focus it takes the hardware cursor
 * and the role of the selection. */
void edit_draw_line(
	struct canvas *c, int row, int col, int columns, const struct edit *e, bool focus);
/* A figure: set against the right side, one blank after it. */
void edit_draw_figure(
	struct canvas *c, int row, int col, int columns, const struct edit *e, bool focus);
/* A text on several rows, wrapped. */
void edit_draw_area(struct canvas *c, struct area where, const struct edit *e, bool focus);

#endif
