/* SPDX-License-Identifier: EUPL-1.2 */
#include "show.h"

#include "pupitre/base/i18n.h"
#include "people.h"

struct str
agent_name(struct session *s, struct str login, struct arena *a)
{
	struct str name = STR_NONE;

	if (store_get(s->store, ENTITY_AGENT, login, entity_field_find(ENTITY_AGENT, STR("name")),
		    a, &name, NULL) ||
		!name.len)
		return login;
	return name;
}

/* Marks of a colleague stay sealed until every evaluator is final, in the register too. */
static bool
colleagues_mark(const struct session *s, const struct change *c)
{
	struct str key[4] = { { 0 } };

	if (c->entity != ENTITY_MARK && c->entity != ENTITY_EVALUATION)
		return false;
	key_split(c->key, key);
	return !str_eqz(key[1], s->who.login);
}

static bool
marks_open(struct session *s, int64_t dossier, struct arena *a)
{
	struct people p;

	return !people_load(s, dossier, a, &p, NULL) && people_all_final(&p);
}

/* "I3" for a mark, "45" for an envelope: what the field's label is about, beside the dossier. */
static struct str
about(const struct change *c)
{
	struct str key[4] = { { 0 } };
	size_t n = key_split(c->key, key);

	switch (c->entity) {
	case ENTITY_MARK:
		return key[2];
	case ENTITY_ASSIGNMENT:
		return key[1];
	case ENTITY_ENVELOPE:
	case ENTITY_AGENT:
		return n ? key[0] : STR_NONE;
	default:
		return STR_NONE;
	}
}

static struct change_view
change_view_of(const struct change *c, struct arena *a)
{
	const struct entity_field *f = &entity_rows[c->entity].fields[c->field];
	struct change_view v = { .key = c->key };
	struct str subject = about(c);

	v.code = str_z(arena_printf(a, "%s.%s", entity_rows[c->entity].code, f->name));
	v.what = subject.ptr ? str_z(arena_printf(a, "%.*s %s", STR_ARG(subject), _(f->label)))
			     : str_z(_(f->label));
	v.was = c->was.ptr ? change_show(a, c, c->was) : STR_NONE;
	v.now = c->now.ptr ? change_show(a, c, c->now) : STR_NONE;
	return v;
}

static enum status
changes_of(struct session *s, const struct act *act, struct arena *a, struct act_view *out,
	struct err *err)
{
	struct change *changes;
	size_t n, kept = 0;
	bool asked = false, open = false;
	enum status st = act_changes(s->store, act, a, &changes, &n, err);

	if (st)
		return st;
	out->changes = ARENA_ARRAY(a, struct change_view, n ? n : 1);
	for (size_t i = 0; i < n; i++) {
		bool sealed = colleagues_mark(s, &changes[i]);

		if (sealed && !asked) {
			open = marks_open(s, act->dossier, a);
			asked = true;
		}
		if (!sealed || open)
			out->changes[kept++] = change_view_of(&changes[i], a);
	}
	out->change_count = kept;
	return OK;
}

enum status
act_view_of(struct session *s, const struct act_row *row, struct arena *a, struct act_view *out,
	struct err *err)
{
	const struct act *act = &row->act;
	struct act_view v = { .id = act->id, .batch = act->batch, .undoes = act->undoes };
	enum verb verb;

	v.at = act->at;
	v.seq = act->seq;
	v.dossier = act->dossier;
	v.station = act->station;
	v.agent = act->agent;
	v.agent_name = agent_name(s, act->agent, a);
	v.role = act->role;
	v.origin = act->origin;
	v.verb = act->verb;
	v.verb_label = verb_find(act->verb, &verb) ? str_z(_(verb_rows[verb].label)) : act->verb;
	v.undone = row->undone;
	v.batch_count = row->batch_count;
	v.hash = act->hash;
	*out = v;
	return changes_of(s, act, a, out, err);
}
