/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/toy.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "pupitre/app/loop.h"
#include "pupitre/base/env.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/term/terminal.h"

enum { ROWS = 300, SLICES = 20, HEAD = 2 };

struct toy {
	struct loop *loop;
	struct backend *backend;
	struct canvas canvas;
	struct buf field;
	char last[80]; /* what row 1 says */
	int selected, top, slices, pending, status;
	bool typing, changed;
};

static const char *const titles[] = {
	"Portail famille et paiement en ligne",
	"Saisine par voie électronique",
	"Numérisation de l'état civil, côté 日本語 한국어",
	"e\xcc\x81te\xcc\x81 décomposé, marques a\xcc\x81\xcc\x82",
	"hostile \033[31m\033]0;titre\007 \b\r\n\x9b fin",
	"hostile \xe2\x80\xae retournement \xe2\x80\x8b invisible \xff invalide",
	"================================ répété ================",
};

static void
draw_row(struct toy *t, int row, int index)
{
	struct canvas *c = &t->canvas;
	bool selected = index == t->selected;

	canvas_printf(c, row, 0, c->cols, STYLE_NORMAL, "%c %07d %s", selected ? '>' : ' ',
		4012000 + index, titles[index % 7]);
	if (index % 5 == 0)
		canvas_text(c, row, c->cols - 8, 8, STR("! 3 j"), STYLE_WARNING);
	if (!selected)
		return;
	canvas_style(c, row, 0, c->cols, STYLE_SELECTED);
	canvas_role(c, row, 0, c->cols, ROLE_SELECTED);
	canvas_cursor(c, row, 0);
}

static void
draw_foot(struct toy *t)
{
	struct canvas *c = &t->canvas;
	int last = c->rows - 1;

	canvas_line(c, last - 1, 0, c->cols, STYLE_RULE);
	canvas_pad(c, last, 0, c->cols, ALIGN_RIGHT, STR("q quitter  ? aide."), STYLE_HINT);
	canvas_text(c, last, 0, 8, STR("q"), STYLE_KEY);
	if (!t->typing)
		return;
	int at = canvas_text(c, last, 0, c->cols, STR("filtre : "), STYLE_LABEL);

	canvas_fill(c, last, at, c->cols - at, STYLE_FIELD);
	canvas_role(c, last, at, c->cols - at, ROLE_FIELD);
	at += canvas_text(c, last, at, c->cols - at - 1, buf_str(&t->field), STYLE_FIELD);
	canvas_cursor(c, last, at);
}

static void
draw(void *data)
{
	struct toy *t = data;
	struct canvas *c = &t->canvas;
	int body = c->rows - HEAD - 2;

	if (!t->changed)
		return;
	t->changed = false;
	if (t->selected < t->top)
		t->top = t->selected;
	if (body > 0 && t->selected >= t->top + body)
		t->top = t->selected - body + 1;
	canvas_clear(c);
	canvas_pad(c, 0, 0, c->cols, ALIGN_LEFT, STR(" Essai"), STYLE_TITLE);
	canvas_text(c, 1, 0, c->cols, str_z(t->last), STYLE_ERROR);
	for (int i = 0; i < body && t->top + i < ROWS; i++)
		draw_row(t, HEAD + i, t->top + i);
	draw_foot(t);
	backend_draw(t->backend, c);
}

static void
select_row(struct toy *t, int row)
{
	t->selected = row < 0 ? 0 : row >= ROWS ? ROWS - 1 : row;
}

static bool
work(void *data)
{
	struct toy *t = data;

	snprintf(t->last, sizeof(t->last), "travail %d", ++t->slices);
	t->changed = true;
	return t->slices < SLICES;
}

static void
type(struct toy *t, struct key key)
{
	if (key.code == KEY_CHAR)
		utf8_put(&t->field, key.cp);
	else if (key.code == KEY_ENTER || key.code == KEY_ESC)
		t->typing = false;
}

