/* SPDX-License-Identifier: EUPL-1.2 */
/* What open questions forbid: a field that two people contest is written by an answer only, and nothing
 * is decided on a dossier before its questions have their answers. */
#ifndef PUPITRE_APP_QUESTIONS_GUARD_H
#define PUPITRE_APP_QUESTIONS_GUARD_H

#include "work.h"

/* ERR_INPUT when a question is open on a field that the plan writes, or when it makes a decision on a
 * dossier that has one. Answers, merges and imports pass. */
MUST_CHECK enum status questions_guard(
	struct session *s, struct arena *a, const struct plan *p, struct err *err);
/* ERR_INPUT when a question is open on the dossier, with whose act it is and how to answer. */
MUST_CHECK enum status questions_none_open(
	struct session *s, struct arena *a, int64_t number, struct err *err);

#endif
