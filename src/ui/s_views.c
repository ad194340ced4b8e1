/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Vues: the named views of the list. A digit opens its view at once. */
#include "list_screen.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/ui/span.h"
#include "shell.h"

enum { AROUND = 5, NAME_COL = 5, NAME = 26, WHO = 12, TITLE_AROUND = 16 };

struct views_state {
	struct screen *list;
	struct saved_view *views; /* in the screen's arena */
	size_t count;
	struct span span;
	struct buf name; /* being saved: asked before private or shared */
};

static enum status
views_refresh(struct screen *s, struct err *err)
{
	struct views_state *st = s->state;
	struct arena fresh = { 0 };
	struct saved_view *views;
	size_t count;
	enum status status = views_list(ui_session(s->ui), &fresh, &views, &count, err);

	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	arena_done(&s->arena);
	s->arena = fresh;
	st->views = views;
	st->count = count;
	span_fit(&st->span, (int)count, s->rows - AROUND);
	return OK;
}

static enum status
views_enter(struct screen *s, const struct route *r, struct err *err)
{
	((struct views_state *)s->state)->list = r->list;
	return views_refresh(s, err);
}

static enum status
views_layout(struct screen *s, int rows, int cols, struct err *err)
{
	struct views_state *st = s->state;
	struct saved_view now;

	(void)cols, (void)err;
	span_fit(&st->span, (int)st->count, rows - AROUND);
	list_screen_view(st->list, &now);
	for (size_t i = 0; uid_is(now.id) && i < st->count; i++)
		if (uid_eq(st->views[i].id, now.id))
			span_set(&st->span, (int)i);
	return OK;
}

static void
views_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	(void)s, (void)badge;
	buf_addz(crumb, _("Vues"));
}

static void
views_leave(struct screen *s)
{
	buf_done(&((struct views_state *)s->state)->name);
}

static void
draw_row(const struct screen *s, struct canvas *c, int row, const struct saved_view *v, bool here)
{
	enum style style = here ? STYLE_SELECTED : STYLE_NORMAL;
	int who = NAME_COL + NAME + 1, query = who + WHO + 1;

	canvas_fill(c, row, 0, s->cols, style);
	if (v->digit)
		canvas_printf(c, row, 2, 2, style, "%d", v->digit);
	canvas_pad(c, row, NAME_COL, NAME, ALIGN_LEFT, v->name, style);
	canvas_pad(c, row, who, WHO, ALIGN_LEFT, v->shared ? v->agent : str_z(_("privée")), style);
	canvas_pad(c, row, query, s->cols - query - 1, ALIGN_LEFT,
		v->query.len ? v->query : str_z(_("tous les dossiers")), style);
	if (!here)
		return;
	canvas_text(c, row, 0, 1, STR(">"), style);
	canvas_role(c, row, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, row, 0);
}

static void
draw_empty(const struct screen *s, struct canvas *c)
{
	canvas_fill(c, 1, 0, s->cols, STYLE_SELECTED);
	canvas_text(c, 1, 0, s->cols,
		str_z(_("> Aucune vue. e enregistre ce que la liste montre maintenant.")),
		STYLE_SELECTED);
	canvas_role(c, 1, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, 1, 0);
}

