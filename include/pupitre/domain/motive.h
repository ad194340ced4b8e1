/* SPDX-License-Identifier: EUPL-1.2 */
/* The library of motives (config/motives.yaml). */
#ifndef PUPITRE_DOMAIN_MOTIVE_H
#define PUPITRE_DOMAIN_MOTIVE_H

#include <stddef.h>

#include "pupitre/base/str.h"

struct motive {
	const char *code, *label, *text; /* text: paragraph to paste, may be NULL */
	unsigned kinds; /* bit mask of enum decision_kind */
};

struct motives {
	struct motive *list;
	size_t count;
};

const struct motive *motive_find(const struct motives *m, struct str code);

#endif
