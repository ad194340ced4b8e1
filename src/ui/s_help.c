/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Aide: the commands of the screen one comes from whose keys do something there now, filtered
 * as one types; Enter runs one. */
#include "pupitre/ui/edit.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "screen.h"
#include "shell.h"
#include "pupitre/ui/span.h"

enum { AROUND = 6, KEYS_COL = 2, NAME_COL = 20, HELP_COL = 40 };

struct help_state {
	struct screen *from;
	struct edit filter;
	struct arena text; /* keys of the rows shown */
	enum command_id shown[CMD_COUNT];
	const char *keys[CMD_COUNT]; /* of shown */
	struct span span;
};

/* "j ↓": the French names of all the keys of a command. */
static const char *
keys_text(struct arena *a, enum command_id id)
{
	struct str rest = str_z(ui_commands[id].keys);
	struct buf b = { 0 };
	struct key key;
	const char *text;

	if (id == CMD_SCORE)
		return "0-4 à & é \" '";
	while (rest.len && key_parse(&rest, &key, NULL) == OK)
		buf_addf(&b, "%s%s", b.len ? " " : "", key_label(key).s);
	text = arena_z(a, buf_str(&b));
	buf_done(&b);
	return text;
}

static bool
matches(struct arena *a, enum command_id id, struct str folded)
{
	const struct ui_command *cmd = &ui_commands[id];
	const char *all = arena_printf(a, "%s %s %s", keys_text(a, id), cmd->name, _(cmd->help));

	return str_find(utf8_fold(a, str_z(all)), folded) >= 0;
}

/* A name that begins as what is typed comes before the commands that only mention it. */
static void
update(struct screen *s)
{
	struct help_state *st = s->state;
	struct str folded;
	int n = 0;

	arena_reset(&st->text);
	folded = utf8_fold(&st->text, str_trim(edit_text(&st->filter)));
	for (int i = 0; i < 2 * CMD_COUNT; i++) {
		enum command_id id = (enum command_id)(i % CMD_COUNT);
		struct str name = utf8_fold(&st->text, str_z(ui_commands[id].name));

		if (!ui_offers(st->from, id) || str_starts(name, folded) != (i < CMD_COUNT) ||
			!matches(&st->text, id, folded))
			continue;
		st->keys[n] = keys_text(&st->text, id);
		st->shown[n++] = id;
	}
	st->span.cursor = 0;
	span_fit(&st->span, n, s->rows - AROUND);
}

static enum status
help_enter(struct screen *s, const struct route *r, struct err *err)
{
	(void)err;
	((struct help_state *)s->state)->from = r->list;
	return OK;
}

static enum status
help_layout(struct screen *s, int rows, int cols, struct err *err)
{
	(void)rows, (void)cols, (void)err;
	update(s);
	return OK;
}

static void
help_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	const struct help_state *st = s->state;
	int bit = 0;

	(void)badge;
	while (!(st->from->ops->bit >> bit & 1u))
		bit++;
	buf_addf(crumb, _("Aide de l'écran %s"), _(screen_titles[bit]));
}

static void
help_leave(struct screen *s)
{
	struct help_state *st = s->state;

	edit_done(&st->filter);
	arena_done(&st->text);
}

static void
draw_row(const struct screen *s, struct canvas *c, int row, int at, bool here)
{
	const struct help_state *st = s->state;
	const struct ui_command *cmd = &ui_commands[st->shown[at]];
	enum style style = here ? STYLE_SELECTED : STYLE_NORMAL;

	canvas_fill(c, row, 0, s->cols, style);
	canvas_text(c, row, 0, 1, here ? STR(">") : STR(" "), style);
	canvas_pad(c, row, KEYS_COL, NAME_COL - KEYS_COL - 1, ALIGN_LEFT, str_z(st->keys[at]),
		here ? style : STYLE_KEY);
	canvas_pad(c, row, NAME_COL, HELP_COL - NAME_COL - 1, ALIGN_LEFT, str_z(cmd->name), style);
	canvas_pad(
		c, row, HELP_COL, s->cols - HELP_COL - 1, ALIGN_LEFT, str_z(_(cmd->help)), style);
}

static void
help_draw(const struct screen *s, struct canvas *c)
{
	const struct help_state *st = s->state;
	int last = s->rows - 1;

	canvas_text(c, 0, 1, 12, str_z(_("chercher :")), STYLE_LABEL);
	edit_draw_line(c, 0, 12, s->cols - 14, &st->filter, true);
	canvas_line(c, 1, 0, s->cols, STYLE_RULE);
	for (int i = 0; i < st->span.height && st->span.top + i < st->span.count; i++)
		draw_row(s, c, 2 + i, st->span.top + i, st->span.top + i == st->span.cursor);
	canvas_line(c, last - 3, 0, s->cols, STYLE_RULE);
	if (st->span.count == 0)
		canvas_text(c, 2, 2, s->cols - 4, str_z(_("Aucune commande ne contient ces mots.")),
			STYLE_WARNING);
	else /* a long help is cut in its row: it stands whole here */
		canvas_text(c, last - 2, 1, s->cols - 2,
			str_z(_(ui_commands[st->shown[st->span.cursor]].help)), STYLE_NORMAL);
	canvas_text(c, last - 1, 1, s->cols - 2,
		str_z(_("Un nombre avant une touche la répète. Toute saisie est enregistrée.")),
		STYLE_HINT);
	canvas_text(c, last, 1, s->cols - 2, str_z(_("Taper cherche, ↑↓ choisit, Entrée exécute.")),
		STYLE_MESSAGE);
}

static void
run_chosen(struct screen *s)
{
	struct help_state *st = s->state;
	struct ui *ui = s->ui;
	enum command_id id;

	if (st->span.count == 0)
		return;
	id = st->shown[st->span.cursor];
	ui_pop(ui);
	ui_run(ui, id, STR_NONE);
}

static bool
help_key(struct screen *s, const struct key *key, struct err *err)
{
	struct help_state *st = s->state;
	int page = s->rows - AROUND;

	(void)err;
	if (key->code == KEY_ENTER)
		run_chosen(s);
	else if (key->code == KEY_UP || key->code == KEY_DOWN)
		span_move(&st->span, key->code == KEY_UP ? -1 : 1);
	else if (key->code == KEY_PGUP || key->code == KEY_PGDN)
		span_move(&st->span, key->code == KEY_PGUP ? -page : page);
	else if (key->code == KEY_ESC || (key->code == KEY_CTRL && key->cp == 'l'))
		return false;
	else {
		enum edit_result result = edit_key(&st->filter, key);

		if (result == EDIT_CHANGED)
			update(s);
		return result != EDIT_IGNORED;
	}
	return true;
}

static const char *
help_typing(const struct screen *s)
{
	(void)s;
	return _("revenir");
}

static const struct action actions[] = { { CMD_NONE, NULL, NULL } };
static const enum command_id hints[] = { CMD_CANCEL, CMD_NONE };

const struct screen_ops help_screen = {
	.name = "help",
	.bit = ON_HELP,
	.state_size = sizeof(struct help_state),
	.actions = actions,
	.hints = hints,
	.enter = help_enter,
	.layout = help_layout,
	.key = help_key,
	.typing = help_typing,
	.title = help_title,
	.draw = help_draw,
	.leave = help_leave,
};
