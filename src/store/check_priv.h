/* SPDX-License-Identifier: EUPL-1.2 */
/* Private to src/store: what the checks share. */
#ifndef PUPITRE_STORE_CHECK_PRIV_H
#define PUPITRE_STORE_CHECK_PRIV_H

#include "pupitre/store/check.h"
#include "store_priv.h"

void check_say(const struct check_sink *sink, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* Every thousand: ERR_CANCELLED when the sink wants to stop. sink may be NULL. */
MUST_CHECK enum status check_tick(const struct check_sink *sink, const char *what, int64_t done,
	int64_t total, struct err *err);
/* One snapshot for the whole check, unless a transaction is open already. */
MUST_CHECK enum status check_begin(struct store *st, bool *own, struct err *err);
void check_end(struct store *st, bool own);
MUST_CHECK enum status check_act_count(struct db *db, int64_t *out, struct err *err);

#endif
