/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * once NAME PROGRAM [ARGS...]: runs it with its output thrown away, and prints a raw line of run.sh: NAME, wall, 1,
 * milliseconds twice, peak kilobytes. The program's failure is ours.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int
main(int argc, char **argv)
{
	double from = now_ms(), ms;
	struct rusage used;
	int status, null;
	pid_t pid;

	if (argc < 3)
		return 2;
	pid = fork();
	if (pid == 0) {
		null = open("/dev/null", O_WRONLY);
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	if (pid < 0 || wait4(pid, &status, 0, &used) != pid)
		return 1;
	ms = now_ms() - from;
	printf("%s\twall\t1\t%.3f\t%.3f\t%ld\n", argv[1], ms, ms, used.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
