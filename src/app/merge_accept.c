/* SPDX-License-Identifier: EUPL-1.2 */
/* Whether a parcel may be merged at all: whose it is, who signed it, whether its chains are whole. */
#include "merge_priv.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/seal.h"

static const char *
key_hex(struct arena *a, const uint8_t key[32])
{
	struct hash h;

	memcpy(h.b, key, sizeof h.b);
	return arena_printf(a, "%s", hash_hex(h).s);
}

static enum status
check_base(struct merging *m, struct err *err)
{
	if (!uid_eq(m->p->base, store_base(m->s->store)))
		return err_set(err, ERR_INPUT,
			_("ce retour vient d'une autre base que %s : portez-le à l'hôte qui a fait "
			  "la "
			  "mallette"),
			m->s->campaign.path);
	if (uid_is(store_bundle(m->s->store)))
		return err_set(err, ERR_INPUT,
			_("une mallette ne reçoit pas de retour : portez ce fichier à l'hôte"));
	if (m->p->schema > store_schema(m->s->store))
		return err_set(err, ERR_INPUT,
			_("ce retour vient d'une version plus récente de pupitre (schéma %d, "
			  "l'hôte "
			  "connaît %d) : mettez l'hôte à jour"),
			m->p->schema, store_schema(m->s->store));
	return OK;
}

static enum status
check_laptop_key(struct merging *m, struct str key, struct err *err)
{
	struct str v[RECORD_FIELDS];
	bool found;
	enum status st = store_row(m->s->store, ENTITY_DEVICE, key, m->a, v, &found, err);

	if (!st && found && str_eqz(record_field(v, ENTITY_DEVICE, "status"), "revoked"))
		st = err_set(err, ERR_INPUT,
			_("la clé de %.*s est révoquée : ses retours ne sont plus acceptés ; "
			  "faites une "
			  "nouvelle mallette"),
			STR_ARG(record_field(v, ENTITY_DEVICE, "owner")));
	return st;
}

static enum status
check_bundle_row(struct merging *m, const struct str *v, struct err *err)
{
	struct str signer = str_z(key_hex(m->a, m->p->signer));
	struct str status = record_field(v, ENTITY_BUNDLE, "status");
	struct day expires;

	if (!str_eq(record_field(v, ENTITY_BUNDLE, "signer"), signer))
		return err_set(err, ERR_INPUT,
			_("ce retour n'est pas signé par la clé de la mallette de %.*s : "
			  "demandez-lui un "
			  "retour fait sur son poste"),
			STR_ARG(m->delegate));
	if (!str_eq(record_field(v, ENTITY_BUNDLE, "station"), m->p->sender))
		return err_set(
			err, ERR_INPUT, _("ce retour ne vient pas de la mallette qu'il nomme"));
	if (str_eqz(status, "revoked"))
		return err_set(err, ERR_INPUT,
			_("la mallette de %.*s est révoquée : ses retours ne sont plus acceptés ; "
			  "faites-lui une nouvelle mallette"),
			STR_ARG(m->delegate));
	m->closed = str_eqz(status, "closed");
	if (day_parse_iso(record_field(v, ENTITY_BUNDLE, "expires_day"), &expires) &&
		expires.n < session_today(m->s).n)
		return err_set(err, ERR_INPUT,
			_("la mallette de %.*s a expiré le %s : prolongez-la (pupitre bundle "
			  "prolong "
			  "%.8s JOUR), puis fusionnez"),
			STR_ARG(m->delegate), day_fr(expires).s, m->bundle.ptr);
	return check_laptop_key(m, signer, err);
}

static enum status
read_away(struct merging *m, struct err *err)
{
	struct record *rows;
	size_t n;
	enum status st = bundle_dossiers(m->s->store, m->bundle, m->a, &rows, &n, err);

	for (size_t i = 0; i < n && !st; i++) {
		struct str key = rows[i].key, number;
		int64_t v;

		if (str_cut(&key, '/', &number) && str_int(number, &v))
			numset_add(&m->away, v);
	}
	return st;
}

