/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading a parcel. Nothing of it is believed: counts are bounded by the bytes that are left before
 * room is made for them, and texts are matched in the order of the payload, so that time and memory
 * are in proportion to the bytes.
 */
#include "pupitre/exchange/parcel.h"

#include "pupitre/base/i18n.h"

#include "signed.h"

enum { /* bytes of the smallest act, text, grid and dossier */
	ACT_LEAST = 168,
	TEXT_LEAST = 40,
	GRID_LEAST = 36,
	DOSSIER_LEAST = 52,
	UNPACKED_MOST = 64 << 20
};

struct reader {
	struct arena *a;
	struct arena scratch; /* of one act */
	struct str rest;
	const char *what; /* "ce retour", "cet envoi" */
	struct err *err;
};

static enum status
refuse_part(struct reader *r, const char *part, size_t i, const char *why)
{
	return err_set(r->err, ERR_INPUT, _("%s est bien signé, mais %s n° %zu %s"), r->what, part,
		i + 1, why);
}

static const char *
unreadable(void)
{
	return _(
		"n'est pas lisible par ce programme ; mettez pupitre à jour ici, puis recommencez");
}

static const char *
false_hash(void)
{
	return _(
		"n'a pas l'empreinte qu'il annonce : il a été changé avant d'être signé ; demandez "
		"au signataire d'où vient ce fichier");
}

static bool
cut_count(struct reader *r, size_t least, size_t *out)
{
	uint32_t n;

	if (!cut_u32(&r->rest, &n) || n > r->rest.len / least)
		return false;
	*out = n;
	return true;
}

/* A login or codes of roles: what no terminal and no list of codes can misread. */
static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] <= ' ' || s.ptr[i] > '~')
			return false;
	return true;
}

static bool
cut_plain(struct str *rest, struct str *out)
{
	return cut_string(rest, PARCEL_FIELD, out) && is_plain(*out);
}

static bool
is_origin(struct str code)
{
	for (int i = 0; i < ORIGIN_COUNT; i++)
		if (str_eqz(code, origin_codes[i]))
			return true;
	return false;
}

static bool
cut_prev(struct str *rest, struct act *act)
{
	struct str prev;

	if (!cut_lstr(rest, &prev) || (prev.ptr && prev.len != sizeof(act->prev.b)))
		return false;
	act->has_prev = prev.ptr != NULL;
	if (act->has_prev)
		memcpy(act->prev.b, prev.ptr, prev.len);
	return true;
}

static bool
cut_act(struct str *rest, struct act *act)
{
	enum verb verb;

	return cut_uid(rest, &act->id) && uid_is(act->id) && cut_station(rest, &act->station) &&
	       cut_i64(rest, &act->seq) && act->seq > 0 && cut_instant(rest, &act->at) &&
	       cut_plain(rest, &act->agent) && act->agent.len && cut_plain(rest, &act->role) &&
	       cut_string(rest, PARCEL_FIELD, &act->origin) && is_origin(act->origin) &&
	       cut_string(rest, PARCEL_FIELD, &act->verb) && verb_find(act->verb, &verb) &&
	       cut_i64(rest, &act->dossier) && cut_uid(rest, &act->batch) && uid_is(act->batch) &&
	       cut_uid(rest, &act->undoes) && cut_string(rest, PARCEL_BLOB, &act->payload) &&
	       cut_prev(rest, act) && cut_hash(rest, &act->hash);
}

static bool
cut_texts(struct reader *r, struct parcel_act *p)
{
	if (!cut_count(r, TEXT_LEAST, &p->text_count))
		return false;
	p->texts = ARENA_ARRAY(r->a, struct act_text, p->text_count);
	for (size_t i = 0; i < p->text_count; i++) {
		struct act_text *t = &p->texts[i];

		if (!cut_hash(&r->rest, &t->hash) ||
			!cut_string(&r->rest, PARCEL_FIELD, &t->salt) ||
			!cut_string(&r->rest, PARCEL_BLOB, &t->text))
			return false;
	}
	return true;
}

/* Texts met so far in the payload. */
struct text_match {
	const struct parcel_act *act;
	size_t met;
};

static bool
match_text(void *ctx, const struct hash *h, struct str *out)
{
	struct text_match *m = ctx;

	(void)out;
	if (m->met < m->act->text_count && hash_eq(m->act->texts[m->met].hash, *h))
		m->met++;
	return false;
}

