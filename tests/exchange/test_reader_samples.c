/* SPDX-License-Identifier: EUPL-1.2 */
/* The sample files, whole. Expected values were read in the files themselves with another program. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/collect.h"

#define DS TEST_DATA "/ds/"

static const struct field *
annotation(const struct dossier *d, const char *label, int occurrence)
{
	for (size_t i = 0; i < d->field_count; i++)
		if (d->fields[i].section == SECTION_ANNOTATION &&
			str_eqz(d->fields[i].label, label) && d->fields[i].occurrence == occurrence)
			return &d->fields[i];
	fail_msg("no annotation '%s'", label);
	return NULL;
}

static size_t
count_kind(const struct dossier *d, enum field_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < d->field_count; i++)
		n += d->fields[i].kind == kind;
	return n;
}

static void
test_turgot_dossier(void **state)
{
	struct collected c;
	const struct dossier *d;

	(void)state;
	collect_init(&c);
	assert_int_equal(collect(&c, DS "turgot-dossier.json"), OK);
	assert_int_equal(c.count, 1);
	assert_int_equal(c.refused_count, 0);
	d = &c.dossiers[0];
	assert_int_equal(d->number, 5522885577);
	assert_int_equal(d->source, SOURCE_JSON);
	assert_string_equal(instant_utc(d->modified).s, "2024-10-16T08:09:33.000Z");
	assert_string_equal(instant_utc(d->submitted_at).s, "2024-10-16T08:09:32.000Z");
	assert_false(instant_is(d->instruction_at));
	assert_false(instant_is(d->decided_at));
	assert_str(d->platform_state, "en_construction");
	assert_str(d->demarche, "11223344");
	assert_str(d->demarche_title, "Titre de la démarche");
	assert_str(d->group, "défaut");
	assert_str(d->motivation, "(absent)");
	assert_str(d->applicant.siret, "21670449400014");
	assert_str(d->applicant.name, "COMMUNE DE SCHIRRHEIN");
	assert_str(d->applicant.address,
		"COMMUNE DE SCHIRRHEIN, 89 RUE PRINCIPALE, 67240 SCHIRRHEIN, FRANCE");
	assert_str(d->applicant.city, "Schirrhein");
	assert_str(d->applicant.email, "alban.gulhar@example.net");
	/* 56 champs and 12 annotations that are not repetitions, one repetition with one row of one champ,
	 * one repetition without row */
	assert_int_equal(d->field_count, 56 - 1 + 13 + 1);
	collect_done(&c);
}

static void
test_turgot_values(void **state)
{
	struct collected c;
	const struct dossier *d;
	const struct field *f;

	(void)state;
	collect_init(&c);
	assert_int_equal(collect(&c, DS "turgot-dossier.json"), OK);
	d = &c.dossiers[0];
	f = field_of(d, "Coût total de l'opération (en euros HT)", 0);
	assert_int_equal(f->kind, FIELD_DECIMAL);
	assert_str(f->value, "256888.00");
	assert_str(f->descriptor, "TEST_ID_Mjk0NzQzNw==");
	assert_str(field_of(d, "Département du porteur de projet", 0)->value,
		"57 - Moselle / 579 - Metz");
	assert_str(field_of(d, "Date de commencement de l'opération", 0)->value, "2025-01-15");
	assert_str(field_of(d, "Adresse principale du projet", 0)->value,
		"2 Rue des Ecoles 67240 Schirrhein");
	f = field_of(d, "Justificatifs des dépenses prévisionnelles", 0);
	assert_int_equal(f->kind, FIELD_FILES);
	assert_str(f->value, "exemple.pdf");
	assert_str(field_of(d, "Joindre un document de présentation de votre projet", 0)->value,
		"(absent)");
	f = annotation(d, "Autres documents utiles à l'instruction", 0);
	assert_int_equal(f->kind, FIELD_HEADER);
	f = annotation(d, "Pièce-jointe complémentaire", 0);
	assert_true(f->row.len > 0);
	assert_int_equal(d->attachment_count, 2);
	assert_str(d->attachments[0].name, "exemple.pdf");
	assert_str(d->attachments[0].field, "Justificatifs des dépenses prévisionnelles");
	collect_done(&c);
}

