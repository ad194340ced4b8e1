/* SPDX-License-Identifier: EUPL-1.2 */
#include "store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "pupitre/store/check.h"
#include "nature.h"
#include "schema.h"

enum { PROGRESS_STEPS = 4000 };

static int
on_commit(void *ctx)
{
	const struct store *st = ctx;

	return !st->may_commit;
}

static int
on_wal(void *ctx, sqlite3 *h, const char *name, int frames)
{
	struct store *st = ctx;

	(void)h;
	(void)name;
	st->wal_frames = frames;
	return SQLITE_OK;
}

static int
on_progress(void *ctx)
{
	const struct store *st = ctx;

	return st->stop && st->stop(st->stop_ctx);
}

/* ATTACHED is 1 because VACUUM INTO attaches its target. */
void
store_harden(sqlite3 *h)
{
	static const struct {
		int id, value;
	} limits[] = {
		{ SQLITE_LIMIT_LENGTH, 1000000 },
		{ SQLITE_LIMIT_SQL_LENGTH, 100000 },
		{ SQLITE_LIMIT_COLUMN, 100 },
		{ SQLITE_LIMIT_EXPR_DEPTH, 100 },
		{ SQLITE_LIMIT_COMPOUND_SELECT, 20 },
		{ SQLITE_LIMIT_ATTACHED, 1 },
		{ SQLITE_LIMIT_TRIGGER_DEPTH, 10 },
		{ SQLITE_LIMIT_VARIABLE_NUMBER, 100 },
	};
	static const struct {
		int id, value;
	} switches[] = {
		{ SQLITE_DBCONFIG_DEFENSIVE, 1 },
		{ SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
		{ SQLITE_DBCONFIG_DQS_DML, 0 },
		{ SQLITE_DBCONFIG_DQS_DDL, 0 },
		{ SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
		{ SQLITE_DBCONFIG_ENABLE_TRIGGER, 1 },
	};

	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		sqlite3_limit(h, limits[i].id, limits[i].value);
	for (size_t i = 0; i < sizeof(switches) / sizeof(switches[0]); i++)
		sqlite3_db_config(h, switches[i].id, switches[i].value, NULL);
}

static enum status
set_pragmas(struct db *db, struct err *err)
{
	return db_script(db,
		STR("PRAGMA foreign_keys = ON;"
		    "PRAGMA synchronous = FULL;"
		    "PRAGMA trusted_schema = OFF;"
		    "PRAGMA cell_size_check = ON;"
		    "PRAGMA temp_store = MEMORY;"
		    "PRAGMA secure_delete = ON;"
		    "PRAGMA mmap_size = 0;"
		    "PRAGMA wal_autocheckpoint = 0;"
		    "PRAGMA journal_size_limit = 8388608;"),
		err);
}

enum status
store_connect(struct store *st, struct err *err)
{
	struct db db = { 0 };
	int rc = db_open(&db, st->path,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE);
	enum status status;

	if (rc) {
		status = db_fail(&db, rc, err);
		db_close(&db);
		return status;
	}
	store_harden(db.h);
	sqlite3_busy_timeout(db.h, 2000);
	status = set_pragmas(&db, err);
	if (status) {
		db_close(&db);
		return status;
	}
	sqlite3_commit_hook(db.h, on_commit, st);
	sqlite3_wal_hook(db.h, on_wal, st);
	sqlite3_progress_handler(db.h, PROGRESS_STEPS, on_progress, st);
	st->db = db;
	return OK;
}

static enum status
check_file(const char *path, struct err *err)
{
	struct stat sb;

	if (lstat(path, &sb) != 0)
		return err_set(err, errno == ENOENT ? ERR_INPUT : ERR_SYSTEM,
			errno == ENOENT
				? _("%s : base introuvable ; créez-la par `pupitre init`, ou "
				    "essayez `pupitre demo`")
				: _("%s : base inaccessible ; vérifiez les droits du dossier"),
			path);
	if (S_ISLNK(sb.st_mode))
		return err_set(err, ERR_INPUT,
			_("%s est un lien symbolique : donnez le chemin du fichier lui-même"),
			path);
	if (!S_ISREG(sb.st_mode))
		return err_set(err, ERR_INPUT, _("%s n'est pas un fichier"), path);
	if (sb.st_size == 0)
		return err_set(err, ERR_INPUT,
			_("%s est un fichier vide, pas une base : supprimez-le, puis `pupitre "
			  "init`"),
			path);
	if (access(path, R_OK | W_OK) != 0)
		return err_set(err, ERR_SYSTEM,
			_("%s ne peut être lue et écrite par ce compte (%s)"), path,
			strerror(errno));
	return OK;
}

enum status
store_check_file_system(const char *path, const struct store_options *o, struct err *err)
{
	const char *name = "";

	if (fs_kind_of(path, &name) != FS_UNSAFE || (o && o->any_file_system))
		return OK;
	return err_set(err, ERR_INPUT,
		_("%s est sur un système de fichiers partagé (%s) où une base peut s'abîmer : "
		  "copiez-la sur un disque local, ou forcez par --force"),
		path, name);
}

enum status
store_resolve(const char *path, char **out, struct err *err)
{
	char *one = strdup(path), *two = strdup(path), *folder = realpath(dirname(one), NULL);
	struct buf b = { 0 };

	if (folder)
		buf_addf(&b, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, basename(two));
	free(folder);
	free(one);
	free(two);
	if (b.len == 0 || b.len > 4096) {
		buf_done(&b);
		return err_set(err, ERR_INPUT, _("%s : dossier introuvable"), path);
	}
	*out = b.ptr;
	return OK;
}

static enum status
read_version(struct store *st, int *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_USER_VERSION);
	int64_t v = 0;
	enum status status = sql_one_int(&q, 0, &v, err);

	*out = (int)v;
	return status;
}

int
store_schema(const struct store *st)
{
	return st->migrations[st->migration_count - 1].version;
}

static enum status
migrate(struct store *st, struct err *err)
{
	int version = 0;
	char copy[4300];
	enum status status = read_version(st, &version, err);

	if (status || version == store_schema(st))
		return status;
	if (version > store_schema(st))
		return err_set(err, ERR_INPUT,
			_("%s vient d'une version plus récente de pupitre (schéma %d, celui-ci "
			  "connaît "
			  "%d) : mettez le programme à jour"),
			st->path, version, store_schema(st));
	snprintf(copy, sizeof(copy), "%s.avant-v%d", st->path, store_schema(st));
	if (access(copy, F_OK) != 0)
		status = store_backup(st, copy, err);
	if (status)
		return status;
	status = store_begin(st, STR("migration"), NULL, err);
	if (status)
		return status;
	/* Somebody else may have done it while we waited. */
	status = read_version(st, &version, err);
	if (!status)
		status = schema_migrate(&st->db, st->migrations, st->migration_count, version, err);
	if (!status)
		return store_commit(st, err);
	store_rollback(st);
	return status;
}

/* A base that was copied by VACUUM INTO comes back in the rollback mode. */
static enum status
set_wal(struct store *st, struct err *err)
{
	enum status status;

	if (!gate_try(st, STR("ouverture"), NULL))
		return OK; /* somebody writes: he set it */
	st->may_commit = true;
	status = db_script(&st->db, STR("PRAGMA journal_mode = WAL"), err);
	st->may_commit = false;
	gate_leave(st);
	return status;
}

static enum status
derive_when_needed(struct store *st, struct err *err)
{
	bool ours = false;
	enum status status = schema_derived_is_ours(&st->db, &ours, err);

	if (status || ours)
		return status;
	status = store_begin(st, STR("index"), NULL, err);
	if (status)
		return status;
	status = store_rebuild(st, NULL, err);
	if (!status)
		return store_commit(st, err);
	store_rollback(st);
	return status;
}

struct store *
store_new(const struct store_options *o)
{
	struct store *st = calloc(1, sizeof(*st));

	if (!st)
		die("out of memory");
	st->gate_fd = -1;
	if (o && o->migrations) {
		st->migrations = o->migrations;
		st->migration_count = o->migration_count;
	} else {
		st->migrations = schema_migrations(&st->migration_count);
	}
	return st;
}

enum status
store_open(const char *path, const struct store_options *o, struct store **out, struct err *err)
{
	struct store *st = store_new(o);
	enum status status = store_resolve(path, &st->path, err);
	bool in_wal = false;

	if (!status)
		status = check_file(st->path, err);
	if (!status)
		status = store_check_file_system(st->path, o, err);
	if (!status)
		status = nature_check(st->path, store_schema(st), &in_wal, err);
	if (!status)
		status = store_connect(st, err);
	if (!status)
		status = gate_open(st, err);
	if (!status && !in_wal)
		status = set_wal(st, err);
	if (!status)
		status = migrate(st, err);
	if (!status)
		status = derive_when_needed(st, err);
	if (!status)
		status = identity_read(st, err);
	st->opened = !status;
	if (status)
		store_close(st);
	else
		*out = st;
	return status;
}

/* With the gate the last connection may empty and remove the log; without it the log stays. */
void
store_close(struct store *st)
{
	if (!st)
		return;
	store_rollback(st);
	store_read_end(st);
	if (st->db.h && st->opened && gate_try(st, STR("fermeture"), NULL))
		store_checkpoint(st);
	else if (st->db.h)
		sqlite3_db_config(st->db.h, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	db_close(&st->db);
	gate_close(st);
	free(st->path);
	free(st);
}

const char *
store_path(const struct store *st)
{
	return st->path;
}

int64_t
store_data_version(struct store *st)
{
	struct sql q = sql_open(&st->db, SQL_DATA_VERSION);
	struct err ignored;
	int64_t v = 0;

	return sql_one_int(&q, 0, &v, &ignored) ? 0 : v;
}

bool
store_idle(const struct store *st)
{
	for (sqlite3_stmt *s = NULL; (s = sqlite3_next_stmt(st->db.h, s)) != NULL;) {
		if (sqlite3_stmt_busy(s))
			return false;
	}
	return true;
}

void
store_on_progress(struct store *st, bool (*stop)(void *ctx), void *ctx)
{
	st->stop = stop;
	st->stop_ctx = ctx;
}
