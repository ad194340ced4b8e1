/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pupitre/base/fs.h"
#include "pupitre/config/settings.h"

static char folder[64];

static char *
path_of(struct arena *a, const char *name)
{
	return arena_printf(a, "%s/%s", folder, name);
}

/* Loads the defaults with one file replaced. */
static enum status
load_with(const char *name, const char *text, struct config *c, struct err *err)
{
	struct arena a = { 0 };
	char *path = path_of(&a, name);
	enum status st;

	assert_int_equal(fs_write(path, str_z(text), true, NULL), OK);
	st = config_load(folder, c, err);
	unlink(path);
	arena_done(&a);
	return st;
}

static const struct {
	const char *file, *text, *says;
} refusals[] = {
	{ "pupitre.yaml", "circuits:\n  visa: oui\n",
		"/pupitre.yaml:1:1: clé `circuits` : inconnue ; vouliez-vous dire `circuit` ?" },
	{ "pupitre.yaml", "circuit:\n  viza: oui\n",
		":2:3: clé `viza` : inconnue ; vouliez-vous dire `visa`" },
	{ "pupitre.yaml", "circuit: oui\n",
		":1:10: clé `circuit` : un groupe de clés est attendu, pas un texte" },
	{ "pupitre.yaml", "circuit:\n  visa: 1\n",
		":2:9: clé `visa` : oui ou non est attendu, pas « 1 »" },
	{ "pupitre.yaml", "délais:\n  décision_mois: 0\n",
		":2:18: clé `décision_mois` : un nombre de 1 à 60" },
	{ "pupitre.yaml", "délais:\n  décision_mois: huit\n",
		"un nombre entier est attendu, pas « huit »" },
	{ "pupitre.yaml", "délais:\n  decision_mois: 8\n", "vouliez-vous dire `décision_mois` ?" },
	{ "pupitre.yaml", "délais:\n  fin_des_engagements: 2022-02-30\n", "une date est attendue" },
	{ "pupitre.yaml", "- a\n", ":1:1: un groupe de clés est attendu, pas une liste" },
	{ "mapping.yaml", "intitule:\n  sources: [x]\n", "vouliez-vous dire `intitulé` ?" },
	{ "mapping.yaml", "intitulé:\n  source: [x]\n", "vouliez-vous dire `sources` ?" },
	{ "mapping.yaml", "intitulé: x\n", "un groupe de clés est attendu" },
	{ "mapping.yaml", "intitulé: {zéro: absent}\n", "clé `sources` : absente" },
	{ "mapping.yaml", "intitulé:\n  sources: [{occurrence: 2}]\n",
		"un libellé ou un identifiant" },
	{ "mapping.yaml", "intitulé:\n  sources: [{libellé: x, occurrence: 0}]\n", "de 1 à 100" },
	{ "mapping.yaml", "intitulé:\n  sources: [{libellé: x, financeur: y}]\n",
		"n'a de sens que pour" },
	{ "mapping.yaml", "coût_total:\n  sources: [x]\n  zéro: rien\n",
		"`valeur` ou `absent` est attendu" },
	{ "mapping.yaml", "volet:\n  sources: [x]\n  si_absent: crier\n",
		"`rien` ou `avertir` est attendu" },
	{ "motives.yaml", "motifs:\n  - code: a\n", "clé `libellé` : absente" },
	{ "motives.yaml", "motifs:\n  - {code: a, libellé: b, décisions: []}\n",
		"au moins une décision" },
	{ "motives.yaml", "motifs:\n  - {code: a, libellé: b, décisions: [donner]}\n",
		"`accorder`, `refuser`, `sans_suite`, `réorienter`, `ajourner`" },
	{ "motives.yaml", "motifs:\n  - {code: Á, libellé: b, décisions: [refuser]}\n",
		"minuscules sans accent" },
	{ "motives.yaml",
		"motifs:\n  - {code: a, libellé: b, décisions: [refuser]}\n"
		"  - {code: a, libellé: c, décisions: [refuser]}\n",
		":3:12: clé `code` : « a » est déjà pris" },
	{ "grid.yaml", "grille: {}\n", "clé `identifiant` : absente" },
};

static void
refusals_name_file_line_and_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		struct config c = { .settings.visa = true };
		struct err err = { 0 };

		if (load_with(refusals[i].file, refusals[i].text, &c, &err) != ERR_INPUT)
			fail_msg("%s: accepted", refusals[i].text);
		if (!strstr(err.text, refusals[i].says) || !strstr(err.text, refusals[i].file))
			fail_msg("« %s » does not say « %s »", err.text, refusals[i].says);
		assert_true(c.settings.visa); /* untouched */
	}
}

static void
defaults(void **state)
{
	struct config c;

	(void)state;
	assert_int_equal(config_load(NULL, &c, NULL), OK);
	assert_false(c.settings.visa);
	assert_false(c.settings.committee);
	assert_int_equal(c.settings.deadlines.receivability_months, 2);
	assert_int_equal(c.settings.deadlines.decision_months, 8);
	assert_int_equal(c.settings.deadlines.alert_days, 15);
	assert_true(c.settings.deadlines.suspension_stops_receivability);
	assert_string_equal(day_iso(c.settings.deadlines.commitment_end).s, "2022-12-31");
	assert_int_equal(c.settings.warnings.own_share_percent, 20);
	assert_int_equal(c.settings.warnings.aid_ceiling_percent, 80);
	assert_false(c.settings.round_to_euro);
	assert_int_equal(c.grid.item_count, 14);
	config_done(&c);
	assert_null(c.motives.list);
}

