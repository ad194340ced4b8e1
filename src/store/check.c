/* SPDX-License-Identifier: EUPL-1.2 */
#include "check_priv.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "acts_priv.h"
#include "dossiers_priv.h"
#include "index.h"
#include "merge_priv.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "schema.h"

enum { TICK_EVERY = 1000 };

void
check_say(const struct check_sink *sink, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	if (!sink || !sink->problem)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	sink->problem(sink->ctx, text);
}

enum status
check_tick(const struct check_sink *sink, const char *what, int64_t done, int64_t total,
	struct err *err)
{
	if (!sink || !sink->progress || done % TICK_EVERY != 0)
		return OK;
	if (!sink->progress(sink->ctx, what, done, total))
		return err_set(err, ERR_CANCELLED, _("vérification interrompue à votre demande"));
	return OK;
}

enum status
check_begin(struct store *st, bool *own, struct err *err)
{
	*own = !st->writing && !st->reading;
	return *own ? store_read_begin(st, err) : OK;
}

void
check_end(struct store *st, bool own)
{
	if (own)
		store_read_end(st);
}

enum status
check_act_count(struct db *db, int64_t *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_ACT_COUNT);

	return sql_one_int(&q, 0, out, err);
}

/* Names kept by SQLite itself are as it made them. */
static bool
is_ours(const struct sql *q)
{
	return !str_starts(sql_col(q, 1), STR("sqlite_"));
}

static enum status
next_object(struct sql *q, bool *row, struct err *err)
{
	enum status st;

	do {
		st = sql_step(q, row, err);
	} while (!st && *row && !is_ours(q));
	return st;
}

static const char *
object_type(struct str type)
{
	if (str_eqz(type, "trigger"))
		return _("le déclencheur");
	if (str_eqz(type, "index"))
		return _("l'index");
	return str_eqz(type, "view") ? _("la vue") : _("la table");
}

static void
say_object(const struct check_sink *sink, const struct sql *q, const char *what)
{
	struct str name = sql_col(q, 1);

	check_say(sink, _("schéma : %s %.*s %s"), object_type(sql_col(q, 0)), STR_ARG(name), what);
}

static int
compare_objects(const struct sql *a, const struct sql *b)
{
	int order = str_cmp(sql_col(a, 0), sql_col(b, 0));

	return order ? order : str_cmp(sql_col(a, 1), sql_col(b, 1));
}

static enum status
compare_schemas(struct db *base, struct db *model, const struct check_sink *sink, struct err *err)
{
	struct sql a = sql_open(base, SQL_SCHEMA_ALL), b = sql_open(model, SQL_SCHEMA_ALL);
	bool in_base, in_model;
	enum status st = next_object(&a, &in_base, err);
	int order;

	if (!st)
		st = next_object(&b, &in_model, err);
	while (!st && (in_base || in_model)) {
		order = !in_base ? 1 : !in_model ? -1 : compare_objects(&a, &b);
		if (order < 0)
			say_object(sink, &a, _("n'est pas du programme"));
		else if (order > 0)
			say_object(sink, &b, _("manque"));
		else if (!str_eq(sql_col(&a, 3), sql_col(&b, 3)))
			say_object(sink, &a, _("n'est plus tel que le programme l'a fait"));
		if (order <= 0)
			st = next_object(&a, &in_base, err);
		if (!st && order >= 0)
			st = next_object(&b, &in_model, err);
	}
	sql_close(&a);
	sql_close(&b);
	return st;
}

enum status
check_schema(struct store *st, const struct check_sink *sink, struct err *err)
{
	struct db model = { 0 };
	enum status status = schema_scratch(&model, st->migrations, st->migration_count, true, err);

	if (!status)
		status = compare_schemas(&st->db, &model, sink, err);
	db_close(&model);
	return status;
}

static enum status
run_pragma_check(struct store *st, bool full, const struct check_sink *sink, struct err *err)
{
	struct sql q = sql_open(&st->db, full ? SQL_INTEGRITY_CHECK : SQL_QUICK_CHECK);
	enum status status;
	bool row;

	while (!(status = sql_step(&q, &row, err)) && row) {
		if (!str_eqz(sql_col(&q, 0), "ok"))
			check_say(sink, _("fichier : %.*s"), STR_ARG(sql_col(&q, 0)));
	}
	if (status == ERR_SYSTEM) {
		check_say(sink, _("fichier : %s"), err ? err->text : "");
		return OK;
	}
	return status;
}

static enum status
check_foreign_keys(struct store *st, const struct check_sink *sink, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_FOREIGN_KEY_CHECK);
	enum status status;
	bool row;

	while (!(status = sql_step(&q, &row, err)) && row)
		check_say(sink,
			_("lien rompu : une ligne de %.*s renvoie à une ligne de %.*s qui n'existe "
			  "pas"),
			STR_ARG(sql_col(&q, 0)), STR_ARG(sql_col(&q, 2)));
	return status;
}

