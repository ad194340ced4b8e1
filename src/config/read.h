/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Reading values of a YAML tree by key, with errors that say file:line:column, the key, what was
 * expected. A required key that is absent is reported at its mapping. Strings live in the arena.
 */
#ifndef PUPITRE_CONFIG_READ_H
#define PUPITRE_CONFIG_READ_H

#include "pupitre/base/day.h"
#include "yaml_tree.h"

struct yaml_file {
	const char *name; /* of the file, for messages */
	struct arena *a;
	struct err *err;
};

/* "name:line:column: clé `key` : ..." and ERR_INPUT; key may be NULL. */
enum status read_fail(const struct yaml_file *s, const struct node *at, const char *key,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* A mapping whose keys are all among the n allowed ones, each suggestion taken from them. */
MUST_CHECK enum status read_map(const struct yaml_file *s, const struct node *n, const char *key,
	const char *const *allowed, size_t count);
/* NULL when absent. */
struct node *read_get(const struct node *map, const char *key);
MUST_CHECK enum status read_list(
	const struct yaml_file *s, const struct node *map, const char *key, struct node **out);
/* One line of text; absent gives NULL, or an error when required. */
MUST_CHECK enum status read_text(const struct yaml_file *s, const struct node *map, const char *key,
	bool required, const char **out);
MUST_CHECK enum status read_int(const struct yaml_file *s, const struct node *map, const char *key,
	int min, int max, int *out);
MUST_CHECK enum status read_bool(
	const struct yaml_file *s, const struct node *map, const char *key, bool *out);
/* Values by themselves, where a table names them. */
MUST_CHECK enum status node_text(
	const struct yaml_file *s, const struct node *n, const char *key, const char **out);
MUST_CHECK enum status node_int(const struct yaml_file *s, const struct node *n, const char *key,
	int min, int max, int *out);
MUST_CHECK enum status node_bool(
	const struct yaml_file *s, const struct node *n, const char *key, bool *out);
/* 2022-12-31 or 31/12/2022, or "aucune" for DAY_NONE. */
MUST_CHECK enum status node_day(
	const struct yaml_file *s, const struct node *n, const char *key, struct day *out);

#endif
