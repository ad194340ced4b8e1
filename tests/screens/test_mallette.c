/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The way of a mallette with keys only, in two pseudo-terminals: made by a superviseur, opened by its
 * delegate, marked and brought back while the host went on. One mark was given twice, on the laptop and
 * at the office, and is settled by a third value; one dossier changed its state meanwhile. Everybody's
 * value stays in the register.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>
#include <cmocka.h>

#include "support/station.h"

#define SECRET "trois mots de passe"
#define FIVE "4011899 4012220 4012284 4012334 4013143"

static struct station host, laptop;

/* Keys that hold the path of a file of the host's folder. */
static void
keys_with_path(struct station *s, const char *before, const char *name, const char *after)
{
	char script[512];

	snprintf(script, sizeof(script), "%s%s/%s%s", before, host.dir, name, after);
	station_keys(s, script);
}

static void
make_mallette(void)
{
	station_open(&host, "c.leroy", NULL);
	station_keys(&host, "mn<Enter><End><Enter><Tab><Ctrl-U>18<Tab><Tab><Tab><Ctrl-U>");
	keys_with_path(&host, "", "l.mallette", "<Tab>" SECRET "<Tab>" SECRET);
	pty_check_redraw(host.p);
	station_keys(&host, "<Ctrl-S>");
	station_sees(&host, "Mallette écrite");
	station_selects(&host, "l.bernard");
	station_quit(&host);
}

static void
open_mallette(const struct pty_options *size)
{
	char path[128], data[128];
	const char *const argv[] = { station_program(), path, NULL };
	const char *const env[] = { data, NULL };
	struct pty_options o = *size;

	snprintf(path, sizeof(path), "%s/l.mallette", host.dir);
	snprintf(data, sizeof(data), "XDG_DATA_HOME=%s", host.dir);
	o.env = env;
	o.without_handshake = true;
	laptop = (struct station){ .p = pty_start(argv, &o) };
	pty_await(laptop.p, "Phrase de passe de la mallette");
	pty_send(laptop.p, "trois mots\r", sizeof("trois mots"));
	pty_await(laptop.p, "comptent (2 sur 3) :");
	pty_send(laptop.p, SECRET "\r", sizeof(SECRET));
	pty_wait(laptop.p);
	station_check(&laptop);
	station_says(&laptop, ROLE_TITLE, "HORS LIGNE");
}

static void
work_offline(void)
{
	station_keys(&laptop, "/" FIVE "<Enter>");
	station_sees(&laptop, "5 dossiers sur");
	station_keys(&laptop, "nj3kcaucun relevé ne l'étaye<Esc>F<Enter>");
	station_sees(&laptop, "Enregistré");
	station_keys(&laptop, "J");
	for (int i = 1; i < 5; i++) {
		station_keys(&laptop, "3F<Enter>");
		station_sees(&laptop, "Enregistré");
		station_keys(&laptop, i < 4 ? "J" : "q");
	}
	station_keys(&laptop, "gd<Ctrl-S>");
	station_sees(&laptop, "4011899 : proposition, accorder 10 250,00 €");
	station_keys(&laptop, "jjd<Right><Tab><Enter><Down><Enter><Ctrl-S>");
	station_sees(&laptop, "4012284 : proposition, refuser");
	station_keys(&laptop, "me<Ctrl-U>");
	keys_with_path(&laptop, "", "l.retour", "<Enter>");
	station_sees(&laptop, "Retour écrit");
	station_quit(&laptop);
}

/* The delegate marks the same item at the office; somebody sends 4012334 back to its applicant. */
static void
work_at_host(void)
{
	station_open(&host, "l.bernard", NULL);
	station_keys(&host, "/4011899<Enter>nj4kcgain mesuré au guichet<Esc>F<Enter>");
	station_sees(&host, "Enregistré");
	station_quit(&host);
	station_open(&host, "a.martin", NULL);
	station_keys(&host, "/4012334<Enter>e<Enter>plan de financement signé<Enter>");
	station_sees(&host, "dossier 4012334 : Incomplet, pièces demandées");
	station_quit(&host);
}

/* Both values and both comments are there; neither is kept. */
static void
answer_mark(const struct pty_options *size)
{
	station_sees(&host, "Dossier 4011899");
	if (size->cols == 80)
		station_sees(&host, "> note        1                   4                     3");
	station_sees(&host, "gain mesuré au");
	station_sees(&host, "aucun relevé ne");
	station_sees(&host, "> garder 4   prendre 3   autre valeur [");
	pty_check_redraw(host.p);
	station_keys(&host, "<Right><Right>2<Enter>");
	station_sees(&host, "autre valeur [2]");
	station_sees(&host, "Tapez le motif");
	station_keys(&host, "relevé attendu<Enter>");
	station_sees(&host, "Dossier 4011899 : réponse enregistrée. Il reste 2 questions.");
}

