/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Named views of the list: a query, sort keys and columns. A shared view belongs to the team (each
 * change is an act); a private one is its author's. Digits 1 to 9 are each person's own. And the
 * place where a person was, found again at the next opening.
 */
#ifndef PUPITRE_APP_VIEWS_H
#define PUPITRE_APP_VIEWS_H

#include "pupitre/app/session.h"
#include "pupitre/domain/column_set.h"

enum { VIEW_NAME_MAX = 60, VIEW_PRIVATE_MAX = 200 };

struct saved_view {
	struct uid id; /* zero: not saved yet */
	struct str name;
	struct str query; /* as typed; "" everything */
	struct str sort; /* "-points,requested_cents", as browse_open takes it; "" default */
	struct column_set columns;
	bool shared;
	struct str agent; /* who saved it last */
	int digit; /* 1-9 for the caller; 0 none */
};

/* In order of digit then of name: those with a digit first. */
MUST_CHECK enum status views_list(struct session *s, struct arena *a, struct saved_view **out,
	size_t *count, struct err *err);
/* *found false when the digit opens nothing (any more). */
MUST_CHECK enum status view_of_digit(struct session *s, int digit, struct arena *a,
	struct saved_view *out, bool *found, struct err *err);

/* ERR_INPUT when it is empty or longer than VIEW_NAME_MAX. */
MUST_CHECK enum status view_name_check(struct str name, struct err *err);
/* Saves a new view (id zero) or changes a saved one; *id is then its id. digit is not looked at. The
 * query and the sort must parse. ERR_INPUT when another view that the caller sees has this name; an
 * id keeps its being shared or private. */
MUST_CHECK enum status view_save(struct session *s, const struct saved_view *v, struct uid *id,
	struct arena *a, struct receipt *out, struct err *err);
MUST_CHECK enum status view_rename(struct session *s, struct uid id, struct str name,
	struct arena *a, struct receipt *out, struct err *err);
MUST_CHECK enum status view_delete(
	struct session *s, struct uid id, struct arena *a, struct receipt *out, struct err *err);
/* The digit leaves the view that had it; 0 takes the view's digit away. */
MUST_CHECK enum status view_set_digit(struct session *s, struct uid id, int digit, struct err *err);

/* Where a person is in the list. */
struct place {
	struct str query, sort;
	struct column_set columns;
	int64_t row; /* number of the dossier under the cursor; 0 none */
	int top; /* screen rows above it */
	int cursor_column; /* index in columns */
	struct uid view; /* open view; zero: none */
};
struct place_keeper { /* zeroed at the start of a run */
	struct hash written;
	int64_t at; /* ms, of the last write */
};

/* *found false the first time; a place that no longer parses is as none. */
MUST_CHECK enum status place_find(
	struct session *s, struct arena *a, struct place *out, bool *found, struct err *err);
/* Writes the place when it differs from the one written before and a second has gone by, or when
 * leaving. Waits for nobody: a busy gate leaves it for the next time (*later true, may be NULL). */
MUST_CHECK enum status place_keep(struct session *s, struct place_keeper *k, const struct place *p,
	bool leaving, bool *later, struct err *err);

#endif
