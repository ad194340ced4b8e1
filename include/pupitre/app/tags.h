/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Tags: words that people put on dossiers. A shared tag is an act that anybody who instructs may make
 * and undo; a personal one ("~mien") is its author's own and leaves no act.
 */
#ifndef PUPITRE_APP_TAGS_H
#define PUPITRE_APP_TAGS_H

#include "pupitre/app/session.h"

struct tag_view {
	struct str text; /* "urgent", "~mien" */
	bool personal;
	int64_t count; /* dossiers of the agent's scope that bear it */
};

/* text as typed. on false takes it away. ERR_INPUT when it is so already. A personal tag gives a
 * receipt without acts. */
MUST_CHECK enum status tag_set(struct session *s, int64_t number, struct str text, bool on,
	struct arena *a, struct receipt *out, struct err *err);
/* What `u` (redo: Ctrl-R) would take back of the personal tags of this session, in words; NULL when it
 * is the turn of an act, or when there is nothing. */
const char *tags_last_step(struct session *s, bool redo, struct arena *a);
/* Takes it back; ERR_INPUT when there is none. */
MUST_CHECK enum status tags_take_step(
	struct session *s, bool redo, struct arena *a, struct receipt *out, struct err *err);
/* Of one dossier: shared ones first. */
MUST_CHECK enum status tags_of(struct session *s, int64_t number, struct arena *a,
	struct tag_view **out, size_t *count, struct err *err);
/* All that the agent can see: shared ones first, each in order of name. */
MUST_CHECK enum status tags_all(
	struct session *s, struct arena *a, struct tag_view **out, size_t *count, struct err *err);

#endif
