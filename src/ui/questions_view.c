/* SPDX-License-Identifier: EUPL-1.2 */
/* Drawing of the screen Questions. */
#include "questions_state.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "shell.h"

enum {
	LABEL_COL = 3,
	VALUE_COL = 14,
	FIELD_COL = 16,
	WHY_ROWS = 3,
	UNDER = 6, /* rows from the answer to the bottom, at least */
	SHORT = 14, /* a longer value is not said again in the answers */
	SHORT_OF_THREE = 8, /* same, at 80 columns, where a third one is typed */
	TITLE_ROWS = 2,
	VALUE_MOST = 20
};

/* Rows of the area, from the top. */
struct places {
	int why, head, body, room, answer;
};

static struct str
why_text(struct arena *a, const struct question *q)
{
	if (str_eqz(q->kind, "value") || !q->why.len)
		return q->why;
	return str_z(arena_printf(a, "%.*s : %.*s", STR_ARG(q->kind_label), STR_ARG(q->why)));
}

static struct str
title_text(struct arena *a, const struct question *q)
{
	if (!q->dossier)
		return str_z(arena_printf(a, _("Sans dossier : %.*s"), STR_ARG(q->about)));
	return str_z(arena_printf(a, _("Dossier %lld  %.*s, %.*s"), (long long)q->dossier,
		STR_ARG(q->applicant), STR_ARG(q->title)));
}

/* Rows that a text takes, up to `most`. */
static int
rows_of(const struct screen *s, struct arena *a, struct str text, int most)
{
	size_t n = 0;

	if (text.len)
		utf8_wrap(a, text, s->cols - 2, &n);
	return n > (size_t)most ? most : (int)n;
}

/* The answer comes after the table, as low as it must and no lower. */
static struct places
places_of(const struct screen *s, const struct question *q)
{
	const struct questions_state *st = s->state;
	struct arena a = { 0 };
	struct places p = { .why = 3, .head = 4 };

	if (q) {
		p.why = 2 + rows_of(s, &a, title_text(&a, q), TITLE_ROWS);
		p.head = p.why + rows_of(s, &a, why_text(&a, q), WHY_ROWS) + 1;
	}
	arena_done(&a);
	p.body = p.head + 1;
	p.room = s->rows - UNDER - 1 - p.body;
	p.room = p.room < 1 ? 1 : p.room;
	p.room = st->body.count < p.room ? st->body.count : p.room;
	p.answer = p.body + p.room + 2;
	if (p.answer > s->rows - UNDER)
		p.answer = s->rows - UNDER;
	return p;
}

int
questions_room(const struct screen *s)
{
	return places_of(s, question_here(s->state)).room;
}

/* The one value that differs; long texts beside it only go with it. */
static const struct question_line *
only_difference(const struct question *q)
{
	const struct question_line *found = NULL;

	for (size_t i = 0; i < q->line_count; i++) {
		const struct question_line *l = &q->lines[i];

		if (!l->differs || entity_rows[l->entity].fields[l->field].text)
			continue;
		if (found)
			return NULL;
		found = l;
	}
	return found;
}

static bool
is_short(struct str s, int most)
{
	return s.len > 0 && utf8_width(s) <= most && !memchr(s.ptr, '\n', s.len);
}

static int
short_of(const struct question *q, int cols)
{
	int most = SHORT_OF_THREE + (cols > 80 ? (cols - 80) / 2 : 0);

	return q->may_set && most < SHORT ? most : SHORT;
}

/* What an answer is called: "garder 3", where that is short enough for `cols`. */
static struct str
answer_text(struct arena *a, const struct question *q, enum answer answer, int cols)
{
	int most = short_of(q, cols);
	const struct question_line *l = only_difference(q);

	if (answer == ANSWER_SET)
		return str_z(_("autre valeur"));
	if (l && is_short(l->here.shown, most) && is_short(l->theirs.shown, most))
		return answer == ANSWER_KEEP
			       ? str_z(arena_printf(a, _("garder %.*s"), STR_ARG(l->here.shown)))
			       : str_z(arena_printf(
					 a, _("prendre %.*s"), STR_ARG(l->theirs.shown)));
	if (answer == ANSWER_KEEP)
		return str_z(_("garder ici"));
	return q->bundle.len ? str_z(_("prendre la mallette")) : str_z(_("prendre l'envoi"));
}

