/* SPDX-License-Identifier: EUPL-1.2 */
#include "rules.h"

#include "pupitre/base/i18n.h"
#include "pupitre/domain/motive.h"
#include "pupitre/domain/territory.h"
#include "pupitre/store/dossiers.h"
#include "pupitre/store/envelopes.h"
#include "people.h"
#include "proposal_row.h"
#include "sheet.h"

enum status
envelopes_load(
	struct session *s, struct arena *a, struct envelope **list, size_t *count, struct err *err)
{
	struct envelope *e;
	size_t n;
	enum status st = store_envelopes(s->store, a, &e, &n, err);

	if (!st)
		st = envelopes_roll_up(e, n, err);
	if (st)
		return st;
	*list = e;
	*count = n;
	return OK;
}

/* What the dossier already has counts as free: a decision may be corrected within its own amount. */
static void
give_back(struct envelope *list, size_t n, struct str code, struct money amount)
{
	for (size_t i = 0; i < n; i++) {
		struct str parent = list[i].parent;

		if (!str_eq(list[i].code, code))
			continue;
		list[i].awarded.cents -= amount.cents;
		if (parent.ptr)
			give_back(list, n, parent, amount);
		return;
	}
}

static const struct envelope *
envelope_of(const struct envelope *list, size_t n, struct str code, struct str department)
{
	struct str dep, name, region = STR_NONE;

	if (code.ptr)
		return envelope_find(list, n, code);
	if (!department.ptr || !department_find(department, &dep, &name, &region))
		return NULL;
	return envelope_default(list, n, dep, region);
}

/* What the rules look at, once the envelopes are there. */
static enum status
facts_on(struct session *s, struct arena *a, int64_t number, const struct decision *d,
	struct envelope *list, size_t n, struct decision_facts *out, struct envelope *envelope,
	struct err *err)
{
	struct decision_facts f = { 0 };
	const struct motive *motive = motive_find(config_motives(&s->config), d->reason);
	const struct envelope *e;
	struct dossier dossier;
	struct people p;
	bool found;
	enum status st = store_dossier_load(s->store, number, a, &dossier, &found, err);

	if (!st)
		st = people_load(s, number, a, &p, err);
	if (st)
		return st;
	if (p.has_decision && p.decision.amount.is && !p.decided_by_platform)
		give_back(list, n, p.decision.envelope, p.decision.amount.m);
	f.total = dossier.total;
	f.requested = dossier.requested;
	f.reason_known = motive && (motive->kinds & (1u << d->kind));
	e = envelope_of(list, n, d->envelope, dossier.department);
	f.has_envelope = e != NULL;
	if (e)
		f.left = envelope_left_along(list, n, e, &f.tightest);
	if (envelope)
		*envelope = e ? *e : (struct envelope){ 0 };
	*out = f;
	return OK;
}

enum status
decision_facts_load(struct session *s, struct arena *a, int64_t number, const struct decision *d,
	struct decision_facts *out, struct envelope *envelope, struct err *err)
{
	struct envelope *list;
	size_t n;
	enum status st = envelopes_load(s, a, &list, &n, err);

	return st ? st : facts_on(s, a, number, d, list, n, out, envelope, err);
}

enum status
proposal_facts_load(struct session *s, struct arena *a, int64_t number, struct str login,
	const struct decision *d, struct decision_facts *out, struct envelope *envelope,
	struct err *err)
{
	struct envelope *list;
	size_t n;
	enum status st = store_envelopes(s->store, a, &list, &n, err);

	if (!st)
		st = store_add_proposed(s->store, number, login, list, n, err);
	if (!st)
		st = envelopes_roll_up(list, n, err);
	return st ? st : facts_on(s, a, number, d, list, n, out, envelope, err);
}

/* The money last, as for a decision, but what is left is said otherwise. */
enum status
proposal_check(
	const struct decision *d, const struct decision_facts *f, bool *over, struct err *err)
{
	struct money beyond = { d->amount.m.cents - f->left.cents };
	struct decision_facts rest = *f;
	enum status st;

	if (over)
		*over = false;
	rest.left.cents = INT64_MAX;
	st = decision_check(d, &rest, err);
	if (st || d->kind != DECISION_AWARD || beyond.cents <= 0)
		return st;
	if (over)
		*over = true;
	return err_set(err, ERR_INPUT,
		_("le montant (%s) dépasse de %s le reste de l'enveloppe « %.*s » (%s), décisions "
		  "et "
		  "autres propositions déduites ; réduisez-le"),
		money_text(d->amount.m).s, money_text(beyond).s, STR_ARG(f->tightest),
		money_text(f->left).s);
}

