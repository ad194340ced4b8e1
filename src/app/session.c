/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/session.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pupitre/app/bundle.h"
#include "pupitre/base/env.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/territory.h"
#include "pupitre/store/acts.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/list.h"
#include "deadlines.h"
#include "session_priv.h"

struct str
record_field(const struct str *values, enum entity e, const char *field)
{
	int i = entity_field_find(e, str_z(field));

	if (i < 0)
		die("entity %s has no field %s", entity_rows[e].code, field);
	return values[i];
}

bool
record_int(const struct str *values, enum entity e, const char *field, int64_t *out)
{
	struct str s = record_field(values, e, field);

	return s.ptr && str_int(s, out);
}

const char *
session_base_path(struct arena *a, const char *option)
{
	const char *home = env_get(ENV_HOME);

	if (option)
		return option;
	if (env_get(ENV_BASE))
		return env_get(ENV_BASE);
	if (env_get(ENV_DATA_HOME))
		return arena_printf(a, "%s/pupitre/base.db", env_get(ENV_DATA_HOME));
	return arena_printf(a, "%s/.local/share/pupitre/base.db", home ? home : ".");
}

static enum status
campaign_load(struct session *s, struct hash *grid, struct err *err)
{
	struct str v[RECORD_FIELDS], kind, frozen;
	bool found;
	enum status st = store_row(s->store, ENTITY_CAMPAIGN, STR("1"), &s->arena, v, &found, err);

	if (st)
		return st;
	if (!found || !hash_parse(record_field(v, ENTITY_CAMPAIGN, "grid"), grid))
		return err_set(err, ERR_SYSTEM,
			_("la base n'a pas de campagne : elle est incomplète ; reprenez une "
			  "sauvegarde"));
	kind = record_field(v, ENTITY_CAMPAIGN, "kind");
	frozen = record_field(v, ENTITY_CAMPAIGN, "frozen_day");
	s->campaign.name = arena_z(&s->arena, record_field(v, ENTITY_CAMPAIGN, "name"));
	s->campaign.region = arena_z(&s->arena, record_field(v, ENTITY_CAMPAIGN, "region"));
	s->campaign.kind = str_eqz(kind, "demo")   ? BASE_DEMO
			   : str_eqz(kind, "test") ? BASE_TEST
						   : BASE_LIVE;
	s->clock.frozen_day = DAY_NONE;
	if (s->campaign.kind != BASE_LIVE && frozen.ptr &&
		!day_parse_iso(frozen, &s->clock.frozen_day))
		s->clock.frozen_day = DAY_NONE;
	return OK;
}

static enum status
grid_in_force(struct session *s, struct hash hash, struct err *err)
{
	struct str yaml;
	enum status st = store_grid_load(s->store, hash, &s->arena, &yaml, err);

	/* Nearly always the file that "init" loaded, read already by config_load. */
	if (!st && str_eq(yaml, s->config.grid.yaml))
		s->grid = s->config.grid;
	else if (!st)
		st = grid_parse(_("grille de la base"), yaml, &s->arena, &s->grid, err);
	return st;
}

enum status
session_reload(struct session *s, struct err *err)
{
	struct hash grid;
	enum status st = campaign_load(s, &grid, err);

	return st ? st : grid_in_force(s, grid, err);
}

void
session_honour_test_variables(struct session *s)
{
	const char *clock = env_get(ENV_TEST_CLOCK), *seed = env_get(ENV_TEST_SEED);
	int64_t n;

	s->clock.fixed = INSTANT_NONE;
	if (s->campaign.kind == BASE_LIVE)
		return;
	if (clock && !instant_parse(str_z(clock), &s->clock.fixed))
		s->clock.fixed = INSTANT_NONE;
	if (seed && str_int(str_z(seed), &n))
		s->ids.seed = (uint64_t)n;
}

const char *
session_login(struct arena *a, const struct session_options *o)
{
	const struct passwd *pw;

	if (o->login)
		return arena_z(a, str_z(o->login));
	pw = getpwuid(geteuid());
	return pw ? arena_z(a, str_z(pw->pw_name)) : arena_printf(a, "uid%u", (unsigned)geteuid());
}

/* The agent who made the base: on a demonstration whoever opens it sits in that chair. */
static enum status
founder(struct session *s, const char **login, struct err *err)
{
	struct act_row *acts;
	size_t n;
	enum status st = act_page(s->store, 0, 2, 1, &s->arena, &acts, &n, err);

	if (!st && n == 1)
		*login = arena_z(&s->arena, acts[0].act.agent);
	return st;
}

