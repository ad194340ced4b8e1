/* SPDX-License-Identifier: EUPL-1.2 */
/* Drawing of the screen Dossiers: filter, table, envelope, last act, and the dossier beside. */
#include "budget.h"
#include "list_state.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "shell.h"

static struct str
count_text(const struct list_state *st, bool searching, struct arena *a)
{
	if (searching)
		return str_z(_("recherche…"));
	if (st->shown == st->all)
		return str_z(arena_printf(a, st->all > 1 ? _("%lld dossiers") : _("%lld dossier"),
			(long long)st->all));
	return str_z(arena_printf(a,
		st->shown > 1 ? _("%lld dossiers sur %lld") : _("%lld dossier sur %lld"),
		(long long)st->shown, (long long)st->all));
}

static void
draw_filter(const struct screen *s, struct canvas *c, int cols)
{
	const struct list_state *st = s->state;
	struct str count = count_text(st, ui_searching(s->ui), &c->scratch);
	struct str order = list_filter_orders(st)
				   ? STR("")
				   : sort_keys_text(&c->scratch, list_text(&st->sort));
	int width = utf8_width(count), col = 1;

	canvas_text(c, 0, cols - 1 - width, width, count, STYLE_NORMAL);
	if (st->filter.len == 0) {
		col += canvas_text(
			c, 0, col, cols - width - 3, str_z(_("tous les dossiers")), STYLE_LABEL);
		if (order.len)
			canvas_printf(c, 0, col, cols - width - 2 - col, STYLE_NORMAL,
				_("   tri : %s"), order.ptr);
		return;
	}
	col += canvas_text(c, 0, col, 20, str_z(_("filtre : ")), STYLE_WARNING);
	if (order.len)
		order = str_z(arena_printf(&c->scratch, _("%.*s   tri : %s"),
			STR_ARG(list_text(&st->filter)), order.ptr));
	canvas_pad(c, 0, col, cols - width - 2 - col, ALIGN_LEFT,
		order.len ? order : list_text(&st->filter), STYLE_NORMAL);
}

static void
draw_empty(const struct list_state *st, struct canvas *c, int cols)
{
	const char *text =
		st->all == 0
			? _("Aucun dossier. Importez un fichier de la plateforme : pupitre import "
			    "FICHIER")
			: _("Aucun dossier ne répond à ce filtre. Échap le retire, / le change.");

	canvas_fill(c, 3, 0, cols, STYLE_SELECTED);
	canvas_text(c, 3, 0, cols, STR("> "), STYLE_SELECTED);
	canvas_text(c, 3, 2, cols - 2, str_z(text), STYLE_SELECTED);
	canvas_role(c, 3, 0, cols, ROLE_SELECTED);
	canvas_cursor(c, 3, 0);
}

static void
draw_rows(const struct list_state *st, struct canvas *c, int cols)
{
	table_draw_head(c, 1, cols, &st->table);
	if (st->list.page.count == 0)
		draw_empty(st, c, cols);
	for (int i = 0; i < st->list.page.count; i++)
		table_draw_row(c, 2 + i, cols, &st->table, list_row(&st->list, i),
			(struct table_mark){
				i == st->list.cursor, list_is_marked(st, st->list.page.keys[i]) });
}

static void
draw_beside(const struct screen *s, const struct list_state *st, struct canvas *c)
{
	int from = list_width(s);
	struct area where = { 0, from + 1, s->rows - 3, s->cols - from - 1 };

	for (int row = 0; row < s->rows - 3; row++)
		canvas_text(c, row, from, 1, STR("│"), STYLE_RULE);
	if (st->list.page.count && !st->pane_empty)
		pager_draw(c, where, &st->pane, false);
}

/* Who has the dossier under the cursor, where it is away; then its last act. */
static struct str
here_text(const struct list_state *st, struct arena *a)
{
	const struct table_row *row =
		st->list.page.count ? list_row(&st->list, st->list.cursor) : NULL;

	if (!row || !row->row.away.len)
		return st->last_act;
	return str_z(arena_printf(a, _("→ %lld en tournée (%.*s)%s%.*s"),
		(long long)row->row.number, STR_ARG(row->row.away), st->last_act.len ? " · " : "",
		STR_ARG(st->last_act)));
}

/* The selection, what can be done with it; else the dossier here. */
static struct str
status_text(const struct list_state *st, struct arena *a)
{
	size_t n = st->anchor ? st->range.count : st->selected.count;

	if (st->anchor)
		return str_z(arena_printf(a,
			n > 1 ? _("Suite de %zu dossiers : v ou Espace la choisit, Échap y renonce")
			      : _("Suite de %zu dossier : v ou Espace la choisit, Échap y renonce"),
			n));
	if (n == 0 && st->held)
		return str_z(arena_printf(a,
			_("%lld ne répond plus au filtre : il reste ici jusqu'à ce que vous "
			  "bougiez"),
			(long long)st->held));
	if (n == 0)
		return here_text(st, a);
	if (st->outside)
		return str_z(arena_printf(a,
			n > 1 ? _("%zu dossiers choisis, dont %zu hors du filtre : a agir, * "
				  "inverser")
			      : _("%zu dossier choisi, %zu hors du filtre : a agir, * inverser"),
			n, st->outside));
	return str_z(arena_printf(a,
		n > 1 ? _("%zu dossiers choisis : a agir, * inverser, Échap les oublie")
		      : _("%zu dossier choisi : a agir, * inverser, Échap l'oublie"),
		n));
}

void
list_draw(const struct screen *s, struct canvas *c)
{
	const struct list_state *st = s->state;
	const struct envelope *e = list_envelope(s);
	int cols = list_width(s);

	draw_filter(s, c, cols);
	draw_rows(st, c, cols);
	if (s->cols >= PANE_FROM)
		draw_beside(s, st, c);
	canvas_line(c, s->rows - 3, 0, s->cols, STYLE_RULE);
	if (e)
		budget_draw(c, s->rows - 2, s->cols, e);
	canvas_pad(c, s->rows - 1, 1, s->cols - 2, ALIGN_LEFT, status_text(st, &c->scratch),
		STYLE_MESSAGE);
}
