/* SPDX-License-Identifier: EUPL-1.2 */
/* A dossier as rows: one function per table and direction, columns in the order of the schema. */
#include "dossiers_priv.h"

static void
bind_day(struct sql *q, const char *name, struct day d, struct day_text *text)
{
	*text = day_iso(d);
	sql_str(q, name, day_is(d) ? str_z(text->s) : STR_NONE);
}

static struct day
col_day(const struct sql *q, int i)
{
	struct day d;

	return day_parse_iso(sql_col(q, i), &d) ? d : DAY_NONE;
}

static enum status
write_main(struct db *db, const struct dossier *d, const struct hash *version, struct err *err)
{
	struct sql q = sql_open(db, SQL_DOSSIER_PUT);
	struct day_text start, end;

	sql_int(&q, ":number", d->number);
	sql_hash(&q, ":version", version);
	sql_int(&q, ":source", d->source);
	sql_instant(&q, ":modified", d->modified);
	sql_int(&q, ":answered", d->answered.ms);
	sql_str(&q, ":demarche", d->demarche);
	sql_str(&q, ":demarche_title", d->demarche_title);
	sql_str(&q, ":platform_state", d->platform_state);
	sql_instant(&q, ":submitted_at", d->submitted_at);
	sql_instant(&q, ":instruction_at", d->instruction_at);
	sql_instant(&q, ":decided_at", d->decided_at);
	sql_str(&q, ":motivation", d->motivation);
	sql_str(&q, ":group_name", d->group);
	sql_str(&q, ":title", d->title);
	sql_str(&q, ":department", d->department);
	sql_str(&q, ":category", d->category);
	sql_int(&q, ":volet", d->volet);
	sql_money(&q, ":total_cents", d->total);
	sql_money(&q, ":requested_cents", d->requested);
	sql_money(&q, ":other_funding_cents", d->other_funding);
	bind_day(&q, ":start_day", d->start, &start);
	bind_day(&q, ":end_day", d->end, &end);
	sql_str(&q, ":contact", d->contact);
	return sql_run(&q, err);
}

static enum status
read_main(struct db *db, int64_t number, struct arena *a, struct dossier *d, struct hash *version,
	bool *found, struct err *err)
{
	struct sql q = sql_open(db, SQL_DOSSIER_GET);
	enum status st;

	sql_int(&q, ":number", number);
	st = sql_step(&q, found, err);
	if (st || !*found)
		return st;
	sql_col_hash(&q, 0, version);
	d->number = number;
	d->source = (enum source)sql_col_int(&q, 1);
	d->modified = sql_col_instant(&q, 2);
	d->answered.ms = sql_col_int(&q, 3);
	d->demarche = sql_col_str(&q, 4, a);
	d->demarche_title = sql_col_str(&q, 5, a);
	d->platform_state = sql_col_str(&q, 6, a);
	d->submitted_at = sql_col_instant(&q, 7);
	d->instruction_at = sql_col_instant(&q, 8);
	d->decided_at = sql_col_instant(&q, 9);
	d->motivation = sql_col_str(&q, 10, a);
	d->group = sql_col_str(&q, 11, a);
	d->title = sql_col_str(&q, 12, a);
	d->department = sql_col_str(&q, 13, a);
	d->category = sql_col_str(&q, 14, a);
	d->volet = (int)sql_col_int(&q, 15);
	d->total = sql_col_money(&q, 16);
	d->requested = sql_col_money(&q, 17);
	d->other_funding = sql_col_money(&q, 18);
	d->start = col_day(&q, 19);
	d->end = col_day(&q, 20);
	d->contact = sql_col_str(&q, 21, a);
	sql_close(&q);
	return OK;
}

static enum status
write_applicant(struct db *db, const struct dossier *d, struct err *err)
{
	const struct applicant *who = &d->applicant;
	struct sql q = sql_open(db, SQL_APPLICANT_PUT);

	sql_int(&q, ":dossier", d->number);
	sql_str(&q, ":siret", who->siret);
	sql_str(&q, ":name", who->name);
	sql_str(&q, ":kind", who->kind);
	sql_str(&q, ":insee", who->insee);
	sql_str(&q, ":department", who->department);
	sql_str(&q, ":epci", who->epci);
	sql_int(&q, ":population", who->population);
	sql_str(&q, ":address", who->address);
	sql_str(&q, ":city", who->city);
	sql_str(&q, ":email", who->email);
	return sql_run(&q, err);
}

static enum status
read_applicant(
	struct db *db, int64_t number, struct arena *a, struct applicant *who, struct err *err)
{
	struct sql q = sql_open(db, SQL_APPLICANT_GET);
	enum status st;
	bool row;

	who->population = -1;
	sql_int(&q, ":dossier", number);
	st = sql_step(&q, &row, err);
	if (st || !row)
		return st;
	who->siret = sql_col_str(&q, 0, a);
	who->name = sql_col_str(&q, 1, a);
	who->kind = sql_col_str(&q, 2, a);
	who->insee = sql_col_str(&q, 3, a);
	who->department = sql_col_str(&q, 4, a);
	who->epci = sql_col_str(&q, 5, a);
	who->population = sql_col_int(&q, 6);
	who->address = sql_col_str(&q, 7, a);
	who->city = sql_col_str(&q, 8, a);
	who->email = sql_col_str(&q, 9, a);
	sql_close(&q);
	return OK;
}

static enum status
clear(struct db *db, enum sql_id id, int64_t number, struct err *err)
{
	struct sql q = sql_open(db, id);

	sql_int(&q, ":dossier", number);
	return sql_run(&q, err);
}

