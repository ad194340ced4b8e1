/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Makes the process safe, then gives argv to the command line, which opens the workstation when no
 * command is named. Nothing else belongs here.
 */
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pupitre/base/env.h"
#include "pupitre/base/err.h"
#include "pupitre/base/hash.h"
#include "pupitre/base/i18n.h"
#include "pupitre/cli/cli.h"
#include "pupitre/term/terminal.h"
#include "pupitre/ui/commands.h"
#include "pupitre/ui/workstation.h"

#ifdef __SANITIZE_ADDRESS__
enum { TRACEABLE = 1 }; /* the leak checker attaches to the process */
#else
enum { TRACEABLE = 0 };
#endif

enum { FIRST_FREE_FD = 3 };

/* A base opened as descriptor 1 would receive what is printed. Nothing can be written there either: an
 * output that was closed is told, not lost. */
static void
fill_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd < FIRST_FREE_FD);
	if (fd >= FIRST_FREE_FD)
		close(fd);
}

/* What a parent left open is none of our business, except the descriptor of the tests. */
static void
close_inherited(void)
{
	const char *text = env_get(ENV_TEST_FD);
	int64_t keep = -1;

	if (text && str_int(str_z(text), &keep) && keep >= FIRST_FREE_FD && keep < INT_MAX) {
		if (keep > FIRST_FREE_FD)
			close_range(FIRST_FREE_FD, (unsigned)keep - 1, 0);
		close_range((unsigned)keep + 1, ~0u, 0);
		return;
	}
	close_range(FIRST_FREE_FD, ~0u, 0);
}

/* Memory holds what applicants wrote: no core file, no tracing by a neighbour of the same account. */
static void
harden(void)
{
	struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	umask(077);
	if (TRACEABLE)
		return;
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

static const char *
screens(struct arena *a, unsigned where)
{
	const char *text = "";

	for (int i = 0; i < SCREEN_KINDS; i++)
		if (where & 1u << i)
			text = arena_printf(
				a, "%s%s%s", text, text[0] ? ", " : "", _(screen_titles[i]));
	return text;
}

static const struct cli_key *
list_keys(struct arena *a, size_t *count)
{
	struct cli_key *keys = ARENA_ARRAY(a, struct cli_key, CMD_COUNT);

	for (int i = 0; i < CMD_COUNT; i++)
		keys[i] = (struct cli_key){
			.name = ui_commands[i].name,
			.keys = ui_commands[i].keys,
			.help = _(ui_commands[i].help),
			.where = screens(a, ui_commands[i].where),
		};
	*count = CMD_COUNT;
	return keys;
}

int
main(int argc, char **argv)
{
	static const struct cli_host host = { workstation_run, list_keys };

	fill_standard_descriptors();
	env_read();
	close_inherited();
	harden();
	if (!i18n_start())
		die("aucune locale UTF-8 sur ce système : installez C.UTF-8 (paquet libc-bin)");
	if (!hash_start())
		die("la bibliothèque libsodium ne démarre pas");
	atexit(terminal_restore);
	return cli_main(argc, argv, &host);
}
