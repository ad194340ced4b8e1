/* SPDX-License-Identifier: EUPL-1.2 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/money.h"
#include "pupitre/domain/act.h"

static struct arena arena;

#define NONE                                                                                       \
	{                                                                                          \
		NULL, 0                                                                            \
	}
#define TEXT(z)                                                                                    \
	{                                                                                          \
		z, sizeof(z) - 1                                                                   \
	}

static const struct change changes[] = {
	{ ENTITY_MARK, TEXT("4012345/a.martin/I3"), 0, TEXT("2"), TEXT("3") },
	{ ENTITY_MARK, TEXT("4012345/a.martin/I3"), 1, NONE, TEXT("gain chiffré\npar la régie") },
	{ ENTITY_INSTRUCTION, TEXT("4012345"), 0, TEXT("instruction"), TEXT("marked") },
	{ ENTITY_NOTE, TEXT("0123"), 2, TEXT("avant"), TEXT("") },
	{ ENTITY_DECISION, TEXT("4012345"), 2, TEXT("1200000"), NONE },
};
enum { CHANGES = sizeof(changes) / sizeof(changes[0]) };

struct texts {
	struct act_text *list;
	size_t count;
};

static bool
find_text(void *ctx, const struct hash *h, struct str *out)
{
	struct texts *t = ctx;

	for (size_t i = 0; i < t->count; i++) {
		if (hash_eq(t->list[i].hash, *h)) {
			*out = t->list[i].text;
			return true;
		}
	}
	return false;
}

static struct str
encode(struct texts *t)
{
	struct uid_source salts = { .seed = 7 };

	return act_payload_encode(&arena, changes, CHANGES, &t->list, &t->count, &salts);
}

static void
payload_round_trip(void **state)
{
	struct texts t;
	struct str payload = encode(&t);
	struct change *back;
	size_t n;

	(void)state;
	assert_int_equal(t.count, 3); /* comment, note before, note after */
	assert_true(act_payload_decode(&arena, payload, find_text, &t, &back, &n));
	assert_int_equal(n, CHANGES);
	for (size_t i = 0; i < CHANGES; i++) {
		assert_int_equal(back[i].entity, changes[i].entity);
		assert_true(str_eq(back[i].key, changes[i].key));
		assert_int_equal(back[i].field, changes[i].field);
		assert_true(str_eq(back[i].was, changes[i].was));
		assert_true(str_eq(back[i].now, changes[i].now));
	}
	assert_true(str_find(payload, STR("régie")) < 0); /* texts are not in the payload */
}

static void
texts_may_be_erased(void **state)
{
	struct texts t, none = { NULL, 0 };
	struct str payload = encode(&t);
	struct change *back;
	size_t n;

	(void)state;
	assert_true(act_payload_decode(&arena, payload, find_text, &none, &back, &n));
	assert_null(back[1].now.ptr);
	assert_true(str_eqz(back[0].now, "3"));
	assert_true(act_payload_decode(&arena, payload, NULL, NULL, &back, &n));
	for (size_t i = 0; i < t.count; i++) {
		assert_int_equal(t.list[i].salt.len, 16);
		assert_true(hash_eq(t.list[i].hash, act_text_hash(t.list[i].salt, t.list[i].text)));
	}
	assert_false(str_eq(t.list[0].salt, t.list[1].salt));
}

/* The bytes are part of the format: this one is written by hand. */
static void
payload_bytes(void **state)
{
	static const char expected[] = "\0\0\0\1\0\0\0\1\0\0\0\4mark\0\0\0\6 1/b/I3"
				       "\0\0\0\5value\0\0\0\0\0\0\0\1\0\0\0\1"
				       "4";
	const struct change c = { ENTITY_MARK, TEXT("1/b/I3"), 0, NONE, TEXT("4") };
	struct act_text *texts;
	size_t n;
	struct str payload = act_payload_encode(&arena, &c, 1, &texts, &n, NULL);
	char want[sizeof(expected)];
	size_t len = 0;

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(expected); i++) {
		if (expected[i] != ' ')
			want[len++] = expected[i];
	}
	assert_int_equal(payload.len, len);
	assert_memory_equal(payload.ptr, want, len);
	assert_int_equal(n, 0);
}

