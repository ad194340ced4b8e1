/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading questions: three sides of each contested field, with who wrote them and when. */
#include "questions.h"

#include <stdlib.h>

#include "pupitre/base/i18n.h"
#include "people.h"
#include "show.h"

static struct str
field(const struct record *r, const char *name)
{
	return record_field(r->values, ENTITY_QUESTION, name);
}

static struct question_side
side_of(struct session *s, struct arena *a, const struct question_line *l, struct str value)
{
	const struct change c = { .entity = l->entity, .key = l->key, .field = l->field };

	(void)s;
	return (struct question_side){ .value = value, .shown = change_show(a, &c, value) };
}

static void
sign(struct session *s, struct arena *a, struct question_side *side, const struct act *act)
{
	side->agent = arena_str(a, act->agent);
	side->agent_name = agent_name(s, side->agent, a);
	side->at = act->at;
}

/* The comment of a mark stands beside it in its own row. */
static enum status
comment_of(struct session *s, struct arena *a, const struct question_line *l, struct str *out,
	struct err *err)
{
	if (l->entity != ENTITY_MARK || l->field != 0)
		return OK;
	return store_get(s->store, ENTITY_MARK, l->key,
		entity_field_find(ENTITY_MARK, STR("comment")), a, out, err);
}

/* "note I2 de l.bernard", "assiette". */
static struct str
label_of(struct session *s, struct arena *a, const struct question_line *l)
{
	const char *name = _(entity_rows[l->entity].fields[l->field].label);
	struct str parts[4] = { { 0 } };

	(void)s;
	key_split(l->key, parts);
	if (l->entity == ENTITY_MARK)
		return str_z(arena_printf(
			a, _("%s %.*s de %.*s"), name, STR_ARG(parts[2]), STR_ARG(parts[1])));
	if (l->entity == ENTITY_EVALUATION || l->entity == ENTITY_PROPOSAL)
		return str_z(arena_printf(a, _("%s de %.*s"), name, STR_ARG(parts[1])));
	return str_z(name);
}

/* What the author of the act in question had seen. */
struct sight {
	struct str station, known;
	int64_t seq;
};

static enum status
read_sight(struct session *s, struct arena *a, const struct record *r, struct sight *out,
	struct err *err)
{
	struct act_row row;
	struct uid act;
	bool found = false;
	enum status st = OK;

	*out = (struct sight){ 0 };
	if (uid_parse(field(r, "act"), &act))
		st = act_find(s->store, act, a, &row, &found, err);
	if (st || !found)
		return st;
	out->station = row.act.station;
	out->seq = row.act.seq;
	return vector_of(s->store, row.act.station, row.act.seq, a, &out->known, err);
}

static bool
saw(const struct sight *by, const struct field_write *w)
{
	if (w->platform)
		return true;
	if (str_eq(w->act.station, by->station))
		return w->act.seq < by->seq;
	return vector_seq(by->known, w->act.station) >= w->act.seq;
}

/* Who gave the present value, and the one that the author of the act in question had before him: they may be one. */
static enum status
read_writers(struct session *s, struct arena *a, int64_t dossier, const struct sight *by,
	struct question_line *l, struct err *err)
{
	struct field_write *w;
	size_t n = 0;
	bool here = false, base = false;
	enum status st =
		field_history(s->store, dossier, l->entity, l->key, l->field, 0, a, &w, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		if (!here && str_eq(w[i].value, l->here.value)) {
			sign(s, a, &l->here, &w[i].act);
			here = true;
		}
		if (!base && saw(by, &w[i]) && str_eq(w[i].value, l->base.value)) {
			sign(s, a, &l->base, &w[i].act);
			base = true;
		}
	}
	return st ? st : comment_of(s, a, l, &l->here.comment, err);
}

