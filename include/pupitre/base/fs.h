/* SPDX-License-Identifier: EUPL-1.2 */
/* Files: whole reads with a limit, atomic private writes, kinds of file systems. */
#ifndef PUPITRE_BASE_FS_H
#define PUPITRE_BASE_FS_H

#include "pupitre/base/arena.h"
#include "pupitre/base/err.h"
#include "pupitre/base/str.h"

/* ERR_INPUT when the file is larger than limit; ERR_SYSTEM when it cannot be read. */
MUST_CHECK enum status fs_read(
	const char *path, size_t limit, struct arena *a, struct str *out, struct err *err);
/* Temporary file in the same folder, fsync, rename; mode 0600. Without replace an existing file is
 * refused (ERR_INPUT). */
MUST_CHECK enum status fs_write(const char *path, struct str bytes, bool replace, struct err *err);
MUST_CHECK enum status fs_make_folders(const char *path_of_file, struct err *err); /* 0700 */

enum fs_kind {
	FS_SAFE,
	FS_VOLATILE /* tmpfs, overlay: doctor warns */,
	FS_UNSAFE /* network, FUSE */
};

/* Kind and name of the file system that holds path (or its folder when path does not exist). */
enum fs_kind fs_kind_of(const char *path, const char **name);
/* The table behind it, by the magic number of statfs(2); for tests. */
enum fs_kind fs_kind_by_magic(unsigned long magic, const char **name);
/* The same by the longest mount point that holds an absolute path, in the text of
 * /proc/self/mountinfo: statfs reports what lies under a 9p mount. FS_SAFE and no name when none
 * does (in a chroot), which says nothing. For tests. */
enum fs_kind fs_kind_by_mounts(struct str mountinfo, const char *path, const char **name);

#endif
