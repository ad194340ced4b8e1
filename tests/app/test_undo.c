/* SPDX-License-Identifier: EUPL-1.2 */
/* Undo and redo of acts: what comes back, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/assign.h"
#include "pupitre/app/decide.h"
#include "pupitre/app/envelopes.h"
#include "pupitre/app/history.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/move.h"
#include "pupitre/app/read.h"
#include "support/base.h"
#include "support/must.h"

static struct fixture f;
static struct arena a;
static struct err err;
static const struct uid last; /* zero: the caller's own last act */

static int
setup(void **state)
{
	(void)state;
	fixture_init(&f);
	fixture_envelope(&f, "45", 20000, NULL);
	fixture_import_plain(&f, 2);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&a);
	fixture_done(&f);
	return 0;
}

static int64_t
left(struct session *s)
{
	struct envelope *list;
	size_t n;

	MUST(envelopes_list(s, &a, &list, &n, &err));
	return envelope_left(envelope_find(list, n, STR("45"))).cents;
}

static struct uid
award(struct session *s, int64_t number, int64_t cents)
{
	struct decision_input in = { .d = { .kind = DECISION_AWARD,
					     .amount = { true, { cents } } } };
	struct receipt r;

	MUST(decide(s, number, &in, &a, &r, &err));
	return r.batch;
}

static struct dossier_view
look(struct session *s, int64_t number)
{
	struct dossier_view v;

	MUST(dossier_read(s, number, &a, &v, &err));
	return v;
}

static void
undo(struct session *s, struct uid act, size_t acts)
{
	struct receipt r;

	MUST(history_undo(s, act, &a, &r, &err));
	assert_int_equal(r.acts, acts);
}

static void
redo(struct session *s, size_t acts)
{
	struct receipt r;

	MUST(history_redo(s, &a, &r, &err));
	assert_int_equal(r.acts, acts);
}

/* u, Ctrl-R, u, Ctrl-R: as often as one likes. */
static void
an_award_goes_and_comes_back(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct dossier_view v;
	struct receipt r;

	(void)state;
	fixture_mark_all(s, 1001, 3);
	award(s, 1001, 1200000);
	assert_int_equal(left(s), 800000); /* 20 000 - 12 000 */
	for (int i = 0; i < 3; i++) {
		undo(s, last, 1);
		assert_int_equal(left(s), 2000000);
		v = look(s, 1001);
		assert_false(v.decision.is);
		assert_int_equal(v.state, STATE_MARKED);
		redo(s, 1);
		assert_int_equal(left(s), 800000);
		v = look(s, 1001);
		assert_int_equal(v.state, STATE_AWARDED);
		assert_int_equal(v.decision.d.amount.m.cents, 1200000);
		REFUSED(history_redo(s, &a, &r, &err), ERR_INPUT, "aucune annulation");
	}
	session_close(s);
	fixture_proves(&f);
}

static void
several_acts_go_one_by_one_and_come_back_in_order(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct receipt r;

	(void)state;
	fixture_mark_all(s, 1001, 3);
	fixture_mark_all(s, 1002, 3);
	award(s, 1001, 500000);
	award(s, 1002, 300000);
	undo(s, last, 1);
	assert_int_equal(left(s), 1500000);
	undo(s, last, 1);
	assert_int_equal(left(s), 2000000);
	redo(s, 1);
	assert_int_equal(left(s), 1500000);
	redo(s, 1);
	assert_int_equal(left(s), 1200000);
	REFUSED(history_redo(s, &a, &r, &err), ERR_INPUT, "aucune annulation");
	session_close(s);
	fixture_proves(&f);
}

