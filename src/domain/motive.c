/* SPDX-License-Identifier: EUPL-1.2 */
/* Look-up in the library of motives. */
#include "pupitre/domain/motive.h"

const struct motive *
motive_find(const struct motives *m, struct str code)
{
	for (size_t i = 0; i < m->count; i++) {
		if (str_eqz(code, m->list[i].code))
			return &m->list[i];
	}
	return NULL;
}
