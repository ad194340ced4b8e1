/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The envelopes as rows: parents before their parts. A dossier belongs to the envelope that its award is charged
 * to, else to the one that an award would be charged to; it counts there and in every envelope above. What is
 * counted are the dossiers that answer the query; the amount, what is delegated and what is left are the
 * envelope's own.
 */
#include <stdlib.h>

#include "export_priv.h"
#include "pupitre/app/envelopes.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/territory.h"

enum {
	E_CODE,
	E_LABEL,
	E_PARENT,
	E_AMOUNT,
	E_DELEGATED,
	E_REQUESTED,
	E_AWARDED,
	E_OWN,
	E_LEFT,
	E_RATE,
	E_DOSSIERS,
	E_REFUSED,
	E_DISMISSED,
	E_WAITING,
	E_DEPOSITED,
	E_APPLICANTS,
	E_COUNT
};

static const struct book_column envelope_columns[E_COUNT] = {
	[E_CODE] = { "code", N_("Enveloppe"), CELL_CODE, 12, false, PLACE_KEY },
	[E_LABEL] = { "label", N_("Libellé"), CELL_TEXT, 34, false, PLACE_ANY },
	[E_PARENT] = { "parent", N_("Part de"), CELL_CODE, 12, false, PLACE_ANY },
	[E_AMOUNT] = { "amount_cents", N_("Montant"), CELL_MONEY, 15, false, PLACE_ANY },
	[E_DELEGATED] = { "delegated_cents", N_("Délégué"), CELL_MONEY, 15, false, PLACE_ANY },
	[E_REQUESTED] = { "requested_cents", N_("Demandé"), CELL_MONEY, 15, false, PLACE_ANY },
	[E_AWARDED] = { "awarded_cents", N_("Accordé"), CELL_MONEY, 15, false, PLACE_ANY },
	[E_OWN] = { "own_awarded_cents", N_("Accordé en propre"), CELL_MONEY, 15, true, PLACE_ANY },
	[E_LEFT] = { "left_cents", N_("Reste à attribuer"), CELL_MONEY, 15, false, PLACE_ANY },
	[E_RATE] = { "awarded_rate_bp", N_("Part accordée"), CELL_RATE, 10, false, PLACE_ANY },
	[E_DOSSIERS] = { "dossiers", N_("Dossiers accordés"), CELL_INTEGER, 10, false, PLACE_ANY },
	[E_REFUSED] = { "refused", N_("Refusés"), CELL_INTEGER, 10, false, PLACE_ANY },
	[E_DISMISSED] = { "dismissed", N_("Sans suite ou réorientés"), CELL_INTEGER, 10, false,
		PLACE_ANY },
	[E_WAITING] = { "waiting", N_("En attente"), CELL_INTEGER, 10, false, PLACE_ANY },
	[E_DEPOSITED] = { "deposited", N_("Dossiers déposés"), CELL_INTEGER, 10, false, PLACE_ANY },
	[E_APPLICANTS] = { "applicants", N_("Demandeurs"), CELL_INTEGER, 10, false, PLACE_ANY },
};

struct book_column *
export_envelope_columns(struct arena *a, size_t *count)
{
	struct book_column *out = arena_dup(a, envelope_columns, sizeof envelope_columns);

	for (int i = 0; i < E_COUNT; i++)
		out[i].title = _(out[i].title);
	*count = E_COUNT;
	return out;
}

/* Of one envelope and its parts. */
struct tally {
	int64_t requested, awarded, own_awarded;
	int64_t deposited, granted, refused, dismissed, waiting, applicants;
};

/* Somebody asks something of an envelope: told twice, he is one applicant. */
struct asking {
	size_t envelope;
	uint64_t who;
};

struct counting {
	const struct export_plan *p;
	struct arena a, row;
	struct envelope *list;
	struct tally *tallies;
	size_t n;
	struct asking *askings;
	size_t asking_count, asking_cap;
};

static struct book_cell
text(struct str s)
{
	return (struct book_cell){ s.ptr && s.len, s, 0 };
}

static struct book_cell
number(int64_t n)
{
	return (struct book_cell){ true, STR_NONE, n };
}

static size_t
place_of(const struct counting *k, struct str code)
{
	const struct envelope *e = code.len ? envelope_find(k->list, k->n, code) : NULL;

	return e ? (size_t)(e - k->list) : k->n;
}

static size_t
default_of(const struct counting *k, struct str department)
{
	struct str code, name, region = STR_NONE;
	const struct envelope *e = NULL;

	if (department.len && department_find(department, &code, &name, &region))
		e = envelope_default(k->list, k->n, code, region);
	return e ? (size_t)(e - k->list) : k->n;
}

