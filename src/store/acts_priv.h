/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading acts as rows, for the register, the verification and the replay. Private to src/store. */
#ifndef PUPITRE_STORE_ACTS_PRIV_H
#define PUPITRE_STORE_ACTS_PRIV_H

#include "db.h"
#include "pupitre/store/acts.h"

enum { ACT_COLUMNS = 15 }; /* of act, before what else a statement gives */
/* From a cursor on a statement with the fifteen columns of act. Strings are borrowed from it. False
 * when a column has not the size it must have: what could be read is there. */
bool act_read(const struct sql *q, int64_t *n, struct act *out);
void act_own_strings(struct act *act, struct arena *a); /* copies them to the arena */
/* n: place in the order of arrival. */
MUST_CHECK enum status act_write(struct db *db, int64_t n, const struct act *act,
	const struct act_text *texts, size_t text_count, struct err *err);
/* What was written is read again before it may be committed. */
MUST_CHECK enum status act_read_back(struct db *db, const struct act *act, struct err *err);
MUST_CHECK enum status act_count(struct db *db, int64_t *out, struct err *err);
MUST_CHECK enum status act_head_of(
	struct db *db, struct str station, int64_t *seq, struct hash *hash, struct err *err);
/* For act_payload_decode; a text that does not match its hash counts as missing. */
struct text_finder {
	struct db *db;
	struct arena *a;
	bool missing; /* one at least was not found, or altered */
	int64_t found;
};
bool act_find_text(void *ctx, const struct hash *h, struct str *out);
/* Last writer of each field of changes. */
MUST_CHECK enum status act_set_revisions(struct db *db, const struct change *changes, size_t n,
	const struct uid *act, struct err *err);

#endif
