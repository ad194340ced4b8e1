/* SPDX-License-Identifier: EUPL-1.2 */
/* Differences of two versions of a dossier, as a person reads them: columns first, then fields in the
 * order of the newer form, then what is there no more. */
#include "pupitre/domain/dossier.h"

#include <stdio.h>

#include "pupitre/base/i18n.h"

struct diff {
	struct arena *arena;
	struct difference *items;
	size_t n, cap;
};

static void
add(struct diff *d, const char *what, struct str was, struct str now)
{
	struct difference one = { what, was, now };

	ARENA_PUSH(d->arena, d->items, d->n, d->cap, one);
}

static void
diff_str(struct diff *d, const char *what, struct str was, struct str now)
{
	if (!str_eq(was, now))
		add(d, what, was, now);
}

static struct str
text_of(struct arena *a, const char *z)
{
	return *z ? arena_str(a, str_z(z)) : STR_NONE;
}

static void
diff_money(struct diff *d, const char *what, struct maybe_money was, struct maybe_money now)
{
	if (was.is != now.is || (was.is && was.m.cents != now.m.cents))
		add(d, what, was.is ? text_of(d->arena, money_text(was.m).s) : STR_NONE,
			now.is ? text_of(d->arena, money_text(now.m).s) : STR_NONE);
}

static void
diff_day(struct diff *d, const char *what, struct day was, struct day now)
{
	if (was.n != now.n)
		add(d, what, text_of(d->arena, day_fr(was).s), text_of(d->arena, day_fr(now).s));
}

static void
diff_instant(struct diff *d, const char *what, struct instant was, struct instant now)
{
	if (was.ms != now.ms)
		add(d, what, text_of(d->arena, instant_fr(was).s),
			text_of(d->arena, instant_fr(now).s));
}

static void
diff_number(struct diff *d, const char *what, int64_t was, int64_t now, int64_t none)
{
	if (was != now)
		add(d, what,
			was == none ? STR_NONE
				    : str_z(arena_printf(d->arena, "%lld", (long long)was)),
			now == none ? STR_NONE
				    : str_z(arena_printf(d->arena, "%lld", (long long)now)));
}

static void
diff_platform(struct diff *d, const struct dossier *was, const struct dossier *now)
{
	diff_instant(d, _("modifié le"), was->modified, now->modified);
	diff_str(d, _("démarche"), was->demarche, now->demarche);
	diff_str(d, _("titre de la démarche"), was->demarche_title, now->demarche_title);
	diff_str(d, _("état sur la plateforme"), was->platform_state, now->platform_state);
	diff_instant(d, _("déposé le"), was->submitted_at, now->submitted_at);
	diff_instant(d, _("passé en instruction le"), was->instruction_at, now->instruction_at);
	diff_instant(d, _("traité le"), was->decided_at, now->decided_at);
	diff_str(d, _("motivation"), was->motivation, now->motivation);
	diff_str(d, _("groupe instructeur"), was->group, now->group);
}

static void
diff_columns(struct diff *d, const struct dossier *was, const struct dossier *now)
{
	diff_str(d, _("intitulé"), was->title, now->title);
	diff_str(d, _("département"), was->department, now->department);
	diff_str(d, _("catégorie"), was->category, now->category);
	diff_number(d, _("volet"), was->volet, now->volet, 0);
	diff_money(d, _("coût total"), was->total, now->total);
	diff_money(d, _("montant demandé"), was->requested, now->requested);
	diff_money(d, _("autres financements"), was->other_funding, now->other_funding);
	diff_day(d, _("début prévu"), was->start, now->start);
	diff_day(d, _("fin prévue"), was->end, now->end);
	diff_str(d, _("contact"), was->contact, now->contact);
}

static void
diff_applicant(struct diff *d, const struct applicant *was, const struct applicant *now)
{
	diff_str(d, _("SIRET du demandeur"), was->siret, now->siret);
	diff_str(d, _("demandeur"), was->name, now->name);
	diff_str(d, _("nature du demandeur"), was->kind, now->kind);
	diff_str(d, _("code INSEE du demandeur"), was->insee, now->insee);
	diff_str(d, _("département du demandeur"), was->department, now->department);
	diff_str(d, _("EPCI du demandeur"), was->epci, now->epci);
	diff_number(d, _("population"), was->population, now->population, -1);
	diff_str(d, _("adresse du demandeur"), was->address, now->address);
	diff_str(d, _("localité du demandeur"), was->city, now->city);
	diff_str(d, _("adresse électronique du déposant"), was->email, now->email);
}

static bool
same_field(const struct field *a, const struct field *b)
{
	if (a->section != b->section || !str_eq(a->row, b->row))
		return false;
	if (a->descriptor.ptr && b->descriptor.ptr)
		return str_eq(a->descriptor, b->descriptor);
	return a->occurrence == b->occurrence && str_eq(a->label, b->label);
}

static const struct field *
twin(const struct dossier *d, const struct field *f, size_t hint)
{
	if (hint < d->field_count && same_field(&d->fields[hint], f))
		return &d->fields[hint];
	for (size_t i = 0; i < d->field_count; i++)
		if (same_field(&d->fields[i], f))
			return &d->fields[i];
	return NULL;
}

static void
diff_fields(struct diff *d, const struct dossier *was, const struct dossier *now)
{
	for (size_t i = 0; i < now->field_count; i++) {
		const struct field *f = &now->fields[i], *old = twin(was, f, i);

		diff_str(d, arena_z(d->arena, f->label), old ? old->value : STR_NONE, f->value);
	}
	for (size_t i = 0; i < was->field_count; i++) {
		const struct field *f = &was->fields[i];

		if (f->value.ptr && !twin(now, f, i))
			add(d, arena_z(d->arena, f->label), f->value, STR_NONE);
	}
}

static struct str
names(struct arena *a, const struct dossier *d)
{
	char *list = NULL;

	for (size_t i = 0; i < d->attachment_count; i++)
		list = arena_printf(a, "%s%s%.*s", list ? list : "", list ? ", " : "",
			STR_ARG(d->attachments[i].name));
	return str_z(list);
}

static struct str
plan(struct arena *a, const struct dossier *d)
{
	char *list = NULL;

	for (size_t i = 0; i < d->funding_count; i++)
		list = arena_printf(a, "%s%s%.*s %s", list ? list : "", list ? ", " : "",
			STR_ARG(d->funding[i].funder), money_text(d->funding[i].amount).s);
	return str_z(list);
}

struct difference *
dossier_diff(struct arena *a, const struct dossier *was, const struct dossier *now, size_t *count)
{
	struct diff d = { .arena = a };

	diff_platform(&d, was, now);
	diff_columns(&d, was, now);
	diff_applicant(&d, &was->applicant, &now->applicant);
	diff_str(&d, _("plan de financement"), plan(a, was), plan(a, now));
	diff_fields(&d, was, now);
	diff_str(&d, _("pièces jointes"), names(a, was), names(a, now));
	*count = d.n;
	return d.items;
}
