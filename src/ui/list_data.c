/* SPDX-License-Identifier: EUPL-1.2 */
/* What the screen Dossiers reads: pages of rows, counts, envelopes, the last act, the dossier
 * beside. */
#include "dossier_text.h"
#include "list_screen.h"
#include "list_state.h"
#include "pupitre/app/history.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "shell.h"

struct str
list_text(const struct buf *b)
{
	return (struct str){ b->ptr ? b->ptr : "", b->len };
}

int
list_width(const struct screen *s)
{
	return table_width(s->cols);
}

enum status
list_page_source(void *ctx, enum list_from from, int64_t anchor, int max, struct arena *a,
	struct list_page *out, struct err *err)
{
	static const enum browse_from map[] = { [LIST_FIRST] = BROWSE_FIRST,
		[LIST_LAST] = BROWSE_LAST,
		[LIST_AFTER] = BROWSE_AFTER,
		[LIST_BEFORE] = BROWSE_BEFORE,
		[LIST_AT] = BROWSE_AT };
	struct list_state *st = ctx;
	struct list_row *rows;
	struct table_row *made;
	size_t n;
	enum status status =
		browse_page(st->browse, map[from], anchor, (size_t)max, a, &rows, &n, err);

	if (status != OK)
		return status;
	made = ARENA_ARRAY(a, struct table_row, n);
	out->keys = ARENA_ARRAY(a, int64_t, n);
	for (size_t i = 0; i < n; i++) {
		made[i].row = rows[i];
		table_cells(a, &st->columns, &made[i]);
		out->keys[i] = rows[i].number;
	}
	out->rows = (char *)made;
	out->count = (int)n;
	return OK;
}

static void
lay_out_table(const struct screen *s)
{
	struct list_state *st = s->state;
	int longest = 0;

	for (int i = 0; i < st->list.page.count; i++) {
		const struct table_row *r = list_row(&st->list, i);
		int width = utf8_width(r->cells[COLUMN_NUMBER]);

		longest = width > longest ? width : longest;
	}
	table_layout(&st->table, &st->columns, st->column, list_width(s), longest);
}

static struct str
last_act_text(struct arena *a, const struct act_view *act)
{
	const char *what = act->dossier
				   ? arena_printf(a, _("%lld enregistré"), (long long)act->dossier)
				   : _("Dernier acte");

	return str_z(arena_printf(a, _("%s le %s par %.*s : %.*s"), what, instant_short(act->at).s,
		STR_ARG(act->agent), STR_ARG(act->verb_label)));
}

static enum status
read_facts(struct screen *s, struct err *err)
{
	struct list_state *st = s->state;
	struct session *se = ui_session(s->ui);
	struct arena fresh = { 0 };
	struct envelope *envelopes = NULL;
	struct act_view *acts = NULL;
	size_t count = 0, n = 0;
	int64_t next;
	enum status status = envelopes_list(se, &fresh, &envelopes, &count, err);

	if (status == OK)
		status = history_page(se, 0, 0, 1, &fresh, &acts, &n, &next, err);
	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	arena_done(&st->facts);
	st->facts = fresh;
	st->envelopes = envelopes;
	st->envelope_count = count;
	st->last_act = n ? last_act_text(&st->facts, &acts[0]) : STR_NONE;
	return OK;
}

/* A dossier that leaves the filter stays under the cursor: what comes next must not be taken for it. */
enum status
list_hold_row(struct list_state *st, int64_t number, struct err *err)
{
	struct table_row made = { 0 };
	bool found;
	enum status status;

	st->held = 0;
	if (number == 0 || list_key(&st->list) == number)
		return OK;
	status = browse_row(st->browse, number, &st->list.arena, &made.row, &found, err);
	if (status != OK || !found)
		return status;
	table_cells(&st->list.arena, &st->columns, &made);
	list_hold(&st->list, number, &made);
	st->held = number;
	return OK;
}

