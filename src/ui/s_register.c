/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Registre: who did what, newest first. Acts of one batch are folded in one line. */
#include "pupitre/app/history.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "screen.h"
#include "shell.h"
#include "pupitre/ui/span.h"

enum { PAGE = 100, DETAIL = 5, AROUND = 4 + DETAIL, WHAT_COL = 56 };

struct line { /* one act, or those of a batch: acts[first] is the newest */
	int first, acts;
};

struct register_state {
	int64_t number; /* 0: every dossier */
	const struct act_view **acts; /* all that were read; in the screen's arena, as the lines */
	int act_count, act_cap;
	struct line *lines;
	int count, cap;
	int64_t next; /* where the next page starts; 0: all is read */
	struct span span;
};

static void
add_act(struct screen *s, struct register_state *st, const struct act_view *act)
{
	struct line line = { st->act_count, 1 };
	bool same = st->count && uid_eq(st->acts[st->act_count - 1]->batch, act->batch);

	ARENA_PUSH(&s->arena, st->acts, st->act_count, st->act_cap, act);
	if (same)
		st->lines[st->count - 1].acts++;
	else
		ARENA_PUSH(&s->arena, st->lines, st->count, st->cap, line);
}

/* The acts of the last line go on in the next page. */
static bool
is_cut(const struct register_state *st)
{
	return st->next && st->count &&
	       (size_t)st->lines[st->count - 1].acts < st->acts[st->act_count - 1]->batch_count;
}

static enum status
read_page(struct screen *s, struct register_state *st, struct err *err)
{
	struct act_view *acts;
	size_t n;
	enum status status = history_page(ui_session(s->ui), st->number, st->next, PAGE, &s->arena,
		&acts, &n, &st->next, err);

	for (size_t i = 0; status == OK && i < n; i++)
		add_act(s, st, &acts[i]);
	return status;
}

static enum status
register_reach(struct screen *s, int count, struct err *err)
{
	struct register_state *st = s->state;
	enum status status = OK;

	while (status == OK && st->next && (st->count < count || is_cut(st)))
		status = read_page(s, st, err);
	span_fit(&st->span, st->count, s->rows - AROUND);
	return status;
}

static const struct act_view *
newest(const struct register_state *st, const struct line *line)
{
	return st->acts[line->first];
}

/* The same act stays under the cursor, on the same row of the screen where there is one. */
static enum status
register_refresh(struct screen *s, struct err *err)
{
	struct register_state *st = s->state, fresh = *st;
	struct arena old = s->arena;
	const struct act_view *act = st->count ? newest(st, &st->lines[st->span.cursor]) : NULL;
	int row = st->span.cursor - st->span.top;
	enum status status;

	s->arena = (struct arena){ 0 };
	fresh = (struct register_state){ .number = st->number, .span = st->span };
	status = read_page(s, &fresh, err);
	while (status == OK && fresh.next && (fresh.count < st->count || is_cut(&fresh)))
		status = read_page(s, &fresh, err);
	if (status != OK) {
		arena_done(&s->arena);
		s->arena = old;
		return status;
	}
	span_fit(&fresh.span, fresh.count, s->rows - AROUND);
	for (int i = 0; act && i < fresh.count; i++) {
		if (!uid_eq(newest(&fresh, &fresh.lines[i])->id, act->id))
			continue;
		fresh.span.top = i - row;
		span_set(&fresh.span, i);
	}
	*st = fresh;
	arena_done(&old);
	return OK;
}

static enum status
register_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct register_state *st = s->state;

	enum status status;

	st->number = r->number;
	status = read_page(s, st, err);
	return status == OK ? register_reach(s, 1, err) : status;
}

static enum status
register_layout(struct screen *s, int rows, int cols, struct err *err)
{
	struct register_state *st = s->state;

	(void)cols, (void)err;
	span_fit(&st->span, st->count, rows - AROUND);
	return OK;
}

