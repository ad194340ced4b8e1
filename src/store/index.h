/* SPDX-License-Identifier: EUPL-1.2 */
/* The platform's part of the derived half: a dossier's row of listing and its words in search. The
 * people's part of the row is kept by triggers. Private to src/store. */
#ifndef PUPITRE_STORE_INDEX_H
#define PUPITRE_STORE_INDEX_H

#include "db.h"
#include "pupitre/domain/dossier.h"

#define ABSENT_KEY INT64_C(-1000000000000000000) /* sortable "no number" of listing */
#define ABSENT_DEADLINE INT64_C(1000000000000000000)

/* held: what the base had, to take its words out; NULL when the dossier is new. */
MUST_CHECK enum status index_put(
	struct db *db, const struct dossier *held, const struct dossier *d, struct err *err);
/* All of people's part, for a rebuild. */
MUST_CHECK enum status index_people(struct db *db, int64_t number, struct err *err);

#endif