static enum status
check_counts(struct store *st, const struct check_sink *sink, struct err *err)
{
	struct sql dossiers = sql_open(&st->db, SQL_DOSSIER_COUNT);
	struct sql listed = sql_open(&st->db, SQL_LISTING_COUNT);
	struct sql counter = sql_open(&st->db, SQL_COUNTER_GET);
	int64_t a = 0, b = 0, c = 0;
	enum status status = sql_one_int(&dossiers, 0, &a, err);

	sql_str(&counter, ":name", STR("dossiers"));
	if (!status)
		status = sql_one_int(&listed, 0, &b, err);
	if (!status)
		status = sql_one_int(&counter, 0, &c, err);
	if (!status && (a != b || a != c))
		check_say(sink,
			_("liste : %lld dossiers, %lld lignes, compteur %lld ; refaites-la par "
			  "`pupitre check --rebuild`"),
			(long long)a, (long long)b, (long long)c);
	return status;
}

static enum status
check_totals(struct store *st, const struct check_sink *sink, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_GROUP_TOTALS_WRONG);
	int64_t wrong = 0;
	enum status status = sql_one_int(&q, 0, &wrong, err);

	if (!status && wrong)
		check_say(sink, _("totaux par groupe : ils ne sont pas à jour ; refaites-les par "
				  "`pupitre check --rebuild`"));
	return status;
}

static enum status
check_listing(struct store *st, const struct check_sink *sink, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_LISTING_STALE);
	enum status status;
	bool row;

	while (!(status = sql_step(&q, &row, err)) && row)
		check_say(sink,
			_("liste : la ligne du dossier %lld n'est pas à jour ; refaites-la par "
			  "`pupitre check --rebuild`"),
			(long long)sql_col_int(&q, 0));
	if (!status)
		status = check_totals(st, sink, err);
	return status ? status : check_counts(st, sink, err);
}

/* The command is an INSERT for SQLite, so it needs the gate; nothing is kept. */
static enum status
check_search(struct store *st, const struct check_sink *sink, struct err *err)
{
	bool own = !st->writing;
	enum status status = own ? store_begin(st, STR("verification"), NULL, err) : OK;
	struct err why;
	struct sql q;

	if (status)
		return status;
	q = sql_open(&st->db, SQL_SEARCH_CHECK);
	if (sql_run(&q, &why))
		check_say(sink,
			_("index de recherche abîmé : refaites-le par `pupitre check --rebuild`"));
	if (own)
		store_rollback(st);
	return OK;
}

enum status
check_integrity(struct store *st, bool full, const struct check_sink *sink, struct err *err)
{
	enum status status = run_pragma_check(st, full, sink, err);

	if (!status)
		status = check_foreign_keys(st, sink, err);
	if (!status)
		status = check_listing(st, sink, err);
	if (!status && full && !st->reading)
		status = check_search(st, sink, err);
	return status;
}

struct rebuild {
	struct store *st;
	const struct check_sink *sink;
	int64_t done, total;
};

static enum status
rebuild_dossier(void *ctx, int64_t number, struct err *err)
{
	struct rebuild *r = ctx;
	struct arena a = { 0 };
	struct dossier d;
	bool found = false;
	enum status st = store_dossier_load(r->st, number, &a, &d, &found, err);

	if (!st && found)
		st = index_put(&r->st->db, NULL, &d, err);
	if (!st && found)
		st = index_people(&r->st->db, number, err);
	arena_done(&a);
	return st ? st : check_tick(r->sink, _("dossiers"), ++r->done, r->total, err);
}

static enum status
rebuild_lines(struct db *db, const struct uid *act, struct err *err)
{
	struct sql q = sql_open(db, SQL_LINE_LIST);
	struct import_line line;
	enum status st;
	bool row;

	sql_uid(&q, ":act", act);
	while (!(st = sql_step(&q, &row, err)) && row) {
		if (line_read(&q, 0, &line))
			st = line_revisions(db, &line, act, err);
		if (st)
			break;
	}
	sql_close(&q);
	return st;
}

static enum status
rebuild_act(
	struct db *db, const struct act *act, struct str outcome, struct arena *a, struct err *err)
{
	struct change *changes;
	size_t n;
	enum status st = OK;

	if (str_eqz(act->verb, verb_rows[VERB_IMPORT].code))
		st = rebuild_lines(db, &act->id, err);
	/* An unreadable payload is the chain's affair: it has no revision to give. */
	if (!st && act_payload_decode(a, act->payload, NULL, NULL, &changes, &n)) {
		n = outcome_pick(changes, n, outcome, "ac", changes);
		st = act_set_revisions(db, changes, n, &act->id, err);
	}
	arena_reset(a);
	return st;
}

