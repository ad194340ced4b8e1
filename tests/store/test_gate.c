/* SPDX-License-Identifier: EUPL-1.2 */
/* The write gate between two processes, and what nobody may do around it. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/store/acts.h"
#include "pupitre/store/drafts.h"
#include "pupitre/store/gate.h"
#include "support/scratch.h"

static const struct store_options anywhere = { .any_file_system = true };
static struct scratch s;

static int
setup(void **state)
{
	(void)state;
	scratch_init(&s);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	scratch_done(&s);
	return 0;
}

/* Another process that holds the gate: told by a byte when it has it, let go by closing `leave`. */
struct holder {
	pid_t pid;
	int ready, leave;
};

static void
hold(int ready, int leave)
{
	struct store *st = NULL;
	struct err err;
	char c = 'x';

	if (store_open(s.path, &anywhere, &st, &err) ||
		store_begin(st, STR("b.durand"), NULL, &err) || write(ready, &c, 1) != 1)
		_exit(1);
	if (read(leave, &c, 1) != 0)
		_exit(2);
	store_rollback(st);
	store_close(st);
	_exit(0);
}

static struct holder
start_holder(void)
{
	int up[2], down[2];
	struct holder h;
	char c;

	assert_int_equal(pipe(up), 0);
	assert_int_equal(pipe(down), 0);
	h.pid = fork();
	assert_true(h.pid >= 0);
	if (h.pid == 0) {
		close(down[1]);
		hold(up[1], down[0]);
	}
	close(up[1]);
	close(down[0]);
	h.ready = up[0];
	h.leave = down[1];
	assert_int_equal(read(h.ready, &c, 1), 1);
	return h;
}

static int
end_holder(struct holder *h)
{
	int status;

	if (h->leave >= 0)
		close(h->leave);
	close(h->ready);
	assert_int_equal(waitpid(h->pid, &status, 0), h->pid);
	return status;
}

static void
busy_names_the_holder(void **state)
{
	struct gate_wait brief = { .timeout_ms = 100 };
	struct gate_holder who;
	struct holder h = start_holder();
	bool taken = true;

	(void)state;
	assert_int_equal(store_try_begin(s.st, STR("a.martin"), &taken, &who, &s.err), OK);
	assert_false(taken);
	assert_string_equal(who.login, "b.durand");
	assert_int_equal(who.pid, h.pid);
	assert_true(instant_is(who.since));
	assert_int_equal(store_begin(s.st, STR("a.martin"), &brief, &s.err), ERR_CONFLICT);
	assert_non_null(strstr(s.err.text, "b.durand"));
	assert_false(store_writing(s.st));
	assert_int_equal(end_holder(&h), 0);
	assert_int_equal(store_try_begin(s.st, STR("a.martin"), &taken, &who, &s.err), OK);
	assert_true(taken && store_writing(s.st));
	store_rollback(s.st);
}

struct ticks {
	struct holder *h;
	int count, stop_at, leave_at;
};

static bool
tick(void *ctx, const struct gate_holder *holder, int waited_ms)
{
	struct ticks *t = ctx;

	assert_string_equal(holder->login, "b.durand");
	assert_true(waited_ms >= 0);
	t->count++;
	if (t->leave_at == t->count) {
		close(t->h->leave);
		t->h->leave = -1;
	}
	return t->count != t->stop_at;
}

static void
waits_in_ticks(void **state)
{
	struct holder h = start_holder();
	struct ticks t = { .h = &h, .leave_at = 3 };
	struct gate_wait wait = { .timeout_ms = 60000, .tick = tick, .ctx = &t };

	(void)state;
	assert_int_equal(store_begin(s.st, STR("a.martin"), &wait, &s.err), OK);
	assert_true(t.count >= 3);
	store_rollback(s.st);
	assert_int_equal(end_holder(&h), 0);
}

static void
gives_up(void **state)
{
	struct holder h = start_holder();
	struct ticks t = { .h = &h, .stop_at = 2 };
	struct gate_wait wait = { .timeout_ms = 60000, .tick = tick, .ctx = &t };

	(void)state;
	assert_int_equal(store_begin(s.st, STR("a.martin"), &wait, &s.err), ERR_CANCELLED);
	assert_int_equal(t.count, 2);
	assert_int_equal(end_holder(&h), 0);
}

static void
dies_with_its_holder(void **state)
{
	struct holder h = start_holder();
	bool taken = false;

	(void)state;
	assert_int_equal(kill(h.pid, SIGKILL), 0);
	assert_true(WIFSIGNALED(end_holder(&h)));
	assert_int_equal(store_try_begin(s.st, STR("a.martin"), &taken, NULL, &s.err), OK);
	assert_true(taken);
	store_rollback(s.st);
}

