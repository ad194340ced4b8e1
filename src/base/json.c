/* SPDX-License-Identifier: EUPL-1.2 */
/* Source: RFC 8259. Compact: no blanks, so that the same values always give the same bytes. */
#include "pupitre/base/json.h"

#include "pupitre/base/utf8.h"

enum { DEPTH_MAX = 32 };

/* What stands between the previous value and the next one. */
static void
separate(struct json *j)
{
	if (j->after_key)
		j->after_key = false;
	else if (j->depth > 0 && j->filled[j->depth - 1])
		buf_addc(j->out, ',');
	if (j->depth > 0)
		j->filled[j->depth - 1] = true;
}

void
json_open(struct json *j, char bracket)
{
	if (j->depth == DEPTH_MAX)
		die("json: depth");
	separate(j);
	buf_addc(j->out, bracket);
	j->filled[j->depth] = false;
	j->closing[j->depth++] = bracket == '{' ? '}' : ']';
}

void
json_close(struct json *j)
{
	if (j->depth == 0 || j->after_key)
		die("json: close");
	buf_addc(j->out, j->closing[--j->depth]);
}

void
json_key(struct json *j, const char *key)
{
	if (j->after_key)
		die("json: key '%s'", key);
	separate(j);
	buf_addc(j->out, '"');
	buf_addz(j->out, key);
	buf_addz(j->out, "\":");
	j->after_key = true;
}

/* DEL and the C1 controls too: the document may be shown by a terminal. */
static void
add_escaped(struct buf *out, int32_t cp)
{
	static const char named[] = { ['\b'] = 'b',
		['\t'] = 't',
		['\n'] = 'n',
		['\f'] = 'f',
		['\r'] = 'r',
		['"'] = '"',
		['\\'] = '\\' };

	if (cp >= 0 && cp < (int32_t)sizeof(named) && named[cp]) {
		buf_addc(out, '\\');
		buf_addc(out, named[cp]);
	} else if (cp < 0) {
		utf8_put(out, 0xFFFD);
	} else if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0)) {
		buf_addf(out, "\\u%04x", (unsigned)cp);
	} else {
		utf8_put(out, cp);
	}
}

/* Bytes at the start that stand as they are. */
static size_t
plain_length(struct str s)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] >= ' ' && s.ptr[n] < 0x7F && s.ptr[n] != '"' &&
		s.ptr[n] != '\\')
		n++;
	return n;
}

void
json_str(struct json *j, struct str s)
{
	if (!s.ptr) {
		json_null(j);
		return;
	}
	separate(j);
	buf_addc(j->out, '"');
	while (s.len > 0) {
		size_t plain = plain_length(s);

		buf_add(j->out, s.ptr, plain);
		s = (struct str){ s.ptr + plain, s.len - plain };
		if (s.len > 0)
			add_escaped(j->out, utf8_next(&s));
	}
	buf_addc(j->out, '"');
}

void
json_int(struct json *j, int64_t v)
{
	separate(j);
	buf_add_int(j->out, v);
}

void
json_bool(struct json *j, bool v)
{
	separate(j);
	buf_addz(j->out, v ? "true" : "false");
}

void
json_null(struct json *j)
{
	separate(j);
	buf_addz(j->out, "null");
}
