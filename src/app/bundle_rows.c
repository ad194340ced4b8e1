/* SPDX-License-Identifier: EUPL-1.2 */
/* The mallettes that a base knows, and what becomes of them. */
#include "bundle_rows.h"

#include <stdio.h>

#include "pupitre/base/i18n.h"
#include "pupitre/base/seal.h"
#include "pupitre/store/merge.h"
#include "show.h"

enum { PREFIX_LEAST = 6 };

static const char *const status_codes[] = {
	[BUNDLE_OPEN] = "open", [BUNDLE_CLOSED] = "closed", [BUNDLE_REVOKED] = "revoked"
};

static struct str
field(const struct record *r, const char *name)
{
	return record_field(r->values, ENTITY_BUNDLE, name);
}

static void
read_status(struct session *s, const struct record *r, struct bundle_view *v)
{
	struct str status = field(r, "status");

	v->status = str_eqz(status, "closed")    ? BUNDLE_CLOSED
		    : str_eqz(status, "revoked") ? BUNDLE_REVOKED
						 : BUNDLE_OPEN;
	if (!day_parse_iso(field(r, "expires_day"), &v->expires))
		v->expires = DAY_NONE;
	v->expired = day_is(v->expires) && v->expires.n < session_today(s).n;
}

/* Merges of it, newest last in no order: the time is compared. */
static enum status
read_returns(
	struct session *s, struct arena *a, struct str id, struct bundle_view *v, struct err *err)
{
	struct record *rows;
	struct act_row act;
	struct uid uid;
	size_t n;
	bool found;
	enum status st = store_rows(s->store, ENTITY_MERGE, 0, a, &rows, &n, err);

	v->returned_at = INSTANT_NONE;
	for (size_t i = 0; i < n && !st; i++) {
		if (!str_eq(record_field(rows[i].values, ENTITY_MERGE, "bundle"), id) ||
			!uid_parse(rows[i].key, &uid))
			continue;
		v->returns++;
		st = act_find(s->store, uid, a, &act, &found, err);
		if (!st && found && act.act.at.ms > v->returned_at.ms)
			v->returned_at = act.act.at;
	}
	return st;
}

static enum status
read_questions(
	struct session *s, struct arena *a, struct str id, struct bundle_view *v, struct err *err)
{
	struct record *rows;
	size_t n;
	enum status st = questions_open(s->store, 0, a, &rows, &n, err);

	for (size_t i = 0; i < n && !st; i++)
		v->questions += str_eq(record_field(rows[i].values, ENTITY_QUESTION, "bundle"), id);
	return st;
}

enum status
bundle_view_of(struct session *s, struct arena *a, const struct record *r, struct bundle_view *out,
	struct err *err)
{
	struct bundle_view v = { .agent = field(r, "agent"),
		.departments = field(r, "departments"),
		.query = field(r, "query"),
		.created_at = INSTANT_NONE };
	struct hash signer;
	enum status st;

	snprintf(v.id.s, sizeof v.id.s, "%.*s", STR_ARG(r->key));
	v.agent_name = agent_name(s, v.agent, a);
	v.words = hash_parse(field(r, "signer"), &signer) ? key_words(a, signer.b) : "";
	record_int(r->values, ENTITY_BUNDLE, "dossiers", &v.dossiers);
	record_int(r->values, ENTITY_BUNDLE, "created_at", &v.created_at.ms);
	read_status(s, r, &v);
	st = read_returns(s, a, r->key, &v, err);
	if (!st)
		st = read_questions(s, a, r->key, &v, err);
	if (!st)
		*out = v;
	return st;
}

static int
by_age(const void *x, const void *y)
{
	const struct bundle_view *a = x, *b = y;

	return (a->created_at.ms < b->created_at.ms) - (a->created_at.ms > b->created_at.ms);
}

enum status
bundles_list(struct session *s, struct arena *a, struct bundle_view **out, size_t *count,
	struct err *err)
{
	struct record *rows;
	size_t n;
	enum status st = store_rows(s->store, ENTITY_BUNDLE, 0, a, &rows, &n, err);

	if (st)
		return st;
	*out = ARENA_ARRAY(a, struct bundle_view, n + 1);
	for (size_t i = 0; i < n && !st; i++)
		st = bundle_view_of(s, a, &rows[i], &(*out)[i], err);
	if (!st && n)
		qsort(*out, n, sizeof **out, by_age);
	*count = n;
	return st;
}

