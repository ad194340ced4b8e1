/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Dossiers: find, go through, open. */
#include "list_screen.h"
#include "list_state.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "questions.h"
#include "shell.h"

enum { AROUND = 5 }; /* rows of the area that are not the table's */

static bool
has_row(const struct screen *s)
{
	return ((const struct list_state *)s->state)->list.page.count > 0;
}

static bool
may_propose(const struct screen *s)
{
	return has_row(s) && ui_only_proposes(s);
}

static enum status
list_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct list_state *st = s->state;

	(void)r;
	list_restore(s);
	return list_open_set(s, list_text(&st->filter), list_text(&st->sort), &st->browse, err);
}

/* The rows come with the first layout; the pane is late, as after any move. */
static enum status
open_rows(struct screen *s, int height, struct err *err)
{
	struct list_state *st = s->state;
	const struct list_source source = { st, sizeof(struct table_row), list_page_source };
	enum status status = OK;

	if (st->restore)
		list_open_later(&st->list, source, height);
	else
		status = list_open(&st->list, source, height, err);
	if (status == OK)
		status = list_restore_row(s, err);
	return status == OK ? list_read_facts(s, err) : status;
}

static enum status
list_layout(struct screen *s, int rows, int cols, struct err *err)
{
	struct list_state *st = s->state;
	int64_t under = list_key(&st->list);
	enum status status;

	(void)cols;
	st->pane_number = 0;
	if (!st->list.source.page)
		return open_rows(s, rows - AROUND, err);
	status = list_resize(&st->list, rows - AROUND, err);
	if (status == OK)
		status = list_hold_row(st, under, err);
	return status == OK ? list_read(s, err) : status;
}

static void
list_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	const struct list_state *st = s->state;

	(void)badge;
	buf_addz(crumb, _("Dossiers"));
	if (st->view_name.len)
		buf_addf(crumb, st->view_changed ? _(" · %.*s (modifiée)") : " · %.*s",
			STR_ARG(list_text(&st->view_name)));
}

static void
list_leave(struct screen *s)
{
	struct list_state *st = s->state;

	list_keep(s, true);
	list_done(&st->list);
	browse_close(st->browse);
	buf_done(&st->filter);
	buf_done(&st->sort);
	buf_done(&st->before);
	buf_done(&st->former);
	buf_done(&st->view_name);
	past_done(&st->past);
	numset_done(&st->selected);
	numset_done(&st->range);
	arena_done(&st->bulk);
	arena_done(&st->facts);
	arena_done(&st->beside);
}

static enum status
followed(struct screen *s, enum status status, struct err *err)
{
	return status == OK ? list_follow(s, err) : status;
}

static struct list *
list_of(struct screen *s)
{
	return &((struct list_state *)s->state)->list;
}

static enum status
do_up(struct screen *s, const struct call *c, struct err *err)
{
	return followed(s, list_move(list_of(s), -c->count, err), err);
}

static enum status
do_down(struct screen *s, const struct call *c, struct err *err)
{
	return followed(s, list_move(list_of(s), c->count, err), err);
}

static enum status
do_page_up(struct screen *s, const struct call *c, struct err *err)
{
	return followed(s, list_scroll(list_of(s), -c->count, err), err);
}

static enum status
do_page_down(struct screen *s, const struct call *c, struct err *err)
{
	return followed(s, list_scroll(list_of(s), c->count, err), err);
}

static enum status
do_first(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	((struct list_state *)s->state)->anchor_below = true;
	return followed(s, list_first(list_of(s), err), err);
}

static enum status
do_last(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	((struct list_state *)s->state)->anchor_below = false;
	return followed(s, list_last(list_of(s), err), err);
}

static enum status
push_on_row(struct screen *s, const struct screen_ops *ops, struct err *err)
{
	const struct route route = { .number = list_key(list_of(s)), .list = s };

	return ui_push(s->ui, ops, &route, err);
}

static enum status
do_open(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return push_on_row(s, &dossier_screen, err);
}

static enum status
do_evaluate(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return push_on_row(s, &mark_screen, err);
}

static enum status
do_decide(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return push_on_row(s, &decide_screen, err);
}

static enum status
do_state(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return ui_move_state(s, list_key(list_of(s)), err);
}

static enum status
do_register(struct screen *s, const struct call *c, struct err *err)
{
	const struct route all = { 0 };

	(void)c;
	return ui_push(s->ui, &register_screen, &all, err);
}

static enum status
push_about_list(struct screen *s, const struct screen_ops *ops, struct str text, struct err *err)
{
	const struct route route = { .list = s, .text = text };

	return ui_push(s->ui, ops, &route, err);
}

static enum status
do_columns(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return push_about_list(s, &columns_screen, STR_NONE, err);
}

