/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Totaux: what the list shows, summed up by group; Enter opens the dossiers of a line. */
#include "list_screen.h"
#include "pupitre/app/totals.h"
#include "pupitre/base/i18n.h"
#include "pupitre/ui/span.h"
#include "shell.h"

enum { AROUND = 6, NUMBER = 9, AMOUNT = 16, MEAN = 8, TABS_WIDE = 84 };

struct totals_state {
	struct screen *list;
	struct buf query; /* of the list */
	enum total_by by;
	struct totals totals; /* in the screen's arena */
	struct span span;
};

static enum status
read_totals(struct screen *s, enum total_by by, struct err *err)
{
	struct totals_state *st = s->state;
	struct arena fresh = { 0 };
	struct totals totals;
	int at;
	enum status status = totals_read(ui_session(s->ui), by,
		(struct str){ st->query.ptr ? st->query.ptr : "", st->query.len }, &fresh, &totals,
		&at, err);

	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	arena_done(&s->arena);
	s->arena = fresh;
	st->totals = totals;
	if (by != st->by)
		st->span.cursor = 0;
	st->by = by;
	span_fit(&st->span, (int)totals.count, s->rows - AROUND);
	return OK;
}

static enum status
totals_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct totals_state *st = s->state;

	st->list = r->list;
	buf_adds(&st->query, r->text);
	return read_totals(s, TOTAL_DEPARTMENT, err);
}

static enum status
totals_layout(struct screen *s, int rows, int cols, struct err *err)
{
	struct totals_state *st = s->state;

	(void)cols, (void)err;
	span_fit(&st->span, (int)st->totals.count, rows - AROUND);
	return OK;
}

static enum status
totals_refresh(struct screen *s, struct err *err)
{
	return read_totals(s, ((struct totals_state *)s->state)->by, err);
}

static void
totals_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	const struct totals_state *st = s->state;

	(void)badge;
	buf_addf(crumb, _("Totaux %s"), _(total_rows[st->by].label));
}

static void
totals_leave(struct screen *s)
{
	buf_done(&((struct totals_state *)s->state)->query);
}

static void
draw_figures(const struct screen *s, struct canvas *c, int row, const struct total_line *l,
	enum style style)
{
	struct arena *a = &c->scratch;
	int col = s->cols - 1 - NUMBER - 2 * AMOUNT - MEAN;

	canvas_pad(c, row, 2, col - 3, ALIGN_LEFT, l->label.len ? l->label : STR("-"), style);
	canvas_pad(c, row, col, NUMBER, ALIGN_RIGHT,
		str_z(arena_printf(a, "%lld", (long long)l->dossiers)), style);
	canvas_pad(c, row, col + NUMBER, AMOUNT, ALIGN_RIGHT, str_z(money_euros(l->requested).s),
		style);
	canvas_pad(c, row, col + NUMBER + AMOUNT, AMOUNT, ALIGN_RIGHT,
		str_z(money_euros(l->awarded).s), style);
	canvas_pad(c, row, col + NUMBER + 2 * AMOUNT, MEAN, ALIGN_RIGHT,
		str_z(l->marked ? points_text(l->mean).s : "-"), style);
}

static void
draw_tabs(const struct totals_state *st, struct canvas *c, int cols)
{
	int col = 1, gap = cols > TABS_WIDE;

	for (int i = 0; i < TOTAL_BY_COUNT; i++)
		col += canvas_printf(c, 0, col, cols - col,
			       i == (int)st->by ? STYLE_TITLE : STYLE_NORMAL,
			       i == (int)st->by ? "[%s]" : " %s ", _(total_rows[i].label)) +
		       gap;
}

static void
draw_head(const struct screen *s, struct canvas *c)
{
	int col = s->cols - 1 - NUMBER - 2 * AMOUNT - MEAN;

	canvas_text(c, 1, 2, col - 3, str_z(_("Groupe")), STYLE_HEADING);
	canvas_pad(c, 1, col, NUMBER, ALIGN_RIGHT, str_z(_("Dossiers")), STYLE_HEADING);
	canvas_pad(c, 1, col + NUMBER, AMOUNT, ALIGN_RIGHT, str_z(_("Demandé €")), STYLE_HEADING);
	canvas_pad(c, 1, col + NUMBER + AMOUNT, AMOUNT, ALIGN_RIGHT, str_z(_("Accordé €")),
		STYLE_HEADING);
	canvas_pad(c, 1, col + NUMBER + 2 * AMOUNT, MEAN, ALIGN_RIGHT, str_z(_("Moyenne")),
		STYLE_HEADING);
}

