/* SPDX-License-Identifier: EUPL-1.2 */
/* Work on several dossiers at once: selection, what a command on them says, does and takes back, tags. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/domain/role.h"
#include "support/desk.h"

static void
test_selection(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 40);
	desk_keys(&d, "<Space><Space>");
	desk_shows(&d, " *2001");
	desk_shows(&d, "2 dossiers choisis");
	desk_selects(&d, "> 2003");
	desk_keys(&d, "k<Space>");
	desk_shows(&d, "1 dossier choisi");
	desk_keys(&d, "jvjj");
	desk_shows(&d, "Suite de 3 dossiers");
	desk_shows(&d, ">*2006");
	desk_keys(&d, "v");
	desk_shows(&d, "4 dossiers choisis");
	desk_keys(&d, "Gvg");
	desk_shows(&d, "Suite de 40 dossiers");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "4 dossiers choisis");
	desk_keys(&d, "*");
	desk_shows(&d, "36 dossiers choisis");
	desk_keys(&d, "*:sélection montant<lt>=2000<Enter>");
	desk_shows(&d, "5 dossiers choisis");
	desk_keys(&d, "/dep:45<Enter>");
	desk_shows(&d, "5 dossiers choisis, dont 3 hors du filtre");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "40 dossiers");
	desk_shows(&d, "5 dossiers choisis : a agir");
	desk_keys(&d, "<Esc>");
	desk_hides(&d, "choisis");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "Rien à abandonner");
	desk_keys(&d, "a");
	desk_shows(&d, "Sur quels dossiers ?");
	desk_stop(&d);
}

static void
test_bulk_and_undo(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 600);
	desk_keys(&d, "/dep:45<Enter>a");
	desk_shows(&d, "les 300 dossiers du filtre");
	desk_keys(&d, "<Esc>:agir étiqueter urgent<Enter>");
	desk_shows(&d, "300");
	assert_int_equal(desk_count(&d, "étiquette:urgent"), 0);
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "u annule le tout");
	assert_int_equal(desk_count(&d, "étiquette:urgent"), 300);
	assert_int_equal(desk_count(&d, "étiquette:urgent dep:37"), 0);
	fixture_proves(&d.f);
	desk_keys(&d, "u");
	desk_shows(&d, "(lot de 300");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "300 dossiers : annulé (étiquette)");
	assert_int_equal(desk_count(&d, "étiquette:urgent"), 0);
	desk_keys(&d, "rj");
	desk_selects(&d, "(annulé : 300 actes)");
	desk_keys(&d, "q<Ctrl-R>");
	desk_shows(&d, "300 dossiers : rétabli (étiquette)");
	assert_int_equal(desk_count(&d, "étiquette:urgent"), 300);
	desk_stop(&d);
}

/* Tags of one's own are no acts, and `u` takes them back all the same, before an older act. */
static void
test_personal_tags_are_undone(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 6);
	desk_keys(&d, "turgent<Enter>/dep:45<Enter>:agir étiqueter ~moi<Enter><Enter>");
	desk_shows(&d, "Fait : étiquette « ~moi » posée sur 3 dossiers. u annule le tout.");
	assert_int_equal(desk_count(&d, "étiquette:~moi"), 3);
	desk_keys(&d, "u");
	desk_shows(&d, "Annuler : étiquette « ~moi » posée sur 3 dossiers ?");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "étiquette « ~moi » retirée de 3 dossiers");
	assert_int_equal(desk_count(&d, "étiquette:~moi"), 0);
	desk_keys(&d, "<Ctrl-R>");
	assert_int_equal(desk_count(&d, "étiquette:~moi"), 3);
	desk_keys(&d, "u<Enter>u");
	desk_shows(&d, "Annuler : étiquette du");
	desk_keys(&d, "<Enter>");
	assert_int_equal(desk_count(&d, "étiquette:urgent"), 0);
	desk_stop(&d);
}

/* Why some cannot is told under what is done to the others, a line for each reason. */
static void
test_bulk_tells_why_not(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 6);
	fixture_agent(&d.f, "lea", ROLE_INSTRUCTOR, "45");
	desk_keys(&d, "/dep:45,37<Enter>a<Enter>");
	desk_shows(&d, "les 6 dossiers du filtre, à quel agent ?");
	desk_keys(&d, "lea<Enter>");
	desk_shows(&d, "affecter 3 dossiers à lea");
	desk_shows(&d, "impossible pour 3 ?");
	desk_shows(&d, "3, dont 2002 : lea ne le verrait pas");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "Fait : 3 dossiers affectés à lea.");
	desk_keys(&d, "<Esc>a");
	desk_shows(&d, "Sur quels dossiers ?");
	desk_keys(&d, "e");
	desk_hides(&d, "Visé"); /* switched off */
	desk_keys(&d, "<Esc>e<Enter>");
	desk_shows(&d, "« Incomplet, pièces demandées », motif ou pièces :");
	desk_keys(&d, "<Esc><Space>a<Down><Down><Down><Down><Down><Enter>");
	desk_shows(&d, "1 dossier choisi : passer à");
	desk_shows(&d, "Noté, avis rendu");
	desk_hides(&d, "Inscrit au comité");
	desk_keys(&d, "<Esc>");
	desk_stop(&d);
}

static void
test_every_bulk_command(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 6);
	fixture_agent(&d.f, "lea", ROLE_INSTRUCTOR, "*");
	desk_keys(&d, "<Space><Space>a<Enter>l<Enter>");
	desk_shows(&d, "lea");
	desk_keys(&d, "<Enter>");
	assert_int_equal(desk_count(&d, "évaluateur:lea"), 2);
	desk_keys(&d, ":agir note Vu en réunion<Enter><Enter>");
	assert_int_equal(desk_count(&d, "avec:remarque"), 2);
	desk_keys(&d, ":agir demander Délibération<Enter><Enter>");
	assert_int_equal(desk_count(&d, "état:incomplete"), 2);
	desk_keys(&d, "u<Enter>");
	assert_int_equal(desk_count(&d, "état:incomplete"), 0);
	desk_keys(&d, ":agir désaffecter lea<Enter><Enter>");
	assert_int_equal(desk_count(&d, "évaluateur:lea"), 0);
	desk_keys(&d, ":agir désaffecter lea<Enter>");
	desk_hides(&d, "Entrée confirmer");
	desk_stop(&d);
}

static void
test_tags(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 3);
	desk_keys(&d, "turgent<Enter>");
	assert_int_equal(desk_count(&d, "étiquette:urgent"), 1);
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "Étiquettes : urgent");
	desk_keys(&d, "t~à moi<Enter>");
	desk_shows(&d, "urgent, ~à-moi");
	desk_keys(&d, "turg");
	desk_shows(&d, "propositions");
	desk_keys(&d, "<Down><Enter>");
	desk_shows(&d, "Étiquettes : ~à-moi");
	assert_int_equal(desk_count(&d, "étiquette:urgent"), 0);
	desk_keys(&d, "qo40j");
	desk_selects(&d, "> [non]  Étiquettes");
	desk_keys(&d, "<Space>");
	for (int i = 0; i < 6; i++)
		desk_keys(&d, "K");
	desk_keys(&d, "q");
	desk_shows(&d, "Étiquettes");
	desk_selects(&d, "~à-moi");
	desk_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_selection),
		cmocka_unit_test(test_bulk_and_undo),
		cmocka_unit_test(test_personal_tags_are_undone),
		cmocka_unit_test(test_bulk_tells_why_not),
		cmocka_unit_test(test_every_bulk_command),
		cmocka_unit_test(test_tags),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
