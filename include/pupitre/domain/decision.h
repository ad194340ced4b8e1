/* SPDX-License-Identifier: EUPL-1.2 */
/* Decisions: kinds, the hard rules of money, the states they lead to. */
#ifndef PUPITRE_DOMAIN_DECISION_H
#define PUPITRE_DOMAIN_DECISION_H

#include "pupitre/base/err.h"
#include "pupitre/base/money.h"
#include "pupitre/domain/workflow.h"

enum decision_kind {
	DECISION_AWARD,
	DECISION_REFUSE,
	DECISION_DISMISS,
	DECISION_REDIRECT,
	DECISION_POSTPONE,
	DECISION_COUNT,
};

struct decision_row {
	const char *code, *verb, *label; /* "award", "Accorder", "accordé" */
	enum state leads_to;
	bool has_amount, needs_reason;
};
extern const struct decision_row decision_rows[DECISION_COUNT];
bool decision_find(struct str code, enum decision_kind *out);

/* An amount that may be absent. */
struct maybe_money {
	bool is;
	struct money m;
};

struct decision {
	enum decision_kind kind;
	struct maybe_money eligible, amount;
	struct str envelope; /* code; absent: none */
	struct str reason; /* code of the library; absent: none */
	struct str text;
};

struct decision_facts {
	struct maybe_money total; /* total cost of the project */
	struct maybe_money requested;
	bool reason_known; /* the motive is in the library and fits the kind */
	bool has_envelope; /* the envelope exists */
	struct money left; /* least remaining along the envelope and its ancestors, this
	                                  dossier's present award given back */
	struct str tightest; /* code of the envelope that has the least */
};

/* The hard rules, in this order: eligible <= total, amount <= eligible, nothing but an award has an
 * amount, an award has an amount, an eligible cost and an envelope, a reason where one is needed,
 * amount <= left. ERR_INPUT with rule and figures. */
MUST_CHECK enum status decision_check(
	const struct decision *d, const struct decision_facts *f, struct err *err);

#endif
