/* SPDX-License-Identifier: EUPL-1.2 */
/* A text to read: an act of the register, the explanation of a total, a raw field. */
#include "pupitre/ui/pager.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "screen.h"
#include "shell.h"

enum { AROUND = 2 };

struct reader_state {
	struct str title, text; /* in the screen's arena */
	struct arena laid_out;
	struct pager pager;
	struct buf needle; /* folded */
};

static enum status
reader_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct reader_state *st = s->state;

	(void)err;
	st->title = arena_str(&s->arena, r->title);
	st->text = arena_str(&s->arena, r->text);
	return OK;
}

static enum status
reader_layout(struct screen *s, int rows, int cols, struct err *err)
{
	struct reader_state *st = s->state;
	struct page page;

	(void)err;
	arena_reset(&st->laid_out);
	page_begin(&page, &st->laid_out, cols);
	page_text(&page, STYLE_NORMAL, 0, st->text);
	pager_show(&st->pager, &page, rows - AROUND, true);
	return OK;
}

static void
reader_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	(void)badge;
	buf_adds(crumb, ((const struct reader_state *)s->state)->title);
}

static void
reader_leave(struct screen *s)
{
	struct reader_state *st = s->state;

	arena_done(&st->laid_out);
	buf_done(&st->needle);
}

static void
reader_draw(const struct screen *s, struct canvas *c)
{
	const struct reader_state *st = s->state;
	struct area where = { 0, 0, s->rows - AROUND, s->cols };

	pager_draw(c, where, &st->pager, true);
	canvas_line(c, s->rows - 2, 0, s->cols, STYLE_RULE);
	canvas_printf(c, s->rows - 1, 1, s->cols - 2, STYLE_MESSAGE, _("ligne %d sur %d"),
		st->pager.span.cursor + 1, st->pager.span.count);
}

static struct span *
reader_span(const struct screen *s)
{
	return &((struct reader_state *)s->state)->pager.span;
}

static bool
searching(const struct screen *s)
{
	return ((const struct reader_state *)s->state)->needle.len > 0;
}

static enum status
find(struct screen *s, int direction, struct err *err)
{
	struct reader_state *st = s->state;

	if (pager_find(&st->pager, buf_str(&st->needle), direction))
		return OK;
	return err_set(err, ERR_INPUT, _("« %.*s » n'est pas dans ce texte"),
		STR_ARG(buf_str(&st->needle)));
}

static enum status
search_typed(struct screen *s, struct str text, int value, struct err *err)
{
	struct reader_state *st = s->state;
	struct arena a = { 0 };

	(void)value;
	buf_clear(&st->needle);
	buf_adds(&st->needle, utf8_fold(&a, str_trim(text)));
	arena_done(&a);
	return st->needle.len ? find(s, 1, err) : OK;
}

static enum status
do_search(struct screen *s, const struct call *c, struct err *err)
{
	const struct prompt ask = {
		.label = _("chercher :"), .initial = STR(""), .on_done = search_typed
	};

	if (c->argument.ptr)
		return search_typed(s, c->argument, 0, err);
	ui_prompt(s, &ask);
	return OK;
}

static enum status
do_next_hit(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return find(s, 1, err);
}

static enum status
do_prev_hit(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return find(s, -1, err);
}

static const struct action actions[] = {
	{ CMD_SEARCH, do_search, NULL },
	{ CMD_NEXT_HIT, do_next_hit, searching },
	{ CMD_PREV_HIT, do_prev_hit, searching },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_DOWN, CMD_NEXT_HIT, CMD_SEARCH, CMD_BACK, CMD_NONE };

const struct screen_ops reader_screen = {
	.name = "reader",
	.bit = ON_READER,
	.state_size = sizeof(struct reader_state),
	.actions = actions,
	.hints = hints,
	.enter = reader_enter,
	.layout = reader_layout,
	.title = reader_title,
	.span = reader_span,
	.draw = reader_draw,
	.leave = reader_leave,
};
