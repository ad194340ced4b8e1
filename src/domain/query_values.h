/* SPDX-License-Identifier: EUPL-1.2 */
/* Values of the language of lists: what may stand after "dep:", "état:", "note>=". */
#ifndef PUPITRE_DOMAIN_QUERY_VALUES_H
#define PUPITRE_DOMAIN_QUERY_VALUES_H

#include "pupitre/domain/query.h"

/* The codes, as stored, that a word stands for: "Loiret" 45, "noté" three states, "epci" four kinds,
 * "moi" the login. */
MUST_CHECK enum status query_codes(struct arena *a, const struct query_context *ctx, int key,
	struct str word, struct str **codes, size_t *count, struct err *err);
/* What a word covers in the unit of its key: one number, or the days of a month or a year. */
MUST_CHECK enum status query_span(const struct query_context *ctx, int key, const char *name,
	struct str word, int64_t *low, int64_t *high, struct err *err);
/* "oui" or "non". */
MUST_CHECK enum status query_flag(struct str word, bool *out, struct err *err);

#endif
