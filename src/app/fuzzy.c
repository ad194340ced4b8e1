/* SPDX-License-Identifier: EUPL-1.2 */
#include "fuzzy.h"

enum { WORD_BYTES = 64, TEXT_BYTES = 160 };
enum { POINT = 16, ADJACENT = 24, WORD_START = 20, TEXT_START = 8 };

static bool
is_separator(char c)
{
	return c == ' ' || c == '-' || c == '\'' || c == '/' || c == '(' || c == '.' || c == ',';
}

static int
place_bonus(struct str text, size_t i)
{
	if (i == 0)
		return WORD_START + TEXT_START;
	return is_separator(text.ptr[i - 1]) ? WORD_START : 0;
}

static int
max_int(int a, int b)
{
	return a > b ? a : b;
}

/*
 * best[i]: of the word up to its letter k, that letter being at i of the text; 0: cannot be. A letter
 * follows the one before it at once (ADJACENT) or after a gap, which costs its length.
 */
int
fuzzy_score(struct str word, struct str text)
{
	int best[TEXT_BYTES], next[TEXT_BYTES], top = 0;

	if (word.len > WORD_BYTES || word.len == 0)
		return 0;
	if (text.len > TEXT_BYTES)
		text.len = TEXT_BYTES;
	for (size_t i = 0; i < text.len; i++)
		best[i] = text.ptr[i] == word.ptr[0] ? POINT + place_bonus(text, i) : 0;
	for (size_t k = 1; k < word.len; k++) {
		int far = 0; /* best of the places before i - 1, its gap paid */

		for (size_t i = 0; i < text.len; i++) {
			int near = i > 0 && best[i - 1] ? best[i - 1] + ADJACENT : 0;

			next[i] = 0;
			if (text.ptr[i] == word.ptr[k] && max_int(near, far))
				next[i] = max_int(near, far) + POINT + place_bonus(text, i);
			if (far > 1)
				far--;
			if (i > 0 && best[i - 1])
				far = max_int(far, max_int(best[i - 1] - 1, 1));
		}
		memcpy(best, next, text.len * sizeof(best[0]));
	}
	for (size_t i = 0; i < text.len; i++)
		top = max_int(top, best[i]);
	return top ? max_int(top - (int)(text.len / 16), 1) : 0;
}
