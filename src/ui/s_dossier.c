/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Dossier: everything about one application, tab by tab. */

#include "dossier_text.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/workflow.h"
#include "list_screen.h"
#include "questions.h"
#include "screen.h"
#include "search.h"
#include "shell.h"

enum { AROUND = 5 }; /* rows of the area that are not the text's */

struct dossier_state {
	int64_t number;
	struct screen *list;
	struct dossier_view view; /* in the screen's arena */
	struct str tags;
	struct dossier_context marks; /* away and question only */
	enum tab tab;
	struct arena text;
	struct search search;
};

static void
lay_out_text(struct screen *s, bool keep)
{
	struct dossier_state *st = s->state;
	struct dossier_context context = st->marks;
	struct page page;

	context.view = &st->view;
	context.grid = session_grid(ui_session(s->ui));
	context.today = session_today(ui_session(s->ui));
	context.tags = st->tags;
	arena_reset(&st->text);
	page_begin(&page, &st->text, s->cols);
	dossier_text(&page, &context, st->tab);
	search_show(&st->search, &page, s->rows - AROUND, keep);
}

static enum status
read_number(struct screen *s, int64_t number, struct err *err)
{
	struct dossier_state *st = s->state;
	struct arena fresh = { 0 };
	struct dossier_context marks = { 0 };
	struct dossier_view view;
	struct str tags;
	enum status status = dossier_read(ui_session(s->ui), number, &fresh, &view, err);

	if (status == OK)
		status = dossier_tags(ui_session(s->ui), number, &fresh, &tags, err);
	if (status == OK)
		status = dossier_marks_read(ui_session(s->ui), number, &fresh, &marks, err);
	if (status != OK) {
		arena_done(&fresh);
		return status;
	}
	arena_done(&s->arena);
	s->arena = fresh;
	st->view = view;
	st->tags = tags;
	st->marks = marks;
	st->number = number;
	return OK;
}

static enum status
dossier_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct dossier_state *st = s->state;

	st->list = r->list;
	st->search.place = N_("cet onglet (Tab : onglet suivant)");
	return read_number(s, r->number, err);
}

static enum status
dossier_layout(struct screen *s, int rows, int cols, struct err *err)
{
	(void)rows, (void)cols, (void)err;
	lay_out_text(s, true);
	return OK;
}

static enum status
dossier_refresh(struct screen *s, struct err *err)
{
	struct dossier_state *st = s->state;
	enum status status = read_number(s, st->number, err);

	if (status == OK)
		lay_out_text(s, true);
	return status;
}

static void
dossier_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	const struct dossier_state *st = s->state;

	(void)badge;
	buf_addf(crumb, "%lld %.*s", (long long)st->number, STR_ARG(st->view.d.applicant.name));
}

static void
dossier_leave(struct screen *s)
{
	struct dossier_state *st = s->state;

	arena_done(&st->text);
	search_done(&st->search);
}

static void
draw_tabs(const struct dossier_state *st, struct canvas *c, int cols)
{
	int col = 1;

	for (int i = 0; i < TAB_COUNT; i++) {
		bool here = i == (int)st->tab;
		const char *count = "";

		if (i == TAB_WARNINGS && st->view.warning_count)
			count = arena_printf(&c->scratch, " (%zu)", st->view.warning_count);
		col += canvas_printf(c, 1, col, cols - col, here ? STYLE_TITLE : STYLE_NORMAL,
			here ? "[%s%s]" : " %s%s ", _(tab_titles[i]), count);
		col += cols >= 76 ? 1 : 0;
	}
}

static void
draw_head(const struct dossier_state *st, struct canvas *c, int cols)
{
	struct arena *a = &c->scratch;
	const char *asked = st->view.d.requested.is ? arena_printf(a, _("%s € demandés · "),
							      money_euros(st->view.d.requested.m).s)
						    : "";
	struct str right =
		str_z(arena_printf(a, "%s%s%s", asked, _(state_rows[st->view.state].label),
			st->view.decision.by_platform ? _(" (plateforme)") : ""));
	int width = utf8_width(right);

	canvas_pad(c, 0, 1, cols - width - 3, ALIGN_LEFT, st->view.d.title, STYLE_TITLE);
	canvas_text(c, 0, cols - 1 - width, width, right, STYLE_NORMAL);
}

static void
dossier_draw(const struct screen *s, struct canvas *c)
{
	const struct dossier_state *st = s->state;
	struct area where = { 3, 0, s->rows - AROUND, s->cols };

	draw_head(st, c, s->cols);
	draw_tabs(st, c, s->cols);
	canvas_line(c, 2, 0, s->cols, STYLE_RULE);
	pager_draw(c, where, &st->search.pager, true);
	canvas_line(c, s->rows - 2, 0, s->cols, STYLE_RULE);
	search_draw_status(&st->search, c, s->rows - 1, s->cols);
}

static struct search *
dossier_search(const struct screen *s)
{
	return &((struct dossier_state *)s->state)->search;
}

static enum status
turn_to(struct screen *s, int delta)
{
	struct dossier_state *st = s->state;

	st->tab = (enum tab)((int)(st->tab + TAB_COUNT + delta) % TAB_COUNT);
	lay_out_text(s, false);
	return OK;
}

static enum status
do_next_tab(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	return turn_to(s, 1);
}

