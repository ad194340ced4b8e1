/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The grammar of the language of lists, by recursive descent:
 *
 * any   := all ( OU all )*
 * all   := ( not | tri | ET )*           side by side means "and"
 * not   := ( "-" | NON )* one
 * one   := "(" any ")" | numbers | condition
 *
 * Words and keys are query_terms.c's. The empty text selects everything.
 */
#include "pupitre/domain/query.h"

#include "pupitre/base/i18n.h"
#include "query_terms.h"

enum word { WORD_OTHER, WORD_OR, WORD_AND, WORD_NOT };

/* Operands of one AND or OR. */
struct operands {
	struct query **items;
	size_t count, cap;
};

/* An operator is written in capitals: in small letters it is a word to look for. */
static enum word
next_word(const struct parser *p, size_t *len)
{
	static const struct {
		const char *z;
		enum word word;
	} words[] = { { "OU", WORD_OR }, { "OR", WORD_OR }, { "ET", WORD_AND }, { "AND", WORD_AND },
		{ "NON", WORD_NOT }, { "NOT", WORD_NOT } };
	struct str token = { p->rest.ptr, lex_span(p, "", false) };

	*len = token.len;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_eqz(token, words[i].z))
			return words[i].word;
	}
	return WORD_OTHER;
}

static enum status
deeper(struct parser *p, const char *place)
{
	if (++p->depth <= QUERY_DEPTH)
		return OK;
	err_set(p->err, ERR_INPUT,
		_("trop de parenthèses ou de négations imbriquées : %d niveaux au plus"),
		QUERY_DEPTH);
	return lex_fail(p, place);
}

static enum status
missing(struct parser *p, const char *place, const char *operator)
{
	err_set(p->err, ERR_INPUT, _("il manque une condition autour de « %s »"), operator);
	return lex_fail(p, place);
}

static enum status any(struct parser *p, struct query **out);
static enum status not_term(struct parser *p, struct query **out, bool negated);

static enum status
parenthesis(struct parser *p, struct query **out)
{
	const char *place = lex_take(p, 1).ptr;
	enum status st = deeper(p, place);

	if (!st)
		st = any(p, out);
	if (st)
		return st;
	if (lex_peek(p) != ')') {
		err_set(p->err, ERR_INPUT, _("cette parenthèse n'est pas fermée ; ajoutez « ) »"));
		return lex_fail(p, place);
	}
	lex_take(p, 1);
	p->depth--;
	if (*out)
		return OK;
	err_set(p->err, ERR_INPUT, _("ces parenthèses ne contiennent aucune condition"));
	return lex_fail(p, place);
}

static enum status
negated_term(struct parser *p, size_t len, struct query **out)
{
	struct str sign = lex_take(p, len);
	struct query *inner, *q;
	enum status st = deeper(p, sign.ptr);

	if (!st && str_eqz(sign, "-") && lex_at_blank(p)) {
		err_set(p->err, ERR_INPUT,
			_("« - » exclut ce qui le suit : ajoutez un mot ou une clé"));
		st = lex_fail(p, sign.ptr);
	}
	if (st)
		return st;
	lex_skip_blanks(p);
	st = not_term(p, &inner, true);
	p->depth--;
	if (st)
		return st;
	if (!inner) {
		err_set(p->err, ERR_INPUT,
			_("un tri ne s'exclut pas ; pour un ordre décroissant : tri:-note"));
		return lex_fail(p, sign.ptr);
	}
	q = lex_node(p, QUERY_NOT);
	q->left = inner;
	*out = q;
	return OK;
}

static enum status
one(struct parser *p, struct query **out, bool negated)
{
	const char *place = p->rest.ptr;

	if (lex_peek(p) == '(')
		return parenthesis(p, out);
	if (++p->terms > QUERY_TERMS) {
		err_set(p->err, ERR_INPUT, _("au plus %d mots et conditions"), QUERY_TERMS);
		return lex_fail(p, place);
	}
	if (term_is_list(p, negated))
		return term_list(p, negated, out);
	return term_parse(p, out);
}

static enum status
not_term(struct parser *p, struct query **out, bool negated)
{
	size_t len;
	enum word word = next_word(p, &len);

	if (lex_at_end(p) || lex_peek(p) == ')' || word == WORD_OR || word == WORD_AND)
		return missing(p, p->rest.ptr, _("NON"));
	if (lex_peek(p) == '-')
		return negated_term(p, 1, out);
	if (word == WORD_NOT)
		return negated_term(p, len, out);
	return one(p, out, negated);
}

/* tri: stands anywhere but inside parentheses, where it would seem to order only them. */
static enum status
add_term(struct parser *p, struct operands *all)
{
	const char *place = p->rest.ptr;
	struct query *q = NULL;
	enum status st = not_term(p, &q, false);

	if (st)
		return st;
	if (q) {
		ARENA_PUSH(p->a, all->items, all->count, all->cap, q);
	} else if (p->depth > 0) {
		err_set(p->err, ERR_INPUT,
			_("le tri vaut pour toute la liste : sortez-le des parenthèses"));
		return lex_fail(p, place);
	}
	return OK;
}

/* *out NULL: no condition. */
static enum status
all_of(struct parser *p, struct query **out)
{
	struct operands all = { 0 };
	const char *and_at = NULL;
	size_t before = 0, len;
	enum word word;

	for (lex_skip_blanks(p); !lex_at_end(p) && lex_peek(p) != ')'; lex_skip_blanks(p)) {
		word = next_word(p, &len);
		if (word == WORD_OR)
			break;
		if (word == WORD_AND) {
			if (all.count == before)
				return missing(p, p->rest.ptr, _("ET"));
			before = all.count;
			and_at = lex_take(p, len).ptr;
			continue;
		}
		enum status st = add_term(p, &all);

		if (st)
			return st;
	}
	if (and_at && all.count == before)
		return missing(p, and_at, _("ET"));
	*out = all.count ? lex_join(p, QUERY_AND, all.items, all.count) : NULL;
	return OK;
}

static enum status
any(struct parser *p, struct query **out)
{
	struct operands choices = { 0 };
	const char *or_at = NULL;
	bool more = true;

	while (more) {
		struct query *q;
		enum status st = all_of(p, &q);
		size_t len;

		if (st)
			return st;
		more = next_word(p, &len) == WORD_OR;
		if (!q && (more || or_at))
			return missing(p, or_at ? or_at : p->rest.ptr, _("OU"));
		if (q)
			ARENA_PUSH(p->a, choices.items, choices.count, choices.cap, q);
		if (more)
			or_at = lex_take(p, len).ptr;
	}
	*out = choices.count ? lex_join(p, QUERY_OR, choices.items, choices.count) : NULL;
	return OK;
}

static enum status
whole(struct parser *p)
{
	enum status st = any(p, &p->search.where);

	if (st)
		return st;
	if (!lex_at_end(p)) {
		err_set(p->err, ERR_INPUT,
			_("cette parenthèse ferme un groupe qui n'a pas été ouvert"));
		return lex_fail(p, p->rest.ptr);
	}
	if (!p->search.where)
		p->search.where = lex_node(p, QUERY_ALL);
	return OK;
}

enum status
query_parse(struct str text, const struct query_context *ctx, struct arena *a, struct search *out,
	int *at, struct err *err)
{
	struct parser p = { .whole = text, .rest = text, .a = a, .ctx = ctx, .at = at, .err = err };
	enum status st = lex_check(&p);

	if (!st)
		st = whole(&p);
	if (!st)
		*out = p.search;
	return st;
}