static uint64_t
identity_of(const struct list_row *r)
{
	struct hash h = hash_of(r->siret.len ? r->siret : r->applicant);
	uint64_t out;

	memcpy(&out, &h, sizeof out);
	return out;
}

static void
count_decision(struct tally *t, const struct list_row *r)
{
	bool ended = r->state == STATE_LAPSED || r->state == STATE_WITHDRAWN ||
		     r->state == STATE_RENOUNCED;

	t->deposited++;
	t->requested += r->requested.is ? r->requested.m.cents : 0;
	if (!r->has_decision || r->decision == DECISION_POSTPONE)
		t->waiting++;
	else if (r->decision == DECISION_REFUSE)
		t->refused++;
	else if (r->decision == DECISION_AWARD)
		t->granted += !ended;
	else
		t->dismissed++;
}

/* charged: the award spends the money of this envelope, and of those above. */
static void
count_up(struct counting *k, size_t at, const struct list_row *r, bool charged)
{
	int64_t cents = charged && r->amount.is ? r->amount.m.cents : 0;

	k->tallies[at].own_awarded += cents;
	for (; at < k->n; at = place_of(k, k->list[at].parent)) {
		const struct asking one = { at, identity_of(r) };

		count_decision(&k->tallies[at], r);
		k->tallies[at].awarded += cents;
		ARENA_PUSH(&k->a, k->askings, k->asking_count, k->asking_cap, one);
	}
}

static enum status
see_dossier(void *ctx, const struct list_row *r, struct err *err)
{
	struct counting *k = ctx;
	struct decided d = { .at = INSTANT_NONE };
	enum status st = OK;
	size_t at, charged;

	if (r->has_decision && r->decision == DECISION_AWARD)
		st = store_decided(k->p->s->store, r->number, &k->row, &d, err);
	if (st)
		return st;
	charged = place_of(k, d.envelope);
	at = charged < k->n ? charged : default_of(k, r->department);
	if (at < k->n)
		count_up(k, at, r, charged < k->n);
	arena_reset(&k->row);
	return OK;
}

static int
by_envelope(const void *x, const void *y)
{
	const struct asking *a = x, *b = y;

	if (a->envelope != b->envelope)
		return a->envelope < b->envelope ? -1 : 1;
	return (a->who > b->who) - (a->who < b->who);
}

static void
count_applicants(struct counting *k)
{
	const struct asking *list = k->askings;

	if (k->asking_count)
		qsort(k->askings, k->asking_count, sizeof *k->askings, by_envelope);
	for (size_t i = 0; i < k->asking_count; i++)
		if (!i || by_envelope(&list[i - 1], &list[i]) != 0)
			k->tallies[list[i].envelope].applicants++;
}

static enum status
give_envelope(const struct envelope *e, const struct tally *t, export_row_fn *fn, void *ctx,
	struct err *err)
{
	const struct book_cell cells[E_COUNT] = {
		[E_CODE] = text(e->code),
		[E_LABEL] = text(e->label),
		[E_PARENT] = text(e->parent),
		[E_AMOUNT] = number(e->amount.cents),
		[E_DELEGATED] = number(e->delegated.cents),
		[E_REQUESTED] = number(t->requested),
		[E_AWARDED] = number(t->awarded),
		[E_OWN] = number(t->own_awarded),
		[E_LEFT] = number(envelope_left(e).cents),
		[E_RATE] = number(rate_of((struct money){ t->awarded }, e->amount)),
		[E_DOSSIERS] = number(t->granted),
		[E_REFUSED] = number(t->refused),
		[E_DISMISSED] = number(t->dismissed),
		[E_WAITING] = number(t->waiting),
		[E_DEPOSITED] = number(t->deposited),
		[E_APPLICANTS] = number(t->applicants),
	};

	return fn(ctx, cells, err);
}

/* Restricted by a query, only the envelopes that have a dossier of it. */
enum status
export_each_envelope(const struct export_plan *p, export_row_fn *fn, void *ctx, struct err *err)
{
	struct counting k = { .p = p };
	bool all = !p->query.len;
	enum status st = envelopes_list(p->s, &k.a, &k.list, &k.n, err);

	k.tallies = ARENA_ARRAY(&k.a, struct tally, k.n + 1);
	if (!st)
		st = export_dossiers(p, see_dossier, &k, err);
	if (!st)
		count_applicants(&k);
	for (size_t i = 0; i < k.n && !st; i++)
		if (all || k.tallies[i].deposited)
			st = give_envelope(&k.list[i], &k.tallies[i], fn, ctx, err);
	arena_done(&k.row);
	arena_done(&k.a);
	return st;
}
