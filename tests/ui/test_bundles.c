/* SPDX-License-Identifier: EUPL-1.2 */
/* The screens Mallettes, Mallette à faire and Clés, on the host and on the laptop; what the list and the
 * dossier say of a mallette. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/bundle.h"
#include "pupitre/app/mark.h"
#include "pupitre/domain/role.h"
#include "pupitre/term/memory.h"
#include "support/must.h"
#include "support/sql.h"
#include "support/tour.h"

static void
type(struct desk *d, const char *text)
{
	memory_keys(d->backend, text);
	assert_true(workstation_pump(d->work));
}

static void
test_none_yet(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 2);
	desk_keys(&d, "m");
	desk_shows(&d, "Dossiers ▸ Mallettes");
	desk_selects(&d, "> Aucune mallette. n en fait une ; f fusionne un retour.");
	desk_keys(&d, "!");
	desk_shows(&d, "Aucune question n'attend de réponse.");
	desk_keys(&d, "q!");
	desk_shows(&d, "Dossier 1001 : aucune question ouverte. Dans la liste, / puis");
	desk_keys(&d, "<Enter>m");
	desk_shows(&d, "Aucune mallette");
	desk_keys(&d, "?");
	desk_shows(&d, "envoyer");
	desk_hides(&d, "préparer-retour");
	desk_hides(&d, "clore");
	desk_keys(&d, "<Esc>n");
	desk_shows(&d, "[ (aucun : Entrée choisit)");
	desk_stop(&d);
}

/* From nothing to a file and a line of the list; the passphrase is never shown. */
static void
test_make_one(void **state)
{
	struct desk d;
	char path[128];

	(void)state;
	desk_start(&d, 3);
	fixture_agent(&d.f, "lea", ROLE_DELEGATE, "45");
	fixture_path(&d.f, "lea.mallette", path);
	desk_keys(&d, "mn<Ctrl-S>");
	desk_shows(&d, "Pour qui ? Entrée sur le délégué");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "phrase de passe");
	desk_keys(&d, "/"); /* a menu takes no text */
	desk_keys(&d, "<End><Enter>");
	desk_shows(&d, "[ lea, lea");
	desk_shows(&d, "[ 45 ");
	desk_shows(&d, "lea-45.mallette");
	desk_shows(&d, "La phrase de passe a 12 caractères au moins");
	desk_keys(&d, "<Tab><Tab>nimporte:quoi");
	desk_shows(&d, "nimporte");
	desk_keys(&d, "<Ctrl-U>1002<Tab><Tab><Ctrl-U>");
	type(&d, path);
	desk_keys(&d, "<Tab>correcte<Tab>correcte");
	desk_shows(&d, "12 caractères au moins");
	desk_keys(&d, "<BackTab> cheval<Tab> chevaL");
	desk_shows(&d, "Les deux phrases de passe ne sont pas les mêmes.");
	desk_keys(&d, "<Backspace>l");
	desk_shows(&d, "[ *************** ");
	desk_hides(&d, "cheval");
	desk_shows(&d, "1 dossier partirait");
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "Mallette écrite : /tmp/");
	desk_shows(&d, "Donnez ce fichier à lea.");
	desk_selects(&d, "> lea         45        1 08/10/2021 07/11/2021 -          en tournée");
	assert_true(bundle_is_file(path));
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "filtre : tournée:lea");
	desk_shows(&d, "1 dossier sur 3");
	desk_leave(&d);
	desk_sit(&d, 40, 120, NULL);
	desk_shows(&d, "en tournée (lea) : des actes faits hors");
	desk_stop(&d);
}

/* The row keeps its title; who has the dossier is said below, in the pane and in the dossier. */
static void
test_away_in_the_list(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 30, 120 }, { 24, 118 } };
	struct desk d;
	struct tour t;

	(void)state;
	desk_start(&d, 2);
	tour_leave(&t, &d.f, "l.bernard");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		desk_leave(&d);
		desk_sit(&d, sizes[i][0], sizes[i][1], NULL);
		desk_selects(&d, "→ Projet 10");
		desk_shows(&d, " → 1001 en tournée (l.bernard) · ");
	}
	fixture_agent(&d.f, "zoe", ROLE_DELEGATE, "45");
	tour_take(&t, &d.f, NULL, "zoe", "45");
	desk_leave(&d);
	desk_sit(&d, 24, 80, NULL);
	desk_selects(&d, "→ Projet 1001");
	desk_shows(&d, "1001 en tournée (zoe, l.bernard)");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "en tournée (zoe, l.bernard) : des actes faits hors ligne peuvent");
	desk_keys(&d, "qmc<Enter>q");
	desk_shows(&d, "1001 en tournée (l.bernard)");
	desk_keys(&d, "/tournée:l.bernard<Enter>");
	desk_shows(&d, "2 dossiers");
	desk_stop(&d);
}