static void
draw_counts(const struct screen *s, struct canvas *c)
{
	const struct questions_state *st = s->state;

	if (st->counts.len)
		canvas_text(c, 0, 1, s->cols - 2, buf_str(&st->counts), STYLE_NORMAL);
	else if (st->count)
		canvas_printf(c, 0, 1, s->cols - 2, STYLE_NORMAL,
			st->count > 1 ? _("%d questions ouvertes ; celle-ci : %.*s")
				      : _("%d question ouverte : %.*s"),
			st->count, STR_ARG(question_here(st)->label));
	canvas_line(c, 1, 0, s->cols, STYLE_RULE);
}

static void
draw_lines(const struct screen *s, struct canvas *c, int row, struct str text, int most,
	enum style style)
{
	size_t n = 0;
	struct str *lines = utf8_wrap(&c->scratch, text, s->cols - 2, &n);

	for (int i = 0; i < (int)n && i < most; i++)
		canvas_text(c, row + i, 1, s->cols - 2, lines[i], style);
}

static void
draw_head(const struct screen *s, struct canvas *c, int row, const struct question *q)
{
	const struct body_columns at = ((const struct questions_state *)s->state)->body.at;

	canvas_text(c, row, at.col[0], at.width[0], str_z(_("au départ")), STYLE_HEADING);
	canvas_text(c, row, at.col[1], at.width[1], str_z(_("ici")), STYLE_HEADING);
	canvas_text(c, row, at.col[2], at.width[2],
		q->bundle.len ? str_z(_("mallette")) : str_z(_("envoi")), STYLE_HEADING);
}

static void
draw_body(const struct screen *s, struct canvas *c, const struct places *p)
{
	const struct questions_state *st = s->state;
	const struct body_columns at = st->body.at;
	int below = st->body.count - st->top - p->room;

	for (int i = 0; i < p->room && st->top + i < st->body.count; i++) {
		const struct body_row *r = &st->body.rows[st->top + i];
		enum style style = r->contested ? STYLE_TITLE : STYLE_NORMAL;
		int row = p->body + i;

		if (r->contested)
			canvas_text(c, row, 0, 1, STR(">"), style);
		canvas_text(c, row, at.label, at.label_width, r->label, STYLE_LABEL);
		for (int k = 0; k < SIDES; k++)
			canvas_text(c, row, at.col[k], at.width[k], r->cells[k], style);
	}
	if (st->top > 0)
		canvas_printf(c, p->head, 1, 12, STYLE_HINT,
			ngettext("↑ %d ligne", "↑ %d lignes", (unsigned long)st->top), st->top);
	if (below > 0)
		canvas_printf(c, p->body + p->room, 1, s->cols - 2, STYLE_HINT,
			below > 1 ? _("↓ %d lignes encore") : _("↓ %d ligne encore"), below);
}

/* The choice that has the focus carries the cursor; without focus it only keeps its mark. */
static void
mark_choice(struct canvas *c, int row, int col, int width, bool focus)
{
	canvas_text(c, row, col - 2, 1, STR(">"), STYLE_TITLE);
	if (!focus)
		return;
	canvas_style(c, row, col - 2, width + 2, STYLE_SELECTED);
	canvas_role(c, row, col - 2, width + 2, ROLE_SELECTED);
	canvas_cursor(c, row, col - 2);
}

static void
draw_third(const struct screen *s, struct canvas *c, int row, int col)
{
	const struct questions_state *st = s->state;
	bool focus = st->field == ANSWER_VALUE;
	int typed = utf8_width(edit_text(&st->value)) + (focus ? 1 : 0), room = s->cols - col - 4;
	int width = typed < 1 ? 1 : typed;

	width = width > VALUE_MOST ? VALUE_MOST : width;
	width = width > room ? room : width;
	canvas_text(c, row, col, 1, STR("["), STYLE_NORMAL);
	edit_draw_line(c, row, col + 1, width, &st->value, focus);
	canvas_text(c, row, col + 1 + width, 1, STR("]"), STYLE_NORMAL);
}

