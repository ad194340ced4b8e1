/* SPDX-License-Identifier: EUPL-1.2 */
/* The screen Questions on real disagreements: the same sheet marked at the office and on the laptop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "pupitre/app/manage.h"
#include "pupitre/domain/role.h"
#include "pupitre/term/memory.h"
#include "support/must.h"
#include "support/tour.h"

/* lea marks dossiers 1001 to 1000 + n on the laptop, then at the office before she returns: second item 1
 * against 3, with a comment each when n is 1. Comes back to the desk at `rows` by `cols`. */
static void
start(struct desk *d, int n, int rows, int cols)
{
	bool comments = n == 1;
	struct tour t;
	struct session *s;

	desk_start(d, 3);
	tour_leave(&t, &d->f, "lea");
	s = tour_session(&t);
	for (int i = 1; i <= n; i++)
		tour_mark(s, 1000 + i, 1, 1,
			comments ? "le gain annoncé n'est étayé par aucun relevé" : NULL, 2);
	session_close(s);
	s = fixture_session(&d->f, "lea");
	for (int i = 1; i <= n; i++)
		tour_mark(s, 1000 + i, 1, 3,
			comments ? "gain chiffré par la régie des cantines" : NULL, 2);
	session_close(s);
	tour_return(&t);
	tour_merge(&t, &d->f, NULL);
	desk_leave(d);
	desk_sit(d, rows, cols, NULL);
}

/* Rows and columns of the picture: values under their heads, both comments wrapped and whole. */
static void
test_picture(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 1, 24, 80);
	desk_selects(&d, ">?1001");
	desk_keys(&d, "!");
	desk_shows(&d, "Dossiers ▸ 1001 ▸ Questions");
	desk_shows(&d, "1 sur 1");
	desk_shows(&d, " Dossier 1001  ");
	desk_shows(&d, "              au départ           ici                   mallette");
	desk_shows(&d, "  champ       I2                  I2                    I2");
	desk_shows(&d, "> note        -                   3                     1");
	desk_shows(&d, "lea                   lea");
	desk_shows(&d, "gain chiffré par la   le gain annoncé n'est");
	desk_shows(&d, "régie des cantines    étayé par aucun relevé");
	desk_shows(&d, "> garder 3   prendre 1");
	desk_shows(&d, "Les deux commentaires sont conservés.");
	desk_shows(&d, "Tant qu'une question est ouverte, la décision de ce dossier attend.");
	desk_shows(
		&d, " ←→ choisir  Entrée répondre  J K autre question  r registre  Échap revenir");
	desk_keys(&d, "r");
	desk_shows(&d, "Ancien → nouveau");
	desk_keys(&d, "q<Esc>");
	desk_shows(&d, "3 dossiers");
	desk_stop(&d);
}

/* The trial of a file counts what will be asked: one sheet asks as many questions as it has contested marks. */
static void
test_trial_counts_questions(void **state)
{
	struct desk d;
	struct tour t;
	struct session *s;

	(void)state;
	desk_start(&d, 1);
	tour_leave(&t, &d.f, "lea");
	s = tour_session(&t);
	tour_mark(s, 1001, 0, 1, NULL, 2);
	session_close(s);
	s = fixture_session(&d.f, "lea");
	tour_mark(s, 1001, 1, 3, NULL, 2); /* I1: 1 there, 2 here; I2: 2 there, 3 here */
	session_close(s);
	tour_return(&t);
	desk_leave(&d);
	desk_sit(&d, 40, 120, NULL);
	desk_keys(&d, "mf<Ctrl-U>");
	memory_keys(d.backend, t.retour);
	assert_true(workstation_pump(d.work));
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "1 en question");
	desk_shows(&d, "2 questions seraient posées.");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "1 sur 2");
	desk_stop(&d);
}

