/* SPDX-License-Identifier: EUPL-1.2 */
/* Where one is in rows that are all in memory: the selected one, and the first one shown. */
#ifndef PUPITRE_UI_SPAN_H
#define PUPITRE_UI_SPAN_H

struct span {
	int count, height, cursor, top; /* cursor is -1 when count is 0 */
};

void span_fit(struct span *s, int count, int height); /* keeps the cursor where it can */
void span_set(struct span *s, int cursor);
void span_move(struct span *s, int delta);

#endif
