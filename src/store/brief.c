/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/store/brief.h"

#include "store_priv.h"

static struct day
day_at(const struct sql *q, int i)
{
	struct day d;

	return !sql_col_null(q, i) && day_parse_iso(sql_col(q, i), &d) ? d : DAY_NONE;
}

static void
read_decision(const struct sql *q, struct arena *a, struct brief *out)
{
	out->has_decision = !sql_col_null(q, 7);
	if (!out->has_decision)
		return;
	out->eligible = sql_col_money(q, 8);
	out->envelope = sql_col_str(q, 9, a);
	out->reason = sql_col_str(q, 10, a);
	out->text = sql_col_str(q, 11, a);
	out->agent = sql_col_str(q, 12, a);
	out->decided_at = sql_col_instant(q, 13);
}

static enum status
read_notified(struct db *db, int64_t number, struct brief *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_NOTIFIED_BY);
	enum status st;
	bool row;

	sql_int(&q, ":dossier", number);
	st = sql_step(&q, &row, err);
	if (!st && row) {
		out->notified_at = sql_col_instant(&q, 0);
		sql_close(&q);
	}
	return st;
}

enum status
store_brief(struct store *st, int64_t number, struct arena *a, struct brief *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_BRIEF);
	struct brief b = { .start = DAY_NONE,
		.end = DAY_NONE,
		.notified_at = INSTANT_NONE,
		.decided_at = INSTANT_NONE,
		.instruction_at = INSTANT_NONE };
	enum status status;
	bool row;

	sql_int(&q, ":number", number);
	status = sql_step(&q, &row, err);
	if (status)
		return status;
	if (row) {
		b.volet = (int)sql_col_int(&q, 0);
		b.epci = sql_col_str(&q, 1, a);
		b.city = sql_col_str(&q, 2, a);
		b.other_funding = sql_col_money(&q, 3);
		b.start = day_at(&q, 4);
		b.end = day_at(&q, 5);
		b.state_reason = sql_col_str(&q, 6, a);
		read_decision(&q, a, &b);
		b.evaluators = (int)sql_col_int(&q, 14);
		b.finals = (int)sql_col_int(&q, 15);
		b.motivation = sql_col_str(&q, 16, a);
		b.instruction_at = sql_col_instant(&q, 17);
		sql_close(&q);
	}
	if (b.has_decision)
		status = read_notified(&st->db, number, &b, err);
	if (!status)
		*out = b;
	return status;
}

enum status
store_decided(
	struct store *st, int64_t number, struct arena *a, struct decided *out, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_DECIDED);
	enum status status;
	bool row;

	*out = (struct decided){ .at = INSTANT_NONE };
	sql_int(&q, ":dossier", number);
	status = sql_step(&q, &row, err);
	if (status || !row)
		return status;
	*out = (struct decided){ sql_col_str(&q, 0, a), sql_col_str(&q, 1, a),
		sql_col_instant(&q, 2) };
	sql_close(&q);
	return OK;
}

static enum status
read_evaluators(struct db *db, int64_t number, struct arena *a, struct voices *out, struct err *err)
{
	struct sql q = sql_open(db, SQL_VOICES);
	struct voice v;
	size_t cap = 0;
	enum status st;
	bool row;

	sql_int(&q, ":dossier", number);
	while (!(st = sql_step(&q, &row, err)) && row) {
		v = (struct voice){ sql_col_str(&q, 0, a), opinion_find(sql_col(&q, 1)) };
		ARENA_PUSH(a, out->evaluators, out->evaluator_count, cap, v);
	}
	return st;
}

enum status
store_voices(struct store *st, int64_t number, struct arena *a, struct voices *out, struct err *err)
{
	struct voices v = { 0 };
	struct proposed p;
	struct sql q;
	size_t cap = 0;
	enum status status = read_evaluators(&st->db, number, a, &v, err);
	bool row;

	if (status)
		return status;
	q = sql_open(&st->db, SQL_VOICES_PROPOSED);
	sql_int(&q, ":dossier", number);
	while (!(status = sql_step(&q, &row, err)) && row) {
		p = (struct proposed){ .login = sql_col_str(&q, 0, a),
			.amount = sql_col_money(&q, 2) };
		if (decision_find(sql_col(&q, 1), &p.kind))
			ARENA_PUSH(a, v.proposals, v.proposal_count, cap, p);
	}
	if (!status)
		*out = v;
	return status;
}

enum status
store_final_points(struct store *st, int64_t number, struct arena *a, struct final_points **out,
	size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_FINAL_POINTS);
	struct final_points *list = NULL;
	size_t n = 0, cap = 0;
	enum status status;
	bool row;

	sql_int(&q, ":dossier", number);
	while (!(status = sql_step(&q, &row, err)) && row) {
		struct final_points p = { sql_col_str(&q, 0, a), { (int32_t)sql_col_int(&q, 1) } };

		ARENA_PUSH(a, list, n, cap, p);
	}
	*out = list;
	*count = n;
	return status;
}
