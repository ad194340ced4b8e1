/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of numbers of dossiers: "4012345 4012400-4012450". */
#include "pupitre/base/i18n.h"
#include "query_intervals.h"
#include "query_terms.h"

/* Cuts "digits" or "digits-digits". */
static bool
cut_number(struct str token, struct str *low, struct str *high)
{
	bool both = str_cut(&token, '-', low);

	*high = both ? token : *low;
	return lex_is_digits(*low) && lex_is_digits(*high);
}

/* The next token, up to a blank or a parenthesis. */
static struct str
token_of(const struct parser *p)
{
	return (struct str){ p->rest.ptr, lex_span(p, "", false) };
}

bool
term_is_list(const struct parser *p, bool single)
{
	struct parser ahead = *p;
	struct str token = token_of(p), low, high;

	if (!cut_number(token, &low, &high))
		return false;
	if (single || !lex_is_digits(token))
		return !lex_is_digits(token);
	lex_take(&ahead, token.len);
	lex_skip_blanks(&ahead);
	return cut_number(token_of(&ahead), &low, &high);
}

static enum status
take_number(struct parser *p, struct query *numbers, size_t *cap, struct choices *ranges)
{
	struct str token = lex_take(p, token_of(p).len), low, high;
	int64_t from, to;

	if (!cut_number(token, &low, &high) || !str_int(low, &from) || !str_int(high, &to)) {
		err_set(p->err, ERR_INPUT, _("« %.*s » est trop grand pour un numéro de dossier"),
			STR_ARG(token));
		return lex_fail(p, token.ptr);
	}
	if (from > to) {
		err_set(p->err, ERR_INPUT,
			_("les bornes de cet intervalle sont dans l'ordre inverse"));
		return lex_fail(p, token.ptr);
	}
	if (from == to)
		ARENA_PUSH(p->a, numbers->numbers, numbers->number_count, *cap, from);
	else
		choices_add(p, ranges, false, query_range(p, COLUMN_NUMBER, -1, from, to));
	return OK;
}

enum status
term_list(struct parser *p, bool single, struct query **out)
{
	struct query *numbers = lex_node(p, QUERY_NUMBERS);
	struct choices list = { 0 };
	struct str low, high;
	size_t cap = 0;

	do {
		enum status st = take_number(p, numbers, &cap, &list);

		if (st)
			return st;
		if (!single)
			lex_skip_blanks(p);
	} while (!single && cut_number(token_of(p), &low, &high));
	if (numbers->number_count)
		choices_add(p, &list, false, numbers);
	*out = choices_join(p, &list);
	return OK;
}
