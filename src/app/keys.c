/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/keys.h"

#include <unistd.h>

#include "pupitre/app/bundle.h"
#include "pupitre/base/env.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "work.h"

enum { OWNER_MAX = 60, PREFIX_LEAST = 8 };

static const char *const status_codes[] = {
	[KEY_PENDING] = "pending", [KEY_ACTIVE] = "active", [KEY_REVOKED] = "revoked"
};

static const char *
hex_of(struct arena *a, const uint8_t pub[32])
{
	struct hash h;

	memcpy(h.b, pub, sizeof h.b);
	return arena_printf(a, "%s", hash_hex(h).s);
}

enum status
key_of_machine(struct sign_key *out, struct err *err)
{
	struct arena a = { 0 };
	const char *data = env_get(ENV_DATA_HOME), *home = env_get(ENV_HOME);
	const char *path =
		data ? arena_printf(&a, "%s/pupitre/cle", data)
		     : arena_printf(&a, "%s/.local/share/pupitre/cle", home ? home : ".");
	enum status st = key_file_load(path, true, out, err);

	arena_done(&a);
	return st;
}

static enum status
plan_key(struct session *s, struct arena *a, struct plan *p, struct str key, struct str owner,
	const char *kind, struct str station, enum key_status status, struct err *err)
{
	const struct {
		const char *field;
		struct str value;
	} sets[] = {
		{ "owner", owner },
		{ "kind", str_z(kind) },
		{ "station", station },
		{ "status", str_z(status_codes[status]) },
		{ "since", int_text(a, clock_now(&s->clock).ms) },
	};
	enum status st = OK;

	p->verb = VERB_DEVICE;
	for (size_t i = 0; i < sizeof sets / sizeof *sets && !st; i++)
		st = plan_set(s, a, p, ENTITY_DEVICE, key, sets[i].field, sets[i].value, err);
	return st;
}

/* The name under which other hosts know this one: given when it was copied, else that of its campaign. */
static enum status
host_name(struct session *s, struct arena *a, struct str *out, struct err *err)
{
	struct record *rows;
	size_t n;
	enum status st = store_rows(s->store, ENTITY_MERGE, 0, a, &rows, &n, err);

	*out = str_z(s->campaign.name);
	for (size_t i = 0; i < n && !st; i++) {
		const struct str *v = rows[i].values;

		if (str_eq(record_field(v, ENTITY_MERGE, "station"), store_station(s->store)) &&
			str_eqz(record_field(v, ENTITY_MERGE, "seq"), "1") &&
			record_field(v, ENTITY_MERGE, "label").len)
			*out = record_field(v, ENTITY_MERGE, "label");
	}
	return st;
}

/* Its own key is one that a host always trusts. */
static enum status
register_own(struct session *s, struct arena *a, const struct sign_key *k, struct err *err)
{
	struct str key = str_z(hex_of(a, k->pub)), v[RECORD_FIELDS], name;
	struct plan p = { 0 };
	bool found;
	enum status st = store_row(s->store, ENTITY_DEVICE, key, a, v, &found, err);

	if (st || found)
		return st;
	st = host_name(s, a, &name, err);
	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	st = plan_key(s, a, &p, key, name, "host", store_station(s->store), KEY_ACTIVE, err);
	if (!st)
		st = work_record(s, a, &p, 1, NULL, err);
	return work_end(s, st, err);
}

/* The host takes the returns of a mallette by one key only: another one would sign for nothing. */
static enum status
is_of_mallette(struct session *s, struct arena *a, const struct sign_key *k, const char *path,
	struct err *err)
{
	struct str key = str_z(arena_printf(a, "%s", uid_hex(store_bundle(s->store)).s));
	struct str v[RECORD_FIELDS];
	struct hash h;
	bool found;
	enum status st = store_row(s->store, ENTITY_BUNDLE, key, a, v, &found, err);

	memcpy(h.b, k->pub, sizeof h.b);
	if (st || (found && str_eqz(record_field(v, ENTITY_BUNDLE, "signer"), hash_hex(h).s)))
		return st;
	return err_set(err, ERR_INPUT,
		_("la clé qui signe les retours de cette mallette n'est plus là : remettez %s à sa "
		  "place, ou travaillez sur le poste dont la clé l'a ouverte"),
		path);
}

static const char *
path_of_base(struct arena *a, const char *base)
{
	return arena_printf(a, "%s.cle", base);
}

bool
key_beside(const char *base)
{
	struct arena a = { 0 };
	bool there = access(path_of_base(&a, base), F_OK) == 0;

	arena_done(&a);
	return there;
}

enum status
key_copy(const char *base, const char *to, struct err *err)
{
	struct arena a = { 0 };
	struct sign_key k;
	enum status st = OK;

	if (key_beside(base)) {
		st = key_file_load(path_of_base(&a, base), false, &k, err);
		if (!st)
			st = key_file_save(path_of_base(&a, to), &k, err);
		secret_wipe(&k, sizeof k);
	}
	arena_done(&a);
	return st;
}