static void
an_evaluation_goes_back_to_its_draft(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct mark_sheet sheet;
	struct dossier_view v;
	struct receipt r;

	(void)state;
	for (int i = 0; i < session_grid(s)->item_count; i++)
		MUST(mark_set(s, 1001, i, i == 3 ? MARK_SO : 3, &err));
	MUST(mark_comment(s, 1001, 2, STR("jalons datés"), &err));
	MUST(mark_comment(s, 1001, -1, STR("avis motivé"), &err));
	MUST(mark_finalise(s, 1001, &a, &r, &err));
	assert_int_equal(r.acts, 3); /* evaluation, instruction, marked */
	undo(s, last, 3);
	v = look(s, 1001);
	assert_int_equal(v.state, STATE_ADMISSIBLE);
	assert_false(v.has_points);
	assert_false(v.eligible.is);
	assert_int_equal(v.assigned_count, 0);
	assert_int_equal(v.evaluation_count, 1);
	assert_false(v.evaluations[0].final);
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_true(sheet.is_draft);
	assert_false(sheet.is_final);
	assert_int_equal(sheet.sheet.marks[0], 3);
	assert_int_equal(sheet.sheet.marks[3], MARK_SO);
	assert_true(str_eqz(sheet.comments[2], "jalons datés"));
	assert_true(str_eqz(sheet.opinion_comment, "avis motivé"));
	redo(s, 3);
	v = look(s, 1001);
	assert_int_equal(v.state, STATE_MARKED);
	assert_int_equal(v.points.milli, 75000);
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_true(sheet.is_final);
	assert_false(sheet.is_draft); /* it said the same */
	undo(s, last, 3);
	MUST(mark_set(s, 1001, 0, 4, &err));
	redo(s, 3);
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_true(sheet.is_draft); /* typed since: kept */
	assert_int_equal(sheet.sheet.marks[0], 4);
	session_close(s);
	fixture_proves(&f);
}

static void
a_second_evaluation_gives_way_to_the_first(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct mark_sheet sheet;
	struct receipt r;

	(void)state;
	fixture_mark_all(s, 1001, 2);
	MUST(mark_comment(s, 1001, 0, STR("premier"), &err));
	MUST(mark_finalise(s, 1001, &a, &r, &err));
	MUST(mark_comment(s, 1001, 0, STR(""), &err));
	MUST(mark_set(s, 1001, 0, 4, &err));
	MUST(mark_finalise(s, 1001, &a, &r, &err));
	assert_int_equal(look(s, 1001).points.milli, 56000); /* 50 + 12x2/4 */
	undo(s, last, 1);
	assert_int_equal(look(s, 1001).points.milli, 50000);
	MUST(mark_open(s, 1001, &a, &sheet, &err));
	assert_int_equal(sheet.sheet.marks[0], 4); /* the draft */
	assert_null(sheet.comments[0].ptr);
	session_close(s);
	fixture_proves(&f);
}

static void
a_later_act_on_the_same_field_stands_in_the_way(void **state)
{
	struct session *s = fixture_session(&f, NULL), *jean;
	struct receipt first, r;

	(void)state;
	fixture_agent(&f, "jean", ROLE_SUPERVISOR, "*");
	jean = fixture_session(&f, "jean");
	MUST(envelope_set(
		s, STR("45"), (struct money){ 2500000 }, STR_NONE, STR_NONE, &a, &first, &err));
	MUST(envelope_set(
		jean, STR("45"), (struct money){ 2600000 }, STR_NONE, STR_NONE, &a, &r, &err));
	REFUSED(history_undo(s, first.batch, &a, &r, &err), ERR_CONFLICT, "jean");
	REFUSED(history_undo(s, first.batch, &a, &r, &err), ERR_CONFLICT, "montant");
	REFUSED(history_undo(s, last, &a, &r, &err), ERR_CONFLICT, "jean");
	undo(jean, last, 1);
	assert_int_equal(left(s), 2500000);
	session_close(jean);
	fixture_mark_all(s, 1001, 3);
	award(s, 1001, 100000);
	undo(s, last, 1);
	fixture_mark_all(s, 1002, 3);
	session_close(s);
	fixture_proves(&f);
}

/* A state written by the decision: the evaluation before it stays until the decision is undone. */
static void
an_evaluation_under_a_decision_stays(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct dossier_view v;
	struct receipt r;
	struct uid id;

	(void)state;
	fixture_mark_all(s, 1001, 3);
	id = look(s, 1001).acts[0].batch;
	award(s, 1001, 100000);
	REFUSED(history_undo(s, id, &a, &r, &err), ERR_CONFLICT, "état");
	undo(s, last, 1);
	undo(s, id, 3);
	v = look(s, 1001);
	assert_int_equal(v.state, STATE_ADMISSIBLE);
	session_close(s);
	fixture_proves(&f);
}

