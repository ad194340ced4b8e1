/* SPDX-License-Identifier: EUPL-1.2 */
/* The environment, read once at start into a table, then cleared: nothing else calls getenv. */
#ifndef PUPITRE_BASE_ENV_H
#define PUPITRE_BASE_ENV_H

struct env_row {
	const char *name, *help; /* help in French, for the man page */
};

enum env_id {
	ENV_BASE, /* PUPITRE_BASE */
	ENV_DATA_HOME, /* XDG_DATA_HOME */
	ENV_HOME, /* HOME */
	ENV_TERM, /* TERM */
	ENV_LANGUAGE, /* LANGUAGE, else LC_ALL, LC_MESSAGES, LANG */
	ENV_NO_COLOR, /* NO_COLOR */
	ENV_ESCDELAY, /* ESCDELAY */
	ENV_THEME, /* PUPITRE_THEME */
	ENV_TEST_FD, /* PUPITRE_TEST_FD: idle handshake of tests */
	ENV_TEST_CLOCK, /* PUPITRE_TEST_CLOCK: fixed instant, demonstration and test bases only */
	ENV_TEST_SEED, /* PUPITRE_TEST_SEED: seeded ids, demonstration and test bases only */
	ENV_TEST_DUMP, /* PUPITRE_TEST_DUMP: file that receives each frame as the program drew it */
	ENV_COUNT,
};

extern const struct env_row env_rows[ENV_COUNT];

void env_read(void); /* copies, then clears; PATH, TERM and LANG are set anew */
const char *env_get(enum env_id id); /* NULL when unset or empty */

#endif
