/* SPDX-License-Identifier: EUPL-1.2 */
#include "proposal_row.h"

static struct maybe_money
money_of(const struct str *v, const char *field)
{
	struct maybe_money m = { 0 };

	m.is = record_int(v, ENTITY_PROPOSAL, field, &m.m.cents);
	return m;
}

bool
proposal_of_row(const struct str values[RECORD_FIELDS], struct decision *out)
{
	struct decision d = {
		.eligible = money_of(values, "eligible_cents"),
		.amount = money_of(values, "amount_cents"),
		.envelope = record_field(values, ENTITY_PROPOSAL, "envelope"),
		.reason = record_field(values, ENTITY_PROPOSAL, "reason"),
		.text = record_field(values, ENTITY_PROPOSAL, "text"),
	};

	if (!decision_find(record_field(values, ENTITY_PROPOSAL, "kind"), &d.kind))
		return false;
	*out = d;
	return true;
}

/* The statement envelope_proposed says the same of all of them at once. */
bool
proposal_waits(enum state state)
{
	return state_rows[state].stage < STAGE_DECIDED && state != STATE_POSTPONED;
}

/* Absent: the proposal is taken back. */
static enum status
kind_after(struct session *s, struct arena *a, const struct change *changes, size_t n,
	struct str *out, struct err *err)
{
	int field = entity_field_find(ENTITY_PROPOSAL, STR("kind"));
	enum status st = OK;

	*out = STR_NONE;
	for (size_t i = 0; i < n && !st; i++) {
		if (changes[i].entity != ENTITY_PROPOSAL)
			continue;
		if (changes[i].field == field) {
			*out = changes[i].now;
			return OK;
		}
		st = store_get(s->store, ENTITY_PROPOSAL, changes[i].key, field, a, out, err);
	}
	return st;
}

enum status
proposal_may_come(struct session *s, struct arena *a, const struct change *changes, size_t n,
	enum state state, bool marks, bool *out, struct err *err)
{
	enum state path[STATE_COUNT];
	enum decision_kind kind;
	struct str code;
	enum status st = kind_after(s, a, changes, n, &code, err);

	if (st)
		return st;
	if (marks && workflow_path_to_marked(state, path))
		state = STATE_MARKED;
	*out = decision_find(code, &kind)
		       ? (state_rows[state].decided_next & 1u << decision_rows[kind].leads_to) != 0
		       : proposal_waits(state);
	return OK;
}
