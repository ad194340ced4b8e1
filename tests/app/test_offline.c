/* SPDX-License-Identifier: EUPL-1.2 */
/* A session on a mallette's working base: who sits there, and what every act says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/app/bundle.h"
#include "pupitre/app/decide.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/propose.h"
#include "pupitre/app/read.h"
#include "pupitre/store/acts.h"
#include "pupitre/store/gate.h"
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
	fixture_envelope(&f, "45", 20000, NULL);
	fixture_import_plain(&f, 2);
	fixture_agent(&f, "lucie", ROLE_DELEGATE, "45");
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

/* The base becomes a mallette; delegate NULL: no row says whose. */
static void
leave(const char *delegate)
{
	struct store_options o = { .any_file_system = true };
	struct uid_source ids = { 0 };
	struct uid bundle = uid_new(&ids);
	struct hex_text hex = uid_hex(bundle);
	struct act made = { .id = uid_new(&ids),
		.at = { 1633694400000 },
		.agent = STR("chef"),
		.role = STR("supervisor"),
		.origin = STR("command"),
		.verb = STR("bundle") };
	struct change c = { .entity = ENTITY_BUNDLE,
		.key = str_z(hex.s),
		.field = entity_field_find(ENTITY_BUNDLE, STR("agent")),
		.now = str_z(delegate) };
	struct store *st = NULL;

	made.batch = made.id;
	assert_int_equal(c.field, 0);
	MUST(store_open(f.base, &o, &st, &err));
	MUST(store_begin(st, STR("chef"), NULL, &err));
	if (delegate)
		MUST(act_append(st, &made, &c, 1, NULL, &a, &err));
	MUST(store_become(st, uid_new(&ids), bundle, STR_NONE, &err));
	MUST(store_commit(st, &err));
	store_close(st);
}

static enum status
open_as(const char *login, struct session **out)
{
	struct session_options o = {
		.base = f.base, .login = login, .any_file_system = true, .origin = ORIGIN_SCREEN
	};

	return session_open(&o, out, &err);
}

static void
a_host_is_not_offline(void **state)
{
	struct session *s = fixture_session(&f, "lucie");

	(void)state;
	assert_false(session_offline(s));
	session_close(s);
}

static void
the_delegate_sits_there_whoever_types(void **state)
{
	struct session *s = NULL;

	(void)state;
	leave("lucie");
	if (open_as(NULL, &s))
		fail_msg("%s", err.text);
	assert_true(session_offline(s));
	assert_string_equal(session_who(s)->login, "lucie");
	assert_int_equal(session_who(s)->roles, ROLE_DELEGATE);
	session_close(s);
	if (open_as("lucie", &s))
		fail_msg("%s", err.text);
	session_close(s);
	REFUSED(open_as("chef", &s), ERR_DENIED, "appartient à lucie");
	REFUSED(open_as("personne", &s), ERR_DENIED, "appartient à lucie");
}

static void
the_only_active_agent_is_the_delegate(void **state)
{
	struct agent_view v = { .login = STR("lucie"), .roles = ROLE_DELEGATE, .active = false };
	struct session *s = fixture_session(&f, NULL);
	struct receipt r;

	(void)state;
	MUST(agent_set(s, &v, false, &a, &r, &err));
	session_close(s);
	leave(NULL);
	if (open_as(NULL, &s))
		fail_msg("%s", err.text);
	assert_string_equal(session_who(s)->login, "chef");
	session_close(s);
}

static void
two_active_agents_are_no_mallette(void **state)
{
	struct session *s = NULL;

	(void)state;
	leave(NULL);
	REFUSED(open_as(NULL, &s), ERR_SYSTEM, "incomplète");
	REFUSED(open_as("lucie", &s), ERR_SYSTEM, "incomplète");
}

static void
acts_say_that_they_come_from_a_mallette(void **state)
{
	struct decision_input in = { .d = { .kind = DECISION_AWARD, .amount = { true, { 100 } } } };
	struct session *s = NULL;
	struct dossier_view v;
	struct receipt r;

	(void)state;
	leave("lucie");
	if (open_as(NULL, &s))
		fail_msg("%s", err.text);
	fixture_mark_all(s, 1001, 3);
	MUST(propose(s, 1001, &in, &a, &r, &err));
	REFUSED(decide(s, 1001, &in, &a, &r, &err), ERR_DENIED, "superviseur");
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_true(v.act_count >= 2);
	assert_true(str_eqz(v.acts[0].verb, "propose"));
	assert_true(str_eqz(v.acts[0].origin, "bundle"));
	assert_true(str_eqz(v.acts[0].agent, "lucie"));
	assert_true(str_eqz(v.acts[1].origin, "bundle"));
	session_close(s);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_host_is_not_offline),
		CASE(the_delegate_sits_there_whoever_types),
		CASE(the_only_active_agent_is_the_delegate),
		CASE(two_active_agents_are_no_mallette),
		CASE(acts_say_that_they_come_from_a_mallette),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
