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
/* As proposals(), of a dossier in the agent's reach whose state is known. */
MUST_CHECK enum status proposals_in(struct session *s, int64_t number, enum state state,
	struct arena *a, struct proposal **out, size_t *count, struct err *err);

#endif
