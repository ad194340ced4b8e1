/* SPDX-License-Identifier: EUPL-1.2 */
/* Making and opening a base: what it starts with, what is not opened and not touched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/history.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/read.h"
#include "pupitre/base/env.h"
#include "support/base.h"
#include "support/must.h"
#include "support/sql.h"

static struct fixture f;
static struct arena a;
static struct err err;

static int
setup(void **state)
{
	(void)state;
	fixture_init(&f);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&a);
	fixture_done(&f);
	return 0;
}

static struct session_options
options(const char *base)
{
	return (struct session_options){ .base = base, .login = "chef", .any_file_system = true };
}

static struct str
bytes_of(const char *path)
{
	static char bytes[1 << 20];
	FILE *in = fopen(path, "r");
	size_t n;

	assert_non_null(in);
	n = fread(bytes, 1, sizeof bytes, in);
	assert_true(n < sizeof bytes);
	fclose(in);
	return arena_str(&a, (struct str){ bytes, n });
}

static void
write_bytes(const char *path, struct str bytes)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, out), bytes.len);
	assert_int_equal(fclose(out), 0);
}

static void
a_fresh_base_has_its_first_act(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct act_view *acts;
	struct stat sb;
	int64_t next;
	size_t n;

	(void)state;
	assert_string_equal(session_who(s)->login, "chef");
	assert_int_equal(session_who(s)->roles, ROLE_ALL);
	assert_string_equal(session_who(s)->departments, "*");
	assert_string_equal(session_campaign(s)->name, "Essai");
	assert_string_equal(session_campaign(s)->region, "24");
	assert_int_equal(session_campaign(s)->kind, BASE_TEST);
	assert_int_equal(session_grid(s)->item_count, 14);
	MUST(history_page(s, 0, 0, 10, &a, &acts, &n, &next, &err));
	assert_int_equal(n, 1);
	assert_true(str_eqz(acts[0].verb, "init"));
	assert_int_equal(acts[0].seq, 1);
	assert_int_equal(stat(f.base, &sb), 0);
	assert_int_equal(sb.st_mode & 07777, 0600);
	session_close(s);
	fixture_proves(&f);
}

static void
an_existing_file_is_never_made_anew(void **state)
{
	struct base_options b = { "Autre", "24", BASE_LIVE, DAY_NONE };
	struct session_options o = options(f.base);
	struct str was = bytes_of(f.base);
	char path[128];

	(void)state;
	REFUSED(base_create(&o, &b, &err), ERR_INPUT, "existe déjà");
	assert_true(str_eq(bytes_of(f.base), was));
	fixture_write(&f, "notes.txt", "à garder");
	fixture_path(&f, "notes.txt", path);
	o.base = path;
	REFUSED(base_create(&o, &b, &err), ERR_INPUT, "existe déjà");
	assert_true(str_eqz(bytes_of(path), "à garder"));
}

/* What is not a base of ours, by how it is made from one. */
static void
make_text(const char *path)
{
	write_bytes(path, STR("Ceci est une lettre, et non une base de données.\n"));
}

static void
make_empty(const char *path)
{
	write_bytes(path, STR(""));
}

static void
make_foreign(const char *path)
{
	write_bytes(path, STR(""));
	sql_do(path, "PRAGMA application_id = 42; CREATE TABLE t (a); INSERT INTO t VALUES (1);");
}

static void
make_nameless(const char *path)
{
	write_bytes(path, STR(""));
	sql_do(path, "CREATE TABLE dossier (a); INSERT INTO dossier VALUES (1);");
}

static void
make_newer(const char *path)
{
	write_bytes(path, bytes_of(f.base));
	sql_do(path, "PRAGMA user_version = 99;");
}

static void
make_truncated(const char *path)
{
	struct str all = bytes_of(f.base);

	write_bytes(path, (struct str){ all.ptr, 9000 });
}

static void
make_damaged(const char *path)
{
	struct str all = bytes_of(f.base);
	char *bytes = arena_dup(&a, all.ptr, all.len);

	memset(bytes + 100, 0xff, 900); /* the schema page, past its header */
	write_bytes(path, (struct str){ bytes, all.len });
}

static void
foreign_files_are_refused_untouched(void **state)
{
	static const struct {
		void (*make)(const char *path);
		const char *word;
	} cases[] = {
		{ make_text, "n'est pas une base de pupitre" },
		{ make_empty, "vide" },
		{ make_foreign, "autre application" },
		{ make_nameless, "autre application" },
		{ make_newer, "plus récente" },
		{ make_truncated, "tronquée" },
		{ make_damaged, "abîmée" },
	};
	char path[128];
	struct session_options o = options(path);
	struct session *s = NULL;

	(void)state;
	fixture_path(&f, "other.db", path);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str was;

		cases[i].make(path);
		was = bytes_of(path);
		assert_int_not_equal(session_open(&o, &s, &err), OK);
		if (!strstr(err.text, cases[i].word))
			fail_msg("\"%s\" does not say \"%s\"", err.text, cases[i].word);
		assert_non_null(strstr(err.text, "other.db"));
		assert_null(s);
		assert_true(str_eq(bytes_of(path), was));
		unlink(path);
	}
	REFUSED(session_open(&o, &s, &err), ERR_INPUT, "introuvable");
	assert_int_equal(access(path, F_OK), -1); /* asking made nothing */
	assert_int_equal(symlink(f.base, path), 0);
	REFUSED(session_open(&o, &s, &err), ERR_INPUT, "lien symbolique");
}