/* Letters are commands at the choice and text in a field; a motive is asked before anything is written. */
static void
test_answer_each_way(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 3, 24, 80);
	desk_keys(&d, "m!");
	desk_shows(&d, "retour Loiret, lea, 8 octobre ▸ Questions");
	desk_shows(&d, "1 sur 3");
	desk_keys(&d, "K");
	desk_shows(&d, "C'est la première question.");
	desk_keys(&d, "J");
	desk_shows(&d, "2 sur 3");
	desk_keys(&d, "<Right><Tab>un motif pas fini<Esc>J");
	desk_shows(&d, "3 sur 3");
	desk_hides(&d, "un motif pas fini");
	desk_keys(&d, "JKK");
	desk_shows(&d, "1 sur 3");
	desk_keys(&d, "J");
	desk_shows(&d, "[ un motif pas fini ");
	desk_keys(&d, "K<Enter>");
	desk_shows(&d, "Tapez le motif, il est obligatoire");
	desk_keys(&d, "vu J, K : q<Enter>");
	desk_shows(&d, "Il reste 2 questions.");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "Il reste 1 question.");
	desk_keys(&d, "<Right><Right><Right>");
	desk_shows(&d, "> autre valeur [ ]");
	desk_keys(&d, "<Enter>9<Enter>essai<Enter>");
	desk_shows(&d, "1 sur 1"); /* refused: no such mark */
	desk_keys(&d, "<Up><Tab><Ctrl-U>2<Enter>");
	desk_shows(&d, "C'était la dernière question");
	desk_selects(&d, "> Aucune question n'attend de réponse.");
	desk_keys(&d, "q");
	desk_hides(&d, "attendent une réponse");
	desk_stop(&d);
}

/* Choosing the third answer is typing it: no key between, and the way back by the arrow. */
static void
test_third_value(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 2, 24, 80);
	desk_selects(&d, ">?1001");
	desk_keys(&d, "!<Right><Right>");
	desk_shows(&d, "> autre valeur [ ]");
	desk_shows(&d, "Tapez la valeur, puis Entrée. ← et Échap reviennent au choix");
	desk_shows(&d, " Entrée répondre  Échap revenir  Tab champ suivant");
	desk_keys(&d, "2");
	desk_shows(&d, "> autre valeur [2 ]");
	desk_keys(&d, "<Left><Left>");
	desk_shows(&d, "> prendre 1   autre valeur [2]");
	desk_keys(&d, "l<Backspace><Esc>0");
	desk_shows(&d, "> autre valeur [0 ]");
	desk_keys(&d, "<Enter>vu J, K : r<Enter>");
	desk_shows(&d, "C'était la dernière question");
	desk_keys(&d, "qr<Enter>");
	desk_shows(&d, "I2 note : 3 → 0");
	desk_stop(&d);
}

/* The grid in force at the host is another one: E1 and E2 weigh 15 and 5 instead of 10 and 10. */
static void
other_grid(struct fixture *f)
{
	struct session *s = fixture_session(f, NULL);
	struct arena a = { 0 };
	char *text = arena_z(&a, session_grid(s)->yaml), *at = strstr(text, "identifiant: E1");
	char path[128];
	struct receipt r;
	struct err err;

	at = strstr(at, "poids: 10");
	memcpy(at, "poids: 15", 9);
	at = strstr(strstr(at, "identifiant: E2"), "poids: 10");
	memcpy(at, "poids: 5 ", 9);
	memcpy(strstr(text, "2021.2"), "2021.3", 6);
	memcpy(strstr(text, "      E2: 16"), "      E2: 11", 12);
	fixture_write(f, "grid.yaml", text);
	fixture_path(f, "grid.yaml", path);
	MUST(grid_install(s, path, &a, &r, &err));
	session_close(s);
	arena_done(&a);
}

