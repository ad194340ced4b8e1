/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/history.h"

#include "pupitre/base/i18n.h"
#include "pupitre/store/check.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/merge.h"
#include "findings.h"
#include "people.h"
#include "sheet.h"
#include "show.h"
#include "work.h"

enum status
history_page(struct session *s, int64_t number, int64_t before, size_t max, struct arena *a,
	struct act_view **acts, size_t *count, int64_t *next, struct err *err)
{
	struct act_row *rows;
	struct act_view *views;
	size_t n, kept = 0;
	enum status st = number ? session_reach(s, number, err) : OK;

	if (!st)
		st = act_page(s->store, number, before, max, a, &rows, &n, err);
	if (st)
		return st;
	views = ARENA_ARRAY(a, struct act_view, n ? n : 1);
	for (size_t i = 0; i < n && !st; i++) {
		if (!number && rows[i].act.dossier && session_reach(s, rows[i].act.dossier, NULL))
			continue;
		st = act_view_of(s, &rows[i], a, &views[kept++], err);
	}
	if (st)
		return st;
	*acts = views;
	*count = kept;
	*next = n == max && n ? rows[n - 1].n : 0;
	return OK;
}

/* A batch being taken back. */
struct taking_back {
	struct act_row *acts;
	struct plan *plans;
	size_t count;
};

static bool
in_batch(const struct taking_back *t, struct uid id)
{
	for (size_t i = 0; i < t->count; i++)
		if (uid_eq(t->acts[i].act.id, id))
			return true;
	return false;
}

static enum status
refuse_later(const struct change *c, const struct act_row *later, struct err *err)
{
	return err_set(err, ERR_CONFLICT,
		_("annulation impossible : « %s » a changé depuis, par %.*s le %s ; annulez "
		  "d'abord cet "
		  "acte plus récent"),
		_(entity_rows[c->entity].fields[c->field].label), STR_ARG(later->act.agent),
		instant_fr(later->act.at).s);
}

static enum status
writes(struct session *s, struct arena *a, const struct act *act, const struct change *c, bool *out,
	struct err *err)
{
	struct change *list;
	size_t n;
	enum status st = act_changes(s->store, act, a, &list, &n, err);

	*out = false;
	for (size_t i = 0; i < n && !st; i++)
		*out |= list[i].entity == c->entity && list[i].field == c->field &&
			str_eq(list[i].key, c->key);
	return st;
}

/* The newest act after the batch that wrote the field and still counts: neither undone, nor an undo,
 * which only leaves things as they were before what it undid. */
static enum status
standing_writer(struct session *s, struct arena *a, const struct taking_back *t,
	const struct change *c, struct act_row *out, bool *found, struct err *err)
{
	enum { PAGE = 100 };
	const struct act_row *newest = &t->acts[t->count - 1];
	struct act_row *rows;
	int64_t before = 0;
	size_t n = PAGE;
	enum status st = OK;

	*found = false;
	while (!st && n == PAGE) {
		st = act_page(s->store, newest->act.dossier, before, PAGE, a, &rows, &n, err);
		for (size_t i = 0; i < n && !st; i++) {
			before = rows[i].n;
			if (before <= newest->n)
				return OK;
			if (rows[i].undone || uid_is(rows[i].act.undoes))
				continue;
			st = writes(s, a, &rows[i].act, c, found, err);
			if (!st && *found) {
				*out = rows[i];
				return OK;
			}
		}
	}
	return st;
}

/* An undo of an undo brings an act back: the first act of the chain stands for it. */
static enum status
first_of_redos(struct session *s, struct arena *a, struct act_row *row, struct err *err)
{
	struct act_row undo, first;
	bool found = true;
	enum status st = OK;

	while (uid_is(row->act.undoes)) {
		st = act_find(s->store, row->act.undoes, a, &undo, &found, err);
		if (st || !found || !uid_is(undo.act.undoes))
			break;
		st = act_find(s->store, undo.act.undoes, a, &first, &found, err);
		if (st || !found)
			break;
		*row = first;
	}
	return st;
}

/* The last act that wrote the field must be of this batch, or every later one be undone. */
static enum status
check_revision(struct session *s, struct arena *a, const struct taking_back *t,
	const struct change *c, struct err *err)
{
	struct act_row later = { 0 };
	struct uid rev;
	bool found;
	enum status st = field_revision(s->store, c->entity, c->key, c->field, &rev, err);

	if (st || in_batch(t, rev))
		return st;
	st = act_find(s->store, rev, a, &later, &found, err);
	if (st)
		return st;
	if (!found)
		return err_set(err, ERR_CONFLICT,
			_("annulation impossible : ce que dit cet acte de « %s » n'est pas entré "
			  "dans la "
			  "base ; corrigez la valeur elle-même"),
			_(entity_rows[c->entity].fields[c->field].label));
	if (uid_is(later.act.undoes)) {
		st = standing_writer(s, a, t, c, &later, &found, err);
		if (st || !found)
			return st;
	}
	return refuse_later(c, &later, err);
}

