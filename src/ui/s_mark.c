/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Notation: one key per mark, everything saved as it is typed. */
#include "mark_state.h"
#include "pupitre/base/i18n.h"
#include "list_screen.h"
#include "shell.h"

static enum status
mark_read(struct screen *s, int64_t number, struct err *err)
{
	struct mark_state *st = s->state;
	struct arena fresh = { 0 };
	struct mark_sheet sheet;
	enum status status = mark_open(ui_session(s->ui), number, &fresh, &sheet, err);

	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	arena_done(&s->arena);
	s->arena = fresh;
	st->sheet = sheet;
	st->number = number;
	if (st->item >= sheet.grid->item_count)
		st->item = 0;
	return OK;
}

/* The first item without a mark is where one starts. */
static int
first_missing(const struct mark_sheet *sheet)
{
	for (int i = 0; i < sheet->grid->item_count; i++)
		if (sheet->sheet.marks[i] == MARK_NE)
			return i;
	return 0;
}

static enum status
mark_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct mark_state *st = s->state;
	enum status status = mark_read(s, r->number, err);

	if (status != OK)
		return status;
	st->list = r->list;
	st->editing = EDIT_NOTHING;
	st->comment.lines = true;
	st->item = first_missing(&st->sheet);
	return OK;
}

/* Keeps the item under the cursor, and the name of its criterion when it is the first one, seen. */
static void
scroll(struct screen *s)
{
	struct mark_state *st = s->state;
	const struct grid *g = st->sheet.grid;
	int line = mark_line_of(g, st->item), rows = mark_grid_rows(s);
	int total = g->item_count + g->criterion_count;
	int head = st->item == g->criteria[g->items[st->item].criterion].first ? line - 1 : line;

	if (line >= st->top + rows)
		st->top = line - rows + 1;
	if (head < st->top)
		st->top = head;
	if (st->top > total - rows)
		st->top = total - rows;
	if (st->top < 0)
		st->top = 0;
}

static enum status
mark_layout(struct screen *s, int rows, int cols, struct err *err)
{
	struct mark_state *st = s->state;
	int most = rows - 8; /* at least three lines of the grid */

	(void)err;
	st->panel_rows = mark_panel_rows(st->sheet.grid, cols);
	if (st->panel_rows > most)
		st->panel_rows = most;
	st->comment.columns = cols - 4;
	scroll(s);
	return OK;
}

static enum status
mark_refresh(struct screen *s, struct err *err)
{
	return mark_read(s, ((struct mark_state *)s->state)->number, err);
}

static void
mark_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	const struct mark_state *st = s->state;
	const char *login = session_who(ui_session(s->ui))->login;

	if (!ui_is_over(s, ON_DOSSIER))
		buf_addf(crumb, "%lld %.*s\n", (long long)st->number, STR_ARG(st->sheet.applicant));
	buf_addz(crumb, _("Notation"));
	buf_addf(badge, "%s · %s",
		!st->sheet.may_edit  ? _("lecture seule")
		: st->sheet.is_draft ? _("brouillon")
		: st->sheet.is_final ? _("définitive")
				     : _("vierge"),
		login);
}

static void
mark_leave(struct screen *s)
{
	edit_done(&((struct mark_state *)s->state)->comment);
}

static enum status
must_edit(const struct mark_state *st, struct err *err)
{
	if (st->sheet.may_edit)
		return OK;
	return err_set(err, ERR_DENIED, _("Notation en lecture seule : %s"),
		st->sheet.why ? st->sheet.why : _("l'état du dossier ne permet pas de le noter"));
}

static void
go_item(struct screen *s, int item)
{
	struct mark_state *st = s->state;
	int last = st->sheet.grid->item_count - 1;

	st->item = item < 0 ? 0 : item > last ? last : item;
	scroll(s);
}

