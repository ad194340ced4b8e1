/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/exchange/mallette.h"

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
#include "support/must.h"
#include "support/parcels.h"

enum { SIGNATURE = 64, FLIPS_LEAST = 4700, HEAD = MALLETTE_MAGIC + 8 + 32 };

static struct arena arena;
static struct sign_key key, device;
static struct err err;

static int
setup(void **state)
{
	(void)state;
	sign_key_new(&key);
	sign_key_new(&device);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	arena = (struct arena){ 0 };
	return 0;
}

static struct str
encode(const struct mallette *m)
{
	struct buf b = { 0 };
	struct str bytes;

	mallette_encode(m, &key, &b);
	bytes = (struct str){ arena_dup(&arena, b.ptr, b.len), b.len };
	buf_done(&b);
	return bytes;
}

static void
same_mallette(const struct mallette *a, const struct mallette *b)
{
	const struct mallette_face *f = &a->face, *g = &b->face;

	assert_true(uid_eq(f->base, g->base) && uid_eq(f->bundle, g->bundle));
	assert_true(str_eq(f->host, g->host) && str_eq(f->campaign, g->campaign));
	assert_true(str_eq(f->agent, g->agent) && str_eq(f->agent_name, g->agent_name));
	assert_true(str_eq(f->departments, g->departments) && str_eq(f->query, g->query));
	assert_int_equal(f->dossiers, g->dossiers);
	assert_int_equal(f->made_at.ms, g->made_at.ms);
	assert_int_equal(f->expires.n, g->expires.n);
	assert_true(str_eq(f->program, g->program));
	assert_int_equal(f->schema, g->schema);
	assert_int_equal(f->seal, g->seal);
	assert_memory_equal(f->device, g->device, sizeof(f->device));
	assert_true(str_eq(a->sealed, b->sealed));
}

static void
round_trips(void **state)
{
	struct mallette sent[] = { sample_mallette(&arena, &device), sample_mallette(&arena, NULL),
		sample_mallette(&arena, NULL) };

	(void)state;
	sent[1].face.query = STR("état:instruction montant>100000");
	sent[2].face.campaign = sent[2].face.agent_name = sent[2].face.departments = STR_NONE;
	sent[2].sealed = STR("");
	for (size_t i = 0; i < sizeof(sent) / sizeof(sent[0]); i++) {
		struct mallette back;

		MUST(mallette_decode(encode(&sent[i]), &back, &err));
		same_mallette(&back, &sent[i]);
		assert_memory_equal(back.face.host_key, key.pub, sizeof(key.pub));
	}
}

/* The base really sealed goes out and comes back. */
static void
sealed_bytes_travel(void **state)
{
	struct mallette m = sample_mallette(&arena, &device), back;
	struct buf sealed = { 0 }, plain = { 0 };

	(void)state;
	seal_for_device(device.pub, STR("SQLite format 3"), &sealed);
	m.sealed = buf_str(&sealed);
	MUST(mallette_decode(encode(&m), &back, &err));
	MUST(unseal_by_device(&device, back.sealed, &plain, &err));
	assert_true(str_eq(buf_str(&plain), STR("SQLite format 3")));
	buf_done(&sealed);
	buf_done(&plain);
}

static void
written_to_a_file(void **state)
{
	struct mallette m = sample_mallette(&arena, &device), back;
	char folder[64], path[80];
	struct stat st;
	struct str bytes;

	(void)state;
	snprintf(folder, sizeof(folder), "%s/pupitre-test-XXXXXX", P_tmpdir);
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/loiret.mallette", folder);
	MUST(mallette_write(path, &m, &key, false, &err));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	MUST(fs_read(path, 1 << 20, &arena, &bytes, &err));
	MUST(mallette_decode(bytes, &back, &err));
	same_mallette(&back, &m);
	REFUSED(mallette_write(path, &m, &key, false, &err), ERR_INPUT, "existe déjà");
	m.face.dossiers = 401;
	MUST(mallette_write(path, &m, &key, true, &err));
	MUST(fs_read(path, 1 << 20, &arena, &bytes, &err));
	MUST(mallette_decode(bytes, &back, &err));
	assert_int_equal(back.face.dossiers, 401);
	unlink(path);
	rmdir(folder);
}

