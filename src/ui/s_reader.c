/* SPDX-License-Identifier: EUPL-1.2 */
/* A text to read: an act of the register, the explanation of a total, a raw field. */
#include "pupitre/base/i18n.h"
#include "screen.h"
#include "search.h"
#include "shell.h"

enum { AROUND = 2 };

struct reader_state {
	struct str title, text; /* in the screen's arena */
	struct arena laid_out;
	struct search search;
};

static enum status
reader_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct reader_state *st = s->state;

	(void)err;
	st->search.place = N_("ce texte");
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
	search_show(&st->search, &page, rows - AROUND, true);
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
	search_done(&st->search);
}

static void
reader_draw(const struct screen *s, struct canvas *c)
{
	const struct reader_state *st = s->state;
	struct area where = { 0, 0, s->rows - AROUND, s->cols };

	pager_draw(c, where, &st->search.pager, true);
	canvas_line(c, s->rows - 2, 0, s->cols, STYLE_RULE);
	search_draw_status(&st->search, c, s->rows - 1, s->cols);
}

static struct search *
reader_search(const struct screen *s)
{
	return &((struct reader_state *)s->state)->search;
}

static const enum command_id hints[] = { CMD_DOWN, CMD_NEXT_HIT, CMD_SEARCH, CMD_BACK, CMD_NONE };

const struct screen_ops reader_screen = {
	.name = "reader",
	.bit = ON_READER,
	.state_size = sizeof(struct reader_state),
	.hints = hints,
	.enter = reader_enter,
	.layout = reader_layout,
	.title = reader_title,
	.search = reader_search,
	.draw = reader_draw,
	.leave = reader_leave,
};
