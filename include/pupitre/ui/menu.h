/* SPDX-License-Identifier: EUPL-1.2 */
/* A choice among a few lines, drawn over the bottom of the screen. */
#ifndef PUPITRE_UI_MENU_H
#define PUPITRE_UI_MENU_H

#include "pupitre/base/arena.h"
#include "pupitre/term/canvas.h"
#include "pupitre/term/key.h"
#include "pupitre/ui/span.h"

enum { MENU_ROWS = 8 }; /* most rows shown at once */

struct menu_item {
	struct str label, detail;
	int value; /* the caller's */
};

struct menu {
	const char *title;
	struct menu_item *items; /* borrowed */
	struct span span;
};

enum menu_result { MENU_IGNORED, MENU_MOVED, MENU_CHOSEN, MENU_LEFT };

void menu_open(struct menu *m, const char *title, struct menu_item *items, int count, int selected);
enum menu_result menu_key(struct menu *m, const struct key *key);
/* In the last rows of `where`, under a rule that bears the title. */
void menu_draw(struct canvas *c, struct area where, const struct menu *m, bool focus);
int menu_height(const struct menu *m); /* rows that menu_draw takes */

#endif
