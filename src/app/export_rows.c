/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of an export of dossiers: pages of the list, and for each row only what its columns need. Memory is
 * that of a page. */
#include "export_priv.h"
#include "people.h"
#include "pupitre/base/i18n.h"
#include "sheet.h"

enum { PAGE = 200, TICK = 100 };

/* Walks the dossiers of a plan in order. */
struct walk {
	struct export_regions regions;
	const struct export_plan *p;
	export_row_fn *fn;
	void *ctx;
	struct arena row; /* of one row */
	struct book_cell *cells;
	bool brief, criteria;
	bool voices;
	int64_t order;
	int32_t *
		points; /* of the rows that have some, from the best; NULL: nobody asks for ranks */
	size_t point_count, point_cap;
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

/* Equal points share a rank: one more than the rows of this export that have more. */
static int64_t
rank_of(const struct walk *w, const struct list_row *r)
{
	size_t low = 0, high = w->point_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (w->points[middle] > r->points.milli)
			low = middle + 1;
		else
			high = middle;
	}
	return (int64_t)low + 1;
}

static enum status
see_points(void *ctx, const struct list_row *r, struct err *err)
{
	struct walk *w = ctx;

	(void)err;
	if (r->has_points)
		ARENA_PUSH(w->p->a, w->points, w->point_count, w->point_cap, r->points.milli);
	return OK;
}

/* Four bytes a row, whatever the order in which the rows come afterwards. */
static enum status
gather_points(struct walk *w, struct err *err)
{
	struct export_plan by_points = *w->p;

	by_points.sort = STR("-points_milli");
	by_points.tick = NULL;
	return export_dossiers(&by_points, see_points, w, err);
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
	/* Most dossiers have nobody yet: the brief and the row tell it. */
	if (!st && w->voices && (l.brief.evaluators || r->has_proposal))
		st = store_voices(w->p->s->store, r->number, &w->row, &l.voices, err);
	if (!st && w->p->synthesis)
		st = export_synthesis_see(w->p->synthesis, r, err);
	if (st)
		return st;
	l.criteria = criteria;
	l.rank = r->has_points ? rank_of(w, r) : 0;
	for (size_t i = 0; i < w->p->count; i++)
		w->cells[i] = w->p->columns[i].cell(&l, w->p->columns[i].subject);
	st = w->fn(w->ctx, w->cells, err);
	arena_reset(&w->row);
	return st;
}

static enum status
give(const struct export_plan *p, const struct list_row *r, int64_t n, export_dossier_fn *fn,
	void *ctx, struct err *err)
{
	enum status st = fn(ctx, r, err);

	return st || !p->tick || n % TICK ? st : p->tick(p->tick_ctx, n, err);
}

static enum status
walk_pages(const struct export_plan *p, struct browse *b, export_dossier_fn *fn, void *ctx,
	struct err *err)
{
	enum browse_from from = BROWSE_FIRST;
	struct arena page = { 0 };
	struct list_row *rows;
	int64_t last = 0, seen = 0;
	size_t n = PAGE;
	enum status st = OK;

	while (!st && n == PAGE) {
		arena_reset(&page);
		st = browse_page(b, from, last, PAGE, &page, &rows, &n, err);
		for (size_t i = 0; i < n && !st; i++) {
			last = rows[i].number;
			st = give(p, &rows[i], ++seen, fn, ctx, err);
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
	enum status st =
		browse_open(p->s, p->query.ptr ? p->query : STR(""), p->sort, &b, &at, err);

	if (st)
		return st;
	browse_shared(b);
	st = walk_pages(p, b, fn, ctx, err);
	browse_close(b);
	return st;
}

/* The columns of an export out of a row that comes whole. */
static enum status
pick(void *ctx, const struct book_cell *cells, struct err *err)
{
	struct walk *w = ctx;

	for (size_t i = 0; i < w->p->count; i++)
		w->cells[i] = cells[w->p->columns[i].subject];
	return w->fn(w->ctx, w->cells, err);
}

enum status
export_each(const struct export_plan *p, export_row_fn *fn, void *ctx, struct err *err)
{
	struct walk w = { .p = p, .fn = fn, .ctx = ctx };
	bool ranks = false;
	enum status st = OK;

	w.cells = ARENA_ARRAY(p->a, struct book_cell, p->count);
	if (p->source == SOURCE_MARKS)
		return export_each_mark(p, pick, &w, err);
	if (p->source == SOURCE_ENVELOPES)
		return export_each_envelope(p, pick, &w, err);
	for (size_t i = 0; i < p->count; i++) {
		w.brief |=
			p->columns[i].needs == NEEDS_BRIEF || p->columns[i].needs == NEEDS_VOICES;
		w.criteria |= p->columns[i].needs == NEEDS_CRITERIA;
		w.voices |= p->columns[i].needs == NEEDS_VOICES;
		ranks |= p->columns[i].needs == NEEDS_RANK;
	}
	if (ranks)
		st = gather_points(&w, err);
	if (!st)
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
export_count(const struct export_plan *p, struct export_counts *out, struct err *err)
{
	struct export_counts n = { 0 };
	/* The plan's text is whole words: a condition more may follow it. */
	struct str query = str_z(arena_printf(p->a, "%s:%s %.*s", query_key_row(KEY_WITHOUT).key,
		column_rows[COLUMN_DECISION].key, STR_ARG(p->query)));
	enum status st = count_of(p, p->query, &n.dossiers, err);

	if (!st)
		st = count_of(p, query, &n.undecided, err);
	if (!st && p->aside.len)
		st = count_of(p, p->aside, &n.aside, err);
	if (!st)
		*out = n;
	return st;
}

const char *
export_warning(struct arena *a, const struct export_counts *n)
{
	return n->aside ? arena_printf(a,
				  ngettext("%lld dossier accordé sans montant n'y est pas",
					  "%lld dossiers accordés sans montant n'y sont pas",
					  (unsigned long)n->aside),
				  (long long)n->aside)
			: NULL;
}
