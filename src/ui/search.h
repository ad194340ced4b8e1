/* SPDX-License-Identifier: EUPL-1.2 */
/* A text read line by line in which words are looked for: what the screens that show one share. */
#ifndef PUPITRE_UI_SEARCH_H
#define PUPITRE_UI_SEARCH_H

#include "pupitre/base/buf.h"
#include "pupitre/ui/pager.h"

struct search {
	const char *place; /* where what is looked for is not, when it is nowhere; untranslated */
	struct pager pager;
	struct buf needle; /* folded; empty: nothing is looked for */
	int hits; /* lines that hold it */
};

void search_show(struct search *s, const struct page *text, int height, bool keep);
/* What is looked for and in how many lines, else which line one is on. */
void search_draw_status(const struct search *s, struct canvas *c, int row, int columns);
void search_done(struct search *s);

#endif
