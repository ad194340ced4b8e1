/* SPDX-License-Identifier: EUPL-1.2 */
/* Figures of an envelope on one line. */
#include "budget.h"

#include <stdio.h>

#include "pupitre/ui/bar.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

enum { BAR_80 = 20 };

struct number_text
percent_text(struct money part, struct money whole)
{
	struct number_text t;

	snprintf(t.s, sizeof(t.s), "%d %%", (int)((rate_of(part, whole) + 50) / 100));
	return t;
}

void
budget_draw(struct canvas *c, int row, int cols, const struct envelope *e)
{
	struct money left = { e->amount.cents - e->awarded.cents };
	struct str right = str_z(arena_printf(&c->scratch, _("reste %s €"), money_euros(left).s));
	struct str figures;
	int width = cols >= 70 ? BAR_80 : 8, col = 1, end;

	col += canvas_printf(c, row, col, 24, STYLE_NORMAL, _("Enveloppe %.*s "), STR_ARG(e->code));
	bar_draw(c, row, col, width, (struct bar){ e->awarded.cents, 0, e->amount.cents });
	col += width + 1;
	end = cols - 1 - utf8_width(right);
	figures = str_z(
		arena_printf(&c->scratch, "%s  %s / %s €", percent_text(e->awarded, e->amount).s,
			money_euros(e->awarded).s, money_euros(e->amount).s));
	if (utf8_width(figures) >= end - col)
		figures = str_z(
			arena_printf(&c->scratch, "%s", percent_text(e->awarded, e->amount).s));
	canvas_text(c, row, col, end - col, figures, STYLE_NORMAL);
	canvas_text(c, row, end, cols - end, right, left.cents <= 0 ? STYLE_WARNING : STYLE_NORMAL);
}
