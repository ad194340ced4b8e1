/* SPDX-License-Identifier: EUPL-1.2 */
/* A small program on the real terminal and the real loop: a list of 300 rows and a field, with
 * texts that are wide, marked or hostile. The tests of term/ run it in a pseudo-terminal. */
#ifndef TESTS_SUPPORT_TOY_H
#define TESTS_SUPPORT_TOY_H

/*
 * j k <Up> <Down> <PgUp> <PgDn> g G move; / opens the field, <Enter> or <Esc> closes it; <Ctrl-L>
 * redraws; <Ctrl-Z> stops; b rings; w works for a while (a job); q ends; x exits without closing
 * anything. Row 1 says which key came last.
 *
 * Exit status: 0 after q, 7 after x, 3 after SIGHUP or SIGTERM, else as err.h says.
 */
int toy_main(void);

#endif
