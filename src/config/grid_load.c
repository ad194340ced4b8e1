/* SPDX-License-Identifier: EUPL-1.2 */
/* The scoring grid from its YAML. Weights are checked in the grid and in each variant. */
#include "load.h"

#include "pupitre/base/fs.h"
#include "pupitre/base/i18n.h"
#include "read.h"

enum { ID_MAX = 16, WEIGHT_SUM = 100 };

struct loading {
	struct yaml_file s;
	struct grid *g;
};

/* Identifiers are parts of keys ("4012345/a.martin/I3") and words of the query language. */
static enum status
read_id(const struct loading *l, const struct node *map, const char **out)
{
	struct node *n = read_get(map, "identifiant");
	const char *id;
	enum status st = read_text(&l->s, map, "identifiant", true, &id);

	if (st)
		return st;
	for (size_t i = 0; id[i]; i++) {
		bool letter = (id[i] >= 'a' && id[i] <= 'z') || (id[i] >= 'A' && id[i] <= 'Z');
		bool other = (id[i] >= '0' && id[i] <= '9') || id[i] == '-' || id[i] == '_';

		if ((!letter && (i == 0 || !other)) || i == ID_MAX)
			return read_fail(&l->s, n, "identifiant",
				_("au plus %d lettres sans accent et chiffres sont attendus, une "
				  "lettre d'abord, "
				  "pas « %s »"),
				ID_MAX, id);
	}
	if (grid_item_find(l->g, str_z(id)) >= 0)
		return read_fail(&l->s, n, "identifiant", _("« %s » est déjà pris"), id);
	for (int c = 0; c < l->g->criterion_count; c++) {
		if (strcmp(l->g->criteria[c].id, id) == 0)
			return read_fail(&l->s, n, "identifiant", _("« %s » est déjà pris"), id);
	}
	*out = id;
	return OK;
}

static enum status
read_levels(const struct loading *l, const struct node *map, struct grid_item *it)
{
	size_t expected = (size_t)l->g->mark_max + 1;
	struct node *list;
	enum status st = read_list(&l->s, map, "niveaux", &list);

	if (st)
		return st;
	if (list->count != expected)
		return read_fail(&l->s, list, "niveaux",
			_("%zu niveaux sont attendus, un par note de 0 à %d ; %zu trouvés pour %s"),
			expected, l->g->mark_max, list->count, it->id);
	for (size_t i = 0; i < expected && st == OK; i++)
		st = node_text(&l->s, list->items[i], "niveaux", &it->levels[i]);
	return st;
}

static enum status
read_item(struct loading *l, const struct node *n)
{
	struct grid *g = l->g;
	struct grid_item it = { .criterion = g->criterion_count - 1 };
	enum status st = read_map(&l->s, n, "sous-critères",
		ALLOWED("identifiant", "libellé", "poids", "question", "preuve", "niveaux"));

	if (st == OK && g->item_count == GRID_ITEMS)
		st = read_fail(
			&l->s, n, "sous-critères", _("au plus %d sous-critères"), GRID_ITEMS);
	if (st == OK)
		st = read_id(l, n, &it.id);
	if (st == OK)
		st = read_text(&l->s, n, "libellé", true, &it.label);
	if (st == OK)
		st = read_int(&l->s, n, "poids", 0, WEIGHT_SUM, &it.weight);
	if (st == OK)
		st = read_text(&l->s, n, "question", true, &it.question);
	if (st == OK)
		st = read_text(&l->s, n, "preuve", false, &it.proof);
	if (st == OK)
		st = read_levels(l, n, &it);
	if (st)
		return st;
	g->criteria[it.criterion].weight += it.weight;
	g->criteria[it.criterion].count++;
	g->items[g->item_count++] = it;
	return OK;
}

