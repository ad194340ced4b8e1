/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/exchange/mallette.h"

#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"

#include "signed.h"

static void
add_face(const struct mallette_face *f, struct buf *out)
{
	buf_add_uid(out, f->base);
	buf_add_uid(out, f->bundle);
	buf_add_lstr(out, f->host);
	buf_add_line(out, f->campaign);
	buf_add_line(out, f->agent);
	buf_add_line(out, f->agent_name);
	buf_add_line(out, f->departments);
	buf_add_line(out, f->query);
	buf_add_u64(out, (uint64_t)f->dossiers);
	buf_add_u64(out, (uint64_t)f->made_at.ms);
	buf_add_u32(out, (uint32_t)f->expires.n);
	buf_add_line(out, f->program);
	buf_add_u32(out, (uint32_t)f->schema);
	buf_add_u32(out, (uint32_t)f->seal);
	buf_add(out, f->device, sizeof(f->device));
}

/* From the year 1 to 9999, which every form of a date can write. */
static bool
cut_day(struct str *rest, struct day *out)
{
	uint32_t n;

	if (!cut_u32(rest, &n))
		return false;
	memcpy(&out->n, &n, sizeof(n));
	return out->n >= day_of(1, 1, 1).n && out->n <= day_of(9999, 12, 31).n;
}

/* A device's key with the seal that uses it, zeros with the other. */
static bool
cut_seal(struct str *rest, struct mallette_face *f)
{
	static const uint8_t zeros[sizeof(f->device)];
	int seal;

	if (!cut_int(rest, &seal) || !cut_bytes(rest, sizeof(f->device), f->device))
		return false;
	if (seal != MALLETTE_PASSPHRASE && seal != MALLETTE_DEVICE)
		return false;
	f->seal = (enum mallette_seal)seal;
	return f->seal == MALLETTE_DEVICE ? key_usable(f->device)
					  : memcmp(f->device, zeros, sizeof(zeros)) == 0;
}

static bool
cut_face(struct str *rest, struct mallette_face *f)
{
	return cut_uid(rest, &f->base) && uid_is(f->base) && cut_uid(rest, &f->bundle) &&
	       uid_is(f->bundle) && cut_station(rest, &f->host) && cut_line(rest, &f->campaign) &&
	       cut_line(rest, &f->agent) && f->agent.len && cut_line(rest, &f->agent_name) &&
	       cut_line(rest, &f->departments) && cut_line(rest, &f->query) &&
	       cut_i64(rest, &f->dossiers) && f->dossiers >= 0 && cut_instant(rest, &f->made_at) &&
	       cut_day(rest, &f->expires) && cut_line(rest, &f->program) && f->program.len &&
	       cut_int(rest, &f->schema) && cut_seal(rest, f);
}

void
mallette_encode(const struct mallette *m, const struct sign_key *host, struct buf *out)
{
	size_t start = signed_start(SIGNED_MALLETTE, host, out);

	add_face(&m->face, out);
	buf_add_lstr(out, m->sealed);
	signed_end(SIGNED_MALLETTE, host, start, out);
}

enum status
mallette_write(const char *path, const struct mallette *m, const struct sign_key *host,
	bool replace, struct err *err)
{
	struct buf bytes = { 0 };
	enum status st;

	mallette_encode(m, host, &bytes);
	st = fs_write(path, buf_str(&bytes), replace, err);
	buf_done(&bytes);
	return st;
}

enum status
mallette_decode(struct str bytes, struct mallette *out, struct err *err)
{
	struct mallette m = { 0 };
	struct signed_file f;
	enum status st;

	if (bytes.len > MALLETTE_MOST)
		return err_set(err, ERR_INPUT,
			_("une mallette a au plus %d Mio, ce fichier en a %zu ; demandez-en une "
			  "qui porte moins de dossiers"),
			MALLETTE_MOST >> 20, bytes.len >> 20);
	st = signed_cut(SIGNED_MALLETTE, bytes, &f, err);
	if (st == OK)
		st = signed_check(&f, err);
	if (st != OK)
		return st;
	if (!cut_face(&f.body, &m.face) || !cut_string(&f.body, MALLETTE_MOST, &m.sealed) ||
		f.body.len > 0)
		return err_set(err, ERR_INPUT,
			_("la mallette est bien signée mais ce programme (%s) ne sait pas la lire "
			  "; "
			  "mettez pupitre à jour"),
			PUPITRE_VERSION);
	memcpy(m.face.host_key, f.signer, sizeof(f.signer));
	*out = m;
	return OK;
}
