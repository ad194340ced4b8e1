/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/station.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pupitre/app/import.h"
#include "pupitre/app/manage.h"
#include "pupitre/base/utf8.h"
#include "pupitre/term/key.h"

#define NBSP "\302\240"

/* The folder of this program's build: .../build/MODE of .../build/MODE/tests/screens/test_x. */
static const char *
build_folder(void)
{
	static char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	assert_true(n > 0);
	path[n] = '\0';
	for (int up = 0; up < 3; up++) {
		char *slash = strrchr(path, '/');

		assert_non_null(slash);
		*slash = '\0';
	}
	return path;
}

const char *
station_program(void)
{
	static char path[PATH_MAX + 16];
	const char *given = getenv("PUPITRE");

	snprintf(path, sizeof(path), "%s/pupitre", build_folder());
	return given && *given ? given : path;
}

static void
copy_demo(const char *to)
{
	char from[PATH_MAX + 16], bytes[65536];
	size_t n;

	snprintf(from, sizeof(from), "%.*s/demo.db",
		(int)(strrchr(station_program(), '/') - station_program()), station_program());
	FILE *in = fopen(from, "re"), *out = fopen(to, "we");

	if (!in)
		fail_msg("%s: make demo builds it", from);
	assert_non_null(out);
	while ((n = fread(bytes, 1, sizeof(bytes), in)) > 0)
		assert_int_equal(fwrite(bytes, 1, n, out), n);
	assert_int_equal(fclose(out), 0);
	fclose(in);
}

void
station_init(struct station *s)
{
	assert_true(hash_start());
	*s = (struct station){ .p = NULL };
	snprintf(s->dir, sizeof(s->dir), "/tmp/pupitre-station-XXXXXX");
	assert_non_null(mkdtemp(s->dir));
	snprintf(s->base, sizeof(s->base), "%s/base.db", s->dir);
	copy_demo(s->base);
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

void
station_done(struct station *s)
{
	station_close(s);
	assert_int_equal(nftw(s->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS), 0);
}

void
station_open(struct station *s, const char *login, const struct pty_options *options)
{
	const char *const argv[] = { station_program(), "--base", s->base, "--as", login, NULL };
	const struct pty_options usual = { 0 };

	assert_null(s->p);
	s->p = pty_start(argv, options ? options : &usual);
	station_check(s);
}

void
station_close(struct station *s)
{
	if (s->p)
		pty_end(s->p);
	s->p = NULL;
}

void
station_quit(struct station *s)
{
	pty_send(s->p, "Q", 1);
	assert_int_equal(pty_exit(s->p), 0);
	station_close(s);
}

void
station_check(struct station *s)
{
	enum role role;

	pty_check(s->p);
	role = pty_cursor_role(s->p);
	if (role != ROLE_SELECTED)
		pty_fail(s->p, "the cursor is not on a cell of role selected");
}

void
station_keys(struct station *s, const char *script)
{
	struct str rest = str_z(script), before;

	while (rest.len) {
		struct key key;
		struct err err;
		char spelt[40];

		before = rest;
		assert_int_equal(key_parse(&rest, &key, &err), OK);
		snprintf(spelt, sizeof(spelt), "%.*s", (int)(before.len - rest.len), before.ptr);
		pty_keys(s->p, spelt);
		station_check(s);
	}
}

/* The row with plain spaces. */
static const char *
row_text(struct station *s, int row)
{
	static char text[4096];
	const char *at = pty_text(s->p, row);
	size_t n = 0;

	while (*at && n < sizeof(text) - 1) {
		bool hard = strncmp(at, NBSP, 2) == 0;

		text[n++] = hard ? ' ' : *at;
		at += hard ? 2 : 1;
	}
	text[n] = '\0';
	return text;
}

static int
find(struct station *s, const char *text)
{
	for (int row = 0; row < pty_rows(s->p); row++)
		if (strstr(row_text(s, row), text))
			return row;
	return -1;
}

static void
missing(struct station *s, const char *what, const char *text)
{
	print_error("%s: \"%s\"\n", what, text);
	pty_fail(s->p, what);
}

void
station_sees(struct station *s, const char *text)
{
	if (find(s, text) < 0)
		missing(s, "not on the screen", text);
}

void
station_sees_not(struct station *s, const char *text)
{
	if (find(s, text) >= 0)
		missing(s, "must not be on the screen", text);
}

void
station_selects(struct station *s, const char *text)
{
	int row, col;

	pty_cursor(s->p, &row, &col);
	if (!strstr(row_text(s, row), text))
		missing(s, "not on the selected row", text);
}

void
station_says(struct station *s, enum role role, const char *text)
{
	int row = find(s, text);

	if (row < 0)
		missing(s, "not on the screen", text);
	const char *line = row_text(s, row), *at = strstr(line, text);
	int col = utf8_width((struct str){ line, (size_t)(at - line) });

	if (pty_role_at(s->p, row, col) != role)
		missing(s, "shown with another role", text);
}

struct session *
station_session(const struct station *s, const char *login)
{
	const struct session_options o = {
		.base = s->base, .login = login, .any_file_system = true, .origin = ORIGIN_COMMAND
	};
	struct session *session = NULL;
	struct err err;

	if (session_open(&o, &session, &err) != OK)
		fail_msg("%s", err.text);
	return session;
}

void
station_proves(const struct station *s)
{
	struct session *session = station_session(s, "p.simon");
	struct arena a = { 0 };
	struct check_report r;
	struct err err;

	if (base_check(session, false, NULL, NULL, &a, &r, &err) != OK)
		fail_msg("%s", err.text);
	if (r.chain.finding_count)
		fail_msg("register: %s", r.chain.findings[0].text);
	if (r.finding_count)
		fail_msg("check: %s", r.findings[0].text);
	arena_done(&a);
	session_close(session);
}

void
station_import(struct station *s)
{
	const char *const paths[] = { TEST_DATA "/screens/dossier.json" };
	struct session *session = station_session(s, "c.leroy");
	struct arena a = { 0 };
	struct import_result r;
	struct err err;

	if (import_files(session, paths, 1, false, NULL, &a, &r, &err) != OK)
		fail_msg("%s", err.text);
	assert_int_equal(r.created, 1);
	arena_done(&a);
	session_close(session);
}
