/* SPDX-License-Identifier: EUPL-1.2 */
/* Totals by group: kept and walked ones agree, and each line opens its dossiers. Jumps. Ranges. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/bulk.h"
#include "pupitre/app/decide.h"
#include "pupitre/app/jump.h"
#include "pupitre/app/selection.h"
#include "pupitre/app/totals.h"
#include "support/base.h"
#include "support/must.h"

static struct fixture f;
static struct arena a;
static struct err err;
static struct session *s, *jean;

/* 45: 1001 awarded 12 000 with 75 points, 1002 with 50 points, 1005; 37: 1003; none: 1004. */
static int
setup(void **state)
{
	static const struct fixture_dossier dossiers[] = {
		{ .number = 1001,
			.department = "45",
			.total = 20000,
			.requested = 16000,
			.title = "Portail famille" },
		{ .number = 1002,
			.department = "45",
			.total = 20000,
			.requested = 14000,
			.title = "Cimetière en ligne" },
		{ .number = 1003,
			.department = "37",
			.total = 30000,
			.requested = 10000,
			.title = "Portail des citoyens" },
		{ .number = 1004,
			.department = "",
			.total = 30000,
			.requested = 0,
			.title = "Wifi" },
		{ .number = 1205,
			.department = "45",
			.total = 30000,
			.requested = 5000,
			.title = "Gestion électronique",
			.state = "en_construction" },
	};
	struct decision_input in = { .d = { .kind = DECISION_AWARD,
					     .amount = { true, { 1200000 } } } };
	struct receipt r;

	(void)state;
	fixture_init(&f);
	fixture_envelope(&f, "45", 20000, NULL);
	fixture_import(&f, dossiers, 5);
	fixture_agent(&f, "jean", ROLE_INSTRUCTOR, "45");
	s = fixture_session(&f, NULL);
	jean = fixture_session(&f, "jean");
	fixture_mark_all(s, 1001, 3);
	fixture_mark_all(s, 1002, 2);
	MUST(decide(s, 1001, &in, &a, &r, &err));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	session_close(s);
	session_close(jean);
	arena_done(&a);
	fixture_proves(&f);
	fixture_done(&f);
	return 0;
}

static struct totals
totals(struct session *by_whom, enum total_by by, const char *query)
{
	struct totals t;
	int at;

	MUST(totals_read(by_whom, by, str_z(query), &a, &t, &at, &err));
	return t;
}

static const struct total_line *
line(const struct totals *t, const char *label)
{
	for (size_t i = 0; i < t->count; i++)
		if (str_eqz(t->lines[i].label, label))
			return &t->lines[i];
	fail_msg("no line %s", label);
	return NULL;
}

static void
by_department(void **state)
{
	struct totals t = totals(s, TOTAL_DEPARTMENT, "");
	const struct total_line *l = line(&t, "45 Loiret");

	(void)state;
	assert_int_equal(t.count, 3);
	assert_int_equal(l->dossiers, 3);
	assert_int_equal(l->requested.cents, 3500000); /* 16 000 + 14 000 + 5 000 */
	assert_int_equal(l->awarded.cents, 1200000);
	assert_int_equal(l->marked, 2);
	assert_int_equal(l->mean.milli, 62500); /* (75 + 50) / 2 */
	assert_string_equal(arena_z(&a, l->query), "dep:45");
	assert_int_equal(line(&t, "37 Indre-et-Loire")->marked, 0);
	assert_int_equal(t.all.dossiers, 5);
	assert_int_equal(t.all.requested.cents, 4500000);
	assert_int_equal(t.all.mean.milli, 62500);
	/* Within a scope, from the same counters. */
	t = totals(jean, TOTAL_DEPARTMENT, "");
	assert_int_equal(t.count, 1);
	assert_int_equal(t.all.dossiers, 3);
}

