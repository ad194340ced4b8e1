/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * list: the dossiers of a query in list order.
 *
 * JSON and CSV are for machines: integers, ISO dates, codes, empty or null when absent. A CSV text
 * that a spreadsheet would take for a formula gets a leading quote.
 */
#include "commands.h"
#include "out_json.h"
#include "table.h"

#include "pupitre/app/browse.h"
#include "pupitre/base/i18n.h"
#include "pupitre/domain/columns.h"

enum { PAGE = 200, WIDE_COLUMNS = 110 };

struct listing {
	struct call *call;
	enum column columns[COLUMN_COUNT];
	size_t column_count;
	bool chosen; /* by --columns */
	int64_t limit;
	struct arena arena; /* of one page */
	struct json json;
	struct table_column table[COLUMN_COUNT];
};

static const enum column default_columns[] = {
	COLUMN_NUMBER, COLUMN_DEPARTMENT, COLUMN_APPLICANT, COLUMN_TITLE, COLUMN_REQUESTED,
	COLUMN_POINTS, COLUMN_DEADLINE, COLUMN_STATE, /* only where it fits */
};

static enum status
unknown_column(struct call *c, struct str name, struct err *err)
{
	const char *ids[COLUMN_COUNT], *list = "";

	for (int i = 0; i < COLUMN_COUNT; i++) {
		ids[i] = column_rows[i].id;
		list = arena_printf(&c->arena, "%s%s%s", list, i ? ", " : "", ids[i]);
	}
	return err_set(err, ERR_USAGE, _("colonne inconnue : « %.*s »%s ; colonnes : %s"),
		STR_ARG(name), call_near(&c->arena, arena_z(&c->arena, name), ids, COLUMN_COUNT),
		list);
}

static enum status
choose_columns(struct listing *l, struct err *err)
{
	const char *text = args_value(&l->call->args, "columns");
	struct str rest = str_z(text), name;
	bool more = text != NULL;

	l->chosen = more;
	while (more) {
		more = str_cut(&rest, ',', &name);
		int at = column_find(str_trim(name));

		if (at < 0)
			return unknown_column(l->call, name, err);
		if (l->column_count < COLUMN_COUNT)
			l->columns[l->column_count++] = (enum column)at;
	}
	if (l->chosen)
		return OK;
	if (l->call->format == FORMAT_TEXT) {
		l->column_count = sizeof(default_columns) / sizeof(default_columns[0]);
		l->column_count -= call_columns() < WIDE_COLUMNS;
		memcpy(l->columns, default_columns, l->column_count * sizeof(default_columns[0]));
	} else {
		for (int i = 0; i < COLUMN_TAGS; i++) /* tags only when asked for */
			l->columns[l->column_count++] = (enum column)i;
	}
	return OK;
}

static enum status
read_options(struct listing *l, struct err *err)
{
	const char *limit = args_value(&l->call->args, "limit");
	const char *sort = args_value(&l->call->args, "sort");
	struct err why;

	l->limit = INT64_MAX;
	if (limit && (!str_int(str_z(limit), &l->limit) || l->limit < 0))
		return err_set(err, ERR_USAGE,
			_("--limit : « %s » n'est pas un nombre ; attendu : un entier, 0 ou plus"),
			limit);
	if (sort && browse_sort_check(str_z(sort), &why))
		return err_set(err, ERR_USAGE, "--sort : %s", why.text);
	return choose_columns(l, err);
}

static struct str
number(struct arena *a, bool is, int64_t v)
{
	return is ? str_z(arena_printf(a, "%lld", (long long)v)) : STR_NONE;
}

static struct str
iso(struct arena *a, struct day d)
{
	return day_is(d) ? arena_str(a, str_z(day_iso(d).s)) : STR_NONE;
}

