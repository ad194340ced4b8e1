/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/decide.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "sheet.h"
#include "verdict.h"

enum status
decide_preview(struct session *s, int64_t number, const struct decision_input *in, struct arena *a,
	struct decision_preview *out, struct err *err)
{
	return verdict_preview(s, number, in, false, a, out, err);
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
	enum status st = verdict_seen(s, a, number, in->seen, err);

	d.text = utf8_clean(a, d.text, CLEAN_TEXT, DECISION_TEXT_MAX).text;
	if (!st)
		st = verdict_load(s, number, &d, a, &v, err);
	if (!st)
		st = verdict_rules(s, a, &v, err);
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
	struct cleaned c = utf8_clean(&a, text, CLEAN_TEXT, DECISION_TEXT_MAX);
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