static enum status
find_bundle(struct session *s, struct str id, struct arena *a, struct record *out, struct err *err)
{
	struct record *rows;
	size_t n, found = 0;
	enum status st = store_rows(s->store, ENTITY_BUNDLE, 0, a, &rows, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		if (id.len < PREFIX_LEAST || !str_starts(rows[i].key, id))
			continue;
		*out = rows[i];
		found++;
	}
	if (!st && found != 1)
		st = err_set(err, ERR_INPUT,
			found ? _("« %.*s » désigne plusieurs mallettes : donnez plus de chiffres")
			      : _("aucune mallette « %.*s » : « pupitre bundle list » les nomme "
				  "(au moins "
				  "6 chiffres)"),
			STR_ARG(id));
	return st;
}

/* One that is prolonged is out again. */
static enum status
plan_reopening(
	struct session *s, struct arena *a, struct plan *p, const struct record *r, struct err *err)
{
	enum status st;

	if (str_eqz(field(r, "status"), status_codes[BUNDLE_OPEN]))
		return OK;
	st = session_require(s, CAN_TRUST, err);
	return st ? st
		  : plan_set(s, a, p, ENTITY_BUNDLE, r->key, "status",
			    str_z(status_codes[BUNDLE_OPEN]), err);
}

static enum status
change(struct session *s, struct str id, const char *name, struct str value, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct plan p = { .verb = VERB_BUNDLE };
	struct record r;
	enum status st = find_bundle(s, id, a, &r, err);

	if (!st && str_eqz(field(&r, "status"), status_codes[BUNDLE_REVOKED]))
		st = err_set(
			err, ERR_INPUT, _("cette mallette est révoquée : faites-en une nouvelle"));
	if (!st)
		st = plan_set(s, a, &p, ENTITY_BUNDLE, r.key, name, value, err);
	if (!st && strcmp(name, "expires_day") == 0)
		st = plan_reopening(s, a, &p, &r, err);
	return st ? st : work_record(s, a, &p, 1, out, err);
}

static enum status
change_alone(struct session *s, struct str id, const char *name, struct str value, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct receipt r;
	enum status st = session_require(s, CAN_BUNDLE, err);

	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	st = work_end(s, change(s, id, name, value, a, &r, err), err);
	if (!st)
		*out = r;
	return st;
}

enum status
bundle_set_status(struct session *s, struct str id, enum bundle_status status, struct arena *a,
	struct receipt *out, struct err *err)
{
	enum status st = change_alone(s, id, "status", str_z(status_codes[status]), a, out, err);

	if (!st)
		out->summary = status == BUNDLE_REVOKED
				       ? _("mallette révoquée : ses retours seront refusés")
				       : _("mallette déclarée rentrée");
	return st;
}

enum status
bundle_check_expiry(struct session *s, struct day expires, struct err *err)
{
	if (day_is(expires) && expires.n >= session_today(s).n)
		return OK;
	return err_set(err, ERR_INPUT, _("donnez un jour à venir, par exemple %s"),
		day_iso(day_add_months(session_today(s), 1)).s);
}

enum status
bundle_prolong(struct session *s, struct str id, struct day expires, struct arena *a,
	struct receipt *out, struct err *err)
{
	enum status st = bundle_check_expiry(s, expires, err);

	if (!st)
		st = change_alone(s, id, "expires_day",
			str_z(arena_printf(a, "%s", day_iso(expires).s)), a, out, err);
	if (!st)
		out->summary = arena_printf(
			a, _("mallette : retours acceptés jusqu'au %s"), day_fr(expires).s);
	return st;
}

enum status
bundle_here(struct session *s, struct arena *a, struct bundle_view *out, struct err *err)
{
	struct hex_text id = uid_hex(store_bundle(s->store));
	struct record r = { .key = str_z(arena_printf(a, "%s", id.s)) };
	struct hash head;
	bool found;
	enum status st = store_row(s->store, ENTITY_BUNDLE, r.key, a, r.values, &found, err);

	if (!st && !found)
		st = err_set(err, ERR_SYSTEM,
			_("cette mallette a perdu sa description : redemandez-la à l'hôte"));
	if (!st)
		st = bundle_view_of(s, a, &r, out, err);
	return st ? st : act_head(s->store, &out->acts, &head, err);
}
