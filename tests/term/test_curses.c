/* SPDX-License-Identifier: EUPL-1.2 */
/* The real terminal, by the toy of tests/support run in a pseudo-terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/pty.h"
#include "support/toy.h"

#include "pupitre/term/key.h"

static char self[4096];

static struct pty *
start_toy(const struct pty_options *options)
{
	const char *const argv[] = { self, "--toy", NULL };

	return pty_start(argv, options);
}

static void
expect_selected(struct pty *p, int number)
{
	char row[16];
	int at, col;

	snprintf(row, sizeof(row), "> %07d", number);
	pty_cursor(p, &at, &col);
	assert_int_equal(pty_find(p, row), at);
	assert_int_equal(col, 0);
	assert_int_equal(pty_cursor_role(p), ROLE_SELECTED);
}

static const char script[] = "jjjkj<Down><Up><PgDn><PgDn>jG<Up>k<PgUp>g/été 日本<Enter>j/x<Esc>k";

static void
play(const struct pty_options *options)
{
	struct pty *p = start_toy(options);
	struct str rest = str_z(script), before;

	pty_check(p);
	while (rest.len) {
		struct key key;
		struct err err;
		char spelt[40];

		before = rest;
		assert_int_equal(key_parse(&rest, &key, &err), OK);
		snprintf(spelt, sizeof(spelt), "%.*s", (int)(before.len - rest.len), before.ptr);
		pty_keys(p, spelt);
		pty_check(p);
	}
	pty_check_redraw(p);
	pty_check(p);
	pty_keys(p, "G");
	pty_check_redraw(p);
	pty_send(p, "q", 1);
	assert_int_equal(pty_exit(p), 0);
	pty_end(p);
}

static void
the_terminal_shows_the_frame_at_every_size(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 40, 120 }, { 16, 60 }, { 5, 20 }, { 1, 1 } };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		play(&(struct pty_options){ .rows = sizes[i][0], .cols = sizes[i][1] });
}

static void
the_terminal_shows_the_frame_under_every_name(void **state)
{
	static const struct {
		const char *term;
		enum theme theme;
	} terms[] = {
		{ "xterm", THEME_COLOUR },
		{ "putty-256color", THEME_COLOUR },
		{ "screen-256color", THEME_COLOUR },
		{ "tmux-256color", THEME_COLOUR },
		{ "linux", THEME_COLOUR },
		{ "vt100", THEME_MONO },
		{ "unknown-to-terminfo", THEME_COLOUR },
		{ "../../etc/passwd", THEME_COLOUR },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++)
		play(&(struct pty_options){ .term = terms[i].term, .theme = terms[i].theme });
}

static void
themes_without_colour(void **state)
{
	static const char *const no_color[] = { "NO_COLOR=1", NULL };
	static const char *const contrast[] = { "PUPITRE_THEME=contraste", NULL };

	(void)state;
	play(&(struct pty_options){ .env = no_color, .theme = THEME_MONO });
	play(&(struct pty_options){ .env = contrast, .theme = THEME_CONTRAST });
}

/* Little is sent, nothing when idle, the cursor comes last and is never hidden. */
static void
a_move_costs_few_bytes(void **state)
{
	struct pty *p = start_toy(&(struct pty_options){ 0 });

	(void)state;
	for (int i = 1; i <= 10; i++) {
		pty_keys(p, "j");
		assert_in_range(pty_bytes(p), 1, 300);
		expect_selected(p, 4012000 + i);
		assert_null(strstr(pty_output(p).ptr, "\033[?25l"));
	}
	pty_keys(p, "<PgDn>");
	assert_in_range(pty_bytes(p), 1, 2500);
	assert_int_equal(pty_quiet(p, 1500), 0);
	pty_end(p);
}

static const struct {
	const char *bytes, *shown;
} keys[] = {
	{ "\033[11~", "touche F1" },
	{ "\033OP", "touche F1" },
	{ "\033[1~", "touche Début" },
	{ "\033OF", "touche Fin" },
	{ "\033[Z", "touche Maj-Tab" },
	{ "\033[5~", "touche PgPréc" },
	{ "\033", "touche Échap" },
	{ "é", "touche é" },
	{ "\r", "touche Entrée" },
	{ "\003", "touche Ctrl-C" },
	{ "\032", "pas d'arrêt ici" },
	{ "\034", "pas d'arrêt ici" },
	{ "\033[1;5P", "pas d'arrêt ici" },
	{ "\023", "touche Ctrl-S" },
	{ "b", "touche b" },
	{ "w", "travail 20" },
};

