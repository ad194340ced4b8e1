/* SPDX-License-Identifier: EUPL-1.2 */
/* Visible warnings on a dossier, each with its figures. None of them refuses anything. */
#include "pupitre/domain/warning.h"

#include "fold.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/mapping.h"
#include "pupitre/domain/territory.h"

struct list {
	struct arena *a;
	struct warning *items;
	size_t count, cap;
};

static void
add(struct list *l, const char *code, enum severity severity, const char *text)
{
	struct warning w = { code, severity, text };

	ARENA_PUSH(l->a, l->items, l->count, l->cap, w);
}

static void
check_siret(struct list *l, const struct applicant *ap)
{
	enum siret_check check = siret_verify(ap->siret);
	struct territory t;

	if (check == SIRET_KEY)
		add(l, "siret_key", SEVERITY_WARNING,
			arena_printf(l->a, _("SIRET %.*s : la clé de contrôle est fausse"),
				STR_ARG(ap->siret)));
	if (check == SIRET_LENGTH)
		add(l, "siret_length", SEVERITY_WARNING,
			arena_printf(l->a, _("SIRET « %.*s » : 14 chiffres attendus"),
				STR_ARG(ap->siret)));
	if (check == SIRET_OK && ap->siret.len >= 9 &&
		!territory_find((struct str){ ap->siret.ptr, 9 }, &t))
		add(l, "unknown_siren", SEVERITY_HINT,
			arena_printf(l->a,
				_("SIREN %.9s absent de la référence des communes et EPCI : "
				  "type et population à préciser"),
				ap->siret.ptr));
}

static void
check_department(struct list *l, const struct dossier *d)
{
	if (!d->department.len)
		add(l, "no_department", SEVERITY_WARNING,
			_("département du projet inconnu : le dossier n'est dans aucun périmètre "
			  "départemental"));
	else if (d->applicant.department.len && !str_eq(d->department, d->applicant.department))
		add(l, "department_mismatch", SEVERITY_WARNING,
			arena_printf(l->a,
				_("département du projet %.*s, mais le demandeur est du %.*s"),
				STR_ARG(d->department), STR_ARG(d->applicant.department)));
}

static bool
is_own_funds(const struct funding_line *line)
{
	return folded_eq(line->funder, STR(OWN_FUNDS));
}

/* Other public money: the lines of the plan when there are, else the figure of the form. Own funds
 * are a line of some forms too, and are not public aid. */
static int64_t
other_aid(const struct dossier *d)
{
	int64_t sum = 0;

	for (size_t i = 0; i < d->funding_count; i++) {
		if (!is_own_funds(&d->funding[i]))
			sum += d->funding[i].amount.cents;
	}
	return d->funding_count || !d->other_funding.is ? sum : d->other_funding.m.cents;
}

static void
check_shares(struct list *l, const struct warning_rules *r, const struct warning_facts *f)
{
	const struct dossier *d = f->d;
	struct money total = d->total.m, aid;
	bool awarded =
		f->has_decision && f->decision.kind == DECISION_AWARD && f->decision.amount.is;
	int32_t share;

	if (!d->total.is || total.cents <= 0 || (!d->requested.is && !awarded))
		return;
	aid.cents = (awarded ? f->decision.amount.m.cents : d->requested.m.cents) + other_aid(d);
	share = rate_of(aid, total);
	if (share > r->aid_ceiling_percent * 100)
		add(l, "aid_ceiling", SEVERITY_WARNING,
			arena_printf(l->a,
				_("cumul des aides publiques : %s sur %s, soit %s %%, au-dessus de "
				  "%d %%"),
				money_text(aid).s, money_text(total).s, rate_text(share).s,
				r->aid_ceiling_percent));
	share = 10000 - share;
	if (share < r->own_share_percent * 100)
		add(l, "own_share", SEVERITY_WARNING,
			arena_printf(l->a,
				_("autofinancement : %s %% du coût total, moins de %d %%"),
				rate_text(share).s, r->own_share_percent));
}

/* Without a line of own funds the rest of the plan is meant to be them. */
static void
check_plan(struct list *l, const struct dossier *d)
{
	struct money plan = d->requested.m;
	bool whole = false;

	for (size_t i = 0; i < d->funding_count; i++) {
		plan.cents += d->funding[i].amount.cents;
		whole = whole || is_own_funds(&d->funding[i]);
	}
	if (d->funding_count == 0 || !d->requested.is)
		return;
	if (plan.cents > d->total.m.cents || (whole && plan.cents != d->total.m.cents))
		add(l, "budget_mismatch", SEVERITY_WARNING,
			arena_printf(l->a,
				_("plan de financement : demande et cofinancements font %s, le "
				  "coût total est de %s"),
				money_text(plan).s, money_text(d->total.m).s));
}

