/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Proofs and care of a base: chains, schema, replay, platform rows, SQLite's own checks, rebuild of
 * the derived half, backup. What is wrong is told to a sink, one French sentence each; the status
 * says only whether the check itself could run.
 */
#ifndef PUPITRE_STORE_CHECK_H
#define PUPITRE_STORE_CHECK_H

#include "pupitre/base/arena.h"
#include "pupitre/base/hash.h"
#include "pupitre/store/open.h"

struct check_sink {
	void *ctx;
	void (*problem)(void *ctx, const char *text);
	/* Now and then; total 0: unknown; false stops (ERR_CANCELLED). May be NULL. */
	bool (*progress)(void *ctx, const char *what, int64_t done, int64_t total);
};

struct chain_facts {
	int64_t acts; /* read */
	struct hash head; /* of this station's last act; zero when none */
};

/* Every column of every act and of every text, of all stations; import lines and outcomes of received
 * acts against the root that their import and their merge hold (what was received from another copy has
 * its lines there); every act received since this copy's first one has its outcome. Names the act
 * ("acte 12 de la station 3f2a..., décision du 08/10/2021 14:12 par a.martin"). */
MUST_CHECK enum status check_chain(
	struct store *st, const struct check_sink *sink, struct chain_facts *out, struct err *err);
/* Every table, index and trigger as the program made it. */
MUST_CHECK enum status check_schema(
	struct store *st, const struct check_sink *sink, struct err *err);
/* Replays the register into a scratch base, of received acts what was applied, and compares people's
 * tables row by row. */
MUST_CHECK enum status check_replay(
	struct store *st, const struct check_sink *sink, struct err *err);
/* What the platform sent against the hash of the last import line; versions against their hash. */
MUST_CHECK enum status check_platform(
	struct store *st, const struct check_sink *sink, struct err *err);
/* SQLite's quick_check (or the whole integrity_check) and foreign keys, search index included. */
MUST_CHECK enum status check_integrity(
	struct store *st, bool full, const struct check_sink *sink, struct err *err);

/* Drops and makes the derived half again. Inside store_begin. */
MUST_CHECK enum status store_rebuild(
	struct store *st, const struct check_sink *sink, struct err *err);
/* One consistent copy (VACUUM INTO), 0600, verified; an existing file is refused (ERR_INPUT). */
MUST_CHECK enum status store_backup(struct store *st, const char *to, struct err *err);

struct store_stats {
	int64_t bytes, wal_bytes, free_bytes; /* file, WAL, left on the file system */
	int64_t dossiers, acts, agents;
	int version; /* of the schema */
	const char *sqlite; /* version of the library */
	const char *file_system;
	int last_checkpoint; /* 0 fine, else SQLite's code */
};
MUST_CHECK enum status store_stats(struct store *st, struct store_stats *out, struct err *err);

#endif
