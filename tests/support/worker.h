/* SPDX-License-Identifier: EUPL-1.2 */
/* Random work on a base through the use cases of app/: what a person does in a week, legal or not. */
#ifndef PUPITRE_TESTS_SUPPORT_WORKER_H
#define PUPITRE_TESTS_SUPPORT_WORKER_H

#include "pupitre/app/session.h"

struct worker {
	uint64_t random; /* splitmix64 */
	int64_t first; /* dossiers first..first + count - 1 */
	int count;
};

enum work {
	WORK_EVALUATE = 1,
	WORK_MOVE = 2,
	WORK_DECIDE = 4,
	WORK_PROPOSE = 8,
	WORK_TAG = 16,
	WORK_NOTE = 32,
	WORK_UNDO = 64,
	WORK_ENVELOPE = 128, /* of département 45, 37 or 18 */
	WORK_AGENT = 256, /* a new one, or another name for one who is there */
	WORK_GRID = 512 /* other weights, another version */
};

int worker_below(struct worker *w, int n); /* 0..n - 1 */
/* One act of a kind among those of the mask; true when it was recorded. A rule that refuses is part of the
 * work; an error of the system fails the test. */
bool worker_act(struct worker *w, struct session *s, unsigned mask);
/* The grid in force with other weights for E1 (2 to 16 of the 20 points of E1 and E2), as a file. */
void worker_grid(struct session *s, int first, const char *path);

#endif
