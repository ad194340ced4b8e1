/* SPDX-License-Identifier: EUPL-1.2 */
/* What an export says: rows and control total against the base, nothing that the reader may not see. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/manage.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/move.h"
#include "pupitre/app/totals.h"
#include "pupitre/app/export.h"
#include "support/exports.h"
#include "support/must.h"
#include "support/sql.h"

static struct err err;

static void
rows_and_control_total_are_those_of_the_base(void **state)
{
	const struct export_order o = {
		.preset = STR("recapitulatif"), .query = STR("dep:45"), .format = "csv-machine"
	};
	struct export_done done;

	(void)state;
	exported(NULL, &o, &done);
	assert_int_equal(done.rows,
		sql_number(exports.base, "SELECT count(*) FROM dossier WHERE department = '45'"));
	assert_int_equal(done.total.cents,
		sql_number(exports.base,
			"SELECT sum(amount_cents) FROM decision WHERE kind = 'award'"));
	assert_true(done.provisional);
}

static void
a_list_that_is_decided_is_not_provisional(void **state)
{
	const struct export_order o = { .preset = STR("laureats"), .format = "csv" };
	struct export_done done;
	struct str bytes = exported(NULL, &o, &done);

	(void)state;
	assert_int_equal(done.rows, 1);
	assert_false(done.provisional);
	assert_true(str_find(bytes, STR("1001")) > 0);
	assert_true(str_find(bytes, STR("1003")) < 0);
}

/* Marks of a colleague are nobody's until every evaluator is final. */
static void
evaluators_stay_independent(void **state)
{
	const struct export_order o = { .preset = STR("notations"), .format = "csv-machine" };
	struct session *s = fixture_session(&exports, "lise");
	struct export_done done;

	(void)state;
	MUST(mark_set(s, 1002, 0, 1, &err));
	session_close(s);
	s = fixture_session(&exports, NULL);
	session_close(s);
	assert_true(str_find(exported("jean", &o, &done), STR("1002")) > 0);
	sql_do(exports.base,
		"INSERT INTO assignment (dossier, agent, since) VALUES (1002, 'lise', 1)");
	assert_true(str_find(exported("lise", &o, &done), STR("1002")) < 0);
	assert_true(str_find(exported("jean", &o, &done), STR("1002")) > 0);
}

static void
only_the_agents_departments(void **state)
{
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv-machine" };
	struct export_done done;
	struct str bytes = exported("lise", &o, &done);

	(void)state;
	assert_int_equal(done.rows, 3);
	assert_true(str_find(bytes, STR("1004")) < 0);
}

static void
no_formula_in_a_csv(void **state)
{
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv" };
	struct export_done done;
	struct str bytes = exported(NULL, &o, &done);

	(void)state;
	assert_true(str_find(bytes, STR("\"'=HYPERLINK(\"\"http://x\"\")\"")) > 0);
	assert_true(str_find(bytes, STR("\"=HYPERLINK")) < 0);
}

static int64_t
rows_of(struct session *s, struct str preset)
{
	const struct export_order o = { .preset = preset, .format = "csv" };
	struct export_preview p;

	MUST(export_preview(s, &o, 3, &exports_arena, &p, &err));
	return p.count;
}

static int64_t
cents_of(struct session *s, struct str preset)
{
	const struct export_order o = { .preset = preset, .format = "csv" };
	struct export_preview p;

	MUST(export_preview(s, &o, 3, &exports_arena, &p, &err));
	return p.total.cents;
}

/* 5 000 EUR were awarded and are given up: every file says that nothing is granted, as the envelope does. */
static void
counts_nowhere(enum state end)
{
	struct session *s = fixture_session(&exports, NULL);
	struct receipt r;
	struct totals t;
	int at;

	MUST(move_state(s, 1001, STATE_NOTIFIED, STR_NONE, &exports_arena, &r, &err));
	assert_int_equal(rows_of(s, STR("laureats")), 1);
	assert_int_equal(rows_of(s, STR("chorus")), 1);
	assert_int_equal(cents_of(s, STR("recapitulatif")), 500000);
	MUST(move_state(s, 1001, end, STR("projet abandonné"), &exports_arena, &r, &err));
	assert_int_equal(rows_of(s, STR("laureats")), 0);
	assert_int_equal(rows_of(s, STR("chorus")), 0);
	assert_int_equal(rows_of(s, STR("recapitulatif")), 4);
	assert_int_equal(cents_of(s, STR("recapitulatif")), 0);
	assert_int_equal(cents_of(s, STR("enveloppes")), 0);
	MUST(totals_read(s, TOTAL_DEPARTMENT, STR(""), &exports_arena, &t, &at, &err));
	assert_int_equal(t.all.awarded.cents, 0);
	session_close(s);
	fixture_proves(&exports);
}

