/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * An SSH client may send any variable that the server accepts: what is not in the table is gone
 * before a library can read it, and TERM, which ncurses makes a file name of, is checked.
 */
#include "pupitre/base/env.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "pupitre/base/err.h"
#include "pupitre/base/i18n.h"

enum { TERM_MAX = 40 };

static const char term_default[] = "xterm-256color";

const struct env_row env_rows[ENV_COUNT] = {
	[ENV_BASE] = { "PUPITRE_BASE", N_("fichier de la base, quand --base n'est pas donné") },
	[ENV_DATA_HOME] = { "XDG_DATA_HOME",
		N_("dossier des données, où se trouve pupitre/base.db") },
	[ENV_HOME] = { "HOME", N_("dossier personnel, quand XDG_DATA_HOME est absent") },
	[ENV_TERM] = { "TERM", N_("type de terminal ; un nom invalide vaut xterm-256color") },
	[ENV_LANGUAGE] = { "LANGUAGE",
		N_("langue des messages, à défaut LC_ALL, LC_MESSAGES, LANG") },
	[ENV_NO_COLOR] = { "NO_COLOR", N_("s'il n'est pas vide, aucune couleur") },
	[ENV_ESCDELAY] = { "ESCDELAY", N_("attente après la touche Échap, en millisecondes") },
	[ENV_THEME] = { "PUPITRE_THEME", N_("couleur, contraste ou monochrome") },
	[ENV_TEST_FD] = { "PUPITRE_TEST_FD", N_("essais : descripteur de synchronisation") },
	[ENV_TEST_CLOCK] = { "PUPITRE_TEST_CLOCK",
		N_("essais : instant fixe, bases de démonstration et d'essai seulement") },
	[ENV_TEST_SEED] = { "PUPITRE_TEST_SEED", N_("essais : graine des identifiants, bases de "
						    "démonstration et d'essai seulement") },
	[ENV_TEST_DUMP] = { "PUPITRE_TEST_DUMP", N_("essais : fichier qui reçoit chaque image") },
};

static char values[ENV_COUNT][PATH_MAX];

/* A value that does not fit is dropped: half a path would be another path. */
static void
keep(enum env_id id, const char *value)
{
	size_t len = value ? strlen(value) : 0;

	if (len > 0 && len < sizeof(values[id]))
		memcpy(values[id], value, len + 1);
	else
		values[id][0] = '\0';
}

static const char *
client_language(void)
{
	static const char *const names[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return NULL;
}

static bool
is_term_name(const char *s)
{
	size_t len =
		strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.+_-");

	return s[len] == '\0' && len > 0 && len <= TERM_MAX;
}

static void
put(const char *name, const char *value)
{
	if (setenv(name, value, 1) != 0)
		die(_("mémoire insuffisante"));
}

void
env_read(void)
{
	for (int id = 0; id < ENV_COUNT; id++)
		keep(id, getenv(env_rows[id].name));
	keep(ENV_LANGUAGE, client_language());
	if (values[ENV_TERM][0] && !is_term_name(values[ENV_TERM]))
		keep(ENV_TERM, term_default);
	clearenv();
	put("PATH", "/usr/bin:/bin");
	put("LANG", "C.UTF-8");
	put("HOME", "/nonexistent");
	put("TERM", values[ENV_TERM][0] ? values[ENV_TERM] : term_default);
}

const char *
env_get(enum env_id id)
{
	return values[id][0] ? values[id] : NULL;
}
