/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/pty_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "pupitre/base/utf8.h"
#include "pupitre/term/key.h"

enum { DEADLINE_MS = 20000, ENV_MAX = 32 };

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void
pty_fail(struct pty *p, const char *what)
{
	print_error("%s\n", what);
	for (int row = 0; row < p->rows; row++)
		print_error("%2d|%s\n", row, pty_text(p, row));
	fail_msg("%s", what);
}

/* What the emulator answers (cursor position, device attributes) goes back as from a terminal. */
static void
send_answers(struct pty *p)
{
	char answer[256];
	size_t n;

	while ((n = vterm_output_read(p->vt, answer, sizeof(answer))) > 0) {
		if (write(p->master, answer, n) < 0)
			return;
	}
}

/* Takes what the program wrote, waiting at most ms; false when nothing came. */
static bool
drain(struct pty *p, int ms)
{
	struct pollfd in = { .fd = p->master, .events = POLLIN };
	char bytes[16384];

	if (p->master < 0 || poll(&in, 1, ms) <= 0)
		return false;
	ssize_t n = read(p->master, bytes, sizeof(bytes));

	if (n <= 0)
		return false;
	buf_add(&p->output, bytes, (size_t)n);
	vterm_input_write(p->vt, bytes, (size_t)n);
	send_answers(p);
	return true;
}

static void
drain_all(struct pty *p)
{
	while (drain(p, 0))
		;
}

/* Reads numbers that came; true when there was one. */
static bool
take_numbers(struct pty *p)
{
	char text[256];
	bool any = false;

	while (read(p->hand, text, sizeof(text)) > 0)
		any = true;
	return any;
}

/* For the next number; false when the program ended instead. */
static bool
wait_or_end(struct pty *p)
{
	int64_t deadline = now_ms() + DEADLINE_MS;

	while (now_ms() < deadline) {
		struct pollfd fds[] = { { .fd = p->master, .events = POLLIN },
			{ .fd = p->hand, .events = POLLIN } };

		poll(fds, 2, 100);
		if (take_numbers(p)) {
			drain_all(p);
			return true;
		}
		drain(p, 0);
		if ((fds[0].revents | fds[1].revents) & POLLHUP)
			return false;
	}
	pty_fail(p, "no handshake before the deadline");
	return false;
}

void
pty_wait(struct pty *p)
{
	if (!wait_or_end(p))
		pty_fail(p, "the program ended where a handshake was awaited");
}

