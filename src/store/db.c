/* SPDX-License-Identifier: EUPL-1.2 */
#include "db.h"

#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"

enum status
db_fail(const struct db *db, int rc, struct err *err)
{
	const char *detail = db->h ? sqlite3_errmsg(db->h) : sqlite3_errstr(rc);

	/* SQLite says FULL for a full disk only; a quota or a limit of size is a failed write. */
	if (rc == SQLITE_IOERR_WRITE)
		return err_set(err, ERR_SYSTEM,
			_("le disque refuse l'écriture (quota ou limite de taille atteints, ou "
			  "disque "
			  "défaillant) : rien n'a été enregistré ; libérez de la place, puis "
			  "recommencez"));
	switch (rc & 0xff) {
	case SQLITE_FULL:
		return err_set(err, ERR_SYSTEM,
			_("disque plein : rien n'a été enregistré ; libérez de la place, puis "
			  "recommencez"));
	case SQLITE_INTERRUPT:
		return err_set(err, ERR_CANCELLED, _("interrompu à votre demande"));
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_CONFLICT,
			_("base occupée par un autre programme : rien n'a été enregistré ; "
			  "fermez-le, puis recommencez"));
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(err, ERR_SYSTEM,
			_("base abîmée (%s) : n'y écrivez plus, reprenez la dernière sauvegarde"),
			detail);
	case SQLITE_IOERR:
		return err_set(err, ERR_SYSTEM,
			_("erreur de lecture ou d'écriture du disque (%s, code %d) : rien n'a été "
			  "enregistré ; voyez `pupitre doctor`"),
			detail, rc);
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return err_set(err, ERR_SYSTEM,
			_("base en lecture seule ou inaccessible (%s) : vérifiez les droits du "
			  "fichier "
			  "et de son dossier"),
			detail);
	case SQLITE_TOOBIG:
		return err_set(err, ERR_INPUT,
			_("trop volumineux pour la base : un million d'octets "
			  "au plus par enregistrement"));
	case SQLITE_CONSTRAINT:
		return err_set(err, ERR_SYSTEM, _("la base refuse cette écriture : %s"), detail);
	default:
		return err_set(err, ERR_SYSTEM, _("erreur de la base : %s (code %d)"), detail, rc);
	}
}

