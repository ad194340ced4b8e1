/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a mallette and a parcel have in common: first bytes that say which it is and of what format,
 * the length of the whole, the signer's key, a body, the signature of all that precedes; and the
 * fields that both are made of.
 *
 * File := magic | u64 length | 32 bytes: public key | body | 64 bytes: signature
 * The length is there to tell a copy that was cut from one that was altered.
 */
#ifndef PUPITRE_EXCHANGE_SIGNED_H
#define PUPITRE_EXCHANGE_SIGNED_H

#include <stdbool.h>
#include <stdint.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/day.h"
#include "pupitre/base/err.h"
#include "pupitre/base/hash.h"
#include "pupitre/base/seal.h"
#include "pupitre/base/str.h"

enum signed_kind { SIGNED_MALLETTE, SIGNED_PARCEL, SIGNED_KIND_COUNT };

struct signed_file { /* borrowed from the bytes */
	struct str all, body;
	uint8_t signer[32];
};

/* Adds what stands before the body; returns where the file starts in the buffer. */
size_t signed_start(enum signed_kind kind, const struct sign_key *signer, struct buf *out);
/* After the body: the length, then the signature. */
void signed_end(
	enum signed_kind kind, const struct sign_key *signer, size_t start, struct buf *out);

bool signed_starts(enum signed_kind kind, struct str bytes); /* of whatever format */
/* What the first bytes say is the length of the file that starts there; 0 when it is none, or longer than the bytes. */
size_t signed_length(enum signed_kind kind, struct str bytes);
/* Magic and length; nothing is to be believed before signed_check. ERR_INPUT says what the file is
 * when it is not of that kind. */
MUST_CHECK enum status signed_cut(
	enum signed_kind kind, struct str bytes, struct signed_file *out, struct err *err);
MUST_CHECK enum status signed_check(const struct signed_file *f, struct err *err);

/* Fields; the cuts are false when the bytes are not one, *rest is then of no use. */
void buf_add_uid(struct buf *b, struct uid id);
void buf_add_hash(struct buf *b, struct hash h);
void buf_add_line(struct buf *b, struct str s); /* made one clean line first; absent stays absent */
bool cut_bytes(struct str *rest, size_t len, void *out);
bool cut_uid(struct str *rest, struct uid *out);
bool cut_hash(struct str *rest, struct hash *out);
bool cut_i64(struct str *rest, int64_t *out);
bool cut_int(struct str *rest, int *out); /* not negative */
bool cut_instant(struct str *rest, struct instant *out); /* year 0 to 9999 */
bool cut_string(struct str *rest, size_t most, struct str *out); /* not absent */
bool cut_line(struct str *rest, struct str *out); /* one clean line, at most 64 KiB, or absent */
bool cut_station(struct str *rest, struct str *out); /* an id in hex */

#endif