/* The program's queue of input is small: its output is taken meanwhile, or both would block. */
void
pty_send(struct pty *p, const void *bytes, size_t len)
{
	const char *at = bytes;
	int64_t deadline = now_ms() + DEADLINE_MS;

	while (len && now_ms() < deadline) {
		struct pollfd out = { .fd = p->master, .events = POLLOUT | POLLIN };

		poll(&out, 1, 100);
		drain(p, 0);
		ssize_t n = write(p->master, at, len > 512 ? 512 : len);

		if (n < 0 && errno != EAGAIN && errno != EINTR)
			pty_fail(p, "the program is gone");
		at += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
	if (len)
		pty_fail(p, "the program does not read its input");
}

static void
begin(struct pty *p)
{
	drain_all(p);
	take_numbers(p);
	buf_clear(&p->output);
}

static const struct {
	enum key_code code;
	const char *bytes;
} sequences[] = {
	{ KEY_UP, "\033[A" },
	{ KEY_DOWN, "\033[B" },
	{ KEY_RIGHT, "\033[C" },
	{ KEY_LEFT, "\033[D" },
	{ KEY_HOME, "\033[H" },
	{ KEY_END, "\033[F" },
	{ KEY_PGUP, "\033[5~" },
	{ KEY_PGDN, "\033[6~" },
	{ KEY_INSERT, "\033[2~" },
	{ KEY_DELETE, "\033[3~" },
	{ KEY_BACKTAB, "\033[Z" },
	{ KEY_ENTER, "\r" },
	{ KEY_ESC, "\033" },
	{ KEY_TAB, "\t" },
	{ KEY_BACKSPACE, "\177" },
	{ KEY_F1, "\033OP" },
	{ KEY_F1 + 1, "\033OQ" },
	{ KEY_F1 + 2, "\033OR" },
	{ KEY_F1 + 3, "\033OS" },
	{ KEY_F1 + 4, "\033[15~" },
	{ KEY_F1 + 5, "\033[17~" },
};

static void
add_bytes(struct key key, struct buf *out)
{
	if (key.code == KEY_CHAR)
		utf8_put(out, key.cp);
	if (key.code == KEY_CTRL)
		buf_addc(out, (char)(key.cp - 'a' + 1));
	for (size_t i = 0; i < sizeof(sequences) / sizeof(sequences[0]); i++) {
		if (sequences[i].code == key.code)
			buf_addz(out, sequences[i].bytes);
	}
}

bool
pty_keys_or_end(struct pty *p, const char *script)
{
	struct str rest = str_z(script);
	struct buf bytes = { 0 };
	bool runs = true;

	while (rest.len && runs) {
		struct key key;
		struct err err;

		if (key_parse(&rest, &key, &err) != OK)
			fail_msg("%s", err.text);
		buf_clear(&bytes);
		add_bytes(key, &bytes);
		assert_true(bytes.len > 0);
		begin(p);
		pty_send(p, bytes.ptr, bytes.len);
		runs = wait_or_end(p);
	}
	buf_done(&bytes);
	return runs;
}

void
pty_keys(struct pty *p, const char *script)
{
	if (!pty_keys_or_end(p, script))
		pty_fail(p, "the program ended where a handshake was awaited");
}

void
pty_paste(struct pty *p, const char *text)
{
	struct buf bytes = { 0 };

	buf_addf(&bytes, "\033[200~%s\033[201~", text);
	begin(p);
	pty_send(p, bytes.ptr, bytes.len);
	pty_wait(p);
	buf_done(&bytes);
}

void
pty_resize_only(struct pty *p, int rows, int cols)
{
	struct winsize w = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	drain_all(p);
	p->rows = rows;
	p->cols = cols;
	vterm_set_size(p->vt, rows, cols);
	assert_int_equal(ioctl(p->master, TIOCSWINSZ, &w), 0);
}

void
pty_resize(struct pty *p, int rows, int cols)
{
	if (rows == p->rows && cols == p->cols)
		return; /* the program would not be told */
	begin(p);
	pty_resize_only(p, rows, cols);
	pty_wait(p);
}

size_t
pty_quiet(struct pty *p, int ms)
{
	int64_t end = now_ms() + ms, left;
	size_t before = p->output.len;

	while ((left = end - now_ms()) > 0)
		drain(p, (int)left);
	return p->output.len - before;
}

void
pty_await(struct pty *p, const char *text)
{
	int64_t deadline = now_ms() + DEADLINE_MS;

	while (pty_find(p, text) < 0) {
		if (now_ms() > deadline) {
			print_error("awaited: %s\n", text);
			pty_fail(p, "the text does not come");
		}
		drain(p, 20);
	}
}

size_t
pty_bytes(struct pty *p)
{
	return p->output.len;
}

struct str
pty_output(struct pty *p)
{
	return buf_str(&p->output);
}

void
pty_kill(struct pty *p, int signal)
{
	assert_int_equal(kill(p->pid, signal), 0);
}

void
pty_hang_up(struct pty *p)
{
	close(p->master);
	p->master = -1;
}

bool
pty_canonical(struct pty *p)
{
	struct termios modes;

	assert_int_equal(tcgetattr(p->master, &modes), 0);
	return (modes.c_lflag & (ICANON | ECHO | ISIG)) == (ICANON | ECHO | ISIG);
}

/* Waits for a change of the process, its output taken meanwhile; false at the deadline. */
static bool
wait_change(struct pty *p, int flags)
{
	int64_t deadline = now_ms() + DEADLINE_MS;

	while (!p->ended && now_ms() < deadline) {
		pid_t pid = waitpid(p->pid, &p->status, flags | WNOHANG);

		if (pid == p->pid) {
			p->ended = WIFEXITED(p->status) || WIFSIGNALED(p->status);
			drain_all(p);
			return true;
		}
		if (!drain(p, 5))
			poll(NULL, 0, 1);
	}
	return p->ended;
}

bool
pty_stopped(struct pty *p)
{
	return wait_change(p, WUNTRACED) && WIFSTOPPED(p->status);
}

int
pty_exit(struct pty *p)
{
	if (!wait_change(p, 0))
		pty_fail(p, "the program does not end");
	return WIFEXITED(p->status) ? WEXITSTATUS(p->status) : 128 + WTERMSIG(p->status);
}

struct environment {
	char text[ENV_MAX][256];
	char *list[ENV_MAX + 1];
	size_t count;
};

static void
add_env(struct environment *e, const char *name, const char *value)
{
	assert_true(e->count < ENV_MAX);
	snprintf(e->text[e->count], sizeof(e->text[0]), "%s%s", name, value);
	e->list[e->count] = e->text[e->count];
	e->list[++e->count] = NULL;
}

static void
fill_environment(struct environment *e, const struct pty *p, const struct pty_options *o, int fd)
{
	static const char *const kept[] = { "ASAN_OPTIONS=", "UBSAN_OPTIONS=", "LSAN_OPTIONS=" };
	char number[16];

	snprintf(number, sizeof(number), "%d", fd);
	add_env(e, "PATH=", "/usr/bin:/bin");
	add_env(e, "LANG=", "C.UTF-8");
	add_env(e, "TZ=", "Europe/Paris");
	add_env(e, "TERM=", o->term ? o->term : "xterm-256color");
	add_env(e, "ESCDELAY=", "25");
	add_env(e, "PUPITRE_TEST_FD=", number);
	add_env(e, "PUPITRE_TEST_DUMP=", p->dump);
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		char name[32];

		snprintf(name, sizeof(name), "%.*s", (int)strlen(kept[i]) - 1, kept[i]);
		if (getenv(name))
			add_env(e, kept[i], getenv(name));
	}
	for (size_t i = 0; o->env && o->env[i]; i++)
		add_env(e, o->env[i], "");
}

