/* SPDX-License-Identifier: EUPL-1.2 */
/* The stack of screens: opening, closing, laying out, drawing. */
#include "shell_priv.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "list_screen.h"
#include "pupitre/base/env.h"
#include "pupitre/base/i18n.h"
#include "pupitre/term/frame.h"
#include "pupitre/ui/workstation.h"

enum {
	PAUSE_MS = 300, /* after which even a short word is searched */
	REST_MS = 150 /* longer than between two repeats of a key that is held down */
};

struct session *
ui_session(struct ui *ui)
{
	return ui->session;
}

struct screen *
ui_top(const struct ui *ui)
{
	return ui->stack[ui->depth - 1];
}

bool
ui_too_small(const struct ui *ui)
{
	return ui->canvas.rows < MIN_ROWS || ui->canvas.cols < MIN_COLS;
}

void
ui_say(struct ui *ui, enum style style, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(ui->message, sizeof(ui->message), fmt, ap);
	va_end(ap);
	past_add(&ui->messages, str_z(ui->message));
	ui->message_style = style;
	ui->has_message = true;
	ui->dirty = true;
}

void
ui_messages(const struct ui *ui, struct buf *out)
{
	for (int i = ui->messages.count - 1; i >= 0; i--)
		buf_addf(out, "%.*s\n", STR_ARG(buf_str(&ui->messages.texts[i])));
}

void
ui_refused(struct ui *ui, const struct err *err)
{
	if (err->code == ERR_CANCELLED)
		ui_say(ui, STYLE_MESSAGE, _("Abandonné : rien n'a été écrit."));
	else
		ui_say(ui, STYLE_ERROR, "%s", err->text);
}

static void
screen_free(struct screen *s)
{
	if (s->ops->leave)
		s->ops->leave(s);
	arena_done(&s->arena);
	free(s->state);
	free(s);
}

static struct screen *
screen_new(struct ui *ui, const struct screen_ops *ops)
{
	struct screen *s = calloc(1, sizeof(*s));

	if (!s)
		die(_("mémoire insuffisante"));
	s->state = calloc(1, ops->state_size ? ops->state_size : 1);
	if (!s->state)
		die(_("mémoire insuffisante"));
	s->ops = ops;
	s->ui = ui;
	return s;
}

static enum status
lay_out(struct ui *ui, struct screen *s, struct err *err)
{
	s->rows = ui->canvas.rows - 2;
	s->cols = ui->canvas.cols;
	return s->ops->layout ? s->ops->layout(s, s->rows, s->cols, err) : OK;
}

enum status
ui_push(struct ui *ui, const struct screen_ops *ops, const struct route *r, struct err *err)
{
	struct screen *s;
	enum status st;

	if (ui->depth == STACK_MAX)
		return err_set(err, ERR_INPUT,
			_("trop d'écrans ouverts l'un sur l'autre : revenez d'abord avec q"));
	s = screen_new(ui, ops);
	st = ops->enter ? ops->enter(s, r, err) : OK;
	if (st == OK)
		st = lay_out(ui, s, err);
	if (st != OK) {
		screen_free(s);
		return st;
	}
	ui->stack[ui->depth++] = s;
	ui->dirty = true;
	return OK;
}

void
ui_pop(struct ui *ui)
{
	struct err err = { 0 };
	struct screen *s;
	enum status st = OK;

	if (ui->depth <= 1)
		return;
	screen_free(ui->stack[--ui->depth]);
	s = ui_top(ui);
	if (s->rows != ui->canvas.rows - 2 || s->cols != ui->canvas.cols)
		st = lay_out(ui, s, &err);
	if (st == OK && s->ops->refresh)
		st = s->ops->refresh(s, &err);
	if (st != OK)
		ui_refused(ui, &err);
	ui->dirty = true;
}

struct screen *
ui_root(const struct ui *ui)
{
	return ui->stack[0];
}

bool
ui_is_over(const struct screen *s, unsigned bit)
{
	const struct ui *ui = s->ui;

	for (int i = 1; i < ui->depth; i++)
		if (ui->stack[i] == s)
			return (ui->stack[i - 1]->ops->bit & bit) != 0;
	return false;
}

void
ui_layout(struct ui *ui)
{
	struct err err = { 0 };
	int rows, cols;

	backend_size(ui->backend, &rows, &cols);
	canvas_resize(&ui->canvas, rows, cols);
	ui->dirty = true;
	if (ui_too_small(ui) || ui->depth == 0)
		return;
	if (lay_out(ui, ui_top(ui), &err) != OK)
		ui_refused(ui, &err);
}

static void
dump(const struct ui *ui)
{
	const char *path = env_get(ENV_TEST_DUMP);
	struct err err = { 0 };

	if (path && frame_write(&ui->canvas, path, &err) != OK)
		die("%s", err.text);
}

