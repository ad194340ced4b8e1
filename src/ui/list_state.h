/* SPDX-License-Identifier: EUPL-1.2 */
/* The state of the screen Dossiers, shared by its data (list_data.c), its drawing (list_view.c) and
 * its commands (s_list.c). */
#ifndef PUPITRE_UI_LIST_STATE_H
#define PUPITRE_UI_LIST_STATE_H

#include "pupitre/ui/list.h"
#include "list_table.h"
#include "pupitre/ui/pager.h"
#include "screen.h"

#include "pupitre/app/browse.h"
#include "pupitre/app/envelopes.h"

enum { PANE_FROM = 120 }; /* columns from which the dossier is shown beside the list */

struct list_state {
	struct browse *browse;
	struct list list;
	struct table table;
	struct buf filter; /* what the list shows */
	struct buf before; /* the filter when the one being typed was begun */
	int64_t shown, all;
	struct arena facts; /* what follows, read again at each refresh */
	struct envelope *envelopes;
	size_t envelope_count;
	struct str last_act;
	struct arena beside; /* the dossier of the pane */
	struct pager pane;
	int64_t pane_number;
};

/* list_data.c. Units of width: columns of the list's part of the screen. */
int list_width(const struct screen *s);
MUST_CHECK enum status list_filter(struct screen *s, struct str text, struct err *err);
MUST_CHECK enum status list_read(struct screen *s, struct err *err); /* same place again */
MUST_CHECK enum status list_follow(struct screen *s, struct err *err); /* after a move */
const struct envelope *list_envelope(const struct screen *s); /* of the selected dossier */
enum status list_page_source(void *ctx, enum list_from from, int64_t anchor, int max,
	struct arena *a, struct list_page *out, struct err *err);
/* The filter with another order: "" or "-note" in place of its tri:. */
void list_with_order(struct str filter, struct str order, struct buf *out);

/* list_view.c */
void list_draw(const struct screen *s, struct canvas *c);

#endif
