/* SPDX-License-Identifier: EUPL-1.2 */
/* Where an export goes. Private to src/app. */
#ifndef PUPITRE_APP_EXPORT_WRITE_H
#define PUPITRE_APP_EXPORT_WRITE_H

#include "export_priv.h"

struct export_target {
	void *ctx;
	enum status (*add)(void *ctx, struct str piece, struct err *err);
	/* The provenance of a format that cannot carry it; NULL: nobody wants it. */
	enum status (*beside)(
		void *ctx, const struct book_fact *facts, size_t count, struct err *err);
};

MUST_CHECK enum status export_format(
	const char *code, const struct book_format **out, struct err *err);
/* A file that is made again, byte for byte when the rows are the same. */
struct export_again {
	const struct book_fact *facts; /* those of the file: they are written again */
	size_t count;
	struct book_fact now[FACT_COUNT]; /* those of today */
};
/* again: NULL for a new file. Inside session_read_begin. */
MUST_CHECK enum status export_run(struct session *s, const struct export_order *o,
	struct export_target *to, const struct export_hooks *hooks, struct export_again *again,
	struct arena *a, struct export_done *out, struct err *err);

/* FILE.provenance.json */
const char *export_beside_path(struct arena *a, const char *path);

#endif
