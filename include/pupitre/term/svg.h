/* SPDX-License-Identifier: EUPL-1.2 */
/* A canvas as a picture (SVG 1.1): runs of cells on a fixed grid, each run stretched to its exact
 * columns, so that any monospace font of the reader will do. */
#ifndef PUPITRE_TERM_SVG_H
#define PUPITRE_TERM_SVG_H

#include "pupitre/base/buf.h"
#include "pupitre/term/canvas.h"

/* title: what a screen reader says of the picture. */
void svg_draw(const struct canvas *c, enum theme theme, struct str title, struct buf *out);

#endif
