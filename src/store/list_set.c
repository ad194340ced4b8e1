/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A tree of the language to a set of numbers. A negation costs nothing: a part of the tree is a set,
 * or all but a set, and the whole of the base is read only when the result itself is "all but".
 */
#include "list_priv.h"

#include "store_priv.h"

struct part {
	bool all_but; /* those that are not in the set */
	struct numset set;
};

struct search_of {
	struct store *st;
	const struct viewer *viewer;
};

static void
swap_parts(struct part *a, struct part *b)
{
	struct part t = *a;

	*a = *b;
	*b = t;
}

/* a and b; takes b. */
static void
intersect(struct part *a, struct part *b)
{
	if (a->all_but && !b->all_but)
		swap_parts(a, b);
	if (a->all_but)
		numset_or(&a->set, &b->set);
	else if (b->all_but)
		numset_minus(&a->set, &b->set);
	else
		numset_and(&a->set, &b->set);
	numset_done(&b->set);
}

static enum status eval(
	const struct search_of *s, const struct query *w, struct part *out, struct err *err);

/* a or b is not (not a and not b): the caller negates sides and result when w is an OR. */
static enum status
eval_both(const struct search_of *s, const struct query *w, struct part *out, struct err *err)
{
	bool either = w->op == QUERY_OR;
	struct part right = { 0 };
	enum status st = eval(s, w->left, out, err);

	out->all_but ^= either;
	/* Nothing that the other side says can add to an empty set. */
	if (!st && (out->all_but || out->set.count > 0)) {
		st = eval(s, w->right, &right, err);
		right.all_but ^= either;
		intersect(out, &right);
	}
	out->all_but ^= either;
	return st;
}

static enum status
eval(const struct search_of *s, const struct query *w, struct part *out, struct err *err)
{
	enum status st;

	switch (w->op) {
	case QUERY_ALL:
		out->all_but = true;
		return OK;
	case QUERY_AND:
	case QUERY_OR:
		return eval_both(s, w, out, err);
	case QUERY_NOT:
		st = eval(s, w->left, out, err);
		out->all_but = !out->all_but;
		return st;
	default:
		return leaf_members(s->st, s->viewer, w, &out->set, err);
	}
}

static enum status
everything(struct db *db, struct numset *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_LIST_FIRST_NUMBER);

	return collect_numbers(&q, out, err);
}

/* All but some, as a set of its own. */
static enum status
turn(struct db *db, struct part *p, struct err *err)
{
	struct numset all = { 0 };
	enum status st = everything(db, &all, err);

	numset_minus(&all, &p->set);
	numset_done(&p->set);
	*p = (struct part){ .set = all };
	return st;
}

enum status
members_of_query(struct store *st, const struct viewer *viewer, const struct query *where,
	struct members *out, struct err *err)
{
	const struct search_of s = { st, viewer };
	struct part p = { .all_but = !where };
	enum status status = where ? eval(&s, where, &p, err) : OK;

	*out = (struct members){ 0 };
	if (!status && p.all_but && p.set.count > 0)
		status = turn(&st->db, &p, err);
	if (status) {
		numset_done(&p.set);
		return status;
	}
	*out = (struct members){ .all = p.all_but, .set = p.set };
	return OK;
}

enum status
members_of_scope(struct db *db, struct str departments, struct members *out, struct err *err)
{
	struct str rest = departments, code;
	enum status st = OK;
	bool more = true;

	*out = (struct members){ .all = str_eqz(str_trim(departments), "*") };
	while (!out->all && more && !st) {
		more = str_cut(&rest, ',', &code);
		code = str_trim(code);
		if (code.len)
			st = any_text(db, SQL_LIST_ANY_DEPARTMENT, &code, 1, &out->set, err);
	}
	if (st)
		members_done(out);
	return st;
}

void
members_and(struct members *m, struct members *other)
{
	if (m->all) {
		numset_done(&m->set);
		*m = *other;
		*other = (struct members){ 0 };
		return;
	}
	if (!other->all)
		numset_and(&m->set, &other->set);
	members_done(other);
}

void
members_done(struct members *m)
{
	numset_done(&m->set);
	*m = (struct members){ 0 };
}
