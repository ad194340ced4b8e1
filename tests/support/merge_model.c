/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/merge_model.h"

/* What the rules say of a state, told again. */
static const struct {
	const char *code;
	bool markable, on_the_way; /* may be marked; goes up to marked by itself */
	bool award, refuse; /* may be proposed */
} open_states[] = { { "received", true, true, false, false },
	{ "admissible", true, true, false, false }, { "instruction", true, true, false, false },
	{ "postponed", true, true, false, false }, { "marked", true, false, true, true },
	{ "incomplete", false, false, false, false }, { "ineligible", false, false, false, true },
	{ "endorsed", false, false, true, true }, { "committee", false, false, true, true } };

struct judged {
	struct model *m;
	const struct act *act;
	enum verb verb;
	int64_t known;
	struct change *changes;
	char letters[64];
	size_t joins; /* index of the question that it rests on, plus one */
	size_t n;
};

void
model_done(struct model *m)
{
	arena_done(&m->a);
	*m = (struct model){ 0 };
}

struct str
model_value(const struct model *m, const struct model_field *f)
{
	(void)m;
	return f->count ? f->writes[f->count - 1].value : STR_NONE;
}

static size_t
field_at(struct model *m, enum entity e, struct str key, int field)
{
	struct model_field f = { .entity = e, .field = field };

	for (size_t i = 0; i < m->field_count; i++)
		if (m->fields[i].entity == e && m->fields[i].field == field &&
			str_eq(m->fields[i].key, key))
			return i;
	f.key = arena_str(&m->a, key);
	ARENA_PUSH(&m->a, m->fields, m->field_count, m->field_cap, f);
	return m->field_count - 1;
}

static struct str
value_of(struct model *m, enum entity e, struct str key, const char *field)
{
	size_t at = field_at(m, e, key, entity_field_find(e, str_z(field)));

	return model_value(m, &m->fields[at]);
}

static void
write_field(struct model *m, size_t at, struct str station, int64_t seq, struct str value,
	bool platform)
{
	struct model_field *f = &m->fields[at];
	struct model_write w = { arena_str(&m->a, station), seq,
		value.ptr ? arena_str(&m->a, value) : STR_NONE, platform };

	ARENA_PUSH(&m->a, f->writes, f->count, f->cap, w);
}

void
model_given(struct model *m, enum entity e, struct str key, const char *field, struct str value)
{
	write_field(m, field_at(m, e, key, entity_field_find(e, str_z(field))), m->host, 0, value,
		true);
}

static bool
find_text(void *ctx, const struct hash *h, struct str *out)
{
	const struct parcel_act *act = ctx;

	for (size_t i = 0; i < act->text_count; i++)
		if (hash_eq(act->texts[i].hash, *h)) {
			*out = act->texts[i].text;
			return true;
		}
	return false;
}

static void
read_act(struct judged *j, const struct parcel_act *in)
{
	verb_find(in->act.verb, &j->verb);
	act_payload_decode(
		&j->m->a, in->act.payload, find_text, (void *)(uintptr_t)in, &j->changes, &j->n);
	j->act = &in->act;
}

void
model_host(struct model *m, const struct parcel_act *acts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct judged j = { .m = m };

		read_act(&j, &acts[i]);
		for (size_t k = 0; k < j.n; k++)
			write_field(m,
				field_at(m, j.changes[k].entity, j.changes[k].key,
					j.changes[k].field),
				j.act->station, j.act->seq, j.changes[k].now,
				j.verb == VERB_IMPORT);
	}
}

/* ---- judging ---- */

static bool
knew(const struct judged *j, const struct model_write *w)
{
	if (w->platform)
		return true;
	if (str_eq(w->station, j->act->station))
		return w->seq < j->act->seq;
	return str_eq(w->station, j->m->host) && w->seq <= j->known;
}

