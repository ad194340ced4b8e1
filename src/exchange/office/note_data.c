/* SPDX-License-Identifier: EUPL-1.2 */
#include "note_data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pupitre/base/i18n.h"

/* As the column of decisions says it (domain/decision.c); the note is in French. */
#define AWARD_LABEL "accordé"

void
note_sheet(struct note_data *d, const struct book_sheet *s)
{
	static const char *const codes[NOTE_COLUMNS] = { "applicant", "title", "department",
		"department_name", "category", "kind", "reason_label", "submitted", "decided",
		"points_milli", "requested_cents", "amount_cents", "decision", "decided_by", "code",
		"label", "parent", "amount_cents", "left_cents" };
	bool envelopes = false;

	for (size_t i = 0; i < s->count; i++)
		envelopes |= strcmp(s->columns[i].code, codes[NOTE_ENVELOPE_LEFT]) == 0;
	for (int k = 0; k < NOTE_COLUMNS; k++) {
		bool wanted = k < NOTE_ENVELOPE ? d->sheets == 0 : envelopes;

		d->at[k] = -1;
		for (size_t i = 0; wanted && i < s->count; i++)
			if (strcmp(s->columns[i].code, codes[k]) == 0)
				d->at[k] = (int)i;
	}
	d->sheets++;
}

void
note_done(struct note_data *d)
{
	arena_done(&d->arena);
}

static const struct book_cell *
cell(const struct note_data *d, const struct book_cell *cells, enum note_column k)
{
	return d->at[k] >= 0 && cells[d->at[k]].is ? &cells[d->at[k]] : NULL;
}

static int64_t
amount_of(const struct note_data *d, const struct book_cell *cells, enum note_column k)
{
	const struct book_cell *c = cell(d, cells, k);

	return c ? c->n : 0;
}

/* ---- each dossier, once ---- */

static struct note_bar *
bar_of(struct note_data *d, enum note_grouping by, struct str label)
{
	struct note_table *t = &d->by[by];
	struct note_bar fresh = { .label = "" };
	size_t i = 0;

	while (i < t->count && !str_eqz(label, t->bars[i].label))
		i++;
	if (i < t->count)
		return &t->bars[i];
	if (t->count == NOTE_GROUPS)
		return &t->beyond;
	fresh.label = arena_z(&d->arena, label);
	ARENA_PUSH(&d->arena, t->bars, t->count, t->cap, fresh);
	return &t->bars[t->count - 1];
}

static void
count_in(struct note_data *d, enum note_grouping by, struct str label, enum note_part part,
	int64_t cents)
{
	struct note_bar *b = bar_of(d, by, label);

	b->parts[part]++;
	b->cents += cents;
}

/* "45 Loiret". */
static struct str
department_of(const struct note_data *d, const struct book_cell *cells, char *out, size_t size)
{
	const struct book_cell *code = cell(d, cells, NOTE_DEPARTMENT),
			       *name = cell(d, cells, NOTE_DEPARTMENT_NAME);

	if (!code)
		return str_z(_("sans département"));
	if (!name)
		return code->text;
	snprintf(out, size, "%.*s %.*s", STR_ARG(code->text), STR_ARG(name->text));
	return str_z(out);
}

static struct str
text_or(const struct note_data *d, const struct book_cell *cells, enum note_column k,
	const char *none)
{
	const struct book_cell *c = cell(d, cells, k);

	return c ? c->text : str_z(none);
}

static void
count_month(struct note_data *d, const struct book_cell *c, int what)
{
	struct note_month fresh = { 0 };
	int year, month, day;
	size_t i = 0;

	if (!c)
		return;
	day_split((struct day){ (int32_t)c->n }, &year, &month, &day);
	fresh.at = year * 12 + month - 1;
	while (i < d->month_count && d->months[i].at != fresh.at)
		i++;
	if (i == d->month_count)
		ARENA_PUSH(&d->arena, d->months, d->month_count, d->month_cap, fresh);
	d->months[i].n[what]++;
}

static bool
goes_before(const struct note_award *a, const struct note_award *b)
{
	return a->cents != b->cents ? a->cents > b->cents : strcmp(a->label, b->label) < 0;
}

