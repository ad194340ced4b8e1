/* SPDX-License-Identifier: EUPL-1.2 */
/* Collects what a check of the store tells, at most 100 sentences. */
#ifndef PUPITRE_APP_FINDINGS_H
#define PUPITRE_APP_FINDINGS_H

#include "pupitre/app/history.h"
#include "pupitre/store/check.h"

struct findings {
	struct arena *a;
	struct finding *list;
	size_t count, cap;
	bool (*progress)(void *ctx, const char *what, int64_t done, int64_t total);
	void *ctx;
};

struct check_sink findings_sink(struct findings *f,
	bool (*progress)(void *ctx, const char *what, int64_t done, int64_t total), void *ctx);

#endif
