/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/store/totals.h"

#include <stdlib.h>

#include "pupitre/base/hash.h"
#include "pupitre/domain/role.h"
#include "store_priv.h"

/* Groups found by hashing: open addressing, grown at half. */
struct groups {
	struct arena *a;
	struct stored_total *slots; /* dossiers 0: free */
	size_t size, used;
	int column; /* of both statements */
};

enum { FIRST_SIZE = 64 };

static size_t
slot_of(const struct groups *g, struct str code)
{
	uint64_t h = UINT64_C(14695981039346656037); /* FNV-1a */
	size_t i;

	for (size_t k = 0; k < code.len; k++)
		h = (h ^ (unsigned char)code.ptr[k]) * UINT64_C(1099511628211);
	for (i = (size_t)h & (g->size - 1); g->slots[i].dossiers; i = (i + 1) & (g->size - 1))
		if (str_eq(g->slots[i].code, code))
			break;
	return i;
}

static void
grow(struct groups *g)
{
	struct groups bigger = { g->a, NULL, g->size ? g->size * 2 : FIRST_SIZE, g->used,
		g->column };

	bigger.slots = ARENA_ARRAY(g->a, struct stored_total, bigger.size);
	for (size_t i = 0; i < g->size; i++)
		if (g->slots[i].dossiers)
			bigger.slots[slot_of(&bigger, g->slots[i].code)] = g->slots[i];
	*g = bigger;
}

/* One row of group_totals or of listing_total. */
static void
add_row(struct groups *g, const struct sql *q)
{
	struct str code = sql_col(q, g->column);
	struct stored_total *t;

	if (2 * g->used >= g->size)
		grow(g);
	t = &g->slots[slot_of(g, code)];
	if (!t->dossiers) {
		t->code = arena_str(g->a, code);
		g->used++;
	}
	t->dossiers += sql_col_int(q, 5);
	t->requested += sql_col_int(q, 6);
	t->awarded += sql_col_int(q, 7);
	t->marked += sql_col_int(q, 8);
	t->points += sql_col_int(q, 9);
}

static enum status
add_kept(struct db *db, struct str departments, struct groups *g, struct err *err)
{
	struct sql q = sql_open(db, SQL_GROUP_TOTALS);
	enum status st;
	bool row;

	while (!(st = sql_step(&q, &row, err)) && row) {
		struct str department = sql_col(&q, 0);

		if (scope_holds(departments, department.len ? department : STR_NONE))
			add_row(g, &q);
	}
	return st;
}

static enum status
add_members(struct db *db, const struct numset *members, struct groups *g, struct err *err)
{
	enum status st = OK;
	int64_t n = INT64_MIN;
	bool row;

	while (!st && numset_next(members, n, &n)) {
		struct sql q = sql_open(db, SQL_LISTING_TOTAL);

		sql_int(&q, ":number", n);
		st = sql_step(&q, &row, err);
		if (!st && row) {
			add_row(g, &q);
			sql_close(&q);
		}
		if (n++ == INT64_MAX)
			break;
	}
	return st;
}

static int
by_code(const void *x, const void *y)
{
	const struct stored_total *a = x, *b = y;

	return str_cmp(a->code, b->code);
}

static int
by_rank(const void *x, const void *y)
{
	const struct stored_total *a = x, *b = y;
	int64_t ra = 0, rb = 0;

	if (!str_int(a->code, &ra) || !str_int(b->code, &rb))
		return by_code(x, y);
	return (ra > rb) - (ra < rb);
}

static int
place_of(enum column by)
{
	static const enum column places[] = { COLUMN_DEPARTMENT, COLUMN_KIND, COLUMN_STATE,
		COLUMN_CATEGORY, COLUMN_DECISION };

	for (int i = 0; i < (int)(sizeof(places) / sizeof(places[0])); i++)
		if (places[i] == by)
			return i;
	die("no totals by column %d", (int)by);
}

enum status
store_totals(struct store *st, enum column by, const struct numset *members, struct str departments,
	struct arena *a, struct stored_total **out, size_t *count, struct err *err)
{
	struct groups g = { .a = a, .column = place_of(by) };
	bool ranked = by == COLUMN_STATE || by == COLUMN_DECISION;
	struct stored_total *list;
	size_t n = 0;
	enum status status = members ? add_members(&st->db, members, &g, err)
				     : add_kept(&st->db, departments, &g, err);

	if (status)
		return status;
	list = ARENA_ARRAY(a, struct stored_total, g.used + 1);
	for (size_t i = 0; i < g.size; i++)
		if (g.slots[i].dossiers)
			list[n++] = g.slots[i];
	qsort(list, n, sizeof(list[0]), ranked ? by_rank : by_code);
	*out = list;
	*count = n;
	return OK;
}

enum status
store_category_text(
	struct store *st, struct str category, struct arena *a, struct str *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_CATEGORY_TEXT);
	enum status status;
	bool row;

	sql_str(&q, ":category", category);
	status = sql_step(&q, &row, err);
	if (status)
		return status;
	*out = row ? sql_col_str(&q, 0, a) : STR_NONE;
	sql_close(&q);
	return OK;
}
