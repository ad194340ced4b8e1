/* SPDX-License-Identifier: EUPL-1.2 */
/* The screens on a real base, driven by keys in memory. After every key the hardware cursor must
 * stand on a cell that is selected. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/app/move.h"
#include "pupitre/app/mark.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/role.h"
#include "pupitre/term/frame.h"
#include "pupitre/term/memory.h"
#include "pupitre/ui/workstation.h"
#include "support/base.h"
#include "support/must.h"

struct desk { /* one person at a screen */
	struct fixture f;
	struct session *session;
	struct backend *backend;
	struct workstation *work;
	struct buf text;
};

static void
sit(struct desk *d, int rows, int cols, const char *login)
{
	struct err err;

	d->session = fixture_session(&d->f, login);
	d->backend = memory_open(rows, cols);
	MUST(workstation_open(d->session, d->backend, &d->work, &err));
}

static void
leave(struct desk *d)
{
	workstation_close(d->work);
	backend_close(d->backend);
	session_close(d->session);
	buf_done(&d->text);
}

static void
start(struct desk *d, size_t dossiers)
{
	*d = (struct desk){ 0 };
	fixture_init(&d->f);
	if (dossiers)
		fixture_import_plain(&d->f, dossiers);
	fixture_envelope(&d->f, "45", 100000, NULL);
	sit(d, 24, 80, NULL);
}

static void
stop(struct desk *d)
{
	leave(d);
	fixture_proves(&d->f);
	fixture_done(&d->f);
}

/* The frame as text; no-break spaces as plain ones. */
static const char *
screen(struct desk *d)
{
	const struct canvas *c = memory_frame(d->backend);
	struct buf raw = { 0 };

	buf_clear(&d->text);
	for (int r = 0; r < c->rows; r++) {
		frame_row(c, r, &raw);
		buf_addc(&raw, '\n');
	}
	for (struct str rest = buf_str(&raw); rest.len;) {
		int32_t cp = utf8_next(&rest);

		utf8_put(&d->text, cp == 0xA0 ? ' ' : cp);
	}
	buf_done(&raw);
	return d->text.ptr;
}

static void
check_cursor(struct desk *d, const char *after)
{
	const struct canvas *c = memory_frame(d->backend);

	if (canvas_cell(c, c->cursor_row, c->cursor_col)->role != ROLE_SELECTED)
		fail_msg("after %s the cursor is at %d,%d, which is not selected:\n%s", after,
			c->cursor_row, c->cursor_col, screen(d));
}

/* One key at a time, as a person types. */
static void
keys(struct desk *d, const char *script)
{
	struct str rest = str_z(script);
	struct err err;
	struct key key;

	while (rest.len) {
		MUST(key_parse(&rest, &key, &err));
		struct key_text spelt = key_spelling(key);

		memory_keys(d->backend, spelt.s);
		assert_true(workstation_pump(d->work));
		check_cursor(d, spelt.s);
	}
}

static void
shows(struct desk *d, const char *text)
{
	if (!strstr(screen(d), text))
		fail_msg("\"%s\" is not on the screen:\n%s", text, screen(d));
}

static void
hides(struct desk *d, const char *text)
{
	if (strstr(screen(d), text))
		fail_msg("\"%s\" is on the screen:\n%s", text, screen(d));
}

static void
test_mark_decide_undo(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 3);
	shows(&d, "> 1001");
	shows(&d, "3 dossiers");
	keys(&d, "<Enter>");
	shows(&d, "[Demande]");
	keys(&d, "n");
	shows(&d, "[ ]");
	shows(&d, "14 sous-critères à noter");
	keys(&d, "3333333");
	shows(&d, "7 sous-critères à noter");
	keys(&d, "u");
	shows(&d, "redevient NE");
	keys(&d, "F");
	shows(&d, "Sous-critères à noter : 8");
	keys(&d, "33333333");
	shows(&d, "Total 75,0 sur 100");
	keys(&d, "F");
	shows(&d, "Finaliser l'évaluation de 1001 : 75,0 sur 100");
	keys(&d, "<Enter>q");
	shows(&d, "Noté, avis rendu");
	keys(&d, "d");
	shows(&d, "16 000,00");
	shows(&d, "reste 84 000,00");
	stop(&d);
}

static void
test_decision_follows_its_rules(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 1);
	fixture_mark_all(d.session, 1001, 3);
	keys(&d, "d<Tab>");
	shows(&d, "80,00");
	keys(&d, "<Ctrl-U>10000");
	shows(&d, "8 000,00");
	keys(&d, "<Tab><Tab><Ctrl-U>5000<Tab>");
	shows(&d, "50,00");
	keys(&d, "<Up><Ctrl-U>99000");
	shows(&d, "99000");
	keys(&d, "<Ctrl-S>");
	shows(&d, "Décision"); /* refused: still there */
	keys(&d, "<Ctrl-U>5000<Tab><Enter><Down><Enter><Ctrl-S>");
	shows(&d, "Enregistré");
	shows(&d, "95 000");
	keys(&d, "u");
	shows(&d, "Annuler : décision du");
	keys(&d, "<Esc>u<Enter>");
	shows(&d, "annulé");
	shows(&d, "reste 100 000");
	keys(&d, "<Ctrl-R>");
	shows(&d, "95 000");
	stop(&d);
}

