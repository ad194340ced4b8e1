/* SPDX-License-Identifier: EUPL-1.2 */
/* Creating a base: the file, then its first act. */
#include <stdlib.h>
#include <unistd.h>

#include "pupitre/app/manage.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "work.h"

static const char *const kind_codes[] = {
	[BASE_LIVE] = "live", [BASE_DEMO] = "demo", [BASE_TEST] = "test"
};

static enum status
plan_first(struct session *s, struct arena *a, struct plan *p, const struct base_options *b,
	struct err *err)
{
	struct str grid = str_z(arena_printf(a, "%s", hash_hex(s->grid.hash).s));
	struct str now = int_text(a, clock_now(&s->clock).ms);
	struct str login = str_z(s->who.login);
	struct str name =
		utf8_clean(a, str_z(b->name ? b->name : _("Campagne")), CLEAN_LINE, 200).text;
	const struct {
		enum entity entity;
		struct str key;
		const char *field;
		struct str value;
	} sets[] = {
		{ ENTITY_CAMPAIGN, STR("1"), "name", name },
		{ ENTITY_CAMPAIGN, STR("1"), "region", str_z(b->region) },
		{ ENTITY_CAMPAIGN, STR("1"), "kind", str_z(kind_codes[b->kind]) },
		{ ENTITY_CAMPAIGN, STR("1"), "frozen_day",
			day_is(b->frozen_day)
				? str_z(arena_printf(a, "%s", day_iso(b->frozen_day).s))
				: STR_NONE },
		{ ENTITY_CAMPAIGN, STR("1"), "grid", grid },
		{ ENTITY_GRID, grid, "version", str_z(s->grid.version) },
		{ ENTITY_GRID, grid, "loaded_at", now },
		{ ENTITY_AGENT, login, "name", login },
		{ ENTITY_AGENT, login, "roles", str_z(roles_text(a, ROLE_ALL, false)) },
		{ ENTITY_AGENT, login, "departments", STR("*") },
		{ ENTITY_AGENT, login, "active", STR("1") },
	};
	enum status st = OK;

	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = plan_set(
			s, a, p, sets[i].entity, sets[i].key, sets[i].field, sets[i].value, err);
	return st;
}

static enum status
first_act(struct session *s, const struct base_options *b, struct err *err)
{
	struct arena a = { 0 };
	struct plan p = { .verb = VERB_INIT };
	enum status st = work_begin(s, err);

	if (!st) {
		st = store_grid_save(s->store, s->grid.hash, s->grid.yaml, err);
		if (!st)
			st = plan_first(s, &a, &p, b, err);
		if (!st)
			st = work_record(s, &a, &p, 1, NULL, err);
		st = work_end(s, st, err);
	}
	arena_done(&a);
	return st;
}

static void
creator(struct session *s, const struct session_options *o, const struct base_options *b)
{
	s->origin = o->origin;
	s->who = (struct who){ session_login(&s->arena, o), NULL, ROLE_ALL, "*" };
	s->campaign.kind = b->kind;
	s->clock.frozen_day = b->frozen_day;
	session_honour_test_variables(s);
}

static enum status
create_file(struct session *s, const struct session_options *o, struct err *err)
{
	struct store_options so = { .any_file_system = o->any_file_system };
	const char *path = session_base_path(&s->arena, o->base);
	enum status st = fs_make_folders(path, err);

	if (!st)
		st = store_create(path, &so, s->ids.seed ? &s->ids : NULL, &s->store, err);
	s->campaign.path = path;
	return st;
}

/* A base without its first act is nobody's: nothing of it stays. */
static void
remove_base(struct session *s)
{
	static const char *const tails[] = { "", "-wal", "-shm", ".verrou" };

	store_close(s->store);
	s->store = NULL;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		unlink(arena_printf(&s->arena, "%s%s", s->campaign.path, tails[i]));
}

enum status
base_create(const struct session_options *o, const struct base_options *b, struct err *err)
{
	struct session *s = calloc(1, sizeof *s);
	enum status st;

	if (!s)
		die("out of memory");
	creator(s, o, b);
	st = config_load(o->config, &s->config, err);
	if (!st) {
		s->grid = s->config.grid;
		st = create_file(s, o, err);
	}
	if (!st) {
		st = first_act(s, b, err);
		if (st)
			remove_base(s);
	}
	session_close(s);
	return st;
}

/* Where make install puts it, else beside a program that was only built. */
static enum status
demo_source(struct arena *a, struct str *out, struct err *err)
{
	static const char *const places[] = { "demo.db", "../share/pupitre/demo.db" };
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof exe);

	while (n > 0 && exe[n - 1] != '/')
		n--;
	for (size_t i = 0; n > 0 && i < sizeof places / sizeof *places; i++) {
		const char *path = arena_printf(a, "%.*s%s", (int)n, exe, places[i]);

		if (access(path, R_OK) == 0)
			return fs_read(path, (size_t)1 << 30, a, out, err);
	}
	return err_set(err, ERR_SYSTEM,
		_("la base de démonstration n'est pas à côté du programme : faites « make demo »"));
}

enum status
demo_copy(const char *to, struct err *err)
{
	struct arena a = { 0 };
	struct str bytes;
	enum status st = demo_source(&a, &bytes, err);

	if (!st)
		st = fs_write(to, bytes, false, err);
	arena_done(&a);
	return st;
}
