/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Décision: a form that shows at once what the decision would do. */
#include "decide_state.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "shell.h"

static enum status
decide_read(struct screen *s, int64_t number, struct err *err)
{
	struct decide_state *st = s->state;
	struct arena fresh = { 0 };
	struct dossier_view view;
	enum status status = dossier_read(ui_session(s->ui), number, &fresh, &view, err);

	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	arena_done(&s->arena);
	s->arena = fresh;
	st->view = view;
	st->number = number;
	if (st->taken >= (int)view.proposal_count)
		st->taken = -1;
	return OK;
}

static enum status
decide_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct decide_state *st = s->state;
	enum status status = decide_read(s, r->number, err);

	st->taken = -1;
	st->proposes = ui_only_proposes(s);
	st->edits[FORM_TEXT].lines = true;
	return status == OK ? form_load(s, err) : status;
}

static enum status
decide_layout(struct screen *s, int rows, int cols, struct err *err)
{
	struct decide_state *st = s->state;

	(void)rows, (void)cols, (void)err;
	st->edits[FORM_TEXT].columns = decide_text_columns(s);
	return OK;
}

static void
decide_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	const struct decide_state *st = s->state;
	const struct who *who = session_who(ui_session(s->ui));
	struct arena a = { 0 };

	if (!ui_is_over(s, ON_DOSSIER | ON_MARK))
		buf_addf(crumb, "%lld %.*s\n", (long long)st->number,
			STR_ARG(st->view.d.applicant.name));
	buf_addz(crumb, st->proposes ? _("Proposition") : _("Décision"));
	buf_addf(badge, "%s · %s",
		roles_text(&a, who->roles & ROLE_SUPERVISOR ? ROLE_SUPERVISOR : who->roles, true),
		who->login);
	arena_done(&a);
}

static void
decide_leave(struct screen *s)
{
	form_done(s->state);
}

static bool
is_used(const struct decide_state *st, int field)
{
	bool money = field == FORM_ELIGIBLE || field == FORM_RATE || field == FORM_AMOUNT;

	return !money || form_has_money(st);
}

static void
go_field(struct screen *s, int delta)
{
	struct decide_state *st = s->state;
	int field = (int)st->field;

	form_tidy(st);
	do
		field = (field + delta + FORM_COUNT) % FORM_COUNT;
	while (!is_used(st, field));
	st->field = (enum form_field)field;
	st->edits[field].at = st->edits[field].text.len;
}

static enum status
do_next_field(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	go_field(s, 1);
	return OK;
}

static enum status
do_prev_field(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	go_field(s, -1);
	return OK;
}

/* A motive of another kind of decision does not stay. */
static enum status
choose_kind(struct screen *s, int delta, struct err *err)
{
	struct decide_state *st = s->state;
	int kind = ((int)st->kind + delta + DECISION_COUNT) % DECISION_COUNT;
	enum status status = OK;

	st->kind = (enum decision_kind)kind;
	if (st->reason && !(st->reason->kinds & (1u << kind))) {
		st->reason = NULL;
		status = form_changed(s, FORM_REASON, err);
	}
	return status == OK ? form_changed(s, FORM_KIND, err) : status;
}

static enum status
reason_chosen(struct screen *s, struct str text, int value, struct err *err)
{
	struct decide_state *st = s->state;
	const struct motives *motives = session_motives(ui_session(s->ui));
	struct edit *paragraph = &st->edits[FORM_TEXT];
	enum status status;

	(void)text;
	st->reason = value < 0 ? NULL : &motives->list[value];
	status = form_changed(s, FORM_REASON, err);
	if (status != OK || !st->reason || !st->reason->text || paragraph->text.len)
		return status;
	edit_set(paragraph, str_z(st->reason->text));
	return form_changed(s, FORM_TEXT, err);
}

static void
open_reasons(struct screen *s)
{
	struct decide_state *st = s->state;
	const struct motives *motives = session_motives(ui_session(s->ui));
	struct arena *a = ui_menu_arena(s->ui);
	struct choice choice = { .title = _("motif"), .on_done = reason_chosen };

	choice.items = ARENA_ARRAY(a, struct menu_item, motives->count + 1);
	choice.items[choice.count++] = (struct menu_item){ str_z(_("(aucun motif)")), STR(""), -1 };
	for (size_t i = 0; i < motives->count; i++) {
		const struct motive *m = &motives->list[i];

		if (!(m->kinds & (1u << st->kind)))
			continue;
		if (m == st->reason)
			choice.selected = choice.count;
		choice.items[choice.count++] =
			(struct menu_item){ str_z(m->label), str_z(m->code), (int)i };
	}
	ui_menu(s, &choice);
}

static bool
kind_key(struct screen *s, const struct key *key, struct err *err)
{
	if (key->code != KEY_LEFT && key->code != KEY_RIGHT)
		return false;
	err->code = choose_kind(s, key->code == KEY_LEFT ? -1 : 1, err);
	return true;
}

static bool
is_figure(int32_t cp)
{
	return (cp >= '0' && cp <= '9') || cp == ',' || cp == '.' || cp == ' ' || cp == 0xA0;
}

