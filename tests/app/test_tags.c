/* SPDX-License-Identifier: EUPL-1.2 */
/* Tags: shared ones are acts, personal ones are nobody else's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "pupitre/app/history.h"
#include "pupitre/app/read.h"
#include "pupitre/app/selection.h"
#include "pupitre/app/tags.h"
#include "pupitre/base/buf.h"
#include "support/base.h"
#include "support/must.h"

static struct fixture f;
static struct arena a;
static struct err err;

static int
setup(void **state)
{
	static const struct fixture_dossier dossiers[] = {
		{ .number = 1001, .department = "45", .total = 20000, .requested = 16000 },
		{ .number = 1002, .department = "45", .total = 20000, .requested = 16000 },
		{ .number = 1003, .department = "37", .total = 20000, .requested = 16000 },
	};

	(void)state;
	fixture_init(&f);
	fixture_import(&f, dossiers, 3);
	fixture_agent(&f, "jean", ROLE_INSTRUCTOR, "45");
	fixture_agent(&f, "lise", ROLE_READER, "*");
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

static const char *
joined(const struct tag_view *tags, size_t n, bool counted)
{
	struct buf b = { 0 };
	const char *text;

	for (size_t i = 0; i < n; i++) {
		buf_addf(&b, "%s%.*s", i ? " " : "", STR_ARG(tags[i].text));
		if (counted)
			buf_addf(&b, ":%lld", (long long)tags[i].count);
	}
	text = arena_z(&a, b.len ? buf_str(&b) : STR(""));
	buf_done(&b);
	return text;
}

static const char *
of(struct session *s, int64_t number)
{
	struct tag_view *tags;
	size_t n;

	MUST(tags_of(s, number, &a, &tags, &n, &err));
	return joined(tags, n, false);
}

static const char *
all(struct session *s)
{
	struct tag_view *tags;
	size_t n;

	MUST(tags_all(s, &a, &tags, &n, &err));
	return joined(tags, n, true);
}

static struct receipt
put(struct session *s, int64_t number, const char *tag, bool on)
{
	struct receipt r;

	MUST(tag_set(s, number, str_z(tag), on, &a, &r, &err));
	return r;
}

static void
shared_tags_are_acts(void **state)
{
	struct session *s = fixture_session(&f, NULL), *jean = fixture_session(&f, "jean");
	struct receipt r;
	struct act_view *acts;
	size_t n;
	int64_t next;

	(void)state;
	r = put(jean, 1001, "À revoir", true);
	assert_int_equal(r.acts, 1);
	assert_non_null(strstr(r.summary, "« À-revoir » posée"));
	put(jean, 1001, "urgent", true);
	put(s, 1003, "a-REVOIR", true); /* the spelling in use */
	assert_string_equal(of(s, 1001), "urgent À-revoir");
	assert_string_equal(of(s, 1003), "À-revoir");
	REFUSED(tag_set(s, 1001, STR("à revoir"), true, &a, &r, &err), ERR_INPUT, "porte déjà");
	REFUSED(tag_set(s, 1002, STR("urgent"), false, &a, &r, &err), ERR_INPUT, "ne porte pas");
	MUST(history_page(s, 1001, 0, 1, &a, &acts, &n, &next, &err));
	assert_true(str_eqz(acts[0].verb, "tag"));
	assert_true(str_eqz(acts[0].agent, "jean"));
	MUST(history_undo(jean, (struct uid){ { 0 } }, &a, &r, &err));
	assert_string_equal(of(s, 1001), "À-revoir");
	MUST(history_redo(jean, &a, &r, &err));
	assert_string_equal(of(s, 1001), "urgent À-revoir");
	put(s, 1001, "urgent", false);
	assert_string_equal(of(s, 1001), "À-revoir");
	session_close(jean);
	session_close(s);
	fixture_proves(&f);
}

static void
personal_tags_are_private(void **state)
{
	struct session *s = fixture_session(&f, NULL), *jean = fixture_session(&f, "jean");
	struct receipt r = put(jean, 1001, "~à moi", true);

	(void)state;
	assert_int_equal(r.acts, 0);
	assert_string_equal(of(jean, 1001), "~à-moi");
	assert_string_equal(of(s, 1001), "");
	assert_string_equal(all(jean), "~à-moi:1");
	assert_string_equal(all(s), "");
	put(s, 1001, "~à moi", true);
	put(jean, 1001, "~a-moi", false);
	assert_string_equal(of(jean, 1001), "");
	assert_string_equal(of(s, 1001), "~à-moi");
	session_close(jean);
	session_close(s);
	fixture_proves(&f);
}

static void
counts_stay_within_the_scope(void **state)
{
	struct session *s = fixture_session(&f, NULL), *jean = fixture_session(&f, "jean");
	struct receipt r;

	(void)state;
	put(s, 1001, "urgent", true);
	put(s, 1003, "urgent", true);
	put(s, 1003, "tours", true);
	put(s, 1001, "~moi", true);
	assert_string_equal(all(s), "tours:1 urgent:2 ~moi:1");
	assert_string_equal(all(jean), "urgent:1");
	REFUSED(tag_set(jean, 1003, STR("vu"), true, &a, &r, &err), ERR_DENIED, "périmètre");
	REFUSED(tag_set(jean, 1003, STR("~vu"), true, &a, &r, &err), ERR_DENIED, "périmètre");
	session_close(jean);
	session_close(s);
}

static void
readers_have_personal_tags_only(void **state)
{
	struct session *lise = fixture_session(&f, "lise");
	struct receipt r;

	(void)state;
	REFUSED(tag_set(lise, 1001, STR("vu"), true, &a, &r, &err), ERR_DENIED, "lise");
	put(lise, 1001, "~vu", true);
	assert_string_equal(of(lise, 1001), "~vu");
	session_close(lise);
}

static size_t
matched(struct session *s, const char *query)
{
	struct numset set = { 0 };
	size_t n;
	int at;

	MUST(selection_find(s, str_z(query), &set, &at, &err));
	n = set.count;
	numset_done(&set);
	return n;
}

static void
the_language_finds_them(void **state)
{
	struct session *s = fixture_session(&f, NULL), *jean = fixture_session(&f, "jean");

	(void)state;
	put(s, 1001, "À revoir", true);
	put(s, 1003, "à revoir", true);
	put(s, 1002, "~moi", true);
	assert_int_equal(matched(s, "étiquette:a-revoir"), 2);
	assert_int_equal(matched(jean, "tag:à-revoir"), 1);
	assert_int_equal(matched(s, "étiquette:~moi"), 1);
	assert_int_equal(matched(jean, "étiquette:~moi"), 0);
	assert_int_equal(matched(s, "-étiquette:a-revoir"), 1);
	assert_int_equal(matched(s, "étiquette:inconnue "), 0);
	session_close(jean);
	session_close(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(shared_tags_are_acts, setup, teardown),
		cmocka_unit_test_setup_teardown(personal_tags_are_private, setup, teardown),
		cmocka_unit_test_setup_teardown(counts_stay_within_the_scope, setup, teardown),
		cmocka_unit_test_setup_teardown(readers_have_personal_tags_only, setup, teardown),
		cmocka_unit_test_setup_teardown(the_language_finds_them, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
