/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Every key answers. Keys of the command table, unknown ones, pastes, sizes too small, and a storm
 * of random keys after which the base is sound.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "pupitre/app/propose.h"
#include "pupitre/app/mark.h"
#include "pupitre/base/i18n.h"
#include "pupitre/term/frame.h"
#include "pupitre/term/memory.h"
#include "pupitre/ui/commands.h"
#include "pupitre/ui/workstation.h"
#include "support/must.h"
#include "support/station.h"

enum { STORM = 5000, CHECK_EACH = 25 };

static const struct place {
	unsigned bit;
	const char *keys; /* from the first screen to the middle of this one */
	const char *title;
	bool typing; /* letters are text there */
} places[] = {
	{ ON_LIST, "jjj", "Dossiers", false },
	{ ON_DOSSIER, "jjj<Enter>/projet<Enter>", "Dossiers ▸ ", false },
	{ ON_MARK, "/dep:45 tri:-note<Enter>jjnjj", "▸ Notation", false },
	{ ON_DECIDE, "/4012345<Enter>d", "▸ Décision", false },
	{ ON_REGISTER, "rjj", "Registre", false },
	{ ON_ENVELOPES, "bjj", "Enveloppes", false },
	{ ON_READER, "rjj<Enter>/le<Enter>jj", "Registre ▸ ", false },
	{ ON_HELP, "?", "Aide de l'écran", true },
	{ ON_COLUMNS, "ojj", "▸ Colonnes et ordre", false },
	{ ON_VIEWS,
		"Ve<Ctrl-U>Première<Enter><Enter>e<Ctrl-U>Seconde<Enter><Enter>"
		"e<Ctrl-U>Tierce<Enter><Enter>k",
		"▸ Vues", false },
	{ ON_TOTALS, "Tjj", "▸ Totaux par département", false },
};
enum { PLACES = sizeof(places) / sizeof(places[0]) };

/* A workstation in memory: as fast as the program, without a terminal. */
struct desk {
	struct backend *backend;
	struct workstation *work;
	bool runs;
};

static void
press(struct desk *d, const char *keys)
{
	memory_keys(d->backend, keys);
	d->runs = workstation_pump(d->work);
}

/* One at a time: a confirmation forgets what was typed ahead. */
static void
press_each(struct desk *d, const char *keys)
{
	struct str rest = str_z(keys);
	struct key key;
	struct err err;

	while (rest.len) {
		MUST(key_parse(&rest, &key, &err));
		press(d, key_spelling(key).s);
	}
}

static void
sit_down(struct desk *d, struct session *s, const struct place *place)
{
	struct err err;
	struct buf title = { 0 };

	d->backend = memory_open(24, 80);
	MUST(workstation_open(s, d->backend, &d->work, &err));
	press(d, "<Esc>g"); /* the person comes back where the last one was */
	press_each(d, place->keys);
	frame_row(memory_frame(d->backend), 0, &title);
	if (!strstr(title.ptr, place->title))
		fail_msg("\"%s\" leads to \"%s\"", place->keys, title.ptr);
	buf_done(&title);
}

static void
stand_up(struct desk *d)
{
	workstation_close(d->work);
	backend_close(d->backend);
}

static void
frame_of(const struct desk *d, struct buf *out)
{
	buf_clear(out);
	frame_text(memory_frame(d->backend), out);
}

/* Presses one key on a screen in its usual state; true when something answered. *unknown: the
 * answer is that the key is of no use. */
static bool
answers(struct session *s, const struct place *place, const char *key, bool *unknown)
{
	struct buf before = { 0 }, after = { 0 };
	struct desk d;
	int redraws;

	sit_down(&d, s, place);
	frame_of(&d, &before);
	redraws = memory_redraw_count(d.backend);
	press(&d, key);
	frame_of(&d, &after);
	*unknown = strstr(after.ptr, "ne sert à rien ici") != NULL;
	bool changed = !d.runs || memory_redraw_count(d.backend) > redraws ||
		       !str_eq(buf_str(&before), buf_str(&after));

	stand_up(&d);
	buf_done(&before);
	buf_done(&after);
	return changed;
}

static int
try_command(struct session *s, const struct place *place, const struct ui_command *command)
{
	struct str rest = str_z(command->keys), before;
	struct key key;
	struct err err;
	bool unknown;
	int dead = 0;

	while (rest.len) {
		char spelt[40];

		before = rest;
		MUST(key_parse(&rest, &key, &err));
		snprintf(spelt, sizeof(spelt), "%.*s", (int)(before.len - rest.len), before.ptr);
		if (answers(s, place, spelt, &unknown) && !unknown)
			continue;
		print_error("%s, %s: %s is dead\n", place->title, command->name, spelt);
		dead++;
	}
	return dead;
}

/* Somebody proposes to decide on the dossier of the places. */
static void
propose_there(const struct station *s, const char *login)
{
	struct session *session = station_session(s, login);
	struct decision_input in = { .d = { .kind = DECISION_AWARD, .amount = { true, { 100 } } } };
	struct arena a = { 0 };
	struct receipt r;
	struct err err;

	MUST(propose(session, 4012345, &in, &a, &r, &err));
	arena_done(&a);
	session_close(session);
}

