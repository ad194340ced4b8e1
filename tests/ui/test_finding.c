/* SPDX-License-Identifier: EUPL-1.2 */
/* Finding on the screen Dossiers: filter, order, columns, views, totals, jumps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/app/move.h"
#include "pupitre/term/memory.h"
#include "support/desk.h"
#include "support/must.h"

static void
test_short_words_wait(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 40);
	desk_keys(&d, "/20");
	desk_shows(&d, "40 dossiers");
	assert_int_equal(workstation_pause_ms(d.work), 300);
	desk_keys(&d, "07");
	desk_shows(&d, "1 dossier sur 40");
	assert_int_equal(workstation_pause_ms(d.work), -1);
	desk_keys(&d, " zz");
	desk_shows(&d, "1 dossier sur 40");
	workstation_pause(d.work);
	desk_shows(&d, "0 dossier sur 40");
	desk_keys(&d, "<Ctrl-U>zz<Enter>");
	desk_shows(&d, "Aucun dossier ne répond");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "tous les dossiers");
	desk_stop(&d);
}

static void
test_a_wrong_filter_changes_nothing(void **state)
{
	static const char *const filters[] = { "dep:45 (note", "dep:45 \"mot", "dep:45 etta:x",
		"dep:45 dépôt<lt>31/02/2021", "dep:45 )", "dep:45 OU" };
	struct desk d;

	(void)state;
	desk_start_list(&d, 10);
	desk_keys(&d, "/dep:45<Enter>");
	desk_shows(&d, "5 dossiers sur 10");
	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		desk_keys(&d, "/<Ctrl-U>");
		desk_keys(&d, filters[i]);
		workstation_pause(d.work);
		desk_shows(&d, "filtre, position");
		desk_keys(&d, "<Enter>");
		desk_shows(&d, "filtre, position");
		desk_keys(&d, "<Esc>");
		desk_shows(&d, "filtre : dep:45");
		desk_shows(&d, "5 dossiers sur 10");
	}
	desk_stop(&d);
}

static void
test_completion_and_history(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 10);
	desk_keys(&d, "/dép<Tab><Tab>");
	desk_shows(&d, "dépôt");
	desk_keys(&d, "<Ctrl-U>dep<Tab>");
	desk_shows(&d, "filtre : dep:");
	desk_keys(&d, "<Tab>");
	desk_shows(&d, "filtre : dep:37");
	desk_shows(&d, "propositions");
	desk_keys(&d, "<Tab>");
	desk_shows(&d, "filtre : dep:45");
	desk_keys(&d, "<BackTab>");
	desk_shows(&d, "5 dossiers sur 10");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "filtre : dep:37");
	desk_selects(&d, "> 2002");
	desk_keys(&d, "/<Ctrl-U>2003<Enter>");
	desk_shows(&d, "filtre : 2003");
	desk_keys(&d, "/<Up><Up>");
	desk_shows(&d, "filtre : dep:37");
	desk_keys(&d, "<Down>");
	desk_shows(&d, "filtre : 2003");
	desk_keys(&d, "<Ctrl-U>état:inst");
	desk_shows(&d, "filtre, position 6");
	desk_keys(&d, "<Tab>");
	desk_shows(&d, "filtre : état:\"En instruction\"");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "0 dossier sur 10"); /* they are all Recevable */
	desk_keys(&d, "/<Ctrl-U>état:<Tab>");
	desk_shows(&d, "filtre : état:Reçu"); /* states first */
	desk_keys(&d, "<Ctrl-U>état:vérif<Tab>");
	desk_shows(&d, "filtre : état:\"à vérifier\"");
	desk_hides(&d, "propositions"); /* once, not for each of its states */
	desk_keys(&d, "<Ctrl-U>état:\"en cours\"<Enter>");
	desk_shows(&d, "10 dossiers");
	desk_stop(&d);
}

