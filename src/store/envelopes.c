/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/store/envelopes.h"

#include "store_priv.h"

enum status
store_envelopes(
	struct store *st, struct arena *a, struct envelope **out, size_t *count, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_ENVELOPES);
	struct envelope *list = NULL, e;
	size_t n = 0, cap = 0;
	enum status status;
	bool row;

	while (!(status = sql_step(&q, &row, err)) && row) {
		e = (struct envelope){ .code = sql_col_str(&q, 0, a),
			.label = sql_col_str(&q, 1, a),
			.parent = sql_col_str(&q, 2, a),
			.amount = { sql_col_int(&q, 3) },
			.own_awarded = { sql_col_int(&q, 4) },
			.dossiers = (int)sql_col_int(&q, 5) };
		ARENA_PUSH(a, list, n, cap, e);
	}
	if (status)
		return status;
	*out = list;
	*count = n;
	return OK;
}

enum status
store_add_proposed(struct store *st, int64_t dossier, struct str agent, struct envelope *list,
	size_t n, struct err *err)
{
	struct sql q = sql_open(&st->db, SQL_ENVELOPE_PROPOSED);
	enum status status;
	bool row;

	sql_int(&q, ":dossier", dossier);
	sql_str(&q, ":agent", agent);
	while (!(status = sql_step(&q, &row, err)) && row)
		for (size_t i = 0; i < n; i++)
			if (str_eq(list[i].code, sql_col(&q, 0)))
				list[i].own_awarded.cents += sql_col_int(&q, 1);
	return status;
}
