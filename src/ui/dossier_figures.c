/* SPDX-License-Identifier: EUPL-1.2 */
/* Amounts in columns, bars made of characters, marks by criterion. */
#include "dossier_figures.h"

#include "pupitre/app/propose.h"
#include "pupitre/ui/bar.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

enum { AMOUNT = 16, BAR = 20 };

/* A text brought to exactly `columns`. */
static const char *
padded(struct arena *a, struct str s, int columns, bool right)
{
	struct str fit = utf8_shorten(a, utf8_gate(a, s), columns);
	int blanks = columns - utf8_width(fit);

	return right ? arena_printf(a, "%*s%.*s", blanks, "", STR_ARG(fit))
		     : arena_printf(a, "%.*s%*s", STR_ARG(fit), blanks, "");
}

static const char *
bar_text(struct arena *a, struct money part, struct money whole)
{
	int full = bar_cells(part.cents, whole.cents, BAR);
	struct buf b = { 0 };
	const char *text;

	for (int i = 0; i < BAR; i++)
		buf_addz(&b, i < full ? "█" : "░");
	text = arena_z(a, buf_str(&b));
	buf_done(&b);
	return text;
}

static void
funding_row(struct page *p, struct str name, struct money amount, struct maybe_money total)
{
	int label = p->columns - AMOUNT - 2;
	bool bar = total.is && total.m.cents > 0;

	if (bar && p->columns >= 66)
		label -= BAR + 10;
	page_printf(p, STYLE_NORMAL, 0, "%s %s  %s%s", padded(p->arena, name, label, false),
		padded(p->arena, str_z(money_text(amount).s), AMOUNT, true),
		bar && p->columns >= 66 ? bar_text(p->arena, amount, total.m) : "",
		bar ? arena_printf(p->arena, " %s %%",
			      padded(p->arena, str_z(rate_text(rate_of(amount, total.m)).s), 6,
				      true))
		    : "");
}

static void
plan_text(struct page *p, const struct dossier_view *v)
{
	const struct dossier *d = &v->d;
	struct money rest = d->total.m;

	page_heading(p, str_z(_("Plan de financement")));
	if (d->requested.is) {
		funding_row(p, str_z(_("Subvention demandée")), d->requested.m, d->total);
		rest.cents -= d->requested.m.cents;
	}
	for (size_t i = 0; i < d->funding_count; i++) {
		funding_row(p, d->funding[i].funder, d->funding[i].amount, d->total);
		rest.cents -= d->funding[i].amount.cents;
	}
	if (!d->total.is) {
		page_text(p, STYLE_WARNING, 0,
			str_z(_("! coût total inconnu : le reste à charge "
				"ne peut pas être calculé")));
		return;
	}
	if (rest.cents > 0)
		funding_row(p, str_z(_("Reste, à la charge du demandeur")), rest, d->total);
	else if (rest.cents < 0)
		funding_row(p, str_z(_("! Excédent sur le coût total")),
			(struct money){ -rest.cents }, d->total);
	funding_row(p, str_z(_("Coût total")), d->total.m, d->total);
}

static void
decision_text(struct page *p, const struct dossier_view *v)
{
	const struct decision *d = &v->decision.d;
	struct arena *a = p->arena;

	page_heading(p, str_z(_("Décision")));
	if (!v->decision.is) {
		page_text(p, STYLE_NORMAL, 0, str_z(_("Pas encore de décision.")));
		return;
	}
	page_field(p, 0, str_z(_("Décision")), str_z(_(decision_rows[d->kind].label)));
	if (v->decision.by_platform)
		page_text(p, STYLE_WARNING, 0,
			str_z(_("! prise sur la plateforme : imputée sur aucune enveloppe")));
	page_field(p, 0, str_z(_("Montant")), money_or_dash(a, d->amount));
	if (d->envelope.len)
		page_field(p, 0, str_z(_("Enveloppe")), d->envelope);
	if (v->decision.reason_label.len)
		page_field(p, 0, str_z(_("Motif")), v->decision.reason_label);
	if (d->text.len)
		page_field(p, 0, str_z(_("Texte")), d->text);
	page_field(p, 0, str_z(_("Par")),
		str_z(arena_printf(a, _("%.*s, le %s"), STR_ARG(v->decision.agent),
			instant_fr(v->decision.at).s)));
}

static void
proposals_text(struct page *p, const struct dossier_view *v)
{
	struct arena *a = p->arena;

	if (v->proposal_count)
		page_heading(
			p, str_z(v->proposal_count > 1 ? _("Propositions") : _("Proposition")));
	for (size_t i = 0; i < v->proposal_count; i++) {
		const struct proposal *pr = &v->proposals[i];

		page_field(p, 0, pr->agent,
			str_z(arena_printf(a, _("%s, le %s"), proposal_text(a, &pr->d),
				instant_fr(pr->at).s)));
		if (pr->d.envelope.len && !str_eq(pr->d.envelope, v->envelope))
			page_field(p, 2, str_z(_("Enveloppe")), pr->d.envelope);
		if (pr->reason_label.len)
			page_field(p, 2, str_z(_("Motif")), pr->reason_label);
		if (pr->d.text.len)
			page_field(p, 2, str_z(_("Texte")), pr->d.text);
	}
}

