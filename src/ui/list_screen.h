/* SPDX-License-Identifier: EUPL-1.2 */
/* What other screens ask of the screen Dossiers. `list` is such a screen. */
#ifndef PUPITRE_UI_LIST_SCREEN_H
#define PUPITRE_UI_LIST_SCREEN_H

#include "screen.h"

#include "pupitre/app/views.h"

/* Next (+n) or previous dossier in the order of the list, which follows; 0 at its end. */
MUST_CHECK enum status list_screen_step(
	struct screen *list, int delta, int64_t *number, struct err *err);
/* Its cursor goes to a dossier that it shows; found is false when it does not show it. */
MUST_CHECK enum status list_screen_go(
	struct screen *list, int64_t number, bool *found, struct err *err);
/* What it shows now; borrowed until it changes. The id is zero when no view is open. */
/* The order in force: the filter's own where it has one. */
struct str list_screen_order(struct str filter, struct str sort);
void list_screen_view(const struct screen *list, struct saved_view *out);
MUST_CHECK enum status list_screen_open(
	struct screen *list, const struct saved_view *v, struct err *err);
/* What it shows was saved under that name, or (zero) its view was deleted. */
void list_screen_named(struct screen *list, struct uid id, struct str name);
MUST_CHECK enum status list_screen_filter(struct screen *list, struct str text, struct err *err);
/* Opens the view of that digit or name (s_views.c). */
MUST_CHECK enum status views_open_named(struct screen *list, struct str name, struct err *err);
/* Seen at its next refresh, which ui_pop does. */
void list_screen_arrange(struct screen *list, const struct column_set *columns, struct str sort);
/* Where the person is, for the next opening; writes at most once a second. */
void list_screen_keep(struct screen *list);

#endif
