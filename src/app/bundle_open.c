/* SPDX-License-Identifier: EUPL-1.2 */
/* What a file is, and opening a mallette on the delegate's machine. */
#include "bundle_rows.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "findings.h"
#include "pupitre/app/keys.h"
#include "pupitre/base/env.h"
#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "pupitre/exchange/mallette.h"
#include "pupitre/exchange/parcel.h"
#include "pupitre/store/check.h"

enum { HOSTS_MOST = 1 << 20, HEAD = 32, TRIES = 3 };

/* ---- showing ---- */

static void
face_of_mallette(const struct mallette *m, struct arena *a, struct bundle_face *out)
{
	const struct mallette_face *f = &m->face;

	*out = (struct bundle_face){ .signature_holds = true,
		.bundle = uid_hex(f->bundle),
		.base = uid_hex(f->base),
		.host = f->host,
		.campaign = f->campaign,
		.agent = f->agent,
		.agent_name = f->agent_name,
		.departments = f->departments,
		.query = f->query,
		.program = f->program,
		.dossiers = f->dossiers,
		.made_at = f->made_at,
		.expires = f->expires,
		.by_passphrase = f->seal == MALLETTE_PASSPHRASE,
		.words = key_words(a, f->host_key) };
}

static void
face_of_parcel(const struct parcel *p, struct arena *a, struct bundle_face *out)
{
	*out = (struct bundle_face){ .is_return = true,
		.signature_holds = true,
		.base = uid_hex(p->base),
		.host = p->sender,
		.agent = p->label,
		.acts = (int64_t)p->act_count,
		.made_at = p->made_at,
		.expires = DAY_NONE,
		.words = key_words(a, p->signer) };
	if (uid_is(p->bundle))
		out->bundle = uid_hex(p->bundle);
}

enum status
bundle_show(const char *path, struct arena *a, struct bundle_face *out, struct err *err)
{
	struct mallette m;
	struct parcel p;
	struct str bytes;
	struct bundle_face f;
	enum status st = fs_read(path, MALLETTE_MOST, a, &bytes, err);

	if (st)
		return st;
	if (str_starts(bytes, STR("PUPITRE-RETOUR-"))) {
		st = parcel_decode(a, bytes, &p, err);
		if (!st)
			face_of_parcel(&p, a, &f);
	} else {
		st = mallette_decode(bytes, &m, err);
		if (!st)
			face_of_mallette(&m, a, &f);
	}
	if (st)
		return st;
	f.bytes = (int64_t)bytes.len;
	*out = f;
	return OK;
}

bool
bundle_is_file(const char *path)
{
	char head[HEAD] = { 0 };
	FILE *f = fopen(path, "rb");
	size_t n = f ? fread(head, 1, sizeof head, f) : 0;

	if (f)
		fclose(f);
	return str_starts((struct str){ head, n }, STR("PUPITRE-MALLETTE-"));
}

/* ---- the host that a machine trusts ---- */

static const char *
hosts_path(struct arena *a)
{
	const char *data = env_get(ENV_DATA_HOME), *home = env_get(ENV_HOME);

	return data ? arena_printf(a, "%s/pupitre/hotes", data)
		    : arena_printf(a, "%s/.local/share/pupitre/hotes", home ? home : ".");
}

static enum status
read_hosts(struct arena *a, const char *path, struct str *out, struct err *err)
{
	*out = STR("");
	return access(path, F_OK) == 0 ? fs_read(path, HOSTS_MOST, a, out, err) : OK;
}

static enum status
remember_host(const struct mallette_face *f, struct arena *a, struct err *err)
{
	const char *path = hosts_path(a), *base = arena_printf(a, "%s", uid_hex(f->base).s);
	struct str text, rest, line, name;
	struct hash key, known;
	enum status st = read_hosts(a, path, &text, err);
	bool more = true;

	memcpy(key.b, f->host_key, sizeof key.b);
	for (rest = text; !st && more;) {
		more = str_cut(&rest, '\n', &line);
		if (!str_cut(&line, ' ', &name) || !str_eqz(name, base) ||
			!hash_parse(line, &known))
			continue;
		if (hash_eq(known, key))
			return OK;
		return err_set(err, ERR_INPUT,
			_("cette mallette n'est pas signée par l'hôte habituel : mots attendus « "
			  "%s », lus "
			  "« %s » ; appelez l'hôte, puis retirez la ligne de %s si sa clé a "
			  "changé"),
			key_words(a, known.b), key_words(a, key.b), path);
	}
	if (!st)
		st = fs_make_folders(path, err);
	if (!st)
		st = fs_write(path,
			str_z(arena_printf(a, "%.*s%s %s\n", STR_ARG(text), base, hash_hex(key).s)),
			true, err);
	return st;
}

/* ---- unsealing ---- */

static enum status
unseal_here(const struct mallette *m, struct buf *plain, struct err *err)
{
	struct sign_key k;
	enum status st = key_of_machine(&k, err);

	if (!st && memcmp(k.pub, m->face.device, sizeof k.pub) != 0)
		st = err_set(err, ERR_INPUT,
			_("cette mallette est faite pour la clé d'un autre poste : ouvrez-la sur "
			  "celui-là, ou donnez à l'hôte la clé de celui-ci (« pupitre bundle key "
			  "show ») et demandez-lui une nouvelle mallette"));
	if (!st)
		st = unseal_by_device(&k, m->sealed, plain, err);
	secret_wipe(&k, sizeof k);
	return st;
}

static void
forget(struct buf *phrase)
{
	if (phrase->ptr)
		secret_wipe(phrase->ptr, phrase->len);
	buf_done(phrase);
}

