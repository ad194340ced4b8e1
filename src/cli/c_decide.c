/* SPDX-License-Identifier: EUPL-1.2 */
/* decide, move, undo: what changes a dossier's state. */
#include "commands.h"

#include "decision_args.h"
#include "pupitre/app/move.h"
#include "pupitre/app/history.h"
#include "pupitre/base/i18n.h"

enum { PAGE = 200, LEAST_PREFIX = 6, UID_HEX = 32 };

static enum status
find_kind(struct call *c, enum decision_kind *out, struct err *err)
{
	const char *codes[DECISION_COUNT], *list = "", *word = c->args.words[1];

	if (decision_find(str_z(word), out))
		return OK;
	for (int i = 0; i < DECISION_COUNT; i++) {
		codes[i] = decision_rows[i].code;
		list = arena_printf(&c->arena, "%s%s%s", list, i ? ", " : "", codes[i]);
	}
	return err_set(err, ERR_USAGE, _("décision inconnue : « %s »%s ; décisions : %s"), word,
		call_near(&c->arena, word, codes, DECISION_COUNT), list);
}

enum status
read_decision(struct call *c, struct decision *d, struct err *err)
{
	enum status st = find_kind(c, &d->kind, err);

	if (st == OK)
		st = call_money(c, "eligible", &d->eligible, err);
	if (st == OK)
		st = call_money(c, "amount", &d->amount, err);
	d->envelope = str_z(args_value(&c->args, "envelope"));
	d->reason = str_z(args_value(&c->args, "reason"));
	d->text = str_z(args_value(&c->args, "text"));
	return st;
}

void
say_warnings(const struct decision_preview *preview)
{
	for (size_t i = 0; i < preview->warning_count; i++)
		if (preview->warnings[i].severity == SEVERITY_WARNING)
			call_say(_("avertissement : %s"), preview->warnings[i].text);
}

/* Who may only propose is told how. */
static enum status
refuse_to_decide(struct call *c, int64_t number, struct err *err)
{
	return err_set(err, ERR_DENIED,
		_("%s ne peut pas décider, mais peut proposer : « pupitre propose %lld %s » avec "
		  "les "
		  "mêmes options"),
		session_who(c->session)->login, (long long)number, c->args.words[1]);
}

static enum status
decide_and_warn(struct call *c, int64_t number, const struct decision_input *in, struct err *err)
{
	struct decision_preview preview;
	struct receipt r;
	enum status st = decide_preview(c->session, number, in, &c->arena, &preview, err);

	if (st == OK)
		st = decide(c->session, number, in, &c->arena, &r, err);
	if (st != OK)
		return st;
	say_warnings(&preview);
	call_receipt(c, &r);
	return OK;
}

enum status
run_decide(struct call *c, struct err *err)
{
	struct decision_input in = { 0 };
	int64_t number;
	enum status st = call_number(c, 0, &number, err);

	if (st == OK)
		st = read_decision(c, &in.d, err);
	if (st == OK)
		st = call_session(c, err);
	if (st == OK && !session_can(c->session, CAN_DECIDE) &&
		session_can(c->session, CAN_PROPOSE))
		st = refuse_to_decide(c, number, err);
	return st == OK ? decide_and_warn(c, number, &in, err) : st;
}

static enum status
find_state(struct call *c, enum state *out, struct err *err)
{
	const char *codes[STATE_COUNT], *list = "", *word = c->args.words[1];

	if (state_find(str_z(word), out))
		return OK;
	for (int i = 0; i < STATE_COUNT; i++) {
		codes[i] = state_rows[i].code;
		list = arena_printf(&c->arena, "%s%s%s", list, i ? ", " : "", codes[i]);
	}
	return err_set(err, ERR_USAGE, _("état inconnu : « %s »%s ; états : %s"), word,
		call_near(&c->arena, word, codes, STATE_COUNT), list);
}

enum status
run_move(struct call *c, struct err *err)
{
	struct str reason = str_z(args_value(&c->args, "reason"));
	struct receipt r;
	enum state to;
	int64_t number;
	enum status st = call_number(c, 0, &number, err);

	if (st == OK)
		st = find_state(c, &to, err);
	if (st == OK)
		st = call_session(c, err);
	if (st == OK)
		st = move_state(c->session, number, to, reason, &c->arena, &r, err);
	if (st == OK)
		call_receipt(c, &r);
	return st;
}

/* How many acts of the page bear an id that starts so; the last one in *out. */
static size_t
matches(const struct act_view *acts, size_t n, struct str prefix, struct uid *out)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		if (!str_starts(str_z(uid_hex(acts[i].id).s), prefix))
			continue;
		*out = acts[i].id;
		found++;
	}
	return found;
}

static enum status
find_act(struct call *c, struct str prefix, struct uid *out, struct err *err)
{
	struct arena page = { 0 };
	struct act_view *acts;
	size_t n, found = 0;
	int64_t next = 0;
	enum status st;

	do {
		arena_reset(&page);
		st = history_page(c->session, 0, next, PAGE, &page, &acts, &n, &next, err);
		if (st == OK)
			found += matches(acts, n, prefix, out);
	} while (st == OK && next && found < 2);
	arena_done(&page);
	if (st != OK || found == 1)
		return st;
	return err_set(err, ERR_INPUT,
		found ? _("plusieurs actes commencent par « %.*s » ; donnez plus de caractères")
		      : _("aucun acte ne commence par « %.*s » ; « pupitre register » les montre"),
		STR_ARG(prefix));
}

static enum status
read_act(struct call *c, struct uid *out, struct err *err)
{
	struct str text;

	if (c->args.word_count == 0)
		return OK; /* zero id: the caller's own last one */
	text = str_z(c->args.words[0]);
	if (text.len == UID_HEX && uid_parse(text, out))
		return OK;
	if (text.len < LEAST_PREFIX || text.len >= UID_HEX ||
		strspn(text.ptr, "0123456789abcdef") != text.len)
		return err_set(err, ERR_USAGE,
			_("« %s » n'est pas l'identifiant d'un acte ; « pupitre register » les "
			  "montre entre "
			  "crochets"),
			text.ptr);
	return find_act(c, text, out, err);
}

enum status
run_undo(struct call *c, struct err *err)
{
	struct uid act = { { 0 } };
	struct receipt r;
	enum status st = call_session(c, err);

	if (st == OK)
		st = read_act(c, &act, err);
	if (st == OK)
		st = history_undo(c->session, act, &c->arena, &r, err);
	if (st == OK)
		call_receipt(c, &r);
	return st;
}
