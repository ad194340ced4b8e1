/* SPDX-License-Identifier: EUPL-1.2 */
#include "nature.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"
#include "store_priv.h"

enum { PEEK_TRIES = 3 };

/* The file's first bytes (https://www.sqlite.org/fileformat.html, 1.3), numbers being big-endian. */
enum {
	HEAD_BYTES = 108,
	HEAD_PAGE_SIZE = 16,
	HEAD_FORMATS = 18, /* of writers and readers: 2 is WAL */
	HEAD_CHANGES = 24,
	HEAD_PAGES = 28, /* true when HEAD_PAGES_AT says as HEAD_CHANGES */
	HEAD_VERSION = 60,
	HEAD_APPLICATION = 68,
	HEAD_PAGES_AT = 92,
	HEAD_ROOT = 100 /* kind of the schema's root page */
};

static unsigned
big_endian(const unsigned char *b, int bytes)
{
	unsigned n = 0;

	for (int i = 0; i < bytes; i++)
		n = n << 8 | b[i];
	return n;
}

static bool
read_head(const char *path, unsigned char head[HEAD_BYTES], off_t *size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat sb;
	bool whole = false;

	if (fd < 0)
		return false;
	if (fstat(fd, &sb) == 0) {
		*size = sb.st_size;
		whole = pread(fd, head, HEAD_BYTES, 0) == HEAD_BYTES;
	}
	close(fd);
	return whole;
}

/* Ours, whole and in the WAL mode: true of nearly every start. */
static bool
is_plainly_ours(const char *path, int newest)
{
	unsigned char head[HEAD_BYTES];
	unsigned page;
	off_t size;

	if (!read_head(path, head, &size) || memcmp(head, "SQLite format 3", 16) != 0)
		return false;
	page = big_endian(head + HEAD_PAGE_SIZE, 2);
	return big_endian(head + HEAD_APPLICATION, 4) == APPLICATION_ID &&
	       big_endian(head + HEAD_VERSION, 4) <= (unsigned)newest &&
	       big_endian(head + HEAD_FORMATS, 2) == 0x0202 &&
	       big_endian(head + HEAD_PAGES_AT, 4) == big_endian(head + HEAD_CHANGES, 4) &&
	       (off_t)big_endian(head + HEAD_PAGES, 4) * page == size &&
	       (head[HEAD_ROOT] == 5 || head[HEAD_ROOT] == 13);
}

/* "file:/a%20b?immutable=1": reads without lock and without making -wal or -shm. */
static void
immutable_uri(const char *path, struct buf *out)
{
	buf_addz(out, "file:");
	for (const char *c = path; *c; c++) {
		if (strchr("%?# ", *c))
			buf_addf(out, "%%%02X", (unsigned char)*c);
		else
			buf_addc(out, *c);
	}
	buf_addz(out, "?immutable=1");
}

static int
read_pragma(sqlite3 *h, const char *sql, int *out)
{
	sqlite3_stmt *s;
	int rc = sqlite3_prepare_v2(h, sql, -1, &s, NULL);

	if (rc)
		return rc;
	rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		*out = sqlite3_column_int(s, 0);
	sqlite3_finalize(s);
	return rc == SQLITE_ROW ? SQLITE_OK : rc;
}

struct peek {
	int rc, application, version, objects;
};

static struct peek
peek_once(const char *path)
{
	struct peek p = { 0 };
	struct buf uri = { 0 };
	struct db db = { 0 };

	immutable_uri(path, &uri);
	p.rc = db_open(&db, uri.ptr, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOFOLLOW);
	if (!p.rc)
		store_harden(db.h);
	if (!p.rc)
		p.rc = read_pragma(db.h, "PRAGMA application_id", &p.application);
	if (!p.rc)
		p.rc = read_pragma(db.h, "PRAGMA user_version", &p.version);
	if (!p.rc)
		p.rc = read_pragma(db.h, "SELECT count(*) FROM sqlite_schema", &p.objects);
	db_close(&db);
	buf_done(&uri);
	return p;
}

static bool
wal_has_frames(const char *path)
{
	char wal[4200];
	struct stat sb;

	snprintf(wal, sizeof(wal), "%s-wal", path);
	return stat(wal, &sb) == 0 && sb.st_size > 0;
}

static enum status
look_closely(const char *path, int newest, struct err *err)
{
	struct peek p = { 0 };

	for (int i = 0; i < PEEK_TRIES; i++) {
		p = peek_once(path);
		if (p.rc == SQLITE_OK)
			break;
		if (wal_has_frames(path))
			return OK;
	}
	if ((p.rc & 0xff) == SQLITE_NOTADB)
		return err_set(err, ERR_INPUT,
			_("%s n'est pas une base de pupitre (ni une base SQLite) : fichier laissé "
			  "tel quel"),
			path);
	if (p.rc)
		return err_set(err, ERR_SYSTEM,
			_("%s est abîmée ou tronquée (%s) : fichier laissé tel quel ; reprenez la "
			  "dernière sauvegarde"),
			path, sqlite3_errstr(p.rc));
	if (p.application != APPLICATION_ID)
		return err_set(err, ERR_INPUT,
			_("%s est la base d'une autre application (marque %08x) : fichier laissé "
			  "tel quel"),
			path, (unsigned)p.application);
	if (p.version > newest)
		return err_set(err, ERR_INPUT,
			_("%s vient d'une version plus récente de pupitre (schéma %d, celui-ci "
			  "connaît "
			  "%d) : mettez le programme à jour"),
			path, p.version, newest);
	return OK;
}

enum status
nature_check(const char *path, int newest, bool *in_wal, struct err *err)
{
	*in_wal = is_plainly_ours(path, newest);
	return *in_wal ? OK : look_closely(path, newest, err);
}