static enum status
read_line(struct session *s, struct arena *a, const struct record *r, int64_t dossier, bool open,
	const struct sight *by, struct question_line *l, bool *known, struct err *err)
{
	const struct str *v = r->values;
	struct str now = record_field(v, ENTITY_QUESTION_FIELD, "here");
	enum status st = OK;

	*known = entity_find(record_field(v, ENTITY_QUESTION_FIELD, "entity"), &l->entity);
	if (!*known)
		return OK;
	l->key = record_field(v, ENTITY_QUESTION_FIELD, "row");
	l->field = entity_field_find(l->entity, record_field(v, ENTITY_QUESTION_FIELD, "field"));
	*known = l->field >= 0;
	if (!*known)
		return OK;
	if (open)
		st = store_get(s->store, l->entity, l->key, l->field, a, &now, err);
	if (st)
		return st;
	l->label = label_of(s, a, l);
	l->base = side_of(s, a, l, record_field(v, ENTITY_QUESTION_FIELD, "base"));
	l->here = side_of(s, a, l, now);
	l->theirs = side_of(s, a, l, record_field(v, ENTITY_QUESTION_FIELD, "theirs"));
	if (!open) {
		l->answer = record_field(v, ENTITY_QUESTION_FIELD, "answer");
		l->answer_shown = side_of(s, a, l, l->answer).shown;
	}
	l->differs = !str_eq(l->here.value, l->theirs.value) &&
		     !entity_rows[l->entity].fields[l->field].stamp;
	return read_writers(s, a, dossier, by, l, err);
}

static bool
can_be_typed(const struct question_line *l)
{
	const struct entity_field *f = &entity_rows[l->entity].fields[l->field];

	return f->show == SHOW_MONEY || f->show == SHOW_MARK || (f->show == SHOW_PLAIN && f->text);
}

bool
question_line_follows(const struct question *q, const struct question_line *l)
{
	if (l->entity != ENTITY_MARK || l->field != entity_field_find(ENTITY_MARK, STR("comment")))
		return false;
	for (size_t i = 0; i < q->line_count; i++)
		if (q->lines[i].differs && q->lines[i].entity == ENTITY_MARK &&
			q->lines[i].field != l->field && str_eq(q->lines[i].key, l->key))
			return true;
	return false;
}

static bool
may_set(const struct question *q)
{
	size_t free = 0;
	bool typed = true;

	for (size_t i = 0; i < q->line_count; i++) {
		const struct question_line *l = &q->lines[i];

		if (!l->differs || question_line_follows(q, l))
			continue;
		free++;
		typed &= can_be_typed(l);
	}
	return free == 1 && typed;
}

/* What a person who wants neither value does: the answer first, then the act itself, made anew. */
static const char *
advice_of(const struct question *q)
{
	enum entity e = q->line_count ? q->lines[0].entity : ENTITY_COUNT;

	if (q->may_set || !q->dossier)
		return NULL;
	if (str_eqz(q->kind, "grid"))
		return _("gardez, puis notez de nouveau avec la nouvelle grille");
	if (e == ENTITY_DECISION)
		return str_eqz(q->kind, "envelope")
			       ? _("gardez, puis décidez de nouveau avec un montant plus petit")
			       : _("gardez ou prenez, puis décidez de nouveau");
	if (e == ENTITY_PROPOSAL)
		return str_eqz(q->kind, "envelope")
			       ? _("gardez, puis proposez de nouveau un montant plus petit")
			       : _("gardez ou prenez, puis proposez de nouveau");
	if (e == ENTITY_INSTRUCTION)
		return _("gardez ou prenez, puis changez l'état du dossier");
	if (e == ENTITY_EVALUATION || e == ENTITY_MARK)
		return _("gardez ou prenez, puis notez de nouveau");
	return NULL;
}

/* Where the grid has the contested mark, as the marking screen shows it. */
static int
place_of(struct session *s, const struct question *q)
{
	struct str parts[4] = { { 0 } };

	if (!q->line_count || q->lines[0].entity != ENTITY_MARK)
		return 0;
	key_split(q->lines[0].key, parts);
	return 1 + grid_item_find(&s->grid, parts[2]);
}

static enum status
read_lines(struct session *s, struct arena *a, const struct record *r, bool open,
	struct question *q, struct err *err)
{
	struct record *rows;
	struct sight by;
	size_t n;
	bool known;
	enum status st = question_fields(s->store, r->key, a, &rows, &n, err);

