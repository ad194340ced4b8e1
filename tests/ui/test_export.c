/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Exporter: each preset and format by keys, what is refused, presets of one's own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/export.h"
#include "pupitre/base/fs.h"
#include "pupitre/term/memory.h"
#include "support/desk.h"
#include "support/must.h"
#include "support/sql.h"

static struct desk d;
static struct arena a;
static struct err err;

static int
setup(void **state)
{
	(void)state;
	desk_start(&d, 3);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&a);
	desk_stop(&d);
	return 0;
}

/* The field Fichier is five fields after Modèle. */
static void
name_file(const char *path)
{
	desk_keys(&d, "<BackTab><Ctrl-U>");
	desk_keys(&d, path);
}

static void
a_file_is_written_as_shown(void **state)
{
	char path[128];
	struct stat sb;

	(void)state;
	fixture_path(&d.f, "recap.ods", path);
	desk_keys(&d, "E");
	desk_shows(&d, "Dossiers ▸ Exporter");
	desk_shows(&d, "[ recapitulatif-2021-10-08.ods");
	desk_shows(&d, "3 lignes");
	desk_shows(&d, "Provisoire : des dossiers ne");
	desk_shows(&d, "pupitre --as chef export recapitulatif --format ods");
	name_file(path);
	desk_shows(&d, "Tab montre ce qui sera écrit.");
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "Écrit : ");
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0600);
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "existe déjà");
	desk_keys(&d, "<Esc>");
	desk_keys(&d, "<Ctrl-S><Enter>");
	desk_shows(&d, "Écrit : ");
	desk_keys(&d, "<Esc>");
	desk_selects(&d, "1001");
}

/* From the field Format. */
static void
write_it(const char *path)
{
	struct stat sb;

	desk_keys(&d, "<Tab><Ctrl-U>");
	desk_keys(&d, path);
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "Écrit : ");
	assert_int_equal(stat(path, &sb), 0);
	assert_true(sb.st_size > 0);
}

/* Of two dossiers of three, in a CSV: the first title of each, and one of the lines where there are some. */
static void
every_preset_is_written(void **state)
{
	static const struct {
		const char *code, *head, *line;
	} presets[] = {
		{ "recapitulatif", "\"N° d'ordre\";", ";\"1002\";" },
		{ "laureats", "\"Département\";", NULL },
		{ "comite", "\"Rang\";", NULL },
		{ "refus", "\"N° dossier\";", NULL },
		{ "chorus", "\"SIRET\";", NULL },
		{ "notations", "\"N° dossier\";", NULL },
		{ "enveloppes", "\"Enveloppe\";", "\"45\";\"Loiret\";" },
		{ "echeances", "\"Échéance\";", ";\"1002\";" },
	};
	struct str bytes;
	char keys[64], path[128];

	(void)state;
	desk_keys(&d, "/1001-1002<Enter>");
	for (size_t i = 0; i < sizeof(presets) / sizeof(presets[0]); i++) {
		desk_keys(&d, "E<Enter><Home>");
		for (size_t k = 0; k < i; k++)
			desk_keys(&d, "<Down>");
		desk_keys(&d, "<Enter>");
		snprintf(keys, sizeof(keys), "pupitre --as chef export %s ", presets[i].code);
		desk_shows(&d, keys);
		desk_keys(&d, "<Tab><Tab><Tab><Tab><Enter><Down><Down><Enter>");
		desk_shows(&d, "CSV de bureau");
		snprintf(keys, sizeof(keys), "%s-2021-10-08.csv", presets[i].code);
		desk_shows(&d, keys);
		fixture_path(&d.f, presets[i].code, path);
		strcat(path, ".csv");
		write_it(path);
		MUST(fs_read(path, 1 << 20, &a, &bytes, &err));
		assert_int_equal(str_find(bytes, str_z(presets[i].head)), 3);
		if (presets[i].line)
			assert_true(str_find(bytes, str_z(presets[i].line)) > 0);
		assert_true(str_find(bytes, STR("1003")) < 0);
		desk_keys(&d, "<Esc>");
	}
}

/* Every format of the menu, by its place, and the name that the file would have. */
static void
every_format_is_written(void **state)
{
	static const char *const tails[] = { ".ods", ".xlsx", ".csv", ".csv", ".json", ".csv",
		".pdf", ".pdf", ".svg", ".png" };
	char name[64], path[128];

	(void)state;
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		if (i == 5) /* open data: refused until a setting tells who grants */
			continue;
		desk_keys(&d, "E<Tab><Tab><Tab><Tab><Enter><Home>");
		for (size_t k = 0; k < i; k++)
			desk_keys(&d, "<Down>");
		desk_keys(&d, "<Enter>");
		snprintf(name, sizeof(name), "recapitulatif-2021-10-08%s", tails[i]);
		desk_shows(&d, name);
		desk_shows(&d, "3 lignes");
		snprintf(name, sizeof(name), "%zu%s", i, tails[i]);
		fixture_path(&d.f, name, path);
		write_it(path);
		desk_keys(&d, "<Esc>");
	}
	desk_keys(&d, "E<Tab><Tab><Tab><Tab><Enter><Home><Down><Down><Down><Down><Down><Enter>");
	desk_shows(&d, "SCDL : qui accorde ?");
}

