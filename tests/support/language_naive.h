/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Conditions of the language of lists as a naive evaluator sees them, written from
 * share/doc/language.md: each with its own text and its own test on a plain row. Nothing is parsed.
 */
#ifndef PUPITRE_TESTS_SUPPORT_LANGUAGE_NAIVE_H
#define PUPITRE_TESTS_SUPPORT_LANGUAGE_NAIVE_H

#include "support/language.h"

enum { TODAY = 18908 /* 8 October 2021 */ };

struct asker {
	const char *login, *departments;
	int person; /* index in language_people; -1 nobody's */
};
struct node {
	enum { AND, OR, NOT, LEAF } op;
	const struct node *left, *right;
	const char *text; /* LEAF */
	bool (*holds)(const struct node *n, const struct language_row *r, const struct asker *who);
	int which;
	const char *word;
	int64_t low, high;
};

/* Numbers of a row; from MARKS on, items then criteria. */
enum { REQUESTED, TOTAL, POPULATION, AWARDED, VOLET, SUBMITTED, DEADLINE, POINTS, MARKS };

/* False when absent. */
bool naive_value(const struct language_row *r, const struct asker *who, int which, int64_t *v);

/* For conditions whose values are drawn: which, low and high; word; which is one number, low and high
 * an interval of them. */
bool naive_in_range(const struct node *n, const struct language_row *r, const struct asker *who);
bool naive_has_digits(const struct node *n, const struct language_row *r, const struct asker *who);
bool naive_is_numbered(const struct node *n, const struct language_row *r, const struct asker *who);

extern const struct node naive_conditions[];
extern const size_t naive_condition_count;

#endif
