/* SPDX-License-Identifier: EUPL-1.2 */
/* Appending and reading acts, revisions, what is undone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/store/acts.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/record.h"
#include "support/scratch.h"

static struct scratch s;

static int
setup(void **state)
{
	struct dossier d[2];

	(void)state;
	scratch_init(&s);
	d[0] = scratch_dossier(&s, 4012345);
	d[1] = scratch_dossier(&s, 4012346);
	scratch_import(&s, d, 2);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	scratch_done(&s);
	return 0;
}

static struct str
value(const char *entity, const char *key, const char *field)
{
	struct change c = scratch_change(entity, key, field, "", "");
	struct str v;

	assert_int_equal(store_get(s.st, c.entity, c.key, c.field, &s.a, &v, &s.err), OK);
	return v;
}

static struct uid
revision(const char *entity, const char *key, const char *field)
{
	struct change c = scratch_change(entity, key, field, "", "");
	struct uid id;

	assert_int_equal(field_revision(s.st, c.entity, c.key, c.field, &id, &s.err), OK);
	return id;
}

static struct uid
mark(const char *was, const char *now)
{
	return scratch_act1(
		&s, "evaluate", 4012345, "mark", "4012345/a.martin/I3", "value", was, now);
}

static void
applies_and_revises(void **state)
{
	struct uid first, second;

	(void)state;
	first = mark("", "2");
	assert_true(str_eqz(value("mark", "4012345/a.martin/I3", "value"), "2"));
	assert_true(uid_eq(revision("mark", "4012345/a.martin/I3", "value"), first));
	assert_false(uid_is(revision("mark", "4012345/a.martin/I3", "comment")));
	second = mark("2", "3");
	assert_true(str_eqz(value("mark", "4012345/a.martin/I3", "value"), "3"));
	assert_true(uid_eq(revision("mark", "4012345/a.martin/I3", "value"), second));
	/* The first field gone: the row goes. */
	mark("3", "");
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM mark"), 0);
}

static void
chain_of_the_station(void **state)
{
	struct uid id;
	struct act_row row;
	struct hash before, after;
	int64_t seq;
	bool found;

	(void)state;
	assert_int_equal(act_head(s.st, &seq, &before, &s.err), OK);
	assert_int_equal(seq, 2);
	id = mark("", "2");
	assert_int_equal(act_find(s.st, id, &s.a, &row, &found, &s.err), OK);
	assert_true(found);
	assert_int_equal(row.n, 3);
	assert_int_equal(row.act.seq, 3);
	assert_true(row.act.has_prev && hash_eq(row.act.prev, before));
	assert_true(str_eq(row.act.station, store_station(s.st)));
	assert_true(hash_eq(act_hash(&row.act), row.act.hash));
	assert_int_equal(act_head(s.st, &seq, &after, &s.err), OK);
	assert_int_equal(seq, 3);
	assert_true(hash_eq(after, row.act.hash));
}

static void
texts_are_apart(void **state)
{
	struct change c[2] = {
		scratch_change("mark", "4012345/a.martin/I3", "value", "", "3"),
		scratch_change("mark", "4012345/a.martin/I3", "comment", "",
			"Jalons datés, « pilote » nommé."),
	};
	struct uid id = scratch_act(&s, "evaluate", 4012345, c, 2, NULL);
	struct act_row row;
	struct change *changes;
	size_t n;
	bool found;

	(void)state;
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM act_text"), 1);
	assert_int_equal(act_find(s.st, id, &s.a, &row, &found, &s.err), OK);
	assert_int_equal(str_find(row.act.payload, STR("Jalons")), -1);
	assert_int_equal(act_changes(s.st, &row.act, &s.a, &changes, &n, &s.err), OK);
	assert_int_equal(n, 2);
	assert_true(str_eqz(changes[1].now, "Jalons datés, « pilote » nommé."));
}

static void
pages_newest_first(void **state)
{
	struct act_row *rows;
	size_t n;

	(void)state;
	for (int i = 0; i < 7; i++)
		scratch_act1(&s, "move", i % 2 ? 4012346 : 4012345, "instruction",
			i % 2 ? "4012346" : "4012345", "reason", "", i < 4 ? "un" : "deux");
	assert_int_equal(act_page(s.st, 0, 0, 4, &s.a, &rows, &n, &s.err), OK);
	assert_int_equal(n, 4);
	assert_int_equal(rows[0].n, 9);
	assert_int_equal(rows[3].n, 6);
	assert_int_equal(act_page(s.st, 0, rows[3].n, 100, &s.a, &rows, &n, &s.err), OK);
	assert_int_equal(n, 5);
	assert_int_equal(rows[4].n, 1);
	assert_int_equal(act_page(s.st, 4012346, 0, 2, &s.a, &rows, &n, &s.err), OK);
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].n, 8);
	assert_int_equal(rows[1].n, 6);
}

