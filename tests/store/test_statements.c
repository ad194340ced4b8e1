/* SPDX-License-Identifier: EUPL-1.2 */
/* Every named statement: it prepares, its parameters and columns are those it declares, and it never
 * walks a whole table unless it says why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "pupitre/store/record.h"
#include "statements.h"
#include "support/scratch.h"

static sqlite3 *h;
static struct scratch base;

static int
setup(void **state)
{
	(void)state;
	scratch_init(&base);
	return sqlite3_open_v2(base.path, &h, SQLITE_OPEN_READWRITE, NULL);
}

static int
teardown(void **state)
{
	(void)state;
	sqlite3_close(h);
	scratch_done(&base);
	return 0;
}

static sqlite3_stmt *
prepared(int id)
{
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(h, sql_rows[id].text, -1, &s, NULL))
		fail_msg("%s: %s", sql_rows[id].name, sqlite3_errmsg(h));
	assert_non_null(s);
	return s;
}

/* Cuts "word type" off a declaration. */
static bool
next_declared(struct str *rest, struct str *word, struct str *type)
{
	struct str item;

	if (rest->len == 0)
		return false;
	str_cut(rest, ',', &item);
	item = str_trim(item);
	str_cut(&item, ' ', word);
	*type = item;
	return true;
}

static void
check_inputs(int id, sqlite3_stmt *s)
{
	struct str rest = str_z(sql_rows[id].in), word, type;
	int declared = 0;
	char name[64];

	while (next_declared(&rest, &word, &type)) {
		snprintf(name, sizeof(name), "%.*s", STR_ARG(word));
		if (sqlite3_bind_parameter_index(s, name) == 0)
			fail_msg("%s: %s is declared, not used", sql_rows[id].name, name);
		declared++;
	}
	if (declared != sqlite3_bind_parameter_count(s))
		fail_msg("%s: %d parameters, %d declared", sql_rows[id].name,
			sqlite3_bind_parameter_count(s), declared);
}

static void
check_outputs(int id, sqlite3_stmt *s)
{
	struct str rest = str_z(sql_rows[id].out), word, type;
	int declared = 0;
	const char *origin;

	while (next_declared(&rest, &word, &type)) {
		/* Where the column is a table's, its name is the declared one. */
		origin = sqlite3_column_origin_name(s, declared);
		if (origin && !str_eqz(word, origin) && !str_eqz(word, "number") &&
			!str_eqz(word, "dossier") &&
			strncmp(sql_rows[id].name, "act_count", 9) != 0)
			fail_msg("%s: column %d is %s, declared %.*s", sql_rows[id].name, declared,
				origin, STR_ARG(word));
		if (!str_eqz(type, "int") && !str_eqz(type, "text") && !str_eqz(type, "blob"))
			fail_msg("%s: type %.*s", sql_rows[id].name, STR_ARG(type));
		declared++;
	}
	if (declared != sqlite3_column_count(s))
		fail_msg("%s: %d columns, %d declared", sql_rows[id].name, sqlite3_column_count(s),
			declared);
}

static void
declarations(void **state)
{
	sqlite3_stmt *s;

	(void)state;
	assert_true(SQL_COUNT > 250);
	for (int id = 0; id < SQL_COUNT; id++) {
		s = prepared(id);
		check_inputs(id, s);
		check_outputs(id, s);
		sqlite3_finalize(s);
	}
}

/* True when the plan walks a table or sorts through a temporary tree. */
static bool
walks(int id, char *line, size_t size)
{
	char *sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql_rows[id].text);
	bool found = false;
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(h, sql, -1, &s, NULL))
		fail_msg("%s: %s", sql_rows[id].name, sqlite3_errmsg(h));
	while (sqlite3_step(s) == SQLITE_ROW && !found) {
		snprintf(line, size, "%s", sqlite3_column_text(s, 3));
		found = (strncmp(line, "SCAN ", 5) == 0 && !strstr(line, "VIRTUAL TABLE") &&
				!strstr(line, "CONSTANT ROW")) ||
			strstr(line, "TEMP B-TREE");
	}
	sqlite3_finalize(s);
	sqlite3_free(sql);
	return found;
}

static void
no_undeclared_scan(void **state)
{
	char line[256];

	(void)state;
	for (int id = 0; id < SQL_COUNT; id++) {
		if (strncmp(sql_rows[id].text, "PRAGMA", 6) == 0 ||
			strncmp(sql_rows[id].text, "VACUUM", 6) == 0)
			continue;
		if (!sql_rows[id].scan && walks(id, line, sizeof(line)))
			fail_msg("%s: %s", sql_rows[id].name, line);
	}
}

/* A page of the list walks the covering index of its column: no look-up in the table. */
static void
walks_are_covering(void **state)
{
	char line[256];
	bool covering;
	sqlite3_stmt *s;
	char *sql;

	(void)state;
	for (int id = SQL_LIST_FIRST_NUMBER; id <= SQL_LIST_RANGE_CATEGORY; id++) {
		sql = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql_rows[id].text);
		assert_int_equal(sqlite3_prepare_v2(h, sql, -1, &s, NULL), SQLITE_OK);
		covering = false;
		while (sqlite3_step(s) == SQLITE_ROW) {
			snprintf(line, sizeof(line), "%s", sqlite3_column_text(s, 3));
			covering |= strstr(line, "USING COVERING INDEX listing_by_") != NULL;
		}
		if (!covering)
			fail_msg("%s: %s", sql_rows[id].name, line);
		sqlite3_finalize(s);
		sqlite3_free(sql);
	}
}

/* The tables of people's work have exactly the columns of entity_rows, keys first. */
static void
tables_match_entities(void **state)
{
	sqlite3_stmt *s;
	char *sql;
	int i, keys;

	(void)state;
	for (int e = 0; e < ENTITY_COUNT; e++) {
		const struct entity_row *row = &entity_rows[e];

		assert_true(row->field_count <= RECORD_FIELDS);
		sql = sqlite3_mprintf("SELECT * FROM %s", row->code);
		if (sqlite3_prepare_v2(h, sql, -1, &s, NULL))
			fail_msg("%s", sqlite3_errmsg(h));
		for (keys = 0; row->keys[keys]; keys++)
			assert_string_equal(sqlite3_column_name(s, keys), row->keys[keys]);
		for (i = 0; i < (int)row->field_count; i++)
			assert_string_equal(sqlite3_column_name(s, keys + i), row->fields[i].name);
		assert_int_equal(sqlite3_column_count(s), keys + i);
		sqlite3_finalize(s);
		sqlite3_free(sql);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(declarations),
		cmocka_unit_test(no_undeclared_scan),
		cmocka_unit_test(walks_are_covering),
		cmocka_unit_test(tables_match_entities),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
