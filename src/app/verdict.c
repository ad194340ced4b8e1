/* SPDX-License-Identifier: EUPL-1.2 */
#include "verdict.h"

#include "pupitre/base/i18n.h"
#include "pupitre/store/acts.h"
#include "facts.h"
#include "judge.h"
#include "questions_guard.h"
#include "rules.h"

static enum status
facts_of(struct session *s, int64_t number, struct arena *a, struct verdict *v, struct err *err)
{
	if (v->proposed)
		return proposal_facts_load(s, a, number, str_z(s->who.login), &v->decision,
			&v->facts, &v->envelope, err);
	return decision_facts_load(s, a, number, &v->decision, &v->facts, &v->envelope, err);
}

enum status
verdict_load(struct session *s, int64_t number, const struct decision *in, struct arena *a,
	struct verdict *v, struct err *err)
{
	enum status st = facts_load(s, number, a, &v->d, &v->p, err);

	if (st)
		return st;
	v->decision = *in;
	if (!in->eligible.is && in->kind == DECISION_AWARD)
		v->decision.eligible = v->p.eligible.is ? v->p.eligible : v->d.total;
	st = facts_of(s, number, a, v, err);
	if (st)
		return st;
	if (!decision_rows[in->kind].has_amount) {
		v->decision.envelope = STR_NONE;
		v->decision.amount.is &= in->amount.m.cents != 0;
	}
	if (decision_rows[in->kind].has_amount && !in->envelope.ptr && v->facts.has_envelope)
		v->decision.envelope = v->envelope.code;
	return OK;
}

/* A proposal comes before visa and committee: only the state is asked for, as who decides would. */
static enum status
proposal_rules(struct session *s, const struct verdict *v, struct err *err)
{
	struct move_facts facts = facts_of_move(s, &v->d, &v->p, v->decision.text);
	enum status st = session_require(s, CAN_PROPOSE, err);

	facts.visa = facts.committee = false;
	if (!st && state_rows[v->p.state].stage >= STAGE_DECIDED)
		st = err_set(err, ERR_INPUT,
			_("le dossier est « %s » : il est déjà décidé, il n'y a plus rien à "
			  "proposer"),
			_(state_rows[v->p.state].label));
	if (!st)
		st = workflow_check_decision(v->p.state, decision_rows[v->decision.kind].leads_to,
			&facts, ROLE_SUPERVISOR, err);
	return st ? st : proposal_check(&v->decision, &v->facts, NULL, err);
}

enum status
verdict_rules(struct session *s, struct arena *a, const struct verdict *v, struct err *err)
{
	struct move_facts facts;
	enum status st;

	if (v->proposed)
		return proposal_rules(s, v, err);
	facts = facts_of_move(s, &v->d, &v->p, v->decision.text);
	st = workflow_check_decision(
		v->p.state, decision_rows[v->decision.kind].leads_to, &facts, s->who.roles, err);
	if (!st)
		st = questions_none_open(s, a, v->d.number, err);
	return st ? st : decision_check(&v->decision, &v->facts, err);
}

enum status
verdict_preview(struct session *s, int64_t number, const struct decision_input *in, bool proposed,
	struct arena *a, struct decision_preview *out, struct err *err)
{
	struct decision_preview pv = { 0 };
	struct verdict v = { .proposed = proposed };
	struct judgement j;
	enum status st = verdict_load(s, number, &in->d, a, &v, err);

	if (st)
		return st;
	pv.envelope = v.envelope;
	pv.has_envelope = v.facts.has_envelope;
	pv.left_before = v.facts.left;
	pv.left_after = v.facts.left;
	if (decision_rows[v.decision.kind].has_amount && v.decision.amount.is)
		pv.left_after.cents -= v.decision.amount.m.cents;
	pv.verdict = verdict_rules(s, a, &v, &pv.refusal);
	v.p.has_decision = true;
	v.p.decided_by_platform = false;
	v.p.decision = v.decision;
	judge(s, a, &v.d, &v.p, &j);
	pv.warnings = j.warnings;
	pv.warning_count = j.warning_count;
	*out = pv;
	return OK;
}

/* An act newer than what the person saw wrote this field: who and what, for the refusal. */
static enum status
unchanged_since(struct session *s, struct arena *a, struct uid seen, enum entity e, struct str key,
	const char *field, struct err *err)
{
	struct act_row rev, base = { 0 };
	struct uid id;
	bool found;
	enum status st =
		field_revision(s->store, e, key, entity_field_find(e, str_z(field)), &id, err);

	if (st || !uid_is(id) || uid_eq(id, seen))
		return st;
	st = act_find(s->store, seen, a, &base, &found, err);
	if (!st)
		st = act_find(s->store, id, a, &rev, &found, err);
	if (st || !found || rev.n <= base.n)
		return st;
	return err_set(err, ERR_CONFLICT,
		_("entre-temps, %.*s a enregistré le %s : %s ; relisez le dossier puis "
		  "recommencez"),
		STR_ARG(rev.act.agent), instant_fr(rev.act.at).s,
		_(entity_rows[e].fields[entity_field_find(e, str_z(field))].label));
}

enum status
verdict_seen(struct session *s, struct arena *a, int64_t number, struct uid seen, struct err *err)
{
	struct str key = key_of_dossier(a, number);
	enum status st;

	if (!uid_is(seen))
		return OK;
	st = unchanged_since(s, a, seen, ENTITY_INSTRUCTION, key, "state", err);
	if (!st)
		st = unchanged_since(s, a, seen, ENTITY_INSTRUCTION, key, "eligible_cents", err);
	if (!st)
		st = unchanged_since(s, a, seen, ENTITY_DECISION, key, "kind", err);
	return st;
}
