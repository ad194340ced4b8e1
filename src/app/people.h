/* SPDX-License-Identifier: EUPL-1.2 */
/* What people did on one dossier, read from the content tables in one go: the base of reading,
 * marking, deciding and clocks. Strings live in the arena. */
#ifndef PUPITRE_APP_PEOPLE_H
#define PUPITRE_APP_PEOPLE_H

#include "pupitre/domain/deadline.h"
#include "pupitre/domain/score.h"
#include "session_priv.h"

struct evaluation {
	struct str login, grid; /* grid: hash in hex */
	bool final;
	int volet;
	struct points points;
	enum opinion opinion;
	struct str comment;
	struct instant finalised_at, version; /* version: the platform's modification it judged */
};

struct mark_row {
	struct str login, item, comment;
	int8_t mark;
};

struct people {
	enum state state;
	struct maybe_money eligible;
	struct str reason;
	struct str *assigned; /* logins */
	size_t assigned_count;
	struct evaluation *evaluations;
	size_t evaluation_count;
	struct mark_row *marks;
	size_t mark_count;
	bool has_decision, decided_by_platform;
	struct decision decision;
	struct str decision_agent;
	struct instant decided_at;
	struct suspension *suspensions;
	size_t suspension_count;
};

MUST_CHECK enum status people_load(
	struct session *s, int64_t number, struct arena *a, struct people *out, struct err *err);
const struct evaluation *people_evaluation(const struct people *p, struct str login);
bool people_is_assigned(const struct people *p, struct str login);
/* Every assigned evaluator is final, and there is at least one evaluation: the points exist. */
bool people_all_final(const struct people *p);

#endif
