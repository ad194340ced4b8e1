/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * motives.yaml: the library of motives.
 *
 * file   := motifs: [ motive... ]
 * motive := { code, libellé, décisions: [ accorder|refuser|sans_suite|réorienter|ajourner ], texte }
 */
#include "load.h"

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "read.h"

enum { MOTIVES_MAX = 500, PARAGRAPH_MAX = 4000 };

static const char *const kind_words[DECISION_COUNT] = {
	[DECISION_AWARD] = "accorder",
	[DECISION_REFUSE] = "refuser",
	[DECISION_DISMISS] = "sans_suite",
	[DECISION_REDIRECT] = "réorienter",
	[DECISION_POSTPONE] = "ajourner",
};

static enum status
read_kind(const struct yaml_file *s, const struct node *n, unsigned *kinds)
{
	for (int k = 0; n->kind == NODE_TEXT && k < DECISION_COUNT; k++) {
		if (str_eqz(n->text, kind_words[k])) {
			*kinds |= 1u << k;
			return OK;
		}
	}
	return read_fail(s, n, "décisions",
		_("une décision est attendue parmi `accorder`, `refuser`, "
		  "`sans_suite`, `réorienter`, `ajourner`"));
}

static enum status
read_kinds(const struct yaml_file *s, const struct node *map, unsigned *kinds)
{
	struct node *list;
	enum status st = read_list(s, map, "décisions", &list);

	if (st == OK && list->count == 0)
		st = read_fail(s, list, "décisions", _("au moins une décision est attendue"));
	for (size_t i = 0; st == OK && i < list->count; i++)
		st = read_kind(s, list->items[i], kinds);
	return st;
}

/* The paragraph keeps its line ends, which node_text would flatten. */
static enum status
read_paragraph(const struct yaml_file *s, const struct node *map, const char **out)
{
	struct node *n = read_get(map, "texte");

	*out = NULL;
	if (!n)
		return OK;
	if (n->kind != NODE_TEXT)
		return read_fail(s, n, "texte", _("un texte est attendu"));
	if (n->text.len > PARAGRAPH_MAX)
		return read_fail(
			s, n, "texte", _("au plus %d octets sont attendus"), PARAGRAPH_MAX);
	*out = arena_z(s->a, str_trim(n->text));
	return OK;
}

/* Typed on the command line and kept in the register for years: plain letters only. */
static enum status
check_code(const struct yaml_file *s, const struct node *map, const struct motives *m,
	const char *code)
{
	struct node *n = read_get(map, "code");

	for (const char *z = code; *z; z++) {
		if (!((*z >= 'a' && *z <= 'z') || (*z >= '0' && *z <= '9') || *z == '_' ||
			    *z == '-'))
			return read_fail(s, n, "code",
				_("des minuscules sans accent, chiffres, - ou _ sont attendus, pas "
				  "« %s »"),
				code);
	}
	if (motive_find(m, str_z(code)))
		return read_fail(s, n, "code", _("« %s » est déjà pris"), code);
	return OK;
}

static enum status
read_motive(const struct yaml_file *s, const struct node *n, struct motives *m)
{
	struct motive motive = { 0 };
	enum status st = read_map(s, n, "motifs", ALLOWED("code", "libellé", "décisions", "texte"));

	if (st == OK)
		st = read_text(s, n, "code", true, &motive.code);
	if (st == OK)
		st = check_code(s, n, m, motive.code);
	if (st == OK)
		st = read_text(s, n, "libellé", true, &motive.label);
	if (st == OK)
		st = read_kinds(s, n, &motive.kinds);
	if (st == OK)
		st = read_paragraph(s, n, &motive.text);
	if (st == OK)
		m->list[m->count++] = motive;
	return st;
}

enum status
motives_parse(
	const char *name, struct str yaml, struct arena *a, struct motives *out, struct err *err)
{
	struct yaml_file s = { name, a, err };
	struct motives m = { 0 };
	struct node *root, *list;
	enum status st = yaml_read(name, yaml, a, &root, err);

	if (st == OK)
		st = read_map(&s, root, NULL, ALLOWED("motifs"));
	if (st == OK)
		st = read_list(&s, root, "motifs", &list);
	if (st == OK && list->count > MOTIVES_MAX)
		st = read_fail(&s, list, "motifs", _("au plus %d motifs"), MOTIVES_MAX);
	if (st)
		return st;
	m.list = ARENA_ARRAY(a, struct motive, list->count);
	for (size_t i = 0; i < list->count && st == OK; i++)
		st = read_motive(&s, list->items[i], &m);
	if (st == OK)
		*out = m;
	return st;
}
