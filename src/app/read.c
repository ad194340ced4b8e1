/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/read.h"

#include <stdlib.h>

#include "pupitre/domain/motive.h"
#include "pupitre/domain/territory.h"
#include "pupitre/store/acts.h"
#include "pupitre/store/dossiers.h"
#include "judge.h"
#include "people.h"
#include "proposal_row.h"
#include "rules.h"
#include "sheet.h"
#include "show.h"

enum { ACTS_MAX = 200 };

static void
fill_from_paper(const struct grid *g, int volet, const struct paper *p, struct evaluation_view *v)
{
	v->sheet = p->sheet;
	memcpy(v->comments, p->comments, sizeof v->comments);
	v->opinion_comment = p->opinion_comment;
	if (score_compute(g, volet, &p->sheet, &v->score, NULL))
		v->score = (struct score){ 0 };
}

static enum status
final_view(struct session *s, const struct people *p, const struct evaluation *e, struct arena *a,
	struct evaluation_view *out, struct err *err)
{
	struct evaluation_view v = { .login = e->login, .final = true, .at = e->finalised_at };
	const struct grid *g;
	struct paper paper;
	enum status st = grid_of(s, e->grid, a, &g, err);

	if (st)
		return st;
	v.name = agent_name(s, e->login, a);
	v.own = str_eqz(e->login, s->who.login);
	v.hidden = !v.own && !people_all_final(p);
	v.grid_version = str_z(g->version);
	if (!v.hidden) {
		paper_of(p, g, e->login, &paper);
		fill_from_paper(g, e->volet, &paper, &v);
		v.opinion = e->opinion;
	}
	*out = v;
	return OK;
}

static enum status
draft_view(struct session *s, const struct dossier_view *d, const struct people *p, struct arena *a,
	struct evaluation_view *out, bool *is, struct err *err)
{
	struct draft_key k = draft_of(s, d->d.number, DRAFT_SCORE);
	struct evaluation_view v = { .login = str_z(s->who.login), .own = true };
	struct draft_item *items;
	struct paper paper;
	size_t n;
	enum status st = draft_list(s->store, &k, a, &items, &n, err);

	*is = !st && n;
	if (st || !n)
		return st;
	v.name = str_z(s->who.name);
	v.grid_version = str_z(s->grid.version);
	v.at = INSTANT_NONE;
	paper_of(p, &s->grid, v.login, &paper);
	paper_lay_draft(&s->grid, items, n, &paper);
	fill_from_paper(&s->grid, d->d.volet, &paper, &v);
	*out = v;
	return OK;
}

static enum status
evaluations_view(struct session *s, const struct people *p, struct arena *a, struct dossier_view *d,
	struct err *err)
{
	struct evaluation_view *list =
		ARENA_ARRAY(a, struct evaluation_view, p->evaluation_count + 1);
	size_t n = 0;
	bool drafted;
	enum status st = draft_view(s, d, p, a, &list[0], &drafted, err);

	n = drafted ? 1 : 0;
	for (int own = 1; own >= 0; own--)
		for (size_t i = 0; i < p->evaluation_count && !st; i++)
			if (p->evaluations[i].final &&
				str_eqz(p->evaluations[i].login, s->who.login) == own)
				st = final_view(s, p, &p->evaluations[i], a, &list[n++], err);
	d->evaluations = list;
	d->evaluation_count = n;
	return st;
}

/* The shared points: the mean of the rounded final sheets, once everybody is final. */
static void
points_view(const struct people *p, struct arena *a, struct dossier_view *d)
{
	struct points *totals = ARENA_ARRAY(a, struct points, p->evaluation_count + 1);
	size_t n = 0;

	for (size_t i = 0; i < p->evaluation_count; i++)
		if (p->evaluations[i].final)
			totals[n++] = p->evaluations[i].points;
	d->has_points = n && people_all_final(p);
	if (d->has_points)
		d->points = points_mean(totals, n);
}

