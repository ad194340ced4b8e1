/* SPDX-License-Identifier: EUPL-1.2 */
/* What a file says of itself: provisional or not, and marks that are figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "pupitre/app/decide.h"
#include "pupitre/app/export.h"
#include "pupitre/app/mark.h"
#include "pupitre/base/fs.h"
#include "support/base.h"
#include "support/must.h"

static struct fixture f;
static struct arena a;
static struct err err;

/* Two dossiers of the Loiret; 1001 is marked 4 everywhere but for its first item, which is not applicable, and awarded. */
static int
setup(void **state)
{
	static const struct fixture_dossier d[] = {
		{ .number = 1001, .department = "45", .total = 20000, .requested = 16000 },
		{ .number = 1002, .department = "45", .total = 20000, .requested = 16000 },
	};
	const struct decision_input award = { .d = { .kind = DECISION_AWARD,
						      .amount = { true, { 500000 } } } };
	struct session *s;
	struct receipt r;

	(void)state;
	fixture_init(&f);
	fixture_envelope(&f, "45", 50000, NULL);
	fixture_import(&f, d, 2);
	s = fixture_session(&f, NULL);
	for (int i = 0; i < session_grid(s)->item_count; i++)
		MUST(mark_set(s, 1001, i, i ? 4 : MARK_SO, &err));
	MUST(mark_finalise(s, 1001, &a, &r, &err));
	MUST(decide(s, 1001, &award, &a, &r, &err));
	session_close(s);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&a);
	fixture_done(&f);
	return 0;
}

static struct str
exported(const char *preset, const char *query, const char *format)
{
	const struct export_order o = {
		.preset = str_z(preset), .query = str_z(query), .format = format
	};
	struct session *s = fixture_session(&f, NULL);
	struct export_done done;
	struct str bytes;
	char path[128];

	fixture_path(&f, "export", path);
	MUST(export_write(s, &o, path, true, NULL, NULL, NULL, &a, &done, &err));
	session_close(s);
	MUST(fs_read(path, 1 << 24, &a, &bytes, &err));
	return bytes;
}

static bool
says(struct str bytes, const char *text)
{
	return str_find(bytes, str_z(text)) >= 0;
}

static void
an_export_of_nothing_is_not_final(void **state)
{
	(void)state;
	assert_true(says(exported("recapitulatif", "dep:37", "json"), "\"status\":\"sans objet"));
	assert_true(says(exported("recapitulatif", "1001", "json"), "\"status\":\"définitif\""));
	assert_true(says(exported("recapitulatif", "", "json"), "\"status\":\"provisoire\""));
}

/* 1002 waits: what is left may change. */
static void
envelopes_are_provisional_while_a_dossier_waits(void **state)
{
	(void)state;
	assert_true(says(exported("enveloppes", "", "json"), "\"status\":\"provisoire\""));
}

static void
a_mark_is_a_figure_or_a_mention(void **state)
{
	struct str bytes = exported("notations", "1001", "json");

	(void)state;
	assert_true(says(bytes, "\"mark\":null,\"mention\":\"SO\""));
	assert_true(says(bytes, "\"mark\":4,\"mention\":null"));
	assert_false(says(bytes, "\"mark\":\"4\""));
}

int
main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		CASE(an_export_of_nothing_is_not_final),
		CASE(envelopes_are_provisional_while_a_dossier_waits),
		CASE(a_mark_is_a_figure_or_a_mention),
	};

	return cmocka_run_group_tests_name("app: what an export says of itself", tests, NULL, NULL);
}
