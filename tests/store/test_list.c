/* SPDX-License-Identifier: EUPL-1.2 */
/* The list engine against a naive model: every order, both directions, filters, scopes; words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/store/gate.h"
#include "pupitre/store/list.h"
#include "support/scratch.h"

enum { DOSSIERS = 60 };

static struct scratch s;
static struct dossier model[DOSSIERS];
static struct viewer everyone = { .departments = { "*", 1 } };

static unsigned
draw(unsigned n)
{
	static unsigned long long x = 88172645463325252ULL;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return (unsigned)(x % n);
}

static int
setup(void **state)
{
	static const char *const departments[] = { "18", "28", "36", "37", "41", "45" };
	static const char *const titles[] = { "École numérique", "eau et énergie",
		"Portail famille", "accueil omnicanal", "Œuvres et cœur de ville" };

	(void)state;
	everyone.today = day_of(2021, 10, 8);
	everyone.alert_days = 15;
	scratch_init(&s);
	for (int i = 0; i < DOSSIERS; i++) {
		model[i] = scratch_dossier(&s, 1000 + i * 37 % 61);
		model[i].department = str_z(departments[draw(6)]);
		model[i].title = str_z(titles[draw(5)]);
		model[i].requested = (struct maybe_money){ draw(5) > 0, { 0 } };
		model[i].requested.m.cents = model[i].requested.is ? (int64_t)draw(6) * 100000 : 0;
		model[i].fields[0].value = model[i].title;
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

/* The model's keys: folded titles by hand. */
static const char *
folded_title(const struct dossier *d)
{
	switch (d->title.ptr[0]) {
	case 'e':
		return "eau et energie";
	case 'P':
		return "portail famille";
	case 'a':
		return "accueil omnicanal";
	default:
		return d->title.ptr[1] == '\211' ? "ecole numerique" : "oeuvres et coeur de ville";
	}
}

static int64_t
model_int(const struct dossier *d, enum column c)
{
	if (c == COLUMN_REQUESTED)
		return d->requested.is ? d->requested.m.cents : -1;
	return d->number;
}

static int
model_compare_key(const struct dossier *a, const struct dossier *b, enum column c)
{
	int64_t x, y;

	if (c == COLUMN_DEPARTMENT)
		return str_cmp(a->department, b->department);
	if (c == COLUMN_STATE)
		return 0; /* all are admissible */
	if (c == COLUMN_TITLE)
		return strcmp(folded_title(a), folded_title(b));
	x = model_int(a, c);
	y = model_int(b, c);
	return (x > y) - (x < y);
}

static int
model_compare(const void *pa, const void *pb, void *ctx)
{
	const struct search *q = ctx;
	const struct dossier *a = *(const struct dossier *const *)pa;
	const struct dossier *b = *(const struct dossier *const *)pb;
	int order;

	for (size_t i = 0; i < q->sort_count; i++) {
		order = model_compare_key(a, b, q->sorts[i].column);
		if (order)
			return q->sorts[i].descending ? -order : order;
	}
	order = model_compare_key(a, b, COLUMN_NUMBER);
	return q->sort_count && q->sorts[0].descending ? -order : order;
}

/* What the list must show: departments NULL for all. */
static size_t
expect(struct search *q, const char *const *departments, int64_t *numbers)
{
	const struct dossier *kept[DOSSIERS];
	size_t n = 0;
	bool in;

	for (int i = 0; i < DOSSIERS; i++) {
		in = !departments;
		for (int k = 0; departments && departments[k]; k++)
			in |= str_eqz(model[i].department, departments[k]);
		if (in)
			kept[n++] = &model[i];
	}
	qsort_r(kept, n, sizeof(kept[0]), model_compare, q);
	for (size_t i = 0; i < n; i++)
		numbers[i] = kept[i]->number;
	return n;
}