static char
judge_stamp(const struct judged *j, const struct model_field *f, const struct change *c)
{
	struct str here = model_value(j->m, f);
	int64_t a, b;

	for (size_t i = 0; c->field == 0 && !c->now.ptr && here.ptr && i < f->count; i++)
		if (f->writes[i].value.ptr && !knew(j, &f->writes[i]))
			return 'n';
	if (!f->count || knew(j, &f->writes[f->count - 1]))
		return 'a';
	if (str_eq(here, c->now))
		return 'c';
	if (!here.ptr || !c->now.ptr)
		return here.ptr ? 'n' : 'a';
	if (str_int(here, &b) && str_int(c->now, &a))
		return a < b ? 'a' : 'n';
	return str_cmp(c->now, here) < 0 ? 'a' : 'n';
}

static bool
on_path(const struct change *c)
{
	const char *name = entity_rows[c->entity].fields[c->field].name;

	return c->entity == ENTITY_INSTRUCTION &&
	       (strcmp(name, "state") == 0 || strcmp(name, "reason") == 0);
}

static char
judge(const struct judged *j, const struct change *c)
{
	size_t at = field_at(j->m, c->entity, c->key, c->field);
	const struct model_field *f = &j->m->fields[at];
	struct str here = model_value(j->m, f);

	if (entity_rows[c->entity].fields[c->field].stamp)
		return judge_stamp(j, f, c);
	if (!f->count)
		return 'a';
	for (size_t i = f->count; i > 0 && str_eq(f->writes[i - 1].value, here); i--)
		if (knew(j, &f->writes[i - 1]))
			return 'a';
	if (str_eq(here, c->now))
		return 'c';
	for (size_t i = 0; on_path(c) && i < f->count; i++)
		if (!knew(j, &f->writes[i]) && str_eq(f->writes[i].value, c->now))
			return 'n';
	return 'q';
}

static struct str
dossier_key(struct model *m, int64_t number)
{
	return str_z(arena_printf(&m->a, "%lld", (long long)number));
}

/* Its row above; -1: the dossier is decided. */
static int
state_of(struct model *m, int64_t number)
{
	struct str code = value_of(m, ENTITY_INSTRUCTION, dossier_key(m, number), "state");

	for (int i = 0; i < (int)(sizeof(open_states) / sizeof(open_states[0])); i++)
		if (str_eqz(code, open_states[i].code))
			return i;
	return -1;
}

static bool
all_final(struct model *m, int64_t number)
{
	int assigned = 0;
	size_t n = m->field_count;

	for (size_t i = 0; i < n; i++) {
		struct str parts[4] = { { 0 } };
		int64_t of = 0;

		key_split(m->fields[i].key, parts);
		if (m->fields[i].entity != ENTITY_ASSIGNMENT || !str_int(parts[0], &of) ||
			of != number || !model_value(m, &m->fields[i]).ptr)
			continue;
		assigned++;
		if (!str_eqz(value_of(m, ENTITY_EVALUATION, m->fields[i].key, "final"), "1"))
			return false;
	}
	return assigned > 0;
}

/* Cents of awards, and of award proposals that wait, but those of one proposal. */
static int64_t
engaged(struct model *m, struct str but)
{
	int64_t sum = 0, cents, number;
	size_t n = m->field_count;

	for (size_t i = 0; i < n; i++) {
		struct str key = m->fields[i].key, parts[4] = { { 0 } };
		enum entity e = m->fields[i].entity;

		key_split(key, parts);
		if (m->fields[i].field != 0 || (e != ENTITY_DECISION && e != ENTITY_PROPOSAL) ||
			!str_eqz(model_value(m, &m->fields[i]), "award") ||
			!str_int(parts[0], &number))
			continue;
		if (e == ENTITY_PROPOSAL && (str_eq(key, but) || state_of(m, number) < 0))
			continue;
		if (str_int(value_of(m, e, key, "amount_cents"), &cents))
			sum += cents;
	}
	return sum;
}

/* ---- applying ---- */