static void
no_key_of_the_table_is_dead(void **state)
{
	struct station s;
	int dead = 0;

	(void)state;
	station_init(&s);
	propose_there(&s, "b.durand");
	propose_there(&s, "c.leroy");
	for (int i = 0; i < PLACES; i++) {
		struct session *session = station_session(&s, "c.leroy");

		for (int id = 0; id < CMD_COUNT; id++)
			if (ui_commands[id].where & places[i].bit)
				dead += try_command(session, &places[i], &ui_commands[id]);
		session_close(session);
	}
	assert_int_equal(dead, 0);
	station_done(&s);
}

static void
an_unknown_key_says_which_key_helps(void **state)
{
	static const char *const keys[] = { "w", "z", "%", "<F6>", "<Insert>", "<Ctrl-B>" };
	struct station s;
	struct session *session;
	bool unknown;

	(void)state;
	station_init(&s);
	session = station_session(&s, "c.leroy");
	for (int i = 0; i < PLACES; i++)
		for (size_t k = 0; k < sizeof(keys) / sizeof(keys[0]); k++) {
			bool text = places[i].typing && strlen(keys[k]) == 1;

			if (!answers(session, &places[i], keys[k], &unknown) || unknown == text)
				fail_msg("%s: %s says nothing", places[i].title, keys[k]);
		}
	session_close(session);
	station_done(&s);
}

/* Other roles see a refusal that names what is missing. */
static void
a_command_out_of_ones_role_is_refused(void **state)
{
	struct station s;

	(void)state;
	station_init(&s);
	station_open(&s, "p.simon", NULL);
	station_keys(&s, "/dep:45<Enter>d");
	station_says(&s, ROLE_ERROR, "« décider » : vos rôles ne permettent pas de décider");
	station_keys(&s, ":décider<Enter>");
	station_sees(&s, "Commande inconnue ici");
	station_done(&s);
}

static void
escape_never_quits(void **state)
{
	struct station s;

	(void)state;
	station_init(&s);
	station_open(&s, "c.leroy", NULL);
	station_keys(&s, "/dep:45<Enter><Enter><Tab>n");
	for (int i = 0; i < 12; i++)
		station_keys(&s, "<Esc>");
	station_sees(&s, "tous les dossiers");
	station_says(&s, ROLE_MESSAGE, "Rien à abandonner. Q (majuscule) quitte pupitre.");
	station_keys(&s, "qq");
	station_says(&s, ROLE_MESSAGE, "Vous êtes sur le premier écran");
	station_keys(&s, "/Q<Esc>");
	station_quit(&s);
	station_done(&s);
}

static void
a_paste_outside_a_field_is_refused(void **state)
{
	struct station s;

	(void)state;
	station_init(&s);
	station_open(&s, "c.leroy", NULL);
	for (int i = 0; i < 3; i++) {
		static const char *const deeper[] = { "j", "<Enter>", "n" };

		station_keys(&s, deeper[i]);
		pty_paste(s.p, "F\rQ\r4444");
		station_check(&s);
		station_says(&s, ROLE_MESSAGE, "Texte collé ignoré");
	}
	station_keys(&s, "j");
	station_sees(&s, "14 sous-critères à noter");
	station_keys(&s, "qq/");
	pty_paste(s.p, "dep:45");
	station_check(&s);
	station_sees(&s, "dossiers sur 400");
	station_keys(&s, "<Esc>");
	station_done(&s);
}

/* A paste of several lines is one change of the draft. */
static void
a_paste_in_a_comment_is_kept_whole(void **state)
{
	struct station s;
	struct session *session;
	struct arena a = { 0 };
	struct mark_sheet sheet;
	struct err err;

	(void)state;
	station_init(&s);
	station_import(&s);
	station_open(&s, "c.leroy", NULL);
	station_keys(&s, "/<Ctrl-U>4099001<Enter>nc");
	pty_paste(s.p, "Jalons :\rmars, juin\r\nQ \033[31mfin");
	station_check(&s);
	station_keys(&s, "<Esc>");
	session = station_session(&s, "c.leroy");
	MUST(mark_open(session, STATION_DOSSIER, &a, &sheet, &err));
	assert_true(str_starts(sheet.comments[0], STR("Jalons :\nmars, juin\nQ ")));
	assert_int_equal(str_find(sheet.comments[0], STR("\033")), -1);
	arena_done(&a);
	session_close(session);
	station_done(&s);
}

