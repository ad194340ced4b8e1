/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/term/frame.h"

#include <errno.h>
#include <stdio.h>

#include "pupitre/base/i18n.h"

static void
add_cells(const struct canvas *c, int row, int columns, struct buf *out)
{
	for (int col = 0; col < columns; col++)
		buf_addz(out, canvas_cell(c, row, col)->text);
}

static bool
same_kind(const struct cell *a, const struct cell *b)
{
	return a->style == b->style && a->role == b->role;
}

static void
add_runs(const struct canvas *c, int row, struct buf *out)
{
	for (int col = 0, last; col < c->cols; col = last + 1) {
		const struct cell *first = canvas_cell(c, row, col);

		last = col;
		while (last + 1 < c->cols && same_kind(first, canvas_cell(c, row, last + 1)))
			last++;
		if (first->style == STYLE_NORMAL && first->role == ROLE_NONE)
			continue;
		buf_addf(out, "%d,%d-%d %s %s\n", row, col, last, style_rows[first->style].name,
			role_names[first->role]);
	}
}

void
frame_text(const struct canvas *c, struct buf *out)
{
	for (int row = 0; row < c->rows; row++) {
		add_cells(c, row, c->cols, out);
		buf_addz(out, "|\n");
	}
	for (int row = 0; row < c->rows; row++)
		add_runs(c, row, out);
	buf_addf(out, "curseur %d,%d\n", c->cursor_row, c->cursor_col);
}

void
frame_row(const struct canvas *c, int row, struct buf *out)
{
	int columns = c->cols;

	while (columns > 0 && strcmp(canvas_cell(c, row, columns - 1)->text, " ") == 0)
		columns--;
	add_cells(c, row, columns, out);
}

static bool
write_all(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "we");

	if (!f)
		return false;
	bool written = fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len;

	return fclose(f) == 0 && written;
}

enum status
frame_write(const struct canvas *c, const char *path, struct err *err)
{
	struct buf text = { 0 };

	frame_text(c, &text);
	bool done = write_all(path, buf_str(&text));
	int reason = errno;

	buf_done(&text);
	if (!done)
		return err_set(err, ERR_SYSTEM, _("écriture de l'image « %s » impossible : %s"),
			path, err_reason(reason));
	return OK;
}
