/* SPDX-License-Identifier: EUPL-1.2 */
/* The terminal without its pictures: bytes in, size, modes that curses does not know. Standard
 * input and output are never made non-blocking: they share one open file, and curses would lose
 * what it writes. */
#ifndef TERM_TTY_H
#define TERM_TTY_H

#include "pupitre/base/err.h"
#include "pupitre/term/decode.h"

struct tty {
	struct decoder decoder;
	int esc_delay;
	int rows, cols; /* as last told by tty_read_key or tty_size */
	int64_t fed_at; /* monotonic ms of the last bytes */
	bool hung_up;
};

MUST_CHECK enum status tty_open(struct tty *t, struct err *err); /* keeps the modes as found */
void tty_close(struct tty *t);
void tty_paste_brackets(bool on);
void tty_size(struct tty *t, int *rows, int *cols);
struct key tty_read_key(struct tty *t);
/* Milliseconds until tty_read_key settles what is begun; -1 when nothing is. */
int tty_pending_ms(const struct tty *t);

#endif