static void
a_notified_decision_stands(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct receipt r;
	struct uid id;

	(void)state;
	fixture_mark_all(s, 1001, 3);
	id = award(s, 1001, 100000);
	MUST(move_state(s, 1001, STATE_NOTIFIED, STR_NONE, &a, &r, &err));
	REFUSED(history_undo(s, id, &a, &r, &err), ERR_INPUT, "notifié");
	REFUSED(history_undo(s, last, &a, &r, &err), ERR_INPUT, "notifié");
	assert_int_equal(look(s, 1001).state, STATE_NOTIFIED);
	assert_int_equal(left(s), 1900000);
	session_close(s);
}

/* An assignment taken back, then the decision: the evaluator is not waited for again. */
static void
no_evaluator_comes_back_after_the_decision(void **state)
{
	struct session *s = fixture_session(&f, NULL), *jean;
	struct receipt r;

	(void)state;
	fixture_agent(&f, "jean", ROLE_SUPERVISOR, "*");
	jean = fixture_session(&f, "jean");
	MUST(assign(s, 1001, STR("jean"), true, &a, &r, &err));
	undo(s, last, 1);
	fixture_mark_all(jean, 1001, 3);
	MUST(assign(s, 1002, STR("jean"), true, &a, &r, &err));
	undo(s, last, 1);
	redo(s, 1); /* nothing was decided there */
	undo(s, last, 1);
	session_close(s);
	s = fixture_session(&f, NULL);
	fixture_agent(&f, "lea", ROLE_INSTRUCTOR, "*");
	MUST(assign(s, 1001, STR("lea"), true, &a, &r, &err));
	undo(s, last, 1);
	award(jean, 1001, 100000);
	REFUSED(history_redo(s, &a, &r, &err), ERR_INPUT, "lea");
	assert_int_equal(look(s, 1001).points.milli, 75000);
	session_close(jean);
	session_close(s);
	fixture_proves(&f);
}

static void
an_act_is_undone_once(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct dossier_view v;
	struct receipt r;
	struct uid id;

	(void)state;
	fixture_mark_all(s, 1001, 3);
	id = award(s, 1001, 100000);
	undo(s, id, 1);
	REFUSED(history_undo(s, id, &a, &r, &err), ERR_INPUT, "déjà annulé");
	v = look(s, 1001);
	assert_true(v.acts[1].undone);
	assert_true(uid_eq(v.acts[0].undoes, id));
	assert_true(str_eqz(v.acts[0].verb, "undo"));
	REFUSED(history_undo(s, (struct uid){ { 1 } }, &a, &r, &err), ERR_INPUT, "aucun acte");
	session_close(s);
}

static void
what_is_not_ones_own(void **state)
{
	struct session *s = fixture_session(&f, NULL), *leo, *mia, *jean;
	struct receipt r;
	struct uid eval, id;

	(void)state;
	fixture_agent(&f, "leo", ROLE_INSTRUCTOR, "*");
	fixture_agent(&f, "mia", ROLE_INSTRUCTOR, "*");
	fixture_agent(&f, "jean", ROLE_SUPERVISOR, "37");
	leo = fixture_session(&f, "leo");
	mia = fixture_session(&f, "mia");
	jean = fixture_session(&f, "jean");
	fixture_mark_all(leo, 1001, 3);
	eval = look(leo, 1001).acts[0].batch;
	REFUSED(history_undo(mia, eval, &a, &r, &err), ERR_DENIED, "leo");
	REFUSED(history_undo(s, eval, &a, &r, &err), ERR_DENIED, "leo");
	REFUSED(history_undo(mia, last, &a, &r, &err), ERR_INPUT, "aucun acte");
	id = award(s, 1001, 100000);
	REFUSED(history_undo(leo, id, &a, &r, &err), ERR_DENIED, "décider");
	REFUSED(history_undo(jean, id, &a, &r, &err), ERR_DENIED, "45");
	undo(s, id, 1);
	undo(leo, last, 3);
	session_close(jean);
	session_close(mia);
	session_close(leo);
	session_close(s);
	fixture_proves(&f);
}

