/* SPDX-License-Identifier: EUPL-1.2 */
/* bundle key: the key of this machine, those that the base knows. */
#include "commands.h"
#include "out_json.h"
#include "table.h"

#include "pupitre/app/keys.h"
#include "pupitre/base/i18n.h"

enum { KEY_COLUMNS = 5, KEY_SHOWN = 8, UNCUT = 4096 /* words are compared whole */ };

static const char *const status_codes[] = { "pending", "active", "revoked" };
static const char *const status_labels[] = { N_("à activer"), N_("active"), N_("révoquée") };

static enum status
show(struct call *c, struct err *err)
{
	struct sign_key k;
	struct hash h;
	enum status st = key_of_machine(&k, err);

	if (st)
		return st;
	memcpy(h.b, k.pub, sizeof h.b);
	buf_addf(&c->out, _("clé de ce poste   %s\nen huit mots      %s\n"), hash_hex(h).s,
		key_words(&c->arena, k.pub));
	secret_wipe(&k, sizeof k);
	return OK;
}

/* With --base: the key that this host signs with, and its station, for another host to register. */
static enum status
show_host(struct call *c, struct err *err)
{
	struct key_view *list;
	struct sign_key k;
	size_t n;
	enum status st = key_of_base(c->session, &k, err);

	secret_wipe(&k, sizeof k);
	if (!st)
		st = keys_list(c->session, &c->arena, &list, &n, err);
	for (size_t i = 0; i < n && !st; i++)
		if (list[i].ours)
			buf_addf(&c->out,
				_("hôte              %.*s\nclé               %.*s\nposte           "
				  "  "
				  "%.*s\nen huit mots      %s\n"),
				STR_ARG(list[i].owner), STR_ARG(list[i].key),
				STR_ARG(list[i].station), list[i].words);
	return st;
}

static void
key_json(struct json *j, const struct key_view *k)
{
	json_open(j, '{');
	member_str(j, "key", k->key);
	member_str(j, "owner", k->owner);
	member_z(j, "kind", k->host ? "host" : "laptop");
	member_str(j, "station", k->station);
	member_z(j, "status", status_codes[k->status]);
	member_z(j, "words", k->words);
	json_close(j);
}

static void
keys_json(struct call *c, const struct key_view *list, size_t n)
{
	struct json j = { .out = &c->out };

	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		key_json(&j, &list[i]);
	json_close(&j);
	buf_addc(&c->out, '\n');
}

static void
keys_text(struct call *c, const struct key_view *list, size_t n)
{
	struct table_column cols[KEY_COLUMNS] = { { N_("Clé"), 0, false },
		{ N_("À qui"), 0, false }, { N_("Nature"), 0, false }, { N_("État"), 0, false },
		{ N_("En huit mots"), 0, false } };
	struct str *cells = ARENA_ARRAY(&c->arena, struct str, KEY_COLUMNS * n + 1);

	for (size_t i = 0; i < n; i++) {
		struct str *row = cells + i * KEY_COLUMNS;

		row[0] = (struct str){ list[i].key.ptr, KEY_SHOWN };
		row[1] = list[i].owner;
		row[2] = str_z(list[i].host ? _("hôte") : _("portable"));
		row[3] = str_z(_(status_labels[list[i].status]));
		row[4] = str_z(list[i].words);
	}
	table_fit(cols, KEY_COLUMNS, cells, n, UNCUT);
	table_titles(&c->out, &c->arena, cols, KEY_COLUMNS);
	for (size_t i = 0; i < n; i++)
		table_line(&c->out, &c->arena, cols, KEY_COLUMNS, cells + i * KEY_COLUMNS);
}

static enum status
list_keys(struct call *c, struct err *err)
{
	struct key_view *list;
	size_t n;
	enum status st = keys_list(c->session, &c->arena, &list, &n, err);

	if (st)
		return st;
	if (c->format == FORMAT_JSON)
		keys_json(c, list, n);
	else if (n)
		keys_text(c, list, n);
	else
		buf_addz(&c->out, _("aucune clé ; « pupitre bundle key add CLÉ --owner LOGIN » en "
				    "enregistre une\n"));
	return OK;
}

static enum status
need_key(struct call *c, const char **out, struct err *err)
{
	if (c->args.word_count < 2)
		return err_set(err, ERR_USAGE, _("de quelle clé ? pupitre bundle key %s CLÉ"),
			c->args.words[0]);
	*out = c->args.words[1];
	return OK;
}

static enum status
add(struct call *c, struct err *err)
{
	const char *owner = args_value(&c->args, "owner"),
		   *station = args_value(&c->args, "station");
	const char *key = NULL;
	struct receipt r;
	enum status st = need_key(c, &key, err);

	if (!st && !owner)
		st = err_set(err, ERR_USAGE,
			_("à qui est cette clé ? pupitre bundle key add CLÉ --owner LOGIN"));
	if (!st)
		st = key_add(
			c->session, str_z(key), str_z(owner), str_z(station), &c->arena, &r, err);
	if (!st)
		call_receipt(c, &r);
	return st;
}

static enum status
renew(struct call *c, struct err *err)
{
	struct receipt r;
	enum status st = key_renew(c->session, &c->arena, &r, err);

	if (!st)
		call_receipt(c, &r);
	return st;
}

static enum status
set(struct call *c, enum key_status status, struct err *err)
{
	const char *key = NULL;
	struct receipt r;
	enum status st = need_key(c, &key, err);

	if (!st)
		st = key_set(c->session, str_z(key), status, &c->arena, &r, err);
	if (!st)
		call_receipt(c, &r);
	return st;
}

enum status
run_bundle_key(struct call *c, struct err *err)
{
	const char *what = c->args.words[0];
	enum status st;

	if (strcmp(what, "show") == 0 && !args_value(&c->args, "base"))
		return show(c, err);
	st = call_session(c, err);
	if (st)
		return st;
	if (strcmp(what, "show") == 0)
		return show_host(c, err);
	if (strcmp(what, "list") == 0)
		return list_keys(c, err);
	if (strcmp(what, "add") == 0)
		return add(c, err);
	if (strcmp(what, "activate") == 0)
		return set(c, KEY_ACTIVE, err);
	if (strcmp(what, "revoke") == 0)
		return set(c, KEY_REVOKED, err);
	if (strcmp(what, "renew") == 0)
		return renew(c, err);
	return err_set(err, ERR_USAGE,
		_("« bundle key %s » inconnu : show, list, add, activate, revoke ou renew"), what);
}