static void
every_truncation_is_refused(void **state)
{
	struct mallette m = sample_mallette(&arena, &device), back = m;
	struct str bytes = encode(&m);

	(void)state;
	back.face.dossiers = 77;
	for (size_t len = 0; len < bytes.len; len++) {
		char *exact = malloc(len ? len : 1);
		struct str cut = { exact, len };

		assert_non_null(exact);
		memcpy(exact, bytes.ptr, len);
		REFUSED(mallette_decode(cut, &back, &err), ERR_INPUT,
			len == 0               ? "vide"
			: len < MALLETTE_MAGIC ? "ce n'est pas une mallette"
					       : "incomplet");
		if (sample_sign(&key, MALLETTE_MAGIC, exact, len))
			REFUSED(mallette_decode(cut, &back, &err), ERR_INPUT,
				"ne sait pas la lire");
		free(exact);
	}
	assert_int_equal(back.face.dossiers, 77);
}

static void
every_flipped_bit_is_refused(void **state)
{
	struct mallette m = sample_mallette(&arena, &device), back;
	struct str bytes, sealed = { arena_alloc(&arena, 400), 400 };

	(void)state;
	m.sealed = sealed;
	bytes = encode(&m);
	char *flipped = arena_dup(&arena, bytes.ptr, bytes.len);

	assert_true(8 * bytes.len >= FLIPS_LEAST);
	for (size_t bit = 0; bit < 8 * bytes.len; bit++) {
		flipped[bit / 8] ^= (char)(1 << bit % 8);
		assert_int_equal(mallette_decode((struct str){ flipped, bytes.len }, &back, &err),
			ERR_INPUT);
		flipped[bit / 8] ^= (char)(1 << bit % 8);
	}
	MUST(mallette_decode((struct str){ flipped, bytes.len }, &back, &err));
}

/* By somebody who can sign: refused, or a face that says what it may. */
static void
signed_flips_keep_the_promises(void **state)
{
	struct mallette m = sample_mallette(&arena, NULL);
	struct buf flipped = { 0 };
	size_t accepted = 0;

	(void)state;
	mallette_encode(&m, &key, &flipped);
	for (size_t bit = 0; bit < 8 * (flipped.len - SIGNATURE); bit++) {
		struct mallette back;
		char kept = flipped.ptr[bit / 8];

		flipped.ptr[bit / 8] ^= (char)(1 << bit % 8);
		assert_true(sample_sign(&key, MALLETTE_MAGIC, flipped.ptr, flipped.len));
		enum status st = mallette_decode(buf_str(&flipped), &back, &err);

		if (st == OK) {
			accepted++;
			assert_true(uid_is(back.face.base) && uid_is(back.face.bundle));
			assert_int_equal(back.face.host.len, 32);
			assert_true(back.face.agent.len > 0 && back.face.dossiers >= 0);
			assert_true(day_is(back.face.expires) && back.face.schema >= 0);
			assert_int_equal(back.face.seal, MALLETTE_PASSPHRASE);
		} else {
			assert_int_equal(st, ERR_INPUT);
		}
		flipped.ptr[bit / 8] = kept;
	}
	assert_true(accepted > 0);
	buf_done(&flipped);
}