static void
test_order_and_columns(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 10);
	desk_keys(&d, "sjjj<Enter>");
	desk_shows(&d, "tri : -montant");
	desk_selects(&d, "> 2010");
	desk_keys(&d, ":trier -dep,montant<Enter>");
	desk_shows(&d, "tri : -dep, montant");
	desk_selects(&d, "> 2001");
	desk_keys(&d, "o");
	desk_shows(&d, "Colonnes et ordre");
	desk_selects(&d, "> [oui]  N°");
	desk_keys(&d, "j<Space>");
	desk_selects(&d, "> [oui]  Demandeur");
	desk_keys(&d, "20jk<Space>");
	desk_selects(&d, "> [oui]  Catégorie");
	desk_keys(&d, "KKsJ");
	desk_selects(&d, "3  croissant");
	desk_keys(&d, "ss");
	desk_hides(&d, "3  ");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "tri : -dep, montant");
	desk_keys(&d, "<Right><Right><Right><Right><Right><Right>");
	desk_shows(&d, " Note Catégorie");
	desk_keys(&d, "od<Enter>");
	desk_shows(&d, "tous les dossiers  ");
	desk_shows(&d, "Délai");
	desk_stop(&d);
}

static void
test_the_view_is_found_again(void **state)
{
	struct desk d;
	struct buf before = { 0 };

	(void)state;
	desk_start_list(&d, 60);
	desk_keys(&d, "/dep:45 montant>10000<Enter>");
	desk_keys(&d, ":trier -montant<Enter>");
	desk_keys(&d, "o<Space>jJqV");
	desk_shows(&d, "Aucune vue.");
	desk_keys(&d, "eLoiret à voir<Enter>j<Enter>");
	desk_selects(&d, "Loiret à voir");
	desk_shows(&d, "Partagée par l'équipe, enregistrée par chef ; ordre : -montant");
	desk_keys(&d, "c3<Enter>");
	desk_shows(&d, "colonnes : Dép, Projet, Demandeur, État, Demandé €, Note, Délai");
	desk_selects(&d, "> 3  Loiret à voir");
	desk_keys(&d, "qr");
	desk_shows(&d, "colonnes : - → Dép, Projet, Demandeur, État");
	desk_shows(&d, "tri : - → -montant");
	desk_keys(&d,
		"qVe<Ctrl-U>Une vue dont le nom est bien plus long que ce qui tient sur une ligne");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "ce nom a 69 caractères, une vue 60 au plus");
	for (int i = 0; i < 9; i++)
		desk_keys(&d, "<Backspace>");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "vue « Une vue dont le nom est bien plus long que ce qui tient sur » ");
	desk_keys(&d, "<Enter><Enter>");
	desk_shows(&d, " · chef"); /* who, whatever the name of the view */
	desk_keys(&d, "V3");
	desk_shows(&d, "Loiret à voir");
	desk_keys(&d, "V");
	desk_keys(&d, "qjjjjj<Right><Right>");
	desk_shows(&d, "Dossiers · Loiret à voir");
	buf_addz(&before, desk_screen(&d));
	desk_leave(&d);
	desk_sit(&d, 24, 80, NULL);
	assert_string_equal(desk_screen(&d), before.ptr);
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "60 dossiers");
	desk_hides(&d, "Loiret");
	desk_keys(&d, "od<Enter>V\"");
	desk_shows(&d, "Dossiers · Loiret à voir");
	desk_shows(&d, "filtre : dep:45 montant>10000   tri : -montant");
	desk_keys(&d, ":filtrer dep:37<Enter>");
	desk_shows(&d, "(modifiée)");
	desk_keys(&d, ":vues loiret a voir<Enter>");
	desk_shows(&d, "filtre : dep:45 montant>10000");
	desk_keys(&d, "V9");
	desk_shows(&d, "Aucune vue n'a le chiffre 9");
	desk_keys(&d, "m<Ctrl-U>Loiret<Enter>");
	desk_selects(&d, "> 3  Loiret ");
	desk_keys(&d, "x<Enter>x<Enter>");
	desk_shows(&d, "Aucune vue.");
	buf_done(&before);
	desk_stop(&d);
}

/* 300 of 600 dossiers get a tag in one batch, which one undo takes back. */
/* Another agent changes the dossier under the cursor, and it leaves the filter: what is done next must
 * not fall on the one that comes after it. */
