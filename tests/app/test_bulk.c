/* SPDX-License-Identifier: EUPL-1.2 */
/* One operation on many dossiers: what the preview says, what is done, what one undo takes back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <time.h>
#include <cmocka.h>

#include "pupitre/app/assign.h"
#include "pupitre/app/bulk.h"
#include "pupitre/app/decide.h"
#include "pupitre/app/history.h"
#include "pupitre/app/move.h"
#include "pupitre/app/read.h"
#include "pupitre/app/selection.h"
#include "pupitre/app/tags.h"
#include "support/base.h"
#include "support/must.h"

static struct fixture f;
static struct arena a;
static struct err err;
static struct session *s;
static const struct uid last;

/* 1001-1006: admissible but 1005 (awarded on the platform) and 1006 (still being built there). */
static int
setup(void **state)
{
	static const struct fixture_dossier dossiers[] = {
		{ .number = 1001, .department = "45", .total = 20000, .requested = 16000 },
		{ .number = 1002, .department = "45", .total = 20000, .requested = 16000 },
		{ .number = 1003, .department = "37", .total = 20000, .requested = 16000 },
		{ .number = 1004, .department = "37", .total = 20000, .requested = 16000 },
		{ .number = 1005, .department = "45", .total = 20000, .state = "accepte" },
		{ .number = 1006, .department = "45", .total = 20000, .state = "en_construction" },
	};

	(void)state;
	fixture_init(&f);
	fixture_import(&f, dossiers, 6);
	fixture_agent(&f, "jean", ROLE_INSTRUCTOR, "45");
	s = fixture_session(&f, NULL);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	session_close(s);
	arena_done(&a);
	fixture_proves(&f);
	fixture_done(&f);
	return 0;
}

static struct bulk_preview
preview(struct session *by, enum bulk_kind kind, const char *text, enum state to, const char *query)
{
	struct bulk_order o = { kind, str_z(text), to };
	struct bulk_target t = { NULL, str_z(query) };
	struct bulk_preview p;

	MUST(bulk_preview(by, &o, &t, &a, &p, &err));
	return p;
}

static struct receipt
apply(struct session *by, const struct bulk_preview *p, size_t acts)
{
	struct receipt r;

	MUST(bulk_apply(by, p, &a, &r, &err));
	assert_int_equal(r.acts, acts);
	return r;
}

static void
undo(struct session *by, size_t acts)
{
	struct receipt r;

	MUST(history_undo(by, last, &a, &r, &err));
	assert_int_equal(r.acts, acts);
}

static size_t
count(const char *query)
{
	struct numset set = { 0 };
	size_t n;
	int at;

	MUST(selection_find(s, str_z(query), &set, &at, &err));
	n = set.count;
	numset_done(&set);
	return n;
}

static void
assigning(void **state)
{
	struct bulk_preview p;
	struct receipt r;

	(void)state;
	MUST(assign(s, 1002, STR("jean"), true, &a, &r, &err));
	p = preview(s, BULK_ASSIGN, "jean", 0, "dep:45");
	assert_int_equal(p.targets, 4);
	assert_int_equal(p.changes, 2);
	assert_int_equal(p.unchanged, 1);
	assert_int_equal(p.refused, 1);
	assert_string_equal(p.sentence,
		"affecter 2 dossiers à jean (la note attendra son évaluation finale) ; 1 est déjà "
		"ainsi ; impossible pour 1");
	assert_int_equal(p.refusals[0].example, 1005);
	assert_non_null(strstr(p.refusals[0].why, "« Accordé »"));
	r = apply(s, &p, 2);
	assert_non_null(strstr(r.summary, "2 dossiers affectés à jean"));
	assert_int_equal(count("évaluateur:jean"), 3);
	MUST(history_undo(s, last, &a, &r, &err));
	assert_int_equal(r.acts, 2);
	assert_string_equal(r.summary, "2 dossiers : annulé (affectation)");
	MUST(history_redo(s, &a, &r, &err));
	assert_string_equal(r.summary, "2 dossiers : rétabli (affectation)");
	undo(s, 2);
	assert_int_equal(count("évaluateur:jean"), 1);
	p = preview(s, BULK_UNASSIGN, "jean", 0, "");
	assert_int_equal(p.changes, 1);
	assert_int_equal(p.unchanged, 5);
	apply(s, &p, 1);
	assert_int_equal(count("évaluateur:jean"), 0);
}

