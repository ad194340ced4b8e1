/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kill -9 at 200 random points of a session of marks and decisions: every acknowledged draft key and
 * every acknowledged act is there afterwards, the register verifies and the state replays.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/decide.h"
#include "pupitre/app/history.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/read.h"
#include "support/base.h"

enum { KILLS = 200, DOSSIERS = 400 };

/* What the worker tells once a call came back: nothing is acknowledged before. */
struct ack {
	enum { ACK_MARK, ACK_FINAL, ACK_DECISION } what;
	int64_t number;
	int item;
	int8_t mark;
};

static void
tell(int fd, struct ack ack)
{
	if (write(fd, &ack, sizeof ack) != sizeof ack)
		_exit(2);
}

static void
must(enum status st, const struct err *err)
{
	if (st) {
		fprintf(stderr, "%s\n", err->text);
		_exit(3);
	}
}

static void
work_on(struct session *s, int64_t number, int fd)
{
	struct decision_input in = { .d = { .kind = DECISION_AWARD,
					     .amount = { true, { 100000 } },
					     .reason = str_z("priorites") } };
	struct arena a = { 0 };
	struct receipt r;
	struct err err;

	for (int i = 0; i < session_grid(s)->item_count; i++) {
		int8_t mark = (int8_t)((number + i) % 5);

		must(mark_set(s, number, i, mark, &err), &err);
		tell(fd, (struct ack){ ACK_MARK, number, i, mark });
	}
	must(mark_finalise(s, number, &a, &r, &err), &err);
	tell(fd, (struct ack){ ACK_FINAL, number, 0, 0 });
	must(decide(s, number, &in, &a, &r, &err), &err);
	tell(fd, (struct ack){ ACK_DECISION, number, 0, 0 });
	arena_done(&a);
}

/* Never returns: works until it is killed, or tells that it ran out of dossiers. */
static void
worker(const struct fixture *f, int64_t first, int fd)
{
	struct session_options o = { .base = f->base, .login = "chef", .any_file_system = true };
	struct session *s;
	struct err err;

	must(session_open(&o, &s, &err), &err);
	for (int64_t n = first; n < 1001 + DOSSIERS; n++)
		work_on(s, n, fd);
	_exit(0);
}

static void
spin(long nanoseconds)
{
	struct timespec from, now;

	clock_gettime(CLOCK_MONOTONIC, &from);
	do
		clock_gettime(CLOCK_MONOTONIC, &now);
	while ((now.tv_sec - from.tv_sec) * 1000000000L + now.tv_nsec - from.tv_nsec < nanoseconds);
}

static void
check_mark(struct session *s, const struct ack *ack, bool finalised)
{
	struct arena a = { 0 };
	struct mark_sheet sheet;
	struct err err;

	assert_int_equal(mark_open(s, ack->number, &a, &sheet, &err), OK);
	assert_int_equal(sheet.sheet.marks[ack->item], ack->mark);
	if (finalised)
		assert_true(sheet.is_final);
	arena_done(&a);
}

static void
check_decision(struct session *s, int64_t number)
{
	struct arena a = { 0 };
	struct dossier_view v;
	struct err err;

	assert_int_equal(dossier_read(s, number, &a, &v, &err), OK);
	assert_int_equal(v.state, STATE_AWARDED);
	assert_true(v.decision.is);
	assert_int_equal(v.decision.d.amount.m.cents, 100000);
	arena_done(&a);
}

static void
check_acks(const struct fixture *f, const struct ack *acks, size_t n)
{
	struct session *s = fixture_session(f, NULL);
	int64_t final = 0;

	for (size_t i = n; i-- > 0;) {
		if (acks[i].what == ACK_DECISION)
			check_decision(s, acks[i].number);
		if (acks[i].what == ACK_FINAL)
			final = acks[i].number;
		if (acks[i].what == ACK_MARK)
			check_mark(s, &acks[i], acks[i].number == final);
	}
	session_close(s);
}

/* One life of the worker: killed after `survive` acknowledgements and a little more. Returns the
 * first dossier that it did not finish. */
static int64_t
one_life(const struct fixture *f, int64_t first, unsigned survive, long more)
{
	struct ack acks[256];
	int fds[2], status;
	size_t n = 0;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(fds[0]);
		worker(f, first, fds[1]);
	}
	close(fds[1]);
	while (n < survive && read(fds[0], &acks[n], sizeof acks[n]) == sizeof acks[n])
		n++;
	assert_int_equal(n, survive);
	spin(more);
	kill(pid, SIGKILL);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	while (n < 256 && read(fds[0], &acks[n], sizeof acks[n]) == sizeof acks[n])
		n++;
	close(fds[0]);
	check_acks(f, acks, n);
	for (size_t i = 0; i < n; i++)
		if (acks[i].what == ACK_DECISION)
			first = acks[i].number + 1;
	return first;
}

/* The dossier in hand may be decided though nobody was told: then go on with the next. */
static int64_t
next_open(const struct fixture *f, int64_t number)
{
	struct session *s = fixture_session(f, NULL);
	struct arena a = { 0 };
	struct dossier_view v;
	struct err err;

	assert_int_equal(dossier_read(s, number, &a, &v, &err), OK);
	number += v.state == STATE_AWARDED;
	arena_done(&a);
	session_close(s);
	return number;
}

static void
nothing_acknowledged_is_lost(void **state)
{
	struct fixture f;
	int64_t number = 1001;

	(void)state;
	srandom(20211008);
	fixture_init(&f);
	fixture_envelope(&f, "45", 10000000, NULL);
	fixture_import_plain(&f, DOSSIERS);
	for (int i = 0; i < KILLS; i++) {
		number = one_life(&f, number, (unsigned)(random() % 40) + 1, random() % 3000000);
		number = next_open(&f, number);
		if (i % 40 == 39)
			fixture_proves(&f);
	}
	fixture_proves(&f);
	fixture_done(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(nothing_acknowledged_is_lost) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