static void
draw_answers(const struct screen *s, struct canvas *c, int row, const struct question *q)
{
	const struct questions_state *st = s->state;
	int col = FIELD_COL;

	canvas_text(c, row, LABEL_COL, 10, str_z(_("Réponse")), STYLE_LABEL);
	for (int i = ANSWER_KEEP; i <= ANSWER_SET; i++) {
		struct str text = answer_text(&c->scratch, q, (enum answer)i, s->cols);
		bool here = i == (int)st->answer;
		int width = utf8_width(text);

		if (i == ANSWER_SET && !q->may_set)
			continue;
		canvas_text(c, row, col, s->cols - col, text, here ? STYLE_TITLE : STYLE_NORMAL);
		if (here)
			mark_choice(c, row, col, width, st->field == ANSWER_CHOICE);
		col += width + 3;
		if (i == ANSWER_SET)
			draw_third(s, c, row, col - 2);
	}
}

static void
draw_reason(const struct screen *s, struct canvas *c, int row)
{
	const struct questions_state *st = s->state;
	int width = s->cols - FIELD_COL - 4;

	canvas_text(c, row, LABEL_COL, 10, str_z(_("Motif")), STYLE_LABEL);
	canvas_text(c, row, VALUE_COL, 1, STR("["), STYLE_NORMAL);
	edit_draw_line(c, row, FIELD_COL, width, &st->reason, st->field == ANSWER_REASON);
	canvas_text(c, row, FIELD_COL + width + 1, 1, STR("]"), STYLE_NORMAL);
}

/* How to come to a value that cannot be typed here; else that nothing which anybody wrote is lost. */
static struct str
kept_text(struct arena *a, const struct question *q)
{
	if (q->advice)
		return str_z(arena_printf(a, _("Pour une autre valeur : %s."), q->advice));
	for (size_t i = 0; i < q->line_count; i++) {
		const struct question_line *l = &q->lines[i];

		if (l->here.comment.len && l->theirs.comment.len)
			return str_z(_("Les deux commentaires sont conservés."));
		if (l->differs && l->here.value.len && l->theirs.value.len &&
			entity_rows[l->entity].fields[l->field].text)
			return str_z(_("Les deux textes sont conservés."));
	}
	return str_z(_("La valeur d'ici reste en place tant que personne n'a répondu."));
}

/* What to do in the field that has the focus; else what the question holds up. */
static const char *
status_text(const struct questions_state *st, const struct question *q)
{
	if (st->field == ANSWER_VALUE)
		return _("Tapez la valeur, puis Entrée. ← et Échap reviennent au choix des "
			 "réponses.");
	if (st->field == ANSWER_REASON)
		return _("Tapez le motif, puis Entrée répond. Échap revient au choix des "
			 "réponses.");
	return q->dossier ? _("Tant qu'une question est ouverte, la décision de ce dossier "
			      "attend.")
			  : "";
}

static void
draw_none(const struct screen *s, struct canvas *c)
{
	canvas_fill(c, 3, 0, s->cols, STYLE_SELECTED);
	canvas_text(c, 3, 0, s->cols, str_z(_("> Aucune question n'attend de réponse. q revient.")),
		STYLE_SELECTED);
	canvas_role(c, 3, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, 3, 0);
}

void
questions_draw(const struct screen *s, struct canvas *c)
{
	const struct question *q = question_here(s->state);
	const struct places p = places_of(s, q);

	draw_counts(s, c);
	canvas_line(c, s->rows - 2, 0, s->cols, STYLE_RULE);
	if (!q) {
		draw_none(s, c);
		return;
	}
	draw_lines(s, c, 2, title_text(&c->scratch, q), TITLE_ROWS, STYLE_TITLE);
	draw_lines(s, c, p.why, why_text(&c->scratch, q), WHY_ROWS, STYLE_WARNING);
	draw_head(s, c, p.head, q);
	draw_body(s, c, &p);
	draw_answers(s, c, p.answer, q);
	draw_reason(s, c, p.answer + 1);
	canvas_text(c, p.answer + 3, 1, s->cols - 2, kept_text(&c->scratch, q), STYLE_NORMAL);
	canvas_text(c, s->rows - 1, 1, s->cols - 2, str_z(status_text(s->state, q)), STYLE_MESSAGE);
}
