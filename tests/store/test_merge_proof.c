/* SPDX-License-Identifier: EUPL-1.2 */
/* Verification of what was received: the outcomes are bound to the merge's act, only what was applied is
 * replayed, and what a copy held when it parted needs no outcome. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/store/check.h"
#include "pupitre/store/dossiers.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/merge.h"
#include "support/sister.h"

#define MARK "4012345/a.martin/I3"
#define NO_TRIGGERS                                                                                \
	"DROP TRIGGER merge_line_no_update; DROP TRIGGER merge_line_no_delete;"                    \
	"DROP TRIGGER merge_line_next; PRAGMA foreign_keys = OFF;"

static struct scratch s, sister;

/* Received: a mark that stood against nothing, one that is in question, an import of the sister's. */
static int
setup(void **state)
{
	struct dossier d[2];
	struct sister_act sent[3] = { { .outcome = "ac" },
		{ .outcome = "qr", .why = "Le dossier est décidé." }, { .outcome = "n" } };
	struct change c[2] = { scratch_change("mark", MARK, "value", "", "2"),
		scratch_change("mark", MARK, "comment", "", "Daté.") };

	(void)state;
	scratch_init(&s);
	d[0] = scratch_dossier(&s, 4012345);
	d[1] = scratch_dossier(&s, 4012346);
	scratch_import(&s, d, 2);
	sister_init(&sister, &s, "soeur.db");
	sent[0].id = scratch_act(&sister, "evaluate", 4012345, c, 2, NULL);
	c[0].now = STR("3");
	sent[1].id = scratch_act(&sister, "evaluate", 4012345, c, 2, NULL);
	d[0].title = STR("Autre titre");
	sent[2].id = scratch_import(&sister, d, 2);
	sister_merge(&s, &sister, sent, 3);
	scratch_act1(&s, "envelope", 0, "envelope", "45", "amount_cents", "", "29700000");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	sister_done(&sister);
	scratch_done(&s);
	return 0;
}

static void
clean(struct scratch *base)
{
	struct findings f;

	scratch_check(base, 31, &f);
	assert_string_equal(f.text, "");
}

static void
both_copies_are_clean(void **state)
{
	(void)state;
	clean(&s);
	clean(&sister);
	assert_int_equal(scratch_int(&s, "SELECT value FROM mark"), 2);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM mark WHERE comment IS NULL"), 1);
}

/* The other way round, the merge itself included: its lines stay where it was made. */
static void
merge_act_of_another_copy(void **state)
{
	struct sister_act sent[2] = { { .outcome = "nnnn" }, { .outcome = "a" } };
	struct act_row *acts;
	struct findings f;
	size_t n;

	(void)state;
	assert_int_equal(acts_since(s.st, 5, 9, &s.a, &acts, &n, &s.err), OK);
	assert_int_equal(n, 2);
	sent[0].id = acts[0].act.id;
	sent[1].id = acts[1].act.id;
	sister_merge(&sister, &s, sent, 2);
	clean(&sister);
	assert_int_equal(scratch_int(&sister, "SELECT amount_cents FROM envelope"), 29700000);
	scratch_sql(&sister, NO_TRIGGERS
		"UPDATE merge_line SET merge = (SELECT act FROM merge_line WHERE outcome = 'nnnn') "
		"WHERE outcome = 'a'");
	scratch_check(&sister, PROOF_CHAIN, &f);
	assert_non_null(strstr(f.text, "(n° 6, fusion"));
	assert_non_null(strstr(f.text, "(n° 8, fusion"));
	assert_non_null(strstr(f.text, "les issues de la fusion"));
}

/* A copy of this base holds the lines: it answers for them too. */
static void
copied_lines(void **state)
{
	struct scratch third;
	struct findings f;

	(void)state;
	sister_init(&third, &s, "tierce.db");
	clean(&third);
	scratch_act1(&third, "envelope", 0, "envelope", "37", "amount_cents", "", "1");
	clean(&third);
	scratch_sql(
		&third, NO_TRIGGERS "UPDATE merge_line SET outcome = 'cc' WHERE outcome = 'ac'");
	scratch_check(&third, PROOF_CHAIN, &f);
	assert_non_null(strstr(f.text, "les issues de la fusion"));
	sister_done(&third);
}

