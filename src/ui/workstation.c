/* SPDX-License-Identifier: EUPL-1.2 */
/* The workstation on the real terminal: keys, signals and the look at other people's work, each
 * second, all from one loop. */
#include "pupitre/ui/workstation.h"

#include <signal.h>
#include <stdlib.h>

#include "pupitre/app/loop.h"
#include "pupitre/base/env.h"
#include "pupitre/base/str.h"
#include "pupitre/term/terminal.h"
#include "shell_priv.h"

enum { POLL_MS = 1000 };

struct run {
	struct workstation *work;
	struct backend *terminal;
	struct loop *loop;
	int pending; /* timer that settles a lone ESC */
	int pause; /* timer after which a short word is searched */
	int rest; /* timer after which what is late is shown */
};

static void on_input(int fd, void *data);

static void
on_pending(void *data)
{
	struct run *r = data;

	r->pending = 0;
	on_input(backend_fd(r->terminal), r);
}

static void
on_pause(void *data)
{
	struct run *r = data;

	r->pause = 0;
	workstation_pause(r->work);
}

static void
on_rest(void *data)
{
	struct run *r = data;

	r->rest = 0;
	workstation_rest(r->work);
}

/* Stops as a shell with job control expects, and comes back to the same screen. */
static void
stop(struct run *r)
{
	r->work->ui.stop = false;
	if (!terminal_can_stop())
		return;
	backend_suspend(r->terminal);
	raise(SIGSTOP);
	backend_resume(r->terminal);
	backend_redraw(r->terminal);
	r->work->ui.dirty = true;
	workstation_pump(r->work);
}

static void
rest_later(struct run *r)
{
	int ms = workstation_rest_ms(r->work);

	if (ms >= 0)
		r->rest = loop_pending(r->loop, ms, on_rest, r);
}

static void
on_input(int fd, void *data)
{
	struct run *r = data;
	int ms;

	(void)fd;
	loop_cancel(r->loop, r->pending);
	loop_cancel(r->loop, r->pause);
	loop_cancel(r->loop, r->rest);
	r->pending = r->pause = r->rest = 0;
	if (!workstation_pump(r->work)) {
		loop_stop(r->loop);
		return;
	}
	if (r->work->ui.stop)
		stop(r);
	ms = backend_pending_ms(r->terminal);
	if (ms >= 0)
		r->pending = loop_pending(r->loop, ms, on_pending, r);
	ms = workstation_pause_ms(r->work);
	if (ms >= 0)
		r->pause = loop_pending(r->loop, ms, on_pause, r);
	rest_later(r);
}

static void
on_poll(void *data)
{
	struct run *r = data;

	workstation_poll(r->work);
	if (r->work->ui.held_count > 0) { /* typed while the base was read: no input will tell */
		loop_cancel(r->loop, r->pending);
		r->pending = loop_pending(r->loop, 0, on_pending, r);
	}
	loop_timer(r->loop, POLL_MS, on_poll, r);
}

static void
on_signal(int number, void *data)
{
	struct run *r = data;

	if (number == SIGHUP || number == SIGTERM)
		loop_stop(r->loop);
	else if (!r->work)
		return;
	else if (number == SIGTSTP)
		stop(r);
	else
		on_input(backend_fd(r->terminal), r);
}

static int
handshake_fd(void)
{
	int64_t fd;

	return str_int(str_z(env_get(ENV_TEST_FD)), &fd) && fd >= 0 && fd < 1024 ? (int)fd : -1;
}

static enum status
run_on_terminal(struct run *r, struct session *s, struct err *err)
{
	enum status st = workstation_open(s, r->terminal, &r->work, err);

	if (st != OK)
		return st;
	loop_handshake(r->loop, handshake_fd());
	loop_watch(r->loop, backend_fd(r->terminal), on_input, r);
	loop_timer(r->loop, POLL_MS, on_poll, r);
	rest_later(r);
	st = loop_run(r->loop, err);
	loop_unwatch(r->loop, backend_fd(r->terminal));
	workstation_close(r->work);
	return st;
}

/* An unknown word is colour: a typing mistake must not keep anybody out. */
static enum theme
theme_asked(void)
{
	static const char *const names[THEME_COUNT] = { [THEME_COLOUR] = "couleur",
		[THEME_MONO] = "monochrome",
		[THEME_CONTRAST] = "contraste" };
	struct str asked = str_z(env_get(ENV_THEME));

	for (int i = 0; i < THEME_COUNT; i++)
		if (str_eqz(asked, names[i]))
			return (enum theme)i;
	return THEME_COLOUR;
}

enum status
workstation_run(struct session *s, struct err *err)
{
	struct run r = { 0 };
	enum status st = loop_open(&r.loop, err);

	if (st != OK)
		return st;
	st = loop_signals(r.loop, on_signal, &r, err);
	if (st == OK)
		st = terminal_open(theme_asked(), &r.terminal, err);
	if (st == OK)
		st = run_on_terminal(&r, s, err);
	backend_close(r.terminal);
	loop_close(r.loop);
	return st;
}