static void
decision_view(struct session *s, const struct people *p, struct arena *a, struct dossier_view *d)
{
	const struct motive *m = motive_find(config_motives(&s->config), p->decision.reason);

	d->decision = (struct decision_view){ .is = p->has_decision,
		.d = p->decision,
		.by_platform = p->decided_by_platform,
		.agent = p->decision_agent,
		.at = p->decided_at };
	if (p->decision_agent.len)
		d->decision.agent_name = agent_name(s, p->decision_agent, a);
	d->decision.reason_label = m ? str_z(m->label) : p->decision.reason;
}

static enum status
acts_view(struct session *s, struct arena *a, struct dossier_view *d, struct err *err)
{
	struct act_row *rows;
	size_t n;
	enum status st = act_page(s->store, d->d.number, 0, ACTS_MAX, a, &rows, &n, err);

	if (st)
		return st;
	d->acts = ARENA_ARRAY(a, struct act_view, n ? n : 1);
	for (size_t i = 0; i < n && !st; i++)
		st = act_view_of(s, &rows[i], a, &d->acts[i], err);
	d->act_count = n;
	return st ? st : act_seen(s->store, d->d.number, &d->seen, err);
}

static void
judgement_view(struct session *s, const struct people *p, struct arena *a, struct dossier_view *d)
{
	struct judgement j;

	judge(s, a, &d->d, p, &j);
	memcpy(d->deadlines, j.deadlines, sizeof d->deadlines);
	d->deadline_count = j.deadline_count;
	d->warnings = j.warnings;
	d->warning_count = j.warning_count;
}

static int
by_time(const void *x, const void *y)
{
	const struct note_view *a = x, *b = y;

	return (a->at.ms > b->at.ms) - (a->at.ms < b->at.ms);
}

/* Oldest first. */
static enum status
notes_view(struct session *s, struct arena *a, struct dossier_view *d, struct err *err)
{
	struct record *rows;
	size_t n;
	enum status st = store_rows(s->store, ENTITY_NOTE, d->d.number, a, &rows, &n, err);

	if (st || !n)
		return st;
	d->notes = ARENA_ARRAY(a, struct note_view, n);
	d->note_count = n;
	for (size_t i = 0; i < n; i++) {
		const struct str *v = rows[i].values;

		d->notes[i].agent = record_field(v, ENTITY_NOTE, "agent");
		d->notes[i].text = record_field(v, ENTITY_NOTE, "text");
		if (!record_int(v, ENTITY_NOTE, "written_at", &d->notes[i].at.ms))
			d->notes[i].at = INSTANT_NONE;
	}
	qsort(d->notes, n, sizeof d->notes[0], by_time);
	return OK;
}

static enum status
envelope_view(struct session *s, struct arena *a, struct dossier_view *d, struct err *err)
{
	struct decision none = { .kind = DECISION_AWARD };
	struct decision_facts facts;
	struct envelope e;
	enum status st = decision_facts_load(s, a, d->d.number, &none, &facts, &e, err);

	if (!st && facts.has_envelope)
		d->envelope = e.code;
	return st;
}

enum status
dossier_read(struct session *s, int64_t number, struct arena *a, struct dossier_view *out,
	struct err *err)
{
	struct dossier_view d = { 0 };
	struct people p;
	bool found;
	enum status st = session_reach(s, number, err);

	if (!st)
		st = store_dossier_load(s->store, number, a, &d.d, &found, err);
	if (!st)
		st = people_load(s, number, a, &p, err);
	if (st)
		return st;
	d.state = p.state;
	d.state_reason = p.reason;
	d.eligible = p.eligible;
	d.assigned = p.assigned;
	d.assigned_count = p.assigned_count;
	d.suspensions = p.suspensions;
	d.suspension_count = p.suspension_count;
	points_view(&p, a, &d);
	decision_view(s, &p, a, &d);
	judgement_view(s, &p, a, &d);
	st = evaluations_view(s, &p, a, &d, err);
	if (!st)
		st = acts_view(s, a, &d, err);
	if (!st)
		st = notes_view(s, a, &d, err);
	if (!st)
		st = proposals_in(s, number, p.state, a, &d.proposals, &d.proposal_count, err);
	if (!st)
		st = envelope_view(s, a, &d, err);
	if (!st)
		*out = d;
	return st;
}
