/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The list engine: a search compiles to a set of numbers, or to "all"; an order
 * is a walk of a covering (key, number) index that keeps the members; rows are read for display.
 *
 * Order    by the first sort key then by number; further keys order only inside equal first keys.
 *          Absent values: last when ascending for days, first for the rest.
 * Cost     a page is O(rows) when everything is shown, one index walk else; OFFSET is never used.
 * State    no statement stays open between calls; a list keeps its set until it is opened again.
 */
#ifndef PUPITRE_STORE_LIST_H
#define PUPITRE_STORE_LIST_H

#include "pupitre/base/numset.h"
#include "pupitre/domain/listing.h"
#include "pupitre/domain/query.h"
#include "pupitre/store/open.h"

struct viewer {
	struct str departments; /* scope: "*" or "45,37" */
	struct day today; /* for days_left and urgent */
	int alert_days;
	struct str login; /* whose own sheets may be searched before the points exist */
	const struct grid *grid; /* in force: gives criteria and items their meaning; may be NULL */
};

struct store_list; /* an open list */

/* search and viewer are copied as needed; they may go afterwards. */
MUST_CHECK enum status store_list_open(struct store *st, const struct search *search,
	const struct viewer *viewer, struct store_list **out, struct err *err);
void store_list_close(struct store_list *l); /* NULL is a no-op */

enum list_from {
	LIST_FIRST,
	LIST_LAST,
	LIST_AFTER,
	LIST_BEFORE,
	LIST_AT /* the anchor itself, if a member, and after */
};
/* Up to max rows, always in list order. The anchor (a number; ignored by FIRST and LAST) need not be
 * a member: it has its place by its keys; ERR_INPUT when no such dossier exists. */
MUST_CHECK enum status store_list_page(struct store_list *l, enum list_from from, int64_t anchor,
	size_t max, struct arena *a, struct list_row **rows, size_t *count, struct err *err);
/* shown: members; all: what this viewer's scope holds. */
MUST_CHECK enum status store_list_count(
	struct store_list *l, int64_t *shown, int64_t *all, struct err *err);
/* The members, or NULL when everything is shown. Borrowed. */
const struct numset *store_list_members(const struct store_list *l);

/* One dossier as a row of the list. */
MUST_CHECK enum status store_list_row(struct store *st, int64_t number, const struct viewer *viewer,
	struct arena *a, struct list_row *out, bool *found, struct err *err);

/* The clock that runs next and whether a warning stands, as the rules of today see them: derived,
 * computed by app/ after each write on the dossier. DAY_NONE: no clock. Inside store_begin. */
MUST_CHECK enum status store_listing_set_deadline(
	struct store *st, int64_t number, struct day deadline, bool warning, struct err *err);
/* True after the derived half was rebuilt, until store_deadlines_done: app/ then sets all of them. */
MUST_CHECK enum status store_deadlines_stale(struct store *st, bool *out, struct err *err);
MUST_CHECK enum status store_deadlines_done(struct store *st, struct err *err);

#endif
