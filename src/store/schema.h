/* SPDX-License-Identifier: EUPL-1.2 */
/* The two halves of the schema, as embedded scripts (share/schema). Private to src/store. */
#ifndef PUPITRE_STORE_SCHEMA_H
#define PUPITRE_STORE_SCHEMA_H

#include "db.h"
#include "pupitre/store/open.h"

const struct store_migration *schema_migrations(size_t *count);
/* Runs the migrations above version `from`, in order. Inside a transaction. */
MUST_CHECK enum status schema_migrate(
	struct db *db, const struct store_migration *list, size_t count, int from, struct err *err);
/* Drops and makes the empty derived half, with its ranks. Inside a transaction. */
MUST_CHECK enum status schema_derive(struct db *db, struct err *err);
/* Whether the derived half was made by this program's script. */
MUST_CHECK enum status schema_derived_is_ours(struct db *db, bool *out, struct err *err);
/* Both halves in an empty base, for comparison and replay. */
MUST_CHECK enum status schema_scratch(struct db *out, const struct store_migration *list,
	size_t count, bool derived, struct err *err);

#endif
