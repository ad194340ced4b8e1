/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A parcel being merged: accepted or refused whole (accept), then each of its acts judged (judge) under the rules of
 * whoever sent it (rules), what two people contest gathered in questions, sheets and states brought back to what
 * the marks say (settle). Everything inside one transaction.
 */
#ifndef PUPITRE_APP_MERGE_PRIV_H
#define PUPITRE_APP_MERGE_PRIV_H

#include "pupitre/app/merge.h"
#include "pupitre/base/numset.h"
#include "pupitre/exchange/parcel.h"
#include "pupitre/store/merge.h"
#include "work.h"

struct incoming {
	const struct parcel_act *in;
	enum verb verb;
	struct change *changes;
	size_t count;
	char *letters; /* count of them, NUL-ended; NULL: received before */
	const char *kind; /* of the question, when a rule stands against it; NULL: values differ */
	const char *why; /* NULL: nothing stood against it */
	bool *old_scale; /* of a mark: given on a scale that is not that of the grid in force */
	const char *scale_why; /* of the question about those; NULL: none */
	bool agrees; /* both wrote the same */
	bool converged; /* somebody wrote the same as somebody else on its dossier before */
	struct uid joins; /* the question that it rests on as a whole; zero: none */
	bool later; /* this base will do it by itself when it can */
};

/* One field that two people contest. */
struct contested {
	struct change change; /* was: as the sender knew it; now: what he wrote last */
	struct str here;
	bool settled; /* the act that closes the question wrote it */
};

struct asking {
	struct uid id;
	bool stored; /* open before this merge */
	bool changed; /* what it says is no longer what is stored */
	bool reworded; /* but for what stands against it */
	bool closed, answered; /* by an act whose author knew it; which is an answer */
	int64_t dossier;
	const char *kind, *why;
	struct str bundle, station, agent; /* bundle absent: between hosts */
	struct str closer; /* station of that act */
	struct uid act; /* newest received on it */
	int64_t seq; /* of that act */
	struct instant at;
	struct contested *fields;
	size_t count, cap;
};

/* What a station knew, since one of its acts. */
struct knowledge {
	struct str station;
	int64_t since, until; /* seqs for which the vector holds; until 0: no end is known */
	struct str known;
};

struct merging {
	struct session *s;
	struct arena *a; /* of the whole merge */
	struct arena scratch; /* of one act */
	const struct parcel *p;
	bool hosts; /* between hosts; else the return of a mallette */
	/* Between hosts: the station that this base was copied from, the one that that was copied from, and so on. */
	struct str above[8];
	size_t above_count;
	struct str delegate, bundle; /* of the mallette; bundle: hex */
	bool closed; /* the mallette is said to be back for good */
	struct numset away; /* dossiers of the mallette */
	struct incoming *acts;
	size_t count;
	struct asking *asked;
	size_t asked_count, asked_cap;
	struct knowledge *knowledge;
	size_t knowledge_count, knowledge_cap;
	const struct grid *grid_there; /* of the mallette; NULL: not looked for yet */
	struct numset touched; /* dossiers where something was applied */
	struct numset marked; /* those of them that got marks */
	struct uid batch; /* id of the merge act */
	struct merge_report report;
	size_t refusal_cap;
	const struct merge_hooks *hooks;
};

/* merge_accept.c: the whole file, or nothing. Fills what is known of the sender, tells which acts are here
 * already. */
MUST_CHECK enum status merge_accept(struct merging *m, struct err *err);

/* merge_judge.c: letters of an act, what it applies, the questions it opens or closes. */
MUST_CHECK enum status merge_judge(struct merging *m, struct incoming *act, struct err *err);
/* Whether the author of an act knew another one. */
MUST_CHECK enum status merge_knows(struct merging *m, struct str station, int64_t seq,
	const struct act *other, bool *out, struct err *err);

/* merge_rules.c: whether the sender may make this act at all; *why is set when not. */
MUST_CHECK enum status merge_may(
	struct merging *m, const struct incoming *act, const char **why, struct err *err);
/* A mark, or what is said of all of them. */
bool merge_is_of_sheet(const struct change *c);
/* What stands against an act as a whole before its values are looked at: kind and why of a question. */
MUST_CHECK enum status merge_stands(struct merging *m, struct incoming *act, struct err *err);
/* What it corrects is not here: kind and why of a question. After merge_rests. */
MUST_CHECK enum status merge_check_rows(struct merging *m, struct incoming *act, struct err *err);
/* Whether a value names a row (a grid, an envelope) that is not here. */
MUST_CHECK enum status merge_names_missing(
	struct merging *m, const struct change *c, bool *out, struct err *err);
/* After its changes were applied: the rules of the domain. *why is set when one refuses. */
MUST_CHECK enum status merge_holds(struct merging *m, const struct incoming *act, const char **kind,
	const char **why, struct err *err);

/* merge_grid.c: the same for a sheet that was filled in under another grid as a whole. */
MUST_CHECK enum status merge_check_grid(struct merging *m, struct incoming *act, struct err *err);
/* Its marks that were changed on a scale that is no more are contested, and told apart. */
MUST_CHECK enum status merge_check_marks(
	struct merging *m, struct incoming *act, const struct str *here, struct err *err);

/* merge_questions.c */
MUST_CHECK enum status merge_questions_load(struct merging *m, struct err *err);
/* What a mallette went on to write in a row, or a sheet, that it has in question is in question with it: it says more of
 * what does not stand here. */
void merge_rests(struct merging *m, struct incoming *act);
/* What a mallette writes of a field that others had in question here when it left is in question too, though it saw
 * the value: only an answer writes there. */
MUST_CHECK enum status merge_stays_open(struct merging *m, struct incoming *act, struct err *err);
/* Changes of an act that are contested: a new question, or an open one of the same station that they join. */
void merge_ask(struct merging *m, const struct incoming *act, const struct change *changes,
	const struct str *here, size_t n);
/* An act was applied to fields: questions about them that its author knew are answered by it. */
MUST_CHECK enum status merge_answered(
	struct merging *m, const struct incoming *act, struct err *err);
MUST_CHECK enum status merge_questions_write(struct merging *m, struct err *err);

/* The act that gives the fields the values that are in question, and closes it: with the question itself, since
 * whoever knew its act knew what this one writes. */
MUST_CHECK enum status merge_question_release(
	struct merging *m, const struct asking *q, struct plan *p, struct err *err);

/* merge_release.c: questions that waited for money and fit now. Before merge_questions_write. */
MUST_CHECK enum status merge_release(struct merging *m, struct err *err);
/* The same after an answer. */
MUST_CHECK enum status release_after_answer(
	struct session *s, struct arena *a, struct uid batch, struct err *err);

/* merge_settle.c: points, opinions and states of the dossiers that were touched. */
MUST_CHECK enum status merge_settle(struct merging *m, struct err *err);
/* The same for one dossier, after an answer. Nobody's marks, no step: a state that somebody chose stays. */
MUST_CHECK enum status settle_dossier(struct session *s, struct arena *a, int64_t number,
	bool marked, struct uid batch, struct err *err);

/* merge_platform.c: dossiers and grids that came along. Before the acts. */
MUST_CHECK enum status merge_platform(struct merging *m, struct err *err);

#endif
