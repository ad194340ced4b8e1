/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Criteria and items of the grid as conditions.
 *
 * Sheets   those that find_sheets lets this viewer see, read once in the order of the dossiers.
 * Value    of a dossier: the mean, half up to the thousandth, of the sheets that have one. A sheet
 *          has none for an item at NE or SO, for a criterion with an item at NE, and for a criterion
 *          under another grid than the one in force, whose weights are not at hand.
 */
#include "list_priv.h"

#include "pupitre/base/i18n.h"
#include "pupitre/domain/score.h"

/* One dossier while its sheets pass. */
struct tally {
	int64_t dossier;
	int64_t sum, count;
	bool marked; /* a sheet bears the NE or SO asked for */
};

struct reading {
	const struct grid *grid;
	const struct query *w;
	struct str hash; /* of the grid in force */
	struct numset *out;
	struct tally tally;
	struct sheet sheet;
	struct str agent; /* of the sheet, in the arena */
	bool in_force, open;
	int volet;
	struct arena a;
};

static void
take_value(struct tally *t, int64_t milli)
{
	t->sum += milli;
	t->count++;
}

static void
close_sheet(struct reading *r)
{
	const struct query *w = r->w;
	int mark = w->key == KEY_ITEM ? r->sheet.marks[w->subject] : MARK_NE;
	struct score score;

	if (!r->open)
		return;
	r->open = false;
	if (w->op == QUERY_MARKED)
		r->tally.marked |= mark == w->low;
	else if (w->key == KEY_ITEM && mark >= 0)
		take_value(&r->tally, (int64_t)mark * 1000);
	else if (w->key == KEY_CRITERION && r->in_force &&
		 !score_compute(r->grid, r->volet, &r->sheet, &score, NULL) &&
		 score.criteria[w->subject].min.milli == score.criteria[w->subject].max.milli)
		take_value(&r->tally, score.criteria[w->subject].min.milli);
}

static void
close_dossier(struct reading *r)
{
	struct tally *t = &r->tally;
	int64_t mean;

	close_sheet(r);
	mean = t->count ? (2 * t->sum + t->count) / (2 * t->count) : 0;
	if (t->marked ||
		(t->count && mean >= r->w->low && mean <= r->w->high && r->w->op != QUERY_MARKED))
		numset_add(r->out, t->dossier);
	*t = (struct tally){ 0 };
	arena_reset(&r->a);
	r->agent = STR_NONE;
}

static void
open_sheet(struct reading *r, const struct sql *q)
{
	close_sheet(r);
	sheet_clear(r->grid, &r->sheet);
	r->agent = sql_col_str(q, 1, &r->a);
	r->in_force = str_eq(sql_col(q, 2), r->hash);
	r->volet = (int)sql_col_int(q, 3);
	r->open = true;
}

static void
take_row(struct reading *r, const struct sql *q)
{
	int64_t dossier = sql_col_int(q, 0);
	int item;

	if (r->open && r->tally.dossier != dossier)
		close_dossier(r);
	if (!r->open || !str_eq(r->agent, sql_col(q, 1)))
		open_sheet(r, q);
	r->tally.dossier = dossier;
	item = sql_col_null(q, 4) ? -1 : grid_item_find(r->grid, sql_col(q, 4));
	if (item >= 0)
		r->sheet.marks[item] = (int8_t)sql_col_int(q, 5);
}

enum status
marks_members(struct db *db, const struct viewer *viewer, const struct query *leaf,
	struct numset *out, struct err *err)
{
	struct reading r = { .grid = viewer->grid, .w = leaf, .out = out };
	struct hex_text hash;
	struct sql q;
	enum status st;
	bool row;

	if (!viewer->grid)
		return err_set(err, ERR_SYSTEM, _("la grille en vigueur n'est pas connue"));
	hash = hash_hex(viewer->grid->hash);
	r.hash = str_z(hash.s);
	q = sql_open(db, SQL_FIND_SHEETS);
	sql_str(&q, ":agent", viewer->login);
	while (!(st = sql_step(&q, &row, err)) && row)
		take_row(&r, &q);
	if (!st && r.open)
		close_dossier(&r);
	arena_done(&r.a);
	return st;
}
