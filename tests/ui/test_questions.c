/* SPDX-License-Identifier: EUPL-1.2 */
/* The screen Questions on real disagreements: the same sheet marked at the office and on the laptop. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

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
		cmocka_unit_test(test_answer_each_way),
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
