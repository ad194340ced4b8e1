/* SPDX-License-Identifier: EUPL-1.2 */
/* The title of every screen says when the base is a mallette. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/store/gate.h"
#include "pupitre/store/open.h"
#include "support/desk.h"
#include "support/must.h"

static struct desk d;
static struct err err;

/* The base of the desk becomes a mallette of "chef", its only agent. */
static int
setup(void **state)
{
	(void)state;
	desk_start(&d, 2);
	desk_leave(&d);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	desk_stop(&d);
	return 0;
}

static void
depart(void)
{
	struct store_options o = { .any_file_system = true };
	struct uid_source ids = { 0 };
	struct store *st = NULL;

	MUST(store_open(d.f.base, &o, &st, &err));
	MUST(store_begin(st, STR("chef"), NULL, &err));
	MUST(store_become(st, uid_new(&ids), uid_new(&ids), STR_NONE, &err));
	MUST(store_commit(st, &err));
	store_close(st);
}

static void
a_host_says_nothing(void **state)
{
	(void)state;
	desk_sit(&d, 24, 80, NULL);
	desk_hides(&d, "HORS LIGNE");
}

static void
titles_say_it_at_every_width(void **state)
{
	static const int widths[] = { 60, 80, 120 };

	(void)state;
	depart();
	for (int i = 0; i < 3; i++) {
		desk_sit(&d, 24, widths[i], NULL);
		desk_shows(&d, "HORS LIGNE · ");
		desk_shows(&d, "chef");
		desk_keys(&d, "<Enter>");
		desk_shows(&d, "HORS LIGNE · ");
		desk_keys(&d, "r");
		desk_shows(&d, "HORS LIGNE · ");
		desk_keys(&d, "<Esc>n");
		desk_shows(&d, "HORS LIGNE · ");
		desk_keys(&d, "<Esc>d");
		/* before what the screen says, which is cut first */
		desk_shows(&d, i ? "HORS LIGNE · superviseur · chef" : "HORS LIGNE · superv");
		if (i < 2)
			desk_leave(&d);
	}
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_host_says_nothing),
		CASE(titles_say_it_at_every_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
