/* SPDX-License-Identifier: EUPL-1.2 */
/* Words of a text, for the fields that have no index of words. */
#include "pupitre/base/utf8.h"
#include "pupitre/domain/query.h"

/* Folded text has no capitals nor accents left; symbols and punctuation of Unicode are no letters. */
static bool
in_word(int32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z');
	if (cp < 0xC0 || cp == 0xD7 || cp == 0xF7)
		return cp == 0xAA || cp == 0xB5 || cp == 0xBA;
	return !(cp >= 0x2000 && cp < 0x2C00) && !(cp >= 0x3000 && cp < 0x3040);
}

static bool
next_word(struct str *rest, struct str *word)
{
	struct str after = *rest;

	*word = STR_NONE;
	while (after.len > 0) {
		const char *place = after.ptr;

		if (in_word(utf8_next(&after))) {
			if (!word->ptr)
				word->ptr = place;
			word->len = (size_t)(after.ptr - word->ptr);
		} else if (word->ptr) {
			break;
		}
	}
	*rest = after;
	return word->ptr != NULL;
}

/* The words of q, one after the other, start the text. */
static bool
words_start(struct str text, const struct query *q)
{
	struct str wanted = q->text, want, next, have;
	bool more = next_word(&wanted, &want);

	while (more) {
		if (!next_word(&text, &have))
			return false;
		more = next_word(&wanted, &next);
		if (!more && q->prefix)
			return str_starts(have, want);
		if (!str_eq(have, want))
			return false;
		want = next;
	}
	return true;
}

bool
query_words_in(const struct query *q, struct str folded)
{
	struct str wanted = q->text, word;

	if (!next_word(&wanted, &word))
		return false;
	while (folded.len > 0) {
		if (words_start(folded, q))
			return true;
		next_word(&folded, &word);
	}
	return false;
}