static void
views_draw(const struct screen *s, struct canvas *c)
{
	const struct views_state *st = s->state;
	const struct saved_view *v = st->count ? &st->views[st->span.cursor] : NULL;
	struct arena *a = &c->scratch;
	struct str order, titles;
	int who = NAME_COL + NAME + 1;

	canvas_text(c, 0, NAME_COL, NAME, str_z(_("Vue")), STYLE_HEADING);
	canvas_text(c, 0, who, WHO, str_z(_("À qui")), STYLE_HEADING);
	canvas_text(c, 0, who + WHO + 1, 20, str_z(_("Filtre")), STYLE_HEADING);
	if (!v)
		draw_empty(s, c);
	for (int i = 0; i < st->span.height && st->span.top + i < st->span.count; i++)
		draw_row(s, c, 1 + i, &st->views[st->span.top + i],
			st->span.top + i == st->span.cursor);
	canvas_line(c, s->rows - 3, 0, s->cols, STYLE_RULE);
	if (!v)
		return;
	order = list_screen_order(v->query, v->sort);
	order = order.len ? sort_keys_text(a, order) : str_z(_("numéro"));
	canvas_pad(c, s->rows - 2, 1, s->cols - 2, ALIGN_LEFT,
		str_z(arena_printf(a,
			v->shared ? _("Partagée par l'équipe, enregistrée par %.*s ; ordre : %.*s")
				  : _("À %.*s seul ; ordre : %.*s"),
			STR_ARG(v->agent), STR_ARG(order))),
		STYLE_NORMAL);
	titles = column_set_titles(a, column_set_text(a, &v->columns));
	canvas_pad(c, s->rows - 1, 1, s->cols - 2, ALIGN_LEFT,
		str_z(arena_printf(a, _("colonnes : %.*s"), STR_ARG(titles))), STYLE_MESSAGE);
}

static bool
has_view(const struct screen *s)
{
	return ((const struct views_state *)s->state)->count > 0;
}

static const struct saved_view *
here(const struct screen *s)
{
	const struct views_state *st = s->state;

	return &st->views[st->span.cursor];
}

static enum status
open_view(struct screen *s, const struct saved_view *v, struct err *err)
{
	enum status status = list_screen_open(((struct views_state *)s->state)->list, v, err);

	if (status == OK)
		ui_pop(s->ui);
	return status;
}

static enum status
do_open(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return open_view(s, here(s), err);
}

/* 1 to 9, also from the upper row of a French keyboard without Shift. */
static int
digit_of(const struct key *key)
{
	static const int32_t azerty[] = { '&', 0xE9, '"', '\'', '(', '-', 0xE8, '_', 0xE7 };

	if (key->code == KEY_CHAR && key->cp >= '1' && key->cp <= '9')
		return (int)(key->cp - '0');
	for (int i = 0; i < 9; i++)
		if (key->code == KEY_CHAR && key->cp == azerty[i])
			return i + 1;
	return 0;
}

static enum status
no_view_of(int digit, struct err *err)
{
	return err_set(err, ERR_INPUT,
		_("Aucune vue n'a le chiffre %d : choisissez-en une, puis c le lui donne."), digit);
}

static enum status
do_digit(struct screen *s, const struct call *c, struct err *err)
{
	const struct views_state *st = s->state;
	int64_t digit = digit_of(&c->key);

	if (c->argument.ptr && !str_int(c->argument, &digit))
		digit = 0;
	for (size_t i = 0; i < st->count; i++)
		if (digit && st->views[i].digit == digit)
			return open_view(s, &st->views[i], err);
	return no_view_of((int)digit, err);
}

static bool
is_named(const struct saved_view *v, struct str name)
{
	struct arena a = { 0 };
	bool same = str_eq(utf8_fold(&a, v->name), utf8_fold(&a, name));

	arena_done(&a);
	return same;
}

enum status
views_open_named(struct screen *list, struct str name, struct err *err)
{
	struct arena a = { 0 };
	struct saved_view *views;
	size_t n;
	int64_t digit = 0;
	enum status st = views_list(ui_session(list->ui), &a, &views, &n, err);

	if (!str_int(name, &digit) || digit < 1 || digit > 9)
		digit = 0;
	for (size_t i = 0; st == OK && i < n; i++) {
		if (digit ? views[i].digit != digit : !is_named(&views[i], name))
			continue;
		st = list_screen_open(list, &views[i], err);
		arena_done(&a);
		return st;
	}
	arena_done(&a);
	return st != OK ? st
			: err_set(err, ERR_INPUT,
				  _("Aucune vue ne s'appelle « %.*s » : V les montre."),
				  STR_ARG(name));
}

