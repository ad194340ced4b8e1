/* SPDX-License-Identifier: EUPL-1.2 */
/* Marks of a mallette that left with another grid than the one in force here: those of a criterion that has changed are
 * for a person to give again, never converted. */
#include "merge_priv.h"

#include "pupitre/base/i18n.h"
#include "sheet.h"

static bool
same_item(const struct grid *a, int i, const struct grid *b, int k)
{
	const struct grid_item *x = &a->items[i], *y = &b->items[k];

	if (x->weight != y->weight || a->mark_max != b->mark_max ||
		strcmp(a->criteria[x->criterion].id, b->criteria[y->criterion].id) != 0 ||
		a->criteria[x->criterion].weight != b->criteria[y->criterion].weight)
		return false;
	for (int mark = 0; mark <= a->mark_max; mark++)
		if (strcmp(x->levels[mark], y->levels[mark]) != 0)
			return false;
	return true;
}

static bool
same_named(const struct grid *old, const struct grid *now, struct str id)
{
	int i = grid_item_find(old, id), k = grid_item_find(now, id);

	return i >= 0 && k >= 0 && same_item(old, i, now, k);
}

static bool
same_items(const struct grid *old, const struct grid *now)
{
	for (int i = 0; i < old->item_count; i++)
		if (!same_named(old, now, str_z(old->items[i].id)))
			return false;
	return old->item_count == now->item_count;
}

static const char *
say(struct merging *m, const struct grid *g)
{
	return arena_printf(m->a,
		_("notée avec la grille %s, la grille en vigueur est %s : à noter de nouveau"),
		g->version, m->s->grid.version);
}

/* A sheet filled in under another grid is asked about as a whole, unless nothing it used has changed. */
enum status
merge_check_grid(struct merging *m, struct incoming *act, struct err *err)
{
	int field = entity_field_find(ENTITY_EVALUATION, STR("grid"));
	struct str in_force = str_z(arena_printf(&m->scratch, "%s", hash_hex(m->s->grid.hash).s));
	const struct grid *g;
	enum status st = OK;

	for (size_t i = 0; i < act->count && !st && !act->kind; i++) {
		const struct change *c = &act->changes[i];

		if (c->entity != ENTITY_EVALUATION || c->field != field || !c->now.ptr ||
			str_eq(c->now, in_force))
			continue;
		st = grid_of(m->s, c->now, &m->scratch, &g, err);
		if (st || same_items(g, &m->s->grid))
			continue;
		act->kind = "grid";
		act->why = say(m, g);
	}
	return st;
}

/* The grid in force when the mallette left: the laptop has no other. */
static enum status
grid_there(struct merging *m, const struct incoming *act, const struct grid **out, struct err *err)
{
	struct field_write *w;
	struct str hash = STR_NONE;
	size_t n = 0;
	bool knew;
	enum status st = OK;

	if (!m->grid_there) {
		st = field_history(m->s->store, 0, ENTITY_CAMPAIGN, STR("1"),
			entity_field_find(ENTITY_CAMPAIGN, STR("grid")), 0, m->a, &w, &n, err);
		for (size_t i = 0; i < n && !st && !hash.ptr; i++) {
			st = merge_knows(
				m, act->in->act.station, act->in->act.seq, &w[i].act, &knew, err);
			hash = !st && knew ? w[i].value : STR_NONE;
		}
		if (!st)
			st = grid_of(m->s, hash, m->a, &m->grid_there, err);
	}
	*out = m->grid_there;
	return st;
}

enum status
merge_check_marks(struct merging *m, struct incoming *act, const struct str *here, struct err *err)
{
	const struct grid *there;
	enum status st = grid_there(m, act, &there, err);

	if (st || there == &m->s->grid)
		return st;
	for (size_t i = 0; i < act->count; i++) {
		const struct change *c = &act->changes[i];
		struct str parts[4] = { { 0 } };

		key_split(c->key, parts);
		if (c->entity != ENTITY_MARK || !c->now.ptr || str_eq(c->now, here[i]) ||
			same_named(there, &m->s->grid, parts[2]))
			continue;
		act->letters[i] = 'q';
		act->old_scale[i] = true;
		act->scale_why = say(m, there);
	}
	return OK;
}
