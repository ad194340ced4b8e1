/* SPDX-License-Identifier: EUPL-1.2 */
/* What a sender may do here, and the rules that hold for his acts as for those of the screens. */
#include "merge_priv.h"

#include "facts.h"
#include "pupitre/base/i18n.h"
#include "pupitre/store/dossiers.h"
#include "proposal_row.h"
#include "rules.h"
#include "sheet.h"

static bool
in(enum verb v, const enum verb *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == v)
			return true;
	return false;
}

/* Keys of a delegate's own rows bear his login; other rows are the dossier's. */
static bool
is_own_row(const struct merging *m, const struct change *c)
{
	struct str parts[4] = { { 0 } };
	int64_t number;

	key_split(c->key, parts);
	switch (c->entity) {
	case ENTITY_EVALUATION:
	case ENTITY_MARK:
	case ENTITY_ASSIGNMENT:
	case ENTITY_PROPOSAL:
		return str_eq(parts[1], m->delegate);
	case ENTITY_INSTRUCTION:
	case ENTITY_SUSPENSION:
	case ENTITY_TAG:
		return str_int(parts[0], &number);
	case ENTITY_NOTE:
	case ENTITY_SHARED_VIEW:
		return true;
	default:
		return false;
	}
}

static bool
is_of_dossier(const struct change *c, int64_t dossier)
{
	struct str parts[4] = { { 0 } };
	int64_t number;

	if (c->entity == ENTITY_NOTE)
		return c->field != entity_field_find(ENTITY_NOTE, STR("dossier")) || !c->now.ptr ||
		       (str_int(c->now, &number) && number == dossier);
	if (c->entity == ENTITY_SHARED_VIEW)
		return dossier == 0;
	key_split(c->key, parts);
	return str_int(parts[0], &number) && number == dossier;
}

static const char *
why_not_delegate(const struct merging *m, const struct incoming *act)
{
	static const enum verb allowed[] = { VERB_EVALUATE, VERB_MOVE, VERB_PROPOSE, VERB_NOTE,
		VERB_TAG, VERB_VIEW, VERB_UNDO };
	const struct act *a = &act->in->act;

	if (!str_eq(a->agent, m->delegate))
		return _("l'acte n'est pas du délégué de la mallette");
	if (!in(act->verb, allowed, sizeof allowed / sizeof *allowed))
		return _("un délégué ne fait pas cela dans une mallette");
	if (a->dossier && !numset_has(&m->away, a->dossier))
		return _("ce dossier n'est pas dans la mallette");
	for (size_t i = 0; i < act->count; i++)
		if (!is_own_row(m, &act->changes[i]) ||
			!is_of_dossier(&act->changes[i], a->dossier))
			return _("il touche à ce qui n'est pas au délégué");
	return NULL;
}

/* A verb and the rows that it writes go together: a move that carries a decision is none of ours. */
static bool
fits_verb(const struct incoming *act)
{
	static const struct {
		enum verb verb;
		unsigned entities;
	} rows[] = {
		{ VERB_EVALUATE,
			1u << ENTITY_EVALUATION | 1u << ENTITY_MARK | 1u << ENTITY_ASSIGNMENT },
		{ VERB_MOVE, 1u << ENTITY_INSTRUCTION | 1u << ENTITY_SUSPENSION },
		{ VERB_PROPOSE, 1u << ENTITY_PROPOSAL },
		{ VERB_NOTE, 1u << ENTITY_NOTE },
		{ VERB_TAG, 1u << ENTITY_TAG },
		{ VERB_VIEW, 1u << ENTITY_SHARED_VIEW },
	};

	for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
		for (size_t i = 0; rows[r].verb == act->verb && i < act->count; i++)
			if (!(rows[r].entities & 1u << act->changes[i].entity))
				return false;
	return true;
}

enum status
merge_may(struct merging *m, const struct incoming *act, const char **why, struct err *err)
{
	struct err refusal = { 0 };

	(void)err;
	*why = m->hosts ? NULL : why_not_delegate(m, act);
	if (!*why && !fits_verb(act))
		*why = _("il écrit ce que son genre d'acte n'écrit pas");
	for (size_t i = 0; i < act->count && !*why; i++)
		if (act_change_check(&act->changes[i], &refusal))
			*why = arena_printf(m->a, "%s", refusal.text);
	return OK;
}

/* ---- what stands against an act before its values ---- */

static enum status
row_is_there(struct merging *m, enum entity e, struct str key, bool *out, struct err *err)
{
	struct str v[RECORD_FIELDS];

	return store_row(m->s->store, e, key, &m->scratch, v, out, err);
}

