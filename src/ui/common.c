/* SPDX-License-Identifier: EUPL-1.2 */
/* What several screens do alike: undo, redo, changes of state, the commands of every screen. */
#include "pupitre/app/history.h"
#include "pupitre/app/jump.h"
#include "pupitre/app/move.h"
#include "pupitre/app/read.h"
#include "pupitre/app/tags.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/workflow.h"
#include "list_screen.h"
#include "shell.h"

enum { LOOK_BACK = 500, PAGE = 50 }; /* batches among which the caller's last act is looked for */

const char *
ui_act_text(struct arena *a, const struct act_view *act)
{
	const char *text = arena_printf(a, _("%.*s du %s par %.*s"), STR_ARG(act->verb_label),
		instant_fr(act->at).s, STR_ARG(act->agent));

	return act->dossier ? arena_printf(a, _("%s, dossier %lld"), text, (long long)act->dossier)
			    : text;
}

/* What a command that wrote says, once the screen was read again. */
static enum status
done(struct screen *s, const struct receipt *r, struct err *err)
{
	enum status st = ui_refresh(s, err);

	if (st == OK)
		ui_say(s->ui, STYLE_GOOD, "%s", r->summary);
	return st;
}

static enum status
confirmed_undo(struct screen *s, struct str text, int value, struct err *err)
{
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	struct uid act;
	enum status st;

	(void)text, (void)value;
	if (!uid_parse(ui_about(s->ui), &act))
		return err_set(err, ERR_INPUT, _("cet acte n'a pas d'identifiant lisible"));
	st = history_undo(ui_session(s->ui), act, &a, &receipt, err);
	if (st == OK)
		st = done(s, &receipt, err);
	arena_done(&a);
	return st;
}

void
ui_undo_act(struct screen *s, struct uid act, const char *what)
{
	ui_confirm(s, str_z(uid_hex(act).s), confirmed_undo, _("Annuler : %s ?"), what);
}

static bool
is_own_last(const struct act_view *act, struct str login)
{
	return str_eq(act->agent, login) && !act->undone && !uid_is(act->undoes) &&
	       !str_eqz(act->verb, "import") && !str_eqz(act->verb, "init");
}

/* The caller's newest act that can be undone; false when there is none among the last ones. */
static bool
find_own_last(struct session *se, struct arena *a, struct act_view *out)
{
	struct str login = str_z(session_who(se)->login);
	struct uid batch = { 0 };
	int64_t before = 0;

	for (int batches = 0; batches < LOOK_BACK;) {
		struct act_view *acts;
		size_t n;

		if (history_page(se, 0, before, PAGE, a, &acts, &n, &before, NULL) != OK)
			return false;
		for (size_t i = 0; i < n; i++) {
			batches += !uid_eq(acts[i].batch, batch);
			batch = acts[i].batch;
			if (!is_own_last(&acts[i], login))
				continue;
			*out = acts[i];
			return true;
		}
		if (before == 0)
			return false;
	}
	return false;
}

static enum status
take_tags(struct screen *s, bool redo, struct err *err)
{
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	enum status st = tags_take_step(ui_session(s->ui), redo, &a, &receipt, err);

	if (st == OK)
		st = done(s, &receipt, err);
	arena_done(&a);
	return st;
}

static enum status
confirmed_tags(struct screen *s, struct str text, int value, struct err *err)
{
	(void)text, (void)value;
	return take_tags(s, false, err);
}

enum status
ui_undo_last(struct screen *s, struct err *err)
{
	struct session *se = ui_session(s->ui);
	struct arena a = { 0 };
	const char *tags = tags_last_step(se, false, &a);
	struct act_view act;
	bool found = !tags && find_own_last(se, &a, &act);

	if (tags)
		ui_confirm(s, STR(""), confirmed_tags, _("Annuler : %s ?"), tags);
	else if (found && act.batch_count > 1)
		ui_undo_act(s, act.id,
			arena_printf(&a, _("%s (lot de %zu actes)"), ui_act_text(&a, &act),
				act.batch_count));
	else if (found)
		ui_undo_act(s, act.id, ui_act_text(&a, &act));
	arena_done(&a);
	return found || tags ? OK
			     : err_set(err, ERR_INPUT,
				       _("Rien à annuler : aucun acte récent de %s. Le registre "
					 "(r) montre "
					 "ceux des autres."),
				       session_who(se)->login);
}

enum status
ui_redo_last(struct screen *s, struct err *err)
{
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	enum status st;

	if (tags_last_step(ui_session(s->ui), true, &a)) {
		arena_done(&a);
		return take_tags(s, true, err);
	}
	st = history_redo(ui_session(s->ui), &a, &receipt, err);
	if (st == OK)
		st = done(s, &receipt, err);
	arena_done(&a);
	return st;
}

static enum status
move_to(struct screen *s, int64_t number, enum state to, struct str reason, struct err *err)
{
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	enum status st = move_state(ui_session(s->ui), number, to, reason, &a, &receipt, err);

	if (st == OK)
		st = done(s, &receipt, err);
	arena_done(&a);
	return st;
}

/* The question is about "4012345 incomplete". */
static enum status
reason_given(struct screen *s, struct str text, int value, struct err *err)
{
	struct str code = ui_about(s->ui), head, reason = str_trim(text);
	int64_t number;
	enum state to;

	(void)value;
	if (!str_cut(&code, ' ', &head) || !str_int(head, &number) || !state_find(code, &to))
		return OK;
	return move_to(s, number, to, reason.len ? reason : STR_NONE, err);
}

