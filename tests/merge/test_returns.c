/* SPDX-License-Identifier: EUPL-1.2 */
/* Returns of a mallette whose dossiers went on at the host meanwhile, case by case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/app/assign.h"
#include "pupitre/app/bundle.h"
#include "pupitre/app/decide.h"
#include "pupitre/app/history.h"
#include "pupitre/app/keys.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/merge.h"
#include "pupitre/app/move.h"
#include "pupitre/app/propose.h"
#include "pupitre/base/fs.h"
#include "support/base.h"
#include "support/must.h"
#include "support/sql.h"
#include "support/tour.h"
#include "support/worker.h"

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

static int
item(struct session *s, const char *id)
{
	return grid_item_find(session_grid(s), str_z(id));
}

/* Other marks for a sheet that is final already. */
static void
mark_again(const struct fixture *f, const char *one, int8_t mark, const char *other)
{
	struct session *s = fixture_session(f, "lea");
	struct receipt r;

	MUST(mark_set(s, 1001, item(s, one), mark, &err));
	if (other)
		MUST(mark_set(s, 1001, item(s, other), mark, &err));
	MUST(mark_finalise(s, 1001, &a, &r, &err));
	session_close(s);
}

static enum status
merge(struct merge_report *r)
{
	struct session *s = fixture_session(&host, NULL);
	struct str bytes;
	enum status st;

	tour_return(&laptop);
	MUST(fs_read(laptop.retour, 64 << 20, &a, &bytes, &err));
	st = merge_parcel(s, bytes, false, NULL, &a, r, &err);
	session_close(s);
	return st;
}

