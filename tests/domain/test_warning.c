/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/base/utf8.h"
#include "pupitre/domain/warning.h"

static struct arena arena;
static const struct warning_rules rules = { 20, 80, { 0 } };

/* A dossier without any warning: a person, without SIRET. */
static struct dossier
sound(void)
{
	return (struct dossier){ .number = 1,
		.platform_state = STR("en_instruction"),
		.submitted_at = { INT64_C(1621346400000) }, /* 18/05/2021 */
		.department = STR("45"),
		.total = { true, { 7500000 } },
		.requested = { true, { 4500000 } },
		.start = { 18800 },
		.end = DAY_NONE,
		.applicant = { .siret = STR_NONE, .department = STR("45"), .population = -1 } };
}

static struct warning_facts
facts_of(const struct dossier *d)
{
	return (struct warning_facts){
		.d = d, .state = STATE_INSTRUCTION, .today = { 18900 }, .alert_days = 15
	};
}

static const struct warning *
find(const struct warning_facts *f, const char *code)
{
	size_t n;
	struct warning *w = warnings_of(&arena, &rules, f, &n);

	for (size_t i = 0; i < n; i++) {
		if (strcmp(w[i].code, code) == 0)
			return &w[i];
	}
	return NULL;
}

static void
expect(const struct dossier *d, const char *code, const char *says)
{
	struct warning_facts f = facts_of(d);
	const struct warning *w = find(&f, code);

	if (!w)
		fail_msg("no warning %s", code);
	else if (!strstr(w->text, says))
		fail_msg("%s: « %s » does not say « %s »", code, w->text, says);
}

static void
a_sound_dossier_has_none(void **state)
{
	struct dossier d = sound();
	struct warning_facts f = facts_of(&d);
	size_t n;

	(void)state;
	warnings_of(&arena, &rules, &f, &n);
	assert_int_equal(n, 0);
}

static void
identifiers(void **state)
{
	struct dossier d = sound();
	struct warning_facts f = facts_of(&d);

	(void)state;
	d.applicant.siret = STR("12345678901234");
	expect(&d, "siret_key", "12345678901234");
	d.applicant.siret = STR("1234");
	expect(&d, "siret_length", "14 chiffres");
	d.applicant.siret = STR("35600000000048");
	assert_null(find(&f, "siret_key"));
	expect(&d, "unknown_siren", "356000000");
	assert_int_equal(find(&f, "unknown_siren")->severity, SEVERITY_HINT);
}

static void
departments(void **state)
{
	struct dossier d = sound();

	(void)state;
	d.applicant.department = STR("37");
	expect(&d, "department_mismatch", "45, mais le demandeur est du 37");
	d.department = STR_NONE;
	expect(&d, "no_department", "inconnu");
}

static void
money(void **state)
{
	struct dossier d = sound();
	struct warning_facts f = facts_of(&d);
	struct funding_line lines[] = { { STR("Région"), { 1500001 } },
		{ STR("Fonds propres"), { 1500000 } } };

	(void)state;
	d.requested.m.cents = 6000000; /* 80 %: at the ceiling, not above */
	assert_null(find(&f, "aid_ceiling"));
	assert_null(find(&f, "own_share"));
	d.requested.m.cents = 6001500; /* 80.02 % */
	expect(&d, "aid_ceiling", "80,02 %");
	expect(&d, "own_share", "19,98 %");
	d.requested.m.cents = 7500001;
	expect(&d, "requested_over_total", money_text(d.total.m).s);
	d.requested.m.cents = 4500000;
	d.funding = lines;
	d.funding_count = 2; /* 45 000 + 15 000.01 + 15 000 */
	expect(&d, "budget_mismatch", money_text((struct money){ 7500001 }).s);
	lines[0].amount.cents = 1500000;
	assert_null(find(&f, "budget_mismatch"));
	assert_null(find(&f, "aid_ceiling")); /* own funds are no aid */
	d.funding_count = 1; /* without own funds the rest is meant to be them */
	assert_null(find(&f, "budget_mismatch"));
	d.total.is = false;
	expect(&d, "no_total", "absent");
	assert_null(find(&f, "own_share"));
}

static void
an_award_counts_instead_of_the_request(void **state)
{
	struct dossier d = sound();
	struct warning_facts f = facts_of(&d);

	(void)state;
	f.state = STATE_AWARDED;
	f.has_decision = true;
	f.decision = (struct decision){ .kind = DECISION_AWARD, .amount = { true, { 6750000 } } };
	assert_non_null(find(&f, "own_share"));
	assert_non_null(strstr(find(&f, "own_share")->text, "10,00 %"));
}

static void
dates(void **state)
{
	struct dossier d = sound();
	struct warning_facts f = facts_of(&d);
	struct deadline dl = { DEADLINE_DECISION, { 18915 }, false };

	(void)state;
	d.start.n = 18764; /* the day before */
	expect(&d, "started_before", "17/05/2021");
	d.start.n = 18765;
	assert_null(find(&f, "started_before"));
	f.deadlines = &dl;
	f.deadline_count = 1;
	assert_non_null(find(&f, "deadline_soon"));
	assert_non_null(strstr(find(&f, "deadline_soon")->text, "15 jours"));
	dl.due.n = 18916;
	assert_null(find(&f, "deadline_soon"));
	dl.due.n = 18899;
	assert_non_null(strstr(find(&f, "deadline_late")->text, "dépassée de 1 jour"));
	dl.due = DAY_NONE;
	assert_null(find(&f, "deadline_late"));
}

static void
platform(void **state)
{
	struct dossier d = sound();
	struct warning_facts f = facts_of(&d);

	(void)state;
	f.changed_since_mark = true;
	assert_non_null(find(&f, "changed_since_mark"));
	d.platform_state = STR("refuse");
	assert_non_null(strstr(find(&f, "platform_moved")->text, "refusé"));
	f.state = STATE_REFUSED;
	f.has_decision = true;
	f.decision.kind = DECISION_REFUSE;
	assert_null(find(&f, "platform_moved"));
	f.decision_by_platform = true;
	assert_non_null(find(&f, "decided_on_platform"));
	f.decision_by_platform = false;
	f.decision.kind = DECISION_AWARD;
	f.state = STATE_NOTIFIED;
	assert_non_null(find(&f, "platform_moved"));
}

static void
hidden_characters(void **state)
{
	struct field fields[] = { { .flags = CLEAN_BIDI }, { .flags = 0 },
		{ .flags = CLEAN_TRUNCATED }, { .flags = CLEAN_CONTROL | CLEAN_TRUNCATED } };
	struct dossier d = sound();

	(void)state;
	d.fields = fields;
	d.field_count = 4;
	expect(&d, "masked_text", "2 réponses");
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sound_dossier_has_none),
		cmocka_unit_test(identifiers),
		cmocka_unit_test(departments),
		cmocka_unit_test(money),
		cmocka_unit_test(an_award_counts_instead_of_the_request),
		cmocka_unit_test(dates),
		cmocka_unit_test(platform),
		cmocka_unit_test(hidden_characters),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