/* No mutex and no count of each allocation: a row of the list asks for twenty of either. */
static void
settle_library(void)
{
	static bool settled;

	if (settled)
		return;
	settled = true;
	/* Refused when somebody used SQLite before: it then works as it did. */
	(void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

int
db_open(struct db *db, const char *path, int flags)
{
	settle_library();
	return sqlite3_open_v2(path, &db->h, flags, NULL);
}

void
db_close(struct db *db)
{
	for (int i = 0; i < SQL_COUNT; i++) {
		sqlite3_finalize(db->cache[i]);
		db->cache[i] = NULL;
	}
	if (db->h && sqlite3_close(db->h) != SQLITE_OK)
		die("sqlite3_close: %s", sqlite3_errmsg(db->h));
	db->h = NULL;
}

enum status
db_script(struct db *db, struct str script, struct err *err)
{
	struct buf text = { 0 };
	int rc;

	buf_adds(&text, script);
	rc = sqlite3_exec(db->h, text.ptr, NULL, NULL, NULL);
	buf_done(&text);
	return rc == SQLITE_OK ? OK : db_fail(db, rc, err);
}

struct sql
sql_open(struct db *db, enum sql_id id)
{
	struct sql q = { .db = db, .s = db->cache[id] };

	if (!q.s) {
		q.rc = sqlite3_prepare_v3(
			db->h, sql_rows[id].text, -1, SQLITE_PREPARE_PERSISTENT, &q.s, NULL);
		db->cache[id] = q.s;
	} else if (sqlite3_stmt_busy(q.s)) {
		die("statement %s is already running", sql_rows[id].name);
	}
	return q;
}

/* An unknown name is a mistake of ours: the table of statements is tested, so it aborts. */
static int
place(struct sql *q, const char *name)
{
	int i = q->rc ? 0 : sqlite3_bind_parameter_index(q->s, name);

	if (!q->rc && i == 0)
		die("no parameter %s in: %s", name, sqlite3_sql(q->s));
	return i;
}

static void
keep(struct sql *q, int rc)
{
	if (!q->rc)
		q->rc = rc;
}

void
sql_int(struct sql *q, const char *name, int64_t v)
{
	int i = place(q, name);

	if (i)
		keep(q, sqlite3_bind_int64(q->s, i, v));
}

void
sql_null(struct sql *q, const char *name)
{
	int i = place(q, name);

	if (i)
		keep(q, sqlite3_bind_null(q->s, i));
}

void
sql_str(struct sql *q, const char *name, struct str v)
{
	int i = place(q, name);

	if (i)
		keep(q, v.ptr ? sqlite3_bind_text64(
					q->s, i, v.ptr, v.len, SQLITE_STATIC, SQLITE_UTF8)
			      : sqlite3_bind_null(q->s, i));
}

void
sql_blob(struct sql *q, const char *name, struct str v)
{
	int i = place(q, name);

	if (i)
		keep(q, v.ptr ? sqlite3_bind_blob64(q->s, i, v.ptr, v.len, SQLITE_STATIC)
			      : sqlite3_bind_null(q->s, i));
}

void
sql_uid(struct sql *q, const char *name, const struct uid *v)
{
	sql_blob(q, name, (struct str){ (const char *)v->b, sizeof(v->b) });
}

void
sql_hash(struct sql *q, const char *name, const struct hash *v)
{
	sql_blob(q, name, (struct str){ (const char *)v->b, sizeof(v->b) });
}

void
sql_instant(struct sql *q, const char *name, struct instant v)
{
	if (instant_is(v))
		sql_int(q, name, v.ms);
	else
		sql_null(q, name);
}

void
sql_money(struct sql *q, const char *name, struct maybe_money v)
{
	if (v.is)
		sql_int(q, name, v.m.cents);
	else
		sql_null(q, name);
}

void
sql_close(struct sql *q)
{
	if (!q->s)
		return;
	sqlite3_reset(q->s);
	sqlite3_clear_bindings(q->s);
	q->s = NULL;
}

enum status
sql_step(struct sql *q, bool *row, struct err *err)
{
	enum status st;

	if (!q->rc)
		q->rc = sqlite3_step(q->s);
	*row = q->rc == SQLITE_ROW;
	if (*row) {
		q->rc = SQLITE_OK;
		return OK;
	}
	st = q->rc == SQLITE_DONE ? OK : db_fail(q->db, q->rc, err);
	sql_close(q);
	return st;
}

enum status
sql_run(struct sql *q, struct err *err)
{
	enum status st;
	bool row;

	do {
		st = sql_step(q, &row, err);
	} while (!st && row);
	return st;
}

enum status
sql_one_int(struct sql *q, int64_t fallback, int64_t *out, struct err *err)
{
	bool row;
	enum status st = sql_step(q, &row, err);

	if (st)
		return st;
	*out = row ? sql_col_int(q, 0) : fallback;
	sql_close(q);
	return OK;
}

int64_t
sql_col_int(const struct sql *q, int i)
{
	return sqlite3_column_int64(q->s, i);
}

bool
sql_col_null(const struct sql *q, int i)
{
	return sqlite3_column_type(q->s, i) == SQLITE_NULL;
}

struct str
sql_col(const struct sql *q, int i)
{
	const void *p;

	if (sql_col_null(q, i))
		return STR_NONE;
	p = sqlite3_column_blob(q->s, i); /* the bytes of a text too; NULL when there are none */
	return (struct str){ p ? p : "", (size_t)sqlite3_column_bytes(q->s, i) };
}

struct str
sql_col_str(const struct sql *q, int i, struct arena *a)
{
	return arena_str(a, sql_col(q, i));
}

struct instant
sql_col_instant(const struct sql *q, int i)
{
	return sql_col_null(q, i) ? INSTANT_NONE : (struct instant){ sql_col_int(q, i) };
}

struct maybe_money
sql_col_money(const struct sql *q, int i)
{
	return (struct maybe_money){ !sql_col_null(q, i), { sql_col_int(q, i) } };
}

bool
sql_col_hash(const struct sql *q, int i, struct hash *out)
{
	struct str s = sql_col(q, i);

	if (s.len != sizeof(out->b))
		return false;
	memcpy(out->b, s.ptr, sizeof(out->b));
	return true;
}

bool
sql_col_uid(const struct sql *q, int i, struct uid *out)
{
	struct str s = sql_col(q, i);

	if (s.len != sizeof(out->b))
		return false;
	memcpy(out->b, s.ptr, sizeof(out->b));
	return true;
}
