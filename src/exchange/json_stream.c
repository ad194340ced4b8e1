/* SPDX-License-Identifier: EUPL-1.2 */
/* The only file that knows yajl. Bytes that are not UTF-8 are let through: text is cleaned later. */
#include "json_stream.h"

#include <yajl/yajl_parse.h>

#include "pupitre/base/i18n.h"

struct stream {
	struct input *in;
	const struct json_events *events;
	struct json_path path;
	enum json_take take; /* of the outermost skipped or built container */
	int taken_at; /* its depth; 0: walking */
	bool overflow; /* the tree is too big */
	struct json_node *open[JSON_DEPTH]; /* nodes under construction, by depth */
	struct str key; /* of the next member of a tree */
	size_t quiet; /* bytes since the last event: one huge value */
	enum status status; /* why a callback stopped yajl */
	struct err *err;
};

static struct json_node *
node_add(struct stream *s, enum json_kind kind, struct str text)
{
	struct json_node *parent = s->open[s->path.depth - 1], *node;

	if (s->events->arena->used > JSON_TREE_MAX) {
		s->overflow = true;
		return NULL;
	}
	node = ARENA_NEW(s->events->arena, struct json_node);
	node->kind = kind;
	node->key = s->key;
	node->text = arena_str(s->events->arena, text);
	s->key = STR_NONE;
	if (parent->last)
		parent->last->next = node;
	else
		parent->child = node;
	parent->last = node;
	return node;
}

static int
value(struct stream *s, enum json_kind kind, struct str text)
{
	struct json_node node = { .kind = kind, .text = text };

	s->quiet = 0;
	if (s->taken_at) {
		if (s->take == JSON_BUILD && !s->overflow)
			node_add(s, kind, text);
		return 1;
	}
	s->status = s->events->scalar(s->events->ctx, &s->path, &node, s->err);
	return s->status == OK;
}

static void
begin_take(struct stream *s)
{
	s->taken_at = s->path.depth;
	s->overflow = false;
	s->key = STR_NONE;
	if (s->take == JSON_BUILD)
		arena_reset(s->events->arena);
}

static int
begin(struct stream *s, bool array)
{
	struct json_frame *frame = &s->path.frames[s->path.depth];
	enum json_kind kind = array ? JSON_ARRAY : JSON_OBJECT;
	struct json_node *node = NULL;

	s->quiet = 0;
	if (s->path.depth == JSON_DEPTH) {
		s->status = ERR_INPUT;
		return 0;
	}
	if (s->taken_at && s->take == JSON_BUILD && !s->overflow)
		node = node_add(s, kind, STR_NONE);
	frame->array = array;
	memcpy(frame->name, s->path.name, sizeof(frame->name));
	s->path.name[0] = '\0';
	s->path.depth++;
	if (!s->taken_at) {
		s->take = s->events->enter(s->events->ctx, &s->path);
		if (s->take == JSON_WALK)
			return 1;
		begin_take(s);
		if (s->take == JSON_BUILD) {
			node = ARENA_NEW(s->events->arena, struct json_node);
			node->kind = kind;
		}
	}
	s->open[s->path.depth - 1] = node;
	return 1;
}

static int
end(struct stream *s)
{
	bool ends_take = s->taken_at == s->path.depth;
	bool built = ends_take && s->take == JSON_BUILD;

	if (ends_take)
		s->taken_at = 0;
	if (built)
		s->status = s->events->tree(s->events->ctx, &s->path,
			s->overflow ? NULL : s->open[s->path.depth - 1], s->err);
	else if (!s->taken_at && s->events->leave)
		s->events->leave(s->events->ctx, &s->path);
	s->path.depth--;
	s->path.name[0] = '\0';
	return s->status == OK;
}

static int
on_null(void *ctx)
{
	return value(ctx, JSON_NULL, STR_NONE);
}

static int
on_bool(void *ctx, int truth)
{
	return value(ctx, JSON_BOOL, truth ? STR("true") : STR("false"));
}

static int
on_number(void *ctx, const char *text, size_t len)
{
	return value(ctx, JSON_NUMBER, (struct str){ text, len });
}

static int
on_string(void *ctx, const unsigned char *text, size_t len)
{
	return value(ctx, JSON_STRING, (struct str){ (const char *)text, len });
}

