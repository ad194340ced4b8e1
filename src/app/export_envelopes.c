/* SPDX-License-Identifier: EUPL-1.2 */
/* The envelopes as rows: parents before their parts. */
#include "export_priv.h"
#include "pupitre/app/envelopes.h"
#include "pupitre/base/i18n.h"

enum {
	E_CODE,
	E_LABEL,
	E_PARENT,
	E_AMOUNT,
	E_DELEGATED,
	E_AWARDED,
	E_OWN,
	E_LEFT,
	E_RATE,
	E_DOSSIERS,
	E_COUNT
};

static const struct book_column envelope_columns[E_COUNT] = {
	[E_CODE] = { "code", N_("Enveloppe"), CELL_CODE, 12, false, PLACE_ANY },
	[E_LABEL] = { "label", N_("Libellé"), CELL_TEXT, 34, false, PLACE_ANY },
	[E_PARENT] = { "parent", N_("Part de"), CELL_CODE, 12, false, PLACE_ANY },
	[E_AMOUNT] = { "amount_cents", N_("Montant"), CELL_MONEY, 15, false, PLACE_ANY },
	[E_DELEGATED] = { "delegated_cents", N_("Délégué"), CELL_MONEY, 15, false, PLACE_ANY },
	[E_AWARDED] = { "awarded_cents", N_("Accordé"), CELL_MONEY, 15, false, PLACE_ANY },
	[E_OWN] = { "own_awarded_cents", N_("Accordé en propre"), CELL_MONEY, 15, true, PLACE_ANY },
	[E_LEFT] = { "left_cents", N_("Reste à attribuer"), CELL_MONEY, 15, false, PLACE_ANY },
	[E_RATE] = { "awarded_rate_bp", N_("Part accordée"), CELL_RATE, 10, false, PLACE_ANY },
	[E_DOSSIERS] = { "dossiers", N_("Dossiers accordés"), CELL_INTEGER, 10, false, PLACE_ANY },
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

enum status
export_each_envelope(const struct export_plan *p, export_row_fn *fn, void *ctx, struct err *err)
{
	struct arena a = { 0 };
	struct envelope *list;
	size_t n = 0;
	enum status st = envelopes_list(p->s, &a, &list, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		const struct envelope *e = &list[i];
		const struct book_cell cells[E_COUNT] = {
			[E_CODE] = text(e->code),
			[E_LABEL] = text(e->label),
			[E_PARENT] = text(e->parent),
			[E_AMOUNT] = number(e->amount.cents),
			[E_DELEGATED] = number(e->delegated.cents),
			[E_AWARDED] = number(e->awarded.cents),
			[E_OWN] = number(e->own_awarded.cents),
			[E_LEFT] = number(envelope_left(e).cents),
			[E_RATE] = number(rate_of(e->awarded, e->amount)),
			[E_DOSSIERS] = number(e->dossiers),
		};

		st = fn(ctx, cells, err);
	}
	arena_done(&a);
	return st;
}
