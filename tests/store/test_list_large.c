/* SPDX-License-Identifier: EUPL-1.2 */
/* A filter that keeps more members than are sorted directly: the walk of the ordered index. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/store/list.h"
#include "support/scratch.h"

enum { DOSSIERS = 2500, MEMBERS = DOSSIERS * 3 / 5, PAGE = 37 };

static struct scratch s;
static struct dossier model[DOSSIERS];

/* Three in five are in the Loiret; amounts repeat, so that numbers decide too. */
static int
setup(void **state)
{
	(void)state;
	scratch_init(&s);
	for (int i = 0; i < DOSSIERS; i++) {
		model[i] = scratch_dossier(&s, 5000 + i);
		model[i].department = i % 5 < 3 ? STR("45") : STR("37");
		model[i].requested = (struct maybe_money){ true, { i * 7919 % 500 * 100 } };
	}
	scratch_import(&s, model, DOSSIERS);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	scratch_done(&s);
	return 0;
}

static int
by_amount_then_number(const void *x, const void *y)
{
	const struct dossier *a = *(const struct dossier *const *)x;
	const struct dossier *b = *(const struct dossier *const *)y;
	int64_t amount = a->requested.m.cents - b->requested.m.cents;

	return amount ? (amount > 0) - (amount < 0)
		      : (a->number > b->number) - (a->number < b->number);
}

static void
expect_pages(struct store_list *l, const struct dossier *const *sorted, bool forward)
{
	int64_t anchor = 0;
	size_t seen = 0;

	while (seen < MEMBERS) {
		struct arena a = { 0 };
		struct list_row *rows;
		size_t n;
		enum list_from from = forward ? seen ? LIST_AFTER : LIST_FIRST
				      : seen  ? LIST_BEFORE
					      : LIST_LAST;

		assert_int_equal(store_list_page(l, from, anchor, PAGE, &a, &rows, &n, &s.err), OK);
		assert_true(n > 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(rows[i].number,
				sorted[forward ? seen + i : MEMBERS - seen - n + i]->number);
		anchor = rows[forward ? n - 1 : 0].number;
		seen += n;
		arena_done(&a);
	}
	assert_int_equal(seen, MEMBERS);
}

static void
pages_of_a_large_filter(void **state)
{
	const struct dossier *sorted[MEMBERS];
	struct viewer viewer = { .departments = STR("*"), .today = day_of(2021, 10, 8) };
	struct query_context ctx = { .today = viewer.today };
	struct store_list *l = NULL;
	struct search search;
	size_t n = 0;
	int64_t shown, all;
	int at;

	(void)state;
	for (int i = 0; i < DOSSIERS; i++)
		if (str_eqz(model[i].department, "45"))
			sorted[n++] = &model[i];
	assert_int_equal(n, MEMBERS);
	qsort(sorted, MEMBERS, sizeof(*sorted), by_amount_then_number);
	assert_int_equal(
		query_parse(STR("dep:45 tri:montant"), &ctx, &s.a, &search, &at, &s.err), OK);
	assert_int_equal(store_list_open(s.st, &search, &viewer, &l, &s.err), OK);
	assert_int_equal(store_list_count(l, &shown, &all, &s.err), OK);
	assert_int_equal(shown, MEMBERS);
	assert_int_equal(all, DOSSIERS);
	expect_pages(l, sorted, true);
	expect_pages(l, sorted, false);
	store_list_close(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(pages_of_a_large_filter) };

	return cmocka_run_group_tests(tests, setup, teardown);
}