static void
register_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	const struct register_state *st = s->state;

	(void)badge;
	if (st->number && !ui_is_over(s, ON_DOSSIER))
		buf_addf(crumb, "%lld\n", (long long)st->number);
	buf_addz(crumb, _("Registre"));
}

/* The act that a line is named after: in a batch the first one made, the others follow from it. */
static const struct act_view *
leading(const struct register_state *st, const struct line *line)
{
	return st->acts[line->first + line->acts - 1];
}

static const struct line *
current(const struct register_state *st)
{
	return st->count ? &st->lines[st->span.cursor] : NULL;
}

/* "montant accordé : - → 45 000,00 €". */
static struct str
change_text(struct arena *a, const struct change_view *ch)
{
	return str_z(arena_printf(a, "%.*s : %.*s → %.*s", STR_ARG(ch->what),
		STR_ARG(ch->was.ptr ? ch->was : STR("-")),
		STR_ARG(ch->now.ptr ? ch->now : STR("-"))));
}

static struct str
summary(struct arena *a, const struct act_view *act)
{
	if (act->batch_count > 1)
		return str_z(arena_printf(a,
			act->undone ? _("(annulé : %zu actes)") : _("lot de %zu actes"),
			act->batch_count));
	if (act->undone)
		return str_z(_("(annulé depuis)"));
	return act->change_count ? change_text(a, &act->changes[0]) : STR("");
}

static void
draw_line(const struct screen *s, struct canvas *c, int row, const struct act_view *act, bool here)
{
	struct arena *a = &c->scratch;
	enum style style = here ? STYLE_SELECTED : STYLE_NORMAL;
	struct str dossier =
		act->dossier ? str_z(arena_printf(a, "%lld", (long long)act->dossier)) : STR("-");

	canvas_fill(c, row, 0, s->cols, style);
	canvas_text(c, row, 2, 11, str_z(instant_short(act->at).s), style);
	canvas_pad(c, row, 14, 12, ALIGN_LEFT, act->agent, style);
	canvas_pad(c, row, 27, 8, ALIGN_LEFT, dossier, style);
	canvas_pad(c, row, 36, WHAT_COL - 37, ALIGN_LEFT, act->verb_label, style);
	canvas_pad(c, row, WHAT_COL, s->cols - WHAT_COL - 1, ALIGN_LEFT, summary(a, act), style);
	if (!here)
		return;
	canvas_text(c, row, 0, 1, STR(">"), style);
	canvas_role(c, row, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, row, 0);
}

static void
draw_head(const struct screen *s, const struct register_state *st, struct canvas *c)
{
	canvas_text(c, 0, 2, 11, str_z(_("Le")), STYLE_HEADING);
	canvas_text(c, 0, 14, 12, str_z(_("Agent")), STYLE_HEADING);
	canvas_text(c, 0, 27, 8, str_z(_("Dossier")), STYLE_HEADING);
	canvas_text(c, 0, 36, 18, str_z(_("Acte")), STYLE_HEADING);
	canvas_text(
		c, 0, WHAT_COL, s->cols - WHAT_COL, str_z(_("Ancien → nouveau")), STYLE_HEADING);
	if (st->count)
		return;
	canvas_text(c, 1, 0, s->cols, str_z(_("> Aucun acte.")), STYLE_SELECTED);
	canvas_role(c, 1, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, 1, 0);
}

static void
draw_detail(const struct screen *s, const struct register_state *st, struct canvas *c)
{
	const struct line *line = current(st);
	const struct act_view *act;
	int first = s->rows - DETAIL - 2;

	canvas_line(c, first, 0, s->cols, STYLE_RULE);
	if (!line)
		return;
	act = leading(st, line);
	for (int i = 0; i < DETAIL && i < (int)act->change_count; i++) {
		if (i == DETAIL - 1 && (int)act->change_count > DETAIL) {
			canvas_printf(c, first + 1 + i, 1, s->cols - 2, STYLE_HINT,
				_("et %d autres changements : Entrée ouvre tout"),
				(int)act->change_count - i);
			return;
		}
		canvas_text(c, first + 1 + i, 1, s->cols - 2,
			change_text(&c->scratch, &act->changes[i]), STYLE_NORMAL);
	}
}

