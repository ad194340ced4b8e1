/* SPDX-License-Identifier: EUPL-1.2 */
/* Importing real exports: what is created, what never degrades, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/app/browse.h"
#include "pupitre/app/envelopes.h"
#include "pupitre/app/history.h"
#include "pupitre/app/import.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/read.h"
#include "support/base.h"
#include "support/must.h"

#define TURGOT TEST_DATA "/ds/turgot-dossier.json"
#define SMALL TEST_DATA "/ds/getDemarche-small.json"
#define PAGE TEST_DATA "/ds/getDemarche-detr-page-1.json"
#define CSV TEST_DATA "/ds/export-detr.csv"

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

static void
import(struct session *s, const char *path, int created, int changed, int unchanged)
{
	struct import_result r;

	MUST(import_files(s, &path, 1, false, NULL, &a, &r, &err));
	if (r.created != created || r.changed != changed || r.unchanged != unchanged)
		fail_msg("%s: created %d, changed %d, unchanged %d", path, (int)r.created,
			(int)r.changed, (int)r.unchanged);
	assert_int_equal(r.refused_count, 0);
	assert_int_equal(r.file_count, 1);
	assert_int_equal(r.receipt.acts, 1);
}

static int64_t
matching(struct session *s, const char *query)
{
	struct browse *b;
	int64_t shown, all;
	int at;

	MUST(browse_open(s, str_z(query), STR_NONE, &b, &at, &err));
	MUST(browse_count(b, &shown, &all, &err));
	browse_close(b);
	return shown;
}

/* The platform's states of the four files, counted in them: en construction 1 + 1 + 0 + 56, en
 * instruction 0 + 1 + 40 + 54, refusé 0 + 1 + 1 + 12, classé sans suite 0 + 0 + 6 + 11, accepté
 * 0 + 0 + 3 + 17; the 50 of the CSV that the page has too are counted once. */
static void
check_campaign(struct session *s)
{
	assert_int_equal(matching(s, ""), 204);
	assert_int_equal(matching(s, "état:received"), 58);
	assert_int_equal(matching(s, "état:admissible"), 95);
	assert_int_equal(matching(s, "état:refused"), 14);
	assert_int_equal(matching(s, "état:dismissed"), 17);
	assert_int_equal(matching(s, "état:awarded"), 20);
}

static void
again_changes_nothing(struct session *s)
{
	import(s, TURGOT, 0, 0, 1);
	import(s, SMALL, 0, 0, 3);
	import(s, PAGE, 0, 0, 50);
	import(s, CSV, 0, 0, 200);
}

static void
json_then_csv(void **state)
{
	struct session *s = fixture_session(&f, NULL);

	(void)state;
	import(s, TURGOT, 1, 0, 0);
	import(s, SMALL, 3, 0, 0);
	import(s, PAGE, 50, 0, 0);
	import(s, CSV, 150, 0, 50);
	check_campaign(s);
	again_changes_nothing(s);
	check_campaign(s);
	session_close(s);
	fixture_proves(&f);
}

/* The CSV first: the JSON of the 50 says more and completes them; then nothing moves any more. */
static void
csv_then_json(void **state)
{
	struct session *s = fixture_session(&f, NULL);

	(void)state;
	import(s, CSV, 200, 0, 0);
	import(s, PAGE, 0, 50, 0);
	import(s, TURGOT, 1, 0, 0);
	import(s, SMALL, 3, 0, 0);
	check_campaign(s);
	again_changes_nothing(s);
	session_close(s);
	fixture_proves(&f);
}

static bool
warns(const struct dossier_view *v, const char *code)
{
	for (size_t i = 0; i < v->warning_count; i++)
		if (strcmp(v->warnings[i].code, code) == 0)
			return true;
	return false;
}