static void
draw_row(const struct screen *s, struct canvas *c, int row, const struct total_line *l, bool here)
{
	canvas_fill(c, row, 0, s->cols, here ? STYLE_SELECTED : STYLE_NORMAL);
	if (l)
		draw_figures(s, c, row, l, here ? STYLE_SELECTED : STYLE_NORMAL);
	else
		canvas_text(c, row, 2, s->cols - 2, str_z(_("Aucun dossier.")), STYLE_SELECTED);
	if (!here)
		return;
	canvas_text(c, row, 0, 1, STR(">"), STYLE_SELECTED);
	canvas_role(c, row, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, row, 0);
}

static void
totals_draw(const struct screen *s, struct canvas *c)
{
	const struct totals_state *st = s->state;

	draw_tabs(st, c, s->cols);
	draw_head(s, c);
	if (st->totals.count == 0)
		draw_row(s, c, 2, NULL, true);
	for (int i = 0; i < st->span.height && st->span.top + i < st->span.count; i++)
		draw_row(s, c, 2 + i, &st->totals.lines[st->span.top + i],
			st->span.top + i == st->span.cursor);
	canvas_line(c, s->rows - 3, 0, s->cols, STYLE_RULE);
	draw_figures(s, c, s->rows - 2, &st->totals.all, STYLE_HEADING);
	canvas_pad(c, s->rows - 2, 2, 20, ALIGN_LEFT, str_z(_("Total")), STYLE_HEADING);
	if (st->query.len)
		canvas_printf(c, s->rows - 1, 1, s->cols - 2, STYLE_MESSAGE, _("filtre : %.*s"),
			STR_ARG(buf_str(&st->query)));
	else
		canvas_text(c, s->rows - 1, 1, s->cols - 2, str_z(_("tous les dossiers")),
			STYLE_MESSAGE);
}

static struct span *
totals_span(const struct screen *s)
{
	return &((struct totals_state *)s->state)->span;
}

static enum status
turn_to(struct screen *s, int delta, struct err *err)
{
	const struct totals_state *st = s->state;

	return read_totals(
		s, (enum total_by)(((int)st->by + TOTAL_BY_COUNT + delta) % TOTAL_BY_COUNT), err);
}

static enum status
do_left(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return turn_to(s, -1, err);
}

static enum status
do_right(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return turn_to(s, 1, err);
}

static enum status
do_open(struct screen *s, const struct call *c, struct err *err)
{
	const struct totals_state *st = s->state;
	enum status status;

	(void)c;
	if (st->totals.count == 0)
		return err_set(err, ERR_INPUT, _("Aucun dossier à ouvrir ici."));
	status = list_screen_filter(st->list, st->totals.lines[st->span.cursor].query, err);
	if (status == OK)
		ui_pop(s->ui);
	return status;
}

static const struct action actions[] = {
	{ CMD_LEFT, do_left, NULL },
	{ CMD_RIGHT, do_right, NULL },
	{ CMD_NEXT_FIELD, do_right, NULL },
	{ CMD_PREV_FIELD, do_left, NULL },
	{ CMD_OPEN, do_open, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_DOWN, CMD_RIGHT, CMD_OPEN, CMD_BACK, CMD_PALETTE,
	CMD_NONE };

const struct screen_ops totals_screen = {
	.name = "totals",
	.bit = ON_TOTALS,
	.state_size = sizeof(struct totals_state),
	.actions = actions,
	.hints = hints,
	.enter = totals_enter,
	.layout = totals_layout,
	.refresh = totals_refresh,
	.title = totals_title,
	.span = totals_span,
	.draw = totals_draw,
	.leave = totals_leave,
};
