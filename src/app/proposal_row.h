/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of proposals as decisions, and all those of a dossier. */
#ifndef PUPITRE_APP_PROPOSAL_ROW_H
#define PUPITRE_APP_PROPOSAL_ROW_H

#include "pupitre/app/propose.h"
#include "session_priv.h"

/* Strings borrowed; false when the kind is not one of ours. */
bool proposal_of_row(const struct str values[RECORD_FIELDS], struct decision *out);
/* A dossier in that state still waits for a decision: what is proposed on it takes its share of the
 * money. After a decision proposals are history. */
bool proposal_waits(enum state state);
/* Whether a screen would write these changes of a proposal on a dossier in that state, or will once it is marked:
 * `marks` says that marks on their way bring it there. */
MUST_CHECK enum status proposal_may_come(struct session *s, struct arena *a,
	const struct change *changes, size_t n, enum state state, bool marks, bool *out,
	struct err *err);
/* As proposals(), of a dossier in the agent's reach whose state is known. */
MUST_CHECK enum status proposals_in(struct session *s, int64_t number, enum state state,
	struct arena *a, struct proposal **out, size_t *count, struct err *err);

#endif