static enum status
accept_mallette(struct merging *m, struct err *err)
{
	struct str v[RECORD_FIELDS];
	bool found;
	enum status st;

	m->bundle = str_z(arena_printf(m->a, "%s", uid_hex(m->p->bundle).s));
	st = store_row(m->s->store, ENTITY_BUNDLE, m->bundle, m->a, v, &found, err);
	if (!st && !found)
		st = err_set(err, ERR_INPUT,
			_("aucune mallette %.8s… n'est partie de cette base : voyez « pupitre "
			  "bundle "
			  "list »"),
			m->bundle.ptr);
	if (st)
		return st;
	m->delegate = record_field(v, ENTITY_BUNDLE, "agent");
	st = check_bundle_row(m, v, err);
	return st ? st : read_away(m, err);
}

/* The first act of a copy says what it is a copy of. */
static enum status
read_above(struct merging *m, struct err *err)
{
	struct str station = store_origin(m->s->store);
	struct record *rows;
	size_t n;
	enum status st = store_rows(m->s->store, ENTITY_MERGE, 0, m->a, &rows, &n, err);

	while (!st && station.len && m->above_count < sizeof m->above / sizeof *m->above) {
		struct str next = STR_NONE;

		m->above[m->above_count++] = station;
		for (size_t i = 0; i < n; i++) {
			const struct str *v = rows[i].values;

			if (str_eq(record_field(v, ENTITY_MERGE, "station"), station) &&
				str_eqz(record_field(v, ENTITY_MERGE, "seq"), "1"))
				next = record_field(v, ENTITY_MERGE, "sender");
		}
		station = next;
	}
	return st;
}

static enum status
accept_host(struct merging *m, struct err *err)
{
	struct str key = str_z(key_hex(m->a, m->p->signer)), v[RECORD_FIELDS], status;
	bool found;
	enum status st = store_row(m->s->store, ENTITY_DEVICE, key, m->a, v, &found, err);

	if (st)
		return st;
	if (str_eq(m->p->sender, store_station(m->s->store)))
		return err_set(
			err, ERR_INPUT, _("cet envoi vient d'ici : portez-le à l'autre hôte"));
	if (!found || !str_eqz(record_field(v, ENTITY_DEVICE, "kind"), "host") ||
		!str_eq(record_field(v, ENTITY_DEVICE, "station"), m->p->sender))
		return err_set(err, ERR_INPUT,
			_("l'hôte qui a signé cet envoi n'est pas connu ici (%s) : comparez ces "
			  "mots avec "
			  "lui, puis enregistrez sa clé par « pupitre bundle key add »"),
			key_words(m->a, m->p->signer));
	status = record_field(v, ENTITY_DEVICE, "status");
	if (!str_eqz(status, "active"))
		return err_set(err, ERR_INPUT,
			str_eqz(status, "revoked")
				? _("la clé de l'hôte « %.*s » est révoquée : ses envois ne sont "
				    "plus acceptés ; s'il a une nouvelle clé, enregistrez-la par "
				    "« pupitre bundle key add »")
				: _("la clé de l'hôte « %.*s » n'est pas encore activée : un "
				    "superviseur "
				    "l'active par « pupitre bundle key activate »"),
			STR_ARG(record_field(v, ENTITY_DEVICE, "owner")));
	return read_above(m, err);
}

/* Place of the next act of a station, as the parcel goes on. */
struct head {
	struct str station;
	int64_t seq;
	struct hash hash;
};

static enum status
head_of(struct merging *m, struct head **list, size_t *n, size_t *cap, struct str station,
	struct head **out, struct err *err)
{
	struct head fresh = { .station = station };
	struct str vector;
	struct act_row row;
	bool found = false;
	enum status st = OK;

