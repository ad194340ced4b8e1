/* SPDX-License-Identifier: EUPL-1.2 */
/* Values of the form of a decision. amount = eligible x rate: changing one of the first two
 * computes the amount, changing the amount computes the rate. */
#include "decide_state.h"

#include "pupitre/base/i18n.h"
#include "shell.h"

enum { HUNDRED_PERCENT = 10000 };

static const char *const draft_names[FORM_COUNT] = { "kind", "eligible_cents", NULL, "amount_cents",
	"reason", "text" };

bool
form_has_money(const struct decide_state *st)
{
	return decision_rows[st->kind].has_amount;
}

void
form_done(struct decide_state *st)
{
	for (int i = 0; i < FORM_COUNT; i++)
		edit_done(&st->edits[i]);
	buf_done(&st->envelope);
	arena_done(&st->tried);
}

static struct str
typed(const struct decide_state *st, enum form_field field)
{
	return str_trim(edit_text(&st->edits[field]));
}

static void
put_money(struct decide_state *st, enum form_field field, struct maybe_money m)
{
	edit_set(&st->edits[field], m.is ? str_z(money_plain(m.m).s) : STR(""));
}

static struct maybe_money
read_money(const struct decide_state *st, enum form_field field)
{
	struct maybe_money m = { 0 };

	m.is = money_parse(typed(st, field), &m.m);
	return m;
}

/* A rate is written like an amount: "80,00" is 8000 ten-thousandths. */
static bool
read_rate(const struct decide_state *st, int32_t *rate)
{
	struct money m;

	if (!money_parse(typed(st, FORM_RATE), &m) || m.cents < 0 || m.cents > HUNDRED_PERCENT)
		return false;
	*rate = (int32_t)m.cents;
	return true;
}

void
form_tidy(struct decide_state *st)
{
	int32_t rate;

	if (st->field == FORM_RATE && read_rate(st, &rate))
		edit_set(&st->edits[FORM_RATE], str_z(rate_text(rate).s));
	else if ((st->field == FORM_ELIGIBLE || st->field == FORM_AMOUNT) &&
		 read_money(st, st->field).is)
		put_money(st, st->field, read_money(st, st->field));
}

static void
compute_rate(struct decide_state *st)
{
	struct maybe_money eligible = read_money(st, FORM_ELIGIBLE);
	struct maybe_money amount = read_money(st, FORM_AMOUNT);

	if (eligible.is && amount.is && eligible.m.cents > 0)
		edit_set(&st->edits[FORM_RATE], str_z(rate_text(rate_of(amount.m, eligible.m)).s));
}

static void
compute_amount(struct screen *s)
{
	struct decide_state *st = s->state;
	struct maybe_money eligible = read_money(st, FORM_ELIGIBLE), amount = { 0 };
	int32_t rate;

	if (!eligible.is || !read_rate(st, &rate))
		return;
	amount = (struct maybe_money){ true, rate_apply(eligible.m, rate) };
	if (session_config(ui_session(s->ui))->settings.round_to_euro)
		amount.m.cents -= amount.m.cents % 100;
	put_money(st, FORM_AMOUNT, amount);
}

static enum status
unreadable(const struct decide_state *st, enum form_field field, const char *what, struct err *err)
{
	if (typed(st, field).len == 0)
		return OK;
	return err_set(err, ERR_INPUT, _("%s « %.*s » illisible : écrivez par exemple 12 345,67"),
		what, STR_ARG(typed(st, field)));
}

