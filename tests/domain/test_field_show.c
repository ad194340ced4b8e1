/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers as a person reads them, by kind of field. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/domain/dossier.h"

static const struct {
	enum field_kind kind;
	const char *label, *value, *shown;
} cases[] = {
	{ FIELD_TEXT, "Résumé", "un texte", "un texte" },
	{ FIELD_TEXT, "Résumé", "", "(sans réponse)" },
	{ FIELD_TEXT, "Résumé", NULL, "(sans réponse)" },
	{ FIELD_YES_NO, "Question", "true", "oui" },
	{ FIELD_CHECKBOX, "Engagement", "false", "non" },
	{ FIELD_DATE, "Début", "2021-05-18", "18/05/2021" },
	{ FIELD_DATE, "Début", "mai", "mai" },
	/* 10:09:33 at +02:00 is Paris time in October */
	{ FIELD_DATETIME, "Visite", "2024-10-16T10:09:33+02:00", "16/10/2024 10:09" },
	{ FIELD_INTEGER, "Coût total du projet (en euros HT)", "75000", "75\u00a0000,00\u00a0€" },
	{ FIELD_DECIMAL, "MONTANT", "12.5", "12,50\u00a0€" },
	{ FIELD_INTEGER, "Code postal", "45140", "45140" },
	{ FIELD_INTEGER, "Montant", "beaucoup", "beaucoup" },
};

static void
answers(void **state)
{
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct field f = { .kind = cases[i].kind,
			.label = str_z(cases[i].label),
			.value = str_z(cases[i].value) };

		assert_string_equal(arena_z(&a, field_show(&a, &f)), cases[i].shown);
	}
	arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(answers) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
