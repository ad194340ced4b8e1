/* SPDX-License-Identifier: EUPL-1.2 */
/* agent list, add, role: who may do what, where. */
#include "commands.h"
#include "out_json.h"
#include "table.h"

#include "pupitre/app/manage.h"
#include "pupitre/base/i18n.h"

enum { AGENT_COLUMNS = 5 };

static void
roles_json(struct json *j, unsigned roles)
{
	json_key(j, "roles");
	json_open(j, '[');
	for (int i = 0; i < ROLE_COUNT; i++)
		if (roles & role_rows[i].bit)
			json_str(j, str_z(role_rows[i].code));
	json_close(j);
}

static void
list_json(struct buf *out, const struct agent_view *list, size_t count)
{
	struct json j = { .out = out };

	json_open(&j, '[');
	for (size_t i = 0; i < count; i++) {
		json_open(&j, '{');
		member_str(&j, "login", list[i].login);
		member_str(&j, "name", list[i].name);
		roles_json(&j, list[i].roles);
		member_str(&j, "departments", list[i].departments);
		member_bool(&j, "active", list[i].active);
		json_close(&j);
	}
	json_close(&j);
	buf_addc(out, '\n');
}

static void
list_text(struct call *c, const struct agent_view *list, size_t count)
{
	struct table_column cols[AGENT_COLUMNS] = {
		{ N_("Login"), 0, false },
		{ N_("Nom"), 0, false },
		{ N_("Rôles"), 0, false },
		{ N_("Départements"), 0, false },
		{ N_("Actif"), 0, false },
	};
	struct str *cells = ARENA_ARRAY(&c->arena, struct str, AGENT_COLUMNS * count + 1);

	for (size_t i = 0; i < count; i++) {
		struct str *row = cells + i * AGENT_COLUMNS;

		row[0] = list[i].login;
		row[1] = list[i].name;
		row[2] = str_z(roles_text(&c->arena, list[i].roles, true));
		row[3] = str_eqz(list[i].departments, "*") ? str_z(_("tous")) : list[i].departments;
		row[4] = str_z(list[i].active ? _("oui") : _("non"));
	}
	table_fit(cols, AGENT_COLUMNS, cells, count, call_columns());
	table_titles(&c->out, &c->arena, cols, AGENT_COLUMNS);
	for (size_t i = 0; i < count; i++)
		table_line(&c->out, &c->arena, cols, AGENT_COLUMNS, cells + i * AGENT_COLUMNS);
}

enum status
run_agent_list(struct call *c, struct err *err)
{
	struct agent_view *list;
	size_t count;
	enum status st = call_session(c, err);

	if (st == OK)
		st = agents_list(c->session, &c->arena, &list, &count, err);
	if (st != OK)
		return st;
	if (c->format == FORMAT_JSON)
		list_json(&c->out, list, count);
	else
		list_text(c, list, count);
	return OK;
}

static enum status
read_roles(const char *text, unsigned *out, struct err *err)
{
	if (!text)
		return OK;
	if (roles_parse(str_z(text), out) && *out)
		return OK;
	return err_set(err, ERR_USAGE,
		_("rôles inconnus : « %s » ; rôles : reader, instructor, delegate, supervisor, "
		  "administrator, séparés par des virgules"),
		text);
}

static enum status
save(struct call *c, const struct agent_view *agent, bool must_be_new, struct err *err)
{
	struct receipt r;
	enum status st = agent_set(c->session, agent, must_be_new, &c->arena, &r, err);

	if (st == OK)
		call_receipt(c, &r);
	return st;
}

enum status
run_agent_add(struct call *c, struct err *err)
{
	const char *departments = args_value(&c->args, "departments");
	const char *name = args_value(&c->args, "name");
	const char *roles = args_value(&c->args, "role");
	struct agent_view agent = {
		.login = str_z(c->args.words[0]),
		.name = str_z(name ? name : c->args.words[0]),
		.departments = str_z(departments ? departments : ""),
		.active = true,
	};

	if (!roles)
		return err_set(
			err, ERR_USAGE, _("il manque --role, par exemple --role instructor"));
	enum status st = read_roles(roles, &agent.roles, err);
	if (st == OK)
		st = call_session(c, err);
	return st == OK ? save(c, &agent, true, err) : st;
}

static enum status
find_agent(struct call *c, struct str login, struct agent_view *out, struct err *err)
{
	struct agent_view *list;
	size_t count;
	enum status st = agents_list(c->session, &c->arena, &list, &count, err);

	if (st != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		if (!str_eq(list[i].login, login))
			continue;
		*out = list[i];
		return OK;
	}
	return err_set(err, ERR_INPUT,
		_("agent inconnu : « %.*s » ; « pupitre agent list » les montre"), STR_ARG(login));
}

enum status
run_agent_role(struct call *c, struct err *err)
{
	struct agent_view agent;
	const char *departments = args_value(&c->args, "departments");
	const char *name = args_value(&c->args, "name");
	enum status st = call_session(c, err);

	if (st == OK)
		st = find_agent(c, str_z(c->args.words[0]), &agent, err);
	if (st == OK)
		st = read_roles(
			c->args.word_count > 1 ? c->args.words[1] : NULL, &agent.roles, err);
	if (st != OK)
		return st;
	if (departments)
		agent.departments = str_z(departments);
	if (name)
		agent.name = str_z(name);
	if (args_has(&c->args, "disable") || args_has(&c->args, "enable"))
		agent.active = !args_has(&c->args, "disable");
	return save(c, &agent, false, err);
}
