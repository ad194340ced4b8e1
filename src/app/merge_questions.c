/* SPDX-License-Identifier: EUPL-1.2 */
/* Questions: what two people contest, one per unit and station; they follow the acts until a person answers. */
#include "merge_priv.h"

#include "pupitre/base/i18n.h"
#include "work.h"

enum { ASKED_PAGE = 200 };

static bool
same_field(const struct contested *f, const struct change *c)
{
	return f->change.entity == c->entity && f->change.field == c->field &&
	       str_eq(f->change.key, c->key);
}

static struct contested *
field_of(struct asking *q, const struct change *c)
{
	for (size_t i = 0; i < q->count; i++)
		if (same_field(&q->fields[i], c))
			return &q->fields[i];
	return NULL;
}

/* The field without which the row of a change is not there. */
static struct contested *
row_of(struct asking *q, const struct change *c)
{
	const struct change first = { .entity = c->entity, .key = c->key };

	return field_of(q, &first);
}

static bool
touches(struct asking *q, const struct change *changes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (field_of(q, &changes[i]) || row_of(q, &changes[i]))
			return true;
	return false;
}

/* The sheet that a mark belongs to. */
static struct contested *
sheet_of(struct asking *q, const struct change *c)
{
	struct str parts[4] = { { 0 } };
	struct change first = { .entity = ENTITY_EVALUATION };

	if (c->entity != ENTITY_MARK && c->entity != ENTITY_EVALUATION)
		return NULL;
	key_split(c->key, parts);
	first.key = (struct str){ c->key.ptr, parts[0].len + 1 + parts[1].len };
	return field_of(q, &first);
}

static bool
sets(const struct incoming *act, const struct contested *first)
{
	for (size_t i = 0; i < act->count; i++)
		if (same_field(first, &act->changes[i]))
			return true;
	return false;
}

void
merge_rests(struct merging *m, struct incoming *act)
{
	for (size_t i = 0; i < m->asked_count; i++) {
		struct asking *q = &m->asked[i];

		if (q->closed || !str_eq(q->station, act->in->act.station))
			continue;
		for (size_t k = 0; k < act->count; k++) {
			struct contested *row = row_of(q, &act->changes[k]),
					 *sheet = sheet_of(q, &act->changes[k]);

			if (row && !sets(act, row))
				act->letters[k] = 'q';
			if ((row && row->change.entity != ENTITY_MARK && !sets(act, row)) ||
				(sheet && !sets(act, sheet))) {
				act->joins = q->id;
				act->kind = q->kind;
				act->why = q->why;
			}
		}
	}
}

/* Whether the question stood here when the sender left. */
static enum status
left_after(struct merging *m, const struct incoming *act, const struct asking *q, bool *out,
	struct err *err)
{
	struct str key = str_z(arena_printf(&m->scratch, "%s", uid_hex(q->id).s));
	struct act_row row;
	struct uid opened;
	bool found = false;
	enum status st = field_revision(m->s->store, ENTITY_QUESTION, key,
		entity_field_find(ENTITY_QUESTION, STR("station")), &opened, err);

	*out = false;
	if (!st && uid_is(opened))
		st = act_find(m->s->store, opened, &m->scratch, &row, &found, err);
	if (st || !found)
		return st;
	return merge_knows(m, act->in->act.station, act->in->act.seq, &row.act, out, err);
}

static bool
writes_in(const struct incoming *act, struct asking *q)
{
	for (size_t k = 0; k < act->count; k++)
		if (act->letters[k] == 'a' && field_of(q, &act->changes[k]))
			return true;
	return false;
}

static void
contest(struct incoming *act, struct asking *q)
{
	for (size_t k = 0; k < act->count; k++) {
		const struct change *c = &act->changes[k];

		if (act->letters[k] != 'a' || !field_of(q, c))
			continue;
		act->letters[k] = 'q';
		/* Marks do not stand without their sheet. */
		if (c->entity == ENTITY_EVALUATION && c->field == 0)
			act->kind = "value";
	}
}

enum status
merge_stays_open(struct merging *m, struct incoming *act, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < m->asked_count && !st; i++) {
		struct asking *q = &m->asked[i];
		bool open = false;

		if (q->closed || str_eq(q->station, act->in->act.station) || !writes_in(act, q))
			continue;
		st = left_after(m, act, q, &open, err);
		if (!st && open)
			contest(act, q);
	}
	return st;
}

