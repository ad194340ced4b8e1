/* SPDX-License-Identifier: EUPL-1.2 */
/* A tree of the query language to a set of numbers: each leaf is one indexed read. */
#include "list_priv.h"

#include <stdio.h>

#include "index.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

enum { DEPTH_MAX = 100 };

static enum status
collect(struct sql *q, struct numset *out, struct err *err)
{
	enum status st;
	bool row;

	while (!(st = sql_step(q, &row, err)) && row)
		numset_add(out, sql_col_int(q, 0));
	return st;
}

static enum status
everything(struct db *db, struct numset *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_LIST_FIRST_NUMBER);

	return collect(&q, out, err);
}

/* A string of the search language of FTS5: between quotes nothing of it is an operator. */
static void
add_quoted(struct buf *b, struct str s)
{
	buf_addc(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_addc(b, '"');
		buf_addc(b, s.ptr[i]);
	}
	buf_addc(b, '"');
}

/* column: NULL for all. */
static enum status
match(struct db *db, const char *column, struct str text, bool prefix, struct numset *out,
	struct err *err)
{
	struct sql q = sql_open(db, SQL_SEARCH_MATCH);
	struct arena a = { 0 };
	struct buf b = { 0 };
	enum status st;

	if (column)
		buf_addf(&b, "%s : ", column);
	add_quoted(&b, utf8_fold(&a, text));
	if (prefix)
		buf_addz(&b, " *");
	sql_str(&q, ":query", buf_str(&b));
	st = collect(&q, out, err);
	buf_done(&b);
	arena_done(&a);
	return st;
}

static enum status
equal_text(struct db *db, enum column c, struct str value, struct numset *out, struct err *err)
{
	struct sql q = sql_open(db, (enum sql_id)(SQL_LIST_EQUAL_NUMBER + (int)c));

	sql_str(&q, ":value", value);
	return collect(&q, out, err);
}

static enum status
equal_int(struct db *db, enum column c, int64_t value, struct numset *out, struct err *err)
{
	struct sql q = sql_open(db, (enum sql_id)(SQL_LIST_EQUAL_NUMBER + (int)c));

	sql_int(&q, ":value", value);
	return collect(&q, out, err);
}

static enum status
equal_folded(struct db *db, enum column c, struct str value, struct numset *out, struct err *err)
{
	struct arena a = { 0 };
	enum status st = equal_text(db, c, utf8_fold(&a, value), out, err);

	arena_done(&a);
	return st;
}

/* An unknown code matches nothing: the parser has already told it. */
static enum status
equal_one(struct db *db, enum column c, struct str value, struct numset *out, struct err *err)
{
	enum decision_kind decision;
	enum state state;
	int64_t n;

	switch (c) {
	case COLUMN_STATE:
		return state_find(value, &state) ? equal_int(db, c, state, out, err) : OK;
	case COLUMN_DECISION:
		return decision_find(value, &decision) ? equal_int(db, c, decision, out, err) : OK;
	case COLUMN_APPLICANT:
		return match(db, "applicant", value, false, out, err);
	case COLUMN_TITLE:
		return match(db, "title", value, false, out, err);
	case COLUMN_CATEGORY:
		return equal_folded(db, c, value, out, err);
	case COLUMN_DEPARTMENT:
	case COLUMN_KIND:
		return equal_text(db, c, value, out, err);
	default:
		return str_int(value, &n) ? equal_int(db, c, n, out, err) : OK;
	}
}

static enum status
equal_any(struct db *db, const struct query *w, struct numset *out, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < w->value_count && !st; i++)
		st = equal_one(db, (enum column)w->key, w->values[i], out, err);
	return st;
}

/* An absent value compares with nothing. */
static enum status
compare(struct db *db, const struct query *w, struct numset *out, struct err *err)
{
	int64_t low = w->low, high = w->high;
	struct sql q;

	if (w->key >= COLUMN_COUNT)
		return err_set(err, ERR_INPUT, _("on ne cherche pas encore par ce critère"));
	q = sql_open(db, (enum sql_id)(SQL_LIST_RANGE_NUMBER + w->key));
	sql_int(&q, ":low", low);
	sql_int(&q, ":high", high);
	return collect(&q, out, err);
}

static enum status eval(
	struct db *db, const struct query *w, int depth, struct members *out, struct err *err);

static enum status
negate(struct db *db, const struct query *w, int depth, struct members *out, struct err *err)
{
	struct members inner = { 0 };
	enum status st = eval(db, w->left, depth, &inner, err);

	if (!st && !inner.all) {
		st = everything(db, &out->set, err);
		numset_minus(&out->set, &inner.set);
	}
	members_done(&inner);
	return st;
}

static enum status
both(struct db *db, const struct query *w, int depth, struct members *out, struct err *err)
{
	struct members right = { 0 };
	enum status st = eval(db, w->left, depth, out, err);

	if (!st)
		st = eval(db, w->right, depth, &right, err);
	members_and(out, &right);
	return st;
}

static enum status
eval(struct db *db, const struct query *w, int depth, struct members *out, struct err *err)
{
	if (depth > DEPTH_MAX)
		return err_set(err, ERR_INPUT, _("recherche trop imbriquée : %d niveaux au plus"),
			DEPTH_MAX);
	switch (w->op) {
	case QUERY_ALL:
		out->all = true;
		return OK;
	case QUERY_AND:
		return both(db, w, depth + 1, out, err);
	case QUERY_NOT:
		return negate(db, w, depth + 1, out, err);
	case QUERY_WORD:
	case QUERY_DIGITS:
		return match(db, NULL, w->text, w->prefix, &out->set, err);
	case QUERY_TEXT:
		return match(db, w->key == COLUMN_TITLE ? "title" : "applicant", w->text, w->prefix,
			&out->set, err);
	case QUERY_CODES:
		return equal_any(db, w, &out->set, err);
	case QUERY_RANGE:
		return compare(db, w, &out->set, err);
	case QUERY_NUMBERS:
		for (size_t i = 0; i < w->number_count; i++)
			numset_add(&out->set, w->numbers[i]);
		return OK;
	default:
		break;
	}
	return err_set(err, ERR_SYSTEM, _("recherche inconnue (%d)"), (int)w->op);
}

enum status
members_of_query(struct db *db, const struct query *where, struct members *out, struct err *err)
{
	enum status st;

	*out = (struct members){ .all = !where };
	if (!where)
		return OK;
	st = eval(db, where, 0, out, err);
	if (st)
		members_done(out);
	return st;
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
			st = equal_text(db, COLUMN_DEPARTMENT, code, &out->set, err);
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
