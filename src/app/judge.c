/* SPDX-License-Identifier: EUPL-1.2 */
#include "judge.h"

/* The platform's version moved after somebody's final sheet judged an earlier one. */
static bool
moved_since_marked(const struct dossier *d, const struct people *p)
{
	for (size_t i = 0; i < p->evaluation_count; i++)
		if (p->evaluations[i].final && instant_is(p->evaluations[i].version) &&
			d->modified.ms > p->evaluations[i].version.ms)
			return true;
	return false;
}

void
judge(struct session *s, struct arena *a, const struct dossier *d, const struct people *p,
	struct judgement *out)
{
	const struct settings *set = &s->config.settings;
	struct judgement j = { 0 };
	struct warning_facts f = { .d = d, .state = p->state, .eligible = p->eligible };

	j.deadline_count = deadlines_of(&set->deadlines, p->state, instant_day(d->submitted_at),
		p->suspensions, p->suspension_count, j.deadlines);
	j.changed_since_mark = moved_since_marked(d, p);
	f.has_decision = p->has_decision;
	f.decision = p->decision;
	f.decision_by_platform = p->decided_by_platform;
	f.changed_since_mark = j.changed_since_mark;
	f.deadlines = j.deadlines;
	f.deadline_count = j.deadline_count;
	f.today = session_today(s);
	f.alert_days = set->deadlines.alert_days;
	j.warnings = warnings_of(a, &set->warnings, &f, &j.warning_count);
	*out = j;
}
