/* SPDX-License-Identifier: EUPL-1.2 */
/* Line breaking for text areas and readers. */
#include "pupitre/ui/wrap.h"

#include "pupitre/base/utf8.h"

struct wrap
wrap_of(struct str text)
{
	return (struct wrap){ { text.ptr ? text.ptr : "", text.len }, true };
}

size_t
wrap_cluster(struct str s, int *width)
{
	if (s.len && s.ptr[0] == '\t') {
		*width = 1;
		return 1;
	}
	return utf8_cluster(s, width);
}

/* Bytes of the first line of a paragraph (no line end inside). */
static size_t
line_bytes(struct str paragraph, int columns)
{
	size_t at = 0, blank = 0;

	for (int used = 0; at < paragraph.len;) {
		int width = 0;
		size_t n = wrap_cluster(
			(struct str){ paragraph.ptr + at, paragraph.len - at }, &width);

		if (used + width > columns && paragraph.ptr[at] != ' ')
			return blank ? blank : at ? at : n;
		used += width;
		at += n;
		if (n == 1 && (paragraph.ptr[at - 1] == ' ' || paragraph.ptr[at - 1] == '\t') &&
			!utf8_holds(paragraph, at))
			blank = at;
	}
	return at;
}

bool
wrap_next(struct wrap *w, int columns, struct str *line)
{
	const char *end = w->rest.len ? memchr(w->rest.ptr, '\n', w->rest.len) : NULL;
	struct str paragraph = { w->rest.ptr, end ? (size_t)(end - w->rest.ptr) : w->rest.len };
	size_t n;

	if (!w->more)
		return false;
	n = line_bytes(paragraph, columns < 1 ? 1 : columns);
	*line = (struct str){ paragraph.ptr, n };
	if (n == paragraph.len) {
		w->more = end != NULL;
		n += end != NULL;
	}
	w->rest = (struct str){ w->rest.ptr + n, w->rest.len - n };
	return true;
}
