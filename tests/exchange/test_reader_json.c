/* SPDX-License-Identifier: EUPL-1.2 */
/* Shapes of answers, bad records, kinds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "pupitre/base/utf8.h"
#include "support/collect.h"

#define HEAD(n)                                                                                    \
	"\"number\":" #n                                                                           \
	",\"state\":\"accepte\",\"dateDerniereModification\":\"2026-01-02T03:04:05Z\""
#define D(n) "{" HEAD(n) ",\"champs\":[]}"
#define PAGE(nodes)                                                                                \
	"{\"data\":{\"demarche\":{\"number\":7,\"title\":\"T\",\"dossiers\":{\"nodes\":[" nodes    \
	"]}}}}"

static enum status
read_text(struct collected *c, const char *text)
{
	enum status st;

	collect_init(c);
	st = collect(c, collect_file(text, strlen(text)));
	collect_file_gone();
	return st;
}

static void
test_shapes(void **state)
{
	static const struct {
		const char *text;
		size_t count;
		const char *demarche; /* of the last dossier */
	} cases[] = {
		{ D(1), 1, "(absent)" },
		{ "[" D(1) "," D(2) "]", 2, "(absent)" },
		{ D(1) "\n" D(2) "\n", 2, "(absent)" },
		{ "{\"data\":{\"dossier\":" D(1) "}}", 1, "(absent)" },
		{ "{\"data\":{\"dossier\":{" HEAD(1) ",\"demarche\":{\"number\":9}}}}", 1, "9" },
		{ PAGE(D(1) "," D(2)), 2, "7" },
		{ PAGE(D(1)) PAGE(D(2)), 2, "7" },
		{ "[" PAGE(D(1)) "," PAGE(D(2)) "]", 2, "7" },
		/* the démarche's number after its dossiers */
		{ "{\"data\":{\"demarche\":{\"dossiers\":{\"nodes\":[" D(1) "]},\"number\":7}}}", 1,
			"7" },
		{ "{\"data\":{\"demarche\":{\"number\":7,\"dossiers\":{\"edges\":[{\"cursor\":"
		  "\"x\",\"node\":" D(1) "}]}}}}",
			1, "7" },
		{ "{\"data\":{\"groupeInstructeur\":{\"number\":3,\"dossiers\":{\"nodes\":[" D(
			  1) "]}}}}",
			1, "(absent)" },
		{ "{\"number\":7,\"title\":\"T\",\"dossiers\":{\"nodes\":[" D(1) "]}}", 1, "7" },
		{ "\xEF\xBB\xBF" D(1), 1, "(absent)" },
		{ "  \r\n\t" D(1), 1, "(absent)" },
		{ PAGE(""), 0, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct collected c;

		if (read_text(&c, cases[i].text) != OK)
			fail_msg("case %zu: %s", i, c.err.text);
		assert_int_equal(c.count, cases[i].count);
		assert_int_equal(c.refused_count, 0);
		if (c.count)
			assert_str(c.dossiers[c.count - 1].demarche, cases[i].demarche);
		collect_done(&c);
	}
}

