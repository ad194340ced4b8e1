/* SPDX-License-Identifier: EUPL-1.2 */
/* The same work under every terminal, locale and habit: what is shown does not depend on them, or
 * the program says at once why it cannot start. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>

#include "support/station.h"

static const char *const latin[] = { "LC_ALL=C", "LANG=C", NULL };
static const char *const french[] = { "LC_ALL=fr_FR.ISO-8859-1", "LANGUAGE=fr", NULL };
static const char *const plain[] = { "NO_COLOR=1", NULL };
static const char *const contrast[] = { "PUPITRE_THEME=contraste", NULL };
static const char *const hostile[] = { "LINES=5", "COLUMNS=20", "TERMINFO=/nonexistent",
	"NCURSES_NO_UTF8_ACS=0", "HOME=/nonexistent", NULL };

static const struct place {
	const char *name;
	struct pty_options options;
} places[] = {
	{ "xterm", { .term = "xterm" } },
	{ "putty", { .term = "putty-256color" } },
	{ "screen", { .term = "screen-256color" } },
	{ "tmux", { .term = "tmux-256color" } },
	{ "linux", { .term = "linux" } },
	{ "vt100", { .term = "vt100", .theme = THEME_MONO } },
	{ "unknown name", { .term = "unknown-to-terminfo" } },
	{ "hostile name", { .term = "../../etc/passwd" } },
	{ "name with an escape", { .term = "xterm\033[2J" } },
	{ "empty name", { .term = "" } },
	{ "locale C", { .env = latin } },
	{ "locale without UTF-8", { .env = french } },
	{ "NO_COLOR", { .env = plain, .theme = THEME_MONO } },
	{ "PUPITRE_THEME", { .env = contrast, .theme = THEME_CONTRAST } },
	{ "hostile variables", { .env = hostile } },
};
enum { PLACES = sizeof(places) / sizeof(places[0]) };

static const char *const script[] = { "/dep:45 tri:-note<Enter>jj", "<Enter><Tab><Tab>", "n3&o",
	"qq<Home>d<Tab><Tab>", "<Esc>r<PgDn>", "q:env", "<Esc>?" };
enum { STEPS = sizeof(script) / sizeof(script[0]) };

static void
add_screen(struct station *s, struct buf *out)
{
	for (int row = 0; row < pty_rows(s->p); row++)
		buf_addf(out, "%s\n", pty_text(s->p, row));
}

static void
play(const struct place *place, struct buf *out)
{
	struct station s;

	station_init(&s);
	station_open(&s, "c.leroy", &place->options);
	for (int i = 0; i < STEPS; i++) {
		station_keys(&s, script[i]);
		add_screen(&s, out);
		pty_check_redraw(s.p);
	}
	station_keys(&s, "<Esc>");
	station_quit(&s);
	station_done(&s);
}

static void
every_terminal_shows_the_same_text(void **state)
{
	const struct place usual = { "xterm-256color", { 0 } };
	struct buf wanted = { 0 };

	(void)state;
	play(&usual, &wanted);
	for (int i = 0; i < PLACES; i++) {
		struct buf seen = { 0 };

		play(&places[i], &seen);
		if (!str_eq(buf_str(&seen), buf_str(&wanted)))
			fail_msg("%s: another text than under xterm-256color", places[i].name);
		buf_done(&seen);
	}
	buf_done(&wanted);
}

static void
expect_refused(const char *const argv[], const char *term, const char *status)
{
	struct pty *p =
		pty_start(argv, &(struct pty_options){ .term = term, .without_handshake = true });

	assert_int_equal(pty_exit(p), 0);
	assert_true(pty_find(p, "pupitre list") >= 0);
	assert_true(pty_find(p, status) >= 0);
	assert_null(strstr(pty_output(p).ptr, "\033[?1049h"));
	pty_end(p);
}

static void
no_screen_without_a_terminal_that_can_show_it(void **state)
{
	struct station s;
	const char *const dumb[] = { "/bin/sh", "-c",
		"\"$0\" --base \"$1\" --as c.leroy; echo statut $?", station_program(), s.base,
		NULL };
	const char *const piped[] = { "/bin/sh", "-c",
		"\"$0\" --base \"$1\" --as c.leroy </dev/null; echo statut $?", station_program(),
		s.base, NULL };

	(void)state;
	station_init(&s);
	expect_refused(dumb, "dumb", "statut 2");
	expect_refused(piped, NULL, "statut 2");
	station_done(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_terminal_shows_the_same_text),
		cmocka_unit_test(no_screen_without_a_terminal_that_can_show_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
