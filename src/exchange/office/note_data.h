/* SPDX-License-Identifier: EUPL-1.2 */
/* What a note and its pictures are made of, gathered from the tables of an export as they pass. The order of the rows
 * does not matter, and each table of bars counts every dossier that it is about. */
#ifndef PUPITRE_EXCHANGE_OFFICE_NOTE_DATA_H
#define PUPITRE_EXCHANGE_OFFICE_NOTE_DATA_H

#include "pupitre/exchange/book.h"

enum { NOTE_PARTS = 3, NOTE_TENS = 10, NOTE_MONTHS = 18, NOTE_GROUPS = 1000, NOTE_AWARDS = 10 };

enum note_part { NOTE_AWARDED, NOTE_OTHERWISE, NOTE_WAITING };

struct note_bar {
	const char *label;
	int64_t parts[NOTE_PARTS]; /* dossiers */
	int64_t cents; /* awarded */
};

enum note_grouping { BY_DEPARTMENT, BY_CATEGORY, BY_KIND, BY_MOTIVE, NOTE_GROUPINGS };

struct note_table { /* in order of first appearance */
	struct note_bar *bars;
	size_t count, cap;
	struct note_bar beyond; /* the groups after the NOTE_GROUPS first */
};

struct note_envelope {
	const char *code, *label;
	int depth; /* 0: part of no other */
	int64_t amount, awarded, left;
};

struct note_award {
	const char *label; /* "Commune de Plou : portail familles" */
	int64_t cents;
};

struct note_month {
	int32_t at; /* months since year 0 */
	int64_t n[2]; /* submitted, decided */
};

enum note_column {
	NOTE_APPLICANT,
	NOTE_TITLE,
	NOTE_DEPARTMENT,
	NOTE_DEPARTMENT_NAME,
	NOTE_CATEGORY,
	NOTE_KIND,
	NOTE_MOTIVE,
	NOTE_SUBMITTED,
	NOTE_DECIDED,
	NOTE_MARK,
	NOTE_REQUESTED,
	NOTE_AMOUNT,
	NOTE_DECISION,
	NOTE_DECIDED_BY, /* the platform, else empty */
	NOTE_ENVELOPE, /* this one and those below: of the sheet of envelopes */
	NOTE_ENVELOPE_LABEL,
	NOTE_ENVELOPE_PARENT,
	NOTE_ENVELOPE_AMOUNT,
	NOTE_ENVELOPE_LEFT,
	NOTE_COLUMNS
};

struct note_data {
	struct arena arena;
	int at[NOTE_COLUMNS]; /* column of the open sheet; -1: it has none */
	size_t sheets;
	int64_t rows, requested, decided, awards, awarded, marked, milli;
	struct note_table by[NOTE_GROUPINGS];
	struct note_envelope *envelopes; /* parents first */
	size_t envelope_count, envelope_cap;
	struct note_award largest[NOTE_AWARDS]; /* the largest first */
	size_t largest_count;
	int64_t tens[NOTE_TENS];
	struct note_month *months; /* in order of first appearance */
	size_t month_count, month_cap;
};

void note_sheet(struct note_data *d, const struct book_sheet *s);
void note_row(struct note_data *d, const struct book_cell *cells);
void note_done(struct note_data *d);

/* The largest groups, at most `most` bars; where they are more, the last one holds all the others. */
size_t note_largest(const struct note_table *t, size_t most, struct arena *a, struct note_bar *out);

/* The months one after the other, up to `last` at most; what stands outside is one column before, one after. */
struct note_pace {
	int64_t n[NOTE_MONTHS + 2][2];
	char label[NOTE_MONTHS + 2][16]; /* "03/21" */
	size_t count;
};
void note_pace(const struct note_data *d, struct day last, struct note_pace *out);

#endif
