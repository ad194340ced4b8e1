/* SPDX-License-Identifier: EUPL-1.2 */
/* The register: reading it, proving it, undoing acts. */
#ifndef PUPITRE_APP_HISTORY_H
#define PUPITRE_APP_HISTORY_H

#include "pupitre/app/read.h"
#include "pupitre/app/session.h"

/* Acts, newest first: number 0 for all; before: sequence position returned by the previous page, 0 to
 * start. *next is 0 at the end. Only acts on dossiers in the agent's scope, and general ones. */
MUST_CHECK enum status history_page(struct session *s, int64_t number, int64_t before, size_t max,
	struct arena *a, struct act_view **acts, size_t *count, int64_t *next, struct err *err);

/* Undoes an act with its whole batch; zero id: the caller's own last batch that is not undone.
 * ERR_INPUT when there is nothing, the act cannot be undone, or it is part of what was notified;
 * ERR_CONFLICT when a later act wrote the same field (named). */
MUST_CHECK enum status history_undo(
	struct session *s, struct uid act, struct arena *a, struct receipt *out, struct err *err);
/* Undoes the caller's own last undo. */
MUST_CHECK enum status history_redo(
	struct session *s, struct arena *a, struct receipt *out, struct err *err);

struct finding {
	const char *text; /* one broken thing, in French, with its act or row */
};
struct proof {
	int64_t acts; /* verified */
	struct hex_text head; /* hash of this station's last act */
	struct finding *findings;
	size_t finding_count; /* 0: everything holds; at most 100 are listed */
};
/* Chains only. OK even with findings: the caller looks at them. */
MUST_CHECK enum status history_verify(
	struct session *s, struct arena *a, struct proof *out, struct err *err);

#endif