/* Reads the screen again and says what was recorded. */
static enum status
done(struct screen *s, const struct receipt *r, const char *otherwise, struct err *err)
{
	enum status st = ui_refresh(s, err);

	if (st == OK)
		ui_say(s->ui, STYLE_GOOD, "%s", r->summary ? r->summary : otherwise);
	return st;
}

static enum status
save(struct screen *s, struct uid id, bool shared, struct err *err)
{
	struct views_state *st = s->state;
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	struct saved_view v;
	enum status status;

	list_screen_view(st->list, &v);
	v.id = id;
	v.name = buf_str(&st->name);
	v.shared = shared;
	status = view_save(ui_session(s->ui), &v, &id, &a, &receipt, err);
	if (status == OK) {
		list_screen_named(st->list, id, v.name);
		status = done(s, &receipt, _("Vue enregistrée"), err);
	}
	if (status == OK)
		status = views_layout(s, s->rows, s->cols, err);
	arena_done(&a);
	return status;
}

static enum status
replace_confirmed(struct screen *s, struct str text, int value, struct err *err)
{
	const struct views_state *st = s->state;

	(void)text, (void)value;
	for (size_t i = 0; i < st->count; i++)
		if (is_named(&st->views[i], buf_str(&st->name)))
			return save(s, st->views[i].id, st->views[i].shared, err);
	return OK;
}

static enum status
sharing_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	(void)text;
	return save(s, (struct uid){ 0 }, value == 1, err);
}

static enum status
name_given(struct screen *s, struct str text, int value, struct err *err)
{
	struct views_state *st = s->state;
	struct arena *a = ui_menu_arena(s->ui);
	struct choice choice = { .on_done = sharing_chosen, .count = 2 };

	(void)value;
	if (view_name_check(text, err) != OK)
		return ERR_INPUT;
	buf_clear(&st->name);
	buf_adds(&st->name, str_trim(text));
	for (size_t i = 0; i < st->count; i++)
		if (is_named(&st->views[i], buf_str(&st->name))) {
			ui_confirm(s, STR(""), replace_confirmed,
				st->views[i].shared
					? _("Remplacer la vue « %.*s », partagée par l'équipe ?")
					: _("Remplacer votre vue « %.*s » ?"),
				STR_ARG(st->views[i].name));
			return OK;
		}
	choice.title = arena_printf(a, _("vue « %.*s »"),
		STR_ARG(utf8_shorten(a, buf_str(&st->name), s->cols - TITLE_AROUND)));
	choice.items = ARENA_ARRAY(a, struct menu_item, 2);
	choice.items[0] = (struct menu_item){ str_z(_("privée")), str_z(_("vous seul")), 0 };
	choice.items[1] = (struct menu_item){ str_z(_("partagée")), str_z(_("toute l'équipe")), 1 };
	ui_menu(s, &choice);
	return OK;
}

static enum status
do_save(struct screen *s, const struct call *c, struct err *err)
{
	const struct views_state *st = s->state;
	struct prompt ask = { .label = _("enregistrer la vue sous :"), .on_done = name_given };
	struct saved_view now;

	if (c->argument.ptr)
		return name_given(s, c->argument, 0, err);
	list_screen_view(st->list, &now);
	ask.initial = now.name;
	ui_prompt(s, &ask);
	return OK;
}

static enum status
new_name_given(struct screen *s, struct str text, int value, struct err *err)
{
	struct views_state *st = s->state;
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	struct saved_view now;
	struct uid id;
	enum status status;

	(void)value;
	if (!uid_parse(ui_about(s->ui), &id))
		return OK;
	status = view_rename(ui_session(s->ui), id, str_trim(text), &a, &receipt, err);
	list_screen_view(st->list, &now);
	if (status == OK && uid_eq(now.id, id))
		list_screen_named(st->list, id, str_trim(text));
	if (status == OK)
		status = done(s, &receipt, _("Vue renommée"), err);
	arena_done(&a);
	return status;
}

