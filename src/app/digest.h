/* SPDX-License-Identifier: EUPL-1.2 */
/* What identifies an imported file: its name without folders, and the hash of its bytes. */
#ifndef PUPITRE_APP_DIGEST_H
#define PUPITRE_APP_DIGEST_H

#include "pupitre/base/arena.h"
#include "pupitre/base/err.h"
#include "pupitre/base/hash.h"

MUST_CHECK enum status digest_file(const char *path, struct hash *out, struct err *err);
struct str file_name(struct arena *a, const char *path); /* cleaned */

#endif
