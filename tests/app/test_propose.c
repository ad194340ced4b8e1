/* SPDX-License-Identifier: EUPL-1.2 */
/* Decisions that are proposed: the money they leave, who may, what a decision makes of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/envelopes.h"
#include "pupitre/app/history.h"
#include "pupitre/app/move.h"
#include "pupitre/app/propose.h"
#include "pupitre/app/read.h"
#include "support/base.h"
#include "support/must.h"
#include "support/tour.h"

#define NB "\xc2\xa0" /* between the groups of an amount */

static struct fixture f;
static struct arena a;
static struct err err;

/* Région 30 000 €, Loiret 20 000 €, Indre-et-Loire 15 000 €; dossiers 1001 and 1002 of the Loiret,
 * 1003 of Indre-et-Loire, all of 20 000 € and marked; 1004 not marked. lucie and jean may propose,
 * chef decides, lise reads. */
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
	fixture_agent(&f, "lucie", ROLE_DELEGATE, "*");
	fixture_agent(&f, "jean", ROLE_INSTRUCTOR, "45");
	fixture_agent(&f, "lise", ROLE_READER, "*");
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

static struct decision_input
award(int64_t cents)
{
	return input(DECISION_AWARD, -1, cents, NULL, NULL);
}

static void
proposes(struct session *s, int64_t number, int64_t cents)
{
	struct decision_input in = award(cents);
	struct receipt r;

	MUST(propose(s, number, &in, &a, &r, &err));
	assert_int_equal(r.acts, 1);
}

static void
refused(struct session *s, int64_t number, int64_t cents, const char *word)
{
	struct decision_input in = award(cents);
	struct receipt r;

	REFUSED(propose(s, number, &in, &a, &r, &err), ERR_INPUT, word);
}

static int64_t
acts(struct session *s)
{
	struct proof p;

	MUST(history_verify(s, &a, &p, &err));
	return p.acts;
}

static struct proposal *
of(struct session *s, int64_t number, size_t wanted)
{
	struct proposal *list;
	size_t n;

	MUST(proposals(s, number, &a, &list, &n, &err));
	assert_int_equal(n, wanted);
	return list;
}

static int64_t
left(struct session *s, const char *code)
{
	struct envelope *list;
	size_t n;

	MUST(envelopes_list(s, &a, &list, &n, &err));
	return envelope_left(envelope_find(list, n, str_z(code))).cents;
}

static void
a_proposal_has_no_effect(void **state)
{
	struct session *s = fixture_session(&f, "lucie");
	struct decision_input in = input(DECISION_AWARD, 1800000, 1200000, NULL, "priorites");
	struct dossier_view v;
	struct proposal *p;
	struct receipt r;

	(void)state;
	in.d.text = STR("Vu l'avis\tfavorable");
	MUST(propose(s, 1001, &in, &a, &r, &err));
	assert_string_equal(
		r.summary, "dossier 1001 : proposition, accorder 12" NB "000,00" NB "€");
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_int_equal(v.state, STATE_MARKED);
	assert_false(v.decision.is);
	assert_int_equal(v.eligible.m.cents, 2000000); /* as the dossier says */
	assert_int_equal(left(s, "45"), 2000000);
	assert_int_equal(v.proposal_count, 1);
	p = of(s, 1001, 1);
	assert_true(str_eqz(p->agent, "lucie") && p->own && p->waits);
	assert_int_equal(p->d.kind, DECISION_AWARD);
	assert_int_equal(p->d.eligible.m.cents, 1800000);
	assert_int_equal(p->d.amount.m.cents, 1200000);
	assert_true(str_eqz(p->d.envelope, "45")); /* the usual one, written down */
	assert_true(str_eqz(p->d.reason, "priorites"));
	assert_true(str_starts(p->d.text, STR("Vu l'avis")));
	assert_true(instant_is(p->at));
	assert_true(str_eqz(v.acts[0].verb, "propose"));
	session_close(s);
	s = fixture_session(&f, "lise");
	assert_false(of(s, 1001, 1)->own);
	session_close(s);
	fixture_proves(&f);
}

