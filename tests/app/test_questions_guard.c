/* SPDX-License-Identifier: EUPL-1.2 */
/* What an open question forbids: writing what it is about, and deciding the dossier. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/assign.h"
#include "pupitre/app/bulk.h"
#include "pupitre/app/decide.h"
#include "pupitre/app/history.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/merge.h"
#include "pupitre/app/move.h"
#include "pupitre/app/propose.h"
#include "pupitre/store/acts.h"
#include "pupitre/store/gate.h"
#include "support/base.h"
#include "support/must.h"

#define QUESTION "00112233445566778899aabbccddeeff"

static struct fixture f;
static struct arena a;
static struct err err;

/* Dossiers 1001 to 1003, the first two marked; lucie proposes. */
static int
setup(void **state)
{
	struct session *s;

	(void)state;
	fixture_init(&f);
	fixture_envelope(&f, "45", 100000, NULL);
	fixture_import_plain(&f, 3);
	fixture_agent(&f, "lucie", ROLE_DELEGATE, "*");
	s = fixture_session(&f, NULL);
	fixture_mark_all(s, 1001, 3);
	fixture_mark_all(s, 1002, 3);
	session_close(s);
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

static void
change(struct change *c, enum entity e, const char *key, const char *field, const char *was,
	const char *now)
{
	*c = (struct change){ .entity = e,
		.key = str_z(key),
		.field = entity_field_find(e, str_z(field)),
		.was = str_z(was),
		.now = str_z(now) };
	assert_true(c->field >= 0);
}

/* One act of chef's, as a merge would leave it. */
static void
act(const char *verb, int64_t dossier, const struct change *changes, size_t n)
{
	struct store_options o = { .any_file_system = true };
	struct uid_source ids = { 0 };
	struct act made = { .id = uid_new(&ids),
		.at = { 1633694400000 },
		.agent = STR("chef"),
		.role = STR("supervisor"),
		.origin = STR("command"),
		.verb = str_z(verb),
		.dossier = dossier };
	struct store *st = NULL;

	made.batch = made.id;
	MUST(store_open(f.base, &o, &st, &err));
	MUST(store_begin(st, STR("chef"), NULL, &err));
	MUST(act_append(st, &made, changes, n, NULL, &a, &err));
	MUST(store_commit(st, &err));
	store_close(st);
}

static void
ask(int64_t dossier, const char *entity, const char *row, const char *field, bool bundle)
{
	static const char station[] = "ffeeddccbbaa99887766554433221100";
	char number[24];
	struct change c[8];
	size_t n = 0;

	snprintf(number, sizeof number, "%lld", (long long)dossier);
	change(&c[n++], ENTITY_QUESTION, QUESTION, "dossier", NULL, number);
	change(&c[n++], ENTITY_QUESTION, QUESTION, "kind", NULL, "value");
	change(&c[n++], ENTITY_QUESTION, QUESTION, "status", NULL, "open");
	change(&c[n++], ENTITY_QUESTION, QUESTION, "agent", NULL, "lucie");
	if (bundle)
		change(&c[n++], ENTITY_QUESTION, QUESTION, "bundle", NULL, station);
	change(&c[n++], ENTITY_QUESTION_FIELD, QUESTION "/0", "entity", NULL, entity);
	change(&c[n++], ENTITY_QUESTION_FIELD, QUESTION "/0", "row", NULL, row);
	change(&c[n++], ENTITY_QUESTION_FIELD, QUESTION "/0", "field", NULL, field);
	act("question", dossier, c, n);
}

static void
answer(int64_t dossier)
{
	struct change c;

	change(&c, ENTITY_QUESTION, QUESTION, "status", "open", "kept");
	act("answer", dossier, &c, 1);
}

static void
a_dossier_with_a_question_is_not_decided(void **state)
{
	struct decision_input in = { .d = { .kind = DECISION_AWARD, .amount = { true, { 100 } } } };
	struct session *s = fixture_session(&f, NULL);
	struct decision_preview pv;
	struct uid last = { { 0 } };
	struct receipt r;

	(void)state;
	MUST(decide(s, 1002, &in, &a, &r, &err));
	MUST(history_undo(s, last, &a, &r, &err));
	ask(1001, "note", "x", "text", true);
	REFUSED(decide(s, 1001, &in, &a, &r, &err), ERR_INPUT, "retour de lucie");
	REFUSED(decide(s, 1001, &in, &a, &r, &err), ERR_INPUT, "bundle answer");
	MUST(decide_preview(s, 1001, &in, &a, &pv, &err));
	assert_int_equal(pv.verdict, ERR_INPUT);
	assert_non_null(strstr(pv.refusal.text, "question est ouverte"));
	MUST(decide(s, 1002, &in, &a, &r, &err)); /* the others are free */
	answer(1001);
	MUST(decide(s, 1001, &in, &a, &r, &err));
	session_close(s);
	fixture_proves(&f);
}

static void
nor_is_a_decision_brought_back(void **state)
{
	struct decision_input in = { .d = { .kind = DECISION_AWARD, .amount = { true, { 100 } } } };
	struct session *s = fixture_session(&f, NULL);
	struct receipt r, made;

	(void)state;
	MUST(decide(s, 1001, &in, &a, &made, &err));
	ask(1001, "note", "x", "text", false);
	MUST(history_undo(s, made.batch, &a, &r, &err)); /* taking it back is no decision */
	REFUSED(history_redo(s, &a, &r, &err), ERR_INPUT, "acte de lucie");
	answer(1001);
	MUST(history_redo(s, &a, &r, &err));
	session_close(s);
	fixture_proves(&f);
}

static void
a_contested_field_waits_for_its_answer(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct receipt r;

	(void)state;
	ask(1001, "mark", "1001/chef/I2", "value", true);
	MUST(mark_set(s, 1001, 0, 2, &err));
	MUST(mark_finalise(s, 1001, &a, &r, &err)); /* another mark */
	MUST(mark_set(s, 1001, 1, 1, &err)); /* I2: the draft is free, */
	REFUSED(mark_finalise(s, 1001, &a, &r, &err), ERR_INPUT, "question ouverte"); /* not it */
	MUST(move_state(s, 1001, STATE_INSTRUCTION, STR_NONE, &a, &r, &err));
	answer(1001);
	MUST(mark_finalise(s, 1001, &a, &r, &err));
	session_close(s);
	fixture_proves(&f);
}

static void
a_contested_state_stays(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct receipt r, made;

	(void)state;
	MUST(move_state(s, 1003, STATE_INCOMPLETE, STR("le devis"), &a, &made, &err));
	ask(1003, "instruction", "1003", "state", true);
	REFUSED(move_state(s, 1003, STATE_ADMISSIBLE, STR_NONE, &a, &r, &err), ERR_INPUT,
		"question ouverte");
	REFUSED(history_undo(s, made.batch, &a, &r, &err), ERR_INPUT, "question ouverte");
	session_close(s);
	fixture_proves(&f);
}

static void
a_contested_proposal_waits_too(void **state)
{
	struct decision_input in = { .d = { .kind = DECISION_AWARD, .amount = { true, { 100 } } } };
	struct session *s = fixture_session(&f, "lucie");
	struct receipt r;

	(void)state;
	MUST(propose(s, 1001, &in, &a, &r, &err));
	ask(1001, "proposal", "1001/lucie", "amount_cents", true);
	in.d.amount.m.cents = 200;
	REFUSED(propose(s, 1001, &in, &a, &r, &err), ERR_INPUT, "montant proposé");
	REFUSED(propose_withdraw(s, 1001, &a, &r, &err), ERR_INPUT, "question ouverte");
	MUST(propose(s, 1002, &in, &a, &r, &err));
	session_close(s);
	fixture_proves(&f);
}

/* The others of a bulk act are not held up. */
static void
a_bulk_act_leaves_the_dossier_out(void **state)
{
	struct bulk_order o = { BULK_MOVE, STR_NONE, STATE_INSTRUCTION };
	struct bulk_target t = { NULL, STR("état:noté") };
	struct session *s = fixture_session(&f, NULL);
	struct bulk_preview p;
	struct receipt r;

	(void)state;
	ask(1001, "instruction", "1001", "state", true);
	MUST(bulk_preview(s, &o, &t, &a, &p, &err));
	assert_int_equal(p.targets, 2);
	assert_int_equal(p.refused, 1);
	assert_int_equal(p.refusals[0].example, 1001);
	assert_non_null(strstr(p.refusals[0].why, "question ouverte"));
	MUST(bulk_apply(s, &p, &a, &r, &err));
	assert_int_equal(r.acts, 1);
	session_close(s);
	fixture_proves(&f);
}

static void
what_is_of_no_dossier_is_kept_too(void **state)
{
	struct agent_view v = { .login = STR("lucie"), .roles = ROLE_READER, .active = true };
	struct session *s = fixture_session(&f, NULL);
	struct receipt r;

	(void)state;
	ask(0, "agent", "lucie", "roles", false);
	REFUSED(agent_set(s, &v, false, &a, &r, &err), ERR_INPUT, "question ouverte");
	v.roles = ROLE_DELEGATE; /* unchanged */
	v.departments = STR("45");
	MUST(agent_set(s, &v, false, &a, &r, &err));
	session_close(s);
	fixture_proves(&f);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static struct question
only_question(struct session *s)
{
	struct question *q;
	size_t n;

	MUST(questions_list(s, 0, STR_NONE, true, &a, &q, &n, &err));
	assert_int_equal(n, 1);
	return q[0];
}

/* Lucie's mark is contested before everybody is final: she sees it, a superviseur arbitrates, but one who is
 * to mark the dossier himself does not see it before he has. */
static void
a_colleagues_mark_in_question_stays_sealed(void **state)
{
	struct session *chef, *lucie, *paul;
	struct receipt r;

	(void)state;
	fixture_agent(&f, "paul", ROLE_INSTRUCTOR | ROLE_SUPERVISOR, "*");
	chef = fixture_session(&f, NULL);
	MUST(assign(chef, 1003, STR("lucie"), true, &a, &r, &err));
	MUST(assign(chef, 1003, STR("paul"), true, &a, &r, &err));
	lucie = fixture_session(&f, "lucie");
	paul = fixture_session(&f, "paul");
	ask(1003, "mark", "1003/lucie/I1", "value", false);
	assert_false(only_question(lucie).sealed);
	assert_false(only_question(chef).sealed);
	assert_true(only_question(paul).sealed);
	assert_int_equal(only_question(paul).line_count, 0);
	REFUSED(question_answer(
			paul, STR(QUESTION), ANSWER_KEEP, STR_NONE, STR("vu"), &a, &r, &err),
		ERR_DENIED, "un superviseur qui n'évalue pas ce dossier");
	fixture_mark_all(paul, 1003, 2);
	assert_false(only_question(paul).sealed);
	session_close(paul);
	session_close(lucie);
	session_close(chef);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_dossier_with_a_question_is_not_decided),
		CASE(nor_is_a_decision_brought_back),
		CASE(a_contested_field_waits_for_its_answer),
		CASE(a_contested_state_stays),
		CASE(a_contested_proposal_waits_too),
		CASE(a_colleagues_mark_in_question_stays_sealed),
		CASE(a_bulk_act_leaves_the_dossier_out),
		CASE(what_is_of_no_dossier_is_kept_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
