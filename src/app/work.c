/* SPDX-License-Identifier: EUPL-1.2 */
#include "work.h"

#include <stdio.h>

#include "pupitre/base/i18n.h"
#include "pupitre/store/acts.h"
#include "pupitre/store/gate.h"
#include "deadlines.h"
#include "questions_guard.h"
#include "rules.h"

static bool
wait_tick(void *ctx, const struct gate_holder *holder, int waited)
{
	struct session *s = ctx;

	return s->wait_tick(s->wait_ctx, holder->login, waited);
}

enum status
work_begin(struct session *s, struct err *err)
{
	struct gate_wait w = { .timeout_ms = 600000, .tick = wait_tick, .ctx = s };

	enum status st = store_begin(s->store, str_z(s->who.login), s->wait_tick ? &w : NULL, err);

	if (!st)
		st = session_refresh_rights(s, err);
	if (st)
		store_rollback(s->store);
	return st;
}

enum status
work_end(struct session *s, enum status st, struct err *err)
{
	if (!st)
		return store_commit(s->store, err);
	store_rollback(s->store);
	return st;
}

struct str
int_text(struct arena *a, int64_t v)
{
	return str_z(arena_printf(a, "%lld", (long long)v));
}

struct str
money_value(struct arena *a, struct maybe_money m)
{
	return m.is ? int_text(a, m.m.cents) : STR_NONE;
}

struct str
key_of_dossier(struct arena *a, int64_t number)
{
	return int_text(a, number);
}

struct str
key_of_sheet(struct arena *a, int64_t number, const char *login)
{
	return str_z(arena_printf(a, "%lld/%s", (long long)number, login));
}

enum status
plan_set(struct session *s, struct arena *a, struct plan *p, enum entity entity, struct str key,
	const char *field, struct str now, struct err *err)
{
	struct change c = { .entity = entity, .key = key, .now = now };
	enum status st;

	c.field = entity_field_find(entity, str_z(field));
	if (c.field < 0)
		die("entity %s has no field %s", entity_rows[entity].code, field);
	st = store_get(s->store, entity, key, c.field, a, &c.was, err);
	if (st || str_eq(c.was, c.now))
		return st;
	ARENA_PUSH(a, p->changes, p->count, p->cap, c);
	return OK;
}

void
plan_order(struct arena *a, struct plan *p)
{
	struct change *sorted = ARENA_ARRAY(a, struct change, p->count);
	bool *taken = ARENA_ARRAY(a, bool, p->count);
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++) {
		for (size_t j = i; !taken[i] && j < p->count; j++) {
			if (taken[j] || p->changes[j].entity != p->changes[i].entity ||
				!str_eq(p->changes[j].key, p->changes[i].key))
				continue;
			sorted[n++] = p->changes[j];
			if (j != i)
				taken[j] = true;
		}
		taken[i] = true;
	}
	p->changes = sorted;
}

enum status
work_append(struct session *s, struct arena *a, struct plan *p, struct uid batch, struct uid id,
	struct err *err)
{
	struct act act = { .id = id, .batch = batch, .undoes = p->undoes, .dossier = p->dossier };

	act.at = clock_now(&s->clock);
	act.agent = str_z(s->who.login);
	act.role = str_z(roles_text(a, s->who.roles, false));
	act.origin = str_z(origin_codes[p->verb == VERB_IMPORT ? ORIGIN_IMPORT : s->origin]);
	act.verb = str_z(verb_rows[p->verb].code);
	return act_append(
		s->store, &act, p->changes, p->count, s->ids.seed ? &s->ids : NULL, a, err);
}

static enum status
record_one(struct session *s, struct arena *a, struct plan *p, struct uid batch, struct uid id,
	struct err *err)
{
	enum status st = session_require(s, verb_rows[p->verb].needs, err);

	if (!st && p->dossier)
		st = session_reach(s, p->dossier, err);
	if (st)
		return st;
	plan_order(a, p);
	st = questions_guard(s, a, p, err);
	if (!st)
		st = work_append(s, a, p, batch, id, err);
	if (!st)
		st = rules_hold(s, a, p, err);
	if (!st && p->dossier)
		st = deadlines_refresh(s, p->dossier, err);
	return st;
}

static const char *
summarise(struct arena *a, const struct plan *plans, size_t n, size_t acts)
{
	const struct plan *p = &plans[0];

	for (size_t i = 0; i < n; i++)
		if (plans[i].count)
			p = &plans[i];
	if (p->dossier && acts > 1)
		return arena_printf(a, _("dossier %lld : %s (%zu actes)"), (long long)p->dossier,
			_(verb_rows[plans[0].verb].label), acts);
	if (p->dossier)
		return arena_printf(a, _("dossier %lld : %s"), (long long)p->dossier,
			_(verb_rows[p->verb].label));
	return arena_printf(a, "%s", _(verb_rows[p->verb].label));
}

enum status
work_record(struct session *s, struct arena *a, struct plan *plans, size_t n, struct receipt *out,
	struct err *err)
{
	struct receipt r = { 0 };
	enum status st = OK;

	for (size_t i = 0; i < n && !st; i++) {
		struct uid id = uid_new(&s->ids);

		if (!plans[i].count)
			continue;
		if (!r.acts)
			r.batch = id;
		st = record_one(s, a, &plans[i], r.batch, id, err);
		r.acts++;
	}
	if (!st && !r.acts)
		st = err_set(err, ERR_INPUT, _("rien à changer : tout est déjà ainsi"));
	if (st)
		return st;
	r.summary = summarise(a, plans, n, r.acts);
	if (out)
		*out = r;
	return OK;
}

enum status
work_record_as(struct session *s, struct arena *a, struct plan *p, struct uid id,
	struct receipt *out, struct err *err)
{
	enum status st = record_one(s, a, p, id, id, err);

	if (!st && out)
		*out = (struct receipt){ id, 1, summarise(a, p, 1, 1) };
	return st;
}
