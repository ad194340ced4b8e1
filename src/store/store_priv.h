/* SPDX-License-Identifier: EUPL-1.2 */
/* Inside of a store, for the files of src/store only. */
#ifndef PUPITRE_STORE_PRIV_H
#define PUPITRE_STORE_PRIV_H

#include "db.h"
#include "pupitre/store/gate.h"
#include "pupitre/store/open.h"

#define APPLICATION_ID 0x50555031 /* "PUP1": marks our files for file(1) and for store_open */
#define CHECKPOINT_FRAMES 500

struct identity {
	struct uid base, bundle; /* bundle: zero on a host */
	char station[33], origin[33]; /* hex; origin "": none */
};

struct store {
	struct db db;
	char *path; /* absolute, symbolic links of its folder resolved */
	int gate_fd; /* of "<path>.verrou" */
	bool writing; /* between begin and commit or rollback */
	bool reading; /* between store_read_begin and _end */
	bool may_commit; /* the commit hook lets only our own commits pass */
	bool opened; /* entirely: closing may then checkpoint */
	int wal_frames; /* after the last commit of this connection */
	int checkpoint_rc;
	struct identity identity, kept; /* kept: what a rollback gives back */
	bool became; /* identity changed in this transaction */
	int marks; /* savepoints that are open */
	const struct store_migration *migrations;
	size_t migration_count;
	bool (*stop)(void *ctx);
	void *stop_ctx;
};

/* open.c: a hardened connection to st->path; leaves st->db empty on failure. */
MUST_CHECK enum status store_connect(struct store *st, struct err *err);
/* open.c, for create.c */
struct store *store_new(const struct store_options *o);
MUST_CHECK enum status store_check_file_system(
	const char *path, const struct store_options *o, struct err *err);
/* Folder resolved, last part kept, since the file itself may not be a link; *out on the heap. */
MUST_CHECK enum status store_resolve(const char *path, char **out, struct err *err);
/* identity.c */
MUST_CHECK enum status identity_read(struct store *st, struct err *err);
void identity_settle(struct store *st, bool committed); /* at the end of a transaction */
void store_harden(sqlite3 *h);
/* gate.c */
MUST_CHECK enum status gate_open(struct store *st, struct err *err);
void gate_close(struct store *st);
bool gate_try(struct store *st, struct str login, struct gate_holder *holder); /* false: busy */
void gate_leave(struct store *st);
void store_checkpoint(struct store *st); /* the gate is held */
/* ERR_SYSTEM when called outside store_begin: a mistake of ours, but nothing is written. */
MUST_CHECK enum status store_must_write(const struct store *st, struct err *err);

#endif
