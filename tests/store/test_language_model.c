/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Random texts of the language against a naive evaluator, written from share/doc/language.md: see
 * support/language_naive.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/base/buf.h"
#include "support/language_naive.h"

enum { ROUNDS = 4000 };

static struct language l;

static const struct asker askers[] = { { "a.martin", "*", 0 }, { "b.durand", "*", 1 },
	{ "a.martin", "45,18", 0 }, { "b.durand", "2A", 1 }, { "c.leroy", "37,45", -1 },
	{ "c.leroy", "", -1 } };

static struct node *
leaf(struct arena *a, const char *text,
	bool (*holds)(const struct node *, const struct language_row *, const struct asker *))
{
	struct node *n = ARENA_NEW(a, struct node);

	*n = (struct node){ .op = LEAF, .text = text, .holds = holds };
	return n;
}

static struct node *
digits_leaf(struct arena *a)
{
	const char *word = arena_printf(a, "%u", 100 + language_draw(900));
	struct node *n = leaf(a, arena_printf(a, "\"x\" %s ", word), naive_has_digits);

	n->text = arena_printf(a, "(%s) ", word);
	n->word = word;
	return n;
}

/* A bound as one would write it, in the unit of its key. */
static const char *
bound(struct arena *a, int which, int64_t v)
{
	if (which <= TOTAL || which == AWARDED)
		return arena_printf(a, "%lld,%02lld", (long long)v / 100, (long long)v % 100);
	if (which == SUBMITTED || which == DEADLINE)
		return language_draw(2)
			       ? arena_printf(a, "%+lldj", (long long)v - TODAY)
			       : arena_printf(a, "%s", day_iso((struct day){ (int32_t)v }).s);
	if (which >= POINTS)
		return arena_printf(a, "%lld,%03lld", (long long)v / 1000, (long long)v % 1000);
	return arena_printf(a, "%lld", (long long)v);
}

/* Half of the bounds are the value of some row: equality matters. */
static int64_t
draw_bound(int which)
{
	const struct language_row *r = &l.rows[language_draw(LANGUAGE_ROWS)];
	int64_t v;

	if (naive_value(r, &askers[language_draw(2)], which, &v))
		return v + (int64_t)language_draw(3) - (v > 0);
	return which == SUBMITTED || which == DEADLINE ? TODAY : 1;
}

static struct node *
range_leaf(struct arena *a)
{
	static const char *const keys[] = { "montant", "coût", "population", "accordé", "volet",
		"dépôt", "échéance", "note", "I1", "I2", "P1", "P2", "impact", "portage" };
	int which = (int)language_draw(sizeof(keys) / sizeof(keys[0]));
	int64_t v = draw_bound(which), w = v + language_draw(3000);
	const char *key = keys[which], *first = bound(a, which, v);
	struct node *n = leaf(a, NULL, naive_in_range);

	n->which = which;
	n->low = INT64_MIN;
	n->high = INT64_MAX;
	switch (language_draw(8)) {
	case 0:
		n->text = arena_printf(a, "%s<%s ", key, first);
		n->high = v - 1;
		break;
	case 1:
		n->text = arena_printf(a, "%s<=%s ", key, first);
		n->high = v;
		break;
	case 2:
		n->text = arena_printf(a, "%s>%s ", key, first);
		n->low = v + 1;
		break;
	case 3:
		n->text = arena_printf(a, "%s>=%s ", key, first);
		n->low = v;
		break;
	case 4:
		n->text = arena_printf(a, "%s:%s..%s ", key, first, bound(a, which, w));
		n->low = v;
		n->high = w;
		break;
	case 5:
		n->text = arena_printf(a, "%s:%s.. ", key, first);
		n->low = v;
		break;
	case 6:
		n->text = arena_printf(a, "avec:%s ", key);
		break;
	default:
		n->text = arena_printf(a, "%s=%s ", key, first);
		n->low = n->high = v;
	}
	return n;
}

static const struct node *
draw_leaf(struct arena *a)
{
	switch (language_draw(5)) {
	case 0:
		return digits_leaf(a);
	case 1:
	case 2:
		return range_leaf(a);
	default:
		return &naive_conditions[language_draw((unsigned)naive_condition_count)];
	}
}

