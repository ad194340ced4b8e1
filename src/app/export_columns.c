/* SPDX-License-Identifier: EUPL-1.2 */
/* The columns of a table of decisions: one row of data each. Contacts are none of them. */
#include "export_priv.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/motive.h"
#include "pupitre/domain/territory.h"

static struct book_cell
text(struct str s)
{
	return (struct book_cell){ s.ptr && s.len, s, 0 };
}

static struct book_cell
number(bool is, int64_t n)
{
	return (struct book_cell){ is, STR_NONE, n };
}

static struct book_cell
money(struct maybe_money m)
{
	return number(m.is, m.m.cents);
}

static struct book_cell
day(struct day d)
{
	return number(day_is(d), d.n);
}

static struct book_cell
rate(struct maybe_money part, struct maybe_money whole)
{
	bool is = part.is && whole.is && whole.m.cents;

	return number(is, is ? rate_of(part.m, whole.m) : 0);
}

static struct book_cell
c_order(const struct export_line *l, int subject)
{
	(void)subject;
	return number(true, l->order);
}

static size_t
place_of(struct str department)
{
	size_t place = 0;

	for (size_t i = 0; i < department.len; i++)
		place = place * 10 + (unsigned char)department.ptr[i] - '0';
	return place % EXPORT_REGIONS;
}

/* Absent where the reference does not know the department. */
static void
names_of(struct export_regions *r, struct str department, struct str *name, struct str *region)
{
	size_t at = place_of(department);
	struct str code, region_code;

	*name = *region = STR_NONE;
	if (department.ptr && str_eq(r->list[at].department, department)) {
		*name = r->list[at].name;
		*region = r->list[at].region;
		return;
	}
	if (!department.ptr || !department_find(department, &code, name, &region_code) ||
		!region_find(region_code, region))
		return;
	if (str_eq(code, department)) {
		r->list[at].department = code;
		r->list[at].name = *name;
		r->list[at].region = *region;
	}
}

static struct book_cell
c_region(const struct export_line *l, int subject)
{
	struct str name, region;

	(void)subject;
	names_of(l->regions, l->row->department, &name, &region);
	return text(region);
}

static struct book_cell
c_department_name(const struct export_line *l, int subject)
{
	struct str name, region;

	(void)subject;
	names_of(l->regions, l->row->department, &name, &region);
	return text(name);
}

static struct book_cell
c_department(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->row->department);
}

static struct book_cell
c_volet(const struct export_line *l, int subject)
{
	(void)subject;
	return number(l->brief.volet > 0, l->brief.volet);
}

static struct book_cell
c_number(const struct export_line *l, int subject)
{
	(void)subject;
	return number(true, l->row->number);
}

static struct book_cell
c_submitted(const struct export_line *l, int subject)
{
	(void)subject;
	return day(l->row->submitted);
}

static struct book_cell
c_applicant(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->row->applicant);
}

static struct book_cell
c_siret(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->row->siret);
}

static struct book_cell
c_insee(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->row->insee);
}

static struct book_cell
c_kind(const struct export_line *l, int subject)
{
	(void)subject;
	for (int i = 0; i < TERRITORY_KIND_COUNT; i++)
		if (str_eqz(l->row->applicant_kind, territory_kind_rows[i].code))
			return text(str_z(_(territory_kind_rows[i].label)));
	return text(l->row->applicant_kind);
}

static struct book_cell
c_population(const struct export_line *l, int subject)
{
	(void)subject;
	return number(l->row->population >= 0, l->row->population);
}

static struct book_cell
c_epci(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->brief.epci);
}

static struct book_cell
c_title(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->row->title);
}

static struct book_cell
c_category(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->row->category);
}

static struct book_cell
c_total(const struct export_line *l, int subject)
{
	(void)subject;
	return money(l->row->total);
}

static struct book_cell
c_eligible(const struct export_line *l, int subject)
{
	(void)subject;
	return money(l->row->eligible);
}

static struct book_cell
c_requested(const struct export_line *l, int subject)
{
	(void)subject;
	return money(l->row->requested);
}

static struct book_cell
c_requested_rate(const struct export_line *l, int subject)
{
	(void)subject;
	return rate(l->row->requested, l->row->total);
}

static struct book_cell
c_other(const struct export_line *l, int subject)
{
	(void)subject;
	return money(l->brief.other_funding);
}

static struct book_cell
c_criterion(const struct export_line *l, int subject)
{
	return number(l->criteria != NULL, l->criteria ? l->criteria[subject].milli : 0);
}

static struct book_cell
c_points(const struct export_line *l, int subject)
{
	(void)subject;
	return number(l->row->has_points, l->row->points.milli);
}

