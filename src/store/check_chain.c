/* SPDX-License-Identifier: EUPL-1.2 */
/* The chains: one pass over the register in order of arrival, with the place of each station. */
#include <stdlib.h>

#include "acts_priv.h"
#include "check_priv.h"
#include "dossiers_priv.h"
#include "merge_priv.h"
#include "pupitre/base/i18n.h"

struct station {
	char id[65];
	int64_t seq;
	struct hash hash;
};

struct chain {
	struct db *db;
	const struct check_sink *sink;
	struct station *stations;
	size_t count, cap;
	struct arena arena; /* of the stations */
	struct arena act_arena;
	int64_t expected, texts, total;
	struct str own; /* this copy's station */
	int64_t own_first; /* place of its first act: what others made and came later was received */
};

static void
say(struct chain *c, const struct act *act, int64_t n, const char *what)
{
	enum verb verb;
	const char *label =
		verb_find(act->verb, &verb) ? verb_rows[verb].label : _("verbe inconnu");

	check_say(c->sink, _("acte %lld de la station %.8s (n° %lld, %s du %s par %.*s) : %s"),
		(long long)act->seq, act->station.ptr ? act->station.ptr : "", (long long)n, label,
		instant_fr(act->at).s, STR_ARG(act->agent), what);
}

static struct station *
station_of(struct chain *c, struct str id)
{
	struct station fresh = { .seq = 0 };
	size_t len = id.len < sizeof(fresh.id) - 1 ? id.len : sizeof(fresh.id) - 1;

	for (size_t i = 0; i < c->count; i++) {
		if (str_eqz(id, c->stations[i].id))
			return &c->stations[i];
	}
	if (len)
		memcpy(fresh.id, id.ptr, len);
	ARENA_PUSH(&c->arena, c->stations, c->count, c->cap, fresh);
	return &c->stations[c->count - 1];
}

static void
check_link(struct chain *c, struct station *s, const struct act *act, int64_t n)
{
	if (act->seq != s->seq + 1)
		say(c, act, n, _("le rang dans la station n'est pas le suivant"));
	else if (act->has_prev != (s->seq > 0) || (act->has_prev && !hash_eq(act->prev, s->hash)))
		say(c, act, n, _("le chaînon précédent ne correspond pas"));
	s->seq = act->seq;
	s->hash = act->hash;
}

/* The first field of a row whose key is the act's own id, as a hash. */
static bool
told_root(const struct act *act, enum entity e, const char *field, const struct change *changes,
	size_t count, struct hash *out)
{
	struct hex_text id = uid_hex(act->id);
	int wanted = entity_field_find(e, str_z(field));

	for (size_t i = 0; i < count; i++) {
		if (changes[i].entity == e && changes[i].field == wanted &&
			str_eqz(changes[i].key, id.s) && hash_parse(changes[i].now, out))
			return true;
	}
	return false;
}

static enum status
has_any(struct db *db, enum sql_id id, const char *name, const struct uid *act, bool *out,
	struct err *err)
{
	struct sql q = sql_open(db, id);
	int64_t one = 0;
	enum status st;

	sql_uid(&q, name, act);
	st = sql_one_int(&q, 0, &one, err);
	*out = one == 1;
	return st;
}

/* An import that was made elsewhere left its lines there. */
static enum status
check_import(struct chain *c, const struct act *act, int64_t n, bool received,
	const struct change *changes, size_t count, struct err *err)
{
	struct hash root, told;
	bool whole = true, any = false, wrong;
	enum status st;

	if (received) {
		st = has_any(c->db, SQL_LINE_ANY, ":act", &act->id, &any, err);
		wrong = any;
	} else {
		st = line_root(c->db, &act->id, &root, &whole, err);
		wrong = !whole || !told_root(act, ENTITY_IMPORT, "root", changes, count, &told) ||
			!hash_eq(root, told);
	}
	if (!st && wrong)
		say(c, act, n,
			_("les lignes de l'import ne sont plus celles qui ont été inscrites"));
	return st;
}

static enum status
check_merge(struct chain *c, const struct act *act, int64_t n, bool received,
	const struct change *changes, size_t count, struct err *err)
{
	struct hash root, told;
	bool any = false, wrong;
	enum status st;

	if (received) {
		st = has_any(c->db, SQL_MERGE_LINE_ANY, ":merge", &act->id, &any, err);
		wrong = any;
	} else {
		st = outcome_root(c->db, &act->id, &root, err);
		wrong = !told_root(act, ENTITY_MERGE, "root", changes, count, &told) ||
			!hash_eq(root, told);
	}
	if (!st && wrong)
		say(c, act, n,
			_("les issues de la fusion ne sont plus celles qui ont été inscrites"));
	return st;
}

static void
check_outcome(struct chain *c, const struct act *act, int64_t n, struct str outcome)
{
	bool own = str_eq(act->station, c->own);

	if (outcome.ptr && own)
		say(c, act, n, _("il est inscrit comme reçu, alors qu'il a été fait ici"));
	else if (!outcome.ptr && !own && n > c->own_first)
		say(c, act, n, _("il a été reçu, mais rien n'inscrit ce qu'il est devenu"));
}

