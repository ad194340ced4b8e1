/* SPDX-License-Identifier: EUPL-1.2 */
/* What the platform sent: exact round trip, versions, import lines, descriptors, staging. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/store/acts.h"
#include "pupitre/store/dossiers.h"
#include "pupitre/store/envelopes.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/list.h"
#include "pupitre/store/record.h"
#include "pupitre/store/staging.h"
#include "support/scratch.h"

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

static struct dossier
loaded(int64_t number)
{
	struct dossier d;
	bool found = false;

	assert_int_equal(store_dossier_load(s.st, number, &s.a, &d, &found, &s.err), OK);
	assert_true(found);
	return d;
}

static void
round_trip(void **state)
{
	struct dossier d = scratch_dossier(&s, 4012345), back;
	struct dossier bare = { .number = -3,
		.modified = INSTANT_NONE,
		.submitted_at = INSTANT_NONE,
		.instruction_at = INSTANT_NONE,
		.decided_at = INSTANT_NONE,
		.start = DAY_NONE,
		.end = DAY_NONE,
		.platform_state = STR("en_construction"),
		.applicant = { .population = -1 } };
	struct dossier all[2];

	(void)state;
	all[0] = d;
	all[1] = bare;
	scratch_import(&s, all, 2);
	back = loaded(4012345);
	assert_true(hash_eq(dossier_hash(&d), dossier_hash(&back)));
	assert_true(str_eqz(back.fields[2].value, "Cœur de bourg\nœuvre"));
	assert_null(back.fields[1].value.ptr);
	assert_int_equal(back.requested.m.cents, 10012345);
	back = loaded(-3);
	assert_true(hash_eq(dossier_hash(&bare), dossier_hash(&back)));
}

static void
versions_and_outcomes(void **state)
{
	struct dossier d = scratch_dossier(&s, 4012345), changed = d, old;
	struct hash first = dossier_hash(&d), held;
	struct instant at;
	bool found;

	(void)state;
	scratch_import(&s, &d, 1);
	changed.title = STR("Portail famille et paiement");
	changed.modified.ms += 1000;
	scratch_import(&s, &changed, 1);
	assert_int_equal(store_dossier_changed(s.st, 4012345, &at, &s.err), OK);
	assert_int_equal(at.ms, s.now);
	scratch_import(&s, &changed, 1);
	assert_int_equal(store_dossier_version(s.st, 4012345, &held, &found, &s.err), OK);
	assert_true(found && hash_eq(held, dossier_hash(&changed)));
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM dossier_version"), 2);
	assert_int_equal(
		scratch_int(&s, "SELECT count(*) FROM import_line WHERE outcome = 'created'"), 1);
	assert_int_equal(
		scratch_int(&s, "SELECT count(*) FROM import_line WHERE outcome = 'changed'"), 1);
	assert_int_equal(
		scratch_int(&s, "SELECT count(*) FROM import_line WHERE outcome = 'unchanged'"), 1);
	assert_int_equal(store_dossier_changed(s.st, 4012345, &at, &s.err), OK);
	assert_int_equal(at.ms, s.now - 1000);
	assert_int_equal(
		store_dossier_version_load(s.st, 4012345, first, &s.a, &old, &found, &s.err), OK);
	assert_true(found && hash_eq(dossier_hash(&old), first));
	assert_int_equal(store_dossier_version_load(
				 s.st, 4012345, (struct hash){ 0 }, &s.a, &old, &found, &s.err),
		OK);
	assert_false(found);
}

/* A dossier decided on the platform: state and decision stand, charged to no envelope. */
static void
decided_on_the_platform(void **state)
{
	struct dossier d = scratch_dossier(&s, 4012345);
	struct str values[RECORD_FIELDS];
	struct envelope *list;
	struct list_row row;
	struct viewer all = { .departments = STR("*"), .today = day_of(2021, 10, 8) };
	bool found;
	size_t n;

	(void)state;
	d.platform_state = STR("accepte");
	d.decided_at.ms = 1633500000000;
	scratch_act1(&s, "envelope", 0, "envelope", "45", "amount_cents", "", "29700000");
	scratch_import(&s, &d, 1);
	assert_int_equal(
		store_row(s.st, ENTITY_DECISION, STR("4012345"), &s.a, values, &found, &s.err), OK);
	assert_true(found && str_eqz(values[0], "award"));
	assert_null(values[2].ptr);
	assert_true(str_eqz(values[6], "platform"));
	assert_true(str_eqz(values[8], "1633500000000"));
	assert_int_equal(store_list_row(s.st, 4012345, &all, &s.a, &row, &found, &s.err), OK);
	assert_true(row.has_decision && row.decided_by_platform && !row.amount.is);
	assert_int_equal(row.state, STATE_AWARDED);
	assert_int_equal(store_envelopes(s.st, &s.a, &list, &n, &s.err), OK);
	assert_int_equal(n, 1);
	assert_int_equal(list[0].own_awarded.cents, 0);
	assert_int_equal(list[0].dossiers, 0);
}

