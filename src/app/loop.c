/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/loop.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#include "pupitre/base/i18n.h"

struct watcher {
	int fd; /* -1: a free place */
	loop_fd_fn *fn;
	void *data;
};

struct timer {
	int id; /* 0: a free place */
	int64_t due;
	bool pending;
	loop_fn *fn;
	void *data;
};

struct job {
	int id; /* 0: a free place */
	loop_job_fn *slice;
	void *data;
};

struct loop {
	struct watcher watchers[LOOP_MAX];
	struct timer timers[LOOP_MAX];
	struct job jobs[LOOP_MAX]; /* the first is the oldest */
	int last_id;
	int signal_fd; /* -1: signals are not ours */
	sigset_t former_mask;
	loop_signal_fn *signal_fn;
	void *signal_data;
	loop_fn *frame_fn;
	void *frame_data;
	int handshake_fd;
	uint64_t handshakes;
	bool running;
	bool worked; /* started, or input or a job was handled, since the last handshake */
};

static const int signals[] = { SIGHUP, SIGTERM, SIGINT, SIGWINCH, SIGCONT, SIGTSTP };

int64_t
loop_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
full(const char *what)
{
	die("loop: more than %d %s", LOOP_MAX, what);
}

enum status
loop_open(struct loop **out, struct err *err)
{
	struct loop *l = calloc(1, sizeof(*l));

	if (!l)
		return err_set(err, ERR_SYSTEM, _("mémoire insuffisante"));
	l->signal_fd = l->handshake_fd = -1;
	for (size_t i = 0; i < LOOP_MAX; i++)
		l->watchers[i].fd = -1;
	*out = l;
	return OK;
}

void
loop_close(struct loop *l)
{
	if (!l)
		return;
	if (l->signal_fd >= 0) {
		close(l->signal_fd);
		sigprocmask(SIG_SETMASK, &l->former_mask, NULL);
	}
	free(l);
}

void
loop_watch(struct loop *l, int fd, loop_fd_fn *fn, void *data)
{
	struct watcher *place = NULL;

	for (size_t i = 0; i < LOOP_MAX; i++) {
		struct watcher *w = &l->watchers[i];

		if (w->fd == fd || (w->fd < 0 && !place))
			place = w;
		if (w->fd == fd)
			break;
	}
	if (!place)
		full("descriptors");
	*place = (struct watcher){ fd, fn, data };
}

void
loop_unwatch(struct loop *l, int fd)
{
	for (size_t i = 0; i < LOOP_MAX; i++) {
		if (l->watchers[i].fd == fd)
			l->watchers[i].fd = -1;
	}
}

static int
add_timer(struct loop *l, int64_t ms, bool pending, loop_fn *fn, void *data)
{
	for (size_t i = 0; i < LOOP_MAX; i++) {
		if (l->timers[i].id)
			continue;
		l->timers[i] = (struct timer){ ++l->last_id, loop_now() + ms, pending, fn, data };
		return l->last_id;
	}
	full("timers");
	return 0;
}

int
loop_timer(struct loop *l, int64_t ms, loop_fn *fn, void *data)
{
	return add_timer(l, ms, false, fn, data);
}

int
loop_pending(struct loop *l, int64_t ms, loop_fn *fn, void *data)
{
	return add_timer(l, ms, true, fn, data);
}

int
loop_job(struct loop *l, loop_job_fn *slice, void *data)
{
	for (size_t i = 0; i < LOOP_MAX; i++) {
		if (l->jobs[i].id)
			continue;
		l->jobs[i] = (struct job){ ++l->last_id, slice, data };
		return l->last_id;
	}
	full("jobs");
	return 0;
}

/* Jobs stay in order without holes. */
static void
remove_job(struct loop *l, int id)
{
	size_t to = 0;

	for (size_t i = 0; i < LOOP_MAX; i++) {
		if (l->jobs[i].id && l->jobs[i].id != id)
			l->jobs[to++] = l->jobs[i];
	}
	while (to < LOOP_MAX)
		l->jobs[to++] = (struct job){ 0 };
}

void
loop_cancel(struct loop *l, int id)
{
	if (!id)
		return;
	for (size_t i = 0; i < LOOP_MAX; i++) {
		if (l->timers[i].id == id)
			l->timers[i] = (struct timer){ 0 };
	}
	remove_job(l, id);
}

static void
read_signals(int fd, void *data)
{
	struct loop *l = data;
	struct signalfd_siginfo info;

	while (read(fd, &info, sizeof(info)) == (ssize_t)sizeof(info))
		l->signal_fn((int)info.ssi_signo, l->signal_data);
}

