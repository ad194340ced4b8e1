/* SPDX-License-Identifier: EUPL-1.2 */
/* The part of utf8.h that lays text out in columns; what a cluster is, utf8.c knows. */
#include "pupitre/base/utf8.h"

struct str
utf8_fit(struct str s, int columns)
{
	struct str rest = s;

	while (rest.len > 0) {
		int width;
		size_t len = utf8_cluster(rest, &width);

		if (width > columns)
			break;
		columns -= width;
		rest = (struct str){ rest.ptr + len, rest.len - len };
	}
	return (struct str){ s.ptr, s.len - rest.len };
}

struct str
utf8_shorten(struct arena *a, struct str s, int columns)
{
	static const char more[] = "…";
	struct str fit = utf8_fit(s, columns);
	char *text;

	if (fit.len == s.len)
		return s;
	if (columns <= 0)
		return STR("");
	fit = utf8_fit(fit, columns - 1);
	text = arena_alloc(a, fit.len + sizeof(more));
	memcpy(text, fit.ptr, fit.len);
	memcpy(text + fit.len, more, sizeof(more));
	return (struct str){ text, fit.len + sizeof(more) - 1 };
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

bool
utf8_holds(struct str text, size_t at)
{
	static const char *const after[] = { ":", ";", "?", "!", "»" };
	const struct str rest = { text.ptr + at, text.len - at };
	static const char open[] = "« ";
	const size_t n = sizeof(open) - 1;

	for (size_t i = 0; i < sizeof(after) / sizeof(after[0]); i++)
		if (str_starts(rest, str_z(after[i])))
			return true;
	return at >= n && memcmp(text.ptr + at - n, open, n) == 0;
}

/* Cuts one line of at most columns off *rest, which holds no line end and is not empty. */
static struct str
cut_line(struct str *rest, int columns)
{
	const char *text = rest->ptr;
	size_t fit = utf8_fit(*rest, columns).len;
	int width;

	if (fit == 0)
		fit = utf8_cluster(*rest, &width); /* wider than the line: alone on it */
	if (fit == rest->len) {
		*rest = (struct str){ text + fit, 0 };
		return (struct str){ text, fit };
	}
	size_t next = fit;

	while (next > 0 && (!is_blank(text[next]) || utf8_holds(*rest, next + 1)))
		next--;
	size_t end = next;

	while (end > 0 && is_blank(text[end - 1]))
		end--;
	if (end == 0) /* one word fills the line */
		end = next = fit;
	while (next < rest->len && is_blank(text[next]))
		next++;
	*rest = (struct str){ text + next, rest->len - next };
	return (struct str){ text, end };
}

struct str *
utf8_wrap(struct arena *a, struct str s, int columns, size_t *count)
{
	struct str *lines = NULL;
	size_t n = 0, cap = 0;
	bool more = s.ptr != NULL;

	while (more) {
		struct str own;

		more = str_cut(&s, '\n', &own);
		do {
			struct str line = own.len > 0 ? cut_line(&own, columns) : own;

			ARENA_PUSH(a, lines, n, cap, line);
		} while (own.len > 0);
	}
	*count = n;
	return lines;
}
