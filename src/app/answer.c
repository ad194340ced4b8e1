/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Answering a question: an act that names every contested field with the value that it has from now on, even where it is
 * the value of here, so that the other copies come to the same.
 */
#include "answer_rules.h"
#include "merge_priv.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/score.h"
#include "questions.h"
#include "rules.h"

enum { REASON_MAX = 20000 };

static const char *const statuses[] = {
	[ANSWER_KEEP] = "kept", [ANSWER_TAKE] = "taken", [ANSWER_SET] = "set"
};

/* What was typed, in the form of its field. */
static enum status
typed_value(struct session *s, struct arena *a, const struct question_line *l, struct str text,
	struct str *out, struct err *err)
{
	struct money m;
	int8_t mark;
	struct str parts[4] = { { 0 } };
	int item;
	enum status st;

	text = str_trim(text.ptr ? text : STR(""));
	switch (entity_rows[l->entity].fields[l->field].show) {
	case SHOW_MONEY:
		if (!money_parse(text, &m))
			return err_set(err, ERR_INPUT,
				_("« %.*s » n'est pas un montant : écrivez par exemple 35 000,50"),
				STR_ARG(text));
		*out = int_text(a, m.cents);
		return OK;
	case SHOW_MARK:
		key_split(l->key, parts);
		item = grid_item_find(&s->grid, parts[2]);
		if (item < 0)
			return err_set(err, ERR_INPUT,
				_("%.*s n'est plus dans la grille : gardez ou prenez"),
				STR_ARG(parts[2]));
		st = mark_parse(&s->grid, item, text, &mark, err);
		if (!st)
			*out = int_text(a, mark);
		return st;
	default:
		*out = utf8_clean(a, text, CLEAN_TEXT, REASON_MAX).text;
		return OK;
	}
}

/* A comment beside a third mark: what each wrote. */
static struct str
both_texts(struct arena *a, const struct question_line *l)
{
	if (!l->here.value.len || str_eq(l->here.value, l->theirs.value))
		return l->theirs.value;
	if (!l->theirs.value.len)
		return l->here.value;
	return str_z(
		arena_printf(a, "%.*s\n%.*s", STR_ARG(l->here.value), STR_ARG(l->theirs.value)));
}

/* Every field of the question with its final value, rows together. */
static enum status
plan_values(struct session *s, struct arena *a, const struct question *q, enum answer answer,
	struct str value, struct plan *p, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < q->line_count && !st; i++) {
		const struct question_line *l = &q->lines[i];
		struct change c = {
			.entity = l->entity, .key = l->key, .field = l->field, .was = l->here.value
		};

		c.now = answer == ANSWER_KEEP ? l->here.value : l->theirs.value;
		if (answer == ANSWER_SET && question_line_follows(q, l))
			c.now = both_texts(a, l);
		else if (answer == ANSWER_SET && l->differs)
			st = typed_value(s, a, l, value, &c.now, err);
		ARENA_PUSH(a, p->changes, p->count, p->cap, c);
	}
	return st;
}

static bool
names(const struct question *q, const struct question_line *row, int field)
{
	for (size_t i = 0; i < q->line_count; i++)
		if (q->lines[i].entity == row->entity && q->lines[i].field == field &&
			str_eq(q->lines[i].key, row->key))
			return true;
	return false;
}

/* The answer takes the row away: nothing of it is left. */
static bool
takes_away(const struct plan *p, const struct question_line *row)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->changes[i].entity == row->entity && p->changes[i].field == 0 &&
			str_eq(p->changes[i].key, row->key))
			return !p->changes[i].now.ptr;
	return false;
}

/* The fields of a row that its question does not name go with it, for a decision stands as a whole at the
 * other copies too: as they are, or absent where the row that is taken was made without them, or is none. */
static enum status
plan_rest_of_row(struct session *s, struct arena *a, const struct question *q,
	const struct question_line *l, enum answer answer, struct plan *p, struct err *err)
{
	bool anew =
		takes_away(p, l) || (answer == ANSWER_TAKE && l->field == 0 && !l->base.value.ptr);
	enum status st = OK;

	for (int f = 0; f < (int)entity_rows[l->entity].field_count && !st; f++) {
		struct change c = { .entity = l->entity, .key = l->key, .field = f };

		if (names(q, l, f))
			continue;
		st = store_get(s->store, c.entity, c.key, f, a, &c.was, err);
		c.now = anew ? STR_NONE : c.was;
		if (!st && (c.was.ptr || c.now.ptr))
			ARENA_PUSH(a, p->changes, p->count, p->cap, c);
	}
	return st;
}

/* A row of these may have gone elsewhere, with the fields that were not contested. */
static bool
stands_whole(enum entity e)
{
	return e == ENTITY_DECISION || e == ENTITY_PROPOSAL || e == ENTITY_INSTRUCTION ||
	       e == ENTITY_EVALUATION;
}

static enum status
plan_rows(struct session *s, struct arena *a, const struct question *q, enum answer answer,
	struct plan *p, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < q->line_count && !st; i++) {
		const struct question_line *l = &q->lines[i];
		bool first = i == 0 || l->entity != l[-1].entity || !str_eq(l->key, l[-1].key);

		if (first && stands_whole(l->entity))
			st = plan_rest_of_row(s, a, q, l, answer, p, err);
	}
	return st;
}