static void
by_state_and_decision(void **state)
{
	struct totals t = totals(s, TOTAL_STATE, "dep:45");

	(void)state;
	assert_int_equal(t.count, 3);
	assert_true(str_eqz(t.lines[0].label, "Reçu")); /* in the order of the workflow */
	assert_true(str_eqz(t.lines[1].label, "Noté, avis rendu"));
	assert_true(str_eqz(t.lines[2].label, "Accordé"));
	assert_int_equal(t.lines[2].awarded.cents, 1200000);
	assert_string_equal(arena_z(&a, t.lines[2].query), "état:Accordé dep:45");
	assert_string_equal(arena_z(&a, t.lines[1].query), "état:\"Noté, avis rendu\" dep:45");
	t = totals(s, TOTAL_DECISION, "");
	assert_int_equal(t.count, 2);
	assert_int_equal(line(&t, "sans décision")->dossiers, 4);
	assert_string_equal(arena_z(&a, line(&t, "sans décision")->query), "sans:décision");
	assert_string_equal(arena_z(&a, line(&t, "accordé")->query), "décision:accordé");
}

static size_t
members(struct session *by, struct str query)
{
	struct numset set = { 0 };
	size_t n;
	int at;

	MUST(selection_find(by, query, &set, &at, &err));
	n = set.count;
	numset_done(&set);
	return n;
}

/* The number told on a line is the number of dossiers that its query opens, whatever was filtered. */
static void
each_line_opens_its_dossiers(void **state)
{
	static const char *const queries[] = { "", "portail", "porta", "portail OU cimetière",
		"cimetière OU porta", "tri:-montant portail OU wifi", "-portail tri:note",
		"montant>=10000", "(dep:45 OU dep:37) -cimetière", "dep:99", "\"en ligne\"",
		"\"portail famille\" OU montant<6000", "avec:note" };

	(void)state;
	for (size_t q = 0; q < sizeof queries / sizeof queries[0]; q++) {
		for (int by = 0; by < TOTAL_BY_COUNT; by++) {
			struct totals t = totals(s, (enum total_by)by, queries[q]);
			int64_t sum = 0;

			for (size_t i = 0; i < t.count; i++) {
				size_t n = members(s, t.lines[i].query);

				if ((int64_t)n != t.lines[i].dossiers)
					fail_msg("%s by %d: %s opens %zu, not %lld", queries[q], by,
						arena_z(&a, t.lines[i].query), n,
						(long long)t.lines[i].dossiers);
				sum += t.lines[i].dossiers;
			}
			assert_int_equal(sum, members(s, str_z(queries[q])));
			assert_int_equal(sum, t.all.dossiers);
		}
	}
}

/* The kept totals, and the same by walking all members. */
static void
kept_totals_are_the_walked_ones(void **state)
{
	(void)state;
	for (int by = 0; by < TOTAL_BY_COUNT; by++) {
		struct totals kept = totals(s, (enum total_by)by, "");
		struct totals walked = totals(s, (enum total_by)by, "coût>1");

		assert_int_equal(kept.count, walked.count);
		for (size_t i = 0; i < kept.count; i++) {
			const struct total_line *k = &kept.lines[i], *w = &walked.lines[i];

			assert_true(str_eq(k->label, w->label));
			assert_int_equal(k->dossiers, w->dossiers);
			assert_int_equal(k->requested.cents, w->requested.cents);
			assert_int_equal(k->awarded.cents, w->awarded.cents);
			assert_int_equal(k->marked, w->marked);
			assert_int_equal(k->mean.milli, w->mean.milli);
		}
	}
}

static bool
stop_at_once(void *ctx)
{
	++*(int *)ctx;
	return true;
}

static void
a_walk_can_be_stopped(void **state)
{
	struct totals t;
	int at, asked = 0;

	(void)state;
	session_close(s);
	fixture_import_plain(&f, 1200);
	s = fixture_session(&f, NULL);
	session_on_stop(s, stop_at_once, &asked);
	REFUSED(totals_read(s, TOTAL_STATE, STR("coût>1"), &a, &t, &at, &err), ERR_CANCELLED,
		"interrompu");
	assert_true(asked > 0);
	session_on_stop(s, NULL, NULL);
	t = totals(s, TOTAL_STATE, "coût>1");
	assert_int_equal(t.all.dossiers, 1200);
}

