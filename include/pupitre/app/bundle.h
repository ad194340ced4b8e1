/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Mallettes: made by the host, opened on a laptop, returned. The files are those of exchange/mallette.h
 * and exchange/parcel.h; what a merge does with a return is in app/merge.h.
 *
 * Working base  "<FILE>.base" beside the mallette, 0600: a base of its own (session_offline), whose only
 *               agent is the delegate. It is made once, from the decrypted mallette whose signature held.
 */
#ifndef PUPITRE_APP_BUNDLE_H
#define PUPITRE_APP_BUNDLE_H

#include "pupitre/app/session.h"
#include "pupitre/base/buf.h"

enum bundle_status { BUNDLE_OPEN, BUNDLE_CLOSED, BUNDLE_REVOKED };
struct bundle_view {
	struct hex_text id;
	struct str agent, agent_name, departments,
		query; /* query absent: all of the départements */
	int64_t dossiers;
	struct instant created_at;
	struct day expires;
	enum bundle_status status;
	bool expired;
	const char *words; /* of the key that signs its returns */
	struct instant returned_at; /* newest merge of it; INSTANT_NONE: none yet */
	int64_t returns, questions; /* merges of it; questions still open */
	int64_t acts; /* by bundle_here: made in it */
};
/* Newest first. */
MUST_CHECK enum status bundles_list(struct session *s, struct arena *a, struct bundle_view **out,
	size_t *count, struct err *err);

enum { PASSPHRASE_LEAST = 12 }; /* bytes */
struct bundle_order {
	struct str departments; /* "45", "45,41"; within the delegate's scope */
	struct str login; /* the delegate */
	struct str query; /* of the language; absent: everything there */
	struct day expires; /* DAY_NONE: in 30 days */
	struct str passphrase; /* absent: the delegate's active key */
	bool replace; /* an existing file */
};
struct bundle_hooks { /* every hook may be NULL */
	void *ctx;
	bool (*progress)(
		void *ctx, const char *what, int64_t done, int64_t total); /* false stops */
};
struct bundle_made {
	struct bundle_view view;
	int64_t bytes;
	struct receipt receipt;
};
/* Writes FILE (path "-": into bytes, else bytes NULL) and records the mallette. Nothing is recorded when the file
 * cannot be written; a stopped or failed call leaves no file. ERR_INPUT: unknown agent, not a delegate (or
 * instructor), département out of his scope, no dossier, no active key and no passphrase, passphrase
 * shorter than 12 characters. */
MUST_CHECK enum status bundle_create(struct session *s, const struct bundle_order *o,
	const char *path, struct buf *bytes, const struct bundle_hooks *hooks, struct arena *a,
	struct bundle_made *out, struct err *err);
/* id: hex or a prefix of at least 6 digits. Closing and revoking end "en tournée"; a closed one brings nothing new
 * until it is prolonged, which opens it again (superviseur), a revoked one never. */
MUST_CHECK enum status bundle_set_status(struct session *s, struct str id,
	enum bundle_status status, struct arena *a, struct receipt *out, struct err *err);
MUST_CHECK enum status bundle_prolong(struct session *s, struct str id, struct day expires,
	struct arena *a, struct receipt *out, struct err *err);

/* What a file is, without a key and without a base. */
struct bundle_face {
	bool is_return; /* a return or an envoi, not a mallette */
	bool signature_holds; /* by the key that it names; whose key it is, the base tells */
	struct hex_text bundle, base; /* bundle: "" for an envoi */
	struct str host, campaign, agent, agent_name, departments, query, program;
	int64_t dossiers, acts;
	struct instant made_at;
	struct day expires;
	bool by_passphrase;
	const char *words; /* of the signer */
	int64_t bytes;
};
MUST_CHECK enum status bundle_show(
	const char *path, struct arena *a, struct bundle_face *out, struct err *err);

/* Makes the working base of a mallette if it is not there yet; *base is its path. ask: called for the passphrase
 * when one is needed (false: given up, ERR_CANCELLED), three times at most as long as it is wrong; NULL: nobody to
 * ask, ERR_USAGE. The host's key is remembered at the first mallette of a
 * base and must be the same afterwards (ERR_INPUT with both fingerprints). ERR_INPUT: altered, expired, newer
 * format, made for another key, wrong passphrase. */
MUST_CHECK enum status bundle_unpack(const char *path,
	bool (*ask)(void *ctx, const char *question, struct buf *answer), void *ctx,
	struct arena *a, const char **base, struct err *err);
bool bundle_is_file(const char *path); /* by its first bytes: a mallette */

bool session_offline(const struct session *s); /* the base is a mallette's working base */
/* The mallette that this base is; only when session_offline. */
MUST_CHECK enum status bundle_here(
	struct session *s, struct arena *a, struct bundle_view *out, struct err *err);

struct parcel_made {
	int64_t acts, bytes;
	int64_t drafts; /* of a mallette: evaluations begun and not final, which stay there */
	bool expired; /* of a mallette: the host refuses this return until it is prolonged */
	struct hex_text digest;
};
/* On a working base: its acts, signed by the mallette's key. On a host: every act that the base holds
 * and that `to` (hex station of a known host, absent: nobody in particular) is not known to have,
 * signed by the host's key. ERR_INPUT when there is nothing to send. path "-": into bytes. */
MUST_CHECK enum status bundle_return(struct session *s, struct str to, const char *path,
	struct buf *bytes, bool replace, const struct bundle_hooks *hooks, struct arena *a,
	struct parcel_made *out, struct err *err);
/* Why a mallette in which no act was made is not returned; evaluations begun there are named. */
MUST_CHECK enum status bundle_refuse_empty(struct session *s, struct err *err);

/* A sister host: copies a backup of this base under a new station (path must not exist), forgets what is private,
 * makes its key and records its first act by login. */
MUST_CHECK enum status base_create_copy(
	const struct session_options *o, const char *backup, const char *name, struct err *err);

/* One hash over everything that all copies of a base must end up sharing: dossiers, marks, decisions, states... */
MUST_CHECK enum status state_digest(struct session *s, struct hash *out, struct err *err);

#endif
