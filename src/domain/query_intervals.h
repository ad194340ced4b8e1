/* SPDX-License-Identifier: EUPL-1.2 */
/* Values after a key: intervals of numbers, lists of choices. */
#ifndef PUPITRE_DOMAIN_QUERY_INTERVALS_H
#define PUPITRE_DOMAIN_QUERY_INTERVALS_H

#include "query_lex.h"

enum operator{ OPERATOR_IS, OPERATOR_LT, OPERATOR_LE, OPERATOR_GT, OPERATOR_GE };

/* A condition while its values are read. */
struct condition {
	struct str name; /* of the key, as typed */
	int key, subject;
	enum query_kind kind;
	enum operator op;
};

/* Nodes of one condition: one of them, and none of those refused by "-". */
struct choices {
	struct query **yes, **no;
	size_t yes_count, yes_cap, no_count, no_cap;
};

void choices_add(struct parser *p, struct choices *c, bool negated, struct query *q);
struct query *choices_join(struct parser *p, const struct choices *c);
struct query *query_negation(struct parser *p, struct query *q);
struct query *query_range(struct parser *p, int key, int subject, int64_t low, int64_t high);

/* One value, quoted or not, up to a stop. */
MUST_CHECK enum status value_take(
	struct parser *p, const char *stops, bool stop_at_dots, struct str *out, bool *quoted);
bool value_comma(struct parser *p);

/* key:12, key:12..45, key:12..,  NE and SO for items; lists where the comma is no decimal mark. */
MUST_CHECK enum status intervals_term(
	struct parser *p, const struct condition *c, struct query **out);
/* key<12, key>=12 */
MUST_CHECK enum status comparison_term(
	struct parser *p, const struct condition *c, struct query **out);

#endif
