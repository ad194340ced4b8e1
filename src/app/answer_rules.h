/* SPDX-License-Identifier: EUPL-1.2 */
/* What an answer may change: it passes where the act that it lets through would pass today. Private to src/app. */
#ifndef PUPITRE_APP_ANSWER_RULES_H
#define PUPITRE_APP_ANSWER_RULES_H

#include "pupitre/app/merge.h"
#include "work.h"

/* p: what the answer gives the contested fields. ERR_INPUT with what to do first, ERR_DENIED. The sums and the sheets
 * are rules_hold's, once it is written. */
MUST_CHECK enum status answer_rules(struct session *s, struct arena *a, const struct question *q,
	const struct plan *p, struct err *err);

#endif
