/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is private to a person and is not an act: drafts with their undo list, preferences.
 * A draft is (agent, dossier, form, field) -> text; form is "score", "decide"... Writes are inside
 * store_begin like all others.
 */
#ifndef PUPITRE_STORE_DRAFTS_H
#define PUPITRE_STORE_DRAFTS_H

#include "pupitre/base/arena.h"
#include "pupitre/base/numset.h"
#include "pupitre/store/open.h"

struct draft_key {
	struct str agent;
	int64_t dossier;
	struct str form;
};

struct draft_item {
	struct str field, value;
};

/* Absent value: the field leaves the draft. Remembers the step for undo and forgets what was undone;
 * the same value again is no step. */
MUST_CHECK enum status draft_set(struct store *st, const struct draft_key *k, struct str field,
	struct str value, struct err *err);
MUST_CHECK enum status draft_get(struct store *st, const struct draft_key *k, struct str field,
	struct arena *a, struct str *out, struct err *err);
/* All fields of the draft, in order of field; none: there is no draft. */
MUST_CHECK enum status draft_list(struct store *st, const struct draft_key *k, struct arena *a,
	struct draft_item **out, size_t *count, struct err *err);
/* Takes back the last step, or does the last one taken back again: *out is the field and the value
 * it has now. *done false when there is none. */
MUST_CHECK enum status draft_undo(struct store *st, const struct draft_key *k, struct arena *a,
	struct draft_item *out, bool *done, struct err *err);
MUST_CHECK enum status draft_redo(struct store *st, const struct draft_key *k, struct arena *a,
	struct draft_item *out, bool *done, struct err *err);
MUST_CHECK enum status draft_can(
	struct store *st, const struct draft_key *k, bool *undo, bool *redo, struct err *err);
/* Draft and steps go. */
MUST_CHECK enum status draft_clear(struct store *st, const struct draft_key *k, struct err *err);
/* Numbers of the dossiers where this agent has a draft of that form. */
MUST_CHECK enum status draft_dossiers(struct store *st, struct str agent, struct str form,
	struct arena *a, int64_t **out, size_t *count, struct err *err);
/* Which of these dossiers have a draft of that form, or an evaluation, of this agent; added. */
MUST_CHECK enum status draft_own_sheets(struct store *st, struct str agent, struct str form,
	const int64_t *numbers, size_t n, struct numset *out, struct err *err);

MUST_CHECK enum status preference_get(struct store *st, struct str agent, struct str name,
	struct arena *a, struct str *out, struct err *err);
struct preference {
	struct str name, value;
};
/* Those whose name starts by a prefix, in order of name. */
MUST_CHECK enum status preference_list(struct store *st, struct str agent, struct str prefix,
	struct arena *a, struct preference **out, size_t *count, struct err *err);
/* Absent value removes. */
MUST_CHECK enum status preference_set(
	struct store *st, struct str agent, struct str name, struct str value, struct err *err);

#endif