static void
other_files_are_named(void **state)
{
	static const struct {
		struct str bytes;
		const char *word;
	} cases[] = {
		{ { "", 0 }, "vide" },
		{ { "# texte", 7 }, "ce n'est pas une mallette" },
		{ { "SQLite format 3\0....", 20 }, "c'est une base" },
		{ { "PUPITRE-RETOUR-1....", 20 }, "c'est un retour" },
		{ { "PUPITRE-MALLETTE-2....", 22 }, "mettez pupitre à jour" },
		{ { "PUPITRE-MALLETTE-1", 18 }, "incomplet" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct mallette back;

		REFUSED(mallette_decode(cases[i].bytes, &back, &err), ERR_INPUT, cases[i].word);
	}
}

static void
another_signer_shows(void **state)
{
	struct mallette m = sample_mallette(&arena, &device), back;
	struct str bytes = encode(&m);
	char *changed = arena_dup(&arena, bytes.ptr, bytes.len);

	(void)state;
	memcpy(changed + MALLETTE_MAGIC + 8, device.pub, sizeof(device.pub));
	REFUSED(mallette_decode((struct str){ changed, bytes.len }, &back, &err), ERR_INPUT,
		"la signature ne correspond pas");
	assert_true(sample_sign(&device, MALLETTE_MAGIC, changed, bytes.len));
	MUST(mallette_decode((struct str){ changed, bytes.len }, &back, &err));
	assert_memory_equal(back.face.host_key, device.pub, sizeof(device.pub));
}

/* Faces that our program never writes, well signed. */
static void
signed_nonsense_is_refused(void **state)
{
	struct mallette good = sample_mallette(&arena, &device), cases[12];
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < 12; i++)
		cases[i] = good;
	cases[n++].face.base = (struct uid){ { 0 } };
	cases[n++].face.bundle = (struct uid){ { 0 } };
	cases[n++].face.host = STR("loiret");
	cases[n++].face.agent = STR("");
	cases[n++].face.dossiers = -1;
	cases[n++].face.made_at.ms = INT64_MIN;
	cases[n++].face.expires = DAY_NONE;
	cases[n++].face.schema = -1;
	cases[n++].face.seal = (enum mallette_seal)7;
	cases[n++].face.seal = MALLETTE_PASSPHRASE; /* and yet a device */
	memset(cases[n++].face.device, 0, 32); /* and yet sealed to one */
	cases[n++].sealed = STR_NONE;
	assert_int_equal(n, 12);
	for (size_t i = 0; i < n; i++) {
		struct mallette back;

		REFUSED(mallette_decode(encode(&cases[i]), &back, &err), ERR_INPUT,
			"ne sait pas la lire");
	}
}

/* What is shown is one clean line: made so when written, refused when read otherwise. */
static void
face_is_clean(void **state)
{
	struct mallette m = sample_mallette(&arena, &device), back;
	struct str bytes;
	ptrdiff_t at;

	(void)state;
	m.face.query = STR("commune:\033[31mX\nY");
	MUST(mallette_decode(encode(&m), &back, &err));
	assert_true(str_eq(back.face.query, STR("commune:␛[31mX Y")));
	m.face.query = STR("requete");
	bytes = encode(&m);
	at = str_find(bytes, STR("requete"));
	assert_true(at > HEAD);
	char *changed = arena_dup(&arena, bytes.ptr, bytes.len);

	changed[at] = '\n';
	assert_true(sample_sign(&key, MALLETTE_MAGIC, changed, bytes.len));
	REFUSED(mallette_decode((struct str){ changed, bytes.len }, &back, &err), ERR_INPUT,
		"ne sait pas la lire");
}

static void
nothing_follows(void **state)
{
	struct mallette m = sample_mallette(&arena, &device), back;
	struct buf b = { 0 };

	(void)state;
	mallette_encode(&m, &key, &b);
	buf_addc(&b, 'x');
	REFUSED(mallette_decode(buf_str(&b), &back, &err), ERR_INPUT, "octets au lieu de");
	assert_true(sample_sign(&key, MALLETTE_MAGIC, b.ptr, b.len));
	REFUSED(mallette_decode(buf_str(&b), &back, &err), ERR_INPUT, "ne sait pas la lire");
	REFUSED(mallette_decode((struct str){ b.ptr, (size_t)MALLETTE_MOST + 1 }, &back, &err),
		ERR_INPUT, "au plus 1024 Mio");
	buf_done(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(round_trips, setup, teardown),
		cmocka_unit_test_setup_teardown(sealed_bytes_travel, setup, teardown),
		cmocka_unit_test_setup_teardown(written_to_a_file, setup, teardown),
		cmocka_unit_test_setup_teardown(every_truncation_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(every_flipped_bit_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(signed_flips_keep_the_promises, setup, teardown),
		cmocka_unit_test_setup_teardown(other_files_are_named, setup, teardown),
		cmocka_unit_test_setup_teardown(another_signer_shows, setup, teardown),
		cmocka_unit_test_setup_teardown(signed_nonsense_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(face_is_clean, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_follows, setup, teardown),
	};

	if (!hash_start())
		return 1;
	return cmocka_run_group_tests_name("mallette", tests, NULL, NULL);
}
