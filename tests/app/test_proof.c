/* SPDX-License-Identifier: EUPL-1.2 */
/* What is changed around the program is found, and named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/app/decide.h"
#include "pupitre/app/history.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/mark.h"
#include "support/base.h"
#include "support/must.h"
#include "support/sql.h"

static struct fixture f, spoilt; /* spoilt: same folder, a copy of the base */
static struct arena a;
static struct err err;

static void
copy(const char *from, const char *to)
{
	char *bytes = malloc(16 << 20);
	FILE *in = fopen(from, "r"), *out = fopen(to, "w");
	size_t n;

	assert_non_null(bytes);
	assert_non_null(in);
	assert_non_null(out);
	n = fread(bytes, 1, 16 << 20, in);
	assert_true(n > 0 && n < 16 << 20);
	assert_int_equal(fwrite(bytes, 1, n, out), n);
	assert_int_equal(fclose(in), 0);
	assert_int_equal(fclose(out), 0);
	free(bytes);
}

static void
fresh_copy(void)
{
	char wal[128];

	snprintf(wal, sizeof wal, "%s-wal", spoilt.base);
	remove(wal);
	snprintf(wal, sizeof wal, "%s-shm", spoilt.base);
	remove(wal);
	copy(f.base, spoilt.base);
}

/* Acts: 1 init, 2 envelope, 3 import, 4 evaluation, 5 and 6 moves, 7 decision, 8 its undo, 9 the
 * undo of that. Texts: two comments, the decision's as often as it was written. */
