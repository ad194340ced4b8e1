/* SPDX-License-Identifier: EUPL-1.2 */
/* The budget tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/decide.h"
#include "pupitre/app/envelopes.h"
#include "support/base.h"
#include "support/must.h"

#define NB "\xc2\xa0"

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

static enum status
set(struct session *s, const char *code, int64_t cents, const char *parent, const char *label)
{
	struct receipt r;

	return envelope_set(
		s, str_z(code), (struct money){ cents }, str_z(parent), str_z(label), &a, &r, &err);
}

static const struct envelope *
find(struct session *s, const char *code)
{
	struct envelope *list;
	size_t n;

	MUST(envelopes_list(s, &a, &list, &n, &err));
	return envelope_find(list, n, str_z(code));
}

static void
a_tree_is_built_and_changed(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct envelope *list;
	size_t n;

	(void)state;
	MUST(set(s, "R24", 178200000, NULL, "Région"));
	MUST(set(s, "45", 29700000, "R24", NULL));
	MUST(set(s, "37", 29700001, "R24", "Touraine\a"));
	MUST(envelopes_list(s, &a, &list, &n, &err));
	assert_int_equal(n, 3); /* parents first, then by code */
	assert_true(str_eqz(list[0].code, "R24"));
	assert_true(str_eqz(list[1].code, "37"));
	assert_true(str_eqz(list[2].code, "45"));
	assert_int_equal(list[0].delegated.cents, 59400001);
	assert_true(str_eqz(list[2].label, "Loiret")); /* by default */
	assert_null(strchr(arena_z(&a, list[1].label), '\a'));
	MUST(set(s, "45", 100, NULL, NULL)); /* parent and label stay */
	assert_true(str_eqz(find(s, "45")->parent, "R24"));
	assert_true(str_eqz(find(s, "45")->label, "Loiret"));
	assert_int_equal(find(s, "45")->amount.cents, 100);
	REFUSED(set(s, "45", 100, "R24", NULL), ERR_INPUT, "rien à changer");
	session_close(s);
	fixture_proves(&f);
}

static void
impossible_envelopes_are_refused(void **state)
{
	static const struct {
		const char *code;
		int64_t cents;
		const char *parent, *word;
	} cases[] = {
		{ "", 100, NULL, "code d'enveloppe" },
		{ "4/5", 100, NULL, "code d'enveloppe" },
		{ "é", 100, NULL, "code d'enveloppe" },
		{ "123456789012345678901234567890123", 100, NULL, "32" },
		{ "45", -1, NULL, "négatif" },
		{ "45", 100, "R99", "R99" },
		{ "R24", 100, "R24", "sa propre mère" },
		{ "R24", 100, "18", "sa propre mère" },
		{ "new", 100, "new", "new" },
	};
	struct session *s = fixture_session(&f, NULL), *leo;
	struct envelope *list;
	size_t n;

	(void)state;
	fixture_agent(&f, "leo", ROLE_INSTRUCTOR, "*");
	MUST(set(s, "R24", 1000, NULL, NULL));
	MUST(set(s, "18", 1000, "R24", NULL));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		REFUSED(set(s, cases[i].code, cases[i].cents, cases[i].parent, NULL), ERR_INPUT,
			cases[i].word);
	leo = fixture_session(&f, "leo");
	REFUSED(set(leo, "45", 100, NULL, NULL), ERR_DENIED, "enveloppes");
	MUST(envelopes_list(leo, &a, &list, &n, &err));
	assert_int_equal(n, 2);
	session_close(leo);
	session_close(s);
	fixture_proves(&f);
}

static void
never_less_than_what_is_awarded(void **state)
{
	struct decision_input in = { .d = { .kind = DECISION_AWARD,
					     .amount = { true, { 1200000 } } } };
	struct session *s = fixture_session(&f, NULL);
	struct receipt r;

	(void)state;
	fixture_import_plain(&f, 1);
	MUST(set(s, "R24", 3000000, NULL, NULL));
	MUST(set(s, "45", 2000000, "R24", NULL));
	MUST(set(s, "R93", 1000000, NULL, NULL));
	fixture_mark_all(s, 1001, 3);
	MUST(decide(s, 1001, &in, &a, &r, &err));
	REFUSED(set(s, "45", 1199999, NULL, NULL), ERR_INPUT, "12" NB "000,00");
	REFUSED(set(s, "45", 1199999, NULL, NULL), ERR_INPUT, "11" NB "999,99");
	REFUSED(set(s, "R24", 1199999, NULL, NULL), ERR_INPUT, "R24");
	REFUSED(set(s, "45", 2000000, "R93", NULL), ERR_INPUT, "R93"); /* 12 000 under 10 000 */
	MUST(set(s, "45", 1200000, NULL, NULL));
	MUST(set(s, "R24", 1200000, NULL, NULL));
	assert_int_equal(envelope_left(find(s, "R24")).cents, 0);
	assert_int_equal(find(s, "R24")->dossiers, 1);
	assert_int_equal(find(s, "R24")->own_awarded.cents, 0);
	assert_int_equal(find(s, "45")->own_awarded.cents, 1200000);
	session_close(s);
	fixture_proves(&f);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_tree_is_built_and_changed),
		CASE(impossible_envelopes_are_refused),
		CASE(never_less_than_what_is_awarded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
