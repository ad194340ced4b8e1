/* SPDX-License-Identifier: EUPL-1.2 */
/* What completes the name of a file being typed. */
#include "complete_path.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "pupitre/base/env.h"

enum { SHOWN_MOST = 200 };

const char *
path_typed(struct arena *a, struct str text)
{
	const char *home = env_get(ENV_HOME);

	text = str_trim(text);
	if (home && (str_eqz(text, "~") || str_starts(text, STR("~/"))))
		return arena_printf(a, "%s%.*s", home, (int)text.len - 1, text.ptr + 1);
	return arena_z(a, text);
}

const char *
path_whole(struct arena *a, const char *path)
{
	char *real = realpath(path, NULL);
	const char *whole = real ? arena_z(a, str_z(real)) : path;

	free(real);
	return whole;
}

bool
path_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
by_label(const void *a, const void *b)
{
	return str_cmp(((const struct menu_item *)a)->label, ((const struct menu_item *)b)->label);
}

/* Hidden ones only once their point is typed. */
static void
add_names(DIR *folder, const char *where, struct str typed, struct arena *a, struct proposals *out)
{
	const struct dirent *entry;

	while (out->count < SHOWN_MOST && (entry = readdir(folder))) {
		const char *name = entry->d_name;

		if (!str_starts(str_z(name), typed) || (name[0] == '.' && typed.len == 0) ||
			strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		if (is_folder(arena_printf(a, "%s/%s", where, name)))
			name = arena_printf(a, "%s/", name);
		out->items[out->count++] =
			(struct menu_item){ arena_str(a, str_z(name)), STR(""), 0 };
	}
}

enum status
complete_path(struct screen *s, struct str text, size_t at, struct arena *a, struct proposals *out,
	struct err *err)
{
	size_t start = at;
	const char *where;
	DIR *folder;

	(void)s, (void)err;
	while (start > 0 && text.ptr[start - 1] != '/')
		start--;
	*out = (struct proposals){ ARENA_ARRAY(a, struct menu_item, SHOWN_MOST), 0, start, at };
	where = start ? path_typed(a, (struct str){ text.ptr, start }) : ".";
	folder = opendir(where);
	if (!folder)
		return OK;
	add_names(folder, where, (struct str){ text.ptr + start, at - start }, a, out);
	closedir(folder);
	qsort(out->items, (size_t)out->count, sizeof(*out->items), by_label);
	return OK;
}
