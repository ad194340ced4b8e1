/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/mark.h"

#include <stdio.h>

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/store/dossiers.h"
#include "sheet.h"
#include "work.h"

enum { COMMENT_MAX = 20000 }; /* code points */

/* A sheet being marked, with what its use cases need. */
struct marking {
	struct dossier d;
	struct people p;
	struct paper paper;
	struct draft_item *draft;
	size_t draft_count;
	struct score score;
};

static const char *
why_not(struct session *s, struct arena *a, const struct marking *m)
{
	if (!session_can(s, CAN_EVALUATE))
		return arena_printf(a, _("lecture seule : votre rôle (%s) ne permet pas de noter"),
			roles_text(a, s->who.roles, true));
	if (!workflow_may_mark(m->p.state))
		return arena_printf(a, _("lecture seule : un dossier « %s » ne se note plus"),
			_(state_rows[m->p.state].label));
	return NULL;
}

static enum status
marking_load(struct session *s, int64_t number, struct arena *a, struct marking *m, struct err *err)
{
	struct draft_key k = draft_of(s, number, DRAFT_SCORE);
	bool found;
	enum status st = session_reach(s, number, err);

	if (!st)
		st = store_dossier_load(s->store, number, a, &m->d, &found, err);
	if (!st)
		st = people_load(s, number, a, &m->p, err);
	if (!st)
		st = draft_list(s->store, &k, a, &m->draft, &m->draft_count, err);
	if (st)
		return st;
	paper_of(&m->p, &s->grid, str_z(s->who.login), &m->paper);
	paper_lay_draft(&s->grid, m->draft, m->draft_count, &m->paper);
	if (score_compute(&s->grid, m->d.volet, &m->paper.sheet, &m->score, NULL))
		m->score = (struct score){ 0 };
	return OK;
}

static enum status
sheet_load(struct session *s, int64_t number, struct arena *a, struct marking *m,
	struct mark_sheet *sheet, struct err *err)
{
	struct draft_key k = draft_of(s, number, DRAFT_SCORE);
	enum status st = session_read_begin(s, err);

	if (st)
		return st;
	st = marking_load(s, number, a, m, err);
	if (!st)
		st = draft_can(s->store, &k, &sheet->can_undo, &sheet->can_redo, err);
	session_read_end(s);
	return st;
}

enum status
mark_open(
	struct session *s, int64_t number, struct arena *a, struct mark_sheet *out, struct err *err)
{
	struct marking m = { 0 };
	struct mark_sheet sheet = { .number = number, .grid = &s->grid };
	const struct evaluation *own;
	enum status st = sheet_load(s, number, a, &m, &sheet, err);

	if (st)
		return st;
	own = people_evaluation(&m.p, str_z(s->who.login));
	sheet.volet = m.d.volet;
	sheet.sheet = m.paper.sheet;
	memcpy(sheet.comments, m.paper.comments, sizeof sheet.comments);
	sheet.opinion_comment = m.paper.opinion_comment;
	sheet.score = m.score;
	sheet.is_draft = m.draft_count > 0;
	sheet.is_final = own && own->final;
	sheet.why = why_not(s, a, &m);
	sheet.may_edit = !sheet.why;
	sheet.title = m.d.title;
	sheet.applicant = m.d.applicant.name;
	sheet.requested = m.d.requested;
	sheet.eligible = m.p.eligible;
	*out = sheet;
	return OK;
}

static enum status
may_type(struct session *s, int64_t number, struct err *err)
{
	struct arena a = { 0 };
	struct people p;
	enum status st = session_require(s, CAN_EVALUATE, err);

	if (!st)
		st = session_reach(s, number, err);
	if (!st)
		st = people_load(s, number, &a, &p, err);
	if (!st && !workflow_may_mark(p.state))
		st = err_set(err, ERR_INPUT,
			_("le dossier %lld est « %s » : il ne se note plus ; annulez d'abord ce "
			  "qui l'a "
			  "mené là"),
			(long long)number, _(state_rows[p.state].label));
	arena_done(&a);
	return st;
}

static enum status
type(struct session *s, int64_t number, const char *field, struct str value, struct err *err)
{
	struct draft_key k = draft_of(s, number, DRAFT_SCORE);
	enum status st = may_type(s, number, err);

	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	return work_end(s, draft_set(s->store, &k, str_z(field), value, err), err);
}

static enum status
check_item(const struct grid *g, int item, struct err *err)
{
	if (item >= 0 && item < g->item_count)
		return OK;
	return err_set(err, ERR_INPUT, _("sous-critère inconnu de la grille %s"), g->id);
}

