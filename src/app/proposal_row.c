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
