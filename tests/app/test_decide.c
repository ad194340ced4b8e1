/* SPDX-License-Identifier: EUPL-1.2 */
/* Decisions: what is refused and why, what is charged and given back, who may. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/decide.h"
#include "pupitre/app/envelopes.h"
#include "pupitre/app/history.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/move.h"
#include "pupitre/app/read.h"
#include "support/base.h"
#include "support/must.h"

#define NB "\xc2\xa0" /* between the groups of an amount */

static struct fixture f;
static struct arena a;
static struct err err;

/* Région 30 000 €, Loiret 20 000 €, Indre-et-Loire 15 000 €; dossiers 1001 and 1002 of the Loiret,
 * 1003 of Indre-et-Loire, all of 20 000 € and marked; 1004 not marked. */
static int
setup(void **state)
{
	struct fixture_dossier d[4];
	struct session *s;

	(void)state;
	fixture_init(&f);
	fixture_envelope(&f, "R24", 30000, NULL);
	fixture_envelope(&f, "45", 20000, "R24");
	fixture_envelope(&f, "37", 15000, "R24");
	for (int i = 0; i < 4; i++)
		d[i] = (struct fixture_dossier){ .number = 1001 + i,
			.department = i == 2 ? "37" : "45",
			.total = 20000,
			.requested = 16000 };
	fixture_import(&f, d, 4);
	s = fixture_session(&f, NULL);
	for (int64_t n = 1001; n <= 1003; n++)
		fixture_mark_all(s, n, 3);
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

/* Cents; negative: absent. */
static struct decision_input
input(enum decision_kind kind, int64_t eligible, int64_t amount, const char *envelope,
	const char *reason)
{
	struct decision_input in = { .d = { .kind = kind } };

	in.d.eligible = (struct maybe_money){ eligible >= 0, { eligible } };
	in.d.amount = (struct maybe_money){ amount >= 0, { amount } };
	in.d.envelope = str_z(envelope);
	in.d.reason = str_z(reason);
	return in;
}

static void
award(struct session *s, int64_t number, int64_t cents)
{
	struct decision_input in = input(DECISION_AWARD, -1, cents, NULL, NULL);
	struct receipt r;

	MUST(decide(s, number, &in, &a, &r, &err));
	assert_int_equal(r.acts, 1);
}

static int64_t
left(struct session *s, const char *code)
{
	struct envelope *list;
	size_t n;

	MUST(envelopes_list(s, &a, &list, &n, &err));
	return envelope_left(envelope_find(list, n, str_z(code))).cents;
}

static int64_t
act_count(struct session *s)
{
	struct proof p;

	MUST(history_verify(s, &a, &p, &err));
	return p.acts;
}

static const struct refusal_case {
	int64_t number;
	enum decision_kind kind;
	int64_t eligible, amount;
	const char *envelope, *reason, *words[3];
} refusals[] = {
	{ 1001, DECISION_AWARD, 2000001, 100, NULL, NULL,
		{ "coût total", "20" NB "000,01", "20" NB "000,00" } },
	{ 1001, DECISION_AWARD, 1100000, 1200000, NULL, NULL,
		{ "assiette", "12" NB "000,00", "11" NB "000,00" } },
	{ 1001, DECISION_AWARD, -1, 2000001, NULL, NULL, { "assiette", "20" NB "000,01", "" } },
	{ 1001, DECISION_REFUSE, -1, 100, NULL, "incomplet", { "pas de montant", "1,00", "" } },
	{ 1001, DECISION_POSTPONE, -1, 100, NULL, "precisions", { "pas de montant", "", "" } },
	{ 1001, DECISION_AWARD, -1, -1, NULL, NULL, { "montant supérieur", "", "" } },
	{ 1001, DECISION_AWARD, -1, 0, NULL, NULL, { "montant supérieur", "0,00", "" } },
	{ 1001, DECISION_AWARD, -1, 100, "Z9", NULL, { "Z9", "n'existe pas", "" } },
	{ 1001, DECISION_AWARD, -1, 100, NULL, "inconnu", { "inconnu", "bibliothèque", "" } },
	{ 1001, DECISION_AWARD, -1, 100, NULL, "incomplet", { "incomplet", "accordé", "" } },
	{ 1001, DECISION_REFUSE, -1, -1, NULL, NULL, { "motif", "", "" } },
	{ 1001, DECISION_REFUSE, 2000001, -1, NULL, "incomplet", { "coût total", "", "" } },
	/* 37 has 15 000,00 left, asked 15 000,01 */
	{ 1003, DECISION_AWARD, -1, 1500001, NULL, NULL, { "0,01", "15" NB "000,00", "« 37 »" } },
	{ 1001, DECISION_AWARD, -1, 1500001, "37", NULL, { "0,01", "« 37 »", "" } },
	{ 1004, DECISION_AWARD, -1, 100, NULL, NULL, { "Recevable", "Noté", "" } },
	{ 1004, DECISION_REFUSE, -1, -1, NULL, "incomplet", { "Recevable", "Noté", "" } },
	{ 9999, DECISION_AWARD, -1, 100, NULL, NULL, { "9999", "n'est pas dans la base", "" } },
};

static void
wrong_decisions_are_refused_with_their_figures(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	int64_t acts = act_count(s);
	struct dossier_view v;
	struct receipt r;

	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const struct refusal_case *c = &refusals[i];
		struct decision_input in =
			input(c->kind, c->eligible, c->amount, c->envelope, c->reason);

		for (int w = 0; w < 3 && c->words[w]; w++)
			REFUSED(decide(s, c->number, &in, &a, &r, &err), ERR_INPUT, c->words[w]);
	}
	assert_int_equal(act_count(s), acts);
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_false(v.decision.is);
	assert_int_equal(v.state, STATE_MARKED);
	session_close(s);
}

