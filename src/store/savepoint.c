/* SPDX-License-Identifier: EUPL-1.2 */
/* Savepoints. All have the same name: SQLite takes the innermost one, so they nest. */
#include "pupitre/base/i18n.h"
#include "pupitre/store/merge.h"
#include "store_priv.h"

static enum status
run(struct store *st, enum sql_id id, struct err *err)
{
	struct sql q = sql_open(&st->db, id);

	return sql_run(&q, err);
}

static enum status
must_have(const struct store *st, struct err *err)
{
	enum status status = store_must_write(st, err);

	if (!status && st->marks == 0)
		status = err_set(err, ERR_SYSTEM, _("aucun point de reprise n'est posé"));
	return status;
}

enum status
store_mark(struct store *st, struct err *err)
{
	enum status status = store_must_write(st, err);

	if (!status)
		status = run(st, SQL_SAVEPOINT, err);
	if (!status)
		st->marks++;
	return status;
}

enum status
store_mark_keep(struct store *st, struct err *err)
{
	enum status status = must_have(st, err);

	if (!status)
		status = run(st, SQL_SAVEPOINT_KEEP, err);
	if (!status)
		st->marks--;
	return status;
}

enum status
store_mark_back(struct store *st, struct err *err)
{
	enum status status = must_have(st, err);

	if (!status)
		status = run(st, SQL_SAVEPOINT_BACK, err);
	if (!status)
		status = store_mark_keep(st, err);
	/* The copy may have become another one since the mark. */
	if (!status && st->became)
		status = identity_read(st, err);
	return status;
}
