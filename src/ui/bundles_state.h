/* SPDX-License-Identifier: EUPL-1.2 */
/* The screen Mallettes: what it holds and the commands on one mallette (s_bundles.c), files that come
 * in (bundles_file.c) and go out (bundles_out.c), its drawing (bundles_view.c). On a mallette's working base it shows
 * that mallette. */
#ifndef PUPITRE_UI_BUNDLES_STATE_H
#define PUPITRE_UI_BUNDLES_STATE_H

#include "pupitre/ui/span.h"
#include "screen.h"

#include "pupitre/app/merge.h"

enum { BUNDLES_AROUND = 7 }; /* rows of the area that are not the table's */

struct bundles_state {
	struct screen *list; /* NULL when one does not come from it */
	bool offline;
	struct bundle_view *bundles; /* in the screen's arena, as what follows */
	size_t count;
	struct span span;
	struct bundle_view here; /* offline: this mallette */
	struct arena file; /* the return that is being merged */
	struct str bytes;
	struct buf path; /* of a file to be written, which may replace another */
	struct buf to; /* the station that an envoi is for; empty: any */
	size_t waiting; /* open questions of the whole base */
};

const struct bundle_view *bundle_selected(const struct screen *s); /* NULL: none */
const char *bundle_state_text(const struct bundle_view *b); /* "en tournée", "expirée" */
/* "Loiret", "45, 41". */
struct str bundle_places(struct arena *a, const struct bundle_view *b);
/* "retour Loiret, l.bernard, 12 octobre"; before the first return: "mallette Loiret, l.bernard". */
struct str bundle_crumb(struct arena *a, const struct bundle_view *b);
struct str bundle_bytes_text(struct arena *a, int64_t bytes); /* "34 Ko" */
/* "3 actes"; both forms are translated already. */
const char *bundle_count(struct arena *a, int64_t n, const char *one, const char *many);

extern const struct action bundles_file_actions[], bundles_out_actions[];

void bundles_draw(const struct screen *s, struct canvas *c);

#endif