static void
awards_are_charged_to_envelope_and_ancestors(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct decision_input in;
	struct dossier_view v;
	struct receipt r;

	(void)state;
	assert_int_equal(left(s, "45"), 2000000);
	award(s, 1001, 1200000);
	assert_int_equal(left(s, "45"), 800000); /* 20 000 - 12 000 */
	assert_int_equal(left(s, "R24"), 1800000); /* 30 000 - 12 000 */
	assert_int_equal(left(s, "37"), 1500000);
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_int_equal(v.state, STATE_AWARDED);
	assert_int_equal(v.decision.d.amount.m.cents, 1200000);
	assert_int_equal(v.decision.d.eligible.m.cents, 2000000); /* the total, by default */
	assert_true(str_eqz(v.decision.d.envelope, "45"));
	assert_true(str_eqz(v.decision.agent, "chef"));
	in = input(DECISION_AWARD, -1, 800001, NULL, NULL);
	REFUSED(decide(s, 1002, &in, &a, &r, &err), ERR_INPUT, "« 45 »");
	award(s, 1002, 800000);
	assert_int_equal(left(s, "45"), 0);
	assert_int_equal(left(s, "R24"), 1000000); /* 30 000 - 20 000 */
	/* 37 has 15 000, but its région only 10 000: the région is what stops it. */
	in = input(DECISION_AWARD, -1, 1000001, NULL, NULL);
	REFUSED(decide(s, 1003, &in, &a, &r, &err), ERR_INPUT, "« R24 »");
	award(s, 1003, 1000000);
	assert_int_equal(left(s, "R24"), 0);
	assert_int_equal(left(s, "37"), 500000);
	in = input(DECISION_REFUSE, -1, -1, NULL, "incomplet");
	REFUSED(decide(s, 1001, &in, &a, &r, &err), ERR_INPUT, "déjà décidé");
	session_close(s);
	fixture_proves(&f);
}

static void
what_falls_after_notification_gives_the_money_back(void **state)
{
	static const enum state ends[] = { STATE_LAPSED, STATE_WITHDRAWN, STATE_RENOUNCED };
	struct session *s = fixture_session(&f, NULL);
	struct receipt r;

	(void)state;
	for (int64_t i = 0; i < 3; i++) {
		int64_t before = left(s, "R24");

		award(s, 1001 + i, 500000);
		MUST(move_state(s, 1001 + i, STATE_NOTIFIED, STR_NONE, &a, &r, &err));
		assert_int_equal(left(s, "R24"), before - 500000);
		REFUSED(move_state(s, 1001 + i, ends[i], STR_NONE, &a, &r, &err), ERR_INPUT,
			"motif");
		MUST(move_state(s, 1001 + i, ends[i], STR("sans objet"), &a, &r, &err));
		assert_int_equal(left(s, "R24"), before);
	}
	session_close(s);
	fixture_proves(&f);
}

