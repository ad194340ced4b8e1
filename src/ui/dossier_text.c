/* SPDX-License-Identifier: EUPL-1.2 */
/* The request of the applicant, the warnings and the history of a dossier as text. Funding and
 * evaluations: dossier_figures.c. */
#include "dossier_text.h"

#include "dossier_figures.h"
#include "pupitre/app/propose.h"
#include "pupitre/app/tags.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

const char *const tab_titles[TAB_COUNT] = {
	N_("Demande"),
	N_("Financement"),
	N_("Avertissements"),
	N_("Évaluations"),
	N_("Historique"),
};

enum status
dossier_tags(struct session *s, int64_t number, struct arena *a, struct str *out, struct err *err)
{
	struct tag_view *tags;
	struct buf text = { 0 };
	size_t n;
	enum status st = tags_of(s, number, a, &tags, &n, err);

	if (st != OK)
		return st;
	for (size_t i = 0; i < n; i++)
		buf_addf(&text, "%s%.*s", i ? ", " : "", STR_ARG(tags[i].text));
	*out = text.len ? arena_str(a, buf_str(&text)) : STR("");
	buf_done(&text);
	return OK;
}

struct str
money_or_dash(struct arena *a, struct maybe_money m)
{
	return m.is ? arena_str(a, str_z(money_text(m.m).s)) : STR("-");
}

static void
field(struct page *p, const char *label, struct str value)
{
	if (value.len)
		page_field(p, 0, str_z(label), value);
}

static void
field_z(struct page *p, const char *label, const char *value)
{
	field(p, label, str_z(value));
}

static void
applicant_text(struct page *p, const struct applicant *a)
{
	page_heading(p, str_z(_("Demandeur")));
	field(p, _("Nom"), a->name);
	field(p, _("SIRET"), a->siret);
	if (a->population >= 0)
		field_z(p, _("Population"),
			arena_printf(p->arena, _("%lld habitants"), (long long)a->population));
	field(p, _("EPCI"), a->epci);
	field(p, _("Code INSEE"), a->insee);
	field(p, _("Adresse"), a->address);
	field(p, _("Localité"), a->city);
	field(p, _("Courriel"), a->email);
}

static void
platform_text(struct page *p, const struct dossier *d)
{
	page_heading(p, str_z(_("Plateforme")));
	field(p, _("Démarche"), d->demarche_title.len ? d->demarche_title : d->demarche);
	field(p, _("État sur la plateforme"), d->platform_state);
	field_z(p, _("Déposé le"), instant_fr(d->submitted_at).s);
	field_z(p, _("Passé en instruction le"), instant_fr(d->instruction_at).s);
	field_z(p, _("Traité le"), instant_fr(d->decided_at).s);
	field_z(p, _("Dernière modification le"), instant_fr(d->modified).s);
	field(p, _("Motivation de la plateforme"), d->motivation);
	field(p, _("Groupe instructeur"), d->group);
}

static void
field_text(struct page *p, const struct field *f)
{
	if (f->kind == FIELD_HEADER)
		page_heading(p, f->label);
	else if (f->kind == FIELD_EXPLANATION)
		page_text(p, STYLE_NORMAL, 0, f->value.len ? f->value : f->label);
	else
		page_field(p, f->row.ptr ? 2 : 0, f->label, field_show(p->arena, f));
	if (f->raw.ptr)
		page_text(p, STYLE_WARNING, 2,
			str_z(_("! caractères masqués neutralisés dans ce champ (v : voir le "
				"brut)")));
}

static void
fields_text(struct page *p, const struct dossier *d, enum section section, const char *title)
{
	struct str row = STR_NONE;
	bool first = true;

	for (size_t i = 0; i < d->field_count; i++) {
		const struct field *f = &d->fields[i];

		if (f->section != section)
			continue;
		p->source = -1;
		if (first)
			page_heading(p, str_z(title));
		if (!first && f->row.ptr && !str_eq(f->row, row))
			page_blank(p);
		first = false;
		row = f->row;
		p->source = (int)i;
		field_text(p, f);
	}
	p->source = -1;
}

static void
attachments_text(struct page *p, const struct dossier *d)
{
	if (d->attachment_count)
		page_heading(p, str_z(_("Pièces jointes (restées sur la plateforme)")));
	for (size_t i = 0; i < d->attachment_count; i++)
		page_printf(p, STYLE_NORMAL, 0, "%.*s (%.*s)", STR_ARG(d->attachments[i].name),
			STR_ARG(d->attachments[i].field));
}

static void
request_text(struct page *p, const struct dossier_context *c)
{
	const struct dossier *d = &c->view->d;
	int masked = 0;

	dossier_marks(p, c);
	field(p, _("Étiquettes"), c->tags);
	for (size_t i = 0; i < d->field_count; i++)
		masked += d->fields[i].raw.ptr != NULL;
	if (masked)
		page_printf(p, STYLE_WARNING, 0,
			masked > 1 ? _("! %d champs ont des caractères masqués, neutralisés (v : "
				       "voir le brut)")
				   : _("! %d champ a des caractères masqués, neutralisés (v : voir "
				       "le brut)"),
			masked);
	fields_text(p, d, SECTION_FORM, _("Demande"));
	fields_text(p, d, SECTION_ANNOTATION, _("Annotations privées des instructeurs"));
	attachments_text(p, d);
	applicant_text(p, &d->applicant);
	platform_text(p, d);
}

