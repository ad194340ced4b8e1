/* SPDX-License-Identifier: EUPL-1.2 */
/* The "récapitulatif des décisions": one row per dossier, its columns a table of data. */
#include "pupitre/app/browse.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/read.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/territory.h"
#include "pupitre/exchange/writer.h"
#include "session_priv.h"

/* Facts of one row: the dossier, its place, what the base says around it. */
struct line {
	struct session *s;
	struct arena *a;
	const struct dossier_view *v;
	int64_t rank;
};

struct recap_column {
	const char *title;
	bool numeric;
	struct str (*cell)(const struct line *l);
};

static struct str
money_cell(const struct line *l, struct maybe_money m)
{
	struct number_text t;

	if (!m.is)
		return STR_NONE;
	t = money_decimal(m.m);
	for (char *c = t.s; *c; c++)
		if (*c == '.')
			*c = ',';
	return str_z(arena_printf(l->a, "%s", t.s));
}

static struct str
day_cell(const struct line *l, struct instant t)
{
	return instant_is(t) ? str_z(arena_printf(l->a, "%s", day_fr(instant_day(t)).s)) : STR_NONE;
}

static struct str
rate_cell(const struct line *l, struct maybe_money part, struct maybe_money whole)
{
	if (!part.is || !whole.is || !whole.m.cents)
		return STR_NONE;
	return str_z(arena_printf(l->a, "%s", rate_text(rate_of(part.m, whole.m)).s));
}

static struct str
c_rank(const struct line *l)
{
	return str_z(arena_printf(l->a, "%lld", (long long)l->rank));
}

static struct str
c_region(const struct line *l)
{
	struct str code, name, region, region_name;

	if (!l->v->d.department.ptr ||
		!department_find(l->v->d.department, &code, &name, &region) ||
		!region_find(region, &region_name))
		return STR_NONE;
	return region_name;
}

static struct str
c_department(const struct line *l)
{
	return l->v->d.department;
}

static struct str
c_volet(const struct line *l)
{
	return l->v->d.volet ? str_z(arena_printf(l->a, "%d", l->v->d.volet)) : STR_NONE;
}

static struct str
c_number(const struct line *l)
{
	return str_z(arena_printf(l->a, "%lld", (long long)l->v->d.number));
}

static struct str
c_submitted(const struct line *l)
{
	return day_cell(l, l->v->d.submitted_at);
}

static struct str
c_applicant(const struct line *l)
{
	return l->v->d.applicant.name;
}

static struct str
c_siret(const struct line *l)
{
	return l->v->d.applicant.siret;
}

static struct str
c_insee(const struct line *l)
{
	return l->v->d.applicant.insee;
}

static struct str
c_kind(const struct line *l)
{
	struct str kind = l->v->d.applicant.kind;

	for (int i = 0; i < TERRITORY_KIND_COUNT; i++)
		if (str_eqz(kind, territory_kind_rows[i].code))
			return str_z(_(territory_kind_rows[i].label));
	return kind;
}

static struct str
c_population(const struct line *l)
{
	int64_t n = l->v->d.applicant.population;

	return n < 0 ? STR_NONE : str_z(arena_printf(l->a, "%lld", (long long)n));
}

static struct str
c_epci(const struct line *l)
{
	return l->v->d.applicant.epci;
}

static struct str
c_title(const struct line *l)
{
	return l->v->d.title;
}

static struct str
c_category(const struct line *l)
{
	return l->v->d.category;
}

static struct str
c_total(const struct line *l)
{
	return money_cell(l, l->v->d.total);
}

static struct str
c_eligible(const struct line *l)
{
	return money_cell(l, l->v->eligible);
}

static struct str
c_requested(const struct line *l)
{
	return money_cell(l, l->v->d.requested);
}

static struct str
c_requested_rate(const struct line *l)
{
	return rate_cell(l, l->v->d.requested, l->v->d.total);
}

static struct str
c_other(const struct line *l)
{
	return money_cell(l, l->v->d.other_funding);
}

static struct str
c_points(const struct line *l)
{
	return l->v->has_points ? str_z(arena_printf(l->a, "%s", points_exact(l->v->points).s))
				: STR_NONE;
}

static struct str
c_state(const struct line *l)
{
	return str_z(_(state_rows[l->v->state].label));
}

static struct str
c_decision(const struct line *l)
{
	return l->v->decision.is ? str_z(_(decision_rows[l->v->decision.d.kind].label)) : STR_NONE;
}

static struct str
c_amount(const struct line *l)
{
	return l->v->decision.is ? money_cell(l, l->v->decision.d.amount) : STR_NONE;
}

