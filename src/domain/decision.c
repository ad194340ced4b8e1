/* SPDX-License-Identifier: EUPL-1.2 */
/* Kinds of decision and the hard rules of money: each refusal gives the rule and the figures. */
#include "pupitre/domain/decision.h"

#include "pupitre/base/i18n.h"

const struct decision_row decision_rows[DECISION_COUNT] = {
	[DECISION_AWARD] = { "award", N_("Accorder"), N_("accordé"), STATE_AWARDED, true, false },
	[DECISION_REFUSE] = { "refuse", N_("Refuser"), N_("refusé"), STATE_REFUSED, false, true },
	[DECISION_DISMISS] = { "dismiss", N_("Sans suite"), N_("classé sans suite"),
		STATE_DISMISSED, false, true },
	[DECISION_REDIRECT] = { "redirect", N_("Réorienter"), N_("réorienté"), STATE_REDIRECTED,
		false, true },
	[DECISION_POSTPONE] = { "postpone", N_("Ajourner"), N_("ajourné"), STATE_POSTPONED, false,
		true },
};

bool
decision_find(struct str code, enum decision_kind *out)
{
	for (int i = 0; i < DECISION_COUNT; i++) {
		if (str_eqz(code, decision_rows[i].code)) {
			*out = (enum decision_kind)i;
			return true;
		}
	}
	return false;
}

static enum status
check_eligible(const struct decision *d, const struct decision_facts *f, struct err *err)
{
	if (!d->eligible.is)
		return OK;
	if (d->eligible.m.cents < 0)
		return err_set(err, ERR_INPUT, _("l'assiette (%s) est négative"),
			money_text(d->eligible.m).s);
	if (f->total.is && d->eligible.m.cents > f->total.m.cents)
		return err_set(err, ERR_INPUT,
			_("l'assiette (%s) dépasse le coût total du projet (%s) ; réduisez "
			  "l'assiette"),
			money_text(d->eligible.m).s, money_text(f->total.m).s);
	return OK;
}

static enum status
check_amount(const struct decision *d, struct err *err)
{
	const struct decision_row *row = &decision_rows[d->kind];

	if (!d->amount.is)
		return OK;
	if (d->eligible.is && d->amount.m.cents > d->eligible.m.cents)
		return err_set(err, ERR_INPUT,
			_("le montant (%s) dépasse l'assiette retenue (%s) ; réduisez le montant"),
			money_text(d->amount.m).s, money_text(d->eligible.m).s);
	if (!row->has_amount && d->amount.m.cents != 0)
		return err_set(err, ERR_INPUT,
			_("une décision « %s » n'a pas de montant (%s saisi) ; effacez le montant"),
			_(row->label), money_text(d->amount.m).s);
	return OK;
}

static enum status
check_award(const struct decision *d, const struct decision_facts *f, struct err *err)
{
	if (!d->amount.is || d->amount.m.cents <= 0)
		return err_set(err, ERR_INPUT,
			_("accorder demande un montant supérieur à 0 € (%s saisi) ; indiquez le "
			  "montant"),
			d->amount.is ? money_text(d->amount.m).s : _("aucun"));
	if (!d->eligible.is)
		return err_set(err, ERR_INPUT,
			_("accorder %s demande l'assiette retenue ; indiquez l'assiette"),
			money_text(d->amount.m).s);
	if (!d->envelope.ptr)
		return err_set(err, ERR_INPUT,
			_("accorder %s demande une enveloppe à imputer ; indiquez l'enveloppe"),
			money_text(d->amount.m).s);
	if (!f->has_envelope)
		return err_set(err, ERR_INPUT,
			_("l'enveloppe « %.*s » n'existe pas ; créez-la ou choisissez-en une "
			  "autre"),
			STR_ARG(d->envelope));
	return OK;
}

static enum status
check_reason(const struct decision *d, const struct decision_facts *f, struct err *err)
{
	const struct decision_row *row = &decision_rows[d->kind];

	if (!d->reason.ptr && row->needs_reason)
		return err_set(err, ERR_INPUT,
			_("une décision « %s » demande un motif de la bibliothèque ; indiquez le "
			  "motif"),
			_(row->label));
	if (d->reason.ptr && !f->reason_known)
		return err_set(err, ERR_INPUT,
			_("le motif « %.*s » n'est pas dans la bibliothèque pour une décision « %s "
			  "» ; "
			  "choisissez-en un autre"),
			STR_ARG(d->reason), _(row->label));
	return OK;
}

static enum status
check_left(const struct decision *d, const struct decision_facts *f, struct err *err)
{
	struct money over = { d->amount.m.cents - f->left.cents };

	if (d->kind != DECISION_AWARD || over.cents <= 0)
		return OK;
	return err_set(err, ERR_INPUT,
		_("le montant (%s) dépasse de %s le reste à attribuer de l'enveloppe « %.*s » (%s) "
		  "; "
		  "réduisez le montant ou augmentez l'enveloppe"),
		money_text(d->amount.m).s, money_text(over).s, STR_ARG(f->tightest),
		money_text(f->left).s);
}

enum status
decision_check(const struct decision *d, const struct decision_facts *f, struct err *err)
{
	enum status st = check_eligible(d, f, err);

	if (st == OK)
		st = check_amount(d, err);
	if (st == OK && d->kind == DECISION_AWARD)
		st = check_award(d, f, err);
	if (st == OK)
		st = check_reason(d, f, err);
	if (st == OK)
		st = check_left(d, f, err);
	return st;
}
