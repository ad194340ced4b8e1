/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Cuts a text in lines that fit some columns, without copying, at blanks or inside a word that is
 * longer than a line. A blank at which it cuts stays at the end of its line, so that the lines put
 * end to end are the text; it may stand outside the columns, where drawing clips it.
 */
#ifndef PUPITRE_UI_WRAP_H
#define PUPITRE_UI_WRAP_H

#include "pupitre/base/str.h"

struct wrap {
	struct str rest;
	bool more; /* a line is left, maybe an empty one */
};

struct wrap wrap_of(struct str text); /* even an empty text has one line */
bool wrap_next(struct wrap *w, int columns, struct str *line);
/* Bytes of the first cluster and its columns; a TAB counts as the blank that it is shown as. */
size_t wrap_cluster(struct str s, int *width);

#endif
