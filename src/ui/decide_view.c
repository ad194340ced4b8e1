/* SPDX-License-Identifier: EUPL-1.2 */
/* Drawing of the form of a decision. */
#include "decide_state.h"

#include "pupitre/ui/bar.h"
#include "budget.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/ui/wrap.h"

enum { LABEL_COL = 3, VALUE_COL = 23, FIGURE = 12, REASON = 47, BAR = 25 };

/* Rows of the area, from the top. */
struct form_rows {
	int kind, total, eligible, rate, amount, reason, text, text_rows, envelope, warnings,
		warning_rows;
};

static struct form_rows
rows_of(const struct screen *s)
{
	int gap = s->rows >= 20 ? 1 : 0;
	struct form_rows r = { .kind = 1 + decide_proposed_rows(s) };

	r.total = r.kind + 1 + gap;
	r.eligible = r.total + 1;
	r.rate = r.total + 2;
	r.amount = r.total + 3;
	r.reason = r.total + 4;
	r.text = r.total + 5;
	r.text_rows = s->rows >= 26 ? 5 : s->rows >= 22 ? 3 : s->rows >= 18 ? 2 : 1;
	r.envelope = r.text + r.text_rows + 2 + gap;
	r.warnings = r.envelope + 2 + gap;
	r.warning_rows = s->rows - 2 - r.warnings;
	return r;
}

int
decide_text_columns(const struct screen *s)
{
	return s->cols - VALUE_COL - 4;
}

static void
label(struct canvas *c, int row, const char *text)
{
	canvas_text(c, row, LABEL_COL, VALUE_COL - LABEL_COL - 1, str_z(text), STYLE_LABEL);
	canvas_role(c, row, LABEL_COL, utf8_width(str_z(text)), ROLE_LABEL);
}

/* Role and cursor of a choice that has the focus. */
static void
focus_on(struct canvas *c, int row, int col, int columns)
{
	canvas_style(c, row, col, columns, STYLE_SELECTED);
	canvas_role(c, row, col, columns, ROLE_SELECTED);
	canvas_cursor(c, row, col);
}

static void
draw_kinds(const struct screen *s, const struct decide_state *st, struct canvas *c, int row)
{
	bool focus = st->field == FORM_KIND, all = s->cols >= 80;
	int col = VALUE_COL + 2;

	label(c, row, st->proposes ? _("Proposition") : _("Décision"));
	for (int i = 0; i < DECISION_COUNT; i++) {
		struct str verb = str_z(_(decision_rows[i].verb));
		bool here = i == (int)st->kind;
		int width = utf8_width(verb);

		if (!here && !all)
			continue;
		canvas_text(c, row, col, width, verb, here ? STYLE_TITLE : STYLE_NORMAL);
		if (here)
			canvas_text(c, row, col - 2, 1, STR(">"), STYLE_TITLE);
		if (here && focus)
			focus_on(c, row, col - 2, width + 2);
		col += width + 3;
	}
	if (!all)
		canvas_text(c, row, col, s->cols - col, str_z(_("←→ changer")), STYLE_HINT);
}

static void
draw_figure(const struct decide_state *st, struct canvas *c, int row, enum form_field field,
	const char *name, const char *unit)
{
	label(c, row, name);
	if (!form_has_money(st)) {
		canvas_text(c, row, VALUE_COL + 10, 2, STR("-"), STYLE_NORMAL);
		return;
	}
	canvas_text(c, row, VALUE_COL, 1, STR("["), STYLE_NORMAL);
	edit_draw_figure(c, row, VALUE_COL + 1, FIGURE, &st->edits[field], st->field == field);
	canvas_printf(c, row, VALUE_COL + 1 + FIGURE, 4, STYLE_NORMAL, "] %s", unit);
}

static void
draw_total(const struct screen *s, const struct decide_state *st, struct canvas *c, int row)
{
	const char *total = st->view.d.total.is ? arena_printf(&c->scratch, "%s",
							  money_plain(st->view.d.total.m).s)
						: _("inconnu");

	label(c, row, _("Coût total"));
	canvas_pad(c, row, VALUE_COL, FIGURE, ALIGN_RIGHT, str_z(total), STYLE_NORMAL);
	canvas_text(c, row, VALUE_COL + FIGURE + 1, 1, STR("€"), STYLE_NORMAL);
	if (st->view.d.requested.is && s->cols >= 72)
		canvas_printf(c, row, VALUE_COL + 24, 40, STYLE_NORMAL, _("demandé : %s"),
			money_text(st->view.d.requested.m).s);
}

