/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of an export of dossiers: pages of the list, and for each row only what its columns need. Memory is
 * that of a page. */
#include "export_priv.h"
#include "people.h"
#include "sheet.h"

enum { PAGE = 200 };

/* Walks the dossiers of a plan in order. */
struct walk {
	struct export_regions regions;
	const struct export_plan *p;
	export_row_fn *fn;
	void *ctx;
	struct arena row; /* of one row */
	struct book_cell *cells;
	bool brief, criteria;
	int64_t order, rank;
	int32_t last_points; /* of the row before; -1: none */
};

/* Means of the final sheets by criterion, half up, once everybody is final. */
static enum status
criteria_of(struct walk *w, int64_t number, struct points **out, struct err *err)
{
	struct session *s = w->p->s;
	int64_t sums[GRID_CRITERIA] = { 0 };
	struct people p;
	struct paper paper;
	struct score score;
	const struct grid *g;
	int64_t n = 0;
	enum status st = people_load(s, number, &w->row, &p, err);

	*out = NULL;
	if (st || !people_all_final(&p))
		return st;
	for (size_t i = 0; i < p.evaluation_count && !st; i++) {
		const struct evaluation *e = &p.evaluations[i];

		st = e->final ? grid_of(s, e->grid, &w->row, &g, err) : OK;
		if (st || !e->final || g->criterion_count != s->grid.criterion_count)
			continue;
		paper_of(&p, g, e->login, &paper);
		if (score_compute(g, e->volet, &paper.sheet, &score, NULL))
			continue;
		for (int c = 0; c < g->criterion_count; c++)
			sums[c] += score.criteria[c].min.milli;
		n++;
	}
	if (st || !n)
		return st;
	*out = ARENA_ARRAY(&w->row, struct points, GRID_CRITERIA);
	for (int c = 0; c < s->grid.criterion_count; c++)
		(*out)[c].milli = (int32_t)((2 * sums[c] + n) / (2 * n));
	return OK;
}

/* Equal points share a rank; it counts the rows of this export, sorted by points or not. */
static void
rank_row(struct walk *w, const struct list_row *r)
{
	if (!r->has_points)
		return;
	if (r->points.milli != w->last_points)
		w->rank = w->order;
	w->last_points = r->points.milli;
}

static enum status
give_row(void *ctx, const struct list_row *r, struct err *err)
{
	struct walk *w = ctx;
	struct export_line l = {
		.s = w->p->s, .a = &w->row, .row = r, .regions = &w->regions, .order = ++w->order
	};
	struct points *criteria = NULL;
	enum status st = OK;

	if (w->brief)
		st = store_brief(w->p->s->store, r->number, &w->row, &l.brief, err);
	if (!st && w->criteria && r->has_points)
		st = criteria_of(w, r->number, &criteria, err);
	if (!st && w->p->synthesis)
		st = export_synthesis_see(w->p->synthesis, r, err);
	if (st)
		return st;
	rank_row(w, r);
	l.criteria = criteria;
	l.rank = r->has_points ? w->rank : 0;
	for (size_t i = 0; i < w->p->count; i++)
		w->cells[i] = w->p->columns[i].cell(&l, w->p->columns[i].subject);
	st = w->fn(w->ctx, w->cells, err);
	arena_reset(&w->row);
	return st;
}

static enum status
walk_pages(struct browse *b, export_dossier_fn *fn, void *ctx, struct err *err)
{
	enum browse_from from = BROWSE_FIRST;
	struct arena page = { 0 };
	struct list_row *rows;
	int64_t last = 0;
	size_t n = PAGE;
	enum status st = OK;

	while (!st && n == PAGE) {
		arena_reset(&page);
		st = browse_page(b, from, last, PAGE, &page, &rows, &n, err);
		for (size_t i = 0; i < n && !st; i++) {
			last = rows[i].number;
			st = fn(ctx, &rows[i], err);
		}
		from = BROWSE_AFTER;
	}
	arena_done(&page);
	return st;
}

enum status
export_dossiers(const struct export_plan *p, export_dossier_fn *fn, void *ctx, struct err *err)
{
	struct browse *b;
	int at;
	enum status st = browse_open(p->s, p->query, p->sort, &b, &at, err);

	if (st)
		return st;
	browse_shared(b);
	st = walk_pages(b, fn, ctx, err);
	browse_close(b);
	return st;
}

enum status
export_each(const struct export_plan *p, export_row_fn *fn, void *ctx, struct err *err)
{
	struct walk w = { .p = p, .fn = fn, .ctx = ctx, .last_points = -1 };
	enum status st;

	if (p->source == SOURCE_MARKS)
		return export_each_mark(p, fn, ctx, err);
	if (p->source == SOURCE_ENVELOPES)
		return export_each_envelope(p, fn, ctx, err);
	for (size_t i = 0; i < p->count; i++) {
		w.brief |= p->columns[i].needs == NEEDS_BRIEF;
		w.criteria |= p->columns[i].needs == NEEDS_CRITERIA;
	}
	w.cells = ARENA_ARRAY(p->a, struct book_cell, p->count);
	st = export_dossiers(p, give_row, &w, err);
	arena_done(&w.row);
	return st;
}

static enum status
count_of(const struct export_plan *p, struct str query, int64_t *out, struct err *err)
{
	struct browse *b;
	int64_t all;
	int at;
	enum status st = browse_open(p->s, query, STR_NONE, &b, &at, err);

	if (st)
		return st;
	st = browse_count(b, out, &all, err);
	browse_close(b);
	return st;
}

enum status
export_count(const struct export_plan *p, int64_t *rows, int64_t *undecided, struct err *err)
{
	/* The plan's text is whole words: a condition more may follow it. */
	struct str query = str_z(arena_printf(p->a, "%s:%s %.*s", query_key_row(KEY_WITHOUT).key,
		column_rows[COLUMN_DECISION].key, STR_ARG(p->query)));
	enum status st = count_of(p, p->query, rows, err);

	return st ? st : count_of(p, query, undecided, err);
}
