/* SPDX-License-Identifier: EUPL-1.2 */
#include "merge_priv.h"

#include "acts_priv.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"
#include "record_priv.h"
#include "store_priv.h"

/* Strings borrowed. */
static bool
read_line(const struct sql *q, struct merge_line *out)
{
	*out = (struct merge_line){ .outcome = sql_col(q, 2), .why = sql_col(q, 3) };
	return sql_col_uid(q, 0, &out->act) && sql_col_uid(q, 1, &out->merge);
}

enum status
merge_line_add(struct store *st, const struct merge_line *line, struct err *err)
{
	enum status status = store_must_write(st, err);
	struct sql q;

	if (status)
		return status;
	q = sql_open(&st->db, SQL_MERGE_LINE_ADD);
	sql_uid(&q, ":act", &line->act);
	sql_uid(&q, ":merge", &line->merge);
	sql_str(&q, ":outcome", line->outcome.ptr ? line->outcome : STR(""));
	sql_str(&q, ":why", line->why);
	return sql_run(&q, err);
}

static enum status
read_lines(struct sql *q, struct arena *a, struct merge_line **out, size_t *count, struct err *err)
{
	struct merge_line *list = NULL, line;
	size_t n = 0, cap = 0;
	enum status status;
	bool row;

	while (!(status = sql_step(q, &row, err)) && row) {
		if (!read_line(q, &line))
			continue;
		line.outcome = arena_str(a, line.outcome);
		line.why = arena_str(a, line.why);
		ARENA_PUSH(a, list, n, cap, line);
	}
	if (status)
		return status;
	*out = list;
	*count = n;
	return OK;
}

enum status
merge_line_of(struct store *st, struct uid act, struct arena *a, struct merge_line *out,
	bool *found, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_MERGE_LINE_GET);
	struct merge_line *list;
	size_t count;
	enum status status;

	sql_uid(&q, ":act", &act);
	status = read_lines(&q, a, &list, &count, err);
	if (status)
		return status;
	*found = count > 0;
	if (count)
		*out = list[0];
	return OK;
}

enum status
merge_lines(struct store *st, struct uid merge, struct arena *a, struct merge_line **out,
	size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_MERGE_LINE_LIST);

	sql_uid(&q, ":merge", &merge);
	return read_lines(&q, a, out, count, err);
}

enum status
merge_converged(struct store *st, int64_t dossier, bool *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_CONVERGED_ANY);
	enum status status;

	sql_int(&q, ":dossier", dossier);
	status = sql_step(&q, out, err);
	sql_close(&q);
	return status;
}

/* 16 bytes of the act | lstr outcome | lstr why */
enum status
outcome_root(struct db *db, const struct uid *merge, struct hash *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_MERGE_LINE_LIST);
	struct buf b = { 0 };
	struct hash_state h;
	enum status st;
	bool row;

	hash_init(&h);
	sql_uid(&q, ":merge", merge);
	while (!(st = sql_step(&q, &row, err)) && row) {
		buf_clear(&b);
		buf_adds(&b, sql_col(&q, 0));
		buf_add_lstr(&b, sql_col(&q, 2));
		buf_add_lstr(&b, sql_col(&q, 3));
		hash_add(&h, b.ptr, b.len);
	}
	buf_done(&b);
	if (!st)
		*out = hash_final(&h);
	return st;
}

enum status
merge_root(struct store *st, struct uid merge, struct hash *out, struct err *err)
{
	return outcome_root(&st->db, &merge, out, err);
}

enum status
outcome_of(
	struct db *db, const struct uid *act, struct arena *a, struct str *outcome, struct err *err)
{
	struct sql q = sql_open(db, SQL_MERGE_LINE_GET);
	enum status st;
	bool row;

	sql_uid(&q, ":act", act);
	st = sql_step(&q, &row, err);
	if (st)
		return st;
	*outcome = row ? sql_col_str(&q, 2, a) : STR_NONE;
	sql_close(&q);
	return OK;
}

size_t
outcome_pick(const struct change *changes, size_t n, struct str outcome, const char *letters,
	struct change *out)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		if (!outcome.ptr || (i < outcome.len && strchr(letters, outcome.ptr[i])))
			out[count++] = changes[i];
	}
	return count;
}

enum status
store_apply(struct store *st, const struct change *changes, size_t n, const char *outcome,
	struct uid act, struct err *err)
{
	enum status status = store_must_write(st, err);
	struct str letters = str_z(outcome);
	struct arena a = { 0 }, scratch = { 0 };
	struct change *picked;
	size_t count;

	if (status)
		return status;
	if (outcome && letters.len != n)
		return err_set(err, ERR_SYSTEM, _("issue d'un acte mal formée : « %s »"), outcome);
	picked = ARENA_ARRAY(&a, struct change, n);
	count = outcome_pick(changes, n, letters, "a", picked);
	status = record_put(&st->db, picked, count, &scratch, err);
	count = outcome_pick(changes, n, letters, "ac", picked);
	if (!status)
		status = act_set_revisions(&st->db, picked, count, &act, err);
	arena_done(&scratch);
	arena_done(&a);
	return status;
}

enum status
questions_open(struct store *st, int64_t dossier, struct arena *a, struct record **out,
	size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, dossier ? SQL_QUESTION_OPEN_OF : SQL_QUESTION_OPEN);

	if (dossier)
		sql_int(&q, ":dossier", dossier);
	return record_list(&q, ENTITY_QUESTION, a, out, count, err);
}

enum status
question_fields(struct store *st, struct str question, struct arena *a, struct record **out,
	size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_QUESTION_FIELD_LIST);

	sql_str(&q, ":question", question);
	return record_list(&q, ENTITY_QUESTION_FIELD, a, out, count, err);
}

enum status
bundle_dossiers(struct store *st, struct str bundle, struct arena *a, struct record **out,
	size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_AWAY_LIST);

	sql_str(&q, ":bundle", bundle);
	return record_list(&q, ENTITY_AWAY, a, out, count, err);
}
