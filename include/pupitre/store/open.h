/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One base: an SQLite file, its connection and its statements.
 *
 * Refusals  a file that is not a base of this program, of a newer version, truncated, or on a
 *           network file system is refused with its reason and left byte for byte as it was.
 * Migration a base of an older version is copied beside itself ("base.db.avant-v2", 0600), then
 *           migrated behind the write gate in one transaction.
 * Threads   none: one handle belongs to one thread.
 */
#ifndef PUPITRE_STORE_OPEN_H
#define PUPITRE_STORE_OPEN_H

#include "pupitre/base/err.h"
#include "pupitre/base/hash.h"
#include "pupitre/base/str.h"

struct store; /* complete only in src/store */

struct store_migration {
	int version; /* user_version once it ran; versions count 1, 2, 3... */
	struct str sql; /* statements, without transaction */
};

struct store_options { /* zeroed: what everybody wants */
	bool any_file_system;
	/* NULL: the migrations of this program. Tests give others to play older and newer programs. */
	const struct store_migration *migrations;
	size_t migration_count;
};

/* ERR_INPUT when it is not a base of ours or may not be used, ERR_SYSTEM when it cannot be read. */
MUST_CHECK enum status store_open(
	const char *path, const struct store_options *o, struct store **out, struct err *err);
/* The same for another copy of a base: a mallette's working base, filled by the host. */
MUST_CHECK enum status store_create_copy(const char *path, const struct store_options *o,
	struct uid base, struct uid_source *ids, struct store **out, struct err *err);
/* From now on this copy's acts are those of another station; bundle: the mallette that it is, zero
 * for a host; origin (hex station of the host it comes from) may be absent. Inside store_begin. */
MUST_CHECK enum status store_become(struct store *st, struct uid station, struct uid bundle,
	struct str origin, struct err *err);
/* Forgets what is private to people (drafts, preferences, personal tags) in a copy that goes to others.
 * Inside store_begin. */
MUST_CHECK enum status store_forget_private(struct store *st, struct err *err);
/* Makes an empty base (0600, its folders 0700) with new identifiers; an existing file is refused
 * (ERR_INPUT) and not touched. ids NULL: random. */
MUST_CHECK enum status store_create(const char *path, const struct store_options *o,
	struct uid_source *ids, struct store **out, struct err *err);
void store_close(struct store *st); /* checkpoints when the gate is free; NULL is a no-op */

const char *store_path(const struct store *st);
struct uid store_base(const struct store *st); /* of the base: same for all its copies */
struct str store_station(const struct store *st); /* of this copy, hex; the station of its acts */
int store_schema(const struct store *st); /* newest migration that this program knows */
struct uid store_bundle(const struct store *st); /* the mallette that this copy is; zero: a host */
struct str store_origin(const struct store *st); /* hex station it was copied from; absent: none */

/* Changes when another connection committed; some microseconds. */
int64_t store_data_version(struct store *st);
/* No statement is in the middle of its rows: must hold whenever the program waits for a key. */
bool store_idle(const struct store *st);
/* Called every few thousand steps of the virtual machine; true stops the running call with
 * ERR_CANCELLED. NULL: never. */
void store_on_progress(struct store *st, bool (*stop)(void *ctx), void *ctx);

#endif