static void
test_what_leaves_the_filter_stays_under_the_cursor(void **state)
{
	struct arena a = { 0 };
	struct session *other;
	struct receipt r;
	struct err err;
	struct desk d;

	(void)state;
	desk_start_list(&d, 4);
	other = fixture_session(&d.f, NULL);
	desk_keys(&d, "/état:recevable<Enter>j");
	desk_selects(&d, "> 2002");
	MUST(move_state(other, 2002, STATE_INCOMPLETE, STR("un devis"), &a, &r, &err));
	workstation_poll(d.work);
	desk_selects(&d, "> 2002");
	desk_shows(&d, "2002 ne répond plus au filtre");
	desk_shows(&d, "3 dossiers sur 4");
	desk_shows(&d, " 2003");
	MUST(move_state(other, 2001, STATE_INCOMPLETE, STR("un devis"), &a, &r, &err));
	workstation_poll(d.work);
	desk_selects(&d, "> 2002");
	desk_hides(&d, " 2001");
	desk_keys(&d, "v");
	desk_shows(&d, "une suite ne peut pas y commencer");
	desk_keys(&d, "e");
	desk_shows(&d, "2002, « Incomplet, pièces demandées »");
	desk_keys(&d, "<Esc>j");
	desk_selects(&d, "> 2003");
	desk_hides(&d, " 2002");
	desk_keys(&d, "j");
	MUST(move_state(other, 2003, STATE_INCOMPLETE, STR("un devis"), &a, &r, &err));
	MUST(move_state(other, 2004, STATE_INCOMPLETE, STR("un devis"), &a, &r, &err));
	workstation_poll(d.work);
	desk_selects(&d, "> 2004"); /* alone, and the filter is empty */
	desk_shows(&d, "0 dossier sur 4");
	desk_keys(&d, "<Esc>");
	desk_selects(&d, "> 2004");
	desk_shows(&d, "4 dossiers");
	session_close(other);
	arena_done(&a);
	desk_stop(&d);
}

/* Esc goes back to the filter that was there before a line of totals was opened, then to everything,
 * the cursor on the same dossier. */
static void
test_filters_are_left_one_by_one(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 40);
	desk_keys(&d, "/montant>=10000<Enter>T");
	desk_selects(&d, "> 37");
	desk_keys(&d, "j<Enter>");
	desk_shows(&d, "15 dossiers sur 40"); /* 2011, 2013... of 45, from 11 000 euros on */
	desk_keys(&d, "jj");
	desk_selects(&d, "> 2015");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "31 dossiers sur 40");
	desk_selects(&d, "> 2015");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "40 dossiers");
	desk_selects(&d, "> 2015");
	desk_keys(&d, "/2030");
	desk_shows(&d, "> 2030");
	desk_keys(&d, "<Esc>");
	desk_selects(&d, "> 2015");
	desk_keys(&d, "/introuvable<Enter>");
	desk_hides(&d, "a agir");
	desk_keys(&d, "a");
	desk_shows(&d, "La touche a ne sert à rien ici");
	desk_stop(&d);
}

static void
test_totals(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 4); /* 45: 1 000 and 3 000; 37: 2 000 and 4 000 */
	desk_keys(&d, "T");
	desk_shows(&d, "Totaux par département");
	desk_selects(&d, "> 37");
	desk_selects(&d, "6 000");
	desk_shows(&d, "10 000");
	desk_keys(&d, "j");
	desk_selects(&d, "4 000");
	desk_keys(&d, "<Right><Right>");
	desk_shows(&d, "Totaux par état");
	desk_keys(&d, "<Left><Left>j<Enter>");
	desk_shows(&d, "2 dossiers sur 4");
	desk_selects(&d, "> 2001 ");
	desk_keys(&d, "T");
	desk_shows(&d, "filtre : ");
	desk_hides(&d, "10 000");
	desk_stop(&d);
}