static void
altered_lines(void **state)
{
	static const struct {
		const char *sql, *told;
	} cases[] = {
		{ "UPDATE merge_line SET outcome = 'aa' WHERE outcome = 'ac'",
			"les issues de la fusion" },
		{ "UPDATE merge_line SET outcome = 'qq' WHERE outcome = 'qr'",
			"les issues de la fusion" },
		{ "UPDATE merge_line SET why = 'Le dossier est decidé.' WHERE why IS NOT NULL",
			"les issues de la fusion" },
		{ "UPDATE merge_line SET why = '' WHERE outcome = 'ac'",
			"les issues de la fusion" },
		{ "UPDATE merge_line SET why = NULL", "les issues de la fusion" },
		{ "UPDATE merge_line SET merge = zeroblob(16) WHERE outcome = 'n'",
			"à aucune fusion" },
		{ "UPDATE merge_line SET act = zeroblob(16) WHERE outcome = 'n'",
			"à aucun acte reçu" },
		{ "UPDATE merge_line SET act = zeroblob(16) WHERE outcome = 'ac'",
			"(n° 3, évaluation" },
		{ "DELETE FROM merge_line WHERE outcome = 'ac'",
			"rien n'inscrit ce qu'il est devenu" },
		{ "DELETE FROM merge_line WHERE outcome = 'n'", "les issues de la fusion" },
		{ "UPDATE merge_line SET outcome = 'a' WHERE outcome = 'ac'",
			"au nombre de ses changements" },
		{ "INSERT INTO merge_line SELECT (SELECT id FROM act WHERE n = 7), merge, 'a', "
		  "NULL FROM merge_line WHERE outcome = 'n'",
			"alors qu'il a été fait ici" },
		{ "INSERT INTO import_line SELECT (SELECT id FROM act WHERE n = 5), dossier, "
		  "version, 'unchanged', NULL, NULL, NULL FROM import_line",
			"les lignes de l'import" },
	};
	struct findings f;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		scratch_sql(&s, NO_TRIGGERS "DROP TRIGGER import_line_next");
		scratch_sql(&s, arena_printf(&s.a, "PRAGMA foreign_keys = OFF; %s", cases[i].sql));
		scratch_check(&s, PROOF_CHAIN, &f);
		if (!strstr(f.text, cases[i].told))
			fail_msg("%s: « %s » is not in: %s", cases[i].sql, cases[i].told, f.text);
		teardown(NULL);
		setup(NULL);
	}
}

/* One byte of each text and blob of each line, wherever it is. */
static void
every_byte(void **state)
{
	static const char *const columns[] = { "act", "merge", "outcome", "why" };
	struct findings f;
	char sql[512];
	int told = 0;

	(void)state;
	scratch_sql(&s, NO_TRIGGERS "CREATE TABLE kept AS SELECT * FROM merge_line");
	for (int column = 0; column < 4; column++) {
		for (int at = 1; at <= 16; at++) {
			/* A wrong letter must be one of the five: the schema refuses others. */
			snprintf(sql, sizeof(sql),
				"PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; "
				"UPDATE OR IGNORE merge_line SET %s = CAST(substr(CAST(%s AS "
				"BLOB), 1, "
				"%d) || x'63' || substr(CAST(%s AS BLOB), %d) AS %s) "
				"WHERE length(%s) >= %d AND substr(CAST(%s AS BLOB), %d, 1) <> "
				"x'63'",
				columns[column], columns[column], at - 1, columns[column], at + 1,
				column < 2 ? "BLOB" : "TEXT", columns[column], at, columns[column],
				at);
			scratch_sql(&s, sql);
			if (scratch_int(&s, "SELECT count(*) FROM (SELECT * FROM merge_line EXCEPT "
					    "SELECT * FROM kept)") == 0)
				continue;
			scratch_check(&s, PROOF_CHAIN, &f);
			if (!f.count)
				fail_msg("%s, byte %d", columns[column], at);
			told++;
			scratch_sql(&s, "PRAGMA foreign_keys = OFF; DELETE FROM merge_line; "
					"INSERT INTO merge_line SELECT * FROM kept");
		}
	}
	assert_true(told >= 48);
	scratch_check(&s, PROOF_CHAIN, &f);
	assert_string_equal(f.text, "");
}

static void
direct_edits(void **state)
{
	static const struct {
		const char *sql, *told;
	} cases[] = {
		{ "UPDATE mark SET value = 3",
			"note I3 de a.martin sur 4012345 : base 3, registre 2" },
		{ "UPDATE mark SET comment = 'Daté.'", "commentaire : base Daté., registre rien" },
		{ "UPDATE merge SET known = 'x'", "registre connu : base x" },
		{ "DELETE FROM merge", "dans le registre, absent de la base" },
		{ "INSERT INTO question (id, dossier, status) VALUES "
		  "('00000000000000000000000000000001', 4012345, 'open')",
			"dans la base, absent du registre" },
	};
	struct findings f;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		scratch_sql(&s, cases[i].sql);
		scratch_check(&s, PROOF_REPLAY, &f);
		if (!strstr(f.text, cases[i].told))
			fail_msg("%s: « %s » is not in: %s", cases[i].sql, cases[i].told, f.text);
		teardown(NULL);
		setup(NULL);
	}
}

