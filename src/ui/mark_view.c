/* SPDX-License-Identifier: EUPL-1.2 */
/* Drawing of the screen Notation: the grid, the described levels, the total. */
#include "mark_state.h"

#include "dossier_figures.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/ui/wrap.h"

enum {
	HEAD = 2, /* title of the project, rule */
	FOOT = 2, /* rule, total */
	LABEL_COL = 6,
	AFTER_LABEL = 34, /* columns right of the labels: weight, mark, remark */
	LEVEL_COL = 3,
	PROOF_MIN = 20, /* columns under which the proof asked for is not worth showing */
	LEVEL_TEXT = 3, /* "3  " before a description */
};

int
mark_grid_rows(const struct screen *s)
{
	const struct mark_state *st = s->state;

	return s->rows - HEAD - 1 - st->panel_rows - FOOT;
}

int
mark_line_of(const struct grid *g, int item)
{
	return item + g->items[item].criterion + 1;
}

/* The item of a line, or -1 for the name of *criterion. */
static int
item_of(const struct grid *g, int line, int *criterion)
{
	for (int k = 0; k < g->criterion_count; k++) {
		int head = g->criteria[k].first + k;

		*criterion = k;
		if (line == head)
			return -1;
		if (line <= head + g->criteria[k].count)
			return line - k - 1;
	}
	return -1;
}

/* Places the levels: two short ones share a row, a long one takes several. Draws when c is given,
 * returns the rows used. */
static int
place_levels(
	const struct grid_item *item, int mark_max, int cols, int mark, struct canvas *c, int row)
{
	int used = 0, half = (cols - LEVEL_COL) / 2;

	for (int level = 0, second = 0; level <= mark_max; level++) {
		struct str text = str_z(item->levels[level]), line;
		struct wrap w = wrap_of(text);
		bool small = utf8_width(text) + LEVEL_TEXT + 2 <= half;
		int col = LEVEL_COL + (second && small ? half : 0);
		enum style style = level == mark ? STYLE_HEADING : STYLE_NORMAL;

		used += second && !small;
		if (c)
			canvas_printf(c, row + used, col - 2, 3, style, "%s %d",
				level == mark ? "*" : " ", level);
		while (wrap_next(&w, cols - col - LEVEL_TEXT - 1, &line)) {
			if (c)
				canvas_text(c, row + used, col + LEVEL_TEXT,
					cols - col - LEVEL_TEXT, line, style);
			used += w.more;
		}
		second = small && !second;
		used += !second || level == mark_max;
	}
	return used;
}

int
mark_panel_rows(const struct grid *g, int cols)
{
	int most = 0;

	for (int i = 0; i < g->item_count; i++) {
		int rows = place_levels(&g->items[i], g->mark_max, cols, -1, NULL, 0);

		most = rows > most ? rows : most;
	}
	return 1 + most;
}

static struct str
upper(struct arena *a, struct str s)
{
	struct buf out = { 0 };
	struct str result;

	while (s.len) {
		int32_t cp = utf8_next(&s);
		bool small = (cp >= 'a' && cp <= 'z') || (cp >= 0xE0 && cp <= 0xFE && cp != 0xF7);

		utf8_put(&out, small ? cp - 32 : cp == 0x153 ? 0x152 : cp < 0 ? 0xFFFD : cp);
	}
	result = arena_str(a, buf_str(&out));
	buf_done(&out);
	return result;
}

static void
draw_right(struct canvas *c, int row, int cols, const char *text, enum style style)
{
	int width = utf8_width(str_z(text));

	canvas_text(c, row, cols - 1 - width, width, str_z(text), style);
}

static void
draw_criterion(const struct mark_state *st, struct canvas *c, int row, int cols, int k)
{
	const struct grid *g = st->sheet.grid;
	const struct score *score = &st->sheet.score;
	struct arena *a = &c->scratch;
	struct points_range r = score->criteria[k];
	bool known = r.min.milli == r.max.milli;

	canvas_text(c, row, 1, cols - 30, upper(a, str_z(g->criteria[k].label)), STYLE_HEADING);
	draw_right(c, row, cols,
		arena_printf(a, _("%s sur %d%s"), range_text(a, r, known),
			grid_criterion_weight(g, st->sheet.volet, k),
			score->complete && score->below_floor[k] ? _(" ! sous le plancher") : ""),
		STYLE_HEADING);
}

