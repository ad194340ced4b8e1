/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "pupitre/base/env.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
start_with(const char *language)
{
	clearenv();
	setenv("LANGUAGE", language, 1);
	env_read();
	assert_int_equal(i18n_start(), 1);
}

static void
test_locale_is_utf8_whatever_was_sent(void **state)
{
	(void)state;
	clearenv();
	setenv("LC_ALL", "ja_JP.SJIS", 1);
	env_read();
	assert_int_equal(i18n_start(), 1);
	assert_string_equal(nl_langinfo(CODESET), "UTF-8");
	assert_string_equal(localeconv()->decimal_point, ".");
	assert_string_equal(textdomain(NULL), "pupitre");
}

static void
test_french_without_catalogue(void **state)
{
	(void)state;
	start_with("xx");
	assert_string_equal(_("accès refusé"), "accès refusé");
}

/* In French nothing is counted as one thing is. */
static void
test_none_is_singular(void **state)
{
	(void)state;
	start_with("xx");
	assert_string_equal(ngettext("ligne", "lignes", 0), "ligne");
	assert_string_equal(ngettext("ligne", "lignes", 1), "ligne");
	assert_string_equal(ngettext("ligne", "lignes", 2), "lignes");
}

static void
test_language_cannot_leave_the_catalogues(void **state)
{
	static const char *const refused[] = { "../../evil", "/evil", "fr:../en", "fr en",
		"f\x1Br" };

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		start_with(refused[i]);
		assert_null(getenv("LANGUAGE"));
	}
	start_with("en_GB.UTF-8:fr");
	assert_string_equal(getenv("LANGUAGE"), "en_GB.UTF-8:fr");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_locale_is_utf8_whatever_was_sent),
		cmocka_unit_test(test_french_without_catalogue),
		cmocka_unit_test(test_none_is_singular),
		cmocka_unit_test(test_language_cannot_leave_the_catalogues),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
