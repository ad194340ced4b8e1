/* SPDX-License-Identifier: EUPL-1.2 */
/* Screen Colonnes de l'export: which columns the file has and in what order. Every change is the form's at once,
 * whose preview is made again on the way back. */
#include "export_form.h"
#include "pupitre/base/i18n.h"
#include "pupitre/ui/span.h"
#include "shell.h"

enum { AROUND = 3, NUMBER_COL = 2, TITLE_COL = 7, CODE_COL = 46, COLUMNS_MOST = 200 };

struct columns_state {
	struct screen *form;
	const struct export_column_view *all; /* in the arena of the screen, like the codes below */
	size_t all_count;
	struct str shown[COLUMNS_MOST]; /* in their order, those that are known no more included */
	size_t count;
	struct str rows[2 * COLUMNS_MOST]; /* the shown ones, then the others */
	struct span span;
};

static int
place_of(const struct columns_state *st, struct str code)
{
	for (size_t i = 0; i < st->count; i++)
		if (str_eq(st->shown[i], code))
			return (int)i;
	return -1;
}

static const struct export_column_view *
view_of(const struct columns_state *st, struct str code)
{
	for (size_t i = 0; i < st->all_count; i++)
		if (str_eqz(code, st->all[i].code))
			return &st->all[i];
	return NULL;
}

/* A public file has only what may be published. */
static bool
may_show(const struct columns_state *st, const struct export_column_view *v)
{
	return v->is_public || !export_form_preset(st->form)->is_public;
}

static void
lay_out_rows(struct columns_state *st, int rows)
{
	int n = 0;

	for (size_t i = 0; i < st->count; i++)
		st->rows[n++] = st->shown[i];
	for (size_t i = 0; i < st->all_count && n < 2 * COLUMNS_MOST; i++)
		if (may_show(st, &st->all[i]) && place_of(st, str_z(st->all[i].code)) < 0)
			st->rows[n++] = str_z(st->all[i].code);
	span_fit(&st->span, n, rows - AROUND);
}

static void
read_shown(struct screen *s)
{
	struct columns_state *st = s->state;
	struct str rest = export_form_columns(st->form, &s->arena), one;
	bool more = rest.len > 0;

	st->count = 0;
	while (more && st->count < COLUMNS_MOST) {
		more = str_cut(&rest, ',', &one);
		st->shown[st->count++] = str_trim(one);
	}
}

static enum status
columns_enter(struct screen *s, const struct route *r, struct err *err)
{
	struct columns_state *st = s->state;

	(void)err;
	st->form = r->list;
	st->all = export_columns(
		ui_session(s->ui), export_form_preset(st->form)->source, &s->arena, &st->all_count);
	read_shown(s);
	return OK;
}

static enum status
columns_layout(struct screen *s, int rows, int cols, struct err *err)
{
	(void)cols, (void)err;
	lay_out_rows(s->state, rows);
	return OK;
}

static void
columns_title(const struct screen *s, struct buf *crumb, struct buf *badge)
{
	(void)s, (void)badge;
	buf_addz(crumb, _("Colonnes du fichier"));
}

static void
draw_row(const struct screen *s, struct canvas *c, int row, int at, bool here)
{
	const struct columns_state *st = s->state;
	struct str code = st->rows[at];
	const struct export_column_view *v = view_of(st, code);
	enum style style = here ? STYLE_SELECTED : STYLE_NORMAL;
	int place = place_of(st, code);

	canvas_fill(c, row, 0, s->cols, style);
	if (place >= 0)
		canvas_printf(c, row, NUMBER_COL, 4, style, "%3d", place + 1);
	canvas_text(c, row, TITLE_COL, CODE_COL - TITLE_COL - 1,
		str_z(v ? v->title : _("n'existe plus : Espace la retire")), style);
	canvas_text(c, row, CODE_COL, s->cols - CODE_COL - 1, code, style);
	if (!here)
		return;
	canvas_text(c, row, 0, 1, STR(">"), style);
	canvas_role(c, row, 0, s->cols, ROLE_SELECTED);
	canvas_cursor(c, row, 0);
}

static void
columns_draw(const struct screen *s, struct canvas *c)
{
	const struct columns_state *st = s->state;

	canvas_text(c, 0, NUMBER_COL, 4, str_z(_(" N°")), STYLE_HEADING);
	canvas_text(c, 0, TITLE_COL, 20, str_z(_("Colonne")), STYLE_HEADING);
	canvas_text(c, 0, CODE_COL, 20, str_z(_("Code de --columns")), STYLE_HEADING);
	for (int i = 0; i < st->span.height && st->span.top + i < st->span.count; i++)
		draw_row(s, c, 1 + i, st->span.top + i, st->span.top + i == st->span.cursor);
	canvas_line(c, s->rows - 2, 0, s->cols, STYLE_RULE);
	if (st->count)
		canvas_printf(c, s->rows - 1, 1, s->cols - 2, STYLE_MESSAGE,
			ngettext("%zu colonne dans le fichier", "%zu colonnes dans le fichier",
				(unsigned long)st->count),
			st->count);
	else
		canvas_text(c, s->rows - 1, 1, s->cols - 2,
			str_z(_("Aucune colonne choisie : le fichier garde celles du modèle.")),
			STYLE_MESSAGE);
}

