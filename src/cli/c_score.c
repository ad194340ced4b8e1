/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * score: marks and comments of one's own sheet, as a draft or final. Everything is read before the
 * first mark is written: a wrong one leaves the sheet as it was.
 */
#include "commands.h"
#include "out_json.h"

#include "pupitre/app/mark.h"
#include "pupitre/base/i18n.h"

enum { OPINION_COMMENT = -1 };

struct entry {
	int item;
	int8_t mark;
	struct str text;
};

struct scoring {
	struct entry *marks, *comments;
	size_t mark_count, mark_cap, comment_count, comment_cap;
};

static enum status
unknown_item(struct call *c, const struct grid *g, struct str id, struct err *err)
{
	const char *ids[GRID_ITEMS];

	for (int i = 0; i < g->item_count; i++)
		ids[i] = g->items[i].id;
	return err_set(err, ERR_INPUT,
		_("sous-critère inconnu : « %.*s »%s ; ceux de la grille vont de %s à %s "
		  "(pupitre grid show)"),
		STR_ARG(id),
		call_near(&c->arena, arena_z(&c->arena, id), ids, (size_t)g->item_count),
		g->items[0].id, g->items[g->item_count - 1].id);
}

static enum status
cut_pair(const char *option, const char *text, struct str *id, struct str *value, struct err *err)
{
	*value = str_z(text);
	if (str_cut(value, '=', id))
		return OK;
	return err_set(err, ERR_USAGE, _("--%s : « %s » ; attendu : CRITÈRE=VALEUR"), option, text);
}

static enum status
read_marks(struct call *c, const struct grid *g, struct scoring *s, struct err *err)
{
	size_t at = 0;
	enum status st = OK;

	for (const char *text; st == OK && (text = args_next(&c->args, "set", &at));) {
		struct entry e = { 0 };
		struct str id;

		st = cut_pair("set", text, &id, &e.text, err);
		if (st != OK)
			break;
		e.item = grid_item_find(g, id);
		if (e.item < 0)
			return unknown_item(c, g, id, err);
		st = mark_parse(g, e.item, e.text, &e.mark, err);
		ARENA_PUSH(&c->arena, s->marks, s->mark_count, s->mark_cap, e);
	}
	return st;
}

static enum status
read_comments(struct call *c, const struct grid *g, struct scoring *s, struct err *err)
{
	size_t at = 0;

	for (const char *text; (text = args_next(&c->args, "comment", &at));) {
		struct entry e = { 0 };
		struct str id;
		enum status st = cut_pair("comment", text, &id, &e.text, err);

		if (st != OK)
			return st;
		e.item = str_eqz(id, "opinion") ? OPINION_COMMENT : grid_item_find(g, id);
		if (e.item < 0 && !str_eqz(id, "opinion"))
			return unknown_item(c, g, id, err);
		ARENA_PUSH(&c->arena, s->comments, s->comment_count, s->comment_cap, e);
	}
	return OK;
}

static enum status
write_all(struct call *c, int64_t number, const struct scoring *s, struct err *err)
{
	enum status st = OK;

	for (size_t i = 0; i < s->mark_count && st == OK; i++)
		st = mark_set(c->session, number, s->marks[i].item, s->marks[i].mark, err);
	for (size_t i = 0; i < s->comment_count && st == OK; i++)
		st = mark_comment(
			c->session, number, s->comments[i].item, s->comments[i].text, err);
	return st;
}

static void
sheet_json(struct call *c, const struct mark_sheet *m)
{
	struct json j = { .out = &c->out };

	json_open(&j, '{');
	member_int(&j, "number", m->number);
	member_bool(&j, "draft", m->is_draft);
	member_bool(&j, "final", m->is_final);
	member_points(&j, "points_milli", m->score.complete, m->score.total.min);
	member_range(&j, "range_milli", true, m->score.total);
	member_int(&j, "missing", m->score.missing);
	member_marks(&j, "marks", m->grid, &m->sheet);
	json_close(&j);
	buf_addc(&c->out, '\n');
}

static void
sheet_text(struct call *c, const struct mark_sheet *m)
{
	const char *kind = m->is_draft   ? _("brouillon")
			   : m->is_final ? _("finale")
					 : _("à commencer");

	buf_addf(&c->out, _("dossier %lld, évaluation de %s (%s) : "), (long long)m->number,
		session_who(c->session)->login, kind);
	if (m->score.complete)
		buf_addf(&c->out, _("%s sur 100\n"), points_exact(m->score.total.min).s);
	else
		buf_addf(&c->out, _("entre %s et %s sur 100, sous-critères à noter : %d\n"),
			points_text(m->score.total.min).s, points_text(m->score.total.max).s,
			m->score.missing);
	for (int i = 0; i < m->grid->item_count; i++)
		buf_addf(&c->out, "  %-3s %-3s%s %s\n", m->grid->items[i].id,
			mark_text(m->sheet.marks[i]).s, m->comments[i].len ? "*" : " ",
			m->grid->items[i].label);
}

static enum status
finalise(struct call *c, int64_t number, struct err *err)
{
	struct receipt r;
	enum status st = mark_finalise(c->session, number, &c->arena, &r, err);

	if (st == OK && c->format != FORMAT_JSON)
		call_receipt(c, &r);
	return st;
}

static enum status
score(struct call *c, int64_t number, struct err *err)
{
	struct scoring s = { 0 };
	struct mark_sheet m;
	enum status st = mark_open(c->session, number, &c->arena, &m, err);

	if (st == OK)
		st = read_marks(c, m.grid, &s, err);
	if (st == OK)
		st = read_comments(c, m.grid, &s, err);
	if (st == OK)
		st = write_all(c, number, &s, err);
	if (st == OK && args_has(&c->args, "final"))
		st = finalise(c, number, err);
	if (st == OK)
		st = mark_open(c->session, number, &c->arena, &m, err);
	if (st != OK)
		return st;
	if (c->format == FORMAT_JSON)
		sheet_json(c, &m);
	else
		sheet_text(c, &m);
	return OK;
}

enum status
run_score(struct call *c, struct err *err)
{
	int64_t number;
	enum status st = call_number(c, 0, &number, err);

	if (st == OK)
		st = call_session(c, err);
	return st == OK ? score(c, number, err) : st;
}
