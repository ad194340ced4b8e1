/* SPDX-License-Identifier: EUPL-1.2 */
/* One line on an envelope: its bar, its figures. Used by the list, the decision, the envelopes. */
#ifndef PUPITRE_UI_BUDGET_H
#define PUPITRE_UI_BUDGET_H

#include "pupitre/domain/envelope.h"
#include "pupitre/term/canvas.h"

/* "Enveloppe 45 ████░░ 61 %  180 400 / 297 000 €    reste 116 600 €" over the columns of a row. */
void budget_draw(struct canvas *c, int row, int cols, const struct envelope *e);
/* "61 %", rounded down so that it never says 100 before the end. */
struct number_text percent_text(struct money part, struct money whole);

#endif
