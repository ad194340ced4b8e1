/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/base/buf.h"
#include "pupitre/config/settings.h"

/* The default grid with the first "was" replaced by "now". */
static struct str
changed(struct buf *b, const char *was, const char *now)
{
	struct str yaml = config_default("grid.yaml");
	ptrdiff_t at = str_find(yaml, str_z(was));

	if (at < 0)
		fail_msg("« %s » is not in the grid", was);
	buf_clear(b);
	buf_add(b, yaml.ptr, (size_t)at);
	buf_addz(b, now);
	buf_add(b, yaml.ptr + at + strlen(was), yaml.len - (size_t)at - strlen(was));
	return buf_str(b);
}

/* Line of the first occurrence of a text in the default grid. */
static int
line_of(const char *text)
{
	struct str yaml = config_default("grid.yaml");
	ptrdiff_t at = str_find(yaml, str_z(text));
	int line = 1;

	assert_true(at >= 0);
	for (ptrdiff_t i = 0; i < at; i++)
		line += yaml.ptr[i] == '\n';
	return line;
}

static const struct {
	const char *was, *now;
	const char *line_of; /* text on the line that the message names; NULL: not checked */
	const char *says;
} refusals[] = {
	{ "poids: 12", "poids: 13", "- identifiant: impact",
		"clé `critères` : la somme des poids doit faire 100, elle fait 101 (+1)" },
	{ "E2: 16", "E2: 15", "E2: 16",
		"clé `poids` : la somme des poids doit faire 100, elle fait 99 (-1)" },
	{ "E2: 16", "E9: 16", "E2: 16", "clé `E9` : inconnue ; vouliez-vous dire `E1` ?" },
	{ "E2: 16", "E2: lourd", "E2: 16",
		"clé `E2` : un nombre entier est attendu, pas « lourd »" },
	{ "poids: 12", "poids: douze", "poids: 12", "clé `poids` : un nombre entier est attendu" },
	{ "poids: 12", "poids: -1", "poids: 12", "un nombre de 0 à 100 est attendu, pas -1" },
	{ "poids: 12", "poids: [12]", "poids: 12", "un nombre entier est attendu, pas une liste" },
	{ "poids: 12", "poid: 12", "poids: 12",
		"clé `poid` : inconnue ; vouliez-vous dire `poids` ?" },
	{ "poids: 12", "Poids: 12", "poids: 12", "vouliez-vous dire `poids` ?" },
	{ "poids: 12", "couleur: bleu", "poids: 12",
		"clé `couleur` : inconnue ; clés possibles ici" },
	{ "        poids: 12\n", "", "- identifiant: I1", "clé `poids` : absente" },
	{ "          - aucun jalon\n", "", "- aucun jalon",
		"clé `niveaux` : 5 niveaux sont attendus, un par note de 0 à 4 ; 4 trouvés pour "
		"I3" },
	{ "- aucun jalon", "- ''", "- aucun jalon", "la valeur est vide" },
	{ "- aucun jalon", "- [a]", "- aucun jalon", "un texte est attendu, pas une liste" },
	{ "identifiant: I2", "identifiant: I1", "identifiant: I2", "« I1 » est déjà pris" },
	{ "identifiant: I2", "identifiant: i1", "identifiant: I2", "« i1 » est déjà pris" },
	{ "identifiant: extension", "identifiant: impact", "identifiant: extension",
		"« impact » est déjà pris" },
	{ "identifiant: I2", "identifiant: I/2", "identifiant: I2", "lettres sans accent" },
	{ "identifiant: I2", "identifiant: 2I", "identifiant: I2", "une lettre d'abord" },
	{ "maximum: 4", "maximum: 5", NULL, "6 niveaux sont attendus" },
	{ "maximum: 4", "maximum: 10", "maximum: 4", "un nombre de 1 à 9 est attendu, pas 10" },
	{ "ne: oui", "ne: peut-être", "ne: oui", "clé `ne` : oui ou non est attendu" },
	{ "favorable: 50", "favorable: 150", "favorable: 50", "un nombre de points de 0 à 100" },
	{ "favorable: 50", "favorable: 30", "réservé: 35",
		"ne peut pas dépasser le seuil favorable" },
	{ "plancher: 30", "plancher: 101", "plancher: 30", "un nombre de 0 à 100 est attendu" },
	{ "grille:\n", "grilles:\n", "grille:\n",
		"clé `grilles` : inconnue ; vouliez-vous dire `grille`" },
	{ "  version: \"2021.2\"\n", "", NULL, "clé `version` : absente" },
	{ "critères:\n", "critères: 3\nx:\n", NULL, "clé `x` : inconnue" },
	{ "volet: 2 ", "volet: 0 ", "volet: 2", "un nombre de 1 à 99 est attendu" },
};