/* An empty section list gives the fallbacks of the table: they are what the default file says. */
static const char *
text_at(const struct settings *s, const struct setting_row *row)
{
	return *(const char *const *)((const char *)s + row->offset);
}

static void
fallbacks_equal_the_default_file(void **state)
{
	struct config file, table;

	(void)state;
	assert_int_equal(config_load(NULL, &file, NULL), OK);
	assert_int_equal(load_with("pupitre.yaml", "{}\n", &table, NULL), OK);
	assert_memory_equal(&file.settings, &table.settings, offsetof(struct settings, grantor));
	for (size_t i = 0; i < setting_count; i++)
		if (setting_rows[i].type == SETTING_TEXT)
			assert_string_equal(text_at(&file.settings, &setting_rows[i]),
				text_at(&table.settings, &setting_rows[i]));
	config_done(&file);
	config_done(&table);
	for (size_t i = 0; i < setting_count; i++) { /* and every key stands in it */
		struct str key = str_z(setting_rows[i].key), section;

		assert_true(str_cut(&key, '.', &section));
		assert_true(str_find(config_default("pupitre.yaml"), key) > 0);
		assert_true(strlen(setting_rows[i].help) > 10);
	}
}

static void
a_file_replaces_its_default(void **state)
{
	struct config c;

	(void)state;
	assert_int_equal(
		load_with("pupitre.yaml",
			"circuit: {comité: oui}\ndélais:\n  décision_mois: 6\n"
			"  fin_des_engagements: aucune\nmontants: {arrondi_à_l_euro: oui}\n",
			&c, NULL),
		OK);
	assert_true(c.settings.committee);
	assert_false(c.settings.visa);
	assert_int_equal(c.settings.deadlines.decision_months, 6);
	assert_int_equal(c.settings.deadlines.receivability_months, 2);
	assert_false(day_is(c.settings.deadlines.commitment_end));
	assert_true(c.settings.round_to_euro);
	config_done(&c);
}

static void
mapping(void **state)
{
	struct config c;
	const struct mapping_rule *r;

	(void)state;
	assert_int_equal(config_load(NULL, &c, NULL), OK);
	r = &config_mapping(&c)->rules[TARGET_TITLE];
	assert_string_equal(r->sources[0].label, "Intitulé du projet");
	assert_int_equal(r->missing, MISSING_WARN);
	assert_int_equal(r->zero, ZERO_IS_VALUE);
	r = &config_mapping(&c)->rules[TARGET_REQUESTED];
	assert_int_equal(r->zero, ZERO_IS_ABSENT);
	r = &config_mapping(&c)->rules[TARGET_CONTACT];
	assert_string_equal(r->sources[1].descriptor, "Q2hhbXAtMzUzMDI5NA==");
	assert_null(r->sources[1].label);
	assert_string_equal(r->sources[2].label, "Nom");
	assert_int_equal(r->sources[2].occurrence, 1);
	r = &config_mapping(&c)->rules[TARGET_FUNDING];
	assert_int_equal(r->count, 14);
	assert_string_equal(r->sources[5].funder, OWN_FUNDS);
	for (int t = 0; t < TARGET_COUNT; t++)
		assert_true(config_mapping(&c)->rules[t].count > 0);
	config_done(&c);
	assert_int_equal(load_with("mapping.yaml", "volet: {sources: [Volet]}\n", &c, NULL), OK);
	assert_int_equal(config_mapping(&c)->rules[TARGET_TITLE].count, 0);
	assert_int_equal(config_mapping(&c)->rules[TARGET_VOLET].count, 1);
	config_done(&c);
}

static void
motives(void **state)
{
	unsigned kinds = 0;
	struct config c;
	const struct motive *m;

	(void)state;
	assert_int_equal(config_load(NULL, &c, NULL), OK);
	m = motive_find(config_motives(&c), STR("incomplet"));
	assert_non_null(m);
	assert_int_equal(m->kinds, 1u << DECISION_REFUSE | 1u << DECISION_DISMISS);
	assert_null(strchr(m->text, '\n'));
	assert_null(motive_find(config_motives(&c), STR("Incomplet")));
	for (size_t i = 0; i < c.motives.count; i++) {
		kinds |= c.motives.list[i].kinds;
		assert_true(strlen(c.motives.list[i].text) > 30);
	}
	assert_int_equal(kinds, (1u << DECISION_COUNT) - 1); /* each decision has motives */
	config_done(&c);
}

static void
folders(void **state)
{
	struct config c;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(config_load("tests/absent", &c, &err), ERR_INPUT);
	assert_non_null(strstr(err.text, "tests/absent"));
	assert_int_equal(config_load(folder, &c, &err), OK); /* empty: the defaults */
	assert_int_equal(c.grid.item_count, 14);
	config_done(&c);
	assert_null(config_default("absent.yaml").ptr);
}

static int
setup(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "/tmp/pupitre-config-XXXXXX");
	return !hash_start() || !mkdtemp(folder);
}

static int
teardown(void **state)
{
	(void)state;
	return rmdir(folder);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_name_file_line_and_key),
		cmocka_unit_test(defaults),
		cmocka_unit_test(fallbacks_equal_the_default_file),
		cmocka_unit_test(a_file_replaces_its_default),
		cmocka_unit_test(mapping),
		cmocka_unit_test(motives),
		cmocka_unit_test(folders),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