static const struct node *
draw_tree(struct arena *a, int depth)
{
	struct node *n;

	if (depth == 0 || language_draw(4) == 0)
		return draw_leaf(a);
	n = ARENA_NEW(a, struct node);
	n->op = language_draw(3) == 0 ? NOT : language_draw(2) ? AND : OR;
	n->left = draw_tree(a, depth - 1);
	if (n->op != NOT)
		n->right = draw_tree(a, depth - 1);
	return n;
}

/* Parentheses only where the precedence asks for them, or by chance. level: 0 any, 1 and, 2 not. */
static void
write_tree(struct buf *b, const struct node *n, int level)
{
	static const int levels[] = { [AND] = 1, [OR] = 0, [NOT] = 2, [LEAF] = 3 };
	static const char *const ands[] = { "", "ET ", "AND " }, *const nots[] = { "-", "NON ",
		"NOT " };
	/* A list of numbers takes the numbers beside it: it stands alone. */
	bool numbers = n->op == LEAF && n->holds == naive_is_numbered;
	bool group = numbers || levels[n->op] < level || language_draw(8) == 0;

	if (group)
		buf_addc(b, '(');
	if (n->op == LEAF) {
		buf_addz(b, n->text);
	} else if (n->op == NOT) {
		buf_addz(b, nots[language_draw(3)]);
		write_tree(b, n->left, 2);
	} else {
		write_tree(b, n->left, levels[n->op]);
		buf_addz(b,
			n->op == OR ? (language_draw(2) ? "OU " : "OR ") : ands[language_draw(3)]);
		write_tree(b, n->right, levels[n->op]);
	}
	if (group)
		buf_addz(b, ") ");
}

static bool
tree_holds(const struct node *n, const struct language_row *r, const struct asker *who)
{
	switch (n->op) {
	case AND:
		return tree_holds(n->left, r, who) && tree_holds(n->right, r, who);
	case OR:
		return tree_holds(n->left, r, who) || tree_holds(n->right, r, who);
	case NOT:
		return !tree_holds(n->left, r, who);
	default:
		return n->holds(n, r, who);
	}
}

static bool
in_scope(const struct language_row *r, const struct asker *who)
{
	return who->departments[0] == '*' ||
	       (r->department && strstr(who->departments, r->department));
}

static size_t
select_naively(const struct node *n, const struct asker *who, int64_t *numbers)
{
	size_t count = 0;

	for (int i = 0; i < LANGUAGE_ROWS; i++) {
		if (in_scope(&l.rows[i], who) && tree_holds(n, &l.rows[i], who))
			numbers[count++] = l.rows[i].number;
	}
	return count;
}

/* true: neither nothing nor everything, so that it proves something. */
static bool
check(const struct node *n, const struct asker *who)
{
	int64_t expected[LANGUAGE_ROWS], got[LANGUAGE_ROWS];
	struct buf b = { 0 };
	size_t want = select_naively(n, who, expected), m;

	write_tree(&b, n, 0);
	m = language_select(&l, b.ptr, who->login, who->departments, got);
	if (want != m || memcmp(expected, got, m * sizeof(got[0])) != 0)
		fail_msg("%s (%s in %s): %zu, not %zu", b.ptr, who->login, who->departments, m,
			want);
	buf_done(&b);
	return m > 0 && m < LANGUAGE_ROWS;
}

static void
each_condition(void **state)
{
	(void)state;
	for (size_t i = 0; i < naive_condition_count; i++) {
		for (size_t k = 0; k < sizeof(askers) / sizeof(askers[0]); k++)
			check(&naive_conditions[i], &askers[k]);
	}
}

static void
random_trees(void **state)
{
	int telling = 0;

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		struct arena a = { 0 };

		telling += check(draw_tree(&a, (int)language_draw(5)),
			&askers[language_draw(sizeof(askers) / sizeof(askers[0]))]);
		arena_done(&a);
	}
	assert_in_range(telling, ROUNDS / 3, ROUNDS);
}

static int
setup(void **state)
{
	(void)state;
	language_init(&l);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	language_done(&l);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_condition),
		cmocka_unit_test(random_trees),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
