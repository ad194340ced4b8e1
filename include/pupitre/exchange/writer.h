/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Writes rows of cells as CSV into a buffer.
 *
 * Office   for spreadsheets: UTF-8 BOM, ";" between cells, every cell quoted, CR LF at line ends,
 *          line ends inside a cell become a space.
 * Machine  for programs: no BOM, ",", RFC 4180 quotes where needed only, LF, line ends are kept.
 * Formulas in both, text that a spreadsheet could take for a formula gets a leading apostrophe: a file for programs
 *          and open data are opened by people too, and an applicant's text never runs. A program that wants
 *          the text as it was takes JSON, or drops one apostrophe before = + - @ | % and their full-width forms.
 * Numbers  a numeric cell is our own figure and is never neutralised; text always may be.
 */
#ifndef PUPITRE_EXCHANGE_WRITER_H
#define PUPITRE_EXCHANGE_WRITER_H

#include "pupitre/base/buf.h"

enum csv_style { CSV_OFFICE, CSV_MACHINE };

struct cell {
	struct str text; /* absent: an empty cell */
	bool numeric; /* made by us from a number */
};

/* Once, before the first row. */
void csv_begin(struct buf *out, enum csv_style style);
void csv_row(struct buf *out, enum csv_style style, const struct cell *cells, size_t count);
/* The same in pieces: a row is cells with separators between them, and an end. */
void csv_separate(struct buf *out, enum csv_style style);
void csv_cell(struct buf *out, enum csv_style style, const struct cell *cell);
void csv_end_row(struct buf *out, enum csv_style style);

#endif
