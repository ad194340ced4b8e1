/* SPDX-License-Identifier: EUPL-1.2 */
#include "dossiers_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#include "acts_priv.h"
#include "index.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"
#include "record_priv.h"
#include "store_priv.h"

enum { ROW_BYTES = 990000, ZLIB_LEVEL = 1 };

const char *const line_outcome_codes[3] = { "created", "changed", "unchanged" };

static enum status
too_big(int64_t number, const char *what, struct err *err)
{
	return err_set(err, ERR_INPUT,
		_("dossier %lld : %s dépasse ce que la base accepte (un million d'octets)"),
		(long long)number, what);
}

/* Everything that SQLite's limit on rows would refuse, before anything is written. */
static enum status
check_sizes(const struct dossier *d, struct err *err)
{
	for (size_t i = 0; i < d->field_count; i++) {
		const struct field *f = &d->fields[i];

		if (f->value.len + f->raw.len + f->label.len + f->descriptor.len + f->row.len >
			ROW_BYTES)
			return too_big(d->number, _("une réponse"), err);
	}
	if (d->title.len + d->motivation.len + d->category.len + d->contact.len +
			d->demarche_title.len + d->group.len >
		ROW_BYTES)
		return too_big(d->number, _("l'ensemble de ses intitulés"), err);
	if (d->applicant.name.len + d->applicant.address.len + d->applicant.epci.len > ROW_BYTES)
		return too_big(d->number, _("l'identité du demandeur"), err);
	return OK;
}

static enum status
has_version(struct db *db, int64_t number, const struct hash *version, bool *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_VERSION_HAS);
	int64_t one = 0;
	enum status st;

	sql_int(&q, ":dossier", number);
	sql_hash(&q, ":version", version);
	st = sql_one_int(&q, 0, &one, err);
	*out = one == 1;
	return st;
}

/* packed: caller frees. */
static enum status
pack(const struct dossier *d, struct str content, struct str *packed, struct err *err)
{
	uLongf len = compressBound(content.len);
	Bytef *out = malloc(len);

	if (!out)
		die("out of memory");
	if (content.len > VERSION_BYTES ||
		compress2(out, &len, (const Bytef *)content.ptr, content.len, ZLIB_LEVEL) != Z_OK ||
		len > ROW_BYTES) {
		free(out);
		return too_big(d->number, _("l'ensemble de ses réponses"), err);
	}
	*packed = (struct str){ (char *)out, len };
	return OK;
}

static enum status
add_version(struct db *db, const struct dossier *d, const struct hash *version, struct uid act,
	struct str packed, size_t size, struct err *err)
{
	struct sql q = sql_open(db, SQL_VERSION_ADD);

	sql_int(&q, ":dossier", d->number);
	sql_hash(&q, ":version", version);
	sql_int(&q, ":source", d->source);
	sql_instant(&q, ":modified", d->modified);
	sql_uid(&q, ":act", &act);
	sql_int(&q, ":size", (int64_t)size);
	sql_blob(&q, ":content", packed);
	return sql_run(&q, err);
}

static enum status
write_dossier(struct db *db, const struct dossier *d, const struct hash *version, struct err *err)
{
	struct arena a = { 0 };
	struct dossier held;
	struct hash old;
	bool found = false;
	enum status st = dossier_rows_read(db, d->number, &a, &held, &old, &found, err);

	if (!st)
		st = dossier_rows_write(db, d, version, err);
	if (!st)
		st = index_put(db, found ? &held : NULL, d, err);
	arena_done(&a);
	return st;
}

enum status
store_dossier_save(struct store *st, const struct dossier *d, struct uid act, struct err *err)
{
	enum status status = store_must_write(st, err);
	struct buf content = { 0 };
	struct str packed = STR_NONE;
	struct hash version;
	bool kept = true;

	if (!status)
		status = check_sizes(d, err);
	if (status)
		return status;
	dossier_canonical(d, &content);
	version = hash_of(buf_str(&content));
	status = pack(d, buf_str(&content), &packed, err);
	if (!status)
		status = write_dossier(&st->db, d, &version, err);
	if (!status)
		status = has_version(&st->db, d->number, &version, &kept, err);
	if (!status && !kept)
		status = add_version(&st->db, d, &version, act, packed, content.len, err);
	free((void *)(uintptr_t)packed.ptr);
	buf_done(&content);
	return status;
}

