/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures of a note: horizontal bars in parts, columns by tens or by months. Units are points. */
#ifndef PUPITRE_EXCHANGE_OFFICE_NOTE_DRAW_H
#define PUPITRE_EXCHANGE_OFFICE_NOTE_DRAW_H

#include <pango/pangocairo.h>

#include "note_data.h"

struct sketch {
	cairo_t *cr;
	PangoLayout *layout;
	double x, y, width; /* y: where the next thing goes */
};

void sketch_open(struct sketch *s, cairo_t *cr, double x, double y, double width);
void sketch_done(struct sketch *s);
/* Text on as many lines as it needs; font like "Bold 13". y goes below it. */
void sketch_text(struct sketch *s, const char *font, const char *text);
/* money: the parts are cents. legend: NULL-ended, one word a part. At most 14 bars, the largest. */
void sketch_bars(struct sketch *s, const char *title, const struct note_table *t,
	const char *const *legend, bool money);
/* count groups of `parts` columns. label: of the i-th group, "" for none. */
void sketch_columns(struct sketch *s, const char *title, const int64_t *values, size_t count,
	int parts, const char *const *legend, void (*label)(void *ctx, size_t i, char out[16]),
	void *ctx);

#endif
