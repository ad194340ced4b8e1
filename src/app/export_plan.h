/* SPDX-License-Identifier: EUPL-1.2 */
/* The presets that the program comes with. */
#ifndef PUPITRE_APP_EXPORT_PLAN_H
#define PUPITRE_APP_EXPORT_PLAN_H

#include "export_priv.h"

struct builtin_preset {
	const char *code, *label, *what;
	enum export_source source;
	const char *query, *sort;
	const char *columns; /* codes; "*criteria": those of the grid */
	const char *control; /* code of the column whose sum is the control total */
	const char *sheet; /* name of the tab */
	bool is_public;
};
extern const struct builtin_preset builtin_presets[];
extern const size_t builtin_preset_count;
struct export_preset builtin_preset(const struct builtin_preset *b);

#endif
