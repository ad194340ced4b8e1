/* SPDX-License-Identifier: EUPL-1.2 */
/* Clocks of a dossier. */
#include "pupitre/domain/deadline.h"

#include "pupitre/base/i18n.h"

const char *const deadline_labels[DEADLINE_COUNT] = {
	[DEADLINE_RECEIVABILITY] = N_("recevabilité"),
	[DEADLINE_DECISION] = N_("décision"),
	[DEADLINE_COMMITMENT] = N_("engagement"),
};

/* Two months, longer by the days that pieces were waited for. A request made after the end changes
 * nothing: the dossier was deemed admissible by then. Days of overlapping requests count once. */
static struct deadline
receivability(
	const struct deadline_rules *r, struct day submitted, const struct suspension *s, size_t n)
{
	struct deadline d = { .kind = DEADLINE_RECEIVABILITY };
	int32_t covered = submitted.n;

	d.due = day_add_months(submitted, r->receivability_months);
	for (size_t i = 0; r->suspension_stops_receivability && i < n; i++) {
		int32_t from = s[i].from.n > covered ? s[i].from.n : covered;

		if (from > d.due.n)
			break;
		if (!day_is(s[i].until)) {
			d.due = DAY_NONE;
			d.suspended = true;
			break;
		}
		if (s[i].until.n > from) {
			d.due.n += s[i].until.n - from;
			covered = s[i].until.n;
		}
	}
	return d;
}

size_t
deadlines_of(const struct deadline_rules *r, enum state state, struct day submitted,
	const struct suspension *s, size_t suspensions, struct deadline out[DEADLINE_COUNT])
{
	size_t n = 0;

	if (!day_is(submitted))
		return 0;
	if (state == STATE_RECEIVED || state == STATE_INCOMPLETE)
		out[n++] = receivability(r, submitted, s, suspensions);
	if (state_rows[state].stage < STAGE_DECIDED)
		out[n++] = (struct deadline){ DEADLINE_DECISION,
			day_add_months(submitted, r->decision_months), false };
	if (state == STATE_AWARDED && day_is(r->commitment_end))
		out[n++] = (struct deadline){ DEADLINE_COMMITMENT, r->commitment_end, false };
	return n;
}

struct deadline
deadline_next(const struct deadline *d, size_t n)
{
	struct deadline next = { .due = DAY_NONE };

	for (size_t i = 0; i < n; i++) {
		if (day_is(d[i].due) && (!day_is(next.due) || d[i].due.n < next.due.n))
			next = d[i];
	}
	return next;
}
