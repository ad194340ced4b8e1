/* SPDX-License-Identifier: EUPL-1.2 */
/* Drawing of the form of a mallette to make. */
#include "bundle_form.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/ui/wrap.h"

enum { LABEL_COL = 3, VALUE_COL = 23, FIRST_ROW = 2 };

static const char *const labels[BUNDLE_FIELDS] = {
	N_("Délégué"),
	N_("Départements"),
	N_("Recherche"),
	N_("Expire le"),
	N_("Fichier"),
	N_("Phrase de passe"),
	N_("La même, encore"),
};

static int
row_of(enum bundle_field field)
{
	return FIRST_ROW + (int)field + (field >= BUNDLE_FILE) + (field >= BUNDLE_SECRET);
}

static int
width_of(const struct screen *s, enum bundle_field field)
{
	int most = s->cols - VALUE_COL - 4;

	return field == BUNDLE_EXPIRES ? 12 : most < 52 ? most : 52;
}

/* As many stars as there are characters, the cursor among them. */
static void
mask(const struct edit *e, struct edit *out)
{
	struct str rest = edit_text(e);
	size_t at = 0;

	*out = (struct edit){ 0 };
	while (rest.len) {
		int width;
		size_t n = wrap_cluster(rest, &width);

		buf_addc(&out->text, '*');
		at += n;
		if (at <= e->at)
			out->at = out->text.len;
		rest = (struct str){ rest.ptr + n, rest.len - n };
	}
}

static void
draw_typed(const struct screen *s, struct canvas *c, enum bundle_field field)
{
	const struct bundle_form *f = s->state;
	int row = row_of(field), width = width_of(s, field);
	bool focus = f->field == field;
	struct edit masked;

	canvas_text(c, row, VALUE_COL, 1, STR("["), STYLE_NORMAL);
	if (field == BUNDLE_SECRET || field == BUNDLE_AGAIN) {
		mask(&f->edits[field], &masked);
		edit_draw_line(c, row, VALUE_COL + 2, width, &masked, focus);
		edit_done(&masked);
	} else {
		edit_draw_line(c, row, VALUE_COL + 2, width, &f->edits[field], focus);
	}
	canvas_text(c, row, VALUE_COL + 3 + width, 1, STR("]"), STYLE_NORMAL);
}

static void
draw_agent(const struct screen *s, struct canvas *c)
{
	const struct bundle_form *f = s->state;
	int row = row_of(BUNDLE_AGENT), width = width_of(s, BUNDLE_AGENT);
	struct str text = str_z(_("(aucun : Entrée choisit)"));

	if (f->agent >= 0)
		text = str_z(arena_printf(&c->scratch, "%.*s, %.*s",
			STR_ARG(f->agents[f->agent].login), STR_ARG(f->agents[f->agent].name)));
	canvas_text(c, row, VALUE_COL, 1, STR("["), STYLE_NORMAL);
	canvas_pad(c, row, VALUE_COL + 2, width, ALIGN_LEFT, text, STYLE_FIELD);
	canvas_text(c, row, VALUE_COL + 1 + width, 3, STR("▾ ]"), STYLE_NORMAL);
	if (f->field != BUNDLE_AGENT) {
		canvas_role(c, row, VALUE_COL + 2, width, ROLE_FIELD);
		return;
	}
	canvas_style(c, row, VALUE_COL + 2, width - 1, STYLE_SELECTED);
	canvas_role(c, row, VALUE_COL + 2, width - 1, ROLE_SELECTED);
	canvas_cursor(c, row, VALUE_COL + 2);
}

/* What opens the mallette: his key, or a phrase that he is told by another way than the file. */
static void
draw_secret(const struct screen *s, struct canvas *c)
{
	const struct bundle_form *f = s->state;
	int row = row_of(BUNDLE_SECRET);

	if (f->agent < 0)
		return;
	if (form_wants_secret(f)) {
		for (int i = BUNDLE_SECRET; i <= BUNDLE_AGAIN; i++) {
			canvas_text(c, row_of((enum bundle_field)i), LABEL_COL, 19,
				str_z(_(labels[i])), STYLE_LABEL);
			draw_typed(s, c, (enum bundle_field)i);
		}
		canvas_text(c, row + 2, LABEL_COL, s->cols - LABEL_COL - 1,
			str_z(_("Sans clé active : 12 caractères au moins, à dire de vive voix.")),
			STYLE_HINT);
		return;
	}
	canvas_text(c, row, LABEL_COL, s->cols - LABEL_COL - 1,
		str_z(_("Seule sa clé active ouvre la mallette ; ses huit mots :")), STYLE_NORMAL);
	if (f->key->words)
		canvas_text(c, row + 1, LABEL_COL, s->cols - LABEL_COL - 1, str_z(f->key->words),
			STYLE_NORMAL);
}

static const char *
verdict(const struct bundle_form *f, struct arena *a)
{
	if (f->refusal.code != OK)
		return f->refusal.text;
	return arena_printf(a,
		f->dossiers > 1 ? _("%lld dossiers partiraient ; ils restent ici, marqués en "
				    "tournée.")
				: _("%lld dossier partirait ; il reste ici, marqué en tournée."),
		(long long)f->dossiers);
}

static void
draw_verdict(const struct screen *s, struct canvas *c)
{
	const struct bundle_form *f = s->state;
	bool refused = f->refusal.code != OK;
	struct wrap w = wrap_of(utf8_gate(&c->scratch, str_z(verdict(f, &c->scratch))));
	struct str lines[2];
	int n = 0, first;

	while (n < 2 && wrap_next(&w, s->cols - 2, &lines[n]))
		n++;
	first = s->rows - n;
	canvas_line(c, first - 1, 0, s->cols, STYLE_RULE);
	for (int i = 0; i < n; i++) {
		canvas_text(c, first + i, 1, s->cols - 2, lines[i],
			refused ? STYLE_ERROR : STYLE_MESSAGE);
		if (refused)
			canvas_role(c, first + i, 1, s->cols - 2, ROLE_ERROR);
	}
}

void
bundle_form_draw(const struct screen *s, struct canvas *c)
{
	canvas_line(c, 0, 0, s->cols, STYLE_RULE);
	for (int i = BUNDLE_AGENT; i <= BUNDLE_FILE; i++)
		canvas_text(c, row_of((enum bundle_field)i), LABEL_COL, 19, str_z(_(labels[i])),
			STYLE_LABEL);
	draw_agent(s, c);
	for (int i = BUNDLE_PLACES; i <= BUNDLE_FILE; i++)
		draw_typed(s, c, (enum bundle_field)i);
	draw_secret(s, c);
	draw_verdict(s, c);
}