static void
keys_reach_the_program(void **state)
{
	struct pty *p = start_toy(&(struct pty_options){ 0 });

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		pty_send(p, keys[i].bytes, strlen(keys[i].bytes));
		pty_wait(p);
		assert_string_equal(pty_text(p, 1), keys[i].shown);
	}
	expect_selected(p, 4012000);
	pty_end(p);
}

static void
a_sequence_split_between_writes_is_one_key(void **state)
{
	struct pty *p = start_toy(&(struct pty_options){ 0 });

	(void)state;
	pty_send(p, "\033[", 2);
	pty_send(p, "6", 1);
	pty_send(p, "~", 1);
	pty_send(p, "\xc3", 1);
	pty_send(p, "\xa9", 1);
	while (strcmp(pty_text(p, 1), "touche é") != 0)
		pty_wait(p);
	expect_selected(p, 4012020);
	pty_end(p);
}

static void
a_paste_runs_no_command(void **state)
{
	struct pty *p = start_toy(&(struct pty_options){ 0 });
	char *big = malloc(70001);

	(void)state;
	assert_non_null(big);
	pty_paste(p, "q\rdd\rG");
	assert_string_equal(pty_text(p, 1), "collage de 6 octets");
	memset(big, 'q', 70000);
	big[70000] = '\0';
	pty_paste(p, big);
	assert_string_equal(pty_text(p, 1), "collage de 65536 octets, coupé");
	expect_selected(p, 4012000);
	pty_check(p);
	free(big);
	pty_end(p);
}

static void
resizes_lose_nothing(void **state)
{
	struct pty *p = start_toy(&(struct pty_options){ 0 });

	(void)state;
	pty_keys(p, "jj/abc");
	for (int i = 0; i < 60; i++) {
		pty_resize(p, 5 + i * 7 % 50, 20 + i * 37 % 200);
		pty_check(p);
	}
	pty_resize(p, 24, 80);
	pty_check(p);
	assert_string_equal(pty_text(p, 23), "filtre : abc");
	pty_end(p);
}

static void
a_storm_of_resizes_ends_well(void **state)
{
	struct pty *p = start_toy(&(struct pty_options){ 0 });

	(void)state;
	srand(1500);
	/* two columns at least: libvterm 0.1.4 writes a wide character past the end of one */
	for (int i = 0; i < 1500; i++)
		pty_resize_only(p, 1 + rand() % 60, 2 + rand() % 200);
	pty_resize_only(p, 30, 100);
	/* each size that the program sees gives a number: the last one is there when it shows it */
	do
		pty_keys(p, "j");
	while (pty_text(p, 29)[0] != 'q' || strlen(pty_text(p, 29)) != 100);
	pty_quiet(p, 200);
	pty_check_redraw(p);
	pty_check(p);
	pty_end(p);
}

static void
random_bytes_do_no_harm(void **state)
{
	struct pty *p = start_toy(&(struct pty_options){ 0 });

	(void)state;
	srand(20000);
	for (int i = 0; i < 20000; i++) {
		unsigned char byte = (unsigned char)(rand() % 256);

		if (!memchr("qwx", byte, 3)) /* they end the toy, or keep it busy */
			pty_send(p, &byte, 1);
	}
	pty_quiet(p, 1500); /* what is begun is settled, a paste or a job included */
	pty_keys(p, "<Enter>");
	pty_check_redraw(p);
	pty_check(p);
	pty_end(p);
}

