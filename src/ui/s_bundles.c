/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Mallettes: those that are out and those that came back. */
#include "bundles_state.h"
#include "list_screen.h"
#include "pupitre/base/i18n.h"
#include "questions.h"
#include "shell.h"

enum { MORE_DAYS = 30 };

const struct bundle_view *
bundle_selected(const struct screen *s)
{
	const struct bundles_state *st = s->state;

	return st->count ? &st->bundles[st->span.cursor] : NULL;
}

/* The same mallette stays under the cursor. */
static void
take(struct screen *s, const struct bundles_state *fresh)
{
	struct bundles_state *st = s->state;
	const struct bundle_view *was = bundle_selected(s);
	int at = st->span.cursor;

	for (size_t i = 0; was && i < fresh->count; i++)
		if (strcmp(fresh->bundles[i].id.s, was->id.s) == 0)
			at = (int)i;
	st->here = fresh->here;
	st->bundles = fresh->bundles;
	st->count = fresh->count;
	st->waiting = fresh->waiting;
	span_fit(&st->span, (int)st->count, s->rows - BUNDLES_AROUND);
	if (st->count)
		span_set(&st->span, at);
}

static enum status
bundles_refresh(struct screen *s, struct err *err)
{
	struct session *se = ui_session(s->ui);
	struct bundles_state *st = s->state, fresh = { 0 };
	struct arena arena = { 0 };
	enum status status;

	st->offline = session_offline(se);
	if (st->offline)
		status = bundle_here(se, &arena, &fresh.here, err);
	else
		status = bundles_list(se, &arena, &fresh.bundles, &fresh.count, err);
	if (status == OK && !st->offline)
		status = questions_waiting(se, 0, &fresh.waiting, err);
	if (status != OK) {
		arena_done(&arena);
		return status;
	}
	take(s, &fresh);
	arena_done(&s->arena);
	s->arena = arena;
	return OK;
}

static enum status
bundles_enter(struct screen *s, const struct route *r, struct err *err)
{
	((struct bundles_state *)s->state)->list = r->list;
	return bundles_refresh(s, err);
}

static enum status
bundles_layout(struct screen *s, int rows, int cols, struct err *err)
{
	struct bundles_state *st = s->state;

	(void)cols, (void)err;
	span_fit(&st->span, (int)st->count, rows - BUNDLES_AROUND);
	return OK;
}

static void
bundles_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	(void)badge;
	buf_addz(crumb,
		((const struct bundles_state *)s->state)->offline ? _("Mallette") : _("Mallettes"));
}

static void
bundles_leave(struct screen *s)
{
	struct bundles_state *st = s->state;

	arena_done(&st->file);
	buf_done(&st->path);
	buf_done(&st->to);
}

static bool
has_bundle(const struct screen *s)
{
	return bundle_selected(s) != NULL;
}

static bool
online(const struct screen *s)
{
	return !((const struct bundles_state *)s->state)->offline;
}

static bool
can_show_dossiers(const struct screen *s)
{
	return has_bundle(s) && ((const struct bundles_state *)s->state)->list != NULL;
}

static struct span *
bundles_span(const struct screen *s)
{
	return &((struct bundles_state *)s->state)->span;
}

/* Of the mallette, or of all when none of them comes from it. */
static enum status
do_questions(struct screen *s, const struct call *c, struct err *err)
{
	const struct bundle_view *b = bundle_selected(s);
	struct arena a = { 0 };
	struct route route = { 0 };
	enum status status;

	if (c->argument.ptr || !b || b->questions == 0)
		return questions_open_for(s, 0, STR("toutes"), err);
	route.title = bundle_crumb(&a, b);
	route.text = str_z(b->id.s);
	status = ui_push(s->ui, &questions_screen, &route, err);
	arena_done(&a);
	return status;
}

/* Its dossiers in the list; once it is back they are no longer told apart. */
static enum status
do_open(struct screen *s, const struct call *c, struct err *err)
{
	const struct bundle_view *b = bundle_selected(s);
	struct arena a = { 0 };
	enum status status;

	(void)c;
	if (b->status != BUNDLE_OPEN)
		return err_set(err, ERR_INPUT,
			_("Cette mallette n'est plus en tournée : ses dossiers ne sont plus à "
			  "part. ! montre ses questions."));
	status = list_screen_filter(((struct bundles_state *)s->state)->list,
		str_z(arena_printf(&a, "tournée:%.*s", STR_ARG(b->agent))), err);
	arena_done(&a);
	if (status == OK)
		ui_pop(s->ui);
	return status;
}

static enum status
do_new(struct screen *s, const struct call *c, struct err *err)
{
	const struct route route = { 0 };

	(void)c;
	return ui_push(s->ui, &bundle_new_screen, &route, err);
}

static enum status
do_keys(struct screen *s, const struct call *c, struct err *err)
{
	const struct route route = { 0 };

	(void)c;
	return ui_push(s->ui, &keys_screen, &route, err);
}

static enum status
do_register(struct screen *s, const struct call *c, struct err *err)
{
	const struct route all = { 0 };

	(void)c;
	return ui_push(s->ui, &register_screen, &all, err);
}