/* Into its place; the last one makes room. */
static void
keep_award(struct note_data *d, const struct book_cell *cells, int64_t cents)
{
	struct str applicant = text_or(d, cells, NOTE_APPLICANT, _("sans nom")),
		   title = text_or(d, cells, NOTE_TITLE, "");
	struct note_award a = { "", cents };
	size_t i = d->largest_count;

	if (cents <= 0 || (i == NOTE_AWARDS && cents < d->largest[i - 1].cents))
		return;
	a.label = arena_printf(&d->arena, "%.*s%s%.*s", STR_ARG(applicant), title.len ? " : " : "",
		STR_ARG(title));
	for (; i > 0 && goes_before(&a, &d->largest[i - 1]); i--)
		if (i < NOTE_AWARDS)
			d->largest[i] = d->largest[i - 1];
	if (i < NOTE_AWARDS)
		d->largest[i] = a;
	d->largest_count += d->largest_count < NOTE_AWARDS;
}

static void
count_points(struct note_data *d, const struct book_cell *c)
{
	int64_t ten;

	if (!c)
		return;
	ten = c->n / 10000;
	d->tens[ten < NOTE_TENS ? ten : NOTE_TENS - 1]++;
	d->marked++;
	d->milli += c->n;
}

/* The platform awards without telling an amount; one of ours that has none has lapsed, was withdrawn or
 * given up. */
static bool
was_award(const struct note_data *d, const struct book_cell *cells)
{
	const struct book_cell *decision = cell(d, cells, NOTE_DECISION);

	return decision && str_eqz(decision->text, AWARD_LABEL);
}

static bool
is_award(const struct note_data *d, const struct book_cell *cells)
{
	bool told = d->at[NOTE_DECIDED_BY] >= 0;

	return cell(d, cells, NOTE_AMOUNT) ||
	       (was_award(d, cells) && (!told || cell(d, cells, NOTE_DECIDED_BY)));
}

static void
count_dossier(struct note_data *d, const struct book_cell *cells)
{
	const struct book_cell *amount = cell(d, cells, NOTE_AMOUNT),
			       *decision = cell(d, cells, NOTE_DECISION);
	bool award = is_award(d, cells);
	enum note_part part = award ? NOTE_AWARDED : decision ? NOTE_OTHERWISE : NOTE_WAITING;
	int64_t cents = amount ? amount->n : 0;
	char department[128];

	d->rows++;
	d->requested += amount_of(d, cells, NOTE_REQUESTED);
	d->decided += decision != NULL;
	d->awards += award;
	d->awarded += cents;
	count_in(d, BY_DEPARTMENT, department_of(d, cells, department, sizeof department), part,
		cents);
	count_in(
		d, BY_CATEGORY, text_or(d, cells, NOTE_CATEGORY, _("sans catégorie")), part, cents);
	count_in(d, BY_KIND, text_or(d, cells, NOTE_KIND, _("à préciser")), part, cents);
	if (part == NOTE_OTHERWISE && !was_award(d, cells))
		count_in(d, BY_MOTIVE, text_or(d, cells, NOTE_MOTIVE, _("sans motif")), part, 0);
	keep_award(d, cells, cents);
	count_points(d, cell(d, cells, NOTE_MARK));
	count_month(d, cell(d, cells, NOTE_SUBMITTED), 0);
	count_month(d, cell(d, cells, NOTE_DECIDED), 1);
}

/* ---- each envelope ---- */

static int
depth_under(const struct note_data *d, struct str parent)
{
	for (size_t i = 0; i < d->envelope_count; i++)
		if (str_eqz(parent, d->envelopes[i].code))
			return d->envelopes[i].depth + 1;
	return 0;
}

static void
take_envelope(struct note_data *d, const struct book_cell *cells)
{
	const struct book_cell *code = cell(d, cells, NOTE_ENVELOPE),
			       *parent = cell(d, cells, NOTE_ENVELOPE_PARENT);
	struct note_envelope e = { .amount = amount_of(d, cells, NOTE_ENVELOPE_AMOUNT),
		.left = amount_of(d, cells, NOTE_ENVELOPE_LEFT) };

	if (!code)
		return;
	e.awarded = e.amount - e.left; /* by every dossier, whichever are counted here */
	e.code = arena_z(&d->arena, code->text);
	e.label = arena_z(&d->arena, text_or(d, cells, NOTE_ENVELOPE_LABEL, e.code));
	e.depth = parent ? depth_under(d, parent->text) : 0;
	ARENA_PUSH(&d->arena, d->envelopes, d->envelope_count, d->envelope_cap, e);
}