enum status
form_read(const struct decide_state *st, struct decision_input *out, struct err *err)
{
	struct decision_input in = { .seen = st->view.seen };
	int32_t rate;
	enum status status = OK;

	in.d.kind = st->kind;
	in.d.envelope = st->envelope.len ? buf_str(&st->envelope) : STR_NONE;
	in.d.reason = st->reason ? str_z(st->reason->code) : STR_NONE;
	in.d.text = typed(st, FORM_TEXT).len ? edit_text(&st->edits[FORM_TEXT]) : STR_NONE;
	if (form_has_money(st)) {
		in.d.eligible = read_money(st, FORM_ELIGIBLE);
		in.d.amount = read_money(st, FORM_AMOUNT);
		if (!in.d.eligible.is)
			status = unreadable(st, FORM_ELIGIBLE, _("assiette"), err);
		if (status == OK && !in.d.amount.is)
			status = unreadable(st, FORM_AMOUNT, _("montant"), err);
		if (status == OK && typed(st, FORM_RATE).len && !read_rate(st, &rate))
			status = err_set(err, ERR_INPUT,
				_("taux « %.*s » illisible : un nombre de 0 à 100, par exemple 80 "
				  "ou 62,5"),
				STR_ARG(typed(st, FORM_RATE)));
	}
	if (status == OK)
		*out = in;
	return status;
}

enum status
form_try(struct screen *s, struct err *err)
{
	struct decide_state *st = s->state;
	struct arena fresh = { 0 };
	struct decision_preview preview;
	struct decision_input in;
	enum status status;

	st->refusal = (struct err){ 0 };
	st->readable = form_read(st, &in, &st->refusal) == OK;
	if (!st->readable)
		return OK;
	if (st->proposes)
		status = propose_preview(ui_session(s->ui), st->number, &in, &fresh, &preview, err);
	else
		status = decide_preview(ui_session(s->ui), st->number, &in, &fresh, &preview, err);
	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	arena_done(&st->tried);
	st->tried = fresh;
	st->preview = preview;
	if (preview.verdict != OK) {
		st->refusal = preview.refusal;
		st->refusal.code = preview.verdict;
	}
	return OK;
}

/* The bytes of a field in the draft; absent when it is empty or cannot be read. */
static struct str
draft_value(const struct decide_state *st, enum form_field field, struct arena *a)
{
	struct maybe_money m;

	switch (field) {
	case FORM_KIND:
		return str_z(decision_rows[st->kind].code);
	case FORM_REASON:
		return st->reason ? str_z(st->reason->code) : STR_NONE;
	case FORM_TEXT:
		return typed(st, field).len ? edit_text(&st->edits[field]) : STR_NONE;
	default:
		m = read_money(st, field);
		return m.is ? str_z(arena_printf(a, "%lld", (long long)m.m.cents)) : STR_NONE;
	}
}

static enum status
save_draft(struct screen *s, enum form_field field, struct err *err)
{
	struct decide_state *st = s->state;
	struct arena a = { 0 };
	enum status status = decide_draft_set(
		ui_session(s->ui), st->number, draft_names[field], draft_value(st, field, &a), err);

	arena_done(&a);
	return status;
}

enum status
form_changed(struct screen *s, enum form_field field, struct err *err)
{
	struct decide_state *st = s->state;
	enum status status = OK;

	if (field == FORM_ELIGIBLE || field == FORM_RATE)
		compute_amount(s);
	else if (field == FORM_AMOUNT)
		compute_rate(st);
	if (draft_names[field])
		status = save_draft(s, field, err);
	if (status == OK && (field == FORM_ELIGIBLE || field == FORM_RATE))
		status = save_draft(s, FORM_AMOUNT, err);
	return status == OK ? form_try(s, err) : status;
}

static const struct decision *
own_proposal(const struct decide_state *st)
{
	for (size_t i = 0; i < st->view.proposal_count; i++)
		if (st->view.proposals[i].own)
			return &st->view.proposals[i].d;
	return NULL;
}

/* An envelope that is not the usual one goes with the proposal. */
static void
set_envelope(struct decide_state *st, struct str code)
{
	buf_clear(&st->envelope);
	if (code.len && !str_eq(code, st->view.envelope))
		buf_adds(&st->envelope, code);
}

