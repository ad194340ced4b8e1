/* SPDX-License-Identifier: EUPL-1.2 */
/* Commands of the screen Dossiers: the filter that is typed, the order, the cursor's column. */
#include "complete.h"
#include "list_state.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/query.h"
#include "shell.h"

enum { SHORT_WORD = 3, SEVERAL_KEYS = COLUMN_COUNT + 1 };

/* A word of one or two letters finds half of the base: it waits for the third one. So does the name
 * of a key, which is about to be followed by its ":". */
static bool
ends_short(struct str text)
{
	size_t start = text.len;
	struct str word, whole;
	int letters = 0, subject;

	while (start > 0 && text.ptr[start - 1] != ' ')
		start--;
	word = (struct str){ text.ptr + start, text.len - start };
	while (word.len && strchr("-(\"", *word.ptr))
		word = (struct str){ word.ptr + 1, word.len - 1 };
	if (word.len == 0)
		return false;
	whole = word;
	for (; word.len && letters < SHORT_WORD; letters++) {
		int32_t cp = utf8_next(&word);

		if (cp == ':' || cp == '<' || cp == '>' || cp == '=' || cp == ')')
			return false;
	}
	return letters < SHORT_WORD || query_key_find(whole, NULL, &subject) >= 0;
}

static enum status
filter_typed(struct screen *s, struct str text, int value, struct err *err)
{
	(void)value;
	return list_filter(s, text, err);
}

static enum status
filter_given(struct screen *s, struct str text, int value, struct err *err)
{
	struct list_state *st = s->state;

	if (!str_eq(text, list_text(&st->before)))
		buf_clear(&st->former);
	return filter_typed(s, text, value, err);
}

static enum status
filter_dropped(struct screen *s, struct str text, int value, struct err *err)
{
	struct list_state *st = s->state;

	(void)text, (void)value;
	return list_filter_around(s, list_text(&st->before), st->before_row, err);
}

static enum status
do_filter(struct screen *s, const struct call *c, struct err *err)
{
	struct list_state *st = s->state;
	const struct prompt ask = { .label = _("filtre :"),
		.initial = list_text(&st->filter),
		.on_change = filter_typed,
		.on_done = filter_given,
		.on_cancel = filter_dropped,
		.later = ends_short,
		.propose = complete_filter,
		.past = &st->past };

	if (c->argument.ptr) {
		past_add(&st->past, c->argument);
		buf_clear(&st->former);
		return list_filter(s, c->argument, err);
	}
	buf_clear(&st->before);
	buf_adds(&st->before, list_text(&st->filter));
	st->before_row = list_key(&st->list);
	past_add(&st->past, list_text(&st->filter));
	ui_prompt(s, &ask);
	return OK;
}

/* Values of the menu: 1 + column, negative when descending; 0 for the usual order. */
static enum status
sort_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	struct arena a = { 0 };
	int column = (value < 0 ? -value : value) - 1;
	enum status status;

	(void)text;
	if (value == SEVERAL_KEYS) {
		ui_run(s->ui, CMD_COLUMNS, STR_NONE);
		return OK;
	}
	if (column < 0)
		return list_sort(s, STR(""), err);
	status = list_sort(s,
		str_z(arena_printf(&a, "%s%s", value < 0 ? "-" : "", column_rows[column].id)), err);
	arena_done(&a);
	return status;
}

static void
add_order(struct choice *c, struct str label, int column, bool descending)
{
	int value = column + 1;

	c->items[c->count++] = (struct menu_item){ label, STR(""), descending ? -value : value };
}

/* Both orders of the column under the cursor, when it is not the first one. */
static void
add_column_orders(const struct screen *s, struct arena *a, struct choice *c)
{
	const struct list_state *st = s->state;
	const struct column_row *row = &column_rows[st->columns.items[st->column]];
	int column = (int)st->columns.items[st->column];

	if (st->column == 0 || !row->sortable)
		return;
	add_order(c, str_z(arena_printf(a, _("colonne %s, croissant"), _(row->title))), column,
		false);
	add_order(c, str_z(arena_printf(a, _("colonne %s, décroissant"), _(row->title))), column,
		true);
}

/* The value in the menu of the order in force; SEVERAL_KEYS when it has several. */
static int
current_order(const struct list_state *st)
{
	struct str order = list_order(st), key;
	bool descending = str_starts(order, STR("-"));
	int column;

	if (order.len == 0)
		return 0;
	if (str_cut(&order, ',', &key))
		return SEVERAL_KEYS;
	column = column_find((struct str){ key.ptr + descending, key.len - descending });
	return descending ? -(column + 1) : column + 1;
}

static int
place_of(const struct choice *c, int value)
{
	for (int i = 0; i < c->count; i++)
		if (c->items[i].value == value)
			return i;
	return 0;
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
		return list_sort(s, c->argument, err);
	choice.items = ARENA_ARRAY(a, struct menu_item, n + 4);
	add_column_orders(s, a, &choice);
	add_order(&choice, str_z(_("numéro")), -1, false);
	for (size_t i = 0; i < n; i++)
		add_order(&choice, str_z(_(orders[i].label)), (int)orders[i].column,
			orders[i].descending);
	add_order(&choice, str_z(_("plusieurs clés…")), SEVERAL_KEYS - 1, false);
	choice.selected = place_of(&choice, current_order(s->state));
	ui_menu(s, &choice);
	return OK;
}

/* To the next column that the width shows. */
static enum status
move_column(struct screen *s, int delta, struct err *err)
{
	struct list_state *st = s->state;
	int to = st->column + delta;

	while (to > 0 && to < (int)st->columns.count &&
		!table_holds(&st->columns, to, list_width(s)))
		to += delta;
	if (to < 0 || to >= (int)st->columns.count) {
		ui_say(s->ui, STYLE_MESSAGE,
			to < 0 ? _("C'est la première colonne ; o choisit les colonnes.")
			       : _("C'est la dernière colonne ; o choisit les colonnes."));
		return OK;
	}
	st->column = to;
	return list_follow(s, err);
}

static enum status
do_left(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return move_column(s, -1, err);
}

static enum status
do_right(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return move_column(s, 1, err);
}

const struct action list_find_actions[] = {
	{ CMD_FILTER, do_filter, NULL },
	{ CMD_SORT, do_sort, NULL },
	{ CMD_LEFT, do_left, NULL },
	{ CMD_RIGHT, do_right, NULL },
	{ CMD_NONE, NULL, NULL },
};
