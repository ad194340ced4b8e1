/* SPDX-License-Identifier: EUPL-1.2 */
/* Acts of other stations, written as they are; and the texts that travel with an act. */
#include "acts_priv.h"
#include "pupitre/base/i18n.h"
#include "pupitre/store/merge.h"
#include "store_priv.h"

static enum status
refuse(const struct act *act, const char *why, struct err *err)
{
	return err_set(err, ERR_INPUT, _("acte %lld du poste %.8s… : %s"), (long long)act->seq,
		act->station.ptr ? act->station.ptr : "", why);
}

struct given {
	const struct act_text *texts;
	size_t count, asked;
	bool missing;
};

static bool
find_given(void *ctx, const struct hash *h, struct str *out)
{
	struct given *g = ctx;

	g->asked++;
	for (size_t i = 0; i < g->count; i++) {
		const struct act_text *t = &g->texts[i];

		if (!hash_eq(t->hash, *h))
			continue;
		if (!hash_eq(act_text_hash(t->salt, t->text), *h))
			break;
		*out = t->text;
		return true;
	}
	g->missing = true;
	return false;
}

/* The texts given are those that the payload refers to, each once. */
static enum status
check_texts(const struct act *act, const struct act_text *texts, size_t text_count, struct err *err)
{
	struct given g = { .texts = texts, .count = text_count };
	struct arena a = { 0 };
	struct change *changes;
	enum status status = OK;
	size_t n;

	if (!act_payload_decode(&a, act->payload, find_given, &g, &changes, &n))
		status = refuse(
			act, _("son contenu est illisible, ou d'un programme plus récent"), err);
	else if (g.missing || g.asked != text_count)
		status = refuse(act, _("ses textes ne sont pas ceux qu'il annonce"), err);
	arena_done(&a);
	return status;
}

static bool
is_station(struct str s)
{
	struct uid id;

	return s.len == 32 && uid_parse(s, &id) && str_eqz(s, uid_hex(id).s);
}

static enum status
check_place(struct store *st, const struct act *act, struct err *err)
{
	struct hash prev;
	int64_t seq = 0;
	enum status status;

	if (!is_station(act->station))
		return err_set(err, ERR_INPUT, _("un acte reçu ne dit pas de quel poste il vient"));
	if (str_eq(act->station, store_station(st)))
		return refuse(act,
			_("il a été fait ici et n'y est plus : cette base vient d'une sauvegarde "
			  "plus ancienne ; demandez une copie à l'hôte qui l'envoie"),
			err);
	status = act_head_of(&st->db, act->station, &seq, &prev, err);
	if (status)
		return status;
	if (act->seq > seq + 1)
		return refuse(act,
			_("les actes qui le précèdent manquent : demandez d'abord le retour "
			  "précédent"),
			err);
	if (act->seq < seq + 1)
		return refuse(act, _("un acte de ce rang est déjà là"), err);
	if (act->has_prev != (seq > 0) || (act->has_prev && !hash_eq(act->prev, prev)))
		return refuse(act, _("il ne suit pas l'acte précédent de son poste"), err);
	return OK;
}

static enum status
check_new(struct db *db, const struct act *act, const struct act_text *texts, size_t text_count,
	struct err *err)
{
	struct sql known = sql_open(db, SQL_ACT_FIND);
	enum status status;
	bool row;

	sql_uid(&known, ":id", &act->id);
	status = sql_step(&known, &row, err);
	sql_close(&known);
	if (!status && row)
		return refuse(act, _("un autre acte a déjà son identifiant"), err);
	for (size_t i = 0; i < text_count && !status; i++) {
		struct sql q = sql_open(db, SQL_ACT_TEXT_GET);

		sql_hash(&q, ":hash", &texts[i].hash);
		status = sql_step(&q, &row, err);
		sql_close(&q);
		if (!status && row)
			status = refuse(act, _("un autre acte a déjà un de ses textes"), err);
	}
	return status;
}

enum status
act_receive(struct store *st, const struct act *act, const struct act_text *texts,
	size_t text_count, struct err *err)
{
	enum status status = store_must_write(st, err);
	int64_t n = 0;

	if (!status && !hash_eq(act_hash(act), act->hash))
		status = refuse(act, _("son contenu ne correspond pas à son empreinte"), err);
	if (!status)
		status = check_place(st, act, err);
	if (!status)
		status = check_texts(act, texts, text_count, err);
	if (!status)
		status = check_new(&st->db, act, texts, text_count, err);
	if (!status)
		status = act_count(&st->db, &n, err);
	if (!status)
		status = act_write(&st->db, n + 1, act, texts, text_count, err);
	return status ? status : act_read_back(&st->db, act, err);
}

struct collector {
	struct db *db;
	struct arena *a;
	struct act_text *list;
	size_t n, cap;
	enum status status;
	struct err *err;
	bool missing;
};

static bool
collect(void *ctx, const struct hash *h, struct str *out)
{
	struct collector *c = ctx;
	struct sql q;
	struct act_text t = { .hash = *h };
	bool row = false;

	(void)out;
	if (c->status)
		return false;
	q = sql_open(c->db, SQL_ACT_TEXT_GET);
	sql_hash(&q, ":hash", h);
	c->status = sql_step(&q, &row, c->err);
	c->missing |= !row;
	if (c->status || !row)
		return false;
	t.salt = sql_col_str(&q, 0, c->a);
	t.text = sql_col_str(&q, 1, c->a);
	sql_close(&q);
	ARENA_PUSH(c->a, c->list, c->n, c->cap, t);
	return false;
}

enum status
act_texts_of(struct store *st, const struct act *act, struct arena *a, struct act_text **out,
	size_t *count, struct err *err)
{
	struct collector c = { .db = &st->db, .a = a, .err = err };
	struct arena scratch = { 0 };
	struct change *changes;
	size_t n;
	bool readable = act_payload_decode(&scratch, act->payload, collect, &c, &changes, &n);

	arena_done(&scratch);
	if (c.status)
		return c.status;
	if (!readable || c.missing)
		return err_set(err, ERR_SYSTEM,
			_("l'acte %lld de la station %.8s… est illisible : voyez `pupitre register "
			  "--verify`"),
			(long long)act->seq, act->station.ptr ? act->station.ptr : "");
	*out = c.list;
	*count = c.n;
	return OK;
}
