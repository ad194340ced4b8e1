/* SPDX-License-Identifier: EUPL-1.2 */
/* Everything about one dossier that the caller may see, read at once (screens Dossier, command show). */
#ifndef PUPITRE_APP_READ_H
#define PUPITRE_APP_READ_H

#include "pupitre/app/session.h"
#include "pupitre/domain/deadline.h"
#include "pupitre/domain/dossier.h"
#include "pupitre/domain/score.h"
#include "pupitre/domain/warning.h"

struct evaluation_view {
	struct str login, name;
	bool own, final; /* final false: the viewer's own draft (others' drafts are never given) */
	bool hidden; /* a colleague's final sheet, not shown before every evaluator is final */
	struct str grid_version;
	struct sheet sheet;
	struct score score;
	struct str comments[GRID_ITEMS];
	struct str opinion_comment;
	enum opinion opinion;
	struct instant at;
};

struct decision_view {
	bool is;
	struct decision d;
	bool by_platform;
	struct str agent, agent_name, reason_label;
	struct instant at;
};

struct proposal; /* app/propose.h */

struct change_view {
	struct str what, was, now; /* shown; was and now absent when none */
	struct str code; /* "mark.value" for machines */
	struct str key;
};

struct act_view {
	struct uid id, batch, undoes;
	struct instant at;
	int64_t seq, dossier; /* dossier 0: none */
	struct str station, agent, agent_name, role, origin, verb, verb_label;
	bool undone; /* a later act undid it */
	struct change_view *changes;
	size_t change_count;
	size_t batch_count; /* acts of its batch */
	struct hash hash;
};

struct dossier_view {
	struct dossier d;
	enum state state;
	struct str state_reason;
	struct maybe_money eligible;
	bool has_points;
	struct points points;
	struct evaluation_view *evaluations; /* own first */
	size_t evaluation_count;
	struct str *assigned; /* logins */
	size_t assigned_count;
	struct decision_view decision;
	struct proposal *proposals; /* oldest first */
	size_t proposal_count;
	struct suspension *suspensions;
	size_t suspension_count;
	struct deadline deadlines[DEADLINE_COUNT];
	size_t deadline_count;
	struct warning *warnings;
	size_t warning_count;
	struct note_view {
		struct str agent, text;
		struct instant at;
	} * notes;
	size_t note_count;
	struct act_view *acts; /* newest first, at most 200 */
	size_t act_count;
	struct str envelope; /* charged by default; absent: none */
	struct uid seen; /* last act on this dossier: pass it back in writes (revision check) */
};

/* ERR_INPUT when there is no such dossier, ERR_DENIED when it is out of the agent's scope. */
MUST_CHECK enum status dossier_read(struct session *s, int64_t number, struct arena *a,
	struct dossier_view *out, struct err *err);

#endif
