/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A morning's work on the demonstration, with keys only, in a pseudo-terminal: search, open, mark
 * all items, finalise, decide, undo, quit. Three oracles: after each key the terminal shows the
 * program's own frame and the cursor stands on the selection; on each screen a full redraw changes
 * nothing. Then the base itself is asked.
 *
 * Marks   I1 3, I2 1, I3 2, I4 3, I5 4, E1 0, E2 1, E3 SO, E4 2, P1 3, P2 NE then 1, P3 4, P4 4,
 *         P5 2, by the grid's weights 12 8 8 7 5, 10 10 6 4, 8 8 7 4 3:
 *         impact     (36 + 8 + 16 + 21 + 20) / 4                   = 25.25
 *         extension  30 x (0 + 10 + 8) / (4 x 24), without E3      =  5.625
 *         portage    (24 + 0 to 32 + 28 + 16 + 6) / 4 with P2 NE   = 18.5 to 26.5; with 1: 20.5
 *         total      49.375 to 57.375, shown 49,4 to 57,4; then 51.375, shown 51,4: above 50,
 *         but extension is under its floor, so the opinion is reserved
 * Money   envelope 45 has 297 000 and 116 600 left; the dossier costs 14 300, at 40 % 5 720, so
 *         110 880 would be left.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/app/decide.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/read.h"
#include "support/must.h"
#include "support/station.h"

enum { IDLE_MS = 5000 };

static void
find_and_open(struct station *s)
{
	station_says(s, ROLE_TITLE, "Dossiers");
	station_says(s, ROLE_TITLE, "Centre-Val de Loire 2021 · 8 octobre 2021 · c.leroy");
	station_sees(s, "401 dossiers");
	station_selects(s, "> 4011808");
	station_keys(s, "jj<Down>k");
	station_selects(s, "> 4011814");
	station_keys(s, "/dep:45 \"guichet des essais\"");
	station_sees(s, "1 dossier sur 401");
	pty_check_redraw(s->p);
	station_keys(s, "<Enter>");
	station_sees(s, "filtre : dep:45 \"guichet des essais\"");
	station_selects(s, "> 4099001 45  ");
	station_sees(s, "reste 116 600 €");
	pty_check_redraw(s->p);
	station_keys(s, "<Enter>");
	station_says(s, ROLE_TITLE, "Dossiers ▸ 4099001 Commune d'Amilly");
	station_sees(s, "Recevable");
	pty_check_redraw(s->p);
	station_keys(s, "<PgDn><PgDn><PgUp>G");
	station_keys(s, "/papier<Enter>n");
	station_sees(s, "papier");
	station_keys(s, "<Tab>");
	station_sees(s, "[Financement]");
	station_sees(s, "Fonds propres");
	pty_check_redraw(s->p);
	station_keys(s, "<Right><Right><Right><Left><BackTab><BackTab>");
	station_sees(s, "[Financement]");
}

static void
mark(struct station *s)
{
	station_keys(s, "<Esc>n");
	station_says(s, ROLE_TITLE, "Dossiers ▸ 4099001 Commune d'Amilly ▸ Notation");
	station_sees(s, "vierge · c.leroy");
	station_sees(s, "14 sous-critères à noter");
	station_sees(s, "Total entre 0,0 et 100,0 sur 100");
	station_selects(s, "> I1  Effet direct pour les usagers");
	station_sees(s, "0  aucun usager identifié");
	pty_check_redraw(s->p);
	station_keys(s, "3");
	station_sees(s, "brouillon · c.leroy");
	station_selects(s, "> I2");
	station_keys(s, "&é\"'");
	station_sees(s, "25,3 sur 40");
	station_keys(s, "à1o2");
	station_sees(s, "5,6 sur 30");
	station_keys(s, "3x442");
	station_sees(s, "18,5 à 26,5 sur 30");
	station_sees(s, "Total entre 49,4 et 57,4 sur 100");
	station_sees(s, "1 sous-critère à noter");
	station_keys(s, "F");
	station_says(s, ROLE_ERROR, "dont P2");
	station_selects(s, "> P2");
	station_keys(s, "1");
	station_sees(s, "Total 51,4 sur 100 : avis réservé");
	station_keys(s, "u");
	station_says(s, ROLE_MESSAGE, "Annulé : P2");
	station_selects(s, "> P2");
	station_keys(s, "<Ctrl-R>");
	station_says(s, ROLE_MESSAGE, "Rétabli : P2");
	station_keys(s, "k");
	station_sees(s, "Total 51,4 sur 100 : avis réservé");
}

