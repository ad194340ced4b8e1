/* SPDX-License-Identifier: EUPL-1.2 */
/* Proposals for a line being typed: asked for, chosen, put into the line. */
#include "pupitre/base/i18n.h"
#include "shell_priv.h"

void
offer_close(struct ui *ui)
{
	arena_reset(&ui->offer.arena);
	ui->offer.found = (struct proposals){ 0 };
	ui->offer.shown = ui->offer.picked = false;
}

static enum status
find(struct ui *ui, struct err *err)
{
	struct offer *o = &ui->offer;
	struct arena fresh = { 0 };
	struct proposals found = { 0 };
	enum status st = ui->ask.propose(
		ui->ask.screen, edit_text(&ui->line), ui->line.at, &fresh, &found, err);

	if (st != OK) {
		arena_done(&fresh);
		return st;
	}
	arena_done(&o->arena);
	o->arena = fresh;
	o->found = found;
	return OK;
}

static void
show(struct ui *ui, int cursor)
{
	struct offer *o = &ui->offer;

	o->shown = o->found.count > 0;
	o->picked = o->shown && cursor >= 0;
	menu_open(&o->menu, _("propositions"), o->found.items, o->found.count, cursor);
	if (cursor < 0)
		o->menu.span.cursor = -1;
}

enum status
offer_update(struct ui *ui, struct err *err)
{
	enum status st = find(ui, err);

	if (st == OK)
		show(ui, ui->ask.proposing == PROPOSE_FIRST ? 0 : -1);
	return st;
}

bool
offer_move(struct ui *ui, int delta)
{
	struct offer *o = &ui->offer;

	if (!o->shown || ui->ask.proposing == PROPOSE_AT_TAB)
		return false;
	span_move(&o->menu.span, delta);
	o->picked = true;
	return true;
}

/* The label under the menu's cursor in place of the bytes that it is proposed for. */
static void
put(struct ui *ui)
{
	struct offer *o = &ui->offer;
	struct str label = o->found.items[o->menu.span.cursor].label, text = edit_text(&ui->line);
	struct buf made = { 0 };

	buf_add(&made, text.ptr, o->found.from);
	buf_adds(&made, label);
	buf_add(&made, text.ptr + o->found.to, text.len - o->found.to);
	o->found.to = o->found.from + label.len;
	edit_set(&ui->line, buf_str(&made));
	ui->line.at = o->found.to;
	buf_done(&made);
}

void
offer_take(struct ui *ui)
{
	if (ui->offer.picked && ui->ask.proposing != PROPOSE_AT_TAB)
		put(ui);
}

static void
tab_always(struct ui *ui, int delta)
{
	struct offer *o = &ui->offer;

	if (!o->shown)
		return;
	if (!o->picked)
		span_move(&o->menu.span, delta);
	put(ui);
	ui->ask.changed = true;
}

/* The first Tab puts the first proposal, the next ones the others in turn. */
void
offer_tab(struct ui *ui, int delta)
{
	struct offer *o = &ui->offer;
	struct err err = { 0 };

	if (!ui->ask.propose)
		return;
	if (ui->ask.proposing != PROPOSE_AT_TAB) {
		tab_always(ui, delta);
		return;
	}
	if (o->shown) {
		span_set(&o->menu.span,
			(o->menu.span.cursor + delta + o->found.count) % o->found.count);
	} else if (find(ui, &err) != OK) {
		ui_refused(ui, &err);
		return;
	} else if (o->found.count == 0) {
		ui_say(ui, STYLE_MESSAGE, _("Rien ne complète ce mot."));
		return;
	} else {
		show(ui, delta > 0 ? 0 : o->found.count - 1);
	}
	put(ui);
	o->shown = o->found.count > 1;
	ui->ask.changed = true;
}
