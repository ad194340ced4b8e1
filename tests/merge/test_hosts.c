/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A région's host and three préfectures' hosts: ten weeks of random work, an exchange in both directions each
 * week. What is left in question is answered at the région. In the end all hold the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "pupitre/app/bundle.h"
#include "pupitre/app/decide.h"
#include "pupitre/app/history.h"
#include "pupitre/app/keys.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/merge.h"
#include "pupitre/app/move.h"
#include "support/base.h"
#include "support/must.h"
#include "support/sql.h"
#include "support/worker.h"

enum {
	HOSTS = 4,
	REGION = 0,
	DOSSIERS = 12,
	WEEKS = 10,
	ACTS_A_WEEK = 10,
	DECISIONS_A_WEEK = 4,
	ROUNDS = 8
};
#ifdef __SANITIZE_ADDRESS__
enum { SEEDS = 1 };
#else
enum { SEEDS = 5 };
#endif
enum { EVERYTHING = WORK_EVALUATE | WORK_MOVE | WORK_DECIDE | WORK_TAG | WORK_NOTE | WORK_UNDO };
/* What the région alone decides of; a préfecture that tries asks a question. */
enum { MANAGEMENT = WORK_ENVELOPE | WORK_AGENT | WORK_GRID };
/* Tight: four awards exhaust the région. */
enum { REGION_EUROS = 24000, DEPARTMENT_EUROS = 16000 };

static const char *const people[HOSTS][2] = { { "chef", "rene" }, { "chef", "agnes" },
	{ "chef", "bruno" }, { "chef", "claire" } };
static const char *const departments[] = { "45", "37", "18" };
static struct fixture host[HOSTS];
static struct arena a;
static struct err err;
static int64_t asked_for_money, let_through; /* questions, over all seeds and hosts */

/* Versions of the platform's dossiers: each week some are changed, at the région. */
static void
import_some(struct worker *w, int week)
{
	struct fixture_dossier d[DOSSIERS];
	char modified[64], title[DOSSIERS][32];
	int n = 0;

	snprintf(modified, sizeof(modified), "2021-09-%02dT10:00:00+02:00", week + 1);
	for (int i = 0; i < DOSSIERS; i++) {
		if (week && worker_below(w, 4))
			continue;
		snprintf(title[n], sizeof(title[n]), "Projet %d semaine %d", i, week);
		d[n] = (struct fixture_dossier){ .number = 1001 + i,
			.department = departments[i % 3],
			.total = 20000,
			.requested = 16000,
			.modified = modified,
			.title = title[n] };
		n++;
	}
	if (n)
		fixture_import(&host[REGION], d, (size_t)n);
}

static void
found(struct fixture *sister, const char *backup, int i)
{
	char name[32];
	struct session_options o = { .base = sister->base,
		.login = "chef",
		.any_file_system = true,
		.origin = ORIGIN_COMMAND };

	snprintf(name, sizeof(name), "Préfecture %d", i);
	MUST(base_create_copy(&o, backup, name, &err));
}

/* Each host knows the key of each other one. */
static void
introduce(int from, int to)
{
	struct session *s = fixture_session(&host[from], NULL),
		       *t = fixture_session(&host[to], NULL);
	struct sign_key k;
	struct key_view *keys;
	struct receipt r;
	size_t n;

	MUST(key_of_base(s, &k, &err));
	MUST(keys_list(s, &a, &keys, &n, &err));
	for (size_t i = 0; i < n; i++) {
		if (!keys[i].ours)
			continue;
		MUST(key_add(t, keys[i].key, keys[i].owner, keys[i].station, &a, &r, &err));
		MUST(key_set(t, keys[i].key, KEY_ACTIVE, &a, &r, &err));
	}
	session_close(t);
	session_close(s);
}