static void
comment_and_finalise(struct station *s)
{
	station_keys(s, "gjjc");
	station_sees(s, "Commentaire de I3");
	station_keys(s, "Jalons de l'été<Enter>tenus ?");
	pty_check_redraw(s->p);
	station_keys(s, "<Esc>");
	station_selects(s, "> I3");
	station_selects(s, "commentaire");
	station_keys(s, "=");
	station_sees(s, "Explication");
	pty_check_redraw(s->p);
	station_keys(s, "qF");
	station_says(s, ROLE_SELECTED, "Finaliser l'évaluation de 4099001 : 51,4 sur 100, avis");
	station_keys(s, "<Esc>");
	station_says(s, ROLE_MESSAGE, "Abandonné : rien n'a changé.");
	station_keys(s, "F<Enter>");
	station_says(s, ROLE_MESSAGE, "Enregistré : ");
	station_sees(s, "définitive · c.leroy");
	pty_check_redraw(s->p);
}

static void
award(struct station *s)
{
	station_keys(s, "q");
	station_sees(s, "Noté, avis rendu");
	station_keys(s, "d");
	station_says(s, ROLE_TITLE, "Dossiers ▸ 4099001 Commune d'Amilly ▸ Décision");
	station_sees(s, "superviseur · c.leroy");
	station_selects(s, "> Accorder");
	station_sees(s, "reste 116 600,00 €");
	station_sees(s, "reste 109 450,00 €"); /* of the 7 150 that are asked for */
	pty_check_redraw(s->p);
	station_keys(s, "<Right><Left>");
	station_selects(s, "> Accorder");
	station_keys(s, "<Tab><Tab><Ctrl-U>40");
	station_sees(s, "5 720,00 ] €");
	station_sees(s, "reste 116 600,00 €");
	station_sees(s, "reste 110 880,00 €");
	station_keys(s, "<Tab><Tab><Enter><Down>");
	station_selects(s, "> Conforme aux priorités du département");
	pty_check_redraw(s->p);
	station_keys(s, "<Enter>");
	station_sees(s, "Conforme aux priorités du département");
	station_sees(s, "Le projet répond aux priorités retenues");
	station_keys(s, "<Tab> Sous réserve.");
	station_sees(s, "La décision sera un acte du registre");
	pty_check_redraw(s->p);
	station_keys(s, "<Ctrl-S>");
	station_says(s, ROLE_MESSAGE, "Enregistré : ");
	station_sees(s, "5 720,00 €");
	station_sees(s, "u annule");
	station_sees(s, "Accordé");
}

static void
expect_decision(const struct station *s, enum state state, bool awarded)
{
	struct session *session = station_session(s, "c.leroy");
	struct arena a = { 0 };
	struct dossier_view v;
	struct err err;

	MUST(dossier_read(session, STATION_DOSSIER, &a, &v, &err));
	assert_int_equal(v.state, state);
	assert_int_equal(v.decision.is, awarded);
	if (awarded) {
		assert_int_equal(v.decision.d.amount.m.cents, 572000);
		assert_int_equal(v.decision.d.eligible.m.cents, 1430000);
		assert_string_equal(
			arena_printf(&a, "%.*s", STR_ARG(v.decision.d.reason)), "priorites");
		assert_true(str_ends(v.decision.d.text, STR("Sous réserve.")));
	}
	arena_done(&a);
	session_close(session);
}

