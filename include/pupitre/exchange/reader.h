/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reads a file of the platform (JSON answers, CSV export) as a stream: one dossier in memory
 * whatever the size. The format is recognised from the content, never from the name.
 *
 * Order    a JSON file is read twice: first all of it is checked and its descriptors and the number
 *          of its démarche are found, then its dossiers come. So a truncated or non-JSON file is
 *          refused before its first dossier, and types come from the descriptors wherever these
 *          stand. A CSV is read once: what came before an error is to be discarded by the sink's
 *          owner.
 * Records  counted from 1 in the order of the file (nodes of all pages, rows of a CSV).
 * Memory   a dossier lives in sink->arena, which is reset before each one; every other string
 *          handed to the sink lives until the call returns.
 * Errors   ERR_INPUT refuses the whole file and says where (line, column, byte); ERR_SYSTEM when it
 *          cannot be read; ERR_CANCELLED when progress said stop; else what a callback returned.
 *          A bad record is told to refused() and the others follow.
 * Source   the platform's public code: GraphQL API v2 (getDossier, getDemarche, getGroupeInstructeur),
 *          standard exports. Neither the mapping nor the territories are applied here.
 */
#ifndef PUPITRE_EXCHANGE_READER_H
#define PUPITRE_EXCHANGE_READER_H

#include "pupitre/domain/dossier.h"

/* One question of a form. */
struct descriptor {
	struct str id, label;
	enum section section;
	enum field_kind kind;
	int position; /* 0-based in its section and revision; questions of a repetition follow it */
};

struct reader_sink {
	void *ctx;
	struct arena *arena; /* of the record */
	enum status (*dossier)(void *ctx, struct dossier *d, int64_t record, struct err *err);
	/* number 0: unknown. why: one French sentence. */
	void (*refused)(void *ctx, int64_t record, int64_t number, const char *why);
	/* Each of the following may be NULL. */
	enum status (*descriptor)(
		void *ctx, struct str demarche, const struct descriptor *d, struct err *err);
	/* Kind of a question read earlier; false when unknown. Asked after the file's own. */
	bool (*find_descriptor)(
		void *ctx, struct str demarche, struct str id, enum field_kind *kind);
	/* A dossier that the platform deleted (pending: in its bin); reason is the platform's word. */
	void (*deleted)(void *ctx, int64_t number, struct str reason, bool pending);
	/* Something that the user should know about the file: errors of the platform, partial answers. */
	void (*notice)(void *ctx, const char *text);
	bool (*progress)(void *ctx, int64_t done, int64_t total); /* false: stop */
};

MUST_CHECK enum status reader_run(
	const char *path, const struct reader_sink *sink, struct err *err);

#endif