static enum status
decision_holds(struct session *s, struct arena *a, int64_t number, struct err *err)
{
	struct decision_facts f;
	struct people p;
	enum status st = people_load(s, number, a, &p, err);

	if (st || !p.has_decision || p.decided_by_platform)
		return st;
	st = decision_facts_load(s, a, number, &p.decision, &f, NULL, err);
	return st ? st : decision_check(&p.decision, &f, err);
}

enum status
proposal_holds(struct session *s, struct arena *a, int64_t number, struct str login, bool *over,
	struct err *err)
{
	struct str key = str_z(arena_printf(a, "%lld/%.*s", (long long)number, STR_ARG(login)));
	struct str v[RECORD_FIELDS];
	struct decision_facts f;
	struct decision d;
	struct people p;
	bool found;
	enum status st = store_row(s->store, ENTITY_PROPOSAL, key, a, v, &found, err);

	if (over)
		*over = false;
	if (st || !found)
		return st;
	if (!proposal_of_row(v, &d))
		return err_set(err, ERR_INPUT,
			_("proposition de %.*s sur le dossier %lld : décision inconnue « %.*s »"),
			STR_ARG(login), (long long)number, STR_ARG(v[0]));
	st = people_load(s, number, a, &p, err);
	if (st || !proposal_waits(p.state))
		return st;
	st = proposal_facts_load(s, a, number, login, &d, &f, NULL, err);
	return st ? st : proposal_check(&d, &f, over, err);
}

static enum status
proposals_hold(struct session *s, struct arena *a, const struct plan *p, struct err *err)
{
	struct str last = STR_NONE;
	enum status st = OK;

	for (size_t i = 0; i < p->count && !st; i++) {
		struct str key[4] = { { 0 } };
		int64_t number;

		if (p->changes[i].entity != ENTITY_PROPOSAL || str_eq(p->changes[i].key, last))
			continue;
		last = p->changes[i].key;
		key_split(last, key);
		if (str_int(key[0], &number))
			st = proposal_holds(s, a, number, key[1], NULL, err);
	}
	return st;
}

static enum status
envelopes_hold(struct session *s, struct arena *a, struct err *err)
{
	struct envelope *list;
	size_t n;
	enum status st = envelopes_load(s, a, &list, &n, err);

	for (size_t i = 0; i < n && !st; i++)
		if (envelope_left(&list[i]).cents < 0)
			st = err_set(err, ERR_INPUT,
				_("enveloppe %.*s : %s déjà attribués, plus que son montant de %s"),
				STR_ARG(list[i].code), money_text(list[i].awarded).s,
				money_text(list[i].amount).s);
	return st;
}

static enum status
administrator_remains(struct session *s, struct arena *a, struct err *err)
{
	struct record *rows;
	size_t n;
	unsigned roles;
	enum status st = store_rows(s->store, ENTITY_AGENT, 0, a, &rows, &n, err);

	for (size_t i = 0; i < n && !st; i++)
		if (str_eqz(record_field(rows[i].values, ENTITY_AGENT, "active"), "1") &&
			roles_parse(record_field(rows[i].values, ENTITY_AGENT, "roles"), &roles) &&
			(roles & ROLE_ADMINISTRATOR))
			return OK;
	return st ? st
		  : err_set(err, ERR_INPUT,
			    _("il ne resterait aucun administrateur actif : nommez-en un autre "
			      "d'abord"));
}

static enum status
entity_holds(
	struct session *s, struct arena *a, const struct plan *p, enum entity e, struct err *err)
{
	switch (e) {
	case ENTITY_DECISION:
		return decision_holds(s, a, p->dossier, err);
	case ENTITY_PROPOSAL:
		return proposals_hold(s, a, p, err);
	case ENTITY_ENVELOPE:
		return envelopes_hold(s, a, err);
	case ENTITY_AGENT:
		return administrator_remains(s, a, err);
	case ENTITY_MARK:
	case ENTITY_EVALUATION:
		return sheets_hold(s, a, p->dossier, err);
	default:
		return OK;
	}
}

enum status
rules_hold(struct session *s, struct arena *a, const struct plan *p, struct err *err)
{
	bool seen[ENTITY_COUNT] = { false };
	enum status st = OK;

	for (size_t i = 0; i < p->count && !st; i++) {
		enum entity e = p->changes[i].entity;

		if (!seen[e])
			st = entity_holds(s, a, p, e, err);
		seen[e] = true;
	}
	return st;
}
