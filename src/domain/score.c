/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Marks to points.
 *
 * All in exact fractions over one denominator, mark_max x product of the criteria's assessed
 * weights: weights sum to 100 over at most 8 criteria, so the product is at most 12.5^8 < 6e8 and
 * every intermediate value stays below 1e15.
 */
#include "pupitre/domain/score.h"

#include <stdint.h>
#include <strings.h>

#include "pupitre/base/arena.h"
#include "pupitre/base/i18n.h"

/* Sums of one criterion, over the items that are not SO. */
struct sums {
	int weight; /* of the criterion */
	int assessed; /* sum of the items' weights */
	int low, high; /* sum of weight x mark, NE taken as 0 and as mark_max */
	int missing;
};

const struct opinion_row opinion_rows[4] = {
	[OPINION_NONE] = { "none", N_("sans avis") },
	[OPINION_FAVOURABLE] = { "favourable", N_("favorable") },
	[OPINION_RESERVED] = { "reserved", N_("réservé") },
	[OPINION_UNFAVOURABLE] = { "unfavourable", N_("défavorable") },
};

static int64_t
half_up(int64_t num, int64_t den)
{
	return (2 * num + den) / (2 * den);
}

static enum status
criterion_sums(const struct grid *g, int volet, int c, const struct sheet *s, struct sums *out,
	struct err *err)
{
	const struct grid_criterion *cr = &g->criteria[c];
	struct sums t = { .weight = grid_criterion_weight(g, volet, c) };

	for (int i = cr->first; i < cr->first + cr->count; i++) {
		int w = grid_item_weight(g, volet, i);
		int mark = s->marks[i];

		if (mark < MARK_SO || mark > g->mark_max)
			return err_set(err, ERR_INPUT,
				_("%s : la note %d est hors de l'échelle 0 à %d"), g->items[i].id,
				mark, g->mark_max);
		if (mark == MARK_SO)
			continue;
		t.assessed += w;
		t.low += mark == MARK_NE ? 0 : w * mark;
		t.high += w * (mark == MARK_NE ? g->mark_max : mark);
		/* An item of weight 0 in this variant is not asked for. */
		t.missing += mark == MARK_NE && w > 0;
	}
	if (t.weight > 0 && t.assessed == 0)
		return err_set(err, ERR_INPUT,
			_("critère « %s » : tous ses sous-critères sont sans objet (SO), il ne "
			  "peut pas "
			  "être calculé ; notez-en au moins un"),
			g->criteria[c].label);
	*out = t;
	return OK;
}

static struct points
criterion_points(const struct grid *g, const struct sums *t, int sum)
{
	int64_t den = (int64_t)g->mark_max * t->assessed;

	if (t->assessed == 0)
		return (struct points){ 0 };
	return (struct points){ (int32_t)half_up(INT64_C(1000) * t->weight * sum, den) };
}

/* Sum of weight x sum / (max x assessed) over the criteria, rounded once. */
static struct points
total_points(const struct grid *g, const struct sums *t, bool high)
{
	int64_t product = 1, num = 0;

	for (int c = 0; c < g->criterion_count; c++)
		product *= t[c].assessed ? t[c].assessed : 1;
	for (int c = 0; c < g->criterion_count; c++) {
		int64_t sum = high ? t[c].high : t[c].low;

		if (t[c].assessed)
			num += t[c].weight * sum * (product / t[c].assessed);
	}
	return (struct points){ (int32_t)half_up(1000 * num, product * g->mark_max) };
}

static enum opinion
verdict_of(const struct grid *g, const struct score *s)
{
	bool floored = false;

	if (!s->complete)
		return OPINION_NONE;
	for (int c = 0; c < g->criterion_count; c++)
		floored = floored || s->below_floor[c];
	if (s->total.min.milli < g->reserved.milli)
		return OPINION_UNFAVOURABLE;
	if (s->total.min.milli < g->favourable.milli || floored)
		return OPINION_RESERVED;
	return OPINION_FAVOURABLE;
}

static enum status
all_sums(const struct grid *g, int volet, const struct sheet *s, struct sums t[GRID_CRITERIA],
	struct err *err)
{
	for (int c = 0; c < g->criterion_count; c++) {
		enum status st = criterion_sums(g, volet, c, s, &t[c], err);

		if (st)
			return st;
	}
	return OK;
}

/* What an item brings: its weight, enlarged by the share of the SO ones, times its mark. */
static const char *
explain_item(
	struct arena *a, const struct grid *g, int volet, const struct sums *t, int i, int mark)
{
	const struct grid_item *it = &g->items[i];
	int w = grid_item_weight(g, volet, i);
	struct points weight = { 0 }, brings = { 0 };

	if (w == 0)
		return arena_printf(a, _("  %s %s : poids 0 dans cette variante, non compté"),
			it->id, it->label);
	if (mark == MARK_SO)
		return arena_printf(a, _("  %s %s : sans objet, son poids de %d est réparti"),
			it->id, it->label, w);
	weight.milli = (int32_t)half_up(INT64_C(1000) * w * t->weight, t->assessed);
	if (mark == MARK_NE)
		return arena_printf(a, _("  %s %s : à noter, poids %s, de 0 à %s points"), it->id,
			it->label, points_exact(weight).s, points_exact(weight).s);
	brings.milli = (int32_t)half_up(
		INT64_C(1000) * w * mark * t->weight, (int64_t)t->assessed * g->mark_max);
	return arena_printf(a, _("  %s %s : note %d sur %d, poids %s, apporte %s points"), it->id,
		it->label, mark, g->mark_max, points_exact(weight).s, points_exact(brings).s);
}

