/* SPDX-License-Identifier: EUPL-1.2 */
/* Who wrote a field: one walk of the acts of its dossier, newest first, that decodes only the payloads
 * in which the row's key stands; then the import that created the dossier. */
#include "acts_priv.h"
#include "dossiers_priv.h"
#include "merge_priv.h"
#include "store_priv.h"

struct history {
	struct db *db;
	enum entity entity;
	struct str key;
	int field;
	size_t max;
	struct arena *a, scratch;
	struct field_write *list;
	size_t n, cap;
};

static bool
is_full(const struct history *h)
{
	return h->max && h->n >= h->max;
}

static bool
is_it(const struct history *h, const struct change *c)
{
	return c->entity == h->entity && c->field == h->field && str_eq(c->key, h->key);
}

static void
add(struct history *h, const struct act *act, struct str value)
{
	struct field_write w = { .act = *act,
		.value = arena_str(h->a, value),
		.platform = str_eqz(act->verb, verb_rows[VERB_IMPORT].code) };

	act_own_strings(&w.act, h->a);
	ARENA_PUSH(h->a, h->list, h->n, h->cap, w);
}

/* The last change of the field in a payload is the one that stood. */
static void
look_in(struct history *h, const struct act *act, struct str outcome)
{
	struct text_finder finder = { .db = h->db, .a = &h->scratch };
	struct change *changes;
	size_t n;

	if (str_find(act->payload, h->key) < 0 || !act_payload_decode(&h->scratch, act->payload,
							  act_find_text, &finder, &changes, &n))
		return;
	n = outcome_pick(changes, n, outcome, "ac", changes);
	while (n > 0 && !is_it(h, &changes[n - 1]))
		n--;
	if (n)
		add(h, act, changes[n - 1].now);
}

static enum status
walk_acts(struct history *h, int64_t dossier, struct err *err)
{
	struct sql q = sql_open(h->db, SQL_ACT_WALK);
	enum status status = OK;
	struct act act;
	bool row;
	int64_t n;

	sql_int(&q, ":dossier", dossier);
	while (!is_full(h) && !(status = sql_step(&q, &row, err)) && row) {
		if (act_read(&q, &n, &act))
			look_in(h, &act, sql_col(&q, ACT_COLUMNS));
		arena_reset(&h->scratch);
	}
	sql_close(&q);
	return status;
}

static enum status
look_at_creation(struct history *h, int64_t dossier, struct err *err)
{
	struct sql q = sql_open(h->db, SQL_ACT_CREATING);
	struct change changes[4];
	struct import_line line;
	struct act act;
	enum status status;
	size_t count;
	bool row;
	int64_t n;

	sql_int(&q, ":dossier", dossier);
	status = sql_step(&q, &row, err);
	if (status || !row)
		return status;
	if (act_read(&q, &n, &act) && line_read(&q, ACT_COLUMNS, &line)) {
		count = line_changes(&line, &h->scratch, changes);
		for (size_t i = 0; i < count; i++) {
			if (is_it(h, &changes[i]))
				add(h, &act, changes[i].now);
		}
	}
	sql_close(&q);
	return OK;
}

enum status
field_history(struct store *st, int64_t dossier, enum entity e, struct str key, int field,
	size_t max, struct arena *a, struct field_write **out, size_t *count, struct err *err)
{
	struct history h = {
		.db = &st->db, .entity = e, .key = key, .field = field, .max = max, .a = a
	};
	enum status status = walk_acts(&h, dossier, err);

	if (!status && !is_full(&h) && dossier && (e == ENTITY_INSTRUCTION || e == ENTITY_DECISION))
		status = look_at_creation(&h, dossier, err);
	arena_done(&h.scratch);
	if (status)
		return status;
	*out = h.list;
	*count = h.n;
	return OK;
}
