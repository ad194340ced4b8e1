/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What a file says it is, without touching it: a file of another program is refused as it was, and
 * gets neither -wal nor -shm beside it.
 *
 * The first bytes tell of nearly every base that it is ours, since a second connection would parse
 * the schema twice at each start. Whatever is less plain is looked at by an immutable connection.
 * Beside a write-ahead log the pages of the file may be between two states: the real connection
 * judges then.
 *
 * The file is opened and closed, which drops the locks that this process holds on it: a process
 * opens a base before it writes in it.
 */
#ifndef PUPITRE_STORE_NATURE_H
#define PUPITRE_STORE_NATURE_H

#include "pupitre/base/err.h"

#include <stdbool.h>

/* newest: the last version of the schema that is known. in_wal: the log is known to be on. */
MUST_CHECK enum status nature_check(const char *path, int newest, bool *in_wal, struct err *err);

#endif
