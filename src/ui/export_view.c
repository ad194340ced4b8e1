/* SPDX-License-Identifier: EUPL-1.2 */
/* Drawing of the Exporter screen: the form, then what will be written. */
#include "export_form.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/ui/wrap.h"

enum { LABEL_COL = 2, VALUE_COL = 13, TABLE_ROW = EXPORT_FIELDS + 1, COLUMN_MOST = 24, BELOW = 5 };

static const char *const labels[EXPORT_FIELDS] = {
	N_("Modèle"),
	N_("Recherche"),
	N_("Tri"),
	N_("Colonnes"),
	N_("Format"),
	N_("Fichier"),
};

static int
width_of(const struct screen *s)
{
	int most = s->cols - VALUE_COL - 5;

	return most < 80 ? most : 80;
}

static void
draw_chosen(const struct screen *s, struct canvas *c, enum export_field field, struct str text)
{
	const struct export_form *f = s->state;
	int row = (int)field, width = width_of(s);

	canvas_text(c, row, VALUE_COL, 1, STR("["), STYLE_NORMAL);
	canvas_pad(c, row, VALUE_COL + 2, width - 2, ALIGN_LEFT, text, STYLE_FIELD);
	canvas_text(c, row, VALUE_COL + 1 + width, 3, STR("▾ ]"), STYLE_NORMAL);
	if (f->field != field) {
		canvas_role(c, row, VALUE_COL + 2, width - 2, ROLE_FIELD);
		return;
	}
	canvas_style(c, row, VALUE_COL + 2, width - 2, STYLE_SELECTED);
	canvas_role(c, row, VALUE_COL + 2, width - 2, ROLE_SELECTED);
	canvas_cursor(c, row, VALUE_COL + 2);
}

static void
draw_typed(const struct screen *s, struct canvas *c, enum export_field field)
{
	const struct export_form *f = s->state;
	int row = (int)field, width = width_of(s);

	canvas_text(c, row, VALUE_COL, 1, STR("["), STYLE_NORMAL);
	edit_draw_line(c, row, VALUE_COL + 2, width, &f->edits[field], f->field == field);
	canvas_text(c, row, VALUE_COL + 3 + width, 1, STR("]"), STYLE_NORMAL);
}

/* How many is told by what is written, when something would be. */
static struct str
columns_text(const struct screen *s, struct arena *a)
{
	const struct export_form *f = s->state;
	struct str typed = export_typed(f, EXPORT_COLUMNS);
	size_t n = f->preview.columns;

	if (typed.len)
		return n ? str_z(arena_printf(a, "%zu : %.*s", n, STR_ARG(typed))) : typed;
	return str_z(n ? arena_printf(a, _("les %zu du modèle"), n) : _("celles du modèle"));
}

static void
draw_fields(const struct screen *s, struct canvas *c)
{
	const struct export_form *f = s->state;
	const struct export_preset *p = &f->presets[f->preset];

	for (int i = 0; i < EXPORT_FIELDS; i++)
		canvas_text(c, i, LABEL_COL, 10, str_z(_(labels[i])), STYLE_LABEL);
	draw_chosen(s, c, EXPORT_PRESET,
		str_z(arena_printf(
			&c->scratch, "%.*s · %.*s", STR_ARG(p->label), STR_ARG(p->what))));
	draw_typed(s, c, EXPORT_QUERY);
	draw_typed(s, c, EXPORT_SORT);
	draw_chosen(s, c, EXPORT_COLUMNS, columns_text(s, &c->scratch));
	draw_chosen(s, c, EXPORT_FORMAT, str_z(f->formats[f->format].label));
	draw_typed(s, c, EXPORT_FILE);
}

static int
width_of_column(const struct export_preview *p, size_t i)
{
	int width = utf8_width(str_z(p->titles[i]));

	for (size_t r = 0; r < p->row_count; r++) {
		int cell = utf8_width(p->rows[r][i]);

		width = cell > width ? cell : width;
	}
	return width < COLUMN_MOST ? width : COLUMN_MOST;
}

