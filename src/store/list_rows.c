/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The rows of a page, whose numbers are known. Numbers that stand close together, as those of a page in the
 * order of numbers do, are read by one walk of the table; the others one by one.
 */
#include "index.h"
#include "list_priv.h"
#include "store_priv.h"

enum { RUN_NUMBER = 22 }; /* column of list_run, after those of list_row */

static struct maybe_money
money_of_key(int64_t key)
{
	return (struct maybe_money){ key != ABSENT_KEY, { key == ABSENT_KEY ? 0 : key } };
}

static struct day
day_of_key(int64_t key)
{
	return key == ABSENT_KEY || key == ABSENT_DEADLINE ? DAY_NONE
							   : (struct day){ (int32_t)key };
}

static void
fill_row(const struct sql *q, struct day today, int alert_days, struct arena *a, struct list_row *r)
{
	int64_t points = sql_col_int(q, 14), decision = sql_col_int(q, 15);

	r->department = sql_col_str(q, 0, a);
	r->applicant = sql_col_str(q, 1, a);
	r->applicant_kind = sql_col_str(q, 2, a);
	r->siret = sql_col_str(q, 3, a);
	r->insee = sql_col_str(q, 4, a);
	r->title = sql_col_str(q, 5, a);
	r->category = sql_col_str(q, 6, a);
	r->population = sql_col_int(q, 7) == ABSENT_KEY ? -1 : sql_col_int(q, 7);
	r->state = sql_col_int(q, 8) < 0 ? STATE_RECEIVED : (enum state)sql_col_int(q, 8);
	r->requested = money_of_key(sql_col_int(q, 9));
	r->total = money_of_key(sql_col_int(q, 10));
	r->eligible = money_of_key(sql_col_int(q, 11));
	r->submitted = day_of_key(sql_col_int(q, 12));
	r->deadline = day_of_key(sql_col_int(q, 13));
	if (day_is(r->deadline) && day_is(today)) {
		r->days_left = r->deadline.n - today.n;
		r->urgent = r->days_left <= alert_days;
	}
	r->has_points = points != ABSENT_KEY;
	r->points.milli = r->has_points ? (int32_t)points : 0;
	r->has_decision = decision >= 0;
	r->decision = r->has_decision ? (enum decision_kind)decision : DECISION_AWARD;
	r->amount = money_of_key(sql_col_int(q, 16));
	r->decided_by_platform = sql_col_int(q, 17) != 0;
	r->has_warning = sql_col_int(q, 18) != 0;
	r->away = sql_col_str(q, 19, a);
	r->question = sql_col_int(q, 20) != 0;
	r->has_proposal = sql_col_int(q, 21) != 0;
}

static enum status
read_row(struct db *db, int64_t number, struct day today, int alert_days, struct arena *a,
	struct list_row *out, bool *found, struct err *err)
{
	struct sql q = sql_open(db, SQL_LIST_ROW);
	enum status st;

	sql_int(&q, ":number", number);
	st = sql_step(&q, found, err);
	if (st || !*found)
		return st;
	*out = (struct list_row){ .number = number };
	fill_row(&q, today, alert_days, a, out);
	sql_close(&q);
	return OK;
}

static bool
is_run(const int64_t *numbers, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (numbers[i] <= numbers[i - 1])
			return false;
	return n > 1 && numbers[n - 1] - numbers[0] < 2 * (int64_t)n;
}

/* A number that is no longer there is left out. */
static enum status
read_run(struct db *db, const int64_t *numbers, size_t n, struct day today, int alert_days,
	struct arena *a, struct list_row *out, size_t *count, struct err *err)
{
	struct sql q = sql_open(db, SQL_LIST_RUN);
	enum status st;
	size_t next = 0;
	bool row;

	sql_int(&q, ":low", numbers[0]);
	sql_int(&q, ":high", numbers[n - 1]);
	while (!(st = sql_step(&q, &row, err)) && row) {
		int64_t number = sql_col_int(&q, RUN_NUMBER);

		while (numbers[next] < number)
			next++;
		if (numbers[next] != number)
			continue;
		out[*count] = (struct list_row){ .number = number };
		fill_row(&q, today, alert_days, a, &out[(*count)++]);
	}
	return st;
}

enum status
list_rows(struct db *db, const int64_t *numbers, size_t n, struct day today, int alert_days,
	struct arena *a, struct list_row **rows, size_t *count, struct err *err)
{
	struct list_row *list = ARENA_ARRAY(a, struct list_row, n + 1);
	size_t there = 0;
	enum status st = OK;
	bool found;

	if (is_run(numbers, n)) {
		st = read_run(db, numbers, n, today, alert_days, a, list, &there, err);
	} else {
		for (size_t i = 0; i < n && !st; i++) {
			st = read_row(
				db, numbers[i], today, alert_days, a, &list[there], &found, err);
			there += !st && found;
		}
	}
	*rows = list;
	*count = st ? 0 : there;
	return st;
}

enum status
store_list_row(struct store *st, int64_t number, const struct viewer *viewer, struct arena *a,
	struct list_row *out, bool *found, struct err *err)
{
	return read_row(&st->db, number, viewer->today, viewer->alert_days, a, out, found, err);
}