/* A mark is committed, then read back: what is shown is what was written. */
static enum status
put_mark(struct screen *s, int8_t mark, struct err *err)
{
	struct mark_state *st = s->state;
	enum status status = must_edit(st, err);

	if (status == OK)
		status = mark_set(ui_session(s->ui), st->number, st->item, mark, err);
	if (status == OK)
		status = mark_read(s, st->number, err);
	if (status == OK)
		go_item(s, st->item + 1);
	return status;
}

/* The digit of a key, also of the unshifted top row of an AZERTY keyboard; -1 for another key. */
static int
digit_of(int32_t cp)
{
	static const int32_t azerty[] = { 0xE0, '&', 0xE9, '"', '\'', '(', '-', 0xE8, '_', 0xE7 };

	if (cp >= '0' && cp <= '9')
		return (int)(cp - '0');
	for (int i = 0; i < 10; i++)
		if (azerty[i] == cp)
			return i;
	return -1;
}

static enum status
do_score(struct screen *s, const struct call *c, struct err *err)
{
	struct mark_state *st = s->state;
	struct number_text digit = mark_text((int8_t)digit_of(c->key.cp));
	struct str text = c->argument.ptr ? c->argument : str_z(digit.s);
	int8_t mark;
	enum status status;

	if (!c->argument.ptr && c->key.code != KEY_CHAR)
		return err_set(err, ERR_INPUT, _("Quel niveau ? Par exemple : note 3"));
	status = mark_parse(st->sheet.grid, st->item, text, &mark, err);
	return status == OK ? put_mark(s, mark, err) : status;
}

static enum status
do_not_assessed(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return put_mark(s, MARK_NE, err);
}

static enum status
do_not_applicable(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return put_mark(s, MARK_SO, err);
}

static enum status
begin_comment(struct screen *s, int item, struct err *err)
{
	struct mark_state *st = s->state;
	enum status status = must_edit(st, err);

	if (status != OK)
		return status;
	st->editing = item;
	edit_set(&st->comment,
		item == EDIT_OPINION ? st->sheet.opinion_comment : st->sheet.comments[item]);
	return OK;
}

static enum status
do_comment(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return begin_comment(s, ((struct mark_state *)s->state)->item, err);
}

static enum status
do_opinion(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return begin_comment(s, EDIT_OPINION, err);
}

static const char *
mark_typing(const struct screen *s)
{
	const struct mark_state *st = s->state;

	return st->editing == EDIT_NOTHING ? NULL : _("terminer");
}

static bool
is_end_of_comment(const struct key *key)
{
	return key->code == KEY_ESC || key->code == KEY_TAB ||
	       (key->code == KEY_CTRL && (key->cp == 'c' || key->cp == 's'));
}

static bool
mark_key(struct screen *s, const struct key *key, struct err *err)
{
	struct mark_state *st = s->state;
	int item = st->editing == EDIT_OPINION ? -1 : st->editing;
	enum edit_result result;

	if (st->editing == EDIT_NOTHING)
		return false;
	if (is_end_of_comment(key)) {
		st->editing = EDIT_NOTHING;
		return true;
	}
	result = edit_key(&st->comment, key);
	if (result == EDIT_CHANGED && mark_comment(ui_session(s->ui), st->number, item,
					      edit_text(&st->comment), err) == OK)
		err->code = mark_read(s, st->number, err);
	return result != EDIT_IGNORED || key->code < KEY_F1;
}

static enum status
do_up(struct screen *s, const struct call *c, struct err *err)
{
	(void)err;
	go_item(s, ((struct mark_state *)s->state)->item - c->count);
	return OK;
}

static enum status
do_down(struct screen *s, const struct call *c, struct err *err)
{
	(void)err;
	go_item(s, ((struct mark_state *)s->state)->item + c->count);
	return OK;
}

/* A page is a criterion. */
static enum status
go_criterion(struct screen *s, int delta)
{
	struct mark_state *st = s->state;
	const struct grid *g = st->sheet.grid;
	int k = g->items[st->item].criterion + delta;

	go_item(s, k < 0 ? 0 : k >= g->criterion_count ? g->item_count : g->criteria[k].first);
	return OK;
}

