/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Drives a real program in a pseudo-terminal with libvterm as the screen. No sleeps: after each key
 * it waits for the program's handshake number (PUPITRE_TEST_FD), then takes what was written.
 *
 * Failure  a deadline, or a check that fails, prints the screen and fails the test.
 * Frames   the program writes each frame to the file named by PUPITRE_TEST_DUMP; pty_check compares
 *          it with the emulator's grid, cell by cell: text, attributes, colour, cursor.
 */
#ifndef TESTS_SUPPORT_PTY_H
#define TESTS_SUPPORT_PTY_H

#include <stdbool.h>
#include <stddef.h>

#include "pupitre/base/buf.h"
#include "pupitre/term/style.h"

struct pty;

struct pty_options {
	int rows, cols; /* 0: 24 and 80 */
	const char *term; /* NULL: xterm-256color */
	const char *const *env; /* "NAME=value" ..., NULL; added to a small fixed environment */
	enum theme theme; /* that the program shows, for the attributes of pty_check */
	bool without_handshake; /* do not wait for the program's first number */
};

/* argv[0] is the program's path. Waits until the first screen is there. */
struct pty *pty_start(const char *const argv[], const struct pty_options *options);
/* Kills the program if it still runs, and frees. */
void pty_end(struct pty *p);

/* Keys as key_parse spells them, "/brest<Enter>", each followed by a wait for the handshake. */
void pty_keys(struct pty *p, const char *script);
/* Where a key may end the program: false when it did. */
bool pty_keys_or_end(struct pty *p, const char *script);
void pty_paste(struct pty *p, const char *text); /* within paste brackets */
void pty_resize(struct pty *p, int rows, int cols);
/* Without waiting: raw bytes; a new size of which the program is told and the emulator too. */
void pty_send(struct pty *p, const void *bytes, size_t len);
void pty_resize_only(struct pty *p, int rows, int cols);
void pty_wait(struct pty *p); /* for the next number */
/* Reads for that time whatever happens; bytes that came. */
size_t pty_quiet(struct pty *p, int ms);

const char *pty_text(struct pty *p, int row); /* without trailing blanks; until the next call */
int pty_find(struct pty *p, const char *text); /* its first row, or -1 */
void pty_await(struct pty *p, const char *text); /* reads until a row shows it */
void pty_cursor(struct pty *p, int *row, int *col);
bool pty_cursor_visible(struct pty *p);
size_t pty_bytes(struct pty *p); /* written by the program since the last key, paste or resize */
/* All of it since the last key, as it came. */
struct str pty_output(struct pty *p);
/* The whole grid with attributes, as text: to compare two moments. */
void pty_grid(struct pty *p, struct buf *out);
/* Oracle 1: emulator == own frame. Oracle 3: the cursor stands on a cell of role selected or field,
 * where the frame has any. */
void pty_check(struct pty *p);
/* Oracle 2: nothing changes on the screen when all of it is sent again (Ctrl-L). */
void pty_check_redraw(struct pty *p);
/* By the program's own frame. */
enum role pty_cursor_role(struct pty *p);
enum role pty_role_at(struct pty *p, int row, int col);
int pty_rows(const struct pty *p);
int pty_cols(const struct pty *p);
/* Prints the screen and fails the test. */
void pty_fail(struct pty *p, const char *what);

void pty_kill(struct pty *p, int signal);
void pty_hang_up(struct pty *p); /* the line drops */
bool pty_stopped(struct pty *p); /* by SIGSTOP or SIGTSTP; waits for it up to the deadline */
bool pty_canonical(struct pty *p); /* the line is in the mode that a shell expects */
/* Waits for its end: exit status, or 128 + signal. */
int pty_exit(struct pty *p);

#endif
