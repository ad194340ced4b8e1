/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The parcel: signed acts that go from one copy of a base to another. A return of a mallette (shown
 * as "retour", bundle is the mallette's) or what one host sends to another ("envoi", bundle zero),
 * with the grids and the dossiers that the receiver may lack.
 *
 * File    := part | part | ...   one, but for a return that is too long for one part
 * Part    := "PUPITRE-RETOUR-1" | u64 length of the part | 32 bytes: public key of the signer
 *            | uid base | uid bundle | u32 schema | lstr sender | lstr label | u64 made_at
 *            | u32 parts that follow | u32 n | n x act | u32 n | n x grid | u32 n | n x dossier
 *            | 64 bytes: Ed25519 signature over all preceding bytes
 * act     := uid id | lstr station | u64 seq | u64 at | lstr agent | lstr role | lstr origin
 *            | lstr verb | u64 dossier | uid batch | uid undoes | lstr payload
 *            | lstr prev (32 bytes, or absent) | 32 bytes: hash | u32 n | n x text
 * text    := 32 bytes: hash | lstr salt | lstr text       those of the payload, in its order
 * grid    := 32 bytes: SHA-256 | lstr yaml
 * dossier := u64 number | 32 bytes: version | u64 size | lstr content
 * uid is 16 bytes, zero where there is none; u32, u64 and lstr are those of base/buf.h, negative
 * numbers in two's complement.
 *
 * Valid   := each part has its length, within the limits below, its signature holds, it says how many follow, and
 *            names the same signer, base, bundle and sender as the first; every
 *            act's hash recomputes, its verb and its payload are ones that this program knows, each
 *            of its texts has its hash and is one that the payload refers to (a text that was erased
 *            is not there), every grid has its hash, stations are ids in hex, words for people are
 *            one clean line, nothing stands between the last dossier and the signature.
 * Chains, who may sign, what the acts say and whether content unpacks to version: the receiver's.
 */
#ifndef PUPITRE_EXCHANGE_PARCEL_H
#define PUPITRE_EXCHANGE_PARCEL_H

#include <stddef.h>
#include <stdint.h>

#include "pupitre/base/arena.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/day.h"
#include "pupitre/base/err.h"
#include "pupitre/base/hash.h"
#include "pupitre/base/seal.h"
#include "pupitre/base/str.h"
#include "pupitre/domain/act.h"

enum {
	PARCEL_MOST = 8 << 20, /* bytes of a part of a return */
	PARCEL_HOST_MOST = 256 << 20, /* bytes of what a host sends */
	PARCEL_ACTS = 100000, /* of a part */
	PARCEL_FIELD = 1 << 16, /* bytes of any string but those below */
	PARCEL_BLOB = 1000000, /* payload, text, yaml, content: what the base itself can hold */
};

struct parcel_act {
	struct act act; /* payload as stored */
	struct act_text *texts;
	size_t text_count;
};

struct parcel_grid {
	struct hash hash; /* SHA-256 of the bytes */
	struct str yaml;
};

struct parcel_dossier {
	int64_t number;
	struct hash version;
	int64_t size; /* bytes once unpacked; not verified */
	struct str content; /* as stored: zlib of the canonical bytes */
};

struct parcel {
	int schema;
	struct uid base, bundle; /* bundle zero: between hosts */
	struct str sender; /* station, hex */
	struct str label; /* who, for people: "l.bernard", "Préfecture du Loiret" */
	struct instant made_at;
	uint8_t signer[32]; /* filled by decoding */
	struct parcel_act *acts;
	size_t act_count;
	struct parcel_grid *grids;
	size_t grid_count;
	struct parcel_dossier *dossiers;
	size_t dossier_count;
};

/* Texts may come in any order: only those that the payload refers to are written. Limits are not
 * looked at here: decode what was encoded before sending it. */
void parcel_encode(const struct parcel *p, const struct sign_key *signer, struct buf *out);
/* The same in as many parts of at most that many bytes as the acts of a return need. */
void parcel_encode_parts(
	const struct parcel *p, const struct sign_key *signer, size_t most, struct buf *out);
/* Limits, then signature, then the rest; ERR_INPUT with the reason and what to do. Strings borrowed
 * from bytes, arrays in the arena. */
MUST_CHECK enum status parcel_decode(
	struct arena *a, struct str bytes, struct parcel *out, struct err *err);

#endif
