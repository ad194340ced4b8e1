/* SPDX-License-Identifier: EUPL-1.2 */
/* How far each station's chain is known, and by whom. */
#include "db.h"
#include "pupitre/base/buf.h"
#include "pupitre/store/merge.h"
#include "store_priv.h"

enum status
store_vector(struct store *st, struct arena *a, struct str *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_STATION_HEADS);
	struct buf b = { 0 };
	enum status status;
	bool row;

	buf_addz(&b, "");
	while (!(status = sql_step(&q, &row, err)) && row) {
		if (b.len)
			buf_addc(&b, ' ');
		buf_adds(&b, sql_col(&q, 0));
		buf_addf(&b, ":%lld", (long long)sql_col_int(&q, 1));
	}
	if (!status)
		*out = arena_str(a, buf_str(&b));
	buf_done(&b);
	return status;
}

static enum status
known(struct sql *q, struct arena *a, struct str *out, bool *found, struct err *err)
{
	enum status status = sql_step(q, found, err);

	if (!status && *found) {
		*out = sql_col_str(q, 0, a);
		sql_close(q);
	}
	return status;
}

enum status
vector_of(struct store *st, struct str station, int64_t seq, struct arena *a, struct str *out,
	struct err *err)
{
	struct sql merge = sql_open(&st->db, SQL_MERGE_KNOWN);
	struct sql bundle = sql_open(&st->db, SQL_BUNDLE_KNOWN);
	struct str vector = STR_NONE;
	bool found = false;
	enum status status;

	sql_str(&merge, ":station", station);
	sql_int(&merge, ":seq", seq);
	status = known(&merge, a, &vector, &found, err);
	if (!status && !found) {
		sql_str(&bundle, ":station", station);
		status = known(&bundle, a, &vector, &found, err);
	}
	if (!status)
		*out = vector.ptr ? vector : STR("");
	return status;
}

enum status
station_is_mallette(struct store *st, struct str station, bool *out, struct err *err)
{
	struct sql bundle = sql_open(&st->db, SQL_BUNDLE_KNOWN);
	enum status status;

	sql_str(&bundle, ":station", station);
	status = sql_step(&bundle, out, err);
	sql_close(&bundle);
	return status;
}

int64_t
vector_seq(struct str vector, struct str station)
{
	struct str entry, name;
	bool more = vector.ptr != NULL;
	int64_t seq;

	while (more) {
		more = str_cut(&vector, ' ', &entry);
		if (str_cut(&entry, ':', &name) && str_eq(name, station) && str_int(entry, &seq))
			return seq > 0 ? seq : 0;
	}
	return 0;
}
