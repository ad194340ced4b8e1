/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Making a mallette: the working base from one snapshot, sealed and signed under a temporary name; then the acts that
 * record it; then its name. Never a mallette that nobody recorded; a recorded one without file is revoked at no cost.
 */
#include "bundle_rows.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pupitre/app/keys.h"
#include "pupitre/app/selection.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "pupitre/exchange/mallette.h"
#include "pupitre/store/merge.h"
#include "show.h"

enum { EXPIRES_DAYS = 30, AWAY_CHUNK = 2000 };

/* What seals it and what signs what comes back. */
struct sealing {
	bool device;
	uint8_t to[32]; /* the delegate's device */
	struct sign_key own; /* with a passphrase: a key that travels inside */
};

static enum status
check_delegate(struct session *s, struct departure *d, struct arena *a, struct err *err)
{
	struct str v[RECORD_FIELDS], departments, code, rest = d->departments;
	unsigned roles = 0;
	bool found, more = true;
	enum status st = store_row(s->store, ENTITY_AGENT, d->login, a, v, &found, err);

	if (st)
		return st;
	if (!found || !str_eqz(record_field(v, ENTITY_AGENT, "active"), "1"))
		return err_set(err, ERR_INPUT,
			_("« %.*s » n'est pas un agent actif : « pupitre agent list » les nomme"),
			STR_ARG(d->login));
	if (!roles_parse(record_field(v, ENTITY_AGENT, "roles"), &roles) ||
		!(roles & (ROLE_DELEGATE | ROLE_INSTRUCTOR)))
		return err_set(err, ERR_INPUT,
			_("%.*s n'est ni délégué ni instructeur : une mallette ne lui servirait à "
			  "rien"),
			STR_ARG(d->login));
	departments = record_field(v, ENTITY_AGENT, "departments");
	if (!rest.len)
		return err_set(err, ERR_INPUT, _("donnez le département : --dept 45"));
	while (more) {
		more = str_cut(&rest, ',', &code);
		if (!scope_holds(departments, str_trim(code)))
			return err_set(err, ERR_INPUT,
				_("le département %.*s n'est pas confié à %.*s (%.*s)"),
				STR_ARG(code), STR_ARG(d->login), STR_ARG(departments));
	}
	return OK;
}

static enum status
find_numbers(struct session *s, struct departure *d, struct arena *a, struct err *err)
{
	struct str by = str_z(arena_printf(a, "dep:%.*s", STR_ARG(d->departments)));
	struct numset asked = { 0 };
	int64_t n, from = INT64_MIN;
	int at;
	enum status st = selection_find(s, by, &d->numbers, &at, err);

	if (!st && d->query.len) {
		st = selection_find(s, d->query, &asked, &at, err);
		if (!st)
			numset_and(&d->numbers, &asked);
	}
	numset_done(&asked);
	for (; !st && numset_next(&d->numbers, from, &n); from = n + 1)
		d->total++;
	if (!st && !d->total)
		st = err_set(err, ERR_INPUT,
			_("aucun dossier à emporter : vérifiez le département et la recherche"));
	return st;
}

/* The newest active key of the delegate. */
static enum status
find_device(struct session *s, const struct departure *d, struct arena *a, struct sealing *k,
	struct err *err)
{
	struct key_view *list;
	struct instant newest = INSTANT_NONE;
	struct hash h;
	size_t n;
	enum status st = keys_list(s, a, &list, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		if (list[i].host || list[i].status != KEY_ACTIVE ||
			!str_eq(list[i].owner, d->login) || list[i].since.ms <= newest.ms ||
			!hash_parse(list[i].key, &h))
			continue;
		newest = list[i].since;
		memcpy(k->to, h.b, sizeof k->to);
		k->device = true;
	}
	if (!st && !k->device)
		st = err_set(err, ERR_INPUT,
			_("%.*s n'a pas de clé active : activez la sienne (« pupitre bundle key "
			  "»), ou "
			  "donnez une phrase de passe d'au moins %d signes"),
			STR_ARG(d->login), PASSPHRASE_LEAST);
	return st;
}

static enum status
choose_seal(struct session *s, const struct bundle_order *o, struct departure *d, struct arena *a,
	struct sealing *k, struct err *err)
{
	enum status st = OK;

