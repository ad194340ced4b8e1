/* SPDX-License-Identifier: EUPL-1.2 */
/* Commands of the screen Dossiers: rows chosen for a command on several dossiers, one by one, by
 * range, by expression. */
#include "complete.h"
#include "list_state.h"
#include "pupitre/app/selection.h"
#include "pupitre/base/i18n.h"
#include "shell.h"

bool
list_is_marked(const struct list_state *st, int64_t number)
{
	return numset_has(&st->selected, number) || numset_has(&st->range, number);
}

enum status
list_count_outside(struct screen *s, struct err *err)
{
	struct list_state *st = s->state;
	struct numset shown = { 0 }, rest = { 0 };
	enum status status = OK;

	if (st->selected.count && st->shown < st->all)
		status = browse_members(st->browse, &shown, err);
	if (status == OK && shown.count) {
		numset_or(&rest, &st->selected);
		numset_minus(&rest, &shown);
	}
	if (status == OK)
		st->outside = st->shown == 0 ? st->selected.count : rest.count;
	numset_done(&shown);
	numset_done(&rest);
	return status;
}

static void
drop_range(struct list_state *st)
{
	numset_done(&st->range);
	st->anchor = 0;
}

void
list_forget_selection(struct screen *s)
{
	struct list_state *st = s->state;

	if (st->anchor) {
		drop_range(st);
		return;
	}
	numset_done(&st->selected);
	st->outside = 0;
}

/* The anchor stands above or below the cursor: reading the wrong way would cross the whole list, so
 * that the side on which it was last seen comes first. */
static enum status
read_range(struct list_state *st, struct numset *out, struct err *err)
{
	int64_t here = list_key(&st->list), ends[2];
	struct err other;

	for (int i = 0; i < st->list.page.count; i++)
		if (st->list.page.keys[i] == st->anchor)
			st->anchor_below = i > st->list.cursor;
	ends[st->anchor_below] = st->anchor;
	ends[!st->anchor_below] = here;
	if (browse_range(st->browse, ends[0], ends[1], out, &other) == OK)
		return OK;
	st->anchor_below = !st->anchor_below;
	return browse_range(st->browse, ends[1], ends[0], out, err);
}

enum status
list_range_follow(struct screen *s, struct err *err)
{
	struct list_state *st = s->state;
	struct numset fresh = { 0 };
	enum status status;

	if (st->anchor == 0)
		return OK;
	status = list_key(&st->list) ? read_range(st, &fresh, err) : OK;
	if (status != OK) {
		numset_done(&fresh);
		return status;
	}
	numset_done(&st->range);
	st->range = fresh;
	return OK;
}

enum status
list_take_range(struct screen *s, struct err *err)
{
	struct list_state *st = s->state;

	numset_or(&st->selected, &st->range);
	drop_range(st);
	return list_count_outside(s, err);
}

static enum status
do_select(struct screen *s, const struct call *c, struct err *err)
{
	struct list_state *st = s->state;
	enum status status = OK;

	if (st->anchor)
		return list_take_range(s, err);
	for (int i = 0; i < c->count && status == OK; i++) {
		int64_t number = list_key(&st->list);

		if (numset_has(&st->selected, number))
			numset_remove(&st->selected, number);
		else
			numset_add(&st->selected, number);
		status = list_move(&st->list, 1, err);
		if (list_key(&st->list) == number)
			break;
	}
	if (status == OK)
		status = list_count_outside(s, err);
	return status == OK ? list_follow(s, err) : status;
}

static enum status
do_range(struct screen *s, const struct call *c, struct err *err)
{
	struct list_state *st = s->state;

	(void)c;
	if (st->anchor)
		return list_take_range(s, err);
	if (st->held)
		return err_set(err, ERR_INPUT,
			_("Ce dossier ne répond plus au filtre : une suite ne peut pas y "
			  "commencer. Espace le choisit seul."));
	st->anchor = list_key(&st->list);
	return list_range_follow(s, err);
}

static enum status
do_invert(struct screen *s, const struct call *c, struct err *err)
{
	struct list_state *st = s->state;
	enum status status;

	(void)c;
	drop_range(st);
	status = selection_invert(st->browse, &st->selected, err);
	return status == OK ? list_count_outside(s, err) : status;
}

static enum status
selection_given(struct screen *s, struct str text, int value, struct err *err)
{
	struct list_state *st = s->state;
	struct numset found = { 0 };
	int at;
	enum status status;

	(void)value;
	if (str_trim(text).len == 0)
		return OK;
	status = selection_find(ui_session(s->ui), text, &found, &at, err);
	if (status == OK) {
		numset_or(&st->selected, &found);
		status = list_count_outside(s, err);
		if (status == OK && found.count == 0)
			ui_say(s->ui, STYLE_MESSAGE, _("Aucun dossier ne répond à « %.*s »."),
				STR_ARG(text));
	}
	numset_done(&found);
	return status;
}

static enum status
do_selection(struct screen *s, const struct call *c, struct err *err)
{
	struct list_state *st = s->state;
	const struct prompt ask = { .label = _("sélectionner aussi :"),
		.initial = STR(""),
		.on_done = selection_given,
		.propose = complete_filter,
		.past = &st->past };

	if (c->argument.ptr)
		return selection_given(s, c->argument, 0, err);
	ui_prompt(s, &ask);
	return OK;
}

static bool
has_row(const struct screen *s)
{
	return ((const struct list_state *)s->state)->list.page.count > 0;
}

const struct action list_select_actions[] = {
	{ CMD_SELECT, do_select, has_row },
	{ CMD_RANGE, do_range, has_row },
	{ CMD_INVERT, do_invert, NULL },
	{ CMD_SELECTION, do_selection, NULL },
	{ CMD_NONE, NULL, NULL },
};
