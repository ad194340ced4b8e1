/* SPDX-License-Identifier: EUPL-1.2 */
#include "acts_priv.h"

#include "pupitre/base/i18n.h"
#include "pupitre/store/merge.h"
#include "record_priv.h"
#include "store_priv.h"

bool
act_read(const struct sql *q, int64_t *n, struct act *out)
{
	bool whole = true;

	*out = (struct act){ 0 };
	*n = sql_col_int(q, 0);
	whole &= sql_col_uid(q, 1, &out->id);
	out->station = sql_col(q, 2);
	out->seq = sql_col_int(q, 3);
	out->at.ms = sql_col_int(q, 4);
	out->agent = sql_col(q, 5);
	out->role = sql_col(q, 6);
	out->origin = sql_col(q, 7);
	out->verb = sql_col(q, 8);
	out->dossier = sql_col_int(q, 9);
	whole &= sql_col_uid(q, 10, &out->batch);
	if (!sql_col_null(q, 11))
		whole &= sql_col_uid(q, 11, &out->undoes) && uid_is(out->undoes);
	out->payload = sql_col(q, 12);
	out->has_prev = !sql_col_null(q, 13);
	if (out->has_prev)
		whole &= sql_col_hash(q, 13, &out->prev);
	return sql_col_hash(q, 14, &out->hash) && whole;
}

void
act_own_strings(struct act *act, struct arena *a)
{
	act->station = arena_str(a, act->station);
	act->agent = arena_str(a, act->agent);
	act->role = arena_str(a, act->role);
	act->origin = arena_str(a, act->origin);
	act->verb = arena_str(a, act->verb);
	act->payload = arena_str(a, act->payload);
}

bool
act_find_text(void *ctx, const struct hash *h, struct str *out)
{
	struct text_finder *f = ctx;
	struct sql q = sql_open(f->db, SQL_ACT_TEXT_GET);
	bool row = false, same = false;
	struct hash found;

	sql_hash(&q, ":hash", h);
	if (!sql_step(&q, &row, NULL) && row) {
		found = act_text_hash(sql_col(&q, 0), sql_col(&q, 1));
		same = hash_eq(found, *h);
		if (same)
			*out = sql_col_str(&q, 1, f->a);
		sql_close(&q);
	}
	f->missing |= !same;
	f->found += same;
	return same;
}

enum status
act_set_revisions(struct db *db, const struct change *changes, size_t n, const struct uid *act,
	struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < n && !st; i++) {
		const struct entity_row *e = &entity_rows[changes[i].entity];
		struct sql q = sql_open(db, SQL_FIELD_REV_SET);

		sql_str(&q, ":entity", str_z(e->code));
		sql_str(&q, ":key", changes[i].key);
		sql_str(&q, ":field", str_z(e->fields[changes[i].field].name));
		sql_uid(&q, ":act", act);
		st = sql_run(&q, err);
	}
	return st;
}

static enum status
add_texts(struct db *db, const struct act_text *texts, size_t n, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < n && !st; i++) {
		struct sql q = sql_open(db, SQL_ACT_TEXT_ADD);

		sql_hash(&q, ":hash", &texts[i].hash);
		sql_blob(&q, ":salt", texts[i].salt);
		sql_str(&q, ":text", texts[i].text);
		st = sql_run(&q, err);
	}
	return st;
}

static enum status
add_act(struct db *db, int64_t n, const struct act *act, struct err *err)
{
	struct sql q = sql_open(db, SQL_ACT_ADD);

	sql_int(&q, ":n", n);
	sql_uid(&q, ":id", &act->id);
	sql_str(&q, ":station", act->station);
	sql_int(&q, ":seq", act->seq);
	sql_int(&q, ":at", act->at.ms);
	sql_str(&q, ":agent", act->agent);
	sql_str(&q, ":role", act->role);
	sql_str(&q, ":origin", act->origin);
	sql_str(&q, ":verb", act->verb);
	sql_int(&q, ":dossier", act->dossier);
	sql_uid(&q, ":batch", &act->batch);
	if (uid_is(act->undoes))
		sql_uid(&q, ":undoes", &act->undoes);
	sql_blob(&q, ":payload", act->payload);
	if (act->has_prev)
		sql_hash(&q, ":prev", &act->prev);
	sql_hash(&q, ":hash", &act->hash);
	return sql_run(&q, err);
}

enum status
act_write(struct db *db, int64_t n, const struct act *act, const struct act_text *texts,
	size_t text_count, struct err *err)
{
	enum status st = add_texts(db, texts, text_count, err);

	return st ? st : add_act(db, n, act, err);
}

