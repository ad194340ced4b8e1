/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/domain/mapping.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/collect.h"

#define RULE(list, ...)                                                                            \
	{                                                                                          \
		.sources = list, .count = sizeof(list) / sizeof((list)[0]), __VA_ARGS__            \
	}

static struct mapping_source title[] = { { .descriptor = "T1", .label = "Intitulé du projet" },
	{ .label = "Objet de la demande" } };
static struct mapping_source department[] = { { .label = "Département du demandeur" } };
static struct mapping_source category[] = { { .label = "Catégorie" } };
static struct mapping_source volet[] = { { .label = "Volet" } };
static struct mapping_source total[] = { { .label = "Coût total" }, { .label = "Coût en XPF" } };
static struct mapping_source requested[] = { { .label = "Montant demandé" } };
static struct mapping_source start[] = { { .label = "Début" } };
static struct mapping_source end[] = { { .label = "Fin" } };
static struct mapping_source contact[] = { { .label = "Nom", .occurrence = 1 } };
static struct mapping_source funding[] = { { .label = "Région - montant", .funder = "Région" },
	{ .label = "Fonds vert" }, { .label = "Reste", .funder = OWN_FUNDS } };

static const struct mapping mapping = { .rules = {
						[TARGET_TITLE] = RULE(title),
						[TARGET_DEPARTMENT] = RULE(department),
						[TARGET_CATEGORY] = RULE(category),
						[TARGET_VOLET] = RULE(volet),
						[TARGET_TOTAL] =
							RULE(total, .zero = ZERO_IS_ABSENT),
						[TARGET_REQUESTED] =
							RULE(requested, .zero = ZERO_IS_VALUE),
						[TARGET_START] = RULE(start),
						[TARGET_END] = RULE(end),
						[TARGET_CONTACT] = RULE(contact),
						[TARGET_FUNDING] =
							RULE(funding, .zero = ZERO_IS_ABSENT),
					} };

#define F(label_, value_)                                                                          \
	{                                                                                          \
		.label = STR(label_), .value = STR(value_)                                         \
	}

static struct dossier
mapped(struct arena *a, struct field *fields, size_t n)
{
	struct dossier d = {
		.fields = fields, .field_count = n, .start = DAY_NONE, .end = DAY_NONE
	};

	mapping_apply(&mapping, a, &d);
	return d;
}

static void
test_all_columns(void **state)
{
	struct field fields[] = {
		{ .descriptor = STR("T1"), .label = STR("Renommé"), .value = STR(" Toit ") },
		F("Objet de la demande", "autre"),
		F("Département du demandeur", "45 - Loiret"),
		F("CATEGORIE", "Services"),
		F("Volet", "Volet 2 - mutualisation"),
		F("Coût total", "744980"),
		F("Montant demandé", "12\u00a0345,67 €"),
		F("Début", "2026-03-15"),
		F("Fin", "28/09/2027"),
		F("Nom", "Maire"),
		{ .label = STR("Nom"), .occurrence = 1, .value = STR("Gandon") },
		F("Région - montant", "68000"),
		F("Fonds vert", "84000.50"),
		F("Reste", "1000"),
	};
	struct arena a = { 0 };
	struct dossier d = mapped(&a, fields, sizeof(fields) / sizeof(fields[0]));

	(void)state;
	assert_str(d.title, "Toit");
	assert_str(d.department, "45 - Loiret");
	assert_str(d.category, "Services");
	assert_int_equal(d.volet, 2);
	assert_true(d.total.is && d.total.m.cents == 74498000);
	assert_true(d.requested.is && d.requested.m.cents == 1234567);
	assert_string_equal(day_iso(d.start).s, "2026-03-15");
	assert_string_equal(day_iso(d.end).s, "2027-09-28");
	assert_str(d.contact, "Gandon");
	assert_int_equal(d.funding_count, 3);
	assert_str(d.funding[0].funder, "Région");
	assert_str(d.funding[1].funder, "Fonds vert");
	assert_int_equal(d.funding[1].amount.cents, 8400050);
	/* own funds are in the plan, and are no other funding */
	assert_str(d.funding[2].funder, OWN_FUNDS);
	assert_int_equal(d.other_funding.m.cents, 6800000 + 8400050);
	arena_done(&a);
}

static void
test_absent_and_unreadable(void **state)
{
	struct field fields[] = {
		{ .kind = FIELD_HEADER, .label = STR("Intitulé du projet"), .value = STR("1") },
		{ .label = STR("Intitulé du projet"), .value = STR("  ") },
		F("Objet de la demande", "Aide d’urgence"),
		F("Coût total", "environ 5000"),
		F("Montant demandé", "0"),
		F("Début", "au printemps"),
		F("Fin", "2026-02-30"),
		F("Volet", "sans objet 12"),
		F("Nom", "Gandon"),
		F("Région - montant", "0"),
		F("Fonds vert", "-5"),
	};
	struct arena a = { 0 };
	struct dossier d = mapped(&a, fields, sizeof(fields) / sizeof(fields[0]));

	(void)state;
	assert_str(d.title, "Aide d’urgence");
	assert_false(d.total.is);
	assert_true(d.requested.is && d.requested.m.cents == 0);
	assert_false(day_is(d.start));
	assert_false(day_is(d.end));
	assert_int_equal(d.volet, 0);
	/* the only field of that label serves, whatever its occurrence */
	assert_str(d.contact, "Gandon");
	assert_int_equal(d.funding_count, 0);
	assert_false(d.other_funding.is);
	arena_done(&a);
}

/* A blank amount falls through to the next source; a zero does not when it is a value. */
static void
test_sources_in_order(void **state)
{
	struct field fields[] = {
		{ .label = STR("Coût total") },
		F("Coût en XPF", "100"),
	};
	struct arena a = { 0 };
	struct dossier d = mapped(&a, fields, 2);

	(void)state;
	assert_true(d.total.is && d.total.m.cents == 10000);
	fields[0].value = STR("0");
	d = mapped(&a, fields, 2);
	assert_true(d.total.is && d.total.m.cents == 10000);
	arena_done(&a);
}

/* Applied again to other fields, nothing of before stays. */
static void
test_applied_again(void **state)
{
	struct field fields[] = { F("Intitulé du projet", "Toit"), F("Coût total", "12"),
		F("Fonds vert", "5") };
	struct arena a = { 0 };
	struct dossier d = mapped(&a, fields, 3);

	(void)state;
	assert_str(d.title, "Toit");
	d.field_count = 0;
	mapping_apply(&mapping, &a, &d);
	assert_str(d.title, "(absent)");
	assert_false(d.total.is);
	assert_int_equal(d.funding_count, 0);
	assert_false(d.other_funding.is);
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_columns),
		cmocka_unit_test(test_absent_and_unreadable),
		cmocka_unit_test(test_sources_in_order),
		cmocka_unit_test(test_applied_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
