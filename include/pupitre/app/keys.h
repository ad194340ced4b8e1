/* SPDX-License-Identifier: EUPL-1.2 */
/* Keys: of this machine (laptop), of this base (host), and those that the base knows. A signature proves
 * which key signed, not which person was typing. */
#ifndef PUPITRE_APP_KEYS_H
#define PUPITRE_APP_KEYS_H

#include "pupitre/app/session.h"
#include "pupitre/base/seal.h"

/* $XDG_DATA_HOME/pupitre/cle (else ~/.local/share/pupitre/cle), 0600, made at the first run. */
MUST_CHECK enum status key_of_machine(struct sign_key *out, struct err *err);
/* "<base>.cle": of the host that this base is, made when first needed and registered as its own active
 * key (kind host) by an act; a working base with a passphrase has its mallette's key there. A key that is
 * registered but whose file is gone is not made again: ERR_INPUT, with what to do. */
MUST_CHECK enum status key_of_base(struct session *s, struct sign_key *out, struct err *err);
/* Another key for a host that lost its own, which is revoked. ERR_INPUT while the file is there. */
MUST_CHECK enum status key_renew(
	struct session *s, struct arena *a, struct receipt *out, struct err *err);
bool key_beside(const char *base); /* its key file is there */
/* Copies it, if there is one, beside the file `to`; one that is there already is refused (ERR_INPUT). */
MUST_CHECK enum status key_copy(const char *base, const char *to, struct err *err);

enum key_status { KEY_PENDING, KEY_ACTIVE, KEY_REVOKED };
struct key_view {
	struct str key, owner, station; /* key, station: hex; station absent for a laptop */
	const char *words; /* fingerprint: eight French words */
	bool host;
	enum key_status status;
	struct instant since;
	bool ours; /* of this base */
};
MUST_CHECK enum status keys_list(
	struct session *s, struct arena *a, struct key_view **out, size_t *count, struct err *err);
/* Registers a key (hex) as pending: of a delegate (owner: login of an agent, who may do it himself), or of a host
 * (owner: its name, station: hex). ERR_INPUT on a bad key, one that is known, or an unknown login. */
MUST_CHECK enum status key_add(struct session *s, struct str key, struct str owner,
	struct str station, struct arena *a, struct receipt *out, struct err *err);
/* KEY_ACTIVE or KEY_REVOKED; the key by its hex, a prefix of at least 8 digits of it, or its owner when he
 * has one only. Revoked is for ever. Superviseur (CAN_TRUST). */
MUST_CHECK enum status key_set(struct session *s, struct str which, enum key_status status,
	struct arena *a, struct receipt *out, struct err *err);

#endif
