/* SPDX-License-Identifier: EUPL-1.2 */
/* The inside of the shell, shared by the files that make it: shell.c (screens), keys.c (input),
 * ask.c (questions), palette.c, chrome.c (what surrounds a screen). */
#ifndef PUPITRE_UI_SHELL_PRIV_H
#define PUPITRE_UI_SHELL_PRIV_H

#include "pupitre/ui/edit.h"
#include "shell.h"

#include "pupitre/term/backend.h"

enum { STACK_MAX = 16, HELD_MAX = 256, MIN_ROWS = 16, MIN_COLS = 60, HISTORY_MAX = 50 };

enum asking { ASK_NOTHING, ASK_LINE, ASK_MENU, ASK_CONFIRM, ASK_PALETTE };

struct ask {
	enum asking kind;
	struct screen *screen;
	char label[512];
	char about[128];
	ui_answer *on_change, *on_done, *on_cancel;
};

struct palette {
	struct arena arena; /* proposals of what is typed */
	struct menu menu;
	struct arena past_arena;
	struct str past[HISTORY_MAX]; /* newest last */
	int past_count, past_at;
};

struct ui {
	struct session *session;
	struct backend *backend;
	struct canvas canvas;
	struct screen *stack[STACK_MAX];
	int depth;
	char message[1200];
	enum style message_style;
	bool has_message, dirty, quit;
	bool stop; /* Ctrl-Z was asked: workstation.c does it */
	int count; /* digits typed before a command; 0: none */
	struct ask ask;
	struct edit line; /* of ASK_LINE and ASK_PALETTE */
	struct menu menu; /* of ASK_MENU */
	struct arena menu_arena;
	char about[128]; /* of the question being answered */
	struct palette palette;
	struct key held[HELD_MAX]; /* typed while a write waited */
	int held_count;
	int64_t version; /* of the data, last seen */
};

struct workstation {
	struct ui ui;
};

/* shell.c */
struct screen *ui_top(const struct ui *ui);
void ui_layout(struct ui *ui);
void ui_draw(struct ui *ui);
bool ui_too_small(const struct ui *ui);
void ui_forget_typeahead(struct ui *ui);
/* keys.c */
void ui_key(struct ui *ui, const struct key *key);
const struct action *ui_action(
	const struct ui *ui, enum command_id id); /* NULL: not here, not now */
bool ui_available(const struct ui *ui, enum command_id id); /* and the agent may */
void ui_execute(struct ui *ui, enum command_id id, const struct call *call);
/* ask.c */
void ask_key(struct ui *ui, const struct key *key);
void ask_close(struct ui *ui);
/* palette.c */
void palette_open(struct ui *ui);
void palette_key(struct ui *ui, const struct key *key);
void palette_update(struct ui *ui);
void palette_done(struct palette *p);
/* chrome.c */
void chrome_draw(struct ui *ui);

#endif