static bool
typed_key(struct screen *s, const struct key *key, struct err *err)
{
	struct decide_state *st = s->state;
	enum edit_result result;

	if (st->field != FORM_TEXT && key->code == KEY_CHAR && !is_figure(key->cp)) {
		ui_say(s->ui, STYLE_MESSAGE,
			_("Ce champ est un nombre : chiffres et virgule. Tab passe au suivant."));
		return true;
	}
	result = edit_key(&st->edits[st->field], key);
	if (result == EDIT_CHANGED)
		err->code = form_changed(s, st->field, err);
	return result != EDIT_IGNORED;
}

/* Keys that change field wherever one is, then those of the field. */
static bool
decide_key(struct screen *s, const struct key *key, struct err *err)
{
	struct decide_state *st = s->state;
	bool used;

	if (key->code == KEY_CTRL && key->cp == 's')
		return false;
	if (st->field == FORM_KIND)
		used = kind_key(s, key, err);
	else if (st->field == FORM_REASON)
		used = false;
	else
		used = typed_key(s, key, err);
	if (used)
		return true;
	if (st->field == FORM_REASON && key->code == KEY_ENTER)
		open_reasons(s);
	else if (key->code == KEY_UP)
		go_field(s, -1);
	else if (key->code == KEY_DOWN || key->code == KEY_ENTER)
		go_field(s, 1);
	else
		return false;
	return true;
}

/* What somebody else did meanwhile is read, so that recording again is a choice made knowingly. */
static enum status
conflict(struct screen *s, struct err *err)
{
	struct decide_state *st = s->state;
	struct err why = *err;
	enum status status = decide_read(s, st->number, err);

	if (status == OK)
		status = form_try(s, err);
	if (status == OK)
		*err = why;
	return status == OK ? ERR_CONFLICT : status;
}

static enum status
do_record(struct screen *s, const struct call *c, struct err *err)
{
	struct decide_state *st = s->state;
	struct ui *ui = s->ui;
	struct arena a = { 0 };
	struct receipt receipt;
	struct decision_input in;
	enum status status = form_read(st, &in, err);

	(void)c;
	if (status == OK && st->proposes)
		status = propose(ui_session(ui), st->number, &in, &a, &receipt, err);
	else if (status == OK)
		status = decide(ui_session(ui), st->number, &in, &a, &receipt, err);
	if (status == ERR_CONFLICT)
		status = conflict(s, err);
	if (status == OK) {
		ui_pop(ui);
		ui_say(ui, STYLE_GOOD, _("Enregistré : %s. u annule."), receipt.summary);
	}
	arena_done(&a);
	return status;
}

bool
ui_only_proposes(const struct screen *s)
{
	const struct session *session = ui_session(s->ui);

	return session_can(session, CAN_PROPOSE) && !session_can(session, CAN_DECIDE);
}

/* The next proposal after the one taken last, going round; one's own is in the form already. */
static int
next_proposal(const struct decide_state *st)
{
	int count = (int)st->view.proposal_count;

	for (int i = 1; i <= count; i++) {
		int next = (st->taken + i) % count;

		if (!st->proposes || !st->view.proposals[next].own)
			return next;
	}
	return -1;
}

static bool
has_proposal(const struct screen *s)
{
	return next_proposal(s->state) >= 0;
}

static enum status
do_take_over(struct screen *s, const struct call *c, struct err *err)
{
	struct decide_state *st = s->state;
	const struct proposal *p;
	enum status status;

	(void)c;
	st->taken = next_proposal(st);
	p = &st->view.proposals[st->taken];
	status = form_take(s, &p->d, err);
	if (status == OK)
		ui_say(s->ui, STYLE_MESSAGE,
			_("Proposition de %.*s reprise (%d sur %zu) : rien n'est encore "
			  "enregistré."),
			STR_ARG(p->agent), st->taken + 1, st->view.proposal_count);
	return status;
}

static bool
has_own(const struct screen *s)
{
	const struct decide_state *st = s->state;
	bool own = false;

	for (size_t i = 0; i < st->view.proposal_count; i++)
		own |= st->view.proposals[i].own;
	return own;
}

static enum status
do_withdraw(struct screen *s, const struct call *c, struct err *err)
{
	const struct decide_state *st = s->state;
	struct ui *ui = s->ui;
	struct arena a = { 0 };
	struct receipt receipt;
	enum status status = propose_withdraw(ui_session(ui), st->number, &a, &receipt, err);

	(void)c;
	if (status == OK) {
		ui_pop(ui);
		ui_say(ui, STYLE_GOOD, _("Enregistré : %s. u annule."), receipt.summary);
	}
	arena_done(&a);
	return status;
}

static const struct action actions[] = {
	{ CMD_NEXT_FIELD, do_next_field, NULL },
	{ CMD_PREV_FIELD, do_prev_field, NULL },
	{ CMD_RECORD, do_record, NULL },
	{ CMD_RECORD_PROPOSAL, do_record, ui_only_proposes },
	{ CMD_TAKE_OVER, do_take_over, has_proposal },
	{ CMD_WITHDRAW, do_withdraw, has_own },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_NEXT_FIELD, CMD_RECORD, CMD_RECORD_PROPOSAL,
	CMD_TAKE_OVER, CMD_WITHDRAW, CMD_CANCEL, CMD_NONE };

const struct screen_ops decide_screen = {
	.name = "decide",
	.bit = ON_DECIDE,
	.state_size = sizeof(struct decide_state),
	.actions = actions,
	.hints = hints,
	.enter = decide_enter,
	.layout = decide_layout,
	.refresh = form_try,
	.key = decide_key,
	.title = decide_title,
	.draw = decide_draw,
	.leave = decide_leave,
};
