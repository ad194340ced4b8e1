/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/bulk.h"

#include <stdlib.h>

#include "pupitre/app/selection.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"
#include "pupitre/store/acts.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/tags.h"
#include "move_plan.h"
#include "questions_guard.h"
#include "tag_plan.h"

struct bulk_seen {
	int64_t number;
	struct hash state; /* of the fields about to be written: values and revisions */
};

/* An order whose words were understood. */
struct job {
	enum bulk_kind kind;
	struct str text;
	struct tag_name tag;
	enum state state;
};

/* What one operation would do on one dossier. */
struct outcome {
	struct plan plan;
	bool changes;
};

typedef enum status plan_fn(struct session *s, struct arena *a, const struct job *j, int64_t number,
	struct outcome *out, struct err *err);

const struct bulk_row bulk_rows[BULK_COUNT] = {
	[BULK_ASSIGN] = { "assign", N_("affecter"), N_("à quel agent ?"), BULK_WANTS_AGENT,
		CAN_ASSIGN },
	[BULK_UNASSIGN] = { "unassign", N_("désaffecter"), N_("quel agent ?"), BULK_WANTS_AGENT,
		CAN_ASSIGN },
	[BULK_TAG] = { "tag", N_("étiqueter"), N_("quelle étiquette ?"), BULK_WANTS_TAG, CAN_READ },
	[BULK_UNTAG] = { "untag", N_("retirer une étiquette"), N_("quelle étiquette ?"),
		BULK_WANTS_TAG, CAN_READ },
	[BULK_REQUEST] = { "request", N_("demander des pièces"), N_("quelles pièces ?"),
		BULK_WANTS_TEXT, CAN_MOVE },
	[BULK_MOVE] = { "move", N_("changer l'état"), N_("quel état ?"), BULK_WANTS_STATE,
		CAN_MOVE },
	[BULK_NOTE] = { "note", N_("écrire une remarque"), N_("quelle remarque ?"), BULK_WANTS_TEXT,
		CAN_EVALUATE },
};

static enum status
plan_assignment(struct session *s, struct arena *a, const struct job *j, int64_t number,
	struct outcome *out, struct err *err)
{
	return plan_assign(s, a, &out->plan, number, j->text, j->kind == BULK_ASSIGN, err);
}

static enum status
plan_tagging(struct session *s, struct arena *a, const struct job *j, int64_t number,
	struct outcome *out, struct err *err)
{
	bool on = j->kind == BULK_TAG;
	struct stored_tag *tags;
	size_t n;
	enum status st;

	if (!j->tag.personal)
		return plan_tag(s, a, &out->plan, number, j->tag.name, on, err);
	st = store_tags_of(s->store, number, str_z(s->who.login), a, &tags, &n, err);
	out->changes = on;
	for (size_t i = 0; i < n && !st; i++)
		if (tags[i].personal && str_eq(tags[i].name, j->tag.name))
			out->changes = !on;
	return st;
}

static enum status
plan_request(struct session *s, struct arena *a, const struct job *j, int64_t number,
	struct outcome *out, struct err *err)
{
	return plan_move(s, a, &out->plan, number, STATE_INCOMPLETE, j->text, err);
}

static enum status
plan_state(struct session *s, struct arena *a, const struct job *j, int64_t number,
	struct outcome *out, struct err *err)
{
	struct str was;
	enum status st =
		store_get(s->store, ENTITY_INSTRUCTION, key_of_dossier(a, number), 0, a, &was, err);

	if (st || str_eqz(was, state_rows[j->state].code))
		return st;
	return plan_move(s, a, &out->plan, number, j->state, j->text, err);
}

static enum status
plan_note(struct session *s, struct arena *a, const struct job *j, int64_t number,
	struct outcome *out, struct err *err)
{
	struct str key = str_z(arena_printf(a, "%s", uid_hex(uid_new(&s->ids)).s));
	struct plan *p = &out->plan;
	enum status st = plan_set(s, a, p, ENTITY_NOTE, key, "dossier", int_text(a, number), err);

	p->verb = VERB_NOTE;
	p->dossier = number;
	if (!st)
		st = plan_set(s, a, p, ENTITY_NOTE, key, "agent", str_z(s->who.login), err);
	if (!st)
		st = plan_set(s, a, p, ENTITY_NOTE, key, "text", j->text, err);
	return st ? st
		  : plan_set(s, a, p, ENTITY_NOTE, key, "written_at",
			    int_text(a, clock_now(&s->clock).ms), err);
}

