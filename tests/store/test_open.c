/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening: what is refused is said plainly and left byte for byte, what is older is migrated after a
 * copy was set aside. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "pupitre/base/fs.h"
#include "pupitre/store/acts.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/record.h"
#include "support/scratch.h"

static const struct store_options anywhere = { .any_file_system = true };

static struct scratch s;

static int
setup(void **state)
{
	(void)state;
	scratch_init(&s);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	scratch_done(&s);
	return 0;
}

static void
path_of(const char *name, char out[160])
{
	snprintf(out, 160, "%s/%s", s.dir, name);
}

static struct str
bytes_of(const char *path)
{
	struct str bytes;

	assert_int_equal(fs_read(path, 8 << 20, &s.a, &bytes, &s.err), OK);
	return bytes;
}

static void
write_file(const char *path, struct str bytes)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, f), bytes.len);
	assert_int_equal(fclose(f), 0);
}

static bool
exists(const char *path, const char *suffix)
{
	char name[200];

	snprintf(name, sizeof(name), "%s%s", path, suffix);
	return access(name, F_OK) == 0;
}

/* Refused with a text that holds why, and nothing of it or beside it changed. */
static void
refused(const char *path, enum status code, const char *why)
{
	struct str before = bytes_of(path), after;
	struct store *st = NULL;

	assert_int_equal(store_open(path, &anywhere, &st, &s.err), code);
	assert_null(st);
	if (!strstr(s.err.text, why))
		fail_msg("%s", s.err.text);
	after = bytes_of(path);
	assert_true(str_eq(before, after));
	assert_false(exists(path, "-wal"));
	assert_false(exists(path, "-shm"));
	assert_false(exists(path, ".verrou"));
}

static void
make_sqlite(const char *path, const char *sql)
{
	sqlite3 *h;

	assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(h);
}

static void
not_a_base(void **state)
{
	char path[160];

	(void)state;
	path_of("lettre.txt", path);
	write_file(path, STR("Monsieur le préfet, veuillez trouver ci-joint la demande. "
			     "Monsieur le préfet, veuillez trouver ci-joint la demande. "));
	refused(path, ERR_INPUT, "n'est pas une base de pupitre");
	path_of("vide.db", path);
	write_file(path, STR(""));
	refused(path, ERR_INPUT, "fichier vide");
}

static void
foreign(void **state)
{
	char path[160];

	(void)state;
	path_of("autre.db", path);
	make_sqlite(path, "PRAGMA application_id = 1196444487; CREATE TABLE t (x)");
	refused(path, ERR_INPUT, "autre application");
	path_of("sans.db", path);
	make_sqlite(path, "CREATE TABLE t (x)");
	refused(path, ERR_INPUT, "autre application");
}

static void
absent_and_links(void **state)
{
	struct store *st = NULL;
	char path[160], link[160];

	(void)state;
	path_of("absente.db", path);
	assert_int_equal(store_open(path, &anywhere, &st, &s.err), ERR_INPUT);
	assert_non_null(strstr(s.err.text, "pupitre init"));
	assert_false(exists(path, ""));
	path_of("lien.db", link);
	assert_int_equal(symlink(s.path, link), 0);
	assert_int_equal(store_open(link, &anywhere, &st, &s.err), ERR_INPUT);
	assert_non_null(strstr(s.err.text, "lien symbolique"));
	assert_int_equal(store_open(s.dir, &anywhere, &st, &s.err), ERR_INPUT);
	assert_non_null(strstr(s.err.text, "n'est pas un fichier"));
	assert_null(st);
}

/* A whole base, closed so that the file holds everything. */
static struct str
closed_base(void)
{
	struct str bytes;

	store_close(s.st);
	s.st = NULL;
	bytes = bytes_of(s.path);
	scratch_reopen(&s);
	return bytes;
}

static void
truncated(void **state)
{
	struct str whole = closed_base();
	static const size_t left[] = { 1, 16, 99, 100, 512, 4095, 4096, 8192, 40960 };
	struct store *st = NULL;
	char path[160];
	struct str cut;

	(void)state;
	path_of("coupée.db", path);
	for (size_t i = 0; i < sizeof(left) / sizeof(left[0]); i++) {
		cut = (struct str){ whole.ptr, left[i] };
		write_file(path, cut);
		if (store_open(path, &anywhere, &st, &s.err) == OK)
			fail_msg("%zu bytes opened", left[i]);
		assert_true(str_eq(bytes_of(path), cut));
		assert_false(exists(path, "-wal"));
	}
	cut.len = whole.len - 4096;
	write_file(path, cut);
	refused(path, ERR_SYSTEM, "tronquée");
}

