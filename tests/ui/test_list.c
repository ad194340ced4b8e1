/* SPDX-License-Identifier: EUPL-1.2 */
/* The keyset list against a source of numbers: the window must always be a slice of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/ui/list.h"

enum { MANY = 50 };

struct numbers { /* sorted; rows repeat the key */
	int64_t all[MANY];
	int count, fetched; /* rows given since the last reset */
	bool broken;
};

/* Index of the first number not before the anchor. */
static int
place(const struct numbers *n, int64_t anchor)
{
	int i = 0;

	while (i < n->count && n->all[i] < anchor)
		i++;
	return i;
}

static enum status
page(void *ctx, enum list_from from, int64_t anchor, int max, struct arena *a,
	struct list_page *out, struct err *err)
{
	struct numbers *n = ctx;
	int at = place(n, anchor), first = 0, end;

	if (n->broken)
		return err_set(err, ERR_SYSTEM, "source en panne");
	if (from == LIST_LAST)
		first = n->count - max;
	else if (from == LIST_AFTER)
		first = at + (at < n->count && n->all[at] == anchor);
	else if (from == LIST_BEFORE)
		first = at - max;
	else if (from == LIST_AT)
		first = at;
	end = from == LIST_BEFORE ? at : first + max;
	first = first < 0 ? 0 : first;
	end = end > n->count ? n->count : end;
	out->count = end > first ? end - first : 0;
	out->keys = ARENA_ARRAY(a, int64_t, out->count);
	memcpy(out->keys, n->all + first, sizeof(int64_t) * (size_t)out->count);
	out->rows = (char *)out->keys;
	n->fetched += out->count;
	return OK;
}

static struct numbers
numbers_to(int count)
{
	struct numbers n = { .count = count };

	for (int i = 0; i < count; i++)
		n.all[i] = (i + 1) * 10;
	return n;
}

static void
check_window(const struct list *l, const struct numbers *n)
{
	int first = l->page.count ? place(n, l->page.keys[0]) : 0;

	assert_true(n->count ? l->cursor >= 0 && l->cursor < l->height : l->cursor == -1);
	assert_int_equal(l->page.count, n->count < l->height ? n->count : l->height);
	for (int i = 0; i < l->page.count; i++) {
		assert_int_equal(l->page.keys[i], n->all[first + i]);
		assert_int_equal(*(const int64_t *)list_row(l, i), n->all[first + i]);
	}
}

static void
open(struct list *l, struct numbers *n, int height)
{
	struct err err;

	*l = (struct list){ 0 };
	assert_int_equal(
		list_open(l, (struct list_source){ n, sizeof(int64_t), page }, height, &err), OK);
	check_window(l, n);
}

static void
test_moves(void **state)
{
	static const struct {
		int delta;
		int64_t key;
		int row;
	} steps[] = {
		{ 1, 20, 1 },
		{ 3, 50, 4 },
		{ 1, 60, 4 },
		{ -4, 20, 0 },
		{ -1, 10, 0 },
		{ -1, 10, 0 },
		{ 20, 210, 4 },
		{ -2, 190, 2 },
		{ 100, 500, 4 },
		{ 1, 500, 4 },
		{ -100, 10, 0 },
	};
	struct numbers n = numbers_to(MANY);
	struct list l;
	struct err err;

	(void)state;
	open(&l, &n, 5);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		assert_int_equal(list_move(&l, steps[i].delta, &err), OK);
		check_window(&l, &n);
		if (list_key(&l) != steps[i].key || l.cursor != steps[i].row)
			fail_msg("step %zu: key %lld on row %d", i, (long long)list_key(&l),
				l.cursor);
	}
	list_done(&l);
}