/* Each names what follows from it, and Esc leaves everything as it was. */
static void
test_close_prolong_revoke(void **state)
{
	struct desk d;
	struct tour t;

	(void)state;
	desk_start(&d, 2);
	tour_leave(&t, &d.f, "lea");
	desk_keys(&d, "mc");
	desk_shows(&d, "Clore la mallette de lea (45) : ses dossiers ne sont plus en tournée");
	desk_shows(&d, "reste accepté jusqu'au 07/11/2021");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "rien n'a changé");
	desk_keys(&d, "p<Ctrl-U>demain<Enter>");
	desk_shows(&d, "« demain » n'est pas un jour : tapez-le comme 30/11/2021.");
	desk_keys(&d, "<Ctrl-U>30/11/2021<Enter>");
	desk_selects(&d, "30/11/2021");
	desk_shows(&d, "Retours acceptés jusqu'au 30/11/2021.");
	desk_keys(&d, "c<Enter>");
	desk_selects(&d, "rentrée");
	desk_shows(&d, "Mallette close");
	desk_keys(&d, "c");
	desk_shows(&d, "Cette mallette est déjà rentrée.");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "n'est plus en tournée");
	desk_keys(&d, "R");
	desk_shows(&d, "pour toujours : plus aucun retour n'en");
	desk_keys(&d, "<Enter>");
	desk_selects(&d, "révoquée");
	desk_keys(&d, "p");
	desk_shows(&d, "elle ne se prolonge pas");
	desk_stop(&d);
}

/* The laptop: the screen is the mallette, the return is written once something was done. */
static void
test_laptop_and_merge(void **state)
{
	struct desk d, l = { 0 };
	struct tour t;
	struct err err;

	(void)state;
	desk_start(&d, 2);
	tour_leave(&t, &d.f, "lea");
	l.f = t.f;
	desk_sit(&l, 24, 80, "lea");
	desk_shows(&l, "HORS LIGNE");
	desk_keys(&l, "m");
	desk_shows(&l, "Cette base est une mallette, hors ligne");
	desk_shows(&l, "lea (lea)");
	desk_shows(&l, "Loiret (45)");
	desk_shows(&l, "07/11/2021, dans 30 jours");
	desk_shows(&l, "aucun encore : rien à rendre");
	desk_keys(&l, "e");
	desk_shows(&l, "rien à rendre encore : aucun acte");
	MUST(mark_set(l.session, 1001, 0, 2, &err));
	desk_keys(&l, "e");
	desk_shows(&l, "1 évaluation commencée reste ici ; F la");
	desk_keys(&l, "n");
	desk_shows(&l, "ne sert à rien ici");
	desk_keys(&l, "?");
	desk_shows(&l, "préparer-retour");
	desk_hides(&l, "parcourir");
	desk_hides(&l, "descendre d'une ligne");
	desk_hides(&l, "ouvrir la ligne");
	desk_hides(&l, "questions ouvertes");
	desk_hides(&l, "envoyer");
	desk_keys(&l, "<Esc>");
	tour_mark(l.session, 1001, 1, 1, "un relevé manque", 3);
	desk_keys(&l, "qjn3qm");
	desk_shows(&l, ", à rendre");
	desk_keys(&l, "e<Ctrl-U>");
	type(&l, t.retour);
	desk_keys(&l, "<Enter>");
	desk_shows(&l, "Retour écrit : /tmp/");
	desk_shows(&l, "Portez-le à");
	desk_shows(&l, "1 évaluation commencée n'y est pas : finalisez-la");
	desk_keys(&l, "e<Ctrl-U>");
	type(&l, t.retour);
	desk_keys(&l, "<Enter>");
	desk_shows(&l, "existe déjà. Le remplacer");
	desk_keys(&l, "<Enter>");
	desk_shows(&l, "Retour écrit");
	desk_leave(&l);
	sql_do(t.f.base, "UPDATE campaign SET frozen_day = '2021-11-08'"); /* a day late */
	desk_sit(&l, 24, 80, "lea");
	desk_keys(&l, "me<Ctrl-U>");
	type(&l, t.retour);
	desk_keys(&l, "<Enter><Enter>");
	desk_shows(&l, "expiré : l'hôte le refuse tant qu'il ne l'a pas prolongée");
	desk_leave(&l);

	desk_keys(&d, "mf/tmp/nexiste.pas<Enter>");
	desk_shows(&d, "nexiste.pas : introuvable ; vérifiez le nom du fichier");
	desk_keys(&d, "<Ctrl-U>");
	type(&d, t.mallette);
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "mallette"); /* refused: it is not a return */
	desk_keys(&d, "<Ctrl-U>");
	type(&d, t.retour);
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "Retour de lea, essai : ");
	desk_shows(&d, "refusé. Fusionner ?");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "rien n'a changé");
	desk_shows(&d, "aucun retour encore");
	desk_keys(&d, "f");
	type(&d, t.retour);
	desk_keys(&d, "<Enter><Enter>");
	desk_shows(&d, "Fusionné : ");
	desk_shows(&d, "1 retour, le 08/10/2021");
	desk_keys(&d, "f");
	type(&d, t.retour);
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "rien de neuf");
	desk_stop(&d);
}

