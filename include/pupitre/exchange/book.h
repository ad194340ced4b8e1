/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file of tables to hand over: sheets of typed cells, written row by row, memory flat. One interface, a format per
 * row of a table; the office formats (ODS, XLSX, PDF) stand in a plug-in that is loaded when one is asked for.
 *
 * Text     is hostile: each format writes it so that it can only ever be text (no formula, no link, no markup).
 * Order    open, then for each sheet: sheet, row..., and charts anywhere after the sheets they draw, then
 *          close; or drop at any moment. Nothing may be assumed of the file before close returned OK.
 * Bytes    depend on what is given only: no clock, no locale, no random, so that two runs give the same file.
 */
#ifndef PUPITRE_EXCHANGE_BOOK_H
#define PUPITRE_EXCHANGE_BOOK_H

#include "pupitre/base/arena.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/day.h"
#include "pupitre/base/err.h"

enum cell_type {
	CELL_TEXT,
	CELL_INTEGER,
	CELL_MONEY, /* cents */
	CELL_POINTS, /* thousandths, on 100 */
	CELL_RATE, /* ten-thousandths: 5000 is 50 % */
	CELL_DAY, /* days since 1970 */
	CELL_CODE, /* text that looks like a number and is none: SIRET, INSEE, département */
};

struct book_cell {
	bool is; /* false: empty */
	struct str text; /* CELL_TEXT, CELL_CODE */
	int64_t n; /* the others */
};

/* Where a page has no room for all columns: those of the first page, the one that names the row and is repeated
 * on the pages that follow. */
enum book_place { PLACE_ANY, PLACE_MAIN, PLACE_KEY };

struct book_column {
	const char *code; /* JSON name: "amount_cents" */
	const char *title; /* "Montant accordé" */
	enum cell_type type;
	int width; /* characters */
	bool sum; /* the total row adds it up */
	enum book_place place;
};

struct book_sheet {
	const char *name; /* shown on the tab, at most 31 characters, none of []:*?/\ */
	const char *title; /* above the table where the format has a place for it (PDF) */
	const struct book_column *columns;
	size_t count;
	bool total; /* a last row with the sums */
	int64_t rows; /* that will come; 0: not known */
};

struct book_fact { /* provenance, one line each */
	const char *code, *label, *value;
};

/* Lives until close; the values of the facts may be given as late as that (they need the rows). */
struct book_head {
	const char *title, *subtitle, *author;
	const char *filter; /* that its author typed, besides the one of the title; "" none */
	struct instant at; /* of the export */
	bool provisional;
	const struct book_fact *facts; /* codes and labels are known at open */
	size_t fact_count;
	/* Formats that write much at once call it when their bytes are many: it empties out. NULL: never. */
	enum status (*spill)(void *ctx, struct err *err);
	void *spill_ctx;
};

enum book_chart_kind { CHART_BARS, CHART_STACKED, CHART_LINE };
struct book_chart { /* drawn natively where the format can; else ignored */
	enum book_chart_kind kind;
	const char *title;
	int sheet; /* index, in order of the sheets */
	int category; /* column */
	int values[4]; /* columns, -1 ended */
	int first, last; /* rows, 0-based, total row not counted */
};

struct book; /* of the format */

struct book_format {
	const char *code; /* of a row of book_format_rows */
	bool office; /* in the plug-in */
	bool many; /* several sheets */
	/* out: bytes are appended; the caller empties it between calls and writes them (a zip writer that
	 * must seek keeps its own temporary file, unlinked). */
	enum status (*open)(
		const struct book_head *h, struct buf *out, struct book **b, struct err *err);
	enum status (*sheet)(struct book *b, const struct book_sheet *s, struct err *err);
	enum status (*row)(struct book *b, const struct book_cell *cells, struct err *err);
	enum status (*chart)(
		struct book *b, const struct book_chart *c, struct err *err); /* may be NULL */
	enum status (*close)(struct book *b, struct err *err); /* b is gone, also on failure */
	void (*drop)(struct book *b);
	/* The facts that a file of this format carries; *found false when it carries none of ours. */
	enum status (*facts)(struct str bytes, struct arena *a, struct book_fact **out,
		size_t *count, bool *found, struct err *err);
};

/* What there is to choose from, in the order of the menu: ods first. */
struct book_format_row {
	const char *code, *label, *extension; /* "ods", "Tableur ODS (LibreOffice)", ".ods" */
	bool drawn; /* pictures of the dossiers, whatever columns a table of them would have */
};
extern const struct book_format_row book_format_rows[];
extern const size_t book_format_count;
/* The first row whose extension ends a path, in capitals or not; NULL: none does. */
const struct book_format_row *book_format_of_path(const char *path);
const struct book_format_row *book_format_row(const char *code); /* NULL unknown */
/* csv (offices), csv-machine, json, scdl are here; ods, xlsx, pdf load the plug-in. NULL out: unknown; ERR_SYSTEM when
 * the plug-in is missing, saying which package or make goal gives it. */
MUST_CHECK enum status book_format_find(
	const char *code, const struct book_format **out, struct err *err);

/* "pupitre_office": what the plug-in gives. */
struct book_plugin {
	int version; /* BOOK_PLUGIN_VERSION, else it is refused */
	const struct book_format *const *formats;
	size_t count;
};
enum { BOOK_PLUGIN_VERSION = 4 };

#endif