static void
test_jump(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 30);
	desk_keys(&d, "<Ctrl-P>2017");
	desk_shows(&d, "propositions");
	desk_shows(&d, "> 2017");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "Dossiers ▸ 2017");
	desk_keys(&d, "J"); /* it is in the list, whose order it follows */
	desk_shows(&d, "Dossiers ▸ 2018");
	desk_keys(&d, "q");
	desk_selects(&d, "> 2018");
	desk_keys(&d, "/dep:37<Enter>j<Ctrl-P>2005<Enter>");
	desk_shows(&d, "Dossiers ▸ 2005");
	desk_keys(&d, "J"); /* not in the list */
	desk_shows(&d, "Dossiers ▸ 2005");
	desk_keys(&d, "q");
	desk_selects(&d, "> 2004");
	desk_keys(&d, "<Ctrl-P>pjet 2005<Enter>");
	desk_shows(&d, "▸ 2005");
	desk_keys(&d, "<Ctrl-P>qqqq<Enter>");
	desk_shows(&d, "Aucun dossier ne ressemble");
	desk_keys(&d, "<Esc>");
	desk_stop(&d);
}

/* A backend on which keys come while a search runs: at the second look at its descriptor. */
struct hasty {
	struct backend base;
	struct backend_ops ops;
	struct backend *inner;
	int looks;
};

static struct hasty *hasty;

static int
hasty_fd(const struct backend *b)
{
	(void)b;
	if (++hasty->looks == 1)
		memory_keys(hasty->inner, "7");
	return backend_fd(hasty->inner);
}

static struct key
hasty_key(struct backend *b)
{
	(void)b;
	return backend_read_key(hasty->inner);
}

static void
hasty_size(struct backend *b, int *rows, int *cols)
{
	(void)b;
	backend_size(hasty->inner, rows, cols);
}

static void
hasty_draw(struct backend *b, const struct canvas *c)
{
	(void)b;
	backend_draw(hasty->inner, c);
}

/* The search of "200" is interrupted by the "7" and never shown; that of "2007" is. */
static void
test_a_key_interrupts_a_search(void **state)
{
	struct hasty h = { 0 };
	struct desk d;
	struct err err;
	int frames;

	(void)state;
	desk_start_list(&d, 1500);
	workstation_close(d.work);
	h.ops = *d.backend->ops;
	h.ops.fd = hasty_fd;
	h.ops.read_key = hasty_key;
	h.ops.size = hasty_size;
	h.ops.draw = hasty_draw;
	h.base.ops = &h.ops;
	h.inner = d.backend;
	hasty = &h;
	MUST(workstation_open(d.session, &h.base, &d.work, &err));
	desk_keys(&d, "/20");
	frames = memory_frame_count(d.backend);
	h.looks = 0;
	memory_keys(d.backend, "0");
	assert_true(workstation_pump(d.work));
	assert_true(h.looks > 0);
	desk_shows(&d, "filtre : 2007");
	desk_shows(&d, "1 dossier sur 1500");
	assert_int_equal(memory_frame_count(d.backend), frames + 1);
	desk_stop(&d);
}

/* Every screen of finding keeps the cursor on the selection at any size. */
static void
test_messages_and_the_current_order(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 3);
	desk_keys(&d, "s");
	desk_selects(&d, "> numéro");
	desk_keys(&d, "<Down><Down><Enter>s");
	desk_selects(&d, "> échéance, les plus proches");
	desk_keys(&d, "<Esc>/tri:-montant<Enter>s");
	desk_selects(&d, "> montant demandé, les plus élevés");
	desk_keys(&d, "<Esc>/<Ctrl-U>tri:-dep,note<Enter>s");
	desk_selects(&d, "> plusieurs clés");
	desk_keys(&d, "<Esc>turgent<Enter>t~vu<Enter>:messages<Enter>");
	desk_shows(&d, "Dossiers ▸ Messages");
	desk_selects(&d, "étiquette « ~vu » posée");
	desk_shows(&d, "étiquette « urgent » posée");
	desk_keys(&d, "q?");
	desk_hides(&d, "Échap revient");
	desk_shows(&d, "Échap revenir");
	desk_keys(&d, "<Esc>");
	desk_stop(&d);
}

