/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/pty_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <stdio.h>

#include "pupitre/base/utf8.h"

static VTermScreenCell
cell_at(struct pty *p, int row, int col)
{
	VTermScreenCell cell;

	vterm_screen_get_cell(p->screen, (VTermPos){ .row = row, .col = col }, &cell);
	return cell;
}

/* libvterm: 0 is a blank, all bits set is the right half of a wide character. */
static void
add_cell(const VTermScreenCell *cell, struct buf *out)
{
	if (cell->chars[0] == (uint32_t)-1)
		return;
	if (cell->chars[0] == 0)
		buf_addc(out, ' ');
	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		utf8_put(out, (int32_t)cell->chars[i]);
}

static void
add_row(struct pty *p, int row, struct buf *out)
{
	for (int col = 0; col < p->cols; col++) {
		VTermScreenCell cell = cell_at(p, row, col);

		add_cell(&cell, out);
	}
}

const char *
pty_text(struct pty *p, int row)
{
	buf_clear(&p->row);
	add_row(p, row, &p->row);
	while (p->row.len && p->row.ptr[p->row.len - 1] == ' ')
		p->row.ptr[--p->row.len] = '\0';
	return p->row.ptr;
}

int
pty_find(struct pty *p, const char *text)
{
	for (int row = 0; row < p->rows; row++) {
		if (strstr(pty_text(p, row), text))
			return row;
	}
	return -1;
}

void
pty_cursor(struct pty *p, int *row, int *col)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &pos);
	*row = pos.row;
	*col = pos.col;
}

bool
pty_cursor_visible(struct pty *p)
{
	return p->cursor_visible;
}

static struct look
look_of(const VTermScreenCell *cell)
{
	struct look look = { COLOUR_DEFAULT, 0 };

	if (!VTERM_COLOR_IS_DEFAULT_FG(&cell->fg) && VTERM_COLOR_IS_INDEXED(&cell->fg))
		look.colour = (int8_t)cell->fg.indexed.idx;
	look.attributes = (uint8_t)((cell->attrs.bold ? LOOK_BOLD : 0) |
				    (cell->attrs.reverse ? LOOK_REVERSE : 0) |
				    (cell->attrs.underline ? LOOK_UNDERLINE : 0));
	return look;
}

void
pty_grid(struct pty *p, struct buf *out)
{
	int row, col;

	for (row = 0; row < p->rows; row++) {
		for (col = 0; col < p->cols; col++) {
			VTermScreenCell cell = cell_at(p, row, col);
			struct look look = look_of(&cell);

			add_cell(&cell, out);
			if (look.colour != COLOUR_DEFAULT || look.attributes)
				buf_addf(out, "{%d,%d}", look.colour, look.attributes);
		}
		buf_addz(out, "|\n");
	}
	pty_cursor(p, &row, &col);
	buf_addf(out, "curseur %d,%d\n", row, col);
}

static struct str
read_frame(struct pty *p)
{
	char bytes[4096];
	size_t n;
	FILE *f = fopen(p->dump, "re");

	assert_non_null(f);
	buf_clear(&p->frame);
	while ((n = fread(bytes, 1, sizeof(bytes), f)) > 0)
		buf_add(&p->frame, bytes, n);
	fclose(f);
	return buf_str(&p->frame);
}

struct frame_run {
	int row, first, last;
	enum style style;
	enum role role;
};

/* A line "ROW,FIRST-LAST STYLE ROLE" of frame.h. */
static bool
parse_run(struct str line, struct frame_run *out)
{
	char text[80], style[24], role[24];

	snprintf(text, sizeof(text), "%.*s", STR_ARG(line));
	return sscanf(text, "%d,%d-%d %23s %23s", &out->row, &out->first, &out->last, style,
		       role) == 5 &&
	       style_parse(str_z(style), &out->style) && role_parse(str_z(role), &out->role);
}

static void
check_rows(struct pty *p, struct str *rest)
{
	struct buf seen = { 0 };
	struct str line;

	for (int row = 0; row < p->rows; row++) {
		buf_clear(&seen);
		add_row(p, row, &seen);
		buf_addc(&seen, '|');
		str_cut(rest, '\n', &line);
		if (!str_eq(line, buf_str(&seen))) {
			print_error("row %d, own frame: %.*s\n", row, STR_ARG(line));
			pty_fail(p, "the terminal does not show the program's own frame");
		}
	}
	buf_done(&seen);
}

