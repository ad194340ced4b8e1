/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The front door of YAML: bytes to a small tree in an arena, nothing exotic let in.
 *
 * Limits   1 MiB, depth 16, 200 000 events, 64 KiB per text, 1 000 keys per mapping.
 * Refused  anchors, aliases, tags, several documents, other encodings than UTF-8, duplicate keys.
 * Text     cleaned by utf8_clean; every scalar is text, its meaning is the schema's business.
 * Errors   ERR_INPUT, "file:line:column: ...", in French.
 * Source   measured on libyaml 0.2.5: no depth limit, aliases and duplicate keys accepted.
 */
#ifndef PUPITRE_CONFIG_YAML_TREE_H
#define PUPITRE_CONFIG_YAML_TREE_H

#include "pupitre/base/arena.h"
#include "pupitre/base/err.h"
#include "pupitre/base/str.h"

enum {
	YAML_BYTES = 1 << 20,
	YAML_DEPTH = 16,
	YAML_EVENTS = 200000,
	YAML_TEXT = 65536,
	YAML_KEYS = 1000
};

enum node_kind { NODE_TEXT, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	int line, column; /* 1-based */
	struct str text; /* NODE_TEXT */
	struct node **items; /* of a list, or values of a map */
	struct node **keys; /* of a map: NODE_TEXT */
	size_t count;
};

MUST_CHECK enum status yaml_read(
	const char *name, struct str bytes, struct arena *a, struct node **out, struct err *err);

#endif
