/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "pupitre/base/utf8.h"
#include "support/collect.h"

#define HEADER "ID,Email,Établissement SIRET,État du dossier,Dernière mise à jour le"
#define ROW(n) #n ",a@b.fr,21530170600010,Accepté,2026-01-15 14:52:35 +0100"

static enum status
read_bytes(struct collected *c, const char *text, size_t len)
{
	enum status st;

	collect_init(c);
	st = collect(c, collect_file(text, len));
	collect_file_gone();
	return st;
}

static enum status
read_text(struct collected *c, const char *text)
{
	return read_bytes(c, text, strlen(text));
}

static void
test_writing_of_the_file(void **state)
{
	static const char *const cases[] = {
		HEADER ",Q\n" ROW(1) ",oui\n",
		"\xEF\xBB\xBF" HEADER ",Q\n" ROW(1) ",oui\n",
		HEADER ",Q\r\n" ROW(1) ",oui\r\n",
		HEADER ",Q\n" ROW(1) ",oui",
		"\n" HEADER ",Q\n\n" ROW(1) ",oui\n\n",
		"\"ID\",\"Email\",\"Établissement SIRET\",\"État du dossier\",\"Dernière mise à "
		"jour le\",\"Q\"\n"
		"\"1\",\"a@b.fr\",\"21530170600010\",\"Accepté\",\"2026-01-15 14:52:35 "
		"+0100\",\"oui\"\n",
		"ID;Email;Établissement SIRET;État du dossier;Dernière mise à jour le;Q\n"
		"1;a@b.fr;21530170600010;Accepté;2026-01-15 14:52:35 +0100;oui\n",
		"ID\tEmail\tÉtablissement SIRET\tÉtat du dossier\tDernière mise à jour le\tQ\n"
		"1\ta@b.fr\t21530170600010\tAccepté\t2026-01-15 14:52:35 +0100\toui\n",
		/* other order of the platform's columns: an export template */
		"État du dossier,Q,ID,Dernière mise à jour le,Établissement SIRET,Email\n"
		"Accepté,oui,1,2026-01-15 14:52:35 +0100,21530170600010,a@b.fr\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct collected c;
		const struct dossier *d;

		if (read_text(&c, cases[i]) != OK)
			fail_msg("case %zu: %s", i, c.err.text);
		assert_int_equal(c.count, 1);
		d = &c.dossiers[0];
		assert_int_equal(d->number, 1);
		assert_str(d->platform_state, "accepte");
		assert_string_equal(instant_utc(d->modified).s, "2026-01-15T13:52:35.000Z");
		assert_str(field_of(d, "Q", 0)->value, "oui");
		assert_str(d->applicant.siret, "21530170600010");
		collect_done(&c);
	}
}

