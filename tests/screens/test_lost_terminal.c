/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is acknowledged stays: a key is, once the program said so by its handshake. The line drops,
 * the program is killed, the disk is full, somebody else holds the base or writes in it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "pupitre/app/decide.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/move.h"
#include "pupitre/store/gate.h"
#include "support/must.h"
#include "support/station.h"

enum { ITEMS = 14, LIVES = 25, LOOK_MS = 1000, SLACK_MS = 2000, SETTLE_MS = 300 };

static const char to_marks[] = "/<Ctrl-U>4099001<Enter>ng";
static const char to_text[] = "/<Ctrl-U>4099001<Enter>d<Tab><Tab><Tab><Tab><Tab>";

static void
start(struct station *s)
{
	station_init(s);
	station_import(s);
	station_open(s, "c.leroy", NULL);
}

/* The draft of c.leroy, read by this process. */
static void
expect_marks(const struct station *s, const int8_t marks[ITEMS], int in_flight)
{
	struct session *session = station_session(s, "c.leroy");
	struct arena a = { 0 };
	struct mark_sheet sheet;
	struct err err;

	MUST(mark_open(session, STATION_DOSSIER, &a, &sheet, &err));
	for (int i = 0; i < ITEMS; i++)
		if (i != in_flight)
			assert_int_equal(sheet.sheet.marks[i], marks[i]);
	arena_done(&a);
	session_close(session);
}

static void
a_dropped_line_loses_nothing(void **state)
{
	static const int8_t marks[] = { 3, 1, MARK_SO, 4, MARK_NE, MARK_NE, MARK_NE, MARK_NE,
		MARK_NE, MARK_NE, MARK_NE, MARK_NE, MARK_NE, MARK_NE };
	struct station s;

	(void)state;
	start(&s);
	for (int how = 0; how < 3; how++) {
		station_keys(&s, to_marks);
		station_keys(&s, "3&o'cla régie");
		if (how == 0)
			pty_hang_up(s.p);
		else
			pty_kill(s.p, how == 1 ? SIGHUP : SIGTERM);
		assert_int_equal(pty_exit(s.p), 0);
		station_close(&s);
		expect_marks(&s, marks, -1);
		station_open(&s, "c.leroy", NULL);
		station_keys(&s, to_marks);
		station_sees(&s, "10 sous-critères à noter");
		station_keys(&s, "jjjj");
		station_selects(&s, "commentaire");
		station_keys(&s, "c<Ctrl-U><Esc><Esc><Esc>");
	}
	station_quit(&s);
	station_proves(&s);
	station_done(&s);
}

static void
kill_now(struct station *s)
{
	pty_kill(s->p, SIGKILL);
	assert_int_equal(pty_exit(s->p), 128 + SIGKILL);
	station_close(s);
}

/* Some marks, each acknowledged, then one more that is not waited for. */
static void
one_life_of_marks(struct station *s, int8_t marks[ITEMS])
{
	int count = 1 + rand() % (ITEMS - 1);
	char key;

	station_keys(s, to_marks);
	for (int i = 0; i < count; i++) {
		int8_t mark = (int8_t)(rand() % 5);
		char text[2] = { (char)('0' + mark), '\0' };

		station_keys(s, text);
		marks[i] = mark;
	}
	key = (char)('0' + rand() % 5);
	pty_send(s->p, &key, 1);
	pty_quiet(s->p, rand() % 4);
	kill_now(s);
	expect_marks(s, marks, count);
	marks[count] = MARK_NE; /* whatever became of it */
}

static void
kill_9_loses_no_acknowledged_mark(void **state)
{
	int8_t marks[ITEMS];
	struct station s;

	(void)state;
	srand(9);
	start(&s);
	for (int life = 0; life < LIVES; life++) {
		for (int i = 0; i < ITEMS; i++)
			marks[i] = MARK_NE;
		one_life_of_marks(&s, marks);
		station_open(&s, "c.leroy", NULL);
		station_keys(&s, to_marks);
		for (int i = 0; i < ITEMS; i++)
			station_keys(&s, "x");
		station_keys(&s, "<Esc><Esc>");
	}
	station_quit(&s);
	station_proves(&s);
	station_done(&s);
}

