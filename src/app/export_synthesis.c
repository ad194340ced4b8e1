/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The sheets that sum an export up: envelopes, groups, motives, delays, marks by evaluator. Their figures are
 * those of the rows that were exported; the marks are only of dossiers whose points exist for everyone.
 */
#include <stdlib.h>

#include "export_priv.h"
#include "pupitre/app/totals.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/motive.h"

enum { TALLIES = 200, DELAYS_MAX = 200000, TENS = 10 };

/* One line of a sheet that counts: a motive, an evaluator. */
struct tally {
	const char *label;
	int64_t count, sum, least, most;
	int64_t tens
		[TENS]; /* of an evaluator: sheets of 0 to 10 points, to 20..., the last one with 100 */
};

struct synthesis {
	const struct export_plan *p;
	const struct book_format *f;
	struct book *book;
	struct arena arena, row;
	struct tally motives[TALLIES], evaluators[TALLIES];
	size_t motive_count, evaluator_count;
	int32_t *delays; /* days from the deposit to the decision */
	size_t delay_count, delay_cap;
	int64_t late; /* deadline gone by, undecided */
	int sheet; /* index of the last one begun */
};

static struct book_cell
text(const char *z)
{
	return (struct book_cell){ true, str_z(z), 0 };
}

static struct book_cell
number(int64_t n)
{
	return (struct book_cell){ true, STR_NONE, n };
}

static enum status
begin(struct synthesis *y, const char *name, const struct book_column *columns, size_t count,
	bool total, struct err *err)
{
	struct book_column *titled = arena_dup(&y->arena, columns, count * sizeof *columns);
	struct book_sheet sheet = {
		.name = name, .title = name, .columns = titled, .count = count, .total = total
	};

	for (size_t i = 0; i < count; i++)
		titled[i].title = _(titled[i].title);
	y->sheet++;
	return y->f->sheet(y->book, &sheet, err);
}

static enum status
draw(struct synthesis *y, enum book_chart_kind kind, const char *title, int category,
	const int values[4], size_t rows, struct err *err)
{
	struct book_chart c = { .kind = kind,
		.title = title,
		.sheet = y->sheet,
		.category = category,
		.first = 0,
		.last = (int)rows - 1 };

	if (!y->f->chart || !rows)
		return OK;
	memcpy(c.values, values, sizeof c.values);
	return y->f->chart(y->book, &c, err);
}

/* ---- each dossier, once ---- */

static struct tally *
tally_of(struct synthesis *y, struct tally *list, size_t *n, struct str label)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eqz(label, list[i].label))
			return &list[i];
	if (*n == TALLIES)
		return &list[TALLIES - 1];
	list[*n] = (struct tally){ .label = arena_z(&y->arena, label), .least = INT64_MAX };
	return &list[(*n)++];
}

static void
add(struct tally *t, int64_t value)
{
	t->count++;
	t->sum += value;
	if (value < t->least)
		t->least = value;
	if (value > t->most)
		t->most = value;
}

static enum status
see_decision(struct synthesis *y, const struct list_row *r, struct err *err)
{
	const struct motive *m;
	struct decided d;
	enum status st = store_decided(y->p->s->store, r->number, &y->row, &d, err);

	if (st)
		return st;
	m = motive_find(config_motives(&y->p->s->config), d.reason);
	if (m)
		add(tally_of(y, y->motives, &y->motive_count, str_z(m->label)),
			r->requested.is ? r->requested.m.cents : 0);
	if (r->decided_by_platform || !instant_is(d.at) || !day_is(r->submitted) ||
		y->delay_count == DELAYS_MAX)
		return OK;
	ARENA_PUSH(&y->arena, y->delays, y->delay_count, y->delay_cap,
		instant_day(d.at).n - r->submitted.n);
	return OK;
}

static enum status
see_marks(struct synthesis *y, const struct list_row *r, struct err *err)
{
	struct final_points *sheets;
	size_t n;
	enum status st = store_final_points(y->p->s->store, r->number, &y->row, &sheets, &n, err);

	for (size_t i = 0; !st && i < n; i++) {
		struct tally *t = tally_of(y, y->evaluators, &y->evaluator_count, sheets[i].login);
		int ten = sheets[i].points.milli / 10000;

		add(t, sheets[i].points.milli);
		t->tens[ten < TENS ? ten : TENS - 1]++;
	}
	return st;
}

enum status
export_synthesis_see(struct synthesis *y, const struct list_row *r, struct err *err)
{
	enum status st = OK;

	if (r->has_decision)
		st = see_decision(y, r, err);
	else
		y->late += day_is(r->deadline) && r->deadline.n < session_today(y->p->s).n;
	if (!st && r->has_points)
		st = see_marks(y, r, err);
	arena_reset(&y->row);
	return st;
}

/* ---- sheets ---- */

struct envelope_rows {
	struct synthesis *y;
	size_t count;
};

