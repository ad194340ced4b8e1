/* SPDX-License-Identifier: EUPL-1.2 */
/* A window of rows moved along a keyset source. */
#include "pupitre/ui/list.h"

int64_t
list_key(const struct list *l)
{
	return l->cursor >= 0 && l->cursor < l->page.count ? l->page.keys[l->cursor] : 0;
}

const void *
list_row(const struct list *l, int row)
{
	if (row < 0 || row >= l->page.count)
		return NULL;
	return l->page.rows + (size_t)row * l->source.row_size;
}

void
list_done(struct list *l)
{
	arena_done(&l->arena);
	arena_done(&l->spare);
	l->page = (struct list_page){ 0 };
	l->cursor = -1;
}

static enum status
fetch(struct list *l, enum list_from from, int64_t anchor, int max, struct list_page *out,
	struct err *err)
{
	*out = (struct list_page){ 0 };
	if (max < 1)
		return OK;
	return l->source.page(l->source.ctx, from, anchor, max, &l->spare, out, err);
}

/* The rows just fetched in `spare` become the rows shown. */
static void
show(struct list *l, struct list_page page, int cursor)
{
	struct arena old = l->arena;

	l->arena = l->spare;
	l->spare = old;
	l->page = page;
	l->sought = cursor;
	l->cursor = cursor < page.count ? cursor : page.count - 1;
	if (l->cursor < 0 && page.count > 0)
		l->cursor = 0;
}

static struct list_page
join(struct list *l, struct list_page a, struct list_page b)
{
	size_t size = l->source.row_size, n = (size_t)(a.count + b.count);
	struct list_page both = { ARENA_ARRAY(&l->spare, int64_t, n),
		arena_alloc(&l->spare, n * size), a.count + b.count };

	if (a.count) {
		memcpy(both.keys, a.keys, sizeof(*a.keys) * (size_t)a.count);
		memcpy(both.rows, a.rows, size * (size_t)a.count);
	}
	if (b.count) {
		memcpy(both.keys + a.count, b.keys, sizeof(*b.keys) * (size_t)b.count);
		memcpy(both.rows + size * (size_t)a.count, b.rows, size * (size_t)b.count);
	}
	return both;
}

/* Shows the rows around a key, that one on the row `at` where the ends of the list allow it. */
static enum status
show_around(struct list *l, int64_t key, int at, struct err *err)
{
	struct list_page before = { 0 }, after = { 0 };
	enum status st;

	arena_reset(&l->spare);
	st = fetch(l, LIST_BEFORE, key, at, &before, err);
	if (st == OK)
		st = fetch(l, LIST_AT, key, l->height - before.count, &after, err);
	if (st == OK && before.count == at && before.count + after.count < l->height)
		st = fetch(l, LIST_BEFORE, key, l->height - after.count, &before, err);
	if (st == OK)
		show(l, join(l, before, after), before.count);
	return st;
}

static enum status
show_end(struct list *l, enum list_from from, struct err *err)
{
	struct list_page page;
	enum status st;

	arena_reset(&l->spare);
	st = fetch(l, from, 0, l->height, &page, err);
	if (st == OK)
		show(l, page, from == LIST_FIRST ? 0 : page.count - 1);
	return st;
}

void
list_hold(struct list *l, int64_t key, const void *row)
{
	size_t size = l->source.row_size;
	int kept = l->page.count < l->height ? l->page.count : l->height - 1, at = l->sought;
	struct list_page page = { ARENA_ARRAY(&l->arena, int64_t, (size_t)kept + 1),
		arena_alloc(&l->arena, (size_t)(kept + 1) * size), kept + 1 };

	at = at < kept ? at : kept;
	for (int i = 0, from = 0; i <= kept; i++) {
		page.keys[i] = i == at ? key : l->page.keys[from];
		memcpy(page.rows + (size_t)i * size,
			i == at ? row : l->page.rows + (size_t)from * size, size);
		from += i != at;
	}
	l->page = page;
	l->cursor = at;
}

enum status
list_first(struct list *l, struct err *err)
{
	return show_end(l, LIST_FIRST, err);
}

enum status
list_last(struct list *l, struct err *err)
{
	return show_end(l, LIST_LAST, err);
}

void
list_open_later(struct list *l, struct list_source source, int height)
{
	l->source = source;
	l->height = height < 1 ? 1 : height;
}

enum status
list_open(struct list *l, struct list_source source, int height, struct err *err)
{
	list_open_later(l, source, height);
	return list_first(l, err);
}

enum status
list_refresh(struct list *l, struct err *err)
{
	return l->page.count ? show_around(l, list_key(l), l->cursor, err) : list_first(l, err);
}

enum status
list_resize(struct list *l, int height, struct err *err)
{
	int was = l->height;
	enum status st;

	l->height = height < 1 ? 1 : height;
	if (l->cursor >= l->height)
		st = show_around(l, list_key(l), l->height - 1, err);
	else
		st = list_refresh(l, err);
	if (st != OK)
		l->height = was;
	return st;
}

enum status
list_go(struct list *l, int64_t key, struct err *err)
{
	for (int i = 0; i < l->page.count; i++) {
		if (l->page.keys[i] != key)
			continue;
		l->cursor = i;
		return OK;
	}
	return show_around(l, key, l->cursor > 0 ? l->cursor : 0, err);
}

enum status
list_place(struct list *l, int64_t key, int row, struct err *err)
{
	return show_around(l, key, row < l->height ? row : l->height - 1, err);
}

/* Moves past the rows shown: the row reached stands on `at`, or at the end of the list. */
static enum status
move_beyond(struct list *l, int delta, int at, struct err *err)
{
	int last = l->page.count - 1;
	int beyond = delta > 0 ? l->cursor + delta - last : -(l->cursor + delta);
	int64_t edge = l->page.keys[delta > 0 ? last : 0];
	struct list_page found;
	enum status st;

	arena_reset(&l->spare);
	st = fetch(l, delta > 0 ? LIST_AFTER : LIST_BEFORE, edge, beyond, &found, err);
	if (st != OK)
		return st;
	if (!found.count) {
		l->cursor = delta > 0 ? last : 0;
		return OK;
	}
	return show_around(l, found.keys[delta > 0 ? found.count - 1 : 0], at, err);
}

enum status
list_move(struct list *l, int delta, struct err *err)
{
	int to = l->cursor + delta;

	if (!l->page.count)
		return OK;
	if (to < 0 || to >= l->page.count)
		return move_beyond(l, delta, delta > 0 ? l->height - 1 : 0, err);
	l->cursor = to;
	return OK;
}

enum status
list_scroll(struct list *l, int pages, struct err *err)
{
	int delta = pages * (l->height > 1 ? l->height - 1 : 1);
	int to = l->cursor + delta;

	if (!l->page.count)
		return OK;
	if (to >= 0 && to < l->page.count) {
		l->cursor = to;
		return OK;
	}
	return move_beyond(l, delta, l->cursor, err);
}