static const char *
remark(const struct mark_state *st, int item)
{
	bool so = st->sheet.sheet.marks[item] == MARK_SO, said = st->sheet.comments[item].len > 0;

	if (so && said)
		return _("poids réparti, comm.");
	return so ? _("poids réparti") : said ? _("commentaire") : "";
}

static void
draw_item(const struct mark_state *st, struct canvas *c, int row, int cols, int item)
{
	const struct grid *g = st->sheet.grid;
	const struct grid_item *it = &g->items[item];
	int8_t mark = st->sheet.sheet.marks[item];
	bool here = item == st->item;
	enum style style = here ? STYLE_SELECTED : STYLE_NORMAL;
	int label = cols - LABEL_COL - AFTER_LABEL, col = LABEL_COL + label + 1;

	canvas_fill(c, row, 0, cols, style);
	canvas_text(c, row, 2, 4, str_z(it->id), style);
	canvas_pad(c, row, LABEL_COL, label, ALIGN_LEFT, str_z(it->label), style);
	canvas_printf(c, row, col, 2, style, "%2d", grid_item_weight(g, st->sheet.volet, item));
	if (here)
		canvas_printf(c, row, col + 4, 4, style, "[%s]",
			mark == MARK_NE ? " " : mark_text(mark).s);
	else
		canvas_printf(c, row, col + 4, 4, mark == MARK_NE ? STYLE_WARNING : style, "%s",
			mark_text(mark).s);
	canvas_text(c, row, col + 11, cols - col - 11, str_z(remark(st, item)), style);
	if (!here)
		return;
	canvas_text(c, row, 0, 1, STR(">"), style);
	if (st->editing != EDIT_NOTHING)
		return;
	canvas_role(c, row, 0, cols, ROLE_SELECTED);
	canvas_cursor(c, row, col + 5);
}

static int
hidden_items(const struct grid *g, int from, int to)
{
	int n = 0, k;

	for (int line = from; line < to; line++)
		n += item_of(g, line, &k) >= 0;
	return n;
}

static void
draw_grid(const struct screen *s, const struct mark_state *st, struct canvas *c)
{
	const struct grid *g = st->sheet.grid;
	int rows = mark_grid_rows(s), total = g->item_count + g->criterion_count, k = 0;
	int above = hidden_items(g, 0, st->top), below = hidden_items(g, st->top + rows, total);
	int rule = HEAD + rows;

	canvas_line(c, rule, 0, s->cols, STYLE_RULE);
	for (int i = 0; i < rows && st->top + i < total; i++) {
		int item = item_of(g, st->top + i, &k);
		bool last_head = i == rows - 1 && item < 0 && below;

		if (item >= 0)
			draw_item(st, c, HEAD + i, s->cols, item);
		else if (last_head)
			canvas_text(c, HEAD + i, 1, 40,
				upper(&c->scratch, str_z(g->criteria[k].label)), STYLE_HEADING);
		else
			draw_criterion(st, c, HEAD + i, s->cols, k);
		if (last_head)
			rule = HEAD + i;
	}
	if (below)
		draw_right(c, rule, s->cols,
			arena_printf(&c->scratch, _(" ↓ %d sous-critères "), below), STYLE_HINT);
	if (above)
		draw_right(c, HEAD - 1, s->cols,
			arena_printf(&c->scratch, _(" ↑ %d sous-critères "), above), STYLE_HINT);
}