/* jean has département 45 only: 1003 and 1004, of 37, would wait for a sheet that he cannot write. */
static void
nobody_is_assigned_what_he_cannot_see(void **state)
{
	struct bulk_preview p = preview(s, BULK_ASSIGN, "jean", 0, "dep:45,37 -décision:accordé");
	struct bulk_order o = { BULK_ASSIGN, STR("jaen"), 0 };
	struct bulk_target t = { NULL, STR("") };
	struct receipt r;

	(void)state;
	assert_int_equal(p.targets, 5);
	assert_int_equal(p.changes, 3); /* 1001, 1002, 1006 */
	assert_int_equal(p.refused, 2);
	assert_int_equal(p.refusal_count, 1);
	assert_int_equal(p.refusals[0].example, 1003);
	assert_non_null(strstr(p.refusals[0].why, "jean ne le verrait pas"));
	REFUSED(assign(s, 1003, STR("jean"), true, &a, &r, &err), ERR_INPUT, "45");
	REFUSED(bulk_preview(s, &o, &t, &a, &p, &err), ERR_INPUT, "chef, jean");
	fixture_agent(&f, "admin", ROLE_ADMINISTRATOR, "*");
	o.text = STR("admin");
	REFUSED(bulk_preview(s, &o, &t, &a, &p, &err), ERR_INPUT, "admin ne peut pas évaluer");
}

/* Who was assigned stays free to change once the decision is notified: it is no part of it. */
static void
a_batch_with_a_notified_dossier_is_undone(void **state)
{
	struct bulk_preview p = preview(s, BULK_ASSIGN, "jean", 0, "1001 1002");
	const struct decision_input refusal = { .d = { .kind = DECISION_REFUSE,
							.reason = STR("cumul") } };
	struct session *jean = fixture_session(&f, "jean");
	struct receipt r, batch;
	struct dossier_view v;

	(void)state;
	batch = apply(s, &p, 2);
	fixture_mark_all(jean, 1001, 2);
	session_close(jean);
	MUST(decide(s, 1001, &refusal, &a, &r, &err));
	MUST(move_state(s, 1001, STATE_NOTIFIED, STR_NONE, &a, &r, &err));
	MUST(history_undo(s, batch.batch, &a, &r, &err));
	assert_int_equal(r.acts, 2);
	MUST(dossier_read(s, 1001, &a, &v, &err));
	assert_int_equal(v.state, STATE_NOTIFIED);
	assert_int_equal(v.points.milli, 50000);
	assert_int_equal(count("évaluateur:jean"), 0);
}

/* Somebody tagged one of the two again meanwhile: the refusal says which. */
static void
a_batch_that_one_dossier_holds_names_it(void **state)
{
	struct session *jean = fixture_session(&f, "jean");
	struct bulk_preview p = preview(s, BULK_TAG, "urgent", 0, "1001 1002");
	struct receipt r, batch = apply(s, &p, 2);

	(void)state;
	MUST(tag_set(jean, 1002, STR("urgent"), false, &a, &r, &err));
	REFUSED(history_undo(s, batch.batch, &a, &r, &err), ERR_CONFLICT, "dossier 1002 : ");
	session_close(jean);
}

static void
moving_tells_who_is_refused(void **state)
{
	struct bulk_preview p = preview(s, BULK_MOVE, "", STATE_INSTRUCTION, "");
	struct dossier_view v;

	(void)state;
	/* Nobody is assigned to any of them: the four admissible ones miss their evaluator. */
	assert_int_equal(p.changes, 0);
	assert_int_equal(p.refused, 6);
	assert_int_equal(p.refusals[0].count, 4);
	assert_int_equal(p.refusals[0].example, 1001);
	p = preview(s, BULK_ASSIGN, "chef", 0, "1001-1003");
	apply(s, &p, 3);
	p = preview(s, BULK_MOVE, "", STATE_INSTRUCTION, "");
	assert_int_equal(p.changes, 3);
	assert_int_equal(p.refused, 3);
	assert_string_equal(
		p.sentence, "passer 3 dossiers à l'état « En instruction » ; impossible pour 3");
	apply(s, &p, 3); /* those that the preview refused stop nobody */
	MUST(dossier_read(s, 1003, &a, &v, &err));
	assert_int_equal(v.state, STATE_INSTRUCTION);
	MUST(dossier_read(s, 1004, &a, &v, &err));
	assert_int_equal(v.state, STATE_ADMISSIBLE);
	p = preview(s, BULK_MOVE, "", STATE_INSTRUCTION, "1001-1003");
	assert_int_equal(p.unchanged, 3);
	undo(s, 3);
	assert_int_equal(count("état:instruction"), 0);
}

