/* SPDX-License-Identifier: EUPL-1.2 */
#include "query_terms.h"

#include "fold.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "query_intervals.h"
#include "query_values.h"

static bool
has_letter_or_digit(struct str folded)
{
	while (folded.len) {
		int32_t cp = utf8_next(&folded);

		if ((cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || cp >= 0xAA)
			return true;
	}
	return false;
}

/* Text to look for: folded; a star after it, or being the last thing typed, makes it a prefix. */
static enum status
fill_text(struct parser *p, struct query *q, struct str raw, bool quoted)
{
	bool star = false;

	if (quoted && lex_peek(p) == '*') {
		lex_take(p, 1);
		star = true;
	} else if (!quoted && str_ends(raw, STR("*"))) {
		raw.len--;
		star = true;
	}
	q->text = utf8_fold(p->a, raw);
	q->prefix = star || (!quoted && lex_at_end(p));
	if (has_letter_or_digit(q->text))
		return OK;
	if (raw.len)
		err_set(p->err, ERR_INPUT,
			_("« %.*s » ne contient ni lettre ni chiffre à chercher"), STR_ARG(raw));
	else
		err_set(p->err, ERR_INPUT,
			_("il manque le mot à chercher ; par exemple portail, ou porta*"));
	return lex_fail(p, raw.ptr);
}

/* "-" before a value of a list excludes it. */
static bool
take_minus(struct parser *p)
{
	if (lex_peek(p) != '-')
		return false;
	lex_take(p, 1);
	return true;
}

static void
remove_blanks(struct parser *p, struct str *s)
{
	char *z = arena_z(p->a, *s), *to = z;

	for (const char *from = z; *from; from++) {
		if (*from != ' ')
			*to++ = (char)(*from >= 'a' && *from <= 'z' ? *from - 32 : *from);
	}
	*s = (struct str){ z, (size_t)(to - z) };
}

/* "demandeur:epci" means the kind too: nobody's name holds that word. */
static enum status
or_its_kind(struct parser *p, const struct condition *c, struct query **q)
{
	struct query *pair[2] = { *q, lex_node(p, QUERY_CODES) };

	if (c->key != COLUMN_APPLICANT || !str_eqz((*q)->text, "epci"))
		return OK;
	pair[1]->key = COLUMN_KIND;
	*q = lex_join(p, QUERY_OR, pair, 2);
	return query_codes(p->a, p->ctx, COLUMN_KIND, STR("epci"), &pair[1]->values,
		&pair[1]->value_count, p->err);
}

static enum status
text_value(struct parser *p, const struct condition *c, struct query **out)
{
	struct query *q = lex_node(p, QUERY_TEXT);
	struct str raw;
	bool quoted;
	enum status st = value_take(p, ",", false, &raw, &quoted);

	if (!st)
		st = fill_text(p, q, raw, quoted);
	if (st)
		return st;
	q->key = c->key;
	if (c->kind == KIND_PREFIX) {
		raw.len -= str_ends(raw, STR("*"));
		remove_blanks(p, &raw);
		q->text = raw;
		q->prefix = true;
	}
	*out = q;
	return or_its_kind(p, c, out);
}

/* "urgent", "~mine", "#urgent", "urg*"; "~*" is any of one's own. Blanks are "-" in names of tags. */
static enum status
tag_value(struct parser *p, const struct condition *c, struct query **out)
{
	struct query *q = lex_node(p, QUERY_TEXT);
	struct str raw;
	bool quoted;
	enum status st = value_take(p, ",", false, &raw, &quoted);
	char *name;

	if (!st && (str_eqz(raw, "~*") || str_eqz(raw, "*")))
		q->prefix = true;
	else if (!st)
		st = fill_text(p, q, raw, quoted);
	if (st)
		return st;
	name = arena_z(p->a, str_starts(q->text, STR("#"))
				     ? (struct str){ q->text.ptr + 1, q->text.len - 1 }
				     : q->text);
	for (char *z = name; *z; z++) {
		if (*z == ' ')
			*z = '-';
	}
	q->text = q->text.ptr ? str_z(name) : (struct str){ raw.ptr, raw.len - 1 };
	q->key = c->key;
	*out = q;
	return OK;
}

/* Late is what is due before today. */
static struct query *
presence(struct parser *p, int key, int subject)
{
	struct query *q;

	if (key == KEY_LATE)
		return query_range(p, COLUMN_DEADLINE, -1, QUERY_MIN, (int64_t)p->ctx->today.n - 1);
	q = lex_node(p, QUERY_PRESENT);
	q->key = key;
	q->subject = subject;
	return q;
}

/* Keys of codes that also say whether there is one at all. */
static bool
is_presence_word(struct parser *p, int key, struct str word, struct query **out)
{
	struct err ignored;
	bool yes;

	if ((key != KEY_AWAY && key != KEY_PROPOSAL) || query_flag(word, &yes, &ignored))
		return false;
	*out = presence(p, key, -1);
	if (!yes)
		*out = query_negation(p, *out);
	return true;
}

static enum status
code_value(struct parser *p, const struct condition *c, struct query **out)
{
	struct query *q = lex_node(p, QUERY_CODES);
	const char *place = p->rest.ptr;
	struct str word;
	bool quoted;
	enum status st = value_take(p, ",", false, &word, &quoted);

	if (st)
		return st;
	if (!quoted && is_presence_word(p, c->key, word, out))
		return OK;
	q->key = c->key;
	if (query_codes(p->a, p->ctx, c->key, word, &q->values, &q->value_count, p->err))
		return lex_fail(p, place);
	*out = q;
	return OK;
}

/* All codes of a list make one node, the first of them: one reading of the index. */
static void
merge_codes(struct parser *p, struct query **list, size_t *count)
{
	struct query *all = NULL;
	size_t kept = 0, cap = 0;

	for (size_t i = 0; i < *count; i++) {
		struct query *q = list[i];

		for (size_t k = 0; all && q->op == QUERY_CODES && k < q->value_count; k++)
			ARENA_PUSH(p->a, all->values, all->value_count, cap, q->values[k]);
		if (all && q->op == QUERY_CODES)
			continue;
		if (q->op == QUERY_CODES) {
			all = q;
			cap = q->value_count;
		}
		list[kept++] = q;
	}
	*count = kept;
}

static enum status
value_of(struct parser *p, const struct condition *c, struct query **out)
{
	if (c->kind == KIND_TAG)
		return tag_value(p, c, out);
	return c->kind == KIND_CODE ? code_value(p, c, out) : text_value(p, c, out);
}

static enum status
choices_term(struct parser *p, const struct condition *c, struct query **out)
{
	struct choices list = { 0 };
	struct query *q = NULL;

	do {
		bool negated = take_minus(p);
		enum status st = value_of(p, c, &q);

		if (st)
			return st;
		choices_add(p, &list, negated, q);
	} while (value_comma(p));
	merge_codes(p, list.yes, &list.yes_count);
	merge_codes(p, list.no, &list.no_count);
	*out = choices_join(p, &list);
	return OK;
}

static enum status
flag_term(struct parser *p, const struct condition *c, struct query **out)
{
	const char *place = p->rest.ptr;
	struct str word;
	bool quoted, yes;
	enum status st = value_take(p, "", false, &word, &quoted);

	if (st)
		return st;
	if (query_flag(word, &yes, p->err))
		return lex_fail(p, place);
	*out = presence(p, c->key, -1);
	if (!yes)
		*out = query_negation(p, *out);
	return OK;
}

static struct query_key_row
key_names(int key)
{
	if (key == KEY_CRITERION || key == KEY_ITEM)
		return (struct query_key_row){ .kind = KIND_POINTS };
	return query_key_row(key);
}

/* The key that a mistyped one is near to, as it is written; NULL when none is. */
static const char *
nearest_key(struct parser *p, struct str name)
{
	enum { NAMES = 3 * KEY_COUNT + GRID_CRITERIA + GRID_ITEMS };
	const char *shown[NAMES], *folded[NAMES], *near;
	const struct grid *g = p->ctx->grid;
	int column = column_find(name); /* by its JSON name */
	size_t n = 0;

	if (column >= 0 && column_rows[column].key)
		return column_rows[column].key;
	for (int key = 0; key < KEY_COUNT; key++) {
		struct query_key_row row = key_names(key);
		const char *names[] = { row.key, row.also, row.alias };

		for (size_t i = 0; i < 3; i++) {
			if (names[i])
				shown[n++] = names[i];
		}
	}
	for (int i = 0; g && i < g->criterion_count; i++)
		shown[n++] = g->criteria[i].id;
	for (int i = 0; g && i < g->item_count; i++)
		shown[n++] = g->items[i].id;
	for (size_t i = 0; i < n; i++)
		folded[i] = arena_z(p->a, utf8_fold(p->a, str_z(shown[i])));
	near = str_nearest(utf8_fold(p->a, name), folded, n);
	for (size_t i = 0; near && i < n; i++) {
		if (near == folded[i])
			return shown[i];
	}
	return NULL;
}

static enum status
unknown_key(struct parser *p, struct str name)
{
	const char *near = name.len ? nearest_key(p, name) : NULL;
	const char *op = lex_peek(p) && strchr(":=<>", lex_peek(p)) ? p->rest.ptr : "";

	if (name.len == 0)
		err_set(p->err, ERR_INPUT,
			_("il manque une clé avant « %.*s » ; par exemple dep:45"),
			(int)strspn(op, ":=<>"), op);
	else if (near)
		err_set(p->err, ERR_INPUT, _("clé « %.*s » inconnue ; vouliez-vous dire « %s » ?"),
			STR_ARG(name), near);
	else
		err_set(p->err, ERR_INPUT,
			_("clé « %.*s » inconnue ; pour chercher ce texte, mettez-le entre "
			  "guillemets"),
			STR_ARG(name));
	return lex_fail(p, name.ptr);
}

/* One name after avec: or sans:. */
static enum status
presence_value(struct parser *p, struct query **out)
{
	struct str name;
	bool quoted;
	int key, subject;
	enum status st = value_take(p, ",", false, &name, &quoted);

	if (st)
		return st;
	key = query_key_find(name, p->ctx->grid, &subject);
	if (key < 0 || key_names(key).kind == KIND_WORD) {
		const char *near = key < 0 ? nearest_key(p, name) : NULL;

		if (near)
			err_set(p->err, ERR_INPUT,
				_("« %.*s » n'est pas une donnée ; vouliez-vous dire « %s » ?"),
				STR_ARG(name), near);
		else
			err_set(p->err, ERR_INPUT,
				_("« %.*s » n'est pas une donnée ; par exemple sans:évaluation, "
				  "avec:décision"),
				STR_ARG(name));
		return lex_fail(p, name.ptr);
	}
	*out = presence(p, key, subject);
	return OK;
}

static enum status
presence_term(struct parser *p, bool with, struct query **out)
{
	struct choices list = { 0 };
	struct query *q = NULL;

	do {
		enum status st = presence_value(p, &q);

		if (st)
			return st;
		choices_add(p, &list, !with, q);
	} while (value_comma(p));
	*out = choices_join(p, &list);
	return OK;
}

static enum status
add_sort(struct parser *p, struct str word)
{
	struct sort_key key = { .descending = str_starts(word, STR("-")) };
	struct str name = { word.ptr + key.descending, word.len - key.descending };
	int column = name.len ? query_sort_find(name) : -1;

	if (column < 0) {
		if (name.len)
			err_set(p->err, ERR_INPUT,
				_("« %.*s » n'est pas une clé de tri ; par exemple tri:-note"),
				STR_ARG(name));
		else
			err_set(p->err, ERR_INPUT,
				_("il manque une clé de tri ; par exemple tri:-note"));
		return lex_fail(p, word.ptr);
	}
	if (p->search.sort_count == SORT_KEYS) {
		err_set(p->err, ERR_INPUT, _("au plus %d clés de tri"), SORT_KEYS);
		return lex_fail(p, word.ptr);
	}
	key.column = (enum column)column;
	p->search.sorts[p->search.sort_count++] = key;
	return OK;
}

static enum status
sort_term(struct parser *p)
{
	struct str list = lex_take(p, lex_span(p, "", false)), word;
	enum status st = OK;
	bool more = true;

	while (more && !st) {
		more = str_cut(&list, ',', &word);
		st = add_sort(p, word);
	}
	return st;
}

static enum operator take_operator(struct parser *p)
{
	char c = *lex_take(p, 1).ptr;
	bool equal = c != ':' && c != '=' && lex_peek(p) == '=';

	if (equal)
		lex_take(p, 1);
	if (c == '<')
		return equal ? OPERATOR_LE : OPERATOR_LT;
	if (c == '>')
		return equal ? OPERATOR_GE : OPERATOR_GT;
	return OPERATOR_IS;
}

static enum status
refuse_key(struct parser *p, const struct condition *c)
{
	if (c->kind == KIND_PRESENCE)
		err_set(p->err, ERR_INPUT,
			_("« %.*s » n'a pas de valeur ; écrivez avec:%.*s ou sans:%.*s"),
			STR_ARG(c->name), STR_ARG(c->name), STR_ARG(c->name));
	else
		err_set(p->err, ERR_INPUT, _("« %.*s » ne se compare pas ; écrivez %.*s:valeur"),
			STR_ARG(c->name), STR_ARG(c->name));
	return lex_fail(p, c->name.ptr);
}

static enum status
keyed_term(struct parser *p, const struct condition *c, struct query **out)
{
	bool numeric = c->kind >= KIND_WHOLE && c->kind <= KIND_DAY;

	*out = NULL;
	if (c->kind == KIND_PRESENCE || (c->op != OPERATOR_IS && !numeric))
		return refuse_key(p, c);
	if (numeric)
		return c->op == OPERATOR_IS ? intervals_term(p, c, out)
					    : comparison_term(p, c, out);
	if (c->kind == KIND_FLAG)
		return flag_term(p, c, out);
	if (c->key == KEY_SORT)
		return sort_term(p);
	if (c->kind == KIND_WORD)
		return presence_term(p, c->key == KEY_WITH, out);
	return choices_term(p, c, out);
}

/* A word, or digits when they may be a number. */
static enum status
word_term(struct parser *p, struct str raw, struct query **out)
{
	struct query *q = lex_node(p, lex_is_digits(raw) ? QUERY_DIGITS : QUERY_WORD);

	*out = q;
	return fill_text(p, q, raw, false);
}

static enum status
phrase_term(struct parser *p, struct query **out)
{
	struct query *q = lex_node(p, QUERY_WORD);
	struct str raw;
	enum status st = lex_quoted(p, &raw);

	*out = q;
	return st ? st : fill_text(p, q, raw, true);
}

enum status
term_parse(struct parser *p, struct query **out)
{
	struct condition c = { 0 };
	size_t n = lex_span(p, ":=<>", false);

	if (lex_peek(p) == '"')
		return phrase_term(p, out);
	c.name = lex_take(p, n);
	if (lex_at_end(p) || !strchr(":=<>", lex_peek(p)))
		return word_term(p, c.name, out);
	c.key = query_key_find(c.name, p->ctx->grid, &c.subject);
	if (c.key < 0)
		return unknown_key(p, c.name);
	c.kind = key_names(c.key).kind;
	c.op = take_operator(p);
	return keyed_term(p, &c, out);
}