enum status
store_dossier_load(struct store *st, int64_t number, struct arena *a, struct dossier *out,
	bool *found, struct err *err)
{
	struct hash version;

	return dossier_rows_read(&st->db, number, a, out, &version, found, err);
}

enum status
store_dossier_version(
	struct store *st, int64_t number, struct hash *out, bool *found, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_DOSSIER_VERSION_HELD);
	enum status status;

	sql_int(&q, ":number", number);
	status = sql_step(&q, found, err);
	if (!status && *found) {
		sql_col_hash(&q, 0, out);
		sql_close(&q);
	}
	return status;
}

enum status
store_dossier_changed(struct store *st, int64_t number, struct instant *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_LINE_CHANGED);
	int64_t ms = 0;
	enum status status;

	sql_int(&q, ":dossier", number);
	status = sql_one_int(&q, INSTANT_NONE.ms, &ms, err);
	if (!status)
		out->ms = ms;
	return status;
}

bool
line_read(const struct sql *q, int first, struct import_line *out)
{
	struct str outcome = sql_col(q, first + 2);
	bool whole = sql_col_hash(q, first + 1, &out->version);
	int i = 0;

	while (i < 3 && !str_eqz(outcome, line_outcome_codes[i]))
		i++;
	out->dossier = sql_col_int(q, first);
	out->outcome = (enum line_outcome)i;
	out->state = sql_col(q, first + 3);
	out->decision = sql_col(q, first + 4);
	out->decided_at = sql_col_instant(q, first + 5);
	return whole && i < 3;
}

/* u64 number | version | u32 outcome | lstr state | lstr decision | u64 instant */
static void
line_digest(struct hash_state *h, const struct import_line *line)
{
	struct buf b = { 0 };

	buf_add_u64(&b, (uint64_t)line->dossier);
	buf_add(&b, line->version.b, sizeof(line->version.b));
	buf_add_u32(&b, (uint32_t)line->outcome);
	buf_add_lstr(&b, line->state);
	buf_add_lstr(&b, line->decision);
	buf_add_u64(&b, (uint64_t)line->decided_at.ms);
	hash_add(h, b.ptr, b.len);
	buf_done(&b);
}

size_t
line_changes(const struct import_line *line, struct arena *a, struct change out[4])
{
	struct str key = str_z(arena_printf(a, "%lld", (long long)line->dossier));
	size_t n = 0;

	if (line->state.ptr)
		out[n++] = (struct change){ ENTITY_INSTRUCTION, key, 0, STR_NONE, line->state };
	if (!line->decision.ptr)
		return n;
	out[n++] = (struct change){ ENTITY_DECISION, key, 0, STR_NONE, line->decision };
	out[n++] = (struct change){ ENTITY_DECISION, key,
		entity_field_find(ENTITY_DECISION, STR("origin")), STR_NONE,
		str_z(origin_codes[ORIGIN_PLATFORM]) };
	if (instant_is(line->decided_at))
		out[n++] = (struct change){ ENTITY_DECISION, key,
			entity_field_find(ENTITY_DECISION, STR("decided_at")), STR_NONE,
			str_z(arena_printf(a, "%lld", (long long)line->decided_at.ms)) };
	return n;
}

enum status
line_apply(struct db *db, const struct import_line *line, struct err *err)
{
	struct arena a = { 0 }, scratch = { 0 };
	struct change changes[4];
	size_t n = line_changes(line, &a, changes);
	enum status st = record_put(db, changes, n, &scratch, err);

	arena_done(&scratch);
	arena_done(&a);
	return st;
}

enum status
line_revisions(
	struct db *db, const struct import_line *line, const struct uid *act, struct err *err)
{
	struct arena a = { 0 };
	struct change changes[4];
	size_t n = line_changes(line, &a, changes);
	enum status st = act_set_revisions(db, changes, n, act, err);

	arena_done(&a);
	return st;
}

