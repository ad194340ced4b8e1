/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Merging what comes back: field by field, in one transaction, all or nothing. Where two people really differ a question
 * is left to a person; the value that stands here stays until it is answered.
 */
#ifndef PUPITRE_APP_MERGE_H
#define PUPITRE_APP_MERGE_H

#include "pupitre/app/bundle.h"
#include "pupitre/domain/dossier.h"

struct merge_refusal {
	int64_t dossier;
	struct str verb, why; /* verb: French label */
};
struct merge_report {
	struct str label; /* who sent it */
	bool between_hosts;
	int64_t acts; /* in the file: the sum of the five below */
	int64_t applied, convergent, questions, received, refused; /* acts */
	int64_t asked; /* questions left open by it */
	int64_t closed; /* questions that it answered */
	struct merge_refusal *refusals; /* at most 100 */
	size_t refusal_count;
	struct receipt receipt; /* no act when dry_run or when everything was received already */
};
struct merge_hooks {
	void *ctx;
	bool (*progress)(void *ctx, const char *what, int64_t done,
		int64_t total); /* false: stopped, nothing written */
};
/* The bytes of a return. dry_run does everything and takes it back. OK with questions > 0: the caller
 * tells (exit status 4). Whole refusals: ERR_INPUT (other base, other key, revoked, expired, newer, fork, hole). */
MUST_CHECK enum status merge_parcel(struct session *s, struct str bytes, bool dry_run,
	const struct merge_hooks *hooks, struct arena *a, struct merge_report *out,
	struct err *err);

/* Questions */
enum answer { ANSWER_KEEP, ANSWER_TAKE, ANSWER_SET };
struct question_side {
	struct str value, shown; /* raw and as a person reads it */
	struct str agent, agent_name; /* absent: nobody wrote it (the departure) */
	struct instant at;
	struct str comment; /* the reason or comment that goes with it; absent: none */
};
struct question_line { /* one contested field */
	enum entity entity;
	struct str key;
	int field;
	struct str label; /* "note I2 de l.bernard", "assiette" */
	struct question_side base, here, theirs;
	struct str answer, answer_shown; /* the value decided; absent while it is open */
	bool differs; /* here and theirs: the others of a unit only go with it */
};
struct question {
	struct hex_text id;
	int64_t dossier; /* 0: none */
	struct str title, applicant; /* of the dossier */
	struct str about; /* without one: what is contested, "enveloppe 18" */
	struct str kind, kind_label, why; /* domain/act.h SHOW_QUESTION */
	struct str status; /* open, kept, taken, set, superseded, released (the money came) */
	struct str bundle, label; /* label: "retour de l.bernard" */
	struct instant at; /* of the newest act received on it, and its rank in its station */
	int64_t rank;
	int place; /* of a contested mark in the grid in force, from 1; of anything else 0 */
	struct question_line *lines;
	size_t line_count;
	bool may_set; /* one value is contested and it can be typed; a comment follows its mark */
	const char *
		advice; /* how to come to a third value when it cannot be typed; NULL: nothing to say */
	bool sealed; /* a colleague's marks that the reader may not see yet: no lines, why says so */
	struct str reason, answered_by;
	struct instant answered_at;
};
/* Open ones (or all), of a dossier or of a mallette (hex) or both absent; oldest first, those of one act in the order
 * of the grid; only dossiers in the agent's reach. */
MUST_CHECK enum status questions_list(struct session *s, int64_t dossier, struct str bundle,
	bool open_only, struct arena *a, struct question **out, size_t *count, struct err *err);
/* How many are open, of a dossier or (0) of all that the agent may reach. */
MUST_CHECK enum status questions_waiting(
	struct session *s, int64_t dossier, size_t *out, struct err *err);
/* value: for ANSWER_SET, as typed. reason compulsory. ERR_INPUT: answered already, rule, bad value; ERR_DENIED. */
MUST_CHECK enum status question_answer(struct session *s, struct str id, enum answer answer,
	struct str value, struct str reason, struct arena *a, struct receipt *out, struct err *err);

#endif
