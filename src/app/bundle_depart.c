/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Filling a working base: what the delegate needs and nobody else's marks. Its first acts are those of a station
 * of departure, so that the base proves itself like any other; then it becomes the mallette's own station.
 *
 * Envelopes leave as a ceiling: their amount is what the host had left to propose against when it left, plus what
 * the rows that travel already take.
 */
#include "bundle_rows.h"

#include "deadlines.h"
#include "import_lines.h"
#include "people.h"
#include "pupitre/app/loop.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/territory.h"
#include "pupitre/store/drafts.h"
#include "pupitre/store/envelopes.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/merge.h"
#include "proposal_row.h"
#include "sheet.h"

enum { TELL_MS = 100 };

/* The host on one side, the working base on the other. */
struct leaving {
	struct departure *d;
	struct session out; /* of the working base; not one that anybody opened */
	struct arena a; /* of the whole */
	struct arena row; /* of one dossier */
	struct uid batch;
};

static enum status
tell(struct leaving *l, int64_t done, struct err *err)
{
	const struct bundle_hooks *h = l->d->hooks;
	int64_t now;

	if (!h || !h->progress)
		return OK;
	now = loop_now();
	if (now - l->d->told < TELL_MS)
		return OK;
	l->d->told = now;
	if (h->progress(h->ctx, _("dossiers"), done, l->d->total))
		return OK;
	return err_set(err, ERR_CANCELLED, _("mallette arrêtée : rien n'a été enregistré"));
}

static enum status
append(struct leaving *l, struct plan *p, struct err *err)
{
	if (!p->count)
		return OK;
	p->verb = VERB_DEPART;
	return work_append(&l->out, &l->row, p, l->batch, uid_new(&l->out.ids), err);
}

/* Every field of a row as it stands at the host. */
static void
copy_row(struct leaving *l, struct plan *p, enum entity e, const struct record *r)
{
	for (size_t f = 0; f < entity_rows[e].field_count; f++) {
		struct change c = {
			.entity = e, .key = r->key, .field = (int)f, .now = r->values[f]
		};

		if (c.now.ptr)
			ARENA_PUSH(&l->row, p->changes, p->count, p->cap, c);
	}
}

/* ---- what the whole mallette needs ---- */

static enum status
copy_grid(struct leaving *l, struct plan *p, struct str hash, struct err *err)
{
	struct record r = { .key = hash };
	struct hash h;
	struct str yaml;
	bool found;
	enum status st =
		store_row(l->d->host->store, ENTITY_GRID, hash, &l->row, r.values, &found, err);

	if (st || !found || !hash_parse(hash, &h))
		return st;
	st = store_grid_load(l->d->host->store, h, &l->row, &yaml, err);
	if (!st)
		st = store_grid_save(l->out.store, h, yaml, err);
	if (!st)
		copy_row(l, p, ENTITY_GRID, &r);
	return st;
}

static enum status
copy_campaign(struct leaving *l, struct plan *p, struct err *err)
{
	struct record r = { .key = STR("1") };
	bool found;
	enum status st = store_row(
		l->d->host->store, ENTITY_CAMPAIGN, r.key, &l->row, r.values, &found, err);

	if (st)
		return st;
	copy_row(l, p, ENTITY_CAMPAIGN, &r);
	return copy_grid(l, p, record_field(r.values, ENTITY_CAMPAIGN, "grid"), err);
}

/* Names stay, for the register and for those who are assigned; only the delegate can act. */
static enum status
copy_agents(struct leaving *l, struct plan *p, struct err *err)
{
	struct record *rows;
	size_t n;
	enum status st = store_rows(l->d->host->store, ENTITY_AGENT, 0, &l->row, &rows, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		bool own = str_eq(rows[i].key, l->d->login);
		struct str *v = rows[i].values;

		v[entity_field_find(ENTITY_AGENT, STR("roles"))] =
			own ? STR("delegate") : STR("reader");
		v[entity_field_find(ENTITY_AGENT, STR("active"))] = own ? STR("1") : STR("0");
		if (own)
			v[entity_field_find(ENTITY_AGENT, STR("departments"))] = l->d->departments;
		copy_row(l, p, ENTITY_AGENT, &rows[i]);
	}
	return st;
}

/* The delegate's own proposal on a dossier, while it takes its share of the money. */
static enum status
own_proposal(struct leaving *l, int64_t number, const struct people *p, struct decision *out,
	bool *found, struct err *err)
{
	struct str values[RECORD_FIELDS];
	enum status st = store_row(l->d->host->store, ENTITY_PROPOSAL,
		key_of_sheet(&l->row, number, arena_z(&l->row, l->d->login)), &l->row, values,
		found, err);

	*found = !st && *found && proposal_waits(p->state) && proposal_of_row(values, out) &&
		 out->kind == DECISION_AWARD;
	return st;
}

static void
charge(struct envelope *list, size_t n, const struct decision *d)
{
	for (size_t i = 0; i < n; i++)
		if (d->amount.is && str_eq(list[i].code, d->envelope))
			list[i].own_awarded.cents += d->amount.m.cents;
}

