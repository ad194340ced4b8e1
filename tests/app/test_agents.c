/* SPDX-License-Identifier: EUPL-1.2 */
/* Who may do what, and the people of a base. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/assign.h"
#include "pupitre/app/decide.h"
#include "pupitre/app/envelopes.h"
#include "pupitre/app/history.h"
#include "pupitre/app/import.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/move.h"
#include "pupitre/app/read.h"
#include "support/base.h"
#include "support/must.h"

static struct fixture f;
static struct arena a;
static struct err err;

static int
setup(void **state)
{
	(void)state;
	fixture_init(&f);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&a);
	fixture_done(&f);
	return 0;
}

static struct agent_view
agent(const char *login, unsigned roles, const char *departments)
{
	return (struct agent_view){ .login = str_z(login),
		.name = STR_NONE,
		.departments = str_z(departments),
		.roles = roles,
		.active = true };
}

static void
bad_agents_are_refused(void **state)
{
	static const struct {
		const char *login;
		unsigned roles;
		const char *departments, *word;
	} cases[] = {
		{ "", ROLE_READER, "*", "1 à 32" },
		{ "abcdefghijklmnopqrstuvwxyz1234567", ROLE_READER, "*", "1 à 32" },
		{ "Léa", ROLE_READER, "*", "minuscules" },
		{ "a b", ROLE_READER, "*", "minuscules" },
		{ "a/b", ROLE_READER, "*", "minuscules" },
		{ "lea", ROLE_READER, "45,99", "99" },
		{ "lea", ROLE_READER, "Loiret", "Loiret" },
		{ "lea", 0, "45", "rôle" },
		{ "chef", ROLE_READER, "45", "existe déjà" },
	};
	struct session *s = fixture_session(&f, NULL);
	struct agent_view *list, g;
	struct receipt r;
	size_t n;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		g = agent(cases[i].login, cases[i].roles, cases[i].departments);
		REFUSED(agent_set(s, &g, true, &a, &r, &err), ERR_INPUT, cases[i].word);
	}
	g = agent("lea", ROLE_READER, "45");
	REFUSED(agent_set(s, &g, false, &a, &r, &err), ERR_INPUT, "n'existe pas");
	MUST(agents_list(s, &a, &list, &n, &err));
	assert_int_equal(n, 1);
	session_close(s);
}

static void
only_what_is_given_changes(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct agent_view *list, g = agent("lea", ROLE_INSTRUCTOR, "45,37");
	struct receipt r;
	size_t n;

	(void)state;
	g.name = STR("Léa\tMartin");
	MUST(agent_set(s, &g, true, &a, &r, &err));
	g = agent("lea", ROLE_SUPERVISOR, NULL);
	MUST(agent_set(s, &g, false, &a, &r, &err));
	MUST(agents_list(s, &a, &list, &n, &err));
	assert_int_equal(n, 2); /* chef, lea */
	assert_true(str_eqz(list[1].login, "lea"));
	assert_true(str_eqz(list[1].name, "Léa Martin"));
	assert_true(str_eqz(list[1].departments, "45,37"));
	assert_int_equal(list[1].roles, ROLE_SUPERVISOR);
	assert_true(list[1].active);
	REFUSED(agent_set(s, &g, false, &a, &r, &err), ERR_INPUT, "rien à changer");
	session_close(s);
	fixture_proves(&f);
}

static void
an_administrator_always_remains(void **state)
{
	struct session *s = fixture_session(&f, NULL), *eve;
	struct agent_view g = agent("chef", ROLE_SUPERVISOR, NULL);
	struct receipt add, r;

	(void)state;
	REFUSED(agent_set(s, &g, false, &a, &r, &err), ERR_INPUT, "aucun administrateur");
	g = agent("chef", 0, NULL);
	g.active = false;
	REFUSED(agent_set(s, &g, false, &a, &r, &err), ERR_INPUT, "aucun administrateur");
	g = agent("eve", ROLE_ADMINISTRATOR, "*");
	MUST(agent_set(s, &g, true, &a, &add, &err));
	g = agent("chef", ROLE_SUPERVISOR, NULL);
	MUST(agent_set(s, &g, false, &a, &r, &err));
	REFUSED(agent_set(s, &g, false, &a, &r, &err), ERR_DENIED, "administrateur");
	eve = fixture_session(&f, "eve");
	REFUSED(history_undo(eve, add.batch, &a, &r, &err), ERR_INPUT, "aucun administrateur");
	g.roles = ROLE_ALL;
	MUST(agent_set(eve, &g, false, &a, &r, &err));
	MUST(history_undo(s, add.batch, &a, &r, &err));
	REFUSED(agent_set(eve, &g, false, &a, &r, &err), ERR_DENIED, "agent actif");
	session_close(eve);
	session_close(s);
	fixture_proves(&f);
}