static enum status
check_texts(struct reader *r, const struct parcel_act *p, size_t i)
{
	struct text_match m = { .act = p };
	struct change *changes;
	size_t n;
	bool read = act_payload_decode(&r->scratch, p->act.payload, match_text, &m, &changes, &n);

	arena_reset(&r->scratch);
	if (!read)
		return refuse_part(r, _("l'acte"), i, unreadable());
	if (m.met != p->text_count)
		return refuse_part(r, _("l'acte"), i,
			_("porte un texte qui n'est pas de lui ; demandez au signataire d'où vient "
			  "ce fichier"));
	for (size_t t = 0; t < p->text_count; t++)
		if (!hash_eq(act_text_hash(p->texts[t].salt, p->texts[t].text), p->texts[t].hash))
			return refuse_part(r, _("un texte de l'acte"), i, false_hash());
	return OK;
}

static enum status
read_acts(struct reader *r, struct parcel *out)
{
	enum status st = OK;

	if (!cut_count(r, ACT_LEAST, &out->act_count))
		return refuse_part(r, _("l'acte"), 0, unreadable());
	if (out->act_count > PARCEL_ACTS)
		return err_set(r->err, ERR_INPUT,
			_("%s porte %zu actes, %d au plus ; reprenez-le en plusieurs fois"),
			r->what, out->act_count, PARCEL_ACTS);
	out->acts = ARENA_ARRAY(r->a, struct parcel_act, out->act_count);
	for (size_t i = 0; i < out->act_count && st == OK; i++) {
		struct parcel_act *p = &out->acts[i];

		if (!cut_act(&r->rest, &p->act) || !cut_texts(r, p))
			return refuse_part(r, _("l'acte"), i, unreadable());
		if (!hash_eq(act_hash(&p->act), p->act.hash))
			return refuse_part(r, _("l'acte"), i, false_hash());
		st = check_texts(r, p, i);
	}
	return st;
}

static enum status
read_grids(struct reader *r, struct parcel *out)
{
	if (!cut_count(r, GRID_LEAST, &out->grid_count))
		return refuse_part(r, _("la grille"), 0, unreadable());
	out->grids = ARENA_ARRAY(r->a, struct parcel_grid, out->grid_count);
	for (size_t i = 0; i < out->grid_count; i++) {
		struct parcel_grid *g = &out->grids[i];

		if (!cut_hash(&r->rest, &g->hash) || !cut_string(&r->rest, PARCEL_BLOB, &g->yaml))
			return refuse_part(r, _("la grille"), i, unreadable());
		if (!hash_eq(hash_sha256(g->yaml), g->hash))
			return refuse_part(r, _("le fichier de la grille"), i, false_hash());
	}
	return OK;
}

static enum status
read_dossiers(struct reader *r, struct parcel *out)
{
	if (!cut_count(r, DOSSIER_LEAST, &out->dossier_count))
		return refuse_part(r, _("le dossier"), 0, unreadable());
	out->dossiers = ARENA_ARRAY(r->a, struct parcel_dossier, out->dossier_count);
	for (size_t i = 0; i < out->dossier_count; i++) {
		struct parcel_dossier *d = &out->dossiers[i];

		if (!cut_i64(&r->rest, &d->number) || !cut_hash(&r->rest, &d->version) ||
			!cut_i64(&r->rest, &d->size) || d->size < 0 || d->size > UNPACKED_MOST ||
			!cut_string(&r->rest, PARCEL_BLOB, &d->content))
			return refuse_part(r, _("le dossier"), i, unreadable());
	}
	return OK;
}

/* What stands before the acts. */
static bool
cut_face(struct str *rest, struct parcel *out, int *more)
{
	return cut_uid(rest, &out->base) && uid_is(out->base) && cut_uid(rest, &out->bundle) &&
	       cut_int(rest, &out->schema) && cut_station(rest, &out->sender) &&
	       cut_line(rest, &out->label) && cut_instant(rest, &out->made_at) &&
	       cut_int(rest, more) && (*more == 0 || uid_is(out->bundle));
}

static enum status
read_body(struct reader *r, struct parcel *out, int *more)
{
	enum status st;

	if (!cut_face(&r->rest, out, more))
		return err_set(
			r->err, ERR_INPUT, _("%s est bien signé, mais %s"), r->what, unreadable());
	st = read_acts(r, out);
	if (st == OK)
		st = read_grids(r, out);
	if (st == OK)
		st = read_dossiers(r, out);
	if (st == OK && r->rest.len > 0)
		return err_set(
			r->err, ERR_INPUT, _("%s est bien signé, mais %s"), r->what, unreadable());
	return st;
}

