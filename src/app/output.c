/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Where a person's file may not go, whatever he confirmed: on the base, on what stands beside it, on what is no
 * file. By name, because a companion may not exist yet; by inode, because a file has other names.
 */
#include <sys/stat.h>

#include "pupitre/base/i18n.h"
#include "session_priv.h"

static const char *const tails[] = { "", "-wal", "-shm", "-journal", ".verrou", ".cle" };

static bool
same_file(const struct stat *one, const struct stat *other)
{
	return one->st_dev == other->st_dev && one->st_ino == other->st_ino;
}

static const char *
name_in(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static bool
folder_of(struct arena *a, const char *path, struct stat *sb)
{
	struct str folder = { path, (size_t)(name_in(path) - path) };

	return stat(folder.len ? arena_z(a, folder) : ".", sb) == 0;
}

static bool
is_of_base(struct arena *a, const char *base, const char *path)
{
	struct stat to, own, folder, base_folder;
	bool exists = stat(path, &to) == 0;
	bool beside = folder_of(a, path, &folder) && folder_of(a, base, &base_folder) &&
		      same_file(&folder, &base_folder);

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		const char *one = arena_printf(a, "%s%s", base, tails[i]);

		if (beside && strcmp(name_in(path), name_in(one)) == 0)
			return true;
		if (exists && stat(one, &own) == 0 && same_file(&to, &own))
			return true;
	}
	return false;
}

/* What stands there and is no file: nothing is written into it nor over it. */
static enum status
refuse_other_kinds(const char *path, struct err *err)
{
	struct stat sb;

	if (stat(path, &sb) != 0 || S_ISREG(sb.st_mode))
		return OK;
	if (S_ISDIR(sb.st_mode))
		return err_set(err, ERR_INPUT,
			_("%s est un dossier : ajoutez-y le nom du fichier à écrire"), path);
	return err_set(err, ERR_INPUT,
		_("%s n'est pas un fichier ordinaire : donnez le nom d'un fichier"), path);
}

enum status
session_check_output(const struct session *s, const char *path, struct err *err)
{
	struct arena a = { 0 };
	enum status st = OK;

	if (strcmp(path, "-") == 0)
		return OK;
	if (is_of_base(&a, s->campaign.path, path))
		st = err_set(err, ERR_INPUT,
			_("%s est la base, ou un fichier dont elle vit : choisissez un autre nom"),
			path);
	if (!st)
		st = refuse_other_kinds(path, err);
	arena_done(&a);
	return st;
}
