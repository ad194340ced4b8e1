/* SPDX-License-Identifier: EUPL-1.2 */
/* Help texts made from the table of subcommands. */
#ifndef PUPITRE_CLI_HELP_H
#define PUPITRE_CLI_HELP_H

#include "commands.h"

void help_program(struct buf *out, struct arena *a);
void help_command(struct buf *out, struct arena *a, const struct command *k);
/* All rows of a group, "pupitre envelope --help"; false when no command bears that name. */
bool help_group(struct buf *out, struct arena *a, const char *name);
/* "pupitre envelope set CODE EUROS [--under CODE]" */
const char *help_usage(struct arena *a, const struct command *k);
const char *command_title(struct arena *a, const struct command *k); /* "envelope set" */

struct exit_row {
	enum status code;
	const char *help;
};
extern const struct exit_row exit_rows[];
extern const size_t exit_count;

#endif