static enum status
set_status(struct screen *s, enum bundle_status to, struct err *err)
{
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	enum status status =
		bundle_set_status(ui_session(s->ui), ui_about(s->ui), to, &a, &receipt, err);

	if (status == OK)
		status = ui_refresh(s, err);
	if (status == OK)
		ui_say(s->ui, STYLE_GOOD, "%s",
			to == BUNDLE_CLOSED
				? _("Mallette close : ses dossiers ne sont plus en tournée.")
				: _("Mallette révoquée : plus aucun retour n'en est accepté."));
	arena_done(&a);
	return status;
}

static enum status
close_confirmed(struct screen *s, struct str text, int value, struct err *err)
{
	(void)text, (void)value;
	return set_status(s, BUNDLE_CLOSED, err);
}

static enum status
revoke_confirmed(struct screen *s, struct str text, int value, struct err *err)
{
	(void)text, (void)value;
	return set_status(s, BUNDLE_REVOKED, err);
}

static enum status
do_close(struct screen *s, const struct call *c, struct err *err)
{
	const struct bundle_view *b = bundle_selected(s);

	(void)c;
	if (b->status != BUNDLE_OPEN)
		return err_set(
			err, ERR_INPUT, _("Cette mallette est déjà %s."), bundle_state_text(b));
	ui_confirm(s, str_z(b->id.s), close_confirmed,
		_("Clore la mallette de %.*s (%.*s) : ses dossiers ne sont plus en tournée ; un "
		  "retour reste accepté jusqu'au %s. Clore ?"),
		STR_ARG(b->agent), STR_ARG(b->departments), day_fr(b->expires).s);
	return OK;
}

static enum status
do_revoke(struct screen *s, const struct call *c, struct err *err)
{
	const struct bundle_view *b = bundle_selected(s);

	(void)c;
	if (b->status == BUNDLE_REVOKED)
		return err_set(err, ERR_INPUT, _("Cette mallette est déjà révoquée."));
	ui_confirm(s, str_z(b->id.s), revoke_confirmed,
		_("Révoquer la mallette de %.*s (%.*s), pour toujours : plus aucun retour n'en "
		  "sera accepté, ce qui y est fait et n'est pas rentré sera perdu. Révoquer ?"),
		STR_ARG(b->agent), STR_ARG(b->departments));
	return OK;
}

static enum status
prolonged(struct screen *s, struct str id, struct str text, struct err *err)
{
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	struct day day;
	enum status status;

	if (!day_parse_fr(str_trim(text), &day) && !day_parse_iso(str_trim(text), &day))
		return err_set(err, ERR_INPUT,
			_("« %.*s » n'est pas un jour : tapez-le comme 30/11/2021."),
			STR_ARG(text));
	status = bundle_prolong(ui_session(s->ui), id, day, &a, &receipt, err);
	if (status == OK)
		status = ui_refresh(s, err);
	if (status == OK)
		ui_say(s->ui, STYLE_GOOD, _("Retours acceptés jusqu'au %s."), day_fr(day).s);
	arena_done(&a);
	return status;
}

static enum status
day_given(struct screen *s, struct str text, int value, struct err *err)
{
	(void)value;
	return prolonged(s, ui_about(s->ui), text, err);
}

static enum status
do_prolong(struct screen *s, const struct call *c, struct err *err)
{
	const struct bundle_view *b = bundle_selected(s);
	struct day from = session_today(ui_session(s->ui));
	struct prompt ask = { .label = _("accepter ses retours jusqu'au :"),
		.about = str_z(b->id.s),
		.on_done = day_given };
	struct day_text initial;

	if (b->status == BUNDLE_REVOKED)
		return err_set(err, ERR_INPUT,
			_("Cette mallette est révoquée : elle ne se prolonge pas. n en fait une "
			  "autre."));
	if (c->argument.ptr)
		return prolonged(s, str_z(b->id.s), c->argument, err);
	from.n = from.n > b->expires.n ? from.n : b->expires.n;
	initial = day_fr((struct day){ from.n + MORE_DAYS });
	ask.initial = str_z(initial.s);
	ui_prompt(s, &ask);
	return OK;
}

static const struct action actions[] = {
	{ CMD_OPEN, do_open, can_show_dossiers },
	{ CMD_BUNDLE_NEW, do_new, online },
	{ CMD_QUESTIONS, do_questions, online },
	{ CMD_BUNDLE_CLOSE, do_close, has_bundle },
	{ CMD_PROLONG, do_prolong, has_bundle },
	{ CMD_REVOKE, do_revoke, has_bundle },
	{ CMD_KEYS, do_keys, online },
	{ CMD_REGISTER, do_register, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const struct action *const more[] = { bundles_file_actions, bundles_out_actions, NULL };

static const enum command_id hints[] = { CMD_RETURN, CMD_BUNDLE_NEW, CMD_MERGE, CMD_SEND,
	CMD_QUESTIONS, CMD_PROLONG, CMD_KEYS, CMD_BACK, CMD_BUNDLE_CLOSE, CMD_REVOKE, CMD_OPEN,
	CMD_REGISTER, CMD_PALETTE, CMD_NONE };

const struct screen_ops bundles_screen = {
	.name = "bundles",
	.bit = ON_BUNDLES,
	.state_size = sizeof(struct bundles_state),
	.actions = actions,
	.more = more,
	.hints = hints,
	.enter = bundles_enter,
	.layout = bundles_layout,
	.refresh = bundles_refresh,
	.title = bundles_title,
	.span = bundles_span,
	.draw = bundles_draw,
	.leave = bundles_leave,
};
