/* SPDX-License-Identifier: EUPL-1.2 */
/* Commands of the screen Dossiers on several dossiers at once: which one, with what, how many it
 * changes, then one batch. They bear on the selection, else on what the filter shows. */
#include "complete.h"
#include "list_state.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "shell.h"

enum { ABOUT_BASE = 64 }; /* the question is about kind * ABOUT_BASE + state */

static enum status
check_target(const struct list_state *st, struct err *err)
{
	if (st->selected.count || st->anchor || st->filter.len)
		return OK;
	return err_set(err, ERR_INPUT,
		_("Sur quels dossiers ? Espace choisit une ligne, v une suite, * toute la liste ; "
		  "un "
		  "filtre (/) suffit aussi."));
}

static struct bulk_target
target_of(const struct list_state *st)
{
	if (st->selected.count)
		return (struct bulk_target){ .numbers = &st->selected };
	return (struct bulk_target){ .query = list_text(&st->filter) };
}

static const char *
target_text(const struct list_state *st, struct arena *a)
{
	if (st->selected.count)
		return arena_printf(a,
			st->selected.count > 1 ? _("%zu dossiers choisis")
					       : _("%zu dossier choisi"),
			st->selected.count);
	return arena_printf(a,
		st->shown > 1 ? _("les %lld dossiers du filtre") : _("le dossier du filtre"),
		(long long)st->shown);
}

static enum status
confirmed(struct screen *s, struct str text, int value, struct err *err)
{
	struct list_state *st = s->state;
	struct arena a = { 0 };
	struct receipt receipt = { 0 };
	enum status status = bulk_apply(ui_session(s->ui), &st->preview, &a, &receipt, err);

	(void)text, (void)value;
	if (status == OK)
		status = ui_refresh(s, err);
	if (status == OK)
		ui_say(s->ui, STYLE_GOOD, _("Fait : %s. u annule le tout."), receipt.summary);
	arena_done(&a);
	return status;
}

/* A line for each of the most frequent reasons: "31, dont 4011814 : décision notifiée". */
static const char *
refusals_text(const struct bulk_preview *p, struct arena *a)
{
	enum { TOLD = 4 };
	const char *text = "";

	for (size_t i = 0; i < p->refusal_count && i < TOLD; i++) {
		const struct bulk_refusal *r = &p->refusals[i];

		text = r->count > 1 ? arena_printf(a, _("%s\n%zu, dont %lld : %s"), text, r->count,
					      (long long)r->example, r->why)
				    : arena_printf(a, _("%s\nLe %lld : %s"), text,
					      (long long)r->example, r->why);
	}
	if (p->refusal_count > TOLD)
		text = arena_printf(a,
			ngettext("%s\net %zu autre raison", "%s\net %zu autres raisons",
				(unsigned long)(p->refusal_count - TOLD)),
			text, p->refusal_count - TOLD);
	return text;
}

/* Says what it would do, and does it at Enter. */
static enum status
propose(struct screen *s, struct bulk_order order, struct err *err)
{
	struct list_state *st = s->state;
	const struct bulk_target target = target_of(st);
	struct arena fresh = { 0 };
	struct bulk_preview preview;
	enum status status;

	order.text = arena_str(&fresh, order.text);
	status = bulk_preview(ui_session(s->ui), &order, &target, &fresh, &preview, err);
	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	arena_done(&st->bulk);
	st->bulk = fresh;
	st->preview = preview;
	if (preview.changes)
		ui_confirm(s, STR(""), confirmed, _("Agir : %s ?%s"), preview.sentence,
			refusals_text(&preview, &st->bulk));
	else
		ui_say(s->ui, STYLE_WARNING, _("Rien à faire : %s.%s"), preview.sentence,
			refusals_text(&preview, &st->bulk));
	return OK;
}

static enum status
given(struct screen *s, struct str text, int value, struct err *err)
{
	int64_t about = 0;

	(void)value;
	str_int(ui_about(s->ui), &about);
	return propose(s,
		(struct bulk_order){ (enum bulk_kind)(about / ABOUT_BASE), str_trim(text),
			(enum state)(about % ABOUT_BASE) },
		err);
}

static void
ask_text(struct screen *s, enum bulk_kind kind, enum state state, const char *question)
{
	const struct list_state *st = s->state;
	struct arena a = { 0 };
	struct prompt ask = { .initial = STR(""), .on_done = given };

	ask.label = arena_printf(&a, "%s, %s", target_text(st, &a), question);
	ask.about = str_z(arena_printf(&a, "%d", (int)kind * ABOUT_BASE + (int)state));
	if (bulk_rows[kind].argument == BULK_WANTS_AGENT) {
		ask.propose = complete_agent;
		ask.proposing = PROPOSE_FIRST;
	} else if (bulk_rows[kind].argument == BULK_WANTS_TAG) {
		ask.propose = complete_tag;
		ask.proposing = PROPOSE_ALWAYS;
	}
	ui_prompt(s, &ask);
	arena_done(&a);
}