static int
setup(void **state)
{
	struct decision_input in = { .d = { .kind = DECISION_AWARD,
					     .amount = { true, { 1200000 } },
					     .text = STR("Vu l'avis favorable") } };
	struct session *s;
	struct receipt r;

	(void)state;
	fixture_init(&f);
	spoilt = f;
	snprintf(spoilt.base, sizeof spoilt.base, "%s/spoilt.db", f.dir);
	fixture_envelope(&f, "45", 20000, NULL);
	fixture_import_plain(&f, 2);
	s = fixture_session(&f, NULL);
	MUST(mark_comment(s, 1001, 2, STR("jalons datés"), &err));
	MUST(mark_comment(s, 1001, -1, STR("avis motivé"), &err));
	fixture_mark_all(s, 1001, 3);
	MUST(decide(s, 1001, &in, &a, &r, &err));
	MUST(history_undo(s, (struct uid){ 0 }, &a, &r, &err));
	MUST(history_redo(s, &a, &r, &err));
	session_close(s);
	fixture_proves(&f);
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

static bool
says(const struct finding *list, size_t n, const char *word)
{
	for (size_t i = 0; i < n; i++)
		if (strstr(list[i].text, word))
			return true;
	return false;
}

static void
the_register_names(const char *what, const char *word)
{
	struct session *s = fixture_session(&spoilt, NULL);
	struct proof p;

	MUST(history_verify(s, &a, &p, &err));
	if (!p.finding_count)
		fail_msg("%s: nothing found", what);
	if (!says(p.findings, p.finding_count, word))
		fail_msg("%s: \"%s\" does not name \"%s\"", what, p.findings[0].text, word);
	session_close(s);
}

static void
the_check_names(const char *what, const char *word)
{
	struct session *s = fixture_session(&spoilt, NULL);
	struct check_report r;

	MUST(base_check(s, false, NULL, NULL, &a, &r, &err));
	if (!r.finding_count)
		fail_msg("%s: nothing found", what);
	if (!says(r.findings, r.finding_count, word))
		fail_msg("%s: \"%s\" does not name \"%s\"", what, r.findings[0].text, word);
	session_close(s);
}

static void
every_column_of_every_act(void **state)
{
	static const char *const columns[] = { "n", "id", "station", "seq", "at", "agent", "role",
		"origin", "verb", "dossier", "batch", "undoes", "payload", "prev", "hash" };
	int64_t acts = sql_number(f.base, "SELECT count(*) FROM act");
	char what[80], name[40];

	(void)state;
	assert_int_equal(acts, 9);
	for (int64_t n = 1; n <= acts; n++)
		for (size_t c = 0; c < sizeof columns / sizeof *columns; c++) {
			bool seq = strcmp(columns[c], "seq") == 0;

			fresh_copy();
			sql_drop_triggers(spoilt.base);
			sql_spoil(spoilt.base, "act", columns[c], n - 1);
			snprintf(what, sizeof what, "%s of act %d", columns[c], (int)n);
			snprintf(name, sizeof name, "acte %d ", (int)n + (seq ? 1000 : 0));
			the_register_names(what, name);
		}
}

static void
every_column_of_every_text(void **state)
{
	static const char *const columns[] = { "hash", "salt", "text" };
	int64_t texts = sql_number(f.base, "SELECT count(*) FROM act_text");
	char what[80];

	(void)state;
	assert_true(texts >= 3);
	for (int64_t i = 0; i < texts; i++)
		for (size_t c = 0; c < 3; c++) {
			fresh_copy();
			sql_drop_triggers(spoilt.base);
			sql_spoil(spoilt.base, "act_text", columns[c], i);
			snprintf(what, sizeof what, "%s of text %d", columns[c], (int)i);
			the_register_names(what, "acte ");
		}
}

static const struct {
	const char *statement, *word;
} rows[] = {
	{ "UPDATE mark SET value = 0 WHERE item = 'I3'", "I3" },
	{ "UPDATE mark SET comment = 'autre' WHERE comment IS NOT NULL", "I3" },
	{ "DELETE FROM mark WHERE item = 'E1'", "E1" },
	{ "INSERT INTO mark VALUES (1002, 'chef', 'P1', 4, NULL)", "1002" },
	{ "UPDATE evaluation SET points_milli = 100000", "1001" },
	{ "UPDATE decision SET amount_cents = 1300000", "1001" },
	{ "UPDATE decision SET text = 'autre'", "1001" },
	{ "DELETE FROM decision", "1001" },
	{ "UPDATE envelope SET amount_cents = 9900000", "45" },
	{ "UPDATE agent SET departments = '37'", "chef" },
	{ "UPDATE instruction SET state = 'refused' WHERE dossier = 1002", "1002" },
	{ "UPDATE instruction SET eligible_cents = 1 WHERE dossier = 1001", "1001" },
	{ "UPDATE dossier SET total_cents = 9000000 WHERE number = 1002", "1002" },
	{ "UPDATE dossier_field SET value = 'Autre' WHERE dossier = 1002 AND label LIKE 'Intitul%'",
		"1002" },
	{ "DELETE FROM dossier_field WHERE dossier = 1002", "1002" },
};

static void
a_changed_row_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		fresh_copy();
		sql_do(spoilt.base, rows[i].statement);
		the_check_names(rows[i].statement, rows[i].word);
	}
}

static void
a_missing_trigger_is_named(void **state)
{
	static const char *const triggers[] = { "act_no_update", "act_no_delete", "act_next",
		"act_text_no_update", "import_line_no_update", "decision_listed" };
	char statement[80];

	(void)state;
	for (size_t i = 0; i < sizeof triggers / sizeof *triggers; i++) {
		fresh_copy();
		snprintf(statement, sizeof statement, "DROP TRIGGER %s", triggers[i]);
		sql_do(spoilt.base, statement);
		the_check_names(statement, triggers[i]);
	}
}

/* The chain of what is left holds; what the missing acts did stands without them. */
static void
a_cut_tail_is_seen_by_the_replay(void **state)
{
	static const char *const words[] = { NULL, "1001", "1001", "1001" };

	(void)state;
	for (int cut = 1; cut <= 3; cut += 2) { /* the redo; the award, its undo and its redo */
		char statement[80];

		fresh_copy();
		sql_drop_triggers(spoilt.base);
		snprintf(statement, sizeof statement, "DELETE FROM act WHERE n > %d", 9 - cut);
		sql_do(spoilt.base, statement);
		the_check_names(statement, words[cut]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_column_of_every_act),
		cmocka_unit_test(every_column_of_every_text),
		cmocka_unit_test(a_changed_row_is_named),
		cmocka_unit_test(a_missing_trigger_is_named),
		cmocka_unit_test(a_cut_tail_is_seen_by_the_replay),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
