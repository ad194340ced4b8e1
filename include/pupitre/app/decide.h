/* SPDX-License-Identifier: EUPL-1.2 */
/* Decisions, within the budget envelope. */
#ifndef PUPITRE_APP_DECIDE_H
#define PUPITRE_APP_DECIDE_H

#include "pupitre/app/session.h"
#include "pupitre/domain/decision.h"
#include "pupitre/domain/envelope.h"
#include "pupitre/domain/warning.h"

/* Absent envelope: the default one of the dossier's département. seen zero: no revision check. */
struct decision_input {
	struct decision d;
	struct uid seen;
};

struct decision_preview {
	struct envelope envelope; /* as it is now */
	bool has_envelope;
	struct money left_before, left_after; /* least along the ancestors */
	enum status verdict; /* what decide would answer, rules only */
	struct err refusal; /* why, when verdict is not OK */
	struct warning *warnings;
	size_t warning_count;
};

/* Never writes; verdict and refusal tell what would happen. */
MUST_CHECK enum status decide_preview(struct session *s, int64_t number,
	const struct decision_input *in, struct arena *a, struct decision_preview *out,
	struct err *err);
MUST_CHECK enum status decide(struct session *s, int64_t number, const struct decision_input *in,
	struct arena *a, struct receipt *out, struct err *err);
/* The half-filled form of this agent: field names are those of entity decision. Absent removes. */
MUST_CHECK enum status decide_draft_set(
	struct session *s, int64_t number, const char *field, struct str text, struct err *err);
MUST_CHECK enum status decide_draft_get(struct session *s, int64_t number, const char *field,
	struct arena *a, struct str *out, struct err *err);

#endif