static void
the_terminal_is_given_back(void **state)
{
	static const struct {
		int signal;
		const char *key;
		int status;
	} ends[] = { { 0, "q", 0 }, { 0, "x", 7 }, { SIGTERM, "", 3 }, { SIGHUP, "", 3 } };

	(void)state;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		struct pty *p = start_toy(&(struct pty_options){ 0 });

		assert_non_null(strstr(pty_output(p).ptr, "\033[?2004h"));
		pty_keys(p, "j");
		assert_false(pty_canonical(p));
		if (ends[i].signal)
			pty_kill(p, ends[i].signal);
		pty_send(p, ends[i].key, strlen(ends[i].key));
		assert_int_equal(pty_exit(p), ends[i].status);
		assert_non_null(strstr(pty_output(p).ptr, "\033[?2004l"));
		assert_non_null(strstr(pty_output(p).ptr, "\033[?1049l"));
		assert_int_equal(pty_find(p, "4012000"), -1);
		assert_true(pty_cursor_visible(p));
		assert_true(pty_canonical(p));
		pty_end(p);
	}
}

static void
a_dropped_line_ends_the_program(void **state)
{
	struct pty *p = start_toy(&(struct pty_options){ 0 });

	(void)state;
	pty_keys(p, "jj");
	pty_hang_up(p);
	assert_int_equal(pty_exit(p), 3);
	pty_end(p);
}

/* Ctrl-Z under a shell with job control: the toy's parent leads the session. */
static void
it_stops_and_comes_back_under_a_shell(void **state)
{
	char command[8300];
	const char *const argv[] = { "/bin/bash", "--norc", "-c", command, NULL };

	(void)state;
	snprintf(command, sizeof(command),
		"set -m; %s --toy; echo arrêté; read x; fg >/dev/null; echo fini $?", self);
	struct pty *p = pty_start(argv, &(struct pty_options){ .without_handshake = true });

	pty_wait(p);
	pty_keys(p, "jj");
	expect_selected(p, 4012002);
	pty_send(p, "\032", 1);
	pty_await(p, "arrêté");
	assert_int_equal(pty_find(p, "4012002"), -1);
	pty_send(p, "\r", 1);
	pty_await(p, "> 4012002");
	assert_non_null(strstr(pty_output(p).ptr, "\033[?2004h"));
	pty_keys(p, "j");
	expect_selected(p, 4012003);
	pty_check_redraw(p);
	pty_send(p, "q", 1);
	pty_await(p, "fini 0");
	assert_int_equal(pty_exit(p), 0);
	pty_end(p);
}

static void
a_dumb_terminal_is_refused(void **state)
{
	struct pty *p =
		start_toy(&(struct pty_options){ .term = "dumb", .without_handshake = true });

	(void)state;
	assert_int_equal(pty_exit(p), 2);
	assert_true(pty_find(p, "pupitre list") >= 0);
	pty_end(p);
}

static void
without_a_terminal_it_is_refused(void **state)
{
	char command[8300];
	const char *const argv[] = { "/bin/sh", "-c", command, NULL };

	(void)state;
	snprintf(command, sizeof(command), "%s --toy </dev/null; echo statut $?", self);
	struct pty *p = pty_start(argv, &(struct pty_options){ .without_handshake = true });

	pty_exit(p);
	assert_true(pty_find(p, "pupitre list") >= 0);
	assert_true(pty_find(p, "statut 2") >= 0);
	pty_end(p);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_terminal_shows_the_frame_at_every_size),
		cmocka_unit_test(the_terminal_shows_the_frame_under_every_name),
		cmocka_unit_test(themes_without_colour),
		cmocka_unit_test(a_move_costs_few_bytes),
		cmocka_unit_test(keys_reach_the_program),
		cmocka_unit_test(a_sequence_split_between_writes_is_one_key),
		cmocka_unit_test(a_paste_runs_no_command),
		cmocka_unit_test(resizes_lose_nothing),
		cmocka_unit_test(a_storm_of_resizes_ends_well),
		cmocka_unit_test(random_bytes_do_no_harm),
		cmocka_unit_test(the_terminal_is_given_back),
		cmocka_unit_test(a_dropped_line_ends_the_program),
		cmocka_unit_test(it_stops_and_comes_back_under_a_shell),
		cmocka_unit_test(a_dumb_terminal_is_refused),
		cmocka_unit_test(without_a_terminal_it_is_refused),
	};

	if (argc == 2 && strcmp(argv[1], "--toy") == 0)
		return toy_main();
	ssize_t n = readlink("/proc/self/exe", self, sizeof(self) - 1);

	assert_true(n > 0);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
