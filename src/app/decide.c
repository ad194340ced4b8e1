/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/decide.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/store/acts.h"
#include "pupitre/store/dossiers.h"
#include "judge.h"
#include "facts.h"
#include "rules.h"
#include "sheet.h"
#include "work.h"

enum { TEXT_MAX = 20000 }; /* code points */

/* A decision being judged, defaults filled. */
struct verdict {
	struct dossier d;
	struct people p;
	struct decision decision;
	struct decision_facts facts;
	struct envelope envelope;
};

static enum status
verdict_load(struct session *s, int64_t number, const struct decision *in, struct arena *a,
	struct verdict *v, struct err *err)
{
	enum status st = facts_load(s, number, a, &v->d, &v->p, err);

	if (st)
		return st;
	v->decision = *in;
	if (!in->eligible.is && in->kind == DECISION_AWARD)
		v->decision.eligible = v->p.eligible.is ? v->p.eligible : v->d.total;
	st = decision_facts_load(s, a, number, &v->decision, &v->facts, &v->envelope, err);
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

static enum status
verdict_rules(struct session *s, const struct verdict *v, struct err *err)
{
	struct move_facts facts = facts_of_move(s, &v->d, &v->p, v->decision.text);
	enum status st = workflow_check_decision(
		v->p.state, decision_rows[v->decision.kind].leads_to, &facts, s->who.roles, err);

	return st ? st : decision_check(&v->decision, &v->facts, err);
}

enum status
decide_preview(struct session *s, int64_t number, const struct decision_input *in, struct arena *a,
	struct decision_preview *out, struct err *err)
{
	struct decision_preview pv = { 0 };
	struct verdict v = { 0 };
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
	pv.verdict = verdict_rules(s, &v, &pv.refusal);
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

static enum status
check_seen(struct session *s, struct arena *a, int64_t number, struct uid seen, struct err *err)
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

static enum status
plan_decision(struct session *s, struct arena *a, struct plan *p, const struct verdict *v,
	struct err *err)
{
	struct str key = key_of_dossier(a, v->d.number);
	const struct decision *d = &v->decision;
	const struct decision_row *row = &decision_rows[d->kind];
	const struct {
		enum entity entity;
		const char *field;
		struct str value;
	} sets[] = {
		{ ENTITY_DECISION, "kind", str_z(row->code) },
		{ ENTITY_DECISION, "eligible_cents", money_value(a, d->eligible) },
		{ ENTITY_DECISION, "amount_cents", money_value(a, d->amount) },
		{ ENTITY_DECISION, "envelope", d->envelope },
		{ ENTITY_DECISION, "reason", d->reason.len ? d->reason : STR_NONE },
		{ ENTITY_DECISION, "text", d->text.len ? d->text : STR_NONE },
		{ ENTITY_DECISION, "origin", str_z(origin_codes[s->origin]) },
		{ ENTITY_DECISION, "agent", str_z(s->who.login) },
		{ ENTITY_DECISION, "decided_at", int_text(a, clock_now(&s->clock).ms) },
		{ ENTITY_INSTRUCTION, "state", str_z(state_rows[row->leads_to].code) },
		{ ENTITY_INSTRUCTION, "eligible_cents",
			money_value(a, d->eligible.is ? d->eligible : v->p.eligible) },
	};
	enum status st = OK;

	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = plan_set(s, a, p, sets[i].entity, key, sets[i].field, sets[i].value, err);
	return st;
}

static enum status
decide_inside(struct session *s, int64_t number, const struct decision_input *in, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct draft_key k = draft_of(s, number, DRAFT_DECIDE);
	struct plan p = { .verb = VERB_DECIDE, .dossier = number };
	struct decision d = in->d;
	struct verdict v = { 0 };
	enum status st = check_seen(s, a, number, in->seen, err);

	d.text = utf8_clean(a, d.text, CLEAN_TEXT, TEXT_MAX).text;
	if (!st)
		st = verdict_load(s, number, &d, a, &v, err);
	if (!st)
		st = verdict_rules(s, &v, err);
	if (!st)
		st = plan_decision(s, a, &p, &v, err);
	if (!st)
		st = work_record(s, a, &p, 1, out, err);
	return st ? st : draft_clear(s->store, &k, err);
}

static const char *
decision_summary(struct arena *a, int64_t number, const struct decision *d)
{
	if (decision_rows[d->kind].has_amount && d->amount.is)
		return arena_printf(a, _("dossier %lld : %s, %s"), (long long)number,
			_(decision_rows[d->kind].label), money_text(d->amount.m).s);
	return arena_printf(
		a, _("dossier %lld : %s"), (long long)number, _(decision_rows[d->kind].label));
}

enum status
decide(struct session *s, int64_t number, const struct decision_input *in, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct receipt r = { 0 };
	enum status st = session_require(s, CAN_DECIDE, err);

	if (!st)
		st = session_reach(s, number, err);
	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	st = work_end(s, decide_inside(s, number, in, a, &r, err), err);
	if (st)
		return st;
	r.summary = decision_summary(a, number, &in->d);
	*out = r;
	return OK;
}

enum status
decide_draft_set(
	struct session *s, int64_t number, const char *field, struct str text, struct err *err)
{
	struct draft_key k = draft_of(s, number, DRAFT_DECIDE);
	struct arena a = { 0 };
	struct cleaned c = utf8_clean(&a, text, CLEAN_TEXT, TEXT_MAX);
	enum status st = session_reach(s, number, err);

	if (!st)
		st = work_begin(s, err);
	if (!st)
		st = work_end(s, draft_set(s->store, &k, str_z(field), c.text, err), err);
	arena_done(&a);
	return st;
}

enum status
decide_draft_get(struct session *s, int64_t number, const char *field, struct arena *a,
	struct str *out, struct err *err)
{
	struct draft_key k = draft_of(s, number, DRAFT_DECIDE);

	return draft_get(s->store, &k, str_z(field), a, out, err);
}
