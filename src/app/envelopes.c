/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/envelopes.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/territory.h"
#include "rules.h"
#include "work.h"

enum status
envelopes_list(
	struct session *s, struct arena *a, struct envelope **list, size_t *count, struct err *err)
{
	return envelopes_load(s, a, list, count, err);
}

static struct str
default_label(struct str code)
{
	struct str dep, name, region;

	if (department_find(code, &dep, &name, &region) || region_find(code, &name))
		return name;
	return code;
}

static enum status
check_parent(
	const struct envelope *list, size_t n, struct str code, struct str parent, struct err *err)
{
	if (!parent.ptr || !parent.len)
		return OK;
	if (!envelope_find(list, n, parent))
		return err_set(err, ERR_INPUT,
			_("l'enveloppe mère « %.*s » n'existe pas : créez-la d'abord par « pupitre "
			  "envelope "
			  "set %.*s MONTANT »"),
			STR_ARG(parent), STR_ARG(parent));
	for (const struct envelope *e = envelope_find(list, n, parent); e;
		e = e->parent.ptr ? envelope_find(list, n, e->parent) : NULL)
		if (str_eq(e->code, code))
			return err_set(err, ERR_INPUT,
				_("l'enveloppe « %.*s » serait sa propre mère"), STR_ARG(code));
	return OK;
}

static enum status
plan_envelope(struct session *s, struct arena *a, struct plan *p, struct str code,
	struct money amount, struct str parent, struct str label, bool is_new, struct err *err)
{
	enum status st = plan_set(
		s, a, p, ENTITY_ENVELOPE, code, "amount_cents", int_text(a, amount.cents), err);

	if (!st && (label.len || is_new))
		st = plan_set(s, a, p, ENTITY_ENVELOPE, code, "label",
			label.len ? label : default_label(code), err);
	if (!st && parent.len)
		st = plan_set(s, a, p, ENTITY_ENVELOPE, code, "parent", parent, err);
	return st;
}

static enum status
set_inside(struct session *s, struct str code, struct money amount, struct str parent,
	struct str label, struct arena *a, struct receipt *out, struct err *err)
{
	struct plan p = { .verb = VERB_ENVELOPE };
	struct envelope *list;
	size_t n;
	enum status st = session_require(s, CAN_MANAGE_MONEY, err);

	if (!st)
		st = envelopes_load(s, a, &list, &n, err);
	if (!st)
		st = check_parent(list, n, code, parent, err);
	if (!st)
		st = plan_envelope(
			s, a, &p, code, amount, parent, label, !envelope_find(list, n, code), err);
	return st ? st : work_record(s, a, &p, 1, out, err);
}

static bool
code_is_good(struct str code)
{
	for (size_t i = 0; i < code.len; i++)
		if (!strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.",
			    code.ptr[i]))
			return false;
	return code.len > 0 && code.len <= 32;
}

enum status
envelope_set(struct session *s, struct str code, struct money amount, struct str parent,
	struct str label, struct arena *a, struct receipt *out, struct err *err)
{
	struct cleaned c = utf8_clean(a, label, CLEAN_LINE, 200);
	struct receipt r;
	enum status st = OK;

	if (!code_is_good(code))
		return err_set(err, ERR_INPUT,
			_("code d'enveloppe « %.*s » : lettres, chiffres, tiret ou point, 32 au "
			  "plus"),
			STR_ARG(code));
	if (amount.cents < 0)
		return err_set(
			err, ERR_INPUT, _("le montant d'une enveloppe ne peut être négatif"));
	st = work_begin(s, err);
	if (st)
		return st;
	st = work_end(s, set_inside(s, code, amount, parent, c.text, a, &r, err), err);
	if (st)
		return st;
	r.summary = arena_printf(a, _("enveloppe %.*s : %s"), STR_ARG(code), money_text(amount).s);
	*out = r;
	return OK;
}
