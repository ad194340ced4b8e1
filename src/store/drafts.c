/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/store/drafts.h"

#include "pupitre/base/json.h"
#include "store_priv.h"

static struct sql
open_for(struct store *st, enum sql_id id, const struct draft_key *k)
{
	struct sql q = sql_open(&st->db, id);

	sql_str(&q, ":agent", k->agent);
	sql_str(&q, ":form", k->form);
	sql_int(&q, ":dossier", k->dossier);
	return q;
}

static enum status
run_for(struct store *st, enum sql_id id, const struct draft_key *k, struct err *err)
{
	struct sql q = open_for(st, id, k);

	return sql_run(&q, err);
}

static enum status
write_value(struct store *st, const struct draft_key *k, struct str field, struct str value,
	struct err *err)
{
	struct sql q = open_for(st, value.ptr ? SQL_DRAFT_PUT : SQL_DRAFT_DELETE, k);

	sql_str(&q, ":field", field);
	if (value.ptr)
		sql_str(&q, ":value", value);
	return sql_run(&q, err);
}

static enum status
add_step(struct store *st, const struct draft_key *k, struct str field, struct str was,
	struct str now, struct err *err)
{
	struct sql q = open_for(st, SQL_STEP_ADD, k);

	sql_str(&q, ":field", field);
	sql_str(&q, ":was", was);
	sql_str(&q, ":now", now);
	return sql_run(&q, err);
}

enum status
draft_get(struct store *st, const struct draft_key *k, struct str field, struct arena *a,
	struct str *out, struct err *err)
{
	struct sql q = open_for(st, SQL_DRAFT_GET, k);
	enum status status;
	bool row;

	sql_str(&q, ":field", field);
	status = sql_step(&q, &row, err);
	if (status)
		return status;
	*out = row ? sql_col_str(&q, 0, a) : STR_NONE;
	sql_close(&q);
	return OK;
}

enum status
draft_set(struct store *st, const struct draft_key *k, struct str field, struct str value,
	struct err *err)
{
	enum status status = store_must_write(st, err);
	struct arena a = { 0 };
	struct str was = STR_NONE;

	if (!status)
		status = draft_get(st, k, field, &a, &was, err);
	if (!status && !str_eq(was, value)) {
		status = run_for(st, SQL_STEP_FORGET, k, err);
		if (!status)
			status = add_step(st, k, field, was, value, err);
		if (!status)
			status = write_value(st, k, field, value, err);
	}
	arena_done(&a);
	return status;
}

enum status
draft_list(struct store *st, const struct draft_key *k, struct arena *a, struct draft_item **out,
	size_t *count, struct err *err)
{
	struct sql q = open_for(st, SQL_DRAFT_LIST, k);
	struct draft_item *list = NULL, item;
	size_t n = 0, cap = 0;
	enum status status;
	bool row;

	while (!(status = sql_step(&q, &row, err)) && row) {
		item = (struct draft_item){ sql_col_str(&q, 0, a), sql_col_str(&q, 1, a) };
		ARENA_PUSH(a, list, n, cap, item);
	}
	if (status)
		return status;
	*out = list;
	*count = n;
	return OK;
}

/* undo: the last done step back to what it was; else the first undone one again. */
static enum status
turn(struct store *st, const struct draft_key *k, bool undo, struct arena *a,
	struct draft_item *out, bool *done, struct err *err)
{
	enum status status = store_must_write(st, err);
	struct sql q;
	bool row;
	int64_t id;

	if (status)
		return status;
	q = open_for(st, undo ? SQL_STEP_LAST_DONE : SQL_STEP_FIRST_UNDONE, k);
	status = sql_step(&q, &row, err);
	if (status)
		return status;
	*done = row;
	if (!row)
		return OK;
	id = sql_col_int(&q, 0);
	*out = (struct draft_item){ sql_col_str(&q, 1, a), sql_col_str(&q, undo ? 2 : 3, a) };
	sql_close(&q);
	q = sql_open(&st->db, SQL_STEP_MARK);
	sql_int(&q, ":id", id);
	sql_int(&q, ":undone", undo);
	status = sql_run(&q, err);
	return status ? status : write_value(st, k, out->field, out->value, err);
}

