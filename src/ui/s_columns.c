/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Colonnes: which columns the list shows, in what order, and its keys of order. Every change
 * is the list's at once, seen on the way back. */
#include "list_screen.h"
#include "list_table.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/query.h"
#include "pupitre/ui/span.h"
#include "shell.h"

enum { AROUND = 5, TITLE_COL = 9, NAME_COL = 26, SORT_COL = 46 };

struct columns_state {
	struct screen *list;
	struct column_set set;
	struct sort_key sorts[SORT_KEYS];
	size_t sort_count;
	enum column rows[COLUMN_COUNT]; /* the shown ones in order, then the others */
	struct span span;
};

static void
lay_out_rows(struct columns_state *st, int rows)
{
	int n = 0;

	for (size_t i = 0; i < st->set.count; i++)
		st->rows[n++] = st->set.items[i];
	for (int c = 0; c < COLUMN_COUNT; c++)
		if (column_set_place(&st->set, (enum column)c) < 0)
			st->rows[n++] = (enum column)c;
	span_fit(&st->span, n, rows - AROUND);
}

static void
read_sorts(struct columns_state *st, struct str sort)
{
	struct str word;

	for (bool more = sort.len > 0; more && st->sort_count < SORT_KEYS;) {
		bool descending;
		int column;

		more = str_cut(&sort, ',', &word);
		word = str_trim(word);
		descending = str_starts(word, STR("-"));
		column = column_find((struct str){ word.ptr + descending, word.len - descending });
		if (column >= 0)
			st->sorts[st->sort_count++] =
				(struct sort_key){ (enum column)column, descending };
	}
}

static enum status
columns_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct columns_state *st = s->state;
	struct saved_view now;

	(void)err;
	st->list = r->list;
	list_screen_view(r->list, &now);
	st->set = now.columns;
	read_sorts(st, list_screen_order(now.query, now.sort));
	return OK;
}

static enum status
columns_layout(struct screen *s, int rows, int cols, struct err *err)
{
	(void)cols, (void)err;
	lay_out_rows(s->state, rows);
	return OK;
}

static void
columns_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	(void)s, (void)badge;
	buf_addz(crumb, _("Colonnes et ordre"));
}

static int
sort_place(const struct columns_state *st, enum column c)
{
	for (size_t i = 0; i < st->sort_count; i++)
		if (st->sorts[i].column == c)
			return (int)i;
	return -1;
}

static void
draw_row(const struct screen *s, struct canvas *c, int row, int at, bool here)
{
	const struct columns_state *st = s->state;
	enum column id = st->rows[at];
	enum style style = here ? STYLE_SELECTED : STYLE_NORMAL;
	int place = sort_place(st, id);

	canvas_fill(c, row, 0, s->cols, style);
	canvas_text(c, row, 2, 6,
		str_z(column_set_place(&st->set, id) >= 0 ? _("[oui]") : _("[non]")), style);
	canvas_text(
		c, row, TITLE_COL, NAME_COL - TITLE_COL, str_z(_(column_rows[id].title)), style);
	canvas_text(c, row, NAME_COL, SORT_COL - NAME_COL,
		str_z(column_rows[id].key ? column_rows[id].key : _("étiquette")), style);
	if (place >= 0)
		canvas_printf(c, row, SORT_COL, s->cols - SORT_COL, style, "%d  %s", place + 1,
			st->sorts[place].descending ? _("décroissant") : _("croissant"));
	if (!here)
		return;
	canvas_text(c, row, 0, 1, STR(">"), style);
	canvas_role(c, row, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, row, 0);
}

/* How many were chosen, and those for which the list has no room at this width. */
static const char *
count_text(const struct screen *s, struct arena *a)
{
	const struct columns_state *st = s->state;
	const char *text = arena_printf(a,
		ngettext("%zu colonne choisie", "%zu colonnes choisies",
			(unsigned long)st->set.count),
		st->set.count);
	const char *missing = "";
	struct table t;

	table_layout(&t, &st->set, 0, table_width(s->cols), 0);
	for (size_t i = 0; i < st->set.count; i++) {
		bool drawn = false;

		for (int k = 0; k < t.count; k++)
			drawn |= t.columns[k].id == st->set.items[i];
		if (!drawn)
			missing = arena_printf(a, "%s%s%s", missing, *missing ? ", " : "",
				_(column_rows[st->set.items[i]].title));
	}
	return *missing ? arena_printf(a, _("%s ; pas la place à cette largeur pour : %s"), text,
				  missing)
			: text;
}