/* An incomplete dossier takes no mark: its state is answered first. */
static void
answer_state(void)
{
	station_sees(&host, "est « Incomplet, pièces demandées » ici");
	pty_check_redraw(host.p);
	station_keys(&host, "J");
	station_sees(&host, "état");
	station_sees(&host, "a.martin");
	station_sees(&host, "l.bernard");
	station_keys(&host, "<Right><Tab>le plan est arrivé<Enter>");
	station_sees(&host, "Il reste 1 question.");
	station_sees(&host, "note        0");
	station_keys(&host, "<Right><Tab>vu ensemble<Enter>");
	station_sees(&host, "C'était la dernière question");
}

static void
merge_and_answer(const struct pty_options *size)
{
	station_open(&host, "c.leroy", size);
	station_keys(&host, "mf<Ctrl-U>");
	keys_with_path(&host, "", "l.retour", "<Enter>");
	/* 5 sheets, 4 that mark the dossier (4012220 waits for others), 2 proposals */
	station_sees(&host, "11 actes : 7 appliqués, 1 convergent, 3");
	station_keys(&host, "<Enter>");
	station_sees(&host, "1 sur 3");
	answer_mark(size);
	answer_state();
}

static void
both_authors_are_in_the_register(void)
{
	station_keys(&host, "<Esc>");
	station_keys(&host, "<Esc>/4012334<Enter><Enter>rj");
	station_sees(&host, "a.martin");
	station_sees(&host, "l.bernard");
	station_sees(&host, "motif de la réponse : - → le plan est arrivé");
	station_keys(&host, "qq<Esc>/4011899<Enter><Enter>r");
	station_sees(&host, "l.bernard");
	station_sees(&host, "c.leroy");
	station_sees(&host, "I2 note : 4 → 2");
	station_keys(&host, "jjj"); /* the laptop's act, then the office's, each as it was made */
	station_sees(&host, "I2 note, mis en question : 1 → 3");
	station_keys(&host, "j");
	station_sees(&host, "I2 note : 1 → 4");
	station_quit(&host);
	station_proves(&host);
}

static void
there_and_back(const struct pty_options *size)
{
	station_init(&host);
	make_mallette();
	open_mallette(size);
	work_offline();
	work_at_host();
	merge_and_answer(size);
	both_authors_are_in_the_register();
	station_close(&laptop);
	station_done(&host);
}

static void
a_mallette_goes_and_comes_back(void **state)
{
	(void)state;
	there_and_back(&(struct pty_options){ .rows = 24, .cols = 80 });
	there_and_back(&(struct pty_options){ .rows = 40, .cols = 120 });
}

/* `pupitre ...` in a terminal where it asks; without_handshake: the shell command has no screen. */
static struct pty *
ask(const char *const words[], const char *wanted)
{
	char data[128];
	const char *argv[16] = { station_program() };
	const char *const env[] = { data, NULL };
	const struct pty_options o = { .env = env, .without_handshake = true };
	struct pty *p;
	int n = 1;

	snprintf(data, sizeof(data), "XDG_DATA_HOME=%s", host.dir);
	for (int i = 0; words[i]; i++)
		argv[n++] = words[i];
	p = pty_start(argv, &o);
	pty_await(p, wanted);
	return p;
}

/* A phrase is never left to the shell: too short is said before the second one, a wrong one is asked
 * again, twice. */
static void
phrases_are_asked_again(void **state)
{
	char path[128];
	const char *const create[] = { "--base", host.base, "--as", "c.leroy", "bundle", "create",
		"--dept", "18", "--agent", "l.bernard", "-o", path, NULL };
	const char *const unpack[] = { "bundle", "open", path, NULL };
	struct pty *p;

	(void)state;
	station_init(&host);
	snprintf(path, sizeof(path), "%s/l.mallette", host.dir);
	p = ask(create, "Phrase de passe de la mallette :");
	pty_send(p, "court\r", 6);
	pty_await(p, "Trop courte, 12 signes au moins (quatre mots) ; une autre :");
	pty_send(p, SECRET "\r", sizeof(SECRET));
	pty_await(p, "La même, une seconde fois :");
	pty_send(p, SECRET "\r", sizeof(SECRET));
	assert_int_equal(pty_exit(p), 0);
	pty_end(p);
	p = ask(unpack, "Phrase de passe de la mallette :");
	pty_send(p, "un\r", 3);
	pty_await(p, "comptent (2 sur 3) :");
	pty_send(p, "deux\r", 5);
	pty_await(p, "comptent (3 sur 3) :");
	pty_send(p, "trois\r", 6);
	pty_await(p, "aucune de ces phrases de passe");
	assert_int_equal(pty_exit(p), 3);
	pty_end(p);
	station_done(&host);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mallette_goes_and_comes_back),
		cmocka_unit_test(phrases_are_asked_again),
	};

	return cmocka_run_group_tests_name("screens: mallette", tests, NULL, NULL);
}
