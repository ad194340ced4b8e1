/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/str.h"

enum { WORD_MAX = 63 }; /* longer words are never suggested */

struct str
str_z(const char *z)
{
	return z ? (struct str){ z, strlen(z) } : STR_NONE;
}

bool
str_eq(struct str a, struct str b)
{
	if (!a.ptr || !b.ptr)
		return a.ptr == b.ptr;
	return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

bool
str_eqz(struct str a, const char *z)
{
	return str_eq(a, str_z(z));
}

int
str_cmp(struct str a, struct str b)
{
	if (!a.ptr || !b.ptr)
		return (a.ptr != NULL) - (b.ptr != NULL);
	size_t n = a.len < b.len ? a.len : b.len;
	int order = memcmp(a.ptr, b.ptr, n);

	if (order != 0)
		return order < 0 ? -1 : 1;
	return (a.len > b.len) - (a.len < b.len);
}

bool
str_starts(struct str s, struct str prefix)
{
	if (!s.ptr || s.len < prefix.len)
		return false;
	return prefix.len == 0 || memcmp(s.ptr, prefix.ptr, prefix.len) == 0;
}

bool
str_ends(struct str s, struct str suffix)
{
	if (!s.ptr || s.len < suffix.len)
		return false;
	return str_starts((struct str){ s.ptr + s.len - suffix.len, suffix.len }, suffix);
}

static const struct str blanks[] = {
	{ " ", 1 },
	{ "\t", 1 },
	{ "\n", 1 },
	{ "\r", 1 },
	{ "\v", 1 },
	{ "\f", 1 },
	{ "\u00A0", 2 },
	{ "\u202F", 3 },
};

struct str
str_trim(struct str s)
{
	for (size_t i = 0; i < sizeof(blanks) / sizeof(*blanks);) {
		if (str_starts(s, blanks[i])) {
			s = (struct str){ s.ptr + blanks[i].len, s.len - blanks[i].len };
			i = 0;
		} else if (str_ends(s, blanks[i])) {
			s.len -= blanks[i].len;
			i = 0;
		} else {
			i++;
		}
	}
	return s;
}

bool
str_cut(struct str *rest, char sep, struct str *head)
{
	const char *at = rest->len > 0 ? memchr(rest->ptr, sep, rest->len) : NULL;
	size_t n = at ? (size_t)(at - rest->ptr) : rest->len;
	size_t skip = n + (at ? 1 : 0);

	*head = (struct str){ rest->ptr, n };
	if (rest->ptr)
		*rest = (struct str){ rest->ptr + skip, rest->len - skip };
	return at != NULL;
}

ptrdiff_t
str_find(struct str hay, struct str needle)
{
	if (!hay.ptr || !needle.ptr)
		return -1;
	const char *at = memmem(hay.ptr, hay.len, needle.ptr, needle.len);

	return at ? at - hay.ptr : -1;
}

bool
str_int(struct str s, int64_t *out)
{
	bool minus = str_starts(s, STR("-"));
	size_t i = minus || str_starts(s, STR("+")) ? 1 : 0;
	int64_t v = 0;

	if (i == s.len)
		return false;
	for (; i < s.len; i++) {
		int digit = s.ptr[i] - '0';

		if (digit < 0 || digit > 9)
			return false;
		/* Counted downwards: the smallest int64 has no positive twin. */
		if (__builtin_mul_overflow(v, 10, &v) || __builtin_sub_overflow(v, digit, &v))
			return false;
	}
	if (!minus && v == INT64_MIN)
		return false;
	*out = minus ? v : -v;
	return true;
}

static int
min3(int a, int b, int c)
{
	int ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* Edits (insert, delete, replace, swap of neighbours) that make b of a; both at most WORD_MAX. */
static int
edits_between(struct str a, struct str b)
{
	int rows[3][WORD_MAX + 1];
	int *before = rows[0], *last = rows[1], *now = rows[2];

	for (size_t j = 0; j <= b.len; j++)
		last[j] = (int)j;
	for (size_t i = 1; i <= a.len; i++) {
		now[0] = (int)i;
		for (size_t j = 1; j <= b.len; j++) {
			int replace = last[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);

			now[j] = min3(last[j] + 1, now[j - 1] + 1, replace);
			if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
				a.ptr[i - 2] == b.ptr[j - 1] && before[j - 2] + 1 < now[j])
				now[j] = before[j - 2] + 1;
		}
		int *spare = before;

		before = last;
		last = now;
		now = spare;
	}
	return last[b.len];
}

const char *
str_nearest(struct str word, const char *const *candidates, size_t n)
{
	const char *best = NULL;
	int best_edits = 3;

	if (!word.ptr || word.len > WORD_MAX)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct str c = str_z(candidates[i]);
		size_t longer = c.len > word.len ? c.len : word.len;

		if (c.len > WORD_MAX ||
			(c.len > word.len ? c.len - word.len : word.len - c.len) > 2)
			continue;
		int edits = edits_between(word, c);

		if (edits < best_edits && (size_t)edits * 2 <= longer) {
			best_edits = edits;
			best = candidates[i];
		}
	}
	return best;
}
