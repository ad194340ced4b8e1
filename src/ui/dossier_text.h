/* SPDX-License-Identifier: EUPL-1.2 */
/* A dossier as text, tab by tab, for the screen Dossier and for the pane beside the list. Lines of
 * the request have the index of their field as source; others have -1. */
#ifndef PUPITRE_UI_DOSSIER_TEXT_H
#define PUPITRE_UI_DOSSIER_TEXT_H

#include "pupitre/ui/pager.h"
#include "pupitre/app/read.h"
#include "pupitre/domain/grid.h"

enum tab { TAB_REQUEST, TAB_FUNDING, TAB_WARNINGS, TAB_EVALUATIONS, TAB_HISTORY, TAB_COUNT };
extern const char *const tab_titles[TAB_COUNT];

struct dossier_context {
	const struct dossier_view *view;
	const struct grid *grid;
	struct day today;
	struct str tags; /* "urgent, ~mien"; empty: none */
	struct str away; /* logins of who has it on tour; empty: nobody */
	bool question; /* one is open */
};

/* Sets away and question; away lives in the arena. */
MUST_CHECK enum status dossier_marks_read(struct session *s, int64_t number, struct arena *a,
	struct dossier_context *out, struct err *err);
void dossier_marks(
	struct page *p, const struct dossier_context *c); /* in words, when there is one */

/* The names of the tags of a dossier, for the context. */
MUST_CHECK enum status dossier_tags(
	struct session *s, int64_t number, struct arena *a, struct str *out, struct err *err);
void dossier_text(struct page *p, const struct dossier_context *c, enum tab tab);
/* What fits beside the list: heading, figures, warnings, then the request. */
void dossier_text_beside(struct page *p, const struct dossier_context *c);
/* One act: who, when, each old and new value. */
void act_text(struct page *p, const struct act_view *act);
/* An amount or "-". */
struct str money_or_dash(struct arena *a, struct maybe_money m);

#endif
