/* SPDX-License-Identifier: EUPL-1.2 */
/* Decisions that are proposed: the same form and the same rules as a decision, without effect. One per
 * person and dossier; who decides sees them all and may start from one. */
#ifndef PUPITRE_APP_PROPOSE_H
#define PUPITRE_APP_PROPOSE_H

#include "pupitre/app/decide.h"

/* Rules as decide_preview; the money that a proposal must leave is what is left after the awards and
 * the other proposals that wait on the same envelopes. */
MUST_CHECK enum status propose_preview(struct session *s, int64_t number,
	const struct decision_input *in, struct arena *a, struct decision_preview *out,
	struct err *err);
/* ERR_DENIED without the capability, ERR_INPUT when the dossier is decided or a rule refuses. The
 * same values again: ERR_INPUT "rien à changer". */
MUST_CHECK enum status propose(struct session *s, int64_t number, const struct decision_input *in,
	struct arena *a, struct receipt *out, struct err *err);
MUST_CHECK enum status propose_withdraw(
	struct session *s, int64_t number, struct arena *a, struct receipt *out, struct err *err);

struct proposal {
	struct str agent, agent_name;
	struct decision d;
	struct str reason_label;
	struct instant at;
	bool own; /* the caller's */
	bool waits; /* nobody decided yet; after that it is history */
};
/* "accorder 12 000,00 €", "classer sans suite": after « propose : ». */
const char *proposal_text(struct arena *a, const struct decision *d);
/* Of a dossier, oldest first; everybody who may read the dossier sees them. */
MUST_CHECK enum status proposals(struct session *s, int64_t number, struct arena *a,
	struct proposal **out, size_t *count, struct err *err);

#endif
