/* SPDX-License-Identifier: EUPL-1.2 */
/* Two files without a name: u32 length | canonical bytes of a dossier, and the same for descriptors
 * (lstr demarche | lstr id | u32 section | u32 position | u32 kind | lstr label). */
#include "pupitre/store/staging.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"

enum { RECORD_BYTES = 64 << 20 };

struct staging {
	FILE *dossiers, *descriptors;
	int64_t count;
};

static enum status
failed(struct err *err)
{
	return err_set(err, ERR_SYSTEM,
		_("fichier de travail de l'import (%s) : libérez de la place dans /tmp"),
		strerror(errno));
}

enum status
staging_open(struct staging **out, struct err *err)
{
	struct staging *sg = calloc(1, sizeof(*sg));

	if (!sg)
		die("out of memory");
	sg->dossiers = tmpfile();
	sg->descriptors = tmpfile();
	if (!sg->dossiers || !sg->descriptors) {
		staging_close(sg);
		return failed(err);
	}
	*out = sg;
	return OK;
}

void
staging_close(struct staging *sg)
{
	if (!sg)
		return;
	if (sg->dossiers)
		fclose(sg->dossiers);
	if (sg->descriptors)
		fclose(sg->descriptors);
	free(sg);
}

static enum status
write_record(FILE *f, struct str bytes, struct err *err)
{
	struct buf len = { 0 };
	bool good;

	if (bytes.len > RECORD_BYTES)
		return err_set(err, ERR_INPUT, _("dossier trop volumineux (64 Mio au plus)"));
	buf_add_u32(&len, (uint32_t)bytes.len);
	good = fwrite(len.ptr, 1, len.len, f) == len.len &&
	       fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len;
	buf_done(&len);
	return good ? OK : failed(err);
}

/* *more false at the end. */
static enum status
read_record(FILE *f, struct arena *a, struct str *out, bool *more, struct err *err)
{
	char head[4];
	struct str rest = { head, sizeof(head) };
	uint32_t len;
	char *bytes;

	*more = false;
	if (fread(head, 1, sizeof(head), f) != sizeof(head) || !cut_u32(&rest, &len))
		return ferror(f) ? failed(err) : OK;
	if (len > RECORD_BYTES)
		return failed(err);
	bytes = arena_alloc(a, (size_t)len + 1);
	if (fread(bytes, 1, len, f) != len)
		return failed(err);
	*out = (struct str){ bytes, len };
	*more = true;
	return OK;
}

enum status
staging_add(struct staging *sg, const struct dossier *d, struct err *err)
{
	struct buf b = { 0 };
	enum status st;

	dossier_canonical(d, &b);
	st = write_record(sg->dossiers, buf_str(&b), err);
	buf_done(&b);
	if (!st)
		sg->count++;
	return st;
}

enum status
staging_add_descriptor(struct staging *sg, const struct stored_descriptor *d, struct err *err)
{
	struct buf b = { 0 };
	enum status st;

	buf_add_lstr(&b, d->demarche);
	buf_add_lstr(&b, d->id);
	buf_add_u32(&b, (uint32_t)d->section);
	buf_add_u32(&b, (uint32_t)d->position);
	buf_add_u32(&b, (uint32_t)d->kind);
	buf_add_lstr(&b, d->label);
	st = write_record(sg->descriptors, buf_str(&b), err);
	buf_done(&b);
	return st;
}

enum status
staging_next(struct staging *sg, struct arena *a, struct dossier *out, bool *more, struct err *err)
{
	struct str bytes;
	enum status st = read_record(sg->dossiers, a, &bytes, more, err);

	if (st || !*more)
		return st;
	if (!dossier_from_canonical(bytes, a, out))
		return err_set(err, ERR_SYSTEM, _("fichier de travail de l'import illisible"));
	return OK;
}

enum status
staging_next_descriptor(struct staging *sg, struct arena *a, struct stored_descriptor *out,
	bool *more, struct err *err)
{
	struct str bytes;
	uint32_t section, position, kind;
	enum status st = read_record(sg->descriptors, a, &bytes, more, err);

	if (st || !*more)
		return st;
	if (!cut_lstr(&bytes, &out->demarche) || !cut_lstr(&bytes, &out->id) ||
		!cut_u32(&bytes, &section) || !cut_u32(&bytes, &position) ||
		!cut_u32(&bytes, &kind) || kind >= FIELD_KIND_COUNT ||
		!cut_lstr(&bytes, &out->label))
		return err_set(err, ERR_SYSTEM, _("fichier de travail de l'import illisible"));
	out->section = (enum section)section;
	out->position = (int)position;
	out->kind = (enum field_kind)kind;
	return OK;
}

void
staging_rewind(struct staging *sg)
{
	rewind(sg->dossiers);
	rewind(sg->descriptors);
}

int64_t
staging_count(const struct staging *sg)
{
	return sg->count;
}
