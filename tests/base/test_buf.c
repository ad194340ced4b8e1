/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void
test_appending(void **state)
{
	struct buf b = { 0 };

	(void)state;
	assert_true(str_eq(buf_str(&b), STR("")));
	buf_addz(&b, "dossier ");
	buf_addf(&b, "%d", 4012345);
	buf_addc(&b, ':');
	buf_adds(&b, STR("été"));
	buf_adds(&b, STR_NONE);
	buf_add(&b, "\0x", 2);
	assert_int_equal(b.len, 23);
	assert_memory_equal(b.ptr, "dossier 4012345:été\0x", 24);
	buf_clear(&b);
	assert_string_equal(b.ptr, "");
	for (int i = 0; i < 100000; i++)
		buf_addc(&b, (char)('a' + i % 26));
	buf_addf(&b, "%5000d", 7);
	assert_int_equal(b.len, 105000);
	assert_int_equal(b.ptr[99999], 'a' + 99999 % 26);
	assert_int_equal(b.ptr[105000], '\0');
	buf_done(&b);
	buf_done(&b);
	assert_null(b.ptr);
}

static void
test_binary_layout(void **state)
{
	static const char want[] = "\x01\x02\x03\x04"
				   "\xFF\xEE\xDD\xCC\xBB\xAA\x99\x88"
				   "\0\0\0\x03"
				   "a\0b"
				   "\0\0\0\0"
				   "\xFF\xFF\xFF\xFF";
	struct buf b = { 0 };

	(void)state;
	buf_add_u32(&b, 0x01020304);
	buf_add_u64(&b, UINT64_C(0xFFEEDDCCBBAA9988));
	buf_add_lstr(&b, (struct str){ "a\0b", 3 });
	buf_add_lstr(&b, STR(""));
	buf_add_lstr(&b, STR_NONE);
	assert_int_equal(b.len, sizeof(want) - 1);
	assert_memory_equal(b.ptr, want, sizeof(want) - 1);
	buf_done(&b);
}

static bool
read_back(struct str *rest)
{
	uint32_t u32;
	uint64_t u64;
	struct str text, empty, absent;

	if (!cut_u32(rest, &u32) || !cut_u64(rest, &u64) || !cut_lstr(rest, &text) ||
		!cut_lstr(rest, &empty) || !cut_lstr(rest, &absent))
		return false;
	assert_int_equal(u32, 0xFEDCBA98);
	assert_true(u64 == UINT64_C(0x8000000000000001));
	assert_true(str_eqz(text, "été"));
	assert_true(str_eq(empty, STR("")));
	assert_null(absent.ptr);
	return true;
}

/* What was written is read back; cut at any byte it is refused. */
static void
test_binary_round_trip(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_add_u32(&b, 0xFEDCBA98);
	buf_add_u64(&b, UINT64_C(0x8000000000000001));
	buf_add_lstr(&b, STR("été"));
	buf_add_lstr(&b, STR(""));
	buf_add_lstr(&b, STR_NONE);
	for (size_t len = 0; len <= b.len; len++) {
		struct str rest = { b.ptr, len };

		assert_int_equal(read_back(&rest), len == b.len);
	}
	buf_done(&b);
}

static void
test_failed_cut_changes_nothing(void **state)
{
	static const char *const cases[] = { "\x01\x02\x03",
		"\x7F\xFF\xFF\xFF"
		"ab",
		"\xFF\xFF\xFF\xFE" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct str before = str_z(cases[i]), rest = before, out = STR("x");
		uint64_t v = 9;

		assert_false(cut_lstr(&rest, &out));
		assert_false(cut_u64(&rest, &v));
		assert_true(rest.ptr == before.ptr && rest.len == before.len);
		assert_true(str_eqz(out, "x") && v == 9);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_appending),
		cmocka_unit_test(test_binary_layout),
		cmocka_unit_test(test_binary_round_trip),
		cmocka_unit_test(test_failed_cut_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
