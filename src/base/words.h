/* SPDX-License-Identifier: EUPL-1.2 */
/* One plain French word for each byte, to be read aloud: no accent, 4 to 8 letters, no two that start
 * with the same four letters, in alphabetical order. Never to be changed: people wrote them down. */
#ifndef PUPITRE_BASE_WORDS_H
#define PUPITRE_BASE_WORDS_H

enum { WORD_COUNT = 256 };

extern const char *const words[WORD_COUNT];

#endif