static enum status
write_fields(struct db *db, const struct dossier *d, struct err *err)
{
	enum status st = clear(db, SQL_FIELD_CLEAR, d->number, err);

	for (size_t i = 0; i < d->field_count && !st; i++) {
		const struct field *f = &d->fields[i];
		struct sql q = sql_open(db, SQL_FIELD_ADD);

		sql_int(&q, ":dossier", d->number);
		sql_int(&q, ":position", (int64_t)i);
		sql_int(&q, ":section", f->section);
		sql_str(&q, ":kind", str_z(field_kind_codes[f->kind]));
		sql_str(&q, ":descriptor", f->descriptor);
		sql_str(&q, ":row", f->row);
		sql_str(&q, ":label", f->label);
		sql_int(&q, ":occurrence", f->occurrence);
		sql_str(&q, ":value", f->value);
		sql_blob(&q, ":raw", f->raw);
		sql_int(&q, ":flags", f->flags);
		sql_int(&q, ":stated", f->stated.ms);
		st = sql_run(&q, err);
	}
	return st;
}

static enum status
read_fields(struct db *db, struct dossier *d, struct arena *a, struct err *err)
{
	struct sql q = sql_open(db, SQL_FIELD_LIST);
	size_t cap = 0;
	enum status st;
	struct field f;
	bool row;

	sql_int(&q, ":dossier", d->number);
	while (!(st = sql_step(&q, &row, err)) && row) {
		f = (struct field){ .section = (enum section)sql_col_int(&q, 0),
			.kind = field_kind_find(sql_col(&q, 1)),
			.descriptor = sql_col_str(&q, 2, a),
			.row = sql_col_str(&q, 3, a),
			.label = sql_col_str(&q, 4, a),
			.occurrence = (int)sql_col_int(&q, 5),
			.value = sql_col_str(&q, 6, a),
			.raw = sql_col_str(&q, 7, a),
			.flags = (unsigned)sql_col_int(&q, 8),
			.stated = { sql_col_int(&q, 9) } };
		ARENA_PUSH(a, d->fields, d->field_count, cap, f);
	}
	return st;
}

static enum status
write_funding(struct db *db, const struct dossier *d, struct err *err)
{
	enum status st = clear(db, SQL_FUNDING_CLEAR, d->number, err);

	for (size_t i = 0; i < d->funding_count && !st; i++) {
		struct sql q = sql_open(db, SQL_FUNDING_ADD);

		sql_int(&q, ":dossier", d->number);
		sql_int(&q, ":position", (int64_t)i);
		sql_str(&q, ":funder", d->funding[i].funder);
		sql_int(&q, ":amount_cents", d->funding[i].amount.cents);
		st = sql_run(&q, err);
	}
	return st;
}

static enum status
read_funding(struct db *db, struct dossier *d, struct arena *a, struct err *err)
{
	struct sql q = sql_open(db, SQL_FUNDING_LIST);
	struct funding_line line;
	size_t cap = 0;
	enum status st;
	bool row;

	sql_int(&q, ":dossier", d->number);
	while (!(st = sql_step(&q, &row, err)) && row) {
		line = (struct funding_line){ sql_col_str(&q, 0, a), { sql_col_int(&q, 1) } };
		ARENA_PUSH(a, d->funding, d->funding_count, cap, line);
	}
	return st;
}

static enum status
write_attachments(struct db *db, const struct dossier *d, struct err *err)
{
	enum status st = clear(db, SQL_ATTACHMENT_CLEAR, d->number, err);

	for (size_t i = 0; i < d->attachment_count && !st; i++) {
		struct sql q = sql_open(db, SQL_ATTACHMENT_ADD);

		sql_int(&q, ":dossier", d->number);
		sql_int(&q, ":position", (int64_t)i);
		sql_str(&q, ":field", d->attachments[i].field);
		sql_str(&q, ":name", d->attachments[i].name);
		sql_str(&q, ":type", d->attachments[i].type);
		sql_int(&q, ":bytes", d->attachments[i].bytes);
		st = sql_run(&q, err);
	}
	return st;
}

static enum status
read_attachments(struct db *db, struct dossier *d, struct arena *a, struct err *err)
{
	struct sql q = sql_open(db, SQL_ATTACHMENT_LIST);
	struct attachment file;
	size_t cap = 0;
	enum status st;
	bool row;

	sql_int(&q, ":dossier", d->number);
	while (!(st = sql_step(&q, &row, err)) && row) {
		file = (struct attachment){ sql_col_str(&q, 0, a), sql_col_str(&q, 1, a),
			sql_col_str(&q, 2, a), sql_col_int(&q, 3) };
		ARENA_PUSH(a, d->attachments, d->attachment_count, cap, file);
	}
	return st;
}

enum status
dossier_rows_write(
	struct db *db, const struct dossier *d, const struct hash *version, struct err *err)
{
	enum status st = write_main(db, d, version, err);

	if (!st)
		st = write_applicant(db, d, err);
	if (!st)
		st = write_fields(db, d, err);
	if (!st)
		st = write_funding(db, d, err);
	return st ? st : write_attachments(db, d, err);
}

enum status
dossier_rows_read(struct db *db, int64_t number, struct arena *a, struct dossier *out,
	struct hash *version, bool *found, struct err *err)
{
	struct dossier d = { 0 };
	bool row = false;
	enum status st = read_main(db, number, a, &d, version, &row, err);

	if (!st && row)
		st = read_applicant(db, number, a, &d.applicant, err);
	if (!st && row)
		st = read_fields(db, &d, a, err);
	if (!st && row)
		st = read_funding(db, &d, a, err);
	if (!st && row)
		st = read_attachments(db, &d, a, err);
	if (st)
		return st;
	if (row)
		*out = d;
	*found = row;
	return OK;
}
