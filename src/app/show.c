/* SPDX-License-Identifier: EUPL-1.2 */
#include "show.h"

#include "pupitre/base/i18n.h"
#include "pupitre/store/merge.h"
#include "people.h"
#include "show_group.h"

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
bool
is_colleagues_mark(const struct session *s, enum entity e, struct str row)
{
	struct str key[4] = { { 0 } };

	if (e != ENTITY_MARK && e != ENTITY_EVALUATION)
		return false;
	key_split(row, key);
	return !str_eqz(key[1], s->who.login);
}

bool
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

/* What a reader may see yet of an act. */
struct sealing {
	struct session *s;
	int64_t dossier;
	bool asked, open;
};

static bool
is_sealed(struct sealing *k, enum entity e, struct str row, struct arena *a)
{
	if (!is_colleagues_mark(k->s, e, row))
		return false;
	if (!k->asked)
		k->open = marks_open(k->s, k->dossier, a);
	k->asked = true;
	return !k->open;
}

/* The changes that a person reads as one: view is filled where they are to be shown. */
static size_t
view_of(struct sealing *k, const struct change *c, size_t n, struct arena *a,
	struct change_view *view, bool *shown)
{
	struct contest q;
	size_t used = away_view_of(c, n, a, view);

	*shown = used > 0;
	if (used)
		return used;
	used = contest_of(c, n, &q);
	if (used) {
		*shown = q.known && !is_sealed(k, q.of.entity, q.of.key, a);
		if (*shown)
			contest_view(&q, change_view_of(&q.of, a), a, view);
		return used;
	}
	/* An answer names what it leaves as it is, too: for the other copies. */
	*shown = !str_eq(c->was, c->now) && !is_sealed(k, c->entity, c->key, a);
	if (*shown)
		*view = change_view_of(c, a);
	return 1;
}

/* A received act did here only what the merge applied of it. */
static void
say_outcome(struct arena *a, char letter, struct change_view *v)
{
	const char *what = letter == 'q'   ? _("mis en question")
			   : letter == 'r' ? _("refusé")
			   : letter == 'n' ? _("sans effet ici")
					   : NULL;

	if (what)
		v->what = str_z(arena_printf(a, "%.*s, %s", STR_ARG(v->what), what));
}

static enum status
changes_of(struct session *s, const struct act *act, struct arena *a, struct act_view *out,
	struct err *err)
{
	struct sealing k = { .s = s, .dossier = act->dossier };
	struct merge_line line = { .outcome = STR_NONE };
	struct change *changes;
	size_t n, kept = 0;
	bool shown, received = false;
	enum status st = act_changes(s->store, act, a, &changes, &n, err);

	if (!st && !str_eq(act->station, store_station(s->store)))
		st = merge_line_of(s->store, act->id, a, &line, &received, err);
	if (st)
		return st;
	out->changes = ARENA_ARRAY(a, struct change_view, n ? n : 1);
	for (size_t i = 0; i < n; kept += shown) {
		struct change_view *v = &out->changes[kept];
		size_t at = i;

		i += view_of(&k, changes + i, n - i, a, v, &shown);
		if (shown && received && at < line.outcome.len)
			say_outcome(a, line.outcome.ptr[at], v);
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
