/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A page is never empty: it goes with its last member. The key of a number is its quotient by
 * 65 536 rounded down, so that pages, and bits in them, are in the order of the numbers, negative
 * ones included.
 */
#include "pupitre/base/numset.h"

#include <stdlib.h>
#include <string.h>

#include "pupitre/base/err.h"
#include "pupitre/base/i18n.h"

enum { PAGE_BITS = 65536, PAGE_WORDS = PAGE_BITS / 64 };

struct numset_page {
	int64_t key;
	size_t count; /* members, 1 to PAGE_BITS */
	uint64_t words[PAGE_WORDS];
};

static int64_t
key_of(int64_t n)
{
	return n / PAGE_BITS - (n % PAGE_BITS < 0);
}

static size_t
bit_of(int64_t n)
{
	return (uint64_t)n % PAGE_BITS;
}

static int64_t
number_of(int64_t key, size_t bit)
{
	return key * PAGE_BITS + (int64_t)bit;
}

/* Index of the first page whose key is at least key; page_count when there is none. */
static size_t
page_at(const struct numset *s, int64_t key)
{
	size_t low = 0, high = s->page_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->pages[mid]->key < key)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static struct numset_page *
page_find(const struct numset *s, int64_t key)
{
	size_t i = page_at(s, key);

	return i < s->page_count && s->pages[i]->key == key ? s->pages[i] : NULL;
}

static struct numset_page *
page_insert(struct numset *s, size_t at, int64_t key)
{
	if (s->page_count == s->page_cap) {
		size_t cap = s->page_cap ? s->page_cap * 2 : 8;
		struct numset_page **grown = reallocarray(s->pages, cap, sizeof(*grown));

		if (!grown)
			die(_("mémoire insuffisante"));
		s->pages = grown;
		s->page_cap = cap;
	}
	struct numset_page *page = calloc(1, sizeof(*page));

	if (!page)
		die(_("mémoire insuffisante"));
	page->key = key;
	memmove(s->pages + at + 1, s->pages + at, (s->page_count - at) * sizeof(*s->pages));
	s->pages[at] = page;
	s->page_count++;
	return page;
}

static void
page_drop(struct numset *s, size_t at)
{
	free(s->pages[at]);
	s->page_count--;
	memmove(s->pages + at, s->pages + at + 1, (s->page_count - at) * sizeof(*s->pages));
}

static size_t
page_count_bits(const struct numset_page *page)
{
	size_t count = 0;

	for (size_t i = 0; i < PAGE_WORDS; i++)
		count += (size_t)__builtin_popcountll(page->words[i]);
	return count;
}

void
numset_add(struct numset *s, int64_t n)
{
	int64_t key = key_of(n);
	size_t at = page_at(s, key), bit = bit_of(n);
	bool known = at < s->page_count && s->pages[at]->key == key;
	struct numset_page *page = known ? s->pages[at] : page_insert(s, at, key);
	uint64_t mask = UINT64_C(1) << bit % 64;

	if (page->words[bit / 64] & mask)
		return;
	page->words[bit / 64] |= mask;
	page->count++;
	s->count++;
}

void
numset_remove(struct numset *s, int64_t n)
{
	int64_t key = key_of(n);
	size_t at = page_at(s, key), bit = bit_of(n);
	uint64_t mask = UINT64_C(1) << bit % 64;

	if (at == s->page_count || s->pages[at]->key != key ||
		!(s->pages[at]->words[bit / 64] & mask))
		return;
	s->pages[at]->words[bit / 64] &= ~mask;
	s->count--;
	if (--s->pages[at]->count == 0)
		page_drop(s, at);
}

bool
numset_has(const struct numset *s, int64_t n)
{
	const struct numset_page *page = page_find(s, key_of(n));
	size_t bit = bit_of(n);

	return page && page->words[bit / 64] >> bit % 64 & 1;
}

/* Keeps of each page the bits that the other set has too (keep_common) or has not. */
static void
keep(struct numset *s, const struct numset *other, bool keep_common)
{
	size_t kept = 0;

	s->count = 0;
	for (size_t i = 0; i < s->page_count; i++) {
		struct numset_page *page = s->pages[i];
		const struct numset_page *theirs = page_find(other, page->key);

		for (size_t w = 0; w < PAGE_WORDS; w++) {
			uint64_t bits = theirs ? theirs->words[w] : 0;

			page->words[w] &= keep_common ? bits : ~bits;
		}
		page->count = page_count_bits(page);
		s->count += page->count;
		if (page->count > 0)
			s->pages[kept++] = page;
		else
			free(page);
	}
	s->page_count = kept;
}

void
numset_and(struct numset *s, const struct numset *other)
{
	if (s != other)
		keep(s, other, true);
}

void
numset_minus(struct numset *s, const struct numset *other)
{
	if (s == other)
		numset_done(s);
	else
		keep(s, other, false);
}

void
numset_or(struct numset *s, const struct numset *other)
{
	for (size_t i = 0; i < other->page_count; i++) {
		const struct numset_page *theirs = other->pages[i];
		size_t at = page_at(s, theirs->key);
		bool known = at < s->page_count && s->pages[at]->key == theirs->key;
		struct numset_page *page = known ? s->pages[at] : page_insert(s, at, theirs->key);

		s->count -= page->count;
		for (size_t w = 0; w < PAGE_WORDS; w++)
			page->words[w] |= theirs->words[w];
		page->count = page_count_bits(page);
		s->count += page->count;
	}
}

/* First bit of the page at or after from; PAGE_BITS when there is none. */
static size_t
bit_next(const struct numset_page *page, size_t from)
{
	uint64_t word = page->words[from / 64] & UINT64_MAX << from % 64;

	for (size_t i = from / 64;;) {
		if (word)
			return i * 64 + (size_t)__builtin_ctzll(word);
		if (++i == PAGE_WORDS)
			return PAGE_BITS;
		word = page->words[i];
	}
}

bool
numset_next(const struct numset *s, int64_t from, int64_t *out)
{
	int64_t key = key_of(from);

	for (size_t i = page_at(s, key); i < s->page_count; i++) {
		const struct numset_page *page = s->pages[i];
		size_t bit = bit_next(page, page->key == key ? bit_of(from) : 0);

		if (bit < PAGE_BITS) {
			*out = number_of(page->key, bit);
			return true;
		}
	}
	return false;
}

void
numset_done(struct numset *s)
{
	for (size_t i = 0; i < s->page_count; i++)
		free(s->pages[i]);
	free(s->pages);
	*s = (struct numset){ 0 };
}