enum status
mark_set(struct session *s, int64_t number, int item, int8_t mark, struct err *err)
{
	char field[64];
	int8_t parsed;
	struct number_text text = mark_text(mark);
	enum status st = check_item(&s->grid, item, err);

	if (!st)
		st = mark_parse(&s->grid, item, str_z(text.s), &parsed, err);
	if (st)
		return st;
	snprintf(field, sizeof field, "mark/%s", s->grid.items[item].id);
	return type(s, number, field, str_z(text.s), err);
}

enum status
mark_comment(struct session *s, int64_t number, int item, struct str text, struct err *err)
{
	struct arena a = { 0 };
	struct cleaned c = utf8_clean(&a, text, CLEAN_TEXT, COMMENT_MAX);
	char field[64] = "comment";
	enum status st = item < 0 ? OK : check_item(&s->grid, item, err);

	if (!st && item >= 0)
		snprintf(field, sizeof field, "comment/%s", s->grid.items[item].id);
	if (!st)
		st = type(s, number, field, c.text.ptr ? c.text : STR(""), err);
	arena_done(&a);
	return st;
}

typedef enum status draft_step_fn(struct store *st, const struct draft_key *k, struct arena *a,
	struct draft_item *out, bool *done, struct err *err);

static int
item_of_field(const struct grid *g, struct str field)
{
	struct str what;

	return str_cut(&field, '/', &what) ? grid_item_find(g, field) : -1;
}

static enum status
step(struct session *s, int64_t number, draft_step_fn *move, const char *nothing, int *item,
	struct err *err)
{
	struct draft_key k = draft_of(s, number, DRAFT_SCORE);
	struct arena a = { 0 };
	struct draft_item touched;
	bool done = false;
	enum status st = may_type(s, number, err);

	if (!st)
		st = work_begin(s, err);
	if (!st)
		st = work_end(s, move(s->store, &k, &a, &touched, &done, err), err);
	if (!st && !done)
		st = err_set(err, ERR_INPUT, "%s", nothing);
	if (!st)
		*item = item_of_field(&s->grid, touched.field);
	arena_done(&a);
	return st;
}

enum status
mark_undo(struct session *s, int64_t number, int *item, struct err *err)
{
	return step(s, number, draft_undo, _("rien à annuler dans ce brouillon"), item, err);
}

enum status
mark_redo(struct session *s, int64_t number, int *item, struct err *err)
{
	return step(s, number, draft_redo, _("rien à rétablir dans ce brouillon"), item, err);
}

static enum status
plan_mark(struct session *s, struct arena *a, struct plan *p, int64_t number, int item,
	const struct paper *paper, struct err *err)
{
	struct str key = str_z(arena_printf(
		a, "%lld/%s/%s", (long long)number, s->who.login, s->grid.items[item].id));
	struct str value = int_text(a, paper->sheet.marks[item]);
	enum status st = plan_set(s, a, p, ENTITY_MARK, key, "value", value, err);

	if (!st)
		st = plan_set(s, a, p, ENTITY_MARK, key, "comment", paper->comments[item], err);
	return st;
}

/* Marks of items that an earlier grid had and this one has not: they go with the new evaluation. */
static enum status
plan_gone_marks(struct session *s, struct arena *a, struct plan *p, const struct marking *m,
	struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < m->p.mark_count && !st; i++) {
		const struct mark_row *r = &m->p.marks[i];
		struct str key;

		if (!str_eqz(r->login, s->who.login) || grid_item_find(&s->grid, r->item) >= 0)
			continue;
		key = str_z(arena_printf(
			a, "%lld/%s/%.*s", (long long)m->d.number, s->who.login, STR_ARG(r->item)));
		st = plan_set(s, a, p, ENTITY_MARK, key, "value", STR_NONE, err);
		if (!st)
			st = plan_set(s, a, p, ENTITY_MARK, key, "comment", STR_NONE, err);
	}
	return st;
}

static enum status
plan_evaluation(struct session *s, struct arena *a, struct plan *p, const struct marking *m,
	struct err *err)
{
	struct str key = key_of_sheet(a, m->d.number, s->who.login);
	struct str now = int_text(a, clock_now(&s->clock).ms);
	const struct {
		enum entity entity;
		const char *field;
		struct str value;
	} sets[] = {
		{ ENTITY_EVALUATION, "final", STR("1") },
		{ ENTITY_EVALUATION, "grid",
			str_z(arena_printf(a, "%s", hash_hex(s->grid.hash).s)) },
		{ ENTITY_EVALUATION, "volet", int_text(a, m->d.volet) },
		{ ENTITY_EVALUATION, "points_milli", int_text(a, m->score.total.min.milli) },
		{ ENTITY_EVALUATION, "opinion", str_z(opinion_rows[m->score.verdict].code) },
		{ ENTITY_EVALUATION, "comment", m->paper.opinion_comment },
		{ ENTITY_EVALUATION, "finalised_at", now },
		{ ENTITY_EVALUATION, "version", int_text(a, m->d.modified.ms) },
	};
	enum status st = OK;

