/* SPDX-License-Identifier: EUPL-1.2 */
/* Personal tags leave no act: what this session did with them is remembered here, so that `u` takes it
 * back in its turn among the acts. */
#ifndef PUPITRE_APP_TAG_STEPS_H
#define PUPITRE_APP_TAG_STEPS_H

#include "pupitre/base/err.h"
#include "pupitre/base/numset.h"
#include "pupitre/domain/tag.h"

struct session;

enum { TAG_STEPS = 32 };

struct tag_step {
	char *name; /* without its ~ */
	bool on; /* put, else taken away */
	struct numset dossiers; /* those that changed */
	int64_t act; /* newest act of the register when it was done, undone or done again */
};

struct tag_steps {
	struct tag_step list[TAG_STEPS]; /* oldest first */
	int count, done; /* those from done on are undone */
};

/* Takes the set. After the write that did it. */
void tag_steps_add(struct session *s, struct str name, bool on, struct numset *dossiers);
void tag_steps_done(struct tag_steps *t);

#endif
