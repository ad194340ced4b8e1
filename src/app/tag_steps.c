/* SPDX-License-Identifier: EUPL-1.2 */
#include "tag_steps.h"

#include <stdlib.h>

#include "pupitre/app/tags.h"
#include "pupitre/base/i18n.h"
#include "pupitre/store/acts.h"
#include "pupitre/store/tags.h"
#include "work.h"

static void
step_done(struct tag_step *step)
{
	free(step->name);
	numset_done(&step->dossiers);
	*step = (struct tag_step){ 0 };
}

void
tag_steps_done(struct tag_steps *t)
{
	for (int i = 0; i < t->count; i++)
		step_done(&t->list[i]);
	t->count = t->done = 0;
}

/* 0 when it cannot be told: any act is then newer than the step, and is undone first. */
static int64_t
newest_act(struct session *s)
{
	struct arena a = { 0 };
	struct act_row *rows;
	int64_t n = 0;
	size_t count;

	if (act_page(s->store, 0, 0, 1, &a, &rows, &count, NULL) == OK && count)
		n = rows[0].n;
	arena_done(&a);
	return n;
}

void
tag_steps_add(struct session *s, struct str name, bool on, struct numset *dossiers)
{
	struct tag_steps *t = &s->tag_steps;
	struct tag_step step = { strndup(name.ptr, name.len), on, *dossiers, newest_act(s) };

	*dossiers = (struct numset){ 0 };
	if (!step.name)
		die("out of memory");
	while (t->count > t->done)
		step_done(&t->list[--t->count]);
	if (t->count == TAG_STEPS) {
		step_done(&t->list[0]);
		memmove(t->list, t->list + 1, sizeof(t->list[0]) * (size_t)--t->count);
	}
	t->list[t->count++] = step;
	t->done = t->count;
}

/* The step that is next in turn, unless an act of the agent came after it. */
static struct tag_step *
step_in_turn(struct session *s, bool redo)
{
	struct tag_steps *t = &s->tag_steps;
	int at = redo ? t->done : t->done - 1;
	struct arena a = { 0 };
	struct act_row row;
	bool found = true;
	enum status st;

	if (at < 0 || at >= t->count)
		return NULL;
	st = act_last(s->store, str_z(s->who.login), redo, &a, &row, &found, NULL);
	arena_done(&a);
	return st || (found && row.n > t->list[at].act) ? NULL : &t->list[at];
}

static const char *
step_text(struct arena *a, const struct tag_step *step, bool on)
{
	size_t n = step->dossiers.count;

	return on ? arena_printf(a,
			    ngettext("étiquette « ~%s » posée sur %zu dossier",
				    "étiquette « ~%s » posée sur %zu dossiers", (unsigned long)n),
			    step->name, n)
		  : arena_printf(a,
			    ngettext("étiquette « ~%s » retirée de %zu dossier",
				    "étiquette « ~%s » retirée de %zu dossiers", (unsigned long)n),
			    step->name, n);
}

const char *
tags_last_step(struct session *s, bool redo, struct arena *a)
{
	const struct tag_step *step = step_in_turn(s, redo);

	return step ? step_text(a, step, step->on) : NULL;
}

static enum status
set_all(struct session *s, const struct tag_step *step, bool on, struct err *err)
{
	struct str login = str_z(s->who.login), name = str_z(step->name);
	enum status st = OK;
	bool changed;
	int64_t n;

	for (int64_t from = INT64_MIN; !st && numset_next(&step->dossiers, from, &n);
		from = n + 1) {
		st = store_personal_tag_set(s->store, login, n, name, on, &changed, err);
		if (n == INT64_MAX)
			break;
	}
	return st;
}

enum status
tags_take_step(struct session *s, bool redo, struct arena *a, struct receipt *out, struct err *err)
{
	struct tag_step *step = step_in_turn(s, redo);
	enum status st;
	bool on;

	if (!step)
		return err_set(err, ERR_INPUT, _("vous n'avez aucune étiquette à reprendre"));
	on = step->on == redo;
	st = work_begin(s, err);
	if (!st)
		st = work_end(s, set_all(s, step, on, err), err);
	if (st)
		return st;
	step->act = newest_act(s);
	s->tag_steps.done += redo ? 1 : -1;
	*out = (struct receipt){ .summary = step_text(a, step, on) };
	return OK;
}
