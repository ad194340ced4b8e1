/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Dossiers: find, go through, open. */
#include "list_state.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "shell.h"

enum { AROUND = 5 }; /* rows of the area that are not the table's */

static bool
has_row(const struct screen *s)
{
	return ((const struct list_state *)s->state)->list.page.count > 0;
}

static enum status
list_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct list_state *st = s->state;
	const struct list_source source = { st, sizeof(struct table_row), list_page_source };
	int at;
	enum status status =
		browse_open(ui_session(s->ui), STR(""), STR_NONE, &st->browse, &at, err);

	(void)r;
	return status == OK ? list_open(&st->list, source, 1, err) : status;
}

static enum status
list_layout(struct screen *s, int rows, int cols, struct err *err)
{
	struct list_state *st = s->state;
	enum status status = list_resize(&st->list, rows - AROUND, err);

	(void)cols;
	st->pane_number = 0;
	return status == OK ? list_read(s, err) : status;
}

static void
list_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	(void)s, (void)badge;
	buf_addz(crumb, _("Dossiers"));
}

static void
list_leave(struct screen *s)
{
	struct list_state *st = s->state;

	list_done(&st->list);
	browse_close(st->browse);
	buf_done(&st->filter);
	buf_done(&st->before);
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
	return followed(s, list_first(list_of(s), err), err);
}

static enum status
do_last(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
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
filter_typed(struct screen *s, struct str text, int value, struct err *err)
{
	(void)value;
	return list_filter(s, text, err);
}

static enum status
filter_dropped(struct screen *s, struct str text, int value, struct err *err)
{
	struct list_state *st = s->state;

	(void)text, (void)value;
	return list_filter(s, buf_str(&st->before), err);
}

static enum status
do_filter(struct screen *s, const struct call *c, struct err *err)
{
	struct list_state *st = s->state;
	struct str now = { st->filter.ptr ? st->filter.ptr : "", st->filter.len };
	const struct prompt ask = { .label = _("filtre :"),
		.initial = now,
		.on_change = filter_typed,
		.on_done = filter_typed,
		.on_cancel = filter_dropped };

	if (c->argument.ptr)
		return list_filter(s, c->argument, err);
	buf_clear(&st->before);
	buf_adds(&st->before, now);
	ui_prompt(s, &ask);
	return OK;
}

static enum status
sort_by(struct screen *s, struct str order, struct err *err)
{
	struct list_state *st = s->state;
	struct buf text = { 0 };
	enum status status;

	list_with_order((struct str){ st->filter.ptr, st->filter.len }, order, &text);
	status = list_filter(s, (struct str){ text.ptr ? text.ptr : "", text.len }, err);
	buf_done(&text);
	return status;
}

/* Values of the menu: 1 + column, negative when descending; 0 for the usual order. */
static enum status
sort_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	struct arena a = { 0 };
	int column = (value < 0 ? -value : value) - 1;
	enum status status;

	(void)text;
	if (column < 0)
		return sort_by(s, STR(""), err);
	status = sort_by(s,
		str_z(arena_printf(&a, "%s%s", value < 0 ? "-" : "", column_rows[column].key)),
		err);
	arena_done(&a);
	return status;
}

static enum status
do_sort(struct screen *s, const struct call *c, struct err *err)
{
	static const struct {
		enum column column;
		bool descending;
		const char *label;
	} orders[] = {
		{ COLUMN_POINTS, true, N_("note, les meilleures d'abord") },
		{ COLUMN_DEADLINE, false, N_("échéance, les plus proches d'abord") },
		{ COLUMN_REQUESTED, true, N_("montant demandé, les plus élevés d'abord") },
		{ COLUMN_REQUESTED, false, N_("montant demandé, les moins élevés d'abord") },
		{ COLUMN_DEPARTMENT, false, N_("département") },
		{ COLUMN_APPLICANT, false, N_("demandeur") },
		{ COLUMN_STATE, false, N_("état") },
		{ COLUMN_SUBMITTED, false, N_("date de dépôt") },
	};
	struct arena *a = ui_menu_arena(s->ui);
	struct choice choice = { .title = _("trier par"), .on_done = sort_chosen };
	size_t n = sizeof(orders) / sizeof(orders[0]);

	if (c->argument.ptr)
		return sort_by(s, c->argument, err);
	choice.items = ARENA_ARRAY(a, struct menu_item, n + 1);
	choice.items[choice.count++] = (struct menu_item){ str_z(_("numéro")), STR(""), 0 };
	for (size_t i = 0; i < n; i++) {
		int value = (int)orders[i].column + 1;

		choice.items[choice.count++] = (struct menu_item){ str_z(_(orders[i].label)),
			STR(""), orders[i].descending ? -value : value };
	}
	ui_menu(s, &choice);
	return OK;
}

static enum status
do_cancel(struct screen *s, const struct call *c, struct err *err)
{
	struct list_state *st = s->state;

	(void)c;
	if (st->filter.len)
		return list_filter(s, STR(""), err);
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
	{ CMD_STATE, do_state, has_row },
	{ CMD_FILTER, do_filter, NULL },
	{ CMD_SORT, do_sort, NULL },
	{ CMD_REGISTER, do_register, NULL },
	{ CMD_CANCEL, do_cancel, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_DOWN, CMD_OPEN, CMD_EVALUATE, CMD_DECIDE, CMD_FILTER,
	CMD_PALETTE, CMD_SORT, CMD_STATE, CMD_REGISTER, CMD_UNDO, CMD_NONE };

const struct screen_ops list_screen = {
	.name = "list",
	.bit = ON_LIST,
	.state_size = sizeof(struct list_state),
	.actions = actions,
	.hints = hints,
	.enter = list_enter,
	.layout = list_layout,
	.refresh = list_read,
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
