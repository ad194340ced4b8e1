/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/assign.h"

#include "pupitre/app/manage.h"
#include "pupitre/base/i18n.h"
#include "pupitre/store/list.h"
#include "move_plan.h"

/* Says who could be meant. */
static enum status
refuse_unknown(struct session *s, struct arena *a, struct str login, struct err *err)
{
	enum { NAMED = 6 };
	struct agent_view *agents;
	const char *names = "";
	size_t n, named = 0;
	enum status st = agents_list(s, a, &agents, &n, err);

	if (st)
		return st;
	for (size_t i = 0; i < n; i++) {
		if (!agents[i].active || !role_can(agents[i].roles, CAN_EVALUATE))
			continue;
		if (named++ < NAMED)
			names = arena_printf(
				a, "%s%s%.*s", names, *names ? ", " : "", STR_ARG(agents[i].login));
	}
	return err_set(err, ERR_INPUT, _("agent « %.*s » inconnu ; par exemple %s%s"),
		STR_ARG(login), names, named > NAMED ? "…" : "");
}

enum status
assign_check(struct session *s, struct arena *a, struct str login, bool assigned, struct err *err)
{
	struct str values[RECORD_FIELDS];
	unsigned roles = 0;
	bool found;
	enum status st = store_row(s->store, ENTITY_AGENT, login, a, values, &found, err);

	if (st)
		return st;
	if (!found)
		return refuse_unknown(s, a, login, err);
	if (!assigned)
		return OK;
	if (!roles_parse(record_field(values, ENTITY_AGENT, "roles"), &roles) ||
		!role_can(roles, CAN_EVALUATE) ||
		!str_eqz(record_field(values, ENTITY_AGENT, "active"), "1"))
		return err_set(err, ERR_INPUT,
			_("%.*s ne peut pas évaluer : il faut un agent actif, %s"), STR_ARG(login),
			roles_any(a, capability_roles[CAN_EVALUATE]));
	return OK;
}

/* What an assignment would have to suit: the dossier is undecided, and the agent may see and mark it. */
static enum status
check_suits(struct session *s, struct arena *a, int64_t number, struct str login, struct err *err)
{
	struct viewer v = { .departments = STR("*"), .today = session_today(s) };
	struct str values[RECORD_FIELDS], departments;
	struct list_row row;
	bool found;
	enum status st = store_list_row(s->store, number, &v, a, &row, &found, err);

	if (!st && state_rows[row.state].stage >= STAGE_DECIDED)
		return err_set(err, ERR_INPUT,
			_("le dossier est « %s » : décidé, il ne s'évalue plus ; annulez d'abord "
			  "la décision si elle n'est pas notifiée"),
			_(state_rows[row.state].label));
	if (!st)
		st = store_row(s->store, ENTITY_AGENT, login, a, values, &found, err);
	if (st)
		return st;
	departments = record_field(values, ENTITY_AGENT, "departments");
	if (!scope_holds(departments, row.department))
		return err_set(err, ERR_INPUT,
			_("%.*s ne le verrait pas : ses départements sont %.*s ; affectez un agent "
			  "de ce département"),
			STR_ARG(login), STR_ARG(departments.len ? departments : STR("-")));
	return OK;
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
	if (assigned)
		st = check_suits(s, a, number, login, err);
	if (st)
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
		st = assign_check(s, a, login, assigned, err);
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