static void
money_counts_awards_and_other_proposals(void **state)
{
	struct session *lucie = fixture_session(&f, "lucie"), *jean = fixture_session(&f, "jean");
	struct session *chef = fixture_session(&f, NULL);
	struct decision_input in = award(1200000);
	struct decision_preview pv;
	struct receipt r;

	(void)state;
	proposes(lucie, 1001, 1200000);
	/* 45: 20 000 - 12 000 proposed */
	refused(jean, 1002, 800001, "0,01");
	refused(jean, 1002, 800001, "8" NB "000,00");
	refused(jean, 1002, 800001, "« 45 »");
	proposes(jean, 1002, 800000);
	/* région: 30 000 - 20 000 proposed, though 37 has 15 000 */
	refused(lucie, 1003, 1000001, "« R24 »");
	proposes(lucie, 1003, 1000000);
	/* one's own proposal is replaced, not added */
	proposes(lucie, 1001, 1100000);
	in = award(1200001);
	MUST(propose_preview(lucie, 1001, &in, &a, &pv, &err));
	assert_int_equal(pv.verdict, ERR_INPUT);
	assert_int_equal(pv.left_before.cents, 1200000);
	assert_int_equal(pv.left_after.cents, -1);
	assert_int_equal(pv.envelope.awarded.cents, 800000); /* jean's */
	/* who decides is bound by awards alone */
	in = award(1500000);
	MUST(decide(chef, 1002, &in, &a, &r, &err));
	/* 45: 15 000 awarded on 1002, whose proposal no longer counts; 5 000 are left */
	refused(lucie, 1001, 500001, "5" NB "000,00");
	proposes(lucie, 1001, 500000);
	session_close(chef);
	session_close(jean);
	session_close(lucie);
	fixture_proves(&f);
}

static const struct refusal_case {
	int64_t number;
	enum decision_kind kind;
	int64_t eligible, amount;
	const char *envelope, *reason, *words[2];
} refusals[] = {
	{ 1001, DECISION_AWARD, 2000001, 100, NULL, NULL, { "coût total", "20" NB "000,01" } },
	{ 1001, DECISION_AWARD, 1100000, 1200000, NULL, NULL, { "assiette", "11" NB "000,00" } },
	{ 1001, DECISION_REFUSE, -1, 100, NULL, "incomplet", { "pas de montant", "1,00" } },
	{ 1001, DECISION_AWARD, -1, -1, NULL, NULL, { "montant supérieur", "" } },
	{ 1001, DECISION_AWARD, -1, 100, "Z9", NULL, { "Z9", "n'existe pas" } },
	{ 1001, DECISION_REFUSE, -1, -1, NULL, NULL, { "motif", "" } },
	{ 1001, DECISION_AWARD, -1, 100, NULL, "incomplet", { "incomplet", "accordé" } },
	{ 1001, DECISION_AWARD, -1, 2000001, NULL, NULL, { "assiette", "" } },
	{ 1003, DECISION_AWARD, -1, 1500001, NULL, NULL, { "0,01", "« 37 »" } },
	{ 1004, DECISION_AWARD, -1, 100, NULL, NULL, { "Recevable", "Noté" } },
	{ 9999, DECISION_AWARD, -1, 100, NULL, NULL, { "9999", "n'est pas dans la base" } },
};

static void
wrong_proposals_are_refused_with_their_figures(void **state)
{
	struct session *s = fixture_session(&f, "lucie");
	int64_t before = acts(s);
	struct decision_preview pv;
	struct receipt r;

	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const struct refusal_case *c = &refusals[i];
		struct decision_input in =
			input(c->kind, c->eligible, c->amount, c->envelope, c->reason);
		char text[1200];

		for (int w = 0; w < 2; w++)
			REFUSED(propose(s, c->number, &in, &a, &r, &err), ERR_INPUT, c->words[w]);
		if (c->number == 9999)
			continue;
		snprintf(text, sizeof text, "%s", err.text);
		MUST(propose_preview(s, c->number, &in, &a, &pv, &err));
		assert_int_equal(pv.verdict, ERR_INPUT);
		assert_string_equal(pv.refusal.text, text);
	}
	assert_int_equal(acts(s), before);
	of(s, 1001, 0);
	session_close(s);
}

static void
who_may_not_propose_is_refused(void **state)
{
	struct session *s = fixture_session(&f, "lise");
	struct decision_input in = award(100);
	struct decision_preview pv;
	struct receipt r;

	(void)state;
	REFUSED(propose(s, 1001, &in, &a, &r, &err), ERR_DENIED, "proposer");
	REFUSED(propose_withdraw(s, 1001, &a, &r, &err), ERR_DENIED, "proposer");
	MUST(propose_preview(s, 1001, &in, &a, &pv, &err));
	assert_int_equal(pv.verdict, ERR_DENIED);
	session_close(s);
	s = fixture_session(&f, "jean");
	REFUSED(propose(s, 1003, &in, &a, &r, &err), ERR_DENIED, "périmètre");
	REFUSED(propose_preview(s, 1003, &in, &a, &pv, &err), ERR_DENIED, "périmètre");
	session_close(s);
}

