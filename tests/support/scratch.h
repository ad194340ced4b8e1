/* SPDX-License-Identifier: EUPL-1.2 */
/* A store in a folder of its own, for tests of store/. Every failure of a helper fails the test. */
#ifndef PUPITRE_TESTS_SUPPORT_SCRATCH_H
#define PUPITRE_TESTS_SUPPORT_SCRATCH_H

#include "pupitre/domain/act.h"
#include "pupitre/domain/dossier.h"
#include "pupitre/store/check.h"
#include "pupitre/store/open.h"

struct scratch {
	char dir[64], path[96];
	struct store *st;
	struct arena a;
	struct err err;
	struct uid_source ids;
	int64_t now; /* each act is one second later */
};

/* A base whose register holds one act: agents a.martin and b.durand. */
void scratch_init(struct scratch *s);
void scratch_done(struct scratch *s);
void scratch_reopen(struct scratch *s);

/* By the names of entity_rows; "" for was or now: absent. */
struct change scratch_change(
	const char *entity, const char *key, const char *field, const char *was, const char *now);
/* One act by a.martin, in its own transaction. undoes NULL: none. */
struct uid scratch_act(struct scratch *s, const char *verb, int64_t dossier,
	const struct change *changes, size_t n, const struct uid *undoes);
struct uid scratch_act1(struct scratch *s, const char *verb, int64_t dossier, const char *entity,
	const char *key, const char *field, const char *was, const char *now);
/* A dossier with everything filled, in the arena; what depends on the number differs. */
struct dossier scratch_dossier(struct scratch *s, int64_t number);
/* One import of n dossiers: created, changed or unchanged by what the base holds. */
struct uid scratch_import(struct scratch *s, const struct dossier *d, size_t n);

/* SQL by a connection of its own, as a person with the sqlite3 shell would do. */
void scratch_sql(struct scratch *s, const char *sql);
/* The same, that must be refused with a text that holds `why`. */
void scratch_sql_refused(struct scratch *s, const char *sql, const char *why);
int64_t scratch_int(struct scratch *s, const char *sql);

/* What a check told. */
struct findings {
	char text[16384];
	int count;
};
enum proof {
	PROOF_CHAIN = 1,
	PROOF_SCHEMA = 2,
	PROOF_REPLAY = 4,
	PROOF_PLATFORM = 8,
	PROOF_FILE = 16
};
/* Runs the checks of the mask. */
void scratch_check(struct scratch *s, unsigned proofs, struct findings *out);

#endif
