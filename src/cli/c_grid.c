/* SPDX-License-Identifier: EUPL-1.2 */
/* grid check, show, load: the scoring grid. */
#include "commands.h"

#include "pupitre/app/manage.h"
#include "pupitre/base/i18n.h"

enum status
run_grid_check(struct call *c, struct err *err)
{
	struct grid *g = ARENA_NEW(&c->arena, struct grid);
	enum status st = grid_load_file(c->args.words[0], &c->arena, g, err);

	if (st == OK)
		buf_addf(&c->out,
			_("%s : grille valable, version %s, %d critères, %d sous-critères\n"),
			c->args.words[0], g->version, g->criterion_count, g->item_count);
	return st;
}

static void
item(struct buf *out, const struct grid *g, const struct grid_item *it)
{
	buf_addf(out, _("  %-3s %s (poids %d)\n"), it->id, it->label, it->weight);
	for (int mark = 0; mark <= g->mark_max; mark++)
		buf_addf(out, "      %d  %s\n", mark, it->levels[mark]);
}

static void
variants(struct buf *out, const struct grid *g)
{
	for (int v = 0; v < g->variant_count; v++) {
		buf_addf(out, _("\nVariante du volet %d :"), g->variants[v].volet);
		for (int i = 0; i < g->item_count; i++)
			buf_addf(out, " %s %d", g->items[i].id, g->variants[v].weights[i]);
		buf_addc(out, '\n');
	}
}

enum status
run_grid_show(struct call *c, struct err *err)
{
	enum status st = call_session(c, err);

	if (st != OK)
		return st;
	const struct grid *g = session_grid(c->session);
	buf_addf(&c->out, _("%s (%s, version %s)\n"), g->label, g->id, g->version);
	buf_addf(&c->out, _("favorable à partir de %s, réservé à partir de %s, plancher %d %%\n"),
		points_text(g->favourable).s, points_text(g->reserved).s, g->floor_percent);
	for (int k = 0; k < g->criterion_count; k++) {
		const struct grid_criterion *cr = &g->criteria[k];

		buf_addf(&c->out, _("\n%s (poids %d)\n"), cr->label, cr->weight);
		for (int i = cr->first; i < cr->first + cr->count; i++)
			item(&c->out, g, &g->items[i]);
	}
	variants(&c->out, g);
	return OK;
}

enum status
run_grid_load(struct call *c, struct err *err)
{
	struct receipt r;
	enum status st = call_session(c, err);

	if (st == OK)
		st = grid_install(c->session, c->args.words[0], &c->arena, &r, err);
	if (st == OK)
		call_receipt(c, &r);
	return st;
}