/* The first line of a cell: a text of several lines would break the table. */
static struct str
one_line(struct canvas *c, struct str s)
{
	const char *end = s.len ? memchr(s.ptr, '\n', s.len) : NULL;

	if (end)
		s.len = (size_t)(end - s.ptr);
	return utf8_gate(&c->scratch, s);
}

static void
draw_table(const struct screen *s, struct canvas *c)
{
	const struct export_form *f = s->state;
	const struct export_preview *p = &f->preview;
	int rows = s->rows - TABLE_ROW - 1 - BELOW, col = LABEL_COL;

	for (size_t i = 0; i < p->columns && col < s->cols - 2; i++) {
		int width = width_of_column(p, i), room = s->cols - 1 - col;
		enum align align = p->right[i] ? ALIGN_RIGHT : ALIGN_LEFT;

		width = width < room ? width : room;
		canvas_pad(c, TABLE_ROW, col, width, align, str_z(p->titles[i]), STYLE_HEADING);
		for (int r = 0; r < rows && r < (int)p->row_count; r++)
			canvas_pad(c, TABLE_ROW + 1 + r, col, width, align,
				one_line(c, p->rows[r][i]), STYLE_NORMAL);
		col += width + 2;
	}
	if (!p->row_count && !f->late)
		canvas_text(c, TABLE_ROW + 1, LABEL_COL, s->cols - 3,
			str_z(_("aucune ligne : le fichier n'aurait que ses titres")), STYLE_HINT);
}

static const char *
verdict(const struct export_form *f, struct arena *a)
{
	const struct export_preview *p = &f->preview;

	if (f->late)
		return _("Tab montre ce qui sera écrit.");
	if (f->refusal.code != OK)
		return f->refusal.text;
	return arena_printf(a,
		ngettext("%lld ligne, %s%s%s%s%s%s", "%lld lignes, %s%s%s%s%s%s",
			(unsigned long)p->count),
		(long long)p->count,
		arena_printf(a, ngettext("%zu colonne", "%zu colonnes", p->columns), p->columns),
		p->total_label ? ", " : "",
		p->total_label ? arena_printf(a, "%s : ", p->total_label) : "",
		p->total_label ? money_text(p->total).s : "",
		p->provisional ? _(". Provisoire : des dossiers ne sont pas décidés.") : ".",
		p->warning ? arena_printf(a, " %s.", p->warning) : "");
}

static void
draw_wrapped(const struct screen *s, struct canvas *c, int row, int most, struct str text,
	enum style style)
{
	struct wrap w = wrap_of(utf8_gate(&c->scratch, text));
	struct str line;

	for (int i = 0; i < most && wrap_next(&w, s->cols - 2, &line); i++)
		canvas_text(c, row + i, 1, s->cols - 2, line, style);
}

void
export_form_draw(const struct screen *s, struct canvas *c)
{
	const struct export_form *f = s->state;
	bool refused = f->refusal.code != OK && !f->late;
	int below = s->rows - BELOW;

	draw_fields(s, c);
	canvas_line(c, EXPORT_FIELDS, 0, s->cols, STYLE_RULE);
	if (!refused)
		draw_table(s, c);
	canvas_line(c, below, 0, s->cols, STYLE_RULE);
	draw_wrapped(s, c, below + 1, f->preview.warning ? 3 : 2, str_z(verdict(f, &c->scratch)),
		refused ? STYLE_ERROR : STYLE_MESSAGE);
	if (refused)
		canvas_role(c, below + 1, 1, s->cols - 2, ROLE_ERROR);
	else if (f->preview.command)
		canvas_pad(c, below + (f->preview.warning ? 4 : 3), 1, s->cols - 2, ALIGN_LEFT,
			str_z(f->preview.command), STYLE_HINT);
}
