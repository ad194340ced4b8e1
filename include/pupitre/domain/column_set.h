/* SPDX-License-Identifier: EUPL-1.2 */
/* The columns that a person chose to see, in order: at least one, none twice. */
#ifndef PUPITRE_DOMAIN_COLUMN_SET_H
#define PUPITRE_DOMAIN_COLUMN_SET_H

#include "pupitre/domain/columns.h"

struct column_set {
	enum column items[COLUMN_COUNT];
	size_t count;
};

extern const struct column_set column_set_default;

/* "number,title,requested_cents": names that column_find knows. False, *out untouched, when one is
 * unknown or named twice, or when there is none. */
bool column_set_parse(struct str text, struct column_set *out);
struct str column_set_text(struct arena *a, const struct column_set *s); /* JSON names */
/* As a person reads them: "N°, Projet, Demandé €"; of an order ("-points_milli,title") "-note, projet".
 * What is not understood is given back. */
struct str column_set_titles(struct arena *a, struct str names);
struct str sort_keys_text(struct arena *a, struct str sort);
int column_set_place(const struct column_set *s, enum column c); /* -1: not shown */
/* Shows a column at the end, or hides it; the last one stays. False when nothing changed. */
bool column_set_toggle(struct column_set *s, enum column c);
/* Moves a shown column by one place, -1 left or 1 right. False when it cannot. */
bool column_set_move(struct column_set *s, enum column c, int by);

#endif