	if (!o->passphrase.ptr) {
		st = find_device(s, d, a, k, err);
		memcpy(d->signer.b, k->to, sizeof d->signer.b);
		return st;
	}
	if (o->passphrase.len < PASSPHRASE_LEAST)
		return err_set(err, ERR_INPUT,
			_("phrase de passe trop courte : au moins %d signes, par exemple quatre "
			  "mots"),
			PASSPHRASE_LEAST);
	sign_key_new(&k->own);
	memcpy(d->signer.b, k->own.pub, sizeof d->signer.b);
	return OK;
}

/* A folder of our own beside the file: the working base is there for as long as it takes to seal it. */
static enum status
read_base(struct departure *d, const char *beside, struct arena *a, struct str *bytes,
	struct err *err)
{
	static const char *const tails[] = { "", "-wal", "-shm", ".verrou" };
	const char *slash = strrchr(beside, '/');
	char *folder = arena_printf(
		a, "%.*s.pupitre-mallette-XXXXXX", slash ? (int)(slash + 1 - beside) : 0, beside);
	const char *path;
	enum status st;

	if (!mkdtemp(folder))
		return err_set(err, ERR_SYSTEM, _("%s : écriture impossible (%s)"), beside,
			err_reason(errno));
	path = arena_printf(a, "%s/base", folder);
	st = bundle_depart(d, path, err);
	if (!st)
		st = fs_read(path, MALLETTE_MOST, a, bytes, err);
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		unlink(arena_printf(a, "%s%s", path, tails[i]));
	rmdir(folder);
	return st;
}

static void
seal(const struct bundle_order *o, struct sealing *k, struct str base, struct buf *out)
{
	struct buf plain = { 0 };

	buf_add_lstr(&plain, base);
	buf_add_lstr(&plain,
		k->device ? STR_NONE : (struct str){ (char *)k->own.secret, sizeof k->own.secret });
	if (k->device)
		seal_for_device(k->to, buf_str(&plain), out);
	else
		seal_by_passphrase(o->passphrase, buf_str(&plain), out);
	secret_wipe(plain.ptr, plain.len);
	buf_done(&plain);
}

static void
fill_face(struct session *s, const struct departure *d, const struct sealing *k, struct arena *a,
	struct mallette_face *f)
{
	*f = (struct mallette_face){ .base = store_base(s->store),
		.bundle = d->bundle,
		.host = store_station(s->store),
		.campaign = str_z(s->campaign.name),
		.agent = d->login,
		.agent_name = agent_name(s, d->login, a),
		.departments = d->departments,
		.query = d->query.len ? d->query : STR_NONE,
		.dossiers = d->total,
		.made_at = clock_now(&s->clock),
		.expires = d->expires,
		.program = STR(PUPITRE_VERSION),
		.schema = store_schema(s->store),
		.seal = k->device ? MALLETTE_DEVICE : MALLETTE_PASSPHRASE };
	memcpy(f->device, k->to, sizeof f->device);
}

static enum status
plan_away(struct session *s, const struct departure *d, struct arena *a, struct plan *p, size_t *n,
	struct err *err)
{
	const char *bundle = arena_printf(a, "%s", uid_hex(d->bundle).s);
	struct str now = int_text(a, clock_now(&s->clock).ms);
	int64_t number, from = INT64_MIN, done = 0;
	enum status st = bundle_plan(s, d, a, &p[0], err);

	for (; !st && numset_next(&d->numbers, from, &number); from = number + 1)
		st = plan_set(s, a, &p[1 + done++ / AWAY_CHUNK], ENTITY_AWAY,
			str_z(arena_printf(a, "%lld/%s", (long long)number, bundle)), "since", now,
			err);
	*n = 1 + (size_t)((done + AWAY_CHUNK - 1) / AWAY_CHUNK);
	for (size_t i = 0; i < *n; i++)
		p[i].verb = VERB_BUNDLE;
	return st;
}

static enum status
record(struct session *s, const struct departure *d, struct arena *a, struct receipt *out,
	struct err *err)
{
	struct plan *plans = ARENA_ARRAY(a, struct plan, 2 + (size_t)d->total / AWAY_CHUNK + 1);
	size_t n;
	enum status st = work_begin(s, err);

	if (st)
		return st;
	st = plan_away(s, d, a, plans, &n, err);
	if (!st)
		st = work_record(s, a, plans, n, out, err);
	return work_end(s, st, err);
}

