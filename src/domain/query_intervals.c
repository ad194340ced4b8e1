/* SPDX-License-Identifier: EUPL-1.2 */
#include "query_intervals.h"

#include "fold.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/score.h"
#include "query_values.h"

void
choices_add(struct parser *p, struct choices *c, bool negated, struct query *q)
{
	if (negated)
		ARENA_PUSH(p->a, c->no, c->no_count, c->no_cap, q);
	else
		ARENA_PUSH(p->a, c->yes, c->yes_count, c->yes_cap, q);
}

struct query *
query_negation(struct parser *p, struct query *q)
{
	struct query *negated = lex_node(p, QUERY_NOT);

	negated->left = q;
	return negated;
}

struct query *
choices_join(struct parser *p, const struct choices *c)
{
	struct query *both[2];
	size_t n = 0;

	if (c->yes_count)
		both[n++] = lex_join(p, QUERY_OR, c->yes, c->yes_count);
	if (c->no_count)
		both[n++] = query_negation(p, lex_join(p, QUERY_OR, c->no, c->no_count));
	return lex_join(p, QUERY_AND, both, n);
}

struct query *
query_range(struct parser *p, int key, int subject, int64_t low, int64_t high)
{
	struct query *q = lex_node(p, QUERY_RANGE);

	q->key = key;
	q->subject = subject;
	q->low = low < QUERY_MIN ? QUERY_MIN : low;
	q->high = high > QUERY_MAX ? QUERY_MAX : high;
	return q;
}

/* One value, quoted or not. */
enum status
value_take(struct parser *p, const char *stops, bool stop_at_dots, struct str *out, bool *quoted)
{
	*quoted = lex_peek(p) == '"';
	if (*quoted)
		return lex_quoted(p, out);
	*out = lex_take(p, lex_span(p, stops, stop_at_dots));
	if (out->len > 0)
		return OK;
	err_set(p->err, ERR_INPUT, _("il manque une valeur ici"));
	return lex_fail(p, out->ptr);
}

bool
value_comma(struct parser *p)
{
	if (lex_peek(p) != ',')
		return false;
	lex_take(p, 1);
	return true;
}

static bool
is_list(const struct condition *c)
{
	return c->kind == KIND_WHOLE || c->kind == KIND_DAY;
}

/* One bound, as the span of what was written. */
static enum status
take_bound(struct parser *p, const struct condition *c, int64_t *low, int64_t *high)
{
	const char *place = p->rest.ptr;
	struct str word;
	bool quoted;
	enum status st = value_take(p, is_list(c) ? "," : "", true, &word, &quoted);

	if (st)
		return st;
	if (query_span(p->ctx, c->key, arena_z(p->a, c->name), word, low, high, p->err))
		return lex_fail(p, place);
	/* Room for one step beyond. */
	*low = *low > QUERY_MAX ? QUERY_MAX + 1 : *low;
	*high = *high < QUERY_MIN ? QUERY_MIN - 1 : *high;
	return OK;
}

static bool
take_dots(struct parser *p)
{
	if (!str_starts(p->rest, STR("..")))
		return false;
	lex_take(p, 2);
	return true;
}

static bool
at_end_of_value(const struct parser *p)
{
	return lex_at_blank(p) || lex_peek(p) == ')' || lex_peek(p) == ',';
}

/* "a", "a..b", "a..", "..b" */
static enum status
take_interval(struct parser *p, const struct condition *c, int64_t *low, int64_t *high)
{
	const char *place = p->rest.ptr;
	int64_t other;
	enum status st;

	*low = QUERY_MIN;
	*high = QUERY_MAX;
	if (take_dots(p))
		return take_bound(p, c, &other, high);
	st = take_bound(p, c, low, &other);
	if (st)
		return st;
	if (!take_dots(p)) {
		*high = other;
		return OK;
	}
	st = at_end_of_value(p) ? OK : take_bound(p, c, &other, high);
	if (st || *low <= *high)
		return st;
	err_set(p->err, ERR_INPUT, _("les bornes de cet intervalle sont dans l'ordre inverse"));
	return lex_fail(p, place);
}

static enum status
interval_value(struct parser *p, const struct condition *c, struct query **out)
{
	int64_t low, high;
	enum status st = take_interval(p, c, &low, &high);

	if (!st)
		*out = query_range(p, c->key, c->subject, low, high);
	return st;
}

/* NE and SO are marks, not numbers. */
static bool
take_special_mark(struct parser *p, const struct condition *c, struct query **out)
{
	struct str word = { p->rest.ptr, lex_span(p, "", true) };
	bool ne = folded_eq(word, STR("ne")), so = folded_eq(word, STR("so"));

	if (c->key != KEY_ITEM || (!ne && !so))
		return false;
	lex_take(p, word.len);
	*out = lex_node(p, QUERY_MARKED);
	(*out)->key = c->key;
	(*out)->subject = c->subject;
	(*out)->low = ne ? MARK_NE : MARK_SO;
	return true;
}

enum status
intervals_term(struct parser *p, const struct condition *c, struct query **out)
{
	struct choices list = { 0 };
	struct query *q = NULL;

	if (take_special_mark(p, c, out))
		return OK;
	do {
		enum status st = interval_value(p, c, &q);

		if (st)
			return st;
		choices_add(p, &list, false, q);
	} while (is_list(c) && value_comma(p));
	*out = choices_join(p, &list);
	return OK;
}

enum status
comparison_term(struct parser *p, const struct condition *c, struct query **out)
{
	int64_t low, high;
	enum status st = take_bound(p, c, &low, &high);

	if (st)
		return st;
	if (c->op == OPERATOR_LT)
		*out = query_range(p, c->key, c->subject, QUERY_MIN,
			low < QUERY_MIN ? QUERY_MIN - 1 : low - 1);
	else if (c->op == OPERATOR_LE)
		*out = query_range(p, c->key, c->subject, QUERY_MIN, high);
	else if (c->op == OPERATOR_GE)
		*out = query_range(p, c->key, c->subject, low, QUERY_MAX);
	else
		*out = query_range(p, c->key, c->subject,
			high >= QUERY_MAX ? QUERY_MAX + 1 : high + 1, QUERY_MAX);
	if (at_end_of_value(p) && lex_peek(p) != ',')
		return OK;
	err_set(p->err, ERR_INPUT,
		_("une comparaison n'a qu'une valeur ; pour un intervalle, écrivez "
		  "%.*s:valeur..valeur"),
		STR_ARG(c->name));
	return lex_fail(p, p->rest.ptr);
}
