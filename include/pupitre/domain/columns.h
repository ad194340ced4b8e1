/* SPDX-License-Identifier: EUPL-1.2 */
/* Columns of the list: rows of data that the list, exports, --columns, --sort and the language share. */
#ifndef PUPITRE_DOMAIN_COLUMNS_H
#define PUPITRE_DOMAIN_COLUMNS_H

#include <stdbool.h>

#include "pupitre/base/arena.h"
#include "pupitre/base/str.h"
#include "pupitre/domain/listing.h"

enum column {
	COLUMN_NUMBER,
	COLUMN_DEPARTMENT,
	COLUMN_APPLICANT,
	COLUMN_TITLE,
	COLUMN_REQUESTED,
	COLUMN_TOTAL,
	COLUMN_ELIGIBLE,
	COLUMN_POINTS,
	COLUMN_DEADLINE,
	COLUMN_STATE,
	COLUMN_SUBMITTED,
	COLUMN_DECISION,
	COLUMN_AMOUNT,
	COLUMN_KIND,
	COLUMN_POPULATION,
	COLUMN_CATEGORY,
	COLUMN_TAGS, /* searched by KEY_TAG; read only when asked (browse_with_tags) */
	COLUMN_COUNT,
};

enum column_type {
	TYPE_NUMBER,
	TYPE_TEXT,
	TYPE_MONEY,
	TYPE_POINTS,
	TYPE_DAY,
	TYPE_STATE,
	TYPE_CODE
};

struct column_row {
	const char *id; /* JSON name: "requested_cents" */
	const char *key; /* of the language, with accents: "montant"; NULL: not searchable yet */
	const char *alias; /* English: "requested" */
	const char *also; /* another French word for it: "demandé"; may be NULL */
	const char *title; /* "Demandé €" */
	enum column_type type;
	int width; /* columns on screen; 0: takes what is left */
	bool right, sortable;
	struct str (*cell)(struct arena *a, const struct list_row *r); /* as shown on screen */
};
extern const struct column_row column_rows[COLUMN_COUNT];
/* By id, key, alias or other word (accents and case ignored); -1 when unknown. */
int column_find(struct str name);

#endif
