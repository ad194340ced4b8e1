/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One operation on many dossiers: a preview that says how many change and what it does, then all of
 * it as one batch in one transaction, which one undo takes back.
 *
 * Agreement  apply does what the preview said, on the dossiers that it said: each field about to be
 *            written must still have the revision seen then (ERR_CONFLICT else, nothing written), and
 *            a dossier that the preview did not refuse must still pass (same).
 */
#ifndef PUPITRE_APP_BULK_H
#define PUPITRE_APP_BULK_H

#include "pupitre/app/session.h"
#include "pupitre/base/numset.h"
#include "pupitre/domain/workflow.h"

enum bulk_kind {
	BULK_ASSIGN,
	BULK_UNASSIGN,
	BULK_TAG,
	BULK_UNTAG,
	BULK_REQUEST, /* pieces */
	BULK_MOVE,
	BULK_NOTE,
	BULK_COUNT,
};

enum bulk_argument {
	BULK_WANTS_AGENT,
	BULK_WANTS_TAG, /* shared or "~personal" */
	BULK_WANTS_TEXT,
	BULK_WANTS_STATE, /* and a text where the move asks for a reason */
};

struct bulk_row {
	const char *id; /* "assign" */
	const char *label; /* "affecter" */
	const char *ask; /* "à quel agent ?" */
	enum bulk_argument argument;
	enum capability needs;
};
extern const struct bulk_row bulk_rows[BULK_COUNT];

struct bulk_order {
	enum bulk_kind kind;
	struct str text; /* login, tag, pieces, reason or note */
	enum state state; /* BULK_MOVE */
};

/* What it bears on: numbers, or a query text when numbers is NULL. */
struct bulk_target {
	const struct numset *numbers;
	struct str query;
};

struct bulk_refusal {
	const char *why;
	size_t count;
	int64_t example; /* smallest number */
};

struct bulk_seen; /* one dossier that will change, as it was */

struct bulk_preview {
	size_t targets, changes, unchanged, refused; /* targets is the sum of the others */
	struct bulk_refusal *refusals; /* most frequent first */
	size_t refusal_count;
	/* "affecter 42 dossiers à a.martin ; 3 sont déjà ainsi ; impossible pour 2" */
	const char *sentence;
	struct bulk_order order;
	struct bulk_seen *seen; /* of changes */
};

/* Writes nothing; strings and the list live in the arena. ERR_INPUT when the order itself is wrong
 * (unknown agent, bad tag, no text) or nothing is targeted, ERR_DENIED when the role does not allow
 * it. */
MUST_CHECK enum status bulk_preview(struct session *s, const struct bulk_order *order,
	const struct bulk_target *target, struct arena *a, struct bulk_preview *out,
	struct err *err);
/* ERR_INPUT when the preview changes nothing. Personal tags leave no act: the receipt has
 * none, tags_take_step takes them back. */
MUST_CHECK enum status bulk_apply(struct session *s, const struct bulk_preview *p, struct arena *a,
	struct receipt *out, struct err *err);

#endif
