/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A bump allocator: everything allocated from it lives until arena_done or arena_reset.
 * A zeroed struct is an empty arena. Out of memory aborts (die): SQLite's transaction is
 * what protects the data, not our unwinding.
 */
#ifndef PUPITRE_BASE_ARENA_H
#define PUPITRE_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "pupitre/base/str.h"

struct arena_block;

struct arena {
	struct arena_block *head;
	size_t used; /* bytes handed out since the last reset */
	size_t peak; /* highest value of used, for tests and doctor */
};

void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned for any type */
void *arena_dup(struct arena *a, const void *bytes, size_t len);
/* Copy followed by a NUL that is not counted; absent stays absent. */
struct str arena_str(struct arena *a, struct str s);
char *arena_z(struct arena *a, struct str s); /* NUL-terminated copy; absent gives "" */
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *fmt, va_list ap);
void arena_reset(struct arena *a); /* frees all but keeps one block for reuse */
void arena_done(struct arena *a);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (size_t)(n)))

/* Growable array in an arena: doubles by copying; the old copy stays until the arena goes. */
#define ARENA_PUSH(a, items, n, cap, value)                                                        \
	do {                                                                                       \
		if ((n) == (cap)) {                                                                \
			(cap) = (cap) ? (cap)*2 : 8;                                               \
			void *grown_ = arena_alloc((a), sizeof(*(items)) * (size_t)(cap));         \
			if (n)                                                                     \
				memcpy(grown_, (items), sizeof(*(items)) * (size_t)(n));           \
			(items) = grown_;                                                          \
		}                                                                                  \
		(items)[(n)++] = (value);                                                          \
	} while (0)

#endif
