/* SPDX-License-Identifier: EUPL-1.2 */
/* Look-ups in the scoring grid. */
#include "pupitre/domain/grid.h"

#include <strings.h>

static const struct grid_variant *
variant_of(const struct grid *g, int volet)
{
	for (int i = 0; i < g->variant_count; i++) {
		if (g->variants[i].volet == volet)
			return &g->variants[i];
	}
	return NULL;
}

int
grid_item_find(const struct grid *g, struct str id)
{
	for (int i = 0; i < g->item_count; i++) {
		const char *z = g->items[i].id;

		if (id.ptr && strlen(z) == id.len && strncasecmp(z, id.ptr, id.len) == 0)
			return i;
	}
	return -1;
}

int
grid_item_weight(const struct grid *g, int volet, int item)
{
	const struct grid_variant *v = variant_of(g, volet);

	return v ? v->weights[item] : g->items[item].weight;
}

int
grid_criterion_weight(const struct grid *g, int volet, int criterion)
{
	const struct grid_variant *v = variant_of(g, volet);

	return v ? v->criterion_weights[criterion] : g->criteria[criterion].weight;
}