static struct question
only_question(struct session *s)
{
	struct question *q;
	size_t n;

	MUST(questions_list(s, 0, STR_NONE, true, &a, &q, &n, &err));
	assert_int_equal(n, 1);
	return q[0];
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

/* ---- the grid ---- */

static void
new_grid(void)
{
	struct session *s = fixture_session(&host, NULL);
	struct receipt r;
	char path[128];

	fixture_path(&host, "grid.yaml", path);
	worker_grid(s, 14, path); /* E1 and E2 weigh 14 and 6 instead of 10 and 10 */
	MUST(grid_install(s, path, &a, &r, &err));
	session_close(s);
}

/* A criterion that has not changed takes its mark, one that has waits for a person. */
static void
a_mark_of_an_old_scale_is_asked_about(void **state)
{
	struct merge_report r;
	struct session *s;
	struct question q;

	(void)state;
	leave();
	mark_again(&laptop.f, "E1", 4, "I1");
	new_grid();
	MUST(merge(&r));
	assert_int_equal(r.asked, 1);
	assert_int_equal(mark_of("I1"), 4);
	assert_int_equal(mark_of("E1"), 2);
	s = fixture_session(&host, NULL);
	q = only_question(s);
	assert_true(str_eqz(q.kind, "grid"));
	assert_true(str_eqz(q.lines[0].theirs.value, "4"));
	assert_true(str_eqz(q.lines[0].here.value, "2"));
	session_close(s);
}

/* Nor does it land in a sheet that was made again meanwhile. */
static void
an_old_scale_does_not_enter_a_new_sheet(void **state)
{
	struct merge_report r;
	struct session *s;

	(void)state;
	leave();
	mark_again(&laptop.f, "E1", 4, NULL);
	new_grid();
	mark_again(&host, "I2", 3, NULL);
	MUST(merge(&r));
	assert_int_equal(r.questions, 1);
	assert_int_equal(mark_of("E1"), 2);
	s = fixture_session(&host, NULL);
	assert_true(str_eqz(only_question(s).kind, "grid"));
	session_close(s);
}

/* A first sheet under the old grid is in question, and what the delegate adds to it does not bring it in. */
static void
a_sheet_in_question_does_not_slip_in(void **state)
{
	struct merge_report r;
	struct session *s;
	struct question q;
	struct receipt done;
	bool found = false;

	(void)state;
	s = fixture_session(&host, NULL);
	MUST(assign(s, 1002, STR("lea"), true, &a, &done, &err));
	session_close(s);
	leave();
	s = tour_session(&laptop);
	tour_mark(s, 1002, item(s, "E1"), 4, NULL, 2);
	MUST(mark_comment(s, 1002, item(s, "I1"), STR("vu sur place"), &err));
	MUST(mark_finalise(s, 1002, &a, &done, &err));
	session_close(s);
	new_grid();
	MUST(merge(&r));
	assert_int_equal(
		sql_number(host.base, "SELECT count(*) FROM evaluation WHERE dossier = 1002"), 0);
	s = fixture_session(&host, NULL);
	q = only_question(s);
	assert_true(str_eqz(q.kind, "grid"));
	for (size_t i = 0; i < q.line_count; i++)
		found |= str_eqz(q.lines[i].theirs.value, "vu sur place");
	assert_true(found);
	session_close(s);
}

/* 21 000 of 30 000 are awarded: a proposal of 10 000 waits, and goes on waiting when only its text changes. */
static void
a_proposal_in_question_does_not_slip_in(void **state)
{
	struct decision_input in = { .d = { .kind = DECISION_AWARD,
					     .amount = { true, { 1600000 } } } };
	struct merge_report r;
	struct session *s;
	struct receipt done;

	(void)state;
	leave();
	s = fixture_session(&host, NULL);
	fixture_mark_all(s, 1002, 4);
	fixture_mark_all(s, 1003, 4);
	MUST(decide(s, 1002, &in, &a, &done, &err));
	in.d.amount.m.cents = 500000;
	MUST(decide(s, 1003, &in, &a, &done, &err));
	session_close(s);
	s = tour_session(&laptop);
	in.d.amount.m.cents = 1000000;
	MUST(propose(s, 1001, &in, &a, &done, &err));
	in.d.text = STR("projet mûr");
	MUST(propose(s, 1001, &in, &a, &done, &err));
	session_close(s);
	MUST(merge(&r));
	assert_int_equal(r.questions, 2);
	assert_int_equal(sql_number(host.base, "SELECT count(*) FROM proposal"), 0);
	s = fixture_session(&host, NULL);
	assert_true(str_eqz(only_question(s).kind, "envelope"));
	session_close(s);
}

/* ---- answers ---- */

static void
answer_refused(enum answer answer, const char *value, const char *word)
{
	struct session *s = fixture_session(&host, NULL);
	struct question q = only_question(s);
	struct receipt r;

	REFUSED(question_answer(s, str_z(q.id.s), answer, str_z(value), STR("vu"), &a, &r, &err),
		ERR_INPUT, word);
	assert_true(str_eqz(only_question(s).status, "open"));
	session_close(s);
}

static void
keep(void)
{
	struct session *s = fixture_session(&host, NULL);
	struct question q = only_question(s);
	struct receipt r;

	MUST(question_answer(s, str_z(q.id.s), ANSWER_KEEP, STR_NONE, STR("vu"), &a, &r, &err));
	session_close(s);
}

static void
marks_of_a_decided_dossier_stay(void **state)
{
	struct decision_input in = { .d = { .kind = DECISION_REFUSE,
					     .reason = STR("depenses_ineligibles") } };
	struct merge_report r;
	struct session *s;
	struct receipt done;

	(void)state;
	leave();
	mark_again(&laptop.f, "I1", 4, NULL);
	s = fixture_session(&host, NULL);
	MUST(decide(s, 1001, &in, &a, &done, &err));
	session_close(s);
	MUST(merge(&r));
	assert_int_equal(r.questions, 1);
	answer_refused(ANSWER_TAKE, NULL, "il ne se note plus");
	answer_refused(ANSWER_SET, "3", "il ne se note plus");
	keep();
	assert_int_equal(mark_of("I1"), 2);
}

/* Offline he was assigned; here he is not any more. */
static void
a_state_is_taken_as_a_move_would_be(void **state)
{
	struct merge_report r;
	struct session *s;
	struct receipt done;

	(void)state;
	s = fixture_session(&host, NULL);
	MUST(assign(s, 1002, STR("lea"), true, &a, &done, &err));
	session_close(s);
	leave();
	s = tour_session(&laptop);
	MUST(move_state(s, 1002, STATE_INSTRUCTION, STR_NONE, &a, &done, &err));
	session_close(s);
	s = fixture_session(&host, NULL);
	MUST(move_state(s, 1002, STATE_INCOMPLETE, STR("le devis"), &a, &done, &err));
	MUST(assign(s, 1002, STR("lea"), false, &a, &done, &err));
	session_close(s);
	MUST(merge(&r));
	answer_refused(ANSWER_TAKE, NULL, "aucun instructeur n'est affecté");
	keep();
	assert_string_equal(
		sql_text(host.base, "SELECT state FROM instruction WHERE dossier = 1002", &a),
		"incomplete");
}

/* ---- columns ---- */

/* What stands here came from the mallette itself, and is what it went on from. */
static void
each_column_has_its_author(void **state)
{
	struct decision_input in = { .d = { .kind = DECISION_REFUSE,
					     .reason = STR("depenses_ineligibles") } };
	struct merge_report r;
	struct session *s;
	struct question q;
	const struct question_line *line = NULL;
	struct receipt done;

	(void)state;
	leave();
	mark_again(&laptop.f, "I2", 0, NULL);
	MUST(merge(&r));
	assert_int_equal(r.applied, 1);
	s = fixture_session(&host, NULL);
	MUST(decide(s, 1001, &in, &a, &done, &err));
	session_close(s);
	mark_again(&laptop.f, "I2", 1, NULL);
	MUST(merge(&r));
	s = fixture_session(&host, NULL);
	q = only_question(s);
	for (size_t i = 0; i < q.line_count; i++)
		if (q.lines[i].entity == ENTITY_MARK)
			line = &q.lines[i];
	assert_non_null(line);
	assert_true(str_eqz(line->base.value, "0"));
	assert_true(str_eqz(line->base.agent, "lea"));
	assert_true(instant_is(line->base.at));
	assert_true(str_eqz(line->here.agent, "lea"));
	assert_true(str_eqz(line->theirs.value, "1"));
	session_close(s);
}

/* ---- both the same ---- */

static void
the_same_mark(bool host_first)
{
	struct merge_report r;
	const char *stamp =
		"SELECT finalised_at FROM evaluation WHERE dossier = 1001 AND agent = 'lea'";
	int64_t before;

	leave();
	mark_again(host_first ? &host : &laptop.f, "I1", 4, NULL);
	mark_again(host_first ? &laptop.f : &host, "I1", 4, NULL);
	before = sql_number(host.base, stamp);
	MUST(merge(&r));
	assert_int_equal(r.convergent, 1);
	assert_int_equal(r.applied, 0);
	assert_int_equal(sql_number(host.base, stamp), before);
}

static void
the_same_mark_converges_host_first(void **state)
{
	(void)state;
	the_same_mark(true);
}

static void
the_same_mark_converges_laptop_first(void **state)
{
	(void)state;
	the_same_mark(false);
}

static void
the_same_proposal_converges(void **state)
{
	struct decision_input in = { .d = { .kind = DECISION_REFUSE,
					     .reason = STR("depenses_ineligibles") } };
	struct merge_report r;
	struct receipt done;
	struct session *s;

	(void)state;
	leave();
	s = tour_session(&laptop);
	MUST(propose(s, 1001, &in, &a, &done, &err));
	session_close(s);
	s = fixture_session(&host, "lea");
	MUST(propose(s, 1001, &in, &a, &done, &err));
	session_close(s);
	MUST(merge(&r));
	assert_int_equal(r.convergent, 1);
}

/* ---- mallettes and keys ---- */

static void
a_closed_mallette_brings_nothing_new(void **state)
{
	struct merge_report r;
	struct session *s;
	struct bundle_view *b;
	struct receipt done;
	size_t n;

	(void)state;
	fixture_agent(&host, "simon", ROLE_ADMINISTRATOR, "*");
	leave();
	mark_again(&laptop.f, "I1", 4, NULL);
	MUST(merge(&r));
	s = fixture_session(&host, NULL);
	MUST(bundles_list(s, &a, &b, &n, &err));
	MUST(bundle_set_status(s, str_z(b[0].id.s), BUNDLE_CLOSED, &a, &done, &err));
	session_close(s);
	MUST(merge(&r));
	assert_int_equal(r.received, 1);
	mark_again(&laptop.f, "I1", 3, NULL);
	REFUSED(merge(&r), ERR_INPUT, "est rentrée");
	assert_non_null(strstr(err.text, "bundle prolong"));
	s = fixture_session(&host, "simon");
	REFUSED(bundle_prolong(s, str_z(b[0].id.s), day_of(2021, 11, 30), &a, &done, &err),
		ERR_DENIED, "superviseur");
	session_close(s);
	s = fixture_session(&host, NULL);
	MUST(bundle_prolong(s, str_z(b[0].id.s), day_of(2021, 11, 30), &a, &done, &err));
	session_close(s);
	MUST(merge(&r));
	assert_int_equal(r.applied, 1);
	assert_int_equal(mark_of("I1"), 3);
}

/* A delegate registers his own key, and nobody else's; only a superviseur makes it count. */
static void
keys_are_activated_by_a_superviseur(void **state)
{
	struct sign_key k;
	struct session *s;
	struct receipt r;
	struct hash h;
	struct str hex;

	(void)state;
	sign_key_new(&k);
	memcpy(h.b, k.pub, sizeof(h.b));
	hex = str_z(arena_printf(&a, "%s", hash_hex(h).s));
	fixture_agent(&host, "simon", ROLE_ADMINISTRATOR, "*");
	fixture_agent(&host, "sophie", ROLE_SUPERVISOR, "*");
	s = fixture_session(&host, "lea");
	REFUSED(key_add(s, hex, STR("simon"), STR_NONE, &a, &r, &err), ERR_DENIED, "mallettes");
	MUST(key_add(s, hex, STR("lea"), STR_NONE, &a, &r, &err));
	REFUSED(key_set(s, STR("lea"), KEY_ACTIVE, &a, &r, &err), ERR_DENIED, "superviseur");
	session_close(s);
	s = fixture_session(&host, "simon");
	REFUSED(key_set(s, STR("lea"), KEY_ACTIVE, &a, &r, &err), ERR_DENIED, "superviseur");
	session_close(s);
	s = fixture_session(&host, "sophie");
	MUST(key_set(s, STR("lea"), KEY_ACTIVE, &a, &r, &err));
	MUST(key_set(s, STR("lea"), KEY_REVOKED, &a, &r, &err));
	session_close(s);
}

/* A sheet of twenty comments of 20 000 signs each, time and again: more than one part can carry, and nothing of it is
 * lost. */
static void
a_long_return_comes_in_parts(void **state)
{
	enum { SHEETS = 9, LETTERS = 20000, PART_MOST = 8 << 20 };
	struct worker w = { .random = 3 };
	struct merge_report r;
	struct session *s;
	struct receipt done;
	struct str bytes;
	char *text = arena_alloc(&a, 3 * LETTERS + 1);
	const char *last;
	int64_t cut;

	(void)state;
	leave();
	s = tour_session(&laptop);
	for (int n = 0; n < SHEETS; n++) {
		for (int i = 0; i < session_grid(s)->item_count; i++) {
			for (int k = 0; k < LETTERS; k++)
				memcpy(text + 3 * k, worker_below(&w, 2) ? "€" : "≥", 3);
			MUST(mark_comment(s, 1001, i, str_z(text), &err));
		}
		MUST(mark_finalise(s, 1001, &a, &done, &err));
	}
	session_close(s);
	last = arena_printf(&a, "%s", text);
	MUST(merge(&r));
	assert_int_equal(r.applied, SHEETS);
	assert_int_equal(
		sql_number(host.base,
			arena_printf(&a, "SELECT count(*) FROM mark WHERE comment = '%s'", last)),
		1);
	MUST(fs_read(laptop.retour, 64 << 20, &a, &bytes, &err));
	assert_true(bytes.len > PART_MOST);
	s = fixture_session(&host, NULL);
	MUST(merge_parcel(s, bytes, false, NULL, &a, &r, &err));
	assert_int_equal(r.received, SHEETS);
	/* The first part alone, the second one alone, and one cut in the middle. */
	cut = PART_MOST;
	while (memcmp(bytes.ptr + cut, "PUPITRE-RETOUR-1", 16) != 0)
		cut--;
	REFUSED(merge_parcel(s, (struct str){ bytes.ptr, (size_t)cut }, false, NULL, &a, &r, &err),
		ERR_INPUT, "il y manque 1 partie");
	REFUSED(merge_parcel(
			s, (struct str){ bytes.ptr, bytes.len - 9 }, false, NULL, &a, &r, &err),
		ERR_INPUT, "le fichier est incomplet");
	MUST(merge_parcel(s, (struct str){ bytes.ptr + cut, bytes.len - (size_t)cut }, false, NULL,
		&a, &r, &err));
	session_close(s);
}

/* The register says what became of each change here. */
static void
a_contested_change_is_told_apart(void **state)
{
	struct merge_report r;
	struct act_view *acts;
	struct session *s;
	int64_t next;
	size_t n;
	bool found = false;

	(void)state;
	leave();
	mark_again(&laptop.f, "I1", 4, NULL);
	mark_again(&host, "I1", 3, NULL);
	MUST(merge(&r));
	s = fixture_session(&host, NULL);
	MUST(history_page(s, 1001, 0, 100, &a, &acts, &n, &next, &err));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < acts[i].change_count; k++)
			found |= strstr(arena_z(&a, acts[i].changes[k].what), "I1") &&
				 strstr(arena_z(&a, acts[i].changes[k].what), "mis en question") &&
				 str_eqz(acts[i].changes[k].now, "4");
	assert_true(found);
	session_close(s);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_mark_of_an_old_scale_is_asked_about),
		CASE(an_old_scale_does_not_enter_a_new_sheet),
		CASE(a_sheet_in_question_does_not_slip_in),
		CASE(a_proposal_in_question_does_not_slip_in),
		CASE(marks_of_a_decided_dossier_stay),
		CASE(a_state_is_taken_as_a_move_would_be),
		CASE(each_column_has_its_author),
		CASE(the_same_mark_converges_host_first),
		CASE(the_same_mark_converges_laptop_first),
		CASE(the_same_proposal_converges),
		CASE(a_closed_mallette_brings_nothing_new),
		CASE(a_long_return_comes_in_parts),
		CASE(keys_are_activated_by_a_superviseur),
		CASE(a_contested_change_is_told_apart),
	};
	int failed;

	tour_home();
	failed = cmocka_run_group_tests_name("merge: returns", tests, NULL, NULL);
	tour_home_gone();
	return failed;
}
