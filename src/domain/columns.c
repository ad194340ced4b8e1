/* SPDX-License-Identifier: EUPL-1.2 */
/* Columns of the list and how each cell is shown on screen. */
#include "pupitre/domain/columns.h"

#include <stdio.h>

#include "fold.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/territory.h"

static struct str
text_or_dash(struct str s)
{
	return s.len ? s : STR("-");
}

static struct str
copied(struct arena *a, const char *z)
{
	return text_or_dash(arena_str(a, str_z(z)));
}

static struct str
euros(struct arena *a, struct maybe_money m)
{
	return m.is ? copied(a, money_euros(m.m).s) : STR("-");
}

static struct str
cell_number(struct arena *a, const struct list_row *r)
{
	return str_z(arena_printf(a, "%lld", (long long)r->number));
}

static struct str
cell_department(struct arena *a, const struct list_row *r)
{
	(void)a;
	return text_or_dash(r->department);
}

static struct str
cell_applicant(struct arena *a, const struct list_row *r)
{
	(void)a;
	return text_or_dash(r->applicant);
}

static struct str
cell_title(struct arena *a, const struct list_row *r)
{
	(void)a;
	return text_or_dash(r->title);
}

static struct str
cell_requested(struct arena *a, const struct list_row *r)
{
	return euros(a, r->requested);
}

static struct str
cell_total(struct arena *a, const struct list_row *r)
{
	return euros(a, r->total);
}

static struct str
cell_eligible(struct arena *a, const struct list_row *r)
{
	return euros(a, r->eligible);
}

static int
whole_points(struct points p)
{
	return (p.milli + 500) / 1000;
}

/* "72,5"; the viewer's own unfinished sheet as "55-71". */
static struct str
cell_points(struct arena *a, const struct list_row *r)
{
	if (r->has_points)
		return copied(a, points_text(r->points).s);
	if (r->has_range && r->range.min.milli == r->range.max.milli)
		return copied(a, points_text(r->range.min).s);
	if (r->has_range)
		return str_z(arena_printf(
			a, "%d-%d", whole_points(r->range.min), whole_points(r->range.max)));
	return STR("-");
}

/* The column has 8 places: beyond them a delay is told in years. */
enum { LATE_DAYS_SHOWN = 999, DAYS_OF_YEAR = 365 };

static struct str
cell_deadline(struct arena *a, const struct list_row *r)
{
	if (!day_is(r->deadline))
		return STR("-");
	if (r->days_left < -LATE_DAYS_SHOWN)
		return str_z(arena_printf(a, _("! -%d ans"), -r->days_left / DAYS_OF_YEAR));
	return str_z(arena_printf(a, r->urgent ? _("! %d j") : _("%d j"), r->days_left));
}

static struct str
cell_state(struct arena *a, const struct list_row *r)
{
	(void)a;
	return str_z(_(state_rows[r->state].label));
}

static struct str
cell_submitted(struct arena *a, const struct list_row *r)
{
	return copied(a, day_fr(r->submitted).s);
}

static struct str
cell_decision(struct arena *a, const struct list_row *r)
{
	(void)a;
	return r->has_decision ? str_z(_(decision_rows[r->decision].label)) : STR("-");
}

static struct str
cell_amount(struct arena *a, const struct list_row *r)
{
	return euros(a, r->amount);
}

static struct str
cell_kind(struct arena *a, const struct list_row *r)
{
	(void)a;
	for (int i = 0; i < TERRITORY_KIND_COUNT; i++) {
		if (str_eqz(r->applicant_kind, territory_kind_rows[i].code))
			return str_z(_(territory_kind_rows[i].label));
	}
	return STR("-");
}

/* Inhabitants are grouped by thousands as amounts are. */
static struct str
cell_population(struct arena *a, const struct list_row *r)
{
	struct maybe_money m = { r->population >= 0, { r->population * 100 } };

	return euros(a, m);
}

static struct str
cell_category(struct arena *a, const struct list_row *r)
{
	(void)a;
	return text_or_dash(r->category);
}

static struct str
cell_tags(struct arena *a, const struct list_row *r)
{
	(void)a;
	return text_or_dash(r->tags);
}

const struct column_row column_rows[COLUMN_COUNT] = {
	[COLUMN_NUMBER] = { "number", "numéro", "id", "n°", N_("N°"), TYPE_NUMBER, 8, false, true,
		cell_number },
	[COLUMN_DEPARTMENT] = { "department", "dep", "dept", "département", N_("Dép"), TYPE_CODE, 3,
		false, true, cell_department },
	[COLUMN_APPLICANT] = { "applicant", "demandeur", "owner", NULL, N_("Demandeur"), TYPE_TEXT,
		20, false, true, cell_applicant },
	[COLUMN_TITLE] = { "title", "projet", "project", "intitulé", N_("Projet"), TYPE_TEXT, 0,
		false, true, cell_title },
	[COLUMN_REQUESTED] = { "requested_cents", "montant", "requested", "demandé",
		N_("Demandé €"), TYPE_MONEY, 10, true, true, cell_requested },
	[COLUMN_TOTAL] = { "total_cents", "coût", "total", "coût-total", N_("Coût total €"),
		TYPE_MONEY, 12, true, true, cell_total },
	[COLUMN_ELIGIBLE] = { "eligible_cents", "assiette", "eligible", NULL, N_("Assiette €"),
		TYPE_MONEY, 10, true, true, cell_eligible },
	[COLUMN_POINTS] = { "points_milli", "note", "points", NULL, N_("Note"), TYPE_POINTS, 5,
		true, true, cell_points },
	[COLUMN_DEADLINE] = { "deadline", "échéance", "due", "délai", N_("Délai"), TYPE_DAY, 8,
		true, true, cell_deadline },
	[COLUMN_STATE] = { "state", "état", "status", NULL, N_("État"), TYPE_STATE, 18, false, true,
		cell_state },
	[COLUMN_SUBMITTED] = { "submitted", "dépôt", "deposited", "déposé", N_("Dépôt"), TYPE_DAY,
		10, false, true, cell_submitted },
	[COLUMN_DECISION] = { "decision", "décision", "outcome", NULL, N_("Décision"), TYPE_CODE,
		17, false, true, cell_decision },
	[COLUMN_AMOUNT] = { "amount_cents", "accordé", "amount", "octroyé", N_("Accordé €"),
		TYPE_MONEY, 10, true, true, cell_amount },
	[COLUMN_KIND] = { "kind", "type", "kind", "nature", N_("Type"), TYPE_CODE, 24, false, true,
		cell_kind },
	[COLUMN_POPULATION] = { "population", "population", "inhabitants", "habitants",
		N_("Population"), TYPE_NUMBER, 10, true, true, cell_population },
	[COLUMN_CATEGORY] = { "category", "catégorie", "theme", "thématique", N_("Catégorie"),
		TYPE_TEXT, 18, false, true, cell_category },
	[COLUMN_TAGS] = { "tags", "étiquette", "tag", "étiquettes", N_("Étiquettes"), TYPE_TEXT, 18,
		false, false, cell_tags },
};

int
column_find(struct str name)
{
	for (int i = 0; i < COLUMN_COUNT; i++) {
		const struct column_row *c = &column_rows[i];

		if (str_eqz(name, c->id) || (c->key && folded_eq(name, str_z(c->key))) ||
			(c->alias && folded_eq(name, str_z(c->alias))) ||
			(c->also && folded_eq(name, str_z(c->also))))
			return i;
	}
	return -1;
}
