/* SPDX-License-Identifier: EUPL-1.2 */
/* Messages are written in French; gettext translates them where a catalogue is installed. */
#ifndef PUPITRE_BASE_I18N_H
#define PUPITRE_BASE_I18N_H

#include <libintl.h>

#undef ngettext
#define ngettext(one, many, n) i18n_count(one, many, n)
#define _(s) i18n_text(s)
#define N_(s) (s)

/* Locale C.UTF-8 whatever the client sent; LANGUAGE decides of the catalogue. 0 when no UTF-8 locale. */
int i18n_start(void);
/* As gettext, which is only asked where a catalogue was found: a screen has hundreds of texts. */
const char *i18n_text(const char *s) __attribute__((format_arg(1)));
/* As ngettext, with the French rule where no catalogue was found: none is written as one. */
const char *i18n_count(const char *one, const char *many, unsigned long n)
	__attribute__((format_arg(1), format_arg(2)));

#endif
