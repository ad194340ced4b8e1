/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/buf.h"

#include <endian.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "pupitre/base/i18n.h"

static const uint32_t absent_length = 0xFFFFFFFF;

void
buf_grow(struct buf *b, size_t more)
{
	if (more >= SIZE_MAX / 2 - b->len)
		die(_("mémoire insuffisante"));
	size_t need = b->len + more + 1;
	size_t cap = b->cap ? b->cap : 64;

	if (need <= b->cap)
		return;
	while (cap < need)
		cap *= 2;
	char *grown = realloc(b->ptr, cap);

	if (!grown)
		die(_("mémoire insuffisante"));
	b->ptr = grown;
	b->cap = cap;
}

void
buf_add_digits(struct buf *b, uint64_t v, int least)
{
	char digits[20];
	size_t at = sizeof digits;

	while (at > 0 && (v > 0 || (int)(sizeof digits - at) < least)) {
		digits[--at] = (char)('0' + v % 10);
		v /= 10;
	}
	buf_add(b, digits + at, sizeof digits - at);
}

void
buf_add_int(struct buf *b, int64_t v)
{
	if (v < 0)
		buf_addc(b, '-');
	buf_add_digits(b, v < 0 ? -(uint64_t)v : (uint64_t)v, 1);
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;

	va_start(ap, fmt);
	va_copy(again, ap);
	size_t room = b->cap - b->len;
	int n = vsnprintf(room ? b->ptr + b->len : NULL, room, fmt, ap);

	if (n < 0)
		die("buf_addf: %s", fmt);
	if ((size_t)n >= room) {
		buf_grow(b, (size_t)n);
		vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, again);
	}
	b->len += (size_t)n;
	va_end(again);
	va_end(ap);
}

void
buf_add_u32(struct buf *b, uint32_t v)
{
	uint32_t bytes = htobe32(v);

	buf_add(b, &bytes, sizeof bytes);
}

void
buf_add_u64(struct buf *b, uint64_t v)
{
	uint64_t bytes = htobe64(v);

	buf_add(b, &bytes, sizeof bytes);
}

void
buf_add_lstr(struct buf *b, struct str s)
{
	if (!s.ptr) {
		buf_add_u32(b, absent_length);
		return;
	}
	if (s.len >= absent_length)
		die(_("texte de plus de 4 Gio"));
	buf_add_u32(b, (uint32_t)s.len);
	buf_adds(b, s);
}

bool
cut_u32(struct str *rest, uint32_t *out)
{
	uint32_t v = 0;

	if (rest->len < 4)
		return false;
	for (size_t i = 0; i < 4; i++)
		v = v << 8 | (unsigned char)rest->ptr[i];
	*rest = (struct str){ rest->ptr + 4, rest->len - 4 };
	*out = v;
	return true;
}

bool
cut_u64(struct str *rest, uint64_t *out)
{
	struct str after = *rest;
	uint32_t high, low;

	if (!cut_u32(&after, &high) || !cut_u32(&after, &low))
		return false;
	*rest = after;
	*out = (uint64_t)high << 32 | low;
	return true;
}

bool
cut_lstr(struct str *rest, struct str *out)
{
	struct str after = *rest;
	uint32_t len;

	if (!cut_u32(&after, &len))
		return false;
	if (len == absent_length) {
		*out = STR_NONE;
		*rest = after;
		return true;
	}
	if (len > after.len)
		return false;
	*out = (struct str){ after.ptr, len };
	*rest = (struct str){ after.ptr + len, after.len - len };
	return true;
}

struct str
buf_str(const struct buf *b)
{
	return b->ptr ? (struct str){ b->ptr, b->len } : STR("");
}

void
buf_clear(struct buf *b)
{
	b->len = 0;
	if (b->ptr)
		b->ptr[0] = '\0';
}

void
buf_done(struct buf *b)
{
	free(b->ptr);
	*b = (struct buf){ 0 };
}
