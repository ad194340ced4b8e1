/* SPDX-License-Identifier: EUPL-1.2 */
/* Values of a YAML tree by key. */
#include "read.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

static const char *
kind_name(const struct node *n)
{
	static const char *const names[] = { [NODE_TEXT] = N_("un texte"),
		[NODE_LIST] = N_("une liste"),
		[NODE_MAP] = N_("un groupe de clés") };

	return _(names[n->kind]);
}

/* Files with accents are typed without them too: the suggestion sees past accents and case. */
static const char *
nearest(const struct yaml_file *s, struct str word, const char *const *allowed, size_t count)
{
	const char **folded = ARENA_ARRAY(s->a, const char *, count);
	const char *near;

	for (size_t i = 0; i < count; i++)
		folded[i] = arena_z(s->a, utf8_fold(s->a, str_z(allowed[i])));
	near = str_nearest(utf8_fold(s->a, word), folded, count);
	for (size_t i = 0; near && i < count; i++) {
		if (near == folded[i])
			return allowed[i];
	}
	return NULL;
}

static enum status
unknown_key(
	const struct yaml_file *s, const struct node *key, const char *const *allowed, size_t count)
{
	const char *near = nearest(s, key->text, allowed, count);
	char *name = arena_z(s->a, key->text);
	const char *list = "";

	if (near)
		return read_fail(s, key, name, _("inconnue ; vouliez-vous dire `%s` ?"), near);
	for (size_t i = 0; i < count; i++)
		list = arena_printf(s->a, "%s%s`%s`", list, i ? ", " : "", allowed[i]);
	return read_fail(s, key, name, _("inconnue ; clés possibles ici : %s"), list);
}

static enum status
missing(const struct yaml_file *s, const struct node *map, const char *key)
{
	return read_fail(s, map, key, _("absente, elle est obligatoire ici"));
}

enum status
read_fail(const struct yaml_file *s, const struct node *at, const char *key, const char *fmt, ...)
{
	va_list ap;
	const char *text;

	va_start(ap, fmt);
	text = arena_vprintf(s->a, fmt, ap);
	va_end(ap);
	if (!key)
		return err_set(
			s->err, ERR_INPUT, "%s:%d:%d: %s", s->name, at->line, at->column, text);
	return err_set(s->err, ERR_INPUT, _("%s:%d:%d: clé `%s` : %s"), s->name, at->line,
		at->column, key, text);
}

enum status
read_map(const struct yaml_file *s, const struct node *n, const char *key,
	const char *const *allowed, size_t count)
{
	if (n->kind != NODE_MAP)
		return read_fail(
			s, n, key, _("un groupe de clés est attendu, pas %s"), kind_name(n));
	for (size_t i = 0; i < n->count; i++) {
		bool known = false;

		for (size_t k = 0; k < count; k++)
			known = known || str_eqz(n->keys[i]->text, allowed[k]);
		if (!known)
			return unknown_key(s, n->keys[i], allowed, count);
	}
	return OK;
}

struct node *
read_get(const struct node *map, const char *key)
{
	for (size_t i = 0; i < map->count; i++) {
		if (str_eqz(map->keys[i]->text, key))
			return map->items[i];
	}
	return NULL;
}

enum status
read_list(const struct yaml_file *s, const struct node *map, const char *key, struct node **out)
{
	struct node *n = read_get(map, key);

	if (!n)
		return missing(s, map, key);
	if (n->kind != NODE_LIST)
		return read_fail(s, n, key, _("une liste est attendue, pas %s"), kind_name(n));
	*out = n;
	return OK;
}

enum status
read_text(const struct yaml_file *s, const struct node *map, const char *key, bool required,
	const char **out)
{
	struct node *n = read_get(map, key);

	if (n)
		return node_text(s, n, key, out);
	if (required)
		return missing(s, map, key);
	*out = NULL;
	return OK;
}

enum status
read_int(const struct yaml_file *s, const struct node *map, const char *key, int min, int max,
	int *out)
{
	struct node *n = read_get(map, key);

	return n ? node_int(s, n, key, min, max, out) : missing(s, map, key);
}

enum status
read_bool(const struct yaml_file *s, const struct node *map, const char *key, bool *out)
{
	struct node *n = read_get(map, key);

	return n ? node_bool(s, n, key, out) : missing(s, map, key);
}

enum status
node_text(const struct yaml_file *s, const struct node *n, const char *key, const char **out)
{
	struct str text = str_trim(n->text);

	if (n->kind != NODE_TEXT)
		return read_fail(s, n, key, _("un texte est attendu, pas %s"), kind_name(n));
	if (text.len == 0)
		return read_fail(s, n, key, _("un texte est attendu, la valeur est vide"));
	*out = arena_z(s->a, utf8_clean(s->a, text, CLEAN_LINE, YAML_TEXT).text);
	return OK;
}

enum status
node_int(const struct yaml_file *s, const struct node *n, const char *key, int min, int max,
	int *out)
{
	int64_t v;

	if (n->kind != NODE_TEXT)
		return read_fail(
			s, n, key, _("un nombre entier est attendu, pas %s"), kind_name(n));
	if (!str_int(n->text, &v))
		return read_fail(s, n, key, _("un nombre entier est attendu, pas « %.*s »"),
			STR_ARG(n->text));
	if (v < min || v > max)
		return read_fail(s, n, key, _("un nombre de %d à %d est attendu, pas %lld"), min,
			max, (long long)v);
	*out = (int)v;
	return OK;
}

enum status
node_bool(const struct yaml_file *s, const struct node *n, const char *key, bool *out)
{
	bool yes = str_eqz(n->text, "oui") || str_eqz(n->text, "true");
	bool no = str_eqz(n->text, "non") || str_eqz(n->text, "false");

	if (n->kind != NODE_TEXT)
		return read_fail(s, n, key, _("oui ou non est attendu, pas %s"), kind_name(n));
	if (!yes && !no)
		return read_fail(
			s, n, key, _("oui ou non est attendu, pas « %.*s »"), STR_ARG(n->text));
	*out = yes;
	return OK;
}

enum status
node_day(const struct yaml_file *s, const struct node *n, const char *key, struct day *out)
{
	struct day day = DAY_NONE;

	if (n->kind != NODE_TEXT)
		return read_fail(s, n, key, _("une date est attendue, pas %s"), kind_name(n));
	if (!str_eqz(n->text, "aucune") && !day_parse_iso(n->text, &day) &&
		!day_parse_fr(n->text, &day))
		return read_fail(s, n, key,
			_("une date est attendue (2022-12-31, ou aucune), pas « %.*s »"),
			STR_ARG(n->text));
	*out = day;
	return OK;
}
