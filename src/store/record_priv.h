/* SPDX-License-Identifier: EUPL-1.2 */
/* record.h on any connection: the replay writes to a scratch base. Private to src/store. */
#ifndef PUPITRE_STORE_RECORD_PRIV_H
#define PUPITRE_STORE_RECORD_PRIV_H

#include "db.h"
#include "pupitre/store/record.h"

/* scratch: emptied by the callee between rows. */
MUST_CHECK enum status record_put(struct db *db, const struct change *changes, size_t n,
	struct arena *scratch, struct err *err);
/* Key columns of a row joined by "/", from a cursor on a statement of the "all" family. */
struct str record_key(const struct sql *q, enum entity e, struct arena *a);
size_t record_key_columns(enum entity e);
/* All rows of such a cursor. */
MUST_CHECK enum status record_list(struct sql *q, enum entity e, struct arena *a,
	struct record **out, size_t *count, struct err *err);

#endif
