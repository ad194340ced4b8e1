/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a person is in the list: open view, filter, order, columns, row; found again at the next
 * opening. And what other screens change of it. */
#include "list_screen.h"
#include "list_state.h"
#include "pupitre/domain/columns.h"
#include "shell.h"

static void
set(struct buf *b, struct str s)
{
	buf_clear(b);
	buf_adds(b, s);
}

static void
name_view(struct screen *s, struct uid id)
{
	struct list_state *st = s->state;
	struct arena a = { 0 };
	struct saved_view *views = NULL;
	size_t n = 0;

	if (views_list(ui_session(s->ui), &a, &views, &n, NULL) != OK)
		n = 0;
	for (size_t i = 0; i < n; i++) {
		if (!uid_eq(views[i].id, id))
			continue;
		list_screen_named(s, id, views[i].name);
		st->view_changed = !str_eq(views[i].query, list_text(&st->filter)) ||
				   !str_eq(views[i].sort, list_text(&st->sort));
	}
	arena_done(&a);
}

void
list_restore(struct screen *s)
{
	struct list_state *st = s->state;
	struct arena a = { 0 };
	struct place place;
	bool found = false;

	st->columns = column_set_default;
	if (place_find(ui_session(s->ui), &a, &place, &found, NULL) == OK && found) {
		set(&st->filter, place.query);
		set(&st->sort, place.sort);
		st->columns = place.columns;
		st->column =
			place.cursor_column < (int)place.columns.count ? place.cursor_column : 0;
		st->restore = place.row;
		st->restore_row = place.top;
		if (uid_is(place.view))
			name_view(s, place.view);
	}
	arena_done(&a);
}

enum status
list_restore_row(struct screen *s, struct err *err)
{
	struct list_state *st = s->state;
	int64_t row = st->restore;
	struct err gone;

	st->restore = 0;
	if (row == 0 || list_place(&st->list, row, st->restore_row, &gone) == OK)
		return OK;
	return list_first(&st->list, err);
}

/* A place that could not be written is lost, nothing else: nobody is told. */
void
list_keep(struct screen *s, bool leaving)
{
	struct list_state *st = s->state;
	const struct place place = { .query = list_text(&st->filter),
		.sort = list_text(&st->sort),
		.columns = st->columns,
		.row = list_key(&st->list),
		.top = st->list.cursor > 0 ? st->list.cursor : 0,
		.cursor_column = st->column,
		.view = st->view };
	struct err ignored;

	if (place_keep(ui_session(s->ui), &st->keeper, &place, leaving, NULL, &ignored) != OK)
		return;
}

void
list_close_view(struct screen *s)
{
	list_screen_named(s, (struct uid){ 0 }, STR(""));
}

void
list_screen_keep(struct screen *list)
{
	list_keep(list, false);
}

void
list_screen_view(const struct screen *list, struct saved_view *out)
{
	const struct list_state *st = list->state;

	*out = (struct saved_view){ .id = st->view,
		.name = list_text(&st->view_name),
		.query = list_text(&st->filter),
		.sort = list_text(&st->sort),
		.columns = st->columns };
}

enum status
list_screen_open(struct screen *list, const struct saved_view *v, struct err *err)
{
	struct list_state *st = list->state;
	struct column_set was = st->columns;
	enum status status;

	st->columns = v->columns;
	buf_clear(&st->former);
	status = list_show(list, v->query, v->sort, err);
	if (status != OK) {
		st->columns = was;
		return status;
	}
	st->column = 0;
	list_screen_named(list, v->id, v->name);
	return list_follow(list, err);
}

void
list_screen_named(struct screen *list, struct uid id, struct str name)
{
	struct list_state *st = list->state;

	st->view = id;
	st->view_changed = false;
	set(&st->view_name, name);
}

enum status
list_screen_filter(struct screen *list, struct str text, struct err *err)
{
	struct list_state *st = list->state;

	past_add(&st->past, list_text(&st->filter));
	past_add(&st->past, text);
	if (!str_eq(text, list_text(&st->filter)))
		set(&st->former, list_text(&st->filter));
	return list_filter(list, text, err);
}

/* "-note" and "-points_milli" are the same order. */
static bool
same_order(struct str one, struct str other)
{
	struct str a, b;
	bool more_a = true, more_b = true;

	while (more_a && more_b) {
		more_a = str_cut(&one, ',', &a);
		more_b = str_cut(&other, ',', &b);
		bool down_a = str_starts(a, STR("-")), down_b = str_starts(b, STR("-"));

		if (down_a != down_b ||
			column_find((struct str){ a.ptr + down_a, a.len - down_a }) !=
				column_find((struct str){ b.ptr + down_b, b.len - down_b }))
			return false;
	}
	return more_a == more_b;
}

void
list_screen_arrange(struct screen *list, const struct column_set *columns, struct str sort)
{
	struct list_state *st = list->state;

	st->columns = *columns;
	if (st->column >= (int)columns->count)
		st->column = 0;
	if (same_order(sort, list_order(st)))
		sort = list_text(&st->sort);
	else {
		struct buf filter = { 0 };

		list_without_order(list_text(&st->filter), &filter);
		set(&st->filter, list_text(&filter));
		buf_done(&filter);
	}
	set(&st->sort, sort);
	st->view_changed = true;
}
