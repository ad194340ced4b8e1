/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "pupitre/app/loop.h"

/* One loop, an input pipe, the handshake pipe, and a journal of what was called in which order. */
struct bench {
	struct loop *loop;
	int in[2], hand[2];
	char journal[256];
	int slices, passes, timer;
	int expected_input; /* stop after that many bytes */
	int inputs;
};

static void
note(struct bench *b, const char *what)
{
	strncat(b->journal, what, sizeof(b->journal) - strlen(b->journal) - 1);
}

static struct bench
bench_open(void)
{
	struct bench b = { .expected_input = 1 };
	struct err err;

	assert_int_equal(loop_open(&b.loop, &err), OK);
	assert_int_equal(pipe2(b.in, O_CLOEXEC | O_NONBLOCK), 0);
	assert_int_equal(pipe2(b.hand, O_CLOEXEC | O_NONBLOCK), 0);
	loop_handshake(b.loop, b.hand[1]);
	return b;
}

static void
bench_close(struct bench *b)
{
	loop_close(b->loop);
	for (int i = 0; i < 2; i++) {
		close(b->in[i]);
		close(b->hand[i]);
	}
}

static void
run(struct bench *b)
{
	struct err err;

	assert_int_equal(loop_run(b->loop, &err), OK);
}

static const char *
handshakes(struct bench *b)
{
	static char text[64];
	ssize_t n = read(b->hand[0], text, sizeof(text) - 1);

	text[n < 0 ? 0 : n] = '\0';
	return text;
}

static void
send_input(struct bench *b, const char *bytes)
{
	assert_int_equal(write(b->in[1], bytes, strlen(bytes)), strlen(bytes));
}

static void
on_input(int fd, void *data)
{
	struct bench *b = data;
	char byte[2] = { 0 };

	if (read(fd, byte, 1) != 1)
		return;
	note(b, byte);
	if (++b->inputs == b->expected_input)
		loop_stop(b->loop);
}

static void
stop_later(void *data)
{
	note(data, "stop ");
	loop_stop(((struct bench *)data)->loop);
}

static void
timer_a(void *data)
{
	note(data, "a ");
}

static void
timer_b(void *data)
{
	note(data, "b ");
}

static void
timer_again(void *data)
{
	struct bench *b = data;

	note(b, "again ");
	if (++b->passes < 3)
		loop_timer(b->loop, 0, timer_again, b);
	else
		loop_stop(b->loop);
}

static void
input_reaches_its_watcher(void **state)
{
	struct bench b = bench_open();

	(void)state;
	b.expected_input = 3;
	loop_watch(b.loop, b.in[0], on_input, &b);
	send_input(&b, "xyz");
	run(&b);
	assert_string_equal(b.journal, "xyz");
	bench_close(&b);
}

static void
timers_fire_once_when_due(void **state)
{
	struct bench b = bench_open();

	(void)state;
	loop_timer(b.loop, 12, stop_later, &b);
	loop_timer(b.loop, 6, timer_b, &b);
	loop_timer(b.loop, 0, timer_a, &b);
	int gone = loop_timer(b.loop, 1, timer_again, &b);

	loop_cancel(b.loop, gone);
	loop_cancel(b.loop, gone);
	loop_cancel(b.loop, 0);
	int64_t before = loop_now();

	run(&b);
	assert_string_equal(b.journal, "a b stop ");
	assert_true(loop_now() - before >= 12);
	bench_close(&b);
}

static void
a_timer_may_arm_itself_again(void **state)
{
	struct bench b = bench_open();

	(void)state;
	loop_timer(b.loop, 0, timer_again, &b);
	run(&b);
	assert_string_equal(b.journal, "again again again ");
	bench_close(&b);
}

static bool
slice_of_three(void *data)
{
	struct bench *b = data;

	note(b, ".");
	return ++b->slices < 3;
}

static bool
slice_then_stop(void *data)
{
	note(data, "!");
	loop_stop(((struct bench *)data)->loop);
	return false;
}

static void
jobs_run_in_turn_and_yield_to_input(void **state)
{
	struct bench b = bench_open();

	(void)state;
	b.expected_input = 99;
	loop_watch(b.loop, b.in[0], on_input, &b);
	loop_job(b.loop, slice_of_three, &b);
	int cancelled = loop_job(b.loop, slice_then_stop, &b);

	loop_job(b.loop, slice_then_stop, &b);
	loop_cancel(b.loop, cancelled);
	send_input(&b, "xyz");
	run(&b);
	assert_string_equal(b.journal, "x.y.z.!");
	bench_close(&b);
}

static void
on_handshake(int fd, void *data)
{
	struct bench *b = data;
	char text[16] = { 0 };

	assert_true(read(fd, text, sizeof(text) - 1) > 0);
	text[strcspn(text, "\n")] = '\0';
	note(b, "[");
	note(b, text);
	note(b, "]");
	loop_stop(b->loop);
}

/* The loop itself watches for its handshake, and stops. */
static struct bench
bench_with_handshake(void)
{
	struct bench b = bench_open();

	b.expected_input = 99;
	return b;
}

static void
run_to_handshake(struct bench *b)
{
	loop_watch(b->loop, b->in[0], on_input, b);
	loop_watch(b->loop, b->hand[0], on_handshake, b);
	run(b);
}

static void
handshake_follows_input(void **state)
{
	struct bench b = bench_with_handshake();

	(void)state;
	send_input(&b, "xy");
	run_to_handshake(&b);
	send_input(&b, "z");
	run_to_handshake(&b);
	assert_string_equal(b.journal, "xy[1]z[2]");
	bench_close(&b);
}