static struct asking *
open_of(struct merging *m, const struct incoming *act, const struct change *changes, size_t n)
{
	for (size_t i = 0; i < m->asked_count; i++) {
		struct asking *q = &m->asked[i];

		if (!q->closed && str_eq(q->station, act->in->act.station) &&
			(uid_is(act->joins) ? uid_eq(act->joins, q->id) : touches(q, changes, n)))
			return q;
	}
	return NULL;
}

static void
add_field(struct merging *m, struct asking *q, const struct change *c, struct str here)
{
	struct contested f = { .change = *c, .here = arena_str(m->a, here) },
			 *held = field_of(q, c);

	if (held) {
		held->change.now = arena_str(m->a, c->now);
		return;
	}
	f.change.key = arena_str(m->a, c->key);
	f.change.was = arena_str(m->a, c->was);
	f.change.now = arena_str(m->a, c->now);
	ARENA_PUSH(m->a, q->fields, q->count, q->cap, f);
}

/* An act that touches several open questions of its station makes them one. */
static void
gather(struct merging *m, struct asking *q, const struct change *changes, size_t n)
{
	for (size_t i = 0; i < m->asked_count; i++) {
		struct asking *other = &m->asked[i];

		if (other == q || other->closed || !str_eq(other->station, q->station) ||
			!touches(other, changes, n))
			continue;
		for (size_t k = 0; k < other->count; k++) {
			if (!field_of(q, &other->fields[k].change))
				ARENA_PUSH(m->a, q->fields, q->count, q->cap, other->fields[k]);
			other->fields[k].settled = true;
		}
		other->closed = other->changed = true;
	}
}

void
merge_ask(struct merging *m, const struct incoming *act, const struct change *changes,
	const struct str *here, size_t n)
{
	const struct act *by = &act->in->act;
	struct asking fresh = { .id = uid_new(&m->s->ids), .dossier = by->dossier };
	struct asking *q = open_of(m, act, changes, n);

	if (!q) {
		fresh.bundle = m->hosts ? STR_NONE : m->bundle;
		fresh.station = by->station;
		fresh.kind = act->kind ? act->kind : "value";
		fresh.why = act->why;
		ARENA_PUSH(m->a, m->asked, m->asked_count, m->asked_cap, fresh);
		q = &m->asked[m->asked_count - 1];
	}
	/* Where people differ as well, money is not all that it waits for. */
	if (!act->kind)
		q->kind = "value";
	gather(m, q, changes, n);
	q->changed = true;
	q->act = by->id;
	q->seq = by->seq;
	q->agent = by->agent;
	q->at = by->at;
	for (size_t i = 0; i < n; i++)
		add_field(m, q, &changes[i], here[i]);
}

/* ---- those that were open before ---- */

static struct str
value(const struct record *r, const char *field)
{
	return record_field(r->values, ENTITY_QUESTION, field);
}

static enum status
load_fields(struct merging *m, struct asking *q, struct str key, struct err *err)
{
	struct record *rows;
	size_t n;
	enum status st = question_fields(m->s->store, key, m->a, &rows, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		struct contested f = { 0 };
		const struct str *v = rows[i].values;

		if (!entity_find(
			    record_field(v, ENTITY_QUESTION_FIELD, "entity"), &f.change.entity))
			continue;
		f.change.key = record_field(v, ENTITY_QUESTION_FIELD, "row");
		f.change.field = entity_field_find(
			f.change.entity, record_field(v, ENTITY_QUESTION_FIELD, "field"));
		f.change.was = record_field(v, ENTITY_QUESTION_FIELD, "base");
		f.change.now = record_field(v, ENTITY_QUESTION_FIELD, "theirs");
		f.here = record_field(v, ENTITY_QUESTION_FIELD, "here");
		ARENA_PUSH(m->a, q->fields, q->count, q->cap, f);
	}
	return st;
}

