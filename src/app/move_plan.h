/* SPDX-License-Identifier: EUPL-1.2 */
/* Moves and assignments inside a write, alone or in bulk. */
#ifndef PUPITRE_APP_MOVE_PLAN_H
#define PUPITRE_APP_MOVE_PLAN_H

#include "pupitre/domain/workflow.h"
#include "work.h"

/* A reason as typed, cleaned. */
struct str move_reason(struct arena *a, struct str text);
/* Refused by the workflow as it would be alone. */
MUST_CHECK enum status plan_move(struct session *s, struct arena *a, struct plan *p, int64_t number,
	enum state to, struct str reason, struct err *err);
/* ERR_INPUT when there is no such agent or, to be assigned, one who cannot evaluate. */
MUST_CHECK enum status assign_check(
	struct session *s, struct arena *a, struct str login, bool assigned, struct err *err);
/* Plans nothing when it is so already. */
MUST_CHECK enum status plan_assign(struct session *s, struct arena *a, struct plan *p,
	int64_t number, struct str login, bool assigned, struct err *err);

#endif
