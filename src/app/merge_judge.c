/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Judging an act. A change applies when its author had seen the value that stands here; it converges when both
 * wrote the same; else two people differ. An evaluation is judged field by field, any other act as a whole.
 */
#include "merge_priv.h"

#include "pupitre/base/i18n.h"

enum letter { APPLIED = 'a', CONVERGENT = 'c', CONTESTED = 'q', REFUSED = 'r', NOTED = 'n' };

static enum status
knowledge_of(struct merging *m, struct str station, int64_t seq, struct str *out, struct err *err)
{
	struct knowledge k = { .station = arena_str(m->a, station), .since = seq, .until = seq };
	enum status st;

	for (size_t i = 0; i < m->knowledge_count; i++) {
		struct knowledge *held = &m->knowledge[i];

		if (str_eq(held->station, station) && seq >= held->since && seq <= held->until) {
			*out = held->known;
			return OK;
		}
	}
	st = vector_of(m->s->store, station, seq, m->a, &k.known, err);
	if (st)
		return st;
	*out = k.known;
	/* A run of acts of one station shares what it knew: the newest entry grows. */
	for (size_t i = m->knowledge_count; i > 0; i--) {
		struct knowledge *held = &m->knowledge[i - 1];

		if (!str_eq(held->station, station))
			continue;
		if (seq == held->until + 1 && str_eq(held->known, k.known)) {
			held->until = seq;
			return OK;
		}
		break;
	}
	ARENA_PUSH(m->a, m->knowledge, m->knowledge_count, m->knowledge_cap, k);
	return OK;
}

enum status
merge_knows(struct merging *m, struct str station, int64_t seq, const struct act *other, bool *out,
	struct err *err)
{
	struct str known;
	enum status st;

	*out = true;
	if (str_eqz(other->verb, verb_rows[VERB_IMPORT].code))
		return OK;
	if (str_eq(other->station, station)) {
		*out = other->seq < seq;
		return OK;
	}
	st = knowledge_of(m, station, seq, &known, err);
	*out = !st && vector_seq(known, other->station) >= other->seq;
	return st;
}

/* The question that an act released, among its changes; absent: it released none. */
static struct str
released_by(const struct change *changes, size_t n)
{
	int status = entity_field_find(ENTITY_QUESTION, STR("status"));

	for (size_t i = 0; i < n; i++)
		if (changes[i].entity == ENTITY_QUESTION && changes[i].field == status &&
			str_eqz(changes[i].now, "released"))
			return changes[i].key;
	return STR_NONE;
}

/* The act whose value a field has: where a merge wrote what had waited for money, the one that waited. */
static enum status
author_of(struct merging *m, const struct act *act, struct act *out, struct err *err)
{
	struct str question, asked = STR_NONE;
	struct change *changes;
	struct act_row row;
	struct uid id;
	bool found = false;
	size_t n = 0;
	enum status st = OK;

	*out = *act;
	if (!str_eqz(act->verb, verb_rows[VERB_QUESTION].code))
		return OK;
	st = act_changes(m->s->store, act, &m->scratch, &changes, &n, err);
	question = st ? STR_NONE : released_by(changes, n);
	if (question.ptr)
		st = store_get(m->s->store, ENTITY_QUESTION, question,
			entity_field_find(ENTITY_QUESTION, STR("act")), &m->scratch, &asked, err);
	if (!st && uid_parse(asked, &id))
		st = act_find(m->s->store, id, &m->scratch, &row, &found, err);
	if (!st && found)
		*out = row.act;
	return st;
}

static enum status
knows_author(struct merging *m, const struct incoming *act, const struct act *other, bool *out,
	struct err *err)
{
	struct act author;
	enum status st = author_of(m, other, &author, err);

	return st ? st : merge_knows(m, act->in->act.station, act->in->act.seq, &author, out, err);
}

static bool
on_path(const struct change *c)
{
	return c->entity == ENTITY_INSTRUCTION &&
	       c->field != entity_field_find(ENTITY_INSTRUCTION, STR("eligible_cents"));
}

/* The act being judged stands in the register already, and is no past of the field. */
static enum status
past_of(struct merging *m, const struct incoming *act, const struct change *c,
	struct field_write **out, size_t *n, struct err *err)
{
	size_t kept = 0;
	enum status st = field_history(m->s->store, act->in->act.dossier, c->entity, c->key,
		c->field, 0, &m->scratch, out, n, err);

	for (size_t i = 0; !st && i < *n; i++)
		if (!uid_eq((*out)[i].act.id, act->in->act.id))
			(*out)[kept++] = (*out)[i];
	*n = kept;
	return st;
}