static void
undone_and_done_again(void **state)
{
	struct uid first = mark("", "2"), second, undo, redo;
	struct change back = scratch_change("mark", "4012345/a.martin/I3", "value", "3", "2");
	struct change again = scratch_change("mark", "4012345/a.martin/I3", "value", "2", "3");
	struct act_row row;
	bool found;

	(void)state;
	second = mark("2", "3");
	assert_int_equal(act_last(s.st, STR("a.martin"), false, &s.a, &row, &found, &s.err), OK);
	assert_true(found && uid_eq(row.act.id, second));
	undo = scratch_act(&s, "undo", 4012345, &back, 1, &second);
	assert_int_equal(act_last(s.st, STR("a.martin"), false, &s.a, &row, &found, &s.err), OK);
	assert_true(found && uid_eq(row.act.id, first));
	assert_int_equal(act_last(s.st, STR("a.martin"), true, &s.a, &row, &found, &s.err), OK);
	assert_true(found && uid_eq(row.act.id, undo));
	assert_int_equal(act_find(s.st, second, &s.a, &row, &found, &s.err), OK);
	assert_true(row.undone);
	redo = scratch_act(&s, "undo", 4012345, &again, 1, &undo);
	assert_int_equal(act_find(s.st, second, &s.a, &row, &found, &s.err), OK);
	assert_false(row.undone);
	assert_int_equal(act_last(s.st, STR("a.martin"), false, &s.a, &row, &found, &s.err), OK);
	assert_true(uid_eq(row.act.id, second));
	assert_int_equal(act_find(s.st, redo, &s.a, &row, &found, &s.err), OK);
	assert_false(row.undone);
	assert_int_equal(act_last(s.st, STR("b.durand"), false, &s.a, &row, &found, &s.err), OK);
	assert_false(found);
}

static void
bad_keys(void **state)
{
	static const char *const keys[] = { "", "4012345", "4012345/a.martin", "a/b/c/d/e" };
	struct change c = scratch_change("mark", "", "value", "", "2");

	(void)state;
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	for (size_t i = 0; i < 4; i++) {
		c.key = str_z(keys[i]);
		assert_int_equal(store_put(s.st, &c, 1, &s.err), ERR_INPUT);
	}
	store_rollback(s.st);
}

/* Text is what changes carry: STRICT tables convert digits and refuse the rest. */
static void
bad_values(void **state)
{
	static const struct {
		const char *entity, *key, *field, *value;
	} cases[] = {
		{ "mark", "4012345/a.martin/I3", "value", "10" },
		{ "mark", "4012345/a.martin/I3", "value", "deux" },
		{ "mark", "4012345/a.martin/I3", "value", "2.5" },
		{ "envelope", "45", "amount_cents", "-1" },
		{ "envelope", "45", "amount_cents", "12,50" },
		{ "campaign", "2", "name", "Autre" },
	};
	struct change c;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		c = scratch_change(
			cases[i].entity, cases[i].key, cases[i].field, "", cases[i].value);
		assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
		if (store_put(s.st, &c, 1, &s.err) == OK)
			fail_msg("%s = %s accepted", cases[i].field, cases[i].value);
		store_rollback(s.st);
	}
}

static void
seen(void **state)
{
	struct uid id, last = mark("", "2");

	(void)state;
	assert_int_equal(act_seen(s.st, 4012345, &id, &s.err), OK);
	assert_true(uid_eq(id, last));
	assert_int_equal(act_seen(s.st, 999, &id, &s.err), OK);
	assert_false(uid_is(id));
}

static void
not_outside_a_transaction(void **state)
{
	struct change c = scratch_change("envelope", "45", "amount_cents", "", "100");
	struct act act = { .agent = STR("a.martin"),
		.role = STR(""),
		.origin = STR("command"),
		.verb = STR("envelope") };

	(void)state;
	assert_int_equal(act_append(s.st, &act, &c, 1, NULL, &s.a, &s.err), ERR_SYSTEM);
	assert_int_equal(store_put(s.st, &c, 1, &s.err), ERR_SYSTEM);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM act"), 2);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM envelope"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(applies_and_revises, setup, teardown),
		cmocka_unit_test_setup_teardown(chain_of_the_station, setup, teardown),
		cmocka_unit_test_setup_teardown(texts_are_apart, setup, teardown),
		cmocka_unit_test_setup_teardown(pages_newest_first, setup, teardown),
		cmocka_unit_test_setup_teardown(undone_and_done_again, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_keys, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_values, setup, teardown),
		cmocka_unit_test_setup_teardown(seen, setup, teardown),
		cmocka_unit_test_setup_teardown(not_outside_a_transaction, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
