/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The terminal's pictures. curses compares what is shown with what is wanted and sends the
 * difference; it reads nothing (tty.c) and its cursor is never hidden nor left behind, since a
 * screen reader follows it.
 *
 * REP      is not used: older PuTTY announce xterm and do not know it.
 * Keypad   modes stay off: no key is read by curses, and both forms are decoded anyway.
 */
#include "pupitre/term/terminal.h"

#include <stdlib.h>
#include <unistd.h>

#include "pupitre/base/env.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/term/frame.h"
#include "tty.h"

#include <curses.h>
#include <term.h>

struct curses {
	struct backend base;
	struct tty tty;
	SCREEN *screen;
	enum theme theme;
	struct cell *shown; /* the last canvas, rows x cols */
	cchar_t *line; /* one row on its way to curses */
	cchar_t blanks[STYLE_COUNT]; /* made as they are needed */
	int rows, cols;
};

static attr_t
attributes_of(struct look look)
{
	attr_t a = A_NORMAL;

	if (look.attributes & LOOK_BOLD)
		a |= A_BOLD;
	if (look.attributes & LOOK_REVERSE)
		a |= A_REVERSE;
	if (look.attributes & LOOK_UNDERLINE)
		a |= A_UNDERLINE;
	return a;
}

static void
make_cchar(const struct curses *cs, const char *text, enum style style, cchar_t *out)
{
	struct look look = style_look(cs->theme, style);
	struct str rest = str_z(text);
	wchar_t wide[CCHARW_MAX + 1] = { 0 };

	for (size_t n = 0; rest.len && n < CCHARW_MAX; n++)
		wide[n] = (wchar_t)utf8_next(&rest);
	setcchar(out, wide, attributes_of(look), (short)(look.colour + 1), NULL);
}

/* Nine cells of ten hold an ASCII character: a blank of the style is made once, and its character replaced. */
static void
to_cchar(struct curses *cs, const struct cell *cell, cchar_t *out)
{
	cchar_t *blank = &cs->blanks[cell->style];

	if (cell->text[1] != '\0' || (unsigned char)cell->text[0] >= 0x80) {
		make_cchar(cs, cell->text, (enum style)cell->style, out);
		return;
	}
	if (!blank->chars[0])
		make_cchar(cs, " ", (enum style)cell->style, blank);
	*out = *blank;
	out->chars[0] = (wchar_t)cell->text[0];
}

static void
put_row(struct curses *cs, int row, const struct cell *cells)
{
	int n = 0;

	for (int col = 0; col < cs->cols; col++) {
		if (cells[col].width)
			to_cchar(cs, &cells[col], &cs->line[n++]);
	}
	mvadd_wchnstr(row, 0, cs->line, n);
}

static void *
allocate(size_t count, size_t size)
{
	void *p = calloc(count, size);

	if (!p)
		die(_("mémoire insuffisante"));
	return p;
}

/* The canvas has another size than what curses believes: everything is sent again. */
static void
fit(struct curses *cs, const struct canvas *c)
{
	if (cs->shown && cs->rows == c->rows && cs->cols == c->cols)
		return;
	if (LINES != c->rows || COLS != c->cols)
		resizeterm(c->rows, c->cols);
	free(cs->shown);
	free(cs->line);
	cs->rows = c->rows;
	cs->cols = c->cols;
	cs->shown = allocate((size_t)c->rows * (size_t)c->cols, sizeof(*cs->shown));
	cs->line = allocate((size_t)c->cols, sizeof(*cs->line));
	clearok(curscr, TRUE);
}

static void
dump(const struct canvas *c)
{
	const char *path = env_get(ENV_TEST_DUMP);
	struct err err;

	if (!path || frame_write(c, path, &err) == OK)
		return;
	terminal_restore();
	die("%s", err.text);
}

static void
curses_draw(struct backend *b, const struct canvas *c)
{
	struct curses *cs = (struct curses *)b;
	size_t row_bytes = (size_t)c->cols * sizeof(*c->cells);

	fit(cs, c);
	for (int row = 0; row < c->rows; row++) {
		const struct cell *wanted = canvas_cell(c, row, 0);
		struct cell *shown = &cs->shown[(size_t)row * (size_t)c->cols];

		if (memcmp(shown, wanted, row_bytes) == 0)
			continue;
		put_row(cs, row, wanted);
		memcpy(shown, wanted, row_bytes);
	}
	move(c->cursor_row, c->cursor_col);
	refresh();
	dump(c);
}

