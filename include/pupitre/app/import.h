/* SPDX-License-Identifier: EUPL-1.2 */
/* Importing what the platform exports: staged without the gate, published in one transaction. */
#ifndef PUPITRE_APP_IMPORT_H
#define PUPITRE_APP_IMPORT_H

#include "pupitre/app/session.h"
#include "pupitre/domain/dossier.h"

enum import_outcome { IMPORT_CREATED, IMPORT_CHANGED, IMPORT_UNCHANGED };

struct import_refusal {
	int64_t record, number; /* record: 1-based in its file; number 0 when unknown */
	const char *why;
};

struct import_counts {
	int64_t created, changed, unchanged, descriptors, deleted;
	struct import_refusal *refused;
	size_t refused_count;
};

struct import_file {
	const char *path;
	struct import_counts counts;
};

struct import_result {
	struct import_file *files;
	size_t file_count;
	int64_t created, changed, unchanged; /* of all files */
	size_t refused_count;
	struct receipt receipt; /* of the last file that wrote */
};

struct import_hooks {
	void *ctx;
	/* At most ten times a second; returning false stops (ERR_CANCELLED, base as before). total 0:
	 * unknown. what: "lecture", "enregistrement". */
	bool (*progress)(
		void *ctx, const char *path, const char *what, int64_t done, int64_t total);
	/* dry run: each created or changed dossier with its differences. */
	void (*line)(void *ctx, enum import_outcome outcome, const struct dossier *d,
		const struct difference *diff, size_t count);
	/* Something to know about a file: partial answers, errors that the platform reported. */
	void (*notice)(void *ctx, const char *text);
};

/* Each file is its own act; a file refused whole stops there with its error, the ones before it are
 * kept. ERR_INPUT is also returned, with out filled, when some records were refused. */
MUST_CHECK enum status import_files(struct session *s, const char *const *paths, size_t count,
	bool dry_run, const struct import_hooks *hooks, struct arena *a, struct import_result *out,
	struct err *err);

#endif
