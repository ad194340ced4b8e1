/* SPDX-License-Identifier: EUPL-1.2 */
/* The people known to the base. */
#include "pupitre/app/manage.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/territory.h"
#include "work.h"

enum status
agents_list(struct session *s, struct arena *a, struct agent_view **list, size_t *count,
	struct err *err)
{
	struct record *rows;
	struct agent_view *v;
	size_t n;
	enum status st = store_rows(s->store, ENTITY_AGENT, 0, a, &rows, &n, err);

	if (st)
		return st;
	v = ARENA_ARRAY(a, struct agent_view, n ? n : 1);
	for (size_t i = 0; i < n; i++) {
		const struct str *f = rows[i].values;

		v[i].login = rows[i].key;
		v[i].name = record_field(f, ENTITY_AGENT, "name");
		v[i].departments = record_field(f, ENTITY_AGENT, "departments");
		v[i].active = str_eqz(record_field(f, ENTITY_AGENT, "active"), "1");
		if (!roles_parse(record_field(f, ENTITY_AGENT, "roles"), &v[i].roles))
			v[i].roles = 0;
	}
	*list = v;
	*count = n;
	return OK;
}

static enum status
check_login(struct str login, struct err *err)
{
	for (size_t i = 0; i < login.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789.-_", login.ptr[i]))
			return err_set(err, ERR_INPUT,
				_("identifiant « %.*s » : minuscules sans accent, chiffres, point, "
				  "tiret"),
				STR_ARG(login));
	if (login.len && login.len <= 32)
		return OK;
	return err_set(err, ERR_INPUT, _("un identifiant a de 1 à 32 caractères"));
}

static enum status
check_departments(struct str list, struct err *err)
{
	struct str one, code, name, region;
	bool more = list.len > 0 && !str_eqz(list, "*");

	while (more) {
		more = str_cut(&list, ',', &one);
		if (!department_find(one, &code, &name, &region) || !str_eq(one, code))
			return err_set(err, ERR_INPUT,
				_("département « %.*s » inconnu : donnez des codes comme 45,37, ou "
				  "*"),
				STR_ARG(one));
	}
	return OK;
}

static enum status
plan_agent(struct session *s, struct arena *a, struct plan *p, const struct agent_view *g,
	bool is_new, struct err *err)
{
	struct str name = utf8_clean(a, g->name, CLEAN_LINE, 200).text;
	enum status st = OK;

	if (g->name.ptr || is_new)
		st = plan_set(
			s, a, p, ENTITY_AGENT, g->login, "name", name.len ? name : g->login, err);
	if (!st && (g->roles || is_new))
		st = plan_set(s, a, p, ENTITY_AGENT, g->login, "roles",
			str_z(roles_text(a, g->roles, false)), err);
	if (!st && (g->departments.ptr || is_new))
		st = plan_set(s, a, p, ENTITY_AGENT, g->login, "departments",
			g->departments.ptr ? g->departments : STR("*"), err);
	return st ? st
		  : plan_set(s, a, p, ENTITY_AGENT, g->login, "active",
			    g->active ? STR("1") : STR("0"), err);
}

static enum status
set_inside(struct session *s, const struct agent_view *g, bool must_be_new, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct plan p = { .verb = VERB_AGENT };
	struct str values[RECORD_FIELDS];
	bool found;
	enum status st = session_require(s, CAN_CONFIGURE, err);

	if (!st)
		st = store_row(s->store, ENTITY_AGENT, g->login, a, values, &found, err);
	if (!st && found && must_be_new)
		st = err_set(err, ERR_INPUT,
			_("l'agent « %.*s » existe déjà : changez-le par « pupitre agent role »"),
			STR_ARG(g->login));
	if (!st && !found && !must_be_new)
		st = err_set(err, ERR_INPUT,
			_("l'agent « %.*s » n'existe pas : ajoutez-le par « pupitre agent add »"),
			STR_ARG(g->login));
	if (!st && !found && !g->roles)
		st = err_set(err, ERR_INPUT, _("l'agent « %.*s » n'a aucun rôle : donnez-en un"),
			STR_ARG(g->login));
	if (!st)
		st = plan_agent(s, a, &p, g, !found, err);
	return st ? st : work_record(s, a, &p, 1, out, err);
}

enum status
agent_set(struct session *s, const struct agent_view *agent, bool must_be_new, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct receipt r;
	enum status st = check_login(agent->login, err);

	if (!st)
		st = check_departments(agent->departments, err);
	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	st = work_end(s, set_inside(s, agent, must_be_new, a, &r, err), err);
	if (st)
		return st;
	r.summary = arena_printf(a, _("agent %.*s"), STR_ARG(agent->login));
	*out = r;
	return OK;
}
