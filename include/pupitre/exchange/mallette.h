/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The mallette: the file that a delegate takes away. A face that anybody may read, a sealed base
 * (base/seal.h), the signature of the host that made it.
 *
 * File := "PUPITRE-MALLETTE-1" | u64 length of the whole file | 32 bytes: public key of the host
 *         | uid base | uid bundle | lstr host | lstr campaign | lstr agent | lstr agent_name
 *         | lstr departments | lstr query | u64 dossiers | u64 made_at | u32 expires | lstr program
 *         | u32 schema | u32 seal (0 passphrase, 1 device) | 32 bytes: device | lstr sealed
 *         | 64 bytes: Ed25519 signature of the host over all preceding bytes
 * uid is 16 bytes; u32, u64 and lstr are those of base/buf.h, negative numbers in two's complement.
 *
 * Valid := the length is that of the file and at most MALLETTE_MOST, the signature holds, the fields
 *          end where the signature starts, stations are ids in hex, texts are one clean line.
 *
 * The signature says that the bytes are those that the holder of host_key wrote, not who holds it:
 * whoever opens the sealed base compares the face with what the base says of itself.
 */
#ifndef PUPITRE_EXCHANGE_MALLETTE_H
#define PUPITRE_EXCHANGE_MALLETTE_H

#include <stdbool.h>
#include <stdint.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/day.h"
#include "pupitre/base/err.h"
#include "pupitre/base/hash.h"
#include "pupitre/base/seal.h"
#include "pupitre/base/str.h"

enum { MALLETTE_MOST = 1 << 30 }; /* bytes of the file */

enum mallette_seal { MALLETTE_PASSPHRASE, MALLETTE_DEVICE };

struct mallette_face {
	struct uid base, bundle;
	struct str host; /* station that made it, hex */
	struct str campaign, agent, agent_name; /* agent: login of the delegate */
	struct str departments; /* codes, comma separated; absent: all */
	struct str query; /* in the language of lists; absent: every dossier of the départements */
	int64_t dossiers; /* how many it holds */
	struct instant made_at;
	struct day expires; /* last day on which what comes back is taken */
	struct str program; /* version that made it */
	int schema; /* of the sealed base */
	enum mallette_seal seal;
	uint8_t host_key[32]; /* signer of the file; filled by decoding */
	uint8_t device[32]; /* sealed to it; zeros with a passphrase */
};

struct mallette {
	struct mallette_face face;
	struct str sealed;
};

/* Signed by host, whose public key is written whatever face.host_key says. */
void mallette_encode(const struct mallette *m, const struct sign_key *host, struct buf *out);
/* The same to a file, as fs_write does. */
MUST_CHECK enum status mallette_write(const char *path, const struct mallette *m,
	const struct sign_key *host, bool replace, struct err *err);
/* The signature is checked before anything else is read. ERR_INPUT: not a mallette (and what it is,
 * when that shows), incomplete, altered, of a newer format. Strings borrowed from bytes. */
MUST_CHECK enum status mallette_decode(struct str bytes, struct mallette *out, struct err *err);

#endif
