/* SPDX-License-Identifier: EUPL-1.2 */
/* The screens on a real base, driven by keys in memory. After every key the hardware cursor must
 * stand on a cell that is selected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/app/move.h"
#include "pupitre/app/mark.h"
#include "pupitre/domain/role.h"
#include "pupitre/term/memory.h"
#include "support/desk.h"
#include "support/must.h"

static void
test_mark_decide_undo(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 3);
	desk_shows(&d, "> 1001");
	desk_shows(&d, "3 dossiers");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "[Demande]");
	desk_keys(&d, "n");
	desk_shows(&d, "[ ]");
	desk_shows(&d, "14 sous-critères à noter");
	desk_keys(&d, "3333333");
	desk_shows(&d, "7 sous-critères à noter");
	desk_keys(&d, "u");
	desk_shows(&d, "redevient NE");
	desk_keys(&d, "F");
	desk_shows(&d, "Sous-critères à noter : 8");
	desk_keys(&d, "33333333");
	desk_shows(&d, "Total 75,0 sur 100");
	desk_keys(&d, "F");
	desk_shows(&d, "Finaliser l'évaluation de 1001 : 75,0 sur 100");
	desk_keys(&d, "<Enter>q");
	desk_shows(&d, "Noté, avis rendu");
	desk_keys(&d, "d");
	desk_shows(&d, "16 000,00");
	desk_shows(&d, "reste 84 000,00");
	desk_stop(&d);
}

static void
test_decision_follows_its_rules(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 1);
	fixture_mark_all(d.session, 1001, 3);
	desk_keys(&d, "d<Tab>");
	desk_shows(&d, "80,00");
	desk_keys(&d, "<Ctrl-U>10000");
	desk_shows(&d, "8 000,00");
	desk_keys(&d, "<Tab><Tab><Ctrl-U>5000<Tab>");
	desk_shows(&d, "50,00");
	desk_keys(&d, "<Up><Ctrl-U>99000");
	desk_shows(&d, "99000");
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "Décision"); /* refused: still there */
	desk_keys(&d, "<Ctrl-U>5000<Tab><Enter><Down><Enter><Ctrl-S>");
	desk_shows(&d, "Enregistré");
	desk_shows(&d, "95 000");
	desk_keys(&d, "u");
	desk_shows(&d, "Annuler : décision du");
	desk_keys(&d, "<Esc>u<Enter>");
	desk_shows(&d, "annulé");
	desk_shows(&d, "reste 100 000");
	desk_keys(&d, "<Ctrl-R>");
	desk_shows(&d, "95 000");
	desk_stop(&d);
}

/* Everything typed in the form comes back after Esc, and after the program ends. */
static void
test_drafts_stay(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 1);
	fixture_mark_all(d.session, 1001, 2);
	desk_keys(&d, "d<BackTab>Un texte");
	desk_keys(&d, "<Esc>nc");
	desk_keys(&d, "Vu avec l'élu<Enter>deux lignes<Esc>q");
	desk_leave(&d);
	desk_sit(&d, 24, 80, NULL);
	desk_keys(&d, "d");
	desk_shows(&d, "│ Un texte");
	desk_keys(&d, "<Esc>nkc");
	desk_shows(&d, "deux lignes");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "commentaire");
	desk_stop(&d);
}

static void
test_filter(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 30);
	desk_keys(&d, "/1001");
	desk_shows(&d, "1 dossier sur 30");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "30 dossiers");
	desk_keys(&d, "/dep:45<Enter>");
	desk_shows(&d, "filtre : dep:45");
	desk_keys(&d, "/ état:nimporte");
	desk_shows(&d, "nimporte");
	desk_keys(&d, "<Enter>"); /* refused: the line stays, so does the list */
	desk_shows(&d, "filtre : dep:45 état:nimporte");
	desk_keys(&d, "<Esc><Esc>");
	desk_shows(&d, "tous les dossiers");
	desk_keys(&d, ":filtrer 1002<Enter>");
	desk_shows(&d, "> 1002");
	desk_keys(&d, "<Esc>G");
	desk_shows(&d, "> 1030");
	desk_keys(&d, "g5j");
	desk_shows(&d, "> 1006");
	desk_stop(&d);
}

static void
test_register_shows_old_and_new(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 1);
	fixture_mark_all(d.session, 1001, 3);
	desk_keys(&d, "r");
	desk_shows(&d, "Ancien → nouveau");
	desk_shows(&d, "évaluation");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "empreinte");
	desk_keys(&d, "qq");
	desk_shows(&d, "tous les dossiers");
	desk_stop(&d);
}

/* The same in a dossier and in any text opened to be read: found, counted, gone round, stopped. */
static void
test_search_in_texts(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 1);
	fixture_mark_all(d.session, 1001, 3);
	desk_keys(&d, "<Enter>/DEMANDÉ<Enter>");
	desk_shows(&d, "recherche « demande » : ");
	desk_selects(&d, "emand");
	desk_keys(&d, "/piscine<Enter>");
	desk_shows(&d, "« piscine » n'est pas dans cet onglet (Tab : onglet suivant)");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "recherche « demande » : ");
	desk_keys(&d, "<Esc>");
	desk_hides(&d, "recherche «");
	desk_keys(&d, "r<Enter>/EMPREINTE<Enter>");
	desk_shows(&d, "recherche « empreinte » : 3 lignes ;");
	desk_selects(&d, "empreinte");
	desk_keys(&d, "gn");
	desk_selects(&d, "empreinte");
	desk_keys(&d, "/piscine<Enter>");
	desk_shows(&d, "« piscine » n'est pas dans ce texte");
	desk_keys(&d, "<Esc><Esc>");
	desk_shows(&d, "Acte");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "Ancien → nouveau");
	desk_stop(&d);
}

