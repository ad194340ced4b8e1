/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A set of dossier numbers (any int64), as pages of 65 536 bits found by binary search: a million
 * numbers of a few campaigns take some hundred kilobytes. Result of a compiled query; the list
 * engine walks an ordered index and keeps the members.
 */
#ifndef PUPITRE_BASE_NUMSET_H
#define PUPITRE_BASE_NUMSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct numset_page;

struct numset { /* zeroed = empty */
	struct numset_page **pages; /* sorted by key */
	size_t page_count, page_cap;
	size_t count; /* members */
};

void numset_add(struct numset *s, int64_t n);
void numset_remove(struct numset *s, int64_t n);
bool numset_has(const struct numset *s, int64_t n);
void numset_and(struct numset *s, const struct numset *other); /* s = s inter other */
void numset_or(struct numset *s, const struct numset *other);
void numset_minus(struct numset *s, const struct numset *other);
/* Smallest member >= from into *out; false when there is none. */
bool numset_next(const struct numset *s, int64_t from, int64_t *out);
void numset_done(struct numset *s);

#endif