static void
test_states(void **state)
{
	static const struct {
		const char *shown, *word;
	} cases[] = {
		{ "En\u00a0construction", "en_construction" },
		{ "En\u00a0instruction", "en_instruction" },
		{ "En instruction", "en_instruction" },
		{ "Accepté", "accepte" },
		{ "Refusé", "refuse" },
		{ "Classé\u00a0sans\u00a0suite", "sans_suite" },
		{ "en_instruction", "en_instruction" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct collected c;
		char text[512];

		snprintf(text, sizeof(text), HEADER "\n7,,,%s,2026-01-15 14:52:35 +0100\n",
			cases[i].shown);
		assert_int_equal(read_text(&c, text), OK);
		assert_int_equal(c.count, 1);
		assert_str(c.dossiers[0].platform_state, cases[i].word);
		collect_done(&c);
	}
}

/* The same names before and after the platform's own columns, twice the same label, companions. */
static void
test_columns(void **state)
{
	struct collected c;
	const struct dossier *d;

	(void)state;
	assert_int_equal(
		read_text(&c, "ID,Email,Civilité,Nom,Prénom,État du dossier,Groupe instructeur,"
			      "Nom,Nom,Commune,Commune (Code INSEE),Commune (Département),Vide,Nom,"
			      "Adresse (Code)\n"
			      "12,z@x.fr,Mme,D'Aubigné,Zoë,Refusé,Groupe A,"
			      "Un,,Laval (53000),53130,53 – Mayenne,  ,Trois,code\n"),
		OK);
	d = &c.dossiers[0];
	assert_str(d->applicant.name, "Zoë D'Aubigné");
	assert_str(d->applicant.siret, "(absent)");
	assert_str(d->group, "Groupe A");
	assert_int_equal(d->field_count, 4);
	assert_str(field_of(d, "Nom", 0)->value, "Un");
	assert_str(field_of(d, "Nom", 2)->value, "Trois");
	assert_str(field_of(d, "Commune", 0)->value, "Laval (53000)");
	assert_str(field_of(d, "Adresse (Code)", 0)->value, "code");
	assert_int_equal(d->modified.ms, 1);
	collect_done(&c);
}

static void
test_text_of_cells(void **state)
{
	static const char text[] =
		HEADER ",A,B,C\n" ROW(1) ",\"un\r\ndeux, \"\"trois\"\"\n\",  blanc ,\x1b[31m\xff\n";
	struct collected c;
	const struct dossier *d;

	(void)state;
	assert_int_equal(read_text(&c, text), OK);
	d = &c.dossiers[0];
	assert_str(field_of(d, "A", 0)->value, "un\ndeux, \"trois\"\n");
	assert_str(field_of(d, "A", 0)->raw, "un\r\ndeux, \"trois\"\n");
	assert_str(field_of(d, "B", 0)->value, "  blanc ");
	assert_str(field_of(d, "B", 0)->raw, "(absent)");
	assert_str(field_of(d, "C", 0)->value, "␛[31m\uFFFD");
	assert_int_equal(field_of(d, "C", 0)->flags, CLEAN_CONTROL | CLEAN_INVALID);
	collect_done(&c);
}

static void
test_bad_rows(void **state)
{
	static const struct {
		const char *row, *says;
		int64_t number;
	} cases[] = {
		{ ",,,Accepté,2026-01-15 14:52:35 +0100", "numéro du dossier manque", 0 },
		{ "abc,,,Accepté,2026-01-15 14:52:35 +0100", "« abc »", 0 },
		{ "-3,,,Accepté,2026-01-15 14:52:35 +0100", "« -3 »", 0 },
		{ "5,,,Perdu,2026-01-15 14:52:35 +0100", "« Perdu »", 5 },
		{ "5,,,,2026-01-15 14:52:35 +0100", "état", 5 },
		{ "5,,,Accepté,hier", "« hier »", 5 },
		{ "5,,Accepté,2026-01-15 14:52:35 +0100", "4 cellules au lieu de 5", 0 },
		{ "5,,,Accepté,2026-01-15 14:52:35 +0100,x", "6 cellules au lieu de 5", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct collected c;
		char text[1024];

		snprintf(text, sizeof(text), HEADER "\n" ROW(1) "\n%s\n" ROW(2) "\n", cases[i].row);
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
test_files_refused_whole(void **state)
{
	static const struct {
		struct str bytes;
		const char *says;
	} cases[] = {
		{ STR("bonjour"), "« ID »" },
		{ STR("ID,Nom\n1,x\n"), "« État du dossier »" },
		{ STR("\n\n\n"), "vide" },
		{ STR("PK\x03\x04...."), "au format CSV" },
		{ STR("%PDF-1.7"), "PDF" },
		{ STR("\xFF\xFEI\0D\0"), "UTF-16" },
		{ STR("I\0D\0"), "octet nul" },
		{ STR("ID,État du dossier\n1,Acc\0\n"), "ligne 2, colonne 6 (octet 25)" },
		{ STR(HEADER "\n" ROW(1) "\n2,a@b.fr"), "tronqué" },
		{ STR(HEADER "\n1,\"a"), "guillemets mal fermés" },
		{ STR(HEADER "\n1,\"a\"b,,,\n"), "ligne 2, colonne 6" },
		/* Windows-1252: the accents are no UTF-8 */
		{ STR("ID,\xC9tat du dossier\n1,Accept\xE9\n"), "en UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct collected c;
		enum status st = read_bytes(&c, cases[i].bytes.ptr, cases[i].bytes.len);

		if (st != ERR_INPUT || !strstr(c.err.text, cases[i].says))
			fail_msg("case %zu: %d '%s'", i, st, c.err.text);
		collect_done(&c);
	}
}

static void
test_paths(void **state)
{
	struct collected c;

	(void)state;
	collect_init(&c);
	assert_int_equal(collect(&c, "/nowhere/export.csv"), ERR_SYSTEM);
	assert_int_equal(collect(&c, "/dev/null"), ERR_INPUT);
	assert_true(strstr(c.err.text, "fichier ordinaire") != NULL);
	assert_int_equal(collect(&c, "/tmp"), ERR_INPUT);
	collect_done(&c);
}

/* What the sink answers stops the reading and comes back. */
static void
test_sink_stops(void **state)
{
	struct collected c;

	(void)state;
	collect_init(&c);
	c.answer = ERR_SYSTEM;
	assert_int_equal(collect(&c, TEST_DATA "/ds/export-detr.csv"), ERR_SYSTEM);
	assert_int_equal(c.seen, 1);
	c.seen = 0;
	assert_int_equal(collect(&c, TEST_DATA "/ds/getDemarche-detr-page-1.json"), ERR_SYSTEM);
	assert_int_equal(c.seen, 1);
	collect_done(&c);
}

static int64_t calls, last_done, stop_after;

static bool
on_progress(void *ctx, int64_t done, int64_t total)
{
	(void)ctx;
	assert_true(done >= last_done && done <= total && total > 0);
	last_done = done;
	return ++calls != stop_after;
}

static void
test_progress(void **state)
{
	static const char *const files[] = { TEST_DATA "/ds/export-detr.csv",
		TEST_DATA "/ds/getDemarche-detr-page-1.json" };
	static const int64_t totals[] = { 530409, 2 * 2131763 };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct collected c;

		collect_init(&c);
		c.sink.progress = on_progress;
		calls = last_done = stop_after = 0;
		assert_int_equal(collect(&c, files[i]), OK);
		assert_int_equal(last_done, totals[i]);
		calls = last_done = 0;
		stop_after = 3;
		assert_int_equal(collect(&c, files[i]), ERR_CANCELLED);
		assert_int_equal(calls, 3);
		collect_done(&c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_writing_of_the_file),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_text_of_cells),
		cmocka_unit_test(test_bad_rows),
		cmocka_unit_test(test_files_refused_whole),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_sink_stops),
		cmocka_unit_test(test_progress),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