/* The row that a value names, where it names one. */
static bool
names_row(const struct change *c, enum entity *e)
{
	const char *field = entity_rows[c->entity].fields[c->field].name;

	if (strcmp(field, "envelope") == 0 ||
		(c->entity == ENTITY_ENVELOPE && strcmp(field, "parent") == 0))
		*e = ENTITY_ENVELOPE;
	else if (strcmp(field, "grid") == 0)
		*e = ENTITY_GRID;
	else if (strcmp(field, "agent") == 0 &&
		 (c->entity == ENTITY_DECISION || c->entity == ENTITY_BUNDLE))
		*e = ENTITY_AGENT;
	else
		return false;
	return true;
}

/* A row that the act itself makes is not missing. */
static bool
makes_row(const struct incoming *act, enum entity e, struct str key)
{
	for (size_t i = 0; i < act->count; i++)
		if (act->changes[i].entity == e && act->changes[i].field == 0 &&
			act->changes[i].now.ptr && str_eq(act->changes[i].key, key))
			return true;
	return false;
}

static enum status
check_reference(
	struct merging *m, struct incoming *act, enum entity e, struct str key, struct err *err)
{
	bool found = true;
	enum status st = OK;

	if (!makes_row(act, e, key))
		st = row_is_there(m, e, key, &found, err);
	if (!st && !found) {
		act->kind = "missing";
		act->why = arena_printf(m->a, _("%s « %.*s » : inconnu ici"),
			_(entity_rows[e].label), STR_ARG(key));
	}
	return st;
}

enum status
merge_names_missing(struct merging *m, const struct change *c, bool *out, struct err *err)
{
	enum entity e;
	bool found = true;
	enum status st = OK;

	if (c->now.ptr && names_row(c, &e))
		st = row_is_there(m, e, c->now, &found, err);
	*out = !found;
	return st;
}

static enum status
check_dossier(struct merging *m, struct incoming *act, int64_t number, struct err *err)
{
	struct hash version;
	bool found;
	enum status st = store_dossier_version(m->s->store, number, &version, &found, err);

	if (!st && !found) {
		act->kind = "missing";
		act->why = arena_printf(
			m->a, _("le dossier %lld n'est pas dans cette base"), (long long)number);
	}
	return st;
}

static enum status
check_references(struct merging *m, struct incoming *act, struct err *err)
{
	int64_t last = 0, number;
	struct str login = STR_NONE;
	enum status st = OK;

	for (size_t i = 0; i < act->count && !st && !act->kind; i++) {
		const struct change *c = &act->changes[i];
		const char *const *keys = entity_rows[c->entity].keys;
		struct str parts[4] = { { 0 } };
		enum entity named = ENTITY_COUNT;
		bool names = names_row(c, &named);

		key_split(c->key, parts);
		/* Marks were given under their grid, even where its name is only noted. */
		if (!c->now.ptr || (act->letters[i] == 'n' && named != ENTITY_GRID))
			continue;
		if (strcmp(keys[0], "dossier") == 0 && str_int(parts[0], &number) &&
			number != last) {
			st = check_dossier(m, act, number, err);
			last = number;
		}
		if (!st && !act->kind && keys[1] && strcmp(keys[1], "agent") == 0 &&
			!str_eq(parts[1], login)) {
			st = check_reference(m, act, ENTITY_AGENT, parts[1], err);
			login = parts[1];
		}
		if (!st && !act->kind && c->entity == ENTITY_AWAY)
			st = check_reference(m, act, ENTITY_BUNDLE, parts[1], err);
		if (!st && !act->kind && names)
			st = check_reference(m, act, named, c->now, err);
	}
	return st;
}

static bool
is_above(const struct merging *m, struct str station)
{
	for (size_t i = 0; i < m->above_count; i++)
		if (str_eq(m->above[i], station))
			return true;
	return false;
}

/* New agents who cannot decide are no matter of authority. */
static bool
is_modest(const struct change *c)
{
	unsigned bits;

	if (c->was.ptr)
		return false;
	return c->field != entity_field_find(ENTITY_AGENT, STR("roles")) ||
	       (roles_parse(c->now, &bits) && !(bits & (ROLE_SUPERVISOR | ROLE_ADMINISTRATOR)));
}

/* Two hosts trust each other with their dossiers, not with each other's people, money and grid, by whatever act
 * and through whomever they come: of these decides the host that a base was copied from. */
static bool
needs_authority(const struct incoming *act)
{
	bool modest = true, agents = false;

	for (size_t i = 0; i < act->count; i++) {
		const struct change *c = &act->changes[i];

		if (act->letters[i] != 'a' && act->letters[i] != 'q')
			continue;
		if (c->entity == ENTITY_ENVELOPE || c->entity == ENTITY_CAMPAIGN)
			return true;
		agents |= c->entity == ENTITY_AGENT;
		modest &= c->entity != ENTITY_AGENT || is_modest(c);
	}
	return agents && !modest;
}

