/* SPDX-License-Identifier: EUPL-1.2 */
/* The state of the screen Dossiers, shared by its data (list_data.c), its place and views
 * (list_place.c), its drawing (list_view.c) and its commands (s_list.c, list_find.c,
 * list_select.c, list_bulk.c). */
#ifndef PUPITRE_UI_LIST_STATE_H
#define PUPITRE_UI_LIST_STATE_H

#include "pupitre/ui/list.h"
#include "list_table.h"
#include "past.h"
#include "pupitre/ui/pager.h"
#include "screen.h"

#include "pupitre/app/browse.h"
#include "pupitre/app/bulk.h"
#include "pupitre/app/envelopes.h"
#include "pupitre/app/views.h"
#include "pupitre/base/numset.h"

struct list_state {
	struct browse *browse;
	struct list list;
	struct table table;
	struct buf filter; /* what the list shows */
	struct buf sort; /* its order, unless the filter has a tri: */
	struct buf before; /* the filter when the one being typed was begun */
	int64_t before_row; /* and the dossier under the cursor */
	struct buf former; /* the filter to which Esc goes back first; empty: none */
	int64_t held; /* under the cursor though the filter leaves it out; 0: none */
	struct past past; /* filters */
	struct column_set columns;
	int column; /* under the cursor: place in columns */
	int64_t shown, all;
	struct uid view; /* zero: none */
	struct buf view_name;
	bool view_changed; /* since it was opened */
	struct place_keeper keeper;
	int64_t restore; /* dossier to go back to at the first layout; 0: none */
	int restore_row;
	struct numset selected, range; /* range: from the anchor to the cursor */
	int64_t anchor; /* where a range began; 0: none */
	bool anchor_below; /* the cursor, when it was last seen */
	size_t outside; /* selected ones that the filter hides */
	struct arena bulk; /* of the preview */
	struct bulk_preview preview;
	struct arena facts; /* what follows, read again at each refresh */
	struct envelope *envelopes;
	size_t envelope_count;
	struct str last_act;
	struct arena beside; /* the dossier of the pane */
	struct pager pane;
	int64_t pane_number; /* the dossier it shows */
	int64_t pane_first; /* first row of the page when the cursor last moved */
	bool pane_empty;
};

/* list_data.c. Units of width: columns of the list's part of the screen. */
int list_width(const struct screen *s);
struct str list_text(const struct buf *b); /* never absent */
/* Opens the set of a filter and an order. */
MUST_CHECK enum status list_open_set(
	struct screen *s, struct str filter, struct str sort, struct browse **out, struct err *err);
/* Another filter and order: the list changes only once they were understood and read. */
MUST_CHECK enum status list_show(
	struct screen *s, struct str filter, struct str sort, struct err *err);
/* The order in force, of the filter or beside it: "-note,montant"; empty: by number. */
struct str list_order(
	const struct list_state *st); /* in force: the filter's own, else the list's */
bool list_filter_orders(const struct list_state *st);
/* The filter without its tri:, which would win over the order. */
void list_without_order(struct str filter, struct buf *out);
MUST_CHECK enum status list_filter(struct screen *s, struct str text, struct err *err);
/* After the rows were read again: that dossier, which stood under the cursor, still does. */
MUST_CHECK enum status list_hold_row(struct list_state *st, int64_t number, struct err *err);
/* With that dossier under the cursor, when it is there. */
MUST_CHECK enum status list_filter_around(
	struct screen *s, struct str text, int64_t number, struct err *err);
MUST_CHECK enum status list_sort(struct screen *s, struct str sort, struct err *err);
/* Counts, envelopes, last act, places of the columns: what stands around the rows. */
MUST_CHECK enum status list_read_facts(struct screen *s, struct err *err);
MUST_CHECK enum status list_read(struct screen *s, struct err *err); /* same place again */
MUST_CHECK enum status list_follow(struct screen *s, struct err *err); /* after a move */
bool list_pane_is_late(const struct screen *s); /* it does not show the row under the cursor */
MUST_CHECK enum status list_rest(struct screen *s, struct err *err); /* the pane catches up */
const struct envelope *list_envelope(const struct screen *s); /* of the selected dossier */
enum status list_page_source(void *ctx, enum list_from from, int64_t anchor, int max,
	struct arena *a, struct list_page *out, struct err *err);

/* list_find.c: filter, order, place of the cursor among the columns. */
extern const struct action list_find_actions[];
/* list_select.c */
extern const struct action list_select_actions[];
MUST_CHECK enum status list_range_follow(struct screen *s, struct err *err);
MUST_CHECK enum status list_count_outside(struct screen *s, struct err *err);
MUST_CHECK enum status list_take_range(struct screen *s, struct err *err); /* into the selection */
bool list_is_marked(const struct list_state *st, int64_t number);
void list_forget_selection(struct screen *s);
/* list_bulk.c */
extern const struct action list_bulk_actions[];

/* list_place.c */
void list_restore(struct screen *s); /* before the first page is read */
MUST_CHECK enum status list_restore_row(struct screen *s, struct err *err);
void list_keep(struct screen *s, bool leaving);
void list_close_view(struct screen *s);

/* list_view.c */
void list_draw(const struct screen *s, struct canvas *c);

#endif
