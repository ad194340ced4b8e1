/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The WAL-reset bug of SQLite up to 3.51.2: a commit that lands just after a
 * checkpointer has read the log's header loses acknowledged rows. Here a file method of the
 * checkpointing connection tries exactly that commit, through the store of a second connection: the
 * gate must refuse it, and what is acknowledged afterwards must all be there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "pupitre/store/drafts.h"
#include "pupitre/store/gate.h"
#include "support/scratch.h"

static const struct store_options anywhere = { .any_file_system = true };
static const struct draft_key key = { { "a.martin", 8 }, 1, { "score", 5 } };

static struct scratch s;
static struct store *writer; /* the one that commits meanwhile */
static sqlite3 *last_opened;
static sqlite3_io_methods methods;
static const sqlite3_io_methods *real;
static int tries, refusals;

static int
remember(sqlite3 *h, char **why, const struct sqlite3_api_routines *api)
{
	(void)why;
	(void)api;
	last_opened = h;
	return SQLITE_OK;
}

static int
unfetch(sqlite3_file *f, sqlite3_int64 offset, void *page)
{
	bool taken = true;
	struct err err;

	if (store_writing(s.st) || tries < 0)
		return real->xUnfetch(f, offset, page);
	tries++;
	assert_int_equal(store_try_begin(writer, STR("b.durand"), &taken, NULL, &err), OK);
	refusals += !taken;
	if (taken)
		store_rollback(writer);
	return real->xUnfetch(f, offset, page);
}

static void
hook(sqlite3 *h)
{
	sqlite3_file *f;

	assert_int_equal(sqlite3_file_control(h, "main", SQLITE_FCNTL_FILE_POINTER, &f), SQLITE_OK);
	real = f->pMethods;
	methods = *real;
	methods.xUnfetch = unfetch;
	f->pMethods = &methods;
}

static void
save(struct store *st, int field, const char *value)
{
	char name[16];

	snprintf(name, sizeof(name), "f%d", field);
	assert_int_equal(store_begin(st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(draft_set(st, &key, str_z(name), str_z(value), &s.err), OK);
	assert_int_equal(store_commit(st, &s.err), OK);
}

static void
no_commit_inside_a_checkpoint(void **state)
{
	(void)state;
	sqlite3_auto_extension((void (*)(void))remember);
	scratch_init(&s);
	scratch_reopen(&s);
	hook(last_opened);
	assert_int_equal(store_open(s.path, &anywhere, &writer, &s.err), OK);
	tries = -1;
	for (int i = 0; i < 60; i++)
		save(writer, i, "avant");
	tries = 0;
	/* Closing takes the gate and checkpoints: its connection has not seen the sixty commits. */
	store_close(s.st);
	assert_true(tries > 0);
	assert_int_equal(refusals, tries);
	tries = -1;
	for (int i = 0; i < 340; i++)
		save(writer, i, "accusé");
	store_close(writer);
	assert_int_equal(store_open(s.path, &anywhere, &s.st, &s.err), OK);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM draft WHERE value = 'accusé'"), 340);
	scratch_done(&s);
	sqlite3_reset_auto_extension();
}

/* The connection itself refuses a commit that the gate did not see. */
static void
no_commit_around_the_gate(void **state)
{
	sqlite3 *h;

	(void)state;
	sqlite3_auto_extension((void (*)(void))remember);
	scratch_init(&s);
	scratch_reopen(&s);
	h = last_opened;
	assert_int_equal(
		sqlite3_exec(h, "INSERT INTO preference VALUES ('a', 'b', 'c')", NULL, NULL, NULL),
		SQLITE_CONSTRAINT_COMMITHOOK);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM preference"), 0);
	/* Defensive: the tables behind the search index are not written by SQL. */
	assert_int_equal(
		sqlite3_exec(h, "DELETE FROM search_data", NULL, NULL, NULL), SQLITE_ERROR);
	scratch_done(&s);
	sqlite3_reset_auto_extension();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_commit_inside_a_checkpoint),
		cmocka_unit_test(no_commit_around_the_gate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
