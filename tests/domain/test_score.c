/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/base/arena.h"
#include "pupitre/config/settings.h"
#include "pupitre/domain/score.h"

enum { NE = MARK_NE, SO = MARK_SO };

static struct arena arena;
static struct grid grid;

/* Points in thousandths, worked out by hand: weight x sum(w x mark) / (4 x sum of w not SO). */
struct sheet_case {
	const char *name;
	int volet;
	int8_t marks[14]; /* I1-I5, E1-E4, P1-P5 */
	int missing;
	int32_t min, max; /* total */
	int32_t impact[2], extension[2], portage[2];
	enum opinion verdict;
};

static const struct sheet_case cases[] = {
	{ "all 4", 0, { 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 }, 0, 100000, 100000,
		{ 40000, 40000 }, { 30000, 30000 }, { 30000, 30000 }, OPINION_FAVOURABLE },
	{ "all 3", 0, { 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3 }, 0, 75000, 75000,
		{ 30000, 30000 }, { 22500, 22500 }, { 22500, 22500 }, OPINION_FAVOURABLE },
	{ "all 2, just favourable", 0, { 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2 }, 0, 50000,
		50000, { 20000, 20000 }, { 15000, 15000 }, { 15000, 15000 }, OPINION_FAVOURABLE },
	{ "all 1", 0, { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 0, 25000, 25000,
		{ 10000, 10000 }, { 7500, 7500 }, { 7500, 7500 }, OPINION_UNFAVOURABLE },
	{ "all 0", 0, { 0 }, 0, 0, 0, { 0, 0 }, { 0, 0 }, { 0, 0 }, OPINION_UNFAVOURABLE },
	{ "nothing marked", 0, { NE, NE, NE, NE, NE, NE, NE, NE, NE, NE, NE, NE, NE, NE }, 14, 0,
		100000, { 0, 40000 }, { 0, 30000 }, { 0, 30000 }, OPINION_NONE },
	/* 72/160 x 40 = 18 and 132/160 x 40 = 33; 68/96 x 30 = 21.25; 79/120 x 30 = 19.75 */
	{ "two NE, one SO", 0, { 3, 2, NE, NE, 4, 3, 3, SO, 2, 3, 3, 3, 1, 2 }, 2, 59000, 74000,
		{ 18000, 33000 }, { 21250, 21250 }, { 19750, 19750 }, OPINION_NONE },
	/* 5/128 x 40 = 1.5625 */
	{ "rounds half up", 0, { 0, SO, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 0, 1563, 1563,
		{ 1563, 1563 }, { 0, 0 }, { 0, 0 }, OPINION_UNFAVOURABLE },
	/* 1.5625 + 10/64 x 30 = 1.5625 + 4.6875 = 6.25: rounded parts add up to 6.251 */
	{ "rounded once", 0, { 0, SO, 0, 0, 1, 1, SO, 0, SO, 0, 0, 0, 0, 0 }, 0, 6250, 6250,
		{ 1563, 1563 }, { 4688, 4688 }, { 0, 0 }, OPINION_UNFAVOURABLE },
	{ "just reserved", 0, { 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, 0, 35000, 35000,
		{ 20000, 20000 }, { 7500, 7500 }, { 7500, 7500 }, OPINION_RESERVED },
	{ "below the floor of impact", 0, { 1, 1, 1, 1, 1, 4, 4, 4, 4, 4, 4, 4, 4, 4 }, 0, 70000,
		70000, { 10000, 10000 }, { 30000, 30000 }, { 30000, 30000 }, OPINION_RESERVED },
	/* 48/160 is 30 % exactly */
	{ "on the floor of impact", 0, { 4, 0, 0, 0, 0, 4, 4, 4, 4, 4, 4, 4, 4, 4 }, 0, 72000,
		72000, { 12000, 12000 }, { 30000, 30000 }, { 30000, 30000 }, OPINION_FAVOURABLE },
	{ "volet 2, all 4", 2, { 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 }, 0, 100000, 100000,
		{ 35000, 35000 }, { 36000, 36000 }, { 29000, 29000 }, OPINION_FAVOURABLE },
	{ "volet 2, only E2", 2, { 0, 0, 0, 0, 4, 0, 4, 0, 0, 0, 0, 0, 0, 0 }, 0, 16000, 16000,
		{ 0, 0 }, { 16000, 16000 }, { 0, 0 }, OPINION_UNFAVOURABLE },
	{ "volet 2, I5 weighs 0 and is not asked for", 2,
		{ 3, 3, 3, 3, NE, 3, 3, 3, 3, 3, 3, 3, 3, 0 }, 0, 73500, 73500, { 26250, 26250 },
		{ 27000, 27000 }, { 20250, 20250 }, OPINION_FAVOURABLE },
	{ "a volet without variant", 1, { 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 0, 5000, 5000,
		{ 5000, 5000 }, { 0, 0 }, { 0, 0 }, OPINION_UNFAVOURABLE },
};

static void
fill(struct sheet *s, const int8_t marks[14])
{
	sheet_clear(&grid, s);
	memcpy(s->marks, marks, 14);
}

static void
check_range(struct points_range r, const int32_t expected[2])
{
	assert_int_equal(r.min.milli, expected[0]);
	assert_int_equal(r.max.milli, expected[1]);
}

static void
sheets(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct sheet_case *c = &cases[i];
		struct score sc;
		struct sheet s;
		struct err err = { 0 };

		print_message("  %s\n", c->name);
		fill(&s, c->marks);
		assert_int_equal(score_compute(&grid, c->volet, &s, &sc, &err), OK);
		assert_int_equal(sc.missing, c->missing);
		assert_int_equal(sc.complete, c->missing == 0);
		assert_int_equal(sc.total.min.milli, c->min);
		assert_int_equal(sc.total.max.milli, c->max);
		check_range(sc.criteria[0], c->impact);
		check_range(sc.criteria[1], c->extension);
		check_range(sc.criteria[2], c->portage);
		assert_int_equal(sc.verdict, c->verdict);
	}
}

/* One item at one mark, the others at 0: weight x mark / 4. */
static void
every_level_of_every_item(void **state)
{
	static const int weights[14] = { 12, 8, 8, 7, 5, 10, 10, 6, 4, 8, 8, 7, 4, 3 };

	(void)state;
	for (int i = 0; i < 14; i++) {
		for (int8_t mark = 0; mark <= 4; mark++) {
			struct sheet s = { { 0 } };
			struct score sc;

			s.marks[i] = mark;
			assert_int_equal(score_compute(&grid, 0, &s, &sc, NULL), OK);
			assert_int_equal(sc.total.min.milli, weights[i] * mark * 250);
		}
	}
}

static void
all_so_is_refused(void **state)
{
	static const int8_t marks[14] = { 4, 4, 4, 4, 4, SO, SO, SO, SO, 4, 4, 4, 4, 4 };
	static const int8_t volet_2[14] = { SO, SO, SO, SO, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4 };
	struct score sc = { .missing = 77 };
	struct sheet s;
	struct err err = { 0 };

	(void)state;
	fill(&s, marks);
	assert_int_equal(score_compute(&grid, 0, &s, &sc, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "Extension"));
	assert_int_equal(sc.missing, 77);
	fill(&s, volet_2); /* what is left of impact weighs 0 */
	assert_int_equal(score_compute(&grid, 2, &s, &sc, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "Impact"));
}

static void
mark_out_of_scale_is_refused(void **state)
{
	struct sheet s = { { 0 } };
	struct score sc;
	struct err err = { 0 };

	(void)state;
	s.marks[2] = 5;
	assert_int_equal(score_compute(&grid, 0, &s, &sc, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "I3"));
	s.marks[2] = -3;
	assert_int_equal(score_compute(&grid, 0, &s, &sc, &err), ERR_INPUT);
}

static void
floors_are_certain(void **state)
{
	static const int8_t marks[14] = { 1, NE, 0, 0, 0, NE, NE, NE, NE, 0, 0, 0, 0, NE };
	struct score sc;
	struct sheet s;

	(void)state;
	fill(&s, marks);
	assert_int_equal(score_compute(&grid, 0, &s, &sc, NULL), OK);
	assert_true(sc.below_floor[0] == true); /* at best (12 + 32)/160 = 27.5 % */
	assert_false(sc.below_floor[1]);
	assert_true(sc.below_floor[2]); /* at best 12/120 */
}

static void
marks_are_read(void **state)
{
	static const struct {
		const char *text;
		int8_t mark;
	} good[] = { { "0", 0 }, { "4", 4 }, { " 3 ", 3 }, { "ne", NE }, { "NE", NE },
		{ "So", SO } };
	static const char *const bad[] = { "5", "-1", "", "03", "N", "NEE", "1.5", "x" };
	struct err err = { 0 };
	int8_t m = 42;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_int_equal(mark_parse(&grid, 0, str_z(good[i].text), &m, &err), OK);
		assert_int_equal(m, good[i].mark);
	}
	m = 42;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(mark_parse(&grid, 2, str_z(bad[i]), &m, &err), ERR_INPUT);
		assert_int_equal(m, 42);
		assert_non_null(strstr(err.text, "I3 Résultat concret"));
		assert_non_null(strstr(err.text, "0 à 4"));
	}
	assert_string_equal(mark_text(3).s, "3");
	assert_string_equal(mark_text(NE).s, "NE");
	assert_string_equal(mark_text(SO).s, "SO");
}

static void
means_round_half_up(void **state)
{
	static const struct points two[] = { { 72525 }, { 60000 } },
				   three[] = { { 1 }, { 1 }, { 2 } };

	(void)state;
	assert_int_equal(points_mean(two, 2).milli, 66263);
	assert_int_equal(points_mean(three, 3).milli, 1);
	assert_int_equal(points_mean(two, 1).milli, 72525);
}

static void
explanation_shows_the_work(void **state)
{
	static const int8_t marks[14] = { 3, 2, NE, NE, 4, 3, 3, SO, 2, 3, 3, 3, 1, 2 };
	struct sheet s;
	const char **lines;
	size_t n;

	(void)state;
	fill(&s, marks);
	lines = score_explain(&arena, &grid, 0, &s, &n);
	assert_int_equal(n, 3 + 14 + 1);
	assert_string_equal(lines[0], "Impact : entre 18,0 et 33,0 sur 40");
	assert_string_equal(lines[1], "  I1 Effet direct pour les usagers : note 3 sur 4, poids "
				      "12,0, apporte 9,0 points");
	/* E1 takes its share of the 6 points of E3: 10 x 30/24 = 12.5, x 3/4 = 9.375 */
	assert_string_equal(
		lines[7], "  E1 Réplicabilité : note 3 sur 4, poids 12,5, apporte 9,375 points");
	assert_string_equal(lines[9],
		"  E3 Interopérabilité et réversibilité : sans objet, son poids de 6 est réparti");
	assert_string_equal(
		lines[17], "Total : entre 59,0 et 74,0 sur 100, 2 sous-critères à noter");
	memset(s.marks + 5, SO, 4);
	lines = score_explain(&arena, &grid, 0, &s, &n);
	assert_int_equal(n, 1);
	assert_non_null(strstr(lines[0], "sans objet"));
}

static void
opinions(void **state)
{
	(void)state;
	assert_int_equal(opinion_find(STR("reserved")), OPINION_RESERVED);
	assert_int_equal(opinion_find(STR("none")), OPINION_NONE);
	assert_int_equal(opinion_find(STR("bof")), OPINION_NONE);
}

static int
setup(void **state)
{
	(void)state;
	return !hash_start() ||
	       grid_parse("grid.yaml", config_default("grid.yaml"), &arena, &grid, NULL);
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sheets),
		cmocka_unit_test(every_level_of_every_item),
		cmocka_unit_test(all_so_is_refused),
		cmocka_unit_test(mark_out_of_scale_is_refused),
		cmocka_unit_test(floors_are_certain),
		cmocka_unit_test(marks_are_read),
		cmocka_unit_test(means_round_half_up),
		cmocka_unit_test(explanation_shows_the_work),
		cmocka_unit_test(opinions),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
