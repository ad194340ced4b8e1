/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What is measured below the screens, against plain SQLite on the same dossiers:
 *
 *   engine read BASE FLOOR_BASE      totals, a frequent word, a jump
 *   engine commit BASE SCRATCH       a mark, against a bare WAL FULL commit
 *   engine writers BASE SCRATCH S    16 saturating writers for S seconds, gate against busy_timeout
 *
 * Output: "name<TAB>value", times in milliseconds. "naive" names are SQLite's side.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "made.h"
#include "pupitre/app/browse.h"
#include "pupitre/app/jump.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/totals.h"
#include "pupitre/base/env.h"
#include "pupitre/store/drafts.h"
#include "pupitre/store/gate.h"

enum { PAGE = 38, RUNS = 5, COMMITS = 200, WRITERS = 16 };

static struct err err;
static struct arena a;

#define MUST(call)                                                                                 \
	do {                                                                                       \
		if (call)                                                                          \
			die("%s", err.text);                                                       \
	} while (0)

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
tell(const char *name, double value)
{
	printf("%s\t%.3f\n", name, value);
	fflush(stdout);
}

static int
by_value(const void *x, const void *y)
{
	const double *p = x, *q = y;

	return (*p > *q) - (*p < *q);
}

static double
quantile(double *v, size_t n, size_t hundredths)
{
	qsort(v, n, sizeof v[0], by_value);
	return v[n * hundredths / 100];
}

static struct session *
sit(const char *base)
{
	struct session_options o = {
		.base = base, .login = "a.martin", .any_file_system = true, .origin = ORIGIN_COMMAND
	};
	struct session *s;

	MUST(session_open(&o, &s, &err));
	return s;
}

static sqlite3 *
plain(const char *path)
{
	sqlite3 *h;

	if (sqlite3_open(path, &h))
		die("%s", path);
	return h;
}

/* Median of some runs of a whole query, to its last row. */
static double
time_sql(sqlite3 *h, const char *sql)
{
	double v[RUNS];

	for (int i = 0; i < RUNS; i++) {
		double start = now_ms();

		if (sqlite3_exec(h, sql, NULL, NULL, NULL))
			die("%s: %s", sql, sqlite3_errmsg(h));
		v[i] = now_ms() - start;
	}
	return quantile(v, RUNS, 50);
}

static void
run_totals(struct session *s, enum total_by by, const char *query)
{
	struct totals t;
	int at;

	MUST(totals_read(s, by, str_z(query), &a, &t, &at, &err));
}

static void
run_page(struct session *s, const char *query)
{
	struct list_row *rows;
	struct browse *b;
	size_t n;
	int at;

	MUST(browse_open(s, str_z(query), STR_NONE, &b, &at, &err));
	MUST(browse_page(b, BROWSE_FIRST, 0, PAGE, &a, &rows, &n, &err));
	browse_close(b);
}

static void
run_jump(struct session *s, const char *text)
{
	struct jump_hit *hits;
	size_t n;

	MUST(jump_find(s, str_z(text), &a, &hits, &n, &err));
}

#define TIME(name, call)                                                                           \
	do {                                                                                       \
		double v_[RUNS];                                                                   \
                                                                                                   \
		for (int i_ = 0; i_ < RUNS; i_++) {                                                \
			double start_ = now_ms();                                                  \
                                                                                                   \
			call;                                                                      \
			v_[i_] = now_ms() - start_;                                                \
			arena_reset(&a);                                                           \
		}                                                                                  \
		tell((name), quantile(v_, RUNS, 50));                                              \
	} while (0)

static int
measure_reads(const char *base, const char *floor)
{
	struct session *s = sit(base);
	sqlite3 *h = plain(floor);

	TIME("totals", run_totals(s, TOTAL_STATE, ""));
	TIME("totals-category", run_totals(s, TOTAL_CATEGORY, ""));
	TIME("totals-filtered", run_totals(s, TOTAL_STATE, "montant>20000"));
	tell("naive-totals",
		time_sql(h,
			"SELECT etat, count(*), sum(montant_demande) FROM dossier GROUP BY etat"));
	TIME("frequent-page", run_page(s, "école "));
	TIME("frequent-points", run_page(s, "école tri:-note"));
	TIME("rare-page", run_page(s, MADE_RARE));
	tell("naive-rank",
		time_sql(h, "SELECT d.id, numero, d.demandeur, d.titre FROM dossier_fts f "
			    "JOIN dossier d ON d.id = f.rowid WHERE dossier_fts MATCH '\"école\"' "
			    "ORDER BY rank LIMIT 38"));
	TIME("jump-number", run_jump(s, "400012"));
	TIME("jump-inside", run_jump(s, "0128"));
	TIME("jump-words", run_jump(s, "cimet orlea"));
	session_close(s);
	sqlite3_close(h);
	return 0;
}

static sqlite3 *
plain_wal(const char *path)
{
	sqlite3 *h = plain(path);

	if (sqlite3_exec(h,
		    "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
		    "CREATE TABLE IF NOT EXISTS t (k INTEGER PRIMARY KEY, v INTEGER)",
		    NULL, NULL, NULL))
		die("%s: %s", path, sqlite3_errmsg(h));
	return h;
}

