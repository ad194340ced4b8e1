/* SPDX-License-Identifier: EUPL-1.2 */
/* What a verification found, as text or JSON members. */
#ifndef PUPITRE_CLI_FINDINGS_H
#define PUPITRE_CLI_FINDINGS_H

#include "call.h"

#include "pupitre/app/history.h"

void findings_text(struct buf *out, const struct finding *f, size_t count);
void findings_json(struct json *j, const char *key, const struct finding *f, size_t count);
/* ERR_SYSTEM with a sentence when there is any finding: a register that does not verify is 1. */
MUST_CHECK enum status findings_verdict(size_t count, struct err *err);

#endif
