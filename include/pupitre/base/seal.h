/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Keys of devices, signatures and sealed bytes (libsodium). hash_start must have been called.
 *
 * Key file := "PUPITRE-CLE-1\n" | 64 bytes: seed and public key of Ed25519 (RFC 8032). Mode 0600, one
 *             link, owned by who runs the program; anything else is refused.
 * Sealed   := head | 24 bytes of stream header | chunks
 * head     := "PUPITRE-SCEAU-1\n" | u32 kind
 *             ( 1 device: 80 bytes, crypto_box_seal of a random stream key to the device's key
 *               converted to X25519
 *             | 2 passphrase: 16 bytes of salt | u32 passes | u32 memory in KiB: Argon2id gives the
 *               stream key )
 * chunks   := 64 KiB of plain bytes each but the last, secretstream XChaCha20-Poly1305, the head is
 *             authenticated with the first one; the last one and no other bears the final tag.
 *             Nothing to seal is one empty last chunk.
 *
 * Memory   sealed and unsealed bytes are added to *out; on failure *out is what it was.
 * Errors   ERR_INPUT says why and what to do: wrong key, wrong passphrase, altered bytes.
 * Limits   what sealed bytes ask of Argon2id is bounded before it is tried: a hostile file costs at
 *          most 6 passes over 512 MiB.
 */
#ifndef PUPITRE_BASE_SEAL_H
#define PUPITRE_BASE_SEAL_H

#include <stdbool.h>
#include <stdint.h>

#include "pupitre/base/arena.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/err.h"
#include "pupitre/base/str.h"

struct sign_key { /* Ed25519 */
	uint8_t secret[64], pub[32];
};

void sign_key_new(struct sign_key *out);
/* Reads a key file. make: an absent one is made first, with its folders (0700); two programs that
 * make it at once end with the same key. */
MUST_CHECK enum status key_file_load(
	const char *path, bool make, struct sign_key *out, struct err *err);
/* A new key file (0600); an existing one is refused (ERR_INPUT). */
MUST_CHECK enum status key_file_save(const char *path, const struct sign_key *k, struct err *err);
void sign_bytes(const struct sign_key *k, struct str bytes, uint8_t sig[64]);
bool sign_holds(const uint8_t pub[32], struct str bytes, const uint8_t sig[64]);
/* Whether 32 bytes are a public key that one can seal to. */
bool key_usable(const uint8_t pub[32]);
/* Eight French words, for comparing two keys by telephone: 64 bits of a hash of the key. */
const char *key_words(struct arena *a, const uint8_t pub[32]);

/* pub must be usable: any other one ends the program. */
void seal_for_device(const uint8_t pub[32], struct str plain, struct buf *out);
/* Some half a second and 256 MiB, here and when unsealing. */
void seal_by_passphrase(struct str passphrase, struct str plain, struct buf *out);
MUST_CHECK enum status unseal_by_device(
	const struct sign_key *k, struct str sealed, struct buf *out, struct err *err);
MUST_CHECK enum status unseal_by_passphrase(
	struct str passphrase, struct str sealed, struct buf *out, struct err *err);
/* Zeroes, which the compiler may not leave out. */
void secret_wipe(void *p, size_t len);

#endif