static bool
agent_take(struct session *s, const char *login, const struct str *v)
{
	if (!str_eqz(record_field(v, ENTITY_AGENT, "active"), "1"))
		return false;
	s->who.login = login;
	s->who.name = arena_z(&s->arena, record_field(v, ENTITY_AGENT, "name"));
	s->who.departments = arena_z(&s->arena, record_field(v, ENTITY_AGENT, "departments"));
	return roles_parse(record_field(v, ENTITY_AGENT, "roles"), &s->who.roles);
}

static enum status
agent_load(struct session *s, const char *login, struct err *err)
{
	struct str v[RECORD_FIELDS];
	bool found;
	enum status st = store_row(s->store, ENTITY_AGENT, str_z(login), &s->arena, v, &found, err);

	if (st)
		return st;
	if (!found || !agent_take(s, login, v))
		return err_set(err, ERR_DENIED,
			_("« %s » n'est pas un agent actif de cette base : un administrateur "
			  "l'ajoute par « pupitre agent add %s », ou nommez l'agent par --as"),
			login, login);
	return OK;
}

/* Only what changed is copied: a session lives for days and writes thousands of times. */
static bool
same_agent(const struct session *s, const struct str *v)
{
	unsigned roles;

	return str_eqz(record_field(v, ENTITY_AGENT, "active"), "1") &&
	       str_eqz(record_field(v, ENTITY_AGENT, "name"), s->who.name) &&
	       str_eqz(record_field(v, ENTITY_AGENT, "departments"), s->who.departments) &&
	       roles_parse(record_field(v, ENTITY_AGENT, "roles"), &roles) && roles == s->who.roles;
}

enum status
session_refresh_rights(struct session *s, struct err *err)
{
	struct arena a = { 0 };
	struct str v[RECORD_FIELDS];
	bool found;
	enum status st;

	if (!s->who.name)
		return OK;
	st = store_row(s->store, ENTITY_AGENT, str_z(s->who.login), &a, v, &found, err);
	if (!st && (!found || !same_agent(s, v)))
		st = agent_load(s, s->who.login, err);
	arena_done(&a);
	return st;
}

/* The delegate of a mallette: the agent that its row names, else the only one who is active there. */
static enum status
delegate(struct session *s, const char **login, struct err *err)
{
	struct hex_text bundle = uid_hex(store_bundle(s->store));
	struct str v[RECORD_FIELDS];
	struct record *rows;
	size_t n, active = 0;
	bool found;
	enum status st =
		store_row(s->store, ENTITY_BUNDLE, str_z(bundle.s), &s->arena, v, &found, err);

	if (!st && found) {
		*login = arena_z(&s->arena, record_field(v, ENTITY_BUNDLE, "agent"));
		return OK;
	}
	if (!st)
		st = store_rows(s->store, ENTITY_AGENT, 0, &s->arena, &rows, &n, err);
	for (size_t i = 0; !st && i < n; i++)
		if (str_eqz(record_field(rows[i].values, ENTITY_AGENT, "active"), "1")) {
			*login = arena_z(&s->arena, rows[i].key);
			active++;
		}
	if (!st && active != 1)
		st = err_set(err, ERR_SYSTEM,
			_("la mallette n'a pas son délégué : elle est incomplète ; redemandez-la à "
			  "l'hôte"));
	return st;
}

/* Whoever types: a mallette is its delegate's, and every act made there is his. */
static enum status
sit_down_offline(struct session *s, const struct session_options *o, struct err *err)
{
	const char *login = NULL;
	enum status st = delegate(s, &login, err);

	s->origin = ORIGIN_BUNDLE;
	if (!st)
		st = agent_load(s, login, err);
	if (!st && o->login && strcmp(o->login, login) != 0)
		st = err_set(err, ERR_DENIED,
			_("cette mallette appartient à %s (%s) : personne d'autre n'y agit ; "
			  "ouvrez-la sans --as, ou demandez à l'hôte une mallette pour « %s »"),
			s->who.name, login, o->login);
	return st;
}

static enum status
sit_down(struct session *s, const struct session_options *o, struct err *err)
{
	const char *login = session_login(&s->arena, o);
	struct str v[RECORD_FIELDS];
	bool found;
	enum status st = OK;

	if (session_offline(s))
		return sit_down_offline(s, o, err);
	if (!o->login && s->campaign.kind == BASE_DEMO) {
		st = store_row(s->store, ENTITY_AGENT, str_z(login), &s->arena, v, &found, err);
		if (!st && !found)
			st = founder(s, &login, err);
	}
	return st ? st : agent_load(s, arena_z(&s->arena, str_z(login)), err);
}