/* By the bundle, before the signature is known to hold: only to choose a limit and a word. */
static bool
is_return(const struct signed_file *f)
{
	struct str rest = f->body;
	struct uid base, bundle;

	return cut_uid(&rest, &base) && cut_uid(&rest, &bundle) && uid_is(bundle);
}

static enum status
check_size(const struct signed_file *f, struct err *err)
{
	bool back = is_return(f);
	size_t most = back ? PARCEL_MOST : PARCEL_HOST_MOST;

	if (f->all.len <= most)
		return OK;
	return err_set(err, ERR_INPUT,
		back ? _("un retour a au plus %zu Mio, ce fichier a %zu octets ; ce n'est pas le "
			 "travail d'une personne, demandez d'où il vient")
		     : _("un envoi entre hôtes a au plus %zu Mio, ce fichier a %zu octets ; "
			 "partez d'une copie de sauvegarde plus récente"),
		most >> 20, f->all.len);
}

static enum status
decode_part(struct arena *a, struct str bytes, struct parcel *out, int *more, struct err *err)
{
	struct parcel p = { 0 };
	struct reader r = { .a = a, .err = err };
	struct signed_file f;
	enum status st = signed_cut(SIGNED_PARCEL, bytes, &f, err);

	if (st == OK)
		st = check_size(&f, err);
	if (st == OK)
		st = signed_check(&f, err);
	if (st != OK)
		return st;
	r.rest = f.body;
	memcpy(p.signer, f.signer, sizeof(f.signer));
	r.what = is_return(&f) ? _("ce retour") : _("cet envoi");
	st = read_body(&r, &p, more);
	arena_done(&r.scratch);
	if (st == OK)
		*out = p;
	return st;
}

/* The first part, cut off where another one starts. */
static struct str
cut_part(struct str *rest)
{
	size_t length = signed_length(SIGNED_PARCEL, *rest);
	struct str part = *rest, then = { rest->ptr + length, rest->len - length };

	if (!length || !signed_starts(SIGNED_PARCEL, then)) {
		*rest = (struct str){ rest->ptr + rest->len, 0 };
		return part;
	}
	*rest = then;
	return (struct str){ part.ptr, length };
}

static bool
same_origin(const struct parcel *a, const struct parcel *b)
{
	return memcmp(a->signer, b->signer, sizeof(a->signer)) == 0 && uid_eq(a->base, b->base) &&
	       uid_eq(a->bundle, b->bundle) && str_eq(a->sender, b->sender) &&
	       a->schema == b->schema;
}

static void
join(struct arena *a, struct parcel *to, const struct parcel *part)
{
	struct parcel_act *acts =
		ARENA_ARRAY(a, struct parcel_act, to->act_count + part->act_count + 1);

	if (to->act_count)
		memcpy(acts, to->acts, to->act_count * sizeof(*acts));
	if (part->act_count)
		memcpy(acts + to->act_count, part->acts, part->act_count * sizeof(*acts));
	to->acts = acts;
	to->act_count += part->act_count;
}

enum status
parcel_decode(struct arena *a, struct str bytes, struct parcel *out, struct err *err)
{
	struct str rest = bytes;
	struct parcel p, part;
	int more = 0, then = 0;
	enum status st = decode_part(a, cut_part(&rest), &p, &more, err);

	while (st == OK && more && rest.len) {
		st = decode_part(a, cut_part(&rest), &part, &then, err);
		if (st == OK && (!same_origin(&p, &part) || then != more - 1))
			st = err_set(err, ERR_INPUT,
				_("les parties de ce retour ne vont pas ensemble ; demandez un "
				  "nouveau retour"));
		if (st == OK)
			join(a, &p, &part);
		more = then;
	}
	if (st == OK && more)
		st = err_set(err, ERR_INPUT,
			ngettext("le fichier est incomplet, il y manque %d partie ; copiez-le de "
				 "nouveau",
				"le fichier est incomplet, il y manque %d parties ; copiez-le de "
				"nouveau",
				(unsigned long)more),
			more);
	if (st == OK && rest.len)
		st = err_set(err, ERR_INPUT,
			_("le fichier porte %zu octets de trop ; copiez-le de nouveau"), rest.len);
	if (st == OK)
		*out = p;
	return st;
}