static enum status
state_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	(void)text, (void)err;
	ask_text(s, BULK_MOVE, (enum state)value, _("motif ou pièces :"));
	return OK;
}

/* Every state that a move can reach from somewhere. */
static void
ask_state(struct screen *s)
{
	struct arena *a = ui_menu_arena(s->ui);
	struct choice choice = { .on_done = state_chosen };
	unsigned reached = 0;

	for (int from = 0; from < STATE_COUNT; from++)
		reached |= state_rows[from].next;
	choice.count = ui_state_items(s->ui, a, reached, &choice.items);
	choice.title = arena_printf(a, _("%s : passer à"), target_text(s->state, a));
	ui_menu(s, &choice);
}

static enum status
kind_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	(void)text, (void)err;
	if (bulk_rows[value].argument == BULK_WANTS_STATE)
		ask_state(s);
	else
		ask_text(s, (enum bulk_kind)value, STATE_RECEIVED, _(bulk_rows[value].ask));
	return OK;
}

/* "affecter a.martin" */
static enum status
run_named(struct screen *s, struct str argument, struct err *err)
{
	struct arena a = { 0 };
	struct str name, rest = argument;
	int kind = -1;
	enum status status = OK;

	str_cut(&rest, ' ', &name);
	name = utf8_fold(&a, name);
	for (int i = 0; i < BULK_COUNT; i++)
		if (str_eqz(name, bulk_rows[i].id) ||
			str_starts(utf8_fold(&a, str_z(_(bulk_rows[i].label))), name))
			kind = kind < 0 ? i : kind;
	if (kind < 0)
		status = err_set(err, ERR_INPUT,
			_("« %.*s » n'est pas une action sur plusieurs dossiers ; a les montre."),
			STR_ARG(argument));
	else if (str_trim(rest).len && bulk_rows[kind].argument != BULK_WANTS_STATE)
		status = propose(s,
			(struct bulk_order){ (enum bulk_kind)kind, str_trim(rest), STATE_RECEIVED },
			err);
	else
		status = kind_chosen(s, STR(""), kind, err);
	arena_done(&a);
	return status;
}

static enum status
do_bulk(struct screen *s, const struct call *c, struct err *err)
{
	struct list_state *st = s->state;
	struct arena *a = ui_menu_arena(s->ui);
	struct choice choice = { .on_done = kind_chosen };
	enum status status = check_target(st, err);

	if (status == OK && st->anchor)
		status = list_take_range(s, err);
	if (status != OK)
		return status;
	if (c->argument.ptr)
		return run_named(s, c->argument, err);
	choice.items = ARENA_ARRAY(a, struct menu_item, BULK_COUNT);
	for (int i = 0; i < BULK_COUNT; i++)
		if (session_can(ui_session(s->ui), bulk_rows[i].needs))
			choice.items[choice.count++] =
				(struct menu_item){ str_z(_(bulk_rows[i].label)), STR(""), i };
	choice.title = target_text(st, a);
	if (choice.count == 0)
		return err_set(err, ERR_DENIED,
			_("vos rôles ne permettent aucune action sur plusieurs dossiers ; un "
			  "administrateur peut les changer."));
	ui_menu(s, &choice);
	return OK;
}

static enum status
do_tag(struct screen *s, const struct call *c, struct err *err)
{
	struct list_state *st = s->state;
	enum status status = st->anchor ? list_take_range(s, err) : OK;

	if (status != OK)
		return status;
	if (!st->selected.count)
		return ui_tag(s, list_key(&st->list), c->argument, err);
	if (c->argument.ptr)
		return propose(
			s, (struct bulk_order){ BULK_TAG, c->argument, STATE_RECEIVED }, err);
	return kind_chosen(s, STR(""), BULK_TAG, err);
}

static bool
has_row(const struct screen *s)
{
	return ((const struct list_state *)s->state)->list.page.count > 0;
}

static bool
has_target(const struct screen *s)
{
	return has_row(s) || ((const struct list_state *)s->state)->selected.count > 0;
}

const struct action list_bulk_actions[] = {
	{ CMD_BULK, do_bulk, has_target },
	{ CMD_TAG, do_tag, has_row },
	{ CMD_NONE, NULL, NULL },
};
