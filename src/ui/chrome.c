/* SPDX-License-Identifier: EUPL-1.2 */
/* What surrounds a screen: title, messages, questions, hints. */
#include "pupitre/app/bundle.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "shell_priv.h"
#include "pupitre/ui/wrap.h"

enum { OVER_ROWS = 10, TYPED_MIN = 24, PART_MIN = 10, PARTS_MAX = 2 * STACK_MAX };

/* "Dossiers ▸ 4012345 Commune de Baule ▸ Notation": the longest parts are shortened first; of more
 * than three, the farthest ones are left out before. */
static struct str
breadcrumb(struct arena *a, struct str *parts, int n, int columns)
{
	struct buf joined = { 0 };
	struct str result;

	for (;;) {
		int total = 3 * (n - 1), longest = 0;

		for (int i = 0; i < n; i++) {
			total += utf8_width(parts[i]);
			if (utf8_width(parts[i]) > utf8_width(parts[longest]))
				longest = i;
		}
		int width = utf8_width(parts[longest]), target = width - (total - columns);

		if (total > columns && n > 3) {
			parts++;
			n--;
			continue;
		}
		if (total <= columns || width <= PART_MIN)
			break;
		parts[longest] =
			utf8_shorten(a, parts[longest], target > PART_MIN ? target : PART_MIN);
	}
	for (int i = 0; i < n; i++) {
		buf_addz(&joined, i ? " ▸ " : "");
		buf_adds(&joined, parts[i]);
	}
	result = arena_str(a, buf_str(&joined));
	buf_done(&joined);
	return result;
}

/* The mode comes first: it is never what is cut. */
static const char *
mode_text(const struct ui *ui)
{
	return session_offline(ui->session) ? _("HORS LIGNE · ") : "";
}

/* Mode, campaign, day and agent, or what the screen says instead; less when there is little room. */
static struct str
title_right(struct ui *ui, struct arena *a, struct str badge, int columns)
{
	const struct campaign_view *campaign = session_campaign(ui->session);
	const struct who *who = session_who(ui->session);
	struct day_text day = day_long(session_today(ui->session));
	const char *mode = mode_text(ui);
	struct str text;

	if (badge.len)
		return utf8_shorten(a, badge, columns);
	text = str_z(arena_printf(a, "%s%s · %s · %s", mode, campaign->name, day.s, who->login));
	if (utf8_width(text) > columns)
		text = str_z(arena_printf(a, "%s%s · %s", mode, day.s, who->login));
	if (utf8_width(text) > columns)
		text = str_z(arena_printf(a, "%s%s", mode, who->login));
	return utf8_shorten(a, text, columns);
}

/* Parts of the title from the first screen to the one on top; badge: what the latter adds. */
static int
title_parts(struct ui *ui, struct arena *a, struct str parts[PARTS_MAX], struct str *badge)
{
	struct buf crumb = { 0 }, said = { 0 };
	int n = 0;

	for (int i = 0; i < ui->depth; i++) {
		const struct screen *s = ui->stack[i];
		struct str rest;

		buf_clear(&crumb);
		buf_clear(&said);
		s->ops->title(s, &crumb, &said);
		rest = arena_str(a, buf_str(&crumb));
		for (bool more = true; more && n < PARTS_MAX; n++) {
			more = str_cut(&rest, '\n', &parts[n]);
			parts[n] = utf8_gate(a, parts[n]);
		}
	}
	*badge = said.len ? str_z(arena_printf(a, "%s%.*s", mode_text(ui), STR_ARG(buf_str(&said))))
			  : STR("");
	buf_done(&crumb);
	buf_done(&said);
	return n;
}

static void
draw_title(struct ui *ui, struct canvas *c)
{
	struct arena *a = &c->scratch;
	struct str parts[PARTS_MAX], right, left, badge;
	int n = title_parts(ui, a, parts, &badge), room = c->cols - 2, width;

	left = breadcrumb(a, parts, n, badge.len ? room - utf8_width(badge) - 2 : room * 2 / 3);
	width = utf8_width(left);
	right = title_right(ui, a, badge, room - width - 2);
	canvas_fill(c, 0, 0, c->cols, STYLE_TITLE);
	canvas_text(c, 0, 1, width, left, STYLE_TITLE);
	canvas_pad(c, 0, 1 + width + 1, room - width - 1, ALIGN_RIGHT, right, STYLE_TITLE);
	canvas_role(c, 0, 0, c->cols, ROLE_TITLE);
}

static const char *
hint_key(struct arena *a, const struct ui_command *cmd)
{
	struct str keys = str_z(cmd->keys);
	struct key key;

	if (cmd->shown)
		return cmd->shown;
	return key_parse(&keys, &key, NULL) == OK ? arena_printf(a, "%s", key_label(key).s) : "";
}

/* One hint, when there is room for it and `reserve` more columns. */
static int
draw_hint(struct canvas *c, int col, const char *key, const char *label, int reserve)
{
	int row = c->rows - 1, need = utf8_width(str_z(key)) + 1 + utf8_width(str_z(label));

	if (col + need + reserve > c->cols)
		return col;
	col += canvas_text(c, row, col, c->cols, str_z(key), STYLE_KEY) + 1;
	col += canvas_text(c, row, col, c->cols, str_z(label), STYLE_HINT) + 2;
	return col;
}

