/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file written piece by piece, that exists only once it is whole: without a name where the file system can do that,
 * else under a temporary one in the same folder; mode 0600, fsync, then its own name. Dropped or never committed,
 * nothing is left.
 */
#ifndef PUPITRE_BASE_FS_OUT_H
#define PUPITRE_BASE_FS_OUT_H

#include "pupitre/base/err.h"
#include "pupitre/base/str.h"

struct fs_out;

/* ERR_INPUT when the file exists and replace is false (and again at commit, if it came meanwhile). */
MUST_CHECK enum status fs_out_open(
	const char *path, bool replace, struct fs_out **out, struct err *err);
MUST_CHECK enum status fs_out_add(struct fs_out *o, struct str bytes, struct err *err);
MUST_CHECK enum status fs_out_commit(
	struct fs_out *o, struct err *err); /* o is gone, also on failure */
void fs_out_drop(struct fs_out *o); /* NULL is a no-op */

#endif
