/* SPDX-License-Identifier: EUPL-1.2 */
/* Tags inside a write, alone or in bulk. */
#ifndef PUPITRE_APP_TAG_PLAN_H
#define PUPITRE_APP_TAG_PLAN_H

#include "pupitre/domain/tag.h"
#include "work.h"

/* The name in the spelling already in use. */
MUST_CHECK enum status tag_resolve(
	struct session *s, struct arena *a, struct str text, struct tag_name *out, struct err *err);
const char *tag_shown(struct arena *a, const struct tag_name *tag); /* "~mien" */
/* A shared tag; plans nothing when it is so already. */
MUST_CHECK enum status plan_tag(struct session *s, struct arena *a, struct plan *p, int64_t number,
	struct str name, bool on, struct err *err);

#endif