static void
test_ends_and_pages(void **state)
{
	struct numbers n = numbers_to(12);
	struct list l;
	struct err err;

	(void)state;
	open(&l, &n, 5);
	assert_int_equal(list_last(&l, &err), OK);
	assert_int_equal(list_key(&l), 120);
	assert_int_equal(list_first(&l, &err), OK);
	assert_int_equal(list_key(&l), 10);
	assert_int_equal(list_scroll(&l, 1, &err), OK);
	assert_int_equal(list_key(&l), 50);
	assert_int_equal(list_scroll(&l, 1, &err), OK);
	assert_int_equal(list_key(&l), 90);
	assert_int_equal(list_scroll(&l, 9, &err), OK);
	assert_int_equal(list_key(&l), 120);
	check_window(&l, &n);
	assert_int_equal(list_scroll(&l, -9, &err), OK);
	assert_int_equal(list_key(&l), 10);
	check_window(&l, &n);
	list_done(&l);
}

static void
test_refresh_keeps_the_row(void **state)
{
	struct numbers n = numbers_to(20);
	struct list l;
	struct err err;

	(void)state;
	open(&l, &n, 5);
	assert_int_equal(list_move(&l, 9, &err), OK);
	assert_int_equal(list_move(&l, -2, &err), OK);
	assert_int_equal(list_key(&l), 80);
	assert_int_equal(l.cursor, 2);
	memmove(n.all + 1, n.all, sizeof(int64_t) * 20); /* one more before */
	n.all[0] = 5;
	n.count = 21;
	assert_int_equal(list_refresh(&l, &err), OK);
	assert_int_equal(list_key(&l), 80);
	assert_int_equal(l.cursor, 2);
	check_window(&l, &n);
	memmove(n.all + 8, n.all + 9, sizeof(int64_t) * 12); /* the row itself goes */
	n.count = 20;
	assert_int_equal(list_refresh(&l, &err), OK);
	assert_int_equal(list_key(&l), 90);
	assert_int_equal(l.cursor, 2);
	check_window(&l, &n);
	list_done(&l);
}

static void
test_go_and_resize(void **state)
{
	struct numbers n = numbers_to(30);
	struct list l;
	struct err err;

	(void)state;
	open(&l, &n, 10);
	assert_int_equal(list_go(&l, 70, &err), OK);
	assert_int_equal(l.cursor, 6);
	assert_int_equal(list_go(&l, 250, &err), OK);
	assert_int_equal(list_key(&l), 250);
	check_window(&l, &n);
	assert_int_equal(list_resize(&l, 4, &err), OK);
	assert_int_equal(list_key(&l), 250);
	check_window(&l, &n);
	assert_int_equal(list_resize(&l, 40, &err), OK);
	assert_int_equal(list_key(&l), 250);
	check_window(&l, &n);
	list_done(&l);
}

static void
test_empty_and_broken(void **state)
{
	struct numbers none = numbers_to(0), n = numbers_to(9);
	struct list l;
	struct err err;

	(void)state;
	open(&l, &none, 5);
	assert_int_equal(list_move(&l, 1, &err), OK);
	assert_int_equal(list_scroll(&l, -1, &err), OK);
	assert_int_equal(list_key(&l), 0);
	list_done(&l);
	open(&l, &n, 5);
	assert_int_equal(list_move(&l, 4, &err), OK);
	n.broken = true;
	assert_int_equal(list_move(&l, 1, &err), ERR_SYSTEM);
	assert_int_equal(list_resize(&l, 3, &err), ERR_SYSTEM);
	n.broken = false;
	assert_int_equal(list_key(&l), 50);
	check_window(&l, &n);
	list_done(&l);
}

/* A key fetches a screenful or two, however long the list. */
static void
test_cost(void **state)
{
	struct numbers n = numbers_to(MANY);
	struct list l;
	struct err err;

	(void)state;
	open(&l, &n, 5);
	n.fetched = 0;
	assert_int_equal(list_move(&l, 2, &err), OK);
	assert_int_equal(n.fetched, 0);
	assert_int_equal(list_move(&l, 3, &err), OK);
	assert_in_range(n.fetched, 1, 11);
	list_done(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_ends_and_pages),
		cmocka_unit_test(test_refresh_keeps_the_row),
		cmocka_unit_test(test_go_and_resize),
		cmocka_unit_test(test_empty_and_broken),
		cmocka_unit_test(test_cost),
	};

	return cmocka_run_group_tests_name("ui: list", tests, NULL, NULL);
}
