/* SPDX-License-Identifier: EUPL-1.2 */
/* The register played again into a scratch base, and what the platform sent against its hashes: an
 * edit made around the program shows as a difference. */
#include <stdlib.h>

#include "acts_priv.h"
#include "check_priv.h"
#include "dossiers_priv.h"
#include "merge_priv.h"
#include "pupitre/base/i18n.h"
#include "record_priv.h"
#include "schema.h"

struct replay {
	struct store *st;
	struct db scratch;
	const struct check_sink *sink;
	struct arena arena, row_arena;
	int64_t done, total;
};

static enum status
replay_lines(struct replay *r, const struct uid *act, struct err *err)
{
	struct sql q = sql_open(&r->st->db, SQL_LINE_LIST);
	struct import_line line;
	enum status st = OK;
	bool row;

	sql_uid(&q, ":act", act);
	while (!st && !(st = sql_step(&q, &row, err)) && row) {
		if (line_read(&q, 0, &line))
			st = line_apply(&r->scratch, &line, err);
	}
	sql_close(&q);
	return st;
}

/* Of a received act only what was applied then. What cannot be applied is told by its consequence: the
 * row will differ. */
static enum status
replay_act(struct replay *r, const struct act *act, struct str outcome, struct err *err)
{
	struct text_finder finder = { .db = &r->st->db, .a = &r->arena };
	struct change *changes;
	struct err why;
	size_t n;
	enum status st = OK;

	if (str_eqz(act->verb, verb_rows[VERB_IMPORT].code))
		st = replay_lines(r, &act->id, err);
	if (!st &&
		act_payload_decode(&r->arena, act->payload, act_find_text, &finder, &changes, &n) &&
		record_put(&r->scratch, changes, outcome_pick(changes, n, outcome, "a", changes),
			&r->row_arena, &why))
		check_say(r->sink,
			_("registre : l'acte %lld de la station %.8s ne se rejoue pas (%s)"),
			(long long)act->seq, act->station.ptr ? act->station.ptr : "", why.text);
	arena_reset(&r->arena);
	return st;
}

static enum status
replay_acts(struct replay *r, struct err *err)
{
	struct sql q = sql_open(&r->st->db, SQL_ACT_ALL);
	enum status st = OK;
	struct act act;
	bool row;
	int64_t n;

	while (!st && !(st = sql_step(&q, &row, err)) && row) {
		act_read(&q, &n, &act);
		st = replay_act(r, &act, sql_col(&q, ACT_COLUMNS), err);
		if (!st)
			st = check_tick(r->sink, _("actes rejoués"), n, r->total, err);
	}
	sql_close(&q);
	return st;
}

/* "note I3 de a.martin sur 4012345" */
static const char *
row_name(struct replay *r, const struct sql *q, enum entity e)
{
	const struct entity_row *row = &entity_rows[e];
	const char *own = "", *who = "", *on = "";

	for (size_t i = 0; row->keys[i]; i++) {
		struct str v = sql_col(q, (int)i);

		if (strcmp(row->keys[i], "dossier") == 0)
			on = arena_printf(&r->arena, _(" sur %.*s"), STR_ARG(v));
		else if (strcmp(row->keys[i], "agent") == 0)
			who = arena_printf(&r->arena, _(" de %.*s"), STR_ARG(v));
		else
			own = arena_printf(&r->arena, " %.*s", STR_ARG(v));
	}
	return arena_printf(&r->arena, "%s%s%s%s", row->label, own, who, on);
}

static struct str
shown(struct replay *r, enum entity e, int field, struct str value)
{
	struct change c = { .entity = e, .field = field };

	return value.ptr ? change_show(&r->arena, &c, value) : str_z(_("rien"));
}

static void
say_fields(struct replay *r, const struct sql *base, const struct sql *played, enum entity e)
{
	size_t first = record_key_columns(e);

	for (size_t i = 0; i < entity_rows[e].field_count; i++) {
		struct str a = sql_col(base, (int)(first + i)),
			   b = sql_col(played, (int)(first + i));
		const char *name = i == 0 ? "" : entity_rows[e].fields[i].label;

		if (str_eq(a, b))
			continue;
		a = shown(r, e, (int)i, a);
		b = shown(r, e, (int)i, b);
		check_say(r->sink, _("%s%s%s : base %.*s, registre %.*s"), row_name(r, base, e),
			*name ? ", " : "", name, STR_ARG(a), STR_ARG(b));
	}
}

static int
compare_keys(const struct sql *a, const struct sql *b, enum entity e)
{
	size_t n = record_key_columns(e);
	int order = 0;

	for (int i = 0; i < (int)n && !order; i++) {
		if (sqlite3_column_type(a->s, i) == SQLITE_INTEGER) {
			int64_t x = sql_col_int(a, i), y = sql_col_int(b, i);

			order = (x > y) - (x < y);
		} else {
			order = str_cmp(sql_col(a, i), sql_col(b, i));
		}
	}
	return order;
}