static plan_fn *const planners[BULK_COUNT] = {
	[BULK_ASSIGN] = plan_assignment,
	[BULK_UNASSIGN] = plan_assignment,
	[BULK_TAG] = plan_tagging,
	[BULK_UNTAG] = plan_tagging,
	[BULK_REQUEST] = plan_request,
	[BULK_MOVE] = plan_state,
	[BULK_NOTE] = plan_note,
};

static enum status
plan_one(struct session *s, struct arena *a, const struct job *j, int64_t number,
	struct outcome *out, struct err *err)
{
	enum status st = session_reach(s, number, err);

	*out = (struct outcome){ 0 };
	if (!st)
		st = planners[j->kind](s, a, j, number, out, err);
	if (!st)
		st = questions_guard(s, a, &out->plan, err);
	out->changes |= out->plan.count > 0;
	return st;
}

static enum status
understand(struct session *s, struct arena *a, const struct bulk_order *order, struct job *out,
	struct err *err)
{
	struct job j = { .kind = order->kind, .state = order->state };
	enum bulk_argument wants = bulk_rows[j.kind].argument;
	enum status st = session_require(s, bulk_rows[j.kind].needs, err);

	j.text = str_trim(move_reason(a, order->text));
	if (!st && wants == BULK_WANTS_AGENT)
		st = assign_check(s, a, j.text, j.kind == BULK_ASSIGN, err);
	if (!st && wants == BULK_WANTS_TAG)
		st = tag_resolve(s, a, order->text, &j.tag, err);
	if (!st && wants == BULK_WANTS_TAG && !j.tag.personal)
		st = session_require(s, verb_rows[VERB_TAG].needs, err);
	if (!st && wants == BULK_WANTS_TEXT && !j.text.len)
		st = err_set(err, ERR_INPUT,
			j.kind == BULK_NOTE ? _("écrivez la remarque")
					    : _("dites quelles pièces sont demandées"));
	if (!st)
		*out = j;
	return st;
}

/* Values and revisions of the fields about to be written. A note has fields of its own: nothing to
 * compare. */
static enum status
state_of(struct session *s, const struct plan *p, struct hash *out, struct err *err)
{
	struct buf b = { 0 };
	enum status st = OK;

	for (size_t i = 0; i < p->count && !st; i++) {
		const struct change *c = &p->changes[i];
		struct uid rev;

		if (c->entity == ENTITY_NOTE)
			continue;
		st = field_revision(s->store, c->entity, c->key, c->field, &rev, err);
		buf_add_u32(&b, c->entity);
		buf_add_lstr(&b, c->key);
		buf_add_u32(&b, (uint32_t)c->field);
		buf_add_lstr(&b, c->was);
		buf_add(&b, rev.b, sizeof rev.b);
	}
	if (!st)
		*out = hash_of(buf_str(&b));
	buf_done(&b);
	return st;
}

/* The same refusal on two dossiers is one reason: their numbers are taken out of it. */
static struct str
reason_of(struct arena *a, const char *why, int64_t number)
{
	struct str text = str_z(why), name = str_z(arena_printf(a, " %lld", (long long)number));
	ptrdiff_t at = str_find(text, name);

	if (at < 0)
		return arena_str(a, text);
	return str_z(arena_printf(a, "%.*s%s", (int)at, why, why + at + name.len));
}

struct refusals {
	struct bulk_refusal *list;
	size_t count, cap;
};

static void
refuse(struct refusals *r, struct arena *a, int64_t number, const char *why)
{
	struct str reason = reason_of(a, why, number);
	struct bulk_refusal one = { arena_z(a, reason), 1, number };

	for (size_t i = 0; i < r->count; i++) {
		if (str_eqz(reason, r->list[i].why)) {
			r->list[i].count++;
			return;
		}
	}
	ARENA_PUSH(a, r->list, r->count, r->cap, one);
}

static int
by_count(const void *x, const void *y)
{
	const struct bulk_refusal *a = x, *b = y;

	if (a->count != b->count)
		return a->count < b->count ? 1 : -1;
	return (a->example > b->example) - (a->example < b->example);
}

