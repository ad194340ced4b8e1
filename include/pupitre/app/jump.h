/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Jump to a dossier by a few typed characters: number (any part of it), SIREN, applicant, title.
 * Words are matched as subsequences, best when whole, adjacent and at the start of words.
 *
 * Cost  indexes and the search index give at most some thousand candidates, which alone are ranked:
 *       a base of up to JUMP_CANDIDATES dossiers is ranked whole. session_on_stop stops it.
 */
#ifndef PUPITRE_APP_JUMP_H
#define PUPITRE_APP_JUMP_H

#include "pupitre/app/session.h"

enum { JUMP_MAX = 20, JUMP_CANDIDATES = 2000 };

struct jump_hit {
	int64_t number;
	struct str department, applicant, title, siret; /* shown */
	int score; /* higher is better */
};

/* Best first, then by number. Blank text gives none. ERR_CANCELLED when it was stopped. */
MUST_CHECK enum status jump_find(struct session *s, struct str text, struct arena *a,
	struct jump_hit **out, size_t *count, struct err *err);

#endif
