/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The register: appending acts, reading them, revisions of fields. Format and validity: domain/act.h.
 * n is the order of arrival in this base (1, 2, 3... over all stations), the cursor of pages.
 */
#ifndef PUPITRE_STORE_ACTS_H
#define PUPITRE_STORE_ACTS_H

#include "pupitre/domain/act.h"
#include "pupitre/store/open.h"

/*
 * Writes one act and the changes it makes. The caller fills id, at, agent, role, origin, verb,
 * dossier, batch, undoes; station, seq, prev, payload and hash are filled here. salts NULL: random.
 * Inside store_begin. Strings of act then live in the arena.
 */
MUST_CHECK enum status act_append(struct store *st, struct act *act, const struct change *changes,
	size_t n, struct uid_source *salts, struct arena *a, struct err *err);

struct act_row {
	int64_t n;
	struct act act;
	bool undone; /* by an act that is not undone itself */
	size_t batch_count;
};
/* *found false when unknown. */
MUST_CHECK enum status act_find(struct store *st, struct uid id, struct arena *a,
	struct act_row *out, bool *found, struct err *err);
/* Newest first: acts with n < before (0: from the newest) of a dossier (0: all), at most max. */
MUST_CHECK enum status act_page(struct store *st, int64_t dossier, int64_t before, size_t max,
	struct arena *a, struct act_row **out, size_t *count, struct err *err);
/* The acts of a batch, in order. */
MUST_CHECK enum status act_batch(struct store *st, struct uid batch, struct arena *a,
	struct act_row **out, size_t *count, struct err *err);
/* The agent's newest act that is not undone: of verb "undo" when undo_acts, of any other else. An undo
 * of an undo is neither: the act that it brought back counts again. What a merge wrote is nobody's; what
 * one refused or asks about, with all of its batch, stands for nothing to take back. */
MUST_CHECK enum status act_last(struct store *st, struct str agent, bool undo_acts, struct arena *a,
	struct act_row *out, bool *found, struct err *err);
/* The changes of an act, with their texts. */
MUST_CHECK enum status act_changes(struct store *st, const struct act *act, struct arena *a,
	struct change **out, size_t *count, struct err *err);
/* Newest act on a dossier; zero when none. */
MUST_CHECK enum status act_seen(
	struct store *st, int64_t dossier, struct uid *out, struct err *err);

/* Id of the act that last wrote a field; zero when none did. */
MUST_CHECK enum status field_revision(struct store *st, enum entity e, struct str key, int field,
	struct uid *out, struct err *err);
/* Last act of this station: 0 and zero hash when there is none. */
MUST_CHECK enum status act_head(struct store *st, int64_t *seq, struct hash *hash, struct err *err);

#endif
