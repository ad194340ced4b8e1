/* SPDX-License-Identifier: EUPL-1.2 */
/* The columns that a preset names or that an order asks for. */
#include "export_plan.h"
#include "pupitre/base/i18n.h"

struct choosing {
	struct export_plan *p;
	struct export_column *table;
	size_t n, cap;
};

static bool
is_star(struct str name)
{
	return str_eqz(name, "*") || str_eqz(name, "*criteria");
}

/* "*": every column; "*criteria": those of the grid. */
static bool
stands_for(struct str star, const struct export_column *c)
{
	return str_eqz(star, "*") || c->needs == NEEDS_CRITERIA;
}

static enum status
unknown(struct str name, struct err *err)
{
	return err_set(err, ERR_USAGE,
		_("colonne d'export inconnue : « %.*s » ; « pupitre export --list » les nomme "
		  "toutes"),
		STR_ARG(name));
}

static enum status
take(struct choosing *k, struct str name, struct err *err)
{
	struct export_plan *p = k->p;
	const struct export_column *c = export_column_named(p->s, p->source, k->table, k->n, name);

	if (!c)
		return unknown(name, err);
	if (p->preset.is_public && !c->is_public)
		return err_set(err, ERR_INPUT,
			_("« %s » n'a pas sa place dans un export public : retirez cette colonne, "
			  "ou "
			  "prenez un autre modèle"),
			c->book.title);
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->columns[i].book.code, c->book.code) == 0)
			return err_set(err, ERR_USAGE,
				_("la colonne « %s » est demandée deux fois : retirez-en une"),
				c->book.title);
	ARENA_PUSH(p->a, p->columns, p->count, k->cap, *c);
	return OK;
}

static enum status
take_name(struct choosing *k, struct str name, struct err *err)
{
	enum status st = OK;

	if (!is_star(name))
		return take(k, name, err);
	for (size_t i = 0; i < k->n && !st; i++)
		if (stands_for(name, &k->table[i]))
			st = take(k, str_z(k->table[i].book.code), err);
	return st;
}

static void
book_columns(struct export_plan *p)
{
	const char *text = "";

	p->books = ARENA_ARRAY(p->a, struct book_column, p->count);
	for (size_t i = 0; i < p->count; i++) {
		p->books[i] = p->columns[i].book;
		text = arena_printf(p->a, "%s%s%s", text, i ? "," : "", p->books[i].code);
	}
	p->columns_text = text;
}

enum status
export_take_columns(struct export_plan *p, struct str codes, struct err *err)
{
	struct choosing k = { .p = p };
	struct str name;
	bool more = true;
	enum status st = OK;

	k.table = export_table(p->s, p->source, p->a, &k.n);
	if (!str_trim(codes).len)
		return err_set(err, ERR_USAGE, _("choisissez au moins une colonne"));
	while (more && !st) {
		more = str_cut(&codes, ',', &name);
		st = take_name(&k, str_trim(name), err);
	}
	if (!st)
		book_columns(p);
	return st;
}

struct str
export_columns_of(struct session *s, const struct export_preset *p, struct arena *a)
{
	struct str rest = p->columns, name;
	const char *text = "";
	size_t n;
	const struct export_column *table = export_table(s, p->source, a, &n);
	bool more = rest.len > 0;

	while (more) {
		more = str_cut(&rest, ',', &name);
		if (!is_star(str_trim(name)))
			text = arena_printf(a, "%s%s%.*s", text, *text ? "," : "", STR_ARG(name));
		for (size_t i = 0; is_star(str_trim(name)) && i < n; i++)
			if (stands_for(str_trim(name), &table[i]))
				text = arena_printf(
					a, "%s%s%s", text, *text ? "," : "", table[i].book.code);
	}
	return str_z(text);
}
