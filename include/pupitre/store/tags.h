/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tags of dossiers. Shared ones are rows of entity "tag", written by acts; personal ones are private
 * rows of one agent. Names as domain/tag.h makes them; they are found with accents and case ignored.
 */
#ifndef PUPITRE_STORE_TAGS_H
#define PUPITRE_STORE_TAGS_H

#include "pupitre/base/arena.h"
#include "pupitre/base/numset.h"
#include "pupitre/store/open.h"

struct stored_tag {
	struct str name; /* without "~" */
	bool personal;
	int64_t count; /* dossiers that bear it */
};

/* Shared first, then the agent's own, each in order of name; count is 1. */
MUST_CHECK enum status store_tags_of(struct store *st, int64_t number, struct str agent,
	struct arena *a, struct stored_tag **out, size_t *count, struct err *err);
/* All of them, counted on the dossiers of a scope ("*" or "45,37"); those of no such dossier are not
 * told. */
MUST_CHECK enum status store_tags_all(struct store *st, struct str agent, struct str departments,
	struct arena *a, struct stored_tag **out, size_t *count, struct err *err);
/* The spelling in use of a shared tag, or of one of the agent's (personal); absent when new. */
MUST_CHECK enum status store_tag_spelling(struct store *st, struct str name, bool personal,
	struct str agent, struct arena *a, struct str *out, struct err *err);
/* Inside store_begin; the same twice is no error. *changed: it was otherwise. */
MUST_CHECK enum status store_personal_tag_set(struct store *st, struct str agent, int64_t number,
	struct str name, bool on, bool *changed, struct err *err);
/* Adds to *out the dossiers that bear the tag ("urgent", or "~urgent": the agent's own). prefix: all
 * tags that start so. An empty name with prefix: any tag. Nothing when unknown. */
MUST_CHECK enum status store_tag_members(struct store *st, struct str name, bool prefix,
	struct str agent, struct numset *out, struct err *err);

#endif
