/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Blocks double from 4 KiB to 1 MiB, so that a small arena costs one small block. A request larger
 * than the next block gets a block of its own behind the head, whose room stays in use.
 */
#include "pupitre/base/arena.h"

#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pupitre/base/i18n.h"

enum { BLOCK_FIRST = 4096, BLOCK_LAST = 1 << 20 };

struct arena_block {
	struct arena_block *next;
	size_t size, used; /* of bytes */
	alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *
block_new(size_t size)
{
	if (size > SIZE_MAX - sizeof(struct arena_block))
		die(_("mémoire insuffisante"));
	struct arena_block *b = malloc(sizeof(*b) + size);

	if (!b)
		die(_("mémoire insuffisante"));
	*b = (struct arena_block){ .size = size };
	return b;
}

/* A block with room for size bytes, linked into the arena. */
static struct arena_block *
block_for(struct arena *a, size_t size)
{
	struct arena_block *head = a->head;
	size_t normal = BLOCK_FIRST;

	if (head && head->size - head->used >= size)
		return head;
	if (head)
		normal = head->size < BLOCK_LAST ? head->size * 2 : BLOCK_LAST;
	if (head && size > normal) {
		struct arena_block *own = block_new(size);

		own->next = head->next;
		head->next = own;
		return own;
	}
	a->head = block_new(size > normal ? size : normal);
	a->head->next = head;
	return a->head;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	size_t align = alignof(max_align_t);

	if (size > SIZE_MAX / 2)
		die(_("mémoire insuffisante"));
	size = size == 0 ? align : (size + align - 1) / align * align;
	struct arena_block *b = block_for(a, size);
	void *p = b->bytes + b->used;

	b->used += size;
	a->used += size;
	if (a->used > a->peak)
		a->peak = a->used;
	return memset(p, 0, size);
}

void *
arena_dup(struct arena *a, const void *bytes, size_t len)
{
	void *p = arena_alloc(a, len);

	if (len > 0)
		memcpy(p, bytes, len);
	return p;
}

char *
arena_z(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.len + 1);

	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	return p;
}

struct str
arena_str(struct arena *a, struct str s)
{
	return s.ptr ? (struct str){ arena_z(a, s), s.len } : STR_NONE;
}

char *
arena_vprintf(struct arena *a, const char *fmt, va_list ap)
{
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, again);

	va_end(again);
	if (n < 0)
		die("arena_vprintf: %s", fmt);
	char *p = arena_alloc(a, (size_t)n + 1);

	vsnprintf(p, (size_t)n + 1, fmt, ap);
	return p;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	char *p = arena_vprintf(a, fmt, ap);

	va_end(ap);
	return p;
}

static void
blocks_free(struct arena_block *b)
{
	while (b) {
		struct arena_block *next = b->next;

		free(b);
		b = next;
	}
}

void
arena_reset(struct arena *a)
{
	if (a->head) {
		blocks_free(a->head->next);
		a->head->next = NULL;
		a->head->used = 0;
	}
	a->used = 0;
}

void
arena_done(struct arena *a)
{
	blocks_free(a->head);
	*a = (struct arena){ .peak = a->peak };
}
