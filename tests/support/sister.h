/* SPDX-License-Identifier: EUPL-1.2 */
/* Two copies of one base for tests of store/: acts made at the sister are received at the first one with
 * the letters that the test says. Nothing is judged here. */
#ifndef PUPITRE_TESTS_SUPPORT_SISTER_H
#define PUPITRE_TESTS_SUPPORT_SISTER_H

#include "pupitre/store/acts.h"
#include "support/scratch.h"

/* A copy of s as it is now, under another station, in the folder of s. */
void sister_init(struct scratch *sister, struct scratch *s, const char *name);
void sister_done(struct scratch *sister);

struct sister_act {
	struct uid id;
	const char *outcome, *why; /* letters; why NULL: nothing */
};
/* In the transaction of `to`: the act as it stands at the sister. */
enum status sister_give(struct scratch *to, struct scratch *sister, struct uid id);
/* Receives, applies, writes the lines and the merge act. Returns its id. */
struct uid sister_merge(
	struct scratch *to, struct scratch *sister, const struct sister_act *acts, size_t n);
/* The act of an id with its strings in the arena of s. */
struct act_row sister_find(struct scratch *s, struct uid id);

#endif
