/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/term/memory.h"

#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"

struct memory {
	struct backend base;
	int fd; /* an eventfd whose counter is not 0 while keys are waiting */
	int rows, cols;
	struct key *keys; /* pastes own their text */
	size_t head, count, cap;
	struct canvas frame;
	int frames, bells, redraws;
	char *given; /* text of the paste that read_key gave last */
};

static void *
checked(void *p)
{
	if (!p)
		die(_("mémoire insuffisante"));
	return p;
}

/* The descriptor tells a poll that keys wait; its counter itself means nothing. */
static void
signal_keys(struct memory *m)
{
	if (m->head < m->count)
		eventfd_write(m->fd, 1);
	else
		eventfd_read(m->fd, &(eventfd_t){ 0 });
}

static void
push(struct memory *m, struct key key)
{
	if (m->count == m->cap) {
		m->cap = m->cap ? m->cap * 2 : 64;
		m->keys = checked(realloc(m->keys, m->cap * sizeof(*m->keys)));
	}
	m->keys[m->count++] = key;
	signal_keys(m);
}

static int
memory_fd(const struct backend *b)
{
	return ((const struct memory *)b)->fd;
}

static void
memory_size(struct backend *b, int *rows, int *cols)
{
	*rows = ((struct memory *)b)->rows;
	*cols = ((struct memory *)b)->cols;
}

static struct key
memory_read_key(struct backend *b)
{
	struct memory *m = (struct memory *)b;
	struct key key = { .code = KEY_NONE };

	free(m->given);
	m->given = NULL;
	if (m->head == m->count)
		return key;
	key = m->keys[m->head++];
	if (key.code == KEY_PASTE)
		m->given = (char *)(uintptr_t)key.paste.ptr;
	signal_keys(m);
	return key;
}

static int
memory_pending_ms(struct backend *b)
{
	(void)b;
	return -1;
}

static void
copy_frame(struct canvas *to, const struct canvas *from)
{
	if (!to->cells)
		canvas_init(to, from->rows, from->cols);
	else if (to->rows != from->rows || to->cols != from->cols)
		canvas_resize(to, from->rows, from->cols);
	memcpy(to->cells, from->cells,
		(size_t)from->rows * (size_t)from->cols * sizeof(*from->cells));
	to->cursor_row = from->cursor_row;
	to->cursor_col = from->cursor_col;
}

static void
memory_draw(struct backend *b, const struct canvas *c)
{
	struct memory *m = (struct memory *)b;

	copy_frame(&m->frame, c);
	m->frames++;
}

static void
memory_nothing(struct backend *b)
{
	(void)b;
}

static void
memory_bell(struct backend *b)
{
	((struct memory *)b)->bells++;
}

static void
memory_redraw(struct backend *b)
{
	((struct memory *)b)->redraws++;
}

static void
memory_close(struct backend *b)
{
	struct memory *m = (struct memory *)b;

	while (m->head < m->count)
		memory_read_key(b);
	memory_read_key(b);
	canvas_done(&m->frame);
	close(m->fd);
	free(m->keys);
	free(m);
}

static const struct backend_ops memory_ops = {
	.close = memory_close,
	.fd = memory_fd,
	.size = memory_size,
	.read_key = memory_read_key,
	.pending_ms = memory_pending_ms,
	.draw = memory_draw,
	.suspend = memory_nothing,
	.resume = memory_nothing,
	.ring = memory_bell,
	.redraw = memory_redraw,
};

struct backend *
memory_open(int rows, int cols)
{
	struct memory *m = checked(calloc(1, sizeof(*m)));

	m->base.ops = &memory_ops;
	m->rows = rows;
	m->cols = cols;
	m->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (m->fd < 0)
		die("eventfd");
	return &m->base;
}

void
memory_keys(struct backend *b, const char *script)
{
	struct str rest = str_z(script);
	struct key key;
	struct err err;

	while (rest.len) {
		if (key_parse(&rest, &key, &err) != OK)
			die("%s", err.text);
		push((struct memory *)b, key);
	}
}

void
memory_paste(struct backend *b, struct str text)
{
	char *copy = checked(malloc(text.len + 1));

	memcpy(copy, text.ptr, text.len);
	push((struct memory *)b, (struct key){ .code = KEY_PASTE, .paste = { copy, text.len } });
}

void
memory_resize(struct backend *b, int rows, int cols)
{
	struct memory *m = (struct memory *)b;

	m->rows = rows;
	m->cols = cols;
	push(m, (struct key){ .code = KEY_RESIZE });
}

const struct canvas *
memory_frame(const struct backend *b)
{
	const struct memory *m = (const struct memory *)b;

	return m->frames ? &m->frame : NULL;
}

int
memory_frame_count(const struct backend *b)
{
	return ((const struct memory *)b)->frames;
}

int
memory_bell_count(const struct backend *b)
{
	return ((const struct memory *)b)->bells;
}

int
memory_redraw_count(const struct backend *b)
{
	return ((const struct memory *)b)->redraws;
}