static void
page_is(struct store_list *l, enum list_from from, int64_t anchor, size_t max,
	const int64_t *numbers, size_t n)
{
	struct list_row *rows;
	size_t count;

	assert_int_equal(store_list_page(l, from, anchor, max, &s.a, &rows, &count, &s.err), OK);
	assert_int_equal(count, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(rows[i].number, numbers[i]);
	assert_true(store_idle(s.st));
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Every page from every place, both ways. */
static void
check_order(struct search *q, const struct viewer *viewer, const char *const *departments)
{
	static const size_t sizes[] = { 1, 7, 100 };
	int64_t numbers[DOSSIERS];
	size_t n = expect(q, departments, numbers), max;
	struct store_list *l = NULL;

	assert_int_equal(store_list_open(s.st, q, viewer, &l, &s.err), OK);
	for (int k = 0; k < 3; k++) {
		max = sizes[k];
		page_is(l, LIST_FIRST, 0, max, numbers, least(max, n));
		page_is(l, LIST_LAST, 0, max, numbers + (n - least(max, n)), least(max, n));
		for (size_t i = 0; i < n; i++) {
			page_is(l, LIST_AFTER, numbers[i], max, numbers + i + 1,
				least(max, n - i - 1));
			page_is(l, LIST_AT, numbers[i], max, numbers + i, least(max, n - i));
			page_is(l, LIST_BEFORE, numbers[i], max, numbers + (i - least(max, i)),
				least(max, i));
		}
	}
	store_list_close(l);
}

static void
orders(void **state)
{
	static const struct {
		size_t count;
		struct sort_key keys[SORT_KEYS];
	} cases[] = {
		{ 0, { { 0 } } },
		{ 1, { { COLUMN_NUMBER, true } } },
		{ 1, { { COLUMN_REQUESTED, false } } },
		{ 1, { { COLUMN_REQUESTED, true } } },
		{ 1, { { COLUMN_TITLE, false } } },
		{ 1, { { COLUMN_DEPARTMENT, true } } },
		{ 2, { { COLUMN_DEPARTMENT, false }, { COLUMN_REQUESTED, true } } },
		{ 2, { { COLUMN_REQUESTED, true }, { COLUMN_TITLE, false } } },
		{ 3, { { COLUMN_TITLE, true }, { COLUMN_DEPARTMENT, true },
			     { COLUMN_NUMBER, true } } },
		{ 4, { { COLUMN_STATE, false }, { COLUMN_DEPARTMENT, false },
			     { COLUMN_REQUESTED, false }, { COLUMN_NUMBER, true } } },
	};
	static const char *const loiret[] = { "45", NULL }, *const two[] = { "36", "37", NULL };
	struct viewer one = everyone, both = everyone;
	struct search q;

	(void)state;
	one.departments = STR("45");
	both.departments = STR("36, 37");
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		q = (struct search){ .sort_count = cases[i].count };
		memcpy(q.sorts, cases[i].keys, sizeof(q.sorts));
		check_order(&q, &everyone, NULL);
		check_order(&q, &one, loiret);
		check_order(&q, &both, two);
	}
}

static int64_t
shown(const char *text)
{
	struct query_context today = { .today = everyone.today, .login = STR("a.martin") };
	struct store_list *l = NULL;
	struct search q;
	int64_t n, all;
	int at;

	if (query_parse(str_z(text), &today, &s.a, &q, &at, &s.err))
		fail_msg("%s: %s", text, s.err.text);
	assert_int_equal(store_list_open(s.st, &q, &everyone, &l, &s.err), OK);
	assert_int_equal(store_list_count(l, &n, &all, &s.err), OK);
	assert_int_equal(all, DOSSIERS);
	store_list_close(l);
	return n;
}

static int64_t
counted(const char *title, const char *department, int64_t least_cents)
{
	int64_t n = 0;

	for (int i = 0; i < DOSSIERS; i++)
		n += (!title || str_starts(model[i].title, str_z(title))) &&
		     (!department || str_eqz(model[i].department, department)) &&
		     (least_cents < 0 ||
			     (model[i].requested.is && model[i].requested.m.cents >= least_cents));
	return n;
}

static void
words_and_filters(void **state)
{
	(void)state;
	assert_int_equal(shown(""), DOSSIERS);
	assert_int_equal(shown("ecole "), counted("École", NULL, -1));
	assert_int_equal(shown("ÉCOLE "), counted("École", NULL, -1));
	assert_int_equal(shown("numér"), counted("École", NULL, -1));
	assert_int_equal(shown("numér "), 0);
	assert_int_equal(shown("\"portail famille\""), counted("Portail", NULL, -1));
	assert_int_equal(shown("famille portail"), counted("Portail", NULL, -1));
	assert_int_equal(shown("dep:45"), counted(NULL, "45", -1));
	assert_int_equal(shown("dep:45,37"), counted(NULL, "45", -1) + counted(NULL, "37", -1));
	assert_int_equal(shown("-dep:45"), DOSSIERS - counted(NULL, "45", -1));
	assert_int_equal(shown("montant>=3000"), counted(NULL, NULL, 300000));
	assert_int_equal(shown("montant>=3000 dep:45 portail"), counted("Portail", "45", 300000));
	assert_int_equal(
		shown("montant<3000"), counted(NULL, NULL, 0) - counted(NULL, NULL, 300000));
	assert_int_equal(shown("état:recevable"), DOSSIERS);
	assert_int_equal(shown("état:noté"), 0);
	assert_int_equal(shown("1037"), 1);
	/* The applicant's own texts: "Cœur de bourg" is in a field of each. */
	assert_int_equal(shown("bourg"), DOSSIERS);
	assert_int_equal(shown("oeuvre "), DOSSIERS);
}

/* Nothing typed is an operator of the search engine. */
static void
hostile_words(void **state)
{
	static const char *const texts[] = { "NEAR(a b)", "title:x", "a* OR b", "\"",
		"'; DROP TABLE act", "^a", "{title}", "(", ")", "*", "+", "\\", "%", "\xC3",
		"a\"b" };
	struct query word = { .op = QUERY_WORD };
	struct search q = { .where = &word };
	struct store_list *l = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		for (int prefix = 0; prefix < 2; prefix++) {
			word.text = str_z(texts[i]);
			word.prefix = prefix;
			if (store_list_open(s.st, &q, &everyone, &l, &s.err))
				fail_msg("%s: %s", texts[i], s.err.text);
			assert_non_null(store_list_members(l));
			store_list_close(l);
		}
	}
	assert_int_equal(shown("ecole "), counted("École", NULL, -1));
}