static void
newer(void **state)
{
	char path[160];

	(void)state;
	write_file((path_of("future.db", path), path), closed_base());
	make_sqlite(path, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 99");
	refused(path, ERR_INPUT, "version plus récente");
}

static void
created_private(void **state)
{
	struct store *st = NULL;
	char path[160];
	struct stat sb;
	struct str before;

	(void)state;
	path_of("dossier", path);
	strcat(path, "/neuve.db");
	assert_int_equal(store_create(path, &anywhere, NULL, &st, &s.err), OK);
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0600);
	store_close(st);
	before = bytes_of(path);
	st = NULL;
	assert_int_equal(store_create(path, &anywhere, NULL, &st, &s.err), ERR_INPUT);
	assert_non_null(strstr(s.err.text, "existe déjà"));
	assert_null(st);
	assert_true(str_eq(before, bytes_of(path)));
	unlink(path);
	strcat(path, ".verrou");
	unlink(path);
	path_of("dossier", path);
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0700);
	assert_int_equal(rmdir(path), 0);
}

static void
identity_stays(void **state)
{
	struct uid base = store_base(s.st);
	char station[40];

	(void)state;
	snprintf(station, sizeof(station), "%.*s", STR_ARG(store_station(s.st)));
	scratch_reopen(&s);
	assert_true(uid_eq(base, store_base(s.st)));
	assert_string_equal(station, store_station(s.st).ptr);
	assert_int_equal(scratch_int(&s, "PRAGMA user_version"), 1);
	assert_int_equal(scratch_int(&s, "SELECT length(station) FROM identity"), 32);
}

/* A program of the future that knows one more migration, then this one again. */
static void
migrated(void **state)
{
	struct store_migration list[2] = { { 1, STR("SELECT 1") },
		{ 2, STR("CREATE TABLE novelty (x INTEGER) STRICT") } };
	struct store_options future = {
		.any_file_system = true, .migrations = list, .migration_count = 2
	};
	char copy[200];
	struct stat sb;

	(void)state;
	store_close(s.st);
	s.st = NULL;
	assert_int_equal(store_open(s.path, &future, &s.st, &s.err), OK);
	assert_int_equal(scratch_int(&s, "PRAGMA user_version"), 2);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM novelty"), 0);
	snprintf(copy, sizeof(copy), "%s.avant-v2", s.path);
	assert_int_equal(stat(copy, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0600);
	store_close(s.st);
	s.st = NULL;
	assert_int_equal(store_open(s.path, &anywhere, &s.st, &s.err), ERR_INPUT);
	assert_non_null(strstr(s.err.text, "version plus récente"));
	assert_int_equal(store_open(copy, &anywhere, &s.st, &s.err), OK);
}

/* A migration that fails leaves the base as it was. */
static void
migration_fails_whole(void **state)
{
	struct store_migration list[2] = { { 1, STR("SELECT 1") },
		{ 2, STR("CREATE TABLE novelty (x INTEGER) STRICT; INSERT INTO nowhere VALUES "
			 "(1)") } };
	struct store_options future = {
		.any_file_system = true, .migrations = list, .migration_count = 2
	};

	(void)state;
	store_close(s.st);
	s.st = NULL;
	assert_int_equal(store_open(s.path, &future, &s.st, &s.err), ERR_SYSTEM);
	assert_non_null(strstr(s.err.text, "version 2"));
	assert_int_equal(store_open(s.path, &anywhere, &s.st, &s.err), OK);
	assert_int_equal(scratch_int(&s, "PRAGMA user_version"), 1);
	assert_int_equal(
		scratch_int(&s, "SELECT count(*) FROM sqlite_schema WHERE name = 'novelty'"), 0);
}

/* The recipe of the connection, seen from the inside: what a forgotten line would let through. */
static void
hardened(void **state)
{
	struct change c = scratch_change("assignment", "999/a.martin", "since", "", "1");

	(void)state;
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(store_put(s.st, &c, 1, &s.err), OK);
	/* Foreign keys are on: there is no dossier 999. */
	assert_int_equal(store_commit(s.st, &s.err), ERR_SYSTEM);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM assignment"), 0);
}

/* The derived half of another program is made again at opening. */
static void
derived_again(void **state)
{
	struct dossier d = scratch_dossier(&s, 4012345);
	struct findings f;

	(void)state;
	scratch_import(&s, &d, 1);
	store_close(s.st);
	s.st = NULL;
	scratch_sql(&s, "UPDATE counter SET value = 1 WHERE name = 'schema'; UPDATE listing SET "
			"title = 'x'");
	assert_int_equal(store_open(s.path, &anywhere, &s.st, &s.err), OK);
	assert_int_equal(
		scratch_int(&s, "SELECT count(*) FROM listing WHERE title LIKE 'portail famille%'"),
		1);
	scratch_sql(&s, "DROP TABLE counter");
	scratch_reopen(&s);
	scratch_check(&s, PROOF_SCHEMA | PROOF_FILE, &f);
	assert_string_equal(f.text, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(not_a_base, setup, teardown),
		cmocka_unit_test_setup_teardown(foreign, setup, teardown),
		cmocka_unit_test_setup_teardown(absent_and_links, setup, teardown),
		cmocka_unit_test_setup_teardown(truncated, setup, teardown),
		cmocka_unit_test_setup_teardown(newer, setup, teardown),
		cmocka_unit_test_setup_teardown(created_private, setup, teardown),
		cmocka_unit_test_setup_teardown(identity_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(migrated, setup, teardown),
		cmocka_unit_test_setup_teardown(migration_fails_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(hardened, setup, teardown),
		cmocka_unit_test_setup_teardown(derived_again, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