static int
curses_fd(const struct backend *b)
{
	(void)b;
	return fileno(stdin);
}

static void
curses_size(struct backend *b, int *rows, int *cols)
{
	tty_size(&((struct curses *)b)->tty, rows, cols);
}

static struct key
curses_read_key(struct backend *b)
{
	return tty_read_key(&((struct curses *)b)->tty);
}

static int
curses_pending_ms(struct backend *b)
{
	return tty_pending_ms(&((struct curses *)b)->tty);
}

static void
curses_suspend(struct backend *b)
{
	(void)b;
	tty_paste_brackets(false);
	endwin();
}

static void
curses_resume(struct backend *b)
{
	(void)b;
	reset_prog_mode();
	clearok(curscr, TRUE);
	tty_paste_brackets(true);
}

static void
curses_bell(struct backend *b)
{
	(void)b;
	beep();
}

static void
curses_redraw(struct backend *b)
{
	(void)b;
	clearok(curscr, TRUE);
}

static void
curses_close(struct backend *b)
{
	struct curses *cs = (struct curses *)b;

	tty_paste_brackets(false);
	endwin();
	delscreen(cs->screen);
	tty_close(&cs->tty);
	free(cs->shown);
	free(cs->line);
	free(cs);
}

static const struct backend_ops curses_ops = {
	.close = curses_close,
	.fd = curses_fd,
	.size = curses_size,
	.read_key = curses_read_key,
	.pending_ms = curses_pending_ms,
	.draw = curses_draw,
	.suspend = curses_suspend,
	.resume = curses_resume,
	.ring = curses_bell,
	.redraw = curses_redraw,
};

static void
start_colours(struct curses *cs, enum theme theme)
{
	cs->theme = theme;
	if (theme == THEME_COLOUR && (env_get(ENV_NO_COLOR) || !has_colors()))
		cs->theme = THEME_MONO;
	if (cs->theme != THEME_COLOUR)
		return;
	start_color();
	use_default_colors();
	for (short colour = 0; colour < 8; colour++)
		init_pair((short)(colour + 1), colour, -1);
}

static void
start_modes(void)
{
	raw();
	noecho();
	nonl();
	leaveok(stdscr, FALSE);
	idlok(stdscr, TRUE); /* lines that moved are moved by the terminal */
	curs_set(1);
	repeat_char = NULL;
}

/* Asked first, since a newterm that fails keeps memory for ever. */
static bool
is_described(const char *name)
{
	int found = 0;

	if (setupterm(name, STDOUT_FILENO, &found) == OK)
		del_curterm(cur_term);
	return found == 1;
}

/* Until the screen was left once, ncurses sends what it has at each move of the cursor: fifty writes for
 * a frame in place of one. */
static SCREEN *
new_screen(const char *name)
{
	SCREEN *screen;

	setenv("NCURSES_NO_UTF8_ACS", "1", 1);
	screen = newterm(is_described(name) ? name : "xterm-256color", stdout, stdin);
	if (screen)
		endwin();
	return screen;
}

enum status
terminal_open(enum theme theme, struct backend **out, struct err *err)
{
	const char *name = env_get(ENV_TERM) ? env_get(ENV_TERM) : "xterm-256color";
	struct tty tty;

	if (strcmp(name, "dumb") == 0)
		return err_set(err, ERR_USAGE,
			_("le terminal « dumb » ne sait pas placer le curseur : ouvrir pupitre "
			  "dans un "
			  "autre terminal, ou utiliser « pupitre list »"));
	if (tty_open(&tty, err) != OK)
		return ERR_USAGE;
	SCREEN *screen = new_screen(name);

	if (!screen) {
		tty_close(&tty);
		return err_set(err, ERR_SYSTEM,
			_("aucune description du terminal « %s » ni de xterm-256color sur cette "
			  "machine : installer le paquet ncurses-base"),
			name);
	}
	struct curses *cs = allocate(1, sizeof(*cs));

	*cs = (struct curses){ .base = { &curses_ops }, .tty = tty, .screen = screen };
	start_modes();
	start_colours(cs, theme);
	tty_paste_brackets(true);
	*out = &cs->base;
	return OK;
}
