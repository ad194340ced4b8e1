/* SPDX-License-Identifier: EUPL-1.2 */
#include "support/worker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "pupitre/app/bulk.h"
#include "pupitre/app/envelopes.h"
#include "pupitre/app/history.h"
#include "pupitre/app/manage.h"
#include "pupitre/app/mark.h"
#include "pupitre/app/move.h"
#include "pupitre/app/propose.h"
#include "pupitre/app/tags.h"
#include "pupitre/domain/workflow.h"

static uint64_t
draw(struct worker *w)
{
	uint64_t z = w->random += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return z ^ (z >> 31);
}

int
worker_below(struct worker *w, int n)
{
	return (int)(draw(w) % (uint64_t)n);
}

/* A first evaluation marks everything; a later one changes an item or two. */
static enum status
evaluate(struct worker *w, struct session *s, int64_t number, struct arena *a, struct err *err)
{
	struct mark_sheet sheet;
	struct receipt r;
	int items = session_grid(s)->item_count;
	enum status st = mark_open(s, number, a, &sheet, err);
	bool first = !st && !sheet.is_final;

	for (int i = 0; i < items && first && !st; i++)
		st = mark_set(s, number, i, (int8_t)worker_below(w, 5), err);
	for (int i = worker_below(w, 2); i < 2 && !first && !st; i++)
		st = mark_set(s, number, worker_below(w, items), (int8_t)worker_below(w, 5), err);
	if (!st && worker_below(w, 3) == 0)
		st = mark_comment(s, number, worker_below(w, 3),
			str_z(arena_printf(a, "vu %d", worker_below(w, 100))), err);
	return st ? st : mark_finalise(s, number, a, &r, err);
}

static struct decision_input
some_decision(struct worker *w)
{
	struct decision_input in = { .d = { .kind = worker_below(w, 3) ? DECISION_AWARD
								       : DECISION_REFUSE } };

	if (in.d.kind == DECISION_AWARD)
		in.d.amount =
			(struct maybe_money){ true, { 100000 + 100 * worker_below(w, 9000) } };
	else
		in.d.reason = STR("depenses_ineligibles");
	return in;
}

static enum status
put_note(struct session *s, int64_t number, struct arena *a, const char *text, struct err *err)
{
	const struct bulk_order order = { .kind = BULK_NOTE, .text = str_z(text) };
	const struct bulk_target target = { .query = str_z(
						    arena_printf(a, "%lld", (long long)number)) };
	struct bulk_preview p;
	struct receipt r;
	enum status st = bulk_preview(s, &order, &target, a, &p, err);

	return st ? st : bulk_apply(s, &p, a, &r, err);
}

static enum status
fund(struct worker *w, struct session *s, struct arena *a, struct err *err)
{
	static const char *const codes[] = { "45", "37", "18" };
	struct receipt r;

	return envelope_set(s, str_z(codes[worker_below(w, 3)]),
		(struct money){ 100000 * (8 + worker_below(w, 9)) }, STR_NONE, STR_NONE, a, &r,
		err);
}

static enum status
name_agent(struct worker *w, struct session *s, struct arena *a, struct err *err)
{
	const char *login = arena_printf(a, "agent%d", worker_below(w, 3));
	struct agent_view v = { str_z(login),
		str_z(arena_printf(a, "Nom %d", worker_below(w, 100))), STR("*"), ROLE_INSTRUCTOR,
		true };
	struct receipt r;
	enum status st = agent_set(s, &v, false, a, &r, err);

	return st == ERR_INPUT ? agent_set(s, &v, true, a, &r, err) : st;
}

/* E1 and E2 share their 20 points otherwise; the variant must still make 100. */
void
worker_grid(struct session *s, int first, const char *path)
{
	struct arena a = { 0 };
	const struct str yaml = session_grid(s)->yaml;
	char *text = arena_z(&a, yaml), *at, number[16];
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	at = strstr(strstr(text, "identifiant: E1"), "poids: ");
	snprintf(number, sizeof number, "%-2d", first);
	memcpy(at + 7, number, 2);
	at = strstr(strstr(text, "identifiant: E2"), "poids: ");
	snprintf(number, sizeof number, "%-2d", 20 - first);
	memcpy(at + 7, number, 2);
	at = strstr(text, "version: \"2021.");
	at[15] = (char)('a' + first);
	at = strstr(text, "      E2: ");
	snprintf(number, sizeof number, "%-2d", 26 - first);
	memcpy(at + 10, number, 2);
	fputs(text, out);
	assert_int_equal(fclose(out), 0);
	arena_done(&a);
}

static enum status
change_grid(struct worker *w, struct session *s, struct arena *a, struct err *err)
{
	char path[] = "/tmp/pupitre-grid-XXXXXX";
	int fd = mkstemp(path);
	struct receipt r;
	enum status st;

	assert_true(fd >= 0);
	close(fd);
	worker_grid(s, 8 + worker_below(w, 5), path);
	st = grid_install(s, path, a, &r, err);
	unlink(path);
	return st;
}

static enum status
work_on(struct worker *w, struct session *s, enum work kind, int64_t number, struct arena *a,
	struct err *err)
{
	static const char *const tags[] = { "urgent", "a-revoir", "comite" };
	struct decision_input in;
	struct receipt r;

	switch (kind) {
	case WORK_EVALUATE:
		return evaluate(w, s, number, a, err);
	case WORK_MOVE:
		return move_state(s, number, (enum state)worker_below(w, STATE_COUNT),
			str_z(arena_printf(a, "motif %d", worker_below(w, 100))), a, &r, err);
	case WORK_DECIDE:
		in = some_decision(w);
		return decide(s, number, &in, a, &r, err);
	case WORK_PROPOSE:
		in = some_decision(w);
		return propose(s, number, &in, a, &r, err);
	case WORK_TAG:
		return tag_set(
			s, number, str_z(tags[worker_below(w, 3)]), worker_below(w, 2), a, &r, err);
	case WORK_ENVELOPE:
		return fund(w, s, a, err);
	case WORK_AGENT:
		return name_agent(w, s, a, err);
	case WORK_GRID:
		return change_grid(w, s, a, err);
	case WORK_NOTE:
		return put_note(
			s, number, a, arena_printf(a, "note %d", worker_below(w, 1000)), err);
	default:
		return history_undo(s, (struct uid){ { 0 } }, a, &r, err);
	}
}

bool
worker_act(struct worker *w, struct session *s, unsigned mask)
{
	int64_t number = w->first + worker_below(w, w->count);
	struct arena a = { 0 };
	struct err err = { 0 };
	unsigned kind;
	enum status st;

	do
		kind = 1u << worker_below(w, 10);
	while (!(kind & mask));
	st = work_on(w, s, (enum work)kind, number, &a, &err);
	arena_done(&a);
	if (st == ERR_SYSTEM)
		fail_msg("%s", err.text);
	return st == OK;
}