static struct book_cell
c_rank(const struct export_line *l, int subject)
{
	(void)subject;
	return number(l->rank > 0, l->rank);
}

static struct book_cell
c_state(const struct export_line *l, int subject)
{
	(void)subject;
	return text(str_z(_(state_rows[l->row->state].label)));
}

static struct book_cell
c_decision(const struct export_line *l, int subject)
{
	(void)subject;
	return text(
		l->row->has_decision ? str_z(_(decision_rows[l->row->decision].label)) : STR_NONE);
}

static struct book_cell
c_amount(const struct export_line *l, int subject)
{
	(void)subject;
	return money(l->row->amount);
}

static struct book_cell
c_amount_rate(const struct export_line *l, int subject)
{
	(void)subject;
	return rate(l->row->amount, l->brief.eligible);
}

static struct book_cell
c_envelope(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->brief.envelope);
}

static struct book_cell
c_reason(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->brief.reason);
}

static struct book_cell
c_reason_label(const struct export_line *l, int subject)
{
	const struct motive *m = motive_find(config_motives(&l->s->config), l->brief.reason);

	(void)subject;
	return text(m ? str_z(m->label) : STR_NONE);
}

/* A decision taken on the platform has its reason there. */
static struct book_cell
c_text(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->row->decided_by_platform && !l->brief.text.len ? l->brief.motivation
								      : l->brief.text);
}

static struct book_cell
c_decided(const struct export_line *l, int subject)
{
	(void)subject;
	return day(instant_is(l->brief.decided_at) ? instant_day(l->brief.decided_at) : DAY_NONE);
}

static struct book_cell
c_notified(const struct export_line *l, int subject)
{
	(void)subject;
	return day(instant_is(l->brief.notified_at) ? instant_day(l->brief.notified_at) : DAY_NONE);
}

static struct book_cell
c_start(const struct export_line *l, int subject)
{
	(void)subject;
	return day(l->brief.start);
}

static struct book_cell
c_end(const struct export_line *l, int subject)
{
	(void)subject;
	return day(l->brief.end);
}

static struct book_cell
c_deadline(const struct export_line *l, int subject)
{
	(void)subject;
	return day(l->row->deadline);
}

static struct book_cell
c_days_left(const struct export_line *l, int subject)
{
	(void)subject;
	return number(day_is(l->row->deadline), l->row->days_left);
}

static struct book_cell
c_evaluators(const struct export_line *l, int subject)
{
	(void)subject;
	return number(true, l->brief.evaluators);
}

static struct book_cell
c_instruction(const struct export_line *l, int subject)
{
	struct instant at = l->brief.instruction_at;

	(void)subject;
	return day(instant_is(at) ? instant_day(at) : DAY_NONE);
}

static struct book_cell
c_state_reason(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->brief.state_reason);
}

static struct str
listed(struct arena *a, struct str before, const char *one)
{
	return before.len ? str_z(arena_printf(a, "%.*s, %s", STR_ARG(before), one)) : str_z(one);
}

static struct book_cell
c_evaluator_names(const struct export_line *l, int subject)
{
	struct str out = STR_NONE;

	(void)subject;
	for (size_t i = 0; i < l->voices.evaluator_count; i++)
		out = listed(l->a, out, arena_z(l->a, l->voices.evaluators[i].login));
	return text(out);
}

/* In the order of the evaluators, once where all agree; nobody's before everybody's are final. */
static struct book_cell
c_opinion(const struct export_line *l, int subject)
{
	const struct voices *v = &l->voices;
	struct str out = STR_NONE;
	bool agree = true;

	(void)subject;
	for (size_t i = 1; i < v->evaluator_count; i++)
		agree = agree && v->evaluators[i].opinion == v->evaluators[0].opinion;
	for (size_t i = 0; l->row->has_points && i < v->evaluator_count && !(agree && i); i++)
		out = listed(l->a, out, _(opinion_rows[v->evaluators[i].opinion].label));
	return text(out);
}

/* "accordé 12 000,00 € (jean), refusé (lise)". */
static struct book_cell
c_proposal(const struct export_line *l, int subject)
{
	struct str out = STR_NONE;

	(void)subject;
	for (size_t i = 0; i < l->voices.proposal_count; i++) {
		const struct proposed *p = &l->voices.proposals[i];

		out = listed(l->a, out,
			arena_printf(l->a, "%s%s%s (%.*s)", _(decision_rows[p->kind].label),
				p->amount.is ? " " : "",
				p->amount.is ? money_text(p->amount.m).s : "", STR_ARG(p->login)));
	}
	return text(out);
}

