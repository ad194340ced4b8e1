/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Queries alias the members of a champ ("checked", "selected", "decimalNumber"...) or keep "value":
 * both are looked for, then stringValue.
 */
#include "json_value.h"

#include "pupitre/base/buf.h"

static struct str
present(struct str s)
{
	return str_trim(s).len ? s : STR_NONE;
}

static struct str
string_value(const struct json_node *champ)
{
	return present(json_text(champ, "stringValue"));
}

static struct str
any_text(const struct json_node *champ, const char *first, const char *second)
{
	struct str text = present(json_text(champ, first));

	return text.ptr ? text : present(json_text(champ, second));
}

static struct str
truth(const struct json_node *champ, const char *key)
{
	const struct json_node *n = json_get(champ, key);

	return n && n->kind == JSON_BOOL ? n->text : STR_NONE;
}

/* stringValue first: a blank "yes or no" that was asked as a checkbox says false. */
static struct str
boolean_value(const struct json_node *champ, bool may_be_blank)
{
	static const char *const keys[] = { "checked", "selected", "value" };
	struct str text = string_value(champ);

	if (str_eqz(text, "true") || str_eqz(text, "false"))
		return text;
	if (may_be_blank && json_get(champ, "stringValue"))
		return STR_NONE;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (truth(champ, keys[i]).ptr)
			return truth(champ, keys[i]);
	return STR_NONE;
}

static bool
is_iso(struct str s)
{
	struct day day;
	struct instant at;

	return day_parse_iso(s, &day) || instant_parse(s, &at);
}

static struct str
date_value(const struct json_node *champ)
{
	static const char *const keys[] = { "datetime", "date", "value" };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (is_iso(json_text(champ, keys[i])))
			return json_text(champ, keys[i]);
	return string_value(champ);
}

static struct str
number_value(const struct json_node *champ, const char *key)
{
	struct str text = string_value(champ);

	return text.ptr ? text : any_text(champ, key, "value");
}

static struct str
named(const struct json_node *champ, const char *key)
{
	struct str text = string_value(champ);

	return text.ptr ? text : any_text(json_get(champ, key), "name", "label");
}

static struct str
taken(struct arena *a, struct buf *b)
{
	struct str s = b->len ? arena_str(a, buf_str(b)) : STR_NONE;

	buf_done(b);
	return s;
}

/* Texts of a list, or the named member of its objects. */
static struct str
joined(struct arena *a, const struct json_node *list, const char *member, const char *separator)
{
	struct buf out = { 0 };

	for (const struct json_node *n = list ? list->child : NULL; n; n = n->next) {
		struct str text = member ? json_text(n, member) : n->text;

		if (!present(text).ptr)
			continue;
		if (out.len)
			buf_addz(&out, separator);
		buf_adds(&out, text);
	}
	return taken(a, &out);
}

static struct str
choices_value(struct arena *a, const struct json_node *champ)
{
	struct str text = joined(a, json_get(champ, "values"), NULL, ", ");

	return text.ptr ? text : string_value(champ);
}

static struct str
linked_value(struct arena *a, const struct json_node *champ)
{
	struct str first = present(json_text(champ, "primaryValue"));
	struct str second = present(json_text(champ, "secondaryValue"));

	if (!first.ptr)
		return string_value(champ);
	if (!second.ptr)
		return first;
	return str_z(arena_printf(a, "%.*s / %.*s", STR_ARG(first), STR_ARG(second)));
}

static struct str
identity_value(const struct json_node *champ)
{
	struct str filled = truth(champ, "filled");

	if (!filled.ptr)
		return string_value(champ);
	return str_eqz(filled, "true") ? STR("présent") : STR("absent");
}

static struct str
map_value(struct arena *a, const struct json_node *champ)
{
	return joined(a, json_get(champ, "geoAreas"), "description", "\n");
}

static struct str
siret_value(const struct json_node *champ)
{
	struct str text = string_value(champ);

	return text.ptr ? text : present(json_text(json_get(champ, "etablissement"), "siret"));
}

static struct str
link_value(const struct json_node *champ)
{
	struct str text = string_value(champ);

	return text.ptr ? text : present(json_text(json_get(champ, "dossier"), "number"));
}

static struct str
text_value(const struct json_node *champ)
{
	struct str text = string_value(champ);

	return text.ptr ? text : any_text(champ, "value", "civilite");
}

struct str
json_value(struct arena *a, enum field_kind kind, const struct json_node *champ)
{
	switch (kind) {
	case FIELD_CHECKBOX:
		return boolean_value(champ, false);
	case FIELD_YES_NO:
		return boolean_value(champ, true);
	case FIELD_DATE:
	case FIELD_DATETIME:
		return date_value(champ);
	case FIELD_INTEGER:
		return number_value(champ, "integerNumber");
	case FIELD_DECIMAL:
		return number_value(champ, "decimalNumber");
	case FIELD_CHOICES:
		return choices_value(a, champ);
	case FIELD_LINKED:
		return linked_value(a, champ);
	case FIELD_COMMUNE:
		return named(champ, "commune");
	case FIELD_DEPARTMENT:
		return named(champ, "departement");
	case FIELD_REGION:
		return named(champ, "region");
	case FIELD_EPCI:
		return named(champ, "epci");
	case FIELD_COUNTRY:
		return named(champ, "pays");
	case FIELD_ADDRESS:
		return named(champ, "address");
	case FIELD_SIRET:
		return siret_value(champ);
	case FIELD_DOSSIER_LINK:
		return link_value(champ);
	case FIELD_FILES:
		return joined(a, json_get(champ, "files"), "filename", ", ");
	case FIELD_IDENTITY:
		return identity_value(champ);
	case FIELD_MAP:
		return map_value(a, champ);
	default:
		return text_value(champ);
	}
}

struct str
json_heading(struct arena *a, const struct json_node *champ, int *level)
{
	int64_t n = 1;

	if (!str_int(json_text(champ, "level"), &n) || n < 1 || n > 9)
		n = 1;
	*level = (int)n;
	return str_z(arena_printf(a, "%d", *level));
}