enum status
store_import_line(struct store *st, struct uid act, const struct import_line *line, struct err *err)
{
	enum status status = store_must_write(st, err);
	struct sql q;

	if (status)
		return status;
	q = sql_open(&st->db, SQL_LINE_ADD);
	sql_uid(&q, ":act", &act);
	sql_int(&q, ":dossier", line->dossier);
	sql_hash(&q, ":version", &line->version);
	sql_str(&q, ":outcome", str_z(line_outcome_codes[line->outcome]));
	sql_str(&q, ":state", line->state);
	sql_str(&q, ":decision", line->decision);
	sql_instant(&q, ":decided_at", line->decided_at);
	status = sql_run(&q, err);
	if (!status)
		status = line_apply(&st->db, line, err);
	return status ? status : line_revisions(&st->db, line, &act, err);
}

enum status
line_root(struct db *db, const struct uid *act, struct hash *out, bool *whole, struct err *err)
{
	struct sql q = sql_open(db, SQL_LINE_LIST);
	struct import_line line;
	struct hash_state h;
	enum status st;
	bool row;

	*whole = true;
	hash_init(&h);
	sql_uid(&q, ":act", act);
	while (!(st = sql_step(&q, &row, err)) && row) {
		*whole &= line_read(&q, 0, &line);
		line_digest(&h, &line);
	}
	if (!st)
		*out = hash_final(&h);
	return st;
}

enum status
store_import_root(struct store *st, struct uid act, struct hash *out, struct err *err)
{
	bool whole;

	return line_root(&st->db, &act, out, &whole, err);
}

enum status
store_descriptor_find(struct store *st, struct str demarche, struct str id, struct arena *a,
	struct stored_descriptor *out, bool *found, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_DESCRIPTOR_GET);
	enum status status;

	sql_str(&q, ":demarche", demarche);
	sql_str(&q, ":id", id);
	status = sql_step(&q, found, err);
	if (status || !*found)
		return status;
	*out = (struct stored_descriptor){ arena_str(a, demarche), arena_str(a, id),
		(enum section)sql_col_int(&q, 0), (int)sql_col_int(&q, 1),
		field_kind_find(sql_col(&q, 2)), sql_col_str(&q, 3, a) };
	sql_close(&q);
	return OK;
}

static bool
same_descriptor(const struct stored_descriptor *a, const struct stored_descriptor *b)
{
	return a->section == b->section && a->position == b->position && a->kind == b->kind &&
	       str_eq(a->label, b->label);
}

enum status
store_descriptor_save(
	struct store *st, const struct stored_descriptor *d, bool *is_new, struct err *err)
{
	struct arena a = { 0 };
	struct stored_descriptor held;
	bool found = false, same = false;
	enum status status = store_must_write(st, err);
	struct sql q;

	if (!status)
		status = store_descriptor_find(st, d->demarche, d->id, &a, &held, &found, err);
	if (!status)
		same = found && same_descriptor(d, &held);
	arena_done(&a);
	if (status)
		return status;
	*is_new = !same;
	if (same)
		return OK;
	q = sql_open(&st->db, SQL_DESCRIPTOR_PUT);
	sql_str(&q, ":demarche", d->demarche);
	sql_str(&q, ":id", d->id);
	sql_int(&q, ":section", d->section);
	sql_int(&q, ":position", d->position);
	sql_str(&q, ":kind", str_z(field_kind_codes[d->kind]));
	sql_str(&q, ":label", d->label);
	return sql_run(&q, err);
}

enum status
store_dossiers_of_siret(struct store *st, struct str siret, struct arena *a, int64_t **out,
	size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_DOSSIERS_OF_SIRET);
	int64_t *list = NULL;
	size_t n = 0, cap = 0;
	enum status status;
	bool row;

	sql_str(&q, ":siret", siret);
	while (!(status = sql_step(&q, &row, err)) && row)
		ARENA_PUSH(a, list, n, cap, sql_col_int(&q, 0));
	if (status)
		return status;
	*out = list;
	*count = n;
	return OK;
}

/* One look-up per number: nothing stays open while the callee writes. */
enum status
store_dossiers_each(struct store *st,
	enum status (*each)(void *ctx, int64_t number, struct err *err), void *ctx, struct err *err)
{
	int64_t after = INT64_MIN;
	enum status status = OK;
	bool row = true;

	while (!status && row) {
		struct sql q = sql_open(&st->db, SQL_DOSSIER_NEXT);

		sql_int(&q, ":after", after);
		status = sql_step(&q, &row, err);
		if (status || !row)
			break;
		after = sql_col_int(&q, 0);
		sql_close(&q);
		status = each(ctx, after, err);
	}
	return status;
}
