/* SPDX-License-Identifier: EUPL-1.2 */
/* A question as rows of a table: for each field its three values, then who wrote them and when, said
 * once for the fields that the same people wrote at the same time. Several marks take a row each. */
#include "questions_state.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

enum { LABEL_LEAST = 11, LABEL_MOST = 16 };

static struct body_columns
body_columns(int cols, int label_width)
{
	int more = cols - 80;
	struct body_columns c = { .label = 2, .label_width = label_width };

	c.width[0] = 19 + more / 4 - (label_width - LABEL_LEAST);
	c.width[1] = 21 + (more - more / 4) / 2;
	c.col[0] = c.label + label_width + 1;
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
add_row(struct body *b, struct arena *a, bool contested, struct str label,
	const struct str cells[SIDES])
{
	struct str *lines[SIDES + 1];
	size_t counts[SIDES + 1], rows;

	lines[0] = utf8_wrap(a, label, b->at.label_width, &counts[0]);
	rows = counts[0];
	for (int i = 0; i < SIDES; i++) {
		lines[i + 1] = utf8_wrap(a, or_dash(cells[i]), b->at.width[i], &counts[i + 1]);
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

static struct str
item_of(const struct question_line *l)
{
	struct str parts[4];

	return l->entity == ENTITY_MARK && key_split(l->key, parts) == 3 ? parts[2] : STR("");
}

static bool
is_comment(const struct question_line *l)
{
	return l->entity == ENTITY_MARK && entity_rows[ENTITY_MARK].fields[l->field].text;
}

static bool
same_mark(const struct question_line *a, const struct question_line *b)
{
	return a->entity == ENTITY_MARK && b->entity == ENTITY_MARK && str_eq(a->key, b->key);
}

/* Fields that the same people wrote at the same time, one after another. */
struct group {
	const struct question_line *lines;
	size_t count;
	const struct question_side *by[SIDES]; /* NULL: nobody */
	bool one_mark; /* both parts of one mark, nothing else */
};

/* Who wrote nothing contradicts nobody. */
static bool
joins(const struct group *g, const struct question_side *const sides[SIDES])
{
	for (int i = 0; i < SIDES; i++)
		if (g->by[i] && sides[i]->agent.len &&
			(!str_eq(g->by[i]->agent, sides[i]->agent) ||
				g->by[i]->at.ms != sides[i]->at.ms))
			return false;
	return true;
}

/* Both parts of a mark go together even when somebody wrote only one of them. */
static struct group
group_at(const struct question_line *lines, size_t count)
{
	struct group g = { .lines = lines, .one_mark = lines->entity == ENTITY_MARK };

	for (; g.count < count; g.count++) {
		const struct question_line *l = &lines[g.count];
		const struct question_side *const sides[SIDES] = { &l->base, &l->here, &l->theirs };

		if (!joins(&g, sides) && !same_mark(l, &l[-1]))
			break;
		for (int i = 0; i < SIDES; i++)
			if (!g.by[i] && sides[i]->agent.len)
				g.by[i] = sides[i];
		g.one_mark = g.one_mark && same_mark(l, lines);
	}
	return g;
}

/* Of one mark, its item stands above; of several, each row has its own. */
static struct str
comment_label(struct arena *a, const struct group *g, const struct question_line *l)
{
	struct str item = item_of(l);

	if (g->one_mark || !item.len)
		return str_z(_("commentaire"));
	return str_z(arena_printf(a, _("commentaire %.*s"), STR_ARG(item)));
}

static struct str
label_of(const struct group *g, const struct question_line *l)
{
	struct str item = item_of(l);

	if (!item.len)
		return l->label;
	if (g->one_mark)
		return str_z(_(entity_rows[ENTITY_MARK].fields[l->field].label));
	return item;
}

static void
add_line(struct body *b, struct arena *a, const struct question_line *l, struct str label)
{
	const struct str cells[SIDES] = { l->base.shown, l->here.shown, l->theirs.shown };

	add_row(b, a, l->differs, label, cells);
}

static void
add_people(struct body *b, struct arena *a, const struct group *g)
{
	struct str by[SIDES] = { { 0 } }, at[SIDES] = { { 0 } };

	for (int i = 0; i < SIDES; i++) {
		if (!g->by[i])
			continue;
		by[i] = g->by[i]->agent;
		at[i] = instant_is(g->by[i]->at)
				? arena_str(a, str_z(instant_short(g->by[i]->at).s))
				: STR("");
	}
	add_row(b, a, false, str_z(_("par")), by);
	add_row(b, a, false, str_z(_("le")), at);
}

static bool
has_comment_line(const struct group *g, const struct question_line *mark)
{
	for (size_t i = 0; i < g->count; i++)
		if (is_comment(&g->lines[i]) && same_mark(&g->lines[i], mark))
			return true;
	return false;
}

/* The comments that go with a value, when none of them is in question itself. */
static void
add_comments(struct body *b, struct arena *a, const struct group *g, const struct question_line *l)
{
	const struct str comments[SIDES] = { l->base.comment, l->here.comment, l->theirs.comment };

	if (comments[0].len + comments[1].len + comments[2].len > 0 && !has_comment_line(g, l))
		add_row(b, a, false, comment_label(a, g, l), comments);
}

/* Values, who wrote them, then the comments, which are the longest. */
static void
add_group(struct body *b, struct arena *a, const struct group *g)
{
	struct str item = item_of(g->lines);
	const struct str items[SIDES] = { item, item, item };

	if (g->one_mark)
		add_row(b, a, false, str_z(_("champ")), items);
	for (size_t i = 0; i < g->count; i++)
		if (!is_comment(&g->lines[i]))
			add_line(b, a, &g->lines[i], label_of(g, &g->lines[i]));
	add_people(b, a, g);
	for (size_t i = 0; i < g->count; i++)
		if (is_comment(&g->lines[i]))
			add_line(b, a, &g->lines[i], comment_label(a, g, &g->lines[i]));
		else
			add_comments(b, a, g, &g->lines[i]);
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

/* No word of a label is cut, unless it is longer than any of ours. */
static int
label_width(const struct question_line *lines, size_t count)
{
	int most = LABEL_LEAST;

	for (size_t i = 0; i < count; i++) {
		struct str rest = lines[i].label, word;

		for (bool more = rest.len > 0 && lines[i].entity != ENTITY_MARK; more;) {
			more = str_cut(&rest, ' ', &word);
			most = utf8_width(word) > most ? utf8_width(word) : most;
		}
	}
	return most < LABEL_MOST ? most : LABEL_MOST;
}

void
body_lay_out(struct body *b, struct arena *a, const struct question *q, int cols)
{
	struct question_line *lines;
	size_t count = contested_lines(a, q, &lines);

	*b = (struct body){ .at = body_columns(cols, label_width(lines, count)) };
	for (size_t i = 0; i < count;) {
		const struct group g = group_at(&lines[i], count - i);

		if (i > 0)
			ARENA_PUSH(a, b->rows, b->count, b->cap, (struct body_row){ 0 });
		add_group(b, a, &g);
		i += g.count;
	}
}
