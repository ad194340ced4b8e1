/* SPDX-License-Identifier: EUPL-1.2 */
/* What the two halves of the driver share: pty.c (process, bytes), pty_screen.c (grid, frames). */
#ifndef TESTS_SUPPORT_PTY_PRIV_H
#define TESTS_SUPPORT_PTY_PRIV_H

#include <sys/types.h>

#include <vterm.h>

#include "support/pty.h"

struct pty {
	pid_t pid;
	int master, hand; /* -1 when closed */
	bool ended;
	int status;
	int rows, cols;
	enum theme theme;
	bool cursor_visible;
	VTerm *vt;
	VTermScreen *screen;
	struct buf output; /* since the last key */
	struct buf row; /* what pty_text gave last */
	struct buf frame; /* the program's own frame, as read last */
	char dump[40];
};

void pty_open_screen(struct pty *p);

#endif
