/* SPDX-License-Identifier: EUPL-1.2 */
#include "sheet.h"

#include "pupitre/base/i18n.h"

enum status
grid_of(struct session *s, struct str hash, struct arena *a, const struct grid **out,
	struct err *err)
{
	struct grid *g;
	struct hash h;
	struct str yaml;
	enum status st;

	if (!hash.ptr || !hash_parse(hash, &h) || hash_eq(h, s->grid.hash)) {
		*out = &s->grid;
		return OK;
	}
	g = ARENA_NEW(a, struct grid);
	st = store_grid_load(s->store, h, a, &yaml, err);
	if (!st)
		st = grid_parse(_("grille de la base"), yaml, a, g, err);
	if (!st)
		*out = g;
	return st;
}

void
paper_of(const struct people *p, const struct grid *g, struct str login, struct paper *out)
{
	const struct evaluation *e = people_evaluation(p, login);

	*out = (struct paper){ 0 };
	sheet_clear(g, &out->sheet);
	if (e)
		out->opinion_comment = e->comment;
	for (size_t i = 0; i < p->mark_count; i++) {
		const struct mark_row *m = &p->marks[i];
		int item = grid_item_find(g, m->item);

		if (item < 0 || !str_eq(m->login, login))
			continue;
		out->sheet.marks[item] = m->mark;
		out->comments[item] = m->comment;
	}
}

struct draft_key
draft_of(const struct session *s, int64_t number, struct str form)
{
	return (struct draft_key){ str_z(s->who.login), number, form };
}

static struct str
kept(struct str value)
{
	return value.len ? value : STR_NONE;
}

void
paper_lay_draft(const struct grid *g, const struct draft_item *items, size_t n, struct paper *out)
{
	for (size_t i = 0; i < n; i++) {
		struct str id = items[i].field, what;
		int item;

		if (!str_cut(&id, '/', &what)) {
			out->opinion_comment = kept(items[i].value);
			continue;
		}
		item = grid_item_find(g, id);
		if (item < 0)
			continue;
		if (str_eqz(what, "comment"))
			out->comments[item] = kept(items[i].value);
		else if (mark_parse(g, item, items[i].value, &out->sheet.marks[item], NULL))
			out->sheet.marks[item] = MARK_NE;
	}
}

bool
paper_same(const struct grid *g, const struct paper *a, const struct paper *b)
{
	for (int i = 0; i < g->item_count; i++)
		if (a->sheet.marks[i] != b->sheet.marks[i] ||
			!str_eq(a->comments[i], b->comments[i]))
			return false;
	return str_eq(a->opinion_comment, b->opinion_comment);
}

enum status
sheet_complete(const struct grid *g, int volet, const struct sheet *sheet,
	const struct score *score, struct err *err)
{
	if (score->complete)
		return OK;
	for (int i = 0; i < g->item_count; i++)
		if (sheet->marks[i] == MARK_NE && grid_item_weight(g, volet, i) > 0)
			return err_set(err, ERR_INPUT,
				ngettext("il reste %d sous-critère à noter, %s « %s » : notez-le, "
					 "ou SO "
					 "s'il est sans objet",
					"il reste %d sous-critères à noter, dont %s « %s » : "
					"notez-les, ou "
					"SO s'ils sont sans objet",
					(unsigned long)score->missing),
				score->missing, g->items[i].id, g->items[i].label);
	return OK;
}

static enum status
evaluation_holds(struct session *s, struct arena *a, const struct people *p,
	const struct evaluation *e, struct err *err)
{
	const struct grid *g;
	struct paper paper;
	struct score score;
	enum status st = grid_of(s, e->grid, a, &g, err);

	if (st)
		return st;
	paper_of(p, g, e->login, &paper);
	st = score_compute(g, e->volet, &paper.sheet, &score, err);
	if (!st)
		st = sheet_complete(g, e->volet, &paper.sheet, &score, err);
	if (!st && (!score.complete || score.total.min.milli != e->points.milli))
		st = err_set(err, ERR_INPUT,
			_("évaluation de %.*s : %s points enregistrés, ses notes en donnent %s"),
			STR_ARG(e->login), points_exact(e->points).s,
			points_exact(score.total.min).s);
	return st;
}

enum status
sheets_hold(struct session *s, struct arena *a, int64_t number, struct err *err)
{
	struct people p;
	enum status st = people_load(s, number, a, &p, err);

	for (size_t i = 0; i < p.evaluation_count && !st; i++)
		if (p.evaluations[i].final)
			st = evaluation_holds(s, a, &p, &p.evaluations[i], err);
	return st;
}