static enum status
read_criterion(struct loading *l, const struct node *n)
{
	struct grid *g = l->g;
	struct grid_criterion c = { .first = g->item_count };
	struct node *items;
	enum status st =
		read_map(&l->s, n, "critères", ALLOWED("identifiant", "libellé", "sous-critères"));

	if (st == OK && g->criterion_count == GRID_CRITERIA)
		st = read_fail(&l->s, n, "critères", _("au plus %d critères"), GRID_CRITERIA);
	if (st == OK)
		st = read_id(l, n, &c.id);
	if (st == OK)
		st = read_text(&l->s, n, "libellé", true, &c.label);
	if (st == OK)
		st = read_list(&l->s, n, "sous-critères", &items);
	if (st)
		return st;
	if (items->count == 0)
		return read_fail(
			&l->s, items, "sous-critères", _("au moins un sous-critère est attendu"));
	g->criteria[g->criterion_count++] = c;
	for (size_t i = 0; i < items->count && st == OK; i++)
		st = read_item(l, items->items[i]);
	return st;
}

static enum status
check_sum(const struct loading *l, const struct node *at, const char *key, int sum)
{
	if (sum == WEIGHT_SUM)
		return OK;
	return read_fail(&l->s, at, key, _("la somme des poids doit faire %d, elle fait %d (%+d)"),
		WEIGHT_SUM, sum, sum - WEIGHT_SUM);
}

static enum status
read_criteria(struct loading *l, const struct node *root)
{
	struct node *list;
	enum status st = read_list(&l->s, root, "critères", &list);
	int sum = 0;

	if (st)
		return st;
	for (size_t i = 0; i < list->count && st == OK; i++)
		st = read_criterion(l, list->items[i]);
	if (st)
		return st;
	for (int c = 0; c < l->g->criterion_count; c++)
		sum += l->g->criteria[c].weight;
	return check_sum(l, list, "critères", sum);
}

static enum status
read_overrides(const struct loading *l, const struct node *map, struct grid_variant *v)
{
	const struct grid *g = l->g;
	const char *ids[GRID_ITEMS];
	enum status st;
	int sum = 0;

	for (int i = 0; i < g->item_count; i++) {
		ids[i] = g->items[i].id;
		v->weights[i] = g->items[i].weight;
	}
	st = read_map(&l->s, map, "poids", ids, (size_t)g->item_count);
	for (size_t k = 0; st == OK && k < map->count; k++) {
		int i = grid_item_find(g, map->keys[k]->text);

		st = node_int(&l->s, map->items[k], ids[i], 0, WEIGHT_SUM, &v->weights[i]);
	}
	if (st)
		return st;
	for (int i = 0; i < g->item_count; i++) {
		v->criterion_weights[g->items[i].criterion] += v->weights[i];
		sum += v->weights[i];
	}
	return check_sum(l, map, "poids", sum);
}

static enum status
read_variant(struct loading *l, const struct node *n)
{
	struct grid_variant v = { 0 };
	struct node *weights;
	enum status st = read_map(&l->s, n, "variantes", ALLOWED("volet", "poids"));

	if (st == OK && l->g->variant_count == GRID_VARIANTS)
		st = read_fail(&l->s, n, "variantes", _("au plus %d variantes"), GRID_VARIANTS);
	if (st == OK)
		st = read_int(&l->s, n, "volet", 1, 99, &v.volet);
	if (st)
		return st;
	for (int i = 0; i < l->g->variant_count; i++) {
		if (l->g->variants[i].volet == v.volet)
			return read_fail(
				&l->s, n, "volet", _("le volet %d a déjà une variante"), v.volet);
	}
	weights = read_get(n, "poids");
	if (!weights)
		return read_fail(&l->s, n, "poids", _("absente, elle est obligatoire ici"));
	st = read_overrides(l, weights, &v);
	if (st == OK)
		l->g->variants[l->g->variant_count++] = v;
	return st;
}

static enum status
read_variants(struct loading *l, const struct node *root)
{
	struct node *list = NULL;
	enum status st = OK;

	if (!read_get(root, "variantes"))
		return OK;
	st = read_list(&l->s, root, "variantes", &list);
	for (size_t i = 0; st == OK && i < list->count; i++)
		st = read_variant(l, list->items[i]);
	return st;
}

