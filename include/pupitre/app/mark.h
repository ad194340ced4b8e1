/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Marking a dossier. What is being typed is a draft, private to its author, committed at each call;
 * finalising makes it an act, with the moves up to "marked" in the same batch once every assigned
 * evaluator is final. Marking a finalised sheet again starts a new draft from it.
 */
#ifndef PUPITRE_APP_MARK_H
#define PUPITRE_APP_MARK_H

#include "pupitre/app/session.h"
#include "pupitre/domain/score.h"

struct mark_sheet {
	int64_t number;
	int volet;
	const struct grid *grid;
	struct sheet sheet;
	struct str comments[GRID_ITEMS];
	struct str opinion_comment;
	struct score score;
	bool is_draft, is_final; /* a draft over a final sheet has both */
	bool can_undo, can_redo;
	bool may_edit; /* role, scope and state allow it; else why says what stops it */
	const char *why;
	struct str title, applicant; /* for the heading */
	struct maybe_money requested, eligible;
};

MUST_CHECK enum status mark_open(struct session *s, int64_t number, struct arena *a,
	struct mark_sheet *out, struct err *err);
MUST_CHECK enum status mark_set(
	struct session *s, int64_t number, int item, int8_t mark, struct err *err);
/* item -1: the comment of the opinion. Absent or empty text removes it. */
MUST_CHECK enum status mark_comment(
	struct session *s, int64_t number, int item, struct str text, struct err *err);
/* Takes back (or does again) the last change of this draft; *item is what it touched. ERR_INPUT when
 * there is none. */
MUST_CHECK enum status mark_undo(struct session *s, int64_t number, int *item, struct err *err);
MUST_CHECK enum status mark_redo(struct session *s, int64_t number, int *item, struct err *err);
MUST_CHECK enum status mark_finalise(
	struct session *s, int64_t number, struct arena *a, struct receipt *out, struct err *err);

#endif