static void
an_award_that_lapsed_counts_nowhere(void **state)
{
	(void)state;
	counts_nowhere(STATE_LAPSED);
}

static void
an_award_withdrawn_counts_nowhere(void **state)
{
	(void)state;
	counts_nowhere(STATE_WITHDRAWN);
}

static void
an_award_given_up_counts_nowhere(void **state)
{
	(void)state;
	counts_nowhere(STATE_RENOUNCED);
}

static bool
stop(void *ctx, const char *what, int64_t done, int64_t total)
{
	(void)ctx, (void)what, (void)done, (void)total;
	return false;
}

static void
nothing_is_left_nor_replaced(void **state)
{
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv" };
	struct session *s = fixture_session(&exports, NULL);
	const struct export_hooks hooks = { NULL, stop };
	struct export_done done;
	struct stat sb;
	char path[128];

	(void)state;
	fixture_path(&exports, "export", path);
	fixture_write(&exports, "export", "à moi");
	REFUSED(export_write(s, &o, path, false, NULL, NULL, &hooks, &exports_arena, &done, &err),
		ERR_INPUT, "existe déjà");
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_size, 6);
	session_close(s);
}

/* Not by its name, nor by another name of the same file, nor by what is not there yet. */
static void
the_base_is_never_written_over(void **state)
{
	static const char *const names[] = { "base.db", "base.db-wal", "base.db-journal",
		"base.db.verrou", "base.db.cle", "other name", "link", "fifo", "." };
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv" };
	struct session *s = fixture_session(&exports, NULL);
	struct export_done done;
	struct stat before, after;
	char path[128];

	(void)state;
	fixture_path(&exports, "other name", path);
	assert_int_equal(link(exports.base, path), 0);
	fixture_path(&exports, "link", path);
	assert_int_equal(symlink("base.db", path), 0);
	fixture_path(&exports, "fifo", path);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(stat(exports.base, &before), 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		fixture_path(&exports, names[i], path);
		REFUSED(export_write(
				s, &o, path, true, NULL, NULL, NULL, &exports_arena, &done, &err),
			ERR_INPUT,
			i < 7   ? "est la base"
			: i < 8 ? "fichier ordinaire"
				: "est un dossier");
		REFUSED(base_backup(s, path, &err), ERR_INPUT, "");
	}
	REFUSED(export_write(s, &o, "-", true, NULL, NULL, NULL, &exports_arena, &done, &err),
		ERR_INPUT, "sortie standard");
	session_close(s);
	assert_int_equal(stat(exports.base, &after), 0);
	assert_int_equal(after.st_ino, before.st_ino);
	fixture_proves(&exports);
}

enum { MANY = 250 };

static struct session *
many_dossiers(void)
{
	static struct fixture_dossier d[MANY];

	for (int i = 0; i < MANY; i++)
		d[i] = (struct fixture_dossier){
			.number = 2001 + i, .department = "45", .total = 20000, .requested = 16000
		};
	fixture_import(&exports, d, MANY);
	return fixture_session(&exports, NULL);
}

struct told {
	int times, stop_at; /* stop_at 0: never */
	int64_t last, total;
};

static bool
listen_to(void *ctx, const char *what, int64_t done, int64_t total)
{
	struct told *t = ctx;

	assert_string_not_equal(what, "");
	assert_true(done >= t->last);
	t->last = done;
	t->total = total;
	return ++t->times != t->stop_at;
}