/* Whether the author had seen the present value, written by anybody; else whether somebody here passed by
 * the value that he wrote. An answer settles between values that both had seen: who has not seen the answer
 * itself has not seen what it settled, even where it kept what stood below it. */
static enum status
look_back(struct merging *m, const struct incoming *act, const struct change *c, bool *seen,
	bool *passed, struct err *err)
{
	struct field_write *w;
	size_t n = 0;
	bool run = true, knew;
	enum status st = past_of(m, act, c, &w, &n, err);

	*seen = !st && n == 0;
	*passed = false;
	for (size_t i = 0; i < n && !st && !*seen; i++) {
		st = knows_author(m, act, &w[i].act, &knew, err);
		run = run && str_eq(w[i].value, w[0].value);
		*seen = run && (knew || w[i].platform);
		*passed |= !knew && str_eq(w[i].value, c->now);
		run = run && (knew || !str_eqz(w[i].act.verb, verb_rows[VERB_ANSWER].code));
	}
	return st;
}

/* Where several wrote the present value, all of them: a stamp is not asked about, and must come out the same in
 * whatever order they arrive. */
static enum status
knows_all(struct merging *m, const struct incoming *act, const struct change *c, bool *out,
	struct err *err)
{
	struct field_write *w;
	size_t n = 0;
	enum status st = past_of(m, act, c, &w, &n, err);

	for (size_t i = 0; i < n && !st && *out && str_eq(w[i].value, w[0].value); i++)
		st = knows_author(m, act, &w[i].act, out, err);
	return st;
}

/* A stamp or a computed value: a host's stays before a mallette's, and between two of a kind the smaller one,
 * whatever the order of arrival. What does not stay is noted only, so that its author does not pass for the last one
 * to write the field. */
static enum status
stamp_letter(struct merging *m, const struct incoming *act, const struct change *c, struct str here,
	struct str writer, char *letter, struct err *err)
{
	int64_t theirs, ours;
	bool smaller, road = !m->hosts, home_road = false;
	enum status st = OK;

	*letter = here.ptr ? NOTED : APPLIED;
	if (str_eq(c->now, here))
		*letter = CONVERGENT;
	if (!c->now.ptr || !here.ptr || str_eq(c->now, here))
		return OK;
	if (m->hosts)
		st = station_is_mallette(m->s->store, act->in->act.station, &road, err);
	if (!st && writer.ptr)
		st = station_is_mallette(m->s->store, writer, &home_road, err);
	smaller = str_int(c->now, &theirs) && str_int(here, &ours) ? theirs < ours
								   : str_cmp(c->now, here) < 0;
	*letter = (road == home_road ? smaller : home_road) ? APPLIED : NOTED;
	return st;
}

/* A row whose first field is a date is a fact that is there or not, a tag: who takes it away without
 * having seen that somebody else had put it there as well does not take that away. */
static enum status
is_outlived(struct merging *m, const struct incoming *act, const struct change *c, bool *out,
	struct err *err)
{
	struct field_write *w;
	size_t n = 0;
	bool knew;
	enum status st = OK;

	*out = false;
	if (c->field != 0 || c->now.ptr || !entity_rows[c->entity].fields[0].stamp)
		return OK;
	st = past_of(m, act, c, &w, &n, err);
	for (size_t i = 0; i < n && !st && !*out; i++) {
		if (!w[i].value.ptr)
			continue;
		st = merge_knows(m, act->in->act.station, act->in->act.seq, &w[i].act, &knew, err);
		*out = !st && !knew;
	}
	return st;
}

static enum status
judge_change(struct merging *m, const struct incoming *act, const struct change *c, struct str here,
	char *letter, struct err *err)
{
	bool stamp = entity_rows[c->entity].fields[c->field].stamp, seen = true, passed = false;
	bool outlived = false;
	struct act_row row;
	struct uid rev;
	bool found = false;
	enum status st = field_revision(m->s->store, c->entity, c->key, c->field, &rev, err);

	if (!st && uid_is(rev))
		st = act_find(m->s->store, rev, &m->scratch, &row, &found, err);
	if (!st && found)
		st = knows_author(m, act, &row.act, &seen, err);
	if (!st && seen && stamp && act->converged)
		st = knows_all(m, act, c, &seen, err);
	if (!st && !seen && !stamp)
		st = look_back(m, act, c, &seen, &passed, err);
	if (!st && here.ptr)
		st = is_outlived(m, act, c, &outlived, err);
	if (st)
		return st;
	if (outlived)
		*letter = NOTED;
	else if (seen)
		*letter = APPLIED;
	else if (stamp)
		return stamp_letter(
			m, act, c, here, found ? row.act.station : STR_NONE, letter, err);
	else if (str_eq(c->now, here))
		*letter = CONVERGENT;
	else if (passed && on_path(c))
		*letter = NOTED;
	else
		*letter = CONTESTED;
	return OK;
}

