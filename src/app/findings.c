/* SPDX-License-Identifier: EUPL-1.2 */
#include "findings.h"

enum { FINDINGS_MAX = 100 };

static void
collect(void *ctx, const char *text)
{
	struct findings *f = ctx;
	struct finding one = { arena_z(f->a, str_z(text)) };

	if (f->count < FINDINGS_MAX)
		ARENA_PUSH(f->a, f->list, f->count, f->cap, one);
}

static bool
pass_progress(void *ctx, const char *what, int64_t done, int64_t total)
{
	struct findings *f = ctx;

	return !f->progress || f->progress(f->ctx, what, done, total);
}

struct check_sink
findings_sink(struct findings *f,
	bool (*progress)(void *ctx, const char *what, int64_t done, int64_t total), void *ctx)
{
	f->progress = progress;
	f->ctx = ctx;
	return (struct check_sink){ f, collect, pass_progress };
}
