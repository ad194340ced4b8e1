/* SPDX-License-Identifier: EUPL-1.2 */
#include "past.h"

static struct str
text_of(const struct buf *b)
{
	return (struct str){ b->ptr ? b->ptr : "", b->len };
}

void
past_add(struct past *p, struct str text)
{
	if (text.len == 0 || (p->count && str_eq(text_of(&p->texts[p->count - 1]), text)))
		return;
	if (p->count == PAST_MAX) {
		buf_done(&p->texts[0]);
		memmove(p->texts, p->texts + 1, sizeof(*p->texts) * (size_t)--p->count);
		p->texts[p->count] = (struct buf){ 0 };
	}
	buf_adds(&p->texts[p->count++], text);
}

void
past_rewind(struct past *p)
{
	p->at = p->count;
}

bool
past_recall(struct past *p, int delta, struct str shown, struct str *out)
{
	int at = p->at + delta;

	if (at < 0 || at > p->count)
		return false;
	if (p->at == p->count) {
		buf_clear(&p->typed);
		buf_adds(&p->typed, shown);
	}
	p->at = at;
	*out = text_of(at == p->count ? &p->typed : &p->texts[at]);
	return true;
}

void
past_done(struct past *p)
{
	for (int i = 0; i < p->count; i++)
		buf_done(&p->texts[i]);
	buf_done(&p->typed);
	*p = (struct past){ 0 };
}