static void
expect_sheet(const struct station *s)
{
	static const int8_t marks[] = { 3, 1, 2, 3, 4, 0, 1, MARK_SO, 2, 3, 1, 4, 4, 2 };
	struct session *session = station_session(s, "c.leroy");
	struct arena a = { 0 };
	struct mark_sheet sheet;
	struct err err;

	MUST(mark_open(session, STATION_DOSSIER, &a, &sheet, &err));
	assert_int_equal(sheet.grid->item_count, 14);
	for (int i = 0; i < 14; i++)
		assert_int_equal(sheet.sheet.marks[i], marks[i]);
	assert_int_equal(sheet.score.total.max.milli, 51375);
	assert_true(sheet.is_final && !sheet.is_draft);
	assert_true(str_eq(sheet.comments[2], STR("Jalons de l'été\ntenus ?")));
	arena_done(&a);
	session_close(session);
}

static void
undo(struct station *s)
{
	station_keys(s, "u");
	station_says(s, ROLE_SELECTED, "Annuler : ");
	station_sees(s, "dossier 4099001");
	station_keys(s, "<Enter>");
	station_sees(s, "Noté, avis rendu");
	station_keys(s, "q");
	station_sees(s, "reste 116 600 €");
	station_keys(s, "r");
	station_says(s, ROLE_TITLE, "Registre");
	station_selects(s, "4099001");
	pty_check_redraw(s->p);
	station_keys(s, "<Enter>");
	station_sees(s, "4099001");
	pty_check_redraw(s->p);
	station_keys(s, "qq?");
	station_says(s, ROLE_TITLE, "Aide de l'écran Dossiers");
	station_keys(s, "filtrer");
	pty_check_redraw(s->p);
	station_keys(s, "<Esc>:");
	station_sees(s, "commandes");
	station_keys(s, "env<Tab>");
	pty_check_redraw(s->p);
	station_keys(s, "<Enter>");
	station_says(s, ROLE_TITLE, "Enveloppes");
	pty_check_redraw(s->p);
	station_keys(s, "q");
}

static void
work_through(const struct pty_options *size)
{
	struct station s;

	station_init(&s);
	station_import(&s);
	station_open(&s, "c.leroy", size);
	find_and_open(&s);
	mark(&s);
	comment_and_finalise(&s);
	expect_sheet(&s);
	award(&s);
	expect_decision(&s, STATE_AWARDED, true);
	undo(&s);
	station_quit(&s);
	expect_sheet(&s);
	expect_decision(&s, STATE_MARKED, false);
	station_proves(&s);
	station_done(&s);
}

static void
a_morning_at_80_columns(void **state)
{
	(void)state;
	work_through(&(struct pty_options){ .rows = 24, .cols = 80 });
}

static void
a_morning_at_120_columns(void **state)
{
	(void)state;
	work_through(&(struct pty_options){ .rows = 40, .cols = 120 });
}

/* Five seconds of several looks at other people's work, on four screens at a time. */
static void
an_idle_screen_sends_nothing(void **state)
{
	static const char *const keys[] = { "jj", "<Enter>", "n", "d" };
	struct station s[4];

	(void)state;
	for (int i = 0; i < 4; i++) {
		station_init(&s[i]);
		station_open(&s[i], "c.leroy", NULL);
		station_keys(&s[i], keys[i]);
	}
	assert_int_equal(pty_quiet(s[0].p, IDLE_MS), 0);
	for (int i = 1; i < 4; i++)
		assert_int_equal(pty_quiet(s[i].p, 50), 0);
	for (int i = 0; i < 4; i++)
		station_done(&s[i]);
}

/* What a line of 25 kB/s must carry. */
static void
a_move_costs_few_bytes(void **state)
{
	struct station s;

	(void)state;
	station_init(&s);
	station_open(&s, "c.leroy", NULL);
	for (int i = 0; i < 8; i++) {
		station_keys(&s, "j");
		assert_in_range(pty_bytes(s.p), 1, 600);
	}
	station_keys(&s, "<PgDn>");
	assert_in_range(pty_bytes(s.p), 1, 2500);
	station_done(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_morning_at_80_columns),
		cmocka_unit_test(a_morning_at_120_columns),
		cmocka_unit_test(an_idle_screen_sends_nothing),
		cmocka_unit_test(a_move_costs_few_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