/* The key under which laptops and other hosts know this one; absent: it never had any. */
static enum status
find_own(struct session *s, struct arena *a, struct str *out, struct err *err)
{
	struct key_view *list;
	size_t n;
	enum status st = keys_list(s, a, &list, &n, err);

	*out = STR_NONE;
	for (size_t i = 0; i < n && !st; i++)
		if (list[i].ours && list[i].status == KEY_ACTIVE)
			*out = list[i].key;
	return st;
}

/* A key made in silence in place of a lost one would sign what nobody accepts. */
static enum status
load_of_host(
	struct session *s, struct arena *a, const char *path, struct sign_key *out, struct err *err)
{
	struct str own = STR_NONE;
	enum status st = OK;

	if (access(path, F_OK) != 0)
		st = find_own(s, a, &own, err);
	if (!st && own.ptr)
		st = err_set(err, ERR_INPUT,
			_("la clé de cet hôte n'est plus là : remettez %s, que « pupitre backup » "
			  "copie avec la base ; perdue pour de bon, « pupitre bundle key renew » "
			  "en fait une autre"),
			path);
	return st ? st : key_file_load(path, true, out, err);
}

enum status
key_of_base(struct session *s, struct sign_key *out, struct err *err)
{
	struct arena a = { 0 };
	const char *path = path_of_base(&a, s->campaign.path);
	enum status st;

	if (session_offline(s))
		st = access(path, F_OK) == 0 ? key_file_load(path, false, out, err)
					     : key_of_machine(out, err);
	else
		st = load_of_host(s, &a, path, out, err);
	if (!st && session_offline(s))
		st = is_of_mallette(s, &a, out, path, err);
	if (!st && !session_offline(s))
		st = register_own(s, &a, out, err);
	arena_done(&a);
	return st;
}

static enum key_status
status_of(struct str code)
{
	return str_eqz(code, "active")    ? KEY_ACTIVE
	       : str_eqz(code, "revoked") ? KEY_REVOKED
					  : KEY_PENDING;
}

static struct key_view
view_of(struct session *s, struct arena *a, const struct record *r)
{
	const struct str *v = r->values;
	struct key_view k = { .key = r->key,
		.owner = record_field(v, ENTITY_DEVICE, "owner"),
		.station = record_field(v, ENTITY_DEVICE, "station"),
		.host = str_eqz(record_field(v, ENTITY_DEVICE, "kind"), "host"),
		.status = status_of(record_field(v, ENTITY_DEVICE, "status")),
		.since = INSTANT_NONE };
	struct hash h;

	record_int(v, ENTITY_DEVICE, "since", &k.since.ms);
	k.words = hash_parse(r->key, &h) ? key_words(a, h.b) : "";
	k.ours = k.host && str_eq(k.station, store_station(s->store));
	return k;
}

enum status
keys_list(struct session *s, struct arena *a, struct key_view **out, size_t *count, struct err *err)
{
	struct record *rows;
	size_t n;
	enum status st = store_rows(s->store, ENTITY_DEVICE, 0, a, &rows, &n, err);

	if (st)
		return st;
	*out = ARENA_ARRAY(a, struct key_view, n + 1);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = view_of(s, a, &rows[i]);
	*count = n;
	return OK;
}

static enum status
check_key(struct session *s, struct arena *a, struct str key, struct err *err)
{
	struct str v[RECORD_FIELDS];
	struct hash h;
	bool found = false;
	enum status st = OK;

	if (!hash_parse(key, &h) || !key_usable(h.b))
		return err_set(err, ERR_INPUT,
			_("ce n'est pas une clé : recopiez les 64 signes que « pupitre bundle key "
			  "show » "
			  "affiche sur le poste"));
	st = store_row(s->store, ENTITY_DEVICE, key, a, v, &found, err);
	if (!st && found)
		st = err_set(err, ERR_INPUT, _("cette clé est déjà enregistrée, pour %.*s"),
			STR_ARG(record_field(v, ENTITY_DEVICE, "owner")));
	return st;
}

static enum status
check_owner(
	struct session *s, struct arena *a, struct str owner, struct str station, struct err *err)
{
	struct str v[RECORD_FIELDS];
	struct uid id;
	bool found;
	enum status st;

	if (station.len)
		return uid_parse(station, &id)
			       ? OK
			       : err_set(err, ERR_INPUT,
					 _("« %.*s » n'est pas le nom d'un poste : 32 signes, que "
					   "« pupitre bundle key show » affiche chez l'autre hôte"),
					 STR_ARG(station));
	st = store_row(s->store, ENTITY_AGENT, owner, a, v, &found, err);
	if (!st && !found)
		st = err_set(err, ERR_INPUT,
			_("aucun agent « %.*s » : « pupitre agent list » les nomme"),
			STR_ARG(owner));
	return st;
}

static enum status
add_inside(struct session *s, struct str key, struct str owner, struct str station, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct plan p = { 0 };
	enum status st = check_key(s, a, key, err);

	if (!st)
		st = check_owner(s, a, owner, station, err);
	if (!st)
		st = plan_key(s, a, &p, key, owner, station.len ? "host" : "laptop",
			station.len ? station : STR_NONE, KEY_PENDING, err);
	return st ? st : work_record(s, a, &p, 1, out, err);
}

