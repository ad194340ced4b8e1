/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/err.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_set(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_int_equal(err_set(&err, ERR_INPUT, "note %d hors de %s", 5, "0-4"), ERR_INPUT);
	assert_int_equal(err.code, ERR_INPUT);
	assert_string_equal(err.text, "note 5 hors de 0-4");
	assert_int_equal(err_set(NULL, ERR_DENIED, "%d", 1), ERR_DENIED);
	assert_int_equal(err_set(&err, ERR_SYSTEM, "[%s]", err.text), ERR_SYSTEM);
	assert_string_equal(err.text, "[note 5 hors de 0-4]");
}

static void
test_prefix(void **state)
{
	struct err err = { ERR_CONFLICT, "trop tard" };

	(void)state;
	assert_int_equal(err_prefix(&err, "ligne %d", 3), ERR_CONFLICT);
	assert_string_equal(err.text, "ligne 3 : trop tard");
	assert_int_not_equal(err_prefix(NULL, "x"), OK);
}

/* A text that is too long is cut between two characters, of 1 to 4 bytes, at each offset. */
static void
test_cut_between_characters(void **state)
{
	static const char *const chars[] = { "a", "é", "€", "😀" };

	(void)state;
	for (size_t c = 0; c < 4; c++)
		for (size_t shift = 0; shift < 4; shift++) {
			struct err err;
			char text[5000] = "...";
			size_t len = strlen(chars[c]), room = sizeof(err.text) - 1;

			text[shift] = '\0';
			for (int i = 0; i < 1200; i++)
				strcat(text, chars[c]);
			assert_int_equal(err_set(&err, ERR_INPUT, "%s", text), ERR_INPUT);
			assert_int_equal(strlen(err.text), shift + (room - shift) / len * len);
			assert_memory_equal(err.text, text, strlen(err.text));
		}
}

static void
test_reason_is_french(void **state)
{
	(void)state;
	assert_string_equal(err_reason(ENOSPC), "disque plein");
	assert_string_equal(err_reason(EACCES), "accès refusé");
	assert_string_equal(err_reason(ENOENT), "fichier ou dossier introuvable");
	assert_non_null(err_reason(99999));
}

static void
test_exit_statuses(void **state)
{
	static const int exits[] = { 0, 1, 2, 3, 4, 5, 130 };

	(void)state;
	for (int code = OK; code <= ERR_CANCELLED; code++)
		assert_int_equal(status_exit(code), exits[code]);
}

static void
test_die_aborts_and_says_why(void **state)
{
	char said[200] = "";
	int ends[2], status;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		signal(SIGABRT, SIG_DFL);
		dup2(ends[1], STDERR_FILENO);
		die("compte %d", 7);
	}
	close(ends[1]);
	assert_true(read(ends[0], said, sizeof(said) - 1) > 0);
	close(ends[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	assert_non_null(strstr(said, "compte 7"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_prefix),
		cmocka_unit_test(test_cut_between_characters),
		cmocka_unit_test(test_reason_is_french),
		cmocka_unit_test(test_exit_statuses),
		cmocka_unit_test(test_die_aborts_and_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