static enum status
do_next_criterion(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	return go_criterion(s, 1);
}

static enum status
do_prev_criterion(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	return go_criterion(s, -1);
}

static enum status
do_first(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	go_item(s, 0);
	return OK;
}

static enum status
do_last(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	go_item(s, GRID_ITEMS);
	return OK;
}

/* What an undo or a redo of the draft changed, said in one line. */
static enum status
took_back(struct screen *s, enum status (*take)(struct session *, int64_t, int *, struct err *),
	const char *what, struct err *err)
{
	struct mark_state *st = s->state;
	struct sheet was = st->sheet.sheet;
	int item = 0;
	enum status status = take(ui_session(s->ui), st->number, &item, err);

	if (status == OK)
		status = mark_read(s, st->number, err);
	if (status != OK)
		return status;
	if (item < 0) {
		ui_say(s->ui, STYLE_GOOD, _("%s : commentaire de l'avis"), what);
		return OK;
	}
	go_item(s, item);
	if (was.marks[item] == st->sheet.sheet.marks[item])
		ui_say(s->ui, STYLE_GOOD, _("%s : commentaire de %s"), what,
			st->sheet.grid->items[item].id);
	else
		ui_say(s->ui, STYLE_GOOD, _("%s : %s, %s redevient %s"), what,
			st->sheet.grid->items[item].id, mark_text(was.marks[item]).s,
			mark_text(st->sheet.sheet.marks[item]).s);
	return OK;
}

/* The draft's own list first, then acts. */
static enum status
do_undo(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	if (!((const struct mark_state *)s->state)->sheet.can_undo)
		return ui_undo_last(s, err);
	return took_back(s, mark_undo, _("Annulé"), err);
}

static enum status
do_redo(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	if (!((const struct mark_state *)s->state)->sheet.can_redo)
		return ui_redo_last(s, err);
	return took_back(s, mark_redo, _("Rétabli"), err);
}

static enum status
finalised(struct screen *s, struct str text, int value, struct err *err)
{
	struct mark_state *st = s->state;
	struct arena a = { 0 };
	struct receipt receipt;
	enum status status = mark_finalise(ui_session(s->ui), st->number, &a, &receipt, err);

	(void)text, (void)value;
	if (status == OK)
		status = mark_read(s, st->number, err);
	if (status == OK)
		ui_say(s->ui, STYLE_GOOD, _("Enregistré : %s"), receipt.summary);
	arena_done(&a);
	return status;
}

static enum status
do_finalise(struct screen *s, const struct call *c, struct err *err)
{
	struct mark_state *st = s->state;
	const struct score *score = &st->sheet.score;
	enum status status = must_edit(st, err);

	(void)c;
	if (status != OK)
		return status;
	if (score->missing) {
		go_item(s, first_missing(&st->sheet));
		return err_set(err, ERR_INPUT,
			_("Sous-critères à noter : %d, dont %s. Une évaluation "
			  "définitive n'a pas de "
			  "NE. Donnez un niveau, ou o s'il est sans objet."),
			score->missing, st->sheet.grid->items[st->item].id);
	}
	if (!st->sheet.is_draft)
		return err_set(err, ERR_INPUT,
			_("L'évaluation est déjà définitive et rien n'a changé depuis."));
	ui_confirm(s, STR(""), finalised,
		_("Finaliser l'évaluation de %lld : %s sur 100, avis %s ? Elle devient un acte du "
		  "registre ; u l'annule."),
		(long long)st->number, points_text(score->total.max).s,
		_(opinion_rows[score->verdict].label));
	return OK;
}

