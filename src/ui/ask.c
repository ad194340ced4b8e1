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
		.on_cancel = p->on_cancel };
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

static void
line_key(struct ui *ui, const struct key *key)
{
	struct err err = { 0 };

	if (key->code == KEY_ENTER)
		answered(ui, 0);
	else if (edit_key(&ui->line, key) == EDIT_CHANGED &&
		 tell(ui->ask.on_change, ui, ui->ask.screen, 0, &err) != OK)
		ui_refused(ui, &err);
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