static void
award(int64_t number, const char *envelope, const char *cents)
{
	const char *key = arena_printf(&s.a, "%lld", (long long)number);
	struct change c[4] = {
		scratch_change("decision", key, "kind", "", "award"),
		scratch_change("decision", key, "eligible_cents", "", "7500000"),
		scratch_change("decision", key, "amount_cents", "", cents),
		scratch_change("decision", key, "envelope", "", envelope),
	};

	scratch_act(&s, "decide", number, c, 4, NULL);
}

static void
envelopes_sum_their_awards(void **state)
{
	struct dossier d[3];
	struct envelope *list;
	size_t n;

	(void)state;
	for (int i = 0; i < 3; i++)
		d[i] = scratch_dossier(&s, 100 + i);
	scratch_import(&s, d, 3);
	scratch_act1(&s, "envelope", 0, "envelope", "24", "amount_cents", "", "100000000");
	scratch_act1(&s, "envelope", 0, "envelope", "45", "amount_cents", "", "29700000");
	award(100, "45", "1000000");
	award(101, "45", "250050");
	award(102, "24", "7");
	assert_int_equal(store_envelopes(s.st, &s.a, &list, &n, &s.err), OK);
	assert_int_equal(n, 2);
	assert_true(str_eqz(list[0].code, "24"));
	assert_int_equal(list[0].own_awarded.cents, 7);
	assert_int_equal(list[1].own_awarded.cents, 1250050);
	assert_int_equal(list[1].dossiers, 2);
	assert_int_equal(list[1].amount.cents, 29700000);
}

/* More than a row of the base can hold: refused before anything is written. */
static void
too_big(void **state)
{
	struct dossier d = scratch_dossier(&s, 4012345);
	char *raw = arena_alloc(&s.a, 1000001);
	struct uid act = uid_new(&s.ids);

	(void)state;
	memset(raw, 'x', 1000000);
	d.fields[0].raw = (struct str){ raw, 1000000 };
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(store_dossier_save(s.st, &d, act, &s.err), ERR_INPUT);
	assert_non_null(strstr(s.err.text, "4012345"));
	d.fields[0].raw = STR_NONE;
	d.field_count = 1;
	d.fields[0].value.len = 0;
	random_bytes(raw, 900000);
	for (int i = 0; i < 900000; i++)
		raw[i] = (char)('!' + (unsigned char)raw[i] % 90);
	d.fields = ARENA_ARRAY(&s.a, struct field, 3);
	d.field_count = 3;
	for (int i = 0; i < 3; i++)
		d.fields[i] =
			(struct field){ .value = { raw, 900000 - (size_t)i }, .label = STR("x") };
	assert_int_equal(store_dossier_save(s.st, &d, act, &s.err), ERR_INPUT);
	store_rollback(s.st);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM dossier"), 0);
}

