/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Sets of dossiers by expression or by range, for selections and bulk work. The screen keeps its
 * selection as a numset and combines: numset_or adds, numset_minus takes away, numset_and narrows.
 */
#ifndef PUPITRE_APP_SELECTION_H
#define PUPITRE_APP_SELECTION_H

#include "pupitre/app/browse.h"
#include "pupitre/base/numset.h"

/* Adds to *out what the query text matches in the agent's scope; at: as browse_open. */
MUST_CHECK enum status selection_find(
	struct session *s, struct str text, struct numset *out, int *at, struct err *err);
/* Adds all members of an open list. */
MUST_CHECK enum status browse_members(struct browse *b, struct numset *out, struct err *err);
/* Adds the members from one dossier to another, both included, first above last in list order;
 * ERR_INPUT when last is not below first. */
MUST_CHECK enum status browse_range(
	struct browse *b, int64_t first, int64_t last, struct numset *out, struct err *err);
/* *selected becomes the members of the list that were not in it. */
MUST_CHECK enum status selection_invert(struct browse *b, struct numset *selected, struct err *err);

#endif
