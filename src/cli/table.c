/* SPDX-License-Identifier: EUPL-1.2 */
/* See table.h. */
#include "table.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

enum { GAP = 2, LEAST_SHARE = 8 };

static int
total_width(const struct table_column *cols, size_t n)
{
	int sum = n ? GAP * ((int)n - 1) : 0;

	for (size_t i = 0; i < n; i++)
		sum += cols[i].width;
	return sum;
}

void
table_share(struct table_column *cols, size_t n, int total)
{
	int left = total - total_width(cols, n), flexible = 0;

	for (size_t i = 0; i < n; i++)
		flexible += cols[i].width == 0;
	for (size_t i = 0; i < n && flexible; i++) {
		if (cols[i].width)
			continue;
		cols[i].width = left / flexible > LEAST_SHARE ? left / flexible : LEAST_SHARE;
		left -= cols[i].width;
		flexible--;
	}
}

static size_t
widest(const struct table_column *cols, size_t n)
{
	size_t at = 0;

	for (size_t i = 1; i < n; i++)
		if (cols[i].width > cols[at].width)
			at = i;
	return at;
}

void
table_fit(struct table_column *cols, size_t n, const struct str *cells, size_t rows, int total)
{
	for (size_t i = 0; i < n; i++) {
		cols[i].width = utf8_width(str_z(_(cols[i].title)));
		for (size_t r = 0; r < rows; r++) {
			int w = utf8_width(cells[r * n + i]);

			if (w > cols[i].width)
				cols[i].width = w;
		}
	}
	for (int over = total_width(cols, n) - total; over > 0; over--) {
		size_t at = widest(cols, n);

		if (cols[at].width <= LEAST_SHARE)
			break;
		cols[at].width--;
	}
}

static void
pad(struct buf *out, int columns)
{
	while (columns-- > 0)
		buf_addc(out, ' ');
}

void
table_line(struct buf *out, struct arena *a, const struct table_column *cols, size_t n,
	const struct str *cells)
{
	int owed = 0; /* blanks are written before the next cell: no line ends with one */

	for (size_t i = 0; i < n; i++) {
		struct str text = utf8_shorten(a, utf8_gate(a, cells[i]), cols[i].width);
		int room = cols[i].width - utf8_width(text);

		if (text.len) {
			pad(out, owed + (cols[i].right ? room : 0));
			buf_adds(out, text);
			owed = GAP + (cols[i].right ? 0 : room);
		} else {
			owed += GAP + cols[i].width;
		}
	}
	buf_addc(out, '\n');
}

void
table_titles(struct buf *out, struct arena *a, const struct table_column *cols, size_t n)
{
	struct str *cells = ARENA_ARRAY(a, struct str, n ? n : 1);

	for (size_t i = 0; i < n; i++)
		cells[i] = str_z(_(cols[i].title));
	table_line(out, a, cols, n, cells);
}