enum status
key_add(struct session *s, struct str key, struct str owner, struct str station, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct str name = utf8_clean(a, owner, CLEAN_LINE, OWNER_MAX).text;
	struct receipt r;
	bool own = !station.len && str_eqz(name, s->who.login);
	enum status st = own ? OK : session_require(s, CAN_BUNDLE, err);

	if (!st && !name.len)
		st = err_set(err, ERR_INPUT, _("à qui est cette clé ? (--owner)"));
	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	st = work_end(s, add_inside(s, str_trim(key), name, station, a, &r, err), err);
	if (st)
		return st;
	r.summary = arena_printf(a, _("clé de %.*s enregistrée, à activer"), STR_ARG(name));
	*out = r;
	return OK;
}

static enum status
find_key(
	struct session *s, struct str which, struct arena *a, struct key_view *out, struct err *err)
{
	struct key_view *list;
	size_t n, found = 0;
	enum status st = keys_list(s, a, &list, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		if (!str_eq(list[i].owner, which) &&
			(which.len < PREFIX_LEAST || !str_starts(list[i].key, which)))
			continue;
		*out = list[i];
		found++;
	}
	if (!st && found != 1)
		st = err_set(err, ERR_INPUT,
			found ? _("« %.*s » a plusieurs clés : donnez le début de celle-ci (8 "
				  "signes)")
			      : _("aucune clé « %.*s » : « pupitre bundle key list » les nomme"),
			STR_ARG(which));
	return st;
}

static enum status
set_inside(struct session *s, struct str which, enum key_status status, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct plan p = { .verb = VERB_DEVICE };
	struct key_view k = { 0 };
	enum status st = find_key(s, which, a, &k, err);

	if (!st && k.status == KEY_REVOKED)
		st = err_set(err, ERR_INPUT,
			_("la clé de %.*s est révoquée : il lui en faut une nouvelle"),
			STR_ARG(k.owner));
	if (!st && k.ours)
		st = err_set(
			err, ERR_INPUT, _("c'est la clé de cet hôte : elle ne se change pas ici"));
	if (!st)
		st = plan_set(
			s, a, &p, ENTITY_DEVICE, k.key, "status", str_z(status_codes[status]), err);
	if (!st)
		st = plan_set(s, a, &p, ENTITY_DEVICE, k.key, "since",
			int_text(a, clock_now(&s->clock).ms), err);
	return st ? st : work_record(s, a, &p, 1, out, err);
}

enum status
key_set(struct session *s, struct str which, enum key_status status, struct arena *a,
	struct receipt *out, struct err *err)
{
	struct receipt r;
	enum status st = session_require(s, CAN_TRUST, err);

	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	st = work_end(s, set_inside(s, which, status, a, &r, err), err);
	if (st)
		return st;
	r.summary = status == KEY_ACTIVE ? _("clé active")
					 : _("clé révoquée : plus rien n'est accepté d'elle");
	*out = r;
	return OK;
}

static enum status
revoke_own(struct session *s, struct str key, struct arena *a, struct receipt *out, struct err *err)
{
	struct plan p = { .verb = VERB_DEVICE };
	enum status st = work_begin(s, err);

	if (st)
		return st;
	st = plan_set(
		s, a, &p, ENTITY_DEVICE, key, "status", str_z(status_codes[KEY_REVOKED]), err);
	if (!st)
		st = plan_set(s, a, &p, ENTITY_DEVICE, key, "since",
			int_text(a, clock_now(&s->clock).ms), err);
	if (!st)
		st = work_record(s, a, &p, 1, out, err);
	return work_end(s, st, err);
}

enum status
key_renew(struct session *s, struct arena *a, struct receipt *out, struct err *err)
{
	struct sign_key fresh;
	struct receipt r;
	struct str own;
	enum status st = session_require(s, CAN_BUNDLE, err);

	if (!st && session_offline(s))
		st = err_set(err, ERR_INPUT,
			_("une mallette a la clé que l'hôte lui connaît : demandez-lui une "
			  "nouvelle "
			  "mallette"));
	if (!st)
		st = find_own(s, a, &own, err);
	if (!st && (key_beside(s->campaign.path) || !own.ptr))
		st = err_set(err, ERR_INPUT,
			_("cet hôte n'a pas perdu sa clé : « pupitre bundle key show --base BASE » "
			  "la "
			  "montre"));
	if (!st)
		st = revoke_own(s, own, a, &r, err);
	if (!st)
		st = key_of_base(s, &fresh, err);
	if (st)
		return st;
	r.summary = arena_printf(a,
		_("nouvelle clé de cet hôte : %s ; dites ces mots aux délégués et aux autres "
		  "hôtes"),
		key_words(a, fresh.pub));
	secret_wipe(&fresh, sizeof fresh);
	*out = r;
	return OK;
}
