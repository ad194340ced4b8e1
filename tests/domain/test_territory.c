/* SPDX-License-Identifier: EUPL-1.2 */
/* Expected facts were read in the files of the npm package, not in the program's own tables. */
#include "pupitre/domain/territory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pupitre/domain/dossier.h"
#include "support/collect.h"

static void
test_known_collectivites(void **state)
{
	static const struct {
		const char *siren, *name, *insee, *department, *region, *epci;
		enum territory_kind kind;
		int64_t population;
	} cases[] = {
		{ "214502346", "Orléans", "45234", "45", "24", "Orléans Métropole",
			TERRITORY_COMMUNE, 116357 },
		{ "215301706", "Oisseau", "53170", "53", "52", "CC du Bocage Mayennais",
			TERRITORY_COMMUNE, 1136 },
		{ "244500468", "Orléans Métropole", "244500468", "45", "24", "(absent)",
			TERRITORY_METROPOLE, 293673 },
		{ "200046977", "Métropole de Lyon", "200046977", "69", "84", "(absent)",
			TERRITORY_METROPOLE, 1433613 },
		{ "200000172", "CC Faucigny - Glières", "200000172", "74", "84", "(absent)",
			TERRITORY_CC, 28363 },
		{ "249740119", "CA Intercommunale du Nord de la Réunion (CINOR)", "249740119",
			"974", "04", "(absent)", TERRITORY_CA, 216588 },
		{ "200057867", "Plaine Commune", "200057867", "93", "11", "(absent)", TERRITORY_EPT,
			453671 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct territory t;

		assert_true(territory_find(str_z(cases[i].siren), &t));
		assert_int_equal(t.kind, cases[i].kind);
		assert_str(t.siren, cases[i].siren);
		assert_str(t.name, cases[i].name);
		assert_str(t.insee, cases[i].insee);
		assert_str(t.department, cases[i].department);
		assert_str(t.region, cases[i].region);
		assert_str(t.epci, cases[i].epci);
		assert_int_equal(t.population, cases[i].population);
	}
}

static void
test_unknown_sirens(void **state)
{
	static const char *const cases[] = { "", "356000000", "000000000", "999999999", "21450234",
		"2145023460", "# Source:", "21450234\n", "abcdefghi" };
	struct territory t;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_false(territory_find(str_z(cases[i]), &t));
	assert_false(territory_find(STR_NONE, &t));
}

/* Every SIREN of the reference is found by the bisection, and no other one near it. */
static void
test_every_line_is_found(void **state)
{
	extern const char _binary_share_territories_territories_tsv_start[];
	extern const char _binary_share_territories_territories_tsv_end[];
	struct str rest = { _binary_share_territories_territories_tsv_start, 0 }, line;
	struct territory t;
	size_t found = 0;

	(void)state;
	rest.len = (size_t)(_binary_share_territories_territories_tsv_end - rest.ptr);
	while (rest.len) {
		(void)str_cut(&rest, '\n', &line);
		if (line.ptr[0] == '#')
			continue;
		line.len = 9;
		assert_true(territory_find(line, &t));
		assert_true(str_eq(t.siren, line));
		assert_true(t.name.len > 0 && t.department.len > 0);
		found++;
	}
	assert_int_equal(found, 36141);
}

static void
test_departments(void **state)
{
	static const struct {
		const char *text, *code, *name, *region;
	} cases[] = {
		{ "45", "45", "Loiret", "24" },
		{ " 45 ", "45", "Loiret", "24" },
		{ "45 - Loiret", "45", "Loiret", "24" },
		{ "45 – Loiret", "45", "Loiret", "24" },
		{ "45 (Loiret)", "45", "Loiret", "24" },
		{ "Loiret", "45", "Loiret", "24" },
		{ "loiret", "45", "Loiret", "24" },
		{ "Loiret (45)", "45", "Loiret", "24" },
		{ "2a", "2A", "Corse-du-Sud", "94" },
		{ "01 - Ain", "01", "Ain", "84" },
		{ "COTE-D'OR", "21", "Côte-d'Or", "27" },
		{ "974 - La Réunion", "974", "La Réunion", "04" },
		{ "987", "987", "Polynésie française", "987" },
	};
	static const char *const unknown[] = { "", " ", "00", "20", "4", "Loirett", "450" };
	struct str code, name, region;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(department_find(str_z(cases[i].text), &code, &name, &region));
		assert_str(code, cases[i].code);
		assert_str(name, cases[i].name);
		assert_str(region, cases[i].region);
	}
	for (size_t i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		assert_false(department_find(str_z(unknown[i]), &code, &name, &region));
}

static void
test_regions(void **state)
{
	static const char *const centre[] = { "18", "28", "36", "37", "41", "45" };
	struct str name, codes[20];

	(void)state;
	assert_true(region_find(STR("24"), &name));
	assert_str(name, "Centre-Val de Loire");
	assert_false(region_find(STR("99"), &name));
	assert_false(region_find(STR_NONE, &name));
	assert_int_equal(departments_of_region(STR("24"), codes, 20), 6);
	for (size_t i = 0; i < 6; i++)
		assert_str(codes[i], centre[i]);
	assert_int_equal(departments_of_region(STR("84"), codes, 3), 3);
	assert_int_equal(departments_of_region(STR("99"), codes, 20), 0);
}

static void
test_siret(void **state)
{
	static const struct {
		const char *text;
		enum siret_check expected;
	} cases[] = {
		{ "21530170600010", SIRET_OK },
		{ "215 301 706 00010", SIRET_OK },
		{ "215\u00a0301\u00a0706\u00a000010", SIRET_OK },
		{ "21530170600011", SIRET_KEY },
		{ "12530170600010", SIRET_KEY },
		/* La Poste: digits of 35600000000048 add up to 26 but its Luhn key is right; those of
		 * 35600000049837 add up to 45, a multiple of five, and its Luhn key is wrong. */
		{ "35600000000048", SIRET_OK },
		{ "35600000049837", SIRET_OK },
		{ "35600000049838", SIRET_KEY },
		{ "2153017060001", SIRET_LENGTH },
		{ "215301706000100", SIRET_LENGTH },
		{ "215301706", SIRET_LENGTH },
		{ "2153017060001X", SIRET_LENGTH },
		{ "", SIRET_ABSENT },
		{ "  ", SIRET_ABSENT },
		{ "0123456", SIRET_OVERSEAS },
		{ "1234567001", SIRET_OVERSEAS },
		{ "123456", SIRET_OVERSEAS },
		{ "A12345", SIRET_OVERSEAS },
		{ "A12345001", SIRET_OVERSEAS },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (siret_verify(str_z(cases[i].text)) != cases[i].expected)
			fail_msg("siret '%s'", cases[i].text);
	assert_int_equal(siret_verify(STR_NONE), SIRET_ABSENT);
}

static void
test_applicant(void **state)
{
	struct arena a = { 0 };
	struct dossier d = { .department = STR("Loiret") };

	(void)state;
	d.applicant.siret = STR("215 301 706 00010");
	applicant_complete(&a, &d);
	assert_str(d.applicant.kind, "commune");
	assert_str(d.applicant.insee, "53170");
	assert_str(d.applicant.department, "53");
	assert_str(d.applicant.epci, "CC du Bocage Mayennais");
	assert_int_equal(d.applicant.population, 1136);
	assert_str(d.department, "45");
	d.department = STR("nulle part");
	applicant_complete(&a, &d);
	assert_str(d.department, "53");
	d.department = STR_NONE;
	d.applicant.siret = STR("99999999900010");
	applicant_complete(&a, &d);
	assert_str(d.applicant.kind, "(absent)");
	assert_int_equal(d.applicant.population, -1);
	assert_str(d.department, "(absent)");
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_collectivites),
		cmocka_unit_test(test_unknown_sirens),
		cmocka_unit_test(test_every_line_is_found),
		cmocka_unit_test(test_departments),
		cmocka_unit_test(test_regions),
		cmocka_unit_test(test_siret),
		cmocka_unit_test(test_applicant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
