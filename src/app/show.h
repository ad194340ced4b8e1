/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts as people read them, without what the reader may not see yet. */
#ifndef PUPITRE_APP_SHOW_H
#define PUPITRE_APP_SHOW_H

#include "pupitre/app/read.h"
#include "pupitre/store/acts.h"
#include "session_priv.h"

MUST_CHECK enum status act_view_of(struct session *s, const struct act_row *row, struct arena *a,
	struct act_view *out, struct err *err);
/* Whether a row of the entities mark and evaluation is of another evaluator than the agent. */
bool is_colleagues_mark(const struct session *s, enum entity e, struct str row);
/* Whether every evaluator of the dossier is final: colleagues see each other's marks from then on. */
bool marks_open(struct session *s, int64_t dossier, struct arena *a);
/* Name of an agent, or his login when he is not known. */
struct str agent_name(struct session *s, struct str login, struct arena *a);

#endif
