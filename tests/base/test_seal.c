/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/base/seal.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pupitre/base/fs.h"
#include "pupitre/base/hash.h"
#include "support/must.h"

enum { HEAD_DEVICE = 16 + 4 + 80, HEAD_PASSPHRASE = 16 + 4 + 16 + 4 + 4 };
enum { HEADER = 24, CHUNK = 65536, MORE = 17 };

static struct arena arena;
static struct err err;
static char folder[64];

static int
setup(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "%s/pupitre-test-XXXXXX", P_tmpdir);
	return mkdtemp(folder) ? 0 : -1;
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	arena = (struct arena){ 0 };
	return rmdir(folder);
}

static const char *
in_folder(const char *name)
{
	return arena_printf(&arena, "%s/%s", folder, name);
}

/* len bytes that differ from one place to the next. */
static struct str
some_bytes(size_t len)
{
	char *bytes = arena_alloc(&arena, len + 1);

	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(i * 31 + (i >> 8));
	return (struct str){ bytes, len };
}

/* RFC 8032, 7.1, test 2. */
static void
signature_is_ed25519(void **state)
{
	struct sign_key k;
	struct hash half;
	uint8_t sig[64];
	char file[14 + 64] = "PUPITRE-CLE-1\n";
	const char *path = in_folder("k");

	(void)state;
	assert_true(hash_parse(
		STR("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"), &half));
	memcpy(file + 14, half.b, 32);
	assert_true(hash_parse(
		STR("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"), &half));
	memcpy(file + 46, half.b, 32);
	MUST(fs_write(path, (struct str){ file, sizeof(file) }, false, &err));
	MUST(key_file_load(path, false, &k, &err));
	assert_memory_equal(k.pub, half.b, 32);
	sign_bytes(&k, STR("\x72"), sig);
	assert_true(hash_parse(
		STR("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"), &half));
	assert_memory_equal(sig, half.b, 32);
	assert_true(hash_parse(
		STR("085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"), &half));
	assert_memory_equal(sig + 32, half.b, 32);
	unlink(path);
}

