/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What the base holds once one more record came.
 *
 * A dossier is at most two layers: the newest JSON answer (its structure, kinds, rows, files), and
 * over it what newer CSV exports state, field by field with the date of the export (stated). Merging
 * two dossiers takes the newer answer and lays over it each statement that is newer than what it
 * meets. So the result does not depend on the order of arrival, and merging again what is already in
 * it changes nothing.
 *
 * A blank cell states nothing (it may be a hidden question); neither does the 0 of a blank number or
 * the "off" of a box that the answer does not show.
 */
#include "pupitre/domain/dossier.h"

#include "dossier_priv.h"

static struct instant
answer_date(const struct dossier *d)
{
	return d->source == SOURCE_JSON ? d->modified : d->answered;
}

static bool
has_answer(const struct dossier *d)
{
	return d->source == SOURCE_JSON || d->answered.ms != 0;
}

static bool
is_newer(const struct dossier *a, const struct dossier *b)
{
	if (a->modified.ms != b->modified.ms)
		return a->modified.ms > b->modified.ms;
	return a->source > b->source;
}

static size_t
count_section(const struct dossier *d, enum section section)
{
	size_t n = 0;

	for (size_t i = 0; i < d->field_count; i++)
		n += d->fields[i].section == section;
	return n;
}

static bool
is_structure(const struct field *f)
{
	return f->kind == FIELD_HEADER || f->kind == FIELD_EXPLANATION || f->row.ptr;
}

/* The cell with which a CSV states this field, absent when it states nothing: everything in a CSV
 * alone; over an answer what was laid there, blank numbers and boxes in their exported form. */
static struct str
statement_of(struct arena *a, const struct dossier *d, const struct field *f)
{
	if (is_structure(f) || (has_answer(d) && !f->stated.ms))
		return STR_NONE;
	if (!f->value.len && f->stated.ms)
		return field_csv_form(a, f);
	return f->value.len ? f->value : STR_NONE;
}

static struct instant
date_of(const struct dossier *d, const struct field *f)
{
	if (f->stated.ms)
		return f->stated;
	return has_answer(d) ? answer_date(d) : d->modified;
}

static bool
says_nothing(struct str cell)
{
	return !cell.len || str_eqz(cell, "0") || str_eqz(cell, "off");
}

/*
 * Pairs each statement with a field of the same label. In an answer: equal values first, then in the
 * order of the form, since a CSV has columns for the hidden questions too. In another CSV: the same
 * column, that is the same occurrence.
 */
struct pairing {
	struct arena *arena;
	const struct dossier *base, *over;
	bool *taken; /* per field of base */
	struct str *cells; /* per field of over: its statement */
	ptrdiff_t *target; /* per field of over: index in base, -1 none */
};

static bool
may_pair(const struct pairing *p, const struct field *statement, size_t i)
{
	const struct field *f = &p->base->fields[i];

	if (p->taken[i] || is_structure(f) || !str_eq(f->label, statement->label))
		return false;
	if (!has_answer(p->base))
		return f->occurrence == statement->occurrence;
	return !statement->descriptor.ptr || !f->descriptor.ptr ||
	       str_eq(f->descriptor, statement->descriptor);
}

static void
pair_pass(struct pairing *p, bool equal_only)
{
	for (size_t s = 0; s < p->over->field_count; s++) {
		const struct field *f = &p->over->fields[s];

		if (p->target[s] >= 0 || !p->cells[s].ptr)
			continue;
		for (size_t i = 0; i < p->base->field_count; i++) {
			if (!may_pair(p, f, i))
				continue;
			if (equal_only && !field_says(p->arena, &p->base->fields[i], p->cells[s]))
				continue;
			p->taken[i] = true;
			p->target[s] = (ptrdiff_t)i;
			break;
		}
	}
}

