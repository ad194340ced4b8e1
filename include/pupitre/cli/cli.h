/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The command line: every subcommand.
 *
 * Output   data on standard output, messages on standard error, nothing else. A closed pipe is
 *          not an error.
 * Status   returned by cli_main, see status_exit; a refusal leaves everything as it was.
 * Host     what this layer may not know (the screens) comes from main as functions.
 */
#ifndef PUPITRE_CLI_CLI_H
#define PUPITRE_CLI_CLI_H

#include "pupitre/app/session.h"

/* One command of the screens, as the man page shows it. */
struct cli_key {
	const char *name, *keys, *help; /* keys as key_parse spells them, one after another */
	const char *where; /* screens: "Dossiers, Notation" */
};

struct cli_host {
	enum status (*workstation)(struct session *s, struct err *err);
	const struct cli_key *(*keys)(struct arena *a, size_t *count);
};

int cli_main(int argc, char **argv, const struct cli_host *host);

#endif
