/* SPDX-License-Identifier: EUPL-1.2 */
/* What verification must find: a byte of any column of any act, direct edits of people's tables and of
 * what the platform sent, objects of the schema that went; and what the triggers refuse. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/store/check.h"
#include "pupitre/store/gate.h"
#include "support/scratch.h"

#define NO_TRIGGERS                                                                                \
	"DROP TRIGGER act_no_update; DROP TRIGGER act_no_delete; DROP TRIGGER act_next;"           \
	"DROP TRIGGER act_text_no_update; DROP TRIGGER act_text_no_delete;"                        \
	"DROP TRIGGER act_text_next; DROP TRIGGER import_line_no_update;"                          \
	"DROP TRIGGER import_line_no_delete; DROP TRIGGER import_line_next;"                       \
	"DROP TRIGGER dossier_version_no_update; DROP TRIGGER dossier_version_no_delete;"

static struct scratch s;

/* Five acts: agents, an import, a move, marks with a text, an envelope. */
static int
setup(void **state)
{
	struct dossier d[2];
	struct change marks[2];

	(void)state;
	scratch_init(&s);
	d[0] = scratch_dossier(&s, 4012345);
	d[1] = scratch_dossier(&s, 4012346);
	scratch_import(&s, d, 2);
	scratch_act1(&s, "move", 4012345, "instruction", "4012345", "state", "admissible",
		"instruction");
	marks[0] = scratch_change("mark", "4012345/a.martin/I3", "value", "", "3");
	marks[1] = scratch_change("mark", "4012345/a.martin/I3", "comment", "", "Jalons datés.");
	scratch_act(&s, "evaluate", 4012345, marks, 2, NULL);
	scratch_act1(&s, "envelope", 0, "envelope", "45", "amount_cents", "", "29700000");
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
finds(unsigned proofs, const char *what)
{
	struct findings f;

	scratch_check(&s, proofs, &f);
	if (!strstr(f.text, what))
		fail_msg("« %s » is not in: %s", what, f.text);
}

static void
whole_base_is_clean(void **state)
{
	struct findings f;

	(void)state;
	scratch_check(&s, 31, &f);
	assert_string_equal(f.text, "");
}

/* One changed byte of every column of every act: verification names that act. The edits are done on
 * the real file, then taken back. */
static void
every_column_of_every_act(void **state)
{
	static const struct {
		const char *column, *change, *back;
	} cases[] = {
		{ "id", "id = zeroblob(16)", "id = :old" },
		{ "station", "station = 'x' || substr(station, 2)", "" },
		{ "seq", "seq = seq + 100", "" },
		{ "at", "at = at + 1", "" },
		{ "agent", "agent = 'b' || substr(agent, 2)", "" },
		{ "role", "role = role || 'x'", "" },
		{ "origin", "origin = 'screen'", "" },
		{ "verb", "verb = 'note'", "" },
		{ "dossier", "dossier = dossier + 1", "" },
		{ "batch", "batch = zeroblob(16)", "" },
		{ "undoes", "undoes = id", "" },
		{ "payload",
			"payload = CAST(substr(payload, 1, length(payload) - 1) || x'7a' AS BLOB)",
			"" },
		{ "prev", "prev = zeroblob(32)", "" },
		{ "hash", "hash = zeroblob(32)", "" },
		{ "n", "n = n + 100", "" },
	};
	char sql[512], name[32];
	struct findings f;

	(void)state;
	scratch_sql(&s, NO_TRIGGERS "CREATE TABLE kept AS SELECT * FROM act");
	for (int n = 1; n <= 5; n++) {
		for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
			snprintf(sql, sizeof(sql),
				"PRAGMA foreign_keys = OFF; UPDATE act SET %s WHERE n = %d",
				cases[i].change, n);
			scratch_sql(&s, sql);
			scratch_check(&s, PROOF_CHAIN, &f);
			snprintf(name, sizeof(name), "(n° %d,",
				strcmp(cases[i].column, "n") ? n : n + 100);
			if (!strstr(f.text, name))
				fail_msg("%s of act %d: %s", cases[i].column, n, f.text);
			scratch_sql(&s,
				"DELETE FROM act; INSERT INTO act SELECT * FROM kept ORDER BY n");
		}
	}
	scratch_check(&s, PROOF_CHAIN, &f);
	assert_string_equal(f.text, "");
}