static void
decided_ones_appear_as_such(void **state)
{
	static const struct {
		int64_t number;
		const char *sent;
		enum state state;
		enum decision_kind kind;
	} rows[] = {
		{ 1001, "accepte", STATE_AWARDED, DECISION_AWARD },
		{ 1002, "refuse", STATE_REFUSED, DECISION_REFUSE },
		{ 1003, "sans_suite", STATE_DISMISSED, DECISION_DISMISS },
	};
	struct fixture_dossier d[3];
	struct dossier_view v;
	struct session *s;
	struct envelope *list;
	size_t n;

	(void)state;
	fixture_envelope(&f, "45", 100000, NULL);
	for (size_t i = 0; i < 3; i++)
		d[i] = (struct fixture_dossier){ .number = rows[i].number,
			.department = "45",
			.total = 20000,
			.requested = 16000,
			.state = rows[i].sent };
	fixture_import(&f, d, 3);
	s = fixture_session(&f, NULL);
	for (size_t i = 0; i < 3; i++) {
		MUST(dossier_read(s, rows[i].number, &a, &v, &err));
		assert_int_equal(v.state, rows[i].state);
		assert_true(v.decision.is);
		assert_true(v.decision.by_platform);
		assert_int_equal(v.decision.d.kind, rows[i].kind);
		assert_false(v.decision.d.amount.is);
		assert_null(v.decision.d.envelope.ptr);
		assert_true(warns(&v, "decided_on_platform"));
	}
	MUST(envelopes_list(s, &a, &list, &n, &err));
	assert_int_equal(n, 1);
	assert_int_equal(list[0].awarded.cents, 0);
	assert_int_equal(list[0].dossiers, 0);
	session_close(s);
	fixture_proves(&f);
}

static void
one(const char *state, const char *modified, const char *title, int64_t total)
{
	struct fixture_dossier d = { .number = 1001,
		.department = "45",
		.total = total,
		.requested = 16000,
		.state = state,
		.modified = modified,
		.title = title };

	fixture_import(&f, &d, 1);
}

static void
an_older_export_never_degrades(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct dossier_view v;

	(void)state;
	one("en_instruction", "2021-09-10T10:00:00+02:00", "Nouveau", 30000);
	one("en_construction", "2021-09-01T10:00:00+02:00", "Ancien", 20000);
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_true(str_eqz(v.d.title, "Nouveau"));
	assert_true(str_eqz(v.d.platform_state, "en_instruction"));
	assert_int_equal(v.d.total.m.cents, 3000000);
	assert_int_equal(v.state, STATE_ADMISSIBLE);
	session_close(s);
	fixture_proves(&f);
}

static void
write_part(const char *from, const char *name, size_t keep)
{
	FILE *in = fopen(from, "r");
	char *text = calloc(1, 4 << 20);
	size_t n;

	assert_non_null(in);
	assert_non_null(text);
	n = fread(text, 1, 4 << 20, in);
	fclose(in);
	text[keep < n ? keep : n] = '\0';
	fixture_write(&f, name, text);
	free(text);
}

static void
write_a_year_later(void)
{
	FILE *in = fopen(CSV, "r");
	char *text = calloc(1, 1 << 20), *at = text;

	assert_non_null(in);
	assert_non_null(text);
	assert_true(fread(text, 1, (1 << 20) - 1, in) > 0);
	fclose(in);
	while ((at = strstr(at, "2025-"))) {
		at[3] = '6';
		at += 5;
	}
	fixture_write(&f, "later.csv", text);
	free(text);
}

/* The CSV of the same dossiers, a year later by every date in it: it says less than the JSON, and
 * takes nothing away. */
