/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The workstation on a real base, driven by keys in memory. After every key the hardware cursor must
 * stand on a cell that is selected.
 */
#ifndef PUPITRE_TESTS_SUPPORT_DESK_H
#define PUPITRE_TESTS_SUPPORT_DESK_H

#include "pupitre/base/buf.h"
#include "pupitre/ui/workstation.h"
#include "support/base.h"

struct desk { /* one person at a screen */
	struct fixture f;
	struct session *session;
	struct backend *backend;
	struct workstation *work;
	struct buf text;
};

/* A base of that many plain dossiers, envelope 45 of 100 000 euros, "chef" at 24 rows of 80. */
void desk_start(struct desk *d, size_t dossiers);
/* n dossiers: numbers from 2001, the départements 45 and 37 in turn, 1 000 euros more asked each. */
void desk_start_list(struct desk *d, size_t n);
/* Dossiers that answer a filter, asked by another session. */
int64_t desk_count(struct desk *d, const char *filter);
void desk_stop(struct desk *d); /* the register and the whole check find nothing */
/* Another person, size or run, on the same base. */
void desk_sit(struct desk *d, int rows, int cols, const char *login);
void desk_leave(struct desk *d);

const char *desk_screen(struct desk *d); /* rows as text; no-break spaces as plain ones */
void desk_check_cursor(struct desk *d, const char *after);
void desk_keys(struct desk *d, const char *script); /* one at a time, as a person types */
void desk_shows(struct desk *d, const char *text);
void desk_hides(struct desk *d, const char *text);
void desk_selects(struct desk *d, const char *text); /* in the row of the cursor */

#endif