static void
a_refusal_neither_costs_nor_lapses(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct decision_input in = input(DECISION_REFUSE, -1, 0, "45", "impact_insuffisant");
	struct dossier_view v;
	struct receipt r;

	(void)state;
	MUST(decide(s, 1001, &in, &a, &r, &err)); /* an amount of 0 is no amount */
	assert_int_equal(left(s, "45"), 2000000);
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_int_equal(v.state, STATE_REFUSED);
	assert_false(v.decision.d.amount.is);
	assert_null(v.decision.d.envelope.ptr);
	MUST(move_state(s, 1001, STATE_NOTIFIED, STR_NONE, &a, &r, &err));
	REFUSED(move_state(s, 1001, STATE_LAPSED, STR("tard"), &a, &r, &err), ERR_INPUT,
		"n'accorde rien");
	session_close(s);
	fixture_proves(&f);
}

static void
what_somebody_changed_meanwhile_is_a_conflict(void **state)
{
	struct decision_input in = input(DECISION_AWARD, -1, 100000, NULL, NULL), other;
	struct session *s, *jean;
	struct dossier_view v;
	struct receipt r;

	(void)state;
	fixture_agent(&f, "jean", ROLE_SUPERVISOR, "*");
	s = fixture_session(&f, NULL);
	jean = fixture_session(&f, "jean");
	MUST(dossier_read(s, 1001, &a, &v, &err));
	in.seen = v.seen;
	award(jean, 1002, 100000); /* another dossier disturbs nobody */
	other = input(DECISION_POSTPONE, -1, -1, NULL, "precisions");
	MUST(decide(jean, 1001, &other, &a, &r, &err));
	REFUSED(decide(s, 1001, &in, &a, &r, &err), ERR_CONFLICT, "jean");
	MUST(move_state(jean, 1001, STATE_INSTRUCTION, STR_NONE, &a, &r, &err));
	MUST(move_state(jean, 1001, STATE_MARKED, STR_NONE, &a, &r, &err));
	REFUSED(decide(s, 1001, &in, &a, &r, &err), ERR_CONFLICT, "jean");
	MUST(dossier_read(s, 1001, &a, &v, &err));
	in.seen = v.seen;
	MUST(decide(s, 1001, &in, &a, &r, &err));
	MUST(dossier_read(jean, 1003, &a, &v, &err));
	in = input(DECISION_AWARD, -1, 100000, NULL, NULL);
	in.seen = v.seen; /* still the last act on this dossier */
	MUST(decide(jean, 1003, &in, &a, &r, &err));
	session_close(jean);
	session_close(s);
	fixture_proves(&f);
}

static void
only_a_supervisor_of_the_place_decides(void **state)
{
	struct decision_input in = input(DECISION_AWARD, -1, 100000, NULL, NULL);
	struct decision_preview pv;
	struct session *s;
	struct receipt r;

	(void)state;
	fixture_agent(&f, "leo", ROLE_INSTRUCTOR, "*");
	fixture_agent(&f, "lise", ROLE_READER | ROLE_ADMINISTRATOR, "*");
	fixture_agent(&f, "jean", ROLE_SUPERVISOR, "37");
	s = fixture_session(&f, "leo");
	REFUSED(decide(s, 1001, &in, &a, &r, &err), ERR_DENIED, "superviseur");
	MUST(decide_preview(s, 1001, &in, &a, &pv, &err));
	assert_int_equal(pv.verdict, ERR_DENIED);
	session_close(s);
	s = fixture_session(&f, "lise");
	REFUSED(decide(s, 1001, &in, &a, &r, &err), ERR_DENIED, "décider");
	session_close(s);
	s = fixture_session(&f, "jean");
	REFUSED(decide(s, 1001, &in, &a, &r, &err), ERR_DENIED, "45");
	REFUSED(decide_preview(s, 1001, &in, &a, &pv, &err), ERR_DENIED, "périmètre");
	MUST(decide(s, 1003, &in, &a, &r, &err));
	session_close(s);
}

