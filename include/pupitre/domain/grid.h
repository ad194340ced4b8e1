/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The scoring grid: criteria, weighted items with one described level per mark, thresholds and
 * variants per volet. Filled by config/grid_load from YAML; immutable afterwards and
 * owned by the arena it was loaded in. Weights are whole points and sum to 100 in every variant;
 * a criterion's weight is the sum of its items' weights.
 */
#ifndef PUPITRE_DOMAIN_GRID_H
#define PUPITRE_DOMAIN_GRID_H

#include "pupitre/base/hash.h"
#include "pupitre/base/money.h"
#include "pupitre/base/str.h"

enum { GRID_ITEMS = 64, GRID_CRITERIA = 8, GRID_VARIANTS = 8, GRID_MARKS = 10 };

struct grid_item {
	const char *id; /* "I1" */
	const char *label, *question, *proof; /* proof may be NULL */
	const char *levels[GRID_MARKS]; /* mark_max + 1 descriptions */
	int weight;
	int criterion; /* index */
};

struct grid_criterion {
	const char *id, *label; /* "impact", "Impact" */
	int weight;
	int first, count; /* its items are contiguous */
};

struct grid_variant {
	int volet;
	int weights[GRID_ITEMS]; /* of all items, overrides applied */
	int criterion_weights[GRID_CRITERIA];
};

struct grid {
	const char *id, *version, *label;
	int mark_max;
	bool allows_ne, allows_so;
	struct points favourable, reserved; /* thresholds on the total */
	int floor_percent; /* of each criterion's weight: below it, reserved at best */
	int item_count, criterion_count, variant_count;
	struct grid_item items[GRID_ITEMS];
	struct grid_criterion criteria[GRID_CRITERIA];
	struct grid_variant variants[GRID_VARIANTS];
	struct hash hash; /* SHA-256 of the exact YAML bytes */
	struct str yaml;
};

int grid_item_find(const struct grid *g, struct str id); /* ASCII case ignored; -1 when unknown */
/* Weight of an item or criterion in the variant of a volet; the base weight when there is none. */
int grid_item_weight(const struct grid *g, int volet, int item);
int grid_criterion_weight(const struct grid *g, int volet, int criterion);

#endif
