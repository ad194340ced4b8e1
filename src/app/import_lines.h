/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * What an import did to each dossier, one line per number: a file may hold the same dossier several
 * times (pages that overlap), the register says once what became of it.
 */
#ifndef PUPITRE_APP_IMPORT_LINES_H
#define PUPITRE_APP_IMPORT_LINES_H

#include "pupitre/app/import.h"
#include "pupitre/base/arena.h"
#include "pupitre/store/dossiers.h"

struct import_lines { /* zeroed = empty */
	struct import_line *list; /* in order of first appearance */
	size_t count, cap;
	uint32_t *slots; /* index + 1 in list by hash of the number, 0: free */
	size_t slot_count; /* a power of two */
};

/* d as the base holds it from now on. A dossier that was created by this file stays created, one
 * that changed stays changed. */
void import_lines_add(struct import_lines *l, struct arena *a, const struct dossier *d,
	enum line_outcome outcome);

/* Outcomes, added to the counts. */
void import_lines_count(const struct import_lines *l, struct import_counts *counts);
/* Where dossiers come from: a file, or what another host sent. */
struct import_source {
	struct str file;
	struct hash digest;
	struct uid act; /* id of the act, which saved versions bear already */
};
/* Writes the lines, the first states of new dossiers and the act. Inside a write. */
MUST_CHECK enum status import_lines_record(struct session *s, struct arena *a,
	const struct import_lines *l, const struct import_source *from,
	const struct import_counts *counts, struct receipt *out, struct err *err);

#endif
