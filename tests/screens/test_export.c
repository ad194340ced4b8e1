/* SPDX-License-Identifier: EUPL-1.2 */
/* Files written with keys only by the real program: every format, a query that restricts, columns that are chosen;
 * a preset made on the screen is used by its name on the command line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/base/fs.h"
#include "support/must.h"
#include "support/station.h"

static struct station s;
static struct arena a;
static struct err err;

static int
setup(void **state)
{
	(void)state;
	station_init(&s);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&a);
	station_done(&s);
	return 0;
}

static const char *
in_folder(const char *name)
{
	return arena_printf(&a, "%s/%s", s.dir, name);
}

static char *
copied(const char *z)
{
	return arena_dup(&a, z, strlen(z) + 1);
}

/* Exit status of the program with these words. */
static int
run(const char *const words[])
{
	const char *first[] = { station_program(), "--base", s.base, "--as", "c.leroy", "--config",
		s.dir };
	char *argv[20];
	size_t n = 0;
	int status;
	pid_t child;

	for (size_t i = 0; i < sizeof first / sizeof *first; i++)
		argv[n++] = copied(first[i]);
	for (size_t i = 0; words[i]; i++)
		argv[n++] = copied(words[i]);
	argv[n] = NULL;
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
			_exit(99);
		execv(argv[0], argv);
		_exit(99);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 98;
}

/* Who grants is told, for the open data. */
static void
open_screen(void)
{
	const char *const argv[] = { station_program(), "--base", s.base, "--as", "c.leroy",
		"--config", s.dir, NULL };
	const struct pty_options usual = { 0 };

	MUST(fs_write(in_folder("pupitre.yaml"),
		STR("publication:\n  attribuant: Préfecture\n  siret: \"17450001500018\"\n"), true,
		&err));
	s.p = pty_start(argv, &usual);
	station_check(&s);
}

/* Fields of the form hold the cursor, which is no selected row. */
static void
keys(const char *script)
{
	pty_keys(s.p, script);
	pty_check(s.p);
}

static void
name_and_write(const char *path)
{
	keys(arena_printf(&a, "<Ctrl-U>%s<Ctrl-S>", path));
	station_sees(&s, "Écrit : ");
	assert_int_equal(access(path, R_OK), 0);
	if (run((const char *const[]){ "verify-export", path, NULL }) != 0)
		fail_msg("%s is not what was exported", path);
}

/* Winners of the Loiret, whose amounts are known: 9 lines. Each format of the menu by its place. */
static void
every_format_is_written(void **state)
{
	static const char *const names[] = { "a.ods", "b.xlsx", "c.csv", "d.csv", "e.json", "f.csv",
		"g.pdf", "h.pdf", "i.svg", "j.png" };

	(void)state;
	open_screen();
	keys("/dep:45 avec:accordé<Enter>E<Enter><Down><Enter>");
	station_sees(&s, "9 lignes");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		keys("<Tab><Tab><Tab><Tab><Enter><Home>");
		for (size_t k = 0; k < i; k++)
			keys("<Down>");
		keys("<Enter><Tab>");
		name_and_write(in_folder(names[i]));
		keys("<Tab>");
	}
	keys("<Esc>");
	station_quit(&s);
}

static void
a_preset_of_the_screen_is_used_by_name(void **state)
{
	static const char *const by_name[] = { "export", "Pour le préfet", "--format",
		"csv-machine", "-o", NULL, NULL };
	const char *words[8];
	struct str bytes, line;

	(void)state;
	open_screen();
	keys("/dep:45 "
	     "avec:accordé<Enter>E<Tab><Tab><Tab><Space>z<Down><Down><Space><Down><Down><Space>gg<"
	     "Down>"
	     "K");
	station_sees(&s, "2 colonnes dans le fichier");
	keys("<Esc>");
	station_sees(&s, "2 : number,department");
	keys("<Ctrl-T>Pour le préfet<Enter><Enter>");
	station_sees(&s, "pupitre export 'Pour le préfet'");
	keys("<Esc>");
	station_quit(&s);
	memcpy(words, by_name, sizeof by_name);
	words[5] = in_folder("prefet.csv");
	words[6] = NULL;
	assert_int_equal(run(words), 0);
	assert_int_equal(run((const char *const[]){ "verify-export", words[5], NULL }), 0);
	MUST(fs_read(words[5], 1 << 20, &a, &bytes, &err));
	assert_true(str_cut(&bytes, '\n', &line));
	assert_true(str_eqz(line, "number,department"));
	for (int i = 0; i < 9; i++) {
		assert_true(str_cut(&bytes, '\n', &line));
		assert_true(str_ends(line, STR(",45")));
	}
	assert_int_equal(bytes.len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_format_is_written, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_preset_of_the_screen_is_used_by_name, setup, teardown),
	};

	return cmocka_run_group_tests_name("screens: export", tests, NULL, NULL);
}
