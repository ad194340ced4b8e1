/* SPDX-License-Identifier: EUPL-1.2 */
#include "json_kind.h"

#include "text.h"

/* TypeDeChamp of the platform's schema, and the __typename without "Champ". */
static const struct {
	const char *type, *name;
	enum field_kind kind;
} kinds[] = {
	{ "header_section", "HeaderSection", FIELD_HEADER },
	{ "repetition", "Repetition", FIELD_HEADER },
	{ "explication", "Explication", FIELD_EXPLANATION },
	{ "checkbox", "Checkbox", FIELD_CHECKBOX },
	{ "yes_no", "YesNo", FIELD_YES_NO },
	{ "date", "Date", FIELD_DATE },
	{ "datetime", "Datetime", FIELD_DATETIME },
	{ "integer_number", "IntegerNumber", FIELD_INTEGER },
	{ "number", "Number", FIELD_INTEGER },
	{ "decimal_number", "DecimalNumber", FIELD_DECIMAL },
	{ "drop_down_list", "DropDownList", FIELD_CHOICE },
	{ "civilite", "Civilite", FIELD_CHOICE },
	{ "multiple_drop_down_list", "MultipleDropDownList", FIELD_CHOICES },
	{ "linked_drop_down_list", "LinkedDropDownList", FIELD_LINKED },
	{ "communes", "Commune", FIELD_COMMUNE },
	{ "epci", "Epci", FIELD_EPCI },
	{ "departements", "Departement", FIELD_DEPARTMENT },
	{ "regions", "Region", FIELD_REGION },
	{ "pays", "Pays", FIELD_COUNTRY },
	{ "address", "Address", FIELD_ADDRESS },
	{ "siret", "Siret", FIELD_SIRET },
	{ "rna", "RNA", FIELD_RNA },
	{ "rna", "Rna", FIELD_RNA },
	{ "dossier_link", "DossierLink", FIELD_DOSSIER_LINK },
	{ "piece_justificative", "PieceJustificative", FIELD_FILES },
	{ "titre_identite", "TitreIdentite", FIELD_IDENTITY },
	{ "carte", "Carte", FIELD_MAP },
};

/* "EpciChampDescriptor" -> "Epci", "CommunesChamp" is not met: descriptors use the champ's name. */
static struct str
stem(struct str name)
{
	ptrdiff_t at = str_find(name, STR("Champ"));

	return at > 0 ? (struct str){ name.ptr, (size_t)at } : name;
}

static uint64_t
id_hash(struct str id)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < id.len; i++)
		h = (h ^ (unsigned char)id.ptr[i]) * UINT64_C(1099511628211);
	return h;
}

static size_t *
slot_of(const struct questions *q, struct str id)
{
	size_t at = (size_t)id_hash(id) & (q->slot_count - 1);

	while (q->slots[at] && !str_eq(q->items[q->slots[at] - 1].d.id, id))
		at = (at + 1) & (q->slot_count - 1);
	return &q->slots[at];
}

/* At most half full, a power of two. */
static void
grow(struct questions *q)
{
	if (q->slot_count && q->n * 2 < q->slot_count)
		return;
	q->slot_count = q->slot_count ? q->slot_count * 2 : 256;
	q->slots = ARENA_ARRAY(&q->arena, size_t, q->slot_count);
	for (size_t i = 0; i < q->n; i++)
		*slot_of(q, q->items[i].d.id) = i + 1;
}

static void
add_one(struct questions *q, struct question one)
{
	size_t *slot;

	grow(q);
	slot = slot_of(q, one.d.id);
	if (*slot && (q->items[*slot - 1].current || !one.current))
		return;
	one.d.id = arena_str(&q->arena, one.d.id);
	one.d.label = text_line(&q->arena, one.d.label);
	if (*slot) {
		one.demarche = q->items[*slot - 1].demarche;
		q->items[*slot - 1] = one;
		return;
	}
	ARENA_PUSH(&q->arena, q->items, q->n, q->cap, one);
	*slot = q->n;
}

enum field_kind
json_kind_of(struct str name)
{
	struct str word = stem(name);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_eqz(word, kinds[i].type) || str_eqz(word, kinds[i].name))
			return kinds[i].kind;
	return FIELD_TEXT;
}

void
questions_add(struct questions *q, const struct json_node *node, enum section section, bool current,
	int *position)
{
	struct str type = json_text(node, "type");
	const struct json_node *inner = json_get(node, "champDescriptors");
	struct question one = { .current = current };

	one.d.id = json_text(node, "id");
	one.d.label = json_text(node, "label");
	one.d.section = section;
	one.d.kind = json_kind_of(type.ptr ? type : json_text(node, "__typename"));
	one.d.position = (*position)++;
	if (one.d.id.len)
		add_one(q, one);
	for (const struct json_node *n = inner ? inner->child : NULL; n; n = n->next)
		questions_add(q, n, section, current, position);
}

const struct question *
questions_find(const struct questions *q, struct str id)
{
	size_t *slot;

	if (!q->slot_count || !id.len)
		return NULL;
	slot = slot_of(q, id);
	return *slot ? &q->items[*slot - 1] : NULL;
}

void
questions_done(struct questions *q)
{
	arena_done(&q->arena);
}
