/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to src/store. */
#ifndef PUPITRE_STORE_LIST_PRIV_H
#define PUPITRE_STORE_LIST_PRIV_H

#include "db.h"
#include "pupitre/store/list.h"

/* Members of a search; all: no set is needed. */
struct members {
	bool all;
	struct numset set;
};

/* list_set.c: what a tree matches. out is empty on failure. */
MUST_CHECK enum status members_of_query(
	struct db *db, const struct query *where, struct members *out, struct err *err);
/* The dossiers of a scope of départements. */
MUST_CHECK enum status members_of_scope(
	struct db *db, struct str departments, struct members *out, struct err *err);
void members_and(struct members *m, struct members *other); /* takes other */
void members_done(struct members *m);

#endif