static enum status
compare_table(struct replay *r, enum entity e, struct err *err)
{
	enum sql_id id = (enum sql_id)(SQL_CAMPAIGN_ALL + (int)e);
	struct sql a = sql_open(&r->st->db, id), b = sql_open(&r->scratch, id);
	bool in_base, in_played = false;
	enum status st = sql_step(&a, &in_base, err);
	int order;

	if (!st)
		st = sql_step(&b, &in_played, err);
	while (!st && (in_base || in_played)) {
		order = !in_base ? 1 : !in_played ? -1 : compare_keys(&a, &b, e);
		if (order < 0)
			check_say(r->sink, _("%s : dans la base, absent du registre"),
				row_name(r, &a, e));
		else if (order > 0)
			check_say(r->sink, _("%s : dans le registre, absent de la base"),
				row_name(r, &b, e));
		else
			say_fields(r, &a, &b, e);
		arena_reset(&r->arena);
		if (order <= 0)
			st = sql_step(&a, &in_base, err);
		if (!st && order >= 0)
			st = sql_step(&b, &in_played, err);
		if (!st)
			st = check_tick(r->sink, _("lignes comparées"), ++r->done, 0, err);
	}
	sql_close(&a);
	sql_close(&b);
	return st;
}

enum status
check_replay(struct store *st, const struct check_sink *sink, struct err *err)
{
	struct replay r = { .st = st, .sink = sink };
	bool own = false;
	enum status status =
		schema_scratch(&r.scratch, st->migrations, st->migration_count, false, err);

	if (!status)
		status = db_script(&r.scratch, STR("PRAGMA synchronous = OFF; BEGIN"), err);
	if (!status)
		status = check_begin(st, &own, err);
	if (!status)
		status = check_act_count(&st->db, &r.total, err);
	if (!status)
		status = replay_acts(&r, err);
	for (int e = 0; e < ENTITY_COUNT && !status; e++)
		status = compare_table(&r, (enum entity)e, err);
	check_end(st, own);
	db_close(&r.scratch);
	arena_done(&r.arena);
	arena_done(&r.row_arena);
	return status;
}

static enum status
last_line(struct db *db, int64_t number, struct hash *out, bool *found, struct err *err)
{
	struct sql q = sql_open(db, SQL_LINE_LAST);
	enum status st;

	sql_int(&q, ":dossier", number);
	st = sql_step(&q, found, err);
	if (!st && *found)
		*found = sql_col_hash(&q, 0, out);
	sql_close(&q);
	return st;
}

static enum status
check_versions(struct replay *r, int64_t number, const struct hash *held, struct err *err)
{
	struct sql q = sql_open(&r->st->db, SQL_VERSION_LIST);
	struct hash version, computed;
	bool row, has_held = false;
	struct str content;
	struct err why;
	enum status st;

	sql_int(&q, ":dossier", number);
	while (!(st = sql_step(&q, &row, err)) && row) {
		computed = (struct hash){ 0 };
		if (!version_unpack(sql_col(&q, 4), sql_col_int(&q, 3), &r->arena, &content, &why))
			computed = hash_of(content);
		if (!sql_col_hash(&q, 0, &version) || !hash_eq(version, computed))
			check_say(r->sink, _("dossier %lld : une version gardée a été modifiée"),
				(long long)number);
		else
			has_held |= hash_eq(version, *held);
	}
	if (!st && !has_held)
		check_say(r->sink,
			_("dossier %lld : la version du dernier import n'est plus gardée"),
			(long long)number);
	return st;
}

static enum status
check_dossier(void *ctx, int64_t number, struct err *err)
{
	struct replay *r = ctx;
	struct hash version = { 0 }, told;
	struct dossier d;
	bool found = false, line = false;
	enum status st =
		dossier_rows_read(&r->st->db, number, &r->arena, &d, &version, &found, err);

	if (!st)
		st = last_line(&r->st->db, number, &told, &line, err);
	if (!st && !line)
		check_say(r->sink, _("dossier %lld : aucun import ne l'a apporté"),
			(long long)number);
	else if (!st && (!hash_eq(dossier_hash(&d), told) || !hash_eq(version, told)))
		check_say(r->sink,
			_("dossier %lld : ce qu'il contient n'est plus ce que la plateforme a "
			  "envoyé"),
			(long long)number);
	if (!st && line)
		st = check_versions(r, number, &told, err);
	arena_reset(&r->arena);
	return st ? st : check_tick(r->sink, _("dossiers"), ++r->done, r->total, err);
}

static enum status
check_lost(struct replay *r, struct err *err)
{
	struct sql q = sql_open(&r->st->db, SQL_LINE_LOST);
	enum status st;
	bool row;

	st = sql_step(&q, &row, err);
	if (!st && row)
		check_say(r->sink, _("dossier %lld : importé, mais absent de la base"),
			(long long)sql_col_int(&q, 0));
	sql_close(&q);
	return st;
}

static enum status
check_grids(struct replay *r, struct err *err)
{
	struct sql q = sql_open(&r->st->db, SQL_GRID_YAML_ALL);
	enum status st;
	bool row;

	while (!(st = sql_step(&q, &row, err)) && row) {
		struct hex_text computed = hash_hex(hash_sha256(sql_col(&q, 1)));
		struct str told = sql_col(&q, 0);

		if (!str_eqz(told, computed.s))
			check_say(r->sink, _("grille %.12s : son texte a été modifié"), told.ptr);
	}
	return st;
}

enum status
check_platform(struct store *st, const struct check_sink *sink, struct err *err)
{
	struct replay r = { .st = st, .sink = sink };
	struct sql count = sql_open(&st->db, SQL_DOSSIER_COUNT);
	bool own = false;
	enum status status = sql_one_int(&count, 0, &r.total, err);

	if (!status)
		status = check_begin(st, &own, err);
	if (!status)
		status = store_dossiers_each(st, check_dossier, &r, err);
	if (!status)
		status = check_lost(&r, err);
	if (!status)
		status = check_grids(&r, err);
	check_end(st, own);
	arena_done(&r.arena);
	return status;
}