static enum status
give_envelope(void *ctx, const struct book_cell *cells, struct err *err)
{
	struct envelope_rows *r = ctx;

	r->count++;
	return r->y->f->row(r->y->book, cells, err);
}

static int
column_of(const struct book_column *columns, size_t count, const char *code)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(columns[i].code, code) == 0)
			return (int)i;
	return -1;
}

static enum status
sheet_envelopes(struct synthesis *y, struct err *err)
{
	struct export_plan p = { .s = y->p->s, .a = &y->arena, .query = y->p->query };
	struct envelope_rows rows = { y, 0 };
	struct book_column *columns = export_envelope_columns(&y->arena, &p.count);
	const int values[4] = { column_of(columns, p.count, "awarded_cents"),
		column_of(columns, p.count, "left_cents"), -1, -1 };
	struct book_sheet sheet = { .name = _("Par enveloppe"),
		.title = _("Par enveloppe"),
		.columns = columns,
		.count = p.count };
	enum status st = y->f->sheet(y->book, &sheet, err);

	y->sheet++;
	if (!st)
		st = export_each_envelope(&p, give_envelope, &rows, err);
	return st ? st
		  : draw(y, CHART_STACKED, sheet.title, column_of(columns, p.count, "label"),
			    values, rows.count, err);
}

static enum status
sheet_group(struct synthesis *y, enum total_by by, const char *name, struct err *err)
{
	static const struct book_column columns[] = {
		{ "label", N_("Groupe"), CELL_TEXT, 34, false, PLACE_ANY },
		{ "dossiers", N_("Dossiers"), CELL_INTEGER, 10, true, PLACE_ANY },
		{ "requested_cents", N_("Demandé"), CELL_MONEY, 16, true, PLACE_ANY },
		{ "awarded_cents", N_("Accordé"), CELL_MONEY, 16, true, PLACE_ANY },
		{ "marked", N_("Dossiers notés"), CELL_INTEGER, 10, true, PLACE_ANY },
		{ "mean_milli", N_("Note moyenne"), CELL_POINTS, 10, false, PLACE_ANY },
	};
	static const int values[4] = { 2, 3, -1, -1 };
	struct totals t;
	int at;
	enum status st = totals_read(y->p->s, by, y->p->query, &y->arena, &t, &at, err);

	if (!st)
		st = begin(y, name, columns, sizeof columns / sizeof *columns, true, err);
	for (size_t i = 0; !st && i < t.count; i++) {
		const struct total_line *l = &t.lines[i];
		const struct book_cell cells[] = { text(arena_z(&y->arena, l->label)),
			number(l->dossiers), number(l->requested.cents), number(l->awarded.cents),
			number(l->marked), { l->marked > 0, STR_NONE, l->mean.milli } };

		st = y->f->row(y->book, cells, err);
	}
	return st ? st : draw(y, CHART_BARS, name, 0, values, t.count, err);
}

static int
by_count(const void *x, const void *y)
{
	const struct tally *a = x, *b = y;

	return a->count != b->count ? (a->count < b->count ? 1 : -1) : strcmp(a->label, b->label);
}

static enum status
sheet_motives(struct synthesis *y, struct err *err)
{
	static const struct book_column columns[] = {
		{ "label", N_("Motif"), CELL_TEXT, 40, false, PLACE_ANY },
		{ "dossiers", N_("Dossiers"), CELL_INTEGER, 10, true, PLACE_ANY },
		{ "requested_cents", N_("Demandé"), CELL_MONEY, 16, true, PLACE_ANY },
	};
	static const int values[4] = { 1, -1, -1, -1 };
	enum status st =
		begin(y, _("Motifs"), columns, sizeof columns / sizeof *columns, true, err);

	qsort(y->motives, y->motive_count, sizeof y->motives[0], by_count);
	for (size_t i = 0; i < y->motive_count && !st; i++) {
		const struct tally *t = &y->motives[i];
		const struct book_cell cells[] = { text(t->label), number(t->count),
			number(t->sum) };

		st = y->f->row(y->book, cells, err);
	}
	return st ? st : draw(y, CHART_BARS, _("Motifs"), 0, values, y->motive_count, err);
}