static struct model_contest *
contest_of(struct model_question *q, size_t field)
{
	for (size_t i = 0; i < q->count; i++)
		if (q->lines[i].field == field)
			return &q->lines[i];
	return NULL;
}

static bool
touches(struct judged *j, struct model_question *q, const struct change *c)
{
	return contest_of(q, field_at(j->m, c->entity, c->key, c->field)) ||
	       contest_of(q, field_at(j->m, c->entity, c->key, 0));
}

/* Other open questions of the laptop that the act touches become part of this one. */
static void
gather(struct judged *j, struct model_question *q, const size_t *which, size_t n)
{
	for (size_t i = 0; i < j->m->question_count; i++) {
		struct model_question *other = &j->m->questions[i];
		bool any = false;

		for (size_t k = 0; other != q && !other->closed && k < n; k++) {
			const struct change *c = &j->changes[which[k]];

			any |= str_eq(other->station, q->station) && touches(j, other, c);
		}
		for (size_t k = 0; any && k < other->count; k++) {
			if (!contest_of(q, other->lines[k].field))
				q->lines[q->count++] = other->lines[k];
			other->lines[k].settled = true;
		}
		other->closed |= any;
	}
}

static bool
sets(const struct judged *j, enum entity e, struct str key)
{
	for (size_t i = 0; i < j->n; i++)
		if (j->changes[i].entity == e && j->changes[i].field == 0 &&
			str_eq(j->changes[i].key, key))
			return true;
	return false;
}

static bool
rests_on_row(struct judged *j, struct model_question *q, enum entity e, struct str key)
{
	return !sets(j, e, key) && contest_of(q, field_at(j->m, e, key, 0));
}

/* What the laptop goes on to say of a row or a sheet that is in question. */
static void
rest(struct judged *j)
{
	for (size_t i = 0; i < j->m->question_count; i++) {
		struct model_question *q = &j->m->questions[i];

		for (size_t k = 0; k < j->n; k++) {
			const struct change *c = &j->changes[k];
			struct str parts[4] = { { 0 } }, sheet;

			if (q->closed || !str_eq(q->station, j->act->station))
				continue;
			key_split(c->key, parts);
			sheet = (struct str){ c->key.ptr, parts[0].len + 1 + parts[1].len };
			if (rests_on_row(j, q, c->entity, c->key)) {
				j->letters[k] = 'q';
				if (c->entity != ENTITY_MARK)
					j->joins = i + 1;
			}
			if ((c->entity == ENTITY_MARK || c->entity == ENTITY_EVALUATION) &&
				rests_on_row(j, q, ENTITY_EVALUATION, sheet))
				j->joins = i + 1;
		}
	}
}

static void
ask(struct judged *j, const size_t *which, size_t n)
{
	struct model *m = j->m;
	struct model_question fresh = { .station = arena_str(&m->a, j->act->station) }, *q = NULL;

	if (j->joins)
		q = &m->questions[j->joins - 1];
	for (size_t i = 0; i < m->question_count && !q; i++)
		for (size_t k = 0; k < n; k++) {
			const struct change *c = &j->changes[which[k]];

			if (!m->questions[i].closed &&
				str_eq(m->questions[i].station, j->act->station) &&
				touches(j, &m->questions[i], c))
				q = &m->questions[i];
		}
	if (!q) {
		ARENA_PUSH(&m->a, m->questions, m->question_count, m->question_cap, fresh);
		q = &m->questions[m->question_count - 1];
	}
	q->seq = j->act->seq;
	gather(j, q, which, n);
	for (size_t k = 0; k < n; k++) {
		const struct change *c = &j->changes[which[k]];
		size_t at = field_at(m, c->entity, c->key, c->field);
		struct model_contest *held = contest_of(q, at);

		if (held)
			held->theirs = c->now;
		else
			q->lines[q->count++] = (struct model_contest){ at,
				model_value(m, &m->fields[at]), c->now, false };
	}
}

