/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Times a terminal program in a pseudo-terminal of 120x40:
 *
 *   tty NAME READY STEP... -- PROGRAM ARGUMENT...
 *
 * READY  bytes that the program writes when its first screen is there
 * STEP   what[*count]=keys[>bytes]: "down*30=\033OB", "rare=/mot\r>motif". The answer to a key ends
 *        when nothing came for QUIET_MS, and not before the bytes after ">" were seen; without these,
 *        a key that SILENT_MS leaves unanswered (the end of the list) is not counted. "-what" is not
 *        told. "idle=" counts what comes in ten seconds and the processor time spent, once nothing
 *        has come for SETTLED_MS: what a first screen leaves for later is not idleness.
 *
 * Output, one line each: name, what, n, p50 ms, p95 ms, p50 bytes. "start": from fork to READY, in
 * the last thing drawn where a program draws at once, in the first row where it draws as it loads;
 * "memory": peak resident kilobytes in place of ms, asked before the end. Exit status 1: a deadline.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	ROWS = 40,
	COLS = 120,
	QUIET_MS = 40,
	SILENT_MS = 400,
	DEADLINE_MS = 60000,
	IDLE_MS = 10000,
	SETTLED_MS = 500,
	TIMES_MAX = 1000
};

struct program {
	const char *name;
	pid_t pid;
	int fd;
	char seen[1 << 20]; /* since the last key; NUL-ended */
	size_t len, bytes;
	double last; /* when the last byte came */
	double met; /* when the expected bytes were whole; 0: not yet */
};

struct sample {
	double ms;
	size_t bytes;
};

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* NULs would end the search for bytes. */
static bool
take(struct program *p, int ms)
{
	struct pollfd fd = { p->fd, POLLIN, 0 };
	char buf[65536];
	ssize_t n;

	if (poll(&fd, 1, ms) <= 0)
		return false;
	n = read(p->fd, buf, sizeof buf);
	if (n <= 0)
		return false;
	p->last = now_ms();
	p->bytes += (size_t)n;
	for (ssize_t i = 0; i < n && p->len + 1 < sizeof p->seen; i++)
		if (buf[i])
			p->seen[p->len++] = buf[i];
	p->seen[p->len] = '\0';
	return true;
}

static void
forget(struct program *p)
{
	p->len = p->bytes = 0;
	p->met = 0;
	p->seen[0] = '\0';
}

/* Until the expected bytes were seen and nothing more comes. false: the deadline. */
static bool
settle(struct program *p, double start, const char *expected)
{
	while (now_ms() - start < DEADLINE_MS) {
		bool quiet = !take(p, QUIET_MS);

		if (!p->met && expected && !quiet && strstr(p->seen, expected))
			p->met = p->last;
		if (!expected && !p->bytes && now_ms() - start > SILENT_MS)
			return true;
		if (quiet && p->bytes && (!expected || p->met))
			return true;
	}
	fprintf(stderr, "%s: « %s » did not come\n", p->name, expected ? expected : "an answer");
	return false;
}

static int
by_ms(const void *x, const void *y)
{
	const struct sample *a = x, *b = y;

	return (a->ms > b->ms) - (a->ms < b->ms);
}

static int
by_bytes(const void *x, const void *y)
{
	const struct sample *a = x, *b = y;

	return (a->bytes > b->bytes) - (a->bytes < b->bytes);
}

static void
tell(const struct program *p, const char *what, struct sample *s, size_t n)
{
	double p50, p95;

	qsort(s, n, sizeof s[0], by_ms);
	p50 = s[n / 2].ms;
	p95 = s[n * 95 / 100 < n ? n * 95 / 100 : n - 1].ms;
	qsort(s, n, sizeof s[0], by_bytes);
	printf("%s\t%s\t%zu\t%.3f\t%.3f\t%zu\n", p->name, what, n, p50, p95, s[n / 2].bytes);
}