static void
test_path_is_completed(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 1);
	fixture_write(&d.f, "retour-lea", "x");
	fixture_write(&d.f, "retour-paul", "x");
	desk_keys(&d, "mf");
	type(&d, d.f.dir);
	desk_keys(&d, "/reto<Tab>");
	desk_shows(&d, "retour-lea");
	desk_shows(&d, "propositions");
	desk_keys(&d, "<Tab>");
	desk_selects(&d, "retour-paul");
	desk_keys(&d, "<Ctrl-U>/tmp/rien-de-tel/x<Tab>");
	desk_shows(&d, "Rien ne complète ce mot.");
	desk_stop(&d);
}

static void
test_keys(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 1);
	fixture_agent(&d.f, "lea", ROLE_DELEGATE, "45");
	desk_keys(&d, "mK");
	desk_selects(&d, "> Aucune clé. n en ajoute une.");
	desk_keys(&d, "nxyz<Enter>");
	desk_shows(&d, "Une clé a 64 signes");
	desk_keys(&d, "<Ctrl-U>");
	type(&d, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
	desk_keys(&d, "<Enter>lea<Enter><Enter>");
	desk_shows(&d, "d75a980182b10ab7");
	desk_shows(&d, "à activer");
	desk_keys(&d, "a");
	desk_shows(&d, "Activer la clé de lea : ce qu'elle signe sera accepté.");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "à activer");
	desk_keys(&d, "a<Enter>");
	desk_shows(&d, "Clé de lea activée.");
	desk_keys(&d, "g");
	desk_selects(&d, "active");
	desk_shows(&d, "Active : elle ouvre les mallettes de ce délégué");
	desk_keys(&d, "a");
	desk_shows(&d, "Cette clé est déjà active.");
	desk_keys(&d, "qn<Enter><End><Enter>");
	desk_shows(&d, "Seule sa clé active ouvre la mallette");
	desk_hides(&d, "Phrase de passe");
	desk_keys(&d, "<Esc>KR");
	desk_shows(&d, "pour toujours : aucun retour ni envoi");
	desk_keys(&d, "<Enter>R");
	desk_shows(&d, "Cette clé est déjà révoquée.");
	desk_keys(&d, "a");
	desk_shows(&d, "n en ajoute une autre");
	desk_stop(&d);
}

/* An administrateur keeps the keys; a superviseur says which are trusted. */
static void
test_keys_of_an_administrator(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 1);
	fixture_agent(&d.f, "lea", ROLE_DELEGATE, "45");
	fixture_agent(&d.f, "anne", ROLE_ADMINISTRATOR, "*");
	desk_leave(&d);
	desk_sit(&d, 24, 100, "anne");
	desk_keys(&d, "mKn");
	type(&d, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
	desk_keys(&d, "<Enter>lea<Enter><Enter>");
	desk_shows(&d, "Clé de lea ajoutée. Un superviseur l'active, ses huit mots comparés de");
	desk_keys(&d, "g");
	desk_shows(&d, "Un superviseur compare ces huit mots");
	desk_shows(&d, "n ajouter");
	desk_hides(&d, "a activer");
	desk_hides(&d, "R révoquer");
	desk_keys(&d, "R");
	desk_shows(&d, "vos rôles ne permettent pas d'activer et révoquer les clés");
	desk_keys(&d, "a");
	desk_shows(&d, "« activer » : vos rôles ne permettent pas d'activer");
	desk_stop(&d);
}

/* Who may only read sees the mallettes and makes nothing of them. */
static void
test_a_reader(void **state)
{
	struct desk d;

	(void)state;
	desk_start(&d, 1);
	fixture_agent(&d.f, "paul", ROLE_READER, "*");
	desk_leave(&d);
	desk_sit(&d, 24, 80, "paul");
	desk_keys(&d, "m");
	desk_shows(&d, "Aucune mallette");
	desk_hides(&d, "n nouvelle");
	desk_keys(&d, "n");
	desk_shows(&d, "vos rôles ne permettent pas de gérer les mallettes");
	desk_keys(&d, "K");
	desk_shows(&d, "vos rôles ne permettent pas");
	desk_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_none_yet),
		cmocka_unit_test(test_make_one),
		cmocka_unit_test(test_away_in_the_list),
		cmocka_unit_test(test_close_prolong_revoke),
		cmocka_unit_test(test_laptop_and_merge),
		cmocka_unit_test(test_path_is_completed),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_keys_of_an_administrator),
		cmocka_unit_test(test_a_reader),
	};
	int failed;

	tour_home();
	failed = cmocka_run_group_tests_name("ui: mallettes", tests, NULL, NULL);
	tour_home_gone();
	return failed;
}
