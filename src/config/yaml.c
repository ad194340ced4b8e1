/* SPDX-License-Identifier: EUPL-1.2 */
/* The only file that knows libyaml: its event interface, never its document loader, which follows
 * aliases and has no limits. */
#include "yaml_tree.h"

#include <yaml.h>

#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

/* A container being filled. */
struct open_node {
	struct node *node;
	struct node *key; /* of a map: waiting for its value */
	size_t item_cap, key_cap;
};

struct loader {
	const char *name;
	struct arena *a;
	struct err *err;
	struct open_node stack[YAML_DEPTH];
	int depth;
	int events, documents;
	struct node *root;
};

static enum status
refuse(struct loader *l, const yaml_mark_t *at, const char *why)
{
	return err_set(
		l->err, ERR_INPUT, "%s:%zu:%zu: %s", l->name, at->line + 1, at->column + 1, why);
}

static struct node *
new_node(struct loader *l, enum node_kind kind, const yaml_mark_t *at)
{
	struct node *n = ARENA_NEW(l->a, struct node);

	n->kind = kind;
	n->line = (int)at->line + 1;
	n->column = (int)at->column + 1;
	return n;
}

static enum status
add_key(struct loader *l, struct open_node *o, struct node *key, const yaml_mark_t *at)
{
	struct node *n = o->node;

	if (key->kind != NODE_TEXT)
		return refuse(l, at, _("une clé doit être un texte simple"));
	for (size_t i = 0; i < n->count; i++) {
		if (str_eq(n->keys[i]->text, key->text))
			return err_set(l->err, ERR_INPUT,
				_("%s:%d:%d: clé `%.*s` : déjà écrite ligne %d ; gardez une seule "
				  "des deux"),
				l->name, key->line, key->column, STR_ARG(key->text),
				n->keys[i]->line);
	}
	if (n->count == YAML_KEYS)
		return refuse(l, at, _("plus de 1 000 clés au même niveau"));
	o->key = key;
	return OK;
}

static enum status
attach(struct loader *l, struct node *child, const yaml_mark_t *at)
{
	struct open_node *o = l->depth ? &l->stack[l->depth - 1] : NULL;
	size_t keys;

	if (!o) {
		l->root = child;
		return OK;
	}
	if (o->node->kind == NODE_MAP && !o->key)
		return add_key(l, o, child, at);
	keys = o->node->count;
	if (o->node->kind == NODE_MAP)
		ARENA_PUSH(l->a, o->node->keys, keys, o->key_cap, o->key);
	o->key = NULL;
	ARENA_PUSH(l->a, o->node->items, o->node->count, o->item_cap, child);
	return OK;
}

static enum status
open_container(struct loader *l, enum node_kind kind, const yaml_mark_t *at)
{
	struct node *n = new_node(l, kind, at);
	enum status st;

	if (l->depth == YAML_DEPTH)
		return refuse(l, at, _("plus de 16 niveaux imbriqués"));
	st = attach(l, n, at);
	if (st == OK)
		l->stack[l->depth++] = (struct open_node){ .node = n };
	return st;
}

static enum status
scalar(struct loader *l, const yaml_event_t *e)
{
	struct str raw = { (const char *)e->data.scalar.value, e->data.scalar.length };
	struct node *n = new_node(l, NODE_TEXT, &e->start_mark);

	if (raw.len > YAML_TEXT)
		return refuse(l, &e->start_mark, _("texte de plus de 64 Kio"));
	n->text = utf8_clean(l->a, raw, CLEAN_TEXT, YAML_TEXT).text;
	return attach(l, n, &e->start_mark);
}

static bool
has_anchor_or_tag(const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_ALIAS_EVENT:
		return true;
	case YAML_SCALAR_EVENT:
		return e->data.scalar.anchor || e->data.scalar.tag;
	case YAML_SEQUENCE_START_EVENT:
		return e->data.sequence_start.anchor || e->data.sequence_start.tag;
	case YAML_MAPPING_START_EVENT:
		return e->data.mapping_start.anchor || e->data.mapping_start.tag;
	case YAML_DOCUMENT_START_EVENT:
		return e->data.document_start.tag_directives.start !=
		       e->data.document_start.tag_directives.end;
	default:
		return false;
	}
}

static enum status
take_event(struct loader *l, const yaml_event_t *e)
{
	if (++l->events > YAML_EVENTS)
		return refuse(l, &e->start_mark, _("plus de 200 000 éléments"));
	if (has_anchor_or_tag(e))
		return refuse(l, &e->start_mark,
			_("les ancres (&), alias (*) et étiquettes (!) ne sont pas acceptés ; "
			  "répétez la valeur, "
			  "ou mettez-la entre guillemets"));
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		return ++l->documents > 1 ? refuse(l, &e->start_mark,
						    _("un seul document par fichier ; supprimez la "
						      "ligne « --- » et ce qui la suit"))
					  : OK;
	case YAML_SCALAR_EVENT:
		return scalar(l, e);
	case YAML_SEQUENCE_START_EVENT:
		return open_container(l, NODE_LIST, &e->start_mark);
	case YAML_MAPPING_START_EVENT:
		return open_container(l, NODE_MAP, &e->start_mark);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		l->depth--;
		return OK;
	default:
		return OK;
	}
}

