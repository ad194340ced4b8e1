/* SPDX-License-Identifier: EUPL-1.2 */
/* The form of a proposal for who may not decide; proposals over the form of who decides. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/app/propose.h"
#include "pupitre/app/read.h"
#include "support/desk.h"
#include "support/must.h"

static struct desk d;
static struct arena a;
static struct err err;

/* Two marked dossiers of 20 000 euros, 16 000 asked; lucie and jean propose, chef decides. */
static int
setup(void **state)
{
	(void)state;
	desk_start(&d, 2);
	fixture_mark_all(d.session, 1001, 3);
	fixture_mark_all(d.session, 1002, 3);
	fixture_agent(&d.f, "lucie", ROLE_DELEGATE, "*");
	fixture_agent(&d.f, "jean", ROLE_INSTRUCTOR, "*");
	fixture_agent(&d.f, "lise", ROLE_READER, "*");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&a);
	desk_stop(&d);
	return 0;
}

static void
sit(int rows, int cols, const char *login)
{
	desk_leave(&d);
	desk_sit(&d, rows, cols, login);
}

static void
proposes(const char *login, enum decision_kind kind, int64_t cents, const char *reason,
	const char *text)
{
	struct decision_input in = { .d = { .kind = kind } };
	struct session *s = fixture_session(&d.f, login);
	struct receipt r;

	in.d.amount = (struct maybe_money){ kind == DECISION_AWARD, { cents } };
	in.d.reason = str_z(reason);
	in.d.text = str_z(text);
	MUST(propose(s, 1001, &in, &a, &r, &err));
	session_close(s);
}

static struct dossier_view
view(int64_t number)
{
	struct dossier_view v;

	MUST(dossier_read(d.session, number, &a, &v, &err));
	return v;
}

static void
who_may_not_decide_proposes(void **state)
{
	struct dossier_view v;

	(void)state;
	sit(24, 80, "lucie");
	desk_shows(&d, "d proposer");
	desk_hides(&d, "décider");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "d proposer");
	desk_keys(&d, "d");
	desk_shows(&d, "▸ Proposition");
	desk_shows(&d, "   Proposition         > Accorder");
	desk_hides(&d, "Décision");
	desk_shows(&d, "Ctrl-S proposer");
	desk_shows(&d, "sans effet avant une décision");
	desk_shows(&d, "+ propositions");
	desk_keys(&d, "<Tab><Tab><Tab><Ctrl-U>12000");
	desk_shows(&d, "reste 88 000,00 €");
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "Enregistré : dossier 1001 : proposition, accorder 12 000,00 €. u annule.");
	v = view(1001);
	assert_false(v.decision.is);
	assert_int_equal(v.proposal_count, 1);
	assert_int_equal(v.proposals[0].d.amount.m.cents, 1200000);
	/* Again: the form starts from it, and may withdraw it. */
	desk_keys(&d, "d");
	desk_shows(&d, "vous proposez : accorder 12 000,00 € le 08/10");
	desk_shows(&d, "[  12 000,00 ]");
	desk_shows(&d, "Ctrl-X retirer");
	desk_hides(&d, "Ctrl-T");
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "rien à changer");
	desk_keys(&d, "<Ctrl-X>");
	desk_shows(&d, "proposition retirée");
	assert_int_equal(view(1001).proposal_count, 0);
	desk_keys(&d, "u<Enter>");
	assert_int_equal(view(1001).proposal_count, 1);
}

static void
the_money_of_others_is_taken_off(void **state)
{
	(void)state;
	proposes("jean", DECISION_AWARD, 2000000, NULL, NULL);
	fixture_envelope(&d.f, "45", 30000, NULL);
	sit(24, 80, "lucie");
	desk_keys(&d, "jd");
	desk_shows(&d, "1002");
	/* 10 000 are left, 16 000 asked */
	desk_shows(&d, "dépasse de 6 000,00 € le reste de l'enveloppe « 45 »");
	desk_shows(&d, "autres propositions déduites ; réduisez-le");
	desk_shows(&d, "-6 000,00 €");
	desk_keys(&d, "<Tab><Tab><Tab><Ctrl-U>10000");
	desk_hides(&d, "dépasse");
	desk_shows(&d, "reste 0,00 €");
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "Enregistré");
}

