/* SPDX-License-Identifier: EUPL-1.2 */
/* A new base: made whole under another name, then linked. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "schema.h"
#include "store_priv.h"

static enum status
fill_new(struct db *db, const struct store *st, const struct uid *base, struct uid_source *ids,
	struct err *err)
{
	struct uid_source fresh = { 0 };
	struct uid own = base ? *base : uid_new(ids ? ids : &fresh);
	struct hex_text station = uid_hex(uid_new(ids ? ids : &fresh));
	char pragma[64];
	struct sql q;
	enum status status;

	snprintf(pragma, sizeof(pragma), "PRAGMA application_id = %d; BEGIN IMMEDIATE",
		APPLICATION_ID);
	status = db_script(db, str_z(pragma), err);
	if (!status)
		status = schema_migrate(db, st->migrations, st->migration_count, 0, err);
	if (!status)
		status = schema_derive(db, err);
	if (status)
		return status;
	q = sql_open(db, SQL_IDENTITY_ADD);
	sql_uid(&q, ":base", &own);
	sql_str(&q, ":station", str_z(station.s));
	status = sql_run(&q, err);
	return status ? status : db_script(db, STR("COMMIT"), err);
}

/* Made whole under another name, then linked: the base exists entirely or not at all. */
static enum status
make_file(struct store *st, const char *draft, const struct uid *base, struct uid_source *ids,
	struct err *err)
{
	struct db db = { 0 };
	enum status status;
	int rc, fd = open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return err_set(err, ERR_SYSTEM, _("%s : création impossible (%s)"), draft,
			strerror(errno));
	close(fd);
	rc = db_open(
		&db, draft, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE);
	status = rc ? db_fail(&db, rc, err) : fill_new(&db, st, base, ids, err);
	db_close(&db);
	if (!status && link(draft, st->path) != 0)
		status = err_set(err, errno == EEXIST ? ERR_INPUT : ERR_SYSTEM,
			_("%s : création impossible (%s)"), st->path, strerror(errno));
	unlink(draft);
	return status;
}

static enum status
check_absent(const char *path, struct err *err)
{
	struct stat sb;

	if (lstat(path, &sb) == 0)
		return err_set(err, ERR_INPUT,
			_("%s existe déjà : il est laissé tel quel ; choisissez un autre nom"),
			path);
	return OK;
}

static enum status
create(const char *path, const struct store_options *o, const struct uid *base,
	struct uid_source *ids, struct store **out, struct err *err)
{
	struct store *st = store_new(o);
	enum status status = fs_make_folders(path, err);
	char draft[4300];

	if (!status)
		status = store_resolve(path, &st->path, err);
	if (!status)
		status = check_absent(st->path, err);
	if (!status)
		status = store_check_file_system(st->path, o, err);
	if (!status) {
		snprintf(draft, sizeof(draft), "%s.neuf-%ld", st->path, (long)getpid());
		status = make_file(st, draft, base, ids, err);
	}
	store_close(st);
	return status ? status : store_open(path, o, out, err);
}

enum status
store_create(const char *path, const struct store_options *o, struct uid_source *ids,
	struct store **out, struct err *err)
{
	return create(path, o, NULL, ids, out, err);
}

enum status
store_create_copy(const char *path, const struct store_options *o, struct uid base,
	struct uid_source *ids, struct store **out, struct err *err)
{
	return create(path, o, &base, ids, out, err);
}
