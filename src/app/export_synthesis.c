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

enum { TALLIES = 200, DELAYS_MAX = 200000 };

/* One line of a sheet that counts: a motive, an evaluator. */
struct tally {
	const char *label;
	int64_t count, sum, least, most;
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
draw(struct synthesis *y, enum book_chart_kind kind, const char *title, const int values[4],
	size_t rows, struct err *err)
{
	struct book_chart c = { .kind = kind,
		.title = title,
		.sheet = y->sheet,
		.category = 0,
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

	for (size_t i = 0; !st && i < n; i++)
		add(tally_of(y, y->evaluators, &y->evaluator_count, sheets[i].login),
			sheets[i].points.milli);
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

static enum status
give_envelope(void *ctx, const struct book_cell *cells, struct err *err)
{
	struct synthesis *y = ctx;

	return y->f->row(y->book, cells, err);
}

static enum status
sheet_envelopes(struct synthesis *y, struct err *err)
{
	struct export_plan p = { .s = y->p->s, .a = &y->arena };
	struct book_column *columns = export_envelope_columns(&y->arena, &p.count);
	struct book_sheet sheet = { .name = _("Par enveloppe"),
		.title = _("Par enveloppe"),
		.columns = columns,
		.count = p.count };
	enum status st = y->f->sheet(y->book, &sheet, err);

	y->sheet++;
	return st ? st : export_each_envelope(&p, give_envelope, y, err);
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
	return st ? st : draw(y, CHART_BARS, name, values, t.count, err);
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
	return st ? st : draw(y, CHART_BARS, _("Motifs"), values, y->motive_count, err);
}

static int
by_days(const void *x, const void *y)
{
	const int32_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

static enum status
sheet_delays(struct synthesis *y, struct err *err)
{
	static const struct book_column columns[] = {
		{ "label", N_("Délai"), CELL_TEXT, 44, false, PLACE_ANY },
		{ "value", N_("Valeur"), CELL_INTEGER, 10, false, PLACE_ANY },
	};
	size_t n = y->delay_count;
	enum status st =
		begin(y, _("Délais"), columns, sizeof columns / sizeof *columns, false, err);

	if (n)
		qsort(y->delays, n, sizeof *y->delays, by_days);
	const struct {
		const char *label;
		struct book_cell value;
	} lines[] = {
		{ _("dossiers décidés ici"), number((int64_t)n) },
		{ _("jours du dépôt à la décision, médiane"),
			{ n > 0, STR_NONE, n ? y->delays[(n - 1) / 2] : 0 } },
		{ _("jours du dépôt à la décision, le plus court"),
			{ n > 0, STR_NONE, n ? y->delays[0] : 0 } },
		{ _("jours du dépôt à la décision, le plus long"),
			{ n > 0, STR_NONE, n ? y->delays[n - 1] : 0 } },
		{ _("dossiers non décidés dont une échéance est passée"), number(y->late) },
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines && !st; i++) {
		const struct book_cell cells[] = { text(lines[i].label), lines[i].value };

		st = y->f->row(y->book, cells, err);
	}
	return st;
}

static int
by_label(const void *x, const void *y)
{
	const struct tally *a = x, *b = y;

	return strcmp(a->label, b->label);
}

static enum status
sheet_evaluators(struct synthesis *y, struct err *err)
{
	static const struct book_column columns[] = {
		{ "agent", N_("Évaluateur"), CELL_TEXT, 20, false, PLACE_ANY },
		{ "sheets", N_("Évaluations"), CELL_INTEGER, 12, true, PLACE_ANY },
		{ "mean_milli", N_("Moyenne"), CELL_POINTS, 10, false, PLACE_ANY },
		{ "least_milli", N_("La plus basse"), CELL_POINTS, 12, false, PLACE_ANY },
		{ "most_milli", N_("La plus haute"), CELL_POINTS, 12, false, PLACE_ANY },
	};
	static const int values[4] = { 2, -1, -1, -1 };
	enum status st =
		begin(y, _("Par évaluateur"), columns, sizeof columns / sizeof *columns, true, err);

	qsort(y->evaluators, y->evaluator_count, sizeof y->evaluators[0], by_label);
	for (size_t i = 0; i < y->evaluator_count && !st; i++) {
		const struct tally *t = &y->evaluators[i];
		const struct book_cell cells[] = { text(t->label), number(t->count),
			number((2 * t->sum + t->count) / (2 * t->count)), number(t->least),
			number(t->most) };

		st = y->f->row(y->book, cells, err);
	}
	return st ? st : draw(y, CHART_BARS, _("Note moyenne"), values, y->evaluator_count, err);
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
