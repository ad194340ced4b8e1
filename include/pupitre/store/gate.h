/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The write gate and transactions. Every write is between store_begin (or a
 * successful store_try_begin) and store_commit or store_rollback; a commit made in any other way
 * is turned into a rollback. The gate is flock(2) on "<base>.verrou": a fair queue that dies with
 * its holder. Nothing interactive between begin and commit.
 */
#ifndef PUPITRE_STORE_GATE_H
#define PUPITRE_STORE_GATE_H

#include "pupitre/base/day.h"
#include "pupitre/store/open.h"

struct gate_holder {
	char login[64]; /* cleaned: printable ASCII */
	long pid; /* 0 unknown */
	struct instant since; /* INSTANT_NONE unknown */
};

struct gate_wait {
	int timeout_ms; /* then ERR_CONFLICT that names the holder */
	/* Called about every 50 ms while waiting; false gives up (ERR_CANCELLED). May be NULL. */
	bool (*tick)(void *ctx, const struct gate_holder *holder, int waited_ms);
	void *ctx;
};

/* Does not wait: *taken false and *holder filled when another process holds the gate. */
MUST_CHECK enum status store_try_begin(struct store *st, struct str login, bool *taken,
	struct gate_holder *holder, struct err *err);
/* wait NULL: 10 seconds, no tick. */
MUST_CHECK enum status store_begin(
	struct store *st, struct str login, const struct gate_wait *wait, struct err *err);
/* On failure (disk full, I/O) everything is rolled back, the connection is as new and the text says
 * what to do; the acts of the transaction do not exist. */
MUST_CHECK enum status store_commit(struct store *st, struct err *err);
void store_rollback(struct store *st); /* no-op outside a transaction */
bool store_writing(const struct store *st); /* between begin and commit or rollback */

/* Read snapshot: several reads that must agree (a page and its count). Not while writing. */
MUST_CHECK enum status store_read_begin(struct store *st, struct err *err);
void store_read_end(struct store *st);
bool store_reading(const struct store *st);

#endif