static void
test_small_page(void **state)
{
	struct collected c;
	const struct dossier *d;

	(void)state;
	collect_init(&c);
	assert_int_equal(collect(&c, DS "getDemarche-small.json"), OK);
	assert_int_equal(c.count, 3);
	d = collected_find(&c, 32000001);
	assert_str(d->demarche, "900003");
	assert_str(d->demarche_title, "Secours exceptionnel – particuliers (fictif)");
	assert_str(d->applicant.siret, "(absent)");
	assert_str(d->applicant.name, "Zoë D'Aubigné");
	assert_str(d->applicant.email, "mairie.32000001@example.fr");
	assert_str(field_of(d, "Montant demandé (€)", 0)->value, "300");
	assert_int_equal(field_of(d, "Montant demandé (€)", 0)->kind, FIELD_DECIMAL);
	assert_int_equal(c.descriptor_count, 3);
	assert_str(c.descriptors[0].demarche, "900003");
	assert_str(c.descriptors[0].d.id, "Q2hhbXAtNzAwMDY1");
	assert_str(c.descriptors[0].d.label, "Objet de la demande");
	assert_int_equal(c.descriptors[2].d.section, SECTION_ANNOTATION);
	assert_int_equal(c.descriptors[2].d.position, 0);
	collect_done(&c);
}

static void
test_detr_page(void **state)
{
	struct collected c;
	const struct dossier *d;

	(void)state;
	collect_init(&c);
	assert_int_equal(collect(&c, DS "getDemarche-detr-page-1.json"), OK);
	assert_int_equal(c.count, 50);
	assert_int_equal(c.refused_count, 0);
	d = collected_find(&c, 30000050);
	assert_str(d->platform_state, "en_instruction");
	assert_str(d->demarche, "900001");
	assert_str(d->group, "53 - Mayenne - arrondissement de Mayenne");
	assert_string_equal(instant_utc(d->modified).s, "2025-10-29T16:27:01.000Z");
	assert_string_equal(instant_utc(d->instruction_at).s, "2025-10-16T17:58:28.000Z");
	assert_str(field_of(d, "Nom", 0)->value, "Œuvrard");
	assert_str(field_of(d, "Nom", 1)->value, "Œuvrard");
	assert_str(field_of(d, "Coût total de l'opération (en euros HT)", 0)->value, "874310");
	assert_str(field_of(d, "dont DSIL", 0)->value, "(absent)");
	assert_str(field_of(d, "La maîtrise d'ouvrage de l'opération sera-t-elle déléguée ?", 0)
			   ->value,
		"false");
	assert_int_equal(count_kind(d, FIELD_EXPLANATION), 6 + 3);
	assert_int_equal(c.removed_count, 3);
	assert_int_equal(c.removed[0].number, 29999992);
	assert_true(c.removed[0].pending);
	assert_str(c.removed[0].reason, "instructeur_request");
	assert_int_equal(c.removed[1].number, 29999990);
	assert_false(c.removed[1].pending);
	assert_int_equal(c.removed[2].number, 29999991);
	collect_done(&c);
}

static void
test_form_only(void **state)
{
	struct collected c;
	size_t form = 0, positions = 0;

	(void)state;
	collect_init(&c);
	assert_int_equal(collect(&c, DS "turgot-demarche.json"), OK);
	assert_int_equal(c.count, 0);
	assert_int_equal(c.refused_count, 0);
	/* 300 questions and 44 annotations, with three inside repetitions */
	assert_int_equal(c.descriptor_count, 347);
	for (size_t i = 0; i < c.descriptor_count; i++) {
		assert_str(c.descriptors[i].demarche, "131016");
		form += c.descriptors[i].d.section == SECTION_FORM;
		positions += c.descriptors[i].d.position == 0;
	}
	assert_int_equal(positions, 2);
	assert_int_equal(c.descriptors[0].d.kind, FIELD_EXPLANATION);
	assert_true(form >= 300);
	collect_done(&c);
}