static void
signature_holds_for_its_bytes_and_key(void **state)
{
	struct sign_key k, other;
	uint8_t sig[64];

	(void)state;
	sign_key_new(&k);
	sign_key_new(&other);
	assert_memory_not_equal(k.pub, other.pub, sizeof(k.pub));
	sign_bytes(&k, STR("dossier 4012345"), sig);
	assert_true(sign_holds(k.pub, STR("dossier 4012345"), sig));
	assert_false(sign_holds(k.pub, STR("dossier 4012346"), sig));
	assert_false(sign_holds(k.pub, STR("dossier 401234"), sig));
	assert_false(sign_holds(other.pub, STR("dossier 4012345"), sig));
	for (size_t bit = 0; bit < 512; bit++) {
		sig[bit / 8] ^= (uint8_t)(1 << bit % 8);
		assert_false(sign_holds(k.pub, STR("dossier 4012345"), sig));
		sig[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

/* Keys of small order, or that are no point of the curve, cannot be sealed to. */
static void
unusable_keys(void **state)
{
	struct sign_key k;
	uint8_t one[32] = { 1 }, zero[32] = { 0 }, two[32] = { 2 };

	(void)state;
	sign_key_new(&k);
	assert_true(key_usable(k.pub));
	assert_false(key_usable(one));
	assert_false(key_usable(zero));
	assert_false(key_usable(two));
}

/* People wrote these words down: they may never change. */
static void
words_are_stable(void **state)
{
	uint8_t zero[32] = { 0 }, last[32] = { [31] = 1 }, each[32] = { 0 };
	struct buf lines = { 0 };

	(void)state;
	assert_string_equal(key_words(&arena, zero),
		"marbre tricot armoire herbe marmite haricot beurre perdrix");
	assert_string_equal(key_words(&arena, last),
		"canard tigre bocal myrtille argile noisette chaise sabot");
	/* So many keys use every word. */
	for (each[0] = 0; each[0] < 229; each[0]++)
		buf_addf(&lines, "%s\n", key_words(&arena, each));
	assert_string_equal(hash_hex(hash_of(buf_str(&lines))).s,
		"6c74524839b7e443026d797388e94c93aa6bbfce7128e35c6c2f79fa09088b9f");
	buf_done(&lines);
}

static void
device_round_trip(void **state)
{
	static const size_t sizes[] = { 0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 200000 };
	struct sign_key k;

	(void)state;
	sign_key_new(&k);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct str plain = some_bytes(sizes[i]);
		struct buf sealed = { 0 }, back = { 0 };
		size_t chunks = sizes[i] ? (sizes[i] + CHUNK - 1) / CHUNK : 1;

		buf_addz(&back, "avant ");
		seal_for_device(k.pub, plain, &sealed);
		assert_int_equal(sealed.len, HEAD_DEVICE + HEADER + sizes[i] + chunks * MORE);
		MUST(unseal_by_device(&k, buf_str(&sealed), &back, &err));
		assert_int_equal(back.len, 6 + plain.len);
		assert_memory_equal(back.ptr, "avant ", 6);
		assert_memory_equal(back.ptr + 6, plain.ptr, plain.len);
		buf_done(&sealed);
		buf_done(&back);
	}
}

static void
passphrase_round_trip(void **state)
{
	struct str plain = some_bytes(70000);
	struct buf sealed = { 0 }, back = { 0 };
	struct sign_key k;

	(void)state;
	seal_by_passphrase(STR("un été à Belle-Île"), plain, &sealed);
	assert_int_equal(sealed.len, HEAD_PASSPHRASE + HEADER + plain.len + 2 * MORE);
	MUST(unseal_by_passphrase(STR("un été à Belle-Île"), buf_str(&sealed), &back, &err));
	assert_true(str_eq(buf_str(&back), plain));
	REFUSED(unseal_by_passphrase(STR("un été à Belle-île"), buf_str(&sealed), &back, &err),
		ERR_INPUT, "la phrase de passe n'est pas la bonne");
	assert_true(str_eq(buf_str(&back), plain)); /* untouched */
	sign_key_new(&k);
	REFUSED(unseal_by_device(&k, buf_str(&sealed), &back, &err), ERR_INPUT,
		"donnez la phrase de passe");
	buf_done(&sealed);
	buf_done(&back);
}

static void
another_device_is_refused(void **state)
{
	struct sign_key k, other;
	struct buf sealed = { 0 }, back = { 0 };

	(void)state;
	sign_key_new(&k);
	sign_key_new(&other);
	seal_for_device(k.pub, STR("la base"), &sealed);
	REFUSED(unseal_by_device(&other, buf_str(&sealed), &back, &err), ERR_INPUT,
		"un autre appareil");
	REFUSED(unseal_by_passphrase(STR("phrase"), buf_str(&sealed), &back, &err), ERR_INPUT,
		"ouvrez-le sur cet appareil");
	assert_int_equal(back.len, 0);
	buf_done(&sealed);
	buf_done(&back);
}

static void
every_truncation_is_refused(void **state)
{
	struct sign_key k;
	struct buf sealed = { 0 }, back = { 0 };

	(void)state;
	sign_key_new(&k);
	seal_for_device(k.pub, some_bytes(2 * CHUNK), &sealed);
	for (size_t len = 0; len < sealed.len; len++) {
		struct str cut = { sealed.ptr, len };

		/* Inside a chunk all places are alike: the first and the last ones are enough. */
		if (len > HEAD_DEVICE + HEADER + 50 && (len + 20) % 1000 > 40 &&
			len + 50 < sealed.len && len % (CHUNK + MORE) > 400)
			continue;
		assert_int_equal(unseal_by_device(&k, cut, &back, &err), ERR_INPUT);
		assert_int_equal(back.len, 0);
	}
	/* Exactly one chunk less: whole chunks, but the final tag is not there. */
	REFUSED(unseal_by_device(
			&k, (struct str){ sealed.ptr, sealed.len - CHUNK - MORE }, &back, &err),
		ERR_INPUT, "altéré");
	buf_addc(&sealed, 'x');
	REFUSED(unseal_by_device(&k, buf_str(&sealed), &back, &err), ERR_INPUT, "altéré");
	assert_int_equal(back.len, 0);
	buf_done(&sealed);
	buf_done(&back);
}

static void
every_flipped_bit_is_refused(void **state)
{
	struct sign_key k;
	struct buf sealed = { 0 }, back = { 0 };

	(void)state;
	sign_key_new(&k);
	seal_for_device(k.pub, STR("le dossier 4012345 est noté"), &sealed);
	for (size_t bit = 0; bit < 8 * sealed.len; bit++) {
		sealed.ptr[bit / 8] ^= (char)(1 << bit % 8);
		assert_int_equal(unseal_by_device(&k, buf_str(&sealed), &back, &err), ERR_INPUT);
		sealed.ptr[bit / 8] ^= (char)(1 << bit % 8);
	}
	assert_int_equal(back.len, 0);
	MUST(unseal_by_device(&k, buf_str(&sealed), &back, &err));
	buf_done(&sealed);
	buf_done(&back);
}

/* Chunks swapped, repeated or left out are refused although each is whole. */
static void
chunks_have_their_place(void **state)
{
	struct sign_key k;
	struct buf sealed = { 0 }, moved = { 0 }, back = { 0 };
	const size_t first = HEAD_DEVICE + HEADER, step = CHUNK + MORE;

	(void)state;
	sign_key_new(&k);
	seal_for_device(k.pub, some_bytes(3 * CHUNK), &sealed);
	buf_add(&moved, sealed.ptr, first);
	buf_add(&moved, sealed.ptr + first + step, step);
	buf_add(&moved, sealed.ptr + first, step);
	buf_add(&moved, sealed.ptr + first + 2 * step, step);
	REFUSED(unseal_by_device(&k, buf_str(&moved), &back, &err), ERR_INPUT, "altéré");
	buf_clear(&moved);
	buf_add(&moved, sealed.ptr, first + step);
	buf_add(&moved, sealed.ptr + first + 2 * step, step);
	REFUSED(unseal_by_device(&k, buf_str(&moved), &back, &err), ERR_INPUT, "altéré");
	assert_int_equal(back.len, 0);
	buf_done(&sealed);
	buf_done(&moved);
	buf_done(&back);
}

/* 4 GiB of memory, a thousand passes, none: refused before anything is computed. */
static void
hostile_costs_are_refused(void **state)
{
	static const struct {
		uint32_t passes, kib;
	} costs[] = { { 3, 4u << 20 }, { 3, UINT32_MAX }, { 3, (512 << 10) + 1 }, { 3, 7 },
		{ 3, 0 }, { 0, 1 << 18 }, { 7, 1 << 18 }, { 1000, 8 }, { UINT32_MAX, 8 } };
	struct buf sealed = { 0 }, back = { 0 };

	(void)state;
	buf_addz(&sealed, "PUPITRE-SCEAU-1\n");
	buf_add_u32(&sealed, 2);
	buf_addz(&sealed, "0123456789abcdef");
	for (size_t i = 0; i < sizeof(costs) / sizeof(costs[0]); i++) {
		sealed.len = HEAD_PASSPHRASE - 8;
		buf_add_u32(&sealed, costs[i].passes);
		buf_add_u32(&sealed, costs[i].kib);
		buf_adds(&sealed, some_bytes(100));
		REFUSED(unseal_by_passphrase(STR("phrase"), buf_str(&sealed), &back, &err),
			ERR_INPUT, "6 passes et 524288 Kio au plus");
	}
	buf_done(&sealed);
	buf_done(&back);
}

static void
not_sealed_at_all(void **state)
{
	static const struct str bytes[] = { { "", 0 }, { "PUPITRE-SCEAU-1\n", 16 },
		{ "PUPITRE-SCEAU-2\n\0\0\0\1", 20 }, { "PUPITRE-SCEAU-1\n\0\0\0\3", 20 },
		{ "SQLite format 3", 16 } };
	struct sign_key k;
	struct buf back = { 0 };

	(void)state;
	sign_key_new(&k);
	for (size_t i = 0; i < sizeof(bytes) / sizeof(bytes[0]); i++) {
		REFUSED(unseal_by_device(&k, bytes[i], &back, &err), ERR_INPUT, "pas lisible");
		REFUSED(unseal_by_passphrase(STR("x"), bytes[i], &back, &err), ERR_INPUT,
			"pas lisible");
	}
	assert_int_equal(back.len, 0);
	buf_done(&back);
}

static void
key_file_is_made_once(void **state)
{
	const char *path = in_folder("config/pupitre/cle");
	struct sign_key k, again;
	struct stat st;

	(void)state;
	REFUSED(key_file_load(path, false, &k, &err), ERR_INPUT, "pas de clé ici");
	MUST(key_file_load(path, true, &k, &err));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(st.st_size, 14 + 64);
	MUST(key_file_load(path, true, &again, &err));
	assert_memory_equal(&again, &k, sizeof(k));
	MUST(key_file_load(path, false, &again, &err));
	assert_memory_equal(&again, &k, sizeof(k));
	assert_int_equal(stat(in_folder("config/pupitre"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0700);
	unlink(path);
	rmdir(in_folder("config/pupitre"));
	rmdir(in_folder("config"));
}

static void
saved_key_is_never_written_over(void **state)
{
	const char *path = in_folder("cle");
	struct sign_key k, other, back;

	(void)state;
	sign_key_new(&k);
	sign_key_new(&other);
	MUST(key_file_save(path, &k, &err));
	REFUSED(key_file_save(path, &other, &err), ERR_INPUT, "existe déjà");
	MUST(key_file_load(path, false, &back, &err));
	assert_memory_equal(&back, &k, sizeof(k));
	unlink(path);
}

static void
key_file_with_other_modes_is_refused(void **state)
{
	static const mode_t modes[] = { 0644, 0640, 0604, 0660, 0700, 0400, 0601, 04600, 01600 };
	const char *path = in_folder("cle");
	struct sign_key k, untouched = { { 7 }, { 7 } };

	(void)state;
	MUST(key_file_load(path, true, &k, &err));
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		assert_int_equal(chmod(path, modes[i]), 0);
		k = untouched;
		REFUSED(key_file_load(path, true, &k, &err), ERR_INPUT, "au lieu de 0600");
		assert_memory_equal(&k, &untouched, sizeof(k));
	}
	assert_int_equal(chmod(path, 0600), 0);
	MUST(key_file_load(path, false, &k, &err));
	unlink(path);
}

static void
key_file_by_links_is_refused(void **state)
{
	const char *path = in_folder("cle"), *second = in_folder("autre");
	struct sign_key k;

	(void)state;
	MUST(key_file_load(path, true, &k, &err));
	assert_int_equal(symlink(path, second), 0);
	REFUSED(key_file_load(second, true, &k, &err), ERR_INPUT, "c'est un lien");
	unlink(second);
	assert_int_equal(symlink("nulle-part", second), 0);
	REFUSED(key_file_load(second, true, &k, &err), ERR_INPUT, "c'est un lien");
	unlink(second);
	assert_int_equal(link(path, second), 0);
	REFUSED(key_file_load(path, true, &k, &err), ERR_INPUT, "plusieurs noms");
	unlink(second);
	assert_int_equal(mkfifo(second, 0600), 0);
	REFUSED(key_file_load(second, true, &k, &err), ERR_INPUT, "fichier ordinaire");
	unlink(second);
	REFUSED(key_file_load(folder, true, &k, &err), ERR_INPUT, "fichier ordinaire");
	unlink(path);
}

static void
damaged_key_file_is_refused(void **state)
{
	const char *path = in_folder("cle");
	struct sign_key k;
	struct str bytes;

	(void)state;
	MUST(key_file_load(path, true, &k, &err));
	MUST(fs_read(path, 1000, &arena, &bytes, &err));
	for (size_t bit = 0; bit < 8 * bytes.len; bit += 5) {
		char *flipped = arena_z(&arena, bytes);

		memcpy(flipped, bytes.ptr, bytes.len);
		flipped[bit / 8] ^= (char)(1 << bit % 8);
		MUST(fs_write(path, (struct str){ flipped, bytes.len }, true, &err));
		REFUSED(key_file_load(path, true, &k, &err), ERR_INPUT, "abîmée");
	}
	MUST(fs_write(path, (struct str){ bytes.ptr, bytes.len - 1 }, true, &err));
	REFUSED(key_file_load(path, true, &k, &err), ERR_INPUT, "abîmée");
	MUST(fs_write(path,
		(struct str){ arena_printf(&arena, "%.14s%064d%d", bytes.ptr, 0, 1), 14 + 65 },
		true, &err));
	REFUSED(key_file_load(path, true, &k, &err), ERR_INPUT, "abîmée");
	MUST(fs_write(path, STR(""), true, &err));
	REFUSED(key_file_load(path, true, &k, &err), ERR_INPUT, "abîmée");
	unlink(path);
}

static void
wipe(void **state)
{
	char secret[5] = "abcd";

	(void)state;
	secret_wipe(secret, 3);
	assert_memory_equal(secret, "\0\0\0d", 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(signature_is_ed25519, setup, teardown),
		cmocka_unit_test_setup_teardown(
			signature_holds_for_its_bytes_and_key, setup, teardown),
		cmocka_unit_test_setup_teardown(unusable_keys, setup, teardown),
		cmocka_unit_test_setup_teardown(words_are_stable, setup, teardown),
		cmocka_unit_test_setup_teardown(device_round_trip, setup, teardown),
		cmocka_unit_test_setup_teardown(passphrase_round_trip, setup, teardown),
		cmocka_unit_test_setup_teardown(another_device_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(every_truncation_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(every_flipped_bit_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(chunks_have_their_place, setup, teardown),
		cmocka_unit_test_setup_teardown(hostile_costs_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(not_sealed_at_all, setup, teardown),
		cmocka_unit_test_setup_teardown(key_file_is_made_once, setup, teardown),
		cmocka_unit_test_setup_teardown(saved_key_is_never_written_over, setup, teardown),
		cmocka_unit_test_setup_teardown(
			key_file_with_other_modes_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(key_file_by_links_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(damaged_key_file_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(wipe, setup, teardown),
	};

	if (!hash_start())
		return 1;
	return cmocka_run_group_tests_name("seal", tests, NULL, NULL);
}