static void
expect_text(const struct station *s, const char *acknowledged)
{
	struct session *session = station_session(s, "c.leroy");
	struct arena a = { 0 };
	struct str text;
	struct err err;

	MUST(decide_draft_get(session, STATION_DOSSIER, "text", &a, &text, &err));
	assert_true(str_starts(text, str_z(acknowledged)));
	arena_done(&a);
	session_close(session);
}

static void
kill_9_loses_no_acknowledged_letter(void **state)
{
	static const char *const words[] = { "L'aide", " est subordonnée", " à la", " publication",
		" du cahier" };
	char typed[128] = "";
	struct station s;

	(void)state;
	start(&s);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		station_keys(&s, to_text);
		station_keys(&s, "<End>");
		station_keys(&s, words[i]);
		strcat(typed, words[i]);
		if (i % 2)
			pty_send(s.p, "<", 1); /* in flight, not acknowledged */
		kill_now(&s);
		expect_text(&s, typed);
		station_open(&s, "c.leroy", NULL);
		station_keys(&s, to_text);
		station_sees(&s, "L'aide");
		station_keys(&s, "<End>");
		for (int row = 0; i % 2 && row < 24; row++)
			if (strstr(pty_text(s.p, row), "<"))
				station_keys(&s, "<Backspace>");
		station_keys(&s, "<Esc><Esc>");
	}
	station_quit(&s);
	station_proves(&s);
	station_done(&s);
}

