/* SPDX-License-Identifier: EUPL-1.2 */
#include "facts.h"

#include "pupitre/store/dossiers.h"

struct move_facts
facts_of_move(struct session *s, const struct dossier *d, const struct people *p, struct str reason)
{
	return (struct move_facts){
		.has_submission = instant_is(d->submitted_at),
		.has_identity = d->applicant.siret.len || d->applicant.name.len,
		.has_department = d->department.len > 0,
		.has_evaluator = p->assigned_count > 0,
		.all_final = people_all_final(p),
		.visa = s->config.settings.visa,
		.committee = s->config.settings.committee,
		.has_refusal = p->has_decision && p->decision.kind != DECISION_AWARD,
		.reason = reason,
	};
}

enum status
facts_load(struct session *s, int64_t number, struct arena *a, struct dossier *d, struct people *p,
	struct err *err)
{
	bool found;
	enum status st = session_reach(s, number, err);

	if (!st)
		st = store_dossier_load(s->store, number, a, d, &found, err);
	return st ? st : people_load(s, number, a, p, err);
}