/* A row that disappears takes with it fields that later acts filled: each must be free too. */
static enum status
plan_rest_of_row(struct session *s, struct arena *a, const struct taking_back *t, struct plan *p,
	const struct change *maker, struct err *err)
{
	enum status st = OK;

	for (size_t f = 0; f < entity_rows[maker->entity].field_count && !st; f++) {
		struct change c = { .entity = maker->entity, .key = maker->key, .field = (int)f };
		bool planned = false;

		for (size_t i = 0; i < p->count; i++)
			planned |= p->changes[i].entity == c.entity &&
				   str_eq(p->changes[i].key, c.key) &&
				   p->changes[i].field == c.field;
		if (planned)
			continue;
		st = store_get(s->store, c.entity, c.key, c.field, a, &c.was, err);
		if (!st && c.was.ptr)
			st = check_revision(s, a, t, &c, err);
		if (!st && c.was.ptr)
			ARENA_PUSH(a, p->changes, p->count, p->cap, c);
	}
	return st;
}

static enum status
plan_reverse(struct session *s, struct arena *a, const struct taking_back *t, const struct act *act,
	struct plan *p, struct err *err)
{
	struct change *changes;
	size_t n;
	enum status st = act_changes(s->store, act, a, &changes, &n, err);

	*p = (struct plan){ .verb = VERB_UNDO, .dossier = act->dossier, .undoes = act->id };
	for (size_t i = 0; i < n && !st; i++) {
		struct change c = changes[i];

		st = check_revision(s, a, t, &c, err);
		c.was = changes[i].now;
		c.now = changes[i].was;
		ARENA_PUSH(a, p->changes, p->count, p->cap, c);
	}
	for (size_t i = 0; i < n && !st; i++)
		if (changes[i].field == 0 && !changes[i].was.ptr)
			st = plan_rest_of_row(s, a, t, p, &changes[i], err);
	return st;
}

/* The verb whose capability an undo needs: that of the act at the end of a chain of undos. */
static enum status
original_verb(
	struct session *s, struct arena *a, const struct act *act, enum verb *verb, struct err *err)
{
	struct act_row row = { .act = *act };
	bool found = true;
	enum status st = OK;

	while (!st && found && uid_is(row.act.undoes))
		st = act_find(s->store, row.act.undoes, a, &row, &found, err);
	if (!st && !verb_find(row.act.verb, verb))
		st = err_set(err, ERR_INPUT,
			_("acte d'une version plus récente : mettez pupitre à jour"));
	return st;
}

/* What a notified decision rests on: the sheets, the states, the decision itself. */
static bool
was_notified(enum verb verb)
{
	return verb == VERB_EVALUATE || verb == VERB_MOVE || verb == VERB_DECIDE;
}

static enum status
refuse_notified(
	struct session *s, struct arena *a, const struct act *act, enum verb verb, struct err *err)
{
	struct people p;
	enum status st;

	if (!was_notified(verb))
		return OK;
	st = act->dossier ? people_load(s, act->dossier, a, &p, err) : OK;
	if (st || !act->dossier || state_rows[p.state].stage != STAGE_NOTIFIED)
		return st;
	return err_set(err, ERR_INPUT,
		_("le dossier %lld est notifié : une décision notifiée crée des droits (CRPA "
		  "L242-1) et ne "
		  "s'annule que par une nouvelle décision datée et motivée"),
		(long long)act->dossier);
}

/* An evaluator who comes back to a dossier decided meanwhile would be waited for: its points would
 * vanish. */
static enum status
refuse_evaluator(struct session *s, struct arena *a, const struct plan *p, struct err *err)
{
	struct people people;
	enum status st = OK;
	bool loaded = false;

	for (size_t i = 0; i < p->count && !st; i++) {
		const struct change *c = &p->changes[i];
		const struct evaluation *sheet;
		struct str key[4] = { { 0 } };

		if (c->entity != ENTITY_ASSIGNMENT || !c->now.ptr)
			continue;
		if (!loaded)
			st = people_load(s, p->dossier, a, &people, err);
		loaded = true;
		if (st || state_rows[people.state].stage < STAGE_DECIDED)
			break;
		key_split(c->key, key);
		sheet = people_evaluation(&people, key[1]);
		if (!sheet || !sheet->final)
			st = err_set(err, ERR_INPUT,
				_("le dossier %lld est « %s » : y affecter de nouveau %.*s ferait "
				  "disparaître sa note"),
				(long long)p->dossier, _(state_rows[people.state].label),
				STR_ARG(key[1]));
	}
	return st;
}

