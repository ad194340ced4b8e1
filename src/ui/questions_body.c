/* SPDX-License-Identifier: EUPL-1.2 */
/* A question as rows of a table: for each field its three values, then who wrote them and when, said
 * once for the fields that the same people wrote at the same time. */
#include "questions_state.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

struct body_columns
body_columns(int cols)
{
	int more = cols - 80;
	struct body_columns c = { .label = 2, .label_width = 11 };

	c.width[0] = 19 + more / 4;
	c.width[1] = 21 + (more - more / 4) / 2;
	c.col[0] = 14;
	c.col[1] = c.col[0] + c.width[0] + 1;
	c.col[2] = c.col[1] + c.width[1] + 1;
	c.width[2] = cols - 1 - c.col[2];
	return c;
}

static struct str
or_dash(struct str s)
{
	return s.len ? s : STR("-");
}

/* One row of the table, on as many rows of the screen as its longest cell needs. */
static void
add_row(struct body *b, struct arena *a, int cols, bool contested, struct str label,
	const struct str cells[SIDES])
{
	const struct body_columns c = body_columns(cols);
	struct str *lines[SIDES + 1];
	size_t counts[SIDES + 1], rows;

	lines[0] = utf8_wrap(a, label, c.label_width, &counts[0]);
	rows = counts[0];
	for (int i = 0; i < SIDES; i++) {
		lines[i + 1] = utf8_wrap(a, or_dash(cells[i]), c.width[i], &counts[i + 1]);
		rows = counts[i + 1] > rows ? counts[i + 1] : rows;
	}
	for (size_t r = 0; r < rows; r++) {
		struct body_row row = { .contested = contested && r == 0 };

		row.label = r < counts[0] ? lines[0][r] : STR("");
		for (int i = 0; i < SIDES; i++)
			row.cells[i] = r < counts[i + 1] ? lines[i + 1][r] : STR("");
		ARENA_PUSH(a, b->rows, b->count, b->cap, row);
	}
}

static bool
same_side(const struct question_side *a, const struct question_side *b)
{
	return str_eq(a->agent, b->agent) && a->at.ms == b->at.ms;
}

static struct str
item_of(const struct question_line *l)
{
	struct str parts[4];

	return l->entity == ENTITY_MARK && key_split(l->key, parts) == 3 ? parts[2] : STR("");
}

/* Both parts of a mark go together even when somebody wrote only one of them. */
static bool
same_group(const struct question_line *a, const struct question_line *b)
{
	struct str item = item_of(a);

	if (item.len || item_of(b).len)
		return str_eq(item, item_of(b)) && str_eq(a->key, b->key);
	return same_side(&a->base, &b->base) && same_side(&a->here, &b->here) &&
	       same_side(&a->theirs, &b->theirs);
}

static bool
is_comment(const struct question_line *l)
{
	return l->entity == ENTITY_MARK && entity_rows[ENTITY_MARK].fields[l->field].text;
}

static struct str
label_of(const struct question_line *l)
{
	if (l->entity == ENTITY_MARK)
		return str_z(_(entity_rows[ENTITY_MARK].fields[l->field].label));
	return l->label;
}

static void
add_line(struct body *b, struct arena *a, int cols, const struct question_line *l)
{
	const struct str cells[SIDES] = { l->base.shown, l->here.shown, l->theirs.shown };

	add_row(b, a, cols, l->differs, label_of(l), cells);
}

static struct str
at_text(struct arena *a, const struct question_side *side)
{
	return side->agent.len && instant_is(side->at)
		       ? arena_str(a, str_z(instant_short(side->at).s))
		       : STR("");
}

static void
add_people(struct body *b, struct arena *a, int cols, const struct question_line *l)
{
	const struct question_side *sides[SIDES] = { &l->base, &l->here, &l->theirs };
	struct str by[SIDES], at[SIDES];

	for (int i = 0; i < SIDES; i++) {
		by[i] = sides[i]->agent;
		at[i] = at_text(a, sides[i]);
	}
	add_row(b, a, cols, false, str_z(_("par")), by);
	add_row(b, a, cols, false, str_z(_("le")), at);
}

/* The comments that go with a value, when none of them is in question itself. */
static void
add_comments(struct body *b, struct arena *a, int cols, const struct question_line *l)
{
	const struct str comments[SIDES] = { l->base.comment, l->here.comment, l->theirs.comment };

	if (comments[0].len + comments[1].len + comments[2].len)
		add_row(b, a, cols, false, str_z(_("commentaire")), comments);
}

/* Values, who wrote them, then the comments, which are the longest. */
static void
add_group(struct body *b, struct arena *a, int cols, const struct question_line *l, size_t n)
{
	struct str item = item_of(l);
	const struct str items[SIDES] = { item, item, item };
	bool commented = false;

	if (item.len)
		add_row(b, a, cols, false, str_z(_("champ")), items);
	for (size_t i = 0; i < n; i++)
		if (!is_comment(&l[i]))
			add_line(b, a, cols, &l[i]);
	add_people(b, a, cols, l);
	for (size_t i = 0; i < n; i++) {
		if (!is_comment(&l[i]))
			continue;
		add_line(b, a, cols, &l[i]);
		commented = true;
	}
	if (!commented)
		add_comments(b, a, cols, l);
}

/* Values that are the same here and there, and points or dates that follow from others, only go with the
 * rest: they are shown when nothing else is. */
static size_t
contested_lines(struct arena *a, const struct question *q, struct question_line **out)
{
	size_t n = 0;

	*out = ARENA_ARRAY(a, struct question_line, q->line_count + 1);
	for (size_t i = 0; i < q->line_count; i++)
		if (q->lines[i].differs)
			(*out)[n++] = q->lines[i];
	if (n)
		return n;
	if (q->line_count)
		memcpy(*out, q->lines, q->line_count * sizeof(**out));
	return q->line_count;
}

void
body_lay_out(struct body *b, struct arena *a, const struct question *q, int cols)
{
	struct question_line *lines;
	size_t count = contested_lines(a, q, &lines);

	*b = (struct body){ 0 };
	for (size_t i = 0, n; i < count; i += n) {
		const struct question_line *l = &lines[i];

		for (n = 1; i + n < count && same_group(l, &l[n]);)
			n++;
		if (i > 0)
			ARENA_PUSH(a, b->rows, b->count, b->cap, (struct body_row){ 0 });
		add_group(b, a, cols, l, n);
	}
}
