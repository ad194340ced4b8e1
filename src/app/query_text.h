/* SPDX-License-Identifier: EUPL-1.2 */
/* Texts of the language put together. */
#ifndef PUPITRE_APP_QUERY_TEXT_H
#define PUPITRE_APP_QUERY_TEXT_H

#include "pupitre/base/arena.h"
#include "pupitre/domain/query.h"

/* A text that was typed, and what it means. */
struct typed_query {
	struct str text;
	const struct query *where;
};

/* What matches more (a text without alternatives) and the typed text, in the order of the latter. */
struct str query_within(struct arena *a, const struct typed_query *typed, struct str more);

#endif
