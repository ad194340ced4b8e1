/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What shows a canvas and gives keys: a terminal (terminal_open) or memory (memory.h).
 *
 * Loop     watch backend_fd; when it is readable, and on SIGWINCH, call read_key until KEY_NONE;
 *          then, when pending_ms is not -1, arm loop_pending with it and read again when it fires
 *          (that is how a lone ESC becomes the Esc key).
 * Draw     a whole canvas; only what differs from the last one is sent, then the cursor is put at
 *          the canvas's cursor, always visible.
 */
#ifndef PUPITRE_TERM_BACKEND_H
#define PUPITRE_TERM_BACKEND_H

#include "pupitre/base/err.h"
#include "pupitre/term/canvas.h"
#include "pupitre/term/key.h"

struct backend;

struct backend_ops {
	void (*close)(struct backend *b);
	int (*fd)(const struct backend *b);
	void (*size)(struct backend *b, int *rows, int *cols);
	struct key (*read_key)(struct backend *b); /* never blocks; KEY_NONE when there is none */
	int (*pending_ms)(struct backend *b);
	void (*draw)(struct backend *b, const struct canvas *c);
	void (*suspend)(
		struct backend *b); /* the terminal as we found it; draw nothing until resume */
	void (*resume)(struct backend *b);
	void (*ring)(struct backend *b);
	void (*redraw)(struct backend *b); /* the next draw sends every cell (Ctrl-L) */
};

struct backend {
	const struct backend_ops *ops;
};

static inline void
backend_close(struct backend *b)
{
	if (b)
		b->ops->close(b);
}

static inline int
backend_fd(const struct backend *b)
{
	return b->ops->fd(b);
}

static inline void
backend_size(struct backend *b, int *rows, int *cols)
{
	b->ops->size(b, rows, cols);
}

static inline struct key
backend_read_key(struct backend *b)
{
	return b->ops->read_key(b);
}

static inline int
backend_pending_ms(struct backend *b)
{
	return b->ops->pending_ms(b);
}

static inline void
backend_draw(struct backend *b, const struct canvas *c)
{
	b->ops->draw(b, c);
}

static inline void
backend_suspend(struct backend *b)
{
	b->ops->suspend(b);
}

static inline void
backend_resume(struct backend *b)
{
	b->ops->resume(b);
}

static inline void
backend_bell(struct backend *b)
{
	b->ops->ring(b);
}

static inline void
backend_redraw(struct backend *b)
{
	b->ops->redraw(b);
}

#endif