/* The preset has 39 columns; three are kept without taking 36 away, and moved. */
static void
columns_are_chosen_on_their_screen(void **state)
{
	(void)state;
	desk_keys(&d, "E<Tab><Tab><Tab><Enter>");
	desk_shows(&d, "Exporter ▸ Colonnes du fichier");
	desk_shows(&d, "39 colonnes dans le fichier");
	desk_keys(&d, "z");
	desk_shows(&d, "Aucune colonne choisie : le fichier garde celles du modèle.");
	desk_keys(&d, "<Space>");
	desk_selects(&d, "Région");
	desk_shows(&d, "1 colonne dans le fichier");
	desk_keys(&d, "<Down><Space>");
	desk_keys(&d, "J");
	desk_shows(&d, "Une colonne se déplace quand elle est dans le fichier");
	desk_keys(&d, "gg<Down>K");
	desk_selects(&d, "  1  Département");
	desk_keys(&d, "K");
	desk_shows(&d, "Cette colonne est déjà au bout.");
	desk_keys(&d, "<Esc>");
	desk_shows(&d, "2 : department,order");
	desk_shows(&d, "Département  N° d'ordre");
	desk_shows(&d, "3 lignes, 2 colonnes");
	desk_keys(&d, "<Enter>t");
	desk_shows(&d, "47 colonnes dans le fichier");
	desk_keys(&d, "d");
	desk_shows(&d, "39 colonnes dans le fichier");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "les 39 du modèle");
}

/* A public file offers nothing that may not be published; envelopes have columns of their own. */
static void
each_preset_has_its_columns(void **state)
{
	(void)state;
	desk_keys(&d, "E<Enter><Down><Enter><Tab><Tab><Tab><Enter><End>");
	desk_hides(&d, "Évaluations finales");
	desk_keys(&d, "t<End>");
	desk_hides(&d, "Évaluations finales");
	desk_keys(&d, "<Esc><BackTab><BackTab><BackTab><Enter><End><Up><Enter><Tab><Tab><Tab>");
	desk_shows(&d, "les 16 du modèle");
	desk_keys(&d, "<Space>");
	desk_shows(&d, "Reste à attribuer");
	desk_keys(&d, "z<Space><Esc>");
	desk_shows(&d, "1 : code");
	desk_shows(&d, "1 ligne, 1 colonne.");
}

/* The grid, or the program, no longer has it: the file is refused until it is taken away. */
static void
a_column_that_is_gone_can_be_taken_away(void **state)
{
	const struct export_preset mine = { .code = STR("Vieux"), .columns = STR("number,title") };
	struct receipt r;

	(void)state;
	MUST(export_preset_save(d.session, &mine, &a, &r, &err));
	sql_do(d.f.base, "UPDATE preference SET value = replace(value, 'title', 'bidon')");
	desk_keys(&d, "E<Enter><End><Enter>");
	desk_shows(&d, "colonne d'export inconnue : « bidon »");
	desk_shows(&d, "[ celles du modèle");
	desk_keys(&d, "<Tab><Tab><Tab><Enter><Down>");
	desk_selects(&d, "n'existe plus : Espace la retire");
	desk_keys(&d, "<Space><Esc>");
	desk_hides(&d, "bidon");
	desk_shows(&d, "3 lignes, 1 colonne.");
}

static void
a_name_against_the_format(void **state)
{
	(void)state;
	desk_keys(&d, "E");
	name_file("recap.csv");
	desk_keys(&d, "<Tab>");
	desk_shows(&d, "le nom finit par .csv, mais le format est « Tableur ODS");
	desk_keys(&d, "<BackTab><BackTab><Enter><Down><Down><Enter>");
	desk_hides(&d, "le nom finit par");
	desk_shows(&d, "[ recap.csv");
}

static void
what_cannot_be_written(void **state)
{
	(void)state;
	desk_keys(&d, "/1002<Enter>E");
	desk_shows(&d, "[ 1002 ");
	desk_shows(&d, "1 ligne,");
	desk_keys(&d, "<Tab><Ctrl-U>(dep:45<Tab>");
	desk_shows(&d, "parenthèse");
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "parenthèse");
	desk_keys(&d, "<BackTab><Ctrl-U>dep:37<Tab>");
	desk_shows(&d, "aucune ligne : le fichier n'aurait que ses titres");
	desk_keys(&d, "<BackTab><Ctrl-U>dep:45");
	desk_shows(&d, "Tab montre ce qui sera écrit.");
	desk_hides(&d, "aucune ligne");
	desk_keys(&d, "<Tab>");
	desk_keys(&d, "bidon<Tab>");
	desk_shows(&d, "bidon");
	desk_keys(&d, "<BackTab><Ctrl-U><BackTab><Ctrl-U>");
	name_file("/nulle/part/f.ods");
	desk_keys(&d, "<Ctrl-X>");
	desk_shows(&d, "est un modèle du programme");
}

