/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/assign.h"

#include "pupitre/base/i18n.h"
#include "move_plan.h"

enum status
assign_check(struct session *s, struct arena *a, struct str login, struct err *err)
{
	struct str values[RECORD_FIELDS];
	bool found;
	enum status st = store_row(s->store, ENTITY_AGENT, login, a, values, &found, err);

	if (st || found)
		return st;
	return err_set(err, ERR_INPUT, _("agent « %.*s » inconnu : voyez « pupitre agent list »"),
		STR_ARG(login));
}

enum status
plan_assign(struct session *s, struct arena *a, struct plan *p, int64_t number, struct str login,
	bool assigned, struct err *err)
{
	struct str key = key_of_sheet(a, number, arena_z(a, login)), was;
	enum status st = store_get(s->store, ENTITY_ASSIGNMENT, key, 0, a, &was, err);

	p->verb = VERB_ASSIGN;
	p->dossier = number;
	if (st || (was.ptr != NULL) == assigned)
		return st;
	return plan_set(s, a, p, ENTITY_ASSIGNMENT, key, "since",
		assigned ? int_text(a, clock_now(&s->clock).ms) : STR_NONE, err);
}

static enum status
assign_inside(struct session *s, int64_t number, struct str login, bool assigned, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct plan p = { 0 };
	enum status st = session_require(s, CAN_ASSIGN, err);

	if (!st)
		st = session_reach(s, number, err);
	if (!st)
		st = assign_check(s, a, login, err);
	if (!st)
		st = plan_assign(s, a, &p, number, login, assigned, err);
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
