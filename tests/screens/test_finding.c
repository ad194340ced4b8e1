/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Finding on the demonstration, with keys only, in a pseudo-terminal: a filter, an order, columns
 * and a view saved, found again at the next opening; work on all that a filter shows, undone at
 * once. After each key the terminal shows the program's own frame, the cursor on the selection.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/app/browse.h"
#include "support/must.h"
#include "support/station.h"

static void
copy_screen(struct station *s, struct buf *out)
{
	buf_clear(out);
	for (int row = 0; row < pty_rows(s->p); row++)
		buf_addf(out, "%s\n", pty_text(s->p, row));
}

static int64_t
count_of(const struct station *s, const char *filter)
{
	struct session *session = station_session(s, "a.martin");
	struct browse *b;
	struct err err;
	int64_t shown, all;
	int at;

	MUST(browse_open(session, str_z(filter), STR_NONE, &b, &at, &err));
	MUST(browse_count(b, &shown, &all, &err));
	browse_close(b);
	session_close(session);
	return shown;
}

static void
found_again(const struct pty_options *size)
{
	struct buf before = { 0 }, after = { 0 };
	struct station s;

	station_init(&s);
	station_open(&s, "a.martin", size);
	station_keys(&s, "/dep:45 montant>10000<Enter>");
	station_keys(&s, ":trier -note,montant<Enter>");
	station_sees(&s, "tri : -note, montant");
	station_keys(&s, "oG<Space>KKK");
	station_selects(&s, "> [oui]");
	pty_check_redraw(s.p);
	station_keys(&s, "<Enter>Ve<Ctrl-U>Gros dossiers<Enter>j<Enter>");
	station_selects(&s, "Gros dossiers");
	pty_check_redraw(s.p);
	station_keys(&s, "c4<Enter>q3j<Right><Right>");
	station_says(&s, ROLE_TITLE, "Dossiers · Gros dossiers");
	copy_screen(&s, &before);
	station_quit(&s);
	station_open(&s, "a.martin", size);
	copy_screen(&s, &after);
	assert_string_equal(after.ptr, before.ptr);
	station_keys(&s, "<Esc>");
	station_sees(&s, "400 dossiers");
	station_keys(&s, "V4");
	station_sees(&s, "filtre : dep:45 montant>10000   tri : -note, montant");
	station_quit(&s);
	station_proves(&s);
	station_done(&s);
	buf_done(&before);
	buf_done(&after);
}

static void
a_view_is_found_again(void **state)
{
	(void)state;
	found_again(NULL);
	found_again(&(struct pty_options){ .rows = 40, .cols = 140 });
}

static void
a_bulk_command_is_undone_at_once(void **state)
{
	struct station s;
	int64_t n;

	(void)state;
	station_init(&s);
	n = count_of(&s, "dep:45");
	assert_true(n > 50);
	station_open(&s, "a.martin", NULL);
	station_keys(&s, "/dep:45<Enter>a");
	station_sees(&s, "dossiers du filtre");
	pty_check_redraw(s.p);
	station_keys(&s, "<Esc>*t");
	station_keys(&s, "à-revoir<Enter>");
	station_says(&s, ROLE_SELECTED, "Agir : poser");
	station_keys(&s, "<Enter>");
	station_sees(&s, "u annule le tout");
	assert_int_equal(count_of(&s, "étiquette:à-revoir"), n);
	station_keys(&s, "u");
	station_says(&s, ROLE_SELECTED, "Annuler : ");
	station_keys(&s, "<Enter>");
	station_sees(&s, "annulé");
	assert_int_equal(count_of(&s, "étiquette:à-revoir"), 0);
	station_keys(&s, "T");
	pty_check_redraw(s.p);
	station_keys(&s, "j<Right><Enter>");
	station_sees(&s, "sur 400");
	station_keys(&s, "<Ctrl-P>4012345");
	pty_check_redraw(s.p);
	station_keys(&s, "<Enter>");
	station_says(&s, ROLE_TITLE, "▸ 4012345");
	station_quit(&s);
	station_proves(&s);
	station_done(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_view_is_found_again),
		cmocka_unit_test(a_bulk_command_is_undone_at_once),
	};

	return cmocka_run_group_tests_name("screens: finding", tests, NULL, NULL);
}