/* "\033", "\r", "\t" as C writes them. */
static size_t
unescape(const char *from, size_t len, char *to)
{
	size_t n = 0;

	for (size_t i = 0; i < len; i++) {
		if (from[i] != '\\' || i + 1 == len) {
			to[n++] = from[i];
		} else if (strncmp(from + i, "\\033", 4) == 0) {
			to[n++] = 27;
			i += 3;
		} else {
			i++;
			to[n++] = (char)(from[i] == 'r' ? '\r' : from[i] == 't' ? '\t' : from[i]);
		}
	}
	return n;
}

/* Processor time of the program in clock ticks. */
static long
processor_ticks(pid_t pid)
{
	char path[64], text[1024] = "";
	long user = 0, system = 0;
	const char *at;
	FILE *in;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	in = fopen(path, "r");
	if (!in)
		return 0;
	if (fgets(text, sizeof text, in) && (at = strrchr(text, ')')))
		sscanf(at, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld", &user, &system);
	fclose(in);
	return user + system;
}

static long
peak_kilobytes(pid_t pid)
{
	char path[64], line[256];
	long kb = 0;
	FILE *in;

	snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
	in = fopen(path, "r");
	while (in && fgets(line, sizeof line, in))
		sscanf(line, "VmHWM: %ld", &kb);
	if (in)
		fclose(in);
	return kb;
}

static bool
idle(struct program *p)
{
	double start;
	long ticks;

	while (take(p, SETTLED_MS))
		;
	start = now_ms();
	ticks = processor_ticks(p->pid);
	forget(p);
	while (now_ms() - start < IDLE_MS)
		take(p, 100);
	printf("%s\tidle\t1\t%ld\t%ld\t%zu\n", p->name, processor_ticks(p->pid) - ticks,
		processor_ticks(p->pid) - ticks, p->bytes);
	return true;
}

static bool
run_step(struct program *p, char *step)
{
	static struct sample samples[TIMES_MAX];
	char *keys = strchr(step, '='), *expected, *times, bytes[1024];
	size_t n = 1, kept = 0, len;

	*keys++ = '\0';
	if (strcmp(step, "idle") == 0)
		return idle(p);
	expected = strchr(keys, '>');
	if (expected)
		*expected++ = '\0';
	times = strchr(step, '*');
	if (times) {
		*times++ = '\0';
		n = strtoul(times, NULL, 10);
	}
	len = unescape(keys, strlen(keys), bytes);
	for (size_t i = 0; i < n && i < TIMES_MAX; i++) {
		double start;

		forget(p);
		start = now_ms();
		if (write(p->fd, bytes, len) != (ssize_t)len || !settle(p, start, expected))
			return false;
		if (p->bytes)
			samples[kept++] = (struct sample){ p->last - start, p->bytes };
	}
	if (*step != '-' && kept)
		tell(p, step, samples, kept);
	return true;
}

static void
start_program(struct program *p, char **argv)
{
	struct winsize size = { .ws_row = ROWS, .ws_col = COLS };

	p->pid = forkpty(&p->fd, NULL, NULL, &size);
	if (p->pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		setenv("LC_ALL", "C.UTF-8", 1);
		execvp(argv[0], argv);
		_exit(127);
	}
}

static void
end_program(struct program *p)
{
	printf("%s\tmemory\t1\t%ld\t0\t0\n", p->name, peak_kilobytes(p->pid));
	kill(p->pid, SIGTERM);
	for (int i = 0; i < 20 && take(p, 50); i++)
		;
	kill(p->pid, SIGKILL);
	waitpid(p->pid, NULL, 0);
}

int
main(int argc, char **argv)
{
	static struct program p;
	struct sample start;
	bool good;
	int i = 3;

	if (argc < 5)
		return fputs("usage: tty NAME READY STEP... -- PROGRAM...\n", stderr), 2;
	while (i < argc && strcmp(argv[i], "--") != 0)
		i++;
	p.name = argv[1];
	start.ms = now_ms();
	start_program(&p, argv + i + 1);
	good = settle(&p, start.ms, argv[2]);
	start = (struct sample){ (good ? p.met : p.last) - start.ms, p.bytes };
	tell(&p, "start", &start, 1);
	for (int k = 3; k < i && good; k++)
		good = run_step(&p, argv[k]);
	end_program(&p);
	return good ? 0 : 1;
}
