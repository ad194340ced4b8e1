/* SPDX-License-Identifier: EUPL-1.2 */
/* Which base and which copy this file is, and what changes when a copy becomes another one. */
#include <stdio.h>

#include "pupitre/base/i18n.h"
#include "store_priv.h"

static bool
take(const struct sql *q, struct identity *out)
{
	struct str station = sql_col(q, 1), origin = sql_col(q, 3);

	*out = (struct identity){ 0 };
	if (!sql_col_null(q, 2) && !sql_col_uid(q, 2, &out->bundle))
		return false;
	snprintf(out->station, sizeof(out->station), "%.*s", STR_ARG(station));
	snprintf(out->origin, sizeof(out->origin), "%.*s", STR_ARG(origin));
	return sql_col_uid(q, 0, &out->base);
}

enum status
identity_read(struct store *st, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_IDENTITY_GET);
	bool row = false;
	enum status status = sql_step(&q, &row, err);
	struct identity found;

	if (status)
		return status;
	if (!row || !take(&q, &found)) {
		sql_close(&q);
		return err_set(
			err, ERR_SYSTEM, _("%s : la base a perdu son identifiant"), st->path);
	}
	sql_close(&q);
	st->identity = found;
	return OK;
}

void
identity_settle(struct store *st, bool committed)
{
	if (st->became && !committed)
		st->identity = st->kept;
	st->became = false;
}

struct uid
store_base(const struct store *st)
{
	return st->identity.base;
}

struct str
store_station(const struct store *st)
{
	return str_z(st->identity.station);
}

struct uid
store_bundle(const struct store *st)
{
	return st->identity.bundle;
}

struct str
store_origin(const struct store *st)
{
	return st->identity.origin[0] ? str_z(st->identity.origin) : STR_NONE;
}

enum status
store_become(
	struct store *st, struct uid station, struct uid bundle, struct str origin, struct err *err)
{
	enum status status = store_must_write(st, err);
	struct hex_text hex = uid_hex(station);
	struct sql q;

	if (status)
		return status;
	q = sql_open(&st->db, SQL_IDENTITY_SET);
	sql_str(&q, ":station", str_z(hex.s));
	if (uid_is(bundle))
		sql_uid(&q, ":bundle", &bundle);
	sql_str(&q, ":origin", origin);
	status = sql_run(&q, err);
	if (status)
		return status;
	if (!st->became)
		st->kept = st->identity;
	st->became = true;
	return identity_read(st, err);
}

enum status
store_forget_private(struct store *st, struct err *err)
{
	static const enum sql_id tables[] = { SQL_FORGET_DRAFT, SQL_FORGET_DRAFT_STEP,
		SQL_FORGET_PREFERENCE, SQL_FORGET_PERSONAL_TAG };
	enum status status = store_must_write(st, err);

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]) && !status; i++) {
		struct sql q = sql_open(&st->db, tables[i]);

		status = sql_run(&q, err);
	}
	return status;
}
