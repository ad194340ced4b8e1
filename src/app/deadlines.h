/* SPDX-License-Identifier: EUPL-1.2 */
/* The clock that runs next for a dossier, written where the list finds it. */
#ifndef PUPITRE_APP_DEADLINES_H
#define PUPITRE_APP_DEADLINES_H

#include "session_priv.h"

/* Inside a write. */
MUST_CHECK enum status deadlines_refresh(struct session *s, int64_t number, struct err *err);
/* All dossiers, when the derived half was just made again. Inside a write. */
MUST_CHECK enum status deadlines_refresh_all(struct session *s, struct err *err);
/* Once, at opening, when the derived half was made anew by a newer program. Writes by itself. */
MUST_CHECK enum status deadlines_settle(struct session *s, struct err *err);

#endif
