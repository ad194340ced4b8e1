/* SPDX-License-Identifier: EUPL-1.2 */
/* The palette ":": any command of the screen by its name, with completion and history. */
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "shell_priv.h"

void
palette_done(struct palette *p)
{
	arena_done(&p->arena);
	past_done(&p->past);
}

/* The typed name, and what follows it. */
static struct str
typed_name(const struct ui *ui, struct str *argument)
{
	struct str rest = str_trim(edit_text(&ui->line)), name;

	str_cut(&rest, ' ', &name);
	*argument = str_trim(rest);
	return name;
}

static bool
proposed(const struct ui *ui, enum command_id id, struct str folded, struct arena *a)
{
	if (!ui_available(ui, id))
		return false;
	return str_starts(utf8_fold(a, str_z(ui_commands[id].name)), folded);
}

void
palette_update(struct ui *ui)
{
	struct palette *p = &ui->palette;
	struct menu_item *items;
	struct str argument, folded;
	int n = 0;

	arena_reset(&p->arena);
	items = ARENA_ARRAY(&p->arena, struct menu_item, CMD_COUNT);
	folded = utf8_fold(&p->arena, typed_name(ui, &argument));
	for (int id = 0; id < CMD_COUNT; id++) {
		const struct ui_command *cmd = &ui_commands[id];

		if (id == CMD_PALETTE || !proposed(ui, (enum command_id)id, folded, &p->arena))
			continue;
		items[n++] =
			(struct menu_item){ cmd->argument ? str_z(arena_printf(&p->arena, "%s %s",
								    cmd->name, _(cmd->argument)))
							  : str_z(cmd->name),
				str_z(_(cmd->help)), id };
	}
	menu_open(&p->menu, _("commandes"), items, n, 0);
}

void
palette_open(struct ui *ui)
{
	ui->ask = (struct ask){ .kind = ASK_PALETTE, .screen = ui_top(ui) };
	past_rewind(&ui->palette.past);
	edit_set(&ui->line, STR(""));
	palette_update(ui);
}

/* The proposal that a name means: itself, or the one under the cursor. */
static int
meant(const struct ui *ui)
{
	const struct menu *m = &ui->palette.menu;
	struct str argument, name = typed_name(ui, &argument);

	for (int i = 0; i < m->span.count; i++)
		if (str_eqz(name, ui_commands[m->items[i].value].name))
			return m->items[i].value;
	return m->span.count ? m->items[m->span.cursor].value : CMD_NONE;
}

static void
run_typed(struct ui *ui)
{
	struct arena a = { 0 };
	struct str argument, name = typed_name(ui, &argument);
	int id = meant(ui);

	if (id == CMD_NONE) {
		ui_say(ui, STYLE_ERROR,
			_("Commande inconnue ici : « %.*s ». Effacez pour voir les commandes."),
			STR_ARG(name));
		return;
	}
	past_add(&ui->palette.past, str_trim(edit_text(&ui->line)));
	argument = argument.len ? arena_str(&a, argument) : STR_NONE;
	ask_close(ui);
	ui_run(ui, (enum command_id)id, argument);
	arena_done(&a);
}

static void
complete(struct ui *ui)
{
	struct str argument;
	int id = meant(ui);

	if (id == CMD_NONE)
		return;
	typed_name(ui, &argument);
	if (argument.len)
		return;
	edit_set(&ui->line, str_z(ui_commands[id].name));
	if (ui_commands[id].argument) {
		const struct key space = { .code = KEY_CHAR, .cp = ' ' };

		edit_key(&ui->line, &space);
	}
}

/* Up and Down choose among the proposals; from an empty line, Up recalls what was run before. */
static void
move(struct ui *ui, int delta)
{
	struct palette *p = &ui->palette;
	bool recalled = p->past.at < p->past.count;
	struct str text;

	if (!recalled && (delta > 0 || ui->line.text.len > 0 || p->menu.span.cursor > 0)) {
		span_move(&p->menu.span, delta);
	} else if (past_recall(&p->past, delta, STR(""), &text)) {
		edit_set(&ui->line, text);
		palette_update(ui);
	}
}

void
palette_key(struct ui *ui, const struct key *key)
{
	switch (key->code) {
	case KEY_ESC:
		ask_close(ui);
		break;
	case KEY_ENTER:
		run_typed(ui);
		break;
	case KEY_TAB:
		complete(ui);
		palette_update(ui);
		break;
	case KEY_UP:
	case KEY_DOWN:
		move(ui, key->code == KEY_UP ? -1 : 1);
		break;
	case KEY_BACKSPACE:
		if (ui->line.text.len == 0)
			ask_close(ui);
		/* fall through */
	default:
		if (key->code == KEY_CTRL && key->cp == 'c')
			ask_close(ui);
		else if (ui->ask.kind == ASK_PALETTE && edit_key(&ui->line, key) == EDIT_CHANGED)
			palette_update(ui);
	}
}