static void
run_child(const char *const argv[], char *const env[])
{
	char *args[32] = { 0 };

	for (size_t i = 0; argv[i] && i < 31; i++)
		args[i] = (char *)(uintptr_t)argv[i];
	execve(args[0], args, env);
	_exit(127);
}

struct pty *
pty_start(const char *const argv[], const struct pty_options *o)
{
	struct pty *p = calloc(1, sizeof(*p));
	struct environment env = { .count = 0 };
	int hand[2];

	assert_non_null(p);
	p->rows = o->rows ? o->rows : 24;
	p->cols = o->cols ? o->cols : 80;
	p->theme = o->theme;
	p->cursor_visible = true;
	snprintf(p->dump, sizeof(p->dump), "/tmp/pupitre-frame-XXXXXX");
	close(mkstemp(p->dump));
	assert_int_equal(pipe(hand), 0);
	fcntl(hand[0], F_SETFL, O_NONBLOCK);
	fcntl(hand[0], F_SETFD, FD_CLOEXEC);
	fill_environment(&env, p, o, hand[1]);
	pty_open_screen(p);
	struct winsize w = { .ws_row = (unsigned short)p->rows, .ws_col = (unsigned short)p->cols };

	p->pid = forkpty(&p->master, NULL, NULL, &w);
	assert_true(p->pid >= 0);
	if (p->pid == 0)
		run_child(argv, env.list);
	close(hand[1]);
	p->hand = hand[0];
	fcntl(p->master, F_SETFL, O_NONBLOCK);
	fcntl(p->master, F_SETFD, FD_CLOEXEC);
	if (!o->without_handshake)
		pty_wait(p);
	return p;
}

void
pty_end(struct pty *p)
{
	if (!p->ended) {
		kill(p->pid, SIGKILL);
		waitpid(p->pid, &p->status, 0);
	}
	if (p->master >= 0)
		close(p->master);
	close(p->hand);
	unlink(p->dump);
	vterm_free(p->vt);
	buf_done(&p->output);
	buf_done(&p->row);
	buf_done(&p->frame);
	free(p);
}
