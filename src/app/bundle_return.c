/* SPDX-License-Identifier: EUPL-1.2 */
/* What a mallette brings back, and what a host sends to another: acts in their order of arrival, with their texts, and
 * between hosts the grids and dossiers that they brought. */
#include "bundle_rows.h"

#include "pupitre/app/keys.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "pupitre/exchange/parcel.h"
#include "pupitre/store/drafts.h"
#include "pupitre/store/merge.h"
#include "pupitre/store/record.h"
#include "sheet.h"

enum { PAGE = 500 };

struct parting {
	struct session *s;
	const struct bundle_hooks *hooks;
	struct arena *a;
	struct parcel p;
	size_t act_cap, grid_cap, dossier_cap;
	struct str to, known; /* addressee and what it has; absent: nobody, nothing */
};

static bool
is_wanted(const struct parting *r, const struct act *act)
{
	if (session_offline(r->s))
		return str_eq(act->station, store_station(r->s->store));
	if (r->to.ptr && str_eq(act->station, r->to))
		return false;
	return act->seq > vector_seq(r->known, act->station);
}

static enum status
add_grids(struct parting *r, const struct act *act, struct err *err)
{
	struct change *changes;
	size_t n;
	enum status st = act_changes(r->s->store, act, r->a, &changes, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		struct parcel_grid g;

		if (changes[i].entity != ENTITY_GRID || changes[i].field != 0 ||
			!changes[i].now.ptr || !hash_parse(changes[i].key, &g.hash))
			continue;
		st = store_grid_load(r->s->store, g.hash, r->a, &g.yaml, err);
		if (!st)
			ARENA_PUSH(r->a, r->p.grids, r->p.grid_count, r->grid_cap, g);
	}
	return st;
}

static enum status
add_dossiers(struct parting *r, const struct act *act, struct err *err)
{
	struct kept_version *v;
	size_t n;
	enum status st = versions_of_import(r->s->store, act->id, r->a, &v, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		struct parcel_dossier d = { v[i].dossier, v[i].version, v[i].size, v[i].content };

		ARENA_PUSH(r->a, r->p.dossiers, r->p.dossier_count, r->dossier_cap, d);
	}
	return st;
}

static enum status
add_act(struct parting *r, const struct act *act, struct err *err)
{
	struct parcel_act in = { .act = *act };
	enum status st = act_texts_of(r->s->store, act, r->a, &in.texts, &in.text_count, err);

	if (!st)
		ARENA_PUSH(r->a, r->p.acts, r->p.act_count, r->act_cap, in);
	if (st || session_offline(r->s))
		return st;
	if (str_eqz(act->verb, verb_rows[VERB_IMPORT].code))
		return add_dossiers(r, act, err);
	if (str_eqz(act->verb, verb_rows[VERB_GRID].code) ||
		str_eqz(act->verb, verb_rows[VERB_INIT].code))
		return add_grids(r, act, err);
	return OK;
}

static enum status
newest(struct parting *r, int64_t *out, struct err *err)
{
	struct act_row *row;
	size_t n;
	enum status st = act_page(r->s->store, 0, 0, 1, r->a, &row, &n, err);

	*out = !st && n ? row->n : 0;
	return st;
}

static enum status
tell(const struct parting *r, int64_t done, int64_t total, struct err *err)
{
	if (!r->hooks || !r->hooks->progress ||
		r->hooks->progress(r->hooks->ctx, _("actes"), done, total))
		return OK;
	return err_set(err, ERR_CANCELLED, _("arrêté : aucun fichier n'a été écrit"));
}

static enum status
count_drafts(struct session *s, struct arena *a, int64_t *out, struct err *err)
{
	int64_t *drafts;
	size_t n;
	enum status st =
		draft_dossiers(s->store, str_z(s->who.login), DRAFT_SCORE, a, &drafts, &n, err);

	if (!st)
		*out = (int64_t)n;
	return st;
}

enum status
bundle_refuse_empty(struct session *s, struct err *err)
{
	struct arena a = { 0 };
	int64_t n = 0;
	enum status st = count_drafts(s, &a, &n, err);

	arena_done(&a);
	if (st)
		return st;
	if (!n)
		return err_set(err, ERR_INPUT,
			_("rien à rendre encore : aucun acte n'a été fait dans cette mallette"));
	return err_set(err, ERR_INPUT,
		ngettext("rien à rendre encore : %lld évaluation commencée reste ici ; F la "
			 "finalise dans la notation",
			"rien à rendre encore : %lld évaluations commencées restent ici ; F les "
			"finalise dans la notation",
			(unsigned long)n),
		(long long)n);
}

