/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * JSON as a stream of containers: for each one that begins, its reader says whether to walk through
 * it, to skip it, or to build its tree in an arena that holds one tree at a time.
 *
 * Limits   JSON_DEPTH containers inside one another (else the file is refused), JSON_TREE_MAX bytes
 *          for one tree (else tree() gets NULL and the stream goes on).
 */
#ifndef PUPITRE_EXCHANGE_JSON_STREAM_H
#define PUPITRE_EXCHANGE_JSON_STREAM_H

#include "input.h"

enum { JSON_DEPTH = 64, JSON_NAME = 48, JSON_TREE_MAX = 48 << 20 };

enum json_kind { JSON_NULL, JSON_BOOL, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json_node {
	enum json_kind kind;
	struct str key; /* inside an object */
	struct str text; /* of a number (as written) or a string; "true" or "false" */
	struct json_node *child, *last, *next;
};

/* A container that is being read: how it is named where it stands ("" inside an array). */
struct json_frame {
	bool array;
	char name[JSON_NAME];
};

struct json_path {
	int depth; /* open containers; frames[depth - 1] is the innermost */
	struct json_frame frames[JSON_DEPTH];
	char name[JSON_NAME]; /* of what comes next in it */
};

enum json_take { JSON_WALK, JSON_SKIP, JSON_BUILD };

struct json_events {
	void *ctx;
	struct arena *arena; /* of trees: reset before each */
	/* The container that begins is the innermost frame. */
	enum json_take (*enter)(void *ctx, const struct json_path *path);
	/* A tree that was built: still the innermost frame. */
	enum status (*tree)(void *ctx, const struct json_path *path, const struct json_node *root,
		struct err *err);
	/* A value named path->name in a walked container. */
	enum status (*scalar)(void *ctx, const struct json_path *path,
		const struct json_node *value, struct err *err);
	/* A walked or skipped container ends: still the innermost frame. May be NULL. */
	void (*leave)(void *ctx, const struct json_path *path);
};

/* Reads from the source's present place to its end. ERR_INPUT with the position when it is not JSON. */
MUST_CHECK enum status json_stream(
	struct input *in, const struct json_events *events, struct err *err);

/* The member of an object, NULL when it is absent or null or when node is no object. */
const struct json_node *json_get(const struct json_node *node, const char *key);
/* Text of a string or a number member, STR_NONE when it is neither. */
struct str json_text(const struct json_node *node, const char *key);

#endif
