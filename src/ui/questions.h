/* SPDX-License-Identifier: EUPL-1.2 */
/* What other screens ask of the screen Questions. Its route: number is the dossier (0: any), text the
 * mallette in hex (empty: any), title what one comes from, then on a second line the report. */
#ifndef PUPITRE_UI_QUESTIONS_H
#define PUPITRE_UI_QUESTIONS_H

#include "screen.h"

/* Those of a dossier, or all of them where the argument of the command says so. ERR_INPUT when there
 * is none, saying how to find some. */
MUST_CHECK enum status questions_open_for(
	struct screen *s, int64_t number, struct str argument, struct err *err);

#endif