static void
register_draw(const struct screen *s, struct canvas *c)
{
	const struct register_state *st = s->state;

	draw_head(s, st, c);
	for (int i = 0; i < st->span.height && st->span.top + i < st->count; i++)
		draw_line(s, c, 1 + i, leading(st, &st->lines[st->span.top + i]),
			st->span.top + i == st->span.cursor);
	draw_detail(s, st, c);
	canvas_printf(c, s->rows - 1, 1, s->cols - 2, STYLE_MESSAGE,
		st->next ? _("%d lignes lues, la suite vient en descendant")
			 : ngettext("%d ligne", "%d lignes", (unsigned long)st->count),
		st->count);
}

static struct span *
register_span(const struct screen *s)
{
	return &((struct register_state *)s->state)->span;
}

static bool
has_line(const struct screen *s)
{
	return ((const struct register_state *)s->state)->count > 0;
}

static void
add_opened(struct buf *out, struct arena *a, const struct act_view *act)
{
	buf_addf(out, "%s\n", ui_act_text(a, act));
	if (act->undone)
		buf_addf(out, "%s\n", _("annulé depuis par un autre acte"));
	for (size_t i = 0; i < act->change_count; i++) {
		struct str text = change_text(a, &act->changes[i]);

		buf_addf(out, "    %.*s\n", STR_ARG(text));
	}
	buf_addf(out, _("    acte n° %lld du poste %.*s, empreinte %s\n\n"), (long long)act->seq,
		STR_ARG(act->station), hash_hex(act->hash).s);
}

/* The act, and the others of its batch, which are next to it. */
static enum status
do_open(struct screen *s, const struct call *c, struct err *err)
{
	struct register_state *st = s->state;
	const struct line *line = current(st);
	struct route route = { .number = newest(st, line)->dossier, .title = str_z(_("Acte")) };
	struct arena a = { 0 };
	struct buf text = { 0 };
	enum status status;

	(void)c;
	for (int i = 0; i < line->acts; i++)
		add_opened(&text, &a, st->acts[line->first + i]);
	route.text = buf_str(&text);
	status = ui_push(s->ui, &reader_screen, &route, err);
	buf_done(&text);
	arena_done(&a);
	return status;
}

static enum status
do_undo(struct screen *s, const struct call *c, struct err *err)
{
	const struct register_state *st = s->state;
	const struct act_view *act = leading(st, current(st));
	struct arena a = { 0 };
	const char *what = ui_act_text(&a, act);

	(void)c;
	if (act->undone)
		return err_set(err, ERR_INPUT, _("Cet acte est déjà annulé."));
	if (act->batch_count > 1)
		what = arena_printf(&a, _("%s (lot de %zu actes)"), what, act->batch_count);
	else if (act->change_count) {
		struct str back = act->changes[0].was.ptr ? act->changes[0].was : STR("-");

		what = arena_printf(&a, _("%s ; %.*s redevient « %.*s »%s"), what,
			STR_ARG(act->changes[0].what), STR_ARG(back),
			act->change_count > 1 ? _(", et les autres champs ci-dessus") : "");
	}
	ui_undo_act(s, act->id, what);
	arena_done(&a);
	return OK;
}

static const struct action actions[] = {
	{ CMD_OPEN, do_open, has_line },
	{ CMD_UNDO, do_undo, has_line },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_DOWN, CMD_OPEN, CMD_UNDO, CMD_REDO, CMD_BACK,
	CMD_PALETTE, CMD_NONE };

const struct screen_ops register_screen = {
	.name = "register",
	.bit = ON_REGISTER,
	.state_size = sizeof(struct register_state),
	.actions = actions,
	.hints = hints,
	.enter = register_enter,
	.layout = register_layout,
	.refresh = register_refresh,
	.title = register_title,
	.span = register_span,
	.reach = register_reach,
	.draw = register_draw,
};