/* A whole sheet in question: a row for each item, its author and its day once. */
static void
test_whole_sheet(void **state)
{
	struct desk d;
	struct tour t;
	struct session *s;

	(void)state;
	desk_start(&d, 1);
	tour_leave(&t, &d.f, "lea");
	s = tour_session(&t);
	tour_mark(s, 1001, 1, 1, "aucun relevé", 3);
	session_close(s);
	other_grid(&d.f);
	tour_return(&t);
	tour_merge(&t, &d.f, NULL);
	desk_leave(&d);
	desk_sit(&d, 40, 80, NULL);
	desk_keys(&d, "!");
	desk_shows(&d, "notée avec la grille 2021.2, la grille en vigueur est");
	desk_shows(&d, " 2021.3 : à noter de nouveau");
	desk_shows(&d, "> I1          -                   -                     3");
	desk_shows(&d, "> I2          -                   -                     1");
	desk_shows(&d, "> P5          -                   -                     3");
	desk_shows(&d, "  par         -                   -                     lea");
	desk_shows(&d, "> commentaire -                   -                     aucun relevé");
	desk_shows(&d,
		"Pour une autre valeur : gardez, puis notez de nouveau avec la nouvelle grille.");
	desk_hides(&d, "champ");
	desk_hides(&d, "lignes encore");
	desk_hides(&d, "↑↓ parcourir");
	desk_leave(&d);
	desk_sit(&d, 24, 80, NULL);
	desk_keys(&d, "!");
	desk_shows(&d, "lignes encore");
	desk_shows(&d, " ←→ choisir  Entrée répondre  ↑↓ parcourir  J K autre question");
	desk_keys(&d, "99j");
	desk_shows(&d, "> commentaire -                   -                     aucun relevé");
	desk_shows(&d, "  I2");
	desk_hides(&d, "lignes encore");
	desk_stop(&d);
}

/* The pane and the dossier say it in words; the language finds them. */
static void
test_the_list_tells(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 1, 40, 120);
	desk_shows(&d, "? question ouverte : ! la montre");
	desk_keys(&d, "j");
	desk_hides(&d, "? question ouverte");
	desk_keys(&d, "!");
	desk_shows(&d, "Dossier 1002 : aucune question ouverte");
	desk_keys(&d, "/question:oui<Enter>");
	desk_shows(&d, "1 dossier sur 3");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "? question ouverte : ! la montre ; la décision attend sa réponse");
	desk_keys(&d, "!");
	desk_shows(&d, "1 sur 1");
	desk_keys(&d, "q");
	desk_shows(&d, "[Demande]");
	desk_keys(&d, "qj:questions toutes<Enter>");
	desk_shows(&d, "1 sur 1");
	desk_stop(&d);
}

static void
test_small_and_resized(void **state)
{
	static const int sizes[][2] = { { 16, 60 }, { 24, 80 }, { 40, 120 }, { 60, 200 } };
	struct desk d;

	(void)state;
	start(&d, 1, 24, 80);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		desk_leave(&d);
		desk_sit(&d, sizes[i][0], sizes[i][1], NULL);
		desk_keys(&d, "!jjj<PgDn><PgUp><Tab>abc<BackTab><Right>");
		desk_shows(&d, "Motif");
		memory_resize(d.backend, 24, 80);
		assert_true(workstation_pump(d.work));
		desk_check_cursor(&d, "resize");
		desk_shows(&d, "[ abc");
	}
	desk_stop(&d);
}

/* A reader sees the question, and that others answer it. */
static void
test_who_may_answer(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 1, 24, 80);
	fixture_agent(&d.f, "paul", ROLE_READER, "*");
	desk_leave(&d);
	desk_sit(&d, 24, 80, "paul");
	desk_keys(&d, "!");
	desk_shows(&d, "1 sur 1");
	desk_hides(&d, "Entrée répondre");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "vos rôles ne permettent pas de répondre aux questions");
	desk_keys(&d, "<Tab>");
	desk_shows(&d, "un superviseur le peut");
	desk_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_picture),
		cmocka_unit_test(test_trial_counts_questions),
		cmocka_unit_test(test_answer_each_way),
		cmocka_unit_test(test_third_value),
		cmocka_unit_test(test_whole_sheet),
		cmocka_unit_test(test_the_list_tells),
		cmocka_unit_test(test_small_and_resized),
		cmocka_unit_test(test_who_may_answer),
	};
	int failed;

	tour_home();
	failed = cmocka_run_group_tests_name("ui: questions", tests, NULL, NULL);
	tour_home_gone();
	return failed;
}
