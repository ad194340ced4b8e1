/* SPDX-License-Identifier: EUPL-1.2 */
/* Clocks of a dossier (décret 2018-514, CRPA). Computed and shown as alerts; they never move a state. */
#ifndef PUPITRE_DOMAIN_DEADLINE_H
#define PUPITRE_DOMAIN_DEADLINE_H

#include <stddef.h>

#include "pupitre/base/day.h"
#include "pupitre/domain/workflow.h"

struct deadline_rules {
	int receivability_months, decision_months, alert_days;
	bool suspension_stops_receivability;
	struct day commitment_end; /* DAY_NONE: none */
};

struct suspension { /* pieces requested .. received; until DAY_NONE: still waiting */
	struct day from, until;
};

enum deadline_kind {
	DEADLINE_RECEIVABILITY,
	DEADLINE_DECISION,
	DEADLINE_COMMITMENT,
	DEADLINE_COUNT
};
extern const char *const deadline_labels[DEADLINE_COUNT];

struct deadline {
	enum deadline_kind kind;
	struct day due; /* DAY_NONE: not running (suspended or over) */
	bool suspended;
};

/* The clocks that run for a dossier in a state: receivability while received or incomplete, decision
 * until decided, commitment once awarded. Fills out[], returns how many. submitted DAY_NONE gives 0. */
size_t deadlines_of(const struct deadline_rules *r, enum state state, struct day submitted,
	const struct suspension *s, size_t suspensions, struct deadline out[DEADLINE_COUNT]);
/* The soonest due of them, or due = DAY_NONE. */
struct deadline deadline_next(const struct deadline *d, size_t n);

#endif