/* The words of a version leave the index when the next one comes. */
static void
words_follow_changes(void **state)
{
	struct dossier d = model[0];
	struct findings f;

	(void)state;
	assert_int_equal(shown("phytoépuration "), 0);
	d.title = STR("Phytoépuration des eaux");
	d.fields = arena_dup(&s.a, d.fields, sizeof(d.fields[0]) * d.field_count);
	d.fields[0].value = d.title;
	scratch_import(&s, &d, 1);
	assert_int_equal(shown("phytoepuration "), 1);
	scratch_import(&s, &model[0], 1);
	assert_int_equal(shown("phytoépuration "), 0);
	scratch_check(&s, 31, &f);
	assert_string_equal(f.text, "");
}

static void
assign(const char *agent)
{
	const char *key = arena_printf(&s.a, "1000/%s", agent);

	scratch_act1(&s, "assign", 1000, "assignment", key, "since", "", "1");
}

static void
finalise(const char *agent, const char *points)
{
	const char *key = arena_printf(&s.a, "1000/%s", agent);
	struct change c[2] = { scratch_change("evaluation", key, "final", "", "1"),
		scratch_change("evaluation", key, "points_milli", "", points) };

	scratch_act(&s, "evaluate", 1000, c, 2, NULL);
}

static struct list_row
row(void)
{
	struct list_row r;
	bool found;

	assert_int_equal(store_list_row(s.st, 1000, &everyone, &s.a, &r, &found, &s.err), OK);
	assert_true(found);
	return r;
}

/* Points exist for everyone at once, when every assigned evaluator is final; half up. */
static void
shared_points(void **state)
{
	struct change undo = scratch_change("evaluation", "1000/b.durand", "final", "1", "");

	(void)state;
	assert_false(row().has_points);
	assign("a.martin");
	assign("b.durand");
	assert_false(row().has_points);
	finalise("a.martin", "72500");
	assert_false(row().has_points);
	finalise("b.durand", "60001");
	assert_true(row().has_points);
	assert_int_equal(row().points.milli, 66251); /* 66250,5 */
	assert_int_equal(shown("note>=66"), 1);
	assert_int_equal(shown("note>=67"), 0);
	scratch_act(&s, "undo", 1000, &undo, 1, NULL);
	assert_false(row().has_points);
	scratch_act1(&s, "assign", 1000, "assignment", "1000/b.durand", "since", "1", "");
	assert_int_equal(row().points.milli, 72500);
}