/* Of a received act that a merge refused or asks about, nothing or a part stands here. */
static enum status
refuse_unapplied(struct session *s, struct arena *a, const struct act *act, struct err *err)
{
	struct merge_line line;
	bool found;
	enum status st = merge_line_of(s->store, act->id, a, &line, &found, err);

	if (st || !found)
		return st;
	if (str_find(line.outcome, STR("q")) >= 0)
		return err_set(err, ERR_CONFLICT,
			_("cet acte reçu a été mis en question et ne s'annule pas : répondez à la "
			  "question (« pupitre bundle questions »), ou corrigez la valeur"));
	if (str_find(line.outcome, STR("r")) >= 0)
		return err_set(err, ERR_CONFLICT,
			_("cet acte reçu a été refusé à la fusion : il n'y a rien à annuler"));
	return OK;
}

static enum status
check_undoable(struct session *s, struct arena *a, const struct act_row *row, struct err *err)
{
	const struct act *act = &row->act;
	enum verb verb;
	enum status st = original_verb(s, a, act, &verb, err);

	if (!st && row->undone)
		st = err_set(err, ERR_INPUT, _("cet acte est déjà annulé"));
	if (!st && !verb_rows[verb].undoable)
		st = err_set(err, ERR_INPUT,
			_("« %s » ne s'annule pas ; seul un nouvel acte peut y revenir"),
			_(verb_rows[verb].label));
	if (!st)
		st = session_require(s, verb_rows[verb].needs, err);
	if (!st && verb == VERB_EVALUATE && !str_eqz(act->agent, s->who.login))
		st = err_set(err, ERR_DENIED, _("seul %.*s peut annuler son évaluation"),
			STR_ARG(act->agent));
	if (!st)
		st = refuse_unapplied(s, a, act, err);
	return st ? st : refuse_notified(s, a, act, verb, err);
}

/* Field of the draft that a change of an evaluation came from; NULL: from none. */
static const char *
draft_field(struct arena *a, const struct change *c)
{
	struct str key[4] = { { 0 } };

	key_split(c->key, key);
	if (c->entity == ENTITY_MARK)
		return arena_printf(
			a, "%s/%.*s", c->field == 0 ? "mark" : "comment", STR_ARG(key[2]));
	if (c->entity == ENTITY_EVALUATION &&
		c->field == entity_field_find(ENTITY_EVALUATION, STR("comment")))
		return "comment";
	return NULL;
}

/* As it was typed: marks are words there, and a comment that was removed an empty text. */
static struct str
draft_value(struct arena *a, const struct change *c)
{
	int64_t mark;

	if (c->entity == ENTITY_MARK && c->field == 0)
		return c->now.ptr && str_int(c->now, &mark)
			       ? str_z(arena_printf(a, "%s", mark_text((int8_t)mark).s))
			       : STR("NE");
	return c->now.ptr ? c->now : STR("");
}

/* The marks of an evaluation that is taken back become its author's draft again: nothing typed is
 * lost. A newer draft stays as it is. */
static enum status
restore_draft(struct session *s, struct arena *a, const struct act *act, struct err *err)
{
	struct draft_key k = draft_of(s, act->dossier, DRAFT_SCORE);
	struct draft_item *items;
	struct change *changes;
	size_t n, have;
	enum status st = draft_list(s->store, &k, a, &items, &have, err);

	if (st || have)
		return st;
	st = act_changes(s->store, act, a, &changes, &n, err);
	for (size_t i = 0; i < n && !st; i++) {
		const char *field = draft_field(a, &changes[i]);

		if (field)
			st = draft_set(
				s->store, &k, str_z(field), draft_value(a, &changes[i]), err);
	}
	return st;
}

/* Once the evaluation is back, a draft that says the same has nothing left to say. */
static enum status
drop_same_draft(struct session *s, struct arena *a, int64_t number, struct err *err)
{
	struct draft_key k = draft_of(s, number, DRAFT_SCORE);
	struct draft_item *items;
	struct paper final, laid;
	struct people p;
	size_t n;
	enum status st = people_load(s, number, a, &p, err);

	if (!st)
		st = draft_list(s->store, &k, a, &items, &n, err);
	if (st || !n)
		return st;
	paper_of(&p, &s->grid, k.agent, &final);
	laid = final;
	paper_lay_draft(&s->grid, items, n, &laid);
	return paper_same(&s->grid, &final, &laid) ? draft_clear(s->store, &k, err) : OK;
}

static enum status
settle_draft(struct session *s, struct arena *a, const struct act *act, struct err *err)
{
	enum verb verb;
	enum status st = original_verb(s, a, act, &verb, err);

	if (st || verb != VERB_EVALUATE)
		return st;
	return uid_is(act->undoes) ? drop_same_draft(s, a, act->dossier, err)
				   : restore_draft(s, a, act, err);
}

