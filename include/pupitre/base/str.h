/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Slices of UTF-8 text: a pointer and a length, not NUL-terminated, borrowed from whoever
 * owns the bytes. ptr NULL means "absent", which is not the empty string.
 */
#ifndef PUPITRE_BASE_STR_H
#define PUPITRE_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "pupitre/base/err.h"

struct str {
	const char *ptr;
	size_t len;
};

#define STR(lit) ((struct str){ "" lit, sizeof(lit) - 1 })
#define STR_NONE ((struct str){ NULL, 0 })
#define STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : "" /* for "%.*s" */

/* The slice of a NUL-terminated string; NULL gives STR_NONE. */
struct str str_z(const char *z);
bool str_eq(struct str a, struct str b); /* absent equals only absent */
bool str_eqz(struct str a, const char *z);
int str_cmp(struct str a, struct str b); /* byte order; absent first */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_trim(struct str s); /* ASCII blanks, NBSP and NNBSP at both ends */
/* Cuts *rest at the first sep: *head before, *rest after; false when sep was not there. */
bool str_cut(struct str *rest, char sep, struct str *head);
ptrdiff_t str_find(struct str hay, struct str needle); /* byte offset or -1 */
bool str_int(struct str s, int64_t *out); /* whole slice, optional sign */
/* Nearest of n candidates within 2 edits and half of the longer word (base of "vouliez-vous dire"),
 * the first one at equal distance; NULL when none is near. Two swapped letters are one edit. */
const char *str_nearest(struct str word, const char *const *candidates, size_t n);

#endif
