/* SPDX-License-Identifier: EUPL-1.2 */
/* What the guards of the workflow look at, for decisions and moves. */
#ifndef PUPITRE_APP_FACTS_H
#define PUPITRE_APP_FACTS_H

#include "pupitre/domain/dossier.h"
#include "pupitre/domain/workflow.h"
#include "people.h"

/* Both halves of a dossier that is in the agent's reach. */
MUST_CHECK enum status facts_load(struct session *s, int64_t number, struct arena *a,
	struct dossier *d, struct people *p, struct err *err);
struct move_facts facts_of_move(
	struct session *s, const struct dossier *d, const struct people *p, struct str reason);

#endif
