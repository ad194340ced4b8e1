/* SPDX-License-Identifier: EUPL-1.2 */
/* Columns by their names: the codes of the table, and the keys of the language that mean the same. */
#include "export_priv.h"
#include "pupitre/domain/query.h"

/* Keys of the language that are no columns of the list. */
static int
key_of(const struct export_column *c)
{
	static const struct {
		const char *code;
		int key;
	} keys[] = { { "siret", KEY_SIRET }, { "insee", KEY_INSEE }, { "epci", KEY_EPCI },
		{ "volet", KEY_VOLET }, { "other_funding_cents", KEY_OTHER_FUNDING },
		{ "start", KEY_START }, { "end", KEY_FINISH }, { "decided", KEY_DECIDED },
		{ "evaluator_names", KEY_EVALUATOR }, { "evaluator", KEY_EVALUATOR },
		{ "opinion", KEY_OPINION }, { "proposal", KEY_PROPOSAL },
		{ "envelope", KEY_ENVELOPE }, { "reason", KEY_REASON },
		{ "text", KEY_MOTIVATION } };

	if (c->needs == NEEDS_CRITERIA)
		return KEY_CRITERION;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (strcmp(keys[i].code, c->book.code) == 0)
			return keys[i].key;
	return column_find(str_z(c->book.code));
}

const struct export_column *
export_column_named(const struct session *s, enum export_source source,
	const struct export_column *table, size_t n, struct str name)
{
	int subject = 0, key;

	for (size_t i = 0; i < n; i++)
		if (str_eqz(name, table[i].book.code))
			return &table[i];
	/* An envelope has an amount of its own: the words of dossiers would deceive. */
	key = source == SOURCE_ENVELOPES ? -1 : query_key_find(name, &s->grid, &subject);
	for (size_t i = 0; key >= 0 && i < n; i++)
		if (key_of(&table[i]) == key &&
			(key != KEY_CRITERION || table[i].subject == subject))
			return &table[i];
	return NULL;
}

const struct export_column_view *
export_columns(struct session *s, enum export_source source, struct arena *a, size_t *count)
{
	struct export_column *table = export_table(s, source, a, count);
	struct export_column_view *out = ARENA_ARRAY(a, struct export_column_view, *count);

	for (size_t i = 0; i < *count; i++)
		out[i] = (struct export_column_view){ table[i].book.code, table[i].book.title,
			table[i].is_public };
	return out;
}