static enum status
read_group(const struct loading *l, const struct node *map, const char *key,
	const char *const *allowed, size_t count, struct node **out)
{
	struct node *n = read_get(map, key);

	if (!n)
		return read_fail(&l->s, map, key, _("absente, elle est obligatoire ici"));
	*out = n;
	return read_map(&l->s, n, key, allowed, count);
}

static enum status
read_scale(struct loading *l, const struct node *head)
{
	struct grid *g = l->g;
	struct node *n;
	enum status st = read_group(l, head, "échelle", ALLOWED("maximum", "ne", "so"), &n);

	if (st == OK)
		st = read_int(&l->s, n, "maximum", 1, GRID_MARKS - 1, &g->mark_max);
	if (st == OK)
		st = read_bool(&l->s, n, "ne", &g->allows_ne);
	if (st == OK)
		st = read_bool(&l->s, n, "so", &g->allows_so);
	return st;
}

static enum status
read_threshold(const struct loading *l, const struct node *map, const char *key, struct points *out)
{
	struct node *n = read_get(map, key);
	struct points p;

	if (!n)
		return read_fail(&l->s, map, key, _("absente, elle est obligatoire ici"));
	if (n->kind != NODE_TEXT || !points_parse(n->text, &p) || p.milli < 0 || p.milli > 100000)
		return read_fail(&l->s, n, key, _("un nombre de points de 0 à 100 est attendu"));
	*out = p;
	return OK;
}

static enum status
read_thresholds(struct loading *l, const struct node *head)
{
	struct grid *g = l->g;
	struct node *n;
	enum status st =
		read_group(l, head, "seuils", ALLOWED("favorable", "réservé", "plancher"), &n);

	if (st == OK)
		st = read_threshold(l, n, "favorable", &g->favourable);
	if (st == OK)
		st = read_threshold(l, n, "réservé", &g->reserved);
	if (st == OK)
		st = read_int(&l->s, n, "plancher", 0, 100, &g->floor_percent);
	if (st == OK && g->reserved.milli > g->favourable.milli)
		st = read_fail(&l->s, read_get(n, "réservé"), "réservé",
			_("ce seuil (%s) ne peut pas dépasser le seuil favorable (%s)"),
			points_text(g->reserved).s, points_text(g->favourable).s);
	return st;
}

static enum status
read_head(struct loading *l, const struct node *root)
{
	struct grid *g = l->g;
	struct node *n;
	enum status st = read_group(l, root, "grille",
		ALLOWED("identifiant", "version", "libellé", "échelle", "seuils"), &n);

	if (st == OK)
		st = read_id(l, n, &g->id);
	if (st == OK)
		st = read_text(&l->s, n, "version", true, &g->version);
	if (st == OK)
		st = read_text(&l->s, n, "libellé", true, &g->label);
	if (st == OK)
		st = read_scale(l, n);
	if (st == OK)
		st = read_thresholds(l, n);
	return st;
}

enum status
grid_parse(const char *name, struct str yaml, struct arena *a, struct grid *out, struct err *err)
{
	struct grid *g = ARENA_NEW(a, struct grid);
	struct loading l = { { name, a, err }, g };
	struct node *root;
	enum status st = yaml_read(name, yaml, a, &root, err);

	if (st == OK)
		st = read_map(&l.s, root, NULL, ALLOWED("grille", "critères", "variantes"));
	if (st == OK)
		st = read_head(&l, root);
	if (st == OK)
		st = read_criteria(&l, root);
	if (st == OK)
		st = read_variants(&l, root);
	if (st)
		return st;
	g->yaml = arena_str(a, yaml);
	g->hash = hash_sha256(g->yaml);
	*out = *g;
	return OK;
}

enum status
grid_load_file(const char *path, struct arena *a, struct grid *out, struct err *err)
{
	struct str bytes;
	enum status st = fs_read(path, YAML_BYTES, a, &bytes, err);

	return st ? st : grid_parse(path, bytes, a, out, err);
}
