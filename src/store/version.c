/* SPDX-License-Identifier: EUPL-1.2 */
/* Contents that a dossier had: read again from what was kept. */
#include <zlib.h>

#include "dossiers_priv.h"
#include "pupitre/base/i18n.h"
#include "pupitre/store/merge.h"
#include "store_priv.h"

enum status
version_unpack(struct str packed, int64_t size, struct arena *a, struct str *out, struct err *err)
{
	uLongf len = (uLongf)size;
	Bytef *bytes;

	if (size < 0 || size > VERSION_BYTES)
		return err_set(err, ERR_SYSTEM, _("version de dossier illisible"));
	bytes = arena_alloc(a, len + 1);
	if (uncompress(bytes, &len, (const Bytef *)packed.ptr, packed.len) != Z_OK ||
		len != (uLongf)size)
		return err_set(err, ERR_SYSTEM, _("version de dossier illisible"));
	*out = (struct str){ (char *)bytes, len };
	return OK;
}

enum status
store_dossier_version_load(struct store *st, int64_t number, struct hash version, struct arena *a,
	struct dossier *out, bool *found, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_VERSION_GET);
	enum status status;
	struct str content;
	bool row;

	sql_int(&q, ":dossier", number);
	sql_hash(&q, ":version", &version);
	status = sql_step(&q, &row, err);
	if (status)
		return status;
	*found = row;
	if (!row)
		return OK;
	status = version_unpack(sql_col(&q, 1), sql_col_int(&q, 0), a, &content, err);
	sql_close(&q);
	if (!status && !dossier_from_canonical(content, a, out))
		status = err_set(
			err, ERR_SYSTEM, _("version du dossier %lld illisible"), (long long)number);
	return status;
}

enum status
versions_of_import(struct store *st, struct uid act, struct arena *a, struct kept_version **out,
	size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_VERSION_OF_IMPORT);
	struct kept_version *list = NULL, v;
	size_t n = 0, cap = 0;
	enum status status;
	bool row;

	sql_uid(&q, ":act", &act);
	while (!(status = sql_step(&q, &row, err)) && row) {
		v = (struct kept_version){ .dossier = sql_col_int(&q, 0),
			.size = sql_col_int(&q, 2),
			.content = sql_col_str(&q, 3, a) };
		if (sql_col_hash(&q, 1, &v.version))
			ARENA_PUSH(a, list, n, cap, v);
	}
	if (status)
		return status;
	*out = list;
	*count = n;
	return OK;
}

enum status
version_read(const struct kept_version *v, struct arena *a, struct dossier *out, struct err *err)
{
	struct dossier d;
	struct str content;
	struct err why;

	if (version_unpack(v->content, v->size, a, &content, &why) ||
		!hash_eq(hash_of(content), v->version) || !dossier_from_canonical(content, a, &d) ||
		d.number != v->dossier)
		return err_set(err, ERR_INPUT,
			_("dossier %lld : son contenu ne correspond pas à son empreinte"),
			(long long)v->dossier);
	*out = d;
	return OK;
}
