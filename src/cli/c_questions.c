/* SPDX-License-Identifier: EUPL-1.2 */
/* bundle questions, bundle answer: where two people differ, and what a person decides. */
#include "commands.h"
#include "out_json.h"

#include "pupitre/app/merge.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

static void
side_json(struct json *j, const char *name, const struct question_side *s)
{
	json_key(j, name);
	json_open(j, '{');
	member_str(j, "value", s->value);
	member_str(j, "agent", s->agent);
	member_z(j, "at", s->agent.len ? instant_utc(s->at).s : NULL);
	json_close(j);
}

static void
questions_json(struct call *c, const struct question *list, size_t n)
{
	struct json j = { .out = &c->out };

	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		member_z(&j, "id", list[i].id.s);
		member_int(&j, "number", list[i].dossier);
		member_str(&j, "about", list[i].about);
		member_str(&j, "kind", list[i].kind);
		member_str(&j, "status", list[i].status);
		member_str(&j, "why", list[i].why);
		member_str(&j, "reason", list[i].reason);
		member_str(&j, "answered_by", list[i].answered_by);
		member_z(&j, "answered_at",
			list[i].answered_by.len ? instant_utc(list[i].answered_at).s : NULL);
		json_key(&j, "fields");
		json_open(&j, '[');
		for (size_t k = 0; k < list[i].line_count; k++) {
			const struct question_line *l = &list[i].lines[k];

			json_open(&j, '{');
			member_z(&j, "entity", entity_rows[l->entity].code);
			member_str(&j, "row", l->key);
			member_z(&j, "field", entity_rows[l->entity].fields[l->field].name);
			side_json(&j, "base", &l->base);
			side_json(&j, "here", &l->here);
			side_json(&j, "theirs", &l->theirs);
			member_str(&j, "answer", l->answer);
			json_close(&j);
		}
		json_close(&j);
		json_close(&j);
	}
	json_close(&j);
	buf_addc(&c->out, '\n');
}

static void
line_text(struct buf *out, struct arena *a, const struct question_line *l, bool set)
{
	buf_addf(out, "    %.*s\n", STR_ARG(l->label));
	buf_addf(out, _("      au départ  %.*s\n"), STR_ARG(utf8_gate(a, l->base.shown)));
	buf_addf(out, _("      ici        %.*s  (%.*s%s%s)\n"),
		STR_ARG(utf8_gate(a, l->here.shown)),
		STR_ARG(l->here.agent.len ? l->here.agent : STR("-")),
		l->here.agent.len ? ", " : "", l->here.agent.len ? instant_fr(l->here.at).s : "");
	buf_addf(out, _("      reçu       %.*s  (%.*s, %s)\n"),
		STR_ARG(utf8_gate(a, l->theirs.shown)), STR_ARG(l->theirs.agent),
		instant_fr(l->theirs.at).s);
	if (set)
		buf_addf(out, _("      réponse    %.*s\n"), STR_ARG(utf8_gate(a, l->answer_shown)));
}

/* What became of one that is no longer open. */
static void
outcome_text(struct buf *out, struct arena *a, const struct question *q)
{
	static const struct {
		const char *status, *label;
	} labels[] = { { "kept", N_("gardé") }, { "taken", N_("pris") },
		{ "set", N_("une autre valeur") },
		{ "released", N_("admise quand l'enveloppe l'a permis") },
		{ "superseded", N_("réglée par un acte reçu") } };

	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		if (str_eqz(q->status, labels[i].status))
			buf_addf(out, _("    réponse : %s"), _(labels[i].label));
	if (str_eqz(q->status, "open"))
		return;
	if (q->answered_by.len)
		buf_addf(out, _(", par %.*s, le %s ; motif : %.*s"), STR_ARG(q->answered_by),
			instant_fr(q->answered_at).s, STR_ARG(utf8_gate(a, q->reason)));
	buf_addc(out, '\n');
}

static struct str
object_of(struct arena *a, const struct question *q)
{
	return q->dossier ? str_z(arena_printf(a, _("dossier %lld"), (long long)q->dossier))
			  : utf8_gate(a, q->about);
}

static void
questions_text(struct call *c, const struct question *list, size_t n)
{
	struct buf *out = &c->out;

	if (!n)
		buf_addz(out, _("aucune question\n"));
	for (size_t i = 0; i < n; i++) {
		const struct question *q = &list[i];

		buf_addf(out, "%.8s  %.*s  %.*s, %.*s\n", q->id.s, STR_ARG(object_of(&c->arena, q)),
			STR_ARG(q->label), STR_ARG(q->kind_label));
		if (q->why.len)
			buf_addf(out, "    %.*s\n", STR_ARG(utf8_gate(&c->arena, q->why)));
		if (q->advice && str_eqz(q->status, "open"))
			buf_addf(out, _("    pour une autre valeur : %s\n"), q->advice);
		outcome_text(out, &c->arena, q);
		for (size_t k = 0; k < q->line_count; k++)
			if (q->lines[k].differs)
				line_text(out, &c->arena, &q->lines[k], str_eqz(q->status, "set"));
	}
}

enum status
run_bundle_questions(struct call *c, struct err *err)
{
	struct question *list;
	int64_t number = 0;
	size_t n;
	enum status st = c->args.word_count ? call_number(c, 0, &number, err) : OK;

	if (!st)
		st = call_session(c, err);
	if (!st)
		st = questions_list(c->session, number, STR_NONE, !args_has(&c->args, "all"),
			&c->arena, &list, &n, err);
	if (st)
		return st;
	if (c->format == FORMAT_JSON)
		questions_json(c, list, n);
	else
		questions_text(c, list, n);
	return OK;
}

static enum status
answer_of(struct call *c, enum answer *out, struct str *value, struct err *err)
{
	static const char *const words[] = {
		[ANSWER_KEEP] = "keep", [ANSWER_TAKE] = "take", [ANSWER_SET] = "set"
	};
	const char *word = c->args.words[1];

	for (int i = 0; i < 3; i++) {
		if (strcmp(word, words[i]) != 0)
			continue;
		*out = (enum answer)i;
		*value = args_join(&c->arena, &c->args, 2);
		if (i == ANSWER_SET && !value->len)
			return err_set(err, ERR_USAGE,
				_("donnez la valeur : pupitre bundle answer %s set VALEUR --reason "
				  "\"...\""),
				c->args.words[0]);
		return OK;
	}
	return err_set(err, ERR_USAGE,
		_("réponse inconnue : « %s » ; réponses : keep (garder), take (prendre), set "
		  "VALEUR"),
		word);
}

enum status
run_bundle_answer(struct call *c, struct err *err)
{
	const char *reason = args_value(&c->args, "reason");
	struct str value = STR_NONE;
	enum answer answer = ANSWER_KEEP;
	struct receipt r;
	enum status st = answer_of(c, &answer, &value, err);

	if (!st)
		st = call_session(c, err);
	if (!st)
		st = question_answer(c->session, str_z(c->args.words[0]), answer, value,
			str_z(reason), &c->arena, &r, err);
	if (!st)
		call_receipt(c, &r);
	return st;
}
