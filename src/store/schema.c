/* SPDX-License-Identifier: EUPL-1.2 */
#include "schema.h"

#include <stdio.h>

#include "pupitre/base/i18n.h"
#include "pupitre/domain/decision.h"
#include "pupitre/domain/workflow.h"

extern const char _binary_share_schema_0001_content_sql_start[];
extern const char _binary_share_schema_0001_content_sql_end[];
extern const char _binary_share_schema_derived_sql_start[];
extern const char _binary_share_schema_derived_sql_end[];

static struct str
derived_script(void)
{
	const char *start = _binary_share_schema_derived_sql_start;

	return (struct str){ start, (size_t)(_binary_share_schema_derived_sql_end - start) };
}

/* Of the script and of the order of the codes that it ranks; positive, to read well in its row. */
static int64_t
derived_mark(void)
{
	struct str script = derived_script();
	struct hash_state state;
	struct hash h;
	uint64_t v = 0;

	hash_init(&state);
	hash_add(&state, script.ptr, script.len);
	for (int i = 0; i < STATE_COUNT; i++)
		hash_add(&state, state_rows[i].code, strlen(state_rows[i].code) + 1);
	for (int i = 0; i < DECISION_COUNT; i++)
		hash_add(&state, decision_rows[i].code, strlen(decision_rows[i].code) + 1);
	h = hash_final(&state);
	for (int i = 0; i < 8; i++)
		v = v << 8 | h.b[i];
	return (int64_t)(v >> 1);
}

const struct store_migration *
schema_migrations(size_t *count)
{
	static struct store_migration list[1];
	const char *start = _binary_share_schema_0001_content_sql_start;

	list[0].version = 1;
	list[0].sql =
		(struct str){ start, (size_t)(_binary_share_schema_0001_content_sql_end - start) };
	*count = 1;
	return list;
}

enum status
schema_migrate(
	struct db *db, const struct store_migration *list, size_t count, int from, struct err *err)
{
	char pragma[48];
	enum status st = OK;

	for (size_t i = 0; i < count && !st; i++) {
		if (list[i].version <= from)
			continue;
		st = db_script(db, list[i].sql, err);
		snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d", list[i].version);
		if (!st)
			st = db_script(db, str_z(pragma), err);
		if (st)
			err_prefix(err, _("passage de la base à la version %d"), list[i].version);
	}
	return st;
}

static enum status
add_rank(struct db *db, const char *what, const char *code, int rank, struct err *err)
{
	struct sql q = sql_open(db, SQL_RANK_ADD);

	sql_str(&q, ":what", str_z(what));
	sql_str(&q, ":code", str_z(code));
	sql_int(&q, ":rank", rank);
	return sql_run(&q, err);
}

enum status
schema_derive(struct db *db, struct err *err)
{
	enum status st = db_script(db, derived_script(), err);
	struct sql q;

	for (int i = 0; i < STATE_COUNT && !st; i++)
		st = add_rank(db, "state", state_rows[i].code, i, err);
	for (int i = 0; i < DECISION_COUNT && !st; i++)
		st = add_rank(db, "decision", decision_rows[i].code, i, err);
	if (st)
		return st;
	q = sql_open(db, SQL_COUNTER_SET);
	sql_str(&q, ":name", STR("schema"));
	sql_int(&q, ":value", derived_mark());
	return sql_run(&q, err);
}

enum status
schema_derived_is_ours(struct db *db, bool *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_COUNTER_GET);
	int64_t mark = 0;
	enum status st;

	if (q.rc == SQLITE_ERROR) { /* no such table: the derived half was dropped */
		*out = false;
		return OK;
	}
	sql_str(&q, ":name", STR("schema"));
	st = sql_one_int(&q, 0, &mark, err);
	if (!st)
		*out = mark == derived_mark();
	return st;
}

enum status
schema_scratch(struct db *out, const struct store_migration *list, size_t count, bool derived,
	struct err *err)
{
	struct db db = { 0 };
	int rc = db_open(&db, ":memory:", SQLITE_OPEN_READWRITE);
	enum status st = rc ? db_fail(&db, rc, err) : schema_migrate(&db, list, count, 0, err);

	if (!st && derived)
		st = schema_derive(&db, err);
	if (st)
		db_close(&db);
	else
		*out = db;
	return st;
}