static void
test_no_key_is_dead(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 1);
	desk_keys(&d, "z");
	desk_shows(&d, "La touche z ne sert à rien ici. ? montre les touches.");
	desk_keys(&d, "q");
	desk_shows(&d, "Q (majuscule) quitte");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "Rien à abandonner");
	memory_paste(d.backend, STR("dQ\nQ"));
	assert_true(workstation_pump(d.work));
	desk_shows(&d, "Texte collé ignoré");
	desk_keys(&d, "?regis");
	desk_shows(&d, "registre");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "Ancien → nouveau");
	memory_keys(d.backend, "Q");
	assert_false(workstation_pump(d.work));
	desk_stop(&d);
}

static void
test_sizes(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 16, 60 }, { 40, 120 }, { 24, 100 },
		{ 60, 200 } };
	static const char *const scripts[] = { "", "<Enter>", "<Enter><Right>", "n", "nc", "d", "r",
		"b", "?", ":", "s", "e" };
	struct desk d;

	(void)state;
	desk_start(&d, 40);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (size_t j = 0; j < sizeof(scripts) / sizeof(scripts[0]); j++) {
			desk_leave(&d);
			desk_sit(&d, sizes[i][0], sizes[i][1], NULL);
			desk_keys(&d, scripts[j]);
			memory_resize(d.backend, 15, 60);
			assert_true(workstation_pump(d.work));
			desk_shows(&d, "terminal trop petit (min 60×16)");
			memory_resize(d.backend, sizes[i][0], sizes[i][1]);
			assert_true(workstation_pump(d.work));
			desk_check_cursor(&d, "resize");
			desk_hides(&d, "trop petit");
		}
	desk_stop(&d);
}

/* Somebody else's act appears at the next look; without one nothing is drawn. */
static void
test_refresh(void **state)
{
	struct desk d;
	struct session *other;
	struct arena a = { 0 };
	struct receipt receipt;
	struct err err;
	int frames;

	(void)state;
	desk_start(&d, 5);
	desk_keys(&d, "jj");
	frames = memory_frame_count(d.backend);
	workstation_poll(d.work);
	assert_int_equal(memory_frame_count(d.backend), frames);
	other = fixture_session(&d.f, NULL);
	fixture_mark_all(other, 1002, 4);
	session_close(other);
	workstation_poll(d.work);
	desk_shows(&d, "100,0");
	desk_shows(&d, "> 1003");
	other = fixture_session(&d.f, NULL);
	MUST(move_state(other, 1004, STATE_INCOMPLETE, STR("délibération"), &a, &receipt, &err));
	session_close(other);
	workstation_poll(d.work);
	desk_shows(&d, "1004 enregistré le");
	arena_done(&a);
	desk_stop(&d);
}

static void
test_a_reader_may_not_write(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 1);
	fixture_agent(&d.f, "lea", ROLE_READER, "*");
	desk_leave(&d);
	desk_sit(&d, 24, 80, "lea");
	desk_hides(&d, "n noter");
	desk_keys(&d, "n");
	desk_shows(&d, "vos rôles ne permettent pas d'évaluer un dossier");
	desk_keys(&d, "d");
	desk_shows(&d, "vos rôles ne permettent pas");
	desk_stop(&d);
}

static void
test_empty_base(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 0);
	desk_shows(&d, "Aucun dossier. Importez");
	desk_keys(&d, "<Enter>jGg<PgDn>ndeu");
	desk_shows(&d, "Aucun dossier");
	desk_stop(&d);
}

static void
press(struct desk *d, const char *keys)
{
	memory_keys(d->backend, keys);
	assert_true(workstation_pump(d->work));
}

/* Beside the list the dossier follows when the keys rest: it stays while the rows stand still, goes
 * while they scroll, and comes back once; at 80 columns nothing is ever late. */
static void
test_pane_follows_at_rest(void **state)
{
	struct desk d;
	int frames;

	(void)state;
	desk_start(&d, 60);
	press(&d, "j");
	assert_int_equal(workstation_rest_ms(d.work), -1);
	desk_leave(&d);
	desk_sit(&d, 40, 120, NULL);
	desk_shows(&d, "Coût total :");
	assert_int_equal(workstation_rest_ms(d.work), -1);
	press(&d, "j");
	assert_int_equal(workstation_rest_ms(d.work), 150);
	desk_shows(&d, "Coût total :");
	press(&d, "G");
	desk_hides(&d, "Coût total :");
	workstation_rest(d.work);
	desk_shows(&d, "Coût total :");
	assert_int_equal(workstation_rest_ms(d.work), -1);
	frames = memory_frame_count(d.backend);
	workstation_rest(d.work);
	assert_int_equal(memory_frame_count(d.backend), frames);
	desk_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mark_decide_undo),
		cmocka_unit_test(test_decision_follows_its_rules),
		cmocka_unit_test(test_drafts_stay),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_register_shows_old_and_new),
		cmocka_unit_test(test_search_in_texts),
		cmocka_unit_test(test_no_key_is_dead),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_refresh),
		cmocka_unit_test(test_a_reader_may_not_write),
		cmocka_unit_test(test_empty_base),
		cmocka_unit_test(test_pane_follows_at_rest),
	};

	return cmocka_run_group_tests_name("ui: workstation", tests, NULL, NULL);
}