	for (size_t i = 0; i < *n; i++) {
		if (str_eq((*list)[i].station, station)) {
			*out = &(*list)[i];
			return OK;
		}
	}
	st = store_vector(m->s->store, m->a, &vector, err);
	fresh.seq = vector_seq(vector, station);
	if (!st && fresh.seq)
		st = act_at(m->s->store, station, fresh.seq, m->a, &row, &found, err);
	if (st)
		return st;
	if (found)
		fresh.hash = row.act.hash;
	ARENA_PUSH(m->a, *list, *n, *cap, fresh);
	*out = &(*list)[*n - 1];
	return OK;
}

static enum status
refuse_chain(const struct act *act, const char *what, const char *then, struct err *err)
{
	return err_set(err, ERR_INPUT, _("acte %lld du %s par %.*s : %s ; rien n'est fusionné, %s"),
		(long long)act->seq, instant_fr(act->at).s, STR_ARG(act->agent), what, then);
}

static enum status
check_received(struct merging *m, const struct act *act, struct err *err)
{
	struct act_row row;
	bool found;
	enum status st =
		act_at(m->s->store, act->station, act->seq, &m->scratch, &row, &found, err);

	if (!st && (!found || !hash_eq(row.act.hash, act->hash)))
		st = refuse_chain(act,
			_("un autre acte de ce rang a déjà été reçu : ce poste a été copié ou "
			  "restauré, et travaille deux fois"),
			_("rendez la base d'origine, ou faites une nouvelle mallette"), err);
	arena_reset(&m->scratch);
	return st;
}

static enum status
check_next(const struct head *h, const struct act *act, struct err *err)
{
	if (act->seq != h->seq + 1)
		return refuse_chain(act, _("il manque des actes avant lui"),
			_("demandez un nouveau retour"), err);
	if (act->has_prev != (h->seq > 0) || (act->has_prev && !hash_eq(act->prev, h->hash)))
		return refuse_chain(act, _("il ne suit pas l'acte précédent"),
			_("demandez un nouveau retour"), err);
	return OK;
}

static enum status
check_act(struct merging *m, struct incoming *in, struct head *h, struct err *err)
{
	const struct act *act = &in->in->act;
	enum status st;

	if (!m->hosts && !str_eq(act->station, m->p->sender))
		return refuse_chain(act, _("il vient d'un autre poste que la mallette"),
			_("demandez un nouveau retour"), err);
	if (act->seq <= h->seq)
		return check_received(m, act, err);
	st = check_next(h, act, err);
	if (st)
		return st;
	if (str_eq(act->station, store_station(m->s->store)))
		return refuse_chain(act,
			_("il porte le nom de cette base, qui ne l'a pas : elle a été restaurée "
			  "depuis une "
			  "sauvegarde"),
			_("demandez un nouveau retour"), err);
	h->seq = act->seq;
	h->hash = act->hash;
	in->letters = arena_alloc(m->a, 1);
	return OK;
}

static enum status
check_chains(struct merging *m, struct err *err)
{
	struct head *heads = NULL, *h;
	size_t n = 0, cap = 0;
	enum status st = OK;

	for (size_t i = 0; i < m->count && !st; i++) {
		st = head_of(m, &heads, &n, &cap, m->acts[i].in->act.station, &h, err);
		if (!st)
			st = check_act(m, &m->acts[i], h, err);
	}
	return st;
}

/* What came before it was closed may come again: nothing is done with it. */
static enum status
refuse_new(struct merging *m, struct err *err)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->acts[i].letters)
			return err_set(err, ERR_INPUT,
				_("la mallette de %.*s est rentrée, et ce retour apporte des actes "
				  "nouveaux : un superviseur la rouvre (pupitre bundle prolong "
				  "%.8s "
				  "JOUR), puis fusionnez"),
				STR_ARG(m->delegate), m->bundle.ptr);
	return OK;
}

enum status
merge_accept(struct merging *m, struct err *err)
{
	enum status st = check_base(m, err);

	if (!st)
		st = m->hosts ? accept_host(m, err) : accept_mallette(m, err);
	if (!st)
		st = check_chains(m, err);
	return !st && m->closed ? refuse_new(m, err) : st;
}