static enum status
do_rename(struct screen *s, const struct call *c, struct err *err)
{
	struct hex_text id = uid_hex(here(s)->id);
	const struct prompt ask = { .label = _("nouveau nom :"),
		.initial = here(s)->name,
		.about = str_z(id.s),
		.on_done = new_name_given };

	(void)c, (void)err;
	ui_prompt(s, &ask);
	return OK;
}

static enum status
digit_given(struct screen *s, struct str text, int value, struct err *err)
{
	struct uid id;
	int64_t digit = 0;
	enum status status;

	(void)value;
	if (!uid_parse(ui_about(s->ui), &id))
		return OK;
	text = str_trim(text);
	if (text.len && (!str_int(text, &digit) || digit < 0 || digit > 9))
		return err_set(err, ERR_INPUT,
			_("« %.*s » n'est pas un chiffre de 1 à 9 (rien ou 0 : aucun)"),
			STR_ARG(text));
	status = view_set_digit(ui_session(s->ui), id, (int)digit, err);
	return status == OK ? ui_refresh(s, err) : status;
}

static enum status
do_number(struct screen *s, const struct call *c, struct err *err)
{
	struct hex_text id = uid_hex(here(s)->id);
	const struct prompt ask = { .label = _("chiffre de la vue, 1 à 9 (rien : aucun) :"),
		.initial = STR(""),
		.about = str_z(id.s),
		.on_done = digit_given };

	(void)c, (void)err;
	ui_prompt(s, &ask);
	return OK;
}

static enum status
delete_confirmed(struct screen *s, struct str text, int value, struct err *err)
{
	struct views_state *st = s->state;
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	struct saved_view now;
	struct uid id;
	enum status status;

	(void)text, (void)value;
	if (!uid_parse(ui_about(s->ui), &id))
		return OK;
	status = view_delete(ui_session(s->ui), id, &a, &receipt, err);
	list_screen_view(st->list, &now);
	if (status == OK && uid_eq(now.id, id))
		list_screen_named(st->list, (struct uid){ 0 }, STR(""));
	if (status == OK)
		status = done(s, &receipt, _("Vue supprimée"), err);
	arena_done(&a);
	return status;
}

static enum status
do_delete(struct screen *s, const struct call *c, struct err *err)
{
	const struct saved_view *v = here(s);

	(void)c, (void)err;
	ui_confirm(s, str_z(uid_hex(v->id).s), delete_confirmed,
		v->shared ? _("Supprimer pour toute l'équipe la vue « %.*s » ?")
			  : _("Supprimer votre vue « %.*s » ?"),
		STR_ARG(v->name));
	return OK;
}

static struct span *
views_span(const struct screen *s)
{
	return &((struct views_state *)s->state)->span;
}

static const struct action actions[] = {
	{ CMD_OPEN, do_open, has_view },
	{ CMD_VIEW_DIGIT, do_digit, NULL },
	{ CMD_VIEW_SAVE, do_save, NULL },
	{ CMD_VIEW_RENAME, do_rename, has_view },
	{ CMD_VIEW_NUMBER, do_number, has_view },
	{ CMD_VIEW_DELETE, do_delete, has_view },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_DOWN, CMD_OPEN, CMD_VIEW_DIGIT, CMD_VIEW_SAVE,
	CMD_VIEW_NUMBER, CMD_VIEW_RENAME, CMD_VIEW_DELETE, CMD_BACK, CMD_NONE };

const struct screen_ops views_screen = {
	.name = "views",
	.bit = ON_VIEWS,
	.state_size = sizeof(struct views_state),
	.actions = actions,
	.hints = hints,
	.enter = views_enter,
	.layout = views_layout,
	.refresh = views_refresh,
	.title = views_title,
	.span = views_span,
	.draw = views_draw,
	.leave = views_leave,
};