/* Base files are 0600: who can open one is its owner, who may act as anybody, or root. */
static enum status
check_owner(const char *path, const struct session_options *o, struct err *err)
{
	struct stat sb;

	if (stat(path, &sb) || !o->login || geteuid() == 0 || sb.st_uid == geteuid())
		return OK;
	return err_set(
		err, ERR_DENIED, _("--as n'est permis qu'au propriétaire de la base %s"), path);
}

enum status
session_open(const struct session_options *o, struct session **out, struct err *err)
{
	struct session *s = calloc(1, sizeof *s);
	struct store_options so = { .any_file_system = o->any_file_system };
	enum status st;

	if (!s)
		die("out of memory");
	s->origin = o->origin;
	s->as = o->login ? arena_z(&s->arena, str_z(o->login)) : NULL;
	s->config_folder = o->config ? arena_z(&s->arena, str_z(o->config)) : NULL;
	s->campaign.path = arena_z(&s->arena, str_z(session_base_path(&s->arena, o->base)));
	s->clock = (struct clock){ DAY_NONE, INSTANT_NONE };
	st = config_load(o->config, &s->config, err);
	if (!st)
		st = store_open(s->campaign.path, &so, &s->store, err);
	if (!st)
		st = check_owner(s->campaign.path, o, err);
	if (!st)
		st = session_reload(s, err);
	if (!st) {
		session_honour_test_variables(s);
		st = sit_down(s, o, err);
	}
	if (!st)
		st = deadlines_settle(s, err);
	if (st) {
		session_close(s);
		return st;
	}
	*out = s;
	return OK;
}

void
session_close(struct session *s)
{
	if (!s)
		return;
	store_close(s->store);
	tag_steps_done(&s->tag_steps);
	config_done(&s->config);
	arena_done(&s->arena);
	free(s);
}

const struct who *
session_who(const struct session *s)
{
	return &s->who;
}

const struct campaign_view *
session_campaign(const struct session *s)
{
	return &s->campaign;
}

const struct grid *
session_grid(const struct session *s)
{
	return &s->grid;
}

const struct config *
session_config(const struct session *s)
{
	return &s->config;
}

const struct motives *
session_motives(struct session *s)
{
	return config_motives(&s->config);
}

struct day
session_today(struct session *s)
{
	return clock_today(&s->clock);
}

bool
session_can(const struct session *s, enum capability cap)
{
	return role_can(s->who.roles, cap);
}

void
session_on_wait(
	struct session *s, bool (*tick)(void *ctx, const char *holder, int waited), void *ctx)
{
	s->wait_tick = tick;
	s->wait_ctx = ctx;
}

int64_t
session_data_version(struct session *s)
{
	return store_data_version(s->store);
}

enum status
session_read_begin(struct session *s, struct err *err)
{
	if (!store_writing(s->store) && !store_reading(s->store)) {
		enum status st = store_read_begin(s->store, err);

		if (st)
			return st;
		s->reading = true;
	}
	s->readings++;
	return OK;
}

void
session_read_end(struct session *s)
{
	if (--s->readings > 0 || !s->reading)
		return;
	s->reading = false;
	store_read_end(s->store);
}

void
session_on_stop(struct session *s, bool (*stop)(void *ctx), void *ctx)
{
	store_on_progress(s->store, stop, ctx);
}

enum status
session_require(const struct session *s, enum capability cap, struct err *err)
{
	struct arena a = { 0 };
	enum status st = OK;

	if (!role_can(s->who.roles, cap))
		st = err_set(err, ERR_DENIED,
			_("%s ne peut pas %s : il faut être %s ; votre rôle : %s"), s->who.login,
			_(capability_labels[cap]), roles_any(&a, capability_roles[cap]),
			s->who.roles ? roles_text(&a, s->who.roles, true) : _("aucun"));
	arena_done(&a);
	return st;
}

enum status
session_reach(struct session *s, int64_t number, struct err *err)
{
	struct viewer v = { .departments = STR("*"), .today = session_today(s) };
	struct arena a = { 0 };
	struct list_row row;
	bool found;
	enum status st = store_list_row(s->store, number, &v, &a, &row, &found, err);

	if (!st && !found)
		st = err_set(err, ERR_INPUT,
			_("le dossier %lld n'est pas dans la base : vérifiez le numéro, ou "
			  "importez-le"),
			(long long)number);
	else if (!st && !scope_holds(str_z(s->who.departments), row.department))
		st = err_set(err, ERR_DENIED,
			_("le dossier %lld (département %.*s) est hors de votre périmètre (%s)"),
			(long long)number, STR_ARG(row.department.ptr ? row.department : STR("?")),
			s->who.departments);
	arena_done(&a);
	return st;
}