static void
the_same_again_is_nothing(void **state)
{
	struct session *s = fixture_session(&f, "lucie");
	struct decision_input in = input(DECISION_REFUSE, -1, -1, NULL, "incomplet");
	struct receipt r;
	int64_t before;

	(void)state;
	proposes(s, 1001, 100000);
	before = acts(s);
	refused(s, 1001, 100000, "rien à changer");
	assert_int_equal(acts(s), before);
	MUST(propose(s, 1001, &in, &a, &r, &err)); /* another mind: the amount goes away */
	assert_int_equal(of(s, 1001, 1)->d.kind, DECISION_REFUSE);
	assert_false(of(s, 1001, 1)->d.amount.is);
	assert_null(of(s, 1001, 1)->d.envelope.ptr);
	session_close(s);
	fixture_proves(&f);
}

static void
a_decision_leaves_proposals_as_history(void **state)
{
	struct session *s = fixture_session(&f, "lucie"), *chef = fixture_session(&f, NULL);
	struct decision_input in = input(DECISION_REFUSE, -1, -1, NULL, "incomplet");
	struct uid last = { { 0 } };
	struct receipt r;

	(void)state;
	proposes(s, 1001, 2000000);
	refused(s, 1002, 1, "0,01");
	MUST(decide(chef, 1001, &in, &a, &r, &err));
	assert_false(of(s, 1001, 1)->waits);
	refused(s, 1001, 100, "déjà décidé");
	REFUSED(propose_withdraw(s, 1001, &a, &r, &err), ERR_INPUT, "histoire");
	proposes(s, 1002, 2000000); /* the whole envelope is free again */
	/* Taken back, the decision gives the proposal its place again: nothing more fits. */
	MUST(history_undo(chef, last, &a, &r, &err));
	assert_true(of(s, 1001, 1)->waits);
	refused(s, 1001, 100, "autres propositions");
	session_close(chef);
	session_close(s);
	fixture_proves(&f);
}

static void
a_proposal_is_withdrawn_and_undone(void **state)
{
	struct session *s = fixture_session(&f, "lucie"), *jean = fixture_session(&f, "jean");
	struct uid last = { { 0 } };
	struct receipt r;

	(void)state;
	REFUSED(propose_withdraw(s, 1001, &a, &r, &err), ERR_INPUT, "pas de proposition");
	proposes(s, 1001, 1500000);
	MUST(history_undo(s, last, &a, &r, &err));
	of(s, 1001, 0);
	MUST(history_redo(s, &a, &r, &err));
	assert_int_equal(of(s, 1001, 1)->d.amount.m.cents, 1500000);
	MUST(propose_withdraw(s, 1001, &a, &r, &err));
	assert_string_equal(r.summary, "dossier 1001 : proposition retirée");
	of(s, 1001, 0);
	proposes(jean, 1002, 1000000);
	/* Its money is somebody else's now. */
	REFUSED(history_undo(s, last, &a, &r, &err), ERR_INPUT, "autres propositions");
	of(s, 1001, 0);
	MUST(propose_withdraw(jean, 1002, &a, &r, &err));
	MUST(history_undo(s, last, &a, &r, &err));
	assert_int_equal(of(s, 1001, 1)->d.amount.m.cents, 1500000);
	assert_true(instant_is(of(s, 1001, 1)->at));
	session_close(jean);
	session_close(s);
	fixture_proves(&f);
}

static void
several_people_propose_on_one_dossier(void **state)
{
	struct session *s = fixture_session(&f, "lucie"), *jean = fixture_session(&f, "jean");
	struct decision_input in = input(DECISION_POSTPONE, -1, -1, NULL, "precisions");
	struct proposal *list;
	struct receipt r;

	(void)state;
	proposes(s, 1001, 300000);
	MUST(propose(jean, 1001, &in, &a, &r, &err));
	list = of(s, 1001, 2);
	assert_true(list[0].own != list[1].own);
	assert_true(str_eqz(of(jean, 1001, 2)[0].agent, "jean") ||
		    str_eqz(of(jean, 1001, 2)[1].agent, "jean"));
	MUST(propose_withdraw(jean, 1001, &a, &r, &err));
	assert_true(str_eqz(of(jean, 1001, 1)->agent, "lucie")); /* only one's own goes */
	session_close(jean);
	session_close(s);
	fixture_proves(&f);
}

