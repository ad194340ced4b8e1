/* SPDX-License-Identifier: EUPL-1.2 */
#include "zip_out.h"

#include <stdlib.h>
#include <zlib.h>

#include "pupitre/base/i18n.h"

enum { ENTRIES_MAX = 16, PIECE = 1 << 15 };
/* Of zlib: the XML of a table is so repetitive that more effort buys little. */
enum { LEVEL = 3 };
enum {
	LOCAL_HEADER = 0x04034b50,
	DESCRIPTOR = 0x08074b50,
	DIRECTORY_HEADER = 0x02014b50,
	DIRECTORY_END = 0x06054b50,
	VERSION = 20,
	SIZES_LATER = 1 << 3
};

struct entry {
	char name[48];
	bool stored;
	uint32_t crc;
	uint64_t packed, size, offset;
};

struct zip_out {
	struct buf *out;
	uint64_t written; /* bytes given to out since the beginning */
	uint16_t time, date;
	struct entry entries[ENTRIES_MAX];
	size_t count;
	z_stream stream;
};

static void
add(struct zip_out *z, const void *bytes, size_t len)
{
	buf_add(z->out, bytes, len);
	z->written += len;
}

/* Zip is little-endian. */
static void
add_number(struct zip_out *z, uint64_t v, int bytes)
{
	for (int i = 0; i < bytes; i++) {
		unsigned char c = i < 8 ? (unsigned char)(v >> (8 * i)) : 0;

		add(z, &c, 1);
	}
}

static void
set_date(struct zip_out *z, struct instant at)
{
	int year, month, day;
	int64_t minutes = (at.ms / 60000) % 1440;

	day_split(instant_day(at), &year, &month, &day);
	if (year < 1980)
		year = 1980;
	z->date = (uint16_t)((year - 1980) << 9 | month << 5 | day);
	z->time = (uint16_t)((minutes / 60) << 11 | (minutes % 60) << 5);
}

struct zip_out *
zip_out_new(struct buf *out, struct instant at)
{
	struct zip_out *z = calloc(1, sizeof *z);

	if (!z)
		die("out of memory");
	z->out = out;
	set_date(z, at);
	return z;
}

static struct entry *
begin(struct zip_out *z, const char *name, bool stored)
{
	struct entry *e = &z->entries[z->count++];

	if (z->count > ENTRIES_MAX || strlen(name) >= sizeof e->name)
		die("zip: %s", name);
	memcpy(e->name, name, strlen(name) + 1);
	e->stored = stored;
	e->offset = z->written;
	e->crc = (uint32_t)crc32(0, NULL, 0);
	return e;
}

static void
add_local_header(struct zip_out *z, const struct entry *e)
{
	add_number(z, LOCAL_HEADER, 4);
	add_number(z, VERSION, 2);
	add_number(z, e->stored ? 0 : SIZES_LATER, 2);
	add_number(z, e->stored ? 0 : Z_DEFLATED, 2);
	add_number(z, z->time, 2);
	add_number(z, z->date, 2);
	add_number(z, e->stored ? e->crc : 0, 4);
	add_number(z, e->stored ? e->packed : 0, 4);
	add_number(z, e->stored ? e->size : 0, 4);
	add_number(z, strlen(e->name), 2);
	add_number(z, 0, 2);
	add(z, e->name, strlen(e->name));
}

void
zip_out_stored(struct zip_out *z, const char *name, struct str bytes)
{
	struct entry *e = begin(z, name, true);

	e->crc = (uint32_t)crc32(e->crc, (const Bytef *)bytes.ptr, (uInt)bytes.len);
	e->packed = e->size = bytes.len;
	add_local_header(z, e);
	add(z, bytes.ptr, bytes.len);
}

void
zip_out_begin(struct zip_out *z, const char *name)
{
	struct entry *e = begin(z, name, false);

	add_local_header(z, e);
	z->stream = (z_stream){ 0 };
	if (deflateInit2(&z->stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		die("zlib");
}

static void
deflate_some(struct zip_out *z, int flush)
{
	struct entry *e = &z->entries[z->count - 1];
	unsigned char piece[PIECE];
	size_t n;

	do {
		z->stream.next_out = piece;
		z->stream.avail_out = sizeof piece;
		deflate(&z->stream, flush);
		n = sizeof piece - z->stream.avail_out;
		add(z, piece, n);
		e->packed += n;
	} while (z->stream.avail_out == 0);
}

void
zip_out_add(struct zip_out *z, struct str bytes)
{
	struct entry *e = &z->entries[z->count - 1];

	if (!bytes.len)
		return;
	e->crc = (uint32_t)crc32(e->crc, (const Bytef *)bytes.ptr, (uInt)bytes.len);
	e->size += bytes.len;
	z->stream.next_in = (Bytef *)(uintptr_t)bytes.ptr;
	z->stream.avail_in = (uInt)bytes.len;
	deflate_some(z, Z_NO_FLUSH);
}

void
zip_out_end(struct zip_out *z)
{
	const struct entry *e = &z->entries[z->count - 1];

	deflate_some(z, Z_FINISH);
	deflateEnd(&z->stream);
	z->stream = (z_stream){ 0 };
	add_number(z, DESCRIPTOR, 4);
	add_number(z, e->crc, 4);
	add_number(z, e->packed, 4);
	add_number(z, e->size, 4);
}

static void
add_directory_header(struct zip_out *z, const struct entry *e)
{
	add_number(z, DIRECTORY_HEADER, 4);
	add_number(z, VERSION, 2);
	add_number(z, VERSION, 2);
	add_number(z, e->stored ? 0 : SIZES_LATER, 2);
	add_number(z, e->stored ? 0 : Z_DEFLATED, 2);
	add_number(z, z->time, 2);
	add_number(z, z->date, 2);
	add_number(z, e->crc, 4);
	add_number(z, e->packed, 4);
	add_number(z, e->size, 4);
	add_number(z, strlen(e->name), 2);
	add_number(z, 0, 12); /* no extra field, no comment, disk 0, attributes */
	add_number(z, e->offset, 4);
	add(z, e->name, strlen(e->name));
}

enum status
zip_out_close(struct zip_out *z, struct err *err)
{
	uint64_t start = z->written;
	enum status st = OK;

	for (size_t i = 0; i < z->count; i++)
		add_directory_header(z, &z->entries[i]);
	uint64_t size = z->written - start;

	add_number(z, DIRECTORY_END, 4);
	add_number(z, 0, 4);
	add_number(z, z->count, 2);
	add_number(z, z->count, 2);
	add_number(z, size, 4);
	add_number(z, start, 4);
	add_number(z, 0, 2);
	if (z->written > UINT32_MAX)
		st = err_set(err, ERR_INPUT,
			_("le tableau dépasse 4 Gio : restreignez l'export par une recherche"));
	zip_out_drop(z);
	return st;
}

void
zip_out_drop(struct zip_out *z)
{
	if (z && z->stream.state)
		deflateEnd(&z->stream);
	free(z);
}