/* What travels and is charged again in the working base: awards of its dossiers, the delegate's own proposals. */
static enum status
charge_travelling(struct leaving *l, struct envelope *list, size_t n, struct err *err)
{
	int64_t number, from = INT64_MIN;
	enum status st = OK;

	for (; !st && numset_next(&l->d->numbers, from, &number); from = number + 1) {
		struct decision proposed;
		struct people p;
		bool found = false;

		st = people_load(l->d->host, number, &l->row, &p, err);
		if (!st && p.has_decision && !p.decided_by_platform)
			charge(list, n, &p.decision);
		if (!st)
			st = own_proposal(l, number, &p, &proposed, &found, err);
		if (found)
			charge(list, n, &proposed);
		arena_reset(&l->row);
	}
	return st;
}

static void
keep_own_only(struct envelope *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		list[i].own_awarded.cents = 0;
}

static enum status
plan_envelopes(struct leaving *l, struct plan *p, const struct envelope *taken,
	const struct envelope *travelling, size_t n, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < n && !st; i++) {
		const struct envelope *t = envelope_find(travelling, n, taken[i].code);
		int64_t left = envelope_left(&taken[i]).cents + (t ? t->awarded.cents : 0);
		struct record r = { .key = taken[i].code };
		bool found;

		st = store_row(
			l->d->host->store, ENTITY_ENVELOPE, r.key, &l->row, r.values, &found, err);
		if (st || !found)
			continue;
		r.values[0] = int_text(&l->row, left > 0 ? left : 0);
		copy_row(l, p, ENTITY_ENVELOPE, &r);
	}
	return st;
}

static enum status
copy_envelopes(struct leaving *l, struct plan *p, struct err *err)
{
	struct envelope *taken, *travelling;
	size_t n = 0, m = 0;
	enum status st = store_envelopes(l->d->host->store, &l->a, &taken, &n, err);

	if (!st)
		st = store_add_proposed(l->d->host->store, 0, STR(""), taken, n, err);
	if (!st)
		st = envelopes_roll_up(taken, n, err);
	if (!st)
		st = store_envelopes(l->d->host->store, &l->a, &travelling, &m, err);
	if (st)
		return st;
	keep_own_only(travelling, m);
	st = charge_travelling(l, travelling, m, err);
	if (!st)
		st = envelopes_roll_up(travelling, m, err);
	return st ? st : plan_envelopes(l, p, taken, travelling, n, err);
}

enum status
bundle_plan(struct session *s, const struct departure *d, struct arena *a, struct plan *p,
	struct err *err)
{
	struct str key = str_z(arena_printf(a, "%s", uid_hex(d->bundle).s));
	const struct {
		const char *field;
		struct str value;
	} sets[] = {
		{ "agent", d->login },
		{ "departments", d->departments },
		{ "query", d->query.len ? d->query : STR_NONE },
		{ "dossiers", int_text(a, d->total) },
		{ "station", str_z(arena_printf(a, "%s", uid_hex(d->station).s)) },
		{ "signer", str_z(arena_printf(a, "%s", hash_hex(d->signer).s)) },
		{ "known", d->known },
		{ "created_at", int_text(a, clock_now(&d->host->clock).ms) },
		{ "expires_day", str_z(arena_printf(a, "%s", day_iso(d->expires).s)) },
		{ "status", STR("open") },
	};
	enum status st = OK;

	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = plan_set(s, a, p, ENTITY_BUNDLE, key, sets[i].field, sets[i].value, err);
	return st;
}

static enum status
depart_all(struct leaving *l, struct err *err)
{
	struct plan first = { 0 }, money = { 0 };
	enum status st = copy_campaign(l, &first, err);

	if (!st)
		st = copy_agents(l, &first, err);
	if (!st)
		st = bundle_plan(&l->out, l->d, &l->row, &first, err);
	if (!st)
		st = append(l, &first, err);
	arena_reset(&l->row);
	if (!st)
		st = copy_envelopes(l, &money, err);
	if (!st)
		st = append(l, &money, err);
	arena_reset(&l->row);
	return st;
}

/* ---- dossiers ---- */

static enum status
import_one(struct leaving *l, int64_t number, struct uid act, struct import_lines *lines,
	struct err *err)
{
	struct dossier d;
	bool found;
	enum status st = store_dossier_load(l->d->host->store, number, &l->row, &d, &found, err);

	if (st || !found)
		return st;
	import_lines_add(lines, &l->a, &d, LINE_CREATED);
	return store_dossier_save(l->out.store, &d, act, err);
}

static enum status
import_all(struct leaving *l, struct err *err)
{
	const struct import_source source = { STR("mallette"), { { 0 } }, uid_new(&l->out.ids) };
	struct import_counts counts = { 0 };
	struct import_lines lines = { 0 };
	int64_t number, from = INT64_MIN, done = 0;
	enum status st = OK;

	for (; !st && numset_next(&l->d->numbers, from, &number); from = number + 1) {
		st = import_one(l, number, source.act, &lines, err);
		arena_reset(&l->row);
		if (!st)
			st = tell(l, ++done / 2, err);
	}
	if (st)
		return st;
	import_lines_count(&lines, &counts);
	return import_lines_record(&l->out, &l->a, &lines, &source, &counts, NULL, err);
}