	if (!people_is_assigned(&m->p, str_z(s->who.login)))
		st = plan_set(s, a, p, ENTITY_ASSIGNMENT, key, "since", now, err);
	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = plan_set(s, a, p, sets[i].entity, key, sets[i].field, sets[i].value, err);
	for (int i = 0; i < s->grid.item_count && !st; i++)
		st = plan_mark(s, a, p, m->d.number, i, &m->paper, err);
	return st ? st : plan_gone_marks(s, a, p, m, err);
}

/* Everybody assigned but the caller is final: with the caller's sheet the points exist. */
static bool
completes(const struct session *s, const struct people *p)
{
	for (size_t i = 0; i < p->assigned_count; i++) {
		const struct evaluation *e = people_evaluation(p, p->assigned[i]);

		if (!str_eqz(p->assigned[i], s->who.login) && (!e || !e->final))
			return false;
	}
	return true;
}

static void
plan_move(struct arena *a, struct plan *p, int64_t number, enum state from, enum state to)
{
	struct change c = { .entity = ENTITY_INSTRUCTION, .key = key_of_dossier(a, number) };

	p->verb = VERB_MOVE;
	p->dossier = number;
	c.field = entity_field_find(ENTITY_INSTRUCTION, STR("state"));
	c.was = str_z(state_rows[from].code);
	c.now = str_z(state_rows[to].code);
	ARENA_PUSH(a, p->changes, p->count, p->cap, c);
}

/* The moves that a final sheet implies: up to marked once everybody is final, else to instruction.
 * The eligible cost starts as the total cost, where nobody set one. */
static enum status
plan_moves(struct session *s, struct arena *a, struct plan *plans, size_t *n,
	const struct marking *m, struct err *err)
{
	enum state path[STATE_COUNT], from = m->p.state;
	size_t steps = workflow_path_to_marked(m->p.state, path);
	struct plan *last = NULL;

	for (size_t i = 0; i < steps; i++) {
		if (path[i] == STATE_MARKED && !completes(s, &m->p))
			break;
		last = &plans[*n];
		plan_move(a, last, m->d.number, from, path[i]);
		from = path[i];
		(*n)++;
	}
	if (!last || from != STATE_MARKED || m->p.eligible.is || !m->d.total.is)
		return OK;
	return plan_set(s, a, last, ENTITY_INSTRUCTION, key_of_dossier(a, m->d.number),
		"eligible_cents", money_value(a, m->d.total), err);
}

static enum status
check_complete(struct session *s, const struct marking *m, struct err *err)
{
	struct score score;
	enum status st = score_compute(&s->grid, m->d.volet, &m->paper.sheet, &score, err);

	return st ? st : sheet_complete(&s->grid, m->d.volet, &m->paper.sheet, &score, err);
}

/* A sheet filled in under a grid that another session replaced would judge by dead rules. */
static enum status
check_grid_in_force(struct session *s, struct arena *a, struct err *err)
{
	struct str hash;
	enum status st = store_get(s->store, ENTITY_CAMPAIGN, STR("1"),
		entity_field_find(ENTITY_CAMPAIGN, STR("grid")), a, &hash, err);

	if (st || str_eqz(hash, hash_hex(s->grid.hash).s))
		return st;
	return err_set(err, ERR_CONFLICT,
		_("une nouvelle grille est en vigueur depuis que vous avez ouvert la base : "
		  "relancez pupitre, puis relisez votre brouillon, qui est conservé"));
}

static enum status
finalise(struct session *s, int64_t number, struct arena *a, struct receipt *out, struct err *err)
{
	struct draft_key k = draft_of(s, number, DRAFT_SCORE);
	struct plan plans[STATE_COUNT + 1] = { { .verb = VERB_EVALUATE, .dossier = number } };
	struct marking m = { 0 };
	size_t n = 1;
	enum status st = check_grid_in_force(s, a, err);

	if (!st)
		st = marking_load(s, number, a, &m, err);
	if (!st)
		st = check_complete(s, &m, err);
	if (!st && !m.draft_count && people_evaluation(&m.p, str_z(s->who.login)))
		st = err_set(
			err, ERR_INPUT, _("cette évaluation est déjà finale et rien n'a changé"));
	if (!st)
		st = plan_evaluation(s, a, &plans[0], &m, err);
	if (!st)
		st = plan_moves(s, a, plans, &n, &m, err);
	if (!st)
		st = work_record(s, a, plans, n, out, err);
	return st ? st : draft_clear(s->store, &k, err);
}

enum status
mark_finalise(
	struct session *s, int64_t number, struct arena *a, struct receipt *out, struct err *err)
{
	struct receipt r;
	enum status st = may_type(s, number, err);

	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	st = work_end(s, finalise(s, number, a, &r, err), err);
	if (!st)
		*out = r;
	return st;
}