static void
start(struct worker *w)
{
	char backup[128], dir[sizeof(host[0].dir)];
	struct session *s;

	fixture_init(&host[REGION]);
	fixture_envelope(&host[REGION], "R24", REGION_EUROS, NULL);
	for (int i = 0; i < 3; i++)
		fixture_envelope(&host[REGION], departments[i], DEPARTMENT_EUROS, "R24");
	for (int i = 0; i < HOSTS; i++)
		fixture_agent(&host[REGION], people[i][1], ROLE_INSTRUCTOR, "*");
	import_some(w, 0);
	fixture_path(&host[REGION], "copie.db", backup);
	s = fixture_session(&host[REGION], NULL);
	MUST(base_backup(s, backup, &err));
	session_close(s);
	for (int i = 1; i < HOSTS; i++) {
		host[i] = host[REGION];
		memcpy(dir, host[REGION].dir, sizeof(dir));
		snprintf(host[i].base, sizeof(host[i].base), "%s/host%d.db", dir, i);
		found(&host[i], backup, i);
	}
	for (int i = 0; i < HOSTS; i++)
		for (int k = 0; k < HOSTS; k++)
			if (i != k)
				introduce(i, k);
}

static void
work_a_week(struct worker *w, int i)
{
	for (int who = 0; who < 2; who++) {
		struct session *s = fixture_session(&host[i], people[i][who]);

		for (int n = 0; n < ACTS_A_WEEK / 2; n++)
			worker_act(w, s, EVERYTHING);
		for (int n = 0; n < DECISIONS_A_WEEK; n++)
			worker_act(w, s, WORK_DECIDE);
		session_close(s);
	}
	if (i == REGION || worker_below(w, 5) == 0) {
		struct session *s = fixture_session(&host[i], NULL);

		worker_act(w, s, MANAGEMENT);
		session_close(s);
	}
}

/* Sends what `to` lacks; false when there is nothing. */
static bool
exchange(int from, int to)
{
	struct session *s = fixture_session(&host[from], NULL),
		       *t = fixture_session(&host[to], NULL);
	struct parcel_made made;
	struct merge_report r;
	struct buf bytes = { 0 };
	enum status st = bundle_return(s, STR_NONE, "-", &bytes, false, NULL, &a, &made, &err);
	bool news = false;

	assert_int_not_equal(st, ERR_SYSTEM);
	if (!st) {
		MUST(merge_parcel(t, buf_str(&bytes), false, NULL, &a, &r, &err));
		assert_int_equal(
			r.acts, r.applied + r.convergent + r.questions + r.received + r.refused);
		assert_int_equal(r.refused, 0);
		news = r.received < r.acts;
	}
	buf_done(&bytes);
	session_close(t);
	session_close(s);
	return news;
}

/* Keeps or takes; the other one where a rule refuses. Questions that neither answers wait. */
static int
answer_some(struct worker *w, int i, int percent)
{
	struct session *s = fixture_session(&host[i], NULL);
	struct question *q;
	struct receipt r;
	size_t n;
	int answered = 0;

	MUST(questions_list(s, 0, STR_NONE, true, &a, &q, &n, &err));
	for (size_t k = 0; k < n; k++) {
		if (worker_below(w, 100) >= percent)
			continue;
		enum answer first = worker_below(w, 2) ? ANSWER_TAKE : ANSWER_KEEP;
		struct str id = str_z(q[k].id.s), why = STR("vu ensemble");
		enum status st = question_answer(s, id, first, STR_NONE, why, &a, &r, &err);

		if (st)
			st = question_answer(s, id,
				first == ANSWER_TAKE ? ANSWER_KEEP : ANSWER_TAKE, STR_NONE, why, &a,
				&r, &err);
		answered += st == OK;
	}
	session_close(s);
	return answered;
}

/* Up, answers, down. A préfecture answers some of its questions itself. */
static bool
meet(struct worker *w, int percent)
{
	bool news = false;

	for (int i = 1; i < HOSTS && percent; i++)
		news |= answer_some(w, i, percent) > 0;

	for (int i = 1; i < HOSTS; i++)
		news |= exchange(i, REGION);
	news |= answer_some(w, REGION, 100) > 0;
	for (int i = 1; i < HOSTS; i++)
		news |= exchange(REGION, i);
	arena_reset(&a);
	return news;
}

static struct hex_text
digest_of(int i)
{
	struct session *s = fixture_session(&host[i], NULL);
	struct hash h;

	MUST(state_digest(s, &h, &err));
	session_close(s);
	return hash_hex(h);
}

