/* SPDX-License-Identifier: EUPL-1.2 */
/* What stands on the pages of a note: its head, its sections, and how they share two pages. */
#ifndef PUPITRE_EXCHANGE_OFFICE_NOTE_PAGES_H
#define PUPITRE_EXCHANGE_OFFICE_NOTE_PAGES_H

#include "note_draw.h"

enum { NOTE_WIDTH = 595, NOTE_HEIGHT = 842, NOTE_MARGIN = 48, NOTE_SECTIONS = 8 };

struct note {
	const struct book_head *head;
	struct note_data data;
};

struct note_section {
	const char *title;
	void (*draw)(const struct note *n, struct sketch *s, size_t most);
};

/* Sections that have something to show, in their order, and where they stand. */
struct note_layout {
	const struct note_section *sections[NOTE_SECTIONS];
	size_t count, first_page; /* sections in all, on the first page */
	size_t most; /* bars of a section */
	double ease;
	double gap[2]; /* below each section, by page */
};

void note_lay(const struct note *n, struct note_layout *out);
void note_title(const struct note *n, struct sketch *s);
void note_text(const struct note *n, struct sketch *s);
void note_foot(const struct note *n, struct sketch *s, int page, int pages);
/* All of it on one strip, which is that high. */
double note_strip(const struct note *n, const struct note_layout *l, struct sketch *s);
void note_section_title(const struct note_section *section, struct sketch *s);

#endif
