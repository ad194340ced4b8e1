/* SPDX-License-Identifier: EUPL-1.2 */
#include "list_priv.h"

#include <assert.h>
#include <stdlib.h>

#include "index.h"
#include "pupitre/base/i18n.h"
#include "store_priv.h"

/* The families of sql/list.sql follow the order of enum column. */
static_assert(SQL_LIST_FIRST_CATEGORY - SQL_LIST_FIRST_NUMBER == COLUMN_CATEGORY, "list.sql");
static_assert(SQL_LIST_RANGE_CATEGORY - SQL_LIST_RANGE_NUMBER == COLUMN_CATEGORY, "list.sql");
static_assert(COLUMN_CATEGORY + 1 == COLUMN_TAGS, "list.sql"); /* which no order knows */

enum { SMALL_SET = 1000 }; /* members: to read and to sort them takes at most some milliseconds */

/* One value of a sort key: text.ptr NULL for a number. */
struct key_value {
	int64_t number;
	struct str text;
};

struct keyed {
	int64_t number;
	struct key_value values[SORT_KEYS];
};

/* Members sorted here: those with the same first key, which is what further sort keys need, or all
 * of a small set, which the walk of an index would look for among all dossiers. */
struct group {
	struct arena arena;
	struct keyed *rows;
	size_t count;
	int64_t stamp; /* of the content it was made from */
};

struct store_list {
	struct store *st;
	struct sort_key sorts[SORT_KEYS];
	size_t sort_count; /* at least 1 */
	struct day today;
	int alert_days;
	struct members members;
	int64_t scope_count;
	struct group group;
};

static enum sql_id
statement(enum sql_id first_of_family, const struct store_list *l)
{
	return (enum sql_id)((int)first_of_family + (int)l->sorts[0].column);
}

static bool
is_member(const struct store_list *l, int64_t number)
{
	return l->members.all || numset_has(&l->members.set, number);
}

/* Members in the order of a cursor, at most max of them. */
static enum status
take_members(const struct store_list *l, struct sql *q, size_t max, int64_t *numbers, size_t *count,
	struct err *err)
{
	enum status st = OK;
	bool row = true;

	while (*count < max && !(st = sql_step(q, &row, err)) && row) {
		if (is_member(l, sql_col_int(q, 0)))
			numbers[(*count)++] = sql_col_int(q, 0);
	}
	sql_close(q);
	return st;
}

/* One sort key: a walk of its index. forward: in list order. */
static enum status
walk(struct store_list *l, bool forward, const int64_t *anchor, size_t max, int64_t *numbers,
	size_t *count, struct err *err)
{
	bool up = forward != l->sorts[0].descending;
	struct sql q;

	if (!anchor)
		q = sql_open(&l->st->db,
			statement(up ? SQL_LIST_FIRST_NUMBER : SQL_LIST_LAST_NUMBER, l));
	else
		q = sql_open(&l->st->db,
			statement(up ? SQL_LIST_AFTER_NUMBER : SQL_LIST_BEFORE_NUMBER, l));
	if (anchor)
		sql_int(&q, ":anchor", *anchor);
	return take_members(l, &q, max, numbers, count, err);
}

static enum status
read_keys(struct store_list *l, int64_t number, struct arena *a, struct keyed *out, bool *found,
	struct err *err)
{
	struct sql q = sql_open(&l->st->db, SQL_LIST_KEYS);
	enum status st;

	sql_int(&q, ":number", number);
	st = sql_step(&q, found, err);
	if (st || !*found)
		return st;
	*out = (struct keyed){ .number = number };
	for (size_t i = 0; i < l->sort_count; i++) {
		int c = (int)l->sorts[i].column;

		if (sqlite3_column_type(q.s, c) == SQLITE_INTEGER)
			out->values[i].number = sql_col_int(&q, c);
		else
			out->values[i].text = sql_col_str(&q, c, a);
	}
	sql_close(&q);
	return OK;
}

static int
compare_values(const struct key_value *a, const struct key_value *b)
{
	if (a->text.ptr || b->text.ptr)
		return str_cmp(a->text, b->text);
	return (a->number > b->number) - (a->number < b->number);
}

/* Place of two rows in list order. */
static int
compare_keyed(const struct store_list *l, const struct keyed *a, const struct keyed *b)
{
	int order;

	for (size_t i = 0; i < l->sort_count; i++) {
		order = compare_values(&a->values[i], &b->values[i]);
		if (order)
			return l->sorts[i].descending ? -order : order;
	}
	order = (a->number > b->number) - (a->number < b->number);
	return l->sorts[0].descending ? -order : order;
}

static int
compare_in_list(const void *a, const void *b, void *list)
{
	return compare_keyed(list, a, b);
}

static int64_t
content_stamp(struct store *st)
{
	return store_data_version(st) * 1000003 + sqlite3_total_changes64(st->db.h);
}

static bool
group_holds(struct store_list *l, int64_t number)
{
	if (l->group.stamp != content_stamp(l->st))
		return false;
	for (size_t i = 0; i < l->group.count; i++) {
		if (l->group.rows[i].number == number)
			return true;
	}
	return false;
}