static struct str
plain_cell(struct arena *a, const struct list_row *r, enum column column)
{
	switch (column) {
	case COLUMN_NUMBER:
		return number(a, true, r->number);
	case COLUMN_DEPARTMENT:
		return r->department;
	case COLUMN_APPLICANT:
		return r->applicant;
	case COLUMN_TITLE:
		return r->title;
	case COLUMN_REQUESTED:
		return number(a, r->requested.is, r->requested.m.cents);
	case COLUMN_TOTAL:
		return number(a, r->total.is, r->total.m.cents);
	case COLUMN_ELIGIBLE:
		return number(a, r->eligible.is, r->eligible.m.cents);
	case COLUMN_POINTS:
		return number(a, r->has_points, r->points.milli);
	case COLUMN_DEADLINE:
		return iso(a, r->deadline);
	case COLUMN_STATE:
		return str_z(state_rows[r->state].code);
	case COLUMN_SUBMITTED:
		return iso(a, r->submitted);
	case COLUMN_DECISION:
		return r->has_decision ? str_z(decision_rows[r->decision].code) : STR_NONE;
	case COLUMN_AMOUNT:
		return number(a, r->amount.is, r->amount.m.cents);
	case COLUMN_KIND:
		return r->applicant_kind;
	case COLUMN_POPULATION:
		return number(a, r->population >= 0, r->population);
	case COLUMN_CATEGORY:
		return r->category;
	case COLUMN_TAGS:
		return r->tags;
	case COLUMN_COUNT:
		break;
	}
	return STR_NONE;
}

static void
csv_cell(struct buf *out, struct str s, bool text)
{
	bool quoted = text && s.len;

	if (quoted)
		buf_addc(out, '"');
	if (quoted && strchr("=+-@\t|%", s.ptr[0]))
		buf_addc(out, '\'');
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, s.ptr[i] == '\n' || s.ptr[i] == '\r' ? ' ' : s.ptr[i]);
	}
	if (quoted)
		buf_addc(out, '"');
}

static void
row_csv(struct listing *l, const struct list_row *r)
{
	struct buf *out = &l->call->out;

	for (size_t i = 0; i < l->column_count; i++) {
		enum column_type type = column_rows[l->columns[i]].type;

		if (i)
			buf_addc(out, ',');
		csv_cell(out, plain_cell(&l->arena, r, l->columns[i]), type == TYPE_TEXT);
	}
	buf_addc(out, '\n');
}

static void
row_text(struct listing *l, const struct list_row *r)
{
	struct str cells[COLUMN_COUNT];

	for (size_t i = 0; i < l->column_count; i++)
		cells[i] = column_rows[l->columns[i]].cell(&l->arena, r);
	table_line(&l->call->out, &l->arena, l->table, l->column_count, cells);
}

static bool
wants(const struct listing *l, enum column column)
{
	for (size_t i = 0; i < l->column_count; i++)
		if (l->columns[i] == column)
			return true;
	return false;
}

static void
row_applicant(struct listing *l, const struct list_row *r)
{
	struct json *j = &l->json;

	json_key(j, "applicant");
	json_open(j, '{');
	member_str(j, "siret", r->siret);
	member_str(j, "name", r->applicant);
	member_str(j, "kind", r->applicant_kind);
	member_str(j, "insee", r->insee);
	json_key(j, "population");
	if (r->population >= 0)
		json_int(j, r->population);
	else
		json_null(j);
	json_close(j);
}

static void
row_tags(struct json *j, struct str tags)
{
	struct str name;

	json_key(j, "tags");
	json_open(j, '[');
	for (bool more = tags.len > 0; more;) {
		more = str_cut(&tags, ',', &name);
		json_str(j, str_trim(name));
	}
	json_close(j);
}

/* The row knows kind and amount; motive, text, author and date are read with the dossier. A viewer
 * who may list but not read it sees what the row knows. */
static enum status
row_decision(struct listing *l, const struct list_row *r, struct err *err)
{
	struct dossier_view view = { .decision = { .at = INSTANT_NONE } };
	enum status st = OK;

	if (r->has_decision)
		st = dossier_read(l->call->session, r->number, &l->arena, &view, err);
	if (st == ERR_DENIED)
		view.decision = (struct decision_view){
			.is = true,
			.d = { .kind = r->decision, .amount = r->amount },
			.by_platform = r->decided_by_platform,
			.at = INSTANT_NONE,
		};
	else if (st != OK)
		return st;
	member_decision(&l->json, "decision", &view.decision);
	return OK;
}