static void
rules_hold_for_undo_too(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct receipt raise, r;

	(void)state;
	MUST(envelope_set(
		s, STR("45"), (struct money){ 3000000 }, STR_NONE, STR_NONE, &a, &raise, &err));
	fixture_mark_all(s, 1001, 3);
	fixture_mark_all(s, 1002, 3);
	award(s, 1001, 1500000);
	award(s, 1002, 1000000);
	/* 25 000 are awarded: the envelope cannot go back to 20 000. */
	REFUSED(history_undo(s, raise.batch, &a, &r, &err), ERR_INPUT, "enveloppe 45");
	undo(s, last, 1);
	undo(s, raise.batch, 1);
	assert_int_equal(left(s), 500000);
	/* and the award that came after no longer fits */
	MUST(envelope_set(
		s, STR("45"), (struct money){ 2000000 - 1 }, STR_NONE, STR_NONE, &a, &r, &err));
	session_close(s);
	fixture_proves(&f);
}

static void
an_award_comes_back_only_within_its_envelope(void **state)
{
	struct session *s = fixture_session(&f, NULL), *jean;
	struct receipt r;

	(void)state;
	fixture_agent(&f, "jean", ROLE_SUPERVISOR, "*");
	jean = fixture_session(&f, "jean");
	fixture_mark_all(s, 1001, 3);
	fixture_mark_all(s, 1002, 3);
	award(s, 1001, 1500000);
	undo(s, last, 1);
	award(jean, 1002, 1000000);
	REFUSED(history_redo(s, &a, &r, &err), ERR_INPUT, "« 45 »");
	assert_int_equal(left(s), 1000000);
	session_close(jean);
	session_close(s);
	fixture_proves(&f);
}

static void
an_import_is_not_undone(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct act_view *acts;
	struct receipt r;
	int64_t next;
	size_t n;

	(void)state;
	MUST(history_page(s, 0, 0, 10, &a, &acts, &n, &next, &err));
	assert_int_equal(n, 3); /* init, envelope, import */
	assert_int_equal(next, 0);
	assert_true(str_eqz(acts[0].verb, "import"));
	REFUSED(history_undo(s, acts[0].id, &a, &r, &err), ERR_INPUT, "import");
	REFUSED(history_undo(s, acts[2].id, &a, &r, &err), ERR_INPUT, "création");
	session_close(s);
}

/* Asked and received the same day, then asked again: the clock is stopped again. */
static void
pieces_asked_twice_in_a_day(void **state)
{
	struct session *s = fixture_session(&f, NULL);
	struct dossier_view v;
	struct receipt r;

	(void)state;
	MUST(move_state(s, 1001, STATE_INCOMPLETE, STR("un devis"), &a, &r, &err));
	MUST(move_state(s, 1001, STATE_ADMISSIBLE, STR_NONE, &a, &r, &err));
	v = look(s, 1001);
	assert_int_equal(v.suspension_count, 1);
	assert_true(day_is(v.suspensions[0].until));
	MUST(move_state(s, 1001, STATE_INCOMPLETE, STR("le RIB"), &a, &r, &err));
	v = look(s, 1001);
	assert_int_equal(v.suspension_count, 1);
	assert_false(day_is(v.suspensions[0].until));
	undo(s, last, 1);
	v = look(s, 1001);
	assert_true(day_is(v.suspensions[0].until));
	assert_int_equal(v.state, STATE_ADMISSIBLE);
	session_close(s);
	fixture_proves(&f);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(an_award_goes_and_comes_back),
		CASE(several_acts_go_one_by_one_and_come_back_in_order),
		CASE(an_evaluation_goes_back_to_its_draft),
		CASE(a_second_evaluation_gives_way_to_the_first),
		CASE(a_later_act_on_the_same_field_stands_in_the_way),
		CASE(an_evaluation_under_a_decision_stays),
		CASE(a_notified_decision_stands),
		CASE(no_evaluator_comes_back_after_the_decision),
		CASE(an_act_is_undone_once),
		CASE(what_is_not_ones_own),
		CASE(rules_hold_for_undo_too),
		CASE(an_award_comes_back_only_within_its_envelope),
		CASE(an_import_is_not_undone),
		CASE(pieces_asked_twice_in_a_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