	if (!st)
		st = read_sight(s, a, r, &by, err);
	q->rank = st ? 0 : by.seq;

	q->lines = ARENA_ARRAY(a, struct question_line, n + 1);
	for (size_t i = 0; i < n && !st; i++) {
		struct question_line *l = &q->lines[q->line_count];

		*l = (struct question_line){ 0 };
		st = read_line(s, a, &rows[i], q->dossier, open, &by, l, &known, err);
		q->line_count += !st && known;
	}
	q->place = place_of(s, q);
	q->may_set = may_set(q);
	return st;
}

/* Before that, a superviseur may; one who is to mark the dossier himself is an evaluator like the others. */
static bool
may_arbitrate(struct session *s, int64_t dossier, struct arena *a)
{
	struct str me = str_z(s->who.login);
	const struct evaluation *mine;
	struct people p;

	if (!(s->who.roles & ROLE_SUPERVISOR) || people_load(s, dossier, a, &p, NULL))
		return false;
	mine = people_evaluation(&p, me);
	return !people_is_assigned(&p, me) || (mine && mine->final);
}

/* Marks of a colleague stay sealed until every evaluator is final. */
static void
seal(struct session *s, struct arena *a, struct question *q)
{
	bool colleagues = false;

	for (size_t i = 0; i < q->line_count; i++)
		colleagues |= is_colleagues_mark(s, q->lines[i].entity, q->lines[i].key);
	q->sealed = colleagues && !may_arbitrate(s, q->dossier, a) && !marks_open(s, q->dossier, a);
	if (!q->sealed)
		return;
	q->line_count = 0;
	q->may_set = false;
	q->advice = NULL;
	q->why = str_z(_("notes d'un collègue : un superviseur qui n'évalue pas ce dossier répond, "
			 "ou vous, quand toutes les évaluations seront finales"));
}

/* Their side is written by the act that was received; a comment of theirs goes with its mark. */
static void
sign_theirs(struct session *s, struct arena *a, const struct record *r, struct question *q)
{
	struct act by = { .agent = field(r, "agent") };
	int comment = entity_field_find(ENTITY_MARK, STR("comment"));

	record_int(r->values, ENTITY_QUESTION, "at", &by.at.ms);
	for (size_t i = 0; i < q->line_count; i++) {
		sign(s, a, &q->lines[i].theirs, &by);
		for (size_t k = 0; k < q->line_count; k++)
			if (q->lines[i].entity == ENTITY_MARK && q->lines[i].field == 0 &&
				q->lines[k].field == comment &&
				str_eq(q->lines[k].key, q->lines[i].key))
				q->lines[i].theirs.comment = q->lines[k].theirs.value;
	}
}

static enum status
read_dossier(struct session *s, struct arena *a, struct question *q, struct err *err)
{
	struct viewer v = { .departments = STR("*"), .today = session_today(s) };
	struct list_row row;
	bool found;
	enum status st = store_list_row(s->store, q->dossier, &v, a, &row, &found, err);

	if (st || !found)
		return st;
	q->title = row.title;
	q->applicant = row.applicant;
	return OK;
}

/* What names the row where its key does not: the version of a grid, the name of a view. */
static enum status
row_name(struct session *s, struct arena *a, const struct question *q,
	const struct question_line *l, struct str *out, struct err *err)
{
	for (size_t i = 0; i < q->line_count; i++)
		if (q->lines[i].field == 0 && q->lines[i].entity == l->entity &&
			str_eq(q->lines[i].key, l->key) && q->lines[i].theirs.value.len) {
			*out = q->lines[i].theirs.value;
			return OK;
		}
	return store_get(s->store, l->entity, l->key, 0, a, out, err);
}

/* "enveloppe 18", "agent r.petit"; of a grid that is put in force, the grid, which comes last. */
static enum status
name_object(struct session *s, struct arena *a, struct question *q, struct err *err)
{
	const struct question_line *l = &q->lines[q->line_count - 1];
	const char *label = _(entity_rows[l->entity].label);
	struct str name = l->key;
	enum status st = OK;

	if (l->entity == ENTITY_GRID || l->entity == ENTITY_SHARED_VIEW ||
		l->entity == ENTITY_DEVICE)
		st = row_name(s, a, q, l, &name, err);
	if (!st)
		q->about = l->entity == ENTITY_CAMPAIGN
				   ? str_z(label)
				   : str_z(arena_printf(a, "%s %.*s", label, STR_ARG(name)));
	return st;
}