static struct str
c_amount_rate(const struct line *l)
{
	return l->v->decision.is ? rate_cell(l, l->v->decision.d.amount, l->v->decision.d.eligible)
				 : STR_NONE;
}

static struct str
c_envelope(const struct line *l)
{
	return l->v->decision.d.envelope;
}

static struct str
c_reason(const struct line *l)
{
	return l->v->decision.d.reason;
}

static struct str
c_text(const struct line *l)
{
	return l->v->decision.d.text;
}

static struct str
c_decided(const struct line *l)
{
	return l->v->decision.is ? day_cell(l, l->v->decision.at) : STR_NONE;
}

static const struct recap_column recap[] = {
	{ N_("N° d'ordre"), true, c_rank },
	{ N_("Région"), false, c_region },
	{ N_("Département"), false, c_department },
	{ N_("Volet"), true, c_volet },
	{ N_("N° dossier"), true, c_number },
	{ N_("Date de dépôt"), false, c_submitted },
	{ N_("Bénéficiaire"), false, c_applicant },
	{ N_("SIRET"), false, c_siret },
	{ N_("Code INSEE"), false, c_insee },
	{ N_("Type de porteur"), false, c_kind },
	{ N_("Population"), true, c_population },
	{ N_("EPCI"), false, c_epci },
	{ N_("Intitulé"), false, c_title },
	{ N_("Catégorie"), false, c_category },
	{ N_("Coût total HT"), true, c_total },
	{ N_("Assiette retenue"), true, c_eligible },
	{ N_("Montant demandé"), true, c_requested },
	{ N_("Taux demandé (%)"), true, c_requested_rate },
	{ N_("Autres cofinancements"), true, c_other },
	{ N_("Note totale /100"), true, c_points },
	{ N_("État"), false, c_state },
	{ N_("Décision"), false, c_decision },
	{ N_("Montant accordé"), true, c_amount },
	{ N_("Taux accordé (%)"), true, c_amount_rate },
	{ N_("Enveloppe imputée"), false, c_envelope },
	{ N_("Motif (code)"), false, c_reason },
	{ N_("Motif (texte)"), false, c_text },
	{ N_("Date de décision"), false, c_decided },
};
enum { RECAP_COLUMNS = sizeof recap / sizeof *recap, PAGE = 200 };

static void
write_header(struct buf *out)
{
	struct cell cells[RECAP_COLUMNS];

	for (size_t i = 0; i < RECAP_COLUMNS; i++)
		cells[i] = (struct cell){ str_z(_(recap[i].title)), false };
	csv_begin(out, CSV_OFFICE);
	csv_row(out, CSV_OFFICE, cells, RECAP_COLUMNS);
}

static enum status
write_line(struct session *s, int64_t number, int64_t rank, struct buf *out, struct err *err)
{
	struct cell cells[RECAP_COLUMNS];
	struct arena a = { 0 };
	struct dossier_view v;
	struct line l = { s, &a, &v, rank };
	enum status st = dossier_read(s, number, &a, &v, err);

	if (!st) {
		for (size_t i = 0; i < RECAP_COLUMNS; i++)
			cells[i] = (struct cell){ recap[i].cell(&l), recap[i].numeric };
		csv_row(out, CSV_OFFICE, cells, RECAP_COLUMNS);
	}
	arena_done(&a);
	return st;
}

static enum status
write_all(struct session *s, struct browse *b, struct buf *out, size_t *rows, struct err *err)
{
	struct arena a = { 0 };
	struct list_row *page;
	size_t n = 0;
	int64_t last = 0;
	enum status st = browse_page(b, BROWSE_FIRST, 0, PAGE, &a, &page, &n, err);

	while (!st && n) {
		for (size_t i = 0; i < n && !st; i++)
			st = write_line(s, page[i].number, (int64_t)++ * rows, out, err);
		last = page[n - 1].number;
		arena_reset(&a);
		if (!st)
			st = browse_page(b, BROWSE_AFTER, last, PAGE, &a, &page, &n, err);
	}
	arena_done(&a);
	return st;
}

enum status
export_recapitulatif(
	struct session *s, struct str query, struct buf *out, size_t *rows, struct err *err)
{
	struct browse *b;
	int at;
	enum status st = session_require(s, CAN_EXPORT, err);

	if (!st)
		st = browse_open(s, query, STR_NONE, &b, &at, err);
	if (st)
		return st;
	*rows = 0;
	write_header(out);
	st = write_all(s, b, out, rows, err);
	browse_close(b);
	return st;
}
