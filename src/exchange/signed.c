/* SPDX-License-Identifier: EUPL-1.2 */
#include "signed.h"

#include <limits.h>

#include "pupitre/base/arena.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

enum { LENGTH_BYTES = 8, KEY_BYTES = 32, SIGNATURE_BYTES = 64, LINE_BYTES = 1 << 16 };

/* A magic is its name followed by the number of the format. */
static const struct {
	const char *name, *format;
	const char *as_other; /* when the other kind was wanted */
	const char *limit;
} kinds[SIGNED_KIND_COUNT] = {
	[SIGNED_MALLETTE] = { "PUPITRE-MALLETTE-", "1",
		N_("c'est une mallette, il faut ici un retour ; ouvrez-la par « pupitre FICHIER », "
		   "puis "
		   "faites le retour par « pupitre bundle return »"),
		N_("une mallette a au plus 1024 Mio") },
	[SIGNED_PARCEL] = { "PUPITRE-RETOUR-", "1",
		N_("c'est un retour, il faut ici une mallette ; un retour se reprend sur l'hôte "
		   "par "
		   "« pupitre bundle merge »"),
		N_("un retour a au plus 8 Mio, un envoi entre hôtes 256") },
};

static const char *const kind_refusals[SIGNED_KIND_COUNT] = {
	[SIGNED_MALLETTE] =
		N_("ce n'est pas une mallette ; donnez le fichier que l'hôte a fait par "
		   "« pupitre bundle create »"),
	[SIGNED_PARCEL] = N_("ce n'est pas un retour ; donnez le fichier fait par « pupitre bundle "
			     "return »"),
};

static size_t
magic_len(enum signed_kind kind)
{
	return strlen(kinds[kind].name) + strlen(kinds[kind].format);
}

size_t
signed_start(enum signed_kind kind, const struct sign_key *signer, struct buf *out)
{
	size_t start = out->len;

	buf_addz(out, kinds[kind].name);
	buf_addz(out, kinds[kind].format);
	buf_add_u64(out, 0);
	buf_add(out, signer->pub, sizeof(signer->pub));
	return start;
}

void
signed_end(enum signed_kind kind, const struct sign_key *signer, size_t start, struct buf *out)
{
	uint8_t signature[SIGNATURE_BYTES];
	struct buf length = { 0 };

	buf_add_u64(&length, out->len - start + SIGNATURE_BYTES);
	memcpy(out->ptr + start + magic_len(kind), length.ptr, length.len);
	buf_done(&length);
	sign_bytes(signer, (struct str){ out->ptr + start, out->len - start }, signature);
	buf_add(out, signature, sizeof(signature));
}

/* Why the first bytes are not those of the kind. */
static enum status
refuse_kind(enum signed_kind kind, struct str bytes, struct err *err)
{
	if (bytes.len == 0)
		return err_set(err, ERR_INPUT,
			_("le fichier est vide ; copiez-le de nouveau, ou demandez qu'il soit "
			  "refait"));
	if (str_starts(bytes, str_z(kinds[kind].name)) && bytes.len >= magic_len(kind))
		return err_set(err, ERR_INPUT,
			_("le fichier est d'un format plus récent que ce programme (%s) ; mettez "
			  "pupitre à jour"),
			PUPITRE_VERSION);
	for (int k = 0; k < SIGNED_KIND_COUNT; k++)
		if (k != (int)kind && str_starts(bytes, str_z(kinds[k].name)))
			return err_set(err, ERR_INPUT, "%s", _(kinds[k].as_other));
	if (str_starts(bytes, STR("SQLite format 3")))
		return err_set(err, ERR_INPUT, _("c'est une base ; %s"), _(kind_refusals[kind]));
	return err_set(err, ERR_INPUT, "%s", _(kind_refusals[kind]));
}

bool
signed_starts(enum signed_kind kind, struct str bytes)
{
	return str_starts(bytes, str_z(kinds[kind].name));
}

size_t
signed_length(enum signed_kind kind, struct str bytes)
{
	size_t magic = magic_len(kind);
	struct str rest = { bytes.ptr + magic, bytes.len - magic };
	uint64_t length;

	if (bytes.len < magic || !signed_starts(kind, bytes) || !cut_u64(&rest, &length) ||
		length > bytes.len)
		return 0;
	return (size_t)length;
}

