/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Kinds of questions by the platform's names, and the questions of a file by their id.
 *
 * The same champ arrives under another __typename when the query lacked its fragment (an address as
 * a TextChamp): so the descriptor's type wins, when it is known.
 */
#ifndef PUPITRE_EXCHANGE_JSON_KIND_H
#define PUPITRE_EXCHANGE_JSON_KIND_H

#include "json_stream.h"

/* "TextChamp", "TextChampDescriptor" or the descriptor's type "text"; FIELD_TEXT when unknown.
 * A repetition is FIELD_HEADER. */
enum field_kind json_kind_of(struct str name);

struct question {
	struct descriptor d;
	struct str demarche;
	bool current; /* of the active revision */
};

struct questions { /* zeroed = empty; hashed by id */
	struct arena arena;
	struct question *items;
	size_t n, cap;
	size_t *slots; /* index + 1 */
	size_t slot_count;
};

/* The tree of one descriptor and, after it, those inside its repetition. */
void questions_add(struct questions *q, const struct json_node *node, enum section section,
	bool current, int *position);
const struct question *questions_find(const struct questions *q, struct str id);
void questions_done(struct questions *q);

#endif
