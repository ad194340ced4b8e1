/* SPDX-License-Identifier: EUPL-1.2 */
#include "pupitre/app/totals.h"

#include "pupitre/app/selection.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"
#include "pupitre/domain/decision.h"
#include "pupitre/domain/query.h"
#include "pupitre/domain/territory.h"
#include "pupitre/domain/workflow.h"
#include "pupitre/store/totals.h"
#include "query_text.h"
#include "session_priv.h"

const struct total_row total_rows[TOTAL_BY_COUNT] = {
	[TOTAL_DEPARTMENT] = { COLUMN_DEPARTMENT, N_("par département") },
	[TOTAL_KIND] = { COLUMN_KIND, N_("par type de demandeur") },
	[TOTAL_STATE] = { COLUMN_STATE, N_("par état") },
	[TOTAL_CATEGORY] = { COLUMN_CATEGORY, N_("par catégorie") },
	[TOTAL_DECISION] = { COLUMN_DECISION, N_("par décision") },
};

/* A group by its code as it is stored. */
struct group {
	struct str code, label; /* code absent: no value */
};

static struct group
department_group(struct arena *a, struct str stored)
{
	struct str code, name, region;

	if (!stored.len)
		return (struct group){ STR_NONE, str_z(_("sans département")) };
	if (!department_find(stored, &code, &name, &region))
		return (struct group){ stored, stored };
	return (struct group){ stored,
		str_z(arena_printf(a, "%.*s %.*s", STR_ARG(stored), STR_ARG(name))) };
}

static struct group
kind_group(struct str stored)
{
	for (int i = 0; i < TERRITORY_KIND_COUNT; i++)
		if (str_eqz(stored, territory_kind_rows[i].code))
			return (struct group){ stored, str_z(_(territory_kind_rows[i].label)) };
	return (struct group){ stored.len ? stored : STR_NONE, str_z(_("à préciser")) };
}

static struct group
ranked_group(struct str stored, bool state)
{
	int64_t rank = -1;

	if (!str_int(stored, &rank) || rank < 0)
		return (struct group){ STR_NONE,
			str_z(state ? _("sans état") : _("sans décision")) };
	if (state)
		return (struct group){ str_z(state_rows[rank].code),
			str_z(_(state_rows[rank].label)) };
	return (struct group){ str_z(decision_rows[rank].code),
		str_z(_(decision_rows[rank].label)) };
}

static enum status
group_of(struct session *s, enum total_by by, struct str stored, struct arena *a, struct group *out,
	struct err *err)
{
	enum status st = OK;

	switch (by) {
	case TOTAL_DEPARTMENT:
		*out = department_group(a, stored);
		break;
	case TOTAL_KIND:
		*out = kind_group(stored);
		break;
	case TOTAL_STATE:
	case TOTAL_DECISION:
		*out = ranked_group(stored, by == TOTAL_STATE);
		break;
	default:
		*out = (struct group){ STR_NONE, str_z(_("sans catégorie")) };
		if (!stored.len)
			break;
		out->code = stored;
		st = store_category_text(s->store, stored, a, &out->label, err);
	}
	return st;
}

/* A category is words in the language, and another one may hold them too: it is excluded by name. */
static void
add_category(struct buf *b, const struct total_line *lines, size_t n, size_t i)
{
	const char *key = column_rows[COLUMN_CATEGORY].key;

	buf_addf(b, "%s:\"%.*s\"", key, STR_ARG(lines[i].code));
	for (size_t k = 0; k < n; k++)
		if (k != i && lines[k].code.ptr && str_find(lines[k].code, lines[i].code) >= 0)
			buf_addf(b, " -%s:\"%.*s\"", key, STR_ARG(lines[k].code));
}

