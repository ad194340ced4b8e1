/* SPDX-License-Identifier: EUPL-1.2 */
/* Who evaluates a dossier: its points exist once all of them are final. */
#ifndef PUPITRE_APP_ASSIGN_H
#define PUPITRE_APP_ASSIGN_H

#include "pupitre/app/session.h"

MUST_CHECK enum status assign(struct session *s, int64_t number, struct str login, bool assigned,
	struct arena *a, struct receipt *out, struct err *err);

#endif
