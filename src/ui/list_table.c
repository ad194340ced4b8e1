/* SPDX-License-Identifier: EUPL-1.2 */
/* Columns of the list of dossiers on screen. */
#include "list_table.h"

#include "pupitre/base/i18n.h"

enum { MARGIN = 2, NUMBER_MIN = 7, FLEXIBLE_MIN = 12, APPLICANT_LEAST = 19, APPLICANT_80 = 20 };

int
table_width(int cols)
{
	return cols >= PANE_FROM ? cols * 60 / 100 : cols;
}

/* Columns of the table from which one of the usual set is shown. */
static int
usual_from(enum column id)
{
	switch (id) {
	case COLUMN_STATE:
		return 110;
	case COLUMN_REQUESTED:
		return 58;
	case COLUMN_DEADLINE:
		return 66;
	default:
		return 0;
	}
}

static bool
is_usual(const struct column_set *set)
{
	if (set->count != column_set_default.count)
		return false;
	for (size_t i = 0; i < set->count; i++)
		if (set->items[i] != column_set_default.items[i])
			return false;
	return true;
}

bool
table_holds(const struct column_set *set, int column, int cols)
{
	return !is_usual(set) || cols >= usual_from(set->items[column]);
}

static bool
is_flexible(enum column id)
{
	return id == COLUMN_APPLICANT || id == COLUMN_TITLE;
}

static int
least_width(enum column id, int number_width)
{
	if (id == COLUMN_NUMBER)
		return number_width > NUMBER_MIN ? number_width : NUMBER_MIN;
	return is_flexible(id) ? FLEXIBLE_MIN : column_rows[id].width;
}

/* Takes the first column of the set, then those from the place `from` that fit. Returns the place
 * of the last one taken. */
static int
take(struct table *t, const struct column_set *set, int from, int cols, int number_width)
{
	int room = cols - MARGIN, last = -1, places = (int)set->count;
	bool whole = is_usual(set);

	*t = (struct table){ 0 };
	for (int i = 0; i < places; i++) {
		int width = least_width(set->items[i], number_width), blank = t->count > 0;

		if (!table_holds(set, i, cols) || (i > 0 && i < from))
			continue;
		if (!whole && blank && width + blank > room)
			break;
		t->columns[t->count].id = set->items[i];
		t->columns[t->count].width = width;
		t->count++;
		room -= width + blank;
		last = i;
	}
	t->left = from > 1;
	t->right = last < places - 1 && !whole;
	return last;
}

static int
place_of(const struct table *t, enum column id)
{
	for (int i = 0; i < t->count; i++)
		if (t->columns[i].id == id)
			return i;
	return -1;
}

/* Where room is short the title gives way first: the pane tells it whole. */
static int
least_applicant(int room)
{
	int width = room - FLEXIBLE_MIN < APPLICANT_LEAST ? room - FLEXIBLE_MIN : APPLICANT_LEAST;

	return width > room / 2 ? width : room / 2;
}

/* The applicant and the title share what the others leave. */
static void
stretch(struct table *t, int cols)
{
	int room = cols - MARGIN - (t->count - 1) - (t->right ? 2 : 0);
	int applicant = place_of(t, COLUMN_APPLICANT), title = place_of(t, COLUMN_TITLE), width;

	for (int i = 0; i < t->count; i++)
		room -= is_flexible(t->columns[i].id) ? 0 : t->columns[i].width;
	if (applicant >= 0) {
		width = room / 2 < APPLICANT_80 ? least_applicant(room)
						: APPLICANT_80 + (room - 2 * APPLICANT_80) / 3;
		width = title < 0 ? room : width;
		t->columns[applicant].width = width > FLEXIBLE_MIN ? width : FLEXIBLE_MIN;
		room -= t->columns[applicant].width;
	}
	if (title >= 0)
		t->columns[title].width = room > FLEXIBLE_MIN ? room : FLEXIBLE_MIN;
}

void
table_layout(struct table *t, const struct column_set *set, int column, int cols, int number_width)
{
	int from = 1, col = MARGIN;
	int pointed = column > 0 && column < COLUMN_COUNT ? (int)set->items[column] : -1;

	while (take(t, set, from, cols, number_width) < column && from < column)
		from++;
	stretch(t, cols);
	for (int i = 0; i < t->count; i++) {
		t->columns[i].col = col;
		t->columns[i].here = (int)t->columns[i].id == pointed;
		col += t->columns[i].width + 1;
	}
}

void
table_cells(struct arena *a, const struct column_set *set, struct table_row *r)
{
	r->cells[COLUMN_NUMBER] = column_rows[COLUMN_NUMBER].cell(a, &r->row);
	for (size_t i = 0; i < set->count; i++)
		r->cells[set->items[i]] = column_rows[set->items[i]].cell(a, &r->row);
	/* A sign that leaves the title its room; the status line says who has it. */
	if (r->row.away.len)
		r->cells[COLUMN_TITLE] =
			str_z(arena_printf(a, "→ %.*s", STR_ARG(r->cells[COLUMN_TITLE])));
}

void
table_draw_head(struct canvas *c, int row, int cols, const struct table *t)
{
	for (int i = 0; i < t->count; i++) {
		const struct column_row *column = &column_rows[t->columns[i].id];

		canvas_pad(c, row, t->columns[i].col, t->columns[i].width,
			column->right ? ALIGN_RIGHT : ALIGN_LEFT, str_z(_(column->title)),
			t->columns[i].here ? STYLE_FIELD : STYLE_HEADING);
	}
	if (t->left)
		canvas_text(c, row, 0, 1, STR("<"), STYLE_HEADING);
	if (t->right)
		canvas_text(c, row, cols - 1, 1, STR(">"), STYLE_HEADING);
}

void
table_draw_row(struct canvas *c, int row, int cols, const struct table *t,
	const struct table_row *r, struct table_mark mark)
{
	enum style style = mark.here ? STYLE_SELECTED : STYLE_NORMAL;
	int cursor = 0;

	if (mark.here) /* the canvas is blank otherwise */
		canvas_fill(c, row, 0, cols, style);
	for (int i = 0; i < t->count; i++) {
		enum column id = t->columns[i].id;
		bool alarm = id == COLUMN_DEADLINE && r->row.urgent && !mark.here;

		canvas_pad(c, row, t->columns[i].col, t->columns[i].width,
			column_rows[id].right ? ALIGN_RIGHT : ALIGN_LEFT, r->cells[id],
			alarm ? STYLE_WARNING : style);
		cursor = t->columns[i].here ? t->columns[i].col : cursor;
	}
	if (mark.selected || r->row.question)
		canvas_text(c, row, 1, 1, mark.selected ? STR("*") : STR("?"),
			mark.here || mark.selected ? style : STYLE_WARNING);
	if (!mark.here)
		return;
	canvas_text(c, row, 0, 1, STR(">"), style);
	canvas_role(c, row, 0, cols, ROLE_SELECTED);
	canvas_cursor(c, row, cursor);
}