/* As a person would type it: labels, not codes, where the code is English. */
static const char *
value_of(struct arena *a, enum total_by by, struct str code)
{
	const char *label = arena_z(a, code);
	enum decision_kind decision;
	enum state state;

	if (by == TOTAL_STATE && state_find(code, &state))
		label = state_rows[state].label;
	if (by == TOTAL_DECISION && decision_find(code, &decision))
		label = decision_rows[decision].label;
	return strchr(label, ' ') ? arena_printf(a, "\"%s\"", label) : label;
}

static struct str
line_query(struct arena *a, const struct typed_query *base, enum total_by by,
	const struct total_line *lines, size_t n, size_t i)
{
	const char *key = column_rows[total_rows[by].column].key;
	struct buf b = { 0 };
	struct str text;

	if (!lines[i].code.ptr)
		buf_addf(&b, "%s:%s", query_key_row(KEY_WITHOUT).key, key);
	else if (by == TOTAL_CATEGORY)
		add_category(&b, lines, n, i);
	else
		buf_addf(&b, "%s:%s", key, value_of(a, by, lines[i].code));
	text = query_within(a, base, buf_str(&b));
	buf_done(&b);
	return text;
}

static struct points
mean_of(int64_t sum, int64_t n)
{
	return (struct points){ n ? (int32_t)((2 * sum + n) / (2 * n)) : 0 };
}

static enum status
fill_lines(struct session *s, enum total_by by, const struct stored_total *from, size_t n,
	struct arena *a, struct totals *out, struct err *err)
{
	int64_t points = 0;
	enum status st = OK;

	for (size_t i = 0; i < n && !st; i++) {
		struct total_line *l = &out->lines[i];
		struct group g = { STR_NONE, STR_NONE };

		st = group_of(s, by, from[i].code, a, &g, err);
		*l = (struct total_line){ .code = g.code,
			.label = g.label,
			.dossiers = from[i].dossiers,
			.requested = { from[i].requested },
			.awarded = { from[i].awarded },
			.marked = from[i].marked,
			.mean = mean_of(from[i].points, from[i].marked) };
		out->all.dossiers += l->dossiers;
		out->all.requested.cents += l->requested.cents;
		out->all.awarded.cents += l->awarded.cents;
		out->all.marked += l->marked;
		points += from[i].points;
	}
	out->all.mean = mean_of(points, out->all.marked);
	return st;
}

static enum status
read_groups(struct session *s, enum total_by by, const struct typed_query *base, struct arena *a,
	struct stored_total **out, size_t *n, struct err *err)
{
	enum column column = total_rows[by].column;
	struct str scope = str_z(s->who.departments);
	struct numset members = { 0 };
	enum status st;
	int at;

	if (base->where->op == QUERY_ALL)
		return store_totals(s->store, column, NULL, scope, a, out, n, err);
	st = selection_find(s, base->text, &members, &at, err);
	if (!st)
		st = store_totals(s->store, column, &members, scope, a, out, n, err);
	numset_done(&members);
	return st;
}

enum status
totals_read(struct session *s, enum total_by by, struct str query, struct arena *a,
	struct totals *out, int *at, struct err *err)
{
	const struct query_context ctx = { session_today(s), str_z(s->who.login), &s->grid };
	struct typed_query base = { .text = query.ptr ? arena_str(a, query) : STR("") };
	struct stored_total *groups;
	struct totals t = { 0 };
	struct search search;
	enum status st;

	*at = 0;
	st = query_parse(base.text, &ctx, a, &search, at, err);
	if (st)
		return st;
	base.where = search.where;
	st = read_groups(s, by, &base, a, &groups, &t.count, err);
	if (st)
		return st;
	t.lines = ARENA_ARRAY(a, struct total_line, t.count + 1);
	st = fill_lines(s, by, groups, t.count, a, &t, err);
	if (st)
		return st;
	for (size_t i = 0; i < t.count; i++)
		t.lines[i].query = line_query(a, &base, by, t.lines, t.count, i);
	t.all.query = base.text;
	t.all.label = str_z(_("ensemble"));
	*out = t;
	return OK;
}
