/* SPDX-License-Identifier: EUPL-1.2 */
/* Detailed marks: one row per dossier, item and evaluator, of the sheets that the caller may see: his own,
 * and the others' once every evaluator is final. */
#include "export_priv.h"
#include "people.h"
#include "pupitre/base/i18n.h"
#include "sheet.h"

enum {
	M_NUMBER,
	M_DEPARTMENT,
	M_APPLICANT,
	M_TITLE,
	M_EVALUATOR,
	M_CRITERION,
	M_ITEM,
	M_LABEL,
	M_WEIGHT,
	M_MARK,
	M_MENTION,
	M_COMMENT,
	M_POINTS,
	M_OPINION,
	M_GRID,
	M_COUNT
};

static const struct book_column mark_columns[M_COUNT] = {
	[M_NUMBER] = { "number", N_("N° dossier"), CELL_INTEGER, 11, false, PLACE_ANY },
	[M_DEPARTMENT] = { "department", N_("Département"), CELL_CODE, 12, false, PLACE_ANY },
	[M_APPLICANT] = { "applicant", N_("Bénéficiaire"), CELL_TEXT, 34, false, PLACE_ANY },
	[M_TITLE] = { "title", N_("Intitulé"), CELL_TEXT, 44, false, PLACE_ANY },
	[M_EVALUATOR] = { "evaluator", N_("Évaluateur"), CELL_TEXT, 16, false, PLACE_ANY },
	[M_CRITERION] = { "criterion", N_("Critère"), CELL_TEXT, 14, false, PLACE_ANY },
	[M_ITEM] = { "item", N_("Sous-critère"), CELL_CODE, 10, false, PLACE_ANY },
	[M_LABEL] = { "label", N_("Libellé"), CELL_TEXT, 40, false, PLACE_ANY },
	[M_WEIGHT] = { "weight", N_("Poids"), CELL_INTEGER, 7, false, PLACE_ANY },
	[M_MARK] = { "mark", N_("Note"), CELL_INTEGER, 6, false, PLACE_ANY },
	[M_MENTION] = { "mention", N_("Mention"), CELL_TEXT, 8, false, PLACE_ANY },
	[M_COMMENT] = { "comment", N_("Commentaire"), CELL_TEXT, 44, false, PLACE_ANY },
	[M_POINTS] = { "points_milli", N_("Total de l'évaluation /100"), CELL_POINTS, 12, false,
		PLACE_ANY },
	[M_OPINION] = { "opinion", N_("Avis"), CELL_TEXT, 12, false, PLACE_ANY },
	[M_GRID] = { "grid", N_("Grille"), CELL_TEXT, 12, false, PLACE_ANY },
};

struct book_column *
export_mark_columns(struct arena *a, size_t *count)
{
	struct book_column *out = arena_dup(a, mark_columns, sizeof mark_columns);

	for (int i = 0; i < M_COUNT; i++)
		out[i].title = _(out[i].title);
	*count = M_COUNT;
	return out;
}

struct marks {
	const struct export_plan *p;
	export_row_fn *fn;
	void *ctx;
	struct arena row; /* of one dossier */
};

static struct book_cell
text(struct str s)
{
	return (struct book_cell){ s.ptr && s.len, s, 0 };
}

static struct book_cell
number(int64_t n)
{
	return (struct book_cell){ true, STR_NONE, n };
}

static enum status
give_sheet(struct marks *m, const struct list_row *r, const struct people *p,
	const struct evaluation *e, struct err *err)
{
	struct book_cell cells[M_COUNT];
	const struct grid *g;
	struct paper paper;
	enum status st = grid_of(m->p->s, e->grid, &m->row, &g, err);

	if (st)
		return st;
	paper_of(p, g, e->login, &paper);
	cells[M_NUMBER] = number(r->number);
	cells[M_DEPARTMENT] = text(r->department);
	cells[M_APPLICANT] = text(r->applicant);
	cells[M_TITLE] = text(r->title);
	cells[M_EVALUATOR] = text(e->login);
	cells[M_POINTS] = number(e->points.milli);
	cells[M_OPINION] = text(str_z(_(opinion_rows[e->opinion].label)));
	cells[M_GRID] = text(str_z(g->version));
	for (int i = 0; i < g->item_count && !st; i++) {
		const struct grid_item *item = &g->items[i];
		int8_t mark = paper.sheet.marks[i]; /* a figure, or NE and SO in words */

		cells[M_CRITERION] = text(str_z(g->criteria[item->criterion].label));
		cells[M_ITEM] = text(str_z(item->id));
		cells[M_LABEL] = text(str_z(item->label));
		cells[M_WEIGHT] = number(grid_item_weight(g, e->volet, i));
		cells[M_MARK] = mark < 0 ? (struct book_cell){ 0 } : number(mark);
		cells[M_MENTION] =
			mark < 0 ? text(str_z(arena_printf(&m->row, "%s", mark_text(mark).s)))
				 : (struct book_cell){ 0 };
		cells[M_COMMENT] = text(paper.comments[i]);
		st = m->fn(m->ctx, cells, err);
	}
	return st;
}

static enum status
give_dossier(void *ctx, const struct list_row *r, struct err *err)
{
	struct marks *m = ctx;
	struct people p;
	enum status st = people_load(m->p->s, r->number, &m->row, &p, err);
	bool all = !st && people_all_final(&p);

	for (size_t i = 0; !st && i < p.evaluation_count; i++) {
		const struct evaluation *e = &p.evaluations[i];

		if (e->final && (all || str_eqz(e->login, m->p->s->who.login)))
			st = give_sheet(m, r, &p, e, err);
	}
	arena_reset(&m->row);
	return st;
}

enum status
export_each_mark(const struct export_plan *p, export_row_fn *fn, void *ctx, struct err *err)
{
	struct marks m = { .p = p, .fn = fn, .ctx = ctx };
	enum status st = export_dossiers(p, give_dossier, &m, err);

	arena_done(&m.row);
	return st;
}