static void
state(struct arena *a, struct field *f, const struct field *statement, struct str cell,
	struct instant date)
{
	if (!field_says(a, f, cell)) {
		f->value = field_value_of_cell(a, f->kind, cell);
		f->raw = statement->raw;
		f->flags = statement->flags;
	}
	f->stated = date;
}

/* Room for the fields of both, since what pairs with nothing is appended. */
static void
reserve(struct arena *a, struct dossier *d, size_t more)
{
	struct field *grown = ARENA_ARRAY(a, struct field, d->field_count + more + 1);

	if (d->field_count)
		memcpy(grown, d->fields, d->field_count * sizeof(*grown));
	d->fields = grown;
}

static int
next_occurrence(const struct dossier *d, const struct field *f)
{
	int n = 0;

	for (size_t i = 0; i < d->field_count; i++)
		if (d->fields[i].section == f->section && str_eq(d->fields[i].label, f->label) &&
			d->fields[i].occurrence >= n)
			n = d->fields[i].occurrence + 1;
	return n;
}

static void
append(struct dossier *d, const struct field *f, struct instant date)
{
	struct field copy = *f;

	if (has_answer(d))
		copy.occurrence = next_occurrence(d, f);
	copy.stated = date;
	d->fields[d->field_count++] = copy;
}

static struct pairing
pair(struct arena *a, const struct dossier *base, const struct dossier *over)
{
	struct pairing p = { .arena = a, .base = base, .over = over };

	p.taken = ARENA_ARRAY(a, bool, base->field_count + 1);
	p.cells = ARENA_ARRAY(a, struct str, over->field_count + 1);
	p.target = ARENA_ARRAY(a, ptrdiff_t, over->field_count + 1);
	for (size_t s = 0; s < over->field_count; s++) {
		p.cells[s] = statement_of(a, over, &over->fields[s]);
		p.target[s] = -1;
	}
	pair_pass(&p, true);
	pair_pass(&p, false);
	return p;
}

static bool
is_partial(const struct dossier *d)
{
	return !count_section(d, SECTION_FORM) || !count_section(d, SECTION_ANNOTATION);
}

/* One statement on the field that it meets, or beside the others when it meets none. */
static void
lay_one(const struct pairing *p, struct dossier *base, size_t s, bool over_wins)
{
	const struct field *statement = &p->over->fields[s];
	struct instant date = date_of(p->over, statement), met;
	bool outdated = has_answer(base) && date.ms <= answer_date(base).ms;

	if (p->target[s] < 0) {
		if (!outdated || is_partial(base))
			if (!has_answer(base) || !says_nothing(p->cells[s]))
				append(base, statement, date);
		return;
	}
	met = date_of(base, &base->fields[p->target[s]]);
	if (!outdated && (date.ms > met.ms || (date.ms == met.ms && over_wins)))
		state(p->arena, &base->fields[p->target[s]], statement, p->cells[s], date);
}

static void
lay_over(struct arena *a, struct dossier *base, const struct dossier *over, bool over_wins)
{
	struct pairing p;

	reserve(a, base, over->field_count);
	p = pair(a, base, over);
	for (size_t s = 0; s < over->field_count; s++)
		if (p.cells[s].ptr)
			lay_one(&p, base, s, over_wins);
}

/* An answer asked without its annotations (or its fields) says nothing about them. */
static void
add_missing_section(
	struct arena *a, struct dossier *out, const struct dossier *other, enum section section)
{
	if (count_section(out, section) || !has_answer(other))
		return;
	reserve(a, out, other->field_count);
	for (size_t i = 0; i < other->field_count; i++)
		if (other->fields[i].section == section)
			out->fields[out->field_count++] = other->fields[i];
}

static bool
holds_newer_answer(const struct dossier *d, const struct dossier *other)
{
	return has_answer(d) && (!has_answer(other) || answer_date(d).ms >= answer_date(other).ms);
}

