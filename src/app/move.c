/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/move.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "facts.h"
#include "move_plan.h"

enum { REASON_MAX = 20000 }; /* code points */

/* Asking for pieces opens a suspension of the clock, leaving that state closes it. */
static enum status
plan_suspension(struct session *s, struct arena *a, struct plan *p, const struct people *people,
	enum state to, struct str reason, struct err *err)
{
	struct day_text today = day_iso(session_today(s));
	struct str key;
	enum status st;

	if (to == STATE_INCOMPLETE) {
		key = str_z(arena_printf(a, "%lld/%s", (long long)p->dossier, today.s));
		st = plan_set(s, a, p, ENTITY_SUSPENSION, key, "pieces", reason, err);
		return st ? st
			  : plan_set(s, a, p, ENTITY_SUSPENSION, key, "received", STR_NONE, err);
	}
	for (size_t i = 0; i < people->suspension_count; i++) {
		const struct suspension *open = &people->suspensions[i];

		if (day_is(open->until))
			continue;
		key = str_z(
			arena_printf(a, "%lld/%s", (long long)p->dossier, day_iso(open->from).s));
		return plan_set(s, a, p, ENTITY_SUSPENSION, key, "received",
			str_z(arena_printf(a, "%s", today.s)), err);
	}
	return OK;
}

struct str
move_reason(struct arena *a, struct str text)
{
	return utf8_clean(a, text, CLEAN_TEXT, REASON_MAX).text;
}

enum status
plan_move(struct session *s, struct arena *a, struct plan *p, int64_t number, enum state to,
	struct str reason, struct err *err)
{
	struct str key = key_of_dossier(a, number);
	struct dossier d;
	struct people people;
	struct move_facts facts;
	enum status st = facts_load(s, number, a, &d, &people, err);

	p->verb = VERB_MOVE;
	p->dossier = number;
	if (st)
		return st;
	facts = facts_of_move(s, &d, &people, reason);
	st = workflow_check_move(people.state, to, &facts, s->who.roles, err);
	if (!st)
		st = plan_set(
			s, a, p, ENTITY_INSTRUCTION, key, "state", str_z(state_rows[to].code), err);
	if (!st)
		st = plan_set(s, a, p, ENTITY_INSTRUCTION, key, "reason",
			reason.len ? reason : STR_NONE, err);
	return st ? st : plan_suspension(s, a, p, &people, to, reason, err);
}

enum status
move_state(struct session *s, int64_t number, enum state to, struct str reason, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct receipt r = { 0 };
	struct plan p = { 0 };
	enum status st = work_begin(s, err);

	if (st)
		return st;
	st = plan_move(s, a, &p, number, to, move_reason(a, reason), err);
	if (!st)
		st = work_record(s, a, &p, 1, &r, err);
	st = work_end(s, st, err);
	if (st)
		return st;
	r.summary =
		arena_printf(a, _("dossier %lld : %s"), (long long)number, _(state_rows[to].label));
	*out = r;
	return OK;
}
