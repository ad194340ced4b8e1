/* SPDX-License-Identifier: EUPL-1.2 */
/* The door of the merge: one transaction from the first check to the last count. */
#include "merge_priv.h"

#include "pupitre/app/loop.h"
#include "pupitre/base/i18n.h"
#include "pupitre/store/gate.h"

enum { TELL_MS = 100 };

static bool
told_to_stop(struct merging *m, int64_t done, int64_t *last)
{
	int64_t now;

	if (!m->hooks || !m->hooks->progress)
		return false;
	now = loop_now();
	if (now - *last < TELL_MS)
		return false;
	*last = now;
	return !m->hooks->progress(m->hooks->ctx, _("fusion"), done, (int64_t)m->count);
}

static bool
find_text(void *ctx, const struct hash *h, struct str *out)
{
	const struct parcel_act *act = ctx;

	for (size_t i = 0; i < act->text_count; i++) {
		if (hash_eq(act->texts[i].hash, *h)) {
			*out = act->texts[i].text;
			return true;
		}
	}
	return false;
}

static enum status
decode(struct merging *m, struct incoming *in, struct err *err)
{
	const struct act *act = &in->in->act;

	if (!verb_find(act->verb, &in->verb) ||
		!act_payload_decode(&m->scratch, act->payload, find_text, (void *)(uintptr_t)in->in,
			&in->changes, &in->count))
		return err_set(err, ERR_INPUT,
			_("acte %lld illisible : il vient d'une version plus récente de pupitre ; "
			  "mettez "
			  "l'hôte à jour"),
			(long long)act->seq);
	return OK;
}

static void
count_act(struct merge_report *r, const struct incoming *in)
{
	const char *letters = in->letters;

	if (!letters)
		r->received++;
	else if (strchr(letters, 'r'))
		r->refused++;
	else if (strchr(letters, 'q'))
		r->questions++;
	else if (in->agrees)
		r->convergent++;
	else
		r->applied++;
}

static enum status
take(struct merging *m, struct incoming *in, struct err *err)
{
	struct merge_line line = { in->in->act.id, m->batch, STR_NONE, STR_NONE };
	enum status st;

	if (!in->letters)
		return OK;
	st = act_receive(m->s->store, &in->in->act, in->in->texts, in->in->text_count, err);
	if (!st)
		st = decode(m, in, err);
	if (!st)
		st = merge_judge(m, in, err);
	if (st)
		return st;
	line.outcome = str_z(in->letters);
	line.why = str_z(in->why);
	return merge_line_add(m->s->store, &line, err);
}

static enum status
take_all(struct merging *m, struct err *err)
{
	int64_t last = loop_now();
	enum status st = OK;

	for (size_t i = 0; i < m->count && !st; i++) {
		st = take(m, &m->acts[i], err);
		count_act(&m->report, &m->acts[i]);
		arena_reset(&m->scratch);
		if (!st && told_to_stop(m, (int64_t)i + 1, &last))
			st = err_set(
				err, ERR_CANCELLED, _("fusion arrêtée : rien n'a été enregistré"));
	}
	return st;
}

static enum status
plan_merge(struct merging *m, struct str bytes, struct plan *p, struct err *err)
{
	struct str key = str_z(arena_printf(m->a, "%s", uid_hex(m->batch).s)), known;
	const struct merge_report *r = &m->report;
	struct hash root, head;
	int64_t seq;
	enum status st = merge_root(m->s->store, m->batch, &root, err);

	if (!st)
		st = store_vector(m->s->store, m->a, &known, err);
	if (!st)
		st = act_head(m->s->store, &seq, &head, err);
	if (st)
		return st;
	const struct {
		const char *field;
		struct str value;
	} sets[] = {
		{ "station", store_station(m->s->store) },
		{ "seq", int_text(m->a, seq + 1) },
		{ "known", known },
		{ "bundle", m->hosts ? STR_NONE : m->bundle },
		{ "sender", m->p->sender },
		{ "label", m->p->label },
		{ "digest", str_z(arena_printf(m->a, "%s", hash_hex(hash_of(bytes)).s)) },
		{ "root", str_z(arena_printf(m->a, "%s", hash_hex(root).s)) },
		{ "applied", int_text(m->a, r->applied) },
		{ "convergent", int_text(m->a, r->convergent) },
		{ "questions", int_text(m->a, r->questions) },
		{ "received", int_text(m->a, r->received) },
		{ "refused", int_text(m->a, r->refused) },
	};
	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = plan_set(m->s, m->a, p, ENTITY_MERGE, key, sets[i].field, sets[i].value, err);
	return st;
}

