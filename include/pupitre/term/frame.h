/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A canvas as text, for golden frames and the two-oracle tests.
 *
 * Layout   one line per row: its text, every column of it, then "|"
 *          one line per run of cells that are not plain: "ROW,FIRST-LAST STYLE ROLE"
 *          "curseur ROW,COL"
 *          Rows and columns from 0; STYLE and ROLE by name ("normal", "none" included).
 */
#ifndef PUPITRE_TERM_FRAME_H
#define PUPITRE_TERM_FRAME_H

#include "pupitre/base/buf.h"
#include "pupitre/base/err.h"
#include "pupitre/term/canvas.h"

void frame_text(const struct canvas *c, struct buf *out);
/* Text of one row without its trailing blanks. */
void frame_row(const struct canvas *c, int row, struct buf *out);
/* Rewrites the file with the frame. */
MUST_CHECK enum status frame_write(const struct canvas *c, const char *path, struct err *err);

#endif
