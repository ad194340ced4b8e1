/* SPDX-License-Identifier: EUPL-1.2 */
/* What returns and answers may write: no more than somebody at a screen could, that day, on that dossier. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/assign.h"
#include "pupitre/app/bundle.h"
#include "pupitre/app/decide.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/merge.h"
#include "pupitre/app/move.h"
#include "pupitre/app/propose.h"
#include "pupitre/app/tags.h"
#include "pupitre/base/fs.h"
#include "support/base.h"
#include "support/must.h"
#include "support/sql.h"
#include "support/tour.h"

static struct fixture host;
static struct tour laptop;
static struct arena a;
static struct err err;

/* Lea has marked 1001 by 2 everywhere. */
static int
setup(void **state)
{
	struct session *s;

	(void)state;
	fixture_init(&host);
	fixture_import_plain(&host, 3);
	fixture_envelope(&host, "45", 30000, NULL);
	fixture_agent(&host, "lea", ROLE_DELEGATE, "45");
	s = fixture_session(&host, "lea");
	fixture_mark_all(s, 1001, 2);
	session_close(s);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	fixture_proves(&host);
	sql_leave();
	arena_done(&a);
	fixture_done(&host);
	return 0;
}

static void
leave(void)
{
	tour_take(&laptop, &host, NULL, "lea", "45");
}

/* The same delegate leaves once more, with what the host has by now. */
static void
leave_again(void)
{
	unlink(laptop.mallette);
	unlink(laptop.f.base);
	unlink(arena_printf(&a, "%s.cle", laptop.f.base));
	unlink(laptop.retour);
	sql_leave();
	leave();
}

static void
mark(const struct fixture *f, const char *id, int8_t value)
{
	struct session *s = fixture_session(f, "lea");
	struct receipt r;

	MUST(mark_set(s, 1001, grid_item_find(session_grid(s), str_z(id)), value, &err));
	MUST(mark_finalise(s, 1001, &a, &r, &err));
	session_close(s);
}

static struct merge_report
merge(void)
{
	struct session *s = fixture_session(&host, NULL);
	struct merge_report r;
	struct str bytes;

	tour_return(&laptop);
	MUST(fs_read(laptop.retour, 64 << 20, &a, &bytes, &err));
	MUST(merge_parcel(s, bytes, false, NULL, &a, &r, &err));
	session_close(s);
	return r;
}

static int64_t
mark_of(const char *id)
{
	return sql_number(host.base,
		arena_printf(&a,
			"SELECT value FROM mark WHERE dossier = 1001 AND agent = 'lea' AND item = "
			"'%s'",
			id));
}

static size_t
open_questions(struct session *s, struct question **q)
{
	size_t n;

	MUST(questions_list(s, 0, STR_NONE, true, &a, q, &n, &err));
	return n;
}

/* ---- questions stay open ---- */

/* I1 is 3 on the road and 1 here; the next mallette leaves while that is asked, and writes 4 on the 1 that it has. Its
 * I2 is nobody else's. */
static void
another_mallette_answers_no_question(void **state)
{
	struct merge_report r;
	struct question *q;
	struct session *s;
	struct receipt done;
	bool three = false, four = false;

	(void)state;
	leave();
	mark(&laptop.f, "I1", 3);
	mark(&host, "I1", 1);
	assert_int_equal(merge().asked, 1);
	leave_again();
	mark(&laptop.f, "I1", 4);
	mark(&laptop.f, "I2", 4);
	r = merge();
	assert_int_equal(r.questions, 1);
	assert_int_equal(r.applied, 1);
	assert_int_equal(r.closed, 0);
	assert_int_equal(mark_of("I1"), 1);
	assert_int_equal(mark_of("I2"), 4);
	s = fixture_session(&host, NULL);
	assert_int_equal(open_questions(s, &q), 2);
	for (int i = 0; i < 2; i++) {
		three |= str_eqz(q[i].lines[0].theirs.value, "3");
		four |= str_eqz(q[i].lines[0].theirs.value, "4");
	}
	assert_true(three && four);
	for (int i = 0; i < 2; i++)
		MUST(question_answer(
			s, str_z(q[i].id.s), ANSWER_KEEP, STR_NONE, STR("vu"), &a, &done, &err));
	assert_int_equal(open_questions(s, &q), 0);
	session_close(s);
	assert_int_equal(mark_of("I1"), 1);
}

