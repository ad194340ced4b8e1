/* SPDX-License-Identifier: EUPL-1.2 */
/* Keys, signatures, sealing. Formats: seal.h. */
#include "pupitre/base/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "pupitre/base/fs.h"
#include "pupitre/base/hash.h"
#include "pupitre/base/i18n.h"

#include "words.h"

#define KEY_MAGIC "PUPITRE-CLE-1\n"
#define SEAL_MAGIC "PUPITRE-SCEAU-1\n"

enum {
	KEY_MAGIC_BYTES = sizeof(KEY_MAGIC) - 1,
	KEY_FILE_BYTES = KEY_MAGIC_BYTES + crypto_sign_SECRETKEYBYTES
};
enum { KIND_DEVICE = 1, KIND_PASSPHRASE = 2 };
enum {
	STREAM_KEY_BYTES = crypto_secretstream_xchacha20poly1305_KEYBYTES,
	STREAM_HEADER_BYTES = crypto_secretstream_xchacha20poly1305_HEADERBYTES,
	CHUNK_BYTES = 64 << 10,
	CHUNK_MORE = crypto_secretstream_xchacha20poly1305_ABYTES
};
enum { PASSES = 3, PASSES_MOST = 6 };
enum { MEMORY_KIB = 256 << 10, MEMORY_KIB_LEAST = 8, MEMORY_KIB_MOST = 512 << 10 };
enum { KEY_WORD_COUNT = 8 };

_Static_assert(sizeof(((struct sign_key *)0)->secret) == crypto_sign_SECRETKEYBYTES, "secret");
_Static_assert(sizeof(((struct sign_key *)0)->pub) == crypto_sign_PUBLICKEYBYTES, "public key");
_Static_assert(STREAM_KEY_BYTES == crypto_pwhash_BYTES_MIN * 2, "stream key");

static const unsigned char *
bytes_of(struct str s)
{
	return (const unsigned char *)(s.ptr ? s.ptr : "");
}

void
secret_wipe(void *p, size_t len)
{
	sodium_memzero(p, len);
}

void
sign_key_new(struct sign_key *out)
{
	crypto_sign_keypair(out->pub, out->secret);
}

void
sign_bytes(const struct sign_key *k, struct str bytes, uint8_t sig[64])
{
	crypto_sign_detached(sig, NULL, bytes_of(bytes), bytes.len, k->secret);
}

bool
sign_holds(const uint8_t pub[32], struct str bytes, const uint8_t sig[64])
{
	return crypto_sign_verify_detached(sig, bytes_of(bytes), bytes.len, pub) == 0;
}

bool
key_usable(const uint8_t pub[32])
{
	uint8_t exchange[crypto_scalarmult_curve25519_BYTES];

	return crypto_sign_ed25519_pk_to_curve25519(exchange, pub) == 0;
}

const char *
key_words(struct arena *a, const uint8_t pub[32])
{
	struct hash h = hash_of((struct str){ (const char *)pub, 32 });
	struct buf line = { 0 };
	const char *text;

	for (int i = 0; i < KEY_WORD_COUNT; i++)
		buf_addf(&line, "%s%s", i ? " " : "", words[h.b[i]]);
	text = arena_z(a, buf_str(&line));
	buf_done(&line);
	return text;
}

/* The public half must be the one that the seed gives: a damaged file is not a key. */
static bool
key_parse(const char bytes[KEY_FILE_BYTES], struct sign_key *out)
{
	uint8_t seed[crypto_sign_SEEDBYTES];
	struct sign_key k;
	bool same;

	if (memcmp(bytes, KEY_MAGIC, KEY_MAGIC_BYTES) != 0)
		return false;
	memcpy(seed, bytes + KEY_MAGIC_BYTES, sizeof(seed));
	crypto_sign_seed_keypair(k.pub, k.secret, seed);
	same = sodium_memcmp(k.secret, bytes + KEY_MAGIC_BYTES, sizeof(k.secret)) == 0;
	if (same)
		*out = k;
	secret_wipe(seed, sizeof(seed));
	secret_wipe(&k, sizeof(k));
	return same;
}