/* What an administrator takes away counts at the next write, not at the next session. */
static void
rights_are_those_of_now(void **state)
{
	struct agent_view g = { .login = STR("jean"), .roles = ROLE_READER, .active = true };
	struct decision_input in = input(DECISION_AWARD, -1, 100000, NULL, NULL);
	struct session *chef, *jean;
	struct receipt r;

	(void)state;
	fixture_agent(&f, "jean", ROLE_SUPERVISOR, "*");
	chef = fixture_session(&f, NULL);
	jean = fixture_session(&f, "jean");
	MUST(agent_set(chef, &g, false, &a, &r, &err));
	REFUSED(decide(jean, 1001, &in, &a, &r, &err), ERR_DENIED, "décider");
	g.roles = ROLE_SUPERVISOR;
	g.departments = STR("37");
	MUST(agent_set(chef, &g, false, &a, &r, &err));
	session_close(jean);
	jean = fixture_session(&f, "jean");
	g.departments = STR("45");
	MUST(agent_set(chef, &g, false, &a, &r, &err));
	REFUSED(decide(jean, 1003, &in, &a, &r, &err), ERR_DENIED, "périmètre");
	g.active = false;
	MUST(agent_set(chef, &g, false, &a, &r, &err));
	REFUSED(decide(jean, 1001, &in, &a, &r, &err), ERR_DENIED, "agent actif");
	session_close(jean);
	session_close(chef);
	fixture_proves(&f);
}

static void
the_preview_is_what_deciding_does(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct decision_input in;
	struct decision_preview pv;
	int64_t acts = act_count(s);
	struct receipt r;

	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const struct refusal_case *c = &refusals[i];

		if (c->number == 9999)
			continue;
		in = input(c->kind, c->eligible, c->amount, c->envelope, c->reason);
		MUST(decide_preview(s, c->number, &in, &a, &pv, &err));
		assert_int_equal(decide(s, c->number, &in, &a, &r, &err), pv.verdict);
		assert_string_equal(err.text, pv.refusal.text);
	}
	in = input(DECISION_AWARD, 1900000, 1900000, NULL, "priorites");
	MUST(decide_preview(s, 1001, &in, &a, &pv, &err));
	assert_int_equal(pv.verdict, OK);
	assert_true(pv.has_envelope);
	assert_true(str_eqz(pv.envelope.code, "45"));
	assert_int_equal(pv.left_before.cents, 2000000);
	assert_int_equal(pv.left_after.cents, 100000);
	assert_true(pv.warning_count > 0); /* 95 % of aid */
	assert_int_equal(act_count(s), acts);
	MUST(decide(s, 1001, &in, &a, &r, &err));
	assert_int_equal(left(s, "45"), 100000);
	session_close(s);
}

static void
a_half_filled_form_is_kept_and_private(void **state)
{
	struct decision_input in = input(DECISION_AWARD, -1, 100000, NULL, NULL);
	struct session *s = fixture_session(&f, NULL), *jean;
	struct str text;
	struct receipt r;

	(void)state;
	fixture_agent(&f, "jean", ROLE_SUPERVISOR, "*");
	MUST(decide_draft_set(s, 1001, "text", STR("Vu l'avis\nfavorable"), &err));
	MUST(decide_draft_set(s, 1001, "amount_cents", STR("12 000"), &err));
	MUST(decide_draft_set(s, 1001, "reason", STR("priorites"), &err));
	MUST(decide_draft_set(s, 1001, "reason", STR_NONE, &err));
	session_close(s);
	s = fixture_session(&f, NULL);
	MUST(decide_draft_get(s, 1001, "text", &a, &text, &err));
	assert_true(str_eqz(text, "Vu l'avis\nfavorable"));
	MUST(decide_draft_get(s, 1001, "reason", &a, &text, &err));
	assert_null(text.ptr);
	jean = fixture_session(&f, "jean");
	MUST(decide_draft_get(jean, 1001, "text", &a, &text, &err));
	assert_null(text.ptr);
	session_close(jean);
	MUST(decide(s, 1001, &in, &a, &r, &err));
	MUST(decide_draft_get(s, 1001, "text", &a, &text, &err));
	assert_null(text.ptr);
	session_close(s);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(wrong_decisions_are_refused_with_their_figures),
		CASE(awards_are_charged_to_envelope_and_ancestors),
		CASE(what_falls_after_notification_gives_the_money_back),
		CASE(a_refusal_neither_costs_nor_lapses),
		CASE(what_somebody_changed_meanwhile_is_a_conflict),
		CASE(only_a_supervisor_of_the_place_decides),
		CASE(rights_are_those_of_now),
		CASE(the_preview_is_what_deciding_does),
		CASE(a_half_filled_form_is_kept_and_private),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
