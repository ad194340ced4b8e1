/* SPDX-License-Identifier: EUPL-1.2 */
/* See show.h. Keys and enumerated values are the code's English names. */
#include "show.h"

#include "out_json.h"
#include "pupitre/app/propose.h"

static void
applicant(struct json *j, const struct applicant *a)
{
	json_key(j, "applicant");
	json_open(j, '{');
	member_str(j, "siret", a->siret);
	member_str(j, "name", a->name);
	member_str(j, "kind", a->kind);
	member_str(j, "insee", a->insee);
	json_key(j, "population");
	if (a->population >= 0)
		json_int(j, a->population);
	else
		json_null(j);
	json_close(j);
}

static void
fields(struct json *j, const struct dossier *d)
{
	json_key(j, "fields");
	json_open(j, '[');
	for (size_t i = 0; i < d->field_count; i++) {
		json_open(j, '{');
		member_str(j, "label", d->fields[i].label);
		member_z(j, "kind", field_kind_codes[d->fields[i].kind]);
		member_str(j, "value", d->fields[i].value);
		json_close(j);
	}
	json_close(j);
}

static void
funding(struct json *j, const struct dossier *d)
{
	json_key(j, "funding");
	json_open(j, '[');
	for (size_t i = 0; i < d->funding_count; i++) {
		json_open(j, '{');
		member_str(j, "funder", d->funding[i].funder);
		member_int(j, "amount_cents", d->funding[i].amount.cents);
		json_close(j);
	}
	json_close(j);
}

/* Comments of the items that have one. */
static void
comments(struct json *j, const struct grid *g, const struct evaluation_view *e)
{
	json_key(j, "comments");
	json_open(j, '{');
	for (int i = 0; i < g->item_count; i++)
		if (e->comments[i].len)
			member_str(j, g->items[i].id, e->comments[i]);
	json_close(j);
}

static void
evaluation(struct json *j, const struct grid *g, const struct evaluation_view *e)
{
	bool complete = !e->hidden && e->score.complete;

	json_open(j, '{');
	member_str(j, "agent", e->login);
	member_bool(j, "final", e->final);
	member_bool(j, "hidden", e->hidden);
	member_points(j, "points_milli", complete, e->score.total.min);
	member_range(j, "range_milli", !e->hidden, e->score.total);
	if (e->hidden) {
		member_str(j, "marks", STR_NONE);
	} else {
		member_marks(j, "marks", g, &e->sheet);
		comments(j, g, e);
	}
	member_str(j, "grid", e->grid_version);
	member_at(j, "at", e->at);
	json_close(j);
}

static void
evaluations(struct json *j, const struct grid *g, const struct dossier_view *v)
{
	json_key(j, "evaluations");
	json_open(j, '[');
	for (size_t i = 0; i < v->evaluation_count; i++)
		evaluation(j, g, &v->evaluations[i]);
	json_close(j);
}

static void
opinions(struct json *j, const struct dossier_view *v)
{
	json_key(j, "opinions");
	json_open(j, '[');
	for (size_t i = 0; i < v->evaluation_count; i++) {
		const struct evaluation_view *e = &v->evaluations[i];

		if (e->hidden || (e->opinion == OPINION_NONE && !e->opinion_comment.len))
			continue;
		json_open(j, '{');
		member_str(j, "agent", e->login);
		member_z(j, "opinion", e->opinion ? opinion_rows[e->opinion].code : NULL);
		member_str(j, "comment", e->opinion_comment);
		json_close(j);
	}
	json_close(j);
}

static void
proposals_made(struct json *j, const struct dossier_view *v)
{
	json_key(j, "proposals");
	json_open(j, '[');
	for (size_t i = 0; i < v->proposal_count; i++) {
		const struct proposal *p = &v->proposals[i];

		json_open(j, '{');
		member_str(j, "agent", p->agent);
		member_z(j, "kind", decision_rows[p->d.kind].code);
		member_money(j, "eligible_cents", p->d.eligible);
		member_money(j, "amount_cents", p->d.amount);
		member_str(j, "envelope", p->d.envelope);
		member_str(j, "reason", p->d.reason);
		member_str(j, "text", p->d.text);
		member_at(j, "at", p->at);
		member_bool(j, "waits", p->waits);
		json_close(j);
	}
	json_close(j);
}

static void
notes(struct json *j, const struct dossier_view *v)
{
	json_key(j, "notes");
	json_open(j, '[');
	for (size_t i = 0; i < v->note_count; i++) {
		json_open(j, '{');
		member_str(j, "agent", v->notes[i].agent);
		member_str(j, "text", v->notes[i].text);
		member_at(j, "at", v->notes[i].at);
		json_close(j);
	}
	json_close(j);
}

static void
warnings(struct json *j, const struct dossier_view *v)
{
	json_key(j, "warnings");
	json_open(j, '[');
	for (size_t i = 0; i < v->warning_count; i++) {
		json_open(j, '{');
		member_z(j, "code", v->warnings[i].code);
		member_z(j, "severity",
			v->warnings[i].severity == SEVERITY_HINT ? "hint" : "warning");
		member_z(j, "text", v->warnings[i].text);
		json_close(j);
	}
	json_close(j);
}

static void
acts(struct json *j, const struct dossier_view *v)
{
	json_key(j, "acts");
	json_open(j, '[');
	for (size_t i = 0; i < v->act_count; i++)
		json_act(j, &v->acts[i]);
	json_close(j);
}

void
show_json(struct buf *out, const struct grid *g, const struct dossier_view *v)
{
	struct json j = { .out = out };
	const struct dossier *d = &v->d;

	json_open(&j, '{');
	member_int(&j, "number", d->number);
	member_str(&j, "title", d->title);
	member_z(&j, "state", state_rows[v->state].code);
	member_str(&j, "state_reason", v->state_reason);
	member_str(&j, "platform_state", d->platform_state);
	member_str(&j, "department", d->department);
	member_str(&j, "category", d->category);
	member_day(&j, "submitted",
		instant_is(d->submitted_at) ? instant_day(d->submitted_at) : DAY_NONE);
	applicant(&j, &d->applicant);
	member_money(&j, "requested_cents", d->requested);
	member_money(&j, "total_cents", d->total);
	member_money(&j, "eligible_cents", v->eligible);
	member_points(&j, "points_milli", v->has_points, v->points);
	member_day(&j, "deadline", deadline_next(v->deadlines, v->deadline_count).due);
	member_decision(&j, "decision", &v->decision);
	proposals_made(&j, v);
	member_str(&j, "envelope", v->envelope);
	fields(&j, d);
	funding(&j, d);
	evaluations(&j, g, v);
	opinions(&j, v);
	notes(&j, v);
	warnings(&j, v);
	acts(&j, v);
	json_close(&j);
	buf_addc(out, '\n');
}