static int
on_key(void *ctx, const unsigned char *text, size_t len)
{
	struct stream *s = ctx;
	size_t kept = len < JSON_NAME ? len : JSON_NAME - 1;

	s->quiet = 0;
	memcpy(s->path.name, text, kept);
	s->path.name[kept] = '\0';
	if (s->taken_at && s->take == JSON_BUILD && !s->overflow)
		s->key = arena_str(s->events->arena, (struct str){ (const char *)text, len });
	return 1;
}

static int
on_map(void *ctx)
{
	return begin(ctx, false);
}

static int
on_array(void *ctx)
{
	return begin(ctx, true);
}

static int
on_end(void *ctx)
{
	return end(ctx);
}

static const yajl_callbacks callbacks = {
	.yajl_null = on_null,
	.yajl_boolean = on_bool,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_map,
	.yajl_map_key = on_key,
	.yajl_end_map = on_end,
	.yajl_start_array = on_array,
	.yajl_end_array = on_end,
};

/* consumed: with the token that is refused, so its last byte is the place. */
static enum status
refuse(struct stream *s, size_t consumed)
{
	size_t at = consumed ? consumed - 1 : 0;
	struct position where = input_position(s->in, at);

	if (s->status != OK && s->path.depth < JSON_DEPTH)
		return s->status;
	if (s->status != OK)
		return err_set(s->err, ERR_INPUT,
			_("%s, %s : plus de %d niveaux imbriqués ; ce n’est pas une réponse de la "
			  "plateforme"),
			s->in->name, where.s, JSON_DEPTH);
	return err_set(s->err, ERR_INPUT,
		_("%s, %s : ce n’est pas du JSON valide ; le fichier entier est refusé. Refaites "
		  "l’export"),
		s->in->name, where.s);
}

static enum status
finish(struct stream *s, yajl_handle parser)
{
	yajl_status st = yajl_complete_parse(parser);

	if (st == yajl_status_ok && s->path.depth == 0)
		return OK;
	if (s->status != OK)
		return refuse(s, 0);
	return err_set(s->err, ERR_INPUT,
		_("%s, %s : le fichier s’arrête au milieu (JSON tronqué) ; le fichier entier est "
		  "refusé. Refaites l’export"),
		s->in->name, input_position(s->in, s->in->chunk.len).s);
}

static enum status
refuse_huge(struct stream *s)
{
	return err_set(s->err, ERR_INPUT,
		_("%s, %s : un seul texte dépasse %d Mio ; ce n’est pas une réponse de la "
		  "plateforme"),
		s->in->name, input_position(s->in, 0).s, JSON_TREE_MAX >> 20);
}

static enum status
run(struct stream *s, yajl_handle parser)
{
	for (;;) {
		enum status st = input_read(s->in, s->err);

		if (st != OK)
			return st;
		if (!s->in->chunk.len)
			return finish(s, parser);
		if (yajl_parse(parser, (const unsigned char *)s->in->chunk.ptr, s->in->chunk.len) !=
			yajl_status_ok)
			return refuse(s, yajl_get_bytes_consumed(parser));
		s->quiet += s->in->chunk.len;
		if (s->quiet > JSON_TREE_MAX)
			return refuse_huge(s);
	}
}

enum status
json_stream(struct input *in, const struct json_events *events, struct err *err)
{
	struct stream s = { .in = in, .events = events, .err = err };
	yajl_handle parser = yajl_alloc(&callbacks, NULL, &s);
	enum status st;

	if (!parser)
		die(_("mémoire insuffisante"));
	yajl_config(parser, yajl_dont_validate_strings, 1);
	yajl_config(parser, yajl_allow_multiple_values, 1);
	st = run(&s, parser);
	yajl_free(parser);
	return st;
}

const struct json_node *
json_get(const struct json_node *node, const char *key)
{
	if (!node || node->kind != JSON_OBJECT)
		return NULL;
	for (const struct json_node *n = node->child; n; n = n->next)
		if (str_eqz(n->key, key))
			return n->kind == JSON_NULL ? NULL : n;
	return NULL;
}

struct str
json_text(const struct json_node *node, const char *key)
{
	const struct json_node *n = json_get(node, key);

	return n && (n->kind == JSON_STRING || n->kind == JSON_NUMBER) ? n->text : STR_NONE;
}
