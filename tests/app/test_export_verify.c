/* SPDX-License-Identifier: EUPL-1.2 */
/* A file against the base: its command, its provenance fact by fact, its scope. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/base/buf.h"
#include "pupitre/app/export.h"
#include "support/exports.h"
#include "support/must.h"
#include "support/sql.h"

static struct err err;

static void
verified(const char *login, struct export_check *k)
{
	struct session *s = fixture_session(&exports, login);
	char path[128];

	fixture_path(&exports, "export", path);
	MUST(export_verify(s, path, &exports_arena, k, &err));
	session_close(s);
}

/* Who has all départements verifies the file of who has one; not the other way round. */
static void
a_file_is_verified_in_its_own_scope(void **state)
{
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv" };
	struct export_check k;
	struct export_done done;

	(void)state;
	exported(NULL, &o, &done);
	verified("lise", &k);
	assert_false(k.within_scope);
	verified("jean", &k);
	assert_true(k.within_scope && k.same_rows && k.intact);
	exported("lise", &o, &done);
	verified(NULL, &k);
	assert_true(k.within_scope && k.same_rows && k.intact && k.head_known);
	assert_int_equal(k.rows_now, 3);
	assert_int_equal(k.altered_count, 0);
}

static void
replace_in_file(struct str bytes, const char *was, const char *now)
{
	ptrdiff_t at = str_find(bytes, str_z(was));
	struct buf b = { 0 };

	if (at < 0)
		fail_msg("not in the file: %s", was);
	buf_adds(&b, (struct str){ bytes.ptr, (size_t)at });
	buf_addz(&b, now);
	buf_adds(&b,
		(struct str){ bytes.ptr + at + strlen(was), bytes.len - (size_t)at - strlen(was) });
	buf_addc(&b, '\0');
	fixture_write(&exports, "export", b.ptr);
	buf_done(&b);
}

static void
every_fact_is_worked_out_again(void **state)
{
	static const struct {
		const char *was, *now, *label;
	} forgeries[] = {
		{ "\"provisoire\";\"status\"", "\"définitif\";\"status\"", "Caractère" },
		{ "\"tous\";\"scope\"", "\"45\";\"scope\"", "Périmètre (départements)" },
		{ "\"4\";\"rows\"", "\"5\";\"rows\"", "Lignes" },
		{ "accordé 5\u00a0000,00", "accordé 9\u00a0000,00", "Total de contrôle" },
		{ "\"recapitulatif\";\"preset\"", "\"laureats\";\"preset\"", "Modèle" },
		{ "\"Recherche\";\"", "\"Recherche\";\"dep:45", "Recherche" },
		{ "\"Campagne\";\"", "\"Campagne\";\"Autre ", "Campagne" },
		{ "\"Grille en vigueur\";\"", "\"Grille en vigueur\";\"9", "Grille en vigueur" },
		{ "-o export.csv", "-o export.csv --force", "Pour refaire ce fichier" },
		{ "\"Par\";\"chef (chef)\";\"author\"\r\n", "", "Provenance" },
	};
	const struct export_order o = { .preset = STR("recapitulatif"), .format = "csv" };
	struct export_done done;
	struct export_check k;
	struct str bytes = exported(NULL, &o, &done);

	(void)state;
	verified(NULL, &k);
	assert_int_equal(k.altered_count, 0);
	for (size_t i = 0; i < sizeof forgeries / sizeof *forgeries; i++) {
		replace_in_file(bytes, forgeries[i].was, forgeries[i].now);
		verified(NULL, &k);
		if (!k.altered_count)
			fail_msg("%s is not seen", forgeries[i].label);
		assert_string_equal(k.altered[0].label, forgeries[i].label);
		assert_true(k.altered[0].sure);
	}
	replace_in_file(bytes, "\"Tête du registre\";\"", "\"Tête du registre\";\"1");
	verified(NULL, &k);
	assert_false(k.head_known);
}

/* What a shell would cut, what looks like an option, and names that are both. */
static void
a_command_is_read_as_a_shell_reads_it(void **state)
{
	static const struct {
		struct str name, query;
	} cases[] = {
		{ STR("Pour le préfet"), STR("dep:45") },
		{ STR("--format json"), STR("\" --format json \" OU 1001") },
		{ STR("L'avis 'final'"), STR("-dep:37") },
		{ STR("-o -"), STR("--sort") },
	};
	struct session *s = fixture_session(&exports, NULL);

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct export_preset p = { .code = cases[i].name,
			.columns = STR("number,title") };
		const struct export_order o = {
			.preset = cases[i].name, .query = cases[i].query, .format = "csv"
		};
		struct export_done done;
		struct export_check k;
		struct receipt r;

		MUST(export_preset_save(s, &p, &exports_arena, &r, &err));
		exported(NULL, &o, &done);
		verified(NULL, &k);
		if (k.altered_count)
			fail_msg("%s: %s", k.altered[0].label, k.altered[0].told);
		assert_true(k.same_rows && k.intact);
	}
	session_close(s);
}

static void
a_condition_is_not_said_twice(void **state)
{
	struct export_order o = {
		.preset = STR("laureats"), .query = STR("décision:accordé"), .format = "csv"
	};
	struct export_done done;

	(void)state;
	assert_true(str_find(exported(NULL, &o, &done),
			    STR("\"décision:accordé état:-caduc,-retiré,-désistement\";")) > 0);
	o.query = STR("dep:45");
	assert_true(str_find(exported(NULL, &o, &done), STR("désistement dep:45\";")) > 0);
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, exports_setup, exports_teardown)
	const struct CMUnitTest tests[] = {
		CASE(a_file_is_verified_in_its_own_scope),
		CASE(every_fact_is_worked_out_again),
		CASE(a_command_is_read_as_a_shell_reads_it),
		CASE(a_condition_is_not_said_twice),
	};

	return cmocka_run_group_tests_name("app: export verify", tests, NULL, NULL);
}