/* Everything typed in the form comes back after Esc, and after the program ends. */
static void
test_drafts_stay(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 1);
	fixture_mark_all(d.session, 1001, 2);
	keys(&d, "d<BackTab>Un texte");
	keys(&d, "<Esc>nc");
	keys(&d, "Vu avec l'élu<Enter>deux lignes<Esc>q");
	leave(&d);
	d.text = (struct buf){ 0 };
	sit(&d, 24, 80, NULL);
	keys(&d, "d");
	shows(&d, "│ Un texte");
	keys(&d, "<Esc>nkc");
	shows(&d, "deux lignes");
	keys(&d, "<Esc>");
	shows(&d, "commentaire");
	stop(&d);
}

static void
test_filter(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 30);
	keys(&d, "/1001");
	shows(&d, "1 dossier sur 30");
	keys(&d, "<Esc>");
	shows(&d, "30 dossiers");
	keys(&d, "/dep:45<Enter>");
	shows(&d, "filtre : dep:45");
	keys(&d, "/ état:nimporte");
	shows(&d, "nimporte");
	keys(&d, "<Enter>"); /* refused: the line stays, so does the list */
	shows(&d, "filtre : dep:45 état:nimporte");
	keys(&d, "<Esc><Esc>");
	shows(&d, "tous les dossiers");
	keys(&d, ":filtrer 1002<Enter>");
	shows(&d, "> 1002");
	keys(&d, "<Esc>G");
	shows(&d, "> 1030");
	keys(&d, "g5j");
	shows(&d, "> 1006");
	stop(&d);
}

static void
test_register_shows_old_and_new(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 1);
	fixture_mark_all(d.session, 1001, 3);
	keys(&d, "r");
	shows(&d, "Ancien → nouveau");
	shows(&d, "évaluation");
	keys(&d, "<Enter>");
	shows(&d, "empreinte");
	keys(&d, "qq");
	shows(&d, "tous les dossiers");
	stop(&d);
}

static void
test_no_key_is_dead(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 1);
	keys(&d, "z");
	shows(&d, "La touche z ne sert à rien ici. ? montre les touches.");
	keys(&d, "q");
	shows(&d, "Q (majuscule) quitte");
	keys(&d, "<Esc>");
	shows(&d, "Rien à abandonner");
	memory_paste(d.backend, STR("dQ\nQ"));
	assert_true(workstation_pump(d.work));
	shows(&d, "Texte collé ignoré");
	keys(&d, "?regis");
	shows(&d, "registre");
	keys(&d, "<Enter>");
	shows(&d, "Ancien → nouveau");
	memory_keys(d.backend, "Q");
	assert_false(workstation_pump(d.work));
	stop(&d);
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
	start(&d, 40);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		for (size_t j = 0; j < sizeof(scripts) / sizeof(scripts[0]); j++) {
			leave(&d);
			d.text = (struct buf){ 0 };
			sit(&d, sizes[i][0], sizes[i][1], NULL);
			keys(&d, scripts[j]);
			memory_resize(d.backend, 15, 60);
			assert_true(workstation_pump(d.work));
			shows(&d, "terminal trop petit (min 60×16)");
			memory_resize(d.backend, sizes[i][0], sizes[i][1]);
			assert_true(workstation_pump(d.work));
			check_cursor(&d, "resize");
			hides(&d, "trop petit");
		}
	stop(&d);
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
	start(&d, 5);
	keys(&d, "jj");
	frames = memory_frame_count(d.backend);
	workstation_poll(d.work);
	assert_int_equal(memory_frame_count(d.backend), frames);
	other = fixture_session(&d.f, NULL);
	fixture_mark_all(other, 1002, 4);
	session_close(other);
	workstation_poll(d.work);
	shows(&d, "100,0");
	shows(&d, "> 1003");
	other = fixture_session(&d.f, NULL);
	MUST(move_state(other, 1004, STATE_INCOMPLETE, STR("délibération"), &a, &receipt, &err));
	session_close(other);
	workstation_poll(d.work);
	shows(&d, "1004 enregistré le");
	arena_done(&a);
	stop(&d);
}

static void
test_a_reader_may_not_write(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 1);
	fixture_agent(&d.f, "lea", ROLE_READER, "*");
	leave(&d);
	d.text = (struct buf){ 0 };
	sit(&d, 24, 80, "lea");
	hides(&d, "n noter");
	keys(&d, "n");
	shows(&d, "vos rôles ne permettent pas");
	keys(&d, "d");
	shows(&d, "vos rôles ne permettent pas");
	stop(&d);
}

static void
test_empty_base(void **state)
{
	struct desk d;

	(void)state;
	start(&d, 0);
	shows(&d, "Aucun dossier. Importez");
	keys(&d, "<Enter>jGg<PgDn>ndeu");
	shows(&d, "Aucun dossier");
	stop(&d);
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
		cmocka_unit_test(test_no_key_is_dead),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_refresh),
		cmocka_unit_test(test_a_reader_may_not_write),
		cmocka_unit_test(test_empty_base),
	};

	return cmocka_run_group_tests_name("ui: workstation", tests, NULL, NULL);
}