/* An absent value has its own tag: it is not also written as an inline one. */
static void
one_way_to_write_a_value(void **state)
{
	const struct change c = { ENTITY_MARK, TEXT("1/b/I3"), 0, NONE, TEXT("") };
	struct act_text *texts;
	struct change *back;
	size_t n;
	struct str payload = act_payload_encode(&arena, &c, 1, &texts, &n, NULL);
	char *bytes = arena_dup(&arena, payload.ptr, payload.len);

	(void)state;
	assert_true(act_payload_decode(&arena, payload, NULL, NULL, &back, &n));
	assert_int_equal(back[0].now.len, 0);
	assert_non_null(back[0].now.ptr);
	memset(bytes + payload.len - 4, 0xFF, 4);
	payload.ptr = bytes;
	assert_false(act_payload_decode(&arena, payload, NULL, NULL, &back, &n));
}

static void
truncated_payloads_are_refused(void **state)
{
	struct texts t;
	struct str payload = encode(&t);
	struct change *back = NULL;
	size_t n = 77;

	(void)state;
	for (size_t len = 0; len < payload.len; len++) {
		struct arena a = { 0 };
		void *copy = arena_dup(&a, payload.ptr, len);

		assert_false(act_payload_decode(
			&a, (struct str){ copy, len }, find_text, &t, &back, &n));
		arena_done(&a);
	}
	assert_int_equal(n, 77);
	payload = (struct str){ arena_printf(&arena, "%.*s", 0, ""), 0 };
	assert_false(act_payload_decode(&arena, payload, find_text, &t, &back, &n));
}

static void
trailing_bytes_are_refused(void **state)
{
	struct texts t;
	struct buf b = { 0 };
	struct change *back;
	size_t n;

	(void)state;
	buf_adds(&b, encode(&t));
	buf_addc(&b, 'x');
	assert_false(act_payload_decode(&arena, buf_str(&b), find_text, &t, &back, &n));
	buf_done(&b);
}

/* A flipped bit is refused or read as another value; it never reads beyond the bytes. */
static void
flipped_bits_are_harmless(void **state)
{
	struct texts t;
	struct str payload = encode(&t);
	size_t refused = 0;

	(void)state;
	for (size_t bit = 0; bit < payload.len * 8; bit++) {
		struct arena a = { 0 };
		char *copy = arena_dup(&a, payload.ptr, payload.len);
		struct change *back;
		size_t n;

		copy[bit / 8] = (char)(copy[bit / 8] ^ (1 << (bit % 8)));
		if (!act_payload_decode(
			    &a, (struct str){ copy, payload.len }, find_text, &t, &back, &n))
			refused++;
		else
			assert_int_equal(n, CHANGES);
		arena_done(&a);
	}
	assert_true(refused > payload.len); /* lengths, tags, names of tables and columns */
}

/* Every field of an act is in its hash. */
static void
hash_covers_everything(void **state)
{
	struct act acts[16] = { { .id = { { 1 } },
		.station = TEXT("a1"),
		.seq = 2,
		.at = { 3 },
		.agent = TEXT("b"),
		.role = TEXT("reader"),
		.origin = TEXT("screen"),
		.verb = TEXT("move"),
		.dossier = 4,
		.batch = { { 1 } },
		.payload = TEXT("p") } };
	size_t n = 1;

	(void)state;
	for (size_t i = 1; i < 16; i++)
		acts[i] = acts[0];
	acts[n++].id.b[15] = 1;
	acts[n++].station = STR("a2");
	acts[n++].seq = 3;
	acts[n++].at.ms = 4;
	acts[n++].agent = STR("c");
	acts[n++].role = STR("delegate");
	acts[n++].origin = STR("command");
	acts[n++].verb = STR("undo");
	acts[n++].dossier = 5;
	acts[n++].batch.b[0] = 2;
	acts[n++].undoes.b[0] = 1;
	acts[n++].payload = STR("q");
	acts[n++].has_prev = true;
	acts[n] = acts[n - 1];
	acts[n++].prev.b[31] = 1;
	acts[n++].station = STR_NONE;
	for (size_t i = 0; i < n; i++) {
		for (size_t k = i + 1; k < n; k++)
			assert_false(hash_eq(act_hash(&acts[i]), act_hash(&acts[k])));
	}
	acts[1] = acts[0];
	assert_true(hash_eq(act_hash(&acts[0]), act_hash(&acts[1])));
}

