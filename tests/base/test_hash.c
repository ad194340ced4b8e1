/* SPDX-License-Identifier: EUPL-1.2 */
/* Expected hashes: Python's hashlib.blake2b(..., digest_size=32). */
#include "pupitre/base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *bytes, *hex;
} vectors[] = {
	{ "", "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8" },
	{ "abc", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319" },
};

static int
start(void **state)
{
	(void)state;
	return hash_start() && hash_start() ? 0 : -1;
}

static void
test_vectors(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(vectors) / sizeof(*vectors); i++) {
		struct str s = str_z(vectors[i].bytes);

		assert_string_equal(hash_hex(hash_of(s)).s, vectors[i].hex);
		assert_string_equal(hash_hex(hash_file_bytes(s.ptr, s.len)).s, vectors[i].hex);
	}
	assert_string_equal(hash_hex(hash_of(STR_NONE)).s, vectors[0].hex);
}

/* 100 000 bytes (0, 1 ... 255, 0 ...) in pieces of growing sizes. */
/* FIPS 180-2 appendix B.1 and the empty message. */
static void
test_sha256(void **state)
{
	(void)state;
	assert_string_equal(hash_hex(hash_sha256(STR("abc"))).s,
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_string_equal(hash_hex(hash_sha256(STR_NONE)).s,
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

static void
test_streaming(void **state)
{
	static uint8_t bytes[100000];
	struct hash_state st;

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)i;
	hash_init(&st);
	for (size_t at = 0, piece = 0; at < sizeof(bytes); at += piece++) {
		if (piece > sizeof(bytes) - at)
			piece = sizeof(bytes) - at;
		hash_add(&st, bytes + at, piece);
	}
	struct hash h = hash_final(&st);

	assert_string_equal(
		hash_hex(h).s, "2876d1bbfa8e8637e8bd364c4d91006030f439ef3d9b87f66d087dd0b021c0af");
	assert_true(hash_eq(h, hash_file_bytes(bytes, sizeof(bytes))));
}

static void
test_parse(void **state)
{
	static const char *const refused[] = { "", "bddd",
		"bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d5231",
		"bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d5231g",
		"bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d523190",
		"bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d5231900",
		"bddd813c 634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d5231" };
	struct hash h, untouched = { { 7 } };
	struct uid id;

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		assert_false(hash_parse(str_z(refused[i]), &untouched));
		assert_false(uid_parse(str_z(refused[i]), &id));
	}
	assert_false(hash_parse(STR_NONE, &untouched));
	assert_int_equal(untouched.b[0], 7);
	assert_true(hash_parse(str_z(vectors[1].hex), &h));
	assert_true(hash_eq(h, hash_of(STR("abc"))));
	assert_false(hash_eq(h, hash_of(STR("abd"))));
	assert_true(hash_parse(
		STR("BDDD813C634239723171EF3FEE98579B94964E3BB1CB3E427262C8C068D52319"), &h));
	assert_true(hash_eq(h, hash_of(STR("abc"))));
}

static void
test_seeded_ids_are_reproducible(void **state)
{
	struct uid_source src = { .seed = 42 };
	struct uid first = uid_new(&src), second = uid_new(&src), back;

	(void)state;
	assert_string_equal(uid_hex(first).s, "efd2cacf854763121def1f4487aeef93");
	assert_string_equal(uid_hex(second).s, "9c67498981df88a4bfb6264d4b185634");
	assert_true(uid_parse(str_z(uid_hex(first).s), &back));
	assert_true(uid_eq(first, back));
	assert_false(uid_eq(first, second));
}

static void
test_random_ids_differ(void **state)
{
	struct uid_source src = { 0 };
	struct uid ids[100];

	(void)state;
	for (size_t i = 0; i < 100; i++) {
		ids[i] = uid_new(&src);
		assert_true(uid_is(ids[i]));
		for (size_t k = 0; k < i; k++)
			assert_false(uid_eq(ids[i], ids[k]));
	}
	assert_false(uid_is((struct uid){ { 0 } }));
	assert_true(uid_is((struct uid){ { [15] = 1 } }));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_vectors),
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_streaming),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_seeded_ids_are_reproducible),
		cmocka_unit_test(test_random_ids_differ),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
