/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/sql.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static sqlite3 *
open_base(const char *base)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open_v2(base, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON", NULL, NULL, NULL),
		SQLITE_OK);
	return db;
}

static void
run(sqlite3 *db, const char *statements)
{
	char *message = NULL;

	if (sqlite3_exec(db, statements, NULL, NULL, &message))
		fail_msg("%s: %s", statements, message);
}

static sqlite3_stmt *
first_row(sqlite3 *db, const char *query)
{
	sqlite3_stmt *q;

	if (sqlite3_prepare_v2(db, query, -1, &q, NULL))
		fail_msg("%s: %s", query, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	return q;
}

static void
bind_spoilt(sqlite3_stmt *to, sqlite3_stmt *cell)
{
	unsigned char bytes[65536];
	int n = sqlite3_column_bytes(cell, 0), type = sqlite3_column_type(cell, 0);

	if (type == SQLITE_INTEGER) {
		sqlite3_bind_int64(to, 1, sqlite3_column_int64(cell, 0) + 1000);
		return;
	}
	assert_true(n > 0 && n < (int)sizeof bytes);
	memcpy(bytes, sqlite3_column_blob(cell, 0), (size_t)n);
	bytes[n / 2] ^= 1;
	if (type == SQLITE_TEXT)
		sqlite3_bind_text(to, 1, (const char *)bytes, n, SQLITE_TRANSIENT);
	else
		sqlite3_bind_blob(to, 1, bytes, n, SQLITE_TRANSIENT);
}

static const char *
key_of(const char *table)
{
	return strcmp(table, "act") == 0 ? "n" : "hash";
}

static struct {
	sqlite3 *db;
	char base[160];
} held;

void
sql_leave(void)
{
	sqlite3_close(held.db);
	held.db = NULL;
}

const char *
sql_text(const char *base, const char *query, struct arena *a)
{
	const char *text = "~";
	sqlite3_stmt *q;

	if (!held.db || strcmp(held.base, base) != 0) {
		sql_leave();
		held.db = open_base(base);
		snprintf(held.base, sizeof(held.base), "%s", base);
	}
	if (sqlite3_prepare_v2(held.db, query, -1, &q, NULL))
		fail_msg("%s: %s", query, sqlite3_errmsg(held.db));
	if (sqlite3_step(q) == SQLITE_ROW && sqlite3_column_type(q, 0) != SQLITE_NULL)
		text = arena_z(a, str_z((const char *)sqlite3_column_text(q, 0)));
	sqlite3_finalize(q);
	return text;
}

void
sql_do(const char *base, const char *statements)
{
	sqlite3 *db = open_base(base);

	run(db, statements);
	sqlite3_close(db);
}

int64_t
sql_number(const char *base, const char *query)
{
	sqlite3 *db = open_base(base);
	sqlite3_stmt *q = first_row(db, query);
	int64_t n = sqlite3_column_int64(q, 0);

	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

void
sql_spoil(const char *base, const char *table, const char *column, int nth)
{
	sqlite3 *db = open_base(base);
	sqlite3_stmt *cell, *update;
	char where[200], text[400];

	snprintf(where, sizeof where, "WHERE %s = (SELECT %s FROM %s ORDER BY 1 LIMIT 1 OFFSET %d)",
		key_of(table), key_of(table), table, nth);
	snprintf(text, sizeof text, "SELECT %s FROM %s %s", column, table, where);
	cell = first_row(db, text);
	snprintf(text, sizeof text, "UPDATE %s SET %s = %s %s", table, column,
		sqlite3_column_type(cell, 0) != SQLITE_NULL ? "?1"
		: strcmp(column, "dossier") == 0            ? "1001"
							    : "zeroblob(32)",
		where);
	assert_int_equal(sqlite3_prepare_v2(db, text, -1, &update, NULL), SQLITE_OK);
	if (sqlite3_column_type(cell, 0) != SQLITE_NULL)
		bind_spoilt(update, cell);
	sqlite3_finalize(cell);
	if (sqlite3_step(update) != SQLITE_DONE)
		fail_msg("%s.%s: %s", table, column, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_changes(db), 1);
	sqlite3_finalize(update);
	sqlite3_close(db);
}

void
sql_drop_triggers(const char *base)
{
	static const char drops[] =
		"SELECT coalesce(group_concat('DROP TRIGGER ' || name || ';', ' '), '') "
		"FROM sqlite_master WHERE type = 'trigger'";
	sqlite3 *db = open_base(base);
	sqlite3_stmt *q = first_row(db, drops);
	char text[8192];

	snprintf(text, sizeof text, "%s", (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	run(db, text);
	sqlite3_close(db);
}