static void
nested_or_outside(void **state)
{
	(void)state;
	assert_int_equal(store_commit(s.st, &s.err), ERR_SYSTEM);
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), ERR_SYSTEM);
	assert_int_equal(store_read_begin(s.st, &s.err), ERR_SYSTEM);
	store_rollback(s.st);
	store_rollback(s.st);
	assert_false(store_writing(s.st));
}

static void
rollback_keeps_nothing(void **state)
{
	struct draft_key k = { STR("a.martin"), 1, STR("score") };

	(void)state;
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(draft_set(s.st, &k, STR("I3"), STR("2"), &s.err), OK);
	store_rollback(s.st);
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM draft"), 0);
	assert_true(store_idle(s.st));
}

/* Seen by the other connection only; its own commits do not count. */
static void
data_version(void **state)
{
	struct store *other = NULL;
	struct draft_key k = { STR("a.martin"), 1, STR("score") };
	int64_t before = store_data_version(s.st), after;

	(void)state;
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(draft_set(s.st, &k, STR("I3"), STR("2"), &s.err), OK);
	assert_int_equal(store_commit(s.st, &s.err), OK);
	assert_int_equal(store_data_version(s.st), before);
	assert_int_equal(store_open(s.path, &anywhere, &other, &s.err), OK);
	assert_int_equal(store_begin(other, STR("b.durand"), NULL, &s.err), OK);
	assert_int_equal(draft_set(other, &k, STR("I3"), STR("3"), &s.err), OK);
	assert_int_equal(store_commit(other, &s.err), OK);
	after = store_data_version(s.st);
	assert_int_not_equal(after, before);
	store_close(other);
}

/* The log is emptied by our own checkpoints as it grows, and stays small. */
static void
log_stays_small(void **state)
{
	struct draft_key k = { STR("a.martin"), 1, STR("score") };
	char text[32], wal[128];
	int64_t highest = 0;
	struct stat sb;

	(void)state;
	snprintf(wal, sizeof(wal), "%s-wal", s.path);
	for (int i = 0; i < 700; i++) {
		snprintf(text, sizeof(text), "%d", i);
		assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
		assert_int_equal(draft_set(s.st, &k, STR("I3"), str_z(text), &s.err), OK);
		assert_int_equal(store_commit(s.st, &s.err), OK);
		assert_int_equal(stat(wal, &sb), 0);
		highest = sb.st_size > highest ? sb.st_size : highest;
	}
	assert_true(highest > 400 * 4096);
	assert_true(highest < 600 * 4200);
	assert_true(sb.st_size < highest);
}

/* No room for the log: the act does not exist, the connection goes on. */
static void
disk_full(void **state)
{
	struct change c = scratch_change("envelope", "45", "amount_cents", "", "29700000");
	struct act act = { .agent = STR("a.martin"),
		.role = STR("supervisor"),
		.origin = STR("command"),
		.verb = STR("envelope"),
		.at = { 1 } };
	struct rlimit old, tight;
	struct findings f;
	enum status st;

	(void)state;
	act.id = act.batch = uid_new(&s.ids);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	tight = (struct rlimit){ 4096, old.rlim_max };
	assert_int_equal(store_begin(s.st, STR("a.martin"), NULL, &s.err), OK);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
	st = act_append(s.st, &act, &c, 1, &s.ids, &s.a, &s.err);
	if (st == OK)
		st = store_commit(s.st, &s.err);
	else
		store_rollback(s.st);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(st, ERR_SYSTEM);
	if (!strstr(s.err.text, "le disque refuse l'écriture"))
		fail_msg("%s", s.err.text);
	assert_false(store_writing(s.st));
	assert_int_equal(scratch_int(&s, "SELECT count(*) FROM act"), 1);
	scratch_act1(&s, "envelope", 0, "envelope", "45", "amount_cents", "", "29700000");
	scratch_check(&s, 31, &f);
	assert_string_equal(f.text, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(busy_names_the_holder, setup, teardown),
		cmocka_unit_test_setup_teardown(waits_in_ticks, setup, teardown),
		cmocka_unit_test_setup_teardown(gives_up, setup, teardown),
		cmocka_unit_test_setup_teardown(dies_with_its_holder, setup, teardown),
		cmocka_unit_test_setup_teardown(nested_or_outside, setup, teardown),
		cmocka_unit_test_setup_teardown(rollback_keeps_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(data_version, setup, teardown),
		cmocka_unit_test_setup_teardown(log_stays_small, setup, teardown),
		cmocka_unit_test_setup_teardown(disk_full, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