static struct book_cell
c_finals(const struct export_line *l, int subject)
{
	(void)subject;
	return number(true, l->brief.finals);
}

static struct book_cell
c_by_platform(const struct export_line *l, int subject)
{
	(void)subject;
	return text(l->row->decided_by_platform ? str_z(_("plateforme")) : STR_NONE);
}

#define COLUMN(code, title, type, width, sum, pub, needs, cell)                                    \
	{                                                                                          \
		{ code, title, type, width, sum, PLACE_ANY }, pub, needs, cell, 0                  \
	}

/* The criteria of the grid stand after this column. */
#define BEFORE_CRITERIA "other_funding_cents"

static const struct export_column columns[] = {
	COLUMN("order", N_("N° d'ordre"), CELL_INTEGER, 6, false, true, NEEDS_ROW, c_order),
	COLUMN("region", N_("Région"), CELL_TEXT, 20, false, true, NEEDS_ROW, c_region),
	COLUMN("department", N_("Département"), CELL_CODE, 12, false, true, NEEDS_ROW,
		c_department),
	COLUMN("department_name", N_("Nom du département"), CELL_TEXT, 20, false, true, NEEDS_ROW,
		c_department_name),
	COLUMN("volet", N_("Volet"), CELL_INTEGER, 6, false, true, NEEDS_BRIEF, c_volet),
	COLUMN("number", N_("N° dossier"), CELL_INTEGER, 11, false, true, NEEDS_ROW, c_number),
	COLUMN("submitted", N_("Date de dépôt"), CELL_DAY, 12, false, true, NEEDS_ROW, c_submitted),
	COLUMN("instruction", N_("Passé en instruction"), CELL_DAY, 12, false, true, NEEDS_BRIEF,
		c_instruction),
	COLUMN("applicant", N_("Bénéficiaire"), CELL_TEXT, 34, false, true, NEEDS_ROW, c_applicant),
	COLUMN("siret", N_("SIRET"), CELL_CODE, 16, false, true, NEEDS_ROW, c_siret),
	COLUMN("insee", N_("Code INSEE"), CELL_CODE, 11, false, true, NEEDS_ROW, c_insee),
	COLUMN("kind", N_("Type de porteur"), CELL_TEXT, 18, false, true, NEEDS_ROW, c_kind),
	COLUMN("population", N_("Population"), CELL_INTEGER, 11, false, true, NEEDS_ROW,
		c_population),
	COLUMN("epci", N_("EPCI"), CELL_TEXT, 26, false, true, NEEDS_BRIEF, c_epci),
	COLUMN("title", N_("Intitulé"), CELL_TEXT, 44, false, true, NEEDS_ROW, c_title),
	COLUMN("category", N_("Catégorie"), CELL_TEXT, 22, false, true, NEEDS_ROW, c_category),
	COLUMN("total_cents", N_("Coût total HT"), CELL_MONEY, 14, true, true, NEEDS_ROW, c_total),
	COLUMN("eligible_cents", N_("Assiette retenue"), CELL_MONEY, 14, true, true, NEEDS_ROW,
		c_eligible),
	COLUMN("requested_cents", N_("Montant demandé"), CELL_MONEY, 14, true, true, NEEDS_ROW,
		c_requested),
	COLUMN("requested_rate_bp", N_("Taux demandé"), CELL_RATE, 10, false, true, NEEDS_ROW,
		c_requested_rate),
	COLUMN("other_funding_cents", N_("Autres cofinancements"), CELL_MONEY, 14, true, true,
		NEEDS_BRIEF, c_other),
	COLUMN("points_milli", N_("Note totale /100"), CELL_POINTS, 10, false, false, NEEDS_ROW,
		c_points),
	COLUMN("rank", N_("Rang"), CELL_INTEGER, 6, false, false, NEEDS_RANK, c_rank),
	COLUMN("opinion", N_("Avis"), CELL_TEXT, 14, false, false, NEEDS_VOICES, c_opinion),
	COLUMN("proposal", N_("Proposition"), CELL_TEXT, 26, false, false, NEEDS_VOICES,
		c_proposal),
	COLUMN("state", N_("État"), CELL_TEXT, 20, false, true, NEEDS_ROW, c_state),
	COLUMN("state_reason", N_("Motif de l'état"), CELL_TEXT, 30, false, false, NEEDS_BRIEF,
		c_state_reason),
	COLUMN("decision", N_("Décision"), CELL_TEXT, 16, false, true, NEEDS_ROW, c_decision),
	COLUMN("amount_cents", N_("Montant accordé"), CELL_MONEY, 14, true, true, NEEDS_ROW,
		c_amount),
	COLUMN("amount_rate_bp", N_("Taux accordé"), CELL_RATE, 10, false, true, NEEDS_BRIEF,
		c_amount_rate),
	COLUMN("envelope", N_("Enveloppe imputée"), CELL_CODE, 12, false, true, NEEDS_BRIEF,
		c_envelope),
	COLUMN("reason", N_("Motif (code)"), CELL_CODE, 20, false, true, NEEDS_BRIEF, c_reason),
	COLUMN("reason_label", N_("Motif"), CELL_TEXT, 30, false, true, NEEDS_BRIEF,
		c_reason_label),
	COLUMN("text", N_("Motif (texte)"), CELL_TEXT, 44, false, false, NEEDS_BRIEF, c_text),
	COLUMN("decided", N_("Date de décision"), CELL_DAY, 12, false, true, NEEDS_BRIEF,
		c_decided),
	COLUMN("decided_by", N_("Décidé sur"), CELL_TEXT, 12, false, false, NEEDS_ROW,
		c_by_platform),
	COLUMN("notified", N_("Date de notification"), CELL_DAY, 12, false, true, NEEDS_BRIEF,
		c_notified),
	COLUMN("start", N_("Début prévu"), CELL_DAY, 12, false, true, NEEDS_BRIEF, c_start),
	COLUMN("end", N_("Achèvement prévu"), CELL_DAY, 12, false, true, NEEDS_BRIEF, c_end),
	COLUMN("deadline", N_("Échéance"), CELL_DAY, 12, false, false, NEEDS_ROW, c_deadline),
	COLUMN("days_left", N_("Jours restants"), CELL_INTEGER, 8, false, false, NEEDS_ROW,
		c_days_left),
	COLUMN("evaluator_names", N_("Instructeurs"), CELL_TEXT, 20, false, false, NEEDS_VOICES,
		c_evaluator_names),
	COLUMN("evaluators", N_("Évaluateurs"), CELL_INTEGER, 8, false, false, NEEDS_BRIEF,
		c_evaluators),
	COLUMN("finals", N_("Évaluations finales"), CELL_INTEGER, 8, false, false, NEEDS_BRIEF,
		c_finals),
};