/* ---- states ---- */

static const char *
state_of(int64_t number)
{
	return sql_text(host.base,
		arena_printf(&a, "SELECT state FROM instruction WHERE dossier = %lld",
			(long long)number),
		&a);
}

static void
move(int64_t number, enum state to, const char *reason)
{
	struct session *s = fixture_session(&host, NULL);
	struct receipt r;

	MUST(move_state(s, number, to, str_z(reason), &a, &r, &err));
	session_close(s);
}

/* 1001 was marked, and is sent back here: what is no mark does not bring it forward, marks do. */
static void
only_marks_bring_a_dossier_forward(void **state)
{
	struct session *s;
	struct receipt r;

	(void)state;
	leave();
	move(1001, STATE_INSTRUCTION, NULL);
	s = tour_session(&laptop);
	MUST(tag_set(s, 1001, STR("terrain"), true, &a, &r, &err));
	session_close(s);
	assert_int_equal(merge().applied, 1);
	assert_string_equal(state_of(1001), "instruction");
	mark(&laptop.f, "I1", 3);
	merge();
	assert_int_equal(mark_of("I1"), 3);
	assert_string_equal(state_of(1001), "marked");
}

/* The state that is kept is that one, though every sheet is final. */
static void
a_state_that_is_kept_stays(void **state)
{
	struct question *q;
	struct session *s;
	struct receipt r;

	(void)state;
	move(1001, STATE_INSTRUCTION, NULL);
	leave();
	s = tour_session(&laptop);
	MUST(move_state(s, 1001, STATE_MARKED, STR_NONE, &a, &r, &err));
	session_close(s);
	move(1001, STATE_INCOMPLETE, "le devis");
	move(1001, STATE_INSTRUCTION, NULL);
	merge();
	s = fixture_session(&host, NULL);
	assert_int_equal(open_questions(s, &q), 1);
	MUST(question_answer(s, str_z(q[0].id.s), ANSWER_KEEP, STR_NONE, STR("vu"), &a, &r, &err));
	session_close(s);
	assert_string_equal(state_of(1001), "instruction");
}

/* ---- marks ---- */

/* Live, score is refused on it; set back first, the mark is taken. */
static void
an_incomplete_dossier_takes_no_mark(void **state)
{
	struct question *q;
	struct session *s;
	struct receipt r;

	(void)state;
	leave();
	mark(&laptop.f, "I1", 3);
	move(1001, STATE_INSTRUCTION, NULL);
	move(1001, STATE_INCOMPLETE, "le devis");
	assert_int_equal(merge().questions, 1);
	s = fixture_session(&host, NULL);
	assert_int_equal(open_questions(s, &q), 1);
	REFUSED(question_answer(
			s, str_z(q[0].id.s), ANSWER_TAKE, STR_NONE, STR("vu"), &a, &r, &err),
		ERR_INPUT, "il ne se note plus");
	session_close(s);
	assert_int_equal(mark_of("I1"), 2);
	move(1001, STATE_INSTRUCTION, NULL);
	s = fixture_session(&host, NULL);
	MUST(question_answer(s, str_z(q[0].id.s), ANSWER_TAKE, STR_NONE, STR("vu"), &a, &r, &err));
	session_close(s);
	assert_int_equal(mark_of("I1"), 3);
	assert_string_equal(state_of(1001), "marked");
}

static void
an_ineligible_dossier_takes_no_mark(void **state)
{
	struct question *q;
	struct session *s;
	struct receipt r;

	(void)state;
	leave();
	mark(&laptop.f, "I1", 3);
	move(1001, STATE_INSTRUCTION, NULL);
	move(1001, STATE_INELIGIBLE, "hors programme");
	assert_int_equal(merge().questions, 1);
	s = fixture_session(&host, NULL);
	assert_int_equal(open_questions(s, &q), 1);
	REFUSED(question_answer(
			s, str_z(q[0].id.s), ANSWER_TAKE, STR_NONE, STR("vu"), &a, &r, &err),
		ERR_INPUT, "il ne se note plus");
	MUST(question_answer(s, str_z(q[0].id.s), ANSWER_KEEP, STR_NONE, STR("vu"), &a, &r, &err));
	session_close(s);
	assert_int_equal(mark_of("I1"), 2);
}