static enum status
load_one(struct merging *m, const struct record *r, struct err *err)
{
	struct asking q = { .stored = true,
		.kind = arena_z(m->a, value(r, "kind")),
		.why = value(r, "why").ptr ? arena_z(m->a, value(r, "why")) : NULL,
		.bundle = value(r, "bundle"),
		.station = value(r, "station"),
		.agent = value(r, "agent") };
	struct act_row row;
	bool found = false;
	enum status st = OK;

	if (!uid_parse(r->key, &q.id) || !uid_parse(value(r, "act"), &q.act))
		return err_set(err, ERR_SYSTEM, _("la question %.*s est abîmée"), STR_ARG(r->key));
	record_int(r->values, ENTITY_QUESTION, "dossier", &q.dossier);
	record_int(r->values, ENTITY_QUESTION, "at", &q.at.ms);
	st = act_find(m->s->store, q.act, m->a, &row, &found, err);
	if (!st && found)
		q.seq = row.act.seq;
	if (!st)
		st = load_fields(m, &q, r->key, err);
	if (!st)
		ARENA_PUSH(m->a, m->asked, m->asked_count, m->asked_cap, q);
	return st;
}

enum status
merge_questions_load(struct merging *m, struct err *err)
{
	struct record *rows;
	size_t n;
	enum status st = questions_open(m->s->store, 0, m->a, &rows, &n, err);

	for (size_t i = 0; i < n && !st; i++)
		st = load_one(m, &rows[i], err);
	return st;
}

/* Whether the act wrote some of the contested fields; which ones is noted when it closes the question. */
static bool
wrote_any(const struct incoming *act, struct asking *q, bool closes)
{
	bool any = false;

	for (size_t k = 0; k < act->count; k++) {
		struct contested *f = field_of(q, &act->changes[k]);

		if (!f || act->letters[k] == 'q' || act->letters[k] == 'n')
			continue;
		any = true;
		f->settled |= closes;
	}
	return any;
}

enum status
merge_answered(struct merging *m, const struct incoming *act, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < m->asked_count && !st; i++) {
		struct asking *q = &m->asked[i];
		const struct act asked = {
			.station = q->station, .seq = q->seq, .verb = STR("move")
		};
		bool knew;

		/* A mallette answers nobody else's question: it left without what was asked. */
		if (!m->hosts && !str_eq(q->station, act->in->act.station))
			continue;
		/* What is written after its end is not its any more. */
		if (!wrote_any(act, q, q->closed) || q->closed)
			continue;
		st = merge_knows(m, act->in->act.station, act->in->act.seq, &asked, &knew, err);
		q->closed = !st && knew;
		q->changed |= q->closed;
		if (q->closed) {
			q->answered = act->verb == VERB_ANSWER;
			q->closer = act->in->act.station;
			wrote_any(act, q, true);
		}
	}
	return st;
}

/* ---- writing ---- */

static enum status
set(struct merging *m, struct plan *p, const struct asking *q, const char *field, struct str v,
	struct err *err)
{
	struct str key = str_z(arena_printf(m->a, "%s", uid_hex(q->id).s));

	return plan_set(m->s, m->a, p, ENTITY_QUESTION, key, field, v, err);
}

static enum status
plan_question(struct merging *m, const struct asking *q, const char *status, struct plan *p,
	struct err *err)
{
	const struct {
		const char *field;
		struct str value;
	} sets[] = {
		{ "dossier", int_text(m->a, q->dossier) },
		{ "kind", str_z(q->kind) },
		{ "status", str_z(status) },
		{ "bundle", q->bundle },
		{ "station", q->station },
		{ "act", str_z(arena_printf(m->a, "%s", uid_hex(q->act).s)) },
		{ "agent", q->agent },
		{ "at", int_text(m->a, q->at.ms) },
		{ "why", str_z(q->why) },
	};
	enum status st = OK;

	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = set(m, p, q, sets[i].field, sets[i].value, err);
	return st;
}

static enum status
plan_fields(struct merging *m, const struct asking *q, struct plan *p, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < q->count && !st; i++) {
		const struct contested *f = &q->fields[i];
		const struct entity_row *e = &entity_rows[f->change.entity];
		struct str key = str_z(arena_printf(m->a, "%s/%zu", uid_hex(q->id).s, i));
		const struct {
			const char *field;
			struct str value;
		} sets[] = {
			{ "entity", str_z(e->code) },
			{ "row", f->change.key },
			{ "field", str_z(e->fields[f->change.field].name) },
			{ "base", f->change.was },
			{ "here", f->here },
			{ "theirs", f->change.now },
		};

		for (size_t k = 0; k < sizeof sets / sizeof *sets && !st; k++)
			st = plan_set(m->s, m->a, p, ENTITY_QUESTION_FIELD, key, sets[k].field,
				sets[k].value, err);
	}
	return st;
}

