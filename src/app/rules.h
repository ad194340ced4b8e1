/* SPDX-License-Identifier: EUPL-1.2 */
/* What must hold after a write, whoever made it: asked by work_record inside the transaction. */
#ifndef PUPITRE_APP_RULES_H
#define PUPITRE_APP_RULES_H

#include "work.h"
#include "pupitre/domain/decision.h"
#include "pupitre/domain/envelope.h"

MUST_CHECK enum status rules_hold(
	struct session *s, struct arena *a, const struct plan *p, struct err *err);
/* The figures that the decision of a dossier is judged on, its present award given back. *envelope
 * (may be NULL) receives the envelope named by code, or the default one of the dossier. */
MUST_CHECK enum status decision_facts_load(struct session *s, struct arena *a, int64_t number,
	const struct decision *d, struct decision_facts *out, struct envelope *envelope,
	struct err *err);
/* The same for what login proposes: the other proposals that wait count as awarded, in *envelope too. */
MUST_CHECK enum status proposal_facts_load(struct session *s, struct arena *a, int64_t number,
	struct str login, const struct decision *d, struct decision_facts *out,
	struct envelope *envelope, struct err *err);
/* The hard rules on a proposed decision. *over (may be NULL): it is refused because its award does not
 * fit in what awards and other proposals leave. */
MUST_CHECK enum status proposal_check(
	const struct decision *d, const struct decision_facts *f, bool *over, struct err *err);
/* The same on the row of that person, when there is one and the dossier waits for its decision. */
MUST_CHECK enum status proposal_holds(struct session *s, struct arena *a, int64_t number,
	struct str login, bool *over, struct err *err);
/* All envelopes, rolled up. */
MUST_CHECK enum status envelopes_load(
	struct session *s, struct arena *a, struct envelope **list, size_t *count, struct err *err);

#endif
