/* SPDX-License-Identifier: EUPL-1.2 */
#include "pdf_bands.h"

#include <string.h>

/* Columns for a page, as they wait: those that have a place already are not asked again. */
struct choice {
	const struct book_sheet *sheet;
	const double *width;
	bool placed[COLUMNS_MOST], here[COLUMNS_MOST];
	double used;
	size_t left; /* to be placed */
};

static void
choose(struct choice *c, bool first_page)
{
	for (size_t i = 0; i < c->sheet->count; i++) {
		bool first = c->used <= 0;

		if (c->placed[i] || (c->sheet->columns[i].place != PLACE_ANY) != first_page ||
			(!first && c->used + c->width[i] > PAGE_WIDTH - 2 * MARGIN))
			continue;
		c->placed[i] = c->here[i] = true;
		c->used += c->width[i] + GAP;
		c->left--;
	}
}

/* What names a row; the first column when none does. */
static size_t
key_column(const struct book_sheet *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->columns[i].place == PLACE_KEY)
			return i;
	return 0;
}

/* What it gets of the room that is left: long texts most, since their lines make the rows high. */
static double
share_of(const struct book_column *c)
{
	if (c->type == CELL_TEXT)
		return (double)c->width * c->width;
	return c->type == CELL_CODE ? 1 : 0;
}

static void
add_to_band(const struct choice *c, struct band *band, size_t i)
{
	band->at[band->count] = i;
	band->width[band->count++] = c->width[i];
}

/* In the order of the sheet, but for the column that is repeated, which leads (lead; COLUMNS_MOST: none); the room
 * that is left goes to the texts. */
static void
lay_band(const struct choice *c, size_t lead, struct band *band)
{
	double shares = 0, left = MARGIN;
	double spare = PAGE_WIDTH - 2 * MARGIN - (c->used - GAP);

	band->count = 0;
	if (lead < COLUMNS_MOST)
		add_to_band(c, band, lead);
	for (size_t i = 0; i < c->sheet->count; i++)
		if (c->here[i] && i != lead)
			add_to_band(c, band, i);
	for (size_t i = 0; i < band->count; i++)
		shares += share_of(&c->sheet->columns[band->at[i]]);
	for (size_t i = 0; i < band->count; i++) {
		if (shares > 0 && spare > 0)
			band->width[i] +=
				spare * share_of(&c->sheet->columns[band->at[i]]) / shares;
		band->left[i] = left;
		left += band->width[i] + GAP;
	}
}

size_t
bands_lay(const struct book_sheet *s, const double *widths, struct band *bands)
{
	struct choice c = { .sheet = s, .width = widths, .left = s->count };
	size_t key = key_column(s), n = 0;

	while (c.left > 0 || n == 0) {
		memset(c.here, 0, sizeof c.here);
		c.used = n ? widths[key] + GAP : 0;
		choose(&c, true);
		choose(&c, false);
		lay_band(&c, n ? key : COLUMNS_MOST, &bands[n]);
		n++;
	}
	return n;
}
