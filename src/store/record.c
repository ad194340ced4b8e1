/* SPDX-License-Identifier: EUPL-1.2 */
#include "record_priv.h"

#include <assert.h>
#include <stdio.h>

#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"
#include "store_priv.h"

/* The families of sql/record.sql follow the order of enum entity. */
static_assert(
	SQL_QUESTION_FIELD_GET - SQL_CAMPAIGN_GET == ENTITY_QUESTION_FIELD, "record.sql: get");
static_assert(
	SQL_QUESTION_FIELD_PUT - SQL_CAMPAIGN_PUT == ENTITY_QUESTION_FIELD, "record.sql: put");
static_assert(SQL_QUESTION_FIELD_DELETE - SQL_CAMPAIGN_DELETE == ENTITY_QUESTION_FIELD,
	"record.sql: delete");
static_assert(
	SQL_QUESTION_FIELD_ALL - SQL_CAMPAIGN_ALL == ENTITY_QUESTION_FIELD, "record.sql: all");

static const enum sql_id of_dossier[ENTITY_COUNT] = {
	[ENTITY_INSTRUCTION] = SQL_INSTRUCTION_OF,
	[ENTITY_ASSIGNMENT] = SQL_ASSIGNMENT_OF,
	[ENTITY_EVALUATION] = SQL_EVALUATION_OF,
	[ENTITY_MARK] = SQL_MARK_OF,
	[ENTITY_DECISION] = SQL_DECISION_OF,
	[ENTITY_SUSPENSION] = SQL_SUSPENSION_OF,
	[ENTITY_NOTE] = SQL_NOTE_OF,
	[ENTITY_TAG] = SQL_TAG_OF,
	[ENTITY_PROPOSAL] = SQL_PROPOSAL_OF,
	[ENTITY_AWAY] = SQL_AWAY_OF,
	[ENTITY_QUESTION] = SQL_QUESTION_OF,
};

size_t
record_key_columns(enum entity e)
{
	size_t n = 0;

	while (entity_rows[e].keys[n])
		n++;
	return n;
}

static const char *
parameter(char name[40], const char *column)
{
	snprintf(name, 40, ":%s", column);
	return name;
}

static enum status
bind_key(struct sql *q, enum entity e, struct str key, struct err *err)
{
	struct str parts[4];
	size_t n = key_split(key, parts);
	char name[40];

	if (n != record_key_columns(e)) {
		sql_close(q);
		return err_set(err, ERR_INPUT, _("clé de %s mal formée : « %.*s »"),
			entity_rows[e].label, STR_ARG(key));
	}
	for (size_t i = 0; i < n; i++)
		sql_str(q, parameter(name, entity_rows[e].keys[i]), parts[i]);
	return OK;
}

static enum status
read_row(struct db *db, enum entity e, struct str key, struct arena *a,
	struct str values[RECORD_FIELDS], bool *found, struct err *err)
{
	struct sql q = sql_open(db, (enum sql_id)(SQL_CAMPAIGN_GET + (int)e));
	enum status st = bind_key(&q, e, key, err);
	size_t first = record_key_columns(e);
	bool row = false;

	if (!st)
		st = sql_step(&q, &row, err);
	if (st)
		return st;
	for (size_t i = 0; i < entity_rows[e].field_count; i++)
		values[i] = row ? sql_col_str(&q, (int)(first + i), a) : STR_NONE;
	*found = row;
	sql_close(&q);
	return OK;
}

static enum status
write_row(struct db *db, enum entity e, struct str key, const struct str *values, struct err *err)
{
	struct sql q = sql_open(db, (enum sql_id)(SQL_CAMPAIGN_PUT + (int)e));
	enum status st = bind_key(&q, e, key, err);
	char name[40];

	if (st)
		return st;
	for (size_t i = 0; i < entity_rows[e].field_count; i++)
		sql_str(&q, parameter(name, entity_rows[e].fields[i].name), values[i]);
	return sql_run(&q, err);
}

static enum status
delete_row(struct db *db, enum entity e, struct str key, struct err *err)
{
	struct sql q = sql_open(db, (enum sql_id)(SQL_CAMPAIGN_DELETE + (int)e));
	enum status st = bind_key(&q, e, key, err);

	return st ? st : sql_run(&q, err);
}

static bool
same_row(const struct change *a, const struct change *b)
{
	return a->entity == b->entity && str_eq(a->key, b->key);
}