static enum status
plan_answer(struct session *s, struct arena *a, const struct question *q, enum answer answer,
	struct str reason, struct plan *p, struct err *err)
{
	struct str key = str_z(q->id.s);
	const struct {
		const char *field;
		struct str value;
	} sets[] = {
		{ "status", str_z(statuses[answer]) },
		{ "reason", reason },
		{ "answered_by", str_z(s->who.login) },
		{ "answered_at", int_text(a, clock_now(&s->clock).ms) },
	};
	enum status st = OK;

	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = plan_set(s, a, p, ENTITY_QUESTION, key, sets[i].field, sets[i].value, err);
	return st;
}

static enum status
plan_traces(struct session *s, struct arena *a, const struct question *q, struct plan *p,
	struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < q->line_count && !st; i++) {
		struct str key = str_z(arena_printf(a, "%s/%zu", q->id.s, i));

		st = plan_set(
			s, a, p, ENTITY_QUESTION_FIELD, key, "answer", p->changes[i].now, err);
	}
	return st;
}

static enum status
find_question(
	struct session *s, struct arena *a, struct str id, struct question *q, struct err *err)
{
	struct record *rows;
	size_t n, at = 0, found = 0;
	enum status st = store_rows(s->store, ENTITY_QUESTION, 0, a, &rows, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		if (!id.len || !str_starts(rows[i].key, id))
			continue;
		at = i;
		found++;
	}
	if (!st && found != 1)
		st = err_set(err, ERR_INPUT,
			found ? _("« %.*s » désigne plusieurs questions : donnez plus de chiffres")
			      : _("aucune question « %.*s » : voyez « pupitre bundle questions »"),
			STR_ARG(id));
	return st ? st : question_read(s, a, &rows[at], q, err);
}

static enum status
check(struct session *s, const struct question *q, enum answer answer, struct str reason,
	struct err *err)
{
	enum status st = session_require(s, CAN_ANSWER, err);

	if (!st && q->dossier)
		st = session_reach(s, q->dossier, err);
	if (!st && !str_eqz(q->status, "open"))
		st = err_set(err, ERR_INPUT, _("cette question a déjà sa réponse"));
	if (!st && q->sealed)
		st = err_set(err, ERR_DENIED, "%.*s", STR_ARG(q->why));
	if (!st && !reason.len)
		st = err_set(err, ERR_INPUT,
			_("donnez le motif de la réponse : il reste au registre avec elle"));
	if (!st && answer == ANSWER_SET && !q->may_set)
		st = err_set(err, ERR_INPUT,
			_("cette question se garde ou se prend, aucune autre valeur ne s'y tape : "
			  "%s"),
			q->advice ? q->advice : _("gardez ou prenez"));
	return st;
}

/* A rule that refuses the value taken speaks to one who types it; here it is answered, then made anew. */
static enum status
refuse(const struct question *q, struct err *err)
{
	const struct err why = *err;

	return q->advice && why.code == ERR_INPUT
		       ? err_set(err, ERR_INPUT, _("%s. Ici : %s"), why.text, q->advice)
		       : why.code;
}

static bool
marks(const struct plan *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (merge_is_of_sheet(&p->changes[i]) &&
			!str_eq(p->changes[i].was, p->changes[i].now))
			return true;
	return false;
}

static enum status
answer_inside(struct session *s, const struct question *q, enum answer answer, struct str value,
	struct str reason, struct arena *a, struct receipt *out, struct err *err)
{
	struct plan p = { .verb = VERB_ANSWER, .dossier = q->dossier };
	struct uid id = uid_new(&s->ids);
	enum status st = plan_values(s, a, q, answer, value, &p, err);

	if (!st)
		st = answer_rules(s, a, q, &p, err);
	if (!st)
		st = plan_traces(s, a, q, &p, err);
	if (!st)
		st = plan_rows(s, a, q, answer, &p, err);
	if (!st)
		st = plan_answer(s, a, q, answer, reason, &p, err);
	plan_order(a, &p);
	if (!st)
		st = work_append(s, a, &p, id, id, err);
	if (!st && q->dossier)
		st = settle_dossier(s, a, q->dossier, marks(&p), id, err);
	if (!st)
		st = rules_hold(s, a, &p, err) ? refuse(q, err) : OK;
	if (!st)
		st = release_after_answer(s, a, id, err);
	*out = (struct receipt){ id, 1, _("question répondue") };
	return st;
}

enum status
question_answer(struct session *s, struct str id, enum answer answer, struct str value,
	struct str reason, struct arena *a, struct receipt *out, struct err *err)
{
	struct str why =
		utf8_clean(a, str_trim(reason.ptr ? reason : STR("")), CLEAN_TEXT, REASON_MAX).text;
	struct question q;
	struct receipt r = { 0 };
	enum status st = work_begin(s, err);

	if (st)
		return st;
	st = find_question(s, a, id, &q, err);
	if (!st)
		st = check(s, &q, answer, why.ptr ? why : STR(""), err);
	if (!st)
		st = answer_inside(s, &q, answer, value, why, a, &r, err);
	st = work_end(s, st, err);
	if (st)
		return st;
	if (q.dossier)
		r.summary = arena_printf(
			a, _("dossier %lld : question répondue"), (long long)q.dossier);
	*out = r;
	return OK;
}