/* libyaml speaks English; its usual complaints are said in French, with a way out. */
static const char *
in_french(const yaml_parser_t *p)
{
	static const struct {
		const char *word, *french;
	} rows[] = {
		{ "tab", N_("une tabulation ne peut pas servir à décaler ; utilisez des espaces") },
		{ "cannot start any token", N_("ce caractère ne peut pas commencer une valeur ; "
					       "mettez-la entre guillemets (une "
					       "tabulation ne peut pas servir à décaler)") },
		{ "control characters", N_("caractère de contrôle interdit") },
		{ "not allowed in this context",
			N_("« : » inattendu ici ; mettez le texte entre guillemets") },
		{ "could not find expected ':'", N_("« : » attendu après la clé") },
		{ "did not find expected key",
			N_("clé attendue ; vérifiez le décalage de cette ligne") },
		{ "unexpected end of stream", N_("le texte s'arrête avant la fin d'une valeur") },
		{ "expected ',' or ']'", N_("« , » ou « ] » attendu") },
		{ "expected ',' or '}'", N_("« , » ou « } » attendu") },
		{ "UTF-8",
			N_("octets qui ne sont pas de l'UTF-8 ; enregistrez le fichier en UTF-8") },
	};
	const char *problem = p->problem ? p->problem : "";

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (strstr(problem, rows[i].word))
			return _(rows[i].french);
	}
	return _("écriture YAML incorrecte ; vérifiez le décalage et les guillemets");
}

/* Place of a byte: lines and characters. */
static yaml_mark_t
mark_of(struct str bytes, size_t offset)
{
	yaml_mark_t at = { 0 };

	for (size_t i = 0; i < offset && i < bytes.len; i++) {
		bool newline = bytes.ptr[i] == '\n';

		at.line += newline;
		if (newline)
			at.column = 0;
		else
			at.column += ((unsigned char)bytes.ptr[i] & 0xC0) != 0x80;
	}
	return at;
}

/* Reader errors have an offset but no mark. */
static enum status
refuse_syntax(struct loader *l, const yaml_parser_t *p, struct str bytes)
{
	yaml_mark_t at = p->problem_mark;

	if (p->error == YAML_READER_ERROR)
		at = mark_of(bytes, p->problem_offset);
	return refuse(l, &at, in_french(p));
}

static enum status
run(struct loader *l, yaml_parser_t *p, struct str bytes)
{
	bool ended = false;

	while (!ended) {
		yaml_event_t e;
		enum status st;

		if (!yaml_parser_parse(p, &e))
			return refuse_syntax(l, p, bytes);
		ended = e.type == YAML_STREAM_END_EVENT;
		st = take_event(l, &e);
		yaml_event_delete(&e);
		if (st)
			return st;
	}
	return OK;
}

/* libyaml places a bad byte up to three bytes too far. */
static enum status
check_utf8(struct loader *l, struct str bytes)
{
	struct str rest = bytes;

	while (rest.len > 0) {
		size_t offset = bytes.len - rest.len;
		yaml_mark_t at;

		if (utf8_next(&rest) >= 0)
			continue;
		at = mark_of(bytes, offset);
		return refuse(l, &at,
			_("octets qui ne sont pas de l'UTF-8 ; enregistrez le fichier en UTF-8"));
	}
	return OK;
}

static enum status
check_bytes(struct loader *l, struct str bytes)
{
	static const yaml_mark_t start = { 0 };

	if (bytes.len > YAML_BYTES)
		return refuse(l, &start, _("fichier de plus de 1 Mio"));
	if (str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF")))
		return refuse(l, &start, _("fichier en UTF-16 ; enregistrez-le en UTF-8"));
	if (bytes.len && memchr(bytes.ptr, 0, bytes.len))
		return refuse(l, &start, _("octet nul : ce n'est pas un fichier de texte"));
	return check_utf8(l, bytes);
}

enum status
yaml_read(const char *name, struct str bytes, struct arena *a, struct node **out, struct err *err)
{
	static const yaml_mark_t start = { 0 };
	struct loader l = { .name = name, .a = a, .err = err };
	yaml_parser_t p;
	enum status st = check_bytes(&l, bytes);

	if (st)
		return st;
	if (!yaml_parser_initialize(&p))
		die("libyaml: out of memory");
	yaml_parser_set_encoding(&p, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&p, (const unsigned char *)(bytes.ptr ? bytes.ptr : ""), bytes.len);
	st = run(&l, &p, bytes);
	yaml_parser_delete(&p);
	if (st)
		return st;
	if (!l.root)
		return refuse(&l, &start, _("fichier vide"));
	*out = l.root;
	return OK;
}
