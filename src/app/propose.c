/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/propose.h"

#include <stdlib.h>

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/motive.h"
#include "proposal_row.h"
#include "sheet.h"
#include "show.h"
#include "verdict.h"

static const char *const verbs[DECISION_COUNT] = {
	[DECISION_AWARD] = N_("accorder"),
	[DECISION_REFUSE] = N_("refuser"),
	[DECISION_DISMISS] = N_("classer sans suite"),
	[DECISION_REDIRECT] = N_("réorienter"),
	[DECISION_POSTPONE] = N_("ajourner"),
};

const char *
proposal_text(struct arena *a, const struct decision *d)
{
	if (decision_rows[d->kind].has_amount && d->amount.is)
		return arena_printf(a, "%s %s", _(verbs[d->kind]), money_text(d->amount.m).s);
	return _(verbs[d->kind]);
}

enum status
propose_preview(struct session *s, int64_t number, const struct decision_input *in, struct arena *a,
	struct decision_preview *out, struct err *err)
{
	return verdict_preview(s, number, in, true, a, out, err);
}

/* The instant alone is no change. */
static enum status
plan_proposal(struct session *s, struct arena *a, struct plan *p, const struct verdict *v,
	struct err *err)
{
	struct str key = key_of_sheet(a, v->d.number, s->who.login);
	const struct decision *d = &v->decision;
	const struct {
		const char *field;
		struct str value;
	} sets[] = {
		{ "kind", str_z(decision_rows[d->kind].code) },
		{ "eligible_cents", money_value(a, d->eligible) },
		{ "amount_cents", money_value(a, d->amount) },
		{ "envelope", d->envelope },
		{ "reason", d->reason.len ? d->reason : STR_NONE },
		{ "text", d->text.len ? d->text : STR_NONE },
	};
	enum status st = OK;

	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = plan_set(s, a, p, ENTITY_PROPOSAL, key, sets[i].field, sets[i].value, err);
	if (st || !p->count)
		return st;
	return plan_set(s, a, p, ENTITY_PROPOSAL, key, "proposed_at",
		int_text(a, clock_now(&s->clock).ms), err);
}

static enum status
propose_inside(struct session *s, int64_t number, const struct decision_input *in, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct draft_key k = draft_of(s, number, DRAFT_DECIDE);
	struct plan p = { .verb = VERB_PROPOSE, .dossier = number };
	struct decision d = in->d;
	struct verdict v = { .proposed = true };
	enum status st = verdict_seen(s, a, number, in->seen, err);

	d.text = utf8_clean(a, d.text, CLEAN_TEXT, DECISION_TEXT_MAX).text;
	if (!st)
		st = verdict_load(s, number, &d, a, &v, err);
	if (!st)
		st = verdict_rules(s, a, &v, err);
	if (!st)
		st = plan_proposal(s, a, &p, &v, err);
	if (!st)
		st = work_record(s, a, &p, 1, out, err);
	return st ? st : draft_clear(s->store, &k, err);
}

static enum status
begin(struct session *s, int64_t number, struct err *err)
{
	enum status st = session_require(s, CAN_PROPOSE, err);

	if (!st)
		st = session_reach(s, number, err);
	return st ? st : work_begin(s, err);
}

enum status
propose(struct session *s, int64_t number, const struct decision_input *in, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct receipt r = { 0 };
	enum status st = begin(s, number, err);

	if (st)
		return st;
	st = work_end(s, propose_inside(s, number, in, a, &r, err), err);
	if (st)
		return st;
	r.summary = arena_printf(a, _("dossier %lld : proposition, %s"), (long long)number,
		proposal_text(a, &in->d));
	*out = r;
	return OK;
}

/* The whole row stands in the act: undoing it brings everything back. */
static enum status
withdraw_inside(
	struct session *s, int64_t number, struct arena *a, struct receipt *out, struct err *err)
{
	struct plan p = { .verb = VERB_PROPOSE, .dossier = number };
	struct str key = key_of_sheet(a, number, s->who.login);
	const struct entity_row *row = &entity_rows[ENTITY_PROPOSAL];
	struct people people;
	enum status st = people_load(s, number, a, &people, err);

	for (size_t i = 0; i < row->field_count && !st; i++)
		st = plan_set(s, a, &p, ENTITY_PROPOSAL, key, row->fields[i].name, STR_NONE, err);
	if (!st && !p.count)
		st = err_set(err, ERR_INPUT,
			_("vous n'avez pas de proposition sur le dossier %lld : rien à retirer"),
			(long long)number);
	if (!st && !proposal_waits(people.state))
		st = err_set(err, ERR_INPUT,
			_("le dossier est « %s » : la proposition ne se retire plus, elle reste "
			  "dans son histoire"),
			_(state_rows[people.state].label));
	return st ? st : work_record(s, a, &p, 1, out, err);
}

enum status
propose_withdraw(
	struct session *s, int64_t number, struct arena *a, struct receipt *out, struct err *err)
{
	struct receipt r = { 0 };
	enum status st = begin(s, number, err);

	if (st)
		return st;
	st = work_end(s, withdraw_inside(s, number, a, &r, err), err);
	if (st)
		return st;
	r.summary = arena_printf(a, _("dossier %lld : proposition retirée"), (long long)number);
	*out = r;
	return OK;
}

static bool
proposal_view(struct session *s, struct arena *a, const struct record *r, struct proposal *out)
{
	struct proposal v = { 0 };
	struct str key[4] = { { 0 } };
	const struct motive *m;

	if (!proposal_of_row(r->values, &v.d))
		return false;
	key_split(r->key, key);
	m = motive_find(config_motives(&s->config), v.d.reason);
	v.agent = key[1];
	v.agent_name = agent_name(s, v.agent, a);
	v.reason_label = m ? str_z(m->label) : v.d.reason;
	v.own = str_eqz(v.agent, s->who.login);
	if (!record_int(r->values, ENTITY_PROPOSAL, "proposed_at", &v.at.ms))
		v.at = INSTANT_NONE;
	*out = v;
	return true;
}

static int
by_time(const void *x, const void *y)
{
	const struct proposal *a = x, *b = y;
	int order = (a->at.ms > b->at.ms) - (a->at.ms < b->at.ms);

	return order ? order : str_cmp(a->agent, b->agent);
}

enum status
proposals_in(struct session *s, int64_t number, enum state state, struct arena *a,
	struct proposal **out, size_t *count, struct err *err)
{
	struct record *rows;
	struct proposal *list;
	size_t n, kept = 0;
	enum status st = store_rows(s->store, ENTITY_PROPOSAL, number, a, &rows, &n, err);

	if (st)
		return st;
	list = ARENA_ARRAY(a, struct proposal, n ? n : 1);
	for (size_t i = 0; i < n; i++)
		if (proposal_view(s, a, &rows[i], &list[kept]))
			list[kept++].waits = proposal_waits(state);
	qsort(list, kept, sizeof *list, by_time);
	*out = list;
	*count = kept;
	return OK;
}

enum status
proposals(struct session *s, int64_t number, struct arena *a, struct proposal **out, size_t *count,
	struct err *err)
{
	struct people p;
	enum status st = session_reach(s, number, err);

	if (!st)
		st = people_load(s, number, a, &p, err);
	return st ? st : proposals_in(s, number, p.state, a, out, count, err);
}