static const char *
explain_range(struct arena *a, struct points_range r)
{
	if (r.min.milli == r.max.milli)
		return arena_printf(a, "%s", points_exact(r.min).s);
	return arena_printf(a, _("entre %s et %s"), points_exact(r.min).s, points_exact(r.max).s);
}

static const char *
explain_total(struct arena *a, const struct score *s)
{
	if (!s->complete)
		return arena_printf(a,
			ngettext("Total : %s sur 100, %d sous-critère à noter",
				"Total : %s sur 100, %d sous-critères à noter",
				(unsigned long)s->missing),
			explain_range(a, s->total), s->missing);
	return arena_printf(a,
		_("Total : %s sur 100, somme exacte arrondie une fois au millième : %s"),
		explain_range(a, s->total), _(opinion_rows[s->verdict].label));
}

enum opinion
opinion_find(struct str code)
{
	for (int i = OPINION_FAVOURABLE; i <= OPINION_UNFAVOURABLE; i++) {
		if (str_eqz(code, opinion_rows[i].code))
			return (enum opinion)i;
	}
	return OPINION_NONE;
}

void
sheet_clear(const struct grid *g, struct sheet *s)
{
	memset(s, 0, sizeof(*s));
	for (int i = 0; i < g->item_count; i++)
		s->marks[i] = MARK_NE;
}

enum status
score_compute(
	const struct grid *g, int volet, const struct sheet *s, struct score *out, struct err *err)
{
	struct sums t[GRID_CRITERIA];
	struct score sc = { 0 };
	enum status st = all_sums(g, volet, s, t, err);

	if (st)
		return st;
	for (int c = 0; c < g->criterion_count; c++) {
		sc.missing += t[c].missing;
		sc.criteria[c].min = criterion_points(g, &t[c], t[c].low);
		sc.criteria[c].max = criterion_points(g, &t[c], t[c].high);
		/* Even the best marks would stay below it. */
		sc.below_floor[c] =
			100 * t[c].high < g->floor_percent * g->mark_max * t[c].assessed;
	}
	sc.complete = sc.missing == 0;
	sc.total.min = total_points(g, t, false);
	sc.total.max = total_points(g, t, true);
	sc.verdict = verdict_of(g, &sc);
	*out = sc;
	return OK;
}

enum status
mark_parse(const struct grid *g, int item, struct str text, int8_t *out, struct err *err)
{
	struct str t = str_trim(text);

	if (g->allows_ne && t.len == 2 && strncasecmp(t.ptr, "NE", 2) == 0) {
		*out = MARK_NE;
		return OK;
	}
	if (g->allows_so && t.len == 2 && strncasecmp(t.ptr, "SO", 2) == 0) {
		*out = MARK_SO;
		return OK;
	}
	if (t.len == 1 && *t.ptr >= '0' && *t.ptr <= '0' + g->mark_max) {
		*out = (int8_t)(*t.ptr - '0');
		return OK;
	}
	return err_set(err, ERR_INPUT,
		_("%s %s : « %.*s » n'est pas une note ; attendu : un entier de 0 à %d%s%s"),
		g->items[item].id, g->items[item].label, STR_ARG(t), g->mark_max,
		g->allows_ne ? _(", NE (non évalué)") : "",
		g->allows_so ? _(", SO (sans objet)") : "");
}

struct number_text
mark_text(int8_t mark)
{
	struct number_text t = { { 0 } };

	if (mark == MARK_NE || mark == MARK_SO)
		memcpy(t.s, mark == MARK_NE ? "NE" : "SO", 3);
	else
		t.s[0] = (char)('0' + mark);
	return t;
}

struct points
points_mean(const struct points *totals, size_t n)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += totals[i].milli;
	return (struct points){ (int32_t)half_up(sum, (int64_t)n) };
}

const char **
score_explain(
	struct arena *a, const struct grid *g, int volet, const struct sheet *s, size_t *count)
{
	const char **lines = ARENA_ARRAY(a, const char *, g->item_count + g->criterion_count + 1);
	struct sums t[GRID_CRITERIA];
	struct err err;
	struct score sc;
	size_t n = 0;

	if (all_sums(g, volet, s, t, &err) || score_compute(g, volet, s, &sc, &err)) {
		lines[0] = arena_printf(a, "%s", err.text);
		*count = 1;
		return lines;
	}
	for (int c = 0; c < g->criterion_count; c++) {
		const struct grid_criterion *cr = &g->criteria[c];

		lines[n++] = arena_printf(a, _("%s : %s sur %d"), cr->label,
			explain_range(a, sc.criteria[c]), t[c].weight);
		for (int i = cr->first; i < cr->first + cr->count; i++)
			lines[n++] = explain_item(a, g, volet, &t[c], i, s->marks[i]);
	}
	lines[n++] = explain_total(a, &sc);
	*count = n;
	return lines;
}