enum status
draft_undo(struct store *st, const struct draft_key *k, struct arena *a, struct draft_item *out,
	bool *done, struct err *err)
{
	return turn(st, k, true, a, out, done, err);
}

enum status
draft_redo(struct store *st, const struct draft_key *k, struct arena *a, struct draft_item *out,
	bool *done, struct err *err)
{
	return turn(st, k, false, a, out, done, err);
}

static enum status
has_step(struct store *st, enum sql_id id, const struct draft_key *k, bool *out, struct err *err)
{
	struct sql q = open_for(st, id, k);
	enum status status = sql_step(&q, out, err);

	sql_close(&q);
	return status;
}

enum status
draft_can(struct store *st, const struct draft_key *k, bool *undo, bool *redo, struct err *err)
{
	enum status status = has_step(st, SQL_STEP_LAST_DONE, k, undo, err);

	return status ? status : has_step(st, SQL_STEP_FIRST_UNDONE, k, redo, err);
}

enum status
draft_clear(struct store *st, const struct draft_key *k, struct err *err)
{
	enum status status = store_must_write(st, err);

	if (!status)
		status = run_for(st, SQL_DRAFT_CLEAR, k, err);
	return status ? status : run_for(st, SQL_STEP_CLEAR, k, err);
}

enum status
draft_dossiers(struct store *st, struct str agent, struct str form, struct arena *a, int64_t **out,
	size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_DRAFT_DOSSIERS);
	int64_t *list = NULL;
	size_t n = 0, cap = 0;
	enum status status;
	bool row;

	sql_str(&q, ":agent", agent);
	sql_str(&q, ":form", form);
	while (!(status = sql_step(&q, &row, err)) && row)
		ARENA_PUSH(a, list, n, cap, sql_col_int(&q, 0));
	if (status)
		return status;
	*out = list;
	*count = n;
	return OK;
}

enum status
draft_own_sheets(struct store *st, struct str agent, struct str form, const int64_t *numbers,
	size_t n, struct numset *out, struct err *err)
{
	struct buf list = { 0 };
	struct json j = { .out = &list };
	struct sql q;
	enum status status;
	bool row;

	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		json_int(&j, numbers[i]);
	json_close(&j);
	q = sql_open(&st->db, SQL_DRAFT_OWN_SHEETS);
	sql_str(&q, ":agent", agent);
	sql_str(&q, ":form", form);
	sql_str(&q, ":numbers", buf_str(&list));
	while (!(status = sql_step(&q, &row, err)) && row)
		numset_add(out, sql_col_int(&q, 0));
	buf_done(&list);
	return status;
}

enum status
preference_get(struct store *st, struct str agent, struct str name, struct arena *a,
	struct str *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_PREFERENCE_GET);
	enum status status;
	bool row;

	sql_str(&q, ":agent", agent);
	sql_str(&q, ":name", name);
	status = sql_step(&q, &row, err);
	if (status)
		return status;
	*out = row ? sql_col_str(&q, 0, a) : STR_NONE;
	sql_close(&q);
	return OK;
}

enum status
preference_list(struct store *st, struct str agent, struct str prefix, struct arena *a,
	struct preference **out, size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_PREFERENCE_LIST);
	struct preference *list = NULL, p;
	size_t n = 0, cap = 0;
	enum status status;
	bool row;

	sql_str(&q, ":agent", agent);
	sql_str(&q, ":prefix", prefix);
	while (!(status = sql_step(&q, &row, err)) && row) {
		if (!str_starts(sql_col(&q, 0), prefix))
			break;
		p = (struct preference){ sql_col_str(&q, 0, a), sql_col_str(&q, 1, a) };
		ARENA_PUSH(a, list, n, cap, p);
	}
	sql_close(&q);
	if (status)
		return status;
	*out = list;
	*count = n;
	return OK;
}

enum status
preference_set(
	struct store *st, struct str agent, struct str name, struct str value, struct err *err)
{
	enum status status = store_must_write(st, err);
	struct sql q;

	if (status)
		return status;
	q = sql_open(&st->db, value.ptr ? SQL_PREFERENCE_PUT : SQL_PREFERENCE_DELETE);
	sql_str(&q, ":agent", agent);
	sql_str(&q, ":name", name);
	if (value.ptr)
		sql_str(&q, ":value", value);
	return sql_run(&q, err);
}