enum status
act_count(struct db *db, int64_t *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_ACT_COUNT);

	return sql_one_int(&q, 0, out, err);
}

enum status
act_read_back(struct db *db, const struct act *act, struct err *err)
{
	struct sql q = sql_open(db, SQL_ACT_FIND);
	bool row = false, same;
	struct act found;
	enum status st;
	int64_t n;

	sql_uid(&q, ":id", &act->id);
	st = sql_step(&q, &row, err);
	if (st)
		return st;
	same = row && act_read(&q, &n, &found) && hash_eq(act_hash(&found), act->hash);
	sql_close(&q);
	if (!same)
		return err_set(err, ERR_SYSTEM,
			_("l'acte relu n'est pas celui qui a été écrit : rien n'a été enregistré"));
	return OK;
}

enum status
act_head_of(struct db *db, struct str station, int64_t *seq, struct hash *hash, struct err *err)
{
	struct sql q = sql_open(db, SQL_ACT_HEAD);
	enum status status;
	bool row;

	sql_str(&q, ":station", station);
	status = sql_step(&q, &row, err);
	if (status)
		return status;
	*seq = row ? sql_col_int(&q, 0) : 0;
	*hash = (struct hash){ 0 };
	if (row && !sql_col_hash(&q, 1, hash))
		status = err_set(err, ERR_SYSTEM, _("le dernier acte de la station est abîmé"));
	sql_close(&q);
	return status;
}

enum status
act_head(struct store *st, int64_t *seq, struct hash *hash, struct err *err)
{
	return act_head_of(&st->db, store_station(st), seq, hash, err);
}

enum status
act_append(struct store *st, struct act *act, const struct change *changes, size_t n,
	struct uid_source *salts, struct arena *a, struct err *err)
{
	struct uid_source fresh = { 0 };
	struct arena scratch = { 0 };
	struct act_text *texts;
	size_t text_count;
	int64_t acts = 0;
	enum status status = act_count(&st->db, &acts, err);

	if (!status)
		status = store_must_write(st, err);
	if (!status)
		status = act_head(st, &act->seq, &act->prev, err);
	if (status)
		return status;
	act->has_prev = act->seq > 0;
	act->seq++;
	act->station = store_station(st);
	act_own_strings(act, a);
	act->payload =
		act_payload_encode(a, changes, n, &texts, &text_count, salts ? salts : &fresh);
	act->hash = act_hash(act);
	status = act_write(&st->db, acts + 1, act, texts, text_count, err);
	if (!status)
		status = record_put(&st->db, changes, n, &scratch, err);
	if (!status)
		status = act_set_revisions(&st->db, changes, n, &act->id, err);
	if (!status)
		status = act_read_back(&st->db, act, err);
	arena_done(&scratch);
	return status;
}

/* Undone by an act that is not undone itself: each further undoing turns it round. Only later acts
 * count, so that a forged register cannot make a circle. */
static enum status
find_undone(struct db *db, struct uid id, bool *out, struct err *err)
{
	enum status st = OK;
	int64_t after = 0;
	bool row = true;

	*out = false;
	while (!st && row) {
		struct sql q = sql_open(db, SQL_ACT_UNDOER);

		sql_uid(&q, ":id", &id);
		sql_int(&q, ":after", after);
		st = sql_step(&q, &row, err);
		if (!st && row) {
			*out = !*out;
			after = sql_col_int(&q, 1);
			row = sql_col_uid(&q, 0, &id);
			sql_close(&q);
		}
	}
	return st;
}

static enum status
complete_row(struct db *db, struct act_row *r, struct err *err)
{
	struct sql q = sql_open(db, SQL_ACT_BATCH_COUNT);
	int64_t count = 0;
	enum status st;

	sql_uid(&q, ":batch", &r->act.batch);
	st = sql_one_int(&q, 0, &count, err);
	r->batch_count = (size_t)count;
	return st ? st : find_undone(db, r->act.id, &r->undone, err);
}

static enum status
read_rows(struct sql *q, struct arena *a, struct act_row **out, size_t *count, struct err *err)
{
	struct db *db = q->db;
	struct act_row *list = NULL, r;
	size_t n = 0, cap = 0;
	enum status st;
	bool row;

	while (!(st = sql_step(q, &row, err)) && row) {
		r = (struct act_row){ 0 };
		act_read(q, &r.n, &r.act);
		act_own_strings(&r.act, a);
		ARENA_PUSH(a, list, n, cap, r);
	}
	for (size_t i = 0; i < n && !st; i++)
		st = complete_row(db, &list[i], err);
	if (st)
		return st;
	*out = list;
	*count = n;
	return OK;
}

