/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A list too long to be held: only the rows that are shown are, and a source fetches others by the
 * key of a row (never by an offset). It knows nothing of what a row is.
 *
 * Errors   a failed fetch leaves the rows and the cursor as they were.
 * Memory   rows live in the list's arena until the next fetch; list_done frees.
 */
#ifndef PUPITRE_UI_LIST_H
#define PUPITRE_UI_LIST_H

#include <stdint.h>

#include "pupitre/base/arena.h"
#include "pupitre/base/err.h"

enum list_from {
	LIST_FIRST,
	LIST_LAST,
	LIST_AFTER,
	LIST_BEFORE,
	LIST_AT /* the anchor and after */
};

struct list_page {
	int64_t *keys; /* in the order of the list, whatever the direction */
	char *rows; /* count rows of row_size bytes */
	int count;
};

struct list_source {
	void *ctx;
	size_t row_size;
	enum status (*page)(void *ctx, enum list_from from, int64_t anchor, int max,
		struct arena *a, struct list_page *out, struct err *err);
};

struct list {
	struct list_source source;
	struct arena arena, spare;
	struct list_page page;
	int height, cursor; /* cursor: row of the page; -1 when it is empty */
	int sought; /* row of the place of the key that was looked for last, maybe past the end */
};

/* Keeps the cursor's row on the screen when there is one. */
MUST_CHECK enum status list_open(
	struct list *l, struct list_source source, int height, struct err *err);
/* Without rows yet: list_first or list_place reads them. */
void list_open_later(struct list *l, struct list_source source, int height);
MUST_CHECK enum status list_resize(struct list *l, int height, struct err *err);
/* Reads the same place again: the cursor's row does not move on the screen. */
MUST_CHECK enum status list_refresh(struct list *l, struct err *err);
MUST_CHECK enum status list_move(struct list *l, int delta, struct err *err);
MUST_CHECK enum status list_scroll(struct list *l, int pages, struct err *err);
MUST_CHECK enum status list_first(struct list *l, struct err *err);
MUST_CHECK enum status list_last(struct list *l, struct err *err);
/* The cursor on that key, or on what follows its place. */
MUST_CHECK enum status list_go(struct list *l, int64_t key, struct err *err);
/* The cursor on that key, on that row of the screen where the ends of the list allow it. */
MUST_CHECK enum status list_place(struct list *l, int64_t key, int row, struct err *err);
/* A row that the source no longer gives stands at the place that was looked for last, under the cursor,
 * until the next fetch. row: row_size bytes, whose strings live in the list's arena. */
void list_hold(struct list *l, int64_t key, const void *row);
int64_t list_key(const struct list *l); /* under the cursor; 0 when empty */
const void *list_row(const struct list *l, int row); /* of the page; NULL outside */
void list_done(struct list *l);

#endif
