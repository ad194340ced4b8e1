/* SPDX-License-Identifier: EUPL-1.2 */
#include "tty.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "pupitre/base/env.h"
#include "pupitre/base/i18n.h"
#include "pupitre/term/terminal.h"

enum { ESC_DELAY_MS = 50, READ_BYTES = 4096 };

/* What terminal_restore needs, where a signal handler finds it. */
static struct termios found;
static volatile sig_atomic_t taken;

static void
send(const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

void
terminal_restore(void)
{
	static const char reset[] = "\033[?2004l\033[?25h\033[m\033[?1049l";

	if (!taken)
		return;
	taken = 0;
	send(reset, sizeof(reset) - 1);
	tcsetattr(STDIN_FILENO, TCSANOW, &found);
}

bool
terminal_can_stop(void)
{
	pid_t parent = getppid(), session = getsid(0);

	return session != getpid() && getsid(parent) == session && getpgid(parent) != getpgrp();
}

void
terminal_stop(struct backend *b)
{
	if (!terminal_can_stop())
		return;
	backend_suspend(b);
	kill(getpid(), SIGSTOP);
	backend_resume(b);
}

static int
esc_delay(void)
{
	const char *text = env_get(ENV_ESCDELAY);
	int64_t ms;

	return text && str_int(str_z(text), &ms) && ms > 0 && ms <= 5000 ? (int)ms : ESC_DELAY_MS;
}

enum status
tty_open(struct tty *t, struct err *err)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &found) < 0)
		return err_set(err, ERR_USAGE,
			_("le poste de travail s'ouvre dans un terminal, or l'entrée ou la sortie "
			  "n'en "
			  "est pas un : utiliser « pupitre list », ou ssh avec l'option -t"));
	*t = (struct tty){ .esc_delay = esc_delay() };
	tty_size(t, &t->rows, &t->cols);
	taken = 1;
	return OK;
}

void
tty_close(struct tty *t)
{
	taken = 0;
	decode_done(&t->decoder);
}

void
tty_paste_brackets(bool on)
{
	send(on ? "\033[?2004h" : "\033[?2004l", 8);
}

void
tty_size(struct tty *t, int *rows, int *cols)
{
	struct winsize w;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_row && w.ws_col) {
		t->rows = w.ws_row;
		t->cols = w.ws_col;
	} else if (!t->rows) { /* a serial line does not know its size */
		t->rows = 24;
		t->cols = 80;
	}
	*rows = t->rows;
	*cols = t->cols;
}

static bool
resized(struct tty *t)
{
	int rows = t->rows, cols = t->cols, new_rows, new_cols;

	tty_size(t, &new_rows, &new_cols);
	return rows != new_rows || cols != new_cols;
}

/* A terminal that is gone stays readable for ever; it is the same news as SIGHUP, which a caller
 * such as nohup may have made us ignore. */
static void
hang_up(struct tty *t)
{
	if (!t->hung_up)
		kill(getpid(), SIGHUP);
	t->hung_up = true;
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Takes what has come; false when nothing did. */
static bool
receive(struct tty *t)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	char bytes[READ_BYTES];

	if (t->hung_up || poll(&in, 1, 0) <= 0)
		return false;
	ssize_t n = read(STDIN_FILENO, bytes, sizeof(bytes));

	if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
		hang_up(t);
	if (n <= 0)
		return false;
	decode_feed(&t->decoder, bytes, (size_t)n);
	t->fed_at = now_ms();
	return true;
}

int
tty_pending_ms(const struct tty *t)
{
	int wait = decode_pending(&t->decoder, t->esc_delay);
	int64_t left = wait - (now_ms() - t->fed_at);

	return wait < 0 ? -1 : left < 0 ? 0 : (int)left;
}

struct key
tty_read_key(struct tty *t)
{
	struct key key = { .code = KEY_NONE };

	do {
		if (decode_next(&t->decoder, &key))
			return key;
	} while (receive(t));
	if (tty_pending_ms(t) == 0) {
		decode_expire(&t->decoder);
		if (decode_next(&t->decoder, &key))
			return key;
	}
	if (resized(t))
		key.code = KEY_RESIZE;
	return key;
}