static void
refused_by_triggers(void **state)
{
	static const struct {
		const char *sql, *why;
	} cases[] = {
		{ "UPDATE merge_line SET outcome = 'aa'", "ne se modifie pas" },
		{ "DELETE FROM merge_line", "ne se supprime pas" },
		{ "REPLACE INTO merge_line SELECT * FROM merge_line", "déjà inscrite" },
		{ "INSERT INTO merge_line SELECT (SELECT id FROM act WHERE n = 1), merge, 'a', "
		  "NULL FROM merge_line",
			"fusion close" },
		{ "INSERT INTO merge_line SELECT (SELECT id FROM act WHERE n = 1), zeroblob(16), "
		  "'ax', NULL FROM merge_line",
			"CHECK" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		scratch_sql_refused(&s, cases[i].sql, cases[i].why);
	clean(&s);
}

/* The revisions that a rebuild makes are those that the merge left. */
static void
rebuilt(void **state)
{
	static const char same[] =
		"SELECT (SELECT count(*) FROM (SELECT * FROM field_rev EXCEPT SELECT * FROM kept)) "
		"+ "
		"(SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM field_rev))";

	(void)state;
	scratch_sql(&s, "CREATE TABLE kept AS SELECT * FROM field_rev; DELETE FROM field_rev");
	assert_true(scratch_int(&s, same) > 0);
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(store_rebuild(s.st, NULL, &s.err), OK);
	assert_int_equal(store_commit(s.st, &s.err), OK);
	assert_int_equal(scratch_int(&s, same), 0);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM field_rev r JOIN act a ON a.id = "
					 "r.act WHERE r.entity = 'mark' AND a.n = 3"),
		2);
}

/* What is taken back in the middle of a transaction leaves neither a word nor a row behind. */
static void
taken_back(void **state)
{
	struct dossier d = scratch_dossier(&s, 4012345);
	struct uid act = uid_new(&s.ids);

	(void)state;
	d.title = STR("Zanzibar");
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(store_mark(s.st, &s.err), OK);
	assert_int_equal(store_dossier_save(s.st, &d, act, &s.err), OK);
	assert_int_equal(store_mark_back(s.st, &s.err), OK);
	assert_int_equal(store_commit(s.st, &s.err), OK);
	clean(&s);
	assert_int_equal(
		scratch_int(&s, "SELECT count(*) FROM search WHERE search MATCH 'zanzibar'"), 0);
	assert_int_equal(
		scratch_int(&s, "SELECT count(*) FROM search WHERE search MATCH 'portail'"), 2);
}

/* What a merge wrote is nobody's to take back: the agent's last act is one that he made. */
static void
a_merge_is_not_ones_last_act(void **state)
{
	static const char mark[] = "4012345/a.martin/I4";
	struct uid theirs =
		scratch_act1(&sister, "evaluate", 4012345, "mark", mark, "value", "", "2");
	struct uid mine = scratch_act1(&s, "evaluate", 4012345, "mark", mark, "value", "", "4");
	struct sister_act sent[] = { { theirs, "r", "essai" } };
	struct act_row row;
	bool found;

	(void)state;
	sister_merge(&s, &sister, sent, 1);
	assert_int_equal(act_last(s.st, STR("a.martin"), false, &s.a, &row, &found, &s.err), OK);
	assert_true(found);
	assert_true(uid_eq(row.act.id, mine));
}

/* Made later elsewhere: what came in is the last act, what is refused or asked about is none. */
static void
what_did_not_come_in_is_not_ones_last_act(void **state)
{
	struct uid in = scratch_act1(
		&sister, "evaluate", 4012345, "mark", "4012345/a.martin/I4", "value", "", "2");
	struct uid asked = scratch_act1(
		&sister, "evaluate", 4012345, "mark", "4012345/a.martin/I5", "value", "", "3");
	struct uid refused = scratch_act1(
		&sister, "evaluate", 4012345, "mark", "4012345/a.martin/E1", "value", "", "1");
	struct sister_act sent[] = { { in, "a", NULL }, { asked, "q", "essai" },
		{ refused, "r", "essai" } };
	struct act_row row;
	bool found;

	(void)state;
	sister_merge(&s, &sister, sent, 3);
	assert_int_equal(act_last(s.st, STR("a.martin"), false, &s.a, &row, &found, &s.err), OK);
	assert_true(found);
	assert_true(uid_eq(row.act.id, in));
}

int
main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(both_copies_are_clean),
		TEST(a_merge_is_not_ones_last_act),
		TEST(what_did_not_come_in_is_not_ones_last_act),
		TEST(merge_act_of_another_copy),
		TEST(copied_lines),
		TEST(altered_lines),
		TEST(every_byte),
		TEST(direct_edits),
		TEST(refused_by_triggers),
		TEST(rebuilt),
		TEST(taken_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