static void
requesting_pieces_suspends_the_clock(void **state)
{
	struct bulk_preview p = preview(s, BULK_REQUEST, "plan de financement", 0, "1006");
	struct dossier_view v;

	(void)state;
	assert_int_equal(p.changes, 1);
	apply(s, &p, 1);
	MUST(dossier_read(s, 1006, &a, &v, &err));
	assert_int_equal(v.state, STATE_INCOMPLETE);
	assert_true(str_eqz(v.state_reason, "plan de financement"));
	assert_int_equal(v.suspension_count, 1);
	assert_false(day_is(v.suspensions[0].until));
	undo(s, 1);
	MUST(dossier_read(s, 1006, &a, &v, &err));
	assert_int_equal(v.state, STATE_RECEIVED);
	assert_int_equal(v.suspension_count, 0);
}

static void
notes(void **state)
{
	struct bulk_preview p = preview(s, BULK_NOTE, "vu en réunion", 0, "1001 1003");
	struct dossier_view v;

	(void)state;
	assert_string_equal(p.sentence, "écrire la remarque sur 2 dossiers");
	apply(s, &p, 2);
	MUST(dossier_read(s, 1003, &a, &v, &err));
	assert_int_equal(v.note_count, 1);
	assert_true(str_eqz(v.notes[0].text, "vu en réunion"));
	assert_true(str_eqz(v.notes[0].agent, "chef"));
	undo(s, 2);
	MUST(dossier_read(s, 1003, &a, &v, &err));
	assert_int_equal(v.note_count, 0);
}

static void
tags_of_a_selection(void **state)
{
	struct numset set = { 0 };
	struct bulk_order o = { BULK_TAG, STR("urgent"), 0 };
	struct bulk_target t = { &set, STR_NONE };
	struct bulk_preview p;
	struct session *jean = fixture_session(&f, "jean");

	(void)state;
	numset_add(&set, 1001);
	numset_add(&set, 1003);
	numset_add(&set, 9999);
	MUST(bulk_preview(jean, &o, &t, &a, &p, &err));
	assert_int_equal(p.changes, 1);
	assert_int_equal(p.refused, 2); /* out of his scope; unknown */
	apply(jean, &p, 1);
	MUST(bulk_preview(s, &o, &t, &a, &p, &err));
	assert_int_equal(p.unchanged, 1);
	assert_int_equal(p.changes, 1);
	assert_string_equal(p.sentence, "poser l'étiquette « urgent » sur 1 dossier ; 1 est déjà "
					"ainsi ; impossible pour 1");
	apply(s, &p, 1);
	assert_int_equal(count("étiquette:urgent"), 2);
	p = preview(s, BULK_TAG, "~lu", 0, "dep:37");
	apply(s, &p, 0);
	assert_int_equal(count("étiquette:~lu"), 2);
	p = preview(s, BULK_UNTAG, "~lu", 0, "");
	assert_int_equal(p.changes, 2);
	assert_int_equal(p.unchanged, 4);
	apply(s, &p, 0);
	assert_int_equal(count("étiquette:~lu"), 0);
	numset_done(&set);
	session_close(jean);
}

static void
take_tags(bool redo, const char *summary)
{
	struct receipt r;

	MUST(tags_take_step(s, redo, &a, &r, &err));
	assert_int_equal(r.acts, 0);
	assert_string_equal(r.summary, summary);
}

/* No act tells of them, and yet they are taken back in their turn, those that changed and no other. */
static void
tags_of_ones_own_are_taken_back(void **state)
{
	struct bulk_preview p;
	struct receipt r;

	(void)state;
	assert_null(tags_last_step(s, false, &a));
	MUST(tag_set(s, 1001, STR("~lu"), true, &a, &r, &err));
	p = preview(s, BULK_TAG, "~lu", 0, "dep:45");
	apply(s, &p, 0); /* 1002, 1005, 1006 */
	assert_string_equal(tags_last_step(s, false, &a), "étiquette « ~lu » posée sur 3 dossiers");
	p = preview(s, BULK_TAG, "urgent", 0, "dep:37");
	apply(s, &p, 2);
	assert_null(tags_last_step(s, false, &a)); /* the act is newer */
	undo(s, 2);
	take_tags(false, "étiquette « ~lu » retirée de 3 dossiers");
	assert_int_equal(count("étiquette:~lu"), 1);
	take_tags(true, "étiquette « ~lu » posée sur 3 dossiers");
	assert_int_equal(count("étiquette:~lu"), 4);
	take_tags(false, "étiquette « ~lu » retirée de 3 dossiers");
	take_tags(false, "étiquette « ~lu » retirée de 1 dossier");
	assert_int_equal(count("étiquette:~lu"), 0);
	REFUSED(tags_take_step(s, false, &a, &r, &err), ERR_INPUT, "aucune étiquette");
}

