/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The real terminal: curses draws, our decoder reads.
 *
 * Needs    i18n_start and env_read before; standard input and output on a terminal.
 * Signals  block or handle them before terminal_open (loop_signals), or curses takes them.
 * One      terminal at a time in a process.
 */
#ifndef PUPITRE_TERM_TERMINAL_H
#define PUPITRE_TERM_TERMINAL_H

#include "pupitre/term/backend.h"

/* ERR_USAGE without a terminal or with TERM=dumb (the message names `pupitre list`), ERR_SYSTEM
 * when no description of the terminal is found. NO_COLOR, or a terminal without colours, makes
 * THEME_COLOUR a THEME_MONO. */
MUST_CHECK enum status terminal_open(enum theme theme, struct backend **out, struct err *err);

/* Gives the terminal back as it was found, from atexit or a fatal signal's handler: it only uses
 * write and tcsetattr, may be called twice, does nothing when no terminal is open. */
void terminal_restore(void);

/* True under a shell with job control, where Ctrl-Z may stop the program: we are not the session's
 * leader, and our parent is in our session but in another process group. */
bool terminal_can_stop(void);

/* Ctrl-Z: gives the terminal back, stops the process, takes the terminal again when the shell
 * continues it; then draw anew. Does nothing where terminal_can_stop is false. */
void terminal_stop(struct backend *b);

#endif
