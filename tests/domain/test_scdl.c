/* SPDX-License-Identifier: EUPL-1.2 */
/* The SCDL schema "subventions" 2.1.1: a line that holds, and each field broken in turn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "pupitre/domain/scdl.h"

static void
good_line(struct str v[SCDL_FIELDS])
{
	memset(v, 0, SCDL_FIELDS * sizeof(*v));
	v[SCDL_GRANTOR] = STR("Préfecture du Loiret");
	v[SCDL_GRANTOR_ID] = STR("17450001500018");
	v[SCDL_DATE] = STR("2021-10-08");
	v[SCDL_BENEFICIARY] = STR("Commune d'Amilly");
	v[SCDL_BENEFICIARY_ID] = STR("21450004700013");
	v[SCDL_OBJECT] = STR("Portail famille");
	v[SCDL_AMOUNT] = STR("12345.67");
	v[SCDL_NATURE] = STR("aide en numéraire");
	v[SCDL_PAYMENT] = STR("unique");
	v[SCDL_PAYMENT_DATES] = STR("2021-10-08/2022-12-31");
	v[SCDL_EU] = STR("non");
	v[SCDL_SHARE] = STR("1");
}

static void
fields_are_those_of_the_schema(void **state)
{
	static const char *const names[] = { "nomAttribuant", "idAttribuant", "dateConvention",
		"referenceDecision", "nomBeneficiaire", "idBeneficiaire", "rnaBeneficiaire",
		"objet", "montant", "nature", "conditionsVersement", "datesPeriodeVersement",
		"idRAE", "notificationUE", "pourcentageSubvention", "dispositifAide" };

	(void)state;
	assert_int_equal(SCDL_FIELDS, sizeof(names) / sizeof(names[0]));
	for (int i = 0; i < SCDL_FIELDS; i++)
		assert_string_equal(scdl_rows[i].name, names[i]);
}

static void
each_field_broken_in_turn(void **state)
{
	static const struct {
		enum scdl_field field;
		const char *value, *word;
	} cases[] = {
		{ SCDL_GRANTOR, "", "nomAttribuant manque" },
		{ SCDL_GRANTOR_ID, "1745000150001", "14 chiffres" },
		{ SCDL_GRANTOR_ID, "1745000150001X", "14 chiffres" },
		{ SCDL_DATE, "08/10/2021", "AAAA-MM-JJ" },
		{ SCDL_DATE, "2021-02-30", "AAAA-MM-JJ" },
		{ SCDL_BENEFICIARY_ID, "214500047", "14 chiffres" },
		{ SCDL_AMOUNT, "12 345,67", "12345.67" },
		{ SCDL_AMOUNT, "12345.678", "12345.67" },
		{ SCDL_AMOUNT, "-1", "12345.67" },
		{ SCDL_EU, "peut-être", "oui ou non" },
		{ SCDL_SHARE, "70", "de 0.01 à 1" },
		{ SCDL_SHARE, "0", "de 0.01 à 1" },
		{ SCDL_SHARE, "0.00", "de 0.01 à 1" },
		{ SCDL_NATURE, "", "nature manque" },
		{ SCDL_NATURE, "subvention", "aide en numéraire" },
		{ SCDL_PAYMENT_DATES, "", "datesPeriodeVersement manque" },
		{ SCDL_PAYMENT_DATES, "2021-10-08_2022-12-31", "séparées par /" },
		{ SCDL_PAYMENT_DATES, "2021-10-08/", "séparées par /" },
		{ SCDL_PAYMENT_DATES, "2022-12-31/2021-10-08", "séparées par /" },
	};
	struct str v[SCDL_FIELDS];
	struct err err;

	(void)state;
	good_line(v);
	assert_int_equal(scdl_check(v, &err), OK);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		good_line(v);
		v[cases[i].field] = str_z(cases[i].value);
		assert_int_equal(scdl_check(v, &err), ERR_INPUT);
		if (!strstr(err.text, cases[i].word))
			fail_msg("case %zu: %s", i, err.text);
	}
}

static void
an_object_of_256_characters(void **state)
{
	char text[2 * 257];
	struct str v[SCDL_FIELDS];
	struct err err;

	(void)state;
	for (int i = 0; i < 257; i++)
		memcpy(text + 2 * i, "é", 2);
	good_line(v);
	v[SCDL_OBJECT] = (struct str){ text, 512 };
	assert_int_equal(scdl_check(v, &err), OK);
	v[SCDL_OBJECT] = (struct str){ text, 514 };
	assert_int_equal(scdl_check(v, &err), ERR_INPUT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_those_of_the_schema),
		cmocka_unit_test(each_field_broken_in_turn),
		cmocka_unit_test(an_object_of_256_characters),
	};

	return cmocka_run_group_tests_name("domain: scdl", tests, NULL, NULL);
}
