/* SPDX-License-Identifier: EUPL-1.2 */
/* The CSV form of each kind, as the platform's export writes it; the canonical bytes. */
#include "pupitre/domain/dossier.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pupitre/base/buf.h"
#include "support/collect.h"

static void
test_csv_form(void **state)
{
	static const struct {
		enum field_kind kind;
		const char *value, *form;
	} cases[] = {
		{ FIELD_TEXT, "Réfection du toit", "Réfection du toit" },
		{ FIELD_TEXT, "toit \U0001F600 neuf", "toit   neuf" },
		{ FIELD_TEXT, NULL, "(absent)" },
		{ FIELD_HEADER, "1", "(absent)" },
		{ FIELD_EXPLANATION, NULL, "(absent)" },
		{ FIELD_CHECKBOX, "true", "on" },
		{ FIELD_CHECKBOX, "false", "off" },
		{ FIELD_CHECKBOX, NULL, "off" },
		{ FIELD_YES_NO, "true", "Oui" },
		{ FIELD_YES_NO, "false", "Non" },
		{ FIELD_YES_NO, NULL, "" },
		{ FIELD_DATE, "2026-03-15", "2026-03-15" },
		{ FIELD_INTEGER, "744980", "744980" },
		{ FIELD_INTEGER, NULL, "0" },
		{ FIELD_DECIMAL, "1286443", "1286443.0" },
		{ FIELD_DECIMAL, "256888.00", "256888.0" },
		{ FIELD_DECIMAL, "49.50", "49.5" },
		{ FIELD_DECIMAL, NULL, "0" },
		{ FIELD_CHOICES, "a, b", "a, b" },
		{ FIELD_LINKED, "53 - Mayenne / 200042182 - CC", "53 - Mayenne;200042182 - CC" },
		{ FIELD_LINKED, "A", "A" },
		{ FIELD_DEPARTMENT, "53 - Mayenne", "Mayenne" },
		{ FIELD_COMMUNE, "Laval (53000)", "Laval (53000)" },
		{ FIELD_FILES, "a.pdf, b.pdf", "a.pdf, b.pdf" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct field f = { .kind = cases[i].kind, .value = str_z(cases[i].value) };

		assert_str(field_csv_form(&a, &f), cases[i].form);
	}
	arena_done(&a);
}

static void
test_kind_codes(void **state)
{
	(void)state;
	for (int k = 0; k < FIELD_KIND_COUNT; k++)
		assert_int_equal(field_kind_find(str_z(field_kind_codes[k])), k);
	assert_int_equal(field_kind_find(STR("sonar")), FIELD_TEXT);
	assert_int_equal(field_kind_find(STR_NONE), FIELD_TEXT);
}

static struct field fields[] = {
	{ .section = SECTION_FORM,
		.kind = FIELD_HEADER,
		.label = STR("1. Projet"),
		.value = STR("1") },
	{ .section = SECTION_FORM,
		.kind = FIELD_TEXT,
		.descriptor = STR("Q2hhbXAtMQ=="),
		.row = STR("01J"),
		.label = STR("Nom"),
		.occurrence = 2,
		.value = STR("Zoë"),
		.raw = STR("Zo\0e\xff"),
		.flags = 3,
		.stated = { 1700000000000 } },
	{ .section = SECTION_ANNOTATION, .kind = FIELD_DECIMAL, .label = STR("Taux") },
};
static struct funding_line funding[] = { { STR("Région"), { 1234567 } } };
static struct attachment attachments[] = { { STR("Délibération"), STR("d.pdf"),
	STR("application/pdf"), 6346225 } };

static struct dossier
full(void)
{
	return (struct dossier){
		.number = 5522885577,
		.source = SOURCE_JSON,
		.modified = { 1729066173000 },
		.answered = { 0 },
		.demarche = STR("11223344"),
		.demarche_title = STR("Titre"),
		.platform_state = STR("refuse"),
		.submitted_at = { 1729066172000 },
		.instruction_at = INSTANT_NONE,
		.decided_at = { -1 },
		.motivation = STR("deux\nlignes"),
		.group = STR(""),
		.title = STR("Toit"),
		.department = STR("45"),
		.category = STR_NONE,
		.volet = 2,
		.total = { true, { 25688800 } },
		.requested = { true, { 0 } },
		.other_funding = { false, { 0 } },
		.start = { 20103 },
		.end = DAY_NONE,
		.contact = STR("Alban"),
		.applicant = { .siret = STR("21670449400014"),
			.name = STR("COMMUNE"),
			.population = -1,
			.email = STR("a@b.fr") },
		.fields = fields,
		.field_count = 3,
		.funding = funding,
		.funding_count = 1,
		.attachments = attachments,
		.attachment_count = 1,
	};
}

static struct str
bytes_of(struct arena *a, const struct dossier *d)
{
	struct buf b = { 0 };
	struct str s;

	dossier_canonical(d, &b);
	s = arena_str(a, buf_str(&b));
	buf_done(&b);
	return s;
}

static void
test_canonical_round_trip(void **state)
{
	struct arena a = { 0 };
	struct dossier d = full(), back;

	(void)state;
	assert_true(dossier_from_canonical(bytes_of(&a, &d), &a, &back));
	assert_true(str_eq(bytes_of(&a, &d), bytes_of(&a, &back)));
	assert_true(hash_eq(dossier_hash(&d), dossier_hash(&back)));
	assert_int_equal(back.number, 5522885577);
	assert_str(back.motivation, "deux\nlignes");
	assert_str(back.group, "");
	assert_null(back.category.ptr);
	assert_false(instant_is(back.instruction_at));
	assert_int_equal(back.decided_at.ms, -1);
	assert_true(back.requested.is);
	assert_false(back.other_funding.is);
	assert_false(day_is(back.end));
	assert_int_equal(back.applicant.population, -1);
	assert_true(str_eq(back.fields[1].raw, STR("Zo\0e\xff")));
	assert_int_equal(back.fields[1].stated.ms, 1700000000000);
	assert_int_equal(back.attachments[0].bytes, 6346225);
	assert_int_equal(back.funding[0].amount.cents, 1234567);
	arena_done(&a);
}

/* Every member counts in the hash. */
static void
test_hash_covers_every_member(void **state)
{
	struct dossier base = full(), d;
	struct hash h = dossier_hash(&base);
	struct field changed[3];

	(void)state;
#define CHANGED(statement)                                                                         \
	do {                                                                                       \
		d = base;                                                                          \
		memcpy(changed, fields, sizeof(changed));                                          \
		d.fields = changed;                                                                \
		statement;                                                                         \
		assert_false(hash_eq(h, dossier_hash(&d)));                                        \
	} while (0)
	CHANGED(d.number++);
	CHANGED(d.source = SOURCE_CSV);
	CHANGED(d.modified.ms++);
	CHANGED(d.answered.ms++);
	CHANGED(d.demarche = STR("x"));
	CHANGED(d.demarche_title = STR_NONE);
	CHANGED(d.platform_state = STR("accepte"));
	CHANGED(d.submitted_at.ms++);
	CHANGED(d.instruction_at.ms = 0);
	CHANGED(d.decided_at = INSTANT_NONE);
	CHANGED(d.motivation = STR(""));
	CHANGED(d.group = STR_NONE);
	CHANGED(d.title = STR("toit"));
	CHANGED(d.department = STR("4"));
	CHANGED(d.category = STR(""));
	CHANGED(d.volet = 1);
	CHANGED(d.total.m.cents++);
	CHANGED(d.requested.is = false);
	CHANGED(d.other_funding.is = true);
	CHANGED(d.start.n++);
	CHANGED(d.end.n = 0);
	CHANGED(d.contact = STR("alban"));
	CHANGED(d.applicant.siret = STR_NONE);
	CHANGED(d.applicant.name = STR("C"));
	CHANGED(d.applicant.kind = STR("cc"));
	CHANGED(d.applicant.insee = STR("1"));
	CHANGED(d.applicant.department = STR("1"));
	CHANGED(d.applicant.epci = STR("e"));
	CHANGED(d.applicant.population = 0);
	CHANGED(d.applicant.address = STR("a"));
	CHANGED(d.applicant.city = STR("c"));
	CHANGED(d.applicant.email = STR_NONE);
	CHANGED(d.field_count--);
	CHANGED(d.funding_count--);
	CHANGED(d.attachment_count--);
	CHANGED(changed[1].section = SECTION_ANNOTATION);
	CHANGED(changed[1].kind = FIELD_CHOICE);
	CHANGED(changed[1].descriptor = STR_NONE);
	CHANGED(changed[1].row = STR_NONE);
	CHANGED(changed[1].label = STR("nom"));
	CHANGED(changed[1].occurrence = 1);
	CHANGED(changed[1].value = STR_NONE);
	CHANGED(changed[1].raw = STR_NONE);
	CHANGED(changed[1].flags = 1);
	CHANGED(changed[1].stated.ms++);
#undef CHANGED
	d = base;
	assert_true(hash_eq(h, dossier_hash(&d)));
}

/* Cut anywhere or with any bit changed, the bytes are refused or read as something else: never as
 * the same dossier, never a crash. */
static void
test_canonical_is_tight(void **state)
{
	struct arena a = { 0 }, scratch = { 0 };
	struct dossier d = full(), back;
	struct str bytes = bytes_of(&a, &d), other;
	char *copy = arena_dup(&a, bytes.ptr, bytes.len);

	(void)state;
	for (size_t n = 0; n < bytes.len; n++)
		assert_false(dossier_from_canonical((struct str){ bytes.ptr, n }, &scratch, &back));
	for (size_t bit = 0; bit < bytes.len * 8; bit++) {
		copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << bit % 8));
		if (dossier_from_canonical((struct str){ copy, bytes.len }, &scratch, &back)) {
			other = bytes_of(&scratch, &back);
			assert_false(str_eq(other, bytes));
		}
		copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << bit % 8));
		arena_reset(&scratch);
	}
	other = (struct str){ arena_printf(&a, "%s", "x"), 1 };
	assert_false(dossier_from_canonical(other, &a, &back));
	arena_done(&scratch);
	arena_done(&a);
}