static enum status
rebuild_revisions(struct store *st, const struct check_sink *sink, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_ACT_ALL);
	struct arena a = { 0 };
	enum status status = OK;
	struct act act;
	bool row = true;
	int64_t n;

	while (!status && !(status = sql_step(&q, &row, err)) && row) {
		act_read(&q, &n, &act);
		status = rebuild_act(&st->db, &act, sql_col(&q, ACT_COLUMNS), &a, err);
		if (!status)
			status = check_tick(sink, _("actes"), n, 0, err);
	}
	sql_close(&q);
	arena_done(&a);
	return status;
}

enum status
store_rebuild(struct store *st, const struct check_sink *sink, struct err *err)
{
	struct rebuild r = { .st = st, .sink = sink };
	enum status status = store_must_write(st, err);
	struct sql q;

	if (status)
		return status;
	q = sql_open(&st->db, SQL_DOSSIER_COUNT);
	status = sql_one_int(&q, 0, &r.total, err);
	if (!status)
		status = schema_derive(&st->db, err);
	if (!status)
		status = store_dossiers_each(st, rebuild_dossier, &r, err);
	return status ? status : rebuild_revisions(st, sink, err);
}

static enum status
verify_copy(const char *path, struct err *err)
{
	struct db db = { 0 };
	bool good = false;
	sqlite3_stmt *s = NULL;

	if (db_open(&db, path, SQLITE_OPEN_READONLY) == SQLITE_OK &&
		sqlite3_prepare_v2(db.h, "PRAGMA quick_check(1)", -1, &s, NULL) == SQLITE_OK &&
		sqlite3_step(s) == SQLITE_ROW)
		good = strcmp((const char *)sqlite3_column_text(s, 0), "ok") == 0;
	sqlite3_finalize(s);
	db_close(&db);
	if (!good)
		return err_set(err, ERR_SYSTEM,
			_("%s : la copie ne se relit pas ; elle a été supprimée, recommencez "
			  "ailleurs"),
			path);
	return OK;
}

enum status
store_backup(struct store *st, const char *to, struct err *err)
{
	struct stat sb;
	enum status status;
	mode_t mask;
	struct sql q;

	if (st->writing || st->reading)
		return err_set(err, ERR_SYSTEM,
			_("une transaction est ouverte : pas de copie maintenant"));
	if (lstat(to, &sb) == 0)
		return err_set(err, ERR_INPUT,
			_("%s existe déjà : il est laissé tel quel ; choisissez un autre nom"), to);
	mask = umask(077);
	st->may_commit = true;
	q = sql_open(&st->db, SQL_VACUUM_INTO);
	sql_str(&q, ":path", str_z(to));
	status = sql_run(&q, err);
	st->may_commit = false;
	umask(mask);
	if (!status)
		status = verify_copy(to, err);
	if (status) {
		err_prefix(err, _("copie vers %s"), to);
		unlink(to);
	}
	return status;
}

static int64_t
file_bytes(const char *path, const char *suffix)
{
	char name[4200];
	struct stat sb;

	snprintf(name, sizeof(name), "%s%s", path, suffix);
	return stat(name, &sb) == 0 ? sb.st_size : 0;
}

enum status
store_stats(struct store *st, struct store_stats *out, struct err *err)
{
	struct sql version = sql_open(&st->db, SQL_USER_VERSION);
	struct sql agents = sql_open(&st->db, SQL_AGENT_COUNT);
	struct sql dossiers = sql_open(&st->db, SQL_COUNTER_GET);
	struct store_stats s = { .sqlite = sqlite3_libversion(),
		.last_checkpoint = st->checkpoint_rc };
	struct statvfs vfs;
	int64_t v = 0;
	enum status status = sql_one_int(&version, 0, &v, err);

	sql_str(&dossiers, ":name", STR("dossiers"));
	if (!status)
		status = sql_one_int(&agents, 0, &s.agents, err);
	if (!status)
		status = sql_one_int(&dossiers, 0, &s.dossiers, err);
	if (!status)
		status = check_act_count(&st->db, &s.acts, err);
	if (status)
		return status;
	s.version = (int)v;
	s.bytes = file_bytes(st->path, "");
	s.wal_bytes = file_bytes(st->path, "-wal");
	if (statvfs(st->path, &vfs) == 0)
		s.free_bytes = (int64_t)vfs.f_bavail * (int64_t)vfs.f_frsize;
	fs_kind_of(st->path, &s.file_system);
	*out = s;
	return OK;
}
