/* SPDX-License-Identifier: EUPL-1.2 */
/* See show.h. Everything that comes from outside passes the display gate line by line. */
#include "show.h"

#include "pupitre/app/propose.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/territory.h"

enum { LABEL_COLUMN = 16, SHORT_ID = 12, LEAST_WRAP = 20 };

struct page {
	struct buf *out;
	struct arena *arena;
	int columns;
};

/* Lines of a text, each gated and indented. */
static void
paragraph(struct page *p, struct str text, int indent)
{
	int room = p->columns - indent > LEAST_WRAP ? p->columns - indent : LEAST_WRAP;
	size_t count;
	struct str *lines = utf8_wrap(p->arena, text, room, &count);

	for (size_t i = 0; i < count; i++) {
		struct str line = utf8_gate(p->arena, lines[i]);

		if (line.len)
			buf_addf(p->out, "%*s", indent, "");
		buf_adds(p->out, line);
		buf_addc(p->out, '\n');
	}
}

static void
heading(struct page *p, const char *title)
{
	buf_addf(p->out, "\n%s\n", title);
}

static void row(struct page *p, const char *label, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void
row(struct page *p, const char *label, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	struct str text = utf8_gate(p->arena, str_z(arena_vprintf(p->arena, fmt, ap)));
	va_end(ap);
	if (text.len)
		buf_addf(p->out, "%s%*s%.*s\n", label, LABEL_COLUMN - utf8_width(str_z(label)), "",
			STR_ARG(text));
}

static void
amount(struct page *p, const char *label, struct maybe_money m)
{
	if (m.is)
		row(p, label, "%s", money_text(m.m).s);
}

static const char *
kind_label(struct str code)
{
	for (int i = 0; i < TERRITORY_KIND_COUNT; i++)
		if (str_eqz(code, territory_kind_rows[i].code))
			return _(territory_kind_rows[i].label);
	return NULL;
}

static void
applicant(struct page *p, const struct applicant *a)
{
	const char *kind = kind_label(a->kind);
	struct money people = { a->population * 100 }; /* grouped by thousands, as amounts are */

	row(p, _("Demandeur"), "%.*s", STR_ARG(a->name));
	if (a->siret.len)
		row(p, "", "SIRET %.*s", STR_ARG(a->siret));
	if (kind && a->population >= 0)
		row(p, "", _("%s, %s habitants"), kind, money_euros(people).s);
	else if (kind)
		row(p, "", "%s", kind);
}

static void
deadlines(struct page *p, const struct dossier_view *v, struct day today)
{
	for (size_t i = 0; i < v->deadline_count; i++) {
		const struct deadline *d = &v->deadlines[i];
		int left = d->due.n - today.n;
		const char *label = i ? "" : _("Échéances");

		if (!day_is(d->due))
			row(p, label, _("%s : suspendue"), _(deadline_labels[d->kind]));
		else if (left < 0)
			row(p, label, _("%s : %s, dépassée de %d j"), _(deadline_labels[d->kind]),
				day_fr(d->due).s, -left);
		else
			row(p, label, _("%s : %s, dans %d j"), _(deadline_labels[d->kind]),
				day_fr(d->due).s, left);
	}
}

static void
decision(struct page *p, const struct decision_view *d)
{
	if (!d->is)
		return;
	heading(p, _("DÉCISION"));
	row(p, _("  Décision"), "%s%s", _(decision_rows[d->d.kind].label),
		d->by_platform ? _(" (sur la plateforme)") : "");
	amount(p, _("  Assiette"), d->d.eligible);
	amount(p, _("  Montant"), d->d.amount);
	row(p, _("  Enveloppe"), "%.*s", STR_ARG(d->d.envelope));
	row(p, _("  Motif"), "%.*s", STR_ARG(d->reason_label.len ? d->reason_label : d->d.reason));
	if (d->agent.len && instant_is(d->at))
		row(p, _("  Par"), _("%.*s, le %s"), STR_ARG(d->agent), instant_fr(d->at).s);
	if (d->d.text.len)
		paragraph(p, d->d.text, 2);
}

static void
proposals_made(struct page *p, const struct dossier_view *v)
{
	if (v->proposal_count)
		heading(p, _("PROPOSITIONS"));
	for (size_t i = 0; i < v->proposal_count; i++) {
		const struct proposal *pr = &v->proposals[i];

		buf_addf(p->out, _("  %.*s, le %s : %s\n"), STR_ARG(utf8_gate(p->arena, pr->agent)),
			instant_fr(pr->at).s, proposal_text(p->arena, &pr->d));
		amount(p, _("    Assiette"), pr->d.eligible);
		row(p, _("    Enveloppe"), "%.*s", STR_ARG(pr->d.envelope));
		row(p, _("    Motif"), "%.*s", STR_ARG(pr->reason_label));
		if (pr->d.text.len)
			paragraph(p, pr->d.text, 4);
	}
}

static void
summary(struct page *p, const struct dossier_view *v, struct day today)
{
	const struct dossier *d = &v->d;

	row(p, _("Dossier"), "%lld", (long long)d->number);
	row(p, _("Projet"), "%.*s", STR_ARG(d->title));
	applicant(p, &d->applicant);
	row(p, _("État"), "%s", _(state_rows[v->state].label));
	row(p, "", "%.*s", STR_ARG(v->state_reason));
	row(p, _("Département"), "%.*s", STR_ARG(d->department));
	row(p, _("Catégorie"), "%.*s", STR_ARG(d->category));
	if (instant_is(d->submitted_at))
		row(p, _("Déposé le"), "%s", day_fr(instant_day(d->submitted_at)).s);
	amount(p, _("Coût total"), d->total);
	amount(p, _("Demandé"), d->requested);
	amount(p, _("Assiette"), v->eligible);
	if (v->has_points)
		row(p, _("Note"), _("%s sur 100"), points_exact(v->points).s);
	deadlines(p, v, today);
}

static void
warnings(struct page *p, const struct dossier_view *v)
{
	if (v->warning_count)
		heading(p, _("AVERTISSEMENTS"));
	for (size_t i = 0; i < v->warning_count; i++)
		paragraph(p,
			str_z(arena_printf(p->arena, "%s %s",
				v->warnings[i].severity == SEVERITY_WARNING ? "!" : "·",
				v->warnings[i].text)),
			2);
}

static void
funding(struct page *p, const struct dossier *d)
{
	if (d->funding_count)
		heading(p, _("FINANCEMENT"));
	for (size_t i = 0; i < d->funding_count; i++) {
		struct str funder = utf8_gate(p->arena, d->funding[i].funder);
		struct number_text money = money_text(d->funding[i].amount);
		int room = 60 - 2 - utf8_width(funder) - utf8_width(str_z(money.s));

		buf_addf(
			p->out, "  %.*s%*s%s\n", STR_ARG(funder), room > 1 ? room : 1, "", money.s);
	}
}

static void
field(struct page *p, const struct field *f)
{
	struct str label = utf8_gate(p->arena, f->label);

	if (f->kind == FIELD_EXPLANATION)
		return;
	if (f->kind == FIELD_HEADER) {
		buf_addf(p->out, "\n  %.*s\n", STR_ARG(label));
		return;
	}
	struct str shown = field_show(p->arena, f);

	if (utf8_width(label) + 7 + utf8_width(shown) <= p->columns &&
		!memchr(shown.ptr, '\n', shown.len)) {
		buf_addf(p->out, "    %.*s : ", STR_ARG(label));
		buf_adds(p->out, utf8_gate(p->arena, shown));
		buf_addc(p->out, '\n');
		return;
	}
	buf_addf(p->out, "    %.*s :\n", STR_ARG(label));
	paragraph(p, shown, 6);
}

static void
fields(struct page *p, const struct dossier *d)
{
	if (d->field_count)
		heading(p, _("DEMANDE"));
	for (size_t i = 0; i < d->field_count; i++)
		field(p, &d->fields[i]);
	for (size_t i = 0; i < d->attachment_count; i++)
		buf_addf(p->out, "    %s %.*s\n", i ? "            " : _("Pièces jointes :"),
			STR_ARG(utf8_gate(p->arena, d->attachments[i].name)));
}

static const char *
total_text(struct arena *a, const struct score *s)
{
	if (s->complete)
		return arena_printf(a, _("%s sur 100"), points_exact(s->total.min).s);
	return arena_printf(a, _("entre %s et %s sur 100"), points_text(s->total.min).s,
		points_text(s->total.max).s);
}

static void
evaluation(struct page *p, const struct grid *g, const struct evaluation_view *e)
{
	if (e->hidden) {
		buf_addf(p->out,
			_("  %.*s : finalisée, visible quand tous les évaluateurs auront "
			  "finalisé\n"),
			STR_ARG(utf8_gate(p->arena, e->login)));
		return;
	}
	buf_addf(p->out, "  %.*s (%s) : %s\n   ", STR_ARG(utf8_gate(p->arena, e->login)),
		e->final ? _("finale") : _("brouillon"), total_text(p->arena, &e->score));
	for (int i = 0; i < g->item_count; i++)
		buf_addf(p->out, " %s %s", g->items[i].id, mark_text(e->sheet.marks[i]).s);
	buf_addc(p->out, '\n');
	for (int i = 0; i < g->item_count; i++)
		if (e->comments[i].len)
			paragraph(p,
				str_z(arena_printf(p->arena, "%s : %.*s", g->items[i].id,
					STR_ARG(e->comments[i]))),
				4);
	if (e->opinion_comment.len)
		paragraph(p,
			str_z(arena_printf(
				p->arena, _("Avis : %.*s"), STR_ARG(e->opinion_comment))),
			4);
}

static void
evaluations(struct page *p, const struct grid *g, const struct dossier_view *v)
{
	if (v->evaluation_count)
		heading(p, _("ÉVALUATIONS"));
	for (size_t i = 0; i < v->evaluation_count; i++)
		evaluation(p, g, &v->evaluations[i]);
}

static void
notes(struct page *p, const struct dossier_view *v)
{
	if (v->note_count)
		heading(p, _("NOTES INTERNES"));
	for (size_t i = 0; i < v->note_count; i++) {
		buf_addf(p->out, "  %s, %.*s\n", instant_fr(v->notes[i].at).s,
			STR_ARG(utf8_gate(p->arena, v->notes[i].agent)));
		paragraph(p, v->notes[i].text, 4);
	}
}

static void
change(struct page *p, const struct change_view *c)
{
	const char *was = c->was.len ? arena_z(p->arena, c->was) : "-";
	const char *now = c->now.len ? arena_z(p->arena, c->now) : "-";

	paragraph(
		p, str_z(arena_printf(p->arena, "%.*s : %s → %s", STR_ARG(c->what), was, now)), 4);
}

void
show_act(struct buf *out, struct arena *a, const struct act_view *act, bool with_dossier,
	int columns)
{
	struct page p = { out, a, columns };

	buf_addf(out, "  %s  %.*s  %.*s", instant_fr(act->at).s, STR_ARG(utf8_gate(a, act->agent)),
		STR_ARG(act->verb_label));
	if (with_dossier && act->dossier)
		buf_addf(out, _("  dossier %lld"), (long long)act->dossier);
	buf_addf(
		out, "  [%.*s]%s\n", SHORT_ID, uid_hex(act->id).s, act->undone ? _(" annulé") : "");
	for (size_t i = 0; i < act->change_count; i++)
		change(&p, &act->changes[i]);
}

void
show_text(struct buf *out, struct arena *a, const struct grid *g, const struct dossier_view *v,
	struct day today, int columns)
{
	struct page p = { out, a, columns };

	summary(&p, v, today);
	decision(&p, &v->decision);
	proposals_made(&p, v);
	warnings(&p, v);
	funding(&p, &v->d);
	fields(&p, &v->d);
	evaluations(&p, g, v);
	notes(&p, v);
	if (v->act_count)
		heading(&p, _("HISTORIQUE"));
	for (size_t i = 0; i < v->act_count; i++)
		show_act(out, a, &v->acts[i], false, columns);
}