static void
texts_and_lines(void **state)
{
	static const struct {
		const char *sql, *told;
	} cases[] = {
		{ "UPDATE act_text SET text = 'Jalons datés;'", "un de ses textes" },
		{ "UPDATE act_text SET salt = zeroblob(16)", "un de ses textes" },
		{ "UPDATE act_text SET hash = zeroblob(32)", "un de ses textes" },
		{ "DELETE FROM act_text", "un de ses textes" },
		{ "INSERT INTO act_text SELECT randomblob(32), salt, text FROM act_text",
			"2 textes inscrits" },
		{ "UPDATE import_line SET version = zeroblob(32) WHERE dossier = 4012346",
			"lignes de l'import" },
		{ "UPDATE import_line SET state = 'received' WHERE dossier = 4012346",
			"lignes de l'import" },
		{ "UPDATE import_line SET decided_at = 1 WHERE dossier = 4012346",
			"lignes de l'import" },
		{ "UPDATE import_line SET decision = 'award' WHERE dossier = 4012346",
			"lignes de l'import" },
		{ "UPDATE import_line SET outcome = 'changed', state = NULL WHERE dossier = "
		  "4012346",
			"lignes de l'import" },
		{ "DELETE FROM import_line WHERE dossier = 4012346", "lignes de l'import" },
		{ "UPDATE import_line SET dossier = 4012347 WHERE dossier = 4012346",
			"lignes de l'import" },
		{ "UPDATE import_line SET act = (SELECT id FROM act WHERE n = 1) WHERE dossier = "
		  "4012346",
			"n'appartient à aucun acte" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		scratch_sql(&s, NO_TRIGGERS);
		scratch_sql(&s, cases[i].sql);
		finds(PROOF_CHAIN, cases[i].told);
		teardown(NULL);
		setup(NULL);
	}
}

static void
direct_edits(void **state)
{
	static const struct {
		const char *sql, *told;
	} cases[] = {
		{ "UPDATE mark SET value = 4",
			"note I3 de a.martin sur 4012345 : base 4, registre 3" },
		{ "UPDATE mark SET comment = 'x'", "note I3 de a.martin sur 4012345, commentaire : "
						   "base x, registre Jalons datés." },
		{ "DELETE FROM mark",
			"note I3 de a.martin sur 4012345 : dans le registre, absent de la base" },
		{ "INSERT INTO mark VALUES (4012346, 'b.durand', 'E1', 2, NULL)",
			"note E1 de b.durand sur 4012346 : dans la base, absent du registre" },
		{ "UPDATE envelope SET amount_cents = 29800000", "enveloppe 45 : base 298" },
		{ "UPDATE instruction SET state = 'marked' WHERE dossier = 4012345",
			"instruction sur 4012345 : base Noté, avis rendu, registre En "
			"instruction" },
		{ "INSERT INTO decision (dossier, kind) VALUES (4012345, 'refuse')",
			"décision sur 4012345 : dans la base, absent du registre" },
		{ "UPDATE agent SET roles = 'administrator' WHERE login = 'a.martin'",
			"agent a.martin" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		scratch_sql(&s, cases[i].sql);
		finds(PROOF_REPLAY, cases[i].told);
		teardown(NULL);
		setup(NULL);
	}
}

static void
platform_edits(void **state)
{
	static const struct {
		const char *sql, *told;
	} cases[] = {
		{ "UPDATE dossier SET requested_cents = 1 WHERE number = 4012346",
			"dossier 4012346 : ce qu'il contient" },
		{ "UPDATE applicant SET siret = NULL WHERE dossier = 4012345",
			"dossier 4012345 : ce qu'il contient" },
		{ "UPDATE dossier_field SET value = 'x' WHERE position = 2 AND dossier = 4012345",
			"dossier 4012345 : ce qu'il contient" },
		{ "DELETE FROM funding_line WHERE dossier = 4012345",
			"dossier 4012345 : ce qu'il contient" },
		{ "UPDATE attachment SET bytes = 3 WHERE dossier = 4012346",
			"dossier 4012346 : ce qu'il contient" },
		{ "UPDATE dossier SET version = zeroblob(32) WHERE number = 4012345",
			"dossier 4012345 : ce qu'il contient" },
		{ "INSERT INTO dossier (number, version, source, answered, volet) VALUES (1, "
		  "zeroblob(32), 1, 0, 0)",
			"dossier 1 : aucun import" },
		{ "DELETE FROM dossier WHERE number = 4012346",
			"dossier 4012346 : importé, mais absent" },
		{ NO_TRIGGERS
			"UPDATE dossier_version SET content = zeroblob(9) WHERE dossier = 4012346",
			"dossier 4012346 : une version gardée" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		scratch_sql(&s, cases[i].sql);
		finds(PROOF_PLATFORM, cases[i].told);
		teardown(NULL);
		setup(NULL);
	}
}

static void
schema_edits(void **state)
{
	static const struct {
		const char *sql, *told;
	} cases[] = {
		{ "DROP TRIGGER act_no_update", "le déclencheur act_no_update manque" },
		{ "DROP TRIGGER evaluation_relisted", "le déclencheur evaluation_relisted manque" },
		{ "DROP INDEX listing_by_points", "l'index listing_by_points manque" },
		{ "DROP TRIGGER act_no_delete; CREATE TRIGGER act_no_delete BEFORE DELETE ON act "
		  "BEGIN SELECT 1; END",
			"le déclencheur act_no_delete n'est plus tel" },
		{ "CREATE TABLE extra (x)", "la table extra n'est pas du programme" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		scratch_sql(&s, cases[i].sql);
		finds(PROOF_SCHEMA, cases[i].told);
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
		{ "UPDATE act SET agent = 'x'", "ne se modifie pas" },
		{ "DELETE FROM act WHERE n = 5", "ne se supprime pas" },
		{ "REPLACE INTO act SELECT * FROM act WHERE n = 3", "déjà pris" },
		{ "INSERT OR REPLACE INTO act SELECT 6, id, station, 6, at, agent, role, origin, "
		  "verb, dossier, "
		  "batch, undoes, payload, hash, hash FROM act WHERE n = 5",
			"déjà inscrit" },
		{ "INSERT INTO act SELECT 6, randomblob(16), station, 7, at, agent, role, origin, "
		  "verb, dossier, "
		  "batch, undoes, payload, hash, hash FROM act WHERE n = 5",
			"trou" },
		{ "INSERT INTO act SELECT 6, randomblob(16), station, 6, at, agent, role, origin, "
		  "verb, dossier, "
		  "batch, undoes, payload, prev, hash FROM act WHERE n = 5",
			"chaînon" },
		{ "INSERT INTO act SELECT 8, randomblob(16), station, 6, at, agent, role, origin, "
		  "verb, dossier, "
		  "batch, undoes, payload, hash, hash FROM act WHERE n = 5",
			"sauté" },
		{ "UPDATE act_text SET text = 'x'", "ne se modifie pas" },
		{ "DELETE FROM act_text", "ne se supprime pas" },
		{ "REPLACE INTO act_text SELECT hash, salt, 'x' FROM act_text", "déjà inscrit" },
		{ "UPDATE import_line SET state = 'received'", "ne se modifie pas" },
		{ "DELETE FROM import_line", "ne se supprime pas" },
		{ "REPLACE INTO import_line SELECT * FROM import_line", "déjà inscrit" },
		{ "INSERT INTO import_line SELECT act, 9, version, outcome, state, decision, "
		  "decided_at FROM import_line",
			"import clos" },
		{ "UPDATE dossier_version SET size = 0", "ne se modifie pas" },
		{ "DELETE FROM dossier_version", "ne se supprime pas" },
		{ "REPLACE INTO dossier_version SELECT * FROM dossier_version", "déjà gardée" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		scratch_sql_refused(&s, cases[i].sql, cases[i].why);
	whole_base_is_clean(NULL);
}

static void
stale_list_and_rebuild(void **state)
{
	struct findings f;

	(void)state;
	scratch_sql(
		&s, "UPDATE listing SET state = 1 WHERE number = 4012346; DELETE FROM field_rev");
	finds(PROOF_FILE, "la ligne du dossier 4012346 n'est pas à jour");
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(store_rebuild(s.st, NULL, &s.err), OK);
	assert_int_equal(store_commit(s.st, &s.err), OK);
	scratch_check(&s, 31, &f);
	assert_string_equal(f.text, "");
	assert_int_equal(
		scratch_int(&s, "SELECT count(*) FROM field_rev WHERE entity = 'instruction'"), 2);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM field_rev"), 9);
	assert_int_equal(
		scratch_int(&s,
			"SELECT count(*) FROM field_rev r JOIN act a ON a.id = r.act "
			"WHERE r.key = '4012345' AND r.field = 'state' AND a.verb = 'move'"),
		1);
}

static void
backup(void **state)
{
	struct findings f;
	char to[128];

	(void)state;
	snprintf(to, sizeof(to), "%s/copie.db", s.dir);
	assert_int_equal(store_backup(s.st, to, &s.err), OK);
	assert_int_equal(store_backup(s.st, to, &s.err), ERR_INPUT);
	assert_non_null(strstr(s.err.text, "existe déjà"));
	scratch_act1(&s, "envelope", 0, "envelope", "37", "amount_cents", "", "1");
	store_close(s.st);
	s.st = NULL;
	assert_int_equal(rename(to, s.path), 0);
	scratch_reopen(&s);
	scratch_check(&s, 31, &f);
	assert_string_equal(f.text, "");
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM envelope"), 1);
	snprintf(to, sizeof(to), "%s/nulle/part.db", s.dir);
	assert_int_equal(store_backup(s.st, to, &s.err), ERR_SYSTEM);
}

static void
stats(void **state)
{
	struct store_stats st;

	(void)state;
	assert_int_equal(store_stats(s.st, &st, &s.err), OK);
	assert_int_equal(st.dossiers, 2);
	assert_int_equal(st.acts, 5);
	assert_int_equal(st.agents, 2);
	assert_int_equal(st.version, 1);
	assert_true(st.bytes > 0 && st.free_bytes > 0 && st.last_checkpoint == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(whole_base_is_clean, setup, teardown),
		cmocka_unit_test_setup_teardown(every_column_of_every_act, setup, teardown),
		cmocka_unit_test_setup_teardown(texts_and_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(direct_edits, setup, teardown),
		cmocka_unit_test_setup_teardown(platform_edits, setup, teardown),
		cmocka_unit_test_setup_teardown(schema_edits, setup, teardown),
		cmocka_unit_test_setup_teardown(refused_by_triggers, setup, teardown),
		cmocka_unit_test_setup_teardown(stale_list_and_rebuild, setup, teardown),
		cmocka_unit_test_setup_teardown(backup, setup, teardown),
		cmocka_unit_test_setup_teardown(stats, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
