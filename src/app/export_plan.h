/* SPDX-License-Identifier: EUPL-1.2 */
/* The presets that the program comes with, and the columns that an order takes. */
#ifndef PUPITRE_APP_EXPORT_PLAN_H
#define PUPITRE_APP_EXPORT_PLAN_H

#include "export_priv.h"

/* Awards that hold: one that was given back is history. */
#define EXPORT_STILL_HOLD "état:-caduc,-retiré,-désistement"

struct builtin_preset {
	const char *code, *label, *what;
	enum export_source source;
	const char *query, *sort;
	const char *columns; /* codes; "*criteria": those of the grid; "*": all of its source */
	const char *control; /* code of the column whose sum is the control total */
	const char *sheet; /* name of the tab */
	bool is_public;
	const char *aside; /* query of what it leaves out and tells; NULL: nothing */
};
extern const struct builtin_preset builtin_presets[];
extern const size_t builtin_preset_count;
struct export_preset builtin_preset(const struct builtin_preset *b);
/* NULL: a saved one. */
const struct builtin_preset *builtin_find(struct str code);
/* What a saved preset of a source is made like. */
const struct builtin_preset *builtin_of(enum export_source source, bool is_public);

/* Fills columns, books, count and columns_text. ERR_USAGE for one that is unknown, or there twice. */
MUST_CHECK enum status export_take_columns(
	struct export_plan *p, struct str codes, struct err *err);

#endif