static enum status
group_numbers(struct store_list *l, int64_t anchor, struct numset *out, struct err *err)
{
	struct sql q = sql_open(&l->st->db, statement(SQL_LIST_GROUP_NUMBER, l));
	enum status st;
	bool row;

	sql_int(&q, ":anchor", anchor);
	while (!(st = sql_step(&q, &row, err)) && row) {
		if (is_member(l, sql_col_int(&q, 0)))
			numset_add(out, sql_col_int(&q, 0));
	}
	return st;
}

static enum status
load_rows(struct store_list *l, const struct numset *numbers, struct err *err)
{
	struct group *g = &l->group;
	enum status st = OK;
	bool found;
	int64_t n;

	arena_reset(&g->arena);
	g->count = 0;
	g->stamp = -1;
	g->rows = ARENA_ARRAY(&g->arena, struct keyed, numbers->count + 1);
	for (int64_t from = INT64_MIN; !st && numset_next(numbers, from, &n); from = n + 1) {
		st = read_keys(l, n, &g->arena, &g->rows[g->count], &found, err);
		g->count += !st && found;
	}
	if (st)
		return st;
	qsort_r(g->rows, g->count, sizeof(g->rows[0]), compare_in_list, l);
	g->stamp = content_stamp(l->st);
	return OK;
}

/* The members whose first key is the anchor's, sorted. */
static enum status
load_group(struct store_list *l, int64_t anchor, struct err *err)
{
	struct numset numbers = { 0 };
	enum status st;

	if (group_holds(l, anchor))
		return OK;
	st = group_numbers(l, anchor, &numbers, err);
	if (!st)
		st = load_rows(l, &numbers, err);
	numset_done(&numbers);
	return st;
}

/* First member of the group that follows the anchor's, or of the first group. */
static enum status
next_group(struct store_list *l, bool forward, const int64_t *anchor, int64_t *out, bool *found,
	struct err *err)
{
	bool up = forward != l->sorts[0].descending;
	enum sql_id id = up ? SQL_LIST_ABOVE_NUMBER : SQL_LIST_BELOW_NUMBER;
	size_t count = 0;
	struct sql q;
	enum status st;

	if (!anchor)
		id = up ? SQL_LIST_FIRST_NUMBER : SQL_LIST_LAST_NUMBER;
	q = sql_open(&l->st->db, statement(id, l));
	if (anchor)
		sql_int(&q, ":anchor", *anchor);
	st = take_members(l, &q, 1, out, &count, err);
	*found = count == 1;
	return st;
}

/* Rows of the loaded group beyond the anchor (all when NULL), in the direction asked. */
static void
take_group(struct store_list *l, bool forward, const struct keyed *anchor, size_t max,
	int64_t *numbers, size_t *count)
{
	const struct group *g = &l->group;

	for (size_t i = 0; i < g->count && *count < max; i++) {
		const struct keyed *r = &g->rows[forward ? i : g->count - 1 - i];
		int order = anchor ? compare_keyed(l, r, anchor) : 1;

		if (!anchor || (forward ? order > 0 : order < 0))
			numbers[(*count)++] = r->number;
	}
}

/* Several sort keys: group after group. */
static enum status
walk_groups(struct store_list *l, bool forward, const int64_t *anchor, size_t max, int64_t *numbers,
	size_t *count, struct err *err)
{
	struct arena a = { 0 };
	struct keyed place;
	bool more = true;
	int64_t in = anchor ? *anchor : 0;
	enum status st = OK;

	if (anchor) {
		st = read_keys(l, in, &a, &place, &more, err);
		if (!st && more)
			st = load_group(l, in, err);
		if (!st && more)
			take_group(l, forward, &place, max, numbers, count);
	}
	while (!st && more && *count < max) {
		st = next_group(l, forward, anchor ? &in : NULL, &in, &more, err);
		anchor = &in;
		if (!st && more)
			st = load_group(l, in, err);
		if (!st && more)
			take_group(l, forward, NULL, max, numbers, count);
	}
	arena_done(&a);
	return st;
}

static bool
is_small(const struct store_list *l)
{
	return !l->members.all && l->members.set.count <= SMALL_SET;
}

static enum status
walk_small(struct store_list *l, bool forward, const int64_t *anchor, size_t max, int64_t *numbers,
	size_t *count, struct err *err)
{
	struct arena a = { 0 };
	struct keyed place;
	bool found = true;
	enum status st = OK;

	if (l->group.stamp != content_stamp(l->st))
		st = load_rows(l, &l->members.set, err);
	if (!st && anchor)
		st = read_keys(l, *anchor, &a, &place, &found, err);
	if (!st && found)
		take_group(l, forward, anchor ? &place : NULL, max, numbers, count);
	arena_done(&a);
	return st;
}

static void
reverse(int64_t *numbers, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		int64_t t = numbers[i];

		numbers[i] = numbers[n - 1 - i];
		numbers[n - 1 - i] = t;
	}
}

