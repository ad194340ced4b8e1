/* SPDX-License-Identifier: EUPL-1.2 */
/* Columns of the list of dossiers on screen. */
#include "list_table.h"

#include "pupitre/base/i18n.h"

enum { MARGIN = 2, NUMBER_MIN = 7, APPLICANT_MIN = 12, TITLE_MIN = 12, APPLICANT_80 = 20 };

/* From the left, in this order; those with a least width appear when the screen is that wide. */
static const struct {
	enum column id;
	int from; /* columns of the table from which it is shown */
} shown[] = {
	{ COLUMN_NUMBER, 0 },
	{ COLUMN_DEPARTMENT, 0 },
	{ COLUMN_APPLICANT, 0 },
	{ COLUMN_TITLE, 0 },
	{ COLUMN_STATE, 110 },
	{ COLUMN_REQUESTED, 58 },
	{ COLUMN_POINTS, 0 },
	{ COLUMN_DEADLINE, 66 },
};

static int
fixed_width(enum column id, int number_width)
{
	if (id == COLUMN_NUMBER)
		return number_width > NUMBER_MIN ? number_width : NUMBER_MIN;
	return id == COLUMN_APPLICANT || id == COLUMN_TITLE ? 0 : column_rows[id].width;
}

void
table_layout(struct table *t, int cols, int number_width)
{
	int room = cols - MARGIN, col = MARGIN, applicant;

	*t = (struct table){ 0 };
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		if (cols < shown[i].from)
			continue;
		t->columns[t->count].id = shown[i].id;
		t->columns[t->count].width = fixed_width(shown[i].id, number_width);
		room -= t->columns[t->count].width + (t->count ? 1 : 0);
		t->count++;
	}
	applicant =
		room / 2 < APPLICANT_80 ? room / 2 : APPLICANT_80 + (room - 2 * APPLICANT_80) / 3;
	if (applicant < APPLICANT_MIN)
		applicant = APPLICANT_MIN;
	for (int i = 0; i < t->count; i++) {
		if (t->columns[i].id == COLUMN_APPLICANT)
			t->columns[i].width = applicant;
		else if (t->columns[i].id == COLUMN_TITLE)
			t->columns[i].width =
				room - applicant > TITLE_MIN ? room - applicant : TITLE_MIN;
		t->columns[i].col = col;
		col += t->columns[i].width + 1;
	}
}

void
table_cells(struct arena *a, struct table_row *r)
{
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++)
		r->cells[shown[i].id] = column_rows[shown[i].id].cell(a, &r->row);
}

void
table_draw_head(struct canvas *c, int row, const struct table *t)
{
	for (int i = 0; i < t->count; i++) {
		const struct column_row *column = &column_rows[t->columns[i].id];

		canvas_pad(c, row, t->columns[i].col, t->columns[i].width,
			column->right ? ALIGN_RIGHT : ALIGN_LEFT, str_z(_(column->title)),
			STYLE_HEADING);
	}
}

void
table_draw_row(struct canvas *c, int row, int cols, const struct table *t,
	const struct table_row *r, bool selected)
{
	enum style style = selected ? STYLE_SELECTED : STYLE_NORMAL;

	canvas_fill(c, row, 0, cols, style);
	for (int i = 0; i < t->count; i++) {
		enum column id = t->columns[i].id;
		bool alarm = id == COLUMN_DEADLINE && r->row.urgent && !selected;

		canvas_pad(c, row, t->columns[i].col, t->columns[i].width,
			column_rows[id].right ? ALIGN_RIGHT : ALIGN_LEFT, r->cells[id],
			alarm ? STYLE_WARNING : style);
	}
	if (!selected)
		return;
	canvas_text(c, row, 0, 1, STR(">"), style);
	canvas_role(c, row, 0, cols, ROLE_SELECTED);
	canvas_cursor(c, row, 0);
}