static const char *
jumps(struct session *by, const char *text)
{
	struct jump_hit *hits;
	const char *list = "";
	size_t n;

	MUST(jump_find(by, str_z(text), &a, &hits, &n, &err));
	for (size_t i = 0; i < n; i++)
		list = arena_printf(&a, "%s%s%lld", list, i ? " " : "", (long long)hits[i].number);
	return list;
}

static void
jumping(void **state)
{
	static const struct {
		const char *typed, *found;
	} cases[] = {
		{ "1003", "1003" },
		{ "205", "1205" },
		{ "100", "1001 1002 1003 1004" },
		{ "portail fam", "1001" },
		{ "PORTÀIL", "1001 1003" },
		{ "ptl ctyn", "1003" },
		{ "cmtr", "1002" },
		{ "214502", "1001 1002 1003 1004 1205" }, /* their SIREN */
		{ "zzz", "" },
		{ "  ", "" },
		{ "*\" OR (", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_string_equal(jumps(s, cases[i].typed), cases[i].found);
	assert_string_equal(jumps(jean, "portail"), "1001");
}

/* Above JUMP_CANDIDATES nothing is ranked whole: the indexes find. */
static void
jumping_in_a_big_base(void **state)
{
	struct jump_hit *hits;
	size_t n;

	(void)state;
	session_close(s);
	fixture_import_plain(&f, JUMP_CANDIDATES + 500); /* "Projet 1001"... */
	s = fixture_session(&f, NULL);
	assert_string_equal(jumps(s, "3456"), "3456");
	assert_string_equal(jumps(s, "projet 2718"), "2718");
	assert_string_equal(jumps(s, "project 2718"), ""); /* no such subsequence */
	MUST(jump_find(s, STR("orle"), &a, &hits, &n, &err));
	assert_int_equal(n, JUMP_MAX);
	assert_true(str_eqz(hits[0].applicant, "COMMUNE D'ORLEANS"));
	assert_string_equal(jumps(s, "pr"), jumps(s, "pro"));
}

static void
ranges_and_inverses(void **state)
{
	struct numset set = { 0 };
	struct browse *b;
	int at;

	(void)state;
	MUST(browse_open(s, STR("dep:45 OU dep:37"), STR("-requested_cents"), &b, &at, &err));
	/* 1001, 1002, 1003, 1205 in this order */
	MUST(browse_range(b, 1002, 1205, &set, &err));
	assert_int_equal(set.count, 3);
	assert_false(numset_has(&set, 1001));
	MUST(selection_invert(b, &set, &err));
	assert_int_equal(set.count, 1);
	assert_true(numset_has(&set, 1001));
	REFUSED(browse_range(b, 1205, 1002, &set, &err), ERR_INPUT, "plus bas");
	assert_int_equal(set.count, 1);
	MUST(browse_range(b, 1003, 1003, &set, &err));
	assert_int_equal(set.count, 2);
	browse_close(b);
	numset_done(&set);
	assert_int_equal(members(s, STR("")), 5);
	assert_int_equal(members(jean, STR("")), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(by_department, setup, teardown),
		cmocka_unit_test_setup_teardown(by_state_and_decision, setup, teardown),
		cmocka_unit_test_setup_teardown(each_line_opens_its_dossiers, setup, teardown),
		cmocka_unit_test_setup_teardown(kept_totals_are_the_walked_ones, setup, teardown),
		cmocka_unit_test_setup_teardown(a_walk_can_be_stopped, setup, teardown),
		cmocka_unit_test_setup_teardown(jumping, setup, teardown),
		cmocka_unit_test_setup_teardown(jumping_in_a_big_base, setup, teardown),
		cmocka_unit_test_setup_teardown(ranges_and_inverses, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