enum status
signed_cut(enum signed_kind kind, struct str bytes, struct signed_file *out, struct err *err)
{
	struct str rest = bytes;
	size_t magic = magic_len(kind);
	size_t least = magic + LENGTH_BYTES + KEY_BYTES + SIGNATURE_BYTES;
	uint64_t length = least;

	if (!str_starts(rest, str_z(kinds[kind].name)) || rest.len < magic ||
		memcmp(rest.ptr + magic - strlen(kinds[kind].format), kinds[kind].format,
			strlen(kinds[kind].format)) != 0)
		return refuse_kind(kind, bytes, err);
	rest = (struct str){ rest.ptr + magic, rest.len - magic };
	if (!cut_u64(&rest, &length) || bytes.len < length || bytes.len < least)
		return err_set(err, ERR_INPUT,
			_("le fichier est incomplet, %zu octets sur %llu ; copiez-le de nouveau"),
			bytes.len, (unsigned long long)(length > least ? length : least));
	if (length < least)
		return err_set(err, ERR_INPUT,
			_("le fichier est abîmé, la longueur qu'il annonce n'en est pas une (%s) ; "
			  "copiez-le de nouveau"),
			_(kinds[kind].limit));
	if (bytes.len > length)
		return err_set(err, ERR_INPUT,
			_("le fichier a été altéré, %zu octets au lieu de %llu (%s) ; copiez-le de "
			  "nouveau"),
			bytes.len, (unsigned long long)length, _(kinds[kind].limit));
	out->all = bytes;
	memcpy(out->signer, rest.ptr, KEY_BYTES);
	out->body = (struct str){ rest.ptr + KEY_BYTES, bytes.len - least };
	return OK;
}

enum status
signed_check(const struct signed_file *f, struct err *err)
{
	struct str before = { f->all.ptr, f->all.len - SIGNATURE_BYTES };

	if (sign_holds(f->signer, before, (const uint8_t *)before.ptr + before.len))
		return OK;
	return err_set(err, ERR_INPUT,
		_("la signature ne correspond pas au contenu, le fichier a été altéré ; copiez-le "
		  "de nouveau, ou demandez qu'il soit refait"));
}

void
buf_add_uid(struct buf *b, struct uid id)
{
	buf_add(b, id.b, sizeof(id.b));
}

void
buf_add_hash(struct buf *b, struct hash h)
{
	buf_add(b, h.b, sizeof(h.b));
}

void
buf_add_line(struct buf *b, struct str s)
{
	struct arena a = { 0 };

	buf_add_lstr(b, utf8_clean(&a, s, CLEAN_LINE, LINE_BYTES / 8).text);
	arena_done(&a);
}

bool
cut_bytes(struct str *rest, size_t len, void *out)
{
	if (rest->len < len)
		return false;
	memcpy(out, rest->ptr, len);
	*rest = (struct str){ rest->ptr + len, rest->len - len };
	return true;
}

bool
cut_uid(struct str *rest, struct uid *out)
{
	return cut_bytes(rest, sizeof(out->b), out->b);
}

bool
cut_hash(struct str *rest, struct hash *out)
{
	return cut_bytes(rest, sizeof(out->b), out->b);
}

bool
cut_i64(struct str *rest, int64_t *out)
{
	uint64_t v;

	if (!cut_u64(rest, &v))
		return false;
	memcpy(out, &v, sizeof(v));
	return true;
}

bool
cut_int(struct str *rest, int *out)
{
	uint32_t v;

	if (!cut_u32(rest, &v) || v > INT_MAX)
		return false;
	*out = (int)v;
	return true;
}

bool
cut_instant(struct str *rest, struct instant *out)
{
	const int64_t first = -62167219200000, last = 253402300799999;

	return cut_i64(rest, &out->ms) && out->ms >= first && out->ms <= last;
}

bool
cut_string(struct str *rest, size_t most, struct str *out)
{
	return cut_lstr(rest, out) && out->ptr && out->len <= most;
}

bool
cut_line(struct str *rest, struct str *out)
{
	struct arena a = { 0 };
	bool clean;

	if (!cut_lstr(rest, out) || out->len > LINE_BYTES)
		return false;
	clean = str_eq(utf8_clean(&a, *out, CLEAN_LINE, LINE_BYTES).text, *out);
	arena_done(&a);
	return clean;
}

bool
cut_station(struct str *rest, struct str *out)
{
	struct uid id;

	return cut_string(rest, 2 * sizeof(id.b), out) && uid_parse(*out, &id) &&
	       str_eqz(*out, uid_hex(id).s);
}
