/* SPDX-License-Identifier: EUPL-1.2 */
/* From a key to a command of the table, and from the command to what the screen does. */
#include "pupitre/base/i18n.h"
#include "shell_priv.h"

#include "pupitre/term/terminal.h"

enum { COUNT_MAX = 99999 };

static enum status
do_palette(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	palette_open(s->ui);
	return OK;
}

static enum status
do_back(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	if (s->ui->depth > 1)
		ui_pop(s->ui);
	else
		ui_say(s->ui, STYLE_MESSAGE,
			_("Vous êtes sur le premier écran ; Q (majuscule) quitte pupitre."));
	return OK;
}

static enum status
do_redraw(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	backend_redraw(s->ui->backend);
	return OK;
}

static enum status
do_quit(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	s->ui->quit = true;
	return OK;
}

static enum status
do_stop(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	if (!terminal_can_stop())
		return err_set(err, ERR_INPUT,
			_("Aucun shell ne reprendrait la main ici. Q quitte pupitre."));
	s->ui->stop = true;
	return OK;
}

/* What only the shell does, unless the table of the screen says otherwise. */
static const struct action shell_actions[] = {
	{ CMD_PALETTE, do_palette, NULL },
	{ CMD_CANCEL, do_back, NULL },
	{ CMD_BACK, do_back, NULL },
	{ CMD_REDRAW, do_redraw, NULL },
	{ CMD_STOP, do_stop, NULL },
	{ CMD_QUIT, do_quit, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const struct action *
find_action(const struct action *table, enum command_id id)
{
	for (; table && table->id != CMD_NONE; table++)
		if (table->id == id)
			return table;
	return NULL;
}

static const struct screen_ops *const screens[] = { &list_screen, &dossier_screen, &mark_screen,
	&decide_screen, &register_screen, &envelopes_screen, &reader_screen, &help_screen,
	&columns_screen, &views_screen, &totals_screen, &bundles_screen, &bundle_new_screen,
	&keys_screen, &questions_screen, &export_screen, &export_columns_screen };

static const struct action *
action_on(const struct screen_ops *ops, enum command_id id)
{
	const struct action *a = find_action(ops->actions, id);

	for (const struct action *const *more = ops->more; !a && more && *more; more++)
		a = find_action(*more, id);
	if (!a && ops->search)
		a = find_action(search_actions, id);
	if (!a && (ops->span || ops->search))
		a = find_action(span_actions, id);
	if (!a)
		a = find_action(common_actions, id);
	return a ? a : find_action(shell_actions, id);
}

bool
command_has_action(enum command_id id, unsigned screen)
{
	for (size_t i = 0; i < sizeof(screens) / sizeof(screens[0]); i++)
		if (screens[i]->bit == screen)
			return action_on(screens[i], id) != NULL;
	return false;
}

static const struct action *
action_now(const struct screen *s, enum command_id id)
{
	const struct action *a;

	if (!(ui_commands[id].where & s->ops->bit))
		return NULL;
	a = action_on(s->ops, id);
	return a && (!a->when || a->when(s)) ? a : NULL;
}

const struct action *
ui_action(const struct ui *ui, enum command_id id)
{
	return action_now(ui_top(ui), id);
}

bool
ui_offers(const struct screen *s, enum command_id id)
{
	return action_now(s, id) && session_can(s->ui->session, ui_commands[id].needs);
}

bool
ui_available(const struct ui *ui, enum command_id id)
{
	return ui_offers(ui_top(ui), id);
}

static bool
has_key(const struct ui_command *cmd, const struct key *key)
{
	struct str rest = str_z(cmd->keys);
	struct key bound;

	while (rest.len && key_parse(&rest, &bound, NULL) == OK)
		if (key_eq(bound, *key))
			return true;
	return false;
}

/* Of two commands on one key, the one that the agent may run: deciding for some is proposing for others. */
static enum command_id
find_command(const struct ui *ui, const struct key *key)
{
	enum command_id refused = CMD_NONE;

	for (int id = 0; id < CMD_COUNT; id++) {
		if (!has_key(&ui_commands[id], key) || !ui_action(ui, (enum command_id)id))
			continue;
		if (session_can(ui->session, ui_commands[id].needs))
			return (enum command_id)id;
		if (refused == CMD_NONE)
			refused = (enum command_id)id;
	}
	return refused;
}

void
ui_execute(struct ui *ui, enum command_id id, const struct call *call)
{
	const struct ui_command *cmd = &ui_commands[id];
	const struct action *a = ui_action(ui, id);
	struct err err = { 0 };

	if (!a)
		return;
	if (!session_can(ui->session, cmd->needs)) {
		ui_say(ui, STYLE_ERROR,
			capability_elides(cmd->needs)
				? _("« %s » : vos rôles ne permettent pas d'%s ; un administrateur "
				    "peut les changer.")
				: _("« %s » : vos rôles ne permettent pas de %s ; un "
				    "administrateur "
				    "peut les changer."),
			cmd->name, _(capability_labels[cmd->needs]));
		return;
	}
	if (a->run(ui_top(ui), call, &err) != OK)
		ui_refused(ui, &err);
}

void
ui_run(struct ui *ui, enum command_id id, struct str argument)
{
	const struct call call = { .count = 1, .argument = argument };

	ui_execute(ui, id, &call);
}

static bool
take_digit(struct ui *ui, const struct key *key)
{
	if (key->code != KEY_CHAR || key->cp < '0' || key->cp > '9')
		return false;
	if (key->cp == '0' && ui->count == 0)
		return false;
	ui->count = ui->count * 10 + (int)(key->cp - '0');
	if (ui->count > COUNT_MAX)
		ui->count = COUNT_MAX;
	ui_say(ui, STYLE_MESSAGE, _("%d fois : tapez une commande"), ui->count);
	return true;
}

static void
refuse_key(struct ui *ui, const struct key *key)
{
	if (key->code == KEY_PASTE)
		ui_say(ui, STYLE_WARNING,
			_("Texte collé ignoré : on ne colle que dans un champ (/ filtrer, c "
			  "commenter…)."));
	else if (key->code == KEY_CTRL && key->cp == 'c')
		ui_say(ui, STYLE_MESSAGE, _("Rien à interrompre. q revient, Q quitte pupitre."));
	else
		ui_say(ui, STYLE_MESSAGE,
			_("La touche %s ne sert à rien ici. %s montre les touches."),
			key_label(*key).s, ui_action(ui, CMD_PALETTE) ? "?" : "F1");
}

static void
command_key(struct ui *ui, const struct key *key)
{
	enum command_id id = find_command(ui, key);
	struct call call = { ui->count ? ui->count : 1, ui->count > 0, *key, STR_NONE };

	if (id == CMD_NONE && take_digit(ui, key))
		return;
	ui->count = 0;
	if (id == CMD_NONE)
		refuse_key(ui, key);
	else
		ui_execute(ui, id, &call);
}

/* What is shown stays as it is, questions and messages included: only the terminal was wrong. */
static bool
redraws(struct ui *ui, const struct key *key)
{
	if (!has_key(&ui_commands[CMD_REDRAW], key))
		return false;
	backend_redraw(ui->backend);
	return true;
}

void
ui_key(struct ui *ui, const struct key *key)
{
	struct screen *s = ui_top(ui);
	struct err err = { 0 };

	if (key->code == KEY_RESIZE) {
		ui_layout(ui);
		return;
	}
	if (redraws(ui, key))
		return;
	if (ui_too_small(ui)) {
		ui->quit = key->code == KEY_CHAR && key->cp == 'Q';
		return;
	}
	ui->has_message = false;
	if (ui->ask.kind != ASK_NOTHING) {
		ask_key(ui, key);
		return;
	}
	if (s->ops->key && s->ops->key(s, key, &err)) {
		if (err.code != OK)
			ui_refused(ui, &err);
		return;
	}
	command_key(ui, key);
}
