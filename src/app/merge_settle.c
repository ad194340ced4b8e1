/* SPDX-License-Identifier: EUPL-1.2 */
/* What follows from marks that came from elsewhere: points and opinions are computed again, and a dossier that got
 * marks goes up to marked once every assigned evaluator is final. These are acts of who merges, in the merge's batch. */
#include "merge_priv.h"

#include "facts.h"
#include "deadlines.h"
#include "pupitre/store/dossiers.h"
#include "sheet.h"

static enum status
settle_sheet(struct session *s, struct arena *a, int64_t number, const struct people *p,
	const struct evaluation *e, struct uid batch, struct err *err)
{
	struct plan plan = { .verb = VERB_EVALUATE, .dossier = number };
	struct str key = key_of_sheet(a, number, arena_z(a, e->login));
	const struct grid *g;
	struct paper paper;
	struct score score;
	enum status st = grid_of(s, e->grid, a, &g, err);

	if (st)
		return st;
	paper_of(p, g, e->login, &paper);
	st = score_compute(g, e->volet, &paper.sheet, &score, err);
	if (st || !score.complete)
		return st;
	st = plan_set(s, a, &plan, ENTITY_EVALUATION, key, "points_milli",
		int_text(a, score.total.min.milli), err);
	if (!st)
		st = plan_set(s, a, &plan, ENTITY_EVALUATION, key, "opinion",
			str_z(opinion_rows[score.verdict].code), err);
	return st || !plan.count ? st : work_append(s, a, &plan, batch, uid_new(&s->ids), err);
}

static enum status
settle_move(struct session *s, struct arena *a, int64_t number, enum state from, enum state to,
	const struct people *p, const struct dossier *d, struct uid batch, bool *moved,
	struct err *err)
{
	struct plan plan = { .verb = VERB_MOVE, .dossier = number };
	struct move_facts facts = facts_of_move(s, d, p, STR_NONE);
	struct str key = key_of_dossier(a, number);
	enum status st;

	*moved = workflow_check_move(from, to, &facts, ROLE_ALL, NULL) == OK;
	if (!*moved)
		return OK;
	st = plan_set(
		s, a, &plan, ENTITY_INSTRUCTION, key, "state", str_z(state_rows[to].code), err);
	if (!st && to == STATE_MARKED && !p->eligible.is && d->total.is)
		st = plan_set(s, a, &plan, ENTITY_INSTRUCTION, key, "eligible_cents",
			money_value(a, d->total), err);
	return st ? st : work_append(s, a, &plan, batch, uid_new(&s->ids), err);
}

static enum status
settle_state(struct session *s, struct arena *a, int64_t number, const struct people *p,
	struct uid batch, struct err *err)
{
	enum state path[STATE_COUNT], from = p->state;
	size_t steps = people_all_final(p) ? workflow_path_to_marked(p->state, path) : 0;
	struct dossier d;
	bool found, moved = true;
	enum status st = steps ? store_dossier_load(s->store, number, a, &d, &found, err) : OK;

	for (size_t i = 0; i < steps && !st && moved; i++) {
		st = settle_move(s, a, number, from, path[i], p, &d, batch, &moved, err);
		from = path[i];
	}
	return st;
}

/* A field that is in question waits for its answer. */
static enum status
state_is_open(struct session *s, struct arena *a, int64_t number, bool *out, struct err *err)
{
	struct record *rows, *fields;
	size_t n, m;
	enum status st = questions_open(s->store, number, a, &rows, &n, err);

	*out = false;
	for (size_t i = 0; i < n && !st; i++) {
		st = question_fields(s->store, rows[i].key, a, &fields, &m, err);
		for (size_t k = 0; k < m && !st; k++)
			*out |= str_eqz(
				record_field(fields[k].values, ENTITY_QUESTION_FIELD, "entity"),
				entity_rows[ENTITY_INSTRUCTION].code);
	}
	return st;
}

enum status
settle_dossier(struct session *s, struct arena *a, int64_t number, bool marked, struct uid batch,
	struct err *err)
{
	struct people p;
	bool waits = !marked;
	enum status st = people_load(s, number, a, &p, err);

	for (size_t i = 0; i < p.evaluation_count && !st; i++)
		if (p.evaluations[i].final)
			st = settle_sheet(s, a, number, &p, &p.evaluations[i], batch, err);
	if (!st && marked)
		st = state_is_open(s, a, number, &waits, err);
	if (!st && !waits)
		st = settle_state(s, a, number, &p, batch, err);
	return st ? st : deadlines_refresh(s, number, err);
}

enum status
merge_settle(struct merging *m, struct err *err)
{
	int64_t number, from = INT64_MIN;
	enum status st = OK;

	for (; !st && numset_next(&m->touched, from, &number); from = number + 1) {
		st = settle_dossier(
			m->s, &m->scratch, number, numset_has(&m->marked, number), m->batch, err);
		arena_reset(&m->scratch);
	}
	return st;
}
