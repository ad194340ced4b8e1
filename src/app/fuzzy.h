/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How well a word is found in a text, both folded: its bytes in order, not necessarily adjacent.
 * 0: not at all. A run of adjacent bytes and a start of a word count more, a shorter text a little.
 * Cost: length of the word x length of the text.
 */
#ifndef PUPITRE_APP_FUZZY_H
#define PUPITRE_APP_FUZZY_H

#include "pupitre/base/str.h"

int fuzzy_score(struct str word, struct str text);

#endif
