/* SPDX-License-Identifier: EUPL-1.2 */
/* A private scratch file of cleaned dossiers: an import is read whole into it, without the gate,
 * then published in one short transaction. Deleted when closed, whatever happens. */
#ifndef PUPITRE_STORE_STAGING_H
#define PUPITRE_STORE_STAGING_H

#include "pupitre/domain/dossier.h"
#include "pupitre/store/dossiers.h"

struct staging;

MUST_CHECK enum status staging_open(struct staging **out, struct err *err);
void staging_close(struct staging *sg); /* NULL is a no-op */
MUST_CHECK enum status staging_add(struct staging *sg, const struct dossier *d, struct err *err);
MUST_CHECK enum status staging_add_descriptor(
	struct staging *sg, const struct stored_descriptor *d, struct err *err);
/* In the order they were added; *more false after the last. Dossiers live in the arena. */
MUST_CHECK enum status staging_next(
	struct staging *sg, struct arena *a, struct dossier *out, bool *more, struct err *err);
MUST_CHECK enum status staging_next_descriptor(struct staging *sg, struct arena *a,
	struct stored_descriptor *out, bool *more, struct err *err);
void staging_rewind(struct staging *sg);
int64_t staging_count(const struct staging *sg); /* dossiers */

#endif
