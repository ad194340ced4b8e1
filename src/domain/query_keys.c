/* SPDX-License-Identifier: EUPL-1.2 */
/* Keys of the language of lists: the columns, then what only the language knows. */
#include <strings.h>

#include "fold.h"
#include "pupitre/domain/query.h"

static const struct query_key_row others[KEY_COUNT - COLUMN_COUNT] = {
#define KEY(k) [KEY_##k - COLUMN_COUNT]
	KEY(SIRET) = { "siret", "siren", NULL, KIND_PREFIX },
	KEY(INSEE) = { "insee", "municipality", NULL, KIND_PREFIX },
	KEY(CITY) = { "ville", "city", "commune", KIND_TEXT },
	KEY(EPCI) = { "epci", "intercommunality", "intercommunalité", KIND_TEXT },
	KEY(ADDRESS) = { "adresse", "address", NULL, KIND_TEXT },
	KEY(EMAIL) = { "courriel", "email", "mél", KIND_TEXT },
	KEY(CONTACT) = { "contact", "person", "responsable", KIND_TEXT },
	KEY(GROUP) = { "groupe", "group", NULL, KIND_TEXT },
	KEY(VOLET) = { "volet", "variant", NULL, KIND_WHOLE },
	KEY(OTHER_FUNDING) = { "cofinancement", "funding", "cofinancements", KIND_MONEY },
	KEY(START) = { "début", "start", NULL, KIND_DAY },
	KEY(FINISH) = { "fin", "end", NULL, KIND_DAY },
	KEY(MODIFIED) = { "modifié", "modified", "modification", KIND_DAY },
	KEY(PLATFORM) = { "plateforme", "platform", NULL, KIND_CODE },
	KEY(EVALUATOR) = { "évaluateur", "evaluator", "instructeur", KIND_CODE },
	KEY(DECIDER) = { "décideur", "decider", NULL, KIND_CODE },
	KEY(DECIDED) = { "décidé", "decided", "décidé-le", KIND_DAY },
	KEY(OPINION) = { "avis", "opinion", NULL, KIND_CODE },
	KEY(ENVELOPE) = { "enveloppe", "envelope", NULL, KIND_CODE },
	KEY(REASON) = { "motif", "reason", NULL, KIND_CODE },
	KEY(MOTIVATION) = { "motivation", "grounds", NULL, KIND_TEXT },
	KEY(TAG) = { "étiquette", "tag", "étiquettes", KIND_TAG },
	KEY(LATE) = { "retard", "late", NULL, KIND_FLAG },
	KEY(WARNING) = { "alerte", "warning", NULL, KIND_FLAG },
	KEY(AWAY) = { "tournée", "away", "mallette", KIND_CODE },
	KEY(PROPOSAL) = { "proposition", "proposal", "proposé", KIND_CODE },
	KEY(QUESTION) = { "question", "questions", NULL, KIND_FLAG },
	KEY(EVALUATION) = { "évaluation", "evaluation", NULL, KIND_PRESENCE },
	KEY(NOTE) = { "remarque", "remark", "remarques", KIND_TEXT },
	KEY(ATTACHMENT) = { "pièce", "attachment", "pièces", KIND_TEXT },
	KEY(WITH) = { "avec", "with", "has", KIND_WORD },
	KEY(WITHOUT) = { "sans", "without", "no", KIND_WORD },
	KEY(SORT) = { "tri", "sort", NULL, KIND_WORD },
#undef KEY
};

static enum query_kind
kind_of_column(enum column c)
{
	switch (column_rows[c].type) {
	case TYPE_NUMBER:
		return KIND_WHOLE;
	case TYPE_MONEY:
		return KIND_MONEY;
	case TYPE_POINTS:
		return KIND_POINTS;
	case TYPE_DAY:
		return KIND_DAY;
	case TYPE_CODE:
	case TYPE_STATE:
		return KIND_CODE;
	case TYPE_TEXT:
		break;
	}
	return KIND_TEXT;
}

struct query_key_row
query_key_row(int key)
{
	const struct column_row *c;

	if (key >= COLUMN_COUNT)
		return others[key - COLUMN_COUNT];
	c = &column_rows[key];
	return (struct query_key_row){ c->key, c->alias, c->also,
		kind_of_column((enum column)key) };
}

static bool
is_named(struct str name, const char *z)
{
	return z && folded_eq(name, str_z(z));
}

static int
grid_criterion_find(const struct grid *g, struct str name)
{
	for (int i = 0; i < g->criterion_count; i++) {
		if (is_named(name, g->criteria[i].id))
			return i;
	}
	return -1;
}

/* "requested_cents" tells a unit that is not that of a query, which is in euros. */
static bool
tells_a_unit(struct str name)
{
	return str_ends(name, STR("_cents")) || str_ends(name, STR("_milli"));
}

int
query_sort_find(struct str name)
{
	int column = tells_a_unit(name) ? -1 : column_find(name);

	return column >= 0 && column_rows[column].sortable ? column : -1;
}

int
query_key_find(struct str name, const struct grid *g, int *subject)
{
	int key = tells_a_unit(name) ? -1 : column_find(name);

	*subject = -1;
	if (key == COLUMN_TAGS)
		return KEY_TAG;
	for (int i = COLUMN_COUNT; key < 0 && i < KEY_COUNT; i++) {
		struct query_key_row row = query_key_row(i);

		if (is_named(name, row.key) || is_named(name, row.alias) ||
			is_named(name, row.also))
			key = i;
	}
	if (key >= 0 || !g)
		return key;
	*subject = grid_criterion_find(g, name);
	if (*subject >= 0)
		return KEY_CRITERION;
	*subject = grid_item_find(g, name);
	return *subject >= 0 ? KEY_ITEM : -1;
}
