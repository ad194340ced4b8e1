/* SPDX-License-Identifier: EUPL-1.2 */
/* check, backup, doctor: whether the base, its register and this machine are sound. */
#include "commands.h"
#include "findings.h"
#include "out_json.h"

#include <stdio.h>
#include <unistd.h>

#include "pupitre/app/keys.h"
#include "pupitre/app/manage.h"
#include "pupitre/base/i18n.h"
#include "pupitre/base/utf8.h"

void
findings_text(struct buf *out, const struct finding *f, size_t count)
{
	struct arena a = { 0 };

	for (size_t i = 0; i < count; i++) {
		buf_adds(out, utf8_gate(&a, str_z(f[i].text)));
		buf_addc(out, '\n');
	}
	arena_done(&a);
}

void
findings_json(struct json *j, const char *key, const struct finding *f, size_t count)
{
	json_key(j, key);
	json_open(j, '[');
	for (size_t i = 0; i < count; i++)
		json_str(j, str_z(f[i].text));
	json_close(j);
}

enum status
findings_verdict(size_t count, struct err *err)
{
	if (count == 0)
		return OK;
	return err_set(err, ERR_SYSTEM,
		_("anomalies : %zu ; la base a été modifiée hors du programme ou abîmée ; "
		  "gardez-la "
		  "telle "
		  "quelle et comparez-la à la dernière sauvegarde"),
		count);
}

static bool
on_progress(void *ctx, const char *what, int64_t done, int64_t total)
{
	(void)ctx;
	if (isatty(STDERR_FILENO) && total > 0)
		fprintf(stderr, "\r\033[K%s %d %%", what, (int)(done * 100 / total));
	return !call_interrupted();
}

static void
report_text(struct buf *out, const struct check_report *r)
{
	if (r->rebuilt)
		buf_addz(out, _("index et compteurs refaits\n"));
	findings_text(out, r->findings, r->finding_count);
	findings_text(out, r->chain.findings, r->chain.finding_count);
	if (r->finding_count + r->chain.finding_count == 0)
		buf_addf(out, _("tout est en ordre (actes : %lld, tête : %s)\n"),
			(long long)r->chain.acts, r->chain.head.s);
}

static void
report_json(struct buf *out, const struct check_report *r)
{
	struct json j = { .out = out };

	json_open(&j, '{');
	member_int(&j, "acts", r->chain.acts);
	member_z(&j, "head", r->chain.head.s);
	member_bool(&j, "rebuilt", r->rebuilt);
	findings_json(&j, "findings", r->findings, r->finding_count);
	findings_json(&j, "register", r->chain.findings, r->chain.finding_count);
	json_close(&j);
	buf_addc(out, '\n');
}

enum status
run_check(struct call *c, struct err *err)
{
	struct check_report r;
	enum status st = call_session(c, err);

	if (st != OK)
		return st;
	call_catch_interrupt(c);
	st = base_check(
		c->session, args_has(&c->args, "rebuild"), on_progress, NULL, &c->arena, &r, err);
	if (isatty(STDERR_FILENO))
		fputs("\r\033[K", stderr);
	if (st != OK)
		return st;
	if (c->format == FORMAT_JSON)
		report_json(&c->out, &r);
	else
		report_text(&c->out, &r);
	return findings_verdict(r.finding_count + r.chain.finding_count, err);
}

enum status
run_backup(struct call *c, struct err *err)
{
	enum status st = call_session(c, err);

	if (st == OK)
		st = base_backup(c->session, c->args.words[0], err);
	if (st == OK)
		buf_addf(&c->out, _("sauvegarde écrite : %s\n"), c->args.words[0]);
	if (st == OK && key_beside(c->args.words[0]))
		buf_addf(&c->out,
			_("et la clé de cet hôte : %s.cle, à garder avec elle et à ne donner à "
			  "personne\n"),
			c->args.words[0]);
	return st;
}

static const char *const level_codes[] = { "good", "warn", "bad" };
static const char *const level_labels[] = { N_("bien"), N_("attention"), N_("à régler") };

static void
doctor_json(struct buf *out, const struct diagnosis *d, size_t count)
{
	struct json j = { .out = out };

	json_open(&j, '[');
	for (size_t i = 0; i < count; i++) {
		json_open(&j, '{');
		member_z(&j, "level", level_codes[d[i].level]);
		member_z(&j, "what", d[i].what);
		member_z(&j, "found", d[i].found);
		member_z(&j, "advice", d[i].advice);
		json_close(&j);
	}
	json_close(&j);
	buf_addc(out, '\n');
}

static void
doctor_text(struct call *c, const struct diagnosis *d, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *level = _(level_labels[d[i].level]);

		buf_addf(
			&c->out, "%s%*s%s : ", level, 11 - utf8_width(str_z(level)), "", d[i].what);
		buf_adds(&c->out, utf8_gate(&c->arena, str_z(d[i].found)));
		buf_addc(&c->out, '\n');
		if (d[i].advice)
			buf_addf(&c->out, "           → %s\n", d[i].advice);
	}
}

enum status
run_doctor(struct call *c, struct err *err)
{
	size_t count, bad = 0;
	struct diagnosis *d = diagnose(&c->options, &c->arena, &count);

	for (size_t i = 0; i < count; i++)
		bad += d[i].level == DIAGNOSIS_BAD;
	if (c->format == FORMAT_JSON)
		doctor_json(&c->out, d, count);
	else
		doctor_text(c, d, count);
	if (bad)
		return err_set(err, ERR_SYSTEM, _("points à régler : %zu, voir ci-dessus"), bad);
	return OK;
}
