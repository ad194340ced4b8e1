/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/store/jump.h"

#include "pupitre/base/buf.h"
#include "store_priv.h"

/* After every text that starts so: the highest code point of UTF-8. */
#define TEXT_END "\xF4\x8F\xBF\xBF"
enum {
	DIGITS_MAX = 18,
	ENOUGH = 50 /* numbers that start so: the whole index is not read for more */
};

/* Takes at most max rows of a cursor and closes it. */
static enum status
take(struct sql *q, size_t max, struct numset *out, struct err *err)
{
	enum status st = OK;
	bool row = true;

	while (max > 0 && !(st = sql_step(q, &row, err)) && row) {
		max -= !numset_has(out, sql_col_int(q, 0));
		numset_add(out, sql_col_int(q, 0));
	}
	sql_close(q);
	return st;
}

/* 45 then 450-459, 4500-4599...: each a range of the index. */
static enum status
number_starts(struct db *db, int64_t low, size_t max, struct numset *out, struct err *err)
{
	size_t before = out->count;
	int64_t width = 1;
	enum status st = OK;

	for (int i = 0; i < DIGITS_MAX && !st && out->count - before < max; i++) {
		struct sql q = sql_open(db, SQL_JUMP_NUMBER);

		sql_int(&q, ":low", low);
		sql_int(&q, ":high", low + width - 1);
		st = take(&q, max - (out->count - before), out, err);
		if (low > INT64_MAX / 100)
			break;
		low *= 10;
		width *= 10;
	}
	return st;
}

enum status
store_jump_digits(
	struct store *st, struct str digits, size_t max, struct numset *out, struct err *err)
{
	size_t before = out->count;
	int64_t n;
	struct sql q;
	enum status status;

	if (digits.len > DIGITS_MAX || !str_int(digits, &n))
		return OK;
	status = n > 0 && *digits.ptr != '0' ? number_starts(&st->db, n, max, out, err) : OK;
	if (status || out->count - before >= ENOUGH)
		return status;
	q = sql_open(&st->db, SQL_JUMP_DIGITS);
	sql_str(&q, ":digits", digits);
	return take(&q, max - (out->count - before), out, err);
}

static enum status
take_between(struct db *db, enum sql_id id, struct str low, size_t max, struct numset *out,
	struct err *err)
{
	struct sql q = sql_open(db, id);
	struct buf high = { 0 };
	enum status st;

	buf_adds(&high, low);
	buf_addz(&high, TEXT_END);
	sql_str(&q, ":low", low);
	sql_str(&q, ":high", buf_str(&high));
	st = take(&q, max, out, err);
	buf_done(&high);
	return st;
}

enum status
store_jump_siret(
	struct store *st, struct str start, size_t max, struct numset *out, struct err *err)
{
	return take_between(&st->db, SQL_JUMP_SIRET, start, max, out, err);
}

enum status
store_jump_start(
	struct store *st, struct str folded, size_t max, struct numset *out, struct err *err)
{
	enum status status = take_between(&st->db, SQL_JUMP_APPLICANT, folded, max, out, err);

	return status ? status : take_between(&st->db, SQL_JUMP_TITLE, folded, max, out, err);
}

enum status
store_jump_words(struct store *st, const struct str *words, size_t n, size_t max,
	struct numset *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_SEARCH_MATCH);
	struct buf b = { 0 };
	enum status status;

	buf_addz(&b, "{title applicant} : (");
	for (size_t i = 0; i < n; i++) {
		buf_addz(&b, i ? " AND \"" : "\"");
		for (size_t k = 0; k < words[i].len; k++)
			if (words[i].ptr[k] != '"')
				buf_addc(&b, words[i].ptr[k]);
		buf_addz(&b, "\" *");
	}
	buf_addc(&b, ')');
	sql_str(&q, ":query", buf_str(&b));
	status = take(&q, max, out, err);
	buf_done(&b);
	return status;
}

enum status
store_jump_all(struct store *st, size_t max, struct numset *out, bool *whole, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_COUNTER_GET);
	int64_t count = 0;
	enum status status;

	sql_str(&q, ":name", STR("dossiers"));
	status = sql_one_int(&q, 0, &count, err);
	if (status)
		return status;
	*whole = count <= (int64_t)max;
	if (!*whole)
		return OK;
	q = sql_open(&st->db, SQL_LIST_FIRST_NUMBER);
	return take(&q, max, out, err);
}

enum status
store_jump_row(struct store *st, int64_t number, struct arena *a, struct jump_row *out, bool *found,
	struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_JUMP_ROW);
	enum status status;

	sql_int(&q, ":number", number);
	status = sql_step(&q, found, err);
	if (status || !*found)
		return status;
	*out = (struct jump_row){ sql_col_str(&q, 0, a), sql_col_str(&q, 1, a),
		sql_col_str(&q, 2, a), sql_col_str(&q, 3, a), sql_col_str(&q, 4, a),
		sql_col_str(&q, 5, a) };
	sql_close(&q);
	return OK;
}
