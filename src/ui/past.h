/* SPDX-License-Identifier: EUPL-1.2 */
/* What was typed before in one place (the palette, the filter): recalled with Up and Down. Zeroed =
 * empty. */
#ifndef PUPITRE_UI_PAST_H
#define PUPITRE_UI_PAST_H

#include "pupitre/base/buf.h"

enum { PAST_MAX = 50 };

struct past {
	struct buf texts[PAST_MAX]; /* oldest first */
	int count;
	int at; /* which one is shown; count: the text being typed */
	struct buf typed; /* that text, while an older one is shown */
};

void past_add(struct past *p, struct str text); /* nothing when empty or the same as the last one */
void past_rewind(struct past *p); /* a new text is being typed */
/* -1 older, +1 newer; shown: what the line holds now. False when there is none. *out is borrowed
 * until the next call. */
bool past_recall(struct past *p, int delta, struct str shown, struct str *out);
void past_done(struct past *p);

#endif
