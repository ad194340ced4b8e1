/* SPDX-License-Identifier: EUPL-1.2 */
/* propose: a decision without effect, for who decides. */
#include "commands.h"

#include "decision_args.h"
#include "pupitre/app/propose.h"
#include "pupitre/base/i18n.h"

static enum status
propose_and_warn(struct call *c, int64_t number, const struct decision_input *in, struct err *err)
{
	struct decision_preview preview;
	struct receipt r;
	enum status st = propose_preview(c->session, number, in, &c->arena, &preview, err);

	if (st == OK)
		st = propose(c->session, number, in, &c->arena, &r, err);
	if (st != OK)
		return st;
	say_warnings(&preview);
	call_receipt(c, &r);
	return OK;
}

static enum status
withdraw(struct call *c, int64_t number, struct err *err)
{
	struct receipt r;
	enum status st = call_session(c, err);

	if (st == OK)
		st = propose_withdraw(c->session, number, &c->arena, &r, err);
	if (st == OK)
		call_receipt(c, &r);
	return st;
}

enum status
run_propose(struct call *c, struct err *err)
{
	bool back = args_has(&c->args, "withdraw");
	struct decision_input in = { 0 };
	int64_t number;
	enum status st = call_number(c, 0, &number, err);

	if (st != OK)
		return st;
	if (back != (c->args.word_count == 1))
		return err_set(err, ERR_USAGE,
			back ? _("--withdraw retire la proposition : ne donnez pas de décision")
			     : _("quelle décision proposer ? par exemple « pupitre propose %s "
				 "award --amount 12000 », ou --withdraw pour retirer la vôtre"),
			c->args.words[0]);
	if (back)
		return withdraw(c, number, err);
	st = read_decision(c, &in.d, err);
	if (st == OK)
		st = call_session(c, err);
	return st == OK ? propose_and_warn(c, number, &in, err) : st;
}
