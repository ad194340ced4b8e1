/* SPDX-License-Identifier: EUPL-1.2 */
#include "questions_guard.h"

#include "pupitre/base/i18n.h"
#include "pupitre/store/merge.h"

/* "retour de l.bernard": a mallette's act; "acte de b.durand": another host's. */
static const char *
source_of(struct arena *a, const struct record *question)
{
	struct str agent = record_field(question->values, ENTITY_QUESTION, "agent");
	struct str bundle = record_field(question->values, ENTITY_QUESTION, "bundle");

	if (!agent.len)
		agent = STR("?");
	return bundle.len ? arena_printf(a, _("retour de %.*s"), STR_ARG(agent))
			  : arena_printf(a, _("acte de %.*s"), STR_ARG(agent));
}

enum status
questions_none_open(struct session *s, struct arena *a, int64_t number, struct err *err)
{
	struct record *open;
	size_t n;
	enum status st = questions_open(s->store, number, a, &open, &n, err);

	if (st || !n)
		return st;
	return err_set(err, ERR_INPUT,
		_("une question est ouverte sur ce dossier (%s) : répondez-y d'abord, écran "
		  "Mallettes ou « pupitre bundle answer »"),
		source_of(a, &open[0]));
}

static bool
passes(enum verb verb)
{
	return verb == VERB_ANSWER || verb == VERB_MERGE || verb == VERB_QUESTION ||
	       verb == VERB_IMPORT || verb == VERB_INIT || verb == VERB_DEPART ||
	       verb == VERB_STATION;
}

static bool
is_about(const struct record *field, const struct change *c)
{
	const struct entity_row *e = &entity_rows[c->entity];
	const struct str *v = field->values;

	return str_eqz(record_field(v, ENTITY_QUESTION_FIELD, "entity"), e->code) &&
	       str_eq(record_field(v, ENTITY_QUESTION_FIELD, "row"), c->key) &&
	       str_eqz(record_field(v, ENTITY_QUESTION_FIELD, "field"), e->fields[c->field].name);
}

static enum status
check_fields(struct session *s, struct arena *a, const struct plan *p,
	const struct record *question, struct err *err)
{
	struct record *fields;
	size_t n;
	enum status st = question_fields(s->store, question->key, a, &fields, &n, err);

	for (size_t i = 0; i < n && !st; i++)
		for (size_t k = 0; k < p->count && !st; k++)
			if (is_about(&fields[i], &p->changes[k]))
				st = err_set(err, ERR_INPUT,
					_("« %s » fait l'objet d'une question ouverte (%s) : "
					  "répondez-y d'abord, écran Mallettes ou « pupitre "
					  "bundle answer »"),
					_(entity_rows[p->changes[k].entity]
							.fields[p->changes[k].field]
							.label),
					source_of(a, question));
	return st;
}

/* A decision made, or brought back; one that is taken back (no value left) is none. */
static bool
decides(const struct plan *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->changes[i].entity == ENTITY_DECISION && p->changes[i].field == 0 &&
			p->changes[i].now.ptr)
			return true;
	return false;
}

enum status
questions_guard(struct session *s, struct arena *a, const struct plan *p, struct err *err)
{
	struct record *open;
	size_t n;
	enum status st;

	if (passes(p->verb))
		return OK;
	st = questions_open(s->store, p->dossier, a, &open, &n, err);
	for (size_t i = 0; i < n && !st; i++)
		st = check_fields(s, a, p, &open[i], err);
	if (!st && n && p->dossier && decides(p))
		st = questions_none_open(s, a, p->dossier, err);
	return st;
}