static void
tables_are_whole(void **state)
{
	enum entity e;
	enum verb v;

	(void)state;
	for (int i = 0; i < ENTITY_COUNT; i++) {
		const struct entity_row *row = &entity_rows[i];

		assert_true(entity_find(str_z(row->code), &e));
		assert_int_equal(e, i);
		assert_non_null(row->keys[0]);
		assert_true(row->field_count > 0);
		for (size_t f = 0; f < row->field_count; f++)
			assert_int_equal(
				entity_field_find((enum entity)i, str_z(row->fields[f].name)), f);
	}
	for (int i = 0; i < VERB_COUNT; i++) {
		assert_true(verb_find(str_z(verb_rows[i].code), &v));
		assert_int_equal(v, i);
	}
	assert_false(entity_find(STR("sqlite_schema"), &e));
	assert_false(verb_find(STR(""), &v));
	assert_int_equal(entity_field_find(ENTITY_MARK, STR("kind")), -1);
}

static void
values_as_people_read_them(void **state)
{
	static const struct {
		enum entity e;
		const char *field, *value, *shown;
	} cases[] = {
		{ ENTITY_INSTRUCTION, "state", "marked", "Noté, avis rendu" },
		{ ENTITY_DECISION, "kind", "dismiss", "classé sans suite" },
		{ ENTITY_DECISION, "origin", "platform", "plateforme" },
		{ ENTITY_EVALUATION, "opinion", "reserved", "réservé" },
		{ ENTITY_EVALUATION, "final", "1", "oui" },
		{ ENTITY_EVALUATION, "points_milli", "72525", "72,525" },
		{ ENTITY_EVALUATION, "finalised_at", "1633695120000", "08/10/2021 14:12" },
		{ ENTITY_MARK, "value", "3", "3" },
		{ ENTITY_MARK, "value", "-2", "SO" },
		{ ENTITY_MARK, "value", "SO", "SO" },
		{ ENTITY_SUSPENSION, "received", "2021-10-08", "08/10/2021" },
		{ ENTITY_AGENT, "roles", "instructor,delegate", "instructeur, délégué" },
		{ ENTITY_AGENT, "active", "0", "non" },
		{ ENTITY_CAMPAIGN, "kind", "demo", "démonstration" },
		{ ENTITY_INSTRUCTION, "state", "???", "???" },
		{ ENTITY_ENVELOPE, "label", "Loiret", "Loiret" },
		{ ENTITY_ENVELOPE, "label", NULL, "-" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct change c = { .entity = cases[i].e,
			.field = entity_field_find(cases[i].e, str_z(cases[i].field)) };

		assert_true(c.field >= 0);
		assert_string_equal(arena_z(&arena, change_show(&arena, &c, str_z(cases[i].value))),
			cases[i].shown);
	}
}

static void
money_is_shown_as_money(void **state)
{
	struct change c = { .entity = ENTITY_ENVELOPE, .field = 0 };

	(void)state;
	assert_string_equal(arena_z(&arena, change_show(&arena, &c, STR("1234567"))),
		money_text((struct money){ 1234567 }).s);
}

static void
keys_are_split(void **state)
{
	struct str p[4];

	(void)state;
	assert_int_equal(key_split(STR("4012345/a.martin/I3"), p), 3);
	assert_true(str_eqz(p[0], "4012345") && str_eqz(p[1], "a.martin") && str_eqz(p[2], "I3"));
	assert_int_equal(key_split(STR("45"), p), 1);
	assert_int_equal(key_split(STR("a/b/c/d/e"), p), 4);
	assert_int_equal(key_split(STR_NONE, p), 0);
}

static int
setup(void **state)
{
	(void)state;
	return !hash_start();
}

static int
teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(payload_round_trip),
		cmocka_unit_test(texts_may_be_erased),
		cmocka_unit_test(payload_bytes),
		cmocka_unit_test(one_way_to_write_a_value),
		cmocka_unit_test(truncated_payloads_are_refused),
		cmocka_unit_test(trailing_bytes_are_refused),
		cmocka_unit_test(flipped_bits_are_harmless),
		cmocka_unit_test(hash_covers_everything),
		cmocka_unit_test(tables_are_whole),
		cmocka_unit_test(values_as_people_read_them),
		cmocka_unit_test(money_is_shown_as_money),
		cmocka_unit_test(keys_are_split),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
