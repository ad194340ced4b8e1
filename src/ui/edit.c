/* SPDX-License-Identifier: EUPL-1.2 */
/* Text editing by clusters: what a person calls a character is never cut in two. */
#include "pupitre/ui/edit.h"

#include "pupitre/base/utf8.h"
#include "pupitre/ui/wrap.h"

struct str
edit_text(const struct edit *e)
{
	return (struct str){ e->text.ptr ? e->text.ptr : "", e->text.len };
}

void
edit_set(struct edit *e, struct str text)
{
	buf_clear(&e->text);
	buf_adds(&e->text, text);
	e->at = e->text.len;
}

void
edit_done(struct edit *e)
{
	buf_done(&e->text);
	e->at = 0;
}

static size_t
line_start(const struct edit *e, size_t at)
{
	while (at > 0 && e->text.ptr[at - 1] != '\n')
		at--;
	return at;
}

static size_t
line_end(const struct edit *e, size_t at)
{
	while (at < e->text.len && e->text.ptr[at] != '\n')
		at++;
	return at;
}

static size_t
cluster_after(const struct edit *e, size_t at)
{
	int width;

	if (at >= e->text.len)
		return at;
	if (e->text.ptr[at] == '\n')
		return at + 1;
	return at + wrap_cluster((struct str){ e->text.ptr + at, e->text.len - at }, &width);
}

/* Clusters only read forwards: walk from the start of the line. */
static size_t
cluster_before(const struct edit *e, size_t at)
{
	size_t walk = at ? line_start(e, at - 1) : 0, last = walk;

	if (at && e->text.ptr[at - 1] == '\n')
		return at - 1;
	while (walk < at) {
		last = walk;
		walk = cluster_after(e, walk);
	}
	return last;
}

static size_t
word_before(const struct edit *e, size_t at)
{
	while (at > 0 && (e->text.ptr[at - 1] == ' ' || e->text.ptr[at - 1] == '\n'))
		at--;
	while (at > 0 && e->text.ptr[at - 1] != ' ' && e->text.ptr[at - 1] != '\n')
		at--;
	return at;
}

static enum edit_result
move_to(struct edit *e, size_t at)
{
	e->at = at;
	return EDIT_MOVED;
}

static enum edit_result
erase(struct edit *e, size_t from, size_t to)
{
	if (from >= to)
		return EDIT_MOVED;
	memmove(e->text.ptr + from, e->text.ptr + to, e->text.len - to);
	e->text.len -= to - from;
	e->text.ptr[e->text.len] = '\0';
	e->at = from;
	return EDIT_CHANGED;
}

static enum edit_result
insert(struct edit *e, struct str s)
{
	size_t tail = e->text.len - e->at;

	if (e->text.len + s.len > EDIT_MAX || s.len == 0)
		return EDIT_MOVED;
	buf_adds(&e->text, s);
	memmove(e->text.ptr + e->at + s.len, e->text.ptr + e->at, tail);
	memcpy(e->text.ptr + e->at, s.ptr, s.len);
	e->at += s.len;
	return EDIT_CHANGED;
}

static enum edit_result
insert_point(struct edit *e, int32_t cp)
{
	struct buf one = { 0 };
	enum edit_result result;

	utf8_put(&one, cp);
	result = insert(e, buf_str(&one));
	buf_done(&one);
	return result;
}

static enum edit_result
insert_paste(struct edit *e, struct str text)
{
	struct arena a = { 0 };
	struct cleaned clean = utf8_clean(&a, text, e->lines ? CLEAN_TEXT : CLEAN_LINE, EDIT_MAX);
	struct str fits = clean.text;
	enum edit_result result;

	while (fits.len > EDIT_MAX - e->text.len)
		fits.len--;
	while (fits.len && fits.len < clean.text.len &&
		((unsigned char)fits.ptr[fits.len] & 0xC0) == 0x80)
		fits.len--;
	result = insert(e, fits);
	arena_done(&a);
	return result;
}

static int
width_between(const struct edit *e, size_t from, size_t to)
{
	int total = 0;

	while (from < to) {
		int width = 0;

		from += wrap_cluster(
			(struct str){ e->text.ptr + from, e->text.len - from }, &width);
		total += width;
	}
	return total;
}

struct shown_line {
	size_t start, len;
	int number;
};

/* The shown line that holds the cursor; `before` the one above it. */
static struct shown_line
line_of(const struct edit *e, int columns, size_t at, struct shown_line *before)
{
	struct str text = edit_text(e), line;
	struct wrap w = wrap_of(text);
	struct shown_line here = { 0, 0, -1 }, above = here;

	while (wrap_next(&w, columns, &line)) {
		size_t start = (size_t)(line.ptr - text.ptr);

		if (start > at)
			break;
		above = here;
		here = (struct shown_line){ start, line.len, here.number + 1 };
	}
	if (before)
		*before = above;
	return here;
}

static size_t
at_column(const struct edit *e, struct shown_line line, int column)
{
	size_t at = line.start, end = line.start + line.len;

	for (int used = 0; at < end && used < column;) {
		int width = 0;

		at += wrap_cluster((struct str){ e->text.ptr + at, end - at }, &width);
		used += width;
	}
	/* The end of a wrapped line is the start of the next one: stay on this one. */
	if (at == end && end < e->text.len && e->text.ptr[end] != '\n' && line.len)
		at = cluster_before(e, at);
	return at;
}