static void
what_was_seen_may_not_have_changed(void **state)
{
	struct session *s = fixture_session(&f, "lucie"), *chef = fixture_session(&f, NULL);
	struct decision_input in = award(100000);
	struct dossier_view v;
	struct receipt r;

	(void)state;
	MUST(dossier_read(s, 1001, &a, &v, &err));
	in.seen = v.seen;
	MUST(move_state(chef, 1001, STATE_INSTRUCTION, STR_NONE, &a, &r, &err));
	MUST(move_state(chef, 1001, STATE_MARKED, STR_NONE, &a, &r, &err));
	REFUSED(propose(s, 1001, &in, &a, &r, &err), ERR_CONFLICT, "chef");
	session_close(chef);
	session_close(s);
}

static void
the_form_is_shared_with_deciding(void **state)
{
	struct session *s = fixture_session(&f, "lucie");
	struct str text;

	(void)state;
	MUST(decide_draft_set(s, 1001, "text", STR("à revoir"), &err));
	proposes(s, 1001, 100000);
	MUST(decide_draft_get(s, 1001, "text", &a, &text, &err));
	assert_null(text.ptr);
	session_close(s);
}

static void
a_proposal_reads_as_a_sentence(void **state)
{
	static const char *const words[DECISION_COUNT] = { "accorder 12" NB "000,00" NB "€",
		"refuser", "classer sans suite", "réorienter", "ajourner" };

	(void)state;
	for (int i = 0; i < DECISION_COUNT; i++) {
		struct decision d = { .kind = (enum decision_kind)i,
			.amount = { i == DECISION_AWARD, { 1200000 } } };

		assert_string_equal(proposal_text(&a, &d), words[i]);
	}
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static struct session *
away(struct tour *t)
{
	tour_take(t, &f, NULL, "lucie", "45");
	return tour_session(t);
}

/* What a delegate proposed before the departure travels and is counted once. */
static void
a_mallette_has_the_sums_of_its_host(void **state)
{
	struct session *lucie = fixture_session(&f, "lucie"), *jean = fixture_session(&f, "jean");
	struct tour t;

	(void)state;
	proposes(lucie, 1001, 1200000);
	proposes(jean, 1002, 500000);
	session_close(jean);
	session_close(lucie);
	lucie = away(&t);
	/* 45: 20 000 - 12 000 - jean's 5 000 */
	refused(lucie, 1002, 300001, "0,01");
	proposes(lucie, 1002, 300000);
	refused(lucie, 1001, 1200001, "0,01");
	proposes(lucie, 1001, 1100000);
	session_close(lucie);
	fixture_proves(&f);
}

static void
a_mallette_lacks_what_its_host_lacks(void **state)
{
	struct session *lucie = fixture_session(&f, "lucie"), *jean = fixture_session(&f, "jean");
	struct tour t;

	(void)state;
	proposes(lucie, 1001, 1200000);
	proposes(jean, 1002, 500000);
	session_close(jean);
	session_close(lucie);
	fixture_envelope(&f, "45", 16000, "R24");
	lucie = away(&t);
	/* 45: 16 000 - jean's 5 000 */
	refused(lucie, 1001, 1100001, "0,01");
	refused(lucie, 1002, 1, "1" NB "000,01");
	proposes(lucie, 1001, 1100000);
	session_close(lucie);
	fixture_proves(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_proposal_has_no_effect),
		CASE(money_counts_awards_and_other_proposals),
		CASE(wrong_proposals_are_refused_with_their_figures),
		CASE(who_may_not_propose_is_refused),
		CASE(the_same_again_is_nothing),
		CASE(a_decision_leaves_proposals_as_history),
		CASE(a_proposal_is_withdrawn_and_undone),
		CASE(several_people_propose_on_one_dossier),
		CASE(what_was_seen_may_not_have_changed),
		CASE(the_form_is_shared_with_deciding),
		CASE(a_proposal_reads_as_a_sentence),
		CASE(a_mallette_has_the_sums_of_its_host),
		CASE(a_mallette_lacks_what_its_host_lacks),
	};
	int failed;

	tour_home();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	tour_home_gone();
	return failed;
}