/* "... est « Incomplet » ici : a.martin, le 08/10/2021 16:30". */
static enum status
say_state(struct merging *m, struct incoming *act, enum state state, struct err *err)
{
	struct field_write *w;
	size_t n = 0;
	int64_t number = act->in->act.dossier;
	enum status st = field_history(m->s->store, number, ENTITY_INSTRUCTION,
		key_of_dossier(&m->scratch, number),
		entity_field_find(ENTITY_INSTRUCTION, STR("state")), 1, &m->scratch, &w, &n, err);

	if (st)
		return st;
	act->why =
		n ? arena_printf(m->a, _("le dossier est « %s » ici (%.*s, le %s)"),
			    _(state_rows[state].label), STR_ARG(w[0].act.agent),
			    instant_fr(w[0].act.at).s)
		  : arena_printf(m->a, _("le dossier est « %s » ici"), _(state_rows[state].label));
	return OK;
}

/* What the file, or somebody who has not finished, still brings may mark the dossier. */
static bool
awaits_marks(const struct merging *m, const struct incoming *act, const struct people *p)
{
	return !people_all_final(p) || numset_has(&m->marked, act->in->act.dossier);
}

static enum status
check_state(struct merging *m, struct incoming *act, struct err *err)
{
	int64_t number = act->in->act.dossier;
	struct people p;
	bool open = false;
	enum status st = people_load(m->s, number, &m->scratch, &p, err);

	if (!st && act->verb == VERB_EVALUATE)
		open = workflow_may_mark(p.state);
	else if (!st)
		st = proposal_may_come(m->s, &m->scratch, act->changes, act->count, p.state,
			awaits_marks(m, act, &p), &open, err);
	if (st || open)
		return st;
	act->kind = "state";
	return say_state(m, act, p.state, err);
}

/* The passage to marked that an evaluation implied there waits here for the other evaluators. */
static enum status
check_others(struct merging *m, struct incoming *act, struct err *err)
{
	struct people p;
	enum status st = OK;

	for (size_t i = 0; i < act->count && !st && !act->later; i++) {
		if (act->changes[i].entity != ENTITY_INSTRUCTION ||
			!str_eqz(act->changes[i].now, state_rows[STATE_MARKED].code))
			continue;
		st = people_load(m->s, act->in->act.dossier, &m->scratch, &p, err);
		act->later = !st && !people_all_final(&p);
		act->why = act->later ? _("« Noté » quand toutes les évaluations seront finales")
				      : NULL;
	}
	return st;
}

static bool
writes_first(const struct incoming *act, enum entity e, struct str key)
{
	for (size_t i = 0; i < act->count; i++)
		if (act->changes[i].entity == e && act->changes[i].field == 0 &&
			str_eq(act->changes[i].key, key))
			return true;
	return false;
}

/* It corrects a sheet, or a row, that an answer has set aside here: written all the same, it would be lost. */
enum status
merge_check_rows(struct merging *m, struct incoming *act, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < act->count && !st && !act->kind; i++) {
		const struct change *c = &act->changes[i];
		bool mark = c->entity == ENTITY_MARK;
		enum entity e = mark ? ENTITY_EVALUATION : c->entity;
		struct str parts[4] = { { 0 } }, key = c->key, first;

		key_split(c->key, parts);
		if (mark)
			key.len = parts[0].len + 1 + parts[1].len;
		if (!c->now.ptr || entity_rows[c->entity].fields[c->field].stamp ||
			writes_first(act, e, key))
			continue;
		st = store_get(m->s->store, e, key, 0, &m->scratch, &first, err);
		if (st || first.ptr)
			continue;
		act->kind = "missing";
		act->why = _("ce qu'il corrige n'est pas ici : une réponse ou un acte d'ici l'a "
			     "écarté");
	}
	return st;
}

enum status
merge_stands(struct merging *m, struct incoming *act, struct err *err)
{
	enum status st = check_references(m, act, err);

	if (!st && !act->kind && m->hosts && !is_above(m, act->in->act.station) &&
		needs_authority(act)) {
		act->kind = "authority";
		act->why =
			_("un autre hôte ne change ni les agents, ni l'argent, ni la grille d'ici");
	}
	if (!st && !act->kind && !m->hosts && act->in->act.dossier &&
		(act->verb == VERB_EVALUATE || act->verb == VERB_PROPOSE))
		st = check_state(m, act, err);
	if (!st && !act->kind && !m->hosts && act->verb == VERB_EVALUATE)
		st = merge_check_grid(m, act, err);
	if (!st && !act->kind && !m->hosts && act->verb == VERB_MOVE)
		st = check_others(m, act, err);
	return st;
}

/* ---- after its changes ---- */