static void
every_refusal_is_placed(void **state)
{
	struct buf b = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct arena a = { 0 };
		struct grid g = { .item_count = 77 };
		struct err err = { 0 };
		struct str yaml = changed(&b, refusals[i].was, refusals[i].now);
		const char *place;

		if (grid_parse("g.yaml", yaml, &a, &g, &err) != ERR_INPUT)
			fail_msg("%s: accepted", refusals[i].now);
		if (!strstr(err.text, refusals[i].says))
			fail_msg("« %s » does not say « %s »", err.text, refusals[i].says);
		place = refusals[i].line_of
				? arena_printf(&a, "g.yaml:%d:", line_of(refusals[i].line_of))
				: "g.yaml:";
		if (strncmp(err.text, place, strlen(place)) != 0)
			fail_msg("« %s » is not at %s", err.text, place);
		assert_int_equal(g.item_count, 77);
		arena_done(&a);
	}
	buf_done(&b);
}

/* The default grid, copied by hand. */
static void
the_default_grid(void **state)
{
	static const struct {
		const char *id;
		int weight, volet_2, criterion;
	} items[14] = { { "I1", 12, 12, 0 }, { "I2", 8, 8, 0 }, { "I3", 8, 8, 0 },
		{ "I4", 7, 7, 0 }, { "I5", 5, 0, 0 }, { "E1", 10, 10, 1 }, { "E2", 10, 16, 1 },
		{ "E3", 6, 6, 1 }, { "E4", 4, 4, 1 }, { "P1", 8, 8, 2 }, { "P2", 8, 8, 2 },
		{ "P3", 7, 7, 2 }, { "P4", 4, 4, 2 }, { "P5", 3, 2, 2 } };
	struct arena a = { 0 };
	struct grid g;

	(void)state;
	assert_int_equal(grid_parse("grid.yaml", config_default("grid.yaml"), &a, &g, NULL), OK);
	assert_string_equal(g.id, "itn7-axe3");
	assert_string_equal(g.version, "2021.2");
	assert_int_equal(g.mark_max, 4);
	assert_true(g.allows_ne && g.allows_so);
	assert_int_equal(g.favourable.milli, 50000);
	assert_int_equal(g.reserved.milli, 35000);
	assert_int_equal(g.floor_percent, 30);
	assert_int_equal(g.criterion_count, 3);
	assert_int_equal(g.variant_count, 1);
	assert_int_equal(g.item_count, 14);
	for (int i = 0; i < 14; i++) {
		assert_string_equal(g.items[i].id, items[i].id);
		assert_int_equal(g.items[i].criterion, items[i].criterion);
		assert_int_equal(grid_item_weight(&g, 0, i), items[i].weight);
		assert_int_equal(grid_item_weight(&g, 1, i), items[i].weight);
		assert_int_equal(grid_item_weight(&g, 2, i), items[i].volet_2);
		for (int m = 0; m <= 4; m++)
			assert_true(strlen(g.items[i].levels[m]) > 3);
		assert_true(strlen(g.items[i].question) > 10 && strlen(g.items[i].proof) > 5);
	}
	assert_int_equal(grid_criterion_weight(&g, 0, 0), 40);
	assert_int_equal(grid_criterion_weight(&g, 2, 0), 35);
	assert_int_equal(grid_criterion_weight(&g, 2, 1), 36);
	assert_int_equal(grid_criterion_weight(&g, 2, 2), 29);
	assert_int_equal(grid_item_find(&g, STR("e3")), 7);
	assert_int_equal(grid_item_find(&g, STR("E")), -1);
	assert_true(str_eq(g.yaml, config_default("grid.yaml")));
	assert_true(hash_eq(g.hash, hash_sha256(config_default("grid.yaml"))));
	arena_done(&a);
}

/* Accepted forms: BOM, CRLF, text that hides is cleaned, no variants, decimals. */
static void
tolerated(void **state)
{
	static const char *const changes[][2] = {
		{ "# SPDX", "\xEF\xBB\xBF# SPDX" },
		{ "grille:\n", "grille:\r\n" },
		{ "favorable: 50", "favorable: \"52,5\"" },
		{ "ne: oui", "ne: true" },
	};
	struct arena a = { 0 };
	struct buf b = { 0 };
	struct grid g;

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(
			grid_parse("g", changed(&b, changes[i][0], changes[i][1]), &a, &g, NULL),
			OK);
	assert_int_equal(grid_parse("g", changed(&b, "        preuve: jalons, indicateurs\n", ""),
				 &a, &g, NULL),
		OK);
	assert_null(g.items[2].proof);
	assert_int_equal(
		grid_parse("g", changed(&b, "libellé: Impact\n", "libellé: \"Im\u202epact\"\n"), &a,
			&g, NULL),
		OK);
	assert_null(strstr(g.criteria[0].label, "\u202e"));
	buf_done(&b);
	arena_done(&a);
}

static void
unreadable_files(void **state)
{
	struct arena a = { 0 };
	struct grid g;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(grid_load_file("tests/data/absent.yaml", &a, &g, &err), ERR_SYSTEM);
	assert_non_null(strstr(err.text, "absent.yaml"));
	assert_int_equal(grid_load_file("config/grid.yaml", &a, &g, &err), OK);
	arena_done(&a);
}

static int
setup(void **state)
{
	(void)state;
	return !hash_start();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_refusal_is_placed),
		cmocka_unit_test(the_default_grid),
		cmocka_unit_test(tolerated),
		cmocka_unit_test(unreadable_files),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