static struct export_column
criterion_column(const struct grid *g, struct arena *a, int i)
{
	struct export_column c =
		COLUMN(NULL, NULL, CELL_POINTS, 10, false, false, NEEDS_CRITERIA, c_criterion);

	c.book.code = arena_printf(a, "%s_milli", g->criteria[i].id);
	c.book.title =
		arena_printf(a, _("Note %s /%d"), g->criteria[i].label, g->criteria[i].weight);
	c.subject = i;
	return c;
}

/* What a page of paper shows first, whatever the preset. */
static enum book_place
place_of_column(const char *code)
{
	static const char *const codes[] = { "rank", "department", "applicant", "title",
		"requested_cents", "points_milli", "state", "decision", "amount_cents" };

	if (strcmp(code, "number") == 0)
		return PLACE_KEY;
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (strcmp(codes[i], code) == 0)
			return PLACE_MAIN;
	return PLACE_ANY;
}

static struct export_column *
table_of_dossiers(struct session *s, struct arena *a, size_t *count)
{
	size_t most = sizeof columns / sizeof *columns, n = 0;
	struct export_column *out =
		ARENA_ARRAY(a, struct export_column, most + (size_t)s->grid.criterion_count);

	for (size_t i = 0; i < most; i++) {
		out[n] = columns[i];
		out[n].book.title = _(columns[i].book.title);
		out[n].book.place = place_of_column(columns[i].book.code);
		if (strcmp(out[n++].book.code, BEFORE_CRITERIA) != 0)
			continue;
		for (int c = 0; c < s->grid.criterion_count; c++)
			out[n++] = criterion_column(&s->grid, a, c);
	}
	*count = n;
	return out;
}

/* Rows that come whole: a column is a place in them. */
static struct export_column *
table_of_books(const struct book_column *books, struct arena *a, size_t count)
{
	struct export_column *out = ARENA_ARRAY(a, struct export_column, count);

	for (size_t i = 0; i < count; i++)
		out[i] = (struct export_column){ .book = books[i], .subject = (int)i };
	return out;
}

struct export_column *
export_table(struct session *s, enum export_source source, struct arena *a, size_t *count)
{
	const struct book_column *books;

	if (source == SOURCE_DOSSIERS)
		return table_of_dossiers(s, a, count);
	books = source == SOURCE_MARKS ? export_mark_columns(a, count)
				       : export_envelope_columns(a, count);
	return table_of_books(books, a, *count);
}