static void
deadlines_text(struct page *p, const struct dossier_context *c)
{
	const struct dossier_view *v = c->view;

	page_heading(p, str_z(_("Échéances")));
	for (size_t i = 0; i < v->deadline_count; i++) {
		const struct deadline *d = &v->deadlines[i];
		int left = d->due.n - c->today.n;

		if (!day_is(d->due))
			field_z(p, _(deadline_labels[d->kind]), _("suspendue"));
		else if (left < 0)
			page_printf(p, STYLE_WARNING, 0, _("! %s : %s, dépassée de %d jours"),
				_(deadline_labels[d->kind]), day_fr(d->due).s, -left);
		else
			field_z(p, _(deadline_labels[d->kind]),
				arena_printf(
					p->arena, _("%s, dans %d jours"), day_fr(d->due).s, left));
	}
	if (!v->deadline_count)
		page_text(p, STYLE_NORMAL, 0, str_z(_("Aucune échéance ne court.")));
	for (size_t i = 0; i < v->suspension_count; i++)
		page_printf(p, STYLE_NORMAL, 0, _("Pièces demandées le %s, reçues le %s"),
			day_fr(v->suspensions[i].from).s,
			day_is(v->suspensions[i].until) ? day_fr(v->suspensions[i].until).s : "…");
}

static void
warning_lines(struct page *p, const struct dossier_view *v)
{
	for (size_t i = 0; i < v->warning_count; i++) {
		bool strong = v->warnings[i].severity == SEVERITY_WARNING;

		page_printf(p, strong ? STYLE_WARNING : STYLE_NORMAL, 0, "%s %s",
			strong ? "!" : "·", v->warnings[i].text);
	}
}

static void
warnings_text(struct page *p, const struct dossier_context *c)
{
	page_heading(p, str_z(_("Avertissements")));
	if (!c->view->warning_count)
		page_text(p, STYLE_NORMAL, 0, str_z(_("Aucun avertissement.")));
	warning_lines(p, c->view);
	deadlines_text(p, c);
}

void
act_text(struct page *p, const struct act_view *act)
{
	page_printf(p, act->undone ? STYLE_RULE : STYLE_NORMAL, 0, _("%s  %.*s : %.*s%s"),
		instant_fr(act->at).s, STR_ARG(act->agent), STR_ARG(act->verb_label),
		act->undone ? _(" (annulé depuis)") : "");
	for (size_t i = 0; i < act->change_count; i++) {
		const struct change_view *ch = &act->changes[i];

		page_field(p, 2, ch->what,
			str_z(arena_printf(p->arena, "%.*s → %.*s",
				STR_ARG(ch->was.ptr ? ch->was : STR("-")),
				STR_ARG(ch->now.ptr ? ch->now : STR("-")))));
	}
}

static void
history_text(struct page *p, const struct dossier_view *v)
{
	for (size_t i = 0; i < v->note_count; i++) {
		if (i == 0)
			page_heading(p, str_z(_("Remarques")));
		page_field(p, 0,
			str_z(arena_printf(p->arena, "%s, %.*s", instant_fr(v->notes[i].at).s,
				STR_ARG(v->notes[i].agent))),
			v->notes[i].text);
	}
	page_heading(p, str_z(_("Actes, du plus récent au plus ancien")));
	if (!v->act_count)
		page_text(p, STYLE_NORMAL, 0, str_z(_("Aucun acte sur ce dossier.")));
	for (size_t i = 0; i < v->act_count; i++)
		act_text(p, &v->acts[i]);
}

void
dossier_text(struct page *p, const struct dossier_context *c, enum tab tab)
{
	switch (tab) {
	case TAB_FUNDING:
		funding_text(p, c);
		break;
	case TAB_WARNINGS:
		warnings_text(p, c);
		break;
	case TAB_EVALUATIONS:
		evaluations_text(p, c);
		break;
	case TAB_HISTORY:
		history_text(p, c->view);
		break;
	default:
		request_text(p, c);
	}
}

/* While nobody decided: after that they are told with the decision. */
static void
proposal_lines(struct page *p, const struct dossier_view *v)
{
	for (size_t i = 0; i < v->proposal_count; i++)
		if (v->proposals[i].waits)
			page_printf(p, STYLE_NORMAL, 0, _("%.*s propose : %s"),
				STR_ARG(v->proposals[i].agent),
				proposal_text(p->arena, &v->proposals[i].d));
}

void
dossier_text_beside(struct page *p, const struct dossier_context *c)
{
	const struct dossier_view *v = c->view;

	page_text(p, STYLE_TITLE, 0, v->d.title);
	field(p, _("Demandeur"), v->d.applicant.name);
	field_z(p, _("État"), _(state_rows[v->state].label));
	field(p, _("Étiquettes"), c->tags);
	field(p, _("Coût total"), money_or_dash(p->arena, v->d.total));
	field(p, _("Demandé"), money_or_dash(p->arena, v->d.requested));
	field(p, _("Assiette"), money_or_dash(p->arena, v->eligible));
	if (v->has_points)
		field_z(p, _("Note"), arena_printf(p->arena, "%s / 100", points_text(v->points).s));
	proposal_lines(p, v);
	dossier_marks(p, c);
	warning_lines(p, v);
	fields_text(p, &v->d, SECTION_FORM, _("Demande"));
}
