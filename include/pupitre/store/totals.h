/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sums over groups of dossiers: kept ones for a whole scope, walked ones for a set.
 * Amounts in cents, points in thousandths; absent amounts count for nothing.
 */
#ifndef PUPITRE_STORE_TOTALS_H
#define PUPITRE_STORE_TOTALS_H

#include "pupitre/base/arena.h"
#include "pupitre/base/numset.h"
#include "pupitre/domain/columns.h"
#include "pupitre/store/open.h"

struct stored_total {
	struct str
		code; /* of the group, as stored; states and decisions: their rank; "" or -1: none */
	int64_t dossiers, requested, awarded;
	int64_t marked, points; /* dossiers whose points exist, and the sum of these */
};

/* by: département, kind, state, category or decision. members NULL: all dossiers of the scope, from
 * the kept totals. In order of code, ranks in numeric order. */
MUST_CHECK enum status store_totals(struct store *st, enum column by, const struct numset *members,
	struct str departments, struct arena *a, struct stored_total **out, size_t *count,
	struct err *err);
/* How a category is written, by its stored form; absent when none has it. */
MUST_CHECK enum status store_category_text(
	struct store *st, struct str category, struct arena *a, struct str *out, struct err *err);

#endif
