/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to src/store. */
#ifndef PUPITRE_STORE_DOSSIERS_PRIV_H
#define PUPITRE_STORE_DOSSIERS_PRIV_H

#include "db.h"
#include "pupitre/domain/act.h"
#include "pupitre/store/dossiers.h"

extern const char *const line_outcome_codes[3];

/* dossier_rows.c: the rows of one dossier. */
MUST_CHECK enum status dossier_rows_write(
	struct db *db, const struct dossier *d, const struct hash *version, struct err *err);
MUST_CHECK enum status dossier_rows_read(struct db *db, int64_t number, struct arena *a,
	struct dossier *out, struct hash *version, bool *found, struct err *err);
/* First state and platform's decision of a created dossier, on any connection. */
MUST_CHECK enum status line_apply(struct db *db, const struct import_line *line, struct err *err);
/* The revisions of the fields that a line wrote. */
MUST_CHECK enum status line_revisions(
	struct db *db, const struct import_line *line, const struct uid *act, struct err *err);
/* Root over the lines of an import; *whole false when a line is not such. */
MUST_CHECK enum status line_root(
	struct db *db, const struct uid *act, struct hash *out, bool *whole, struct err *err);
enum { VERSION_BYTES = 64 << 20 }; /* most that a canonical content may have */
MUST_CHECK enum status version_unpack(
	struct str packed, int64_t size, struct arena *a, struct str *out, struct err *err);
/* From a cursor whose columns are those of line_list from the first one on; strings borrowed. */
bool line_read(const struct sql *q, int first, struct import_line *out);
/* The changes that a line stands for: they are in no payload. Returns how many. */
size_t line_changes(const struct import_line *line, struct arena *a, struct change out[4]);

#endif