static bool
is_refusal(enum status st)
{
	return st == ERR_INPUT || st == ERR_DENIED || st == ERR_CONFLICT;
}

static enum status
rehearse(struct session *s, const struct job *j, const struct numset *targets, struct arena *a,
	struct bulk_preview *p, struct err *err)
{
	struct refusals refusals = { 0 };
	struct arena scratch = { 0 };
	struct outcome o;
	struct err why;
	enum status st = OK;
	int64_t n;

	p->seen = ARENA_ARRAY(a, struct bulk_seen, targets->count + 1);
	for (int64_t from = INT64_MIN; !st && numset_next(targets, from, &n); from = n + 1) {
		enum status one = plan_one(s, &scratch, j, n, &o, &why);

		if (is_refusal(one)) {
			refuse(&refusals, a, n, why.text);
			p->refused++;
		} else if (one) {
			st = err_set(err, one, "%s", why.text);
		} else if (!o.changes) {
			p->unchanged++;
		} else {
			p->seen[p->changes].number = n;
			st = state_of(s, &o.plan, &p->seen[p->changes++].state, err);
		}
		arena_reset(&scratch);
		if (n == INT64_MAX)
			break;
	}
	arena_done(&scratch);
	if (refusals.count)
		qsort(refusals.list, refusals.count, sizeof refusals.list[0], by_count);
	p->refusals = refusals.list;
	p->refusal_count = refusals.count;
	return st;
}

static const char *
dossiers(struct arena *a, size_t n)
{
	return arena_printf(a, n > 1 ? _("%zu dossiers") : _("%zu dossier"), n);
}

/* What is done, in the infinitive, and what follows from it. */
static const char *
deed(struct arena *a, const struct job *j, size_t n)
{
	const char *some = dossiers(a, n), *tag = tag_shown(a, &j->tag);

	switch (j->kind) {
	case BULK_ASSIGN:
		return arena_printf(a,
			_("affecter %s à %.*s (la note attendra son évaluation finale)"), some,
			STR_ARG(j->text));
	case BULK_UNASSIGN:
		return arena_printf(a,
			_("désaffecter %.*s de %s (la note n'attendra plus son évaluation)"),
			STR_ARG(j->text), some);
	case BULK_TAG:
		return arena_printf(a, _("poser l'étiquette « %s » sur %s"), tag, some);
	case BULK_UNTAG:
		return arena_printf(a, _("retirer l'étiquette « %s » de %s"), tag, some);
	case BULK_REQUEST:
		return arena_printf(
			a, _("demander des pièces pour %s (délai d'instruction suspendu)"), some);
	case BULK_MOVE:
		return arena_printf(
			a, _("passer %s à l'état « %s »"), some, _(state_rows[j->state].label));
	default:
		return arena_printf(a, _("écrire la remarque sur %s"), some);
	}
}

/* The same once it is done. */
static const char *
done_deed(struct arena *a, const struct job *j, size_t n)
{
	const char *some = dossiers(a, n), *tag = tag_shown(a, &j->tag);

	switch (j->kind) {
	case BULK_ASSIGN:
		return arena_printf(a, n > 1 ? _("%s affectés à %.*s") : _("%s affecté à %.*s"),
			some, STR_ARG(j->text));
	case BULK_UNASSIGN:
		return arena_printf(a,
			n > 1 ? _("%s ne sont plus affectés à %.*s")
			      : _("%s n'est plus affecté à %.*s"),
			some, STR_ARG(j->text));
	case BULK_TAG:
		return arena_printf(a, _("étiquette « %s » posée sur %s"), tag, some);
	case BULK_UNTAG:
		return arena_printf(a, _("étiquette « %s » retirée de %s"), tag, some);
	case BULK_REQUEST:
		return arena_printf(a, _("pièces demandées pour %s"), some);
	case BULK_MOVE:
		return arena_printf(a,
			n > 1 ? _("%s passés à l'état « %s »") : _("%s passé à l'état « %s »"),
			some, _(state_rows[j->state].label));
	default:
		return arena_printf(a, _("remarque écrite sur %s"), some);
	}
}

static const char *
sentence(struct arena *a, const struct job *j, const struct bulk_preview *p)
{
	const char *text = p->changes ? deed(a, j, p->changes) : _("aucun dossier ne change");

	if (p->unchanged)
		text = arena_printf(a,
			p->unchanged > 1 ? _("%s ; %zu sont déjà ainsi")
					 : _("%s ; %zu est déjà ainsi"),
			text, p->unchanged);
	if (p->refused)
		text = arena_printf(a, _("%s ; impossible pour %zu"), text, p->refused);
	return text;
}

