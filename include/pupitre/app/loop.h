/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The one loop: poll on descriptors, timers, signals, and jobs that run a few milliseconds at a
 * time. One thread. It knows no terminal: the user interface registers the descriptor.
 *
 * A pass     waits; calls the watchers of the descriptors that are ready, the timers that are due,
 *            one slice of the oldest job; then the frame hook.
 * Handshake  when the loop started, or input or a job was handled since the last one,
 *            and no job is left, no pending timer is armed and nothing is ready: an increasing
 *            number and a line end are written to the test descriptor just before waiting. A plain
 *            timer never writes it.
 * Times      milliseconds of the monotonic clock.
 * Limits     LOOP_MAX descriptors, timers and jobs each; more is a broken invariant (die).
 */
#ifndef PUPITRE_APP_LOOP_H
#define PUPITRE_APP_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "pupitre/base/err.h"

enum { LOOP_MAX = 32 };

struct loop;

typedef void loop_fn(void *data);
typedef void loop_fd_fn(int fd, void *data);
typedef void loop_signal_fn(int signal, void *data);
typedef bool loop_job_fn(void *data); /* one slice of at most some 5 ms; true when more is left */

MUST_CHECK enum status loop_open(struct loop **out, struct err *err);
void loop_close(struct loop *l); /* signals get their former mask back; descriptors stay open */

/* Calls fn while fd is readable or hung up; one watcher per descriptor. */
void loop_watch(struct loop *l, int fd, loop_fd_fn *fn, void *data);
void loop_unwatch(struct loop *l, int fd);

/* Once, after `ms`; fn may arm it anew. Ids are never 0 and not used again. */
int loop_timer(struct loop *l, int64_t ms, loop_fn *fn, void *data);
/* Same, but the handshake waits for it: somebody's answer depends on it (a lone ESC, the gate). */
int loop_pending(struct loop *l, int64_t ms, loop_fn *fn, void *data);

/* Slices in turn, between two looks at the descriptors. */
int loop_job(struct loop *l, loop_job_fn *slice, void *data);
/* Timers and jobs; an id that is over, or 0, is no error. */
void loop_cancel(struct loop *l, int id);

/* HUP, TERM, INT, WINCH, CONT and TSTP come to fn inside the loop, no longer to the process. */
MUST_CHECK enum status loop_signals(
	struct loop *l, loop_signal_fn *fn, void *data, struct err *err);
/* At the end of each pass and before the first wait: draws what changed. */
void loop_frame(struct loop *l, loop_fn *fn, void *data);
/* fd of PUPITRE_TEST_FD, or -1: none (the default). */
void loop_handshake(struct loop *l, int fd);

MUST_CHECK enum status loop_run(struct loop *l, struct err *err); /* until loop_stop */
void loop_stop(struct loop *l);
int64_t loop_now(void);

#endif
