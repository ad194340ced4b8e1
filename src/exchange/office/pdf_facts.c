/* SPDX-License-Identifier: EUPL-1.2 */
#include "pdf_facts.h"

#include <ctype.h>
#include <stdio.h>

#define START "pupitre;"
enum { FACTS_MOST = 40 };

static void
add_plain(struct buf *out, const char *value)
{
	for (const unsigned char *c = (const unsigned char *)(value ? value : ""); *c; c++) {
		if (isalnum(*c) || strchr("-_.:", *c))
			buf_addc(out, (char)*c);
		else
			buf_addf(out, "%%%02X", *c);
	}
}

void
pdf_add_facts(struct buf *out, const struct book_fact *facts, size_t count)
{
	buf_addz(out, START);
	for (size_t i = 0; i < count; i++) {
		if (!facts[i].value)
			continue;
		buf_addf(out, "%s=", facts[i].code);
		add_plain(out, facts[i].value);
		buf_addc(out, ';');
	}
}

static const char *
undone(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		unsigned byte;

		if (s.ptr[i] == '%' && i + 2 < s.len &&
			sscanf((char[]){ s.ptr[i + 1], s.ptr[i + 2], '\0' }, "%2x", &byte) == 1) {
			out[n++] = (char)byte;
			i += 2;
		} else {
			out[n++] = s.ptr[i];
		}
	}
	out[n] = '\0';
	return out;
}

/* Line ends that the writer of the PDF put in the string are not ours. */
static struct str
keywords(struct str bytes, struct arena *a)
{
	ptrdiff_t at = str_find(bytes, STR("(" START)), end;
	struct buf b = { 0 };
	struct str text;

	if (at < 0)
		return STR_NONE;
	bytes = (struct str){ bytes.ptr + at + 1 + strlen(START),
		bytes.len - (size_t)at - 1 - strlen(START) };
	end = str_find(bytes, STR(")"));
	for (ptrdiff_t i = 0; i < end; i++)
		if (!strchr("\\\r\n", bytes.ptr[i]))
			buf_addc(&b, bytes.ptr[i]);
	text = end < 0 ? STR_NONE : arena_str(a, buf_str(&b));
	buf_done(&b);
	return text;
}

enum status
pdf_facts(struct str bytes, struct arena *a, struct book_fact **out, size_t *count, bool *found,
	struct err *err)
{
	struct str rest = str_starts(bytes, STR("%PDF-")) ? keywords(bytes, a) : STR_NONE, one,
		   code;
	struct book_fact *list = ARENA_ARRAY(a, struct book_fact, FACTS_MOST);
	size_t n = 0;

	(void)err;
	*found = rest.len > 0;
	while (rest.len && n < FACTS_MOST) {
		str_cut(&rest, ';', &one);
		if (!str_cut(&one, '=', &code))
			continue;
		list[n].code = arena_z(a, code);
		list[n].label = list[n].code;
		list[n++].value = undone(a, one);
	}
	*out = list;
	*count = n;
	return OK;
}

struct day_text
pdf_date(struct instant at)
{
	struct day_text t = instant_utc(at);
	char *dot = strchr(t.s, '.');

	if (dot)
		strcpy(dot, "Z");
	return t;
}
