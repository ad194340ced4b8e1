/* SPDX-License-Identifier: EUPL-1.2 */
/* What a note and its pictures are made of, gathered from the tables of an export as they pass. */
#ifndef PUPITRE_EXCHANGE_OFFICE_NOTE_DATA_H
#define PUPITRE_EXCHANGE_OFFICE_NOTE_DATA_H

#include "pupitre/exchange/book.h"

enum { NOTE_PARTS = 3, NOTE_BARS = 120, NOTE_POINTS = 10, NOTE_MONTHS = 36, NOTE_COLUMNS = 64 };

struct note_bar {
	char label[48];
	int64_t parts[NOTE_PARTS];
};

struct note_table { /* in order of first appearance */
	struct note_bar bars[NOTE_BARS];
	size_t count;
};

enum note_column {
	NOTE_DEPARTMENT,
	NOTE_CATEGORY,
	NOTE_SUBMITTED,
	NOTE_DECIDED,
	NOTE_MARK,
	NOTE_REQUESTED,
	NOTE_AMOUNT,
	NOTE_DECISION,
	NOTE_ENVELOPE,
	NOTE_ENVELOPE_AMOUNT,
	NOTE_ENVELOPE_AWARDED,
	NOTE_KINDS
};

struct note_data {
	int at[NOTE_KINDS]; /* column of the open sheet; -1: it has none */
	size_t sheets;
	int64_t rows, requested, decided, awards, awarded, marked, milli;
	struct note_table departments, categories,
		envelopes; /* awarded, other decisions, waiting; awarded, left */
	int64_t points[NOTE_POINTS];
	int32_t first_month; /* months since year 0; 0: none yet */
	int64_t months[NOTE_MONTHS][2]; /* submitted, decided */
	size_t month_count;
};

void note_sheet(struct note_data *d, const struct book_sheet *s);
void note_row(struct note_data *d, const struct book_cell *cells);

#endif