static enum status
read_beside(struct screen *s, struct err *err)
{
	struct list_state *st = s->state;
	struct arena fresh = { 0 };
	struct dossier_view view;
	const struct table_row *row = list_row(&st->list, st->list.cursor);
	struct dossier_context context = { .view = &view,
		.grid = session_grid(ui_session(s->ui)),
		.today = session_today(ui_session(s->ui)) };
	struct page page;
	int64_t number = list_key(&st->list);
	enum status status;

	if (s->cols < PANE_FROM || number == 0)
		return OK;
	status = dossier_read(ui_session(s->ui), number, &fresh, &view, err);
	if (status == OK)
		status = dossier_tags(ui_session(s->ui), number, &fresh, &context.tags, err);
	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	context.away = row->row.away;
	context.question = row->row.question;
	page_begin(&page, &fresh, s->cols - list_width(s) - 2);
	dossier_text_beside(&page, &context);
	pager_show(&st->pane, &page, s->rows - 4, false);
	arena_done(&st->beside);
	st->beside = fresh;
	st->pane_number = number;
	st->pane_empty = false;
	return OK;
}

bool
list_pane_is_late(const struct screen *s)
{
	const struct list_state *st = s->state;
	int64_t number = list_key(&st->list);

	return s->cols >= PANE_FROM && number != 0 && number != st->pane_number;
}

/* While keys follow one another only rows are read and drawn. The pane keeps its dossier as long as
 * the rows stand still; it is empty while they scroll, so that a terminal can move whole lines. */
static void
leave_pane_behind(struct list_state *st)
{
	int64_t first = st->list.page.count ? st->list.page.keys[0] : 0;

	st->pane_empty |= first != st->pane_first;
	st->pane_first = first;
}

enum status
list_rest(struct screen *s, struct err *err)
{
	enum status status = session_read_begin(ui_session(s->ui), err);

	if (status != OK)
		return status;
	status = read_beside(s, err);
	session_read_end(ui_session(s->ui));
	return status;
}

enum status
list_follow(struct screen *s, struct err *err)
{
	struct list_state *st = s->state;
	enum status status = OK;

	if (st->held && list_key(&st->list) != st->held) {
		st->held = 0;
		status = list_refresh(&st->list, err);
	}
	if (status != OK)
		return status;
	lay_out_table(s);
	leave_pane_behind(s->state);
	return list_range_follow(s, err);
}

static bool
is_order(struct str word)
{
	return str_starts(word, STR("tri:")) || str_starts(word, STR("sort:"));
}

static bool
has_order(struct str filter)
{
	struct str word;

	for (bool more = true; more;) {
		more = str_cut(&filter, ' ', &word);
		if (is_order(word))
			return true;
	}
	return false;
}

struct str
list_screen_order(struct str filter, struct str sort)
{
	struct str word, key;

	for (bool more = true; more;) {
		more = str_cut(&filter, ' ', &word);
		if (is_order(word) && str_cut(&word, ':', &key))
			return word;
	}
	return sort;
}

struct str
list_order(const struct list_state *st)
{
	return list_screen_order(list_text(&st->filter), list_text(&st->sort));
}

bool
list_filter_orders(const struct list_state *st)
{
	return has_order(list_text(&st->filter));
}

enum status
list_open_set(
	struct screen *s, struct str filter, struct str sort, struct browse **out, struct err *err)
{
	const struct list_state *st = s->state;
	int at;
	enum status status = browse_open(ui_session(s->ui), filter,
		sort.len && !has_order(filter) ? sort : STR_NONE, out, &at, err);

	if (status == OK && column_set_place(&st->columns, COLUMN_TAGS) >= 0)
		browse_with_tags(*out);
	return status;
}

/* What answers the filter may have changed: the set is made again. */
static enum status
reopen(struct screen *s, struct err *err)
{
	struct list_state *st = s->state;
	int64_t under = list_key(&st->list);
	struct browse *fresh;
	enum status status =
		list_open_set(s, list_text(&st->filter), list_text(&st->sort), &fresh, err);

	if (status != OK)
		return status;
	browse_close(st->browse);
	st->browse = fresh;
	status = list_refresh(&st->list, err);
	return status == OK ? list_hold_row(st, under, err) : status;
}