static void
a_poorer_export_takes_nothing_away(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct dossier_view was[50], now;
	struct list_row *rows;
	struct import_result r;
	struct browse *b;
	char path[128];
	const char *paths[] = { path };
	size_t n;
	int at;

	(void)state;
	import(s, PAGE, 50, 0, 0);
	MUST(browse_open(s, STR(""), STR_NONE, &b, &at, &err));
	MUST(browse_page(b, BROWSE_FIRST, 0, 50, &a, &rows, &n, &err));
	browse_close(b);
	assert_int_equal(n, 50);
	for (size_t i = 0; i < n; i++)
		MUST(dossier_read(s, rows[i].number, &a, &was[i], &err));
	write_a_year_later();
	fixture_path(&f, "later.csv", path);
	MUST(import_files(s, paths, 1, false, NULL, &a, &r, &err));
	assert_int_equal(r.created, 150);
	for (size_t i = 0; i < n; i++) {
		MUST(dossier_read(s, rows[i].number, &a, &now, &err));
		assert_true(now.d.modified.ms > was[i].d.modified.ms);
		assert_true(str_eq(now.d.title, was[i].d.title));
		assert_int_equal(now.d.total.is, was[i].d.total.is);
		assert_int_equal(now.d.total.m.cents, was[i].d.total.m.cents);
		assert_int_equal(now.d.requested.m.cents, was[i].d.requested.m.cents);
		assert_int_equal(now.d.field_count, was[i].d.field_count);
		assert_int_equal(now.d.attachment_count, was[i].d.attachment_count);
		assert_true(str_eq(now.d.applicant.siret, was[i].d.applicant.siret));
		assert_int_equal(now.state, was[i].state);
	}
	session_close(s);
	fixture_proves(&f);
}

static void
a_change_after_the_marks_keeps_them_and_warns(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct dossier_view v;

	(void)state;
	one("en_instruction", "2021-09-01T10:00:00+02:00", "Avant", 20000);
	fixture_mark_all(s, 1001, 3);
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_false(warns(&v, "changed_since_mark"));
	one("en_instruction", "2021-09-20T10:00:00+02:00", "Après", 25000);
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_true(str_eqz(v.d.title, "Après"));
	assert_int_equal(v.points.milli, 75000);
	assert_int_equal(v.state, STATE_MARKED);
	assert_true(warns(&v, "changed_since_mark"));
	/* Decided over there meanwhile: our state stays, and says so. */
	one("refuse", "2021-09-25T10:00:00+02:00", "Après", 25000);
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_int_equal(v.state, STATE_MARKED);
	assert_false(v.decision.is);
	assert_true(warns(&v, "platform_moved"));
	session_close(s);
	fixture_proves(&f);
}

static void
refused_records_do_not_stop_the_others(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct import_result r;
	char path[128];
	const char *paths[] = { path };

	(void)state;
	fixture_path(&f, "bad.json", path);
	fixture_write(&f, "bad.json",
		"[{\"__typename\":\"Dossier\",\"number\":1,\"state\":\"en_instruction\",\"champs\":"
		"[]},"
		"{\"__typename\":\"Dossier\",\"state\":\"en_instruction\",\"champs\":[]},"
		"{\"__typename\":\"Dossier\",\"number\":3,\"state\":\"en_instruction\",\"champs\":["
		"]}]");
	REFUSED(import_files(s, paths, 1, true, NULL, &a, &r, &err), ERR_INPUT, "serait refusé");
	assert_int_equal(matching(s, ""), 0);
	REFUSED(import_files(s, paths, 1, false, NULL, &a, &r, &err), ERR_INPUT, "1 ");
	assert_int_equal(r.created, 2);
	assert_int_equal(r.refused_count, 1);
	assert_int_equal(r.file_count, 1);
	assert_int_equal(r.files[0].counts.refused[0].record, 2);
	assert_int_equal(r.files[0].counts.refused[0].number, 0);
	assert_true(strlen(r.files[0].counts.refused[0].why) > 10);
	assert_int_equal(matching(s, ""), 2);
	session_close(s);
	fixture_proves(&f);
}

struct head {
	struct proof proof;
	int64_t dossiers;
};

static struct head
head_of(struct session *s)
{
	struct head h;

	MUST(history_verify(s, &a, &h.proof, &err));
	assert_int_equal(h.proof.finding_count, 0);
	h.dossiers = matching(s, "");
	return h;
}

