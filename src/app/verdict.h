/* SPDX-License-Identifier: EUPL-1.2 */
/* A decision being judged: what deciding and proposing share. */
#ifndef PUPITRE_APP_VERDICT_H
#define PUPITRE_APP_VERDICT_H

#include "pupitre/app/decide.h"
#include "pupitre/domain/dossier.h"
#include "people.h"
#include "work.h"

enum { DECISION_TEXT_MAX = 20000 }; /* code points */

struct verdict {
	struct dossier d;
	struct people p;
	struct decision decision; /* defaults filled */
	struct decision_facts facts; /* proposed: other proposals take their share */
	struct envelope envelope;
	bool proposed; /* by the agent of the session, instead of decided */
};

/* proposed is filled by the caller. */
MUST_CHECK enum status verdict_load(struct session *s, int64_t number, const struct decision *in,
	struct arena *a, struct verdict *v, struct err *err);
/* Capability, state, money, open questions. */
MUST_CHECK enum status verdict_rules(
	struct session *s, struct arena *a, const struct verdict *v, struct err *err);
MUST_CHECK enum status verdict_preview(struct session *s, int64_t number,
	const struct decision_input *in, bool proposed, struct arena *a,
	struct decision_preview *out, struct err *err);
/* ERR_CONFLICT when somebody changed meanwhile what a decision rests on; seen zero: never. */
MUST_CHECK enum status verdict_seen(
	struct session *s, struct arena *a, int64_t number, struct uid seen, struct err *err);

#endif
