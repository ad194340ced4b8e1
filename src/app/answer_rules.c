/* SPDX-License-Identifier: EUPL-1.2 */
#include "answer_rules.h"

#include "facts.h"
#include "proposal_row.h"
#include "pupitre/base/i18n.h"
#include "pupitre/store/merge.h"

/* What the rules look at. */
struct answering {
	struct session *s;
	struct arena *a;
	const struct question *q;
	const struct plan *p;
	struct dossier d;
	struct people people;
	bool undoes; /* the act in question takes another one back */
};

static const enum capability needs[ENTITY_COUNT] = {
	[ENTITY_CAMPAIGN] = CAN_CONFIGURE,
	[ENTITY_AGENT] = CAN_CONFIGURE,
	[ENTITY_GRID] = CAN_CONFIGURE,
	[ENTITY_ENVELOPE] = CAN_MANAGE_MONEY,
	[ENTITY_DECISION] = CAN_DECIDE,
	[ENTITY_INSTRUCTION] = CAN_MOVE,
	[ENTITY_SUSPENSION] = CAN_MOVE,
	[ENTITY_PROPOSAL] = CAN_PROPOSE,
	[ENTITY_MARK] = CAN_EVALUATE,
	[ENTITY_EVALUATION] = CAN_EVALUATE,
	[ENTITY_ASSIGNMENT] = CAN_EVALUATE,
	[ENTITY_NOTE] = CAN_EVALUATE,
	[ENTITY_TAG] = CAN_EVALUATE,
	[ENTITY_SHARED_VIEW] = CAN_EVALUATE,
};

static bool
changes(const struct change *c)
{
	return !str_eq(c->was, c->now);
}

static const struct change *
changed(const struct plan *p, enum entity e, int field)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->changes[i].entity == e && (field < 0 || p->changes[i].field == field) &&
			changes(&p->changes[i]))
			return &p->changes[i];
	return NULL;
}

static enum status
check_capabilities(const struct answering *w, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < w->p->count && !st; i++) {
		const struct change *c = &w->p->changes[i];

		/* Who keeps a dossier as it is decides nothing, but he instructs. */
		st = session_require(
			w->s, changes(c) || !w->q->dossier ? needs[c->entity] : CAN_MOVE, err);
	}
	return st;
}

static enum status
load(struct answering *w, struct err *err)
{
	struct str id;
	struct uid act;
	struct act_row row;
	bool found = false;
	enum status st = facts_load(w->s, w->q->dossier, w->a, &w->d, &w->people, err);

	if (!st)
		st = store_get(w->s->store, ENTITY_QUESTION, str_z(w->q->id.s),
			entity_field_find(ENTITY_QUESTION, STR("act")), w->a, &id, err);
	if (!st && uid_parse(id, &act))
		st = act_find(w->s->store, act, w->a, &row, &found, err);
	w->undoes = !st && found && uid_is(row.act.undoes);
	return st;
}

static enum status
check_notified(const struct answering *w, struct err *err)
{
	bool any = false;

	for (size_t i = 0; i < w->p->count; i++)
		any |= changes(&w->p->changes[i]) && w->p->changes[i].entity != ENTITY_NOTE &&
		       w->p->changes[i].entity != ENTITY_TAG;
	if (!any || state_rows[w->people.state].stage != STAGE_NOTIFIED)
		return OK;
	return err_set(err, ERR_INPUT,
		_("le dossier %lld est notifié : sa décision crée des droits (CRPA L242-1) ; "
		  "gardez ce qui est ici"),
		(long long)w->q->dossier);
}

static enum status
check_marks(const struct answering *w, struct err *err)
{
	enum state now = w->people.state;

	if (!changed(w->p, ENTITY_MARK, -1) && !changed(w->p, ENTITY_EVALUATION, -1))
		return OK;
	if (workflow_may_mark(now))
		return OK;
	return err_set(err, ERR_INPUT,
		_("le dossier %lld est « %s » : il ne se note plus ; gardez, ou annulez d'abord ce "
		  "qui l'a mené là"),
		(long long)w->q->dossier, _(state_rows[now].label));
}

