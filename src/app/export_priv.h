/* SPDX-License-Identifier: EUPL-1.2 */
/* An export being made: what its columns are, where its rows come from, what was seen of them. */
#ifndef PUPITRE_APP_EXPORT_PRIV_H
#define PUPITRE_APP_EXPORT_PRIV_H

#include "pupitre/app/browse.h"
#include "pupitre/app/export.h"
#include "pupitre/exchange/book.h"
#include "pupitre/domain/query.h"
#include "pupitre/store/brief.h"
#include "session_priv.h"

/* Names of departments and of their regions, at a place that the code gives: a look in the reference of territories costs
 * as much as a whole row. */
enum { EXPORT_REGIONS = 256 };
struct export_regions {
	struct {
		struct str department, name, region; /* of the reference, which stays */
	} list[EXPORT_REGIONS];
};

/* Facts of one dossier that a column may look at. */
struct export_line {
	struct session *s;
	struct arena *a; /* of the row */
	const struct list_row *row;
	struct export_regions *regions;
	struct brief brief;
	struct voices voices;
	const struct points
		*criteria; /* means of the final sheets; NULL: not for the caller, or not yet */
	int64_t order; /* 1, 2, 3... */
	int64_t rank; /* by points, among the rows of this export; 0: none */
};

struct export_column {
	struct book_column book;
	bool is_public;
	enum { NEEDS_ROW, NEEDS_BRIEF, NEEDS_CRITERIA, NEEDS_RANK, NEEDS_VOICES } needs;
	/* NULL: the row comes whole, and subject is the place of the cell in it */
	struct book_cell (*cell)(const struct export_line *l, int subject);
	int subject; /* criterion of the grid */
};
/* The table of columns of a source, with the criteria of the grid in force in their place. */
struct export_column *export_table(
	struct session *s, enum export_source source, struct arena *a, size_t *count);
/* By code, or by the key of the language that means the same; NULL: none. */
const struct export_column *export_column_named(const struct session *s, enum export_source source,
	const struct export_column *table, size_t n, struct str name);

struct export_plan {
	struct session *s;
	struct arena *a;
	enum export_source source;
	bool is_scdl; /* open data: lines of its schema, whatever the preset's columns */
	bool is_drawn; /* a note or its pictures: drawn from the dossiers, whatever the preset's rows */
	struct export_preset preset;
	struct str query, sort; /* as they are given to the list */
	const char *columns_text; /* "number,title": to make it again */
	struct export_column *columns;
	struct book_column *books; /* what is written */
	size_t count;
	int control; /* column whose sum is the control total; -1 none */
	const char *sheet; /* name of the tab */
	struct str
		aside; /* query of what the preset leaves out and should be told; absent: nothing */
	struct synthesis *synthesis; /* gathered from the rows; NULL: the export has none */
	/* Called every hundred dossiers read; an error stops. NULL: never. */
	enum status (*tick)(void *ctx, int64_t dossiers, struct err *err);
	void *tick_ctx;
};
MUST_CHECK enum status export_plan_make(struct session *s, const struct export_order *o,
	struct arena *a, struct export_plan *out, struct err *err);

/* Every dossier of the plan, in its order. */
typedef enum status export_dossier_fn(void *ctx, const struct list_row *r, struct err *err);
MUST_CHECK enum status export_dossiers(
	const struct export_plan *p, export_dossier_fn *fn, void *ctx, struct err *err);
/* cells: plan->count of them, good until the next row. */
typedef enum status export_row_fn(void *ctx, const struct book_cell *cells, struct err *err);
MUST_CHECK enum status export_each(
	const struct export_plan *p, export_row_fn *fn, void *ctx, struct err *err);
MUST_CHECK enum status export_each_mark(
	const struct export_plan *p, export_row_fn *fn, void *ctx, struct err *err);
MUST_CHECK enum status export_each_envelope(
	const struct export_plan *p, export_row_fn *fn, void *ctx, struct err *err);
struct book_column *export_mark_columns(struct arena *a, size_t *count);
struct book_column *export_envelope_columns(struct arena *a, size_t *count);
/* Dossiers that an export is about: how many, how many are not decided, how many it leaves aside. */
struct export_counts {
	int64_t dossiers, undecided, aside;
};
MUST_CHECK enum status export_count(
	const struct export_plan *p, struct export_counts *out, struct err *err);
/* "3 dossiers accordés sans montant n'y sont pas"; NULL: nothing to tell. */
const char *export_warning(struct arena *a, const struct export_counts *n);

/* What the rows were, whatever the format. */
struct export_sum {
	struct hash_state digest;
	int64_t rows, control;
	struct buf text;
};
void export_sum_start(struct export_sum *sum);
void export_sum_row(
	struct export_sum *sum, const struct export_plan *p, const struct book_cell *cells);
struct hash export_sum_end(struct export_sum *sum); /* frees its buffer */

enum {
	FACT_PROGRAM,
	FACT_AT,
	FACT_AUTHOR,
	FACT_CAMPAIGN,
	FACT_SCOPE,
	FACT_PRESET,
	FACT_QUERY,
	FACT_STATUS,
	FACT_GRID,
	FACT_ROWS,
	FACT_CONTROL,
	FACT_HEAD,
	FACT_DIGEST,
	FACT_COMMAND,
	FACT_COUNT
};
/* Facts whose values are known before the rows; the others are set by export_facts_end. */
void export_facts_start(const struct export_plan *p, const struct export_order *o,
	struct instant at, const char *character, struct arena *a,
	struct book_fact facts[FACT_COUNT]);
MUST_CHECK enum status export_facts_end(const struct export_plan *p, const struct export_sum *sum,
	struct hash digest, struct arena *a, struct book_fact facts[FACT_COUNT], struct err *err);
/* FACT_COUNT of them, with the values of a file: not every format keeps labels, nor facts that are empty. */
struct book_fact *export_facts_given(const struct book_fact *facts, size_t count, struct arena *a);
const char *export_fact_code(int fact);
const char *export_fact_label(int fact); /* "Caractère" */
const char *fact_value(const struct book_fact *facts, size_t count, const char *code); /* "" none */
struct instant fact_instant(const char *value); /* of the fact "at"; INSTANT_NONE: no instant */
const char *export_scope(struct session *s); /* "tous", "37,45" */
const char *export_command(
	struct arena *a, const struct export_plan *p, const struct export_order *o);

/* Sheets after the first one, for the formats that have several: what they need of each dossier is gathered
 * while the first sheet is written. NULL when the plan is of something else, or public. */
struct synthesis *export_synthesis_new(const struct export_plan *p);
MUST_CHECK enum status export_synthesis_see(
	struct synthesis *y, const struct list_row *r, struct err *err);
MUST_CHECK enum status export_synthesis_write(
	struct synthesis *y, const struct book_format *f, struct book *b, struct err *err);
void export_synthesis_free(struct synthesis *y); /* NULL is fine */

#endif
