/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Enveloppes: the budget tree, what is awarded and what is left. */
#include "pupitre/ui/bar.h"
#include "budget.h"
#include "pupitre/app/envelopes.h"
#include "pupitre/base/i18n.h"
#include "screen.h"
#include "shell.h"
#include "pupitre/ui/span.h"

enum { AROUND = 4, AMOUNT = 15 };

struct envelopes_state {
	struct envelope *list; /* in the screen's arena */
	size_t count;
	struct span span;
};

static enum status
envelopes_refresh(struct screen *s, struct err *err)
{
	struct envelopes_state *st = s->state;
	struct arena fresh = { 0 };
	struct envelope *list;
	size_t count;
	enum status status = envelopes_list(ui_session(s->ui), &fresh, &list, &count, err);

	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	arena_done(&s->arena);
	s->arena = fresh;
	st->list = list;
	st->count = count;
	span_fit(&st->span, (int)count, s->rows - AROUND);
	return OK;
}

static enum status
envelopes_enter(struct screen *s, const struct route *r, struct err *err)
{
	(void)r;
	return envelopes_refresh(s, err);
}

static enum status
envelopes_layout(struct screen *s, int rows, int cols, struct err *err)
{
	struct envelopes_state *st = s->state;

	(void)cols, (void)err;
	span_fit(&st->span, (int)st->count, rows - AROUND);
	return OK;
}

static void
envelopes_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	(void)s, (void)badge;
	buf_addz(crumb, _("Enveloppes"));
}

/* Columns from the right side: left, awarded, amount. */
static int
amount_col(const struct screen *s, int from_right)
{
	return s->cols - 1 - from_right * AMOUNT - (from_right - 1);
}

static void
draw_head(const struct screen *s, struct canvas *c)
{
	canvas_text(c, 0, 2, 30, str_z(_("Enveloppe")), STYLE_HEADING);
	canvas_pad(
		c, 0, amount_col(s, 3), AMOUNT, ALIGN_RIGHT, str_z(_("Montant €")), STYLE_HEADING);
	canvas_pad(
		c, 0, amount_col(s, 2), AMOUNT, ALIGN_RIGHT, str_z(_("Accordé €")), STYLE_HEADING);
	canvas_pad(c, 0, amount_col(s, 1), AMOUNT, ALIGN_RIGHT, str_z(_("Reste €")), STYLE_HEADING);
}

static void
draw_row(const struct screen *s, struct canvas *c, int row, const struct envelope *e, bool here)
{
	enum style style = here ? STYLE_SELECTED : STYLE_NORMAL;
	int indent = 2 + 2 * e->depth;
	struct money left = envelope_left(e);

	canvas_fill(c, row, 0, s->cols, style);
	canvas_printf(c, row, indent, amount_col(s, 3) - indent - 1, style, "%.*s  %.*s",
		STR_ARG(e->code), STR_ARG(e->label));
	canvas_pad(c, row, amount_col(s, 3), AMOUNT, ALIGN_RIGHT, str_z(money_plain(e->amount).s),
		style);
	canvas_pad(c, row, amount_col(s, 2), AMOUNT, ALIGN_RIGHT, str_z(money_plain(e->awarded).s),
		style);
	canvas_pad(c, row, amount_col(s, 1), AMOUNT, ALIGN_RIGHT, str_z(money_plain(left).s),
		left.cents < 0 && !here ? STYLE_WARNING : style);
	if (!here)
		return;
	canvas_text(c, row, 0, 1, STR(">"), style);
	canvas_role(c, row, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, row, 0);
}

static void
draw_empty(const struct screen *s, struct canvas *c)
{
	canvas_text(c, 1, 0, s->cols,
		str_z(_("> Aucune enveloppe. pupitre envelope set CODE MONTANT en crée une.")),
		STYLE_SELECTED);
	canvas_role(c, 1, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, 1, 0);
}

static void
envelopes_draw(const struct screen *s, struct canvas *c)
{
	const struct envelopes_state *st = s->state;
	const struct envelope *e = st->count ? &st->list[st->span.cursor] : NULL;

	draw_head(s, c);
	if (!e)
		draw_empty(s, c);
	for (int i = 0; i < st->span.height && st->span.top + i < st->span.count; i++)
		draw_row(s, c, 1 + i, &st->list[st->span.top + i],
			st->span.top + i == st->span.cursor);
	canvas_line(c, s->rows - 3, 0, s->cols, STYLE_RULE);
	if (!e)
		return;
	budget_draw(c, s->rows - 2, s->cols, e);
	canvas_printf(c, s->rows - 1, 1, s->cols - 2, STYLE_MESSAGE,
		e->dossiers > 1 ? _("%d dossiers accordés ; délégué aux enveloppes filles : %s")
				: _("%d dossier accordé ; délégué aux enveloppes filles : %s"),
		e->dossiers, money_text(e->delegated).s);
}

static struct span *
envelopes_span(const struct screen *s)
{
	return &((struct envelopes_state *)s->state)->span;
}

static enum status
do_register(struct screen *s, const struct call *c, struct err *err)
{
	const struct route all = { 0 };

	(void)c;
	return ui_push(s->ui, &register_screen, &all, err);
}

static const struct action actions[] = {
	{ CMD_REGISTER, do_register, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_DOWN, CMD_REGISTER, CMD_UNDO, CMD_BACK, CMD_PALETTE,
	CMD_NONE };

const struct screen_ops envelopes_screen = {
	.name = "envelopes",
	.bit = ON_ENVELOPES,
	.state_size = sizeof(struct envelopes_state),
	.actions = actions,
	.hints = hints,
	.enter = envelopes_enter,
	.layout = envelopes_layout,
	.refresh = envelopes_refresh,
	.title = envelopes_title,
	.span = envelopes_span,
	.draw = envelopes_draw,
};
