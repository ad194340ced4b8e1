/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Marks to points. Points of a criterion = weight x sum(w x mark) / (max x sum(w of items not SO));
 * the total adds the exact fractions and is rounded once, half up, to the thousandth. A criterion
 * whose items are all SO is refused (ERR_INPUT). While an item is NE there is only a range.
 */
#ifndef PUPITRE_DOMAIN_SCORE_H
#define PUPITRE_DOMAIN_SCORE_H

#include "pupitre/base/err.h"
#include "pupitre/domain/grid.h"

enum { MARK_NE = -1, MARK_SO = -2 }; /* else 0..mark_max */

struct sheet {
	int8_t marks[GRID_ITEMS];
};

enum opinion { OPINION_NONE, OPINION_FAVOURABLE, OPINION_RESERVED, OPINION_UNFAVOURABLE };

struct opinion_row {
	const char *code, *label; /* "favourable", "favorable" */
};
extern const struct opinion_row opinion_rows[4];
enum opinion opinion_find(struct str code); /* OPINION_NONE when unknown */

struct points_range {
	struct points min, max;
};

struct score {
	bool complete; /* no NE: min == max everywhere */
	int missing; /* items at NE */
	struct points_range total;
	struct points_range criteria[GRID_CRITERIA];
	bool below_floor[GRID_CRITERIA]; /* certain only when complete */
	enum opinion verdict; /* OPINION_NONE until complete */
};

void sheet_clear(const struct grid *g, struct sheet *s); /* every item NE */
MUST_CHECK enum status score_compute(
	const struct grid *g, int volet, const struct sheet *s, struct score *out, struct err *err);
/* "0".."9", "NE", "SO" (any case). ERR_INPUT names the scale and the item. */
MUST_CHECK enum status mark_parse(
	const struct grid *g, int item, struct str text, int8_t *out, struct err *err);
struct number_text mark_text(int8_t mark); /* "3", "NE", "SO" */
/* Mean of the rounded totals, half up. n > 0. */
struct points points_mean(const struct points *totals, size_t n);

/* How a total was made, line by line, for the key "=": one line of French text per item and
 * criterion, weights after SO shown. Lines live in the arena. */
struct arena;
const char **score_explain(
	struct arena *a, const struct grid *g, int volet, const struct sheet *s, size_t *count);

#endif