static void
descriptors(void **state)
{
	struct stored_descriptor d = { STR("1234"), STR("Q2hhbXA="), SECTION_FORM, 3, FIELD_DECIMAL,
		STR("Coût total") },
				 back;
	bool is_new, found;

	(void)state;
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(store_descriptor_save(s.st, &d, &is_new, &s.err), OK);
	assert_true(is_new);
	assert_int_equal(store_descriptor_save(s.st, &d, &is_new, &s.err), OK);
	assert_false(is_new);
	d.position = 4;
	assert_int_equal(store_descriptor_save(s.st, &d, &is_new, &s.err), OK);
	assert_true(is_new);
	assert_int_equal(store_commit(s.st, &s.err), OK);
	assert_int_equal(store_descriptor_find(
				 s.st, STR("1234"), STR("Q2hhbXA="), &s.a, &back, &found, &s.err),
		OK);
	assert_true(found && back.kind == FIELD_DECIMAL && back.position == 4);
	assert_true(str_eqz(back.label, "Coût total"));
	assert_int_equal(
		store_descriptor_find(s.st, STR("9"), STR("Q2hhbXA="), &s.a, &back, &found, &s.err),
		OK);
	assert_false(found);
}

static void
same_siret(void **state)
{
	struct dossier d[3];
	int64_t *numbers;
	size_t n;

	(void)state;
	for (int i = 0; i < 3; i++)
		d[i] = scratch_dossier(&s, 300 - i);
	d[1].applicant.siret = STR("21280001300010");
	scratch_import(&s, d, 3);
	assert_int_equal(
		store_dossiers_of_siret(s.st, STR("21450001200011"), &s.a, &numbers, &n, &s.err),
		OK);
	assert_int_equal(n, 2);
	assert_int_equal(numbers[0], 298);
	assert_int_equal(numbers[1], 300);
}

static enum status
count_up(void *ctx, int64_t number, struct err *err)
{
	int64_t *sum = ctx;

	*sum += number;
	return number == 299 ? err_set(err, ERR_CANCELLED, "assez") : OK;
}

static void
each(void **state)
{
	struct dossier d[3];
	int64_t sum = 0;

	(void)state;
	for (int i = 0; i < 3; i++)
		d[i] = scratch_dossier(&s, 298 + i);
	scratch_import(&s, d, 3);
	assert_int_equal(store_dossiers_each(s.st, count_up, &sum, &s.err), ERR_CANCELLED);
	assert_int_equal(sum, 298 + 299);
}

static void
staged(void **state)
{
	struct staging *sg = NULL;
	struct dossier d = scratch_dossier(&s, 1), e = scratch_dossier(&s, 2), back;
	struct stored_descriptor q = { STR("1"), STR("a"), SECTION_ANNOTATION, 7, FIELD_MAP,
		STR_NONE },
				 r;
	bool more;

	(void)state;
	assert_int_equal(staging_open(&sg, &s.err), OK);
	assert_int_equal(staging_add(sg, &d, &s.err), OK);
	assert_int_equal(staging_add_descriptor(sg, &q, &s.err), OK);
	assert_int_equal(staging_add(sg, &e, &s.err), OK);
	assert_int_equal(staging_count(sg), 2);
	for (int pass = 0; pass < 2; pass++) {
		staging_rewind(sg);
		assert_int_equal(staging_next(sg, &s.a, &back, &more, &s.err), OK);
		assert_true(more && hash_eq(dossier_hash(&back), dossier_hash(&d)));
		assert_int_equal(staging_next(sg, &s.a, &back, &more, &s.err), OK);
		assert_true(more && hash_eq(dossier_hash(&back), dossier_hash(&e)));
		assert_int_equal(staging_next(sg, &s.a, &back, &more, &s.err), OK);
		assert_false(more);
		assert_int_equal(staging_next_descriptor(sg, &s.a, &r, &more, &s.err), OK);
		assert_true(more && r.kind == FIELD_MAP && r.position == 7 && !r.label.ptr);
		assert_int_equal(staging_next_descriptor(sg, &s.a, &r, &more, &s.err), OK);
		assert_false(more);
	}
	staging_close(sg);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(round_trip, setup, teardown),
		cmocka_unit_test_setup_teardown(versions_and_outcomes, setup, teardown),
		cmocka_unit_test_setup_teardown(decided_on_the_platform, setup, teardown),
		cmocka_unit_test_setup_teardown(envelopes_sum_their_awards, setup, teardown),
		cmocka_unit_test_setup_teardown(too_big, setup, teardown),
		cmocka_unit_test_setup_teardown(descriptors, setup, teardown),
		cmocka_unit_test_setup_teardown(same_siret, setup, teardown),
		cmocka_unit_test_setup_teardown(each, setup, teardown),
		cmocka_unit_test_setup_teardown(staged, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
