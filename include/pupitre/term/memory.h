/* SPDX-License-Identifier: EUPL-1.2 */
/* A backend without a terminal: keys come from a script, frames stay in memory. For tests and
 * pictures. Its fd is readable while keys are waiting. */
#ifndef PUPITRE_TERM_MEMORY_H
#define PUPITRE_TERM_MEMORY_H

#include "pupitre/term/backend.h"

struct backend *memory_open(int rows, int cols);
/* Appends keys as key_parse spells them: "/brest<Enter>". A wrong spelling dies. */
void memory_keys(struct backend *b, const char *script);
void memory_paste(struct backend *b, struct str text);
void memory_resize(struct backend *b, int rows, int cols); /* gives KEY_RESIZE */

const struct canvas *memory_frame(const struct backend *b); /* the last one drawn; NULL before */
int memory_frame_count(const struct backend *b);
int memory_bell_count(const struct backend *b);
int memory_redraw_count(const struct backend *b);

#endif
