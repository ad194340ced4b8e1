/* SPDX-License-Identifier: EUPL-1.2 */
#include "people.h"

#include "pupitre/base/i18n.h"

/* Rows of one entity on one dossier, and what turns each into a member of people. */
struct people_part {
	enum entity entity;
	void (*take)(struct arena *a, struct people *p, size_t i, const struct record *r,
		struct str key[4]);
	size_t (*make_room)(struct arena *a, struct people *p, size_t n);
};

static struct maybe_money
money_field(const struct str *v, enum entity e, const char *field)
{
	struct maybe_money m = { 0 };

	m.is = record_int(v, e, field, &m.m.cents);
	return m;
}

static struct instant
instant_field(const struct str *v, enum entity e, const char *field)
{
	struct instant t;

	return record_int(v, e, field, &t.ms) ? t : INSTANT_NONE;
}

static void
take_instruction(
	struct arena *a, struct people *p, size_t i, const struct record *r, struct str key[4])
{
	(void)a, (void)i, (void)key;
	if (!state_find(record_field(r->values, ENTITY_INSTRUCTION, "state"), &p->state))
		p->state = STATE_RECEIVED;
	p->eligible = money_field(r->values, ENTITY_INSTRUCTION, "eligible_cents");
	p->reason = record_field(r->values, ENTITY_INSTRUCTION, "reason");
}

static size_t
room_assigned(struct arena *a, struct people *p, size_t n)
{
	p->assigned = ARENA_ARRAY(a, struct str, n);
	return p->assigned_count = n;
}

static void
take_assigned(
	struct arena *a, struct people *p, size_t i, const struct record *r, struct str key[4])
{
	(void)a, (void)r;
	p->assigned[i] = key[1];
}

static size_t
room_evaluations(struct arena *a, struct people *p, size_t n)
{
	p->evaluations = ARENA_ARRAY(a, struct evaluation, n);
	return p->evaluation_count = n;
}

static void
take_evaluation(
	struct arena *a, struct people *p, size_t i, const struct record *r, struct str key[4])
{
	struct evaluation *e = &p->evaluations[i];
	int64_t n = 0;

	(void)a;
	e->login = key[1];
	e->final = str_eqz(record_field(r->values, ENTITY_EVALUATION, "final"), "1");
	e->grid = record_field(r->values, ENTITY_EVALUATION, "grid");
	e->volet = record_int(r->values, ENTITY_EVALUATION, "volet", &n) ? (int)n : 0;
	n = 0;
	record_int(r->values, ENTITY_EVALUATION, "points_milli", &n);
	e->points.milli = (int32_t)n;
	e->opinion = opinion_find(record_field(r->values, ENTITY_EVALUATION, "opinion"));
	e->comment = record_field(r->values, ENTITY_EVALUATION, "comment");
	e->finalised_at = instant_field(r->values, ENTITY_EVALUATION, "finalised_at");
	e->version = instant_field(r->values, ENTITY_EVALUATION, "version");
}

static size_t
room_marks(struct arena *a, struct people *p, size_t n)
{
	p->marks = ARENA_ARRAY(a, struct mark_row, n);
	return p->mark_count = n;
}

static void
take_mark(struct arena *a, struct people *p, size_t i, const struct record *r, struct str key[4])
{
	int64_t n = MARK_NE;

	(void)a;
	record_int(r->values, ENTITY_MARK, "value", &n);
	p->marks[i] = (struct mark_row){ key[1], key[2],
		record_field(r->values, ENTITY_MARK, "comment"), (int8_t)n };
}

static void
take_decision(
	struct arena *a, struct people *p, size_t i, const struct record *r, struct str key[4])
{
	const struct str *v = r->values;

	(void)a, (void)i, (void)key;
	p->has_decision =
		decision_find(record_field(v, ENTITY_DECISION, "kind"), &p->decision.kind);
	p->decision.eligible = money_field(v, ENTITY_DECISION, "eligible_cents");
	p->decision.amount = money_field(v, ENTITY_DECISION, "amount_cents");
	p->decision.envelope = record_field(v, ENTITY_DECISION, "envelope");
	p->decision.reason = record_field(v, ENTITY_DECISION, "reason");
	p->decision.text = record_field(v, ENTITY_DECISION, "text");
	p->decided_by_platform = str_eqz(record_field(v, ENTITY_DECISION, "origin"), "platform");
	p->decision_agent = record_field(v, ENTITY_DECISION, "agent");
	p->decided_at = instant_field(v, ENTITY_DECISION, "decided_at");
}

static size_t
room_suspensions(struct arena *a, struct people *p, size_t n)
{
	p->suspensions = ARENA_ARRAY(a, struct suspension, n);
	return p->suspension_count = n;
}

static void
take_suspension(
	struct arena *a, struct people *p, size_t i, const struct record *r, struct str key[4])
{
	struct suspension *s = &p->suspensions[i];
	struct str until = record_field(r->values, ENTITY_SUSPENSION, "received");

	(void)a;
	if (!day_parse_iso(key[1], &s->from))
		s->from = DAY_NONE;
	if (!until.ptr || !day_parse_iso(until, &s->until))
		s->until = DAY_NONE;
}

static const struct people_part parts[] = {
	{ ENTITY_INSTRUCTION, take_instruction, NULL },
	{ ENTITY_ASSIGNMENT, take_assigned, room_assigned },
	{ ENTITY_EVALUATION, take_evaluation, room_evaluations },
	{ ENTITY_MARK, take_mark, room_marks },
	{ ENTITY_DECISION, take_decision, NULL },
	{ ENTITY_SUSPENSION, take_suspension, room_suspensions },
};

static enum status
part_load(struct session *s, int64_t number, const struct people_part *part, struct arena *a,
	struct people *out, struct err *err)
{
	struct record *rows;
	size_t n;
	enum status st = store_rows(s->store, part->entity, number, a, &rows, &n, err);

	if (st)
		return st;
	if (part->make_room && n)
		part->make_room(a, out, n);
	for (size_t i = 0; i < n; i++) {
		struct str key[4] = { { 0 } };

		key_split(rows[i].key, key);
		part->take(a, out, i, &rows[i], key);
	}
	return OK;
}

enum status
people_load(struct session *s, int64_t number, struct arena *a, struct people *out, struct err *err)
{
	struct people p = { 0 };
	enum status st = OK;

	for (size_t i = 0; i < sizeof parts / sizeof *parts && !st; i++)
		st = part_load(s, number, &parts[i], a, &p, err);
	if (!st)
		*out = p;
	return st;
}

const struct evaluation *
people_evaluation(const struct people *p, struct str login)
{
	for (size_t i = 0; i < p->evaluation_count; i++)
		if (str_eq(p->evaluations[i].login, login))
			return &p->evaluations[i];
	return NULL;
}

bool
people_is_assigned(const struct people *p, struct str login)
{
	for (size_t i = 0; i < p->assigned_count; i++)
		if (str_eq(p->assigned[i], login))
			return true;
	return false;
}

bool
people_all_final(const struct people *p)
{
	for (size_t i = 0; i < p->assigned_count; i++) {
		const struct evaluation *e = people_evaluation(p, p->assigned[i]);

		if (!e || !e->final)
			return false;
	}
	return p->evaluation_count > 0;
}