/* Beside the pane the applicant is as wide as on a narrow screen, and what has no room is named. */
static void
test_widths(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 3);
	desk_shows(&d, "COMMUNE D'ORLEANS   Projet 2002 ");
	desk_keys(&d, "o");
	desk_shows(&d, "8 colonnes choisies ; pas la place à cette largeur pour : État");
	desk_leave(&d);
	desk_sit(&d, 40, 120, NULL);
	desk_shows(&d, "COMMUNE D'ORLEANS   Projet 2002 ");
	desk_keys(&d, "o4j<Space>");
	desk_shows(&d, "7 colonnes choisies");
	desk_hides(&d, "pas la place");
	desk_stop(&d);
}

static void
test_sizes(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 16, 60 }, { 40, 120 }, { 60, 200 } };
	static const char *const scripts[] = { "o", "oG<Space>J", "V", "Ve", "T", "T<Right>",
		"/<Tab>", "<Ctrl-P>2", "<Space>a", "vGv", "S", "t", "<Right><Right><Right>" };
	struct desk d;

	(void)state;
	desk_start_list(&d, 40);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (size_t j = 0; j < sizeof(scripts) / sizeof(scripts[0]); j++) {
			desk_leave(&d);
			desk_sit(&d, sizes[i][0], sizes[i][1], NULL);
			desk_keys(&d, scripts[j]);
			memory_resize(d.backend, 15, 60);
			assert_true(workstation_pump(d.work));
			memory_resize(d.backend, sizes[i][0], sizes[i][1]);
			assert_true(workstation_pump(d.work));
			desk_check_cursor(&d, scripts[j]);
		}
	desk_stop(&d);
}

/* The order in force is the one that is told: the filter's own goes before the list's. */
static void
test_the_order_shown_is_in_force(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 10);
	desk_keys(&d, ":trier montant<Enter>");
	desk_shows(&d, "tri : montant");
	desk_keys(&d, "/dep:45 tri:-montant<Enter>");
	desk_selects(&d, "> 2009");
	desk_shows(&d, "filtre : dep:45 tri:-montant  ");
	desk_hides(&d, "tri : montant");
	desk_keys(&d, "o");
	desk_shows(&d, "1  décroissant");
	desk_keys(&d, "q");
	desk_shows(&d, "filtre : dep:45 tri:-montant  ");
	desk_keys(&d, "oG<Up>ss<Esc>");
	desk_hides(&d, "tri:-montant");
	desk_shows(&d, "tri : -montant, ");
	desk_keys(&d, "<Esc>E");
	desk_shows(&d, "Tri        [ -requested_cents,");
	desk_keys(&d, "<Esc>");
	desk_stop(&d);
}

/* The movement commands are the same on every screen of rows. */
static void
test_first_last_and_pages_of_columns(void **state)
{
	struct desk d;

	(void)state;
	desk_start_list(&d, 10);
	desk_keys(&d, "o");
	desk_selects(&d, "N°");
	desk_keys(&d, "G");
	desk_selects(&d, "Étiquettes");
	desk_keys(&d, "2kg");
	desk_selects(&d, "N°");
	desk_keys(&d, "<PgDn>");
	desk_selects(&d, "Étiquettes");
	desk_keys(&d, "kk<PgUp>");
	desk_selects(&d, "N°");
	desk_keys(&d, "<Esc>V");
	desk_shows(&d, "Vues");
	desk_keys(&d, "gG<PgDn><Esc>G");
	desk_selects(&d, "> 2010");
	desk_stop(&d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_short_words_wait),
		cmocka_unit_test(test_a_wrong_filter_changes_nothing),
		cmocka_unit_test(test_completion_and_history),
		cmocka_unit_test(test_order_and_columns),
		cmocka_unit_test(test_the_order_shown_is_in_force),
		cmocka_unit_test(test_first_last_and_pages_of_columns),
		cmocka_unit_test(test_the_view_is_found_again),
		cmocka_unit_test(test_what_leaves_the_filter_stays_under_the_cursor),
		cmocka_unit_test(test_filters_are_left_one_by_one),
		cmocka_unit_test(test_totals),
		cmocka_unit_test(test_jump),
		cmocka_unit_test(test_a_key_interrupts_a_search),
		cmocka_unit_test(test_widths),
		cmocka_unit_test(test_messages_and_the_current_order),
		cmocka_unit_test(test_sizes),
	};

	return cmocka_run_group_tests_name("ui: finding", tests, NULL, NULL);
}