static enum status
row_json(struct listing *l, const struct list_row *r, struct err *err)
{
	struct json *j = &l->json;
	enum status st = OK;

	json_open(j, '{');
	if (wants(l, COLUMN_NUMBER))
		member_int(j, "number", r->number);
	if (wants(l, COLUMN_TITLE))
		member_str(j, "title", r->title);
	if (wants(l, COLUMN_STATE))
		member_z(j, "state", state_rows[r->state].code);
	if (wants(l, COLUMN_DEPARTMENT))
		member_str(j, "department", r->department);
	if (wants(l, COLUMN_SUBMITTED))
		member_day(j, "submitted", r->submitted);
	if (wants(l, COLUMN_APPLICANT) || wants(l, COLUMN_KIND) || wants(l, COLUMN_POPULATION))
		row_applicant(l, r);
	if (wants(l, COLUMN_TAGS))
		row_tags(j, r->tags);
	if (wants(l, COLUMN_CATEGORY))
		member_str(j, "category", r->category);
	if (wants(l, COLUMN_REQUESTED))
		member_money(j, "requested_cents", r->requested);
	if (wants(l, COLUMN_TOTAL))
		member_money(j, "total_cents", r->total);
	if (wants(l, COLUMN_ELIGIBLE))
		member_money(j, "eligible_cents", r->eligible);
	if (wants(l, COLUMN_POINTS))
		member_points(j, "points_milli", r->has_points, r->points);
	if (wants(l, COLUMN_DEADLINE))
		member_day(j, "deadline", r->deadline);
	if (wants(l, COLUMN_AMOUNT))
		member_money(j, "amount_cents", r->amount);
	if (wants(l, COLUMN_DECISION) || wants(l, COLUMN_AMOUNT))
		st = row_decision(l, r, err);
	json_close(j);
	buf_addc(&l->call->out, '\n');
	return st;
}

static void
open_output(struct listing *l)
{
	struct call *c = l->call;

	if (c->format == FORMAT_JSON) {
		l->json.out = &c->out;
		json_open(&l->json, '[');
		return;
	}
	for (size_t i = 0; i < l->column_count; i++) {
		const struct column_row *row = &column_rows[l->columns[i]];

		l->table[i] = (struct table_column){ row->title, row->width, row->right };
		if (c->format == FORMAT_CSV)
			buf_addf(&c->out, "%s%s", i ? "," : "", row->id);
	}
	if (c->format == FORMAT_CSV) {
		buf_addc(&c->out, '\n');
		return;
	}
	table_share(l->table, l->column_count, call_columns());
	table_titles(&c->out, &c->arena, l->table, l->column_count);
}

static enum status
write_rows(struct listing *l, const struct list_row *rows, size_t count, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < count && st == OK; i++) {
		if (l->call->format == FORMAT_JSON)
			st = row_json(l, &rows[i], err);
		else if (l->call->format == FORMAT_CSV)
			row_csv(l, &rows[i]);
		else
			row_text(l, &rows[i]);
	}
	return st == OK ? call_spill(l->call, err) : st;
}

static enum status
write_pages(struct listing *l, struct browse *b, struct err *err)
{
	enum browse_from from = BROWSE_FIRST;
	int64_t anchor = 0;

	while (l->limit > 0 && !l->call->closed) {
		struct list_row *rows;
		size_t count, max = l->limit < PAGE ? (size_t)l->limit : PAGE;

		arena_reset(&l->arena);
		enum status st = browse_page(b, from, anchor, max, &l->arena, &rows, &count, err);
		if (st == OK)
			st = write_rows(l, rows, count, err);
		if (st == OK && from == BROWSE_FIRST && !count && l->call->format == FORMAT_TEXT)
			call_say(_("aucun dossier"));
		if (st != OK || count < max)
			return st;
		from = BROWSE_AFTER;
		anchor = rows[count - 1].number;
		l->limit -= (int64_t)count;
	}
	return OK;
}

static enum status
list(struct listing *l, struct err *err)
{
	struct call *c = l->call;
	struct browse *b = NULL;
	int at;
	enum status st = browse_open(c->session, args_join(&c->arena, &c->args, 0),
		str_z(args_value(&c->args, "sort")), &b, &at, err);

	if (st != OK)
		return st;
	for (size_t i = 0; i < l->column_count; i++)
		if (l->columns[i] == COLUMN_TAGS)
			browse_with_tags(b);
	open_output(l);
	st = write_pages(l, b, err);
	if (c->format == FORMAT_JSON) {
		json_close(&l->json);
		buf_addc(&c->out, '\n');
	}
	browse_close(b);
	return st;
}

enum status
run_list(struct call *c, struct err *err)
{
	struct listing l = { .call = c };
	enum status st = read_options(&l, err);

	if (st == OK && !c->session)
		st = call_session(c, err);
	if (st == OK)
		st = list(&l, err);
	arena_done(&l.arena);
	return st;
}