static enum status
do_explain(struct screen *s, const struct call *c, struct err *err)
{
	const struct mark_state *st = s->state;
	struct route route = { .number = st->number, .title = str_z(_("Explication")) };
	struct arena a = { 0 };
	struct buf text = { 0 };
	size_t n;
	const char **lines =
		score_explain(&a, st->sheet.grid, st->sheet.volet, &st->sheet.sheet, &n);
	enum status status;

	(void)c;
	for (size_t i = 0; i < n; i++)
		buf_addf(&text, "%s%s", i ? "\n" : "", lines[i]);
	route.text = buf_str(&text);
	status = ui_push(s->ui, &reader_screen, &route, err);
	buf_done(&text);
	arena_done(&a);
	return status;
}

static enum status
step(struct screen *s, int delta, struct err *err)
{
	struct mark_state *st = s->state;
	int64_t number = 0;
	enum status status = list_screen_step(st->list, delta, &number, err);

	if (status != OK)
		return status;
	if (number == 0)
		return err_set(err, ERR_INPUT,
			delta > 0 ? _("C'est le dernier dossier de la liste.")
				  : _("C'est le premier dossier de la liste."));
	status = mark_read(s, number, err);
	if (status == OK)
		go_item(s, first_missing(&st->sheet));
	return status;
}

static enum status
do_next_dossier(struct screen *s, const struct call *c, struct err *err)
{
	return step(s, c->count, err);
}

static enum status
do_prev_dossier(struct screen *s, const struct call *c, struct err *err)
{
	return step(s, -c->count, err);
}

static bool
from_list(const struct screen *s)
{
	return ((const struct mark_state *)s->state)->list != NULL;
}

static enum status
push_here(struct screen *s, const struct screen_ops *ops, struct err *err)
{
	const struct route route = { .number = ((struct mark_state *)s->state)->number };

	return ui_push(s->ui, ops, &route, err);
}

static enum status
do_register(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return push_here(s, &register_screen, err);
}

static enum status
do_decide(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return push_here(s, &decide_screen, err);
}

static const struct action actions[] = {
	{ CMD_UP, do_up, NULL },
	{ CMD_DOWN, do_down, NULL },
	{ CMD_PAGE_UP, do_prev_criterion, NULL },
	{ CMD_PAGE_DOWN, do_next_criterion, NULL },
	{ CMD_NEXT_FIELD, do_next_criterion, NULL },
	{ CMD_PREV_FIELD, do_prev_criterion, NULL },
	{ CMD_FIRST, do_first, NULL },
	{ CMD_LAST, do_last, NULL },
	{ CMD_SCORE, do_score, NULL },
	{ CMD_NOT_ASSESSED, do_not_assessed, NULL },
	{ CMD_NOT_APPLICABLE, do_not_applicable, NULL },
	{ CMD_COMMENT, do_comment, NULL },
	{ CMD_OPINION, do_opinion, NULL },
	{ CMD_EXPLAIN, do_explain, NULL },
	{ CMD_FINALISE, do_finalise, NULL },
	{ CMD_UNDO, do_undo, NULL },
	{ CMD_REDO, do_redo, NULL },
	{ CMD_NEXT_DOSSIER, do_next_dossier, from_list },
	{ CMD_PREV_DOSSIER, do_prev_dossier, from_list },
	{ CMD_REGISTER, do_register, NULL },
	{ CMD_DECIDE, do_decide, NULL },
	{ CMD_PROPOSE, do_decide, ui_only_proposes },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_SCORE, CMD_NOT_APPLICABLE, CMD_COMMENT, CMD_UNDO,
	CMD_EXPLAIN, CMD_FINALISE, CMD_NEXT_DOSSIER, CMD_NONE };

const struct screen_ops mark_screen = {
	.name = "mark",
	.bit = ON_MARK,
	.state_size = sizeof(struct mark_state),
	.actions = actions,
	.hints = hints,
	.enter = mark_enter,
	.layout = mark_layout,
	.refresh = mark_refresh,
	.key = mark_key,
	.typing = mark_typing,
	.title = mark_title,
	.draw = mark_draw,
	.leave = mark_leave,
};
