/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "pupitre/domain/workflow.h"

/*
 * The state table, copied by hand: m a move; v a move with visa on; c a move with committee on;
 * d a decision (switches off); . refused whatever the switches.
 * Columns in the order of the rows.
 */
static const struct {
	const char *code, *cells;
} matrix[STATE_COUNT] = {
	/*               rec inc adm ine ins mar end com pos awa ref dis red not lap wit ren */
	{ "received", ".   m   m   m   .   .   .   .   .   .   .   d   d   .   .   .   ." },
	{ "incomplete", "m   .   m   m   m   .   .   .   .   .   .   d   d   .   .   .   ." },
	{ "admissible", ".   m   .   m   m   .   .   .   .   .   .   d   d   .   .   .   ." },
	{ "ineligible", ".   .   .   .   m   .   .   .   .   .   d   d   d   .   .   .   ." },
	{ "instruction", ".   m   .   m   .   m   .   .   .   .   .   d   d   .   .   .   ." },
	{ "marked", ".   .   .   .   m   .   v   c   d   d   d   d   d   .   .   .   ." },
	{ "endorsed", ".   .   .   .   m   .   .   c   d   d   d   d   d   .   .   .   ." },
	{ "committee", ".   .   .   .   m   .   .   .   d   d   d   d   d   .   .   .   ." },
	{ "postponed", ".   .   .   .   m   .   .   .   .   .   .   d   d   .   .   .   ." },
	{ "awarded", ".   .   .   .   .   .   .   .   .   .   .   .   .   m   .   .   ." },
	{ "refused", ".   .   .   .   .   .   .   .   .   .   .   .   .   m   .   .   ." },
	{ "dismissed", ".   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   ." },
	{ "redirected", ".   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   ." },
	{ "notified", ".   .   .   .   .   .   .   .   .   .   .   .   .   .   m   m   m" },
	{ "lapsed", ".   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   ." },
	{ "withdrawn", ".   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   ." },
	{ "renounced", ".   .   .   .   .   .   .   .   .   .   .   .   .   .   .   .   ." },
};

static struct move_facts
everything(bool visa, bool committee)
{
	return (struct move_facts){ true, true, true, true, true, visa, committee, false,
		STR("pièces n° 2 et 4") };
}

static enum status
try_move(enum state from, enum state to, bool visa, bool committee)
{
	struct move_facts f = everything(visa, committee);

	return workflow_check_move(from, to, &f, ROLE_ALL, NULL);
}

static enum status
try_decision(enum state from, enum state to, bool visa, bool committee)
{
	struct move_facts f = everything(visa, committee);

	return workflow_check_decision(from, to, &f, ROLE_ALL, NULL);
}

static void
check_cell(enum state from, enum state to, char cell)
{
	bool any_move = false, any_decision = false;

	for (int k = 0; k < 4; k++) {
		any_move = any_move || try_move(from, to, k & 1, k & 2) == OK;
		any_decision = any_decision || try_decision(from, to, k & 1, k & 2) == OK;
	}
	assert_int_equal(any_decision, cell == 'd');
	assert_int_equal(any_move, cell == 'm' || cell == 'v' || cell == 'c');
	assert_int_equal(try_move(from, to, false, false) == OK, cell == 'm');
	if (cell == 'v')
		assert_int_equal(try_move(from, to, true, false), OK);
	if (cell == 'c')
		assert_int_equal(try_move(from, to, false, true), OK);
	if (cell == 'd')
		assert_int_equal(try_decision(from, to, false, false), OK);
}

static void
every_pair(void **state)
{
	(void)state;
	for (int from = 0; from < STATE_COUNT; from++) {
		assert_string_equal(state_rows[from].code, matrix[from].code);
		for (int to = 0; to < STATE_COUNT; to++)
			check_cell((enum state)from, (enum state)to, matrix[from].cells[to * 4]);
	}
}

