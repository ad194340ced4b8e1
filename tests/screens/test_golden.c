/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The main screens as files that a person has read: tests/screens/golden/NAME.txt holds the frame
 * of frame.h (text, then styles and roles, then the cursor) on the demonstration, with a fixed
 * clock.
 *
 * MAJ_ECRANS=1 rewrites them, except where CI is set: read the difference before committing it.
 * That the terminal shows these frames is what test_workstation proves.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "pupitre/base/env.h"
#include "pupitre/base/i18n.h"
#include "pupitre/term/frame.h"
#include "pupitre/term/memory.h"
#include "pupitre/ui/workstation.h"
#include "support/must.h"
#include "support/station.h"
#include "support/tour.h"

#define FOLDER "tests/screens/golden"

/* The same sheet marked at the office and in a mallette, then merged. */
static void
make_question(struct station *s)
{
	struct fixture host = { 0 };
	struct session *at;
	struct tour t;

	snprintf(host.dir, sizeof(host.dir), "%s", s->dir);
	snprintf(host.base, sizeof(host.base), "%s", s->base);
	tour_take(&t, &host, "c.leroy", "b.durand", "45");
	at = tour_session(&t);
	tour_mark(at, STATION_DOSSIER, 1, 1, "le gain annoncé n'est étayé par aucun relevé", 2);
	session_close(at);
	at = fixture_session(&host, "b.durand");
	tour_mark(at, STATION_DOSSIER, 1, 3, "gain chiffré par la régie des cantines", 2);
	session_close(at);
	tour_return(&t);
	tour_merge(&t, &host, "c.leroy");
}

static const struct golden {
	const char *name, *login, *keys;
	int rows, cols;
	void (*prepare)(struct station *s); /* NULL: nothing */
} goldens[] = {
	{ "list", "a.martin", "/dep:45 tri:-note<Enter>", 24, 80, NULL },
	{ "list-wide", "a.martin", "/dep:45 tri:-note<Enter>jj", 40, 120, NULL },
	{ "dossier", "a.martin", "/4012345<Enter><Enter>", 24, 80, NULL },
	{ "mark", "a.martin", "/<Ctrl-U>4099001<Enter>n32o4'<Up><Up><Up>", 24, 80, NULL },
	{ "decide", "c.leroy",
		"/4012345<Enter>d<Tab><Ctrl-U>56250<Tab><Tab><Tab><Enter><Down><Enter>", 24, 80,
		NULL },
	{ "propose", "b.durand", "/4012345<Enter>d<Tab><Ctrl-U>56250", 24, 80, NULL },
	{ "bundles-none", "c.leroy", "m", 24, 80, NULL },
	{ "bundle-new", "c.leroy", "mn<Enter><End><Enter>", 24, 80, NULL },
	{ "export", "c.leroy", "/dep:45<Enter>E", 24, 80, NULL },
	{ "export-columns", "c.leroy", "E<Tab><Tab><Tab><Enter><Down><Space>", 24, 80, NULL },
	{ "export-wide", "c.leroy", "E<Enter><Down><Down><Enter>", 40, 120, NULL },
	{ "questions", "c.leroy", "/4099001<Enter>!<Right>", 24, 80, make_question },
	{ "questions-wide", "c.leroy", "/4099001<Enter>!<Tab>vu", 40, 120, make_question },
};
enum { GOLDENS = sizeof(goldens) / sizeof(goldens[0]) };

static bool rewrite; /* read before the environment is cleaned */

static void
draw(const struct station *station, const struct golden *g, struct buf *out)
{
	struct session *s = station_session(station, g->login);
	struct backend *b = memory_open(g->rows, g->cols);
	struct workstation *w = NULL;
	struct err err;

	MUST(workstation_open(s, b, &w, &err));
	memory_keys(b, "<Esc>g"); /* the person comes back where the last picture was */
	memory_keys(b, g->keys);
	assert_true(workstation_pump(w));
	workstation_rest(w);
	frame_text(memory_frame(b), out);
	workstation_close(w);
	backend_close(b);
	session_close(s);
}

static void
read_golden(const char *path, struct buf *out)
{
	FILE *f = fopen(path, "re");
	int byte;

	if (!f)
		fail_msg("%s: missing; MAJ_ECRANS=1 makes it", path);
	while ((byte = fgetc(f)) != EOF)
		buf_addc(out, (char)byte);
	fclose(f);
}

static void
write_golden(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "we");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, f), bytes.len);
	assert_int_equal(fclose(f), 0);
}

/* Prints the lines that differ; returns their number. */
static int
differences(const char *name, struct str wanted, struct str seen)
{
	struct str w, s;
	int count = 0;

	for (bool more_w = true, more_s = true; more_w || more_s;) {
		w = s = STR("");
		more_w = more_w && str_cut(&wanted, '\n', &w);
		more_s = more_s && str_cut(&seen, '\n', &s);
		if (str_eq(w, s))
			continue;
		print_error("%s\n- %.*s\n+ %.*s\n", count ? "" : name, STR_ARG(w), STR_ARG(s));
		count++;
	}
	return count;
}

/* On a base of its own: what one person did before is remembered. */
static int
compare(const struct golden *g)
{
	struct buf wanted = { 0 }, seen = { 0 };
	struct station s;
	char path[80];
	int different;

	station_init(&s);
	station_import(&s);
	if (g->prepare)
		g->prepare(&s);
	snprintf(path, sizeof(path), FOLDER "/%s.txt", g->name);
	draw(&s, g, &seen);
	if (rewrite)
		write_golden(path, buf_str(&seen));
	read_golden(path, &wanted);
	different = differences(g->name, buf_str(&wanted), buf_str(&seen));
	buf_done(&wanted);
	buf_done(&seen);
	station_done(&s);
	return different;
}

static void
screens_are_as_they_were_read(void **state)
{
	int different = 0;

	(void)state;
	for (int i = 0; i < GOLDENS; i++)
		different += compare(&goldens[i]);
	assert_int_equal(different, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(screens_are_as_they_were_read) };
	int failed;

	rewrite = getenv("MAJ_ECRANS") != NULL;
	if (rewrite && getenv("CI")) {
		print_error("MAJ_ECRANS is refused where CI is set\n");
		return 1;
	}
	setenv("PUPITRE_TEST_CLOCK", "2021-10-08T14:30:00Z", 1);
	station_program(); /* reads the environment */
	tour_home();
	if (!i18n_start())
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	tour_home_gone();
	return failed;
}