enum status
list_read_facts(struct screen *s, struct err *err)
{
	struct list_state *st = s->state;
	enum status status = browse_count(st->browse, &st->shown, &st->all, err);

	if (status == OK)
		status = list_count_outside(s, err);
	if (status == OK)
		status = read_facts(s, err);
	lay_out_table(s);
	leave_pane_behind(st);
	return status;
}

static enum status
read_all(struct screen *s, struct err *err)
{
	enum status status = reopen(s, err);

	if (status == OK)
		status = list_read_facts(s, err);
	return status == OK ? read_beside(s, err) : status;
}

enum status
list_read(struct screen *s, struct err *err)
{
	enum status status = session_read_begin(ui_session(s->ui), err);

	if (status != OK)
		return status;
	status = read_all(s, err);
	session_read_end(ui_session(s->ui));
	return status;
}

static void
assign(struct buf *b, struct str s)
{
	if (s.ptr && s.ptr == b->ptr)
		return;
	buf_clear(b);
	buf_adds(b, s);
}

enum status
list_show(struct screen *s, struct str filter, struct str sort, struct err *err)
{
	struct list_state *st = s->state;
	struct browse *fresh = NULL, *was = st->browse;
	int64_t shown, all;
	enum status status = list_open_set(s, filter, sort, &fresh, err);

	if (status != OK)
		return status;
	status = browse_count(fresh, &shown, &all, err);
	st->browse = fresh;
	if (status == OK)
		status = list_first(&st->list, err);
	if (status != OK) {
		st->browse = was;
		browse_close(fresh);
		return status;
	}
	browse_close(was);
	st->held = 0;
	st->shown = shown;
	st->all = all;
	st->view_changed |=
		!str_eq(filter, list_text(&st->filter)) || !str_eq(sort, list_text(&st->sort));
	assign(&st->filter, filter);
	assign(&st->sort, sort);
	status = list_count_outside(s, err);
	return status == OK ? list_follow(s, err) : status;
}

enum status
list_filter(struct screen *s, struct str text, struct err *err)
{
	return list_show(s, text, list_text(&((struct list_state *)s->state)->sort), err);
}

enum status
list_filter_around(struct screen *s, struct str text, int64_t number, struct err *err)
{
	struct list_state *st = s->state;
	int row = st->list.cursor > 0 ? st->list.cursor : 0;
	enum status status = list_filter(s, text, err);

	if (status != OK || number == 0 || st->list.page.count == 0)
		return status;
	status = list_place(&st->list, number, row, err);
	return status == OK ? list_follow(s, err) : status;
}

void
list_without_order(struct str filter, struct buf *out)
{
	struct str word;

	for (bool more = true; more;) {
		more = str_cut(&filter, ' ', &word);
		if (word.len == 0 || is_order(word))
			continue;
		buf_addz(out, out->len ? " " : "");
		buf_adds(out, word);
	}
}

enum status
list_sort(struct screen *s, struct str sort, struct err *err)
{
	struct list_state *st = s->state;
	struct buf filter = { 0 };
	enum status status;

	if (has_order(list_text(&st->filter)))
		list_without_order(list_text(&st->filter), &filter);
	else
		buf_adds(&filter, list_text(&st->filter));
	status = list_show(s, list_text(&filter), sort, err);
	buf_done(&filter);
	return status;
}

const struct envelope *
list_envelope(const struct screen *s)
{
	const struct list_state *st = s->state;
	const struct table_row *r = list_row(&st->list, st->list.cursor);
	const char *region = session_campaign(ui_session(s->ui))->region;

	return r ? envelope_default(
			   st->envelopes, st->envelope_count, r->row.department, str_z(region))
		 : NULL;
}