static enum status
check_payload(
	struct chain *c, const struct act *act, int64_t n, struct str outcome, struct err *err)
{
	struct text_finder finder = { .db = c->db, .a = &c->act_arena };
	struct change *changes;
	size_t count;
	enum status st = OK;

	if (!act_payload_decode(
		    &c->act_arena, act->payload, act_find_text, &finder, &changes, &count))
		say(c, act, n, _("contenu illisible"));
	else if (outcome.ptr && outcome.len != count)
		say(c, act, n, _("ses issues ne sont pas au nombre de ses changements"));
	else if (str_eqz(act->verb, verb_rows[VERB_IMPORT].code))
		st = check_import(c, act, n, outcome.ptr != NULL, changes, count, err);
	else if (str_eqz(act->verb, verb_rows[VERB_MERGE].code))
		st = check_merge(c, act, n, outcome.ptr != NULL, changes, count, err);
	if (finder.missing)
		say(c, act, n, _("un de ses textes manque ou a été modifié"));
	c->texts += finder.found;
	arena_reset(&c->act_arena);
	return st;
}

static enum status
check_act(struct chain *c, const struct sql *q, struct err *err)
{
	struct str outcome = sql_col(q, ACT_COLUMNS);
	struct act act;
	int64_t n;
	bool whole = act_read(q, &n, &act);

	if (n != c->expected)
		say(c, &act, n, _("son rang d'arrivée n'est pas le suivant"));
	c->expected = n + 1;
	if (!whole)
		say(c, &act, n, _("une de ses colonnes n'a pas la forme voulue"));
	else if (!hash_eq(act_hash(&act), act.hash))
		say(c, &act, n, _("son contenu ne correspond plus à son empreinte"));
	check_link(c, station_of(c, act.station), &act, n);
	check_outcome(c, &act, n, outcome);
	return check_payload(c, &act, n, outcome, err);
}

static enum status
check_acts(struct chain *c, struct err *err)
{
	struct sql q = sql_open(c->db, SQL_ACT_ALL);
	enum status st = OK;
	bool row;

	while (!st && !(st = sql_step(&q, &row, err)) && row) {
		st = check_act(c, &q, err);
		if (!st)
			st = check_tick(c->sink, _("actes"), c->expected - 1, c->total, err);
	}
	sql_close(&q);
	return st;
}

static enum status
check_texts(struct chain *c, struct err *err)
{
	struct sql texts = sql_open(c->db, SQL_ACT_TEXT_COUNT);
	int64_t count = 0;
	enum status st = sql_one_int(&texts, 0, &count, err);

	if (!st && count != c->texts)
		check_say(c->sink,
			_("registre : %lld textes inscrits, %lld attendus par les actes"),
			(long long)count, (long long)c->texts);
	return st;
}

static enum status
check_orphans(struct chain *c, struct err *err)
{
	struct sql lines = sql_open(c->db, SQL_LINE_ORPHAN);
	struct sql outcomes = sql_open(c->db, SQL_MERGE_LINE_ORPHAN);
	bool row = false;
	enum status st = sql_step(&lines, &row, err);

	if (!st && row)
		check_say(c->sink,
			_("registre : une ligne d'import du dossier %lld n'appartient à aucun "
			  "acte"),
			(long long)sql_col_int(&lines, 0));
	sql_close(&lines);
	if (!st)
		st = sql_step(&outcomes, &row, err);
	if (!st && row)
		check_say(c->sink,
			_("registre : une issue de fusion n'appartient à aucun acte reçu, ou à "
			  "aucune fusion"));
	sql_close(&outcomes);
	return st;
}

static enum status
find_own_first(struct chain *c, struct err *err)
{
	struct sql q = sql_open(c->db, SQL_STATION_FIRST);

	sql_str(&q, ":station", c->own);
	return sql_one_int(&q, INT64_MAX, &c->own_first, err);
}

enum status
check_chain(
	struct store *st, const struct check_sink *sink, struct chain_facts *out, struct err *err)
{
	struct chain c = { .db = &st->db, .sink = sink, .expected = 1, .own = store_station(st) };
	struct chain_facts facts = { 0 };
	bool own = false;
	enum status status = check_begin(st, &own, err);

	if (!status)
		status = check_act_count(&st->db, &c.total, err);
	if (!status)
		status = find_own_first(&c, err);
	if (!status)
		status = check_acts(&c, err);
	if (!status)
		status = check_texts(&c, err);
	if (!status)
		status = check_orphans(&c, err);
	check_end(st, own);
	facts.acts = c.expected - 1;
	for (size_t i = 0; i < c.count; i++) {
		if (str_eqz(store_station(st), c.stations[i].id))
			facts.head = c.stations[i].hash;
	}
	if (!status)
		*out = facts;
	arena_done(&c.arena);
	arena_done(&c.act_arena);
	return status;
}
