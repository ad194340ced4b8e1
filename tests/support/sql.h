/* SPDX-License-Identifier: EUPL-1.2 */
/* A hand on the file behind the program's back, for tests of proof: nothing of the program runs. */
#ifndef PUPITRE_TESTS_SUPPORT_SQL_H
#define PUPITRE_TESTS_SUPPORT_SQL_H

#include "pupitre/base/arena.h"

#include <stdint.h>

/* Statements without result; fails the test when SQLite refuses. Checks and foreign keys are off. */
void sql_do(const char *base, const char *statements);
int64_t sql_number(const char *base, const char *query); /* first cell */
/* First cell as text; "~" when there is no row or it is NULL. The file stays open until sql_leave or another
 * base is asked. */
const char *sql_text(const char *base, const char *query, struct arena *a);
void sql_leave(void);
/* One byte of a cell: one bit of a text or blob in its middle, 1000 more for an integer, something
 * where there was nothing. nth: 0-based, by n in act, by hash in act_text. */
void sql_spoil(const char *base, const char *table, const char *column, int nth);
void sql_drop_triggers(const char *base);

#endif
