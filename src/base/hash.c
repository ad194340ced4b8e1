/* SPDX-License-Identifier: EUPL-1.2 */
/* Hashes are BLAKE2b with a 256-bit result and no key (RFC 7693). */
#include "pupitre/base/hash.h"

#include <sodium.h>

#include "pupitre/base/buf.h"

_Static_assert(sizeof(crypto_generichash_state) <= sizeof(((struct hash_state *)0)->opaque),
	"struct hash_state is too small");
_Static_assert(_Alignof(crypto_generichash_state) <= _Alignof(struct hash_state),
	"struct hash_state is not aligned enough");

bool
hash_start(void)
{
	return sodium_init() >= 0; /* 1 when it was done before */
}

static crypto_generichash_state *
state_of(struct hash_state *st)
{
	return (void *)st->opaque;
}

void
hash_init(struct hash_state *st)
{
	crypto_generichash_init(state_of(st), NULL, 0, sizeof(struct hash));
}

void
hash_add(struct hash_state *st, const void *bytes, size_t len)
{
	if (len > 0)
		crypto_generichash_update(state_of(st), bytes, len);
}

struct hash
hash_final(struct hash_state *st)
{
	struct hash h;

	crypto_generichash_final(state_of(st), h.b, sizeof(h.b));
	return h;
}

struct hash
hash_sha256(struct str bytes)
{
	struct hash h;

	crypto_hash_sha256(h.b, (const unsigned char *)(bytes.ptr ? bytes.ptr : ""), bytes.len);
	return h;
}

struct hash
hash_file_bytes(const void *bytes, size_t len)
{
	struct hash_state st = { { 0 } };

	hash_init(&st);
	hash_add(&st, bytes, len);
	return hash_final(&st);
}

struct hash
hash_of(struct str bytes)
{
	return hash_file_bytes(bytes.ptr, bytes.len);
}

static struct hex_text
hex_of(const uint8_t *bytes, size_t len)
{
	struct hex_text t;

	sodium_bin2hex(t.s, sizeof(t.s), bytes, len);
	return t;
}

/* Exactly len bytes as 2 x len digits, of either case. */
static bool
hex_parse(struct str hex, uint8_t *out, size_t len)
{
	uint8_t parsed[sizeof(struct hash)];
	size_t got;

	if (hex.len != 2 * len ||
		sodium_hex2bin(parsed, sizeof(parsed), hex.ptr, hex.len, NULL, &got, NULL) != 0 ||
		got != len)
		return false;
	memcpy(out, parsed, len);
	return true;
}

struct hex_text
hash_hex(struct hash h)
{
	return hex_of(h.b, sizeof(h.b));
}

bool
hash_eq(struct hash a, struct hash b)
{
	return memcmp(a.b, b.b, sizeof(a.b)) == 0;
}

bool
hash_parse(struct str hex, struct hash *out)
{
	return hex_parse(hex, out->b, sizeof(out->b));
}

struct uid
uid_new(struct uid_source *src)
{
	struct uid id = { { 0 } };

	if (src->seed == 0) {
		random_bytes(id.b, sizeof(id.b));
		return id;
	}
	struct buf b = { 0 };

	buf_add_u64(&b, src->seed);
	buf_add_u64(&b, src->drawn++);
	struct hash h = hash_of(buf_str(&b));

	buf_done(&b);
	memcpy(id.b, h.b, sizeof(id.b));
	return id;
}

struct hex_text
uid_hex(struct uid id)
{
	return hex_of(id.b, sizeof(id.b));
}

bool
uid_eq(struct uid a, struct uid b)
{
	return memcmp(a.b, b.b, sizeof(a.b)) == 0;
}

bool
uid_is(struct uid a)
{
	return !uid_eq(a, (struct uid){ { 0 } });
}

bool
uid_parse(struct str hex, struct uid *out)
{
	return hex_parse(hex, out->b, sizeof(out->b));
}

void
random_bytes(void *out, size_t len)
{
	randombytes_buf(out, len);
}
