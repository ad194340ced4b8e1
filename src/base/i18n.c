/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/i18n.h"

#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "pupitre/base/env.h"

#ifndef PUPITRE_LOCALE_DIR
#define PUPITRE_LOCALE_DIR "/usr/local/share/locale"
#endif

/* gettext makes a folder name of it: nothing that leaves the catalogues' folder may pass. */
static int
is_language_list(const char *s)
{
	return strlen(s) <= 100 &&
	       s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			   "0123456789_-.@:")] == '\0';
}

static int translated;

const char *
i18n_text(const char *s)
{
	return translated ? gettext(s) : s;
}

const char *
i18n_count(const char *one, const char *many, unsigned long n)
{
	if (translated)
		return dcngettext(NULL, one, many, n, LC_MESSAGES);
	return n < 2 ? one : many;
}

/* Letters and messages only: numbers, dates and order are written by ourselves, and each category
 * costs a start the reading of a file. */
static int
set_locale(const char *name)
{
	return setlocale(LC_CTYPE, name) && setlocale(LC_MESSAGES, name);
}

int
i18n_start(void)
{
	const char *language = env_get(ENV_LANGUAGE);

	if (!set_locale("C.UTF-8") && !set_locale("fr_FR.UTF-8"))
		return 0;
	if (!language || !is_language_list(language))
		return 1;
	setenv("LANGUAGE", language, 1);
	bindtextdomain("pupitre", PUPITRE_LOCALE_DIR);
	bind_textdomain_codeset("pupitre", "UTF-8");
	textdomain("pupitre");
	/* A catalogue has an entry for the empty text: its header. */
	translated = *gettext("") != '\0';
	return 1;
}