static void
letter_all(struct incoming *act, char letter)
{
	memset(act->letters, letter, act->count);
}

static bool
has(const struct incoming *act, char letter)
{
	return memchr(act->letters, letter, act->count) != NULL;
}

/* Questions of another base are not ours, nor what it let through once the money was there: this one does the same.
 * Whom it trusts is its own matter; imports came with the file. */
static bool
is_noted(const struct merging *m, const struct change *c, bool released)
{
	return released || c->entity == ENTITY_QUESTION || c->entity == ENTITY_QUESTION_FIELD ||
	       (m->hosts && c->entity == ENTITY_DEVICE);
}

static enum status
present_values(struct merging *m, const struct incoming *act, struct str *here, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < act->count && !st; i++)
		st = store_get(m->s->store, act->changes[i].entity, act->changes[i].key,
			act->changes[i].field, &m->scratch, &here[i], err);
	return st;
}

/* Both wrote the same: what was found there counts, not when. */
static bool
agrees(const struct incoming *act, const struct str *here)
{
	bool any = false;

	for (size_t i = 0; i < act->count; i++) {
		const struct change *c = &act->changes[i];
		bool stamp = entity_rows[c->entity].fields[c->field].stamp,
		     both = stamp && here[i].ptr && c->now.ptr;

		if (stamp && c->field != 0)
			continue;
		any |= act->letters[i] == CONVERGENT || both;
		if (act->letters[i] != CONVERGENT && act->letters[i] != NOTED && !both)
			return false;
	}
	return any;
}

static enum status
judge_changes(struct merging *m, struct incoming *act, const struct str *here, struct err *err)
{
	bool released = released_by(act->changes, act->count).ptr != NULL;
	enum status st = OK;

	if (act->in->act.dossier)
		st = merge_converged(m->s->store, act->in->act.dossier, &act->converged, err);
	for (size_t i = 0; i < act->count && !st; i++) {
		if (is_noted(m, &act->changes[i], released))
			act->letters[i] = NOTED;
		else
			st = judge_change(m, act, &act->changes[i], here[i], &act->letters[i], err);
	}
	act->agrees = !st && agrees(act, here);
	return st;
}

static bool
same_row(const struct change *a, const struct change *b)
{
	return a->entity == b->entity && str_eq(a->key, b->key);
}

/* Without its value a mark has no comment, and a comment under somebody else's mark would say what its
 * author did not: a contested first field takes the rest of its row along. */
static void
contest_rows(struct incoming *act)
{
	for (size_t i = 0; i < act->count; i++) {
		if (act->letters[i] != CONTESTED || act->changes[i].field != 0)
			continue;
		for (size_t k = 0; k < act->count; k++)
			if (same_row(&act->changes[i], &act->changes[k]))
				act->letters[k] = CONTESTED;
	}
}

/* The changes of one row of an evaluation that are contested become one question. */
static void
ask_by_row(struct merging *m, struct incoming *act, const struct str *here)
{
	struct change *list = ARENA_ARRAY(&m->scratch, struct change, act->count);
	struct str *values = ARENA_ARRAY(&m->scratch, struct str, act->count);
	bool *done = ARENA_ARRAY(&m->scratch, bool, act->count);

	contest_rows(act);
	for (size_t i = 0; i < act->count; i++) {
		size_t n = 0;
		bool old_scale = false;

		for (size_t k = i; k < act->count; k++) {
			if (done[k] || act->letters[k] != CONTESTED ||
				!same_row(&act->changes[k], &act->changes[i]))
				continue;
			list[n] = act->changes[k];
			values[n++] = here[k];
			done[k] = true;
			old_scale |= act->old_scale[k];
		}
		act->kind = old_scale ? "grid" : NULL;
		act->why = old_scale ? act->scale_why : NULL;
		if (n)
			merge_ask(m, act, list, values, n);
	}
	act->kind = NULL;
	act->why = act->scale_why;
}

/* A grid is what its hash says, whoever brings it: sheets may have been filled in under it. Only whether it is in
 * force can be contested. */
static bool
is_fact(const struct change *c)
{
	return c->entity == ENTITY_GRID && c->now.ptr;
}

/* The date and the author of what is contested go with it. */
static bool
goes_along(const struct change *c)
{
	return entity_rows[c->entity].fields[c->field].stamp &&
	       (c->entity == ENTITY_DECISION || c->entity == ENTITY_PROPOSAL ||
		       c->entity == ENTITY_EVALUATION);
}

