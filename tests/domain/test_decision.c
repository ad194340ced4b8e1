/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/domain/decision.h"

#define EUROS(e)                                                                                   \
	{                                                                                          \
		true,                                                                              \
		{                                                                                  \
			(e) * INT64_C(100)                                                         \
		}                                                                                  \
	}
#define NOTHING                                                                                    \
	{                                                                                          \
		false,                                                                             \
		{                                                                                  \
			0                                                                          \
		}                                                                                  \
	}

static const struct decision award = { DECISION_AWARD, EUROS(56250), EUROS(45000), { "45", 2 },
	{ NULL, 0 }, { NULL, 0 } };
static const struct decision_facts facts = { EUROS(75000), EUROS(45000), true, true, { 4500000 },
	{ "45", 2 } };

static enum status
check(struct decision d, struct decision_facts f, struct err *err)
{
	*err = (struct err){ 0 };
	return decision_check(&d, &f, err);
}

/* Each rule broken alone, by one cent where it is a limit; the text gives the figures. */
static void
refusals(void **state)
{
	struct err err;
	struct decision d = award;
	struct decision_facts f = facts;

	(void)state;
	d.eligible.m.cents = 7500001;
	assert_int_equal(check(d, f, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, money_text((struct money){ 7500001 }).s));
	assert_non_null(strstr(err.text, money_text((struct money){ 7500000 }).s));
	d = award;
	d.amount.m.cents = 5625001;
	assert_int_equal(check(d, f, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, money_text((struct money){ 5625001 }).s));
	assert_non_null(strstr(err.text, money_text((struct money){ 5625000 }).s));
	d = award;
	f.left.cents = 4499999;
	assert_int_equal(check(d, f, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, money_text((struct money){ 1 }).s));
	assert_non_null(strstr(err.text, money_text((struct money){ 4499999 }).s));
	assert_non_null(strstr(err.text, "« 45 »"));
	d = award;
	d.eligible.m.cents = -1;
	assert_int_equal(check(d, facts, &err), ERR_INPUT);
}

static void
an_award_is_whole(void **state)
{
	struct err err;
	struct decision d = award;
	struct decision_facts f = facts;

	(void)state;
	d.amount.is = false;
	assert_int_equal(check(d, f, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "montant supérieur à 0"));
	d.amount = (struct maybe_money)EUROS(0);
	assert_int_equal(check(d, f, &err), ERR_INPUT);
	d = award;
	d.eligible.is = false;
	assert_int_equal(check(d, f, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "assiette"));
	d = award;
	d.envelope = STR_NONE;
	assert_int_equal(check(d, f, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "enveloppe à imputer"));
	f.has_envelope = false;
	assert_int_equal(check(award, f, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "n'existe pas"));
	d = award;
	d.reason = STR("inconnu");
	f = facts;
	f.reason_known = false;
	assert_int_equal(check(d, f, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "inconnu"));
}

static void
nothing_else_has_an_amount(void **state)
{
	struct err err;

	(void)state;
	for (int k = DECISION_REFUSE; k < DECISION_COUNT; k++) {
		struct decision d = { (enum decision_kind)k, NOTHING, EUROS(1), STR_NONE,
			STR("incomplet"), STR_NONE };

		assert_int_equal(check(d, facts, &err), ERR_INPUT);
		assert_non_null(strstr(err.text, "n'a pas de montant"));
		d.amount.m.cents = 0;
		assert_int_equal(check(d, facts, &err), OK);
		d.amount.is = false;
		assert_int_equal(check(d, facts, &err), OK);
		d.reason = STR_NONE;
		assert_int_equal(check(d, facts, &err), ERR_INPUT);
		assert_non_null(strstr(err.text, "motif"));
	}
}

static void
limits_are_allowed(void **state)
{
	struct decision d = award;
	struct decision_facts f = facts;
	struct err err;

	(void)state;
	assert_int_equal(check(d, f, &err), OK); /* amount = left */
	d.eligible = (struct maybe_money)EUROS(75000);
	d.amount = (struct maybe_money)EUROS(75000);
	f.left.cents = 7500000;
	assert_int_equal(check(d, f, &err), OK); /* 100 % of the cost */
	f.total.is = false;
	d.eligible = (struct maybe_money)EUROS(90000);
	assert_int_equal(check(d, f, &err), OK); /* unknown cost: a warning elsewhere, no refusal */
}

static void
kinds(void **state)
{
	static const enum state leads[] = { STATE_AWARDED, STATE_REFUSED, STATE_DISMISSED,
		STATE_REDIRECTED, STATE_POSTPONED };
	static const char *const codes[] = { "award", "refuse", "dismiss", "redirect", "postpone" };
	enum decision_kind kind;

	(void)state;
	for (int k = 0; k < DECISION_COUNT; k++) {
		assert_true(decision_find(str_z(codes[k]), &kind));
		assert_int_equal(kind, k);
		assert_int_equal(decision_rows[k].leads_to, leads[k]);
	}
	assert_false(decision_find(STR("accorder"), &kind));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals),
		cmocka_unit_test(an_award_is_whole),
		cmocka_unit_test(nothing_else_has_an_amount),
		cmocka_unit_test(limits_are_allowed),
		cmocka_unit_test(kinds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