static enum status
do_prev_tab(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	return turn_to(s, -1);
}

static enum status
step(struct screen *s, int delta, struct err *err)
{
	struct dossier_state *st = s->state;
	int64_t number = 0;
	enum status status = list_screen_step(st->list, delta, &number, err);

	if (status != OK)
		return status;
	if (number == 0)
		return err_set(err, ERR_INPUT,
			delta > 0 ? _("C'est le dernier dossier de la liste.")
				  : _("C'est le premier dossier de la liste."));
	status = read_number(s, number, err);
	if (status == OK)
		lay_out_text(s, false);
	return status;
}

static enum status
do_next_dossier(struct screen *s, const struct call *c, struct err *err)
{
	return step(s, c->count, err);
}

static enum status
do_prev_dossier(struct screen *s, const struct call *c, struct err *err)
{
	return step(s, -c->count, err);
}

static bool
from_list(const struct screen *s)
{
	return ((const struct dossier_state *)s->state)->list != NULL;
}

static enum status
push_here(struct screen *s, const struct screen_ops *ops, struct err *err)
{
	const struct dossier_state *st = s->state;
	const struct route route = { .number = st->number };

	return ui_push(s->ui, ops, &route, err);
}

static enum status
do_evaluate(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return push_here(s, &mark_screen, err);
}

static enum status
do_decide(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return push_here(s, &decide_screen, err);
}

static enum status
do_register(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return push_here(s, &register_screen, err);
}

static enum status
do_state(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return ui_move_state(s, ((const struct dossier_state *)s->state)->number, err);
}

static enum status
do_tag(struct screen *s, const struct call *c, struct err *err)
{
	return ui_tag(s, ((const struct dossier_state *)s->state)->number, c->argument, err);
}

static enum status
do_questions(struct screen *s, const struct call *c, struct err *err)
{
	return questions_open_for(
		s, ((const struct dossier_state *)s->state)->number, c->argument, err);
}

/* Sixteen bytes a line, as hexadecimal then as text where that is plain ASCII. */
static void
hex_lines(struct buf *out, struct str raw)
{
	for (size_t at = 0; at < raw.len; at += 16) {
		buf_addf(out, "%06zx ", at);
		for (size_t i = at; i < at + 16; i++) {
			if (i < raw.len)
				buf_addf(out, " %02x", (unsigned char)raw.ptr[i]);
			else
				buf_addz(out, "   ");
		}
		buf_addz(out, "  ");
		for (size_t i = at; i < at + 16 && i < raw.len; i++)
			buf_addc(out, raw.ptr[i] >= ' ' && raw.ptr[i] < 0x7F ? raw.ptr[i] : '.');
		buf_addc(out, '\n');
	}
}

static enum status
do_raw(struct screen *s, const struct call *c, struct err *err)
{
	const struct dossier_state *st = s->state;
	int at = pager_source(&st->search.pager);
	struct route route = { .number = st->number, .title = str_z(_("Texte brut")) };
	struct buf text = { 0 };
	enum status status;

	(void)c;
	if (at < 0 || !st->view.d.fields[at].raw.ptr)
		return err_set(err, ERR_INPUT,
			_("Aucun caractère masqué dans le champ de cette ligne : rien d'autre à "
			  "voir."));
	buf_addf(&text, _("Champ « %.*s » tel que la plateforme l'a envoyé, en hexadécimal :\n\n"),
		STR_ARG(st->view.d.fields[at].label));
	hex_lines(&text, st->view.d.fields[at].raw);
	route.text = buf_str(&text);
	status = ui_push(s->ui, &reader_screen, &route, err);
	buf_done(&text);
	return status;
}

static const struct action actions[] = {
	{ CMD_LEFT, do_prev_tab, NULL },
	{ CMD_RIGHT, do_next_tab, NULL },
	{ CMD_NEXT_FIELD, do_next_tab, NULL },
	{ CMD_PREV_FIELD, do_prev_tab, NULL },
	{ CMD_EVALUATE, do_evaluate, NULL },
	{ CMD_DECIDE, do_decide, NULL },
	{ CMD_PROPOSE, do_decide, ui_only_proposes },
	{ CMD_STATE, do_state, NULL },
	{ CMD_TAG, do_tag, NULL },
	{ CMD_QUESTIONS, do_questions, NULL },
	{ CMD_NEXT_DOSSIER, do_next_dossier, from_list },
	{ CMD_PREV_DOSSIER, do_prev_dossier, from_list },
	{ CMD_RAW, do_raw, NULL },
	{ CMD_REGISTER, do_register, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_NEXT_HIT, CMD_RIGHT, CMD_NEXT_DOSSIER, CMD_EVALUATE,
	CMD_DECIDE, CMD_PROPOSE, CMD_SEARCH, CMD_BACK, CMD_PALETTE, CMD_STATE, CMD_TAG,
	CMD_REGISTER, CMD_QUESTIONS, CMD_NONE };

const struct screen_ops dossier_screen = {
	.name = "dossier",
	.bit = ON_DOSSIER,
	.state_size = sizeof(struct dossier_state),
	.actions = actions,
	.hints = hints,
	.enter = dossier_enter,
	.layout = dossier_layout,
	.refresh = dossier_refresh,
	.title = dossier_title,
	.search = dossier_search,
	.draw = dossier_draw,
	.leave = dossier_leave,
};