void
note_row(struct note_data *d, const struct book_cell *cells)
{
	if (d->sheets == 1)
		count_dossier(d, cells);
	else
		take_envelope(d, cells);
}

/* ---- what is drawn ---- */

static int64_t
dossiers_of(const struct note_bar *b)
{
	return b->parts[NOTE_AWARDED] + b->parts[NOTE_OTHERWISE] + b->parts[NOTE_WAITING];
}

static int
largest_first(const void *x, const void *y)
{
	const struct note_bar *a = x, *b = y;
	int64_t m = dossiers_of(a), n = dossiers_of(b);

	return m != n ? (m < n ? 1 : -1) : strcmp(a->label, b->label);
}

static void
add_bar(struct note_bar *to, const struct note_bar *b)
{
	for (int i = 0; i < NOTE_PARTS; i++)
		to->parts[i] += b->parts[i];
	to->cents += b->cents;
}

size_t
note_largest(const struct note_table *t, size_t most, struct arena *a, struct note_bar *out)
{
	size_t kept = t->count > most ? most - 1 : t->count;
	struct note_bar others = t->beyond, *sorted;

	if (!t->count)
		return 0;
	sorted = arena_dup(a, t->bars, t->count * sizeof *t->bars);
	qsort(sorted, t->count, sizeof *sorted, largest_first);
	memcpy(out, sorted, kept * sizeof *out);
	for (size_t i = kept; i < t->count; i++)
		add_bar(&others, &sorted[i]);
	if (kept == t->count)
		return kept;
	others.label = arena_printf(a,
		dossiers_of(&t->beyond) ? _("autres (plus de %zu)") : _("autres (%zu)"),
		t->count - kept);
	out[kept] = others;
	return kept + 1;
}

static void
window_of(const struct note_data *d, struct day last, int32_t *first, int32_t *end)
{
	int year, month, day;

	day_split(last, &year, &month, &day);
	*first = INT32_MAX;
	*end = INT32_MIN;
	for (size_t i = 0; i < d->month_count; i++) {
		*first = d->months[i].at < *first ? d->months[i].at : *first;
		*end = d->months[i].at > *end ? d->months[i].at : *end;
	}
	if (*end > year * 12 + month - 1 && *first <= year * 12 + month - 1)
		*end = year * 12 + month - 1;
	if (*end - *first >= NOTE_MONTHS)
		*first = *end - NOTE_MONTHS + 1;
}

void
note_pace(const struct note_data *d, struct day last, struct note_pace *out)
{
	int32_t first, end;
	size_t before = 0, after = 0;

	*out = (struct note_pace){ 0 };
	if (!d->month_count)
		return;
	window_of(d, last, &first, &end);
	for (size_t i = 0; i < d->month_count; i++) {
		before |= d->months[i].at < first;
		after |= d->months[i].at > end;
	}
	for (size_t i = 0; i < d->month_count; i++) {
		int32_t at = d->months[i].at;
		size_t k = at < first ? 0
			   : at > end ? before + (size_t)(end - first) + 1
				      : before + (size_t)(at - first);

		out->n[k][0] += d->months[i].n[0];
		out->n[k][1] += d->months[i].n[1];
	}
	out->count = before + (size_t)(end - first) + 1 + after;
	for (size_t i = 0; i < out->count; i++) {
		int32_t at = first + (int32_t)i - (int32_t)before;

		snprintf(out->label[i], sizeof out->label[i], "%02d/%02d", at % 12 + 1,
			at / 12 % 100);
	}
	if (before)
		snprintf(out->label[0], sizeof out->label[0], "%s", _("avant"));
	if (after)
		snprintf(out->label[out->count - 1], sizeof out->label[0], "%s", _("après"));
}