static void
handshake_never_follows_a_timer(void **state)
{
	struct bench b = bench_open();

	(void)state;
	run_to_handshake(&b);
	loop_unwatch(b.loop, b.hand[0]);
	handshakes(&b);
	loop_timer(b.loop, 2, timer_again, &b);
	b.passes = -40;
	run(&b);
	assert_string_equal(handshakes(&b), "2\n"); /* that of the start, none of the 43 timers */
	bench_close(&b);
}

static void
handshake_waits_for_jobs(void **state)
{
	struct bench b = bench_with_handshake();

	(void)state;
	loop_job(b.loop, slice_of_three, &b);
	send_input(&b, "x");
	run_to_handshake(&b);
	assert_string_equal(b.journal, "x...[1]");
	bench_close(&b);
}

static void
arms_pending(void *data)
{
	struct bench *b = data;

	note(b, "t");
	loop_pending(b->loop, 1, timer_a, b);
}

/* Work that a timer put off, a key read while the base was busy, is an answer too. */
static void
handshake_follows_a_pending_timer(void **state)
{
	struct bench b = bench_open();

	(void)state;
	run_to_handshake(&b);
	loop_unwatch(b.loop, b.hand[0]);
	loop_timer(b.loop, 3, arms_pending, &b);
	loop_timer(b.loop, 12, stop_later, &b);
	run(&b);
	assert_string_equal(b.journal, "[1]ta stop ");
	assert_string_equal(handshakes(&b), "2\n3\n"); /* of the start, then of the pending timer */
	bench_close(&b);
}

static void
handshake_waits_for_a_pending_timer(void **state)
{
	struct bench b = bench_with_handshake();

	(void)state;
	loop_pending(b.loop, 6, timer_a, &b);
	loop_timer(b.loop, 3, timer_b, &b);
	send_input(&b, "x");
	run_to_handshake(&b);
	assert_string_equal(b.journal, "xb a [1]");
	bench_close(&b);
}

static void
note_frame(void *data)
{
	note(data, "|");
}

static void
frames_come_before_the_first_wait_and_after_each_pass(void **state)
{
	struct bench b = bench_with_handshake();

	(void)state;
	loop_frame(b.loop, note_frame, &b);
	loop_job(b.loop, slice_of_three, &b);
	send_input(&b, "x");
	run_to_handshake(&b);
	assert_string_equal(b.journal, "|x.|.|.|[1]");
	bench_close(&b);
}

static void
drop_input(void *data)
{
	struct bench *b = data;

	loop_unwatch(b->loop, b->in[0]);
	send_input(b, "never");
	loop_timer(b->loop, 3, stop_later, b);
}

static void
an_unwatched_descriptor_is_silent(void **state)
{
	struct bench b = bench_open();

	(void)state;
	loop_watch(b.loop, b.in[0], on_input, &b);
	loop_timer(b.loop, 0, drop_input, &b);
	run(&b);
	assert_string_equal(b.journal, "stop ");
	bench_close(&b);
}

static void
on_hang_up(int fd, void *data)
{
	struct bench *b = data;
	char byte;

	note(b, read(fd, &byte, 1) == 0 ? "end" : "?");
	loop_stop(b->loop);
}

static void
a_closed_pipe_wakes_its_watcher(void **state)
{
	struct bench b = bench_open();
	int fds[2];

	(void)state;
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	loop_watch(b.loop, fds[0], on_hang_up, &b);
	close(fds[1]);
	run(&b);
	assert_string_equal(b.journal, "end");
	close(fds[0]);
	bench_close(&b);
}

static void
on_signal(int number, void *data)
{
	struct bench *b = data;

	note(b, number == SIGHUP ? "HUP " : number == SIGWINCH ? "WINCH " : "TERM ");
	if (number == SIGTERM)
		loop_stop(b->loop);
}

static void
signals_come_inside_the_loop(void **state)
{
	struct bench b = bench_open();
	sigset_t mask;
	struct err err;

	(void)state;
	assert_int_equal(loop_signals(b.loop, on_signal, &b, &err), OK);
	raise(SIGHUP);
	raise(SIGTERM);
	assert_string_equal(b.journal, "");
	run(&b);
	assert_string_equal(b.journal, "HUP TERM ");
	raise(SIGWINCH);
	raise(SIGTERM);
	run(&b);
	assert_string_equal(b.journal, "HUP TERM TERM WINCH ");
	bench_close(&b);
	sigprocmask(SIG_SETMASK, NULL, &mask);
	assert_false(sigismember(&mask, SIGHUP));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(input_reaches_its_watcher),
		cmocka_unit_test(timers_fire_once_when_due),
		cmocka_unit_test(a_timer_may_arm_itself_again),
		cmocka_unit_test(jobs_run_in_turn_and_yield_to_input),
		cmocka_unit_test(handshake_follows_input),
		cmocka_unit_test(handshake_never_follows_a_timer),
		cmocka_unit_test(handshake_waits_for_jobs),
		cmocka_unit_test(handshake_waits_for_a_pending_timer),
		cmocka_unit_test(handshake_follows_a_pending_timer),
		cmocka_unit_test(frames_come_before_the_first_wait_and_after_each_pass),
		cmocka_unit_test(an_unwatched_descriptor_is_silent),
		cmocka_unit_test(a_closed_pipe_wakes_its_watcher),
		cmocka_unit_test(signals_come_inside_the_loop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