/* The base is the dossier that has the newer answer, or the newer of two exports. */
static void
merge_fields(struct arena *a, struct dossier *out, const struct dossier *newer,
	const struct dossier *older)
{
	bool over_wins = has_answer(older) && !holds_newer_answer(newer, older);
	const struct dossier *other = over_wins ? newer : older;
	struct dossier base = over_wins ? *older : *newer;

	if (has_answer(&base)) {
		add_missing_section(a, &base, other, SECTION_FORM);
		add_missing_section(a, &base, other, SECTION_ANNOTATION);
	}
	lay_over(a, &base, other, over_wins);
	out->fields = base.fields;
	out->field_count = base.field_count;
	out->attachments = base.attachments;
	out->attachment_count = base.attachment_count;
	if (newer->source == SOURCE_JSON || !has_answer(&base))
		out->answered = (struct instant){ 0 };
	else
		out->answered = answer_date(&base);
}

static void
fill_str(struct str *s, struct str other)
{
	if (!s->ptr)
		*s = other;
}

static void
fill_instant(struct instant *t, struct instant other)
{
	if (!instant_is(*t))
		*t = other;
}

static void
fill_money(struct maybe_money *m, struct maybe_money other)
{
	if (!m->is)
		*m = other;
}

/* State, dates and motivation go together: an older state's date says nothing of a newer state. */
static void
fill_progress(struct dossier *out, const struct dossier *older)
{
	if (out->platform_state.ptr && !str_eq(out->platform_state, older->platform_state))
		return;
	if (out->source == SOURCE_JSON && out->platform_state.ptr)
		return;
	fill_str(&out->platform_state, older->platform_state);
	fill_instant(&out->submitted_at, older->submitted_at);
	fill_instant(&out->instruction_at, older->instruction_at);
	fill_instant(&out->decided_at, older->decided_at);
	fill_str(&out->motivation, older->motivation);
}

static void
fill_applicant(struct applicant *who, const struct applicant *other)
{
	if (who->siret.ptr ? !str_eq(who->siret, other->siret)
			   : who->name.ptr && !str_eq(who->name, other->name))
		return;
	fill_str(&who->siret, other->siret);
	fill_str(&who->name, other->name);
	fill_str(&who->kind, other->kind);
	fill_str(&who->insee, other->insee);
	fill_str(&who->department, other->department);
	fill_str(&who->epci, other->epci);
	if (who->population < 0)
		who->population = other->population;
	fill_str(&who->address, other->address);
	fill_str(&who->city, other->city);
	fill_str(&who->email, other->email);
}

/* An answer with its form says all that the mapping reads, blanks included. */
static void
fill_columns(struct dossier *out, const struct dossier *older)
{
	if (out->source == SOURCE_JSON && count_section(out, SECTION_FORM))
		return;
	fill_str(&out->title, older->title);
	fill_str(&out->department, older->department);
	fill_str(&out->category, older->category);
	if (!out->volet)
		out->volet = older->volet;
	fill_money(&out->total, older->total);
	fill_money(&out->requested, older->requested);
	fill_money(&out->other_funding, older->other_funding);
	if (!day_is(out->start))
		out->start = older->start;
	if (!day_is(out->end))
		out->end = older->end;
	fill_str(&out->contact, older->contact);
	if (!out->funding_count) {
		out->funding = older->funding;
		out->funding_count = older->funding_count;
	}
}

static struct dossier
combine(struct arena *a, const struct dossier *newer, const struct dossier *older)
{
	struct dossier out = *newer;

	fill_str(&out.demarche, older->demarche);
	fill_str(&out.demarche_title, older->demarche_title);
	fill_str(&out.group, older->group);
	fill_progress(&out, older);
	fill_applicant(&out.applicant, &older->applicant);
	fill_columns(&out, older);
	merge_fields(a, &out, newer, older);
	return out;
}

struct dossier
dossier_merge(struct arena *a, const struct dossier *held, const struct dossier *in)
{
	if (is_newer(held, in))
		return combine(a, held, in);
	return combine(a, in, held);
}
