/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The way of a mallette with keys only, in two pseudo-terminals: made by a superviseur, opened by its
 * delegate, marked and brought back while the host went on; one question, answered; both authors stay
 * in the register.
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
	station_keys(&laptop, "n");
	for (int i = 0; i < 5; i++) {
		station_keys(&laptop, "3F<Enter>");
		station_sees(&laptop, "Enregistré");
		station_keys(&laptop, i < 4 ? "J" : "q");
	}
	station_keys(&laptop, "gd<Ctrl-S>");
	station_sees(&laptop, "proposition, accorder 10 250,00 €");
	station_keys(&laptop, "me<Ctrl-U>");
	keys_with_path(&laptop, "", "l.retour", "<Enter>");
	station_sees(&laptop, "Retour écrit");
	station_quit(&laptop);
}

/* Somebody sends 4012334 back to its applicant, which the delegate does not know. */
static void
work_at_host(void)
{
	station_open(&host, "a.martin", NULL);
	station_keys(&host, "/4012334<Enter>e<Enter>plan de financement signé<Enter>");
	station_sees(&host, "dossier 4012334 : Incomplet, pièces demandées");
	station_quit(&host);
}

static void
merge_and_answer(const struct pty_options *size)
{
	station_open(&host, "c.leroy", size);
	station_keys(&host, "mf<Ctrl-U>");
	keys_with_path(&host, "", "l.retour", "<Enter>");
	station_sees(&host, "10 actes : 8 appliqués, 0 convergent, 2");
	station_keys(&host, "<Enter>");
	station_sees(&host, "est « Incomplet, pièces demandées » ici");
	pty_check_redraw(host.p);
	station_keys(&host, "<Right><Tab>vu ensemble<Enter>");
	station_sees(&host, "état");
	station_sees(&host, "a.martin");
	station_sees(&host, "l.bernard");
	station_keys(&host, "<Right><Tab>le plan est arrivé<Enter>");
	station_sees(&host, "C'était la dernière question");
}

static void
both_authors_are_in_the_register(void)
{
	station_keys(&host, "<Esc>");
	station_keys(&host, "<Esc>/4012334<Enter><Enter>r");
	station_sees(&host, "a.martin");
	station_sees(&host, "l.bernard");
	station_sees(&host, "motif de la réponse : - → le plan est arrivé");
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

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_mallette_goes_and_comes_back) };

	return cmocka_run_group_tests_name("screens: mallette", tests, NULL, NULL);
}