static void
with_environment(const char *clock, const char *seed)
{
	if (clock)
		setenv("PUPITRE_TEST_CLOCK", clock, 1);
	if (seed)
		setenv("PUPITRE_TEST_SEED", seed, 1);
	env_read();
}

static void
make_base(const char *name, enum base_kind kind, struct day frozen, char path[128])
{
	struct base_options b = { "Essai", "24", kind, frozen };
	struct session_options o = options(path);

	fixture_path(&f, name, path);
	MUST(base_create(&o, &b, &err));
}

static struct act_view
first_act(const char *path, struct day *today)
{
	struct session_options o = options(path);
	struct session *s = NULL;
	struct act_view *acts;
	int64_t next;
	size_t n;

	MUST(session_open(&o, &s, &err));
	MUST(history_page(s, 0, 0, 10, &a, &acts, &n, &next, &err));
	assert_int_equal(n, 1);
	*today = session_today(s);
	session_close(s);
	return acts[0];
}

static void
the_day_is_frozen_on_bases_that_mislead_nobody(void **state)
{
	const struct day frozen = day_of(2021, 10, 8);
	struct day today;
	char path[128];

	(void)state;
	with_environment(NULL, NULL);
	make_base("demo.db", BASE_DEMO, frozen, path);
	first_act(path, &today);
	assert_int_equal(today.n, frozen.n);
	make_base("live.db", BASE_LIVE, frozen, path);
	first_act(path, &today);
	assert_int_not_equal(today.n, frozen.n);
}

static void
clock_and_seed_of_tests_are_for_tests(void **state)
{
	struct act_view x, y;
	struct day today;
	char path[128];

	(void)state;
	with_environment("2021-10-08T10:00:00Z", "7");
	make_base("x.db", BASE_TEST, DAY_NONE, path);
	x = first_act(path, &today);
	assert_int_equal(today.n, day_of(2021, 10, 8).n);
	assert_int_equal(instant_day(x.at).n, day_of(2021, 10, 8).n);
	make_base("y.db", BASE_TEST, DAY_NONE, path);
	y = first_act(path, &today);
	assert_true(uid_eq(x.id, y.id));
	assert_int_equal(x.at.ms, y.at.ms);
	make_base("live.db", BASE_LIVE, DAY_NONE, path);
	y = first_act(path, &today);
	assert_false(uid_eq(x.id, y.id));
	assert_int_not_equal(today.n, day_of(2021, 10, 8).n);
	assert_int_not_equal(instant_day(y.at).n, day_of(2021, 10, 8).n);
	unsetenv("PUPITRE_TEST_CLOCK");
	unsetenv("PUPITRE_TEST_SEED");
	with_environment(NULL, NULL);
}

static void
a_demonstration_gives_its_chair_to_whoever_comes(void **state)
{
	struct session_options o;
	struct session *s = NULL;
	char demo[128], live[128];

	(void)state;
	make_base("demo.db", BASE_DEMO, day_of(2021, 10, 8), demo);
	make_base("live.db", BASE_LIVE, DAY_NONE, live);
	o = options(demo);
	o.login = NULL; /* the Unix user, unknown to the base */
	MUST(session_open(&o, &s, &err));
	assert_string_equal(session_who(s)->login, "chef");
	session_close(s);
	s = NULL;
	o.base = live;
	REFUSED(session_open(&o, &s, &err), ERR_DENIED, "n'est pas un agent");
	assert_null(s);
}

static void
a_backup_is_a_base(void **state)
{
	struct session *s;
	char path[128];
	struct session_options o = options(path);
	struct check_report r;
	struct stat sb;

	(void)state;
	fixture_import_plain(&f, 3);
	s = fixture_session(&f, NULL);
	fixture_mark_all(s, 1001, 3);
	fixture_path(&f, "copy.db", path);
	MUST(base_backup(s, path, &err));
	REFUSED(base_backup(s, path, &err), ERR_INPUT, "copy.db");
	session_close(s);
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_mode & 07777, 0600);
	MUST(session_open(&o, &s, &err));
	MUST(base_check(s, false, NULL, NULL, &a, &r, &err));
	assert_int_equal(r.chain.finding_count, 0);
	assert_int_equal(r.finding_count, 0);
	assert_int_equal(r.chain.acts, 5); /* init, import, evaluation and two moves */
	session_close(s);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_fresh_base_has_its_first_act),
		CASE(an_existing_file_is_never_made_anew),
		CASE(foreign_files_are_refused_untouched),
		CASE(the_day_is_frozen_on_bases_that_mislead_nobody),
		CASE(clock_and_seed_of_tests_are_for_tests),
		CASE(a_demonstration_gives_its_chair_to_whoever_comes),
		CASE(a_backup_is_a_base),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