static enum status
check_key_file(const char *path, int fd, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_set(err, ERR_SYSTEM, _("%s : lecture de la clé impossible (%s)"), path,
			err_reason(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(err, ERR_INPUT,
			_("%s : une clé est un fichier ordinaire, ceci n'en est pas un ; donnez un "
			  "autre chemin"),
			path);
	if (st.st_uid != geteuid())
		return err_set(err, ERR_INPUT,
			_("%s : cette clé appartient à un autre compte ; donnez le chemin de la "
			  "vôtre"),
			path);
	if ((st.st_mode & 07777) != 0600)
		return err_set(err, ERR_INPUT,
			_("%s : droits %04o au lieu de 0600, d'autres ont pu lire cette clé ; si "
			  "personne ne l'a lue, faites « chmod 600 » sur ce fichier, sinon "
			  "retirez-le et enregistrez une nouvelle clé sur l'hôte"),
			path, (unsigned)(st.st_mode & 07777));
	if (st.st_nlink != 1)
		return err_set(err, ERR_INPUT,
			_("%s : cette clé porte plusieurs noms (liens) ; n'en gardez qu'un"), path);
	return OK;
}

static enum status
key_damaged(const char *path, struct err *err)
{
	return err_set(err, ERR_INPUT,
		_("%s : ce n'est pas une clé de pupitre, ou elle est abîmée ; remettez celle d'une "
		  "sauvegarde, ou retirez ce fichier et enregistrez une nouvelle clé sur l'hôte"),
		path);
}

static enum status
read_key(const char *path, int fd, struct sign_key *out, struct err *err)
{
	char bytes[KEY_FILE_BYTES + 1];
	size_t got = 0;
	ssize_t n;
	enum status st = check_key_file(path, fd, err);

	if (st != OK)
		return st;
	do {
		n = read(fd, bytes + got, sizeof(bytes) - got);
		got += n > 0 ? (size_t)n : 0;
	} while (got < sizeof(bytes) && (n > 0 || (n < 0 && errno == EINTR)));
	if (n < 0)
		st = err_set(err, ERR_SYSTEM, _("%s : lecture de la clé impossible (%s)"), path,
			err_reason(errno));
	else if (got != KEY_FILE_BYTES || !key_parse(bytes, out))
		st = key_damaged(path, err);
	secret_wipe(bytes, sizeof(bytes));
	return st;
}

/* *absent when there is no file of that name: then OK, and *out untouched. */
static enum status
open_key(const char *path, bool *absent, struct sign_key *out, struct err *err)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	enum status st;

	*absent = fd < 0 && errno == ENOENT;
	if (*absent)
		return OK;
	if (fd < 0 && errno == ELOOP)
		return err_set(err, ERR_INPUT,
			_("%s : c'est un lien vers un autre fichier ; donnez le chemin de la clé "
			  "elle-même"),
			path);
	if (fd < 0)
		return err_set(err, ERR_SYSTEM, _("%s : lecture de la clé impossible (%s)"), path,
			err_reason(errno));
	st = read_key(path, fd, out, err);
	close(fd);
	return st;
}

enum status
key_file_save(const char *path, const struct sign_key *k, struct err *err)
{
	char bytes[KEY_FILE_BYTES] = KEY_MAGIC;
	enum status st = fs_make_folders(path, err);

	if (st != OK)
		return st;
	memcpy(bytes + KEY_MAGIC_BYTES, k->secret, sizeof(k->secret));
	st = fs_write(path, (struct str){ bytes, sizeof(bytes) }, false, err);
	secret_wipe(bytes, sizeof(bytes));
	return st;
}

static enum status
make_key(const char *path, struct err *err)
{
	struct sign_key k;
	enum status st;

	sign_key_new(&k);
	st = key_file_save(path, &k, err);
	secret_wipe(&k, sizeof(k));
	return st;
}

enum status
key_file_load(const char *path, bool make, struct sign_key *out, struct err *err)
{
	bool absent;
	enum status st = open_key(path, &absent, out, err);

	if (st != OK || !absent)
		return st;
	if (make) {
		st = make_key(path, err);
		/* ERR_INPUT: another program made it meanwhile, that one counts. */
		if (st != OK && st != ERR_INPUT)
			return st;
		st = open_key(path, &absent, out, err);
	}
	if (st == OK && absent)
		return err_set(err, ERR_INPUT,
			_("%s : il n'y a pas de clé ici ; donnez le chemin de celle de cet "
			  "appareil"),
			path);
	return st;
}

/* What stands before the stream, and the key that it leads to. */
struct head {
	uint32_t kind;
	struct str bytes; /* the whole head */
	struct str box; /* KIND_DEVICE */
	struct str salt; /* KIND_PASSPHRASE, and below */
	uint32_t passes, memory_kib;
};

static bool
cut_bytes(struct str *rest, size_t len, struct str *out)
{
	if (rest->len < len)
		return false;
	*out = (struct str){ rest->ptr, len };
	*rest = (struct str){ rest->ptr + len, rest->len - len };
	return true;
}

static bool
cut_way(struct str *rest, struct head *h)
{
	if (h->kind == KIND_DEVICE)
		return cut_bytes(rest, STREAM_KEY_BYTES + crypto_box_SEALBYTES, &h->box);
	return h->kind == KIND_PASSPHRASE && cut_bytes(rest, crypto_pwhash_SALTBYTES, &h->salt) &&
	       cut_u32(rest, &h->passes) && cut_u32(rest, &h->memory_kib);
}

static enum status
cut_head(struct str *rest, uint32_t kind, struct head *h, struct err *err)
{
	struct str magic, all = *rest;

	*h = (struct head){ 0 };
	if (!cut_bytes(rest, sizeof(SEAL_MAGIC) - 1, &magic) || !str_eq(magic, STR(SEAL_MAGIC)) ||
		!cut_u32(rest, &h->kind) || !cut_way(rest, h))
		return err_set(err, ERR_INPUT,
			_("ce qui est scellé n'est pas lisible : fichier altéré, ou fait par un "
			  "programme plus récent ; copiez-le de nouveau, ou mettez pupitre à "
			  "jour"));
	h->bytes = (struct str){ all.ptr, all.len - rest->len };
	if (h->kind == kind)
		return OK;
	return err_set(err, ERR_INPUT,
		kind == KIND_DEVICE
			? _("scellé par une phrase de passe, non pour la clé d'un appareil ; "
			    "donnez la phrase de passe")
			: _("scellé pour la clé d'un appareil, non par une phrase de passe ; "
			    "ouvrez-le sur cet appareil, sans phrase"));
}

static void
stream_seal(const uint8_t key[STREAM_KEY_BYTES], size_t head_at, struct str plain, struct buf *out)
{
	crypto_secretstream_xchacha20poly1305_state st;
	uint8_t header[STREAM_HEADER_BYTES], chunk[CHUNK_BYTES + CHUNK_MORE];
	size_t head_len = out->len - head_at;
	bool last = false;

	crypto_secretstream_xchacha20poly1305_init_push(&st, header, key);
	buf_add(out, header, sizeof(header));
	for (bool first = true; !last; first = false) {
		size_t n = plain.len < CHUNK_BYTES ? plain.len : CHUNK_BYTES;

		last = n == plain.len;
		crypto_secretstream_xchacha20poly1305_push(&st, chunk, NULL, bytes_of(plain), n,
			(const unsigned char *)out->ptr + head_at, first ? head_len : 0,
			last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
			     : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
		buf_add(out, chunk, n + CHUNK_MORE);
		if (!last)
			plain = (struct str){ plain.ptr + n, plain.len - n };
	}
	secret_wipe(&st, sizeof(st));
}

/* One chunk: false when it does not open, or bears another tag than its place asks for. */
static bool
open_chunk(crypto_secretstream_xchacha20poly1305_state *st, struct str ad, struct str *rest,
	struct buf *out)
{
	uint8_t plain[CHUNK_BYTES];
	size_t most = CHUNK_BYTES + CHUNK_MORE;
	struct str chunk = { rest->ptr, rest->len < most ? rest->len : most };
	unsigned char tag, wanted;
	bool good;

	*rest = (struct str){ rest->ptr + chunk.len, rest->len - chunk.len };
	wanted = rest->len ? crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
			   : crypto_secretstream_xchacha20poly1305_TAG_FINAL;
	good = crypto_secretstream_xchacha20poly1305_pull(st, plain, NULL, &tag, bytes_of(chunk),
		       chunk.len, bytes_of(ad), ad.len) == 0 &&
	       tag == wanted;
	if (good)
		buf_add(out, plain, chunk.len - CHUNK_MORE);
	secret_wipe(plain, sizeof(plain));
	return good;
}

/* refusal: when the very first chunk does not open, which a wrong key shows too. */
static enum status
stream_unseal(const uint8_t key[STREAM_KEY_BYTES], struct str head, struct str rest,
	struct buf *out, const char *refusal, struct err *err)
{
	crypto_secretstream_xchacha20poly1305_state st;
	size_t at = out->len;
	struct str header, ad = head;
	bool good =
		cut_bytes(&rest, STREAM_HEADER_BYTES, &header) &&
		crypto_secretstream_xchacha20poly1305_init_pull(&st, bytes_of(header), key) == 0;

	while (good) {
		good = open_chunk(&st, ad, &rest, out);
		if (!good || rest.len == 0)
			break;
		ad = STR_NONE;
	}
	secret_wipe(&st, sizeof(st));
	if (good)
		return OK;
	if (out->len > at) {
		secret_wipe(out->ptr + at, out->len - at);
		out->len = at;
		refusal = _("ce qui est scellé a été altéré ou coupé ; copiez le fichier de "
			    "nouveau, ou demandez qu'il soit refait");
	}
	return err_set(err, ERR_INPUT, "%s", refusal);
}

void
seal_for_device(const uint8_t pub[32], struct str plain, struct buf *out)
{
	uint8_t key[STREAM_KEY_BYTES], exchange[crypto_box_PUBLICKEYBYTES];
	uint8_t box[STREAM_KEY_BYTES + crypto_box_SEALBYTES];
	size_t head_at = out->len;

	crypto_secretstream_xchacha20poly1305_keygen(key);
	if (crypto_sign_ed25519_pk_to_curve25519(exchange, pub) != 0 ||
		crypto_box_seal(box, key, sizeof(key), exchange) != 0)
		die(_("la clé d'appareil n'est pas une clé publique Ed25519"));
	buf_addz(out, SEAL_MAGIC);
	buf_add_u32(out, KIND_DEVICE);
	buf_add(out, box, sizeof(box));
	stream_seal(key, head_at, plain, out);
	secret_wipe(key, sizeof(key));
}

enum status
unseal_by_device(const struct sign_key *k, struct str sealed, struct buf *out, struct err *err)
{
	const char *other = _("scellé pour un autre appareil que celui-ci, ou altéré ; ouvrez-le "
			      "sur l'appareil pour lequel il a été fait, ou demandez qu'il soit "
			      "refait pour celui-ci");
	uint8_t key[STREAM_KEY_BYTES], pub[crypto_box_PUBLICKEYBYTES];
	uint8_t secret[crypto_box_SECRETKEYBYTES];
	struct head h;
	enum status st = cut_head(&sealed, KIND_DEVICE, &h, err);

	if (st != OK)
		return st;
	if (crypto_sign_ed25519_pk_to_curve25519(pub, k->pub) == 0 &&
		crypto_sign_ed25519_sk_to_curve25519(secret, k->secret) == 0 &&
		crypto_box_seal_open(key, bytes_of(h.box), h.box.len, pub, secret) == 0)
		st = stream_unseal(key, h.bytes, sealed, out, other, err);
	else
		st = err_set(err, ERR_INPUT, "%s", other);
	secret_wipe(secret, sizeof(secret));
	secret_wipe(key, sizeof(key));
	return st;
}

static bool
passphrase_key(struct str passphrase, const struct head *h, uint8_t key[STREAM_KEY_BYTES])
{
	return crypto_pwhash(key, STREAM_KEY_BYTES, passphrase.ptr ? passphrase.ptr : "",
		       passphrase.len, bytes_of(h->salt), h->passes, (size_t)h->memory_kib << 10,
		       crypto_pwhash_ALG_ARGON2ID13) == 0;
}

void
seal_by_passphrase(struct str passphrase, struct str plain, struct buf *out)
{
	uint8_t key[STREAM_KEY_BYTES], salt[crypto_pwhash_SALTBYTES];
	struct head h = { .salt = { (const char *)salt, sizeof(salt) },
		.passes = PASSES,
		.memory_kib = MEMORY_KIB };
	size_t head_at = out->len;

	randombytes_buf(salt, sizeof(salt));
	if (!passphrase_key(passphrase, &h, key))
		die(_("mémoire insuffisante"));
	buf_addz(out, SEAL_MAGIC);
	buf_add_u32(out, KIND_PASSPHRASE);
	buf_adds(out, h.salt);
	buf_add_u32(out, h.passes);
	buf_add_u32(out, h.memory_kib);
	stream_seal(key, head_at, plain, out);
	secret_wipe(key, sizeof(key));
}

static bool
bearable(const struct head *h)
{
	return h->passes >= 1 && h->passes <= PASSES_MOST && h->memory_kib >= MEMORY_KIB_LEAST &&
	       h->memory_kib <= MEMORY_KIB_MOST;
}

enum status
unseal_by_passphrase(struct str passphrase, struct str sealed, struct buf *out, struct err *err)
{
	uint8_t key[STREAM_KEY_BYTES];
	struct head h;
	enum status st = cut_head(&sealed, KIND_PASSPHRASE, &h, err);

	if (st != OK)
		return st;
	if (!bearable(&h))
		return err_set(err, ERR_INPUT,
			_("ce qui est scellé demande %u passes sur %u Kio de mémoire, %d passes et "
			  "%d Kio au plus ; fichier altéré, ou fait par un programme plus récent"),
			h.passes, h.memory_kib, PASSES_MOST, MEMORY_KIB_MOST);
	if (!passphrase_key(passphrase, &h, key))
		return err_set(err, ERR_SYSTEM,
			_("mémoire insuffisante pour la phrase de passe, il faut %u Mio ; fermez "
			  "d'autres programmes et recommencez"),
			h.memory_kib >> 10);
	st = stream_unseal(key, h.bytes, sealed, out,
		_("la phrase de passe n'est pas la bonne, ou le fichier a été altéré ; "
		  "recommencez en vérifiant les majuscules et les accents"),
		err);
	secret_wipe(key, sizeof(key));
	return st;
}