static int
by_days(const void *x, const void *y)
{
	const int32_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

/* In thousandths of a day: between two days it is the half of them. */
static int64_t
median_of(const int32_t *days, size_t n)
{
	return ((int64_t)days[(n - 1) / 2] + days[n / 2]) * 500;
}

static enum status
sheet_delays(struct synthesis *y, struct err *err)
{
	static const struct book_column columns[] = {
		{ "label", N_("Délai"), CELL_TEXT, 44, false, PLACE_ANY },
		{ "dossiers", N_("Dossiers"), CELL_INTEGER, 10, false, PLACE_ANY },
		{ "median_milli", N_("Médiane, jours"), CELL_POINTS, 10, false, PLACE_ANY },
		{ "least", N_("Le plus court, jours"), CELL_INTEGER, 12, false, PLACE_ANY },
		{ "most", N_("Le plus long, jours"), CELL_INTEGER, 12, false, PLACE_ANY },
	};
	size_t n = y->delay_count;
	enum status st =
		begin(y, _("Délais"), columns, sizeof columns / sizeof *columns, false, err);

	if (st)
		return st;
	if (n)
		qsort(y->delays, n, sizeof *y->delays, by_days);
	const struct book_cell decided[] = { text(_("du dépôt à la décision, décidés ici")),
		number((int64_t)n), { n > 0, STR_NONE, n ? median_of(y->delays, n) : 0 },
		{ n > 0, STR_NONE, n ? y->delays[0] : 0 },
		{ n > 0, STR_NONE, n ? y->delays[n - 1] : 0 } };
	const struct book_cell late[] = { text(_("une échéance est passée, non décidés")),
		number(y->late), { 0 }, { 0 }, { 0 } };

	st = y->f->row(y->book, decided, err);
	return st ? st : y->f->row(y->book, late, err);
}

static int
by_label(const void *x, const void *y)
{
	const struct tally *a = x, *b = y;

	return strcmp(a->label, b->label);
}

/* How each evaluator marks: whoever harmonises wants the whole distribution. */
static enum status
sheet_evaluators(struct synthesis *y, struct err *err)
{
	enum { SHEETS = 1, MEAN, LEAST, MOST, FIRST_TEN, COLUMNS = FIRST_TEN + TENS };
	struct book_column columns[COLUMNS] = {
		{ "agent", N_("Évaluateur"), CELL_TEXT, 20, false, PLACE_ANY },
		[SHEETS] = { "sheets", N_("Évaluations"), CELL_INTEGER, 12, true, PLACE_ANY },
		[MEAN] = { "mean_milli", N_("Moyenne"), CELL_POINTS, 10, false, PLACE_ANY },
		[LEAST] = { "least_milli", N_("La plus basse"), CELL_POINTS, 10, false, PLACE_ANY },
		[MOST] = { "most_milli", N_("La plus haute"), CELL_POINTS, 10, false, PLACE_ANY },
	};
	static const int values[4] = { MEAN, -1, -1, -1 };
	enum status st;

	for (int i = 0; i < TENS; i++)
		columns[FIRST_TEN + i] =
			(struct book_column){ .code = arena_printf(&y->arena, "from_%d", i * 10),
				.title = arena_printf(&y->arena, "%d-%d", i * 10, i * 10 + 10),
				.type = CELL_INTEGER,
				.width = 7,
				.sum = true };
	st = begin(y, _("Par évaluateur"), columns, COLUMNS, true, err);
	qsort(y->evaluators, y->evaluator_count, sizeof y->evaluators[0], by_label);
	for (size_t i = 0; i < y->evaluator_count && !st; i++) {
		const struct tally *t = &y->evaluators[i];
		struct book_cell cells[COLUMNS] = { text(t->label), [SHEETS] = number(t->count),
			[MEAN] = number((2 * t->sum + t->count) / (2 * t->count)),
			[LEAST] = number(t->least), [MOST] = number(t->most) };

		for (int k = 0; k < TENS; k++)
			cells[FIRST_TEN + k] = number(t->tens[k]);
		st = y->f->row(y->book, cells, err);
	}
	return st ? st : draw(y, CHART_BARS, _("Note moyenne"), 0, values, y->evaluator_count, err);
}

static enum status
sheets_of_groups(struct synthesis *y, struct err *err)
{
	static const struct {
		enum total_by by;
		const char *name;
	} groups[] = {
		{ TOTAL_DEPARTMENT, N_("Par département") },
		{ TOTAL_KIND, N_("Par type de porteur") },
		{ TOTAL_CATEGORY, N_("Par catégorie") },
		{ TOTAL_DECISION, N_("Par décision") },
	};
	enum status st = OK;

	for (size_t i = 0; i < sizeof groups / sizeof *groups && !st; i++)
		st = sheet_group(y, groups[i].by, _(groups[i].name), err);
	return st;
}

struct synthesis *
export_synthesis_new(const struct export_plan *p)
{
	struct synthesis *y;

	if (p->source != SOURCE_DOSSIERS || p->preset.is_public)
		return NULL;
	y = calloc(1, sizeof *y);
	if (!y)
		die("out of memory");
	y->p = p;
	return y;
}

void
export_synthesis_free(struct synthesis *y)
{
	if (!y)
		return;
	arena_done(&y->arena);
	arena_done(&y->row);
	free(y);
}

enum status
export_synthesis_write(
	struct synthesis *y, const struct book_format *f, struct book *b, struct err *err)
{
	enum status st;

	y->f = f;
	y->book = b;
	st = sheet_envelopes(y, err);
	if (!st)
		st = sheets_of_groups(y, err);
	if (!st)
		st = sheet_motives(y, err);
	if (!st)
		st = sheet_delays(y, err);
	if (!st)
		st = sheet_evaluators(y, err);
	return st;
}
