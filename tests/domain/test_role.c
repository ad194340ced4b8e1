/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/base/arena.h"
#include "pupitre/domain/role.h"

/* reader instructor delegate supervisor administrator */
static const struct {
	const char *label, *cells;
} matrix[CAPABILITY_COUNT] = {
	[CAN_READ] = { "lire les dossiers", "x x x x x" },
	[CAN_EVALUATE] = { "évaluer un dossier", ". x x x ." },
	[CAN_MOVE] = { "changer l'état d'un dossier", ". x x x ." },
	[CAN_PROPOSE] = { "proposer une décision", ". x x x ." },
	[CAN_DECIDE] = { "décider", ". . . x ." },
	[CAN_MANAGE_MONEY] = { "gérer les enveloppes", ". . . x ." },
	[CAN_IMPORT] = { "importer des dossiers", ". x . x x" },
	[CAN_EXPORT] = { "exporter", "x x x x x" },
	[CAN_ASSIGN] = { "affecter un dossier", ". . . x ." },
	[CAN_CONFIGURE] = { "configurer la base", ". . . . x" },
	[CAN_BUNDLE] = { "gérer les mallettes", ". . . x x" },
	[CAN_TRUST] = { "activer et révoquer les clés, rouvrir une mallette", ". . . x ." },
	[CAN_ANSWER] = { "répondre aux questions d'une fusion", ". x . x x" },
};

static void
every_role_and_capability(void **state)
{
	(void)state;
	for (int cap = 0; cap < CAPABILITY_COUNT; cap++) {
		assert_string_equal(capability_labels[cap], matrix[cap].label);
		for (int r = 0; r < ROLE_COUNT; r++)
			assert_int_equal(role_can(role_rows[r].bit, (enum capability)cap),
				matrix[cap].cells[2 * r] == 'x');
		assert_false(role_can(0, (enum capability)cap));
		assert_true(role_can(ROLE_ALL, (enum capability)cap));
	}
}

static void
labels_after_de(void **state)
{
	(void)state;
	assert_true(capability_elides(CAN_EVALUATE)); /* d'évaluer */
	assert_true(capability_elides(CAN_IMPORT)); /* d'importer */
	assert_true(capability_elides(CAN_EXPORT));
	assert_true(capability_elides(CAN_ASSIGN));
	assert_true(capability_elides(CAN_TRUST)); /* d'activer */
	assert_false(capability_elides(CAN_DECIDE));
	assert_false(capability_elides(CAN_ANSWER));
	assert_false(capability_elides(CAN_BUNDLE));
}

static void
lists_of_roles(void **state)
{
	static const struct {
		const char *text;
		unsigned roles;
	} good[] = {
		{ "reader", ROLE_READER },
		{ "instructor,supervisor", ROLE_INSTRUCTOR | ROLE_SUPERVISOR },
		{ "instructeur, délégué", ROLE_INSTRUCTOR | ROLE_DELEGATE },
		{ "DELEGUE", ROLE_DELEGATE },
	};
	static const char *const bad[] = { "", "chef", "reader,", "reader,,delegate" };
	struct arena a = { 0 };
	unsigned roles = 77;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(roles_parse(str_z(good[i].text), &roles));
		assert_int_equal(roles, good[i].roles);
	}
	roles = 77;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(roles_parse(str_z(bad[i]), &roles));
	assert_int_equal(roles, 77);
	assert_string_equal(
		roles_text(&a, ROLE_INSTRUCTOR | ROLE_DELEGATE, false), "instructor,delegate");
	assert_string_equal(
		roles_text(&a, ROLE_INSTRUCTOR | ROLE_DELEGATE, true), "instructeur, délégué");
	assert_string_equal(roles_text(&a, 0, true), "");
	assert_string_equal(
		roles_any(&a, ROLE_INSTRUCTOR | ROLE_DELEGATE), "instructeur ou délégué");
	assert_string_equal(roles_any(&a, ROLE_DELEGATE), "délégué");
	arena_done(&a);
}

static void
scopes(void **state)
{
	static const struct {
		const char *scope, *department;
		bool holds;
	} cases[] = {
		{ "*", "45", true },
		{ "*", "", true },
		{ "*", NULL, true },
		{ "45,37", "37", true },
		{ "45, 37", "37", true },
		{ "45,37", "4", false },
		{ "45,37", NULL, false },
		{ "45,37", "", false },
		{ "", "45", false },
		{ "", "", false },
		{ "2A", "2A", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(scope_holds(str_z(cases[i].scope), str_z(cases[i].department)),
			cases[i].holds);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_role_and_capability),
		cmocka_unit_test(labels_after_de),
		cmocka_unit_test(lists_of_roles),
		cmocka_unit_test(scopes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