static void
states_and_decisions(void **state)
{
	struct change c[3] = { scratch_change("decision", "1000", "kind", "", "award"),
		scratch_change("decision", "1000", "eligible_cents", "", "5000000"),
		scratch_change("decision", "1000", "amount_cents", "", "4500000") };

	(void)state;
	assert_int_equal(row().state, STATE_ADMISSIBLE);
	scratch_act1(&s, "move", 1000, "instruction", "1000", "state", "admissible", "awarded");
	scratch_act(&s, "decide", 1000, c, 3, NULL);
	assert_int_equal(row().state, STATE_AWARDED);
	assert_true(row().has_decision && row().decision == DECISION_AWARD);
	assert_int_equal(row().amount.m.cents, 4500000);
	assert_int_equal(shown("état:accordé"), 1);
	scratch_act1(&s, "undo", 1000, "decision", "1000", "kind", "award", "");
	assert_false(row().has_decision);
	assert_false(row().amount.is);
}

static void
deadlines(void **state)
{
	bool stale;

	(void)state;
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(store_deadlines_stale(s.st, &stale, &s.err), OK);
	assert_true(stale);
	assert_int_equal(
		store_listing_set_deadline(s.st, 1000, day_of(2021, 10, 20), true, &s.err), OK);
	assert_int_equal(store_deadlines_done(s.st, &s.err), OK);
	assert_int_equal(store_commit(s.st, &s.err), OK);
	assert_int_equal(store_deadlines_stale(s.st, &stale, &s.err), OK);
	assert_false(stale);
	assert_int_equal(row().days_left, 12);
	assert_true(row().urgent && row().has_warning);
}

static void
unknown_anchor(void **state)
{
	struct store_list *l = NULL;
	struct search q = { 0 };
	struct list_row *rows;
	size_t n;

	(void)state;
	assert_int_equal(store_list_open(s.st, &q, &everyone, &l, &s.err), OK);
	assert_int_equal(store_list_page(l, LIST_AFTER, 5, 3, &s.a, &rows, &n, &s.err), ERR_INPUT);
	assert_non_null(strstr(s.err.text, "5"));
	store_list_close(l);
}

static bool
stop_now(void *ctx)
{
	(void)ctx;
	return true;
}

static void
interrupted(void **state)
{
	static struct dossier many[400];
	struct query word = {
		.op = QUERY_RANGE, .key = COLUMN_NUMBER, .low = QUERY_MIN, .high = QUERY_MAX
	};
	struct search q = { .where = &word };
	struct store_list *l = NULL;

	(void)state;
	for (int i = 0; i < 400; i++)
		many[i] = scratch_dossier(&s, 5000 + i);
	scratch_import(&s, many, 400);
	for (int i = 0; i < 5; i++)
		scratch_sql(&s, "INSERT INTO listing (number, department, applicant, title, "
				"requested, total, "
				"submitted, kind, population, category) SELECT number + 100000 * "
				"(1 + (SELECT "
				"max(number) / 100000 FROM listing)), '', '', '', 0, 0, 0, '', 0, "
				"'' FROM listing");
	store_on_progress(s.st, stop_now, NULL);
	assert_int_equal(store_list_open(s.st, &q, &everyone, &l, &s.err), ERR_CANCELLED);
	assert_null(l);
	store_on_progress(s.st, NULL, NULL);
	assert_int_equal(store_list_open(s.st, &q, &everyone, &l, &s.err), OK);
	store_list_close(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(orders, setup, teardown),
		cmocka_unit_test_setup_teardown(words_and_filters, setup, teardown),
		cmocka_unit_test_setup_teardown(hostile_words, setup, teardown),
		cmocka_unit_test_setup_teardown(words_follow_changes, setup, teardown),
		cmocka_unit_test_setup_teardown(shared_points, setup, teardown),
		cmocka_unit_test_setup_teardown(states_and_decisions, setup, teardown),
		cmocka_unit_test_setup_teardown(deadlines, setup, teardown),
		cmocka_unit_test_setup_teardown(unknown_anchor, setup, teardown),
		cmocka_unit_test_setup_teardown(interrupted, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