static void
draw_reason(const struct screen *s, const struct decide_state *st, struct canvas *c, int row)
{
	int width = s->cols - VALUE_COL < REASON ? s->cols - VALUE_COL : REASON;
	const char *text = st->reason ? st->reason->label : _("(aucun : Entrée choisit)");

	label(c, row, _("Motif"));
	canvas_text(c, row, VALUE_COL, 2, STR("[ "), STYLE_NORMAL);
	canvas_pad(c, row, VALUE_COL + 2, width - 6, ALIGN_LEFT, str_z(text), STYLE_FIELD);
	canvas_text(c, row, VALUE_COL + width - 4, 4, STR(" ▾ ]"), STYLE_NORMAL);
	if (st->field == FORM_REASON)
		focus_on(c, row, VALUE_COL + 2, width - 6);
	else
		canvas_role(c, row, VALUE_COL + 2, width - 6, ROLE_FIELD);
}

static void
draw_text(const struct screen *s, const struct decide_state *st, struct canvas *c,
	const struct form_rows *r)
{
	int last = s->cols - 1, bottom = r->text + r->text_rows + 1;
	struct area where = { r->text + 1, VALUE_COL + 2, r->text_rows, decide_text_columns(s) };

	label(c, r->text, _("Texte"));
	canvas_line(c, r->text, VALUE_COL, s->cols - VALUE_COL, STYLE_RULE);
	canvas_line(c, bottom, VALUE_COL, s->cols - VALUE_COL, STYLE_RULE);
	canvas_text(c, r->text, VALUE_COL, 1, STR("┌"), STYLE_RULE);
	canvas_text(c, r->text, last, 1, STR("┐"), STYLE_RULE);
	canvas_text(c, bottom, VALUE_COL, 1, STR("└"), STYLE_RULE);
	canvas_text(c, bottom, last, 1, STR("┘"), STYLE_RULE);
	for (int row = r->text + 1; row < bottom; row++) {
		canvas_text(c, row, VALUE_COL, 1, STR("│"), STYLE_RULE);
		canvas_text(c, row, last, 1, STR("│"), STYLE_RULE);
	}
	edit_draw_area(c, where, &st->edits[FORM_TEXT], st->field == FORM_TEXT);
}

static void
draw_gauge(const struct screen *s, struct canvas *c, int row, const char *when, struct bar b,
	struct money left)
{
	struct str right = str_z(arena_printf(&c->scratch, _("reste %s"), money_text(left).s));
	struct money used = { b.used + b.added }, whole = { b.whole };
	int width = utf8_width(right), bar = s->cols - 55 < BAR ? s->cols - 55 : BAR;

	canvas_text(c, row, 19, 7, str_z(when), STYLE_NORMAL);
	bar_draw(c, row, 27, bar, b);
	canvas_pad(
		c, row, 27 + bar, 7, ALIGN_RIGHT, str_z(percent_text(used, whole).s), STYLE_NORMAL);
	canvas_text(c, row, s->cols - width, width, right,
		left.cents < 0 ? STYLE_WARNING : STYLE_NORMAL);
}

static void
draw_envelope(const struct screen *s, const struct decide_state *st, struct canvas *c, int row)
{
	const struct decision_preview *p = &st->preview;
	struct bar before = { p->envelope.awarded.cents, 0, p->envelope.amount.cents };
	struct bar after = before;

	if (!p->has_envelope) {
		canvas_text(c, row, LABEL_COL, s->cols - LABEL_COL,
			str_z(_("Aucune enveloppe pour ce département : rien ne peut être "
				"accordé.")),
			STYLE_WARNING);
		return;
	}
	after.added = p->left_before.cents - p->left_after.cents;
	canvas_printf(
		c, row, LABEL_COL, 16, STYLE_LABEL, _("Enveloppe %.*s"), STR_ARG(p->envelope.code));
	draw_gauge(s, c, row, _("avant"), before, p->left_before);
	if (st->proposes)
		canvas_text(c, row + 1, LABEL_COL, 15, str_z(_("+ propositions")), STYLE_HINT);
	draw_gauge(s, c, row + 1, _("après"), after, p->left_after);
}