static void
an_unknown_or_inactive_agent_does_not_sit_down(void **state)
{
	struct session_options o = { .base = f.base, .login = "personne", .any_file_system = true };
	struct session *s = fixture_session(&f, NULL), *other = NULL;
	struct agent_view g = agent("lea", ROLE_READER, "45");
	struct receipt r;

	(void)state;
	REFUSED(session_open(&o, &other, &err), ERR_DENIED, "personne");
	MUST(agent_set(s, &g, true, &a, &r, &err));
	g.active = false;
	MUST(agent_set(s, &g, false, &a, &r, &err));
	o.login = "lea";
	REFUSED(session_open(&o, &other, &err), ERR_DENIED, "actif");
	assert_null(other);
	session_close(s);
}

/* The deeds of the matrix: each on a dossier of its own role. */
typedef enum status deed_fn(struct session *s, int64_t number);

static enum status
do_read(struct session *s, int64_t number)
{
	struct dossier_view v;

	return dossier_read(s, number, &a, &v, &err);
}

static enum status
do_mark(struct session *s, int64_t number)
{
	return mark_set(s, number, 0, 3, &err);
}

static enum status
do_move(struct session *s, int64_t number)
{
	struct receipt r;

	return move_state(s, number, STATE_INCOMPLETE, STR("un devis"), &a, &r, &err);
}

static enum status
do_decide(struct session *s, int64_t number)
{
	struct decision_input in = { .d = { .kind = DECISION_DISMISS, .reason = STR("doublon") } };
	struct receipt r;

	return decide(s, number, &in, &a, &r, &err);
}

static enum status
do_money(struct session *s, int64_t number)
{
	struct receipt r;

	return envelope_set(
		s, STR("45"), (struct money){ number * 100 }, STR_NONE, STR_NONE, &a, &r, &err);
}

static enum status
do_import(struct session *s, int64_t number)
{
	char path[128];
	const char *paths[] = { path };
	struct import_result r;

	(void)number;
	fixture_path(&f, "import.json", path);
	return import_files(s, paths, 1, false, NULL, &a, &r, &err);
}

static enum status
do_assign(struct session *s, int64_t number)
{
	struct receipt r;

	return assign(s, number, STR("chef"), true, &a, &r, &err);
}

static enum status
do_agent(struct session *s, int64_t number)
{
	struct agent_view g = agent(arena_printf(&a, "a%d", (int)number), ROLE_READER, "*");
	struct receipt r;

	return agent_set(s, &g, true, &a, &r, &err);
}

static enum status
do_grid(struct session *s, int64_t number)
{
	struct receipt r;
	char path[128];

	(void)number;
	fixture_write(&f, "grid.yaml", arena_z(&a, session_grid(s)->yaml));
	fixture_path(&f, "grid.yaml", path);
	return grid_install(s, path, &a, &r, &err) == ERR_DENIED ? ERR_DENIED : OK;
}

static enum status
do_rebuild(struct session *s, int64_t number)
{
	struct check_report r;

	(void)number;
	return base_check(s, true, NULL, NULL, &a, &r, &err);
}

#define INSTRUCTING (ROLE_INSTRUCTOR | ROLE_DELEGATE | ROLE_SUPERVISOR)

static const struct {
	const char *name;
	deed_fn *deed;
	unsigned roles; /* that may */
} deeds[] = {
	{ "read", do_read, ROLE_ALL },
	{ "mark", do_mark, INSTRUCTING },
	{ "move", do_move, INSTRUCTING },
	{ "assign", do_assign, ROLE_SUPERVISOR },
	{ "decide", do_decide, ROLE_SUPERVISOR },
	{ "money", do_money, ROLE_SUPERVISOR },
	{ "import", do_import, ROLE_INSTRUCTOR | ROLE_SUPERVISOR | ROLE_ADMINISTRATOR },
	{ "agent", do_agent, ROLE_ADMINISTRATOR },
	{ "grid", do_grid, ROLE_ADMINISTRATOR },
	{ "rebuild", do_rebuild, ROLE_ADMINISTRATOR },
};

static void
each_role_does_its_part(void **state)
{
	(void)state;
	fixture_import_plain(&f, ROLE_COUNT);
	fixture_envelope(&f, "45", 1, NULL);
	for (int i = 0; i < ROLE_COUNT; i++) {
		struct session *s;

		fixture_agent(&f, role_rows[i].code, role_rows[i].bit, "45");
		s = fixture_session(&f, role_rows[i].code);
		for (size_t d = 0; d < sizeof deeds / sizeof *deeds; d++) {
			bool may = (deeds[d].roles & role_rows[i].bit) != 0;
			enum status st = deeds[d].deed(s, 1001 + i);

			if (st != (may ? OK : ERR_DENIED))
				fail_msg("%s, %s: %d %s", role_rows[i].code, deeds[d].name, st,
					st ? err.text : "");
		}
		session_close(s);
	}
	fixture_proves(&f);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(bad_agents_are_refused),
		CASE(only_what_is_given_changes),
		CASE(an_administrator_always_remains),
		CASE(an_unknown_or_inactive_agent_does_not_sit_down),
		CASE(each_role_does_its_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