static void
under_60_columns_or_16_rows_one_line_says_so(void **state)
{
	static const int sizes[][2] = { { 15, 80 }, { 24, 59 }, { 1, 80 }, { 5, 20 }, { 2, 2 } };
	struct station s;

	(void)state;
	station_init(&s);
	station_import(&s);
	station_open(&s, "c.leroy", NULL);
	station_keys(&s, "/<Ctrl-U>4099001<Enter>n32");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		pty_resize(s.p, sizes[i][0], sizes[i][1]);
		pty_check(s.p);
		if (sizes[i][1] >= 59)
			assert_string_equal(pty_text(s.p, 0), "terminal trop petit (min 60×16)");
		for (int row = 1; row < sizes[i][0]; row++)
			assert_string_equal(pty_text(s.p, row), "");
		pty_keys(s.p, "4<Esc>q");
		pty_resize(s.p, 16, 60);
		station_check(&s);
		station_sees(&s, "Notation");
		station_sees(&s, "12 sous-critères à noter");
		pty_check_redraw(s.p);
	}
	pty_resize(s.p, 24, 80);
	station_selects(&s, "> I3");
	station_quit(&s);
	station_done(&s);
}

/* Every screen keeps its field and its selection through sizes. */
static void
a_resize_loses_nothing(void **state)
{
	struct station s;

	(void)state;
	station_init(&s);
	station_open(&s, "c.leroy", NULL);
	for (int i = 0; i < PLACES; i++) {
		station_keys(&s, places[i].keys);
		for (int k = 0; k < 8; k++) {
			pty_resize(s.p, 16 + k * 13 % 40, 60 + k * 29 % 100);
			station_check(&s);
		}
		pty_resize(s.p, 24, 80);
		station_says(&s, ROLE_TITLE, places[i].title);
		pty_check_redraw(s.p);
		station_keys(&s, "<Esc><Esc><Esc><Esc><Esc>");
	}
	station_done(&s);
}

static const char *
random_key(void)
{
	static const char *const keys[] = { "<Up>", "<Down>", "<Left>", "<Right>", "<PgUp>",
		"<PgDn>", "<Home>", "<End>", "<Enter>", "<Enter>", "<Esc>", "<Tab>", "<BackTab>",
		"<Backspace>", "<Delete>", "<Insert>", "<F1>", "<F3>", "<Ctrl-P>", "<Ctrl-L>",
		"<Ctrl-R>", "<Ctrl-U>", "<Ctrl-W>", "<Ctrl-S>", "<Ctrl-C>", "j", "k", "n", "d", "e",
		"f", "s", "J", "K", "v", "0", "1", "2", "3", "4", "9", "à", "&", "é", "\"", "'",
		"x", "o", "c", "a", "=", "F", "u", "r", "b", "?", ":", "q", "Q", "/", "t", "T", "V",
		"S", "*", "N", "g", "G", "h", "l", "É", "日", "€", " ", ",", "-", "<lt>" };

	return keys[(size_t)rand() % (sizeof(keys) / sizeof(keys[0]))];
}

static void
random_paste(struct station *s)
{
	static const char *const texts[] = { "dep:45 état:instruction", "12 345,67", "Q\rQ\rF\r",
		"\033[2J\033]0;x", "Été : 日本 e\xcc\x81 \xe2\x80\xae", ":quitter\r", "4012345" };

	pty_paste(s->p, texts[(size_t)rand() % (sizeof(texts) / sizeof(texts[0]))]);
}

/* Two columns at least: libvterm 0.1.4 writes a wide character past the end of one. */
static void
random_resize(struct station *s)
{
	bool small = rand() % 4 == 0;

	if (small)
		pty_resize(s->p, 1 + rand() % 20, 2 + rand() % 70);
	else
		pty_resize(s->p, 16 + rand() % 40, 60 + rand() % 90);
}

static void
check_storm(struct station *s)
{
	if (pty_rows(s->p) < 16 || pty_cols(s->p) < 60)
		pty_check(s->p);
	else
		station_check(s);
}

/* The program may only end by Q, and well. */
static void
one_gust(struct station *s)
{
	int what = rand() % 100;

	if (what == 0)
		random_resize(s);
	else if (what < 3)
		random_paste(s);
	else if (!pty_keys_or_end(s->p, random_key())) {
		assert_int_equal(pty_exit(s->p), 0);
		station_close(s);
		station_open(s, "c.leroy", NULL);
	}
}

static void
a_storm_of_keys_does_no_harm(void **state)
{
	struct station s;

	(void)state;
	srand(20211008);
	station_init(&s);
	station_open(&s, "c.leroy", NULL);
	for (int i = 0; i < STORM; i++) {
		one_gust(&s);
		if (i % CHECK_EACH == 0)
			check_storm(&s);
	}
	pty_resize(s.p, 24, 80);
	for (int i = 0; i < 12; i++)
		station_keys(&s, "<Esc>");
	pty_check_redraw(s.p);
	station_quit(&s);
	station_proves(&s);
	station_done(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_key_of_the_table_is_dead),
		cmocka_unit_test(an_unknown_key_says_which_key_helps),
		cmocka_unit_test(a_command_out_of_ones_role_is_refused),
		cmocka_unit_test(escape_never_quits),
		cmocka_unit_test(a_paste_outside_a_field_is_refused),
		cmocka_unit_test(a_paste_in_a_comment_is_kept_whole),
		cmocka_unit_test(under_60_columns_or_16_rows_one_line_says_so),
		cmocka_unit_test(a_resize_loses_nothing),
		cmocka_unit_test(a_storm_of_keys_does_no_harm),
	};

	if (!i18n_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