/* Each guard fails alone, and says which condition. */
static void
guards(void **state)
{
	static const struct {
		enum state from, to;
		struct move_facts f;
		const char *says;
	} cases[] = {
		{ STATE_INCOMPLETE, STATE_RECEIVED,
			{ .has_identity = true, .has_department = true }, "date de dépôt" },
		{ STATE_INCOMPLETE, STATE_RECEIVED,
			{ .has_submission = true, .has_department = true }, "SIRET" },
		{ STATE_INCOMPLETE, STATE_RECEIVED,
			{ .has_submission = true, .has_identity = true }, "département" },
		{ STATE_RECEIVED, STATE_INCOMPLETE, { .has_evaluator = true }, "pièces demandées" },
		{ STATE_RECEIVED, STATE_INCOMPLETE, { .reason = { "  ", 2 } }, "pièces demandées" },
		{ STATE_INSTRUCTION, STATE_INELIGIBLE, { .all_final = true }, "motif" },
		{ STATE_ADMISSIBLE, STATE_INSTRUCTION, { .all_final = true }, "affecté" },
		{ STATE_INSTRUCTION, STATE_MARKED, { .has_evaluator = true }, "finales" },
		{ STATE_MARKED, STATE_ENDORSED, { .committee = true }, "visa" },
		{ STATE_MARKED, STATE_COMMITTEE, { .visa = true }, "comité" },
		{ STATE_MARKED, STATE_COMMITTEE, { .visa = true, .committee = true }, "« Visé »" },
		{ STATE_NOTIFIED, STATE_LAPSED, { .all_final = true }, "motif" },
		{ STATE_NOTIFIED, STATE_WITHDRAWN, { .has_refusal = true, .reason = { "x", 1 } },
			"n'accorde rien" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = { 0 };

		assert_int_equal(workflow_check_move(
					 cases[i].from, cases[i].to, &cases[i].f, ROLE_ALL, &err),
			ERR_INPUT);
		if (!strstr(err.text, cases[i].says))
			fail_msg("« %s » does not say « %s »", err.text, cases[i].says);
	}
}

static void
refusals_say_what_is_possible(void **state)
{
	static const struct {
		enum state from, to;
		const char *says;
	} cases[] = {
		{ STATE_RECEIVED, STATE_RECEIVED, "déjà « Reçu »" },
		{ STATE_RECEIVED, STATE_MARKED, "« Recevable »" },
		{ STATE_MARKED, STATE_AWARDED, "enregistrez la décision" },
		{ STATE_AWARDED, STATE_INSTRUCTION, "annulez d'abord la décision" },
		{ STATE_LAPSED, STATE_NOTIFIED, "définitif" },
	};
	struct move_facts f = everything(false, false);

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err err = { 0 };

		assert_int_equal(
			workflow_check_move(cases[i].from, cases[i].to, &f, ROLE_ALL, &err),
			ERR_INPUT);
		if (!strstr(err.text, cases[i].says))
			fail_msg("« %s » does not say « %s »", err.text, cases[i].says);
	}
}

static void
visa_and_committee_come_before_an_award(void **state)
{
	(void)state;
	assert_int_equal(try_decision(STATE_MARKED, STATE_AWARDED, true, false), ERR_INPUT);
	assert_int_equal(try_decision(STATE_ENDORSED, STATE_AWARDED, true, false), OK);
	assert_int_equal(try_decision(STATE_ENDORSED, STATE_AWARDED, true, true), ERR_INPUT);
	assert_int_equal(try_decision(STATE_COMMITTEE, STATE_AWARDED, true, true), OK);
	assert_int_equal(try_decision(STATE_MARKED, STATE_REFUSED, false, true), ERR_INPUT);
	assert_int_equal(try_decision(STATE_INELIGIBLE, STATE_REFUSED, true, true), OK);
	assert_int_equal(try_decision(STATE_MARKED, STATE_POSTPONED, true, true), OK);
	assert_int_equal(try_decision(STATE_RECEIVED, STATE_DISMISSED, true, true), OK);
}

