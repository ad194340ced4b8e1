/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of dossiers: a query text, keyset pages, counts. */
#ifndef PUPITRE_APP_BROWSE_H
#define PUPITRE_APP_BROWSE_H

#include "pupitre/app/session.h"
#include "pupitre/domain/listing.h"

struct browse; /* an open list; holds no statement between calls */

/* text: the language; sort: "-note,montant" or NULL (then tri: of the text, else by number).
 * at: column of the error in text, 0 when it is elsewhere. */
MUST_CHECK enum status browse_open(struct session *s, struct str text, struct str sort,
	struct browse **out, int *at, struct err *err);
void browse_close(struct browse *b);
/* ERR_INPUT when browse_open would refuse that order. */
MUST_CHECK enum status browse_sort_check(struct str sort, struct err *err);
/* Its pages have the tags of each dossier too, the agent's own included. */
void browse_with_tags(struct browse *b);
/* Its pages show what everybody may see: no range of the agent's own unfinished sheets. */
void browse_shared(struct browse *b);

enum browse_from {
	BROWSE_FIRST,
	BROWSE_LAST,
	BROWSE_AFTER,
	BROWSE_BEFORE,
	BROWSE_AT /* the anchor itself and after */
};

/* Up to max rows from an anchor dossier, always in list order. Rows live in the arena. An anchor that
 * left the list still has its place by its keys; an unknown one gives ERR_INPUT. */
MUST_CHECK enum status browse_page(struct browse *b, enum browse_from from, int64_t anchor,
	size_t max, struct arena *a, struct list_row **rows, size_t *count, struct err *err);
/* One dossier as a row, whether the list shows it or not; found is false when the agent may not see it. */
MUST_CHECK enum status browse_row(struct browse *b, int64_t number, struct arena *a,
	struct list_row *out, bool *found, struct err *err);
MUST_CHECK enum status browse_count(
	struct browse *b, int64_t *shown, int64_t *all, struct err *err);

#endif
