/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What screens ask of the shell: messages, other screens, and the questions that it asks for them
 * (a line to type, a menu, a confirmation).
 */
#ifndef PUPITRE_UI_SHELL_H
#define PUPITRE_UI_SHELL_H

#include "screen.h"

#include "pupitre/ui/menu.h"

struct session *ui_session(struct ui *ui);

/* Shown until the next key. */
void ui_say(struct ui *ui, enum style style, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void ui_messages(
	const struct ui *ui, struct buf *out); /* the last ones, newest first, a line each */
void ui_refused(struct ui *ui, const struct err *err);

MUST_CHECK enum status ui_push(
	struct ui *ui, const struct screen_ops *ops, const struct route *r, struct err *err);
/* Closes the screen on top and reads again the one under it. The root stays. */
void ui_pop(struct ui *ui);
struct screen *ui_root(const struct ui *ui); /* the list, under every other screen */
bool ui_is_over(const struct screen *s, unsigned bit); /* the screen under it is such a one */
bool ui_offers(const struct screen *s, enum command_id id); /* its key does something there now */
/* Runs a command as if its key had been typed. */
void ui_run(struct ui *ui, enum command_id id, struct str argument);

/* Answers. `s` is the screen that asked, text what was typed, value the chosen item's. What the
 * question was about (a dossier, an act) is in ui_about. */
typedef enum status ui_answer(struct screen *s, struct str text, int value, struct err *err);
struct str ui_about(const struct ui *ui); /* borrowed until the next question */

/* What may stand in place of some bytes of the line being typed; `at` is where its cursor stands. */
struct proposals {
	struct menu_item *items; /* the label is what the line gets */
	int count;
	size_t from, to; /* the bytes that it replaces */
};
typedef enum status ui_propose(struct screen *s, struct str text, size_t at, struct arena *a,
	struct proposals *out, struct err *err);
enum proposing {
	PROPOSE_AT_TAB, /* Tab takes the next one */
	PROPOSE_ALWAYS, /* shown as one types; Enter takes the text, unless Up or Down chose one */
	PROPOSE_FIRST, /* same, with the first one chosen */
};

/* A line to type in place of the messages. on_change (may be NULL) is told of the text once no key
 * waits: the next key interrupts it (ERR_CANCELLED, told again later), its refusal is shown and
 * changes nothing; `later` (may be NULL) tells the texts for which it waits for a pause. on_done
 * gets the text at Enter, a refusal keeps the line open; on_cancel (may be NULL) at Esc. Texts are
 * copied; past (may be NULL) is the caller's. */
struct past;
struct prompt {
	const char *label;
	struct str initial, about;
	ui_answer *on_change, *on_done, *on_cancel;
	bool (*later)(struct str text);
	ui_propose *propose; /* NULL: nothing */
	enum proposing proposing;
	struct past *past;
};
void ui_prompt(struct screen *s, const struct prompt *p);
/* True while a frame is drawn in the middle of a search that lasts. */
bool ui_searching(const struct ui *ui);
/* One of a few lines; title and items must live in ui_menu_arena, which is emptied by the call. */
struct arena *ui_menu_arena(struct ui *ui);
struct choice {
	const char *title;
	struct menu_item *items;
	int count, selected;
	struct str about;
	ui_answer *on_done;
};
void ui_menu(struct screen *s, const struct choice *choice);
/* Enter confirms, Esc gives up. What was typed ahead is forgotten. */
void ui_confirm(struct screen *s, struct str about, ui_answer *on_done, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

void palette_open(struct ui *ui); /* for a screen where letters are not always commands */

/* Something long that one call does: between them ui_progress may be called any number of times; it
 * shows the last word of how far it is, and is false once Ctrl-C or Esc was typed. What was typed
 * meanwhile is forgotten at the end. */
void ui_job_begin(struct ui *ui);
bool ui_progress(
	struct ui *ui, const char *what, int64_t done, int64_t total); /* total 0: unknown */
void ui_job_end(struct ui *ui);

extern const struct action span_actions[], search_actions[]; /* in moves.c, search.c */
/* What several screens do alike; in common.c. */
extern const struct action common_actions[]; /* unless the table of the screen says otherwise */
MUST_CHECK enum status ui_undo_last(struct screen *s, struct err *err);
void ui_undo_act(struct screen *s, struct uid act, const char *what); /* asks first */
MUST_CHECK enum status ui_redo_last(struct screen *s, struct err *err);
/* A menu of states, without those that the settings switch off; returns how many. */
int ui_state_items(struct ui *ui, struct arena *a, unsigned states, struct menu_item **out);
MUST_CHECK enum status ui_move_state(struct screen *s, int64_t number, struct err *err);
/* Puts a tag on a dossier, or takes it away when it is there; text absent: asks for it. */
MUST_CHECK enum status ui_tag(struct screen *s, int64_t number, struct str text, struct err *err);
MUST_CHECK enum status ui_refresh(struct screen *s, struct err *err);
/* The agent may propose a decision but not make it: the form of a decision is that of a proposal. */
bool ui_only_proposes(const struct screen *s);
struct act_view;
/* "décision du 08/10/2021 14:12 par b.durand, dossier 4012345". */
const char *ui_act_text(struct arena *a, const struct act_view *act);

#endif
