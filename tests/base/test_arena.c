/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/arena.h"

#include <stdalign.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_alloc_is_zeroed_and_aligned(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (int round = 0; round < 3; round++) {
		for (size_t size = 0; size < 5000; size += 37) {
			unsigned char *p = arena_alloc(&a, size);

			assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
			for (size_t i = 0; i < size; i++)
				assert_int_equal(p[i], 0);
			memset(p, 0xAA, size);
		}
		arena_reset(&a);
	}
	arena_done(&a);
}

/* Each piece keeps its own bytes whatever is allocated after it, large blocks included. */
static void
test_pieces_do_not_overlap(void **state)
{
	static const size_t sizes[] = { 1, 16, 4000, 300, 5 << 20, 8, 70000, 1 << 20, 12 };
	enum { ROUNDS = 20, KINDS = sizeof(sizes) / sizeof(*sizes) };
	struct arena a = { 0 };
	unsigned char *pieces[ROUNDS * KINDS];

	(void)state;
	for (size_t i = 0; i < ROUNDS * KINDS; i++) {
		pieces[i] = arena_alloc(&a, sizes[i % KINDS]);
		memset(pieces[i], (int)i, sizes[i % KINDS]);
	}
	for (size_t i = 0; i < ROUNDS * KINDS; i++) {
		assert_int_equal(pieces[i][0], (unsigned char)i);
		assert_int_equal(pieces[i][sizes[i % KINDS] - 1], (unsigned char)i);
	}
	arena_done(&a);
}

static void
test_used_and_peak(void **state)
{
	struct arena a = { 0 };

	(void)state;
	arena_alloc(&a, 100);
	assert_in_range(a.used, 100, 100 + alignof(max_align_t));
	size_t first = a.used;

	arena_alloc(&a, 1000);
	size_t both = a.used;

	arena_reset(&a);
	assert_int_equal(a.used, 0);
	assert_int_equal(a.peak, both);
	arena_alloc(&a, 100);
	assert_int_equal(a.used, first);
	arena_done(&a);
	arena_done(&a);
	assert_null(a.head);
}

static void
test_strings(void **state)
{
	struct arena a = { 0 };
	struct str s = arena_str(&a, (struct str){ "été!", 5 });

	(void)state;
	assert_true(str_eqz(s, "été"));
	assert_int_equal(s.ptr[5], '\0');
	assert_null(arena_str(&a, STR_NONE).ptr);
	assert_non_null(arena_str(&a, STR("")).ptr);
	assert_string_equal(arena_z(&a, STR_NONE), "");
	assert_string_equal(arena_z(&a, STR("abc")), "abc");
	assert_string_equal(arena_printf(&a, "%s-%d", "I", 3), "I-3");
	assert_int_equal(strlen(arena_printf(&a, "%10000d", 1)), 10000);
	assert_memory_equal(arena_dup(&a, "a\0b", 3), "a\0b", 3);
	arena_done(&a);
}

static void
test_push(void **state)
{
	struct arena a = { 0 };
	int *items = NULL;
	size_t n = 0, cap = 0;

	(void)state;
	for (int i = 0; i < 1000; i++)
		ARENA_PUSH(&a, items, n, cap, i * 3);
	assert_int_equal(n, 1000);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(items[i], i * 3);
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alloc_is_zeroed_and_aligned),
		cmocka_unit_test(test_pieces_do_not_overlap),
		cmocka_unit_test(test_used_and_peak),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_push),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
