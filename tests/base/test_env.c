/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/env.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

extern char **environ;

static void
set(const char *const *pairs)
{
	clearenv();
	for (; *pairs; pairs += 2)
		setenv(pairs[0], pairs[1], 1);
}

static void
test_read_then_cleared(void **state)
{
	static const char *const pairs[] = { "PUPITRE_BASE", "/srv/base.db", "HOME", "/home/lea",
		"PATH", "/evil", "LD_PRELOAD", "/evil.so", "TERMINFO", "/evil", "TERM",
		"screen.xterm-256color", "NO_COLOR", "", "LC_ALL", "fr_FR.UTF-8", NULL };
	int count = 0;

	(void)state;
	set(pairs);
	env_read();
	assert_string_equal(env_get(ENV_BASE), "/srv/base.db");
	assert_string_equal(env_get(ENV_HOME), "/home/lea");
	assert_string_equal(env_get(ENV_TERM), "screen.xterm-256color");
	assert_null(env_get(ENV_NO_COLOR));
	assert_null(env_get(ENV_DATA_HOME));
	assert_string_equal(getenv("PATH"), "/usr/bin:/bin");
	assert_string_equal(getenv("LANG"), "C.UTF-8");
	assert_string_equal(getenv("HOME"), "/nonexistent");
	assert_string_equal(getenv("TERM"), "screen.xterm-256color");
	for (char **e = environ; *e; e++)
		count++;
	assert_int_equal(count, 4);
}

static void
test_term(void **state)
{
	static const struct {
		const char *sent, *kept;
	} cases[] = {
		{ "xterm", "xterm" },
		{ "rxvt-unicode-256color", "rxvt-unicode-256color" },
		{ "tmux_1.0+x", "tmux_1.0+x" },
		{ "../../evil", "xterm-256color" },
		{ "a b", "xterm-256color" },
		{ "a\x1B[", "xterm-256color" },
		{ "a234567890123456789012345678901234567890",
			"a234567890123456789012345678901234567890" },
		{ "a2345678901234567890123456789012345678901", "xterm-256color" },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *pairs[] = { "TERM", cases[i].sent, NULL };

		set(pairs);
		env_read();
		assert_string_equal(
			getenv("TERM"), cases[i].kept ? cases[i].kept : "xterm-256color");
		if (cases[i].kept)
			assert_string_equal(env_get(ENV_TERM), cases[i].kept);
		else
			assert_null(env_get(ENV_TERM));
	}
}

static void
test_language_order(void **state)
{
	static const char *const order[] = { "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *none[] = { NULL };

	(void)state;
	set(none);
	env_read();
	clearenv();
	env_read();
	assert_null(env_get(ENV_LANGUAGE));
	for (size_t first = 0; first < 4; first++) {
		clearenv();
		for (size_t i = first; i < 4; i++)
			setenv(order[i], order[i], 1);
		env_read();
		assert_string_equal(env_get(ENV_LANGUAGE), order[first]);
	}
}

/* Half a path would be another path. */
static void
test_too_long_is_dropped(void **state)
{
	static char path[PATH_MAX + 1];
	const char *pairs[] = { "PUPITRE_BASE", path, NULL };

	(void)state;
	memset(path, 'a', PATH_MAX - 1);
	set(pairs);
	env_read();
	assert_int_equal(strlen(env_get(ENV_BASE)), PATH_MAX - 1);
	path[PATH_MAX - 1] = 'a';
	set(pairs);
	env_read();
	assert_null(env_get(ENV_BASE));
}

static void
test_each_row_is_described(void **state)
{
	(void)state;
	for (int id = 0; id < ENV_COUNT; id++) {
		assert_non_null(env_rows[id].name);
		assert_true(strlen(env_rows[id].help) > 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_then_cleared),
		cmocka_unit_test(test_term),
		cmocka_unit_test(test_language_order),
		cmocka_unit_test(test_too_long_is_dropped),
		cmocka_unit_test(test_each_row_is_described),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
