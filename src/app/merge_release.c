/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What money alone held back, judged again once the whole file is in, or an answer has given money back: in order of
 * arrival, each as a whole, until none fits any more. Whoever receives such an act does the same by himself, so that
 * it is nobody's opinion.
 */
#include "merge_priv.h"

#include <stdlib.h>

#include "rules.h"

static bool
waits_for_money(const struct asking *q)
{
	return !q->closed && strcmp(q->kind, "envelope") == 0;
}

/* Somebody else wrote one of the fields meanwhile: then two people differ, not only sums. */
static enum status
is_as_asked(struct merging *m, const struct asking *q, bool *out, struct err *err)
{
	struct str now;
	enum status st = OK;

	*out = true;
	for (size_t i = 0; i < q->count && *out && !st; i++) {
		const struct contested *f = &q->fields[i];

		st = store_get(m->s->store, f->change.entity, f->change.key, f->change.field,
			&m->scratch, &now, err);
		*out = !st && str_eq(now, f->here);
	}
	return st;
}

/* Written behind a mark; *why is what still stands against it. */
static enum status
try_release(struct merging *m, struct asking *q, const char **why, struct err *err)
{
	struct plan p = { .verb = VERB_QUESTION, .dossier = q->dossier };
	struct err refusal = { 0 };
	enum status st = store_mark(m->s->store, err);

	*why = NULL;
	if (!st)
		st = merge_question_release(m, q, &p, err);
	if (st)
		return st;
	plan_order(m->a, &p);
	if (work_append(m->s, m->a, &p, m->batch, uid_new(&m->s->ids), &refusal) ||
		rules_hold(m->s, &m->scratch, &p, &refusal))
		*why = arena_printf(m->a, "%s", refusal.text);
	return *why ? store_mark_back(m->s->store, err) : store_mark_keep(m->s->store, err);
}

static enum status
release_one(struct merging *m, struct asking *q, bool *released, struct err *err)
{
	const char *why;
	bool same;
	enum status st = is_as_asked(m, q, &same, err);

	*released = false;
	if (!st && same)
		st = try_release(m, q, &why, err);
	if (st || !same)
		return st;
	*released = !why;
	if (why) {
		q->reworded |= !q->why || strcmp(q->why, why) != 0;
		q->why = why;
		return OK;
	}
	q->closed = true;
	q->changed = false;
	m->report.closed += q->stored;
	if (q->dossier)
		numset_add(&m->touched, q->dossier);
	return OK;
}

struct waiting {
	struct asking *q;
	int64_t n; /* of its act, in order of arrival */
};

static int
by_arrival(const void *x, const void *y)
{
	const struct waiting *a = x, *b = y;

	return (a->n > b->n) - (a->n < b->n);
}

static enum status
list_waiting(struct merging *m, struct waiting *list, size_t *count, struct err *err)
{
	struct act_row row;
	bool found;
	enum status st = OK;

	*count = 0;
	for (size_t i = 0; i < m->asked_count && !st; i++) {
		if (!waits_for_money(&m->asked[i]))
			continue;
		st = act_find(m->s->store, m->asked[i].act, m->a, &row, &found, err);
		if (!st && found)
			list[(*count)++] = (struct waiting){ &m->asked[i], row.n };
	}
	qsort(list, *count, sizeof *list, by_arrival);
	return st;
}

enum status
merge_release(struct merging *m, struct err *err)
{
	struct waiting *list = ARENA_ARRAY(m->a, struct waiting, m->asked_count + 1);
	size_t n;
	bool again = true, released;
	enum status st = list_waiting(m, list, &n, err);

	while (again && !st) {
		again = false;
		for (size_t i = 0; i < n && !st; i++) {
			if (list[i].q->closed)
				continue;
			st = release_one(m, list[i].q, &released, err);
			again |= !st && released;
			arena_reset(&m->scratch);
		}
	}
	return st;
}

enum status
release_after_answer(struct session *s, struct arena *a, struct uid batch, struct err *err)
{
	struct merging m = { .s = s, .a = a, .batch = batch };
	enum status st = merge_questions_load(&m, err);

	if (!st)
		st = merge_release(&m, err);
	if (!st)
		st = merge_questions_write(&m, err);
	if (!st)
		st = merge_settle(&m, err);
	numset_done(&m.touched);
	numset_done(&m.marked);
	arena_done(&m.scratch);
	return st;
}
