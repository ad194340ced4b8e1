/* SPDX-License-Identifier: EUPL-1.2 */
/* Sheets of marks as they stand in the tables: final evaluations, and drafts laid over them. */
#ifndef PUPITRE_APP_SHEET_H
#define PUPITRE_APP_SHEET_H

#include "pupitre/store/drafts.h"
#include "people.h"

#define DRAFT_SCORE STR("score")
#define DRAFT_DECIDE STR("decide")

struct paper { /* a sheet with its words */
	struct sheet sheet;
	struct str comments[GRID_ITEMS];
	struct str opinion_comment;
};

/* The grid an evaluation names; the one in force when the hash is absent. Parsed once per call. */
MUST_CHECK enum status grid_of(struct session *s, struct str hash, struct arena *a,
	const struct grid **out, struct err *err);
/* The final marks of a login under a grid; items that the grid does not know are left out. */
void paper_of(const struct people *p, const struct grid *g, struct str login, struct paper *out);
struct draft_key draft_of(const struct session *s, int64_t number, struct str form);
/* Lays the fields of a draft over a paper ("mark/I3", "comment/I3", "comment"). */
void paper_lay_draft(
	const struct grid *g, const struct draft_item *items, size_t n, struct paper *out);
bool paper_same(const struct grid *g, const struct paper *a, const struct paper *b);
/* Refuses, with what remains to be marked, a sheet whose score is not complete. */
MUST_CHECK enum status sheet_complete(const struct grid *g, int volet, const struct sheet *sheet,
	const struct score *score, struct err *err);
/* Every final evaluation of a dossier is complete and has the points that its marks give. */
MUST_CHECK enum status sheets_hold(
	struct session *s, struct arena *a, int64_t number, struct err *err);

#endif
