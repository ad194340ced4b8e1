/* SPDX-License-Identifier: EUPL-1.2 */
/* Parcels that are well signed and yet wrong. */
#include "pupitre/exchange/parcel.h"

#include <stdlib.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/must.h"
#include "support/parcels.h"

enum { SIGNATURE = 64 };

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

/* Ways to sign what is not an act of this program: each makes one out of the sample's. */
static void
unknown_verb(struct parcel *p)
{
	p->acts[4].act.verb = STR("teleport");
}

static void
unknown_origin(struct parcel *p)
{
	p->acts[4].act.origin = STR("spirit");
}

static void
station_in_capitals(struct parcel *p)
{
	p->acts[4].act.station = STR("00112233445566778899AABBCCDDEEFF");
}

static void
station_with_a_list_in_it(struct parcel *p)
{
	p->acts[4].act.station = STR("00112233445566778899aabb:1 cdee:");
}

static void
sequence_of_zero(struct parcel *p)
{
	p->acts[4].act.seq = 0;
}

static void
instant_far_away(struct parcel *p)
{
	p->acts[4].act.at.ms = INT64_MAX;
}

static void
agent_with_an_escape(struct parcel *p)
{
	p->acts[4].act.agent = STR("l.bernard\033[31m");
}

static void
no_agent(struct parcel *p)
{
	p->acts[4].act.agent = STR("");
}

static void
no_id(struct parcel *p)
{
	p->acts[4].act.id = (struct uid){ { 0 } };
}

static void
no_batch(struct parcel *p)
{
	p->acts[4].act.batch = (struct uid){ { 0 } };
}

static void
absent_payload(struct parcel *p)
{
	p->acts[4].act.payload = STR_NONE;
}

static void
payload_of_another_format(struct parcel *p)
{
	p->acts[4].act.payload = STR("\0\0\0\2\0\0\0\0");
}

static void
payload_of_an_unknown_entity(struct parcel *p)
{
	p->acts[4].act.payload = STR("\0\0\0\1\0\0\0\1\0\0\0\4ovni\0\0\0\1"
				     "1\0\0\0\1x\0\0\0\0\0\0\0\0");
}

static void
huge_payload(struct parcel *p)
{
	struct buf b = { 0 };

	buf_add(&b,
		"\0\0\0\1\0\0\0\1\0\0\0\4mark\0\0\0\1"
		"1\0\0\0\5value\0\0\0\0\0\0\0\1",
		38);
	buf_add_u32(&b, PARCEL_BLOB);
	for (size_t i = 0; i < PARCEL_BLOB; i++)
		buf_addc(&b, '4');
	p->acts[4].act.payload = arena_str(&arena, buf_str(&b));
	buf_done(&b);
}

static void
sender_is_no_station(struct parcel *p)
{
	p->sender = STR("loiret");
}

static void
no_base(struct parcel *p)
{
	p->base = (struct uid){ { 0 } };
}

static void
negative_schema(struct parcel *p)
{
	p->schema = -1;
}