static void
same_head(struct session *s, const struct head *was)
{
	struct head now = head_of(s);

	assert_int_equal(now.proof.acts, was->proof.acts);
	assert_string_equal(now.proof.head.s, was->proof.head.s);
	assert_int_equal(now.dossiers, was->dossiers);
}

static void
a_broken_file_leaves_the_base_as_it_was(void **state)
{
	static const struct {
		const char *from;
		size_t keep;
	} rows[] = { { PAGE, 1000000 }, { PAGE, 10 }, { SMALL, 15000 }, { CSV, 200000 },
		{ TURGOT, 0 } };
	struct session *s = fixture_session(&f, NULL);
	struct import_result r;
	struct head was;
	char path[128];
	const char *paths[] = { path };

	(void)state;
	import(s, SMALL, 3, 0, 0);
	was = head_of(s);
	fixture_path(&f, "part", path);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		write_part(rows[i].from, "part", rows[i].keep);
		REFUSED(import_files(s, paths, 1, false, NULL, &a, &r, &err), ERR_INPUT, "part");
		same_head(s, &was);
	}
	fixture_write(&f, "part", "Ceci n'est pas un export.\n");
	REFUSED(import_files(s, paths, 1, false, NULL, &a, &r, &err), ERR_INPUT, "part");
	same_head(s, &was);
	fixture_path(&f, "absent", path);
	REFUSED(import_files(s, paths, 1, false, NULL, &a, &r, &err), ERR_SYSTEM, "absent");
	same_head(s, &was);
	session_close(s);
	fixture_proves(&f);
}

/* Each file is an act: the ones before a broken one are kept, and told. */
static void
files_before_a_broken_one_are_kept(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct import_result r;
	char path[128];
	const char *paths[] = { TURGOT, path, SMALL };

	(void)state;
	write_part(PAGE, "part", 5000);
	fixture_path(&f, "part", path);
	REFUSED(import_files(s, paths, 3, false, NULL, &a, &r, &err), ERR_INPUT, "part");
	assert_int_equal(r.file_count, 1);
	assert_int_equal(r.created, 1);
	assert_int_equal(matching(s, ""), 1);
	session_close(s);
}

struct seen {
	int created, changed, calls;
	size_t differences;
	const char *stop_what;
	bool title_seen;
};

static void
on_line(void *ctx, enum import_outcome outcome, const struct dossier *d,
	const struct difference *diff, size_t n)
{
	struct seen *seen = ctx;

	seen->created += outcome == IMPORT_CREATED;
	seen->changed += outcome == IMPORT_CHANGED;
	seen->differences += n;
	for (size_t i = 0; i < n; i++)
		seen->title_seen |= str_eqz(diff[i].was, "Avant") && str_eqz(diff[i].now, "Après");
	assert_true(d->number > 0);
}

static bool
on_progress(void *ctx, const char *path, const char *what, int64_t done, int64_t total)
{
	struct seen *seen = ctx;

	assert_non_null(path);
	assert_true(total == 0 || done <= total);
	seen->calls++;
	return !seen->stop_what || strcmp(what, seen->stop_what) != 0;
}

static void
a_dry_run_tells_and_writes_nothing(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct seen seen = { 0 };
	struct import_hooks hooks = { &seen, on_progress, on_line, NULL };
	struct import_result r;
	struct head was;
	char path[128];
	const char *paths[] = { path, CSV };

	(void)state;
	one("en_instruction", "2021-09-01T10:00:00+02:00", "Avant", 20000);
	was = head_of(s);
	fixture_write(&f, "import.json",
		"[{\"__typename\":\"Dossier\",\"number\":1001,\"state\":\"en_instruction\","
		"\"dateDerniereModification\":\"2021-09-10T10:00:00+02:00\",\"champs\":["
		"{\"id\":\"c1\",\"champDescriptorId\":\"c1\",\"__typename\":\"TextChamp\","
		"\"label\":\"Intitulé du projet\",\"stringValue\":\"Après\"}]}]");
	fixture_path(&f, "import.json", path);
	MUST(import_files(s, paths, 2, true, &hooks, &a, &r, &err));
	assert_int_equal(r.created, 200);
	assert_int_equal(r.changed, 1);
	assert_int_equal(r.unchanged, 0);
	assert_int_equal(seen.created, 200);
	assert_int_equal(seen.changed, 1);
	assert_true(seen.differences > 0);
	assert_true(seen.title_seen);
	same_head(s, &was);
	session_close(s);
	fixture_proves(&f);
}

