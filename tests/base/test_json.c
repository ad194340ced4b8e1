/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_document(void **state)
{
	struct buf out = { 0 };
	struct json j = { .out = &out };

	(void)state;
	json_open(&j, '[');
	json_open(&j, '{');
	json_key(&j, "number");
	json_int(&j, 4012345);
	json_key(&j, "title");
	json_str(&j, STR("École"));
	json_key(&j, "points");
	json_null(&j);
	json_key(&j, "empty");
	json_open(&j, '[');
	json_close(&j);
	json_key(&j, "object");
	json_open(&j, '{');
	json_close(&j);
	json_key(&j, "list");
	json_open(&j, '[');
	json_bool(&j, true);
	json_bool(&j, false);
	json_int(&j, INT64_MIN);
	json_str(&j, STR_NONE);
	json_str(&j, STR(""));
	json_close(&j);
	json_close(&j);
	json_open(&j, '{');
	json_close(&j);
	json_int(&j, -1);
	json_close(&j);
	assert_string_equal(out.ptr,
		"[{\"number\":4012345,\"title\":\"École\",\"points\":null,\"empty\":[],\"object\":{"
		"},"
		"\"list\":[true,false,-9223372036854775808,null,\"\"]},{},-1]");
	assert_int_equal(j.depth, 0);
	buf_done(&out);
}

static void
test_escapes(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *json;
	} cases[] = {
		{ "\"\\/", 3, "\"\\\"\\\\/\"" },
		{ "a\b\f\n\r\t", 6, "\"a\\b\\f\\n\\r\\t\"" },
		{ "\0\x1B", 2, "\"\\u0000\\u001b\"" },
		{ "\x7F\xC2\x9B", 3, "\"\\u007f\\u009b\"" },
		{ "\u00A0é😀", 8, "\"\u00A0é😀\"" },
		{ "a\xFF\xC3", 3, "\"a\uFFFD\uFFFD\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf out = { 0 };
		struct json j = { .out = &out };

		json_str(&j, (struct str){ cases[i].bytes, cases[i].len });
		assert_string_equal(out.ptr, cases[i].json);
		buf_done(&out);
	}
}

static void
test_deepest_nesting(void **state)
{
	struct buf out = { 0 };
	struct json j = { .out = &out };

	(void)state;
	for (int i = 0; i < 32; i++)
		json_open(&j, '[');
	for (int i = 0; i < 32; i++)
		json_close(&j);
	assert_string_equal(
		out.ptr, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]");
	buf_done(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_document),
		cmocka_unit_test(test_escapes),
		cmocka_unit_test(test_deepest_nesting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