void
funding_text(struct page *p, const struct dossier_context *c)
{
	const struct dossier_view *v = c->view;
	struct arena *a = p->arena;

	page_heading(p, str_z(_("Montants")));
	page_field(p, 0, str_z(_("Coût total")), money_or_dash(a, v->d.total));
	page_field(p, 0, str_z(_("Subvention demandée")), money_or_dash(a, v->d.requested));
	page_field(p, 0, str_z(_("Assiette retenue")), money_or_dash(a, v->eligible));
	if (v->d.total.is && v->d.requested.is)
		page_field(p, 0, str_z(_("Taux demandé")),
			str_z(arena_printf(
				a, "%s %%", rate_text(rate_of(v->d.requested.m, v->d.total.m)).s)));
	if (day_is(v->d.start) || day_is(v->d.end))
		page_field(p, 0, str_z(_("Calendrier")),
			str_z(arena_printf(a, _("du %s au %s"),
				day_is(v->d.start) ? day_fr(v->d.start).s : "…",
				day_is(v->d.end) ? day_fr(v->d.end).s : "…")));
	if (v->envelope.len)
		page_field(p, 0, str_z(_("Enveloppe imputée par défaut")), v->envelope);
	plan_text(p, v);
	decision_text(p, v);
	proposals_text(p, v);
}

const char *
range_text(struct arena *a, struct points_range r, bool complete)
{
	return complete ? arena_printf(a, "%s", points_text(r.max).s)
			: arena_printf(a, _("%s à %s"), points_text(r.min).s, points_text(r.max).s);
}

static void
sheet_text(struct page *p, const struct dossier_context *c, const struct evaluation_view *e)
{
	const struct grid *g = c->grid;

	for (int k = 0; k < g->criterion_count; k++) {
		const struct grid_criterion *criterion = &g->criteria[k];

		page_printf(p, STYLE_LABEL, 2, _("%s : %s sur %d"), criterion->label,
			range_text(p->arena, e->score.criteria[k], e->score.complete),
			grid_criterion_weight(g, c->view->d.volet, k));
		for (int i = criterion->first; i < criterion->first + criterion->count; i++) {
			page_printf(p, STYLE_NORMAL, 4, "%-3s %s  %s", g->items[i].id,
				padded(p->arena, str_z(g->items[i].label), 38, false),
				mark_text(e->sheet.marks[i]).s);
			if (e->comments[i].len)
				page_text(p, STYLE_NORMAL, 8, e->comments[i]);
		}
	}
	if (e->opinion != OPINION_NONE)
		page_field(p, 2, str_z(_("Avis")), str_z(_(opinion_rows[e->opinion].label)));
	if (e->opinion_comment.len)
		page_field(p, 2, str_z(_("Commentaire")), e->opinion_comment);
}

static void
evaluation_text(struct page *p, const struct dossier_context *c, const struct evaluation_view *e)
{
	const char *kind = e->final ? _("définitive") : _("brouillon, visible de vous seul");

	page_heading(p, str_z(arena_printf(p->arena, "%.*s (%s)",
				STR_ARG(e->name.len ? e->name : e->login), kind)));
	if (e->hidden) {
		page_text(p, STYLE_NORMAL, 2,
			str_z(_("Notes montrées quand tous les évaluateurs auront finalisé.")));
		return;
	}
	page_field(p, 2, str_z(_("Total")),
		str_z(arena_printf(p->arena, _("%s sur 100 (grille %.*s)"),
			range_text(p->arena, e->score.total, e->score.complete),
			STR_ARG(e->grid_version))));
	if (e->final && !str_eqz(e->grid_version, c->grid->version))
		page_text(p, STYLE_WARNING, 2,
			str_z(_("! notée avec une autre version de la grille")));
	sheet_text(p, c, e);
}

void
evaluations_text(struct page *p, const struct dossier_context *c)
{
	const struct dossier_view *v = c->view;

	page_heading(p, str_z(_("Évaluations")));
	for (size_t i = 0; i < v->assigned_count; i++)
		page_field(p, 0, str_z(_("Évaluateur désigné")), v->assigned[i]);
	if (v->has_points)
		page_field(p, 0, str_z(_("Note du dossier")),
			str_z(arena_printf(p->arena, _("%s sur 100"), points_exact(v->points).s)));
	if (!v->evaluation_count)
		page_text(p, STYLE_NORMAL, 0, str_z(_("Aucune évaluation. n : noter ce dossier.")));
	for (size_t i = 0; i < v->evaluation_count; i++)
		evaluation_text(p, c, &v->evaluations[i]);
}