static void
draw_levels(const struct screen *s, const struct mark_state *st, struct canvas *c)
{
	const struct grid *g = st->sheet.grid;
	const struct grid_item *it = &g->items[st->item];
	struct arena *a = &c->scratch;
	int used = canvas_text(c, 0, 1, s->cols - 2, str_z(it->question), STYLE_LABEL);
	int room = s->cols - 2 - used - 3;

	if (it->proof && *it->proof && room >= PROOF_MIN)
		draw_right(c, 0, s->cols,
			arena_z(a,
				utf8_shorten(a, str_z(arena_printf(a, _("preuve : %s"), it->proof)),
					room)),
			STYLE_HINT);
	place_levels(it, g->mark_max, s->cols, st->sheet.sheet.marks[st->item], c, 1);
}

static void
draw_comment(const struct screen *s, const struct mark_state *st, struct canvas *c)
{
	struct area where = { 1, 2, st->panel_rows - 1, s->cols - 4 };

	if (st->editing == EDIT_OPINION)
		canvas_text(c, 0, 1, s->cols - 2, str_z(_("Commentaire de l'avis :")), STYLE_LABEL);
	else
		canvas_printf(c, 0, 1, s->cols - 2, STYLE_LABEL, _("Commentaire de %s, %s :"),
			st->sheet.grid->items[st->editing].id,
			st->sheet.grid->items[st->editing].label);
	edit_draw_area(c, where, &st->comment, true);
}

static void
draw_total(const struct screen *s, const struct mark_state *st, struct canvas *c)
{
	const struct score *score = &st->sheet.score;
	struct arena *a = &c->scratch;
	int row = s->rows - 1;

	if (st->editing != EDIT_NOTHING) {
		canvas_text(c, row, 1, s->cols - 2,
			str_z(_("Chaque touche est enregistrée dans le brouillon. Échap termine.")),
			STYLE_MESSAGE);
		return;
	}
	if (score->complete)
		canvas_printf(c, row, 1, s->cols - 2, STYLE_MESSAGE,
			_("Total %s sur 100 : avis %s"), points_text(score->total.max).s,
			_(opinion_rows[score->verdict].label));
	else
		canvas_printf(c, row, 1, s->cols - 2, STYLE_MESSAGE,
			_("Total entre %s et %s sur 100"), points_text(score->total.min).s,
			points_text(score->total.max).s);
	draw_right(c, row, s->cols,
		score->missing       ? arena_printf(a,
                                         score->missing > 1 ? _("%d sous-critères à noter")
								  : _("%d sous-critère à noter"),
					       score->missing)
		: st->sheet.is_draft ? _("complète : F finalise")
				     : _("évaluation définitive"),
		STYLE_MESSAGE);
}

static void
draw_head(const struct screen *s, const struct mark_state *st, struct canvas *c)
{
	const struct mark_sheet *sheet = &st->sheet;
	struct arena *a = &c->scratch;
	const char *asked = sheet->requested.is ? arena_printf(a, _("%s € demandés"),
							  money_euros(sheet->requested.m).s)
						: _("montant demandé inconnu");
	const char *right = sheet->eligible.is ? arena_printf(a, _("%s, assiette %s €"), asked,
							 money_euros(sheet->eligible.m).s)
					       : asked;

	canvas_pad(c, 0, 1, s->cols - utf8_width(str_z(right)) - 3, ALIGN_LEFT, sheet->title,
		STYLE_TITLE);
	draw_right(c, 0, s->cols, right, STYLE_NORMAL);
	canvas_line(c, 1, 0, s->cols, STYLE_RULE);
}

void
mark_draw(const struct screen *s, struct canvas *c)
{
	const struct mark_state *st = s->state;
	struct area panel = { HEAD + mark_grid_rows(s) + 1, 0, st->panel_rows, s->cols };
	struct area before;

	draw_head(s, st, c);
	draw_grid(s, st, c);
	before = canvas_enter(c, panel);
	if (st->editing == EDIT_NOTHING)
		draw_levels(s, st, c);
	else
		draw_comment(s, st, c);
	canvas_leave(c, before);
	canvas_line(c, s->rows - 2, 0, s->cols, STYLE_RULE);
	draw_total(s, st, c);
}
