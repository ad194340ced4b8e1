/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The real program in a pseudo-terminal, on a copy of the demonstration base: for end-to-end tests.
 *
 * Program  $PUPITRE, else the one two folders above this test program; demo.db stands beside it.
 * Texts    no-break spaces of the screen are read as plain ones.
 * Failure  prints the screen and fails the test.
 */
#ifndef TESTS_SUPPORT_STATION_H
#define TESTS_SUPPORT_STATION_H

#include "pupitre/app/session.h"
#include "support/pty.h"

struct station {
	char dir[64]; /* mkdtemp, removed by station_done */
	char base[96];
	struct pty *p; /* NULL between station_close and station_open */
};

const char *station_program(void);
void station_init(struct station *s);
void station_done(struct station *s);
/* One dossier more, whose figures are the tests' own: STATION_DOSSIER, of the commune d'Amilly
 * (45), admissible, 14 300 euros in all, 7 150 asked for, not marked by anybody. */
enum { STATION_DOSSIER = 4099001 };
void station_import(struct station *s);

/* options NULL: 80x24, xterm-256color. Checks the first screen. */
void station_open(struct station *s, const char *login, const struct pty_options *options);
void station_close(struct station *s); /* kills the program if it still runs */
void station_quit(struct station *s); /* by the key Q; status 0 */

/* Keys as key_parse spells them; after each one the terminal shows the program's own frame and the
 * cursor stands on the selection. */
void station_keys(struct station *s, const char *script);
/* The same checks, without a key. */
void station_check(struct station *s);

void station_sees(struct station *s, const char *text);
void station_sees_not(struct station *s, const char *text);
/* The row under the cursor holds the text. */
void station_selects(struct station *s, const char *text);
/* A cell of this role begins the text. */
void station_says(struct station *s, enum role role, const char *text);

/* The base, from this process. The caller closes. */
struct session *station_session(const struct station *s, const char *login);
/* Neither the register nor the whole check finds anything. */
void station_proves(const struct station *s);

#endif