/* One warning on as many rows as it needs, up to `room`; returns the rows used. */
static int
draw_warning(const struct screen *s, struct canvas *c, int row, int room, const struct warning *w)
{
	bool strong = w->severity == SEVERITY_WARNING;
	const char *text =
		strong ? arena_printf(&c->scratch, _("%s (avertissement)"), w->text) : w->text;
	struct wrap wrap = wrap_of(str_z(text));
	enum style style = strong ? STYLE_WARNING : STYLE_NORMAL;
	struct str line;
	int used = 0;

	canvas_text(c, row, LABEL_COL, 1, strong ? STR("!") : STR("·"), style);
	while (used < room && wrap_next(&wrap, s->cols - LABEL_COL - 4, &line))
		canvas_text(c, row + used++, LABEL_COL + 2, s->cols - LABEL_COL - 3, line, style);
	return used;
}

static void
draw_warnings(const struct screen *s, const struct decide_state *st, struct canvas *c,
	const struct form_rows *r)
{
	const struct decision_preview *p = &st->preview;
	int used = 0;

	for (size_t i = 0; i < p->warning_count; i++) {
		size_t left = p->warning_count - i;

		if (used == r->warning_rows - 1 && left > 1) {
			canvas_printf(c, r->warnings + used, LABEL_COL, s->cols - 4, STYLE_WARNING,
				_("! et %zu autres avertissements (onglet du dossier)"), left);
			return;
		}
		if (used < r->warning_rows)
			used += draw_warning(
				s, c, r->warnings + used, r->warning_rows - used, &p->warnings[i]);
	}
}

/* Over the rule when the refusal needs two lines. */
static void
draw_verdict(const struct screen *s, const struct decide_state *st, struct canvas *c)
{
	struct wrap w = wrap_of(utf8_gate(&c->scratch, str_z(st->refusal.text)));
	struct str first, second;
	int last = s->rows - 1;

	canvas_line(c, last - 1, 0, s->cols, STYLE_RULE);
	if (st->refusal.code == OK) {
		canvas_text(c, last, 1, s->cols - 1,
			str_z(st->proposes ? _("La proposition sera un acte du registre, sans "
					       "effet avant une décision.")
					   : _("La décision sera un acte du registre ; elle reste "
					       "annulable avant notification.")),
			STYLE_MESSAGE);
		return;
	}
	if (!wrap_next(&w, s->cols - 2, &first))
		return;
	if (!wrap_next(&w, s->cols - 2, &second)) {
		canvas_text(c, last, 1, s->cols - 2, first, STYLE_ERROR);
		canvas_role(c, last, 1, s->cols - 2, ROLE_ERROR);
		return;
	}
	canvas_fill(c, last - 1, 0, s->cols, STYLE_NORMAL);
	canvas_text(c, last - 1, 1, s->cols - 2, first, STYLE_ERROR);
	canvas_text(c, last, 1, s->cols - 2, second, STYLE_ERROR);
	canvas_role(c, last - 1, 1, s->cols - 2, ROLE_ERROR);
	canvas_role(c, last, 1, s->cols - 2, ROLE_ERROR);
}

void
decide_draw(const struct screen *s, struct canvas *c)
{
	const struct decide_state *st = s->state;
	struct form_rows r = rows_of(s);

	canvas_line(c, 0, 0, s->cols, STYLE_RULE);
	decide_draw_proposed(s, c);
	draw_kinds(s, st, c, r.kind);
	draw_total(s, st, c, r.total);
	draw_figure(st, c, r.eligible, FORM_ELIGIBLE, _("Assiette retenue"), "€");
	draw_figure(st, c, r.rate, FORM_RATE, _("Taux"), "%");
	draw_figure(st, c, r.amount, FORM_AMOUNT, _("Montant"), "€");
	if (form_has_money(st) && s->cols >= 70)
		canvas_text(
			c, r.amount, VALUE_COL + 24, 30, str_z(_("= assiette x taux")), STYLE_HINT);
	draw_reason(s, st, c, r.reason);
	draw_text(s, st, c, &r);
	draw_envelope(s, st, c, r.envelope);
	draw_warnings(s, st, c, &r);
	draw_verdict(s, st, c);
}
