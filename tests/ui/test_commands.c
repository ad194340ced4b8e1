/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of commands holds together: keys, screens, actions, words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/term/key.h"
#include "pupitre/ui/commands.h"

static void
test_rows_are_complete(void **state)
{
	(void)state;
	for (int i = 0; i < CMD_COUNT; i++) {
		const struct ui_command *cmd = &ui_commands[i];

		assert_true(cmd->name && *cmd->name && cmd->keys && *cmd->keys);
		assert_true(cmd->label && *cmd->label && cmd->help && *cmd->help);
		assert_true(cmd->where != 0 && cmd->where <= ON_ALL);
		assert_null(strchr(cmd->name, ' '));
		for (int j = 0; j < i; j++)
			if (cmd->where & ui_commands[j].where)
				assert_string_not_equal(cmd->name, ui_commands[j].name);
	}
}

static void
test_where_is_where_it_works(void **state)
{
	(void)state;
	for (int i = 0; i < CMD_COUNT; i++)
		for (int s = 0; s < SCREEN_KINDS; s++) {
			unsigned bit = 1u << s;

			if ((ui_commands[i].where & bit) && !command_has_action(i, bit))
				fail_msg("%s: no action on %s", ui_commands[i].name,
					screen_titles[s]);
		}
}

static int
keys_of(enum command_id id, struct key keys[32])
{
	struct str rest = str_z(ui_commands[id].keys);
	struct err err;
	int n = 0;

	while (rest.len) {
		assert_in_range(n, 0, 31);
		if (key_parse(&rest, &keys[n++], &err) != OK)
			fail_msg("%s: %s", ui_commands[id].name, err.text);
	}
	return n;
}

/* Two commands of one screen may share a key only where the first one is not always there, or where
 * nobody has both: who may not decide proposes, a laptop has nobody but its host to send to. */
static bool
may_share(enum command_id a, enum command_id b)
{
	return (a == CMD_NEXT_HIT && b == CMD_EVALUATE) || (a == CMD_DECIDE && b == CMD_PROPOSE) ||
	       (a == CMD_RECORD && b == CMD_RECORD_PROPOSAL) || (a == CMD_RETURN && b == CMD_SEND);
}

static void
test_no_key_means_two_things(void **state)
{
	struct key a[32], b[32];

	(void)state;
	for (int i = 0; i < CMD_COUNT; i++) {
		int n = keys_of(i, a);

		for (int j = i + 1; j < CMD_COUNT; j++) {
			int m = ui_commands[i].where & ui_commands[j].where ? keys_of(j, b) : 0;

			for (int x = 0; x < n; x++)
				for (int y = 0; y < m; y++)
					if (key_eq(a[x], b[y]) && !may_share(i, j))
						fail_msg("%s and %s share %s", ui_commands[i].name,
							ui_commands[j].name, key_label(a[x]).s);
		}
	}
}

/* On a French keyboard these need AltGr, or wait for a letter. */
static void
test_no_key_needs_altgr(void **state)
{
	static const char forbidden[] = "~#{[|`\\^@]}";
	struct key keys[32];

	(void)state;
	for (int i = 0; i < CMD_COUNT; i++)
		for (int n = keys_of(i, keys); n > 0; n--)
			if (keys[n - 1].code == KEY_CHAR && keys[n - 1].cp < 128)
				assert_null(memchr(
					forbidden, (int)keys[n - 1].cp, sizeof(forbidden) - 1));
}

/* Digits are marks in Notation and open a view in the list of views. */
static void
test_digits_are_counts_elsewhere(void **state)
{
	struct key keys[32];

	(void)state;
	for (int i = 0; i < CMD_COUNT; i++)
		for (int n = keys_of(i, keys); n > 0; n--)
			if (keys[n - 1].code == KEY_CHAR && keys[n - 1].cp >= '0' &&
				keys[n - 1].cp <= '9')
				assert_true(ui_commands[i].where == ON_MARK ||
					    ui_commands[i].where == ON_VIEWS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_are_complete),
		cmocka_unit_test(test_where_is_where_it_works),
		cmocka_unit_test(test_no_key_means_two_things),
		cmocka_unit_test(test_no_key_needs_altgr),
		cmocka_unit_test(test_digits_are_counts_elsewhere),
	};

	return cmocka_run_group_tests_name("ui: commands", tests, NULL, NULL);
}