static void
check_look(struct pty *p, int row, int col, struct look wanted)
{
	VTermScreenCell cell = cell_at(p, row, col);
	struct look seen = look_of(&cell);

	if (cell.chars[0] == (uint32_t)-1)
		return;
	if (seen.colour == wanted.colour && seen.attributes == wanted.attributes)
		return;
	print_error("cell %d,%d: colour %d attributes %d, own frame %d %d\n", row, col, seen.colour,
		seen.attributes, wanted.colour, wanted.attributes);
	pty_fail(p, "the terminal shows other attributes than the program's own frame");
}

/* Runs come in order; the cells between them are plain. */
static void
check_looks(struct pty *p, struct str rest)
{
	struct look plain = style_look(p->theme, STYLE_NORMAL);
	struct frame_run run;
	struct str line;
	int at = 0;

	while (str_cut(&rest, '\n', &line) && parse_run(line, &run)) {
		for (; at < run.row * p->cols + run.first; at++)
			check_look(p, at / p->cols, at % p->cols, plain);
		for (; at <= run.row * p->cols + run.last; at++)
			check_look(p, at / p->cols, at % p->cols, style_look(p->theme, run.style));
	}
	for (; at < p->rows * p->cols; at++)
		check_look(p, at / p->cols, at % p->cols, plain);
}

/* Role under the cursor; *wanted says whether any cell has a role where the cursor should be. */
static enum role
role_at_cursor(struct pty *p, struct str rest, bool *wanted)
{
	enum role found = ROLE_NONE;
	struct frame_run run;
	struct str line;
	int row, col;

	pty_cursor(p, &row, &col);
	*wanted = false;
	while (str_cut(&rest, '\n', &line)) {
		if (!parse_run(line, &run))
			continue;
		*wanted |= run.role == ROLE_SELECTED || run.role == ROLE_FIELD;
		if (run.row == row && col >= run.first && col <= run.last)
			found = run.role;
	}
	return found;
}

enum role
pty_cursor_role(struct pty *p)
{
	bool wanted;

	return role_at_cursor(p, read_frame(p), &wanted);
}

enum role
pty_role_at(struct pty *p, int row, int col)
{
	struct str rest = read_frame(p), line;
	struct frame_run run;

	while (str_cut(&rest, '\n', &line))
		if (parse_run(line, &run) && run.row == row && col >= run.first && col <= run.last)
			return run.role;
	return ROLE_NONE;
}

int
pty_rows(const struct pty *p)
{
	return p->rows;
}

int
pty_cols(const struct pty *p)
{
	return p->cols;
}

void
pty_check(struct pty *p)
{
	struct str frame = read_frame(p), rest = frame;
	char cursor[40];
	bool wanted;
	int row, col;

	check_rows(p, &rest);
	check_looks(p, rest);
	pty_cursor(p, &row, &col);
	snprintf(cursor, sizeof(cursor), "\ncurseur %d,%d\n", row, col);
	if (!str_ends(frame, str_z(cursor)))
		pty_fail(p, "the cursor is not where the program's own frame has it");
	if (!p->cursor_visible)
		pty_fail(p, "the cursor is hidden");
	enum role role = role_at_cursor(p, frame, &wanted);

	if (wanted && role != ROLE_SELECTED && role != ROLE_FIELD)
		pty_fail(p, "the cursor is not on the selection");
}

void
pty_check_redraw(struct pty *p)
{
	struct buf before = { 0 }, after = { 0 };

	pty_grid(p, &before);
	pty_keys(p, "<Ctrl-L>");
	pty_grid(p, &after);
	if (!str_eq(buf_str(&before), buf_str(&after))) {
		print_error("before the redraw:\n%s\n", before.ptr);
		pty_fail(p, "the screen was not what a full redraw shows");
	}
	buf_done(&before);
	buf_done(&after);
}

static int
on_property(VTermProp property, VTermValue *value, void *user)
{
	if (property == VTERM_PROP_CURSORVISIBLE)
		((struct pty *)user)->cursor_visible = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_property };

void
pty_open_screen(struct pty *p)
{
	p->vt = vterm_new(p->rows, p->cols);
	vterm_set_utf8(p->vt, 1);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
}