static enum status
check_target(const struct session *s, const char *path, bool replace, struct err *err)
{
	enum status st = session_check_output(s, path, err);
	struct stat sb;

	if (st || strcmp(path, "-") == 0 || replace || lstat(path, &sb) != 0)
		return st;
	return err_set(
		err, ERR_INPUT, _("%s : ce fichier existe déjà ; choisissez un autre nom"), path);
}

/* The file whole under a temporary name, the acts, then the name. */
static enum status
publish(struct session *s, const struct departure *d, const struct mallette *m, const char *path,
	struct buf *bytes, struct arena *a, struct bundle_made *out, struct err *err)
{
	const char *draft = arena_printf(a, "%s.partie", path);
	struct sign_key host;
	enum status st = key_of_base(s, &host, err);

	if (st)
		return st;
	if (strcmp(path, "-") == 0) {
		mallette_encode(m, &host, bytes);
		out->bytes = (int64_t)bytes->len;
		return record(s, d, a, &out->receipt, err);
	}
	st = mallette_write(draft, m, &host, true, err);
	out->bytes = (int64_t)m->sealed.len;
	if (!st)
		st = record(s, d, a, &out->receipt, err);
	if (st) {
		unlink(draft);
		return st;
	}
	if (rename(draft, path) != 0)
		return err_set(err, ERR_SYSTEM,
			_("%s : le nom est refusé (%s) ; la mallette est enregistrée, son fichier "
			  "est %s"),
			path, err_reason(errno), draft);
	return OK;
}

static enum status
make(struct session *s, const struct bundle_order *o, struct departure *d, const char *path,
	struct buf *bytes, struct arena *a, struct bundle_made *out, struct err *err)
{
	const char *beside = strcmp(path, "-") == 0 ? s->campaign.path : path;
	struct sealing k = { 0 };
	struct mallette m = { 0 };
	struct buf sealed = { 0 };
	struct str base;
	enum status st = choose_seal(s, o, d, a, &k, err);

	if (!st)
		st = session_read_begin(s, err);
	if (st)
		return st;
	st = store_vector(s->store, a, &d->known, err);
	if (!st)
		st = read_base(d, beside, a, &base, err);
	session_read_end(s);
	if (st)
		return st;
	seal(o, &k, base, &sealed);
	secret_wipe(&k.own, sizeof k.own);
	fill_face(s, d, &k, a, &m.face);
	m.sealed = buf_str(&sealed);
	st = publish(s, d, &m, path, bytes, a, out, err);
	buf_done(&sealed);
	return st;
}

static enum status
view(struct session *s, const struct departure *d, struct arena *a, struct bundle_view *out,
	struct err *err)
{
	struct record r = { .key = str_z(arena_printf(a, "%s", uid_hex(d->bundle).s)) };
	bool found;
	enum status st = store_row(s->store, ENTITY_BUNDLE, r.key, a, r.values, &found, err);

	return st ? st : bundle_view_of(s, a, &r, out, err);
}

enum status
bundle_create(struct session *s, const struct bundle_order *o, const char *path, struct buf *bytes,
	const struct bundle_hooks *hooks, struct arena *a, struct bundle_made *out, struct err *err)
{
	struct departure d = { .host = s,
		.login = o->login,
		.departments = o->departments,
		.query = o->query.ptr ? str_trim(o->query) : STR_NONE,
		.bundle = uid_new(&s->ids),
		.station = uid_new(&s->ids),
		.expires = o->expires,
		.hooks = hooks };
	struct bundle_made made = { 0 };
	enum status st = session_require(s, CAN_BUNDLE, err);

	if (!day_is(d.expires))
		d.expires = (struct day){ session_today(s).n + EXPIRES_DAYS };
	if (!st && session_offline(s))
		st = err_set(err, ERR_INPUT,
			_("une mallette ne fait pas de mallette : demandez à l'hôte"));
	if (!st)
		st = bundle_check_expiry(s, d.expires, err);
	if (!st)
		st = check_target(s, path, o->replace, err);
	if (!st)
		st = check_delegate(s, &d, a, err);
	if (!st)
		st = find_numbers(s, &d, a, err);
	if (!st)
		st = make(s, o, &d, path, bytes, a, &made, err);
	if (!st)
		st = view(s, &d, a, &made.view, err);
	numset_done(&d.numbers);
	if (!st)
		*out = made;
	return st;
}
