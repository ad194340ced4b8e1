/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Totals by group of what a query shows: number, requested, awarded, mean of the points that exist
 * for everyone. Without a filter they come from counters kept with the list; with one the members
 * are walked, which session_on_stop can stop.
 */
#ifndef PUPITRE_APP_TOTALS_H
#define PUPITRE_APP_TOTALS_H

#include "pupitre/app/session.h"
#include "pupitre/base/money.h"
#include "pupitre/domain/columns.h"
#include "pupitre/domain/score.h"

enum total_by {
	TOTAL_DEPARTMENT,
	TOTAL_KIND,
	TOTAL_STATE,
	TOTAL_CATEGORY,
	TOTAL_DECISION,
	TOTAL_BY_COUNT,
};

struct total_row {
	enum column column;
	const char *label; /* "par département" */
};
extern const struct total_row total_rows[TOTAL_BY_COUNT];

struct total_line {
	struct str code; /* absent: dossiers without a value */
	struct str label; /* "45 Loiret", "En instruction", "sans décision" */
	int64_t dossiers;
	struct money requested, awarded;
	int64_t marked; /* dossiers whose points exist */
	struct points mean; /* of those, half up; meaningless when marked is 0 */
	struct str query; /* opens these dossiers */
};

struct totals {
	struct total_line *lines; /* states and decisions in their own order, the rest by code */
	size_t count;
	struct total_line all; /* the sum of the lines; query is the one that was given */
};

/* at: as browse_open. ERR_CANCELLED when it was stopped. */
MUST_CHECK enum status totals_read(struct session *s, enum total_by by, struct str query,
	struct arena *a, struct totals *out, int *at, struct err *err);

#endif
