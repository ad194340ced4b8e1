/* SPDX-License-Identifier: EUPL-1.2 */
/* Cursor and scroll of a list in memory. */
#include "pupitre/ui/span.h"

void
span_set(struct span *s, int cursor)
{
	s->cursor = cursor < 0 ? 0 : cursor;
	if (s->cursor >= s->count)
		s->cursor = s->count - 1;
	if (s->cursor >= s->top + s->height)
		s->top = s->cursor - s->height + 1;
	if (s->top > s->count - s->height)
		s->top = s->count - s->height;
	if (s->top > s->cursor)
		s->top = s->cursor;
	if (s->top < 0)
		s->top = 0;
}

void
span_move(struct span *s, int delta)
{
	span_set(s, s->cursor + delta);
}

void
span_fit(struct span *s, int count, int height)
{
	s->count = count;
	s->height = height < 1 ? 1 : height;
	span_set(s, s->cursor);
}