static size_t
questions_of(int i)
{
	struct session *s = fixture_session(&host[i], NULL);
	struct question *q;
	size_t n;

	MUST(questions_list(s, 0, STR_NONE, true, &a, &q, &n, &err));
	session_close(s);
	return n;
}

/* Envelopes with more awards than money: their own, and those of the départements for the région. */
static int64_t
overspent(int i)
{
	return sql_number(host[i].base,
		"SELECT count(*) FROM envelope e WHERE amount_cents < (SELECT "
		"coalesce(sum(d.amount_cents), 0) FROM decision d JOIN envelope o ON o.code = "
		"d.envelope WHERE d.kind = 'award' AND e.code IN (o.code, o.parent))");
}

static void
region_and_prefectures(uint64_t seed)
{
	struct worker w = { .random = seed, .first = 1001, .count = DOSSIERS };
	int rounds = 0;

	print_message("seed %llu\n", (unsigned long long)seed);
	start(&w);
	for (int week = 1; week <= WEEKS; week++) {
		import_some(&w, week);
		for (int i = 0; i < HOSTS; i++)
			work_a_week(&w, i);
		meet(&w, 30);
	}
	while (rounds < ROUNDS && meet(&w, 0))
		rounds++;
	for (int i = 1; i < HOSTS; i++)
		if (strcmp(digest_of(i).s, digest_of(REGION).s) != 0)
			fail_msg("host %d differs after %d rounds (%zu questions there, %zu at the "
				 "région): %s",
				i, rounds, questions_of(i), questions_of(REGION), host[i].dir);
	for (int i = 0; i < HOSTS; i++) {
		asked_for_money += sql_number(
			host[i].base, "SELECT count(*) FROM question WHERE kind = 'envelope'");
		let_through += sql_number(
			host[i].base, "SELECT count(*) FROM question WHERE status = 'released'");
		assert_int_equal(overspent(i), 0);
		fixture_proves(&host[i]);
	}
	sql_leave();
	arena_done(&a);
	fixture_done(&host[REGION]);
}

static void
all_hosts_come_to_the_same(void **state)
{
	const char *given = getenv("GRAINE");

	(void)state;
	if (given) {
		region_and_prefectures(strtoull(given, NULL, 10));
		return;
	}
	for (uint64_t seed = 1; seed <= SEEDS; seed++)
		region_and_prefectures(seed);
	print_message("%lld questions about money, %lld let through\n", (long long)asked_for_money,
		(long long)let_through);
	assert_true(asked_for_money >= SEEDS);
}

/* ---- two answers to one question ---- */

static void
award(int i, int64_t number, int64_t cents)
{
	struct session *s = fixture_session(&host[i], NULL);
	struct decision_input input = { .d = { .kind = DECISION_AWARD,
						.amount = { true, { cents } } } };
	struct receipt r;

	fixture_mark_all(s, number, 4);
	MUST(decide(s, number, &input, &a, &r, &err));
	session_close(s);
}

/* Of its only question. */
static void
answer_it(int i, enum answer answer)
{
	struct session *s = fixture_session(&host[i], NULL);
	struct question *q;
	struct receipt r;
	size_t n;

	MUST(questions_list(s, 0, STR_NONE, true, &a, &q, &n, &err));
	assert_int_equal(n, 1);
	MUST(question_answer(s, str_z(q[0].id.s), answer, STR_NONE, STR("vu ici"), &a, &r, &err));
	session_close(s);
}

static int64_t
awarded(int i)
{
	return sql_number(host[i].base, "SELECT amount_cents FROM decision WHERE dossier = 1001");
}

/* Each host keeps its own award: neither has seen the other's answer, so that both are asked again, and
 * nothing has changed. */
