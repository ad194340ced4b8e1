/* SPDX-License-Identifier: EUPL-1.2 */
/* The questions that the shell asks for screens: a line, a menu, a confirmation. */
#include <stdarg.h>
#include <stdio.h>

#include "pupitre/base/i18n.h"
#include "shell_priv.h"

void
ask_close(struct ui *ui)
{
	ui->ask = (struct ask){ 0 };
	offer_close(ui);
	ui->dirty = true;
}

static enum status
tell(ui_answer *answer, struct ui *ui, struct screen *s, int value, struct err *err)
{
	struct arena a = { 0 };
	enum status st;

	if (!answer)
		return OK;
	st = answer(s, arena_str(&a, edit_text(&ui->line)), value, err);
	arena_done(&a);
	return st;
}

struct str
ui_about(const struct ui *ui)
{
	return str_z(ui->about);
}

static void
concern(struct ui *ui, struct str about)
{
	snprintf(ui->ask.about, sizeof(ui->ask.about), "%.*s", STR_ARG(about));
}

void
ui_prompt(struct screen *s, const struct prompt *p)
{
	struct ui *ui = s->ui;

	ui->ask = (struct ask){ .kind = ASK_LINE,
		.screen = s,
		.on_change = p->on_change,
		.on_done = p->on_done,
		.on_cancel = p->on_cancel,
		.later = p->later,
		.propose = p->propose,
		.proposing = p->proposing,
		.past = p->past,
		.changed = p->proposing != PROPOSE_AT_TAB };
	offer_close(ui);
	if (p->past)
		past_rewind(p->past);
	snprintf(ui->ask.label, sizeof(ui->ask.label), "%s", p->label);
	concern(ui, p->about);
	edit_set(&ui->line, p->initial);
	ui->has_message = false;
}

struct arena *
ui_menu_arena(struct ui *ui)
{
	arena_reset(&ui->menu_arena);
	return &ui->menu_arena;
}

void
ui_menu(struct screen *s, const struct choice *choice)
{
	s->ui->ask = (struct ask){ .kind = ASK_MENU, .screen = s, .on_done = choice->on_done };
	concern(s->ui, choice->about);
	menu_open(&s->ui->menu, choice->title, choice->items, choice->count, choice->selected);
}

void
ui_confirm(struct screen *s, struct str about, ui_answer *on_done, const char *fmt, ...)
{
	struct ui *ui = s->ui;
	va_list ap;

	ui->ask = (struct ask){ .kind = ASK_CONFIRM, .screen = s, .on_done = on_done };
	concern(ui, about);
	va_start(ap, fmt);
	vsnprintf(ui->ask.label, sizeof(ui->ask.label), fmt, ap);
	va_end(ap);
	ui_forget_typeahead(ui);
}

/* A refusal opens the same question again, so that what was typed can be corrected. */
static void
answered(struct ui *ui, int value)
{
	struct ask asked = ui->ask;
	struct err err = { 0 };

	if (asked.past)
		past_add(asked.past, str_trim(edit_text(&ui->line)));
	ask_close(ui);
	memcpy(ui->about, asked.about, sizeof(ui->about));
	if (tell(asked.on_done, ui, asked.screen, value, &err) == OK)
		return;
	if (asked.kind == ASK_LINE && ui->ask.kind == ASK_NOTHING)
		ui->ask = asked;
	ui_refused(ui, &err);
}

static void
given_up(struct ui *ui)
{
	struct ask asked = ui->ask;
	struct err err = { 0 };

	ask_close(ui);
	if (tell(asked.on_cancel, ui, asked.screen, 0, &err) != OK)
		ui_refused(ui, &err);
	else if (asked.kind == ASK_CONFIRM)
		ui_say(ui, STYLE_MESSAGE, _("Abandonné : rien n'a changé."));
}

static bool
is_cancel(const struct key *key)
{
	return key->code == KEY_ESC || (key->code == KEY_CTRL && key->cp == 'c');
}

/* Up and Down choose among the proposals that are shown, else recall what was typed before. */
static void
line_move(struct ui *ui, int delta)
{
	struct str text;

	if (offer_move(ui, delta) || !ui->ask.past ||
		!past_recall(ui->ask.past, delta, edit_text(&ui->line), &text))
		return;
	edit_set(&ui->line, text);
	offer_close(ui);
	ui->ask.changed = true;
}

bool
ask_settle(struct ui *ui, bool interruptible, bool paused)
{
	struct ask *ask = &ui->ask;
	struct err err = { 0 };
	enum status st = OK;

	if (ask->kind != ASK_LINE || !ask->changed ||
		(ask->later && !paused && ask->later(edit_text(&ui->line))))
		return true;
	busy_begin(ui);
	ui->live = interruptible;
	if (ask->propose && ask->proposing != PROPOSE_AT_TAB)
		st = offer_update(ui, &err);
	if (st == OK)
		st = tell(ask->on_change, ui, ask->screen, 0, &err);
	ui->live = false;
	ui->dirty = true;
	if (st == ERR_CANCELLED && interruptible)
		return false;
	ask->changed = false;
	if (st != OK)
		ui_refused(ui, &err);
	return true;
}

static void
line_key(struct ui *ui, const struct key *key)
{
	switch (key->code) {
	case KEY_ENTER:
		if (ui->ask.proposing != PROPOSE_AT_TAB)
			ask_settle(ui, false, true);
		offer_take(ui);
		answered(ui, 0);
		break;
	case KEY_TAB:
	case KEY_BACKTAB:
		offer_tab(ui, key->code == KEY_TAB ? 1 : -1);
		break;
	case KEY_UP:
	case KEY_DOWN:
		line_move(ui, key->code == KEY_UP ? -1 : 1);
		break;
	default:
		if (edit_key(&ui->line, key) != EDIT_CHANGED)
			break;
		ui->ask.changed = true;
		if (ui->ask.proposing == PROPOSE_AT_TAB)
			offer_close(ui);
	}
}

static void
choice_key(struct ui *ui, const struct key *key)
{
	enum menu_result result = menu_key(&ui->menu, key);

	if (result == MENU_CHOSEN)
		answered(ui, ui->menu.items[ui->menu.span.cursor].value);
	else if (result == MENU_LEFT)
		given_up(ui);
}

static void
confirm_key(struct ui *ui, const struct key *key)
{
	if (key->code == KEY_ENTER)
		answered(ui, 1);
	else
		ui_say(ui, STYLE_MESSAGE, _("Entrée confirme, Échap renonce."));
}

void
ask_key(struct ui *ui, const struct key *key)
{
	if (ui->ask.kind == ASK_PALETTE)
		palette_key(ui, key);
	else if (is_cancel(key))
		given_up(ui);
	else if (ui->ask.kind == ASK_LINE)
		line_key(ui, key);
	else if (ui->ask.kind == ASK_MENU)
		choice_key(ui, key);
	else
		confirm_key(ui, key);
}