/* A dossier that may be marked. */
static int64_t
markable(struct session *s)
{
	struct list_row *rows;
	struct browse *b;
	size_t n;
	int at;

	MUST(browse_open(s, STR("état:instruction "), STR_NONE, &b, &at, &err));
	MUST(browse_page(b, BROWSE_FIRST, 0, 1, &a, &rows, &n, &err));
	browse_close(b);
	return n ? rows[0].number : 0;
}

static int
measure_commits(const char *base, const char *scratch)
{
	struct session *s = sit(base);
	sqlite3 *h = plain_wal(scratch);
	double ours[COMMITS], bare[COMMITS], start;
	int64_t number = markable(s);

	for (int i = 0; i < COMMITS; i++) {
		start = now_ms();
		MUST(mark_set(s, number, i % 5, (int8_t)(i / 5 % 5), &err));
		ours[i] = now_ms() - start;
		start = now_ms();
		if (sqlite3_exec(h, "REPLACE INTO t VALUES (1, random())", NULL, NULL, NULL))
			die("%s", sqlite3_errmsg(h));
		bare[i] = now_ms() - start;
	}
	tell("mark-p50", quantile(ours, COMMITS, 50));
	tell("mark-p95", quantile(ours, COMMITS, 95));
	tell("naive-commit-p50", quantile(bare, COMMITS, 50));
	session_close(s);
	sqlite3_close(h);
	return 0;
}

struct writer { /* in shared memory */
	long commits, errors;
	double longest;
};

static void
write_by_gate(const char *base, int who, double until, struct writer *w)
{
	struct store_options so = { .any_file_system = true };
	struct gate_wait wait = { .timeout_ms = 60000 };
	char name[16], value[32];
	struct store *st;

	snprintf(name, sizeof name, "banc/%d", who);
	MUST(store_open(base, &so, &st, &err));
	while (now_ms() < until) {
		double start = now_ms(), spent;
		enum status status = store_begin(st, STR("bench"), &wait, &err);

		snprintf(value, sizeof value, "%ld", w->commits);
		if (!status)
			status = preference_set(st, STR("bench"), str_z(name), str_z(value), &err);
		if (!status)
			status = store_commit(st, &err);
		spent = now_ms() - start;
		w->commits += !status;
		w->errors += status != OK;
		w->longest = spent > w->longest ? spent : w->longest;
	}
	store_close(st);
}

static void
write_plainly(const char *path, int who, double until, struct writer *w)
{
	sqlite3 *h = plain(path);
	char sql[160];

	sqlite3_busy_timeout(h, 5000);
	sqlite3_exec(h, "PRAGMA synchronous = FULL", NULL, NULL, NULL);
	while (now_ms() < until) {
		double start = now_ms(), spent;
		int rc;

		snprintf(sql, sizeof sql,
			"BEGIN IMMEDIATE; REPLACE INTO t VALUES (%d, %ld); COMMIT", who,
			w->commits);
		rc = sqlite3_exec(h, sql, NULL, NULL, NULL);
		if (rc && !sqlite3_get_autocommit(h))
			sqlite3_exec(h, "ROLLBACK", NULL, NULL, NULL);
		spent = now_ms() - start;
		w->commits += rc == SQLITE_OK;
		w->errors += rc != SQLITE_OK;
		w->longest = spent > w->longest ? spent : w->longest;
	}
	sqlite3_close(h);
}

static void
race(const char *name, const char *path, int writers, int seconds,
	void (*work)(const char *path, int who, double until, struct writer *w))
{
	struct writer *w = mmap(NULL, sizeof *w * WRITERS, PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	double until = now_ms() + seconds * 1e3, longest = 0;
	long total = 0, errors = 0, least, most = 0;

	if (w == MAP_FAILED)
		die("mmap");
	for (int i = 0; i < writers; i++) {
		if (fork() == 0) {
			work(path, i, until, &w[i]);
			_exit(0);
		}
	}
	while (wait(NULL) > 0)
		;
	least = w[0].commits;
	for (int i = 0; i < writers; i++) {
		total += w[i].commits;
		errors += w[i].errors;
		least = w[i].commits < least ? w[i].commits : least;
		most = w[i].commits > most ? w[i].commits : most;
		longest = w[i].longest > longest ? w[i].longest : longest;
	}
	printf("%s-errors\t%ld\n%s-longest\t%.3f\n%s-fairness\t%.3f\n%s-per-second\t%.1f\n", name,
		errors, name, longest, name, most ? (double)least / (double)most : 0, name,
		(double)total / seconds);
	fflush(stdout);
	munmap(w, sizeof *w * WRITERS);
}

static int
measure_writers(const char *base, const char *scratch, int seconds)
{
	sqlite3_close(plain_wal(scratch));
	race("one", base, 1, 3, write_by_gate);
	race("gate", base, WRITERS, seconds, write_by_gate);
	race("naive", scratch, WRITERS, seconds, write_plainly);
	return 0;
}

int
main(int argc, char **argv)
{
	env_read();
	if (!hash_start())
		die("libsodium");
	if (argc == 4 && strcmp(argv[1], "read") == 0)
		return measure_reads(argv[2], argv[3]);
	if (argc == 4 && strcmp(argv[1], "commit") == 0)
		return measure_commits(argv[2], argv[3]);
	if (argc == 5 && strcmp(argv[1], "writers") == 0)
		return measure_writers(argv[2], argv[3], atoi(argv[4]));
	fputs("usage: engine read BASE FLOOR | commit BASE SCRATCH | writers BASE SCRATCH "
	      "SECONDS\n",
		stderr);
	return 2;
}
