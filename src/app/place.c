/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a person was in the list: preference "place" holds row, top, cursor column, view, sort, columns
 * and query, one a line. */
#include "pupitre/app/loop.h"
#include "pupitre/app/views.h"
#include "pupitre/domain/query.h"
#include "pupitre/store/drafts.h"
#include "pupitre/store/gate.h"
#include "work.h"

enum { BETWEEN_MS = 1000, LEAVING_MS = 2000, TOP_MAX = 10000 };
#define PLACE STR("place")

static struct str
place_text(struct arena *a, const struct place *p)
{
	return str_z(arena_printf(a, "%lld\n%d\n%d\n%s\n%.*s\n%s\n%.*s", (long long)p->row, p->top,
		p->cursor_column, uid_is(p->view) ? uid_hex(p->view).s : "", STR_ARG(p->sort),
		column_set_text(a, &p->columns).ptr, STR_ARG(p->query)));
}

static bool
next_int(struct str *rest, int64_t low, int64_t high, int64_t *out)
{
	struct str line;

	return str_cut(rest, '\n', &line) && str_int(line, out) && *out >= low && *out <= high;
}

static bool
place_parse(struct str text, struct place *out)
{
	struct place p = { 0 };
	struct str view, columns;
	int64_t top, column;

	if (!next_int(&text, INT64_MIN, INT64_MAX, &p.row) || !next_int(&text, 0, TOP_MAX, &top) ||
		!next_int(&text, 0, COLUMN_COUNT - 1, &column) || !str_cut(&text, '\n', &view) ||
		!str_cut(&text, '\n', &p.sort) || !str_cut(&text, '\n', &columns))
		return false;
	if ((view.len && !uid_parse(view, &p.view)) || !column_set_parse(columns, &p.columns))
		return false;
	p.top = (int)top;
	p.cursor_column = column < (int64_t)p.columns.count ? (int)column : 0;
	p.query = text;
	*out = p;
	return true;
}

static bool
query_reads(struct session *s, struct arena *a, struct str text)
{
	const struct query_context ctx = { session_today(s), str_z(s->who.login), &s->grid };
	struct search search;
	struct err err;
	int at;

	return query_parse(text, &ctx, a, &search, &at, &err) == OK;
}

enum status
place_find(struct session *s, struct arena *a, struct place *out, bool *found, struct err *err)
{
	struct place p;
	struct str text;
	enum status st = preference_get(s->store, str_z(s->who.login), PLACE, a, &text, err);

	if (st)
		return st;
	*found = text.ptr && place_parse(text, &p) && query_reads(s, a, p.query);
	if (*found)
		*out = p;
	return OK;
}

/* While working, nobody is waited for: the place is not worth a pause. */
static enum status
begin(struct session *s, bool leaving, bool *taken, struct err *err)
{
	struct gate_wait wait = { .timeout_ms = LEAVING_MS };
	struct gate_holder holder;
	enum status st;

	if (!leaving)
		return store_try_begin(s->store, str_z(s->who.login), taken, &holder, err);
	st = store_begin(s->store, str_z(s->who.login), &wait, err);
	*taken = st == OK;
	return st;
}

static enum status
write_place(struct session *s, struct str text, bool leaving, bool *written, struct err *err)
{
	enum status st = begin(s, leaving, written, err);

	if (st || !*written)
		return st;
	return work_end(s, preference_set(s->store, str_z(s->who.login), PLACE, text, err), err);
}

enum status
place_keep(struct session *s, struct place_keeper *k, const struct place *p, bool leaving,
	bool *later, struct err *err)
{
	struct arena a = { 0 };
	struct str text = place_text(&a, p);
	struct hash now = hash_of(text);
	bool differs = !hash_eq(now, k->written), written = false;
	bool due = leaving || !k->at || loop_now() - k->at >= BETWEEN_MS;
	enum status st = OK;

	if (differs && due)
		st = write_place(s, text, leaving, &written, err);
	arena_done(&a);
	if (st)
		return st;
	if (written)
		*k = (struct place_keeper){ now, loop_now() };
	if (later)
		*later = differs && !written;
	return OK;
}