static void
signed_nonsense_is_refused(void **state)
{
	static const struct {
		void (*spoil)(struct parcel *p);
		const char *word;
	} cases[] = {
		{ unknown_verb, "l'acte n° 5 n'est pas lisible" },
		{ unknown_origin, "l'acte n° 5 n'est pas lisible" },
		{ station_in_capitals, "l'acte n° 5 n'est pas lisible" },
		{ station_with_a_list_in_it, "l'acte n° 5 n'est pas lisible" },
		{ sequence_of_zero, "l'acte n° 5 n'est pas lisible" },
		{ instant_far_away, "l'acte n° 5 n'est pas lisible" },
		{ agent_with_an_escape, "l'acte n° 5 n'est pas lisible" },
		{ no_agent, "l'acte n° 5 n'est pas lisible" },
		{ no_id, "l'acte n° 5 n'est pas lisible" },
		{ no_batch, "l'acte n° 5 n'est pas lisible" },
		{ absent_payload, "l'acte n° 5 n'est pas lisible" },
		{ payload_of_another_format, "mettez pupitre à jour" },
		{ payload_of_an_unknown_entity, "mettez pupitre à jour" },
		{ huge_payload, "l'acte n° 5 n'est pas lisible" },
		{ sender_is_no_station, "ce retour est bien signé, mais n'est pas lisible" },
		{ no_base, "mettez pupitre à jour" },
		{ negative_schema, "mettez pupitre à jour" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct parcel p = sample_return(&arena), back;

		cases[i].spoil(&p);
		sample_hash(&p.acts[4]);
		REFUSED(parcel_decode(&arena, encode(&p), &back, &err), ERR_INPUT, cases[i].word);
	}
}

/* Hashes that the bytes do not have. */
static void
false_hashes_are_refused(void **state)
{
	struct parcel p = sample_return(&arena), back;
	struct act_text *text = &p.acts[0].texts[0], kept = *text;

	(void)state;
	p.acts[7].act.dossier++;
	REFUSED(parcel_decode(&arena, encode(&p), &back, &err), ERR_INPUT,
		"l'acte n° 8 n'a pas l'empreinte");
	p.acts[7].act.dossier--;
	text->text = STR("tout autre chose");
	REFUSED(parcel_decode(&arena, encode(&p), &back, &err), ERR_INPUT,
		"un texte de l'acte n° 1 n'a pas l'empreinte");
	*text = kept;
	text->salt = STR("0123456789abcdef");
	REFUSED(parcel_decode(&arena, encode(&p), &back, &err), ERR_INPUT,
		"un texte de l'acte n° 1 n'a pas l'empreinte");
	p = sample_sending(&arena);
	p.grids[1].yaml = STR("version: 2026-3\n");
	REFUSED(parcel_decode(&arena, encode(&p), &back, &err), ERR_INPUT,
		"le fichier de la grille n° 2 n'a pas l'empreinte");
}

/* A text that the payload does not refer to, which our own writer leaves out. */
static void
foreign_text_is_refused(void **state)
{
	struct parcel p = sample_return(&arena), back;
	struct act_text text = { .salt = STR("sel"), .text = STR("intrus") };
	struct buf b = { 0 };
	struct str bytes;

	(void)state;
	p.acts[0] = p.acts[1]; /* an act without texts, alone: its count is before the two others */
	p.act_count = 1;
	bytes = encode(&p);
	text.hash = act_text_hash(text.salt, text.text);
	buf_add(&b, bytes.ptr, bytes.len - SIGNATURE - 12);
	buf_add_u32(&b, 1);
	buf_add(&b, text.hash.b, sizeof(text.hash.b));
	buf_add_lstr(&b, text.salt);
	buf_add_lstr(&b, text.text);
	buf_add(&b, bytes.ptr + bytes.len - SIGNATURE - 8, 8 + SIGNATURE);
	assert_true(sample_sign(&key, PARCEL_MAGIC, b.ptr, b.len));
	REFUSED(parcel_decode(&arena, buf_str(&b), &back, &err), ERR_INPUT,
		"porte un texte qui n'est pas de lui");
	buf_done(&b);
}

static void
nothing_follows_the_last_dossier(void **state)
{
	struct parcel p = sample_return(&arena), back;
	struct str bytes = encode(&p);
	struct buf b = { 0 };

	(void)state;
	buf_adds(&b, bytes);
	buf_addc(&b, 'x');
	REFUSED(parcel_decode(&arena, buf_str(&b), &back, &err), ERR_INPUT, "octets au lieu de");
	assert_true(sample_sign(&key, PARCEL_MAGIC, b.ptr, b.len));
	REFUSED(parcel_decode(&arena, buf_str(&b), &back, &err), ERR_INPUT,
		"mettez pupitre à jour");
	buf_done(&b);
}

/* Counts that the bytes cannot hold ask for no memory. */
static void
hostile_counts(void **state)
{
	struct parcel p = sample_return(&arena), back;
	struct str bytes;
	size_t used;

	(void)state;
	p.act_count = 0;
	bytes = encode(&p);
	used = arena.used;
	for (size_t i = 0; i < 3; i++) { /* acts, grids, dossiers: the last twelve bytes */
		char *changed = malloc(bytes.len);

		assert_non_null(changed);
		memcpy(changed, bytes.ptr, bytes.len);
		memset(changed + bytes.len - SIGNATURE - 12 + 4 * i, 0xFF, 4);
		assert_true(sample_sign(&key, PARCEL_MAGIC, changed, bytes.len));
		REFUSED(parcel_decode(&arena, (struct str){ changed, bytes.len }, &back, &err),
			ERR_INPUT, "n° 1 n'est pas lisible");
		free(changed);
	}
	assert_true(arena.used - used < 1000);
}

/* A return is what one person did; a host may send more. */
static void
sizes_are_limited(void **state)
{
	struct parcel p = sample_return(&arena), back;
	struct str million = { arena_alloc(&arena, PARCEL_BLOB), PARCEL_BLOB };

	(void)state;
	p.dossier_count = 9;
	p.dossiers = ARENA_ARRAY(&arena, struct parcel_dossier, p.dossier_count);
	for (size_t i = 0; i < p.dossier_count; i++)
		p.dossiers[i].content = million;
	REFUSED(parcel_decode(&arena, encode(&p), &back, &err), ERR_INPUT,
		"un retour a au plus 8 Mio");
	p.bundle = (struct uid){ { 0 } };
	MUST(parcel_decode(&arena, encode(&p), &back, &err));
	assert_int_equal(back.dossier_count, 9);
	p.dossiers[8].content =
		(struct str){ arena_alloc(&arena, PARCEL_BLOB + 1), PARCEL_BLOB + 1 };
	REFUSED(parcel_decode(&arena, encode(&p), &back, &err), ERR_INPUT,
		"cet envoi est bien signé, mais le dossier n° 9");
	p.dossier_count = 1;
	p.dossiers[0].size = (64 << 20) + 1;
	REFUSED(parcel_decode(&arena, encode(&p), &back, &err), ERR_INPUT, "le dossier n° 1");
}

static void
acts_are_limited(void **state)
{
	struct parcel p = sample_return(&arena), back;
	struct parcel_act one = p.acts[1];

	(void)state;
	p.bundle = (struct uid){ { 0 } };
	p.act_count = PARCEL_ACTS + 1;
	p.acts = ARENA_ARRAY(&arena, struct parcel_act, p.act_count);
	for (size_t i = 0; i < p.act_count; i++)
		p.acts[i] = one;
	REFUSED(parcel_decode(&arena, encode(&p), &back, &err), ERR_INPUT,
		"100001 actes, 100000 au plus");
	p.act_count = PARCEL_ACTS;
	MUST(parcel_decode(&arena, encode(&p), &back, &err));
	assert_int_equal(back.act_count, PARCEL_ACTS);
}

/* The label is shown: written as one clean line, refused when it is not one. */
static void
label_is_one_clean_line(void **state)
{
	struct parcel p = sample_return(&arena), back;
	struct str bytes;
	ptrdiff_t at;

	(void)state;
	p.label = STR("l.bernard\n\033[2J");
	MUST(parcel_decode(&arena, encode(&p), &back, &err));
	assert_true(str_eq(back.label, STR("l.bernard ␛[2J")));
	p.label = STR("etiquette");
	bytes = encode(&p);
	at = str_find(bytes, STR("etiquette"));
	assert_true(at > 0);
	char *changed = arena_dup(&arena, bytes.ptr, bytes.len);

	changed[at + 3] = '\033';
	assert_true(sample_sign(&key, PARCEL_MAGIC, changed, bytes.len));
	REFUSED(parcel_decode(&arena, (struct str){ changed, bytes.len }, &back, &err), ERR_INPUT,
		"n'est pas lisible");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(signed_nonsense_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(false_hashes_are_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(foreign_text_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(nothing_follows_the_last_dossier, setup, teardown),
		cmocka_unit_test_setup_teardown(hostile_counts, setup, teardown),
		cmocka_unit_test_setup_teardown(sizes_are_limited, setup, teardown),
		cmocka_unit_test_setup_teardown(acts_are_limited, setup, teardown),
		cmocka_unit_test_setup_teardown(label_is_one_clean_line, setup, teardown),
	};

	if (!hash_start())
		return 1;
	return cmocka_run_group_tests_name("parcel_hostile", tests, NULL, NULL);
}