enum status
loop_signals(struct loop *l, loop_signal_fn *fn, void *data, struct err *err)
{
	sigset_t set;

	sigemptyset(&set);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigaddset(&set, signals[i]);
	int fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);

	if (fd < 0)
		return err_set(err, ERR_SYSTEM, _("réception des signaux impossible : %s"),
			err_reason(errno));
	sigprocmask(SIG_BLOCK, &set, &l->former_mask);
	l->signal_fd = fd;
	l->signal_fn = fn;
	l->signal_data = data;
	loop_watch(l, fd, read_signals, l);
	return OK;
}

void
loop_frame(struct loop *l, loop_fn *fn, void *data)
{
	l->frame_fn = fn;
	l->frame_data = data;
}

void
loop_handshake(struct loop *l, int fd)
{
	l->handshake_fd = fd;
}

void
loop_stop(struct loop *l)
{
	l->running = false;
}

/* Milliseconds until the next timer is due; -1 when there is none. */
static int
next_due(const struct loop *l)
{
	int64_t now = loop_now(), wait = -1;

	for (size_t i = 0; i < LOOP_MAX; i++) {
		int64_t left = l->timers[i].due - now;

		if (!l->timers[i].id)
			continue;
		if (left < 0)
			left = 0;
		if (wait < 0 || left < wait)
			wait = left;
	}
	return wait > 3600000 ? 3600000 : (int)wait;
}

static bool
answer_awaited(const struct loop *l)
{
	for (size_t i = 0; i < LOOP_MAX; i++) {
		if (l->timers[i].id && l->timers[i].pending)
			return true;
	}
	return false;
}

static nfds_t
collect(const struct loop *l, struct pollfd *fds)
{
	nfds_t n = 0;

	for (size_t i = 0; i < LOOP_MAX; i++) {
		if (l->watchers[i].fd >= 0)
			fds[n++] = (struct pollfd){ .fd = l->watchers[i].fd, .events = POLLIN };
	}
	return n;
}

/* A watcher may unwatch another one, or itself, so each is looked up when its turn comes. */
static void
dispatch(struct loop *l, const struct pollfd *fds, nfds_t n)
{
	for (nfds_t k = 0; k < n && l->running; k++) {
		if (!fds[k].revents)
			continue;
		for (size_t i = 0; i < LOOP_MAX; i++) {
			struct watcher w = l->watchers[i];

			if (w.fd != fds[k].fd)
				continue;
			l->worked = true;
			w.fn(w.fd, w.data);
			break;
		}
	}
}

static struct timer *
earliest(struct loop *l, int newest)
{
	struct timer *first = NULL;

	for (size_t i = 0; i < LOOP_MAX; i++) {
		struct timer *t = &l->timers[i];

		if (t->id && t->id <= newest && (!first || t->due < first->due))
			first = t;
	}
	return first;
}

/* In the order of their times, however late we are. Those that are armed meanwhile wait for the
 * next pass, even with a delay of 0. */
static void
run_timers(struct loop *l)
{
	int64_t now = loop_now();
	int newest = l->last_id;
	struct timer *next;

	while (l->running && (next = earliest(l, newest)) && next->due <= now) {
		struct timer t = *next;

		*next = (struct timer){ 0 };
		l->worked |= t.pending;
		t.fn(t.data);
	}
}

static void
run_job(struct loop *l)
{
	struct job j = l->jobs[0];

	if (!j.id || !l->running)
		return;
	l->worked = true;
	if (!j.slice(j.data))
		remove_job(l, j.id);
}

/* Says to a test driver that everything it sent has been handled and drawn. */
static void
shake_hands(struct loop *l)
{
	char text[24];

	if (l->handshake_fd < 0 || !l->worked || answer_awaited(l))
		return;
	l->worked = false;
	int n = snprintf(text, sizeof(text), "%llu\n", (unsigned long long)++l->handshakes);

	if (write(l->handshake_fd, text, (size_t)n) != n)
		l->handshake_fd = -1; /* the driver is gone */
}

static enum status
wait_and_handle(struct loop *l, struct err *err)
{
	struct pollfd fds[LOOP_MAX];
	nfds_t n = collect(l, fds);
	int ready = poll(fds, n, 0);

	if (ready == 0 && !l->jobs[0].id) {
		shake_hands(l);
		ready = poll(fds, n, next_due(l));
	}
	if (ready < 0 && errno != EINTR)
		return err_set(err, ERR_SYSTEM, _("attente des entrées impossible : %s"),
			err_reason(errno));
	if (ready > 0)
		dispatch(l, fds, n);
	return OK;
}

enum status
loop_run(struct loop *l, struct err *err)
{
	enum status status = OK;

	l->running = l->worked = true;
	if (l->frame_fn)
		l->frame_fn(l->frame_data);
	while (l->running && status == OK) {
		status = wait_and_handle(l, err);
		run_timers(l);
		run_job(l);
		if (l->frame_fn && l->running)
			l->frame_fn(l->frame_data);
	}
	return status;
}