static void
roles_are_checked_first(void **state)
{
	struct move_facts f = everything(true, true);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(
		workflow_check_move(STATE_RECEIVED, STATE_ADMISSIBLE, &f, ROLE_READER, &err),
		ERR_DENIED);
	assert_int_equal(
		workflow_check_move(STATE_RECEIVED, STATE_ADMISSIBLE, &f, ROLE_INSTRUCTOR, &err),
		OK);
	assert_int_equal(
		workflow_check_move(STATE_MARKED, STATE_ENDORSED, &f, ROLE_INSTRUCTOR, &err),
		ERR_DENIED);
	assert_int_equal(
		workflow_check_move(STATE_MARKED, STATE_ENDORSED, &f, ROLE_SUPERVISOR, &err), OK);
	assert_int_equal(workflow_check_decision(STATE_RECEIVED, STATE_DISMISSED, &f,
				 ROLE_INSTRUCTOR | ROLE_DELEGATE, &err),
		ERR_DENIED);
	assert_string_equal(err.text, "votre rôle ne permet pas de décider");
}

static void
paths_to_marked(void **state)
{
	static const struct {
		enum state from;
		size_t count;
		enum state path[3];
	} cases[] = {
		{ STATE_RECEIVED, 3, { STATE_ADMISSIBLE, STATE_INSTRUCTION, STATE_MARKED } },
		{ STATE_ADMISSIBLE, 2, { STATE_INSTRUCTION, STATE_MARKED } },
		{ STATE_POSTPONED, 2, { STATE_INSTRUCTION, STATE_MARKED } },
		{ STATE_INSTRUCTION, 1, { STATE_MARKED } },
		{ STATE_INCOMPLETE, 0, { 0 } },
		{ STATE_INELIGIBLE, 0, { 0 } },
		{ STATE_MARKED, 0, { 0 } },
		{ STATE_AWARDED, 0, { 0 } },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum state path[STATE_COUNT], at = cases[i].from;

		assert_int_equal(workflow_path_to_marked(at, path), cases[i].count);
		for (size_t k = 0; k < cases[i].count; k++) {
			assert_int_equal(path[k], cases[i].path[k]);
			assert_int_equal(try_move(at, path[k], false, false), OK);
			at = path[k];
		}
	}
}

static void
states_are_found_by_their_names(void **state)
{
	static const struct {
		const char *word;
		enum state state;
	} cases[] = {
		{ "received", STATE_RECEIVED },
		{ "Reçu", STATE_RECEIVED },
		{ "RECU", STATE_RECEIVED },
		{ " incomplet ", STATE_INCOMPLETE },
		{ "Incomplet, pièces demandées", STATE_INCOMPLETE },
		{ "en instruction", STATE_INSTRUCTION },
		{ "vise", STATE_ENDORSED },
		{ "classe sans suite", STATE_DISMISSED },
		{ "désistement", STATE_RENOUNCED },
	};
	enum state s;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(state_find(str_z(cases[i].word), &s));
		assert_int_equal(s, cases[i].state);
	}
	assert_false(state_find(STR("perdu"), &s));
	assert_false(state_find(STR(""), &s));
}

static void
states_of_the_platform(void **state)
{
	enum state s;

	(void)state;
	assert_true(state_of_platform(STR("en_construction"), &s) && s == STATE_RECEIVED);
	assert_true(state_of_platform(STR("en_instruction"), &s) && s == STATE_ADMISSIBLE);
	assert_true(state_of_platform(STR("accepte"), &s) && s == STATE_AWARDED);
	assert_true(state_of_platform(STR("refuse"), &s) && s == STATE_REFUSED);
	assert_true(state_of_platform(STR("sans_suite"), &s) && s == STATE_DISMISSED);
	assert_false(state_of_platform(STR("brouillon"), &s));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_pair),
		cmocka_unit_test(guards),
		cmocka_unit_test(refusals_say_what_is_possible),
		cmocka_unit_test(visa_and_committee_come_before_an_award),
		cmocka_unit_test(roles_are_checked_first),
		cmocka_unit_test(paths_to_marked),
		cmocka_unit_test(states_are_found_by_their_names),
		cmocka_unit_test(states_of_the_platform),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
