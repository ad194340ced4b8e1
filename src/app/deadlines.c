/* SPDX-License-Identifier: EUPL-1.2 */
#include "deadlines.h"

#include "pupitre/domain/deadline.h"
#include "pupitre/domain/warning.h"
#include "pupitre/store/dossiers.h"
#include "pupitre/store/list.h"
#include "judge.h"
#include "people.h"
#include "work.h"

static bool
any_warning(const struct warning *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (w[i].severity == SEVERITY_WARNING)
			return true;
	return false;
}

enum status
deadlines_refresh(struct session *s, int64_t number, struct err *err)
{
	struct arena a = { 0 };
	struct dossier d;
	struct people p;
	struct judgement j;
	bool found;
	enum status st = store_dossier_load(s->store, number, &a, &d, &found, err);

	if (!st && found)
		st = people_load(s, number, &a, &p, err);
	if (!st && found) {
		judge(s, &a, &d, &p, &j);
		st = store_listing_set_deadline(s->store, number,
			deadline_next(j.deadlines, j.deadline_count).due,
			any_warning(j.warnings, j.warning_count), err);
	}
	arena_done(&a);
	return st;
}

static enum status
refresh_each(void *ctx, int64_t number, struct err *err)
{
	return deadlines_refresh(ctx, number, err);
}

enum status
deadlines_refresh_all(struct session *s, struct err *err)
{
	enum status st = store_dossiers_each(s->store, refresh_each, s, err);

	return st ? st : store_deadlines_done(s->store, err);
}

enum status
deadlines_settle(struct session *s, struct err *err)
{
	bool stale;
	enum status st = store_deadlines_stale(s->store, &stale, err);

	if (st || !stale)
		return st;
	st = work_begin(s, err);
	return st ? st : work_end(s, deadlines_refresh_all(s, err), err);
}
