/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Temporary files are named .pupitre-<16 hex digits> and stand in the folder of their target, so
 * that the last step is one rename within one file system. A symbolic link at the target is
 * replaced, never followed.
 *
 * Nothing here may open the base: closing it would drop SQLite's locks of the whole process.
 *
 * Kinds: where SQLite's WAL (shared memory, POSIX locks) is safe. What is not known is unsafe.
 */
#include "pupitre/base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/fs_out.h"
#include "pupitre/base/i18n.h"

enum { READ_STEP = 65536 };

static enum status
fail(struct err *err, const char *path, const char *what, int number)
{
	return err_set(err, ERR_SYSTEM, "%s : %s : %s", path, what, err_reason(number));
}

/* read(2) until len bytes or the end; -1 with errno. */
static ssize_t
read_full(int fd, char *into, size_t len)
{
	size_t got = 0;

	while (got < len) {
		ssize_t n = read(fd, into + got, len - got);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		got += (size_t)n;
	}
	return (ssize_t)got;
}

/* Everything up to limit bytes, in steps: the size of a pipe or of a file of /proc is not known. */
static enum status
read_all(int fd, const char *path, size_t limit, struct buf *into, struct err *err)
{
	char step[READ_STEP];

	for (;;) {
		ssize_t n = read_full(fd, step, sizeof(step));

		if (n < 0)
			return fail(err, path, _("lecture impossible"), errno);
		if ((size_t)n > limit - into->len)
			return err_set(err, ERR_INPUT,
				_("%s : fichier trop gros, %zu octets au plus"), path, limit);
		buf_add(into, step, (size_t)n);
		if ((size_t)n < sizeof(step))
			return OK;
	}
}

enum status
fs_read(const char *path, size_t limit, struct arena *a, struct str *out, struct err *err)
{
	struct buf bytes = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0 && errno == ENOENT)
		return err_set(
			err, ERR_SYSTEM, _("%s : introuvable ; vérifiez le nom du fichier"), path);
	if (fd < 0)
		return fail(err, path, _("ouverture impossible"), errno);
	enum status st = read_all(fd, path, limit, &bytes, err);

	close(fd);
	if (st == OK)
		*out = arena_str(a, buf_str(&bytes));
	buf_done(&bytes);
	return st;
}

enum status
fs_write(const char *path, struct str bytes, bool replace, struct err *err)
{
	struct fs_out *out;
	enum status st = fs_out_open(path, replace, &out, err);

	if (st)
		return st;
	st = fs_out_add(out, bytes, err);
	if (!st)
		return fs_out_commit(out, err);
	fs_out_drop(out);
	return st;
}

static bool
make_folder(const char *path)
{
	struct stat st;

	if (mkdir(path, 0700) == 0)
		return true;
	int number = errno;

	if (stat(path, &st) == 0) {
		errno = ENOTDIR;
		return S_ISDIR(st.st_mode);
	}
	errno = number;
	return false;
}

enum status
fs_make_folders(const char *path_of_file, struct err *err)
{
	struct arena a = { 0 };
	char *path = arena_z(&a, str_z(path_of_file));
	enum status st = OK;

	for (char *slash = strchr(path, '/'); slash && st == OK; slash = strchr(slash + 1, '/')) {
		if (slash == path || slash[-1] == '/')
			continue;
		*slash = '\0';
		if (!make_folder(path))
			st = fail(err, path, _("création du dossier impossible"), errno);
		*slash = '/';
	}
	arena_done(&a);
	return st;
}

/* One row per kind that has a magic number, a name in mountinfo, or both. */
static const struct {
	unsigned long magic; /* 0: known by its name only */
	const char *type; /* as mountinfo spells it */
	enum fs_kind kind;
} kinds[] = {
	{ 0xEF53, "ext4", FS_SAFE },
	{ 0, "ext3", FS_SAFE },
	{ 0, "ext2", FS_SAFE },
	{ 0x58465342, "xfs", FS_SAFE },
	{ 0x9123683E, "btrfs", FS_SAFE },
	{ 0x2FC12FC1, "zfs", FS_SAFE },
	{ 0xF2F52010, "f2fs", FS_SAFE },
	{ 0x01021994, "tmpfs", FS_VOLATILE },
	{ 0x858458F6, "ramfs", FS_VOLATILE },
	{ 0x794C7630, "overlay", FS_VOLATILE },
	{ 0x6969, "nfs", FS_UNSAFE },
	{ 0, "nfs4", FS_UNSAFE },
	{ 0xFF534D42, "cifs", FS_UNSAFE },
	{ 0xFE534D42, "smb3", FS_UNSAFE },
	{ 0x517B, "smbfs", FS_UNSAFE },
	{ 0x65735546, "fuse", FS_UNSAFE },
	{ 0, "fuseblk", FS_UNSAFE },
	{ 0x01021997, "9p", FS_UNSAFE },
	{ 0, "virtiofs", FS_UNSAFE },
	{ 0x00C36400, "ceph", FS_UNSAFE },
	{ 0x5346414F, "afs", FS_UNSAFE },
	{ 0x6B414653, "kafs", FS_UNSAFE },
	{ 0x73757245, "coda", FS_UNSAFE },
	{ 0x47504653, "gpfs", FS_UNSAFE },
	{ 0x0BD00BD0, "lustre", FS_UNSAFE },
	{ 0x19830326, "beegfs", FS_UNSAFE },
	{ 0x01161970, "gfs2", FS_UNSAFE },
	{ 0x7461636F, "ocfs2", FS_UNSAFE },
	{ 0x786F4256, "vboxsf", FS_UNSAFE },
	{ 0xBACBACBC, "vmhgfs", FS_UNSAFE },
	{ 0x4D44, "vfat", FS_UNSAFE },
	{ 0x2011BAB0, "exfat", FS_UNSAFE },
	{ 0x5346544E, "ntfs", FS_UNSAFE },
	{ 0x7366746E, "ntfs3", FS_UNSAFE },
	{ 0x9FA0, "proc", FS_UNSAFE },
	{ 0x62656572, "sysfs", FS_UNSAFE },
	{ 0x73717368, "squashfs", FS_UNSAFE },
	{ 0x9660, "iso9660", FS_UNSAFE },
};

