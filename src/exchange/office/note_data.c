/* SPDX-License-Identifier: EUPL-1.2 */
#include "note_data.h"

#include <stdio.h>
#include <string.h>

/* As the column of decisions says it (domain/decision.c); the note is in French. */
#define AWARD_LABEL "accordé"

void
note_sheet(struct note_data *d, const struct book_sheet *s)
{
	static const char *const codes[NOTE_KINDS] = { "department", "category", "submitted",
		"decided", "points_milli", "requested_cents", "amount_cents", "decision", "label",
		"amount_cents", "awarded_cents" };
	bool envelopes = false;

	for (size_t i = 0; i < s->count; i++)
		envelopes |= strcmp(s->columns[i].code, "left_cents") == 0;
	for (int k = 0; k < NOTE_KINDS; k++) {
		bool wanted = k < NOTE_ENVELOPE ? d->sheets == 0 : envelopes;

		d->at[k] = -1;
		for (size_t i = 0; wanted && i < s->count; i++)
			if (strcmp(s->columns[i].code, codes[k]) == 0)
				d->at[k] = (int)i;
	}
	d->sheets++;
}

static const struct book_cell *
cell(const struct note_data *d, const struct book_cell *cells, enum note_column k)
{
	return d->at[k] >= 0 && cells[d->at[k]].is ? &cells[d->at[k]] : NULL;
}

static void
count_in(struct note_table *t, struct str label, int part, int64_t n)
{
	size_t i = 0;

	while (i < t->count && !str_eqz(label, t->bars[i].label))
		i++;
	if (i == NOTE_BARS)
		return;
	if (i == t->count) {
		int most = (int)sizeof t->bars[i].label - 1;

		snprintf(t->bars[i].label, sizeof t->bars[i].label, "%.*s",
			label.len < (size_t)most ? (int)label.len : most, label.ptr);
		t->count++;
	}
	t->bars[i].parts[part] += n;
}

/* The months of a campaign, from its first submission on. */
static void
count_month(struct note_data *d, const struct book_cell *c, int what)
{
	int year, month, day;
	int32_t at;

	if (!c)
		return;
	day_split((struct day){ (int32_t)c->n }, &year, &month, &day);
	at = year * 12 + month - 1;
	if (!d->first_month)
		d->first_month = at;
	at -= d->first_month;
	if (at < 0 || at >= NOTE_MONTHS)
		return;
	d->months[at][what]++;
	if ((size_t)at >= d->month_count)
		d->month_count = (size_t)at + 1;
}

static void
count_points(struct note_data *d, const struct book_cell *c)
{
	int64_t ten;

	if (!c)
		return;
	ten = c->n / 10000;
	d->points[ten < NOTE_POINTS ? ten : NOTE_POINTS - 1]++;
	d->marked++;
	d->milli += c->n;
}

static void
count_dossier(struct note_data *d, const struct book_cell *cells)
{
	const struct book_cell *amount = cell(d, cells, NOTE_AMOUNT),
			       *decision = cell(d, cells, NOTE_DECISION),
			       *department = cell(d, cells, NOTE_DEPARTMENT),
			       *category = cell(d, cells, NOTE_CATEGORY),
			       *requested = cell(d, cells, NOTE_REQUESTED);
	/* The platform awards without telling an amount. */
	bool award = amount || (decision && str_eqz(decision->text, AWARD_LABEL));
	int part = award ? 0 : decision ? 1 : 2;

	d->rows++;
	d->requested += requested ? requested->n : 0;
	d->decided += decision != NULL;
	d->awards += award;
	d->awarded += amount ? amount->n : 0;
	if (department)
		count_in(&d->departments, department->text, part, 1);
	if (category)
		count_in(&d->categories, category->text, part, 1);
	count_points(d, cell(d, cells, NOTE_MARK));
	count_month(d, cell(d, cells, NOTE_SUBMITTED), 0);
	count_month(d, cell(d, cells, NOTE_DECIDED), 1);
}

void
note_row(struct note_data *d, const struct book_cell *cells)
{
	const struct book_cell *code = cell(d, cells, NOTE_ENVELOPE),
			       *amount = cell(d, cells, NOTE_ENVELOPE_AMOUNT),
			       *awarded = cell(d, cells, NOTE_ENVELOPE_AWARDED);

	if (d->sheets == 1)
		count_dossier(d, cells);
	if (!code || !amount)
		return;
	count_in(&d->envelopes, code->text, 0, awarded ? awarded->n : 0);
	count_in(&d->envelopes, code->text, 1, amount->n - (awarded ? awarded->n : 0));
}