/* A unit that is contested anywhere is contested whole; what is only noted stays so. */
static enum status
ask_whole(struct merging *m, struct incoming *act, const struct str *here, struct err *err)
{
	struct change *list = ARENA_ARRAY(&m->scratch, struct change, act->count);
	struct str *values = ARENA_ARRAY(&m->scratch, struct str, act->count);
	size_t n = 0;

	for (size_t i = 0; i < act->count; i++) {
		const struct change *c = &act->changes[i];

		if ((act->letters[i] == NOTED && !goes_along(c)) || is_fact(c))
			continue;
		act->letters[i] = CONTESTED;
		list[n] = act->changes[i];
		values[n++] = here[i];
	}
	if (n)
		merge_ask(m, act, list, values, n);
	return n == act->count ? OK
			       : store_apply(m->s->store, act->changes, act->count, act->letters,
					 act->in->act.id, err);
}

static enum status
refuse(struct merging *m, struct incoming *act, const char *why)
{
	struct merge_refusal r = { act->in->act.dossier, str_z(_(verb_rows[act->verb].label)),
		str_z(why) };

	letter_all(act, REFUSED);
	act->why = why;
	if (m->report.refusal_count < 100)
		ARENA_PUSH(m->a, m->report.refusals, m->report.refusal_count, m->refusal_cap, r);
	return OK;
}

/* Points and dates alone are none. */
static bool
brings_marks(const struct incoming *act)
{
	for (size_t i = 0; i < act->count; i++) {
		const struct change *c = &act->changes[i];

		if (act->letters[i] == APPLIED && merge_is_of_sheet(c) &&
			!entity_rows[c->entity].fields[c->field].stamp)
			return true;
	}
	return false;
}

/* Applied behind a mark: a rule that refuses, or the base itself, takes it back. */
static enum status
try_apply(struct merging *m, struct incoming *act, const char **kind, const char **why,
	struct err *err)
{
	struct err refusal = { 0 };
	enum status st = store_mark(m->s->store, err), tried;

	if (st)
		return st;
	tried = store_apply(
		m->s->store, act->changes, act->count, act->letters, act->in->act.id, &refusal);
	if (tried) {
		*kind = "rule";
		*why = arena_printf(m->a, "%s", refusal.text);
	} else {
		st = merge_holds(m, act, kind, why, err);
	}
	if (st)
		return st;
	return *why ? store_mark_back(m->s->store, err) : store_mark_keep(m->s->store, err);
}

static enum status
apply(struct merging *m, struct incoming *act, const struct str *here, struct err *err)
{
	const char *kind = NULL, *why = NULL;
	enum status st = try_apply(m, act, &kind, &why, err);

	if (st)
		return st;
	if (why && !kind)
		return refuse(m, act, why);
	if (why) {
		act->kind = kind;
		act->why = why;
		return ask_whole(m, act, here, err);
	}
	if (act->in->act.dossier && has(act, APPLIED))
		numset_add(&m->touched, act->in->act.dossier);
	if (act->in->act.dossier && brings_marks(act))
		numset_add(&m->marked, act->in->act.dossier);
	return merge_answered(m, act, err);
}

static enum status
judge(struct merging *m, struct incoming *act, struct err *err)
{
	struct str *here = ARENA_ARRAY(&m->scratch, struct str, act->count + 1);
	bool by_field = act->verb == VERB_EVALUATE;
	enum status st = present_values(m, act, here, err);

	if (!st)
		st = judge_changes(m, act, here, err);
	if (!st && !act->kind)
		st = merge_stands(m, act, err);
	if (!st && !act->kind && !m->hosts)
		merge_rests(m, act);
	if (!st && !act->kind && !m->hosts)
		st = merge_stays_open(m, act, err);
	if (!st && !act->kind && !m->hosts)
		st = merge_check_rows(m, act, err);
	if (!st && !act->kind && !m->hosts && (by_field || act->verb == VERB_UNDO))
		st = merge_check_marks(m, act, here, err);
	if (st)
		return st;
	if (act->scale_why && !by_field) {
		act->kind = "grid";
		act->why = act->scale_why;
	}
	if (act->later) {
		letter_all(act, NOTED);
		return OK;
	}
	if (act->kind || (!by_field && has(act, CONTESTED))) {
		return ask_whole(m, act, here, err);
	}
	if (by_field)
		ask_by_row(m, act, here);
	return apply(m, act, here, err);
}

enum status
merge_judge(struct merging *m, struct incoming *act, struct err *err)
{
	const char *why = NULL;
	enum status st;

	act->letters = arena_alloc(m->a, act->count + 1);
	act->old_scale = ARENA_ARRAY(&m->scratch, bool, act->count + 1);
	st = merge_may(m, act, &why, err);
	if (st)
		return st;
	return why ? refuse(m, act, why) : judge(m, act, err);
}