static const struct motive *
motive_of(struct screen *s, struct str code)
{
	return motive_find(session_motives(ui_session(s->ui)), code);
}

/* What to start from: one's own proposal, else the decision in force, else the request on the whole
 * cost. */
static void
start_values(struct screen *s)
{
	struct decide_state *st = s->state;
	const struct dossier_view *v = &st->view;
	struct maybe_money eligible = v->eligible.is ? v->eligible : v->d.total;
	struct maybe_money amount = v->d.requested;
	const struct decision *own = st->proposes ? own_proposal(st) : NULL;
	const struct decision *d = own ? own : v->decision.is ? &v->decision.d : NULL;

	st->kind = d ? d->kind : DECISION_AWARD;
	if (d && d->eligible.is)
		eligible = d->eligible;
	if (d && d->amount.is)
		amount = d->amount;
	if (amount.is && eligible.is && amount.m.cents > eligible.m.cents)
		amount = eligible;
	put_money(st, FORM_ELIGIBLE, eligible);
	put_money(st, FORM_AMOUNT, amount);
	if (own)
		set_envelope(st, own->envelope);
	if (d)
		st->reason = motive_of(s, d->reason);
	if (d && d->text.len)
		edit_set(&st->edits[FORM_TEXT], d->text);
}

static void
take_draft(struct screen *s, enum form_field field, struct str value)
{
	struct decide_state *st = s->state;
	int64_t cents;

	if (field == FORM_KIND)
		(void)decision_find(value, &st->kind);
	else if (field == FORM_REASON)
		st->reason = motive_of(s, value);
	else if (field == FORM_TEXT)
		edit_set(&st->edits[FORM_TEXT], value);
	else if (str_int(value, &cents))
		put_money(st, field, (struct maybe_money){ true, { cents } });
}

static enum status
save_envelope(struct screen *s, struct err *err)
{
	struct decide_state *st = s->state;

	return decide_draft_set(ui_session(s->ui), st->number, "envelope",
		st->envelope.len ? buf_str(&st->envelope) : STR_NONE, err);
}

enum status
form_take(struct screen *s, const struct decision *proposed, struct err *err)
{
	struct decide_state *st = s->state;
	enum status status;

	st->kind = proposed->kind;
	st->reason = motive_of(s, proposed->reason);
	if (proposed->eligible.is)
		put_money(st, FORM_ELIGIBLE, proposed->eligible);
	if (proposed->amount.is)
		put_money(st, FORM_AMOUNT, proposed->amount);
	edit_set(&st->edits[FORM_TEXT], proposed->text.ptr ? proposed->text : STR(""));
	set_envelope(st, proposed->envelope);
	compute_rate(st);
	status = save_envelope(s, err);
	for (int i = 0; i < FORM_COUNT && status == OK; i++)
		if (draft_names[i])
			status = save_draft(s, (enum form_field)i, err);
	return status == OK ? form_try(s, err) : status;
}

static enum status
load_envelope(struct screen *s, struct arena *a, struct err *err)
{
	struct decide_state *st = s->state;
	struct str code = STR_NONE;
	enum status status =
		decide_draft_get(ui_session(s->ui), st->number, "envelope", a, &code, err);

	if (status == OK && code.ptr)
		set_envelope(st, code);
	return status;
}

enum status
form_load(struct screen *s, struct err *err)
{
	struct decide_state *st = s->state;
	struct arena a = { 0 };
	enum status status;

	start_values(s);
	status = load_envelope(s, &a, err);
	for (int i = 0; i < FORM_COUNT && status == OK; i++) {
		struct str value = STR_NONE;

		if (draft_names[i])
			status = decide_draft_get(
				ui_session(s->ui), st->number, draft_names[i], &a, &value, err);
		if (value.ptr)
			take_draft(s, (enum form_field)i, value);
	}
	arena_done(&a);
	compute_rate(st);
	return status == OK ? form_try(s, err) : status;
}