static void
draw_screen_hints(struct ui *ui, struct canvas *c)
{
	const struct screen *s = ui_top(ui);
	int col = 1, row = c->rows - 1, reserve = 3;
	bool letters = ui_action(ui, CMD_PALETTE) != NULL;
	const char *typing = s->ops->typing ? s->ops->typing(s) : NULL;

	if (typing) {
		draw_hint(c, col, _("Échap"), typing, 0);
		return;
	}
	for (const enum command_id *id = s->ops->hints; *id != CMD_NONE; id++)
		if (ui_available(ui, *id))
			col = draw_hint(c, col, hint_key(&c->scratch, &ui_commands[*id]),
				_(ui_commands[*id].label), reserve);
	if (!ui_action(ui, CMD_HELP))
		return;
	if (draw_hint(c, col, letters ? "?" : "F1", _("aide"), 0) == col)
		canvas_text(c, row, col, 2, letters ? STR("?") : STR("F1"), STYLE_KEY);
}

static void
draw_hints(struct ui *ui, struct canvas *c)
{
	int col = 1;

	switch (ui->ask.kind) {
	case ASK_NOTHING:
		draw_screen_hints(ui, c);
		break;
	case ASK_PALETTE:
		col = draw_hint(c, col, _("Tab"), _("compléter"), 0);
		col = draw_hint(c, col, "↑↓", _("choisir, rappeler"), 0);
		col = draw_hint(c, col, _("Entrée"), _("valider"), 0);
		draw_hint(c, col, _("Échap"), _("renoncer"), 0);
		break;
	case ASK_LINE:
		if (ui->ask.propose)
			col = draw_hint(c, col, _("Tab"), _("compléter"), 0);
		if (ui->offer.shown && ui->ask.proposing != PROPOSE_AT_TAB)
			col = draw_hint(c, col, "↑↓", _("choisir"), 0);
		else if (ui->ask.past)
			col = draw_hint(c, col, "↑↓", _("rappeler"), 0);
		/* fall through */
	case ASK_MENU:
		col = draw_hint(c, col, _("Entrée"), _("valider"), 0);
		draw_hint(c, col, _("Échap"), _("renoncer"), 0);
		break;
	case ASK_CONFIRM:
		col = draw_hint(c, col, _("Entrée"), _("confirmer"), 0);
		draw_hint(c, col, _("Échap"), _("renoncer"), 0);
		break;
	}
	canvas_role(c, c->rows - 1, 0, c->cols, ROLE_HINT);
}

/* The text in lines of so many columns, its own line ends kept; more than OVER_ROWS: "…". */
static int
break_lines(struct arena *a, struct str text, int columns, struct str lines[OVER_ROWS])
{
	struct str part, line;
	bool more = true, cut = false;
	int n = 0;

	while (more && !cut) {
		more = str_cut(&text, '\n', &part);
		for (struct wrap w = wrap_of(utf8_gate(a, part)); !cut && w.more;) {
			cut = n == OVER_ROWS;
			if (!cut && wrap_next(&w, columns, &line))
				lines[n++] = line;
		}
	}
	if (cut)
		lines[n - 1] = utf8_shorten(a,
			str_z(arena_printf(a, "%.*s…", STR_ARG(str_trim(lines[n - 1])))), columns);
	return n;
}

/* A text over the last rows before `bottom`; returns the first row it took. */
static int
draw_over(struct canvas *c, int bottom, struct str text, enum style style, enum role role)
{
	struct str lines[OVER_ROWS];
	int n = break_lines(&c->scratch, text, c->cols - 2, lines), first = bottom - n;

	for (int i = 0; i < n; i++) {
		canvas_fill(c, first + i, 0, c->cols, STYLE_NORMAL);
		canvas_text(c, first + i, 1, c->cols - 2, lines[i], style);
		canvas_role(c, first + i, 0, c->cols, role);
	}
	return first;
}

static int
draw_line_asked(struct ui *ui, struct canvas *c, const char *label)
{
	int row = c->rows - 2, width = utf8_width(str_z(label)), most = c->cols - TYPED_MIN - 3;

	width = width > most ? most : width;
	canvas_fill(c, row, 0, c->cols, STYLE_NORMAL);
	canvas_role(c, row, 0, c->cols, ROLE_NONE);
	canvas_pad(c, row, 1, width, ALIGN_LEFT, str_z(label), STYLE_LABEL);
	edit_draw_line(c, row, 2 + width, c->cols - 3 - width, &ui->line, true);
	return row;
}

static int
draw_ask(struct ui *ui, struct canvas *c)
{
	struct area above = { 1, 0, c->rows - 2, c->cols };
	int first;

	switch (ui->ask.kind) {
	case ASK_LINE:
		first = draw_line_asked(ui, c, ui->ask.label);
		above.rows = first - 1;
		if (!ui->offer.shown)
			return first;
		menu_draw(c, above, &ui->offer.menu, false);
		return first - menu_height(&ui->offer.menu);
	case ASK_PALETTE:
		first = draw_line_asked(ui, c, ":");
		above.rows = first - 1;
		menu_draw(c, above, &ui->palette.menu, false);
		return first;
	case ASK_MENU:
		menu_draw(c, above, &ui->menu, true);
		return c->rows - 1 - menu_height(&ui->menu);
	case ASK_CONFIRM:
		first = draw_over(
			c, c->rows - 1, str_z(ui->ask.label), STYLE_WARNING, ROLE_SELECTED);
		canvas_cursor(c, first, 1);
		return first;
	default:
		return c->rows - 1;
	}
}

void
chrome_draw(struct ui *ui)
{
	struct canvas *c = &ui->canvas;
	const struct screen *s = ui_top(ui);
	struct area part = { 1, 0, c->rows - 2, c->cols };
	struct area before;
	int bottom;

	draw_title(ui, c);
	before = canvas_enter(c, part);
	s->ops->draw(s, c);
	canvas_leave(c, before);
	bottom = draw_ask(ui, c);
	if (ui->has_message)
		draw_over(c, bottom, str_z(ui->message), ui->message_style,
			ui->message_style == STYLE_ERROR ? ROLE_ERROR : ROLE_MESSAGE);
	draw_hints(ui, c);
}
