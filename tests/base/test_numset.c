/* SPDX-License-Identifier: EUPL-1.2 */
/* The set against a naive model: an array of booleans over numbers that straddle several pages. */
#include "pupitre/base/numset.h"

#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { SPREAD = 12, SPAN = 40, MODEL = SPREAD * SPAN };

/* The ends of int64, the sign change, both sides of page borders, and a platform's numbers. */
static const int64_t origins[SPREAD] = { INT64_MIN, INT64_MIN + 65536 - 20, -131072 - 20,
	-65536 - 20, -20, 65536 - 20, 131072 - 20, 4012345, 4012345 + 65536, INT64_C(1) << 32,
	INT64_C(1) << 53, INT64_MAX - SPAN + 1 };

static int64_t
number(size_t i)
{
	return origins[i / SPAN] + (int64_t)(i % SPAN);
}

static uint32_t
draw(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33);
}

static void
assert_same(const struct numset *s, const bool model[MODEL])
{
	size_t count = 0;
	int64_t from = INT64_MIN, found;

	for (size_t i = 0; i < MODEL; i++) {
		assert_int_equal(numset_has(s, number(i)), model[i]);
		if (!model[i])
			continue;
		count++;
		assert_true(numset_next(s, from, &found));
		assert_true(found == number(i));
		assert_true(numset_next(s, found, &found));
		assert_true(found == number(i)); /* from itself counts */
		from = found < INT64_MAX ? found + 1 : found;
	}
	assert_int_equal(s->count, count);
	found = 42;
	if (!model[MODEL - 1]) {
		assert_false(numset_next(s, from, &found));
		assert_true(found == 42);
	}
}

static void
fill(struct numset *s, bool model[MODEL], uint64_t *seed)
{
	uint32_t density = draw(seed) % 5;

	memset(model, 0, MODEL * sizeof(*model));
	for (size_t i = 0; i < MODEL; i++)
		if (draw(seed) % 4 < density && draw(seed) % 12 != i / SPAN) {
			numset_add(s, number(i));
			model[i] = true;
		}
}

static void
test_random_adds_and_removes(void **state)
{
	struct numset s = { 0 };
	bool model[MODEL] = { false };
	uint64_t seed = 4012345;

	(void)state;
	assert_same(&s, model);
	for (int round = 0; round < 60; round++) {
		for (int i = 0; i < 200; i++) {
			size_t at = draw(&seed) % MODEL;

			model[at] = draw(&seed) % 100 < (round < 30 ? 60 : 20);
			if (model[at])
				numset_add(&s, number(at));
			else
				numset_remove(&s, number(at));
		}
		assert_same(&s, model);
	}
	for (size_t i = 0; i < MODEL; i++)
		numset_remove(&s, number(i));
	assert_int_equal(s.count, 0);
	assert_int_equal(s.page_count, 0);
	numset_done(&s);
}

static void
test_random_operations(void **state)
{
	uint64_t seed = 56;

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct numset a = { 0 }, b = { 0 };
		bool in_a[MODEL], in_b[MODEL];

		fill(&a, in_a, &seed);
		fill(&b, in_b, &seed);
		for (size_t i = 0; i < MODEL; i++)
			in_a[i] = round % 3 == 0   ? in_a[i] && in_b[i]
				  : round % 3 == 1 ? in_a[i] || in_b[i]
						   : in_a[i] && !in_b[i];
		if (round % 3 == 0)
			numset_and(&a, &b);
		else if (round % 3 == 1)
			numset_or(&a, &b);
		else
			numset_minus(&a, &b);
		assert_same(&a, in_a);
		assert_same(&b, in_b);
		numset_done(&a);
		numset_done(&b);
	}
}

static void
test_with_itself(void **state)
{
	struct numset s = { 0 };

	(void)state;
	numset_add(&s, 5);
	numset_add(&s, -5);
	numset_and(&s, &s);
	numset_or(&s, &s);
	assert_int_equal(s.count, 2);
	numset_minus(&s, &s);
	assert_int_equal(s.count, 0);
	assert_false(numset_has(&s, 5));
	numset_done(&s);
}

static void
test_whole_page(void **state)
{
	struct numset s = { 0 };
	int64_t n = 0, seen = 0;

	(void)state;
	for (int64_t i = -65536; i < 131072; i++)
		numset_add(&s, i);
	assert_int_equal(s.count, 196608);
	assert_int_equal(s.page_count, 3);
	for (int64_t from = INT64_MIN; numset_next(&s, from, &n); from = n + 1)
		assert_int_equal(n, -65536 + seen++);
	assert_int_equal(seen, 196608);
	numset_done(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_adds_and_removes),
		cmocka_unit_test(test_random_operations),
		cmocka_unit_test(test_with_itself),
		cmocka_unit_test(test_whole_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