static enum status
find_targets(struct session *s, const struct bulk_target *t, struct numset *out, struct err *err)
{
	enum status st = OK;
	int at;

	if (t->numbers)
		numset_or(out, t->numbers);
	else
		st = selection_find(s, t->query, out, &at, err);
	if (!st && !out->count)
		st = err_set(err, ERR_INPUT,
			_("aucun dossier visé : sélectionnez-en par Espace, ou changez la "
			  "recherche"));
	return st;
}

enum status
bulk_preview(struct session *s, const struct bulk_order *order, const struct bulk_target *target,
	struct arena *a, struct bulk_preview *out, struct err *err)
{
	struct numset targets = { 0 };
	struct bulk_preview p = { 0 };
	struct job j;
	enum status st = store_read_begin(s->store, err);

	if (st)
		return st;
	st = understand(s, a, order, &j, err);
	if (!st)
		st = find_targets(s, target, &targets, err);
	if (!st)
		st = rehearse(s, &j, &targets, a, &p, err);
	store_read_end(s->store);
	p.targets = targets.count;
	numset_done(&targets);
	if (st)
		return st;
	p.order = (struct bulk_order){ order->kind, arena_str(a, order->text), order->state };
	p.sentence = sentence(a, &j, &p);
	*out = p;
	return OK;
}

static enum status
refuse_changed(int64_t number, const char *why, struct err *err)
{
	return err_set(err, ERR_CONFLICT,
		_("le dossier %lld a changé depuis l'aperçu%s%s ; rien n'a été fait : reprenez "
		  "l'aperçu"),
		(long long)number, why ? " : " : "", why ? why : "");
}

/* As at the preview, or nothing at all. */
static enum status
plan_again(struct session *s, struct arena *a, const struct job *j, const struct bulk_seen *seen,
	struct outcome *out, struct err *err)
{
	struct hash now = { { 0 } };
	struct err why;
	enum status st = plan_one(s, a, j, seen->number, out, &why);

	if (is_refusal(st))
		return refuse_changed(seen->number, why.text, err);
	if (st)
		return err_set(err, st, "%s", why.text);
	st = state_of(s, &out->plan, &now, err);
	if (!st && (!out->changes || !hash_eq(now, seen->state)))
		st = refuse_changed(seen->number, NULL, err);
	return st;
}

static enum status
apply_inside(struct session *s, const struct job *j, const struct bulk_preview *p, struct arena *a,
	struct numset *tagged, struct receipt *out, struct err *err)
{
	struct plan *plans = ARENA_ARRAY(a, struct plan, p->changes);
	struct outcome o;
	enum status st = OK;
	bool changed = false;

	for (size_t i = 0; i < p->changes && !st; i++) {
		st = plan_again(s, a, j, &p->seen[i], &o, err);
		plans[i] = o.plan;
		if (!st && j->tag.personal)
			st = store_personal_tag_set(s->store, str_z(s->who.login),
				p->seen[i].number, j->tag.name, j->kind == BULK_TAG, &changed, err);
		if (!st && changed)
			numset_add(tagged, p->seen[i].number);
	}
	if (st || j->tag.personal)
		return st;
	return work_record(s, a, plans, p->changes, out, err);
}

enum status
bulk_apply(struct session *s, const struct bulk_preview *p, struct arena *a, struct receipt *out,
	struct err *err)
{
	struct numset tagged = { 0 }; /* by a personal tag */
	struct receipt r = { 0 };
	struct job j;
	enum status st;

	if (!p->changes)
		return err_set(err, ERR_INPUT, _("rien à faire : %s"), p->sentence);
	st = work_begin(s, err);
	if (st)
		return st;
	st = understand(s, a, &p->order, &j, err);
	if (!st)
		st = apply_inside(s, &j, p, a, &tagged, &r, err);
	st = work_end(s, st, err);
	if (!st && tagged.count)
		tag_steps_add(s, j.tag.name, j.kind == BULK_TAG, &tagged);
	numset_done(&tagged);
	if (st)
		return st;
	r.summary = done_deed(a, &j, p->changes);
	*out = r;
	return OK;
}
