/* SPDX-License-Identifier: EUPL-1.2 */
/* Messages are written in French; gettext translates them where a catalogue is installed. */
#ifndef PUPITRE_BASE_I18N_H
#define PUPITRE_BASE_I18N_H

#include <libintl.h>

#define _(s) gettext(s)
#define N_(s) (s)

/* Locale C.UTF-8 whatever the client sent; LANGUAGE decides of the catalogue. 0 when no UTF-8 locale. */
int i18n_start(void);

#endif