/* "-" has no meaning on a screen; the base is not a file to write. */
static void
places_that_are_no_file(void **state)
{
	(void)state;
	desk_keys(&d, "E");
	name_file("-");
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "« - » est la sortie standard");
	desk_keys(&d, "<Ctrl-U>");
	desk_keys(&d, d.f.base);
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "choisissez un autre nom");
	desk_hides(&d, "Le remplacer");
	desk_keys(&d, "<Ctrl-U>");
	desk_keys(&d, d.f.dir);
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "est un dossier");
	desk_hides(&d, "Le remplacer");
}

static void
an_unwritable_place(void **state)
{
	(void)state;
	desk_keys(&d, "E");
	name_file("/nulle/part/f.ods");
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "/nulle/part");
	desk_hides(&d, "Écrit : ");
	desk_keys(&d, "<Ctrl-U><Tab>");
	desk_shows(&d, "Dans quel fichier ?");
}

/* Made with keys, used by name, deleted with keys. */
static void
a_preset_of_ones_own(void **state)
{
	struct export_order o = { .preset = STR("Mes dossiers"), .format = "csv" };
	struct export_preview p;

	(void)state;
	desk_keys(&d, "/1001-1002<Enter>E<Tab><Tab><Tab><Enter><Space><Esc>");
	desk_shows(&d, "Dossiers ▸ Exporter");
	desk_keys(&d, "<Ctrl-T><Enter>");
	desk_shows(&d, "Sous quel nom garder ce modèle ?");
	desk_keys(&d, "<Esc><Ctrl-T>Mes dossiers<Enter>");
	desk_shows(&d, "pour qui ?");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "Modèle « Mes dossiers » enregistré : pupitre export 'Mes dossiers'");
	MUST(export_preview(d.session, &o, 5, &a, &p, &err));
	assert_int_equal(p.count, 2);
	desk_keys(&d, "<Ctrl-X>");
	desk_shows(&d, "Supprimer le modèle « Mes dossiers » ?");
	desk_keys(&d, "<Enter>");
	desk_shows(&d, "Modèle supprimé.");
	REFUSED(export_preview(d.session, &o, 5, &a, &p, &err), ERR_USAGE, "Mes dossiers");
}

static void
at_every_size(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 40, 120 }, { 50, 200 }, { 18, 60 } };

	(void)state;
	desk_keys(&d, "E");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		memory_resize(d.backend, sizes[i][0], sizes[i][1]);
		desk_keys(&d, "<Ctrl-L>");
		desk_shows(&d, "Modèle");
		desk_shows(&d, "3 lignes");
		desk_check_cursor(&d, "a new size");
	}
}

static int
setup_many(void **state)
{
	(void)state;
	desk_start(&d, 150);
	return 0;
}

/* Esc comes while the rows are written: it is looked at after the hundredth. */
static void
esc_stops_a_long_export(void **state)
{
	char path[128];

	(void)state;
	fixture_path(&d.f, "recap.ods", path);
	desk_keys(&d, "E");
	desk_shows(&d, "150 lignes");
	name_file(path);
	memory_keys(d.backend, "<Ctrl-S><Esc>");
	assert_true(workstation_pump(d.work));
	workstation_rest(d.work);
	desk_shows(&d, "Abandonné : rien n'a été écrit.");
	desk_shows(&d, "Dossiers ▸ Exporter");
	assert_int_equal(access(path, F_OK), -1);
	desk_keys(&d, "<Ctrl-S>");
	desk_shows(&d, "Écrit : ");
	assert_int_equal(access(path, F_OK), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_file_is_written_as_shown, setup, teardown),
		cmocka_unit_test_setup_teardown(every_preset_is_written, setup, teardown),
		cmocka_unit_test_setup_teardown(every_format_is_written, setup, teardown),
		cmocka_unit_test_setup_teardown(
			columns_are_chosen_on_their_screen, setup, teardown),
		cmocka_unit_test_setup_teardown(each_preset_has_its_columns, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_column_that_is_gone_can_be_taken_away, setup, teardown),
		cmocka_unit_test_setup_teardown(a_name_against_the_format, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_written, setup, teardown),
		cmocka_unit_test_setup_teardown(places_that_are_no_file, setup, teardown),
		cmocka_unit_test_setup_teardown(an_unwritable_place, setup, teardown),
		cmocka_unit_test_setup_teardown(a_preset_of_ones_own, setup, teardown),
		cmocka_unit_test_setup_teardown(esc_stops_a_long_export, setup_many, teardown),
		cmocka_unit_test_setup_teardown(at_every_size, setup, teardown),
	};

	return cmocka_run_group_tests_name("ui: export", tests, NULL, NULL);
}