/* The form takes what was chosen; the cursor stays on its column. */
static void
changed(struct screen *s, struct str on)
{
	struct columns_state *st = s->state;
	struct buf text = { 0 };

	for (size_t i = 0; i < st->count; i++)
		buf_addf(&text, "%s%.*s", i ? "," : "", STR_ARG(st->shown[i]));
	export_form_take_columns(st->form, (struct str){ text.ptr ? text.ptr : "", text.len });
	buf_done(&text);
	lay_out_rows(st, s->rows);
	for (int i = 0; i < st->span.count; i++)
		if (str_eq(st->rows[i], on))
			span_set(&st->span, i);
}

static struct str
here(const struct screen *s)
{
	const struct columns_state *st = s->state;

	return st->rows[st->span.cursor];
}

static struct span *
columns_span(const struct screen *s)
{
	return &((struct columns_state *)s->state)->span;
}

static void
take_out(struct columns_state *st, int place)
{
	st->count--;
	memmove(&st->shown[place], &st->shown[place + 1],
		(st->count - (size_t)place) * sizeof st->shown[0]);
}

/* Taken out a column goes among the others, and the cursor on to the next one; put in it is the last one, and the
 * cursor goes on among those that are left to choose. */
static enum status
do_toggle(struct screen *s, const struct call *c, struct err *err)
{
	struct columns_state *st = s->state;
	struct str code = here(s);
	int place = place_of(st, code), at = st->span.cursor;

	(void)c;
	if (place < 0 && st->count == COLUMNS_MOST)
		return err_set(
			err, ERR_INPUT, _("Au plus %d colonnes : retirez-en une."), COLUMNS_MOST);
	if (place >= 0)
		take_out(st, place);
	else
		st->shown[st->count++] = code;
	changed(s, code);
	span_set(&st->span, place >= 0 || at + 1 >= st->span.count ? at : at + 1);
	return OK;
}

static enum status
shift(struct screen *s, int by, struct err *err)
{
	struct columns_state *st = s->state;
	struct str code = here(s);
	int place = place_of(st, code), to = place + by;

	if (place < 0)
		return err_set(err, ERR_INPUT,
			_("Une colonne se déplace quand elle est dans le fichier : Espace."));
	if (to < 0 || to >= (int)st->count)
		return err_set(err, ERR_INPUT, _("Cette colonne est déjà au bout."));
	st->shown[place] = st->shown[to];
	st->shown[to] = code;
	changed(s, code);
	return OK;
}

static enum status
do_earlier(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return shift(s, -1, err);
}

static enum status
do_later(struct screen *s, const struct call *c, struct err *err)
{
	(void)c;
	return shift(s, 1, err);
}

static enum status
do_all(struct screen *s, const struct call *c, struct err *err)
{
	struct columns_state *st = s->state;
	struct str on = here(s);

	(void)c, (void)err;
	for (size_t i = 0; i < st->all_count && st->count < COLUMNS_MOST; i++)
		if (may_show(st, &st->all[i]) && place_of(st, str_z(st->all[i].code)) < 0)
			st->shown[st->count++] = str_z(st->all[i].code);
	changed(s, on);
	return OK;
}

static enum status
do_nothing(struct screen *s, const struct call *c, struct err *err)
{
	struct columns_state *st = s->state;

	(void)c, (void)err;
	st->count = 0;
	changed(s, STR(""));
	span_set(&st->span, 0);
	return OK;
}

static enum status
do_usual(struct screen *s, const struct call *c, struct err *err)
{
	struct columns_state *st = s->state;

	(void)c, (void)err;
	export_form_take_columns(st->form, STR(""));
	read_shown(s);
	lay_out_rows(st, s->rows);
	span_set(&st->span, 0);
	return OK;
}

static enum status
do_back(struct screen *s, const struct call *c, struct err *err)
{
	(void)c, (void)err;
	ui_pop(s->ui);
	return OK;
}

static const struct action actions[] = {
	{ CMD_OPEN, do_back, NULL },
	{ CMD_TOGGLE, do_toggle, NULL },
	{ CMD_EARLIER, do_earlier, NULL },
	{ CMD_LATER, do_later, NULL },
	{ CMD_EVERY, do_all, NULL },
	{ CMD_NOTHING, do_nothing, NULL },
	{ CMD_USUAL, do_usual, NULL },
	{ CMD_NONE, NULL, NULL },
};

static const enum command_id hints[] = { CMD_DOWN, CMD_TOGGLE, CMD_LATER, CMD_EVERY, CMD_NOTHING,
	CMD_USUAL, CMD_BACK, CMD_NONE };

const struct screen_ops export_columns_screen = {
	.name = "export-columns",
	.bit = ON_EXPORT_COLUMNS,
	.state_size = sizeof(struct columns_state),
	.actions = actions,
	.hints = hints,
	.enter = columns_enter,
	.layout = columns_layout,
	.title = columns_title,
	.span = columns_span,
	.draw = columns_draw,
};