static enum status
state_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	struct arena a = { 0 };
	const struct state_row *to = &state_rows[value];
	struct str number = ui_about(s->ui);
	struct prompt ask = { .on_done = reason_given, .initial = STR("") };

	(void)text, (void)err;
	ask.label = arena_printf(&a, _("« %s », motif ou pièces :"), _(to->label));
	ask.about = str_z(arena_printf(&a, "%.*s %s", STR_ARG(number), to->code));
	ui_prompt(s, &ask);
	arena_done(&a);
	return OK;
}

int
ui_state_items(struct ui *ui, struct arena *a, unsigned states, struct menu_item **out)
{
	const struct settings *set = &session_config(ui_session(ui))->settings;
	int n = 0;

	if (!set->visa)
		states &= ~(1u << STATE_ENDORSED);
	if (!set->committee)
		states &= ~(1u << STATE_COMMITTEE);
	*out = ARENA_ARRAY(a, struct menu_item, STATE_COUNT);
	for (int to = 0; to < STATE_COUNT; to++)
		if (states & (1u << to))
			(*out)[n++] = (struct menu_item){ str_z(_(state_rows[to].label)),
				str_z(_(state_rows[to].everyday)), to };
	return n;
}

enum status
ui_move_state(struct screen *s, int64_t number, struct err *err)
{
	struct arena *a = ui_menu_arena(s->ui);
	struct choice choice = { .on_done = state_chosen };
	struct dossier_view view;
	enum status st = dossier_read(ui_session(s->ui), number, a, &view, err);

	if (st != OK)
		return st;
	choice.count = ui_state_items(s->ui, a, state_rows[view.state].next, &choice.items);
	if (choice.count == 0)
		return err_set(err, ERR_INPUT,
			_("Dossier %lld, « %s » : aucun changement d'état ne part d'ici. La "
			  "décision se "
			  "prend avec d et s'annule avec u."),
			(long long)number, _(state_rows[view.state].label));
	choice.about = str_z(arena_printf(a, "%lld", (long long)number));
	choice.title = arena_printf(a, _("%lld, « %s » : passer à"), (long long)number,
		_(state_rows[view.state].label));
	ui_menu(s, &choice);
	return OK;
}

static enum status
do_undo(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return ui_undo_last(s, err);
}

static enum status
do_redo(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return ui_redo_last(s, err);
}

static enum status
do_envelopes(struct screen *s, const struct call *c, struct err *err)
{
	const struct route all = { 0 };

	(void)c;
	return ui_push(s->ui, &envelopes_screen, &all, err);
}

static enum status
do_bundles(struct screen *s, const struct call *c, struct err *err)
{
	const struct route route = { .list = s->ops->bit == ON_LIST ? s : NULL };

	(void)c;
	return ui_push(s->ui, &bundles_screen, &route, err);
}

static enum status
go_to(struct screen *s, struct str text, int value, struct err *err)
{
	struct screen *list = ui_root(s->ui);
	struct route route = { 0 };
	enum status st;
	bool listed;

	(void)value;
	if (!str_int(str_trim(text), &route.number))
		return err_set(err, ERR_INPUT,
			_("Aucun dossier ne ressemble à « %.*s » : un numéro, un demandeur, un "
			  "SIREN "
			  "ou un titre"),
			STR_ARG(text));
	st = list_screen_go(list, route.number, &listed, err);
	if (st != OK)
		return st;
	route.list = listed ? list : NULL;
	return ui_push(s->ui, &dossier_screen, &route, err);
}

/* A ui_propose: the dossiers that what is typed may mean, best first. */
static enum status
propose_dossiers(struct screen *s, struct str text, size_t at, struct arena *a,
	struct proposals *out, struct err *err)
{
	struct jump_hit *hits;
	size_t n;
	enum status st = jump_find(ui_session(s->ui), text, a, &hits, &n, err);

	(void)at;
	if (st != OK)
		return st;
	*out = (struct proposals){ ARENA_ARRAY(a, struct menu_item, n + 1), (int)n, 0, text.len };
	for (size_t i = 0; i < n; i++)
		out->items[i] = (struct menu_item){ str_z(arena_printf(
							    a, "%lld", (long long)hits[i].number)),
			str_z(arena_printf(a, "%.*s  %.*s : %.*s", STR_ARG(hits[i].department),
				STR_ARG(hits[i].applicant), STR_ARG(hits[i].title))),
			0 };
	return OK;
}

static enum status
do_go(struct screen *s, const struct call *c, struct err *err)
{
	const struct prompt ask = { .label = _("aller à :"),
		.initial = STR(""),
		.on_done = go_to,
		.propose = propose_dossiers,
		.proposing = PROPOSE_FIRST };

	if (c->argument.ptr)
		return go_to(s, c->argument, 0, err);
	ui_prompt(s, &ask);
	return OK;
}

static enum status
do_messages(struct screen *s, const struct call *c, struct err *err)
{
	struct buf text = { 0 };
	struct route route = { .title = str_z(_("Messages")) };
	enum status st;

	(void)c;
	ui_messages(s->ui, &text);
	if (text.len == 0)
		buf_addz(&text, _("Aucun message depuis l'ouverture."));
	route.text = buf_str(&text);
	st = ui_push(s->ui, &reader_screen, &route, err);
	buf_done(&text);
	return st;
}

static enum status
do_help(struct screen *s, const struct call *c, struct err *err)
{
	const struct route here = { .list = s };

	(void)c;
	return ui_push(s->ui, &help_screen, &here, err);
}

const struct action common_actions[] = {
	{ CMD_GO, do_go, NULL },
	{ CMD_UNDO, do_undo, NULL },
	{ CMD_REDO, do_redo, NULL },
	{ CMD_ENVELOPES, do_envelopes, NULL },
	{ CMD_BUNDLES, do_bundles, NULL },
	{ CMD_MESSAGES, do_messages, NULL },
	{ CMD_HELP, do_help, NULL },
	{ CMD_NONE, NULL, NULL },
};