static enum status
gather(struct parting *r, struct err *err)
{
	struct act_row *rows;
	int64_t last = 0, total;
	size_t n = PAGE;
	enum status st = newest(r, &total, err);

	while (!st && n == PAGE) {
		st = tell(r, last, total, err);
		if (st)
			break;
		st = acts_since(r->s->store, last, PAGE, r->a, &rows, &n, err);
		for (size_t i = 0; i < n && !st; i++) {
			last = rows[i].n;
			if (is_wanted(r, &rows[i].act))
				st = add_act(r, &rows[i].act, err);
		}
	}
	if (!st && !r->p.act_count)
		st = session_offline(r->s)
			     ? bundle_refuse_empty(r->s, err)
			     : err_set(err, ERR_INPUT,
				       _("rien à envoyer : l'autre hôte a déjà tout reçu"));
	return st;
}

/* A host by its station, or by the name of its key. */
static enum status
find_addressee(struct parting *r, struct str to, struct err *err)
{
	struct key_view *list;
	size_t n;
	enum status st = keys_list(r->s, r->a, &list, &n, err);

	for (size_t i = 0; i < n && !st; i++)
		if (list[i].host && !list[i].ours &&
			(str_eq(list[i].owner, to) || str_eq(list[i].station, to)))
			r->to = list[i].station;
	if (!st && !r->to.ptr)
		st = err_set(err, ERR_INPUT,
			_("aucun hôte « %.*s » : « pupitre bundle key list » les nomme"),
			STR_ARG(to));
	return st ? st : vector_of(r->s->store, r->to, INT64_MAX, r->a, &r->known, err);
}

static enum status
name_sender(struct parting *r, struct err *err)
{
	struct key_view *list;
	size_t n;
	enum status st;

	r->p.label = str_z(r->s->who.login);
	if (session_offline(r->s))
		return OK;
	st = keys_list(r->s, r->a, &list, &n, err);
	for (size_t i = 0; i < n && !st; i++)
		if (list[i].ours)
			r->p.label = list[i].owner;
	return st;
}

static enum status
prepare(struct parting *r, struct str to, struct sign_key *k, struct err *err)
{
	enum status st = key_of_base(r->s, k, err);

	r->p.schema = store_schema(r->s->store);
	r->p.base = store_base(r->s->store);
	r->p.bundle = store_bundle(r->s->store);
	r->p.sender = store_station(r->s->store);
	r->p.made_at = clock_now(&r->s->clock);
	if (!st)
		st = name_sender(r, err);
	if (!st && to.len && session_offline(r->s))
		st = err_set(
			err, ERR_INPUT, _("une mallette ne rend qu'à son hôte : retirez --to"));
	if (!st && to.len)
		st = find_addressee(r, to, err);
	return st ? st : gather(r, err);
}

/* A return is as long as it must be: it has parts. */
static enum status
check_size(const struct parting *r, const struct buf *bytes, struct err *err)
{
	if (session_offline(r->s) ||
		(bytes->len <= PARCEL_HOST_MOST && r->p.act_count <= PARCEL_ACTS))
		return OK;
	return err_set(err, ERR_INPUT,
		_("cet envoi aurait %zu Mio et %zu actes, %d Mio et %d actes au plus : donnez "
		  "l'hôte à qui il va par « --to », ou échangez plus souvent"),
		bytes->len >> 20, r->p.act_count, PARCEL_HOST_MOST >> 20, PARCEL_ACTS);
}

/* What a délégué should know of the return that he carries. */
static enum status
read_laptop(struct session *s, struct arena *a, struct parcel_made *out, struct err *err)
{
	struct bundle_view here;
	enum status st;

	if (!session_offline(s))
		return OK;
	st = count_drafts(s, a, &out->drafts, err);
	if (!st)
		st = bundle_here(s, a, &here, err);
	if (st)
		return st;
	out->expired = here.expired;
	return OK;
}

enum status
bundle_return(struct session *s, struct str to, const char *path, struct buf *bytes, bool replace,
	const struct bundle_hooks *hooks, struct arena *a, struct parcel_made *out, struct err *err)
{
	struct parting r = { .s = s, .hooks = hooks, .a = a };
	struct buf own = { 0 }, *into = bytes ? bytes : &own;
	struct parcel_made made = { 0 };
	struct sign_key k;
	enum status st = session_offline(s) ? OK : session_require(s, CAN_BUNDLE, err);

	if (!st && !bytes)
		st = session_check_output(s, path, err);
	if (!st)
		st = read_laptop(s, a, &made, err);
	if (!st)
		st = prepare(&r, to, &k, err);
	if (st)
		return st;
	if (session_offline(s))
		parcel_encode_parts(&r.p, &k, PARCEL_MOST, into);
	else
		parcel_encode(&r.p, &k, into);
	secret_wipe(&k, sizeof k);
	st = check_size(&r, into, err);
	if (!st && !bytes)
		st = fs_write(path, buf_str(into), replace, err);
	if (!st) {
		made.acts = (int64_t)r.p.act_count;
		made.bytes = (int64_t)into->len;
		made.digest = hash_hex(hash_of(buf_str(into)));
		*out = made;
	}
	buf_done(&own);
	return st;
}