static void
columns_draw(const struct screen *s, struct canvas *c)
{
	const struct columns_state *st = s->state;

	canvas_text(c, 0, 2, 6, str_z(_("vue")), STYLE_HEADING);
	canvas_text(c, 0, TITLE_COL, 16, str_z(_("Colonne")), STYLE_HEADING);
	canvas_text(c, 0, NAME_COL, 18, str_z(_("Clé des filtres")), STYLE_HEADING);
	canvas_text(c, 0, SORT_COL, 20, str_z(_("Ordre de la liste")), STYLE_HEADING);
	for (int i = 0; i < st->span.height && st->span.top + i < st->span.count; i++)
		draw_row(s, c, 1 + i, st->span.top + i, st->span.top + i == st->span.cursor);
	canvas_line(c, s->rows - 3, 0, s->cols, STYLE_RULE);
	canvas_text(c, s->rows - 2, 1, s->cols - 2,
		str_z(_("s ajoute une clé d'ordre, la renverse, puis la retire : quatre au plus.")),
		STYLE_NORMAL);
	canvas_pad(c, s->rows - 1, 1, s->cols - 2, ALIGN_LEFT, str_z(count_text(s, &c->scratch)),
		STYLE_MESSAGE);
}

/* The list takes what was chosen; the cursor stays on its column. */
static enum status
changed(struct screen *s, enum column on)
{
	struct columns_state *st = s->state;
	struct buf sort = { 0 };

	for (size_t i = 0; i < st->sort_count; i++)
		buf_addf(&sort, "%s%s%s", i ? "," : "", st->sorts[i].descending ? "-" : "",
			column_rows[st->sorts[i].column].id);
	list_screen_arrange(st->list, &st->set, (struct str){ sort.ptr ? sort.ptr : "", sort.len });
	buf_done(&sort);
	lay_out_rows(st, s->rows);
	for (int i = 0; i < st->span.count; i++)
		if (st->rows[i] == on)
			span_set(&st->span, i);
	return OK;
}

static enum column
here(const struct screen *s)
{
	const struct columns_state *st = s->state;

	return st->rows[st->span.cursor];
}

static struct span *
columns_span(const struct screen *s)
{
	return &((struct columns_state *)s->state)->span;
}

/* Once hidden a column goes among the others, and the cursor on to the next one; once shown it is
 * the last one, and the cursor follows it to where it may be moved. */
static enum status
do_toggle(struct screen *s, const struct call *c, struct err *err)
{
	struct columns_state *st = s->state;
	int at = st->span.cursor;
	bool shown = column_set_place(&st->set, here(s)) >= 0;

	(void)c;
	if (!column_set_toggle(&st->set, here(s)))
		return err_set(err, ERR_INPUT,
			_("C'est la dernière colonne : montrez-en d'abord une autre."));
	changed(s, here(s));
	if (shown)
		span_set(&st->span, at);
	return OK;
}

static enum status
shift(struct screen *s, int by, struct err *err)
{
	struct columns_state *st = s->state;
	enum column column = here(s);

	if (!column_set_move(&st->set, column, by))
		return err_set(err, ERR_INPUT,
			column_set_place(&st->set, column) < 0
				? _("Une colonne se déplace quand elle est montrée : Espace.")
				: _("Cette colonne est déjà au bout."));
	return changed(s, column);
}

static enum status
do_earlier(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return shift(s, -1, err);
}

static enum status
do_later(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return shift(s, 1, err);
}

/* Added ascending, then descending, then removed. */
static enum status
do_sort(struct screen *s, const struct call *c, struct err *err)
{
	struct columns_state *st = s->state;
	enum column column = here(s);
	int place = sort_place(st, column);

	(void)c;
	if (!column_rows[column].sortable)
		return err_set(err, ERR_INPUT, _("On ne trie pas par « %s »."),
			_(column_rows[column].title));
	if (place < 0 && st->sort_count == SORT_KEYS)
		return err_set(
			err, ERR_INPUT, _("Au plus %d clés d'ordre : retirez-en une."), SORT_KEYS);
	if (place < 0) {
		st->sorts[st->sort_count++] = (struct sort_key){ column, false };
	} else if (!st->sorts[place].descending) {
		st->sorts[place].descending = true;
	} else {
		st->sort_count--;
		memmove(&st->sorts[place], &st->sorts[place + 1],
			(st->sort_count - (size_t)place) * sizeof(st->sorts[0]));
	}
	return changed(s, column);
}

static enum status
do_usual(struct screen *s, const struct call *c, struct err *err)
{
	struct columns_state *st = s->state;

	(void)c, (void)err;
	st->set = column_set_default;
	st->sort_count = 0;
	return changed(s, here(s));
}

static enum status
do_back(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	ui_pop(s->ui);
	return OK;
}

static const struct action actions[] = {
	{ CMD_OPEN, do_back, NULL },
	{ CMD_TOGGLE, do_toggle, NULL },
	{ CMD_EARLIER, do_earlier, NULL },
	{ CMD_LATER, do_later, NULL },
	{ CMD_SORT, do_sort, NULL },
	{ CMD_USUAL, do_usual, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_DOWN, CMD_TOGGLE, CMD_LATER, CMD_SORT, CMD_USUAL,
	CMD_BACK, CMD_NONE };

const struct screen_ops columns_screen = {
	.name = "columns",
	.bit = ON_COLUMNS,
	.state_size = sizeof(struct columns_state),
	.actions = actions,
	.hints = hints,
	.enter = columns_enter,
	.layout = columns_layout,
	.title = columns_title,
	.span = columns_span,
	.draw = columns_draw,
};