static enum status
check_anchor(struct store_list *l, int64_t anchor, struct err *err)
{
	struct sql q = sql_open(&l->st->db, SQL_LIST_KEYS);
	enum status st;
	bool found;

	sql_int(&q, ":number", anchor);
	st = sql_step(&q, &found, err);
	if (st)
		return st;
	sql_close(&q);
	if (!found)
		return err_set(
			err, ERR_INPUT, _("le dossier %lld n'existe pas"), (long long)anchor);
	return OK;
}

static enum status
find_numbers(struct store_list *l, enum list_from from, int64_t anchor, size_t max,
	int64_t *numbers, size_t *count, struct err *err)
{
	bool forward = from != LIST_LAST && from != LIST_BEFORE;
	bool anchored = from != LIST_FIRST && from != LIST_LAST;
	enum status st = anchored ? check_anchor(l, anchor, err) : OK;

	if (st)
		return st;
	if (from == LIST_AT && is_member(l, anchor) && max > 0)
		numbers[(*count)++] = anchor;
	st = (is_small(l) ? walk_small
		: l->sort_count > 1
			? walk_groups
			: walk)(l, forward, anchored ? &anchor : NULL, max, numbers, count, err);
	if (!st && !forward)
		reverse(numbers, *count);
	return st;
}

enum status
store_list_page(struct store_list *l, enum list_from from, int64_t anchor, size_t max,
	struct arena *a, struct list_row **rows, size_t *count, struct err *err)
{
	int64_t *numbers = ARENA_ARRAY(a, int64_t, max + 1);
	size_t found = 0;
	enum status st = find_numbers(l, from, anchor, max, numbers, &found, err);

	return st ? st
		  : list_rows(&l->st->db, numbers, found, l->today, l->alert_days, a, rows, count,
			    err);
}

static enum status
count_all(struct store *st, int64_t *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_COUNTER_GET);

	sql_str(&q, ":name", STR("dossiers"));
	return sql_one_int(&q, 0, out, err);
}

static enum status
find_members(struct store_list *l, const struct search *search, const struct viewer *viewer,
	struct err *err)
{
	struct members scope = { 0 };
	enum status st = members_of_scope(&l->st->db, viewer->departments, &scope, err);

	if (st)
		return st;
	l->scope_count = scope.all ? -1 : (int64_t)scope.set.count;
	st = members_of_query(l->st, viewer, search->where, &l->members, err);
	members_and(&l->members, &scope);
	return st;
}

enum status
store_list_open(struct store *st, const struct search *search, const struct viewer *viewer,
	struct store_list **out, struct err *err)
{
	struct store_list *l = calloc(1, sizeof(*l));
	enum status status;

	if (!l)
		die("out of memory");
	l->st = st;
	l->group.stamp = -1;
	l->today = viewer->today;
	l->alert_days = viewer->alert_days;
	l->sort_count = search->sort_count;
	memcpy(l->sorts, search->sorts, sizeof(l->sorts));
	if (l->sort_count == 0) {
		l->sorts[0] = (struct sort_key){ COLUMN_NUMBER, false };
		l->sort_count = 1;
	}
	status = find_members(l, search, viewer, err);
	if (status)
		store_list_close(l);
	else
		*out = l;
	return status;
}

void
store_list_close(struct store_list *l)
{
	if (!l)
		return;
	members_done(&l->members);
	arena_done(&l->group.arena);
	free(l);
}

enum status
store_list_count(struct store_list *l, int64_t *shown, int64_t *all, struct err *err)
{
	int64_t total = l->scope_count;
	enum status st = total < 0 ? count_all(l->st, &total, err) : OK;

	if (st)
		return st;
	*all = total;
	*shown = l->members.all ? total : (int64_t)l->members.set.count;
	return OK;
}

const struct numset *
store_list_members(const struct store_list *l)
{
	return l->members.all ? NULL : &l->members.set;
}

enum status
store_listing_set_deadline(
	struct store *st, int64_t number, struct day deadline, bool warning, struct err *err)
{
	enum status status = store_must_write(st, err);
	struct sql q;

	if (status)
		return status;
	q = sql_open(&st->db, SQL_LISTING_DEADLINE);
	sql_int(&q, ":number", number);
	sql_int(&q, ":deadline", day_is(deadline) ? deadline.n : ABSENT_DEADLINE);
	sql_int(&q, ":warning", warning);
	return sql_run(&q, err);
}

enum status
store_deadlines_stale(struct store *st, bool *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_COUNTER_GET);
	int64_t stale = 0;
	enum status status;

	sql_str(&q, ":name", STR("stale"));
	status = sql_one_int(&q, 1, &stale, err);
	if (!status)
		*out = stale != 0;
	return status;
}

enum status
store_deadlines_done(struct store *st, struct err *err)
{
	enum status status = store_must_write(st, err);
	struct sql q;

	if (status)
		return status;
	q = sql_open(&st->db, SQL_COUNTER_SET);
	sql_str(&q, ":name", STR("stale"));
	sql_int(&q, ":value", 0);
	return sql_run(&q, err);
}
