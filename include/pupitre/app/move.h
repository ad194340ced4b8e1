/* SPDX-License-Identifier: EUPL-1.2 */
/* Moves of state that people make by hand; the table is domain/workflow. */
#ifndef PUPITRE_APP_MOVE_H
#define PUPITRE_APP_MOVE_H

#include "pupitre/app/session.h"
#include "pupitre/domain/workflow.h"

/* reason: pieces asked (incomplete), ground (ineligible...). */
MUST_CHECK enum status move_state(struct session *s, int64_t number, enum state to,
	struct str reason, struct arena *a, struct receipt *out, struct err *err);

#endif