static void
ask_whole(struct judged *j)
{
	size_t which[64], n = 0;

	for (size_t i = 0; i < j->n; i++) {
		enum entity e = j->changes[i].entity;

		if (j->letters[i] == 'n' && e != ENTITY_PROPOSAL && e != ENTITY_EVALUATION)
			continue;
		j->letters[i] = 'q';
		which[n++] = i;
	}
	if (n)
		ask(j, which, n);
}

static void
ask_rows(struct judged *j)
{
	bool done[64] = { false };

	for (size_t i = 0; i < j->n; i++)
		for (size_t k = 0; j->letters[i] == 'q' && j->changes[i].field == 0 && k < j->n;
			k++)
			if (j->changes[k].entity == j->changes[i].entity &&
				str_eq(j->changes[k].key, j->changes[i].key))
				j->letters[k] = 'q';
	for (size_t i = 0; i < j->n; i++) {
		size_t which[64], n = 0;

		for (size_t k = i; k < j->n; k++)
			if (!done[k] && j->letters[k] == 'q' &&
				j->changes[k].entity == j->changes[i].entity &&
				str_eq(j->changes[k].key, j->changes[i].key)) {
				which[n++] = k;
				done[k] = true;
			}
		if (n)
			ask(j, which, n);
	}
}

/* The laptop itself went on: what it contested before is what it says now. */
static void
close_own(struct judged *j)
{
	for (size_t i = 0; i < j->m->question_count; i++) {
		struct model_question *q = &j->m->questions[i];
		bool any = false;

		if (q->closed || !str_eq(q->station, j->act->station) || q->seq >= j->act->seq)
			continue;
		for (size_t k = 0; k < j->n; k++) {
			struct model_contest *c =
				contest_of(q, field_at(j->m, j->changes[k].entity,
						      j->changes[k].key, j->changes[k].field));

			if (!c || j->letters[k] == 'q' || j->letters[k] == 'n')
				continue;
			any = true;
			c->settled = true;
		}
		q->closed |= any;
	}
}

static bool
marks_came(const struct model *m, int64_t number)
{
	for (size_t i = 0; i < m->marked_count; i++)
		if (m->marked[i] == number)
			return true;
	return false;
}

static void
mark_came(struct model *m, int64_t number)
{
	if (number && !marks_came(m, number))
		m->marked[m->marked_count++] = number;
}

static void
apply(struct judged *j)
{
	struct model *m = j->m;
	size_t written[64], n = 0;
	struct str proposal = j->n ? j->changes[0].key : STR_NONE;
	int64_t cents;

	for (size_t i = 0; i < j->n; i++) {
		if (j->letters[i] != 'a' && j->letters[i] != 'c')
			continue;
		written[n] =
			field_at(m, j->changes[i].entity, j->changes[i].key, j->changes[i].field);
		write_field(
			m, written[n++], j->act->station, j->act->seq, j->changes[i].now, false);
	}
	if (j->verb == VERB_PROPOSE &&
		str_eqz(value_of(m, ENTITY_PROPOSAL, proposal, "kind"), "award") &&
		str_int(value_of(m, ENTITY_PROPOSAL, proposal, "amount_cents"), &cents) &&
		cents > m->envelope - engaged(m, proposal)) {
		while (n > 0)
			m->fields[written[--n]].count--;
		ask_whole(j);
		return;
	}
	for (size_t i = 0; i < j->n; i++) {
		const struct change *c = &j->changes[i];

		if (j->letters[i] == 'a' && !entity_rows[c->entity].fields[c->field].stamp &&
			(c->entity == ENTITY_MARK || c->entity == ENTITY_EVALUATION))
			mark_came(m, j->act->dossier);
	}
	close_own(j);
}