static void
control_c_never_kills(void **state)
{
	struct station s;

	(void)state;
	start(&s);
	station_keys(&s, "<Ctrl-C>");
	station_says(&s, ROLE_MESSAGE, "Rien à interrompre. q revient, Q quitte pupitre.");
	station_keys(&s, "/dep:45<Ctrl-C>");
	station_sees(&s, "tous les dossiers");
	station_keys(&s, ":reg<Ctrl-C>");
	station_sees_not(&s, "commandes");
	station_keys(&s, to_marks);
	station_keys(&s, "cessai<Ctrl-C>");
	station_sees(&s, "commentaire");
	station_sees(&s, "o sans objet");
	station_quit(&s);
	station_done(&s);
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* A colleague moves a dossier of the list: it is shown at the next look, the cursor stays on its
 * dossier, and a colleague's draft, which nobody may see, sends nothing. */
static void
another_session_is_seen_without_moving(void **state)
{
	struct station s;
	struct session *other;
	struct arena a = { 0 };
	struct receipt r;
	struct err err;
	int row, col;

	(void)state;
	start(&s);
	other = station_session(&s, "b.durand");
	station_keys(&s, "/dep:45 état:recevable tri:-dépôt<Enter>jjjj");
	pty_cursor(s.p, &row, &col);
	char *before = strdup(pty_text(s.p, row));
	MUST(mark_set(other, STATION_DOSSIER, 0, 3, &err));
	assert_int_equal(pty_quiet(s.p, 2 * LOOK_MS), 0);
	int64_t from = now_ms();
	MUST(move_state(other, STATION_DOSSIER, STATE_INELIGIBLE,
		STR("hors du champ de la campagne"), &a, &r, &err));
	pty_await(s.p, "par b.durand");
	pty_await(s.p, "4099001 enregistré");
	assert_in_range(now_ms() - from, 0, LOOK_MS + SLACK_MS);
	pty_quiet(s.p, SETTLE_MS); /* a look gives no handshake */
	station_check(&s);
	pty_cursor(s.p, &row, &col);
	assert_string_equal(pty_text(s.p, row), before);
	pty_check_redraw(s.p);
	free(before);
	arena_done(&a);
	session_close(other);
	station_done(&s);
}

static struct store *
hold_the_gate(const struct station *s)
{
	const struct store_options usual = { .any_file_system = true };
	struct store *st = NULL;
	struct err err;

	MUST(store_open(s->base, &usual, &st, &err));
	MUST(store_begin(st, STR("b.durand"), NULL, &err));
	return st;
}

static void
a_write_that_waits_can_be_given_up(void **state)
{
	struct station s;
	struct store *other;

	(void)state;
	start(&s);
	station_keys(&s, to_marks);
	other = hold_the_gate(&s);
	pty_send(s.p, "3", 1);
	pty_await(s.p, "base occupée par b.durand depuis");
	pty_await(s.p, "Ctrl-C pour renoncer");
	pty_await(s.p, "depuis 1 s");
	pty_send(s.p, "\003", 1);
	pty_await(s.p, "Abandonné : rien n'a été écrit.");
	pty_wait(s.p);
	station_check(&s);
	station_selects(&s, "> I1");
	station_keys(&s, "j");
	station_sees(&s, "14 sous-critères à noter");
	store_rollback(other);
	store_close(other);
	station_keys(&s, "k3");
	station_sees(&s, "13 sous-critères à noter");
	station_done(&s);
}

/* What is typed while a write waits comes after it. */
static void
keys_typed_while_waiting_are_kept(void **state)
{
	struct station s;
	struct store *other;

	(void)state;
	start(&s);
	station_keys(&s, to_marks);
	other = hold_the_gate(&s);
	pty_send(s.p, "321", 3);
	pty_await(s.p, "base occupée par b.durand depuis");
	store_rollback(other);
	store_close(other);
	pty_await(s.p, "11 sous-critères à noter");
	pty_keys(s.p, "o");
	station_check(&s);
	station_sees(&s, "10 sous-critères à noter");
	station_done(&s);
}

/* Marks until the disk is full; returns how many were written. */
static int
mark_until_full(struct station *s, int8_t marks[ITEMS])
{
	for (int n = 0; n < 500; n++) {
		int8_t mark = (int8_t)(n / ITEMS % 5);
		char text[2] = { (char)('0' + mark), '\0' };

		station_keys(s, n % ITEMS ? text : "g");
		if (n % ITEMS == 0)
			station_keys(s, text);
		if (pty_find(s->p, "le disque refuse l'écriture") >= 0)
			return n;
		marks[n % ITEMS] = mark;
	}
	pty_fail(s->p, "the disk is never full");
	return 0;
}

/* No file of the program may grow over 200 blocks: the log of the base is one of them. */
static void
a_full_disk_refuses_the_act_and_goes_on(void **state)
{
	struct station s;
	const char *const argv[] = { "/bin/sh", "-c", "ulimit -f 200; exec \"$0\" \"$@\"",
		station_program(), "--base", s.base, "--as", "c.leroy", NULL };
	int8_t marks[ITEMS];

	(void)state;
	start(&s);
	station_keys(&s, to_marks);
	for (int i = 0; i < ITEMS; i++) {
		station_keys(&s, "3");
		marks[i] = 3;
	}
	station_quit(&s);
	s.p = pty_start(argv, &(struct pty_options){ 0 });
	station_keys(&s, to_marks);
	assert_true(mark_until_full(&s, marks) > 1);
	station_keys(&s, "F");
	station_says(&s, ROLE_SELECTED, "Finaliser l'évaluation de 4099001");
	station_keys(&s, "<Enter>");
	station_says(&s, ROLE_ERROR, "le disque refuse l'écriture");
	station_sees(&s, "brouillon");
	station_keys(&s, "jkq");
	station_says(&s, ROLE_TITLE, "Dossiers");
	station_keys(&s, "j<Enter>q");
	station_quit(&s);
	expect_marks(&s, marks, -1);
	station_proves(&s);
	station_open(&s, "c.leroy", NULL);
	station_keys(&s, to_marks);
	station_sees(&s, "brouillon");
	station_keys(&s, "F<Enter>");
	station_says(&s, ROLE_MESSAGE, "Enregistré : ");
	station_quit(&s);
	station_proves(&s);
	station_done(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_dropped_line_loses_nothing),
		cmocka_unit_test(kill_9_loses_no_acknowledged_mark),
		cmocka_unit_test(kill_9_loses_no_acknowledged_letter),
		cmocka_unit_test(control_c_never_kills),
		cmocka_unit_test(another_session_is_seen_without_moving),
		cmocka_unit_test(a_write_that_waits_can_be_given_up),
		cmocka_unit_test(keys_typed_while_waiting_are_kept),
		cmocka_unit_test(a_full_disk_refuses_the_act_and_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
