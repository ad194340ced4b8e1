/* SPDX-License-Identifier: EUPL-1.2 */
/* The envelopes with what is charged to each code itself; domain/envelope.h rolls them up. Awards
 * decided on the platform are charged to none. */
#ifndef PUPITRE_STORE_ENVELOPES_H
#define PUPITRE_STORE_ENVELOPES_H

#include "pupitre/base/arena.h"
#include "pupitre/domain/envelope.h"
#include "pupitre/store/open.h"

/* In order of code; own_awarded and dossiers (own count) are filled. */
MUST_CHECK enum status store_envelopes(
	struct store *st, struct arena *a, struct envelope **out, size_t *count, struct err *err);

/* Adds to own_awarded the awards that are proposed and wait (nobody decided nor postponed the
 * dossier), except what agent proposes on that dossier. */
MUST_CHECK enum status store_add_proposed(struct store *st, int64_t dossier, struct str agent,
	struct envelope *list, size_t n, struct err *err);

#endif
