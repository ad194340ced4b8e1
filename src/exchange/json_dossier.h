/* SPDX-License-Identifier: EUPL-1.2 */
/* The tree of one dossier of a GraphQL answer to a struct dossier. */
#ifndef PUPITRE_EXCHANGE_JSON_DOSSIER_H
#define PUPITRE_EXCHANGE_JSON_DOSSIER_H

#include "json_kind.h"

struct json_context {
	const struct reader_sink *sink;
	const struct questions *questions;
	struct str demarche, demarche_title; /* of the answer; the dossier's own win */
};

/* In the sink's arena, where the tree stands too. NULL, or why the record is refused; number is set
 * as soon as it is known. */
const char *json_dossier(const struct json_context *c, const struct json_node *root,
	struct dossier *out, int64_t *number);

#endif