/* Only the delegate's own rows of these. */
static bool
is_private(enum entity e)
{
	return e == ENTITY_EVALUATION || e == ENTITY_MARK || e == ENTITY_PROPOSAL;
}

static bool
travels(const struct leaving *l, enum entity e, const struct record *r)
{
	struct str parts[4] = { { 0 } };

	key_split(r->key, parts);
	if (is_private(e))
		return str_eq(parts[1], l->d->login);
	if (e == ENTITY_NOTE)
		return str_eq(record_field(r->values, e, "agent"), l->d->login);
	return true;
}

static enum status
copy_entity(struct leaving *l, struct plan *p, enum entity e, int64_t number, struct err *err)
{
	struct record *rows;
	size_t n;
	enum status st = store_rows(l->d->host->store, e, number, &l->row, &rows, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		if (!travels(l, e, &rows[i]))
			continue;
		if (e == ENTITY_EVALUATION)
			st = copy_grid(l, p, record_field(rows[i].values, e, "grid"), err);
		copy_row(l, p, e, &rows[i]);
	}
	return st;
}

/* What the import of the working base wrote already is left out. */
static enum status
drop_same(struct leaving *l, struct plan *p, struct err *err)
{
	size_t kept = 0;
	enum status st = OK;

	for (size_t i = 0; i < p->count && !st; i++) {
		struct change c = p->changes[i];

		st = store_get(l->out.store, c.entity, c.key, c.field, &l->row, &c.was, err);
		if (!str_eq(c.was, c.now))
			p->changes[kept++] = c;
	}
	p->count = kept;
	return st;
}

static enum status
copy_drafts(struct leaving *l, int64_t number, struct err *err)
{
	static const char *const forms[] = { "score", "decide" };
	enum status st = OK;

	for (size_t f = 0; f < sizeof forms / sizeof *forms && !st; f++) {
		struct draft_key k = { l->d->login, number, str_z(forms[f]) };
		struct draft_item *items;
		size_t n;

		st = draft_list(l->d->host->store, &k, &l->row, &items, &n, err);
		for (size_t i = 0; i < n && !st; i++)
			st = draft_set(l->out.store, &k, items[i].field, items[i].value, err);
	}
	return st;
}

static enum status
depart_one(struct leaving *l, int64_t number, struct err *err)
{
	static const enum entity rows[] = { ENTITY_INSTRUCTION, ENTITY_ASSIGNMENT,
		ENTITY_EVALUATION, ENTITY_MARK, ENTITY_PROPOSAL, ENTITY_DECISION, ENTITY_SUSPENSION,
		ENTITY_NOTE, ENTITY_TAG };
	struct plan p = { .dossier = number };
	enum status st = OK;

	for (size_t i = 0; i < sizeof rows / sizeof *rows && !st; i++)
		st = copy_entity(l, &p, rows[i], number, err);
	if (!st)
		st = drop_same(l, &p, err);
	if (!st)
		st = append(l, &p, err);
	return st ? st : copy_drafts(l, number, err);
}

static enum status
depart_each(struct leaving *l, struct err *err)
{
	int64_t number, from = INT64_MIN, done = 0;
	enum status st = OK;

	for (; !st && numset_next(&l->d->numbers, from, &number); from = number + 1) {
		st = depart_one(l, number, err);
		arena_reset(&l->row);
		if (!st)
			st = tell(l, (l->d->total + ++done) / 2, err);
	}
	return st;
}

static enum status
fill(struct leaving *l, struct err *err)
{
	struct str host = store_station(l->d->host->store);
	enum status st = store_begin(l->out.store, l->d->login, NULL, err);

	if (st)
		return st;
	st = depart_all(l, err);
	if (!st)
		st = session_reload(&l->out, err);
	if (!st)
		st = import_all(l, err);
	if (!st)
		st = depart_each(l, err);
	if (!st)
		st = deadlines_refresh_all(&l->out, err);
	if (!st)
		st = store_become(l->out.store, l->d->station, l->d->bundle, host, err);
	if (!st)
		return store_commit(l->out.store, err);
	store_rollback(l->out.store);
	return st;
}

enum status
bundle_depart(struct departure *d, const char *path, struct err *err)
{
	struct leaving l = { .d = d };
	enum status st =
		store_create_copy(path, NULL, store_base(d->host->store), NULL, &l.out.store, err);

	if (st)
		return st;
	l.out.config = d->host->config;
	l.out.clock = d->host->clock;
	l.out.ids = d->host->ids;
	l.out.origin = ORIGIN_BUNDLE;
	l.out.who = (struct who){ d->host->who.login, NULL, ROLE_ALL, "*" };
	l.batch = uid_new(&l.out.ids);
	st = fill(&l, err);
	store_close(l.out.store);
	arena_done(&l.out.arena);
	arena_done(&l.a);
	arena_done(&l.row);
	return st;
}
