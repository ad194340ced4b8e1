/* SPDX-License-Identifier: EUPL-1.2 */
/* register: the acts with old and new values, newest first; or the proof of their chain. */
#include "commands.h"
#include "findings.h"
#include "out_json.h"
#include "show.h"

#include "pupitre/base/i18n.h"

enum { PAGE = 200 };

static enum status
verify(struct call *c, struct err *err)
{
	struct json j = { .out = &c->out };
	struct proof proof;
	enum status st = history_verify(c->session, &c->arena, &proof, err);

	if (st != OK)
		return st;
	if (c->format == FORMAT_JSON) {
		json_open(&j, '{');
		member_int(&j, "acts", proof.acts);
		member_z(&j, "head", proof.head.s);
		findings_json(&j, "findings", proof.findings, proof.finding_count);
		json_close(&j);
		buf_addc(&c->out, '\n');
	} else {
		findings_text(&c->out, proof.findings, proof.finding_count);
		if (!proof.finding_count)
			buf_addf(&c->out, _("registre vérifié (actes : %lld, tête : %s)\n"),
				(long long)proof.acts, proof.head.s);
	}
	return findings_verdict(proof.finding_count, err);
}

static void
write_acts(
	struct call *c, struct arena *page, struct json *j, const struct act_view *acts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (c->format == FORMAT_JSON)
			json_act(j, &acts[i]);
		else
			show_act(&c->out, page, &acts[i], true, call_columns());
	}
}

static enum status
write_pages(struct call *c, int64_t number, struct json *j, struct err *err)
{
	struct arena page = { 0 };
	struct act_view *acts;
	size_t n;
	int64_t next = 0;
	enum status st;

	do {
		arena_reset(&page);
		st = history_page(c->session, number, next, PAGE, &page, &acts, &n, &next, err);
		if (st != OK)
			break;
		write_acts(c, &page, j, acts, n);
		st = call_spill(c, err);
	} while (st == OK && next && !c->closed);
	arena_done(&page);
	return st;
}

enum status
run_register(struct call *c, struct err *err)
{
	struct json j = { .out = &c->out };
	int64_t number = 0;
	bool proof = args_has(&c->args, "verify");
	enum status st = OK;

	if (proof && c->args.word_count)
		return err_set(err, ERR_USAGE,
			_("register --verify vérifie tout le registre : ne donnez pas de numéro"));
	if (c->args.word_count)
		st = call_number(c, 0, &number, err);
	if (st == OK)
		st = call_session(c, err);
	if (st != OK || proof)
		return st == OK ? verify(c, err) : st;
	if (c->format == FORMAT_JSON)
		json_open(&j, '[');
	st = write_pages(c, number, &j, err);
	if (c->format == FORMAT_JSON) {
		json_close(&j);
		buf_addc(&c->out, '\n');
	}
	return st;
}