static enum status
read_one(struct sql *q, struct arena *a, struct act_row *out, bool *found, struct err *err)
{
	struct act_row *list;
	size_t count;
	enum status status = read_rows(q, a, &list, &count, err);

	if (status)
		return status;
	*found = count > 0;
	if (count)
		*out = list[0];
	return OK;
}

enum status
act_find(struct store *st, struct uid id, struct arena *a, struct act_row *out, bool *found,
	struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_ACT_FIND);

	sql_uid(&q, ":id", &id);
	return read_one(&q, a, out, found, err);
}

enum status
act_at(struct store *st, struct str station, int64_t seq, struct arena *a, struct act_row *out,
	bool *found, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_ACT_AT);

	sql_str(&q, ":station", station);
	sql_int(&q, ":seq", seq);
	return read_one(&q, a, out, found, err);
}

enum status
acts_since(struct store *st, int64_t after, size_t max, struct arena *a, struct act_row **out,
	size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_ACT_SINCE);

	sql_int(&q, ":after", after);
	sql_int(&q, ":max", (int64_t)max);
	return read_rows(&q, a, out, count, err);
}

enum status
act_page(struct store *st, int64_t dossier, int64_t before, size_t max, struct arena *a,
	struct act_row **out, size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, dossier ? SQL_ACT_PAGE_DOSSIER : SQL_ACT_PAGE);

	if (dossier)
		sql_int(&q, ":dossier", dossier);
	sql_int(&q, ":before", before ? before : INT64_MAX);
	sql_int(&q, ":max", (int64_t)max);
	return read_rows(&q, a, out, count, err);
}

enum status
act_batch(struct store *st, struct uid batch, struct arena *a, struct act_row **out, size_t *count,
	struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_ACT_BATCH);

	sql_uid(&q, ":batch", &batch);
	return read_rows(&q, a, out, count, err);
}

enum status
act_last(struct store *st, struct str agent, bool undo_acts, struct arena *a, struct act_row *out,
	bool *found, struct err *err)
{
	int64_t before = INT64_MAX;
	struct uid id = { 0 };
	enum status status;
	bool row, undone, is_undo, is_redo;

	for (;;) {
		struct sql q = sql_open(&st->db, SQL_ACT_OF_AGENT);

		sql_str(&q, ":agent", agent);
		sql_int(&q, ":before", before);
		status = sql_step(&q, &row, err);
		if (status)
			return status;
		*found = row;
		if (!row)
			return OK;
		before = sql_col_int(&q, 0);
		is_undo = str_eqz(sql_col(&q, 2), verb_rows[VERB_UNDO].code);
		is_redo = sql_col_int(&q, 3) != 0;
		row = sql_col_uid(&q, 1, &id);
		sql_close(&q);
		if (!row || is_redo || is_undo != undo_acts)
			continue;
		status = find_undone(&st->db, id, &undone, err);
		if (status)
			return status;
		if (!undone)
			return act_find(st, id, a, out, found, err);
	}
}

enum status
act_changes(struct store *st, const struct act *act, struct arena *a, struct change **out,
	size_t *count, struct err *err)
{
	struct text_finder finder = { .db = &st->db, .a = a };

	if (!act_payload_decode(a, act->payload, act_find_text, &finder, out, count))
		return err_set(err, ERR_SYSTEM,
			_("l'acte %lld de la station %.8s… est illisible : voyez `pupitre register "
			  "--verify`"),
			(long long)act->seq, act->station.ptr ? act->station.ptr : "");
	return OK;
}

enum status
act_seen(struct store *st, int64_t dossier, struct uid *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_ACT_SEEN);
	enum status status;
	bool row;

	sql_int(&q, ":dossier", dossier);
	status = sql_step(&q, &row, err);
	if (status)
		return status;
	*out = (struct uid){ 0 };
	if (row)
		sql_col_uid(&q, 0, out);
	sql_close(&q);
	return OK;
}

enum status
field_revision(struct store *st, enum entity e, struct str key, int field, struct uid *out,
	struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_FIELD_REV_GET);
	enum status status;
	bool row;

	sql_str(&q, ":entity", str_z(entity_rows[e].code));
	sql_str(&q, ":key", key);
	sql_str(&q, ":field", str_z(entity_rows[e].fields[field].name));
	status = sql_step(&q, &row, err);
	if (status)
		return status;
	*out = (struct uid){ 0 };
	if (row)
		sql_col_uid(&q, 0, out);
	sql_close(&q);
	return OK;
}
