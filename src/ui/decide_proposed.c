/* SPDX-License-Identifier: EUPL-1.2 */
/* What others propose, above the form: one line each, the one that was taken over marked. */
#include "decide_state.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

enum { FORM_ROWS = 18 }; /* what the form itself needs; with 22 rows, three warnings are shown */

int
decide_proposed_rows(const struct screen *s)
{
	const struct decide_state *st = s->state;
	int room = s->rows >= 30 ? 5 : s->rows >= 22 ? 2 : s->rows >= FORM_ROWS ? 1 : 0;
	int count = (int)st->view.proposal_count;

	return count < room ? count : room;
}

/* "l.bernard propose : accorder 12 000,00 € le 10/10, « Vu l'avis favorable »" */
static const char *
line_of(struct arena *a, const struct proposal *p)
{
	struct str words = p->d.text.len ? p->d.text : p->reason_label, first;
	const char *who =
		p->own ? _("vous proposez") : arena_printf(a, _("%.*s propose"), STR_ARG(p->agent));
	const char *line = arena_printf(a, "%s : %s", who, proposal_text(a, &p->d));

	if (instant_is(p->at))
		line = arena_printf(a, _("%s le %.5s"), line, day_fr(instant_day(p->at)).s);
	str_cut(&words, '\n', &first);
	return first.len ? arena_printf(a, "%s, « %.*s »", line, STR_ARG(first)) : line;
}

static void
draw_line(const struct screen *s, struct canvas *c, int row, int i)
{
	const struct decide_state *st = s->state;
	struct str line =
		utf8_gate(&c->scratch, str_z(line_of(&c->scratch, &st->view.proposals[i])));
	bool taken = i == st->taken;

	if (taken)
		canvas_text(c, row, 1, 1, STR(">"), STYLE_TITLE);
	canvas_text(c, row, 3, s->cols - 4, utf8_shorten(&c->scratch, line, s->cols - 4),
		taken ? STYLE_TITLE : STYLE_NORMAL);
}

void
decide_draw_proposed(const struct screen *s, struct canvas *c)
{
	const struct decide_state *st = s->state;
	int count = (int)st->view.proposal_count, rows = decide_proposed_rows(s);
	int first = st->taken >= rows ? st->taken - rows + 1 : 0;

	for (int i = 0; i < rows; i++)
		draw_line(s, c, 1 + i, first + i);
	if (rows > 0 && count > rows)
		canvas_printf(c, 0, 3, s->cols - 6, STYLE_HINT, _(" %d propositions "), count);
	if (rows == 0 && count > 0) {
		canvas_fill(c, 0, 0, s->cols, STYLE_NORMAL);
		draw_line(s, c, 0, st->taken < 0 ? 0 : st->taken);
	}
}