/* On a dossier that goes up to marked by what still comes, it is judged as if it were there. */
static bool
is_proposable(struct judged *j, int s)
{
	struct model *m = j->m;
	int64_t number = j->act->dossier;
	bool up = open_states[s].on_the_way && (marks_came(m, number) || !all_final(m, number));
	struct str kind = value_of(m, ENTITY_PROPOSAL, j->changes[0].key, "kind");

	for (size_t i = 0; i < j->n; i++)
		if (j->changes[i].field == entity_field_find(ENTITY_PROPOSAL, STR("kind")))
			kind = j->changes[i].now;
	if (!kind.ptr)
		return !str_eqz(str_z(open_states[s].code), "postponed");
	return up || (str_eqz(kind, "award") ? open_states[s].award : open_states[s].refuse);
}

static bool
stands_against(struct judged *j)
{
	int s = j->act->dossier ? state_of(j->m, j->act->dossier) : 0;

	if (j->verb == VERB_EVALUATE)
		return s < 0 || !open_states[s].markable;
	return j->verb == VERB_PROPOSE && (s < 0 || !is_proposable(j, s));
}

static bool
waits_for_others(struct judged *j)
{
	for (size_t i = 0; i < j->n && j->verb == VERB_MOVE; i++)
		if (j->changes[i].entity == ENTITY_INSTRUCTION &&
			str_eqz(j->changes[i].now, "marked") && !all_final(j->m, j->act->dossier))
			return true;
	return false;
}

static void
take(struct judged *j)
{
	for (size_t i = 0; i < j->n; i++)
		j->letters[i] = judge(j, &j->changes[i]);
	if (!stands_against(j))
		rest(j);
	if (j->joins || stands_against(j))
		ask_whole(j);
	else if (waits_for_others(j))
		memset(j->letters, 'n', j->n);
	else if (j->verb != VERB_EVALUATE && memchr(j->letters, 'q', j->n))
		ask_whole(j);
	else {
		ask_rows(j);
		apply(j);
	}
}

/* ---- at the end of a file ---- */

static void
take_unnamed(struct model *m)
{
	for (size_t i = 0; i < m->question_count; i++) {
		struct model_question *q = &m->questions[i];

		for (size_t k = 0; q->closed && k < q->count; k++) {
			struct model_contest *c = &q->lines[k];

			if (!c->settled && str_eq(model_value(m, &m->fields[c->field]), c->here))
				write_field(m, c->field, m->host, INT64_MAX, c->theirs, false);
			c->settled = true;
		}
	}
}

static bool
state_in_question(struct model *m, int64_t number)
{
	for (size_t i = 0; i < m->question_count; i++)
		for (size_t k = 0; !m->questions[i].closed && k < m->questions[i].count; k++) {
			const struct model_field *f = &m->fields[m->questions[i].lines[k].field];

			if (f->entity == ENTITY_INSTRUCTION &&
				str_eq(f->key, dossier_key(m, number)))
				return true;
		}
	return false;
}

static void
settle(struct model *m, int64_t number)
{
	struct str key = dossier_key(m, number);
	int s = state_of(m, number);
	int eligible = entity_field_find(ENTITY_INSTRUCTION, STR("eligible_cents"));

	if (s < 0 || !open_states[s].on_the_way || !all_final(m, number) ||
		state_in_question(m, number))
		return;
	write_field(m, field_at(m, ENTITY_INSTRUCTION, key, 0), m->host, INT64_MAX, STR("marked"),
		false);
	if (!value_of(m, ENTITY_INSTRUCTION, key, "eligible_cents").ptr)
		write_field(m, field_at(m, ENTITY_INSTRUCTION, key, eligible), m->host, INT64_MAX,
			m->total, false);
}

void
model_merge(struct model *m, int64_t known, const struct parcel_act *acts, size_t n)
{
	m->marked_count = 0;
	for (size_t i = 0; i < n; i++) {
		struct judged j = { .m = m, .known = known };

		read_act(&j, &acts[i]);
		take(&j);
	}
	take_unnamed(m);
	for (size_t i = 0; i < m->marked_count; i++)
		settle(m, m->marked[i]);
}
