/* SPDX-License-Identifier: EUPL-1.2 */
/* Outcomes of received acts, for the checks too. Private to src/store. */
#ifndef PUPITRE_STORE_MERGE_PRIV_H
#define PUPITRE_STORE_MERGE_PRIV_H

#include "db.h"
#include "pupitre/store/merge.h"

/* outcome absent: the act was made here. In the arena. */
MUST_CHECK enum status outcome_of(struct db *db, const struct uid *act, struct arena *a,
	struct str *outcome, struct err *err);
/* Copies to out the changes whose letter is one of letters; all of them when outcome is absent. A change
 * without letter is not taken. Returns how many. */
size_t outcome_pick(const struct change *changes, size_t n, struct str outcome, const char *letters,
	struct change *out);
MUST_CHECK enum status outcome_root(
	struct db *db, const struct uid *merge, struct hash *out, struct err *err);

#endif