/* A dossier has many marks: they are not what is counted. */
static void
marks_are_told_by_dossiers(void **state)
{
	const struct export_order o = { .preset = STR("notations"), .format = "pdf" };
	struct session *s = many_dossiers();
	struct told t = { 0 };
	const struct export_hooks hooks = { &t, listen_to };
	struct export_done done;
	char path[128];

	(void)state;
	fixture_path(&exports, "long", path);
	for (int i = 0; i < 20; i++)
		fixture_mark_all(s, 2001 + i, 3);
	MUST(export_write(s, &o, path, false, NULL, NULL, &hooks, &exports_arena, &done, &err));
	session_close(s);
	assert_true(done.rows > MANY + 4);
	assert_int_equal(t.last, 200);
	assert_int_equal(t.total, MANY + 4);
}

/* 3 of the Loiret, 250 more: told at 100 and 200, of 253. */
static void
a_long_export_says_where_it_is(void **state)
{
	const struct export_order o = {
		.preset = STR("recapitulatif"), .query = STR("dep:45"), .format = "csv"
	};
	struct session *s = many_dossiers();
	struct told t = { 0 };
	const struct export_hooks hooks = { &t, listen_to };
	struct export_done done;
	char path[128];

	(void)state;
	fixture_path(&exports, "long", path);
	MUST(export_write(s, &o, path, false, NULL, NULL, &hooks, &exports_arena, &done, &err));
	session_close(s);
	assert_int_equal(done.rows, MANY + 3);
	assert_int_equal(t.times, 2);
	assert_int_equal(t.last, 200);
	assert_int_equal(t.total, MANY + 3);
}

static int
files_of_the_folder(void)
{
	char path[128];
	int n = 0;
	struct dirent *e;
	DIR *dir;

	fixture_path(&exports, ".", path);
	dir = opendir(path);
	assert_non_null(dir);
	while ((e = readdir(dir)) != NULL)
		n++;
	closedir(dir);
	return n;
}

/* At its first word, at the second; the third one of an XLSX comes as its bytes leave. */
static void
an_export_that_is_stopped_leaves_nothing(void **state)
{
	static const struct {
		const char *format;
		int stop_at;
	} stops[] = { { "csv", 1 }, { "csv", 2 }, { "csv-machine", 1 }, { "csv-machine", 2 },
		{ "json", 1 }, { "json", 2 }, { "ods", 1 }, { "ods", 2 }, { "xlsx", 1 },
		{ "xlsx", 2 }, { "xlsx", 3 }, { "pdf", 1 }, { "note", 1 }, { "svg", 1 },
		{ "png", 1 } };
	struct session *s = many_dossiers();
	char path[128];
	int files;

	(void)state;
	fixture_path(&exports, "stopped", path);
	files = files_of_the_folder();
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
		const struct export_order o = { .preset = STR("recapitulatif"),
			.query = STR("dep:45"),
			.format = stops[i].format };
		struct told t = { .stop_at = stops[i].stop_at };
		const struct export_hooks hooks = { &t, listen_to };
		struct export_done done;

		REFUSED(export_write(s, &o, path, false, NULL, NULL, &hooks, &exports_arena, &done,
				&err),
			ERR_CANCELLED, "aucun fichier n'est laissé");
		assert_int_equal(t.times, t.stop_at);
		assert_int_equal(files_of_the_folder(), files);
	}
	session_close(s);
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, exports_setup, exports_teardown)
	const struct CMUnitTest tests[] = {
		CASE(rows_and_control_total_are_those_of_the_base),
		CASE(a_list_that_is_decided_is_not_provisional),
		CASE(evaluators_stay_independent),
		CASE(only_the_agents_departments),
		CASE(no_formula_in_a_csv),
		CASE(an_award_that_lapsed_counts_nowhere),
		CASE(an_award_withdrawn_counts_nowhere),
		CASE(an_award_given_up_counts_nowhere),
		CASE(nothing_is_left_nor_replaced),
		CASE(the_base_is_never_written_over),
		CASE(marks_are_told_by_dossiers),
		CASE(a_long_export_says_where_it_is),
		CASE(an_export_that_is_stopped_leaves_nothing),
	};

	return cmocka_run_group_tests_name("app: export", tests, NULL, NULL);
}