static enum status
sheet_is_whole(struct merging *m, const struct people *p, struct str login, const char **why,
	struct err *err)
{
	const struct evaluation *e = people_evaluation(p, login);
	const struct grid *g;
	struct paper paper;
	struct score score;
	struct err refusal = { 0 };
	enum status st;

	if (!e || !e->final)
		return OK;
	st = grid_of(m->s, e->grid, &m->scratch, &g, err);
	if (st)
		return st;
	paper_of(p, g, e->login, &paper);
	if (score_compute(g, e->volet, &paper.sheet, &score, &refusal))
		*why = arena_printf(m->a, "%s", refusal.text);
	else if (!score.complete)
		*why = _("l'évaluation n'est pas complète");
	return OK;
}

bool
merge_is_of_sheet(const struct change *c)
{
	return c->entity == ENTITY_MARK || c->entity == ENTITY_EVALUATION;
}

/* The evaluations that an act wrote in; their points are computed again once the whole file is in. */
static enum status
sheets_are_whole(struct merging *m, const struct incoming *act, const char **why, struct err *err)
{
	struct str last = STR_NONE, parts[4];
	struct people p;
	enum status st = OK;

	for (size_t i = 0; i < act->count && !st && !*why; i++) {
		if (!merge_is_of_sheet(&act->changes[i]) || act->letters[i] != 'a')
			continue;
		key_split(act->changes[i].key, parts);
		if (!last.ptr)
			st = people_load(m->s, act->in->act.dossier, &m->scratch, &p, err);
		if (!st && !str_eq(parts[1], last))
			st = sheet_is_whole(m, &p, parts[1], why, err);
		last = parts[1];
	}
	return st;
}

/* The state moved under the table of the workflow, as it would on screen. */
static enum status
move_is_allowed(struct merging *m, const struct incoming *act, const char **kind, const char **why,
	struct err *err)
{
	int field = entity_field_find(ENTITY_INSTRUCTION, STR("state"));
	struct err refusal = { 0 };
	struct move_facts facts;
	enum state from, to;
	struct dossier d;
	struct people p;
	bool found;
	enum status st = OK;

	for (size_t i = 0; i < act->count && !st && !*why; i++) {
		const struct change *c = &act->changes[i];

		if (c->entity != ENTITY_INSTRUCTION || c->field != field ||
			act->letters[i] != 'a' || !state_find(c->was, &from) ||
			!state_find(c->now, &to))
			continue;
		st = store_dossier_load(
			m->s->store, act->in->act.dossier, &m->scratch, &d, &found, err);
		if (!st)
			st = people_load(m->s, act->in->act.dossier, &m->scratch, &p, err);
		if (st)
			break;
		facts = facts_of_move(m->s, &d, &p, p.reason.len ? p.reason : STR("-"));
		if (workflow_check_move(from, to, &facts, ROLE_DELEGATE, &refusal)) {
			*kind = "rule";
			*why = arena_printf(m->a, "%s", refusal.text);
		}
	}
	return st;
}

/* Then the only rule that may refuse is that of the sums. */
static bool
spends(const struct incoming *act)
{
	for (size_t i = 0; i < act->count; i++)
		if (act->changes[i].entity == ENTITY_DECISION ||
			act->changes[i].entity == ENTITY_ENVELOPE)
			return true;
	return false;
}

/* What the rules of a write look at: all but the sheets, which are settled at the end. */
static struct plan
without_sheets(struct merging *m, const struct incoming *act)
{
	struct plan p = { .verb = act->verb, .dossier = act->in->act.dossier };

	p.changes = ARENA_ARRAY(&m->scratch, struct change, act->count + 1);
	for (size_t i = 0; i < act->count; i++)
		if (!merge_is_of_sheet(&act->changes[i]))
			p.changes[p.count++] = act->changes[i];
	return p;
}

enum status
merge_holds(struct merging *m, const struct incoming *act, const char **kind, const char **why,
	struct err *err)
{
	struct plan plan = without_sheets(m, act);
	struct err refusal = { 0 };
	bool over = false;
	enum status st = sheets_are_whole(m, act, why, err);

	if (st || *why) {
		*kind = m->hosts && *why ? "rule" : NULL;
		return st;
	}
	if (act->verb == VERB_PROPOSE && proposal_holds(m->s, &m->scratch, plan.dossier,
						 act->in->act.agent, &over, &refusal)) {
		*kind = over ? "envelope" : "rule";
		*why = arena_printf(m->a, "%s", refusal.text);
		return OK;
	}
	if (!m->hosts && act->verb == VERB_MOVE)
		st = move_is_allowed(m, act, kind, why, err);
	if (st || *why || act->verb == VERB_EVALUATE)
		return st;
	if (rules_hold(m->s, &m->scratch, &plan, &refusal)) {
		*kind = spends(act) ? "envelope" : "rule";
		*why = arena_printf(m->a, "%s", refusal.text);
	}
	return OK;
}
