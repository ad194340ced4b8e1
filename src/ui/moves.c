/* SPDX-License-Identifier: EUPL-1.2 */
/* The movement commands, on every screen whose rows stand in a span. */
#include "pupitre/ui/span.h"

#include "screen.h"
#include "search.h"
#include "shell.h"

enum { FAR = 100000 }; /* rows that no count reaches */

static struct span *
span_of(const struct screen *s)
{
	return s->ops->search ? &s->ops->search(s)->pager.span : s->ops->span(s);
}

static enum status
move(struct screen *s, int delta, struct err *err)
{
	struct span *span = span_of(s);
	enum status status = s->ops->reach ? s->ops->reach(s, span->cursor + delta + 1, err) : OK;

	if (status == OK)
		span_move(span, delta);
	return status;
}

/* The last row of a page stays in sight as the first one of the next. */
static int
page(const struct screen *s)
{
	int height = span_of(s)->height;

	return height > 1 ? height - 1 : 1;
}

static enum status
do_up(struct screen *s, const struct call *c, struct err *err)
{
	return move(s, -c->count, err);
}

static enum status
do_down(struct screen *s, const struct call *c, struct err *err)
{
	return move(s, c->count, err);
}

static enum status
do_page_up(struct screen *s, const struct call *c, struct err *err)
{
	return move(s, -c->count * page(s), err);
}

static enum status
do_page_down(struct screen *s, const struct call *c, struct err *err)
{
	return move(s, c->count * page(s), err);
}

static enum status
do_first(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return move(s, -span_of(s)->cursor, err);
}

static enum status
do_last(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return move(s, FAR, err);
}

static bool
has_rows(const struct screen *s)
{
	return span_of(s)->count > 0;
}

const struct action span_actions[] = {
	{ CMD_UP, do_up, has_rows },
	{ CMD_DOWN, do_down, has_rows },
	{ CMD_PAGE_UP, do_page_up, has_rows },
	{ CMD_PAGE_DOWN, do_page_down, has_rows },
	{ CMD_FIRST, do_first, has_rows },
	{ CMD_LAST, do_last, has_rows },
	{ CMD_NONE, NULL, NULL },
};
