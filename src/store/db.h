/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A connection and its named statements, prepared once. Private to src/store.
 *
 * A cursor keeps the first error until its step tells it, so that binding needs no checks. Text and
 * blobs are borrowed until the cursor is closed, by sql_run, by the last sql_step or by sql_close;
 * columns are borrowed until the next step.
 */
#ifndef PUPITRE_STORE_DB_H
#define PUPITRE_STORE_DB_H

#include <sqlite3.h>

#include "pupitre/base/arena.h"
#include "pupitre/base/day.h"
#include "pupitre/base/hash.h"
#include "pupitre/domain/decision.h"
#include "statements.h"

struct db {
	sqlite3 *h;
	sqlite3_stmt *cache[SQL_COUNT];
};

struct sql {
	struct db *db;
	sqlite3_stmt *s;
	int rc;
};

/* French sentence and code for a failure of SQLite. */
enum status db_fail(const struct db *db, int rc, struct err *err);
/* Opens a file: the one door to sqlite3_open, after SQLite was told that this program has one thread.
 * A SQLite code; db->h may hold the reason, and db_close is due all the same. */
MUST_CHECK int db_open(struct db *db, const char *path, int flags);
/* Finalizes the statements and closes; a zeroed db is fine. */
void db_close(struct db *db);
/* Runs a script (schema). */
MUST_CHECK enum status db_script(struct db *db, struct str script, struct err *err);

struct sql sql_open(struct db *db, enum sql_id id);
void sql_int(struct sql *q, const char *name, int64_t v);
void sql_null(struct sql *q, const char *name);
void sql_str(struct sql *q, const char *name, struct str v); /* absent: NULL */
void sql_blob(struct sql *q, const char *name, struct str v); /* absent: NULL */
void sql_uid(struct sql *q, const char *name, const struct uid *v);
void sql_hash(struct sql *q, const char *name, const struct hash *v);
void sql_instant(struct sql *q, const char *name, struct instant v);
void sql_money(struct sql *q, const char *name, struct maybe_money v);
/* *row false after the last one; the cursor is then closed, as it is on failure. */
MUST_CHECK enum status sql_step(struct sql *q, bool *row, struct err *err);
MUST_CHECK enum status sql_run(struct sql *q, struct err *err); /* steps to the end, ignores rows */
void sql_close(struct sql *q);
/* First column of the only row; fallback when there is none. */
MUST_CHECK enum status sql_one_int(struct sql *q, int64_t fallback, int64_t *out, struct err *err);

int64_t sql_col_int(const struct sql *q, int i);
bool sql_col_null(const struct sql *q, int i);
struct str sql_col(const struct sql *q, int i); /* text or blob, borrowed */
struct str sql_col_str(const struct sql *q, int i, struct arena *a);
struct instant sql_col_instant(const struct sql *q, int i);
struct maybe_money sql_col_money(const struct sql *q, int i);
bool sql_col_hash(const struct sql *q, int i, struct hash *out); /* false: not 32 bytes */
bool sql_col_uid(const struct sql *q, int i, struct uid *out); /* false: not 16 bytes */

#endif