static void
a_stop_leaves_the_base_as_it_was(void **state)
{
	static const char *const whats[] = { "lecture", "enregistrement" };
	struct session *s = fixture_session(&f, NULL);
	const char *paths[] = { PAGE };
	struct import_result r;
	struct head was;

	(void)state;
	import(s, SMALL, 3, 0, 0);
	was = head_of(s);
	for (size_t i = 0; i < 2; i++) {
		struct seen seen = { .stop_what = whats[i] };
		struct import_hooks hooks = { &seen, on_progress, NULL, NULL };

		assert_int_equal(
			import_files(s, paths, 1, false, &hooks, &a, &r, &err), ERR_CANCELLED);
		assert_true(seen.calls > 0);
		same_head(s, &was);
	}
	import(s, PAGE, 50, 0, 0);
	session_close(s);
	fixture_proves(&f);
}

/* Pages that overlap: the newest of the two records stands, and the dossier counts once. */
static void
a_number_twice_in_a_file_counts_once(void **state)
{
	struct fixture_dossier d[] = {
		{ .number = 1001,
			.department = "45",
			.title = "Premier",
			.modified = "2021-09-01T10:00:00+02:00" },
		{ .number = 1001,
			.department = "45",
			.title = "Second",
			.state = "accepte",
			.modified = "2021-09-02T10:00:00+02:00" },
		{ .number = 1002, .department = "45" },
		{ .number = 1002, .department = "45" },
	};
	struct session *s = fixture_session(&f, NULL);
	struct dossier_view v;
	char path[128];

	(void)state;
	fixture_import(&f, d, 4);
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_true(str_eqz(v.d.title, "Second"));
	assert_int_equal(v.state, STATE_AWARDED);
	assert_int_equal(matching(s, ""), 2);
	fixture_path(&f, "import.json", path);
	import(s, path, 0, 0, 2);
	session_close(s);
	fixture_proves(&f);
}

static void
a_form_alone_is_kept(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	const char *paths[] = { TEST_DATA "/ds/turgot-demarche.json" };
	struct import_result r;

	(void)state;
	MUST(import_files(s, paths, 1, true, NULL, &a, &r, &err));
	assert_int_equal(r.files[0].counts.descriptors, 347);
	MUST(import_files(s, paths, 1, false, NULL, &a, &r, &err));
	assert_int_equal(r.files[0].counts.descriptors, 347);
	assert_int_equal(r.created + r.changed + r.unchanged, 0);
	assert_int_equal(r.receipt.acts, 1);
	MUST(import_files(s, paths, 1, true, NULL, &a, &r, &err));
	assert_int_equal(r.files[0].counts.descriptors, 0);
	MUST(import_files(s, paths, 1, false, NULL, &a, &r, &err));
	assert_int_equal(r.files[0].counts.descriptors, 0);
	import(s, TURGOT, 1, 0, 0);
	session_close(s);
	fixture_proves(&f);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(json_then_csv),
		CASE(csv_then_json),
		CASE(decided_ones_appear_as_such),
		CASE(an_older_export_never_degrades),
		CASE(a_poorer_export_takes_nothing_away),
		CASE(a_change_after_the_marks_keeps_them_and_warns),
		CASE(refused_records_do_not_stop_the_others),
		CASE(a_broken_file_leaves_the_base_as_it_was),
		CASE(files_before_a_broken_one_are_kept),
		CASE(a_dry_run_tells_and_writes_nothing),
		CASE(a_stop_leaves_the_base_as_it_was),
		CASE(a_number_twice_in_a_file_counts_once),
		CASE(a_form_alone_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
