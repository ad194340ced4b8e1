/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A file that is being written has no name where the file system can do that (O_TMPFILE): a process that is killed leaves
 * nothing. It gets its own name at once, or, to replace another file, a temporary one that is renamed. Elsewhere it is
 * named .pupitre-<16 hex digits> from the start. It stands in the folder of its target, so that the last step stays within
 * one file system. A symbolic link at the target is replaced, never followed.
 */
#include "pupitre/base/fs_out.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pupitre/base/arena.h"
#include "pupitre/base/i18n.h"

struct fs_out {
	struct arena arena;
	const char *path, *name; /* name: the path without its folders */
	char temporary[32];
	int folder, fd; /* -1: not open */
	bool replace;
};

static enum status
fail(struct err *err, const char *path, const char *what, int number)
{
	const char *then = number == ENOSPC || number == EDQUOT || number == EFBIG
				   ? _("faites de la place, ou choisissez un autre disque")
				   : _("choisissez un autre dossier, ou vérifiez ses droits");

	return err_set(
		err, ERR_SYSTEM, _("%s : %s (%s) ; %s"), path, what, err_reason(number), then);
}

static const char *
name_in(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool
make_name(struct fs_out *o)
{
	uint64_t unique;

	if (getrandom(&unique, sizeof(unique), 0) != (ssize_t)sizeof(unique))
		return false;
	snprintf(
		o->temporary, sizeof(o->temporary), ".pupitre-%016llx", (unsigned long long)unique);
	return true;
}

/* What the kernel calls an open file; linking it is how a file without a name gets one. */
static void
path_of_open(const struct fs_out *o, char out[32])
{
	snprintf(out, 32, "/proc/self/fd/%d", o->fd);
}

static bool
open_nameless(struct fs_out *o)
{
	char path[32];

	o->fd = openat(o->folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
	if (o->fd < 0)
		return false;
	path_of_open(o, path);
	if (access(path, F_OK) == 0)
		return true;
	close(o->fd);
	o->fd = -1;
	return false;
}

static bool
open_named(struct fs_out *o)
{
	int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;

	if (!make_name(o))
		return false;
	o->fd = openat(o->folder, o->temporary, flags, 0600);
	return o->fd >= 0;
}

static bool
open_temporary(struct fs_out *o)
{
	struct str folder = { o->path, (size_t)(o->name - o->path) };

	o->folder = open(
		folder.len ? arena_z(&o->arena, folder) : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (o->folder < 0 || (!open_nameless(o) && !open_named(o)))
		return false;
	return fchmod(o->fd, 0600) == 0;
}

static enum status
refuse_existing(const char *path, struct err *err)
{
	return err_set(
		err, ERR_INPUT, _("%s : ce fichier existe déjà ; choisissez un autre nom"), path);
}

enum status
fs_out_open(const char *path, bool replace, struct fs_out **out, struct err *err)
{
	struct fs_out *o = calloc(1, sizeof(*o));
	struct stat sb;

	if (!o)
		die("out of memory");
	o->path = arena_z(&o->arena, str_z(path));
	o->name = name_in(o->path);
	o->folder = o->fd = -1;
	o->replace = replace;
	if (*o->name == '\0')
		errno = EISDIR;
	else if (!replace && lstat(path, &sb) == 0)
		errno = EEXIST;
	else if (open_temporary(o)) {
		*out = o;
		return OK;
	}
	int number = errno;

	fs_out_drop(o);
	return number == EEXIST ? refuse_existing(path, err)
				: fail(err, path, _("écriture impossible"), number);
}

enum status
fs_out_add(struct fs_out *o, struct str bytes, struct err *err)
{
	while (bytes.len > 0) {
		ssize_t n = write(o->fd, bytes.ptr, bytes.len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail(err, o->path, _("écriture impossible"), errno);
		bytes = (struct str){ bytes.ptr + n, bytes.len - (size_t)n };
	}
	return OK;
}

static bool
link_nameless(struct fs_out *o, const char *name)
{
	char path[32];

	path_of_open(o, path);
	return linkat(AT_FDCWD, path, o->folder, name, AT_SYMLINK_FOLLOW) == 0;
}

/* Its own name where that is free; else, to replace what has it, a temporary one. */
static bool
name_it(struct fs_out *o, bool *done)
{
	*done = link_nameless(o, o->name);
	if (*done || errno != EEXIST || !o->replace)
		return *done;
	if (!make_name(o) || !link_nameless(o, o->temporary)) {
		o->temporary[0] = '\0';
		return false;
	}
	return true;
}

/* Gives the temporary file its name; without replace never over another file. */
static bool
publish(struct fs_out *o)
{
	bool done = false;

	if (!o->temporary[0] && (!name_it(o, &done) || done))
		return done;
	if (o->replace)
		return renameat(o->folder, o->temporary, o->folder, o->name) == 0;
	if (renameat2(o->folder, o->temporary, o->folder, o->name, RENAME_NOREPLACE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	/* The file system does not know that flag: a link refuses an existing name as well. */
	if (linkat(o->folder, o->temporary, o->folder, o->name, 0) != 0)
		return false;
	unlinkat(o->folder, o->temporary, 0);
	return true;
}

enum status
fs_out_commit(struct fs_out *o, struct err *err)
{
	enum status st = OK;
	int number;

	if (fsync(o->fd) != 0) {
		st = fail(err, o->path, _("écriture impossible"), errno);
	} else if (!publish(o)) {
		number = errno;
		st = number == EEXIST ? refuse_existing(o->path, err)
				      : fail(err, o->path, _("écriture impossible"), number);
	} else {
		o->temporary[0] = '\0';
		if (fsync(o->folder) != 0 && errno != EINVAL)
			st = fail(err, o->path, _("écriture non garantie sur le disque"), errno);
	}
	fs_out_drop(o);
	return st;
}

void
fs_out_drop(struct fs_out *o)
{
	if (!o)
		return;
	if (o->fd >= 0)
		close(o->fd);
	if (o->folder >= 0 && o->temporary[0])
		unlinkat(o->folder, o->temporary, 0);
	if (o->folder >= 0)
		close(o->folder);
	arena_done(&o->arena);
	free(o);
}