static void
two_answers_are_a_new_question(void **state)
{
	struct worker w = { .random = 7, .first = 1001, .count = DOSSIERS };

	(void)state;
	start(&w);
	award(REGION, 1001, 11100);
	award(1, 1001, 22200);
	exchange(1, REGION);
	exchange(REGION, 1);
	answer_it(REGION, ANSWER_KEEP);
	answer_it(1, ANSWER_KEEP);
	for (int round = 0; round < 2; round++) {
		exchange(1, REGION);
		exchange(REGION, 1);
	}
	assert_int_equal(awarded(REGION), 11100);
	assert_int_equal(awarded(1), 22200);
	assert_int_equal(questions_of(1), 1);
	answer_it(REGION, ANSWER_TAKE);
	for (int round = 0; round < 2; round++) {
		exchange(1, REGION);
		exchange(REGION, 1);
	}
	assert_int_equal(awarded(REGION), 22200);
	assert_int_equal(awarded(1), 22200);
	assert_int_equal(questions_of(REGION), 0);
	assert_int_equal(questions_of(1), 0);
	assert_string_equal(digest_of(1).s, digest_of(REGION).s);
	for (int i = 0; i < 2; i++)
		fixture_proves(&host[i]);
	sql_leave();
	arena_done(&a);
	fixture_done(&host[REGION]);
}

static void
keep_all(int i)
{
	struct session *s = fixture_session(&host[i], NULL);
	struct question *q;
	struct receipt r;
	size_t n;

	MUST(questions_list(s, 0, STR_NONE, true, &a, &q, &n, &err));
	assert_true(n > 0);
	for (size_t k = 0; k < n; k++)
		MUST(question_answer(
			s, str_z(q[k].id.s), ANSWER_KEEP, STR_NONE, STR("vu ici"), &a, &r, &err));
	session_close(s);
}

static void
move(int i, enum state to)
{
	struct session *s = fixture_session(&host[i], NULL);
	struct receipt r;

	MUST(move_state(s, 1001, to, STR_NONE, &a, &r, &err));
	session_close(s);
}

/* The award of the région was not kept here: that it was notified there cannot be taken without it. */
static void
nothing_is_notified_without_a_decision(void **state)
{
	struct worker w = { .random = 9, .first = 1001, .count = DOSSIERS };
	struct session *s;
	struct question *q;
	struct receipt r;
	size_t n;

	(void)state;
	start(&w);
	s = fixture_session(&host[REGION], NULL);
	fixture_mark_all(s, 1001, 4);
	session_close(s);
	exchange(REGION, 1);
	award(REGION, 1001, 11100);
	move(1, STATE_INSTRUCTION);
	exchange(REGION, 1);
	keep_all(1);
	move(REGION, STATE_NOTIFIED);
	exchange(REGION, 1);
	s = fixture_session(&host[1], NULL);
	MUST(questions_list(s, 0, STR_NONE, true, &a, &q, &n, &err));
	assert_int_equal(n, 1);
	REFUSED(question_answer(
			s, str_z(q[0].id.s), ANSWER_TAKE, STR_NONE, STR("vu ici"), &a, &r, &err),
		ERR_INPUT, "n'a pas de décision ici");
	session_close(s);
	assert_string_equal(
		sql_text(host[1].base, "SELECT state FROM instruction WHERE dossier = 1001", &a),
		"instruction");
	for (int i = 0; i < 2; i++)
		fixture_proves(&host[i]);
	sql_leave();
	arena_done(&a);
	fixture_done(&host[REGION]);
}

/* A préfecture takes an evaluation back that the région has meanwhile made again on a newer version of the
 * dossier: the answer that keeps it brings the whole sheet, not only what was contested of it. */
static void
a_sheet_that_is_kept_comes_whole(void **state)
{
	struct worker w = { .random = 8, .first = 1001, .count = DOSSIERS };
	struct uid last = { { 0 } };
	struct session *s;
	struct receipt r;

	(void)state;
	start(&w);
	s = fixture_session(&host[REGION], NULL);
	fixture_mark_all(s, 1001, 4);
	session_close(s);
	exchange(REGION, 1);
	s = fixture_session(&host[1], NULL);
	MUST(history_undo(s, last, &a, &r, &err));
	session_close(s);
	import_some(&w, 3);
	s = fixture_session(&host[REGION], NULL);
	fixture_mark_all(s, 1001, 2);
	session_close(s);
	exchange(1, REGION);
	exchange(REGION, 1);
	keep_all(REGION);
	for (int round = 0; round < 2; round++) {
		exchange(REGION, 1);
		exchange(1, REGION);
	}
	assert_string_equal(digest_of(1).s, digest_of(REGION).s);
	assert_int_equal(sql_number(host[1].base, "SELECT count(*) FROM evaluation WHERE "
						  "dossier = 1001 AND final AND version > 0"),
		1);
	for (int i = 0; i < 2; i++)
		fixture_proves(&host[i]);
	sql_leave();
	arena_done(&a);
	fixture_done(&host[REGION]);
}

