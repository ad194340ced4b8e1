/* SPDX-License-Identifier: EUPL-1.2 */
/* Everything that can be proved about a base, and its backup. */
#include "pupitre/app/manage.h"
#include "deadlines.h"
#include "findings.h"
#include "pupitre/app/keys.h"
#include "pupitre/base/i18n.h"
#include "work.h"

static enum status
rebuild(struct session *s, const struct check_sink *sink, struct err *err)
{
	enum status st = session_require(s, CAN_CONFIGURE, err);

	if (!st)
		st = work_begin(s, err);
	if (st)
		return st;
	st = store_rebuild(s->store, sink, err);
	if (!st)
		st = deadlines_refresh_all(s, err);
	return work_end(s, st, err);
}

enum status
base_check(struct session *s, bool with_rebuild,
	bool (*progress)(void *ctx, const char *what, int64_t done, int64_t total), void *ctx,
	struct arena *a, struct check_report *out, struct err *err)
{
	struct findings f = { .a = a };
	struct check_sink sink = findings_sink(&f, progress, ctx);
	struct check_report r = { .rebuilt = with_rebuild };
	enum status st = with_rebuild ? rebuild(s, &sink, err) : OK;

	if (!st)
		st = history_verify(s, a, &r.chain, err);
	if (!st)
		st = check_integrity(s->store, true, &sink, err);
	if (!st)
		st = check_schema(s->store, &sink, err);
	if (!st)
		st = check_replay(s->store, &sink, err);
	if (!st)
		st = check_platform(s->store, &sink, err);
	if (st)
		return st;
	r.findings = f.list;
	r.finding_count = f.count;
	*out = r;
	return OK;
}

enum status
base_backup(struct session *s, const char *to, struct err *err)
{
	enum status st = session_check_output(s, to, err);

	if (!st && key_beside(s->campaign.path) && key_beside(to))
		st = err_set(err, ERR_INPUT,
			_("%s.cle : ce fichier existe déjà ; choisissez un autre nom"), to);
	if (!st)
		st = store_backup(s->store, to, err);
	if (!st)
		st = key_copy(s->campaign.path, to, err);
	return st;
}
