/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/assign.h"

#include "pupitre/base/i18n.h"
#include "work.h"

static enum status
assign_inside(struct session *s, int64_t number, struct str login, bool assigned, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct plan p = { .verb = VERB_ASSIGN, .dossier = number };
	struct str values[RECORD_FIELDS], now = int_text(a, clock_now(&s->clock).ms);
	bool found;
	enum status st = session_require(s, CAN_ASSIGN, err);

	if (!st)
		st = session_reach(s, number, err);
	if (!st)
		st = store_row(s->store, ENTITY_AGENT, login, a, values, &found, err);
	if (!st && !found)
		st = err_set(err, ERR_INPUT,
			_("agent « %.*s » inconnu : voyez « pupitre agent list »"), STR_ARG(login));
	if (!st)
		st = plan_set(s, a, &p, ENTITY_ASSIGNMENT,
			key_of_sheet(a, number, arena_z(a, login)), "since",
			assigned ? now : STR_NONE, err);
	return st ? st : work_record(s, a, &p, 1, out, err);
}

enum status
assign(struct session *s, int64_t number, struct str login, bool assigned, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct receipt r = { 0 };
	enum status st = work_begin(s, err);

	if (st)
		return st;
	st = work_end(s, assign_inside(s, number, login, assigned, a, &r, err), err);
	if (!st)
		*out = r;
	return st;
}