/* n changes of one row. */
static enum status
put_row(struct db *db, const struct change *c, size_t n, struct arena *scratch, struct err *err)
{
	struct str values[RECORD_FIELDS];
	bool found = false;
	enum status st = read_row(db, c->entity, c->key, scratch, values, &found, err);

	if (st)
		return st;
	for (size_t i = 0; i < n; i++)
		values[c[i].field] = c[i].now;
	if (values[0].ptr)
		return write_row(db, c->entity, c->key, values, err);
	return found ? delete_row(db, c->entity, c->key, err) : OK;
}

enum status
record_put(struct db *db, const struct change *changes, size_t n, struct arena *scratch,
	struct err *err)
{
	enum status st = OK;

	for (size_t i = 0, end; i < n && !st; i = end) {
		for (end = i + 1; end < n && same_row(&changes[i], &changes[end]);)
			end++;
		st = put_row(db, &changes[i], end - i, scratch, err);
		arena_reset(scratch);
	}
	return st;
}

struct str
record_key(const struct sql *q, enum entity e, struct arena *a)
{
	size_t n = record_key_columns(e);
	struct buf b = { 0 };
	struct str key;

	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_addc(&b, '/');
		buf_adds(&b, sql_col(q, (int)i));
	}
	key = arena_str(a, buf_str(&b));
	buf_done(&b);
	return key;
}

enum status
store_row(struct store *st, enum entity e, struct str key, struct arena *a,
	struct str values[RECORD_FIELDS], bool *found, struct err *err)
{
	return read_row(&st->db, e, key, a, values, found, err);
}

enum status
store_get(struct store *st, enum entity e, struct str key, int field, struct arena *a,
	struct str *out, struct err *err)
{
	struct str values[RECORD_FIELDS];
	bool found;
	enum status status = read_row(&st->db, e, key, a, values, &found, err);

	if (!status)
		*out = values[field];
	return status;
}

enum status
record_list(struct sql *q, enum entity e, struct arena *a, struct record **out, size_t *count,
	struct err *err)
{
	size_t first = record_key_columns(e), n = 0, cap = 0;
	struct record *list = NULL, r;
	enum status status;
	bool row;

	while (!(status = sql_step(q, &row, err)) && row) {
		r = (struct record){ .key = record_key(q, e, a) };
		for (size_t i = 0; i < entity_rows[e].field_count; i++)
			r.values[i] = sql_col_str(q, (int)(first + i), a);
		ARENA_PUSH(a, list, n, cap, r);
	}
	if (status)
		return status;
	*out = list;
	*count = n;
	return OK;
}

enum status
store_rows(struct store *st, enum entity e, int64_t dossier, struct arena *a, struct record **out,
	size_t *count, struct err *err)
{
	bool some = dossier != 0 && of_dossier[e] != 0;
	struct sql q =
		sql_open(&st->db, some ? of_dossier[e] : (enum sql_id)(SQL_CAMPAIGN_ALL + (int)e));

	if (some)
		sql_int(&q, ":dossier", dossier);
	return record_list(&q, e, a, out, count, err);
}

enum status
store_put(struct store *st, const struct change *changes, size_t n, struct err *err)
{
	enum status status = store_must_write(st, err);
	struct arena scratch = { 0 };

	if (!status)
		status = record_put(&st->db, changes, n, &scratch, err);
	arena_done(&scratch);
	return status;
}

enum status
store_grid_save(struct store *st, struct hash hash, struct str yaml, struct err *err)
{
	enum status status = store_must_write(st, err);
	struct hex_text hex = hash_hex(hash);
	struct sql q;

	if (status)
		return status;
	q = sql_open(&st->db, SQL_GRID_YAML_ADD);
	sql_str(&q, ":hash", str_z(hex.s));
	sql_blob(&q, ":yaml", yaml);
	return sql_run(&q, err);
}

enum status
store_grid_load(
	struct store *st, struct hash hash, struct arena *a, struct str *yaml, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_GRID_YAML_GET);
	struct hex_text hex = hash_hex(hash);
	enum status status;
	bool row;

	sql_str(&q, ":hash", str_z(hex.s));
	status = sql_step(&q, &row, err);
	if (status)
		return status;
	if (!row)
		return err_set(
			err, ERR_SYSTEM, _("la grille %.12s… n'est pas dans la base"), hex.s);
	*yaml = sql_col_str(&q, 0, a);
	sql_close(&q);
	return OK;
}
