/* SPDX-License-Identifier: EUPL-1.2 */
/* Characters of the language of lists: blanks, words, quotes, and where an error stands. */
#ifndef PUPITRE_DOMAIN_QUERY_LEX_H
#define PUPITRE_DOMAIN_QUERY_LEX_H

#include "pupitre/domain/query.h"

struct parser {
	struct str whole, rest;
	struct arena *a;
	const struct query_context *ctx;
	struct search search;
	int terms, depth;
	int *at;
	struct err *err;
};

/* Tells where the error that p->err says stands; place is in p->whole. Returns ERR_INPUT. */
enum status lex_fail(struct parser *p, const char *place);
/* Refuses what is no text: not UTF-8, control characters, too long. */
MUST_CHECK enum status lex_check(struct parser *p);
void lex_skip_blanks(struct parser *p);
bool lex_at_end(const struct parser *p);
char lex_peek(const struct parser *p); /* 0 at the end */
bool lex_at_blank(const struct parser *p); /* at the end too */
struct str lex_take(struct parser *p, size_t n);
/* Bytes up to a blank, a quote, a parenthesis, one of the stops or "..". */
size_t lex_span(const struct parser *p, const char *stops, bool stop_at_dots);
/* The text between quotes; the opening one is next. */
MUST_CHECK enum status lex_quoted(struct parser *p, struct str *out);
bool lex_is_digits(struct str s);
struct query *lex_node(struct parser *p, enum query_op op);
/* A balanced tree of AND or OR, so that nothing recurses deep; QUERY_ALL when n is 0. */
struct query *lex_join(struct parser *p, enum query_op op, struct query **terms, size_t n);

#endif