void
ui_draw(struct ui *ui)
{
	canvas_clear(&ui->canvas);
	if (ui_too_small(ui))
		canvas_printf(&ui->canvas, 0, 0, ui->canvas.cols, STYLE_WARNING,
			_("terminal trop petit (min %d×%d)"), MIN_COLS, MIN_ROWS);
	else
		chrome_draw(ui);
	backend_draw(ui->backend, &ui->canvas);
	dump(ui);
	ui->dirty = false;
}

void
ui_forget_typeahead(struct ui *ui)
{
	struct key key;

	ui->held_count = 0;
	while ((key = backend_read_key(ui->backend)).code != KEY_NONE)
		if (key.code == KEY_RESIZE)
			ui_layout(ui);
}

enum status
ui_refresh(struct screen *s, struct err *err)
{
	return s->ops->refresh ? s->ops->refresh(s, err) : OK;
}

enum status
workstation_open(struct session *s, struct backend *b, struct workstation **out, struct err *err)
{
	struct workstation *w = calloc(1, sizeof(*w));
	const struct route root = { 0 };
	enum status st;
	int rows, cols;

	if (!w)
		die(_("mémoire insuffisante"));
	w->ui.session = s;
	w->ui.backend = b;
	backend_size(b, &rows, &cols);
	canvas_init(&w->ui.canvas, rows, cols);
	w->ui.version = session_data_version(s);
	session_on_wait(s, busy_wait, &w->ui);
	session_on_stop(s, busy_stop, &w->ui);
	busy_begin(&w->ui);
	st = session_read_begin(s, err);
	if (st == OK) {
		st = ui_push(&w->ui, &list_screen, &root, err);
		session_read_end(s);
	}
	if (st != OK) {
		workstation_close(w);
		return st;
	}
	ui_draw(&w->ui);
	*out = w;
	return OK;
}

static bool
next_key(struct ui *ui, struct key *key)
{
	if (ui->held_count) {
		*key = ui->held[0];
		memmove(ui->held, ui->held + 1, sizeof(*ui->held) * (size_t)--ui->held_count);
		return true;
	}
	*key = backend_read_key(ui->backend);
	return key->code != KEY_NONE;
}

static bool
handle_keys(struct ui *ui)
{
	struct key key;
	bool any = false;

	while (!ui->quit && next_key(ui, &key)) {
		busy_begin(ui);
		ui_key(ui, &key);
		ui->dirty = any = true;
	}
	return any;
}

/* A search that a key interrupts runs again after it; a terminal that only seems to have a key (it
 * went away) does not interrupt twice. */
bool
workstation_pump(struct workstation *w)
{
	struct ui *ui = &w->ui;

	handle_keys(ui);
	for (bool interruptible = true; !ui->quit && !ask_settle(ui, interruptible, false);)
		interruptible = handle_keys(ui);
	if (ui->quit)
		return false;
	if (ui->dirty)
		ui_draw(ui);
	list_screen_keep(ui->stack[0]);
	return true;
}

int
workstation_pause_ms(const struct workstation *w)
{
	return w->ui.ask.kind == ASK_LINE && w->ui.ask.changed ? PAUSE_MS : -1;
}

void
workstation_pause(struct workstation *w)
{
	ask_settle(&w->ui, true, true);
	if (w->ui.dirty)
		ui_draw(&w->ui);
}

static bool
is_late(const struct ui *ui)
{
	const struct screen *s = ui_top(ui);

	return !ui_too_small(ui) && s->ops->late && s->ops->late(s);
}

int
workstation_rest_ms(const struct workstation *w)
{
	return is_late(&w->ui) ? REST_MS : -1;
}

void
workstation_rest(struct workstation *w)
{
	struct ui *ui = &w->ui;
	struct err err = { 0 };

	if (!is_late(ui))
		return;
	busy_begin(ui);
	if (ui_top(ui)->ops->rest(ui_top(ui), &err) != OK)
		ui_refused(ui, &err);
	ui_draw(ui);
}

void
workstation_poll(struct workstation *w)
{
	struct ui *ui = &w->ui;
	int64_t version = session_data_version(ui->session);
	struct err err = { 0 };

	busy_begin(ui);
	list_screen_keep(ui->stack[0]);
	if (ui->busy_shown)
		ui_draw(ui); /* what told of the wait goes */
	if (version == ui->version || ui_too_small(ui) || ui->ask.kind != ASK_NOTHING)
		return;
	ui->version = version;
	busy_begin(ui);
	if (ui_refresh(ui_top(ui), &err) != OK)
		ui_refused(ui, &err);
	ui_draw(ui);
}

void
workstation_close(struct workstation *w)
{
	if (!w)
		return;
	session_on_wait(w->ui.session, NULL, NULL);
	session_on_stop(w->ui.session, NULL, NULL);
	while (w->ui.depth > 0)
		screen_free(w->ui.stack[--w->ui.depth]);
	edit_done(&w->ui.line);
	palette_done(&w->ui.palette);
	past_done(&w->ui.messages);
	offer_close(&w->ui);
	arena_done(&w->ui.offer.arena);
	arena_done(&w->ui.menu_arena);
	canvas_done(&w->ui.canvas);
	free(w);
}