enum status
question_read(struct session *s, struct arena *a, const struct record *r, struct question *q,
	struct err *err)
{
	const struct change kind = { .entity = ENTITY_QUESTION,
		.field = entity_field_find(ENTITY_QUESTION, STR("kind")) };
	bool open = str_eqz(field(r, "status"), "open");
	enum status st;

	*q = (struct question){ .kind = field(r, "kind"),
		.why = field(r, "why"),
		.status = field(r, "status"),
		.bundle = field(r, "bundle"),
		.reason = field(r, "reason"),
		.answered_by = field(r, "answered_by"),
		.answered_at = INSTANT_NONE };
	snprintf(q->id.s, sizeof q->id.s, "%.*s", STR_ARG(r->key));
	q->kind_label = change_show(a, &kind, q->kind);
	record_int(r->values, ENTITY_QUESTION, "dossier", &q->dossier);
	record_int(r->values, ENTITY_QUESTION, "answered_at", &q->answered_at.ms);
	record_int(r->values, ENTITY_QUESTION, "at", &q->at.ms);
	q->label = str_z(
		arena_printf(a, q->bundle.ptr ? _("retour de %.*s") : _("envoi, acte de %.*s"),
			STR_ARG(field(r, "agent"))));
	st = OK;
	if (q->dossier)
		st = read_dossier(s, a, q, err);
	if (!st)
		st = read_lines(s, a, r, open, q, err);
	if (!st && !q->dossier && q->line_count)
		st = name_object(s, a, q, err);
	if (st)
		return st;
	q->advice = advice_of(q);
	sign_theirs(s, a, r, q);
	seal(s, a, q);
	return OK;
}

static bool
is_wanted(struct session *s, const struct record *r, int64_t dossier, struct str bundle)
{
	int64_t number = 0;

	record_int(r->values, ENTITY_QUESTION, "dossier", &number);
	if (dossier && number != dossier)
		return false;
	if (bundle.len && !str_eq(field(r, "bundle"), bundle))
		return false;
	return !number || session_reach(s, number, NULL) == OK;
}

/* Of one batch, in the order of its acts; of one act, of the grid. */
static int
older(const void *left, const void *right)
{
	const struct question *a = left, *b = right;

	if (a->at.ms != b->at.ms)
		return a->at.ms < b->at.ms ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->place != b->place)
		return a->place < b->place ? -1 : 1;
	return strcmp(a->id.s, b->id.s);
}

enum status
questions_list(struct session *s, int64_t dossier, struct str bundle, bool open_only,
	struct arena *a, struct question **out, size_t *count, struct err *err)
{
	struct record *rows;
	struct question *list;
	size_t n, kept = 0;
	enum status st =
		open_only ? questions_open(s->store, dossier, a, &rows, &n, err)
			  : store_rows(s->store, ENTITY_QUESTION, dossier, a, &rows, &n, err);

	if (st)
		return st;
	list = ARENA_ARRAY(a, struct question, n + 1);
	for (size_t i = 0; i < n && !st; i++)
		if (is_wanted(s, &rows[i], dossier, bundle))
			st = question_read(s, a, &rows[i], &list[kept++], err);
	if (st)
		return st;
	qsort(list, kept, sizeof(*list), older);
	*out = list;
	*count = kept;
	return OK;
}

enum status
questions_waiting(struct session *s, int64_t dossier, size_t *out, struct err *err)
{
	struct arena a = { 0 };
	struct record *rows;
	size_t n, count = 0;
	enum status st = questions_open(s->store, dossier, &a, &rows, &n, err);

	for (size_t i = 0; i < n && !st; i++)
		count += is_wanted(s, &rows[i], dossier, STR_NONE);
	if (!st)
		*out = count;
	arena_done(&a);
	return st;
}