/* A wrong phrase is asked again here: a person sent back to the shell would type it there, in clear. */
static enum status
unseal_asking(const struct mallette *m,
	bool (*ask)(void *ctx, const char *question, struct buf *answer), void *ctx,
	struct buf *plain, struct err *err)
{
	const char *question = _("Phrase de passe de la mallette");
	struct buf phrase = { 0 }, again = { 0 };
	enum status st = ERR_INPUT;
	int tries = 0;

	for (; st == ERR_INPUT && tries < TRIES && ask(ctx, question, &phrase); tries++) {
		st = unseal_by_passphrase(buf_str(&phrase), m->sealed, plain, err);
		forget(&phrase);
		buf_clear(&again);
		buf_addf(&again,
			_("Ce n'est pas la bonne, majuscules et accents comptent (%d sur %d)"),
			tries + 2, TRIES);
		question = again.ptr;
	}
	buf_done(&again);
	forget(&phrase);
	if (tries == 0)
		return err_set(err, ERR_CANCELLED,
			_("mallette laissée fermée : il faut sa phrase de passe, tapée ou dans un "
			  "fichier (--passphrase-file)"));
	if (st == ERR_INPUT && tries > 1)
		return err_set(err, ERR_INPUT,
			_("mallette laissée fermée : aucune de ces phrases de passe n'est la "
			  "bonne ; demandez-la à l'hôte, puis relancez la commande"));
	return st;
}

static enum status
unseal(const struct mallette *m, bool (*ask)(void *ctx, const char *question, struct buf *answer),
	void *ctx, struct buf *plain, struct err *err)
{
	if (m->face.seal == MALLETTE_DEVICE)
		return unseal_here(m, plain, err);
	if (!ask)
		return err_set(err, ERR_USAGE,
			_("il faut la phrase de passe de cette mallette, et aucun terminal où la "
			  "demander : donnez-la par --passphrase-file FICHIER"));
	return unseal_asking(m, ask, ctx, plain, err);
}

static void
remove_base(struct arena *a, const char *base)
{
	static const char *const tails[] = { "", "-wal", "-shm", ".verrou", ".cle" };

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		unlink(arena_printf(a, "%s%s", base, tails[i]));
}

/* Before anybody works in it: the schema is ours, the file is whole, it is the base that the face says. */
static enum status
check_base(const char *base, const struct mallette_face *f, struct err *err)
{
	struct arena a = { 0 };
	struct findings found = { .a = &a };
	struct check_sink sink = findings_sink(&found, NULL, NULL);
	struct store *store;
	enum status st = store_open(base, NULL, &store, err);

	if (st)
		return st;
	st = check_schema(store, &sink, err);
	if (!st)
		st = check_integrity(store, false, &sink, err);
	if (!st && found.count)
		st = err_set(err, ERR_INPUT, _("mallette refusée : %s"), found.list[0].text);
	if (!st && (!uid_eq(store_base(store), f->base) || !uid_eq(store_bundle(store), f->bundle)))
		st = err_set(err, ERR_INPUT,
			_("mallette refusée : la base scellée n'est pas celle qu'elle annonce"));
	store_close(store);
	arena_done(&a);
	return st;
}

static enum status
write_secret(const char *base, struct str secret, struct arena *a, struct err *err)
{
	struct sign_key k;
	enum status st;

	if (!secret.ptr)
		return OK;
	if (secret.len != sizeof k.secret)
		return err_set(err, ERR_INPUT, _("mallette refusée : sa clé n'est pas entière"));
	memcpy(k.secret, secret.ptr, sizeof k.secret);
	memcpy(k.pub, k.secret + 32, sizeof k.pub);
	st = key_file_save(arena_printf(a, "%s.cle", base), &k, err);
	secret_wipe(&k, sizeof k);
	return st;
}

static enum status
write_base(const struct mallette *m, struct str plain, const char *base, struct arena *a,
	struct err *err)
{
	struct str bytes, secret;
	enum status st;

	if (!cut_lstr(&plain, &bytes) || !cut_lstr(&plain, &secret) || plain.len || !bytes.len)
		return err_set(err, ERR_INPUT,
			_("mallette refusée : son contenu n'est pas celui attendu"));
	st = fs_write(base, bytes, false, err);
	if (st)
		return st;
	st = write_secret(base, secret, a, err);
	if (!st)
		st = check_base(base, &m->face, err);
	if (st)
		remove_base(a, base);
	return st;
}

static enum status
check_present(const char *base, const struct mallette_face *f, struct err *err)
{
	struct store *store;
	enum status st = store_open(base, NULL, &store, err);

	if (st)
		return st;
	if (!uid_eq(store_bundle(store), f->bundle))
		st = err_set(err, ERR_INPUT,
			_("%s est la base d'une autre mallette : déplacez-la, puis recommencez"),
			base);
	store_close(store);
	return st;
}

enum status
bundle_unpack(const char *path, bool (*ask)(void *ctx, const char *question, struct buf *answer),
	void *ctx, struct arena *a, const char **base, struct err *err)
{
	const char *to = arena_printf(a, "%s.base", path);
	struct buf plain = { 0 };
	struct mallette m;
	struct str bytes;
	enum status st = fs_read(path, MALLETTE_MOST, a, &bytes, err);

	if (!st)
		st = mallette_decode(bytes, &m, err);
	if (st)
		return st;
	*base = to;
	if (access(to, F_OK) == 0)
		return check_present(to, &m.face, err);
	st = remember_host(&m.face, a, err);
	if (!st)
		st = unseal(&m, ask, ctx, &plain, err);
	if (!st)
		st = write_base(&m, buf_str(&plain), to, a, err);
	if (plain.ptr)
		secret_wipe(plain.ptr, plain.len);
	buf_done(&plain);
	return st;
}