static void
test_export(void **state)
{
	struct collected c;
	const struct dossier *d;

	(void)state;
	collect_init(&c);
	assert_int_equal(collect(&c, DS "export-detr.csv"), OK);
	assert_int_equal(c.count, 200);
	assert_int_equal(c.refused_count, 0);
	d = collected_find(&c, 30000001);
	assert_int_equal(d->source, SOURCE_CSV);
	assert_str(d->platform_state, "sans_suite");
	assert_str(d->applicant.siret, "21530170600010");
	assert_str(d->applicant.name, "COMMUNE DE OISSEAU");
	assert_str(d->applicant.address,
		"COMMUNE DE OISSEAU, 1 PLACE DE LA MAIRIE, 53300 OISSEAU, FRANCE");
	assert_str(d->applicant.city, "Oisseau");
	assert_str(d->applicant.email, "mairie.30000001@example.fr");
	assert_string_equal(instant_utc(d->modified).s, "2025-12-13T19:24:28.000Z");
	assert_string_equal(instant_utc(d->submitted_at).s, "2025-10-06T07:01:38.000Z");
	assert_string_equal(instant_utc(d->instruction_at).s, "2025-10-28T12:01:38.000Z");
	assert_string_equal(instant_utc(d->decided_at).s, "2025-12-09T12:01:38.000Z");
	assert_str(d->motivation, "Dossier incomplet malgré relance.");
	assert_str(d->group, "53 - Mayenne - arrondissement de Mayenne");
	assert_str(
		field_of(d, "Intitulé du projet", 0)->value, "Création d’une voie verte – Oisseau");
	assert_str(field_of(d, "Nom", 1)->value, "Gandon");
	assert_str(field_of(d, "Projet situé en QPV", 0)->value, "on");
	for (size_t i = 0; i < d->field_count; i++) {
		assert_true(d->fields[i].value.len > 0);
		assert_int_equal(d->fields[i].kind, FIELD_TEXT);
	}
	collect_done(&c);
}

/* The acceptance of the import: 1 + 3 + 50 + 200 with 50 in common are 204; the CSV says nothing new
 * about those 50, whatever came first, and importing anything twice changes nothing. */
static void
test_csv_after_json(void **state)
{
	struct collected json, csv;
	struct arena a = { 0 };
	size_t common = 0;

	(void)state;
	collect_init(&json);
	collect_init(&csv);
	assert_int_equal(collect(&json, DS "getDemarche-detr-page-1.json"), OK);
	assert_int_equal(collect(&csv, DS "export-detr.csv"), OK);
	for (size_t i = 0; i < json.count; i++)
		for (size_t k = 0; k < csv.count; k++) {
			const struct dossier *j = &json.dossiers[i], *p = &csv.dossiers[k];
			struct dossier merged;

			if (j->number != p->number)
				continue;
			common++;
			merged = dossier_merge(&a, j, p);
			assert_true(hash_eq(dossier_hash(&merged), dossier_hash(j)));
			merged = dossier_merge(&a, p, j);
			assert_true(hash_eq(dossier_hash(&merged), dossier_hash(j)));
			assert_false(hash_eq(dossier_hash(p), dossier_hash(j)));
			merged = dossier_merge(&a, p, p);
			assert_true(hash_eq(dossier_hash(&merged), dossier_hash(p)));
			merged = dossier_merge(&a, j, j);
			assert_true(hash_eq(dossier_hash(&merged), dossier_hash(j)));
			arena_reset(&a);
		}
	assert_int_equal(common, 50);
	arena_done(&a);
	collect_done(&csv);
	collect_done(&json);
}

/* The same export a day later, over the answer: only the date moves, and nothing flips back. */
static void
test_later_csv_over_json(void **state)
{
	struct collected json, csv;
	struct arena a = { 0 };

	(void)state;
	collect_init(&json);
	collect_init(&csv);
	assert_int_equal(collect(&json, DS "getDemarche-detr-page-1.json"), OK);
	assert_int_equal(collect(&csv, DS "export-detr.csv"), OK);
	for (size_t i = 0; i < json.count; i++) {
		const struct dossier *j = &json.dossiers[i];
		struct dossier later = *collected_find(&csv, j->number), merged, again;
		struct difference *diff;
		size_t n;

		later.modified.ms += 86400000;
		merged = dossier_merge(&a, j, &later);
		diff = dossier_diff(&a, j, &merged, &n);
		assert_int_equal(n, 1);
		assert_string_equal(diff[0].what, "modifié le");
		again = dossier_merge(&a, &later, j);
		assert_true(hash_eq(dossier_hash(&merged), dossier_hash(&again)));
		again = dossier_merge(&a, &merged, j);
		assert_true(hash_eq(dossier_hash(&merged), dossier_hash(&again)));
		again = dossier_merge(&a, &merged, &later);
		assert_true(hash_eq(dossier_hash(&merged), dossier_hash(&again)));
		arena_reset(&a);
	}
	arena_done(&a);
	collect_done(&csv);
	collect_done(&json);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_turgot_dossier),
		cmocka_unit_test(test_turgot_values),
		cmocka_unit_test(test_small_page),
		cmocka_unit_test(test_detr_page),
		cmocka_unit_test(test_form_only),
		cmocka_unit_test(test_export),
		cmocka_unit_test(test_csv_after_json),
		cmocka_unit_test(test_later_csv_over_json),
	};

	if (!hash_start())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
