/* SPDX-License-Identifier: EUPL-1.2 */
/* The state of the screen Notation, shared by its commands (s_mark.c) and its drawing
 * (mark_view.c). */
#ifndef PUPITRE_UI_MARK_STATE_H
#define PUPITRE_UI_MARK_STATE_H

#include "pupitre/ui/edit.h"
#include "screen.h"

#include "pupitre/app/mark.h"

enum { EDIT_NOTHING = -2, EDIT_OPINION = -1 /* else an item's comment */ };

struct mark_state {
	int64_t number;
	struct screen *list;
	struct mark_sheet sheet; /* in the screen's arena */
	int item; /* under the cursor */
	int top; /* first line of the grid shown; a criterion's name is a line too */
	int panel_rows; /* rows of the descriptions, the same for every item */
	int editing;
	struct edit comment;
};

/* Lines of the grid that fit above the descriptions. */
int mark_grid_rows(const struct screen *s);
int mark_line_of(const struct grid *g, int item); /* line of an item */
/* Rows that the widest descriptions of the grid need at a width. */
int mark_panel_rows(const struct grid *g, int cols);
void mark_draw(const struct screen *s, struct canvas *c);

#endif