static enum status
do_views(struct screen *s, const struct call *c, struct err *err)
{
	if (c->argument.ptr)
		return views_open_named(s, c->argument, err);
	return push_about_list(s, &views_screen, STR_NONE, err);
}

static enum status
do_questions(struct screen *s, const struct call *c, struct err *err)
{
	return questions_open_for(s, list_key(list_of(s)), c->argument, err);
}

/* argument: code of a preset. */
static enum status
do_export(struct screen *s, const struct call *c, struct err *err)
{
	const struct list_state *st = s->state;
	const struct route route = {
		.list = s, .text = list_text(&st->filter), .title = c->argument
	};

	return ui_push(s->ui, &export_screen, &route, err);
}

static enum status
do_totals(struct screen *s, const struct call *c, struct err *err)
{
	const struct list_state *st = s->state;

	(void)c;
	return push_about_list(s, &totals_screen, list_text(&st->filter), err);
}

static enum status
do_cancel(struct screen *s, const struct call *c, struct err *err)
{
	struct list_state *st = s->state;

	(void)c;
	if (st->anchor) {
		list_forget_selection(s);
		return OK;
	}
	if (st->former.len || st->filter.len) {
		struct arena a = { 0 };
		struct str former = arena_str(&a, list_text(&st->former));
		enum status status;

		buf_clear(&st->former);
		list_close_view(s);
		status = list_filter_around(s, former, list_key(&st->list), err);
		arena_done(&a);
		return status;
	}
	if (st->selected.count) {
		list_forget_selection(s);
		return OK;
	}
	ui_say(s->ui, STYLE_MESSAGE, _("Rien à abandonner. Q (majuscule) quitte pupitre."));
	return OK;
}

static const struct action actions[] = {
	{ CMD_UP, do_up, NULL },
	{ CMD_DOWN, do_down, NULL },
	{ CMD_PAGE_UP, do_page_up, NULL },
	{ CMD_PAGE_DOWN, do_page_down, NULL },
	{ CMD_FIRST, do_first, NULL },
	{ CMD_LAST, do_last, NULL },
	{ CMD_OPEN, do_open, has_row },
	{ CMD_EVALUATE, do_evaluate, has_row },
	{ CMD_DECIDE, do_decide, has_row },
	{ CMD_PROPOSE, do_decide, may_propose },
	{ CMD_STATE, do_state, has_row },
	{ CMD_COLUMNS, do_columns, NULL },
	{ CMD_VIEWS, do_views, NULL },
	{ CMD_TOTALS, do_totals, NULL },
	{ CMD_EXPORT, do_export, NULL },
	{ CMD_QUESTIONS, do_questions, NULL },
	{ CMD_REGISTER, do_register, NULL },
	{ CMD_CANCEL, do_cancel, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const struct action *const more[] = { list_find_actions, list_select_actions,
	list_bulk_actions, NULL };

static const enum command_id hints[] = { CMD_DOWN, CMD_OPEN, CMD_EVALUATE, CMD_DECIDE, CMD_PROPOSE,
	CMD_FILTER, CMD_PALETTE, CMD_SORT, CMD_STATE, CMD_REGISTER, CMD_UNDO, CMD_SELECT, CMD_BULK,
	CMD_VIEWS, CMD_COLUMNS, CMD_TOTALS, CMD_EXPORT, CMD_TAG, CMD_BUNDLES, CMD_QUESTIONS,
	CMD_NONE };

const struct screen_ops list_screen = {
	.name = "list",
	.bit = ON_LIST,
	.state_size = sizeof(struct list_state),
	.actions = actions,
	.more = more,
	.hints = hints,
	.enter = list_enter,
	.layout = list_layout,
	.refresh = list_read,
	.late = list_pane_is_late,
	.rest = list_rest,
	.title = list_title,
	.draw = list_draw,
	.leave = list_leave,
};

enum status
list_screen_step(struct screen *list, int delta, int64_t *number, struct err *err)
{
	struct list *l = list_of(list);
	int64_t was = list_key(l);
	enum status status = list_move(l, delta, err);

	if (status != OK)
		return status;
	*number = list_key(l) == was ? 0 : list_key(l);
	return followed(list, OK, err);
}

enum status
list_screen_go(struct screen *list, int64_t number, bool *found, struct err *err)
{
	struct list_state *st = list->state;
	struct arena a = { 0 };
	struct list_row *rows;
	struct err unknown;
	size_t n = 0;
	enum status status = OK;

	if (browse_page(st->browse, BROWSE_AT, number, 1, &a, &rows, &n, &unknown) != OK)
		n = 0;
	*found = n && rows[0].number == number;
	arena_done(&a);
	if (*found)
		status = followed(list, list_go(&st->list, number, err), err);
	return status;
}