/* ---- proposals ---- */

static void
propose_award(void)
{
	struct decision_input in = { .d = { .kind = DECISION_AWARD,
					     .amount = { true, { 300000 } } } };
	struct session *s = tour_session(&laptop);
	struct receipt r;

	MUST(propose(s, 1001, &in, &a, &r, &err));
	session_close(s);
}

/* No screen would propose an award on it in that state: it is asked about, and cannot be taken. */
static void
asked_and_not_taken(void)
{
	struct question *q;
	struct session *s;
	struct receipt r;

	propose_award();
	assert_int_equal(merge().questions, 1);
	assert_int_equal(sql_number(host.base, "SELECT count(*) FROM proposal"), 0);
	s = fixture_session(&host, NULL);
	assert_int_equal(open_questions(s, &q), 1);
	assert_true(str_eqz(q[0].kind, "state"));
	REFUSED(question_answer(
			s, str_z(q[0].id.s), ANSWER_TAKE, STR_NONE, STR("vu"), &a, &r, &err),
		ERR_INPUT, "cela ne s'y propose pas");
	session_close(s);
}

static void
no_award_is_proposed_for_an_incomplete_dossier(void **state)
{
	(void)state;
	leave();
	move(1001, STATE_INSTRUCTION, NULL);
	move(1001, STATE_INCOMPLETE, "le devis");
	asked_and_not_taken();
}

static void
no_award_is_proposed_for_an_ineligible_dossier(void **state)
{
	(void)state;
	leave();
	move(1001, STATE_INSTRUCTION, NULL);
	move(1001, STATE_INELIGIBLE, "hors programme");
	asked_and_not_taken();
}

/* Nor for one that was sent back, until it is marked again. */
static void
a_proposal_comes_with_its_marks(void **state)
{
	struct session *s;
	struct question *q;
	struct receipt r;

	(void)state;
	leave();
	move(1001, STATE_INSTRUCTION, NULL);
	asked_and_not_taken();
	move(1001, STATE_INCOMPLETE, "le devis");
	move(1001, STATE_INSTRUCTION, NULL);
	mark(&laptop.f, "I1", 3);
	merge();
	assert_string_equal(state_of(1001), "marked");
	s = fixture_session(&host, NULL);
	assert_int_equal(open_questions(s, &q), 1);
	MUST(question_answer(s, str_z(q[0].id.s), ANSWER_TAKE, STR_NONE, STR("vu"), &a, &r, &err));
	session_close(s);
	assert_int_equal(sql_number(host.base, "SELECT amount_cents FROM proposal"), 300000);
}

/* Marks and proposal in one file: the dossier is not marked yet when the proposal is read. */
static void
a_proposal_on_marks_that_come_is_applied(void **state)
{
	struct merge_report r;

	(void)state;
	leave();
	move(1001, STATE_INSTRUCTION, NULL);
	mark(&laptop.f, "I1", 3);
	propose_award();
	r = merge();
	assert_int_equal(r.questions, 0);
	assert_int_equal(sql_number(host.base, "SELECT amount_cents FROM proposal"), 300000);
	assert_string_equal(state_of(1001), "marked");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(another_mallette_answers_no_question),
		CASE(only_marks_bring_a_dossier_forward),
		CASE(a_state_that_is_kept_stays),
		CASE(an_incomplete_dossier_takes_no_mark),
		CASE(an_ineligible_dossier_takes_no_mark),
		CASE(no_award_is_proposed_for_an_incomplete_dossier),
		CASE(no_award_is_proposed_for_an_ineligible_dossier),
		CASE(a_proposal_comes_with_its_marks),
		CASE(a_proposal_on_marks_that_come_is_applied),
	};
	int failed;

	tour_home();
	failed = cmocka_run_group_tests_name("merge: rules", tests, NULL, NULL);
	tour_home_gone();
	return failed;
}
