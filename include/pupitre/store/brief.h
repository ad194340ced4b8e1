/* SPDX-License-Identifier: EUPL-1.2 */
/* What a table of decisions says of a dossier besides its row of the list, in one look-up. */
#ifndef PUPITRE_STORE_BRIEF_H
#define PUPITRE_STORE_BRIEF_H

#include "pupitre/base/day.h"
#include "pupitre/domain/decision.h"
#include "pupitre/domain/score.h"
#include "pupitre/store/open.h"

struct brief {
	int volet; /* 0 unknown */
	struct str epci, city;
	struct maybe_money other_funding;
	struct day start, end; /* of the works, planned */
	struct instant notified_at; /* INSTANT_NONE: not notified */
	struct str state_reason;
	bool has_decision;
	struct maybe_money eligible; /* of the decision */
	struct str envelope, reason, text, agent; /* of the decision */
	struct instant decided_at;
	int evaluators, finals; /* assigned; with a final sheet */
	struct str motivation; /* of the platform's decision */
	struct instant instruction_at; /* when the platform passed it into instruction */
};
/* Strings live in the arena. A dossier that is not there gives an empty brief. */
MUST_CHECK enum status store_brief(
	struct store *st, int64_t number, struct arena *a, struct brief *out, struct err *err);

/* Why and when a dossier was decided; absent when it was not. */
struct decided {
	struct str reason; /* code of motives.yaml */
	struct str envelope; /* code; absent: charged to none */
	struct instant at; /* INSTANT_NONE: the platform did not say */
};
MUST_CHECK enum status store_decided(
	struct store *st, int64_t number, struct arena *a, struct decided *out, struct err *err);

/* Who evaluates a dossier, by login, with the opinion of a final sheet; who proposes what. Whether the opinions
 * may be shown is for the caller to know, as below. */
struct voice {
	struct str login;
	enum opinion opinion; /* OPINION_NONE: not yet */
};
struct proposed {
	struct str login;
	enum decision_kind kind;
	struct maybe_money amount;
};
struct voices {
	struct voice *evaluators;
	struct proposed *proposals;
	size_t evaluator_count, proposal_count;
};
MUST_CHECK enum status store_voices(
	struct store *st, int64_t number, struct arena *a, struct voices *out, struct err *err);

/* The final sheets of a dossier, by login. Whether their points may be shown is for the caller to know: when the
 * row of the list has points. */
struct final_points {
	struct str login;
	struct points points;
};
MUST_CHECK enum status store_final_points(struct store *st, int64_t number, struct arena *a,
	struct final_points **out, size_t *count, struct err *err);

#endif
