/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/jump.h"

#include <stdio.h>

#include "pupitre/base/utf8.h"
#include "pupitre/store/jump.h"
#include "fuzzy.h"
#include "session_priv.h"

/* A number or a SIREN found by its digits comes before any word. */
enum {
	WORDS_MAX = 8,
	EACH_MAX = JUMP_CANDIDATES / 4,
	START_LETTERS = 3,
	NUMBER_WHOLE = 100000,
	NUMBER_START = 50000,
	SIREN_START = 40000,
	NUMBER_INSIDE = 30000
};

struct wanted {
	struct str text; /* folded, trimmed */
	struct str words[WORDS_MAX];
	size_t count;
	bool digits; /* one word of digits */
};

static bool
all_digits(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len > 0;
}

static struct wanted
read_wanted(struct arena *a, struct str text)
{
	struct wanted w = { .text = str_trim(utf8_fold(a, text)) };
	struct str rest = w.text, word;
	bool more = rest.len > 0;

	while (more && w.count < WORDS_MAX) {
		more = str_cut(&rest, ' ', &word);
		if (word.len)
			w.words[w.count++] = word;
	}
	w.digits = w.count == 1 && all_digits(w.words[0]);
	return w;
}

/* The first letters of a word: what a slip later in it leaves right. */
static struct str
first_letters(struct str word)
{
	struct str rest = word;

	for (int i = 0; i < START_LETTERS && rest.len; i++)
		utf8_next(&rest);
	return (struct str){ word.ptr, word.len - rest.len };
}

/* Whole words first; where they give little, their first letters. */
static enum status
find_words(struct session *s, const struct wanted *w, struct numset *out, struct err *err)
{
	struct str starts[WORDS_MAX];
	size_t n = 0;
	bool whole = true;
	enum status st = store_jump_start(s->store, w->text, EACH_MAX, out, err);

	for (size_t i = 0; i < w->count; i++) {
		if (w->words[i].len < START_LETTERS)
			continue;
		starts[n++] = w->words[i];
	}
	if (!st && n)
		st = store_jump_words(s->store, starts, n, EACH_MAX, out, err);
	for (size_t i = 0; i < n; i++) {
		whole &= starts[i].len == first_letters(starts[i]).len;
		starts[i] = first_letters(starts[i]);
	}
	if (!st && !whole && out->count < JUMP_MAX)
		st = store_jump_words(s->store, starts, n, EACH_MAX, out, err);
	return st;
}

static enum status
find_candidates(struct session *s, const struct wanted *w, struct numset *out, struct err *err)
{
	bool whole = false;
	enum status st = store_jump_all(s->store, JUMP_CANDIDATES, out, &whole, err);

	if (st || whole)
		return st;
	if (w->digits)
		st = store_jump_digits(s->store, w->text, EACH_MAX, out, err);
	if (!st && w->digits && w->text.len >= START_LETTERS)
		st = store_jump_siret(s->store, w->text, EACH_MAX, out, err);
	if (!st && (!w->digits || out->count < JUMP_MAX))
		st = find_words(s, w, out, err);
	return st;
}

static int
digits_score(const struct wanted *w, int64_t number, struct str siret)
{
	char text[24];
	struct str shown;
	ptrdiff_t at;

	if (!w->digits)
		return 0;
	snprintf(text, sizeof text, "%lld", (long long)number);
	shown = str_z(text);
	at = str_find(shown, w->text);
	if (at == 0)
		return shown.len == w->text.len ? NUMBER_WHOLE : NUMBER_START;
	if (siret.len && str_starts(siret, w->text))
		return SIREN_START;
	return at > 0 ? NUMBER_INSIDE : 0;
}

/* Every word must be found, in the applicant or in the title. */
static int
words_score(const struct wanted *w, const struct jump_row *row)
{
	int total = 0;

	for (size_t i = 0; i < w->count; i++) {
		int applicant = fuzzy_score(w->words[i], row->applicant);
		int title = fuzzy_score(w->words[i], row->title);

		if (!applicant && !title)
			return 0;
		total += applicant > title ? applicant : title;
	}
	return total;
}

static int
by_score(const void *x, const void *y)
{
	const struct jump_hit *a = x, *b = y;

	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	return (a->number > b->number) - (a->number < b->number);
}

/* Keeps the best JUMP_MAX, best first. */
static void
keep(struct jump_hit *hits, size_t *n, const struct jump_hit *hit)
{
	size_t i = *n;

	if (*n == JUMP_MAX && by_score(hit, &hits[JUMP_MAX - 1]) > 0)
		return;
	if (*n == JUMP_MAX)
		i--;
	else
		++*n;
	for (; i > 0 && by_score(hit, &hits[i - 1]) < 0; i--)
		hits[i] = hits[i - 1];
	hits[i] = *hit;
}

static enum status
rank(struct session *s, const struct wanted *w, const struct numset *candidates,
	struct jump_hit *hits, size_t *n, struct err *err)
{
	struct arena scratch = { 0 };
	struct str scope = str_z(s->who.departments);
	struct jump_row row;
	enum status st = OK;
	int64_t number;
	bool found;

	for (int64_t from = INT64_MIN; !st && numset_next(candidates, from, &number);
		from = number + 1) {
		struct jump_hit hit = { .number = number };

		st = store_jump_row(s->store, number, &scratch, &row, &found, err);
		if (!st && found &&
			scope_holds(scope, row.department.len ? row.department : STR_NONE)) {
			hit.score = digits_score(w, number, row.siret);
			if (!hit.score)
				hit.score = words_score(w, &row);
			if (hit.score)
				keep(hits, n, &hit);
		}
		arena_reset(&scratch);
		if (number == INT64_MAX)
			break;
	}
	arena_done(&scratch);
	return st;
}

static enum status
complete(struct session *s, struct jump_hit *hits, size_t n, struct arena *a, struct err *err)
{
	struct jump_row row;
	enum status st = OK;
	bool found = true;

	for (size_t i = 0; i < n && !st; i++) {
		st = store_jump_row(s->store, hits[i].number, a, &row, &found, err);
		if (st || !found)
			continue;
		hits[i].department = row.department;
		hits[i].applicant = row.applicant_text;
		hits[i].title = row.title_text;
		hits[i].siret = row.siret;
	}
	return st;
}

enum status
jump_find(struct session *s, struct str text, struct arena *a, struct jump_hit **out, size_t *count,
	struct err *err)
{
	struct wanted w = read_wanted(a, utf8_clean(a, text, CLEAN_LINE, 200).text);
	struct jump_hit *hits = ARENA_ARRAY(a, struct jump_hit, JUMP_MAX + 1);
	struct numset candidates = { 0 };
	size_t n = 0;
	enum status st = w.count ? find_candidates(s, &w, &candidates, err) : OK;

	if (!st)
		st = rank(s, &w, &candidates, hits, &n, err);
	numset_done(&candidates);
	if (!st)
		st = complete(s, hits, n, a, err);
	if (st)
		return st;
	*out = hits;
	*count = n;
	return OK;
}
