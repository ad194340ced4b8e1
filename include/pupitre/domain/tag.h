/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Names of tags: one word of letters, digits and "-", "_" or ".", at most TAG_MAX characters. Accents
 * and case are kept as first typed and ignored when names are compared. "~name" is personal: its
 * author alone sees it.
 */
#ifndef PUPITRE_DOMAIN_TAG_H
#define PUPITRE_DOMAIN_TAG_H

#include "pupitre/base/arena.h"
#include "pupitre/base/err.h"
#include "pupitre/base/str.h"

enum { TAG_MAX = 40 };

struct tag_name {
	struct str name; /* without "~" */
	bool personal;
};

/* As typed ("À revoir", "#urgent", "~moi") to a name ("À-revoir"): blanks become "-". */
MUST_CHECK enum status tag_parse(
	struct arena *a, struct str text, struct tag_name *out, struct err *err);
/* Accents and case ignored. */
bool tag_same(struct str a, struct str b);

#endif
