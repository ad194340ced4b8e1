/* SPDX-License-Identifier: EUPL-1.2 */
/* BLAKE2b-256 over length-prefixed fields, and 128-bit ids (libsodium). hash_start must have been
 * called once by main or the test's setup. */
#ifndef PUPITRE_BASE_HASH_H
#define PUPITRE_BASE_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "pupitre/base/str.h"

struct hash {
	uint8_t b[32];
};

struct uid {
	uint8_t b[16];
};

struct hex_text {
	char s[65];
};

struct uid_source { /* zeroed: random; seeded: a reproducible sequence, for test bases only */
	uint64_t seed, drawn;
};

MUST_CHECK bool hash_start(void);
struct hash hash_of(struct str bytes);
struct hash hash_sha256(struct str bytes); /* for files that others check with sha256sum */
struct hash hash_file_bytes(const void *bytes, size_t len);
/* Streaming form for big inputs. */
struct hash_state {
	_Alignas(64) uint8_t opaque[384];
};
void hash_init(struct hash_state *st);
void hash_add(struct hash_state *st, const void *bytes, size_t len);
struct hash hash_final(struct hash_state *st);
struct hex_text hash_hex(struct hash h);
bool hash_eq(struct hash a, struct hash b);
bool hash_parse(struct str hex, struct hash *out);
struct uid uid_new(struct uid_source *src);
struct hex_text uid_hex(struct uid id);
bool uid_eq(struct uid a, struct uid b);
bool uid_is(struct uid a); /* not all zero */
bool uid_parse(struct str hex, struct uid *out);
void random_bytes(void *out, size_t len);

#endif