static void
who_decides_takes_a_proposal_over(void **state)
{
	struct dossier_view v;

	(void)state;
	proposes("lucie", DECISION_AWARD, 1200000, NULL, "Vu l'avis favorable.\nSecond alinéa.");
	proposes("jean", DECISION_REFUSE, 0, "incomplet", NULL);
	sit(24, 80, NULL);
	desk_keys(&d, "d");
	desk_shows(&d, "▸ Décision");
	desk_shows(
		&d, "   lucie propose : accorder 12 000,00 € le 08/10, « Vu l'avis favorable. »");
	desk_shows(&d, "   jean propose : refuser le 08/10");
	desk_shows(&d, "Ctrl-T reprendre");
	desk_hides(&d, "Ctrl-X");
	desk_shows(&d, "[  16 000,00 ]");
	desk_keys(&d, "<Ctrl-T>");
	v = view(1001);
	/* The order of two proposals of one second is that of the logins. */
	if (str_eqz(v.proposals[0].agent, "jean"))
		desk_keys(&d, "<Ctrl-T>");
	desk_shows(&d, " > lucie propose");
	desk_shows(&d, "Proposition de lucie reprise");
	desk_shows(&d, "[  12 000,00 ]");
	desk_shows(&d, "Second alinéa.");
	desk_keys(&d, "<Ctrl-T>");
	desk_shows(&d, " > jean propose");
	desk_shows(&d, "> Refuser");
	desk_hides(&d, "Second alinéa.");
	desk_keys(&d, "<Ctrl-T>"); /* going round */
	desk_shows(&d, " > lucie propose");
	desk_shows(&d, "[  12 000,00 ]");
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "Enregistré : dossier 1001 : accordé, 12 000,00 €");
	v = view(1001);
	assert_true(v.decision.is);
	assert_int_equal(v.decision.d.amount.m.cents, 1200000);
	assert_true(str_eqz(v.decision.agent, "chef"));
	assert_int_equal(v.proposal_count, 2);
	assert_false(v.proposals[0].waits);
}

static void
what_was_taken_over_is_a_draft(void **state)
{
	(void)state;
	fixture_envelope(&d.f, "R24", 50000, NULL);
	struct decision_input in = { .d = { .kind = DECISION_AWARD, .envelope = STR("R24") } };
	struct session *s = fixture_session(&d.f, "lucie");
	struct receipt r;

	in.d.amount = (struct maybe_money){ true, { 300000 } };
	MUST(propose(s, 1001, &in, &a, &r, &err));
	session_close(s);
	desk_keys(&d, "d<Ctrl-T>");
	desk_shows(&d, "Enveloppe R24");
	sit(24, 80, NULL);
	desk_keys(&d, "d");
	desk_shows(&d, "Enveloppe R24");
	desk_shows(&d, "[   3 000,00 ]");
	desk_keys(&d, "<Ctrl-S>");
	assert_true(str_eqz(view(1001).decision.d.envelope, "R24"));
}

static void
small_and_large_screens_show_them(void **state)
{
	(void)state;
	proposes("lucie", DECISION_AWARD, 1200000, NULL, NULL);
	proposes("jean", DECISION_REFUSE, 0, "incomplet", NULL);
	sit(16, 60, NULL);
	desk_keys(&d, "d");
	desk_shows(&d, "propose : ");
	desk_keys(&d, "<Ctrl-T><Ctrl-T>");
	desk_shows(&d, " > ");
	desk_shows(&d, "Ctrl-S");
	sit(40, 120, NULL);
	desk_keys(&d, "d");
	desk_shows(&d, "lucie propose : accorder 12 000,00 €");
	desk_shows(&d, "jean propose : refuser");
	desk_shows(&d, "Échap revenir");
}

static void
the_dossier_tells_them(void **state)
{
	(void)state;
	proposes("lucie", DECISION_AWARD, 1200000, "priorites", "Vu l'avis.");
	sit(24, 80, "lise");
	desk_keys(&d, "<Enter><Tab>G");
	desk_shows(&d, "lucie : accorder 12 000,00 €, le 08/10/2021");
	desk_shows(&d, "Vu l'avis.");
	desk_keys(&d, "<Tab><Tab><Tab>");
	desk_shows(&d, "lucie : proposition");
	desk_shows(&d, "décision proposée : - → accordé");
	desk_shows(&d, "montant proposé : - → 12 000,00 €");
	/* Who may neither decide nor propose is told why. */
	desk_keys(&d, "d");
	desk_shows(&d, "vos rôles ne permettent pas de décider");
	sit(40, 120, "lise");
	desk_shows(&d, "lucie propose : accorder 12 000,00 €");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(who_may_not_decide_proposes),
		CASE(the_money_of_others_is_taken_off),
		CASE(who_decides_takes_a_proposal_over),
		CASE(what_was_taken_over_is_a_draft),
		CASE(small_and_large_screens_show_them),
		CASE(the_dossier_tells_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
