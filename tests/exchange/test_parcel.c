/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/exchange/parcel.h"

#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/must.h"
#include "support/parcels.h"

enum { SIGNATURE = 64, FLIP_STEP = 7, FLIPS_LEAST = 4700 };

static struct arena arena;
static struct sign_key key;
static struct err err;

static int
setup(void **state)
{
	(void)state;
	sign_key_new(&key);
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

/* The bytes of p, in the arena so that they may be changed. */
static struct str
encode(const struct parcel *p)
{
	struct buf b = { 0 };
	struct str bytes;

	parcel_encode(p, &key, &b);
	bytes = (struct str){ arena_dup(&arena, b.ptr, b.len), b.len };
	buf_done(&b);
	return bytes;
}

static void
same_texts(const struct parcel_act *a, const struct parcel_act *b)
{
	assert_int_equal(a->text_count, b->text_count);
	for (size_t i = 0; i < a->text_count; i++) {
		assert_true(hash_eq(a->texts[i].hash, b->texts[i].hash));
		assert_true(str_eq(a->texts[i].salt, b->texts[i].salt));
		assert_true(str_eq(a->texts[i].text, b->texts[i].text));
	}
}

/* Every field of an act is under its hash, see domain/act.h. */
static void
same_act(const struct parcel_act *a, const struct parcel_act *b)
{
	assert_true(hash_eq(a->act.hash, b->act.hash));
	assert_true(hash_eq(act_hash(&a->act), act_hash(&b->act)));
	assert_true(str_eq(a->act.payload, b->act.payload));
	same_texts(a, b);
}

static void
same_parcel(const struct parcel *a, const struct parcel *b)
{
	assert_int_equal(a->schema, b->schema);
	assert_true(uid_eq(a->base, b->base) && uid_eq(a->bundle, b->bundle));
	assert_true(str_eq(a->sender, b->sender) && str_eq(a->label, b->label));
	assert_int_equal(a->made_at.ms, b->made_at.ms);
	assert_int_equal(a->act_count, b->act_count);
	for (size_t i = 0; i < a->act_count; i++)
		same_act(&a->acts[i], &b->acts[i]);
	assert_int_equal(a->grid_count, b->grid_count);
	for (size_t i = 0; i < a->grid_count; i++) {
		assert_true(hash_eq(a->grids[i].hash, b->grids[i].hash));
		assert_true(str_eq(a->grids[i].yaml, b->grids[i].yaml));
	}
	assert_int_equal(a->dossier_count, b->dossier_count);
	for (size_t i = 0; i < a->dossier_count; i++) {
		assert_int_equal(a->dossiers[i].number, b->dossiers[i].number);
		assert_true(hash_eq(a->dossiers[i].version, b->dossiers[i].version));
		assert_int_equal(a->dossiers[i].size, b->dossiers[i].size);
		assert_true(str_eq(a->dossiers[i].content, b->dossiers[i].content));
	}
}

static void
round_trips(void **state)
{
	struct parcel sent[] = { sample_return(&arena), sample_sending(&arena),
		sample_return(&arena) };

	(void)state;
	sent[2].act_count = 0; /* nothing was done */
	for (size_t i = 0; i < sizeof(sent) / sizeof(sent[0]); i++) {
		struct parcel back;

		MUST(parcel_decode(&arena, encode(&sent[i]), &back, &err));
		same_parcel(&back, &sent[i]);
		assert_memory_equal(back.signer, key.pub, sizeof(key.pub));
	}
	assert_false(sent[1].acts[0].act.has_prev);
	assert_true(sent[1].acts[1].act.has_prev);
}

/* Written in the payload's order whatever the order given; one of another act is left out; one that
 * was erased is not missed. */
static void
texts_are_those_of_the_payload(void **state)
{
	struct parcel p = sample_return(&arena), back;
	struct parcel_act *note = &p.acts[9], kept = *note;
	struct act_text list[3] = { note->texts[1], p.acts[0].texts[0], note->texts[0] };

	(void)state;
	assert_int_equal(note->text_count, 2);
	note->texts = list;
	note->text_count = 3;
	MUST(parcel_decode(&arena, encode(&p), &back, &err));
	same_texts(&back.acts[9], &kept);
	for (size_t erased = 0; erased < 2; erased++) {
		note->texts = &kept.texts[1 - erased];
		note->text_count = 1;
		MUST(parcel_decode(&arena, encode(&p), &back, &err));
		same_texts(&back.acts[9], note);
	}
	note->text_count = 0;
	MUST(parcel_decode(&arena, encode(&p), &back, &err));
	assert_int_equal(back.acts[9].text_count, 0);
}

static void
every_truncation_is_refused(void **state)
{
	struct parcel p = sample_return(&arena), back = { .schema = 99 };
	struct str bytes = encode(&p);

	(void)state;
	for (size_t len = 0; len < bytes.len; len++) {
		/* In a block of its own size, so that a read beyond it is seen. */
		char *exact = malloc(len ? len : 1);

		assert_non_null(exact);
		memcpy(exact, bytes.ptr, len);
		REFUSED(parcel_decode(&arena, (struct str){ exact, len }, &back, &err), ERR_INPUT,
			len == 0             ? "vide"
			: len < PARCEL_MAGIC ? "pas un retour"
					     : "incomplet");
		free(exact);
	}
	assert_int_equal(back.schema, 99);
	REFUSED(parcel_decode(&arena, (struct str){ bytes.ptr, bytes.len - 1 }, &back, &err),
		ERR_INPUT, "copiez-le de nouveau");
}

/* The same, signed after it was cut: the counts no longer fit. */
static void
every_signed_truncation_is_refused(void **state)
{
	struct parcel p = sample_sending(&arena), back;
	struct buf bytes = { 0 };

	(void)state;
	parcel_encode(&p, &key, &bytes);
	arena_reset(&arena);
	for (size_t len = PARCEL_MAGIC + 8 + 32 + SIGNATURE; len < bytes.len; len++) {
		char *exact = malloc(len);

		assert_non_null(exact);
		memcpy(exact, bytes.ptr, len);
		assert_true(sample_sign(&key, PARCEL_MAGIC, exact, len));
		REFUSED(parcel_decode(&arena, (struct str){ exact, len }, &back, &err), ERR_INPUT,
			"bien signé, mais");
		free(exact);
		arena_reset(&arena);
	}
	buf_done(&bytes);
}

static void
flipped_bits_are_refused(void **state)
{
	struct parcel p = sample_return(&arena), back = { .schema = 99 };
	struct str bytes = encode(&p);
	char *flipped = arena_dup(&arena, bytes.ptr, bytes.len);
	size_t tried = 0;

	(void)state;
	for (size_t bit = 0; bit < 8 * bytes.len; bit += FLIP_STEP, tried++) {
		flipped[bit / 8] ^= (char)(1 << bit % 8);
		assert_int_equal(
			parcel_decode(&arena, (struct str){ flipped, bytes.len }, &back, &err),
			ERR_INPUT);
		flipped[bit / 8] ^= (char)(1 << bit % 8);
	}
	assert_true(tried >= FLIPS_LEAST);
	assert_int_equal(back.schema, 99);
	MUST(parcel_decode(&arena, (struct str){ flipped, bytes.len }, &back, &err));
}

/* What is accepted holds what the header promises. */
static void
promises_hold(const struct parcel *p)
{
	struct change *changes;
	size_t n;
	enum verb verb;

	for (size_t i = 0; i < p->act_count; i++) {
		const struct parcel_act *a = &p->acts[i];

		assert_true(hash_eq(act_hash(&a->act), a->act.hash));
		assert_true(verb_find(a->act.verb, &verb));
		assert_true(act_payload_decode(&arena, a->act.payload, NULL, NULL, &changes, &n));
		for (size_t t = 0; t < a->text_count; t++)
			assert_true(hash_eq(act_text_hash(a->texts[t].salt, a->texts[t].text),
				a->texts[t].hash));
	}
	for (size_t i = 0; i < p->grid_count; i++)
		assert_true(hash_eq(hash_sha256(p->grids[i].yaml), p->grids[i].hash));
}

/* The same flips by somebody who can sign. */
static void
signed_flips_keep_the_promises(void **state)
{
	struct parcel p = sample_sending(&arena);
	struct str bytes = encode(&p);
	struct buf flipped = { 0 };
	size_t tried = 0, accepted = 0;

	(void)state;
	buf_adds(&flipped, bytes);
	arena_reset(&arena);
	for (size_t bit = 0; bit < 8 * (flipped.len - SIGNATURE); bit += FLIP_STEP, tried++) {
		struct parcel back;
		char kept = flipped.ptr[bit / 8];

		flipped.ptr[bit / 8] ^= (char)(1 << bit % 8);
		assert_true(sample_sign(&key, PARCEL_MAGIC, flipped.ptr, flipped.len));
		enum status st = parcel_decode(&arena, buf_str(&flipped), &back, &err);

		if (st == OK) {
			promises_hold(&back);
			accepted++;
		} else {
			assert_int_equal(st, ERR_INPUT);
		}
		flipped.ptr[bit / 8] = kept;
		arena_reset(&arena);
	}
	assert_true(tried >= FLIPS_LEAST);
	/* Flips of ids, of the label, of the dossiers' content: not for this module to see. */
	assert_true(accepted > 0 && accepted < tried / 4);
	buf_done(&flipped);
}

static void
signature_is_of_the_key_within(void **state)
{
	struct parcel p = sample_return(&arena), back;
	struct str bytes = encode(&p);
	struct sign_key other;
	char *changed = arena_dup(&arena, bytes.ptr, bytes.len);

	(void)state;
	sign_key_new(&other);
	memcpy(changed + PARCEL_MAGIC + 8, other.pub, sizeof(other.pub));
	REFUSED(parcel_decode(&arena, (struct str){ changed, bytes.len }, &back, &err), ERR_INPUT,
		"la signature ne correspond pas");
	assert_true(sample_sign(&other, PARCEL_MAGIC, changed, bytes.len));
	MUST(parcel_decode(&arena, (struct str){ changed, bytes.len }, &back, &err));
	assert_memory_equal(
		back.signer, other.pub, sizeof(other.pub)); /* for the caller to judge */
}

static void
other_files_are_named(void **state)
{
	static const struct {
		struct str bytes;
		const char *word;
	} cases[] = {
		{ { "", 0 }, "vide" },
		{ { "PK\3\4", 4 }, "ce n'est pas un retour" },
		{ { "SQLite format 3\0....", 20 }, "c'est une base" },
		{ { "PUPITRE-MALLETTE-1....", 22 }, "c'est une mallette" },
		{ { "PUPITRE-RETOUR-2....", 20 }, "mettez pupitre à jour" },
		{ { "PUPITRE-RETOUR-", 15 }, "ce n'est pas un retour" },
		{ { "PUPITRE-RETOUR-1", 16 }, "incomplet" },
		{ { "PUPITRE-RETOUR-1\0\0\0\0\0\0\0\0..", 26 }, "incomplet" },
		{ { "PUPITRE-RETOUR-1\377\377\377\377\377\377\377\377..", 26 }, "incomplet" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct parcel back;

		REFUSED(parcel_decode(&arena, cases[i].bytes, &back, &err), ERR_INPUT,
			cases[i].word);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(round_trips, setup, teardown),
		cmocka_unit_test_setup_teardown(texts_are_those_of_the_payload, setup, teardown),
		cmocka_unit_test_setup_teardown(every_truncation_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(
			every_signed_truncation_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(flipped_bits_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(signed_flips_keep_the_promises, setup, teardown),
		cmocka_unit_test_setup_teardown(signature_is_of_the_key_within, setup, teardown),
		cmocka_unit_test_setup_teardown(other_files_are_named, setup, teardown),
	};

	if (!hash_start())
		return 1;
	return cmocka_run_group_tests_name("parcel", tests, NULL, NULL);
}
