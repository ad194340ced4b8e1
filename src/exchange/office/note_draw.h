/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures of a note: horizontal bars in parts, columns by tens or by months, a table of envelopes. Units are points. */
#ifndef PUPITRE_EXCHANGE_OFFICE_NOTE_DRAW_H
#define PUPITRE_EXCHANGE_OFFICE_NOTE_DRAW_H

#include <pango/pangocairo.h>

#include "note_data.h"

enum { SKETCH_TILES = 5 };

struct sketch {
	cairo_t *cr;
	PangoLayout *layout;
	double x, y, width; /* y: where the next thing goes */
	double ease; /* 0: everything tight, 2: airy */
	struct buf *alt; /* what is drawn, in words; NULL: nobody wants them */
};

struct sketch_tile {
	const char *figure, *label;
};

void sketch_open(struct sketch *s, cairo_t *cr, double x, double y, double width);
void sketch_done(struct sketch *s);
/* Text on as many lines as it needs; font like "Bold 13". y goes below it. */
void sketch_text(struct sketch *s, const char *font, const char *text);
void sketch_tiles(struct sketch *s, const struct sketch_tile tiles[SKETCH_TILES]);
/* legend: NULL-ended, one word a part; none: one colour, and no amounts. */
void sketch_bars(
	struct sketch *s, const struct note_bar *bars, size_t count, const char *const *legend);
/* Those that have no place are counted below. */
void sketch_envelopes(
	struct sketch *s, const struct note_envelope *list, size_t count, size_t most);
void sketch_awards(struct sketch *s, const struct note_award *list, size_t count);
/* count groups of `parts` columns, each group with its label. */
void sketch_columns(struct sketch *s, const int64_t *values, size_t count, int parts,
	const char *const *legend, const char (*labels)[16]);

#endif
