/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Bytes of a terminal to keys, for xterm, PuTTY, rxvt, screen, tmux and the Linux console at once:
 * TERM lies too often to be asked.
 *
 * Order    feed bytes as they come, split anywhere; then take keys until false.
 * Rule     a sequence that is not known is swallowed whole, never executed letter by letter.
 * Time     the decoder has no clock: when decode_pending says that something is begun and nothing
 *          came for that long, decode_expire settles it (a lone ESC becomes the Esc key).
 * Memory   zeroed = empty; decode_done frees. A pasted text lives until the next decode_next.
 */
#ifndef PUPITRE_TERM_DECODE_H
#define PUPITRE_TERM_DECODE_H

#include <stdbool.h>

#include "pupitre/base/buf.h"
#include "pupitre/term/key.h"

struct decoder {
	struct buf in; /* bytes not yet understood */
	struct buf paste; /* text between the paste brackets */
	bool pasting, paste_cut, paste_given;
	bool expired; /* what is left in `in` will not be completed */
};

void decode_feed(struct decoder *d, const void *bytes, size_t len);
bool decode_next(struct decoder *d, struct key *out);
/* After decode_next said false: milliseconds of silence after which to call decode_expire, or -1
 * when nothing is begun. esc_delay is for a lone ESC; longer sequences wait longer. */
int decode_pending(const struct decoder *d, int esc_delay);
void decode_expire(struct decoder *d); /* then take keys again */
void decode_done(struct decoder *d);

#endif
