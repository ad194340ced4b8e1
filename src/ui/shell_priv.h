/* SPDX-License-Identifier: EUPL-1.2 */
/* The inside of the shell, shared by the files that make it: shell.c (screens), keys.c (input),
 * busy.c (long reads and writes), ask.c (questions), offer.c (what may complete a line), palette.c,
 * chrome.c (what surrounds a screen). */
#ifndef PUPITRE_UI_SHELL_PRIV_H
#define PUPITRE_UI_SHELL_PRIV_H

#include "past.h"
#include "pupitre/ui/edit.h"
#include "shell.h"

#include "pupitre/term/backend.h"

enum { STACK_MAX = 16, HELD_MAX = 256, MIN_ROWS = 16, MIN_COLS = 60 };

enum asking { ASK_NOTHING, ASK_LINE, ASK_MENU, ASK_CONFIRM, ASK_PALETTE };

struct ask {
	enum asking kind;
	struct screen *screen;
	char label[1200];
	char about[128];
	ui_answer *on_change, *on_done, *on_cancel;
	bool (*later)(struct str text);
	ui_propose *propose;
	enum proposing proposing;
	struct past *past;
	bool changed; /* on_change and the proposals are to be told */
};

struct offer { /* proposals for the line of ASK_LINE */
	struct arena arena;
	struct proposals found;
	struct menu menu;
	bool shown, picked; /* picked: the menu's cursor means something */
};

struct palette {
	struct arena arena; /* proposals of what is typed */
	struct menu menu;
	struct past past;
};

struct ui {
	struct session *session;
	struct backend *backend;
	struct canvas canvas;
	struct screen *stack[STACK_MAX];
	int depth;
	char message[1200];
	enum style message_style;
	struct past messages; /* those that were shown */
	bool has_message, dirty, quit;
	bool stop; /* Ctrl-Z was asked: workstation.c does it */
	int count; /* digits typed before a command; 0: none */
	struct ask ask;
	struct edit line; /* of ASK_LINE and ASK_PALETTE */
	struct menu menu; /* of ASK_MENU */
	struct arena menu_arena;
	char about[128]; /* of the question being answered */
	struct offer offer;
	struct palette palette;
	bool live; /* the next key interrupts what runs */
	int64_t busy_since; /* ms */
	bool busy_shown;
	bool job; /* between ui_job_begin and ui_job_end: Esc stops too */
	int64_t job_shown; /* ms */
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
/* busy.c */
void busy_begin(struct ui *ui); /* something that may last begins */
bool busy_wait(void *ctx, const char *holder, int waited); /* of session_on_wait */
bool busy_stop(void *ctx); /* of session_on_stop */
/* ask.c */
void ask_key(struct ui *ui, const struct key *key);
void ask_close(struct ui *ui);
/* Tells of a changed line; false when a key interrupted it. paused: even a text that waits for it. */
bool ask_settle(struct ui *ui, bool interruptible, bool paused);
/* offer.c */
MUST_CHECK enum status offer_update(struct ui *ui, struct err *err);
void offer_tab(struct ui *ui, int delta);
bool offer_move(struct ui *ui, int delta); /* false: nothing to move among */
void offer_take(struct ui *ui); /* the chosen one, if any, into the line */
void offer_close(struct ui *ui);
/* palette.c */
void palette_key(struct ui *ui, const struct key *key);
void palette_update(struct ui *ui);
void palette_done(struct palette *p);
/* chrome.c */
void chrome_draw(struct ui *ui);

#endif
