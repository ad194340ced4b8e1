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

/* list_set.c: what a tree matches for a viewer, whatever his départements. out is empty on failure. */
MUST_CHECK enum status members_of_query(struct store *st, const struct viewer *viewer,
	const struct query *where, struct members *out, struct err *err);
/* The dossiers of a scope of départements. */
MUST_CHECK enum status members_of_scope(
	struct db *db, struct str departments, struct members *out, struct err *err);
void members_and(struct members *m, struct members *other); /* takes other */
void members_done(struct members *m);

/* list_leaf.c: adds what one condition matches. QUERY_ALL, AND, OR and NOT are not conditions. */
MUST_CHECK enum status leaf_members(struct store *st, const struct viewer *viewer,
	const struct query *leaf, struct numset *out, struct err *err);
/* list_marks.c: the same for criteria and items, on the sheets that the viewer may see. */
MUST_CHECK enum status marks_members(struct db *db, const struct viewer *viewer,
	const struct query *leaf, struct numset *out, struct err *err);
/* Rows of numbers into a set; closes the cursor. */
MUST_CHECK enum status collect_numbers(struct sql *q, struct numset *out, struct err *err);
/* The dossiers whose column is one of the values. */
MUST_CHECK enum status any_text(struct db *db, enum sql_id id, const struct str *values,
	size_t count, struct numset *out, struct err *err);

/* list_rows.c: in the order given, those that exist. days_left and urgent are as of today. */
MUST_CHECK enum status list_rows(struct db *db, const int64_t *numbers, size_t n, struct day today,
	int alert_days, struct arena *a, struct list_row **rows, size_t *count, struct err *err);

#endif
