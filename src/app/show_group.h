/* SPDX-License-Identifier: EUPL-1.2 */
/* Changes of an act that a person reads as one: the dossiers that a mallette takes, a contested field. Each
 * function takes the changes from the first on, and tells how many of them it read (0: not its own). */
#ifndef PUPITRE_APP_SHOW_GROUP_H
#define PUPITRE_APP_SHOW_GROUP_H

#include "pupitre/app/read.h"
#include "pupitre/domain/act.h"

/* "dossiers emportés : 132". */
size_t away_view_of(const struct change *c, size_t n, struct arena *a, struct change_view *view);

/* A row question_field: which field is contested, and between which values. */
struct contest {
	bool known; /* the field is named; false when only an answer is noted */
	struct change of; /* was: at the departure; now: absent */
	struct str here, theirs;
};
size_t contest_of(const struct change *c, size_t n, struct contest *out);
/* field: the view of the contested field itself. */
void contest_view(const struct contest *q, struct change_view field, struct arena *a,
	struct change_view *view);

#endif