static void
stop(struct toy *t)
{
	if (!terminal_can_stop())
		snprintf(t->last, sizeof(t->last), "pas d'arrêt ici");
	terminal_stop(t->backend);
}

static void
press(struct toy *t, struct key key)
{
	int page = t->canvas.rows - HEAD - 2;
	int32_t typed = key.code == KEY_CHAR ? key.cp : 0;

	if (key.code == KEY_DOWN || typed == 'j')
		select_row(t, t->selected + 1);
	else if (key.code == KEY_UP || typed == 'k')
		select_row(t, t->selected - 1);
	else if (key.code == KEY_PGDN || key.code == KEY_PGUP)
		select_row(t, t->selected + (key.code == KEY_PGDN ? page : -page));
	else if (typed == 'g' || typed == 'G')
		select_row(t, typed == 'g' ? 0 : ROWS - 1);
	else if (typed == '/')
		t->typing = true;
	else if (key.code == KEY_CTRL && key.cp == 'l')
		backend_redraw(t->backend);
	else if (key.code == KEY_CTRL && key.cp == 'z')
		stop(t);
	else if (typed == 'b')
		backend_bell(t->backend);
	else if (typed == 'w')
		loop_job(t->loop, work, t);
	else if (typed == 'x')
		exit(7);
	else if (typed == 'q')
		loop_stop(t->loop);
}

static void
say_key(struct toy *t, struct key key)
{
	if (key.code == KEY_PASTE)
		snprintf(t->last, sizeof(t->last), "collage de %zu octets%s", key.paste.len,
			key.cut ? ", coupé" : "");
	else
		snprintf(t->last, sizeof(t->last), "touche %s", key_label(key).s);
}

static void
resize(struct toy *t)
{
	int rows, cols;

	backend_size(t->backend, &rows, &cols);
	canvas_resize(&t->canvas, rows, cols);
}

static void
read_keys(void *data)
{
	struct toy *t = data;
	struct key key;

	loop_cancel(t->loop, t->pending);
	while ((key = backend_read_key(t->backend)).code != KEY_NONE) {
		t->changed = true;
		if (key.code == KEY_RESIZE) {
			resize(t);
			continue;
		}
		if (key.code != KEY_CTRL || key.cp != 'l')
			say_key(t, key);
		if (t->typing)
			type(t, key);
		else
			press(t, key);
	}
	int ms = backend_pending_ms(t->backend);

	t->pending = ms < 0 ? 0 : loop_pending(t->loop, ms, read_keys, t);
}

static void
on_input(int fd, void *data)
{
	(void)fd;
	read_keys(data);
}

static void
on_signal(int number, void *data)
{
	struct toy *t = data;

	if (number == SIGWINCH)
		read_keys(t);
	if (number != SIGHUP && number != SIGTERM)
		return;
	t->status = 3;
	loop_stop(t->loop);
}

static enum status
run(struct toy *t, struct err *err)
{
	const char *theme = env_get(ENV_THEME);

	if (loop_open(&t->loop, err) != OK || loop_signals(t->loop, on_signal, t, err) != OK)
		return err->code;
	if (terminal_open(theme ? THEME_CONTRAST : THEME_COLOUR, &t->backend, err) != OK)
		return err->code;
	atexit(terminal_restore);
	resize(t);
	t->changed = true;
	loop_watch(t->loop, backend_fd(t->backend), on_input, t);
	loop_frame(t->loop, draw, t);
	loop_handshake(t->loop, env_get(ENV_TEST_FD) ? atoi(env_get(ENV_TEST_FD)) : -1);
	return loop_run(t->loop, err);
}

int
toy_main(void)
{
	struct toy t = { .last = "bonjour" };
	struct err err = { .code = OK };

	env_read();
	if (!i18n_start())
		return 1;
	enum status status = run(&t, &err);

	backend_close(t.backend);
	loop_close(t.loop);
	canvas_done(&t.canvas);
	buf_done(&t.field);
	if (status == OK)
		return t.status;
	fprintf(stderr, "%s\n", err.text);
	return status_exit(status);
}
