/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The states of a dossier and the moves between them: one table
 * that the screens, the command line, import and merge all ask.
 */
#ifndef PUPITRE_DOMAIN_WORKFLOW_H
#define PUPITRE_DOMAIN_WORKFLOW_H

#include "pupitre/base/err.h"
#include "pupitre/domain/role.h"

enum state {
	STATE_RECEIVED,
	STATE_INCOMPLETE,
	STATE_ADMISSIBLE,
	STATE_INELIGIBLE,
	STATE_INSTRUCTION,
	STATE_MARKED,
	STATE_ENDORSED,
	STATE_COMMITTEE,
	STATE_POSTPONED,
	STATE_AWARDED,
	STATE_REFUSED,
	STATE_DISMISSED,
	STATE_REDIRECTED,
	STATE_NOTIFIED,
	STATE_LAPSED,
	STATE_WITHDRAWN,
	STATE_RENOUNCED,
	STATE_COUNT,
};

enum stage {
	STAGE_TO_CHECK,
	STAGE_INSTRUCTION,
	STAGE_MARKED,
	STAGE_DECIDED,
	STAGE_NOTIFIED,
	STAGE_COUNT
};
/* What a query calls all the states of a stage: never the label of one of them. */
extern const char *const stage_words[STAGE_COUNT];

struct state_row {
	const char *code, *label; /* "received", "Reçu" */
	const char *everyday; /* "à vérifier" */
	enum stage stage;
	unsigned next; /* bit mask of states that "move" may reach */
	unsigned decided_next; /* states that a decision may reach from here */
};
extern const struct state_row state_rows[STATE_COUNT];

bool state_find(struct str code_or_label, enum state *out); /* accents and case ignored */

/* What the guards look at. */
struct move_facts {
	bool has_submission, has_identity, has_department;
	bool has_evaluator; /* somebody is assigned */
	bool all_final; /* every assigned evaluator is final, and there is one */
	bool visa, committee; /* switches of pupitre.yaml */
	bool has_refusal; /* the decision in force grants nothing: it cannot lapse or be withdrawn */
	struct str reason; /* required by some moves */
};

/* ERR_INPUT when the table or a guard refuses (the text says which condition fails and what to do
 * first), ERR_DENIED when the roles lack the capability. */
MUST_CHECK enum status workflow_check_move(enum state from, enum state to,
	const struct move_facts *facts, unsigned roles, struct err *err);
/* Same for the state that a decision leads to. */
MUST_CHECK enum status workflow_check_decision(enum state from, enum state to,
	const struct move_facts *facts, unsigned roles, struct err *err);
/* States that score --final goes through from a state, ending with marked; 0 when it cannot or when
 * the dossier is marked already. */
size_t workflow_path_to_marked(enum state from, enum state path[STATE_COUNT]);
/* Whether a dossier in that state is marked, or can go up to marked. */
bool workflow_may_mark(enum state st);
/* First state of a platform state: "en_construction", "en_instruction", "accepte", "refuse",
 * "sans_suite". false when unknown. */
bool state_of_platform(struct str platform_state, enum state *out);

#endif