static int64_t
awarded_in_all(int i)
{
	return sql_number(
		host[i].base, "SELECT sum(amount_cents) FROM decision WHERE kind = 'award'");
}

/* 9 000 and 8 000 euros out of 16 000: the région keeps the first one. The other préfecture is told in one
 * file of the award that does not fit beside its own and of the answer that takes its own back. */
static void
money_that_an_answer_gives_back_is_spent(void **state)
{
	struct worker w = { .random = 9, .first = 1001, .count = DOSSIERS };

	(void)state;
	start(&w);
	award(1, 1001, 900000);
	award(2, 1004, 800000);
	exchange(1, REGION);
	exchange(2, REGION);
	answer_it(REGION, ANSWER_KEEP);
	for (int i = 1; i < HOSTS; i++)
		exchange(REGION, i);
	for (int i = 0; i < HOSTS; i++) {
		assert_int_equal(questions_of(i), 0);
		assert_int_equal(awarded_in_all(i), 900000);
		assert_string_equal(digest_of(i).s, digest_of(REGION).s);
		fixture_proves(&host[i]);
	}
	/* What the merge wrote by itself is its author's: he may go on. */
	award(1, 1007, 600000);
	exchange(1, REGION);
	exchange(REGION, 2);
	assert_int_equal(awarded_in_all(2), 1500000);
	assert_int_equal(questions_of(2), 0);
	sql_leave();
	arena_done(&a);
	fixture_done(&host[REGION]);
}

/* An answer given here frees money too, for a question that was open here already: 8 000 of 16 000 do not fit
 * beside 8 500, nor beside 8 500 and 1 000, but beside 5 000 and 1 000. Meanwhile the question says today's figures. */
static void
an_answer_lets_the_next_one_through(void **state)
{
	struct worker w = { .random = 10, .first = 1001, .count = DOSSIERS };
	struct session *s;
	struct question *q;
	struct receipt r;
	size_t n;

	(void)state;
	start(&w);
	award(REGION, 1001, 850000);
	award(1, 1001, 500000);
	award(2, 1004, 800000);
	exchange(2, REGION);
	award(REGION, 1007, 100000);
	exchange(1, REGION);
	s = fixture_session(&host[REGION], NULL);
	MUST(questions_list(s, 1004, STR_NONE, true, &a, &q, &n, &err));
	assert_int_equal(n, 1);
	assert_non_null(strstr(arena_z(&a, q[0].why), "1\u00a0500,00\u00a0€ le reste"));
	assert_non_null(strstr(arena_z(&a, q[0].why), "(6\u00a0500,00"));
	MUST(questions_list(s, 1001, STR_NONE, true, &a, &q, &n, &err));
	assert_int_equal(n, 1);
	MUST(question_answer(s, str_z(q[0].id.s), ANSWER_TAKE, STR_NONE, STR("vu"), &a, &r, &err));
	session_close(s);
	assert_int_equal(questions_of(REGION), 0);
	assert_int_equal(awarded_in_all(REGION), 1400000);
	fixture_proves(&host[REGION]);
	exchange(REGION, 2);
	assert_string_equal(digest_of(2).s, digest_of(REGION).s);
	sql_leave();
	arena_done(&a);
	fixture_done(&host[REGION]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(
						    money_that_an_answer_gives_back_is_spent),
		cmocka_unit_test(an_answer_lets_the_next_one_through),
		cmocka_unit_test(two_answers_are_a_new_question),
		cmocka_unit_test(a_sheet_that_is_kept_comes_whole),
		cmocka_unit_test(nothing_is_notified_without_a_decision),
		cmocka_unit_test(all_hosts_come_to_the_same) };

	return cmocka_run_group_tests_name("merge: hosts", tests, NULL, NULL);
}