static void
test_files_refused_whole(void **state)
{
	static const struct {
		const char *text, *says;
	} cases[] = {
		{ "", "vide" },
		{ "{}", "ni dossier ni formulaire" },
		{ "[]", "ni dossier ni formulaire" },
		{ "[[" D(1) "]]", "ni dossier ni formulaire" },
		{ "{\"a\":[1,2,{\"dossiers\":3}]}", "ni dossier ni formulaire" },
		{ D(1) "x", "colonne" },
		{ "{\"data\":{\"dossier\":{\"number\":1,}}}", "ligne 1, colonne 32 (octet 31)" },
		{ "[\n {\"number\" 1}]", "ligne 2, colonne 12" },
		{ D(1) "]", "JSON valide" },
		{ "{\"errors\":[{\"message\":\"Token expired\"}],\"data\":null}", "Token expired" },
		{ "{\"errors\":[{\"message\":\"Une\\u001b[31m erreur\"}]}", "Une␛[31m erreur" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct collected c;

		assert_int_equal(read_text(&c, cases[i].text), ERR_INPUT);
		if (!strstr(c.err.text, cases[i].says))
			fail_msg("case %zu: '%s' does not say '%s'", i, c.err.text, cases[i].says);
		collect_done(&c);
	}
}

static void
test_bad_records(void **state)
{
	static const struct {
		const char *record, *says;
		int64_t number;
	} cases[] = {
		{ "{\"state\":\"accepte\",\"champs\":[]}", "numéro du dossier manque", 0 },
		{ "{\"number\":\"x\",\"state\":\"accepte\",\"champs\":[]}", "entier positif", 0 },
		{ "{\"number\":-4,\"state\":\"accepte\",\"champs\":[]}", "entier positif", 0 },
		{ "{\"number\":1.5,\"state\":\"accepte\",\"champs\":[]}", "entier positif", 0 },
		{ "{\"number\":99999999999999999999,\"state\":\"accepte\",\"champs\":[]}",
			"entier positif", 0 },
		{ "{\"number\":[1],\"state\":\"accepte\",\"champs\":[]}", "entier positif", 0 },
		{ "{\"number\":5,\"champs\":[]}", "état du dossier manque", 5 },
		{ "{\"number\":5,\"state\":\"perdu\",\"champs\":[]}", "« perdu »", 5 },
		{ "{\"number\":5,\"state\":\"accepte\",\"champs\":{}}", "liste", 5 },
		{ "{\"number\":5,\"state\":\"accepte\",\"dateDerniereModification\":\"hier\","
		  "\"champs\":[]}",
			"« hier »", 5 },
		{ "null", "réponse partielle", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct collected c;
		char text[1024];

		snprintf(text, sizeof(text), PAGE(D(1) ",%s," D(2)), cases[i].record);
		assert_int_equal(read_text(&c, text), OK);
		assert_int_equal(c.count, 2);
		assert_int_equal(c.refused_count, 1);
		assert_int_equal(c.refused[0].record, 2);
		assert_int_equal(c.refused[0].number, cases[i].number);
		if (str_find(c.refused[0].why, str_z(cases[i].says)) < 0)
			fail_msg("case %zu: '%s'", i, collect_z(c.refused[0].why));
		collect_done(&c);
	}
}

static void
test_partial_answer(void **state)
{
	struct collected c;

	(void)state;
	assert_int_equal(
		read_text(&c,
			"{\"errors\":[{\"message\":\"timeout\"},{\"message\":\"other\"}],"
			"\"data\":{\"demarche\":{\"number\":7,\"dossiers\":{\"nodes\":[null," D(
				1) "]}}}}"),
		OK);
	assert_int_equal(c.count, 1);
	assert_int_equal(c.refused_count, 1);
	assert_true(str_find(c.notice, STR("2 erreur(s)")) > 0);
	assert_true(str_find(c.notice, STR("« timeout »")) > 0);
	assert_true(str_find(c.notice, STR("1 dossier(s) manquant(s)")) > 0);
	collect_done(&c);
	assert_int_equal(read_text(&c, "[null,3," D(4) "]"), OK);
	assert_int_equal(c.count, 1);
	assert_int_equal(c.refused_count, 2);
	collect_done(&c);
}

/* One champ of each kind: its members and aliases, and the value kept. */
static const struct {
	const char *type, *members;
	enum field_kind kind;
	const char *value;
} values[] = {
	{ "TextChamp", "\"stringValue\":\"a\\r\\nb\"", FIELD_TEXT, "a\nb" },
	{ "TextChamp", "\"stringValue\":\"\",\"value\":null", FIELD_TEXT, "(absent)" },
	{ "TextChamp", "\"value\":\"v\"", FIELD_TEXT, "v" },
	{ "SonarChamp", "\"stringValue\":\"ping\"", FIELD_TEXT, "ping" },
	{ "CheckboxChamp", "\"stringValue\":\"true\",\"checked\":true", FIELD_CHECKBOX, "true" },
	{ "CheckboxChamp", "\"value\":false", FIELD_CHECKBOX, "false" },
	{ "YesNoChamp", "\"stringValue\":\"\",\"selected\":null", FIELD_YES_NO, "(absent)" },
	{ "YesNoChamp", "\"stringValue\":\"\",\"value\":false", FIELD_YES_NO, "(absent)" },
	{ "YesNoChamp", "\"selected\":true", FIELD_YES_NO, "true" },
	{ "DateChamp", "\"stringValue\":\"15 janvier 2025\",\"date\":\"2025-01-15\"", FIELD_DATE,
		"2025-01-15" },
	{ "DatetimeChamp",
		"\"stringValue\":\"15 janvier 2025 14:52\",\"datetime\":\"2025-01-15T14:52:"
		"00+01:00\"",
		FIELD_DATETIME, "2025-01-15T14:52:00+01:00" },
	{ "IntegerNumberChamp", "\"stringValue\":\"\",\"integerNumber\":\"42\"", FIELD_INTEGER,
		"42" },
	{ "IntegerNumberChamp", "\"value\":\"5522885577123\"", FIELD_INTEGER, "5522885577123" },
	{ "DecimalNumberChamp", "\"stringValue\":\"256888.00\",\"decimalNumber\":256888.0",
		FIELD_DECIMAL, "256888.00" },
	{ "DecimalNumberChamp", "\"decimalNumber\":12.5", FIELD_DECIMAL, "12.5" },
	{ "CiviliteChamp", "\"civilite\":\"Mme\"", FIELD_CHOICE, "Mme" },
	{ "MultipleDropDownListChamp", "\"values\":[\"a\",\"b, c\"]", FIELD_CHOICES, "a, b, c" },
	{ "LinkedDropDownListChamp", "\"primaryValue\":\"A\",\"secondaryValue\":\"B\"",
		FIELD_LINKED, "A / B" },
	{ "LinkedDropDownListChamp", "\"primaryValue\":\"A\",\"secondaryValue\":\"\"", FIELD_LINKED,
		"A" },
	{ "CommuneChamp", "\"stringValue\":\"Laval (53000)\"", FIELD_COMMUNE, "Laval (53000)" },
	{ "CommuneChamp", "\"commune\":{\"name\":\"Laval\"}", FIELD_COMMUNE, "Laval" },
	{ "DepartementChamp", "\"stringValue\":\"53 - Mayenne\"", FIELD_DEPARTMENT,
		"53 - Mayenne" },
	{ "RegionChamp", "\"region\":{\"name\":\"Bretagne\"}", FIELD_REGION, "Bretagne" },
	{ "EpciChamp", "\"epci\":{\"name\":\"CC\"}", FIELD_EPCI, "CC" },
	{ "PaysChamp", "\"stringValue\":\"France\"", FIELD_COUNTRY, "France" },
	{ "AddressChamp", "\"address\":{\"label\":\"1 rue\"}", FIELD_ADDRESS, "1 rue" },
	{ "SiretChamp", "\"etablissement\":{\"siret\":\"21530170600010\"}", FIELD_SIRET,
		"21530170600010" },
	{ "RNAChamp", "\"stringValue\":\"W44\"", FIELD_RNA, "W44" },
	{ "DossierLinkChamp", "\"dossier\":{\"number\":30000001}", FIELD_DOSSIER_LINK, "30000001" },
	{ "PieceJustificativeChamp",
		"\"stringValue\":null,\"files\":[{\"filename\":\"a.pdf\"},{"
		"\"filename\":\"b.pdf\"}]",
		FIELD_FILES, "a.pdf, b.pdf" },
	{ "TitreIdentiteChamp", "\"filled\":true", FIELD_IDENTITY, "présent" },
	{ "TitreIdentiteChamp", "\"filled\":false", FIELD_IDENTITY, "absent" },
	{ "CarteChamp",
		"\"geoAreas\":[{\"description\":\"Zone A\"},{\"description\":null},{"
		"\"description\":\"Zone B\"}]",
		FIELD_MAP, "Zone A\nZone B" },
	{ "HeaderSectionChamp", "\"stringValue\":\"\",\"level\":2", FIELD_HEADER, "2" },
	{ "ExplicationChamp", "\"stringValue\":\"\"", FIELD_EXPLANATION, "(absent)" },
	{ "EngagementJuridiqueChamp", "\"stringValue\":\"2140286938\"", FIELD_TEXT, "2140286938" },
	{ "TextChamp", "\"stringValue\":{\"a\":[1]}", FIELD_TEXT, "(absent)" },
	{ "DateChamp", "\"date\":[],\"stringValue\":\"bientôt\"", FIELD_DATE, "bientôt" },
};

static void
test_values(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		struct collected c;
		char text[1024];

		snprintf(text, sizeof(text),
			"{" HEAD(1) ",\"champs\":[{\"__typename\":\"%s\",\"label\":\"L\","
				    "\"champDescriptorId\":"
				    "\"x\",%s}]}",
			values[i].type, values[i].members);
		assert_int_equal(read_text(&c, text), OK);
		assert_int_equal(c.dossiers[0].field_count, 1);
		if (c.dossiers[0].fields[0].kind != values[i].kind)
			fail_msg("%s: kind %d", values[i].type, c.dossiers[0].fields[0].kind);
		assert_str(c.dossiers[0].fields[0].value, values[i].value);
		collect_done(&c);
	}
}

static bool
find_kind(void *ctx, struct str demarche, struct str id, enum field_kind *kind)
{
	(void)ctx;
	if (!str_eqz(demarche, "7") || !str_eqz(id, "stored"))
		return false;
	*kind = FIELD_YES_NO;
	return true;
}

/* The descriptor's type wins over the __typename, which depends on the query: of the same file
 * (even after the dossiers), then of the store. */
static void
test_kinds_from_descriptors(void **state)
{
	static const char text[] = "{\"data\":{\"demarche\":{\"dossiers\":{\"nodes\":[{" HEAD(
		1) ",\"champs\":["
		   "{\"__typename\":\"TextChamp\",\"label\":\"A\",\"champDescriptorId\":\"d1\","
		   "\"stringValue\":\"1 "
		   "rue\"},"
		   "{\"__typename\":\"CheckboxChamp\",\"label\":\"B\",\"champDescriptorId\":"
		   "\"stored\",\"stringValue\""
		   ":\"\",\"checked\":false},"
		   "{\"__typename\":\"TextChamp\",\"label\":\"C\",\"champDescriptorId\":\"d3\","
		   "\"stringValue\":\"\"},"
		   "{\"__typename\":\"TextChamp\",\"label\":\"D\",\"champDescriptorId\":\"d4\","
		   "\"stringValue\":\"42\"}"
		   "]}]},"
		   "\"number\":7,\"activeRevision\":{\"champDescriptors\":["
		   "{\"__typename\":\"AddressChampDescriptor\",\"id\":\"d1\",\"label\":\"A\"},"
		   "{\"__typename\":\"HeaderSectionChampDescriptor\",\"id\":\"d3\",\"label\":\"C\"}"
		   ","
		   "{\"__typename\":\"RepetitionChampDescriptor\",\"id\":\"r\",\"label\":\"R\","
		   "\"champDescriptors\":["
		   "{\"type\":\"integer_number\",\"id\":\"d4\",\"label\":\"D\"}]}]}}}}";
	struct collected c;

	(void)state;
	collect_init(&c);
	c.sink.find_descriptor = find_kind;
	assert_int_equal(collect(&c, collect_file(text, strlen(text))), OK);
	collect_file_gone();
	assert_int_equal(c.count, 1);
	assert_int_equal(c.dossiers[0].fields[0].kind, FIELD_ADDRESS);
	assert_str(c.dossiers[0].fields[0].value, "1 rue");
	assert_int_equal(c.dossiers[0].fields[1].kind, FIELD_YES_NO);
	assert_str(c.dossiers[0].fields[1].value, "(absent)");
	assert_int_equal(c.dossiers[0].fields[2].kind, FIELD_HEADER);
	assert_int_equal(c.dossiers[0].fields[3].kind, FIELD_INTEGER);
	assert_int_equal(c.descriptor_count, 4);
	assert_str(c.descriptors[3].d.id, "d4");
	assert_int_equal(c.descriptors[3].d.position, 3);
	assert_str(c.descriptors[3].demarche, "7");
	collect_done(&c);
}

static void
test_applicants(void **state)
{
	static const struct {
		const char *who, *siret, *name, *email;
	} cases[] = {
		{ "{\"siret\":\"1\",\"entreprise\":{\"raisonSociale\":\"COMMUNE\"}}", "1",
			"COMMUNE", "u@x.fr" },
		{ "{\"siret\":\"1\",\"entreprise\":{\"raisonSociale\":\"\",\"nomCommercial\":\"\","
		  "\"prenom\":"
		  "\"Zoë\",\"nom\":\"D'A\"}}",
			"1", "Zoë D'A", "u@x.fr" },
		{ "{\"siret\":\"1\",\"association\":{\"titre\":\"Les amis\"}}", "1", "Les amis",
			"u@x.fr" },
		{ "{\"__typename\":\"PersonneMoraleIncomplete\",\"siret\":\"1\"}", "1", "(absent)",
			"u@x.fr" },
		{ "{\"civilite\":\"M\",\"nom\":\"Petit\",\"prenom\":\"Jean\"}", "(absent)",
			"Jean Petit", "u@x.fr" },
		{ "null", "(absent)", "(absent)", "u@x.fr" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct collected c;
		char text[1024];

		snprintf(text, sizeof(text),
			"{" HEAD(1) ",\"champs\":[],\"usager\":{\"email\":\"u@x.fr\"},"
				    "\"demandeur\":%s}",
			cases[i].who);
		assert_int_equal(read_text(&c, text), OK);
		assert_str(c.dossiers[0].applicant.siret, cases[i].siret);
		assert_str(c.dossiers[0].applicant.name, cases[i].name);
		assert_str(c.dossiers[0].applicant.email, cases[i].email);
		assert_int_equal(c.dossiers[0].applicant.population, -1);
		collect_done(&c);
	}
}

static void
test_repetition(void **state)
{
	struct collected c;
	const struct field *f;

	(void)state;
	assert_int_equal(
		read_text(&c,
			"{" HEAD(
				1) ",\"champs\":[{\"__typename\":\"HeaderSectionChamp\",\"label\":"
				   "\"H\",\"level\":"
				   "2},"
				   "{\"__typename\":\"RepetitionChamp\",\"label\":\"Devis\","
				   "\"rows\":["
				   "{\"id\":\"Row-1\",\"champs\":[{\"label\":\"Montant\","
				   "\"stringValue\":\"1\"}]},"
				   "{\"champs\":[{\"label\":\"Montant\",\"stringValue\":\"2\"}]}]},"
				   "{\"__typename\":\"RepetitionChamp\",\"label\":\"Vide\","
				   "\"rows\":[]}]}"),
		OK);
	assert_int_equal(c.dossiers[0].field_count, 4);
	f = c.dossiers[0].fields;
	assert_int_equal(f[1].kind, FIELD_HEADER);
	assert_str(f[1].label, "Devis");
	assert_str(f[1].value, "3");
	assert_str(f[2].row, "Row-1");
	assert_str(f[2].value, "1");
	assert_int_equal(f[2].occurrence, 0);
	assert_true(f[3].row.len > 0 && !str_eq(f[3].row, f[2].row));
	assert_int_equal(f[3].occurrence, 1);
	collect_done(&c);
}

static void
test_hostile_text(void **state)
{
	struct collected c;
	const struct dossier *d;

	(void)state;
	assert_int_equal(
		read_text(&c, "{" HEAD(1) ",\"motivation\":\"\\u001b]52;c;x\\u0007\",\"champs\":["
					  "{\"label\":\"L\\u202eX\",\"stringValue\":"
					  "\"a\\u0000b\\u001b[2J\xff\"}]}"),
		OK);
	d = &c.dossiers[0];
	assert_str(d->motivation, "␛]52;c;x␇");
	assert_str(d->fields[0].label, "L⧉X");
	assert_str(d->fields[0].value, "a␀b␛[2J\uFFFD");
	assert_int_equal(d->fields[0].flags, CLEAN_CONTROL | CLEAN_INVALID);
	assert_true(str_eq(d->fields[0].raw, STR("a\0b\x1b[2J\xff")));
	collect_done(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_files_refused_whole),
		cmocka_unit_test(test_bad_records),
		cmocka_unit_test(test_partial_answer),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_kinds_from_descriptors),
		cmocka_unit_test(test_applicants),
		cmocka_unit_test(test_repetition),
		cmocka_unit_test(test_hostile_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
