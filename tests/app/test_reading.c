/* SPDX-License-Identifier: EUPL-1.2 */
/* One instant of the base for what a screen reads in several steps, though others go on writing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "pupitre/app/browse.h"
#include "pupitre/app/tags.h"
#include "support/base.h"
#include "support/must.h"

static struct fixture f;
static struct arena a;
static struct err err;

static int
setup(void **state)
{
	(void)state;
	fixture_init(&f);
	fixture_import_plain(&f, 2);
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

static int64_t
tagged(struct session *s)
{
	struct browse *b;
	int64_t shown, all;
	int at;

	MUST(browse_open(s, STR("étiquette:vu"), STR_NONE, &b, &at, &err));
	MUST(browse_count(b, &shown, &all, &err));
	browse_close(b);
	return shown;
}

static void
one_instant(void **state)
{
	struct session *reader = fixture_session(&f, NULL), *writer = fixture_session(&f, NULL);
	struct receipt r;

	(void)state;
	MUST(session_read_begin(reader, &err));
	assert_int_equal(tagged(reader), 0);
	MUST(tag_set(writer, 1001, STR("vu"), true, &a, &r, &err));
	assert_int_equal(tagged(reader), 0);
	MUST(session_read_begin(reader, &err));
	session_read_end(reader);
	assert_int_equal(tagged(reader), 0); /* the inner end ends nothing */
	session_read_end(reader);
	assert_int_equal(tagged(reader), 1);
	session_close(writer);
	session_close(reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_instant, setup, teardown),
	};

	return cmocka_run_group_tests_name("app: reading", tests, NULL, NULL);
}
