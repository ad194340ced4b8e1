/* SPDX-License-Identifier: EUPL-1.2 */
/* A growable heap buffer of bytes, always followed by a NUL that is not counted. Zeroed = empty. */
#ifndef PUPITRE_BASE_BUF_H
#define PUPITRE_BASE_BUF_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "pupitre/base/str.h"

struct buf {
	char *ptr;
	size_t len, cap;
};

/* Room for more bytes and the NUL: what the additions below do when there is none. */
void buf_grow(struct buf *b, size_t more);

static inline void
buf_add(struct buf *b, const void *bytes, size_t len)
{
	if (b->cap - b->len <= len)
		buf_grow(b, len);
	if (len > 0)
		memcpy(b->ptr + b->len, bytes, len);
	b->len += len;
	b->ptr[b->len] = '\0';
}

static inline void
buf_addz(struct buf *b, const char *z)
{
	buf_add(b, z, strlen(z));
}

static inline void
buf_adds(struct buf *b, struct str s)
{
	buf_add(b, s.ptr, s.len);
}

static inline void
buf_addc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

/* Decimal digits, at least so many of them: 7 on two is "07". */
void buf_add_digits(struct buf *b, uint64_t v, int least);
void buf_add_int(struct buf *b, int64_t v);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Big-endian integers and u32-length-prefixed strings: the one binary format of acts and hashes.
 * An absent string is written with the length 0xFFFFFFFF and no bytes. */
void buf_add_u32(struct buf *b, uint32_t v);
void buf_add_u64(struct buf *b, uint64_t v);
void buf_add_lstr(struct buf *b, struct str s);
/* Readers of the same; false at the end of the bytes, *rest untouched. */
bool cut_u32(struct str *rest, uint32_t *out);
bool cut_u64(struct str *rest, uint64_t *out);
bool cut_lstr(struct str *rest, struct str *out);
struct str buf_str(const struct buf *b); /* borrowed until the next call */
void buf_clear(struct buf *b);
void buf_done(struct buf *b);

#endif
