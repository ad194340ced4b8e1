/* SPDX-License-Identifier: EUPL-1.2 */
#include "digest.h"

#include <errno.h>
#include <stdio.h>

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

enum status
digest_file(const char *path, struct hash *out, struct err *err)
{
	struct hash_state st;
	char block[65536];
	size_t n;
	bool failed;
	FILE *f = fopen(path, "rbe");

	if (!f)
		return err_set(err, ERR_SYSTEM, _("lecture de %s : %s"), path, err_reason(errno));
	hash_init(&st);
	while ((n = fread(block, 1, sizeof block, f)) > 0)
		hash_add(&st, block, n);
	failed = ferror(f);
	fclose(f);
	if (failed)
		return err_set(err, ERR_SYSTEM, _("lecture de %s : %s"), path, err_reason(EIO));
	*out = hash_final(&st);
	return OK;
}

struct str
file_name(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');

	return utf8_clean(a, str_z(slash ? slash + 1 : path), CLEAN_LINE, 200).text;
}
