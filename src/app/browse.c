/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/browse.h"

#include <stdlib.h>

#include "pupitre/app/selection.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/query.h"
#include "pupitre/store/dossiers.h"
#include "pupitre/store/list.h"
#include "pupitre/store/tags.h"
#include "sheet.h"

struct browse {
	struct session *s;
	struct store_list *list;
	bool tags, shared;
};

/* --sort "-note,montant": same keys as tri: in the language. */
static enum status
sort_parse(struct str text, struct search *search, struct err *err)
{
	struct str word;
	bool more = true;

	search->sort_count = 0;
	while (more) {
		struct sort_key key = { 0 };
		int column;

		more = str_cut(&text, ',', &word);
		word = str_trim(word);
		key.descending = word.len && *word.ptr == '-';
		if (key.descending)
			word = (struct str){ word.ptr + 1, word.len - 1 };
		column = column_find(word);
		if (column < 0 || !column_rows[column].sortable)
			return err_set(err, ERR_USAGE,
				_("on ne trie pas par « %.*s » : essayez montant, note, échéance "
				  "ou dépôt"),
				STR_ARG(word));
		if (search->sort_count == SORT_KEYS)
			return err_set(err, ERR_USAGE, _("au plus %d clés de tri"), SORT_KEYS);
		key.column = (enum column)column;
		search->sorts[search->sort_count++] = key;
	}
	return OK;
}

enum status
browse_sort_check(struct str sort, struct err *err)
{
	struct search ignored;

	return sort_parse(sort, &ignored, err);
}

static struct viewer
viewer_of(struct session *s)
{
	return (struct viewer){ str_z(s->who.departments), session_today(s),
		s->config.settings.deadlines.alert_days, str_z(s->who.login), &s->grid };
}

enum status
browse_open(struct session *s, struct str text, struct str sort, struct browse **out, int *at,
	struct err *err)
{
	const struct query_context ctx = { session_today(s), str_z(s->who.login), &s->grid };
	struct viewer viewer = viewer_of(s);
	struct arena a = { 0 };
	struct search search;
	struct browse *b;
	struct store_list *list;
	enum status st;

	*at = 0;
	st = query_parse(text, &ctx, &a, &search, at, err);
	if (!st && sort.len)
		st = sort_parse(sort, &search, err);
	if (!st)
		st = store_list_open(s->store, &search, &viewer, &list, err);
	arena_done(&a);
	if (st)
		return st;
	b = calloc(1, sizeof *b);
	if (!b)
		die("out of memory");
	b->s = s;
	b->list = list;
	*out = b;
	return OK;
}

void
browse_close(struct browse *b)
{
	if (!b)
		return;
	store_list_close(b->list);
	free(b);
}

void
browse_with_tags(struct browse *b)
{
	b->tags = true;
}

void
browse_shared(struct browse *b)
{
	b->shared = true;
}

static enum status
row_tags(struct session *s, struct arena *a, struct list_row *row, struct err *err)
{
	struct stored_tag *tags;
	const char *text = "";
	size_t n;
	enum status st =
		store_tags_of(s->store, row->number, str_z(s->who.login), a, &tags, &n, err);

	for (size_t i = 0; !st && i < n; i++)
		text = arena_printf(a, "%s%s%s%.*s", text, i ? ", " : "",
			tags[i].personal ? "~" : "", STR_ARG(tags[i].name));
	row->tags = str_z(text);
	return st;
}

/* Before the shared points exist, the viewer sees the range of his own sheet. */
static enum status
own_range(struct session *s, struct arena *a, struct list_row *row, struct err *err)
{
	struct draft_key k = draft_of(s, row->number, DRAFT_SCORE);
	struct draft_item *items;
	struct people p;
	struct paper paper;
	struct score score;
	struct dossier d;
	size_t n;
	bool found;
	enum status st = draft_list(s->store, &k, a, &items, &n, err);

	if (!st)
		st = people_load(s, row->number, a, &p, err);
	if (st || (!n && !people_evaluation(&p, k.agent)))
		return st;
	st = store_dossier_load(s->store, row->number, a, &d, &found, err);
	if (st || !found)
		return st;
	paper_of(&p, &s->grid, k.agent, &paper);
	paper_lay_draft(&s->grid, items, n, &paper);
	if (score_compute(&s->grid, d.volet, &paper.sheet, &score, NULL))
		return OK;
	row->has_range = true;
	row->range = score.total;
	return OK;
}

