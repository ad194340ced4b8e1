/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/domain/column_set.h"

#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"

const struct column_set column_set_default = {
	{ COLUMN_NUMBER, COLUMN_DEPARTMENT, COLUMN_APPLICANT, COLUMN_TITLE, COLUMN_STATE,
		COLUMN_REQUESTED, COLUMN_POINTS, COLUMN_DEADLINE },
	8,
};

int
column_set_place(const struct column_set *s, enum column c)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->items[i] == c)
			return (int)i;
	return -1;
}

bool
column_set_parse(struct str text, struct column_set *out)
{
	struct column_set s = { .count = 0 };
	struct str word;
	bool more = true;

	while (more) {
		int c;

		more = str_cut(&text, ',', &word);
		c = column_find(str_trim(word));
		if (c < 0 || column_set_place(&s, (enum column)c) >= 0)
			return false;
		s.items[s.count++] = (enum column)c;
	}
	*out = s;
	return true;
}

struct str
column_set_text(struct arena *a, const struct column_set *s)
{
	struct buf b = { 0 };
	struct str text;

	for (size_t i = 0; i < s->count; i++) {
		if (i)
			buf_addc(&b, ',');
		buf_addz(&b, column_rows[s->items[i]].id);
	}
	text = arena_str(a, buf_str(&b));
	buf_done(&b);
	return text;
}

/* Each name of a list, "-" before it or not, as its column's title or key. */
static struct str
each_name(struct arena *a, struct str names, const char *(*shown)(const struct column_row *))
{
	struct str rest = names, word;
	const char *text = "";

	for (bool more = names.len > 0; more;) {
		bool descending;
		int c;

		more = str_cut(&rest, ',', &word);
		word = str_trim(word);
		descending = str_starts(word, STR("-"));
		c = column_find((struct str){ word.ptr + descending, word.len - descending });
		if (c < 0)
			return names;
		text = arena_printf(a, "%s%s%s%s", text, *text ? ", " : "", descending ? "-" : "",
			shown(&column_rows[c]));
	}
	return str_z(text);
}

static const char *
title_of(const struct column_row *c)
{
	return _(c->title);
}

static const char *
key_of(const struct column_row *c)
{
	return c->key ? c->key : _(c->title);
}

struct str
column_set_titles(struct arena *a, struct str names)
{
	return each_name(a, names, title_of);
}

struct str
sort_keys_text(struct arena *a, struct str sort)
{
	return each_name(a, sort, key_of);
}

bool
column_set_toggle(struct column_set *s, enum column c)
{
	int at = column_set_place(s, c);

	if (at < 0) {
		s->items[s->count++] = c;
		return true;
	}
	if (s->count == 1)
		return false;
	s->count--;
	memmove(&s->items[at], &s->items[at + 1], (s->count - (size_t)at) * sizeof(s->items[0]));
	return true;
}

bool
column_set_move(struct column_set *s, enum column c, int by)
{
	int at = column_set_place(s, c), to = at + by;

	if (at < 0 || to < 0 || to >= (int)s->count)
		return false;
	s->items[at] = s->items[to];
	s->items[to] = c;
	return true;
}