enum status
merge_question_release(struct merging *m, const struct asking *q, struct plan *p, struct err *err)
{
	enum status st = plan_question(m, q, "released", p, err);

	if (!st)
		st = plan_fields(m, q, p, err);
	for (size_t i = 0; i < q->count && !st; i++) {
		const struct change *c = &q->fields[i].change;

		st = plan_set(m->s, m->a, p, c->entity, c->key,
			entity_rows[c->entity].fields[c->field].name, c->now, err);
	}
	return st;
}

static bool
asks_about(const struct change *changes, size_t n, struct uid act)
{
	int field = entity_field_find(ENTITY_QUESTION, STR("act"));

	for (size_t i = 0; i < n; i++)
		if (changes[i].entity == ENTITY_QUESTION && changes[i].field == field &&
			str_eqz(changes[i].now, uid_hex(act).s))
			return true;
	return false;
}

/* Whether the received act was in question where its question was closed too. */
static enum status
was_asked_there(struct merging *m, const struct asking *q, bool *out, struct err *err)
{
	struct act_row *rows;
	struct change *changes;
	int64_t before = 0;
	size_t n = ASKED_PAGE, count;
	enum status st = OK;

	*out = false;
	while (!st && n == ASKED_PAGE && !*out) {
		st = act_page(m->s->store, q->dossier, before, ASKED_PAGE, m->a, &rows, &n, err);
		for (size_t i = 0; i < n && !st && !*out; i++) {
			before = rows[i].n;
			if (!str_eq(rows[i].act.station, q->closer) ||
				!str_eqz(rows[i].act.verb, verb_rows[VERB_QUESTION].code))
				continue;
			st = act_changes(m->s->store, &rows[i].act, m->a, &changes, &count, err);
			*out = !st && asks_about(changes, count, q->act);
		}
	}
	return st;
}

/* A contested field is written by nothing but an answer: any other act was made where the received one was
 * in force. An answer was too, unless it answered about that very act, and then it names all of its fields. */
static enum status
is_in_force(struct merging *m, const struct asking *q, bool *out, struct err *err)
{
	bool asked = false;
	enum status st = q->answered ? was_asked_there(m, q, &asked, err) : OK;

	*out = !asked;
	return st;
}

/* Whoever closed the question where the received act was in force, without naming all of its fields, left the
 * others with its values: they take them here too, unless somebody wrote them since. */
static enum status
plan_unnamed(struct merging *m, const struct asking *q, struct plan *p, struct err *err)
{
	bool in_force;
	enum status st = is_in_force(m, q, &in_force, err);

	for (size_t i = 0; i < q->count && !st && in_force; i++) {
		const struct contested *f = &q->fields[i];
		const char *name = entity_rows[f->change.entity].fields[f->change.field].name;
		struct str now;
		bool missing = false;

		if (f->settled)
			continue;
		st = merge_names_missing(m, &f->change, &missing, err);
		if (st || missing)
			continue;
		st = store_get(m->s->store, f->change.entity, f->change.key, f->change.field, m->a,
			&now, err);
		if (!st && str_eq(now, f->here))
			st = plan_set(m->s, m->a, p, f->change.entity, f->change.key, name,
				f->change.now, err);
	}
	return st;
}

/* One that was asked and answered within the same file never was. */
static enum status
write_one(struct merging *m, struct asking *q, struct err *err)
{
	struct plan p = { .verb = VERB_QUESTION, .dossier = q->dossier };
	enum status st;

	if (q->closed) {
		st = q->stored ? set(m, &p, q, "status", STR("superseded"), err) : OK;
		if (!st)
			st = plan_unnamed(m, q, &p, err);
		m->report.closed += q->stored;
	} else {
		st = plan_question(m, q, "open", &p, err);
		if (!st)
			st = plan_fields(m, q, &p, err);
		m->report.asked += q->changed;
	}
	if (st || !p.count)
		return st;
	return work_append(m->s, m->a, &p, m->batch, uid_new(&m->s->ids), err);
}

enum status
merge_questions_write(struct merging *m, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < m->asked_count && !st; i++) {
		struct asking *q = &m->asked[i];

		if (q->changed || (q->reworded && !q->closed))
			st = write_one(m, q, err);
	}
	return st;
}
