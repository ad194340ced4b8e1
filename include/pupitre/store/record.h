/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Rows of people's work by entity_rows (domain/act.h): values are text, integers in decimal,
 * absent is NULL. Keys are the key columns joined by "/".
 */
#ifndef PUPITRE_STORE_RECORD_H
#define PUPITRE_STORE_RECORD_H

#include "pupitre/domain/act.h"
#include "pupitre/store/open.h"

enum { RECORD_FIELDS = 16 }; /* at least the fields of any entity */

/* Absent when the row or the field is. */
MUST_CHECK enum status store_get(struct store *st, enum entity e, struct str key, int field,
	struct arena *a, struct str *out, struct err *err);
/* All fields in the order of entity_rows; *found false and values absent when there is no row. */
MUST_CHECK enum status store_row(struct store *st, enum entity e, struct str key, struct arena *a,
	struct str values[RECORD_FIELDS], bool *found, struct err *err);

struct record {
	struct str key;
	struct str values[RECORD_FIELDS];
};
/* All rows in key order, or those whose key starts by "<dossier>/" (or is it) when dossier is not 0. */
MUST_CHECK enum status store_rows(struct store *st, enum entity e, int64_t dossier, struct arena *a,
	struct record **out, size_t *count, struct err *err);

/* Applies new values row by row, in order (changes of one row stand together): inserts, updates, or
 * deletes where the first field becomes absent. Only act_append and replay have reason to call it. */
MUST_CHECK enum status store_put(
	struct store *st, const struct change *changes, size_t n, struct err *err);

/* The YAML of a grid, by its hash; saving the same one twice is no error. */
MUST_CHECK enum status store_grid_save(
	struct store *st, struct hash hash, struct str yaml, struct err *err);
MUST_CHECK enum status store_grid_load(
	struct store *st, struct hash hash, struct arena *a, struct str *yaml, struct err *err);

#endif
