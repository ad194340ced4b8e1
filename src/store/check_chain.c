/* SPDX-License-Identifier: EUPL-1.2 */
/* The chains: one pass over the register in order of arrival, with the place of each station. */
#include <stdlib.h>

#include "acts_priv.h"
#include "check_priv.h"
#include "dossiers_priv.h"
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

static enum status
check_root(struct chain *c, const struct act *act, int64_t n, const struct change *changes,
	size_t count, struct err *err)
{
	struct hex_text id = uid_hex(act->id);
	struct hash root, told;
	bool whole = true, has = false;
	enum status st = line_root(c->db, &act->id, &root, &whole, err);

	for (size_t i = 0; i < count && !has; i++)
		has = changes[i].entity == ENTITY_IMPORT && changes[i].field == 0 &&
		      str_eqz(changes[i].key, id.s) && hash_parse(changes[i].now, &told);
	if (!st && (!has || !whole || !hash_eq(root, told)))
		say(c, act, n,
			_("les lignes de l'import ne sont plus celles qui ont été inscrites"));
	return st;
}

static enum status
check_payload(struct chain *c, const struct act *act, int64_t n, struct err *err)
{
	struct text_finder finder = { .db = c->db, .a = &c->act_arena };
	struct change *changes;
	size_t count;
	enum status st = OK;

	if (!act_payload_decode(
		    &c->act_arena, act->payload, act_find_text, &finder, &changes, &count))
		say(c, act, n, _("contenu illisible"));
	else if (str_eqz(act->verb, verb_rows[VERB_IMPORT].code))
		st = check_root(c, act, n, changes, count, err);
	if (finder.missing)
		say(c, act, n, _("un de ses textes manque ou a été modifié"));
	c->texts += finder.found;
	arena_reset(&c->act_arena);
	return st;
}

static enum status
check_act(struct chain *c, const struct sql *q, struct err *err)
{
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
	return check_payload(c, &act, n, err);
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
check_leftovers(struct chain *c, struct err *err)
{
	struct sql texts = sql_open(c->db, SQL_ACT_TEXT_COUNT);
	struct sql lines = sql_open(c->db, SQL_LINE_ORPHAN);
	int64_t count = 0;
	enum status st = sql_one_int(&texts, 0, &count, err);
	bool row = false;

	if (!st && count != c->texts)
		check_say(c->sink,
			_("registre : %lld textes inscrits, %lld attendus par les actes"),
			(long long)count, (long long)c->texts);
	if (!st)
		st = sql_step(&lines, &row, err);
	if (!st && row) {
		check_say(c->sink,
			_("registre : une ligne d'import du dossier %lld n'appartient à aucun "
			  "acte"),
			(long long)sql_col_int(&lines, 0));
		sql_close(&lines);
	}
	return st;
}

enum status
check_chain(
	struct store *st, const struct check_sink *sink, struct chain_facts *out, struct err *err)
{
	struct chain c = { .db = &st->db, .sink = sink, .expected = 1 };
	struct chain_facts facts = { 0 };
	bool own = false;
	enum status status = check_begin(st, &own, err);

	if (!status)
		status = check_act_count(&st->db, &c.total, err);
	if (!status)
		status = check_acts(&c, err);
	if (!status)
		status = check_leftovers(&c, err);
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