enum { KIND_COUNT = sizeof(kinds) / sizeof(*kinds) };

static enum fs_kind
kind_unknown(const char **name)
{
	*name = _("type inconnu");
	return FS_UNSAFE;
}

enum fs_kind
fs_kind_by_magic(unsigned long magic, const char **name)
{
	/* statfs sign-extends 32-bit numbers on some machines. */
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (kinds[i].magic != 0 && kinds[i].magic == (magic & 0xFFFFFFFF)) {
			*name = kinds[i].type;
			return kinds[i].kind;
		}
	return kind_unknown(name);
}

static enum fs_kind
kind_by_type(struct str type, const char **name)
{
	if (str_starts(type, STR("fuse.")))
		type = STR("fuse");
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (str_eqz(type, kinds[i].type)) {
			*name = kinds[i].type;
			return kinds[i].kind;
		}
	return kind_unknown(name);
}

/* The kernel writes blanks, line ends and backslashes in paths as "\040". */
static struct str
unescape(struct arena *a, struct str s)
{
	char *out = arena_alloc(a, s.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\\' && s.len - i > 3) {
			const char *d = s.ptr + i + 1;

			out[n++] = (char)((d[0] - '0') * 64 + (d[1] - '0') * 8 + (d[2] - '0'));
			i += 3;
		} else {
			out[n++] = s.ptr[i];
		}
	}
	return (struct str){ out, n };
}

static bool
holds(struct str mount, struct str path)
{
	if (str_eq(mount, STR("/")))
		return true;
	return str_starts(path, mount) && (path.len == mount.len || path.ptr[mount.len] == '/');
}

/* "36 35 98:0 /root /mount options... - type source options": the mount point and the type. */
static bool
mount_line(struct arena *a, struct str line, struct str *mount, struct str *type)
{
	struct str field;
	ptrdiff_t dash = str_find(line, STR(" - "));

	if (dash < 0)
		return false;
	struct str after = { line.ptr + dash + 3, line.len - (size_t)dash - 3 };

	str_cut(&after, ' ', type);
	for (int i = 0; i < 5; i++)
		str_cut(&line, ' ', &field);
	*mount = unescape(a, field);
	return true;
}

enum fs_kind
fs_kind_by_mounts(struct str mountinfo, const char *path, const char **name)
{
	struct arena a = { 0 };
	struct str line, best_type = STR_NONE;
	size_t best = 0;

	while (mountinfo.len > 0) {
		struct str mount, type;

		str_cut(&mountinfo, '\n', &line);
		if (!mount_line(&a, line, &mount, &type) || !holds(mount, str_z(path)))
			continue;
		if (mount.len >= best) { /* of two at one place the later one hides the other */
			best = mount.len;
			best_type = type;
		}
	}
	enum fs_kind kind = FS_SAFE;

	*name = NULL;
	if (best)
		kind = kind_by_type(best_type, name);
	arena_done(&a);
	return kind;
}

/* Absolute path of the nearest part of path that exists; false when there is none. */
static bool
existing_part(const char *path, char resolved[PATH_MAX])
{
	char part[PATH_MAX];

	if (snprintf(part, sizeof(part), "%s", path) >= (int)sizeof(part))
		return false;
	while (!realpath(part, resolved)) {
		char *slash = strrchr(part, '/');

		if (errno != ENOENT && errno != ENOTDIR)
			return false;
		if (slash == part && part[1] == '\0')
			return false;
		if (slash)
			slash[slash == part] = '\0';
		else if (strcmp(part, ".") != 0)
			strcpy(part, ".");
		else
			return false;
	}
	return true;
}

enum fs_kind
fs_kind_of(const char *path, const char **name)
{
	enum { MOUNTINFO_MAX = 4 << 20 };
	char resolved[PATH_MAX];
	struct statfs fs;
	struct arena a = { 0 };
	struct str mountinfo;
	const char *mount_name;

	if (!existing_part(path, resolved) || statfs(resolved, &fs) != 0)
		return kind_unknown(name);
	enum fs_kind kind = fs_kind_by_magic((unsigned long)fs.f_type, name);

	if (fs_read("/proc/self/mountinfo", MOUNTINFO_MAX, &a, &mountinfo, NULL) == OK) {
		enum fs_kind mounted = fs_kind_by_mounts(mountinfo, resolved, &mount_name);

		if (mount_name && mounted >= kind) {
			kind = mounted;
			*name = mount_name;
		}
	}
	arena_done(&a);
	return kind;
}