static void
what_changed_since_the_preview_stops_all(void **state)
{
	struct bulk_preview p = preview(s, BULK_TAG, "urgent", 0, ""), same;
	struct receipt r;

	(void)state;
	MUST(tag_set(s, 1003, STR("vu"), true, &a, &r, &err)); /* another field: no matter */
	MUST(tag_set(s, 1004, STR("urgent"), true, &a, &r, &err));
	REFUSED(bulk_apply(s, &p, &a, &r, &err), ERR_CONFLICT, "1004");
	assert_int_equal(count("étiquette:urgent"), 1); /* nothing was done */
	MUST(tag_set(s, 1004, STR("urgent"), false, &a, &r, &err));
	REFUSED(bulk_apply(s, &p, &a, &r, &err), ERR_CONFLICT, "1004"); /* came and went */
	same = preview(s, BULK_TAG, "urgent", 0, "");
	apply(s, &same, 6);
	p = preview(s, BULK_REQUEST, "RIB", 0, "1006");
	MUST(move_state(s, 1006, STATE_ADMISSIBLE, STR_NONE, &a, &r, &err));
	REFUSED(bulk_apply(s, &p, &a, &r, &err), ERR_CONFLICT, "1006");
}

static void
orders_that_make_no_sense(void **state)
{
	static const struct {
		struct bulk_order order;
		const char *query;
		enum status status;
		const char *why;
	} cases[] = {
		{ { BULK_ASSIGN, { "paul", 4 }, 0 }, "", ERR_INPUT, "paul" },
		{ { BULK_TAG, { "", 0 }, 0 }, "", ERR_INPUT, "étiquette" },
		{ { BULK_NOTE, { "  ", 2 }, 0 }, "", ERR_INPUT, "remarque" },
		{ { BULK_REQUEST, { NULL, 0 }, 0 }, "", ERR_INPUT, "pièces" },
		{ { BULK_TAG, { "vu", 2 }, 0 }, "dep:99", ERR_INPUT, "aucun dossier" },
		{ { BULK_TAG, { "vu", 2 }, 0 }, "(dep:45", ERR_INPUT, "parenthèse" },
	};
	struct session *jean = fixture_session(&f, "jean");
	struct bulk_order o = { BULK_ASSIGN, STR("jean"), 0 };
	struct bulk_target t = { NULL, STR("") };
	struct bulk_preview p;
	struct receipt r;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct bulk_target target = { NULL, str_z(cases[i].query) };

		REFUSED(bulk_preview(s, &cases[i].order, &target, &a, &p, &err), cases[i].status,
			cases[i].why);
	}
	REFUSED(bulk_preview(jean, &o, &t, &a, &p, &err), ERR_DENIED, "jean");
	p = preview(s, BULK_UNTAG, "vu", 0, "");
	assert_string_equal(p.sentence, "aucun dossier ne change ; 6 sont déjà ainsi");
	REFUSED(bulk_apply(s, &p, &a, &r, &err), ERR_INPUT, "rien à faire");
	session_close(jean);
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* One key undoes three hundred, within a second (five under the sanitizers). */
static void
three_hundred_at_once(void **state)
{
	struct bulk_preview p;
	double start;

	(void)state;
	session_close(s);
	fixture_import_plain(&f, 305);
	s = fixture_session(&f, NULL);
	p = preview(s, BULK_ASSIGN, "jean", 0, "1006-1305");
	assert_int_equal(p.changes, 300);
	apply(s, &p, 300);
	p = preview(s, BULK_TAG, "lot", 0, "1006-1305");
	apply(s, &p, 300);
	assert_int_equal(count("étiquette:lot"), 300);
	start = now();
	undo(s, 300);
	print_message("undo of 300: %.3f s\n", now() - start);
	assert_true(now() - start < 5);
	assert_int_equal(count("étiquette:lot"), 0);
	undo(s, 300);
	assert_int_equal(count("évaluateur:jean"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(assigning, setup, teardown),
		cmocka_unit_test_setup_teardown(
			nobody_is_assigned_what_he_cannot_see, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_batch_with_a_notified_dossier_is_undone, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_batch_that_one_dossier_holds_names_it, setup, teardown),
		cmocka_unit_test_setup_teardown(moving_tells_who_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(
			requesting_pieces_suspends_the_clock, setup, teardown),
		cmocka_unit_test_setup_teardown(notes, setup, teardown),
		cmocka_unit_test_setup_teardown(tags_of_a_selection, setup, teardown),
		cmocka_unit_test_setup_teardown(tags_of_ones_own_are_taken_back, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_changed_since_the_preview_stops_all, setup, teardown),
		cmocka_unit_test_setup_teardown(orders_that_make_no_sense, setup, teardown),
		cmocka_unit_test_setup_teardown(three_hundred_at_once, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
