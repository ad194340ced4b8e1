/* SPDX-License-Identifier: EUPL-1.2 */
/* The budget tree. */
#ifndef PUPITRE_APP_ENVELOPES_H
#define PUPITRE_APP_ENVELOPES_H

#include "pupitre/app/session.h"
#include "pupitre/domain/envelope.h"

MUST_CHECK enum status envelopes_list(
	struct session *s, struct arena *a, struct envelope **list, size_t *count, struct err *err);
/* Creates or changes. parent absent: unchanged, or a root when new; label absent: name of the
 * territory. ERR_INPUT when less than what is already awarded, or on a cycle. */
MUST_CHECK enum status envelope_set(struct session *s, struct str code, struct money amount,
	struct str parent, struct str label, struct arena *a, struct receipt *out, struct err *err);

#endif