/* Most dossiers of a page have no sheet of the viewer: one question tells which ones to read. */
static enum status
own_ranges(struct session *s, struct arena *a, struct list_row *rows, size_t n, struct err *err)
{
	int64_t *numbers = ARENA_ARRAY(a, int64_t, n + 1);
	struct numset own = { 0 };
	size_t unmarked = 0;
	enum status st = OK;

	for (size_t i = 0; i < n; i++)
		if (!rows[i].has_points)
			numbers[unmarked++] = rows[i].number;
	if (unmarked)
		st = draft_own_sheets(
			s->store, str_z(s->who.login), DRAFT_SCORE, numbers, unmarked, &own, err);
	for (size_t i = 0; i < n && !st; i++)
		if (!rows[i].has_points && numset_has(&own, rows[i].number))
			st = own_range(s, a, &rows[i], err);
	numset_done(&own);
	return st;
}

static enum status
read_page(struct browse *b, enum list_from from, int64_t anchor, size_t max, struct arena *a,
	struct list_row **rows, size_t *count, struct err *err)
{
	struct list_row *page;
	size_t n;
	enum status st = store_list_page(b->list, from, anchor, max, a, &page, &n, err);

	if (!st && !b->shared)
		st = own_ranges(b->s, a, page, n, err);
	for (size_t i = 0; i < n && !st && b->tags; i++)
		st = row_tags(b->s, a, &page[i], err);
	if (st)
		return st;
	*rows = page;
	*count = n;
	return OK;
}

enum status
browse_page(struct browse *b, enum browse_from from, int64_t anchor, size_t max, struct arena *a,
	struct list_row **rows, size_t *count, struct err *err)
{
	static const enum list_from froms[] = { LIST_FIRST, LIST_LAST, LIST_AFTER, LIST_BEFORE,
		LIST_AT };
	enum status st = session_read_begin(b->s, err);

	if (st)
		return st;
	st = read_page(b, froms[from], anchor, max, a, rows, count, err);
	session_read_end(b->s);
	return st;
}

static enum status
read_row(struct browse *b, int64_t number, struct arena *a, struct list_row *out, bool *found,
	struct err *err)
{
	struct viewer viewer = viewer_of(b->s);
	struct list_row row;
	enum status st = store_list_row(b->s->store, number, &viewer, a, &row, found, err);

	*found = !st && *found && scope_holds(viewer.departments, row.department);
	if (st || !*found)
		return st;
	if (!b->shared)
		st = own_ranges(b->s, a, &row, 1, err);
	if (!st && b->tags)
		st = row_tags(b->s, a, &row, err);
	*out = row;
	return st;
}

enum status
browse_row(struct browse *b, int64_t number, struct arena *a, struct list_row *out, bool *found,
	struct err *err)
{
	enum status st = session_read_begin(b->s, err);

	if (st)
		return st;
	st = read_row(b, number, a, out, found, err);
	session_read_end(b->s);
	return st;
}

enum status
browse_count(struct browse *b, int64_t *shown, int64_t *all, struct err *err)
{
	return store_list_count(b->list, shown, all, err);
}

static enum status
add_number(void *ctx, int64_t number, struct err *err)
{
	(void)err;
	numset_add(ctx, number);
	return OK;
}

enum status
browse_members(struct browse *b, struct numset *out, struct err *err)
{
	const struct numset *members = store_list_members(b->list);

	if (!members)
		return store_dossiers_each(b->s->store, add_number, out, err);
	numset_or(out, members);
	return OK;
}

enum status
browse_range(struct browse *b, int64_t first, int64_t last, struct numset *out, struct err *err)
{
	enum { CHUNK = 1000 };
	struct numset range = { 0 };
	struct arena a = { 0 };
	struct list_row *rows;
	size_t n = 1;
	int64_t at = first;
	enum list_from from = LIST_AT;
	enum status st = OK;

	while (!st && n > 0 && !numset_has(&range, last)) {
		st = store_list_page(b->list, from, at, CHUNK, &a, &rows, &n, err);
		for (size_t i = 0; !st && i < n && !numset_has(&range, last); i++)
			numset_add(&range, at = rows[i].number);
		from = LIST_AFTER;
		arena_reset(&a);
	}
	if (!st && !numset_has(&range, last))
		st = err_set(err, ERR_INPUT,
			_("le dossier %lld n'est pas plus bas dans la liste que le dossier %lld"),
			(long long)last, (long long)first);
	if (!st)
		numset_or(out, &range);
	numset_done(&range);
	arena_done(&a);
	return st;
}
