/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mapping.yaml: for each column, sources tried in order.
 *
 * file   := column: { sources: [ source... ], zéro: absent|valeur, si_absent: avertir|rien }
 * source := label | { identifiant, libellé, occurrence (1 for the first), financeur }
 */
#include "load.h"

#include "pupitre/base/i18n.h"
#include "read.h"

enum { OCCURRENCE_MAX = 100 };

static enum status
read_source(
	const struct yaml_file *s, const struct node *n, bool funding, struct mapping_source *out)
{
	struct mapping_source src = { 0 };
	int occurrence = 1;
	enum status st;

	if (n->kind == NODE_TEXT) {
		st = node_text(s, n, "sources", &src.label);
		*out = src;
		return st;
	}
	st = read_map(
		s, n, "sources", ALLOWED("identifiant", "libellé", "occurrence", "financeur"));
	if (st == OK)
		st = read_text(s, n, "identifiant", false, &src.descriptor);
	if (st == OK)
		st = read_text(s, n, "libellé", false, &src.label);
	if (st == OK)
		st = read_text(s, n, "financeur", false, &src.funder);
	if (st == OK && read_get(n, "occurrence"))
		st = read_int(s, n, "occurrence", 1, OCCURRENCE_MAX, &occurrence);
	if (st)
		return st;
	if (!src.descriptor && !src.label)
		return read_fail(s, n, "sources", _("une source a un libellé ou un identifiant"));
	if (src.funder && !funding)
		return read_fail(s, read_get(n, "financeur"), "financeur",
			_("n'a de sens que pour `%s`"), target_rows[TARGET_FUNDING].key);
	src.occurrence = occurrence - 1;
	*out = src;
	return OK;
}

/* One of two words. */
static enum status
read_choice(const struct yaml_file *s, const struct node *map, const char *key, const char *no,
	const char *yes, bool *out)
{
	struct node *n = read_get(map, key);

	if (!n)
		return OK;
	if (n->kind != NODE_TEXT || (!str_eqz(n->text, no) && !str_eqz(n->text, yes)))
		return read_fail(s, n, key, _("`%s` ou `%s` est attendu"), no, yes);
	*out = str_eqz(n->text, yes);
	return OK;
}

static enum status
read_rule(const struct yaml_file *s, const struct node *n, enum target target,
	struct mapping_rule *out)
{
	const char *key = target_rows[target].key;
	struct mapping_rule rule = { 0 };
	bool absent = false, warn = false;
	struct node *list;
	enum status st = read_map(s, n, key, ALLOWED("sources", "zéro", "si_absent"));

	if (st == OK)
		st = read_list(s, n, "sources", &list);
	if (st == OK)
		st = read_choice(s, n, "zéro", "valeur", "absent", &absent);
	if (st == OK)
		st = read_choice(s, n, "si_absent", "rien", "avertir", &warn);
	if (st)
		return st;
	rule.sources = ARENA_ARRAY(s->a, struct mapping_source, list->count);
	for (size_t i = 0; i < list->count && st == OK; i++)
		st = read_source(s, list->items[i], target == TARGET_FUNDING, &rule.sources[i]);
	rule.count = list->count;
	rule.zero = absent ? ZERO_IS_ABSENT : ZERO_IS_VALUE;
	rule.missing = warn ? MISSING_WARN : MISSING_NOTHING;
	if (st == OK)
		*out = rule;
	return st;
}

enum status
mapping_parse(
	const char *name, struct str yaml, struct arena *a, struct mapping *out, struct err *err)
{
	struct yaml_file s = { name, a, err };
	const char *keys[TARGET_COUNT];
	struct mapping m = { 0 };
	struct node *root;
	enum status st = yaml_read(name, yaml, a, &root, err);

	for (int t = 0; t < TARGET_COUNT; t++)
		keys[t] = target_rows[t].key;
	if (st == OK)
		st = read_map(&s, root, NULL, keys, TARGET_COUNT);
	for (int t = 0; t < TARGET_COUNT && st == OK; t++) {
		struct node *n = read_get(root, keys[t]);

		if (n)
			st = read_rule(&s, n, (enum target)t, &m.rules[t]);
	}
	if (st == OK)
		*out = m;
	return st;
}