static void
test_diff(void **state)
{
	struct arena a = { 0 };
	struct dossier was = full(), now = full();
	struct field changed[4];
	struct difference *diff;
	size_t n;

	(void)state;
	assert_null(dossier_diff(&a, &was, &now, &n));
	assert_int_equal(n, 0);
	memcpy(changed, fields, sizeof(fields));
	changed[1].value = STR("Zoé");
	changed[2] = (struct field){ .label = STR("Autre"), .value = STR("oui") };
	now.fields = changed;
	now.platform_state = STR("accepte");
	now.total.m.cents = 30000000;
	now.end = day_of(2026, 3, 1);
	now.applicant.population = 1136;
	now.funding_count = 0;
	now.attachment_count = 0;
	diff = dossier_diff(&a, &was, &now, &n);
	assert_int_equal(n, 8);
	assert_string_equal(diff[0].what, "état sur la plateforme");
	assert_str(diff[0].was, "refuse");
	assert_str(diff[0].now, "accepte");
	assert_string_equal(diff[1].what, "coût total");
	assert_str(diff[1].was, "256\u00a0888,00\u00a0€");
	assert_str(diff[1].now, "300\u00a0000,00\u00a0€");
	assert_string_equal(diff[2].what, "fin prévue");
	assert_str(diff[2].was, "(absent)");
	assert_str(diff[2].now, "01/03/2026");
	assert_string_equal(diff[3].what, "population");
	assert_str(diff[3].was, "(absent)");
	assert_str(diff[3].now, "1136");
	assert_string_equal(diff[4].what, "plan de financement");
	assert_str(diff[4].now, "(absent)");
	assert_string_equal(diff[5].what, "Nom");
	assert_str(diff[5].was, "Zoë");
	assert_str(diff[5].now, "Zoé");
	assert_string_equal(diff[6].what, "Autre");
	assert_str(diff[6].was, "(absent)");
	assert_str(diff[6].now, "oui");
	assert_string_equal(diff[7].what, "pièces jointes");
	assert_str(diff[7].was, "d.pdf");
	now = full();
	now.field_count = 1;
	diff = dossier_diff(&a, &was, &now, &n);
	assert_int_equal(n, 1);
	assert_string_equal(diff[0].what, "Nom");
	assert_str(diff[0].was, "Zoë");
	assert_str(diff[0].now, "(absent)");
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_csv_form),
		cmocka_unit_test(test_kind_codes),
		cmocka_unit_test(test_canonical_round_trip),
		cmocka_unit_test(test_hash_covers_every_member),
		cmocka_unit_test(test_canonical_is_tight),
		cmocka_unit_test(test_diff),
	};

	if (!hash_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
