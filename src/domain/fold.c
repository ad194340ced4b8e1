/* SPDX-License-Identifier: EUPL-1.2 */
/* Comparison of what people type with our words: accents and case ignored. */
#include "fold.h"

#include "pupitre/base/utf8.h"

bool
folded_eq(struct str a, struct str b)
{
	struct arena scratch = { 0 };
	bool eq = str_eq(utf8_fold(&scratch, a), utf8_fold(&scratch, b));

	arena_done(&scratch);
	return eq;
}