/* Nothing may be lost between the file and the report. */
static enum status
conserve(const struct merging *m, struct err *err)
{
	const struct merge_report *r = &m->report;
	int64_t sum = r->applied + r->convergent + r->questions + r->received + r->refused;

	if (sum == (int64_t)m->count)
		return OK;
	return err_set(err, ERR_SYSTEM,
		_("fusion incohérente : %lld actes comptés sur %zu ; rien n'a été enregistré"),
		(long long)sum, m->count);
}

static bool
nothing_new(const struct merging *m)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->acts[i].letters)
			return false;
	return true;
}

/* Before the acts that follow from the merge, so that other copies see that these knew what it brought. */
static enum status
record_merge(struct merging *m, struct str bytes, struct err *err)
{
	struct plan plan = { .verb = VERB_MERGE };
	enum status st = plan_merge(m, bytes, &plan, err);

	return st ? st : work_record_as(m->s, m->a, &plan, m->batch, &m->report.receipt, err);
}

static enum status
merge_inside(struct merging *m, struct str bytes, struct err *err)
{
	enum status st = merge_accept(m, err);

	if (st)
		return st;
	if (nothing_new(m)) {
		m->report.received = (int64_t)m->count;
		return OK;
	}
	st = merge_questions_load(m, err);
	if (!st)
		st = merge_platform(m, err);
	if (!st)
		st = take_all(m, err);
	if (!st)
		st = conserve(m, err);
	if (!st)
		st = record_merge(m, bytes, err);
	if (!st)
		st = merge_release(m, err);
	if (!st)
		st = merge_questions_write(m, err);
	if (!st)
		st = merge_settle(m, err);
	return st ? st : session_reload(m->s, err);
}

static void
prepare(struct merging *m)
{
	m->hosts = !uid_is(m->p->bundle);
	m->count = m->p->act_count;
	m->acts = ARENA_ARRAY(m->a, struct incoming, m->count + 1);
	for (size_t i = 0; i < m->count; i++)
		m->acts[i].in = &m->p->acts[i];
	m->batch = uid_new(&m->s->ids);
	m->report.label = arena_str(m->a, m->p->label);
	m->report.between_hosts = m->hosts;
	m->report.acts = (int64_t)m->count;
}

enum status
merge_parcel(struct session *s, struct str bytes, bool dry_run, const struct merge_hooks *hooks,
	struct arena *a, struct merge_report *out, struct err *err)
{
	struct parcel p;
	struct merging m = { .s = s, .a = a, .p = &p, .hooks = hooks };
	enum status st = session_require(s, CAN_BUNDLE, err);

	if (!st)
		st = parcel_decode(a, bytes, &p, err);
	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	prepare(&m);
	st = merge_inside(&m, bytes, err);
	if (!st && dry_run) {
		store_rollback(s->store);
		st = session_reload(s, err);
		m.report.receipt = (struct receipt){ 0 };
	} else {
		st = work_end(s, st, err);
	}
	numset_done(&m.away);
	numset_done(&m.touched);
	numset_done(&m.marked);
	arena_done(&m.scratch);
	if (!st)
		*out = m.report;
	return st;
}
