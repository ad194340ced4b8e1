/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The one door for writes. A use case begins (gate, BEGIN IMMEDIATE), plans changes whose old values
 * are read here, records them as acts, and ends. Recording checks the capability and the scope,
 * applies the changes, then asks rules_hold() about every row that was touched: live work, undo and
 * import all pass there.
 */
#ifndef PUPITRE_APP_WORK_H
#define PUPITRE_APP_WORK_H

#include "session_priv.h"

struct plan {
	enum verb verb;
	int64_t dossier; /* 0: none */
	struct uid undoes;
	struct change *changes;
	size_t count, cap;
};

MUST_CHECK enum status work_begin(struct session *s, struct err *err);
/* Commits when st is OK, else rolls back; returns st, or the commit's failure. */
MUST_CHECK enum status work_end(struct session *s, enum status st, struct err *err);

/* Changes of one row stand together, in the order in which they were planned: what store_put expects. */
void plan_order(struct arena *a, struct plan *p);
/* Plans one field; nothing when it already has that value. now absent: no value. */
MUST_CHECK enum status plan_set(struct session *s, struct arena *a, struct plan *p,
	enum entity entity, struct str key, const char *field, struct str now, struct err *err);

/* One act per plan that changes something (plans without changes are skipped), one batch for all;
 * out may be NULL. ERR_INPUT "rien à changer" when none changes anything. */
MUST_CHECK enum status work_record(struct session *s, struct arena *a, struct plan *plans, size_t n,
	struct receipt *out, struct err *err);

/* One plan under an id made before, because rows already refer to it (imports). */
MUST_CHECK enum status work_record_as(struct session *s, struct arena *a, struct plan *p,
	struct uid id, struct receipt *out, struct err *err);

/* The act of a plan whose changes of one row stand together, without asking who may: what follows from
 * an act that was allowed. Inside a write. */
MUST_CHECK enum status work_append(struct session *s, struct arena *a, struct plan *p,
	struct uid batch, struct uid id, struct err *err);

struct str key_of_dossier(struct arena *a, int64_t number);
struct str key_of_sheet(struct arena *a, int64_t number, const char *login);
struct str int_text(struct arena *a, int64_t v);
struct str money_value(struct arena *a, struct maybe_money m); /* cents in decimal, or absent */

#endif