static enum status
check_proposal(const struct answering *w, struct err *err)
{
	bool may = false;
	enum status st = OK;

	if (!changed(w->p, ENTITY_PROPOSAL, -1))
		return OK;
	st = proposal_may_come(w->s, w->a, w->p->changes, w->p->count, w->people.state,
		!people_all_final(&w->people), &may, err);
	if (st || may)
		return st;
	return err_set(err, ERR_INPUT,
		proposal_waits(w->people.state)
			? _("le dossier %lld est « %s » : cela ne s'y propose pas ; gardez ce qui "
			    "est ici, ou changez d'abord son état")
			: _("le dossier %lld est « %s » : il n'y a plus rien à proposer ; gardez "
			    "ce "
			    "qui est ici"),
		(long long)w->q->dossier, _(state_rows[w->people.state].label));
}

/* The state that the author of the act in question left: his move is judged from there, under today's facts. */
static enum state
state_left(const struct answering *w)
{
	int field = entity_field_find(ENTITY_INSTRUCTION, STR("state"));
	enum state from = w->people.state;

	for (size_t i = 0; i < w->q->line_count; i++)
		if (w->q->lines[i].entity == ENTITY_INSTRUCTION && w->q->lines[i].field == field)
			state_find(w->q->lines[i].base.value, &from);
	return from;
}

static struct str
reason_given(const struct answering *w)
{
	int field = entity_field_find(ENTITY_INSTRUCTION, STR("reason"));
	const struct change *c = changed(w->p, ENTITY_INSTRUCTION, field);

	return c ? c->now : w->people.reason;
}

/* Whether the dossier has a decision once it is answered. */
static bool
is_decided(const struct answering *w)
{
	const struct change *c = changed(w->p, ENTITY_DECISION, 0);

	return c ? c->now.ptr != NULL : w->people.has_decision;
}

/* Even where a state is brought back by an undo: what is notified is a decision. */
static enum status
check_decided(const struct answering *w, enum state to, struct err *err)
{
	if (state_rows[to].stage < STAGE_DECIDED || is_decided(w))
		return OK;
	return err_set(err, ERR_INPUT,
		_("le dossier %lld n'a pas de décision ici : « %s » n'est possible qu'après elle ; "
		  "décidez d'abord, ou gardez ce qui est ici"),
		(long long)w->q->dossier, _(state_rows[to].label));
}

static enum status
check_state(const struct answering *w, struct err *err)
{
	int field = entity_field_find(ENTITY_INSTRUCTION, STR("state"));
	const struct change *c = changed(w->p, ENTITY_INSTRUCTION, field),
			    *decided = changed(w->p, ENTITY_DECISION, -1);
	struct move_facts facts = facts_of_move(w->s, &w->d, &w->people, reason_given(w));
	enum state from = state_left(w), to;
	enum status st;

	if (!c || !state_find(c->now, &to))
		return OK;
	st = check_decided(w, to, err);
	if (st || w->undoes)
		return st;
	if (decided)
		return workflow_check_decision(from, to, &facts, w->s->who.roles, err);
	if (state_rows[w->people.state].stage >= STAGE_DECIDED)
		from = w->people.state;
	return workflow_check_move(from, to, &facts, w->s->who.roles, err);
}

/* A decision rests on the marks: those that are in question come first. */
static enum status
check_marks_answered(const struct answering *w, struct err *err)
{
	struct record *open, *fields;
	size_t n, m;
	enum entity e;
	enum status st = OK;

	if (!changed(w->p, ENTITY_DECISION, -1))
		return OK;
	st = questions_open(w->s->store, w->q->dossier, w->a, &open, &n, err);
	for (size_t i = 0; i < n && !st; i++) {
		st = question_fields(w->s->store, open[i].key, w->a, &fields, &m, err);
		for (size_t k = 0; k < m && !st; k++)
			if (entity_find(
				    record_field(fields[k].values, ENTITY_QUESTION_FIELD, "entity"),
				    &e) &&
				(e == ENTITY_MARK || e == ENTITY_EVALUATION))
				st = err_set(err, ERR_INPUT,
					_("des notes de ce dossier sont en question : répondez-y "
					  "d'abord, puis à celle de la décision"));
	}
	return st;
}

enum status
answer_rules(struct session *s, struct arena *a, const struct question *q, const struct plan *p,
	struct err *err)
{
	struct answering w = { .s = s, .a = a, .q = q, .p = p };
	enum status st = check_capabilities(&w, err);

	if (st || !q->dossier)
		return st;
	st = load(&w, err);
	if (!st)
		st = check_notified(&w, err);
	if (!st)
		st = check_marks(&w, err);
	if (!st)
		st = check_proposal(&w, err);
	if (!st)
		st = check_state(&w, err);
	return st ? st : check_marks_answered(&w, err);
}