/* Of the dossiers of a batch, the one that stands in the way. */
static enum status
name_dossier(struct arena *a, enum status st, int64_t number, struct err *err)
{
	struct err why = *err;

	if (strstr(why.text, arena_printf(a, "%lld", (long long)number)))
		return st;
	return err_set(err, st, _("dossier %lld : %s"), (long long)number, why.text);
}

static enum status
take_back(struct session *s, const struct act_row *target, struct arena *a, struct receipt *out,
	struct err *err)
{
	struct taking_back t = { 0 };
	enum status st = act_batch(s->store, target->act.batch, a, &t.acts, &t.count, err);

	if (st)
		return st;
	t.plans = ARENA_ARRAY(a, struct plan, t.count);
	for (size_t i = 0; i < t.count && !st; i++) {
		const struct act_row *row = &t.acts[t.count - 1 - i];

		st = check_undoable(s, a, row, err);
		if (!st)
			st = plan_reverse(s, a, &t, &row->act, &t.plans[i], err);
		if (!st)
			st = refuse_evaluator(s, a, &t.plans[i], err);
		if (st && t.count > 1 && row->act.dossier)
			st = name_dossier(a, st, row->act.dossier, err);
	}
	if (!st)
		st = work_record(s, a, t.plans, t.count, out, err);
	for (size_t i = 0; i < t.count && !st; i++)
		st = settle_draft(s, a, &t.acts[i].act, err);
	return st;
}

static enum status
find_target(struct session *s, struct uid act, bool undo_acts, struct arena *a, struct act_row *out,
	struct err *err)
{
	bool found;
	enum status st = uid_is(act) ? act_find(s->store, act, a, out, &found, err)
				     : act_last(s->store, str_z(s->who.login), undo_acts, a, out,
					       &found, err);

	if (!st && found)
		st = first_of_redos(s, a, out, err);
	if (st || found)
		return st;
	if (uid_is(act))
		return err_set(err, ERR_INPUT, _("aucun acte %s au registre"), uid_hex(act).s);
	return err_set(err, ERR_INPUT,
		undo_acts ? _("vous n'avez aucune annulation à rétablir")
			  : _("vous n'avez aucun acte à annuler"));
}

/* What was taken back or brought back: a dossier, or how many. */
static const char *
summarise(struct session *s, const struct act_row *target, enum verb verb, const char *done,
	struct arena *a, struct err *err)
{
	struct act_row *acts;
	size_t n, dossiers = 0;
	const char *label = _(verb_rows[verb].label);

	if (!target->act.dossier)
		return arena_printf(a, "%s (%s)", done, label);
	if (act_batch(s->store, target->act.batch, a, &acts, &n, err))
		return NULL;
	for (size_t i = 0; i < n; i++)
		dossiers += i == 0 || acts[i].act.dossier != acts[i - 1].act.dossier;
	if (dossiers > 1)
		return arena_printf(a, _("%zu dossiers : %s (%s)"), dossiers, done, label);
	return arena_printf(
		a, _("dossier %lld : %s (%s)"), (long long)target->act.dossier, done, label);
}

static enum status
back(struct session *s, struct uid act, bool undo_acts, const char *done, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct act_row target;
	struct receipt r = { 0 };
	enum verb verb;
	enum status st = work_begin(s, err);

	if (st)
		return st;
	st = find_target(s, act, undo_acts, a, &target, err);
	if (!st)
		st = take_back(s, &target, a, &r, err);
	if (!st)
		st = original_verb(s, a, &target.act, &verb, err);
	if (!st && !(r.summary = summarise(s, &target, verb, done, a, err)))
		st = ERR_SYSTEM;
	st = work_end(s, st, err);
	if (!st)
		*out = r;
	return st;
}

enum status
history_undo(
	struct session *s, struct uid act, struct arena *a, struct receipt *out, struct err *err)
{
	return back(s, act, false, _("annulé"), a, out, err);
}

enum status
history_redo(struct session *s, struct arena *a, struct receipt *out, struct err *err)
{
	return back(s, (struct uid){ { 0 } }, true, _("rétabli"), a, out, err);
}

enum status
history_verify(struct session *s, struct arena *a, struct proof *out, struct err *err)
{
	struct findings f = { .a = a };
	struct check_sink sink = findings_sink(&f, NULL, NULL);
	struct chain_facts facts = { 0 };
	struct proof p = { 0 };
	enum status st = check_chain(s->store, &sink, &facts, err);

	if (st)
		return st;
	p.acts = facts.acts;
	p.head = hash_hex(facts.head);
	p.findings = f.list;
	p.finding_count = f.count;
	*out = p;
	return OK;
}