static void
check_money(struct list *l, const struct dossier *d)
{

	if (!d->total.is) {
		add(l, "no_total", SEVERITY_WARNING, _("coût total du projet absent"));
		return;
	}
	if (d->requested.is && d->requested.m.cents > d->total.m.cents)
		add(l, "requested_over_total", SEVERITY_WARNING,
			arena_printf(l->a, _("montant demandé (%s) supérieur au coût total (%s)"),
				money_text(d->requested.m).s, money_text(d->total.m).s));
	check_plan(l, d);
}

static void
check_start(struct list *l, const struct dossier *d)
{
	struct day submitted;

	if (!day_is(d->start) || !instant_is(d->submitted_at))
		return;
	submitted = instant_day(d->submitted_at);
	if (d->start.n < submitted.n)
		add(l, "started_before", SEVERITY_WARNING,
			arena_printf(l->a, _("début du projet le %s, avant le dépôt du %s"),
				day_fr(d->start).s, day_fr(submitted).s));
}

static void
check_deadlines(struct list *l, const struct warning_facts *f)
{
	for (size_t i = 0; i < f->deadline_count; i++) {
		const struct deadline *dl = &f->deadlines[i];
		int left = day_is(dl->due) ? dl->due.n - f->today.n : INT32_MAX;
		const char *name = _(deadline_labels[dl->kind]);

		if (left > f->alert_days)
			continue;
		if (left < 0)
			add(l, "deadline_late", SEVERITY_WARNING,
				arena_printf(l->a,
					ngettext("échéance de %s le %s : dépassée de %d jour",
						"échéance de %s le %s : dépassée de %d jours",
						(unsigned long)-left),
					name, day_fr(dl->due).s, -left));
		else
			add(l, "deadline_soon", SEVERITY_WARNING,
				arena_printf(l->a,
					ngettext("échéance de %s le %s : dans %d jour",
						"échéance de %s le %s : dans %d jours",
						(unsigned long)left),
					name, day_fr(dl->due).s, left));
	}
}

/* The platform may be behind us while the instruction goes on; it contradicts us when it decided
 * and we did not, or decided otherwise. */
static void
check_platform(struct list *l, const struct warning_facts *f)
{
	static const char *const words[] = { "accepté", "refusé", "classé sans suite" };
	enum state there;
	bool decided_here = state_rows[f->state].stage >= STAGE_DECIDED;
	bool known = state_of_platform(f->d->platform_state, &there);
	bool decided_there = known && state_rows[there].stage == STAGE_DECIDED;
	const char *word = decided_there ? words[there - STATE_AWARDED] : NULL;

	if (f->has_decision && f->decision_by_platform)
		add(l, "decided_on_platform", SEVERITY_WARNING,
			_("décidé sur la plateforme : ni montant ni enveloppe ne sont connus ici"));
	else if (decided_there && !decided_here)
		add(l, "platform_moved", SEVERITY_WARNING,
			arena_printf(l->a, _("la plateforme dit « %s », ce dossier est ici « %s »"),
				word, _(state_rows[f->state].label)));
	else if (decided_there && f->has_decision &&
		 decision_rows[f->decision.kind].leads_to != there &&
		 !(there == STATE_DISMISSED && f->decision.kind == DECISION_REDIRECT))
		add(l, "platform_moved", SEVERITY_WARNING,
			arena_printf(l->a,
				_("la plateforme dit « %s », la décision ici est « %s »"), word,
				_(decision_rows[f->decision.kind].label)));
}

static void
check_text(struct list *l, const struct dossier *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->field_count; i++)
		n += (d->fields[i].flags & ~(unsigned)CLEAN_TRUNCATED) != 0;
	if (n > 0)
		add(l, "masked_text", SEVERITY_HINT,
			arena_printf(l->a,
				ngettext("%zu réponse contenait des caractères cachés ou "
					 "interdits, rendus visibles",
					"%zu réponses contenaient des caractères cachés ou "
					"interdits, rendus visibles",
					n),
				n));
}

struct warning *
warnings_of(struct arena *a, const struct warning_rules *r, const struct warning_facts *f,
	size_t *count)
{
	struct list l = { .a = a };

	check_deadlines(&l, f);
	check_platform(&l, f);
	if (f->changed_since_mark)
		add(&l, "changed_since_mark", SEVERITY_WARNING,
			_("le dossier a changé sur la plateforme depuis qu'il a été évalué"));
	check_siret(&l, &f->d->applicant);
	check_department(&l, f->d);
	check_money(&l, f->d);
	check_shares(&l, r, f);
	check_start(&l, f->d);
	check_text(&l, f->d);
	*count = l.count;
	return l.items;
}
