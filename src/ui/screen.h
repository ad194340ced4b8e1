/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a screen is for the shell.
 *
 * Area     a screen draws in its own area: every row between the title and the hints. Its last row
 *          is the status line, over which the shell puts messages.
 * Order    enter, layout (size known; again at each resize), then act, key, refresh, draw; leave.
 * Draw     pure: no I/O; what is shown was loaded before.
 * Memory   state (state_size bytes, zeroed) and arena belong to the screen until leave.
 */
#ifndef PUPITRE_UI_SCREEN_H
#define PUPITRE_UI_SCREEN_H

#include "pupitre/app/session.h"
#include "pupitre/base/buf.h"
#include "pupitre/term/canvas.h"
#include "pupitre/term/key.h"
#include "pupitre/ui/commands.h"

struct ui;
struct screen;
struct browse;
struct span;
struct search;

/* Where to go. */
struct route {
	int64_t number; /* dossier; 0: none */
	struct str title, text; /* of a reader: its name, its lines */
	struct screen *list; /* the list one comes from: its order gives next and previous */
};

struct call {
	int count; /* typed before the key; 1 by default */
	bool counted; /* it was typed */
	struct key key; /* the key that called; KEY_NONE from the palette */
	struct str argument; /* from the palette; absent otherwise */
};

struct action {
	enum command_id id;
	enum status (*run)(struct screen *s, const struct call *c, struct err *err);
	bool (*when)(const struct screen *s); /* NULL: always */
};

struct screen_ops {
	const char *name; /* stable: tests */
	unsigned bit;
	size_t state_size;
	const struct action *actions; /* ended by CMD_NONE; NULL: none */
	const struct action *const *more; /* other tables, ended by NULL; NULL: none */
	const enum command_id *hints; /* in order, ended by CMD_NONE */
	enum status (*enter)(struct screen *s, const struct route *r, struct err *err);
	enum status (*layout)(struct screen *s, int rows, int cols, struct err *err);
	enum status (*refresh)(struct screen *s, struct err *err); /* NULL: nothing can change */
	/* What is shown is late on purpose while keys follow one another; rest catches up. Both or none. */
	bool (*late)(const struct screen *s);
	enum status (*rest)(struct screen *s, struct err *err);
	/* Before commands; true when the key was used. NULL: the screen has no field. */
	bool (*key)(struct screen *s, const struct key *key, struct err *err);
	/* Its rows in memory, through which the movement commands go (moves.c); NULL: it moves
	 * otherwise. reach reads on until there are that many; NULL: all are there. */
	struct span *(*span)(const struct screen *s);
	enum status (*reach)(struct screen *s, int count, struct err *err);
	/* The text that it shows, in place of rows (search.c); NULL: none. */
	struct search *(*search)(const struct screen *s);
	/* What Esc does while a text is typed ("terminer"), or NULL when none is. NULL: never. */
	const char *(*typing)(const struct screen *s);
	/* crumb: one part of the title, or several on lines of their own. */
	void (*title)(const struct screen *s, struct buf *crumb, struct buf *badge);
	void (*draw)(const struct screen *s, struct canvas *c);
	void (*leave)(struct screen *s);
};

struct screen {
	const struct screen_ops *ops;
	struct ui *ui;
	void *state;
	struct arena arena;
	int rows, cols; /* of its area */
};

extern const struct screen_ops list_screen, dossier_screen, mark_screen, decide_screen,
	register_screen, envelopes_screen, reader_screen, help_screen, columns_screen, views_screen,
	totals_screen, bundles_screen, bundle_new_screen, keys_screen, questions_screen,
	export_screen, export_columns_screen;

#endif