static enum edit_result
move_line(struct edit *e, int delta)
{
	int columns = e->columns > 0 ? e->columns : 80;
	struct shown_line above, here = line_of(e, columns, e->at, &above), to;
	int column = width_between(e, here.start, e->at);

	if (delta < 0) {
		if (here.number == 0)
			return EDIT_IGNORED;
		to = above;
	} else {
		size_t next = here.start + here.len;

		if (next >= e->text.len)
			return EDIT_IGNORED;
		to = line_of(e, columns, e->text.ptr[next] == '\n' ? next + 1 : next, NULL);
	}
	return move_to(e, at_column(e, to, column));
}

static enum edit_result
control_key(struct edit *e, int32_t letter)
{
	switch (letter) {
	case 'a':
		return move_to(e, line_start(e, e->at));
	case 'e':
		return move_to(e, line_end(e, e->at));
	case 'k':
		return erase(e, e->at, line_end(e, e->at));
	case 'u':
		return erase(e, line_start(e, e->at), e->at);
	case 'w':
		return erase(e, word_before(e, e->at), e->at);
	default:
		return EDIT_IGNORED;
	}
}

static enum edit_result
lines_key(struct edit *e, enum key_code code)
{
	if (!e->lines)
		return EDIT_IGNORED;
	switch (code) {
	case KEY_UP:
		return move_line(e, -1);
	case KEY_DOWN:
		return move_line(e, 1);
	case KEY_ENTER:
		return insert(e, STR("\n"));
	default:
		return EDIT_IGNORED;
	}
}

enum edit_result
edit_key(struct edit *e, const struct key *key)
{
	switch (key->code) {
	case KEY_CHAR:
		return key->cp < ' ' || key->cp == 0x7F ? EDIT_IGNORED : insert_point(e, key->cp);
	case KEY_CTRL:
		return control_key(e, key->cp);
	case KEY_PASTE:
		return insert_paste(e, key->paste);
	case KEY_LEFT:
		return move_to(e, cluster_before(e, e->at));
	case KEY_RIGHT:
		return move_to(e, cluster_after(e, e->at));
	case KEY_HOME:
		return move_to(e, line_start(e, e->at));
	case KEY_END:
		return move_to(e, line_end(e, e->at));
	case KEY_BACKSPACE:
		return erase(e, cluster_before(e, e->at), e->at);
	case KEY_DELETE:
		return erase(e, e->at, cluster_after(e, e->at));
	default:
		return lines_key(e, key->code);
	}
}

void
edit_draw_line(struct canvas *c, int row, int col, int columns, const struct edit *e, bool focus)
{
	struct str text = edit_text(e);
	size_t from = 0;

	if (columns < 1)
		return;
	while (focus && width_between(e, from, e->at) >= columns)
		from = cluster_after(e, from);
	canvas_pad(c, row, col, columns, ALIGN_LEFT, STR(""), STYLE_FIELD);
	canvas_text(c, row, col, columns, (struct str){ text.ptr + from, text.len - from },
		STYLE_FIELD);
	canvas_role(c, row, col, columns, focus ? ROLE_SELECTED : ROLE_FIELD);
	if (focus)
		canvas_cursor(c, row, col + width_between(e, from, e->at));
}

void
edit_draw_figure(struct canvas *c, int row, int col, int columns, const struct edit *e, bool focus)
{
	int width = width_between(e, 0, e->text.len), start = col + columns - 1 - width;

	if (width >= columns) {
		edit_draw_line(c, row, col, columns, e, focus);
		return;
	}
	canvas_fill(c, row, col, columns, STYLE_FIELD);
	canvas_text(c, row, start, width, edit_text(e), STYLE_FIELD);
	canvas_role(c, row, col, columns, focus ? ROLE_SELECTED : ROLE_FIELD);
	if (focus)
		canvas_cursor(c, row, start + width_between(e, 0, e->at));
}

static void
draw_cursor(struct canvas *c, struct area where, const struct edit *e, int top)
{
	struct shown_line here = line_of(e, where.cols, e->at, NULL);
	int column = width_between(e, here.start, e->at);

	canvas_cursor(c, where.row + here.number - top,
		where.col + (column < where.cols ? column : where.cols - 1));
}

void
edit_draw_area(struct canvas *c, struct area where, const struct edit *e, bool focus)
{
	int line_at = line_of(e, where.cols, e->at, NULL).number;
	int top = focus && line_at >= where.rows ? line_at - where.rows + 1 : 0, number = 0;
	struct wrap w = wrap_of(edit_text(e));
	struct str line;

	for (int i = 0; i < where.rows; i++) {
		canvas_fill(c, where.row + i, where.col, where.cols, STYLE_NORMAL);
		canvas_role(c, where.row + i, where.col, where.cols,
			focus ? ROLE_SELECTED : ROLE_FIELD);
	}
	for (; wrap_next(&w, where.cols, &line) && number - top < where.rows; number++)
		if (number >= top)
			canvas_text(c, where.row + number - top, where.col, where.cols, line,
				STYLE_NORMAL);
	for (int i = 0; i < where.rows; i++)
		canvas_role(c, where.row + i, where.col, where.cols,
			focus ? ROLE_SELECTED : ROLE_FIELD);
	if (focus)
		draw_cursor(c, where, e, top);
}
