/* SPDX-License-Identifier: EUPL-1.2 */
/* See call.h. */
#include "call.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "pupitre/base/env.h"
#include "pupitre/base/i18n.h"

enum { SPILL_BYTES = 65536, SAY_WAIT_AFTER_MS = 1000 };

static volatile sig_atomic_t interrupted;

static void
on_interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

static bool
on_wait(void *ctx, const char *holder, int waited)
{
	bool *said = ctx;

	if (!*said && waited >= SAY_WAIT_AFTER_MS) {
		call_say(_("base occupée par %s ; Ctrl-C pour renoncer"), holder);
		*said = true;
	}
	return !interrupted;
}

void
call_catch_interrupt(struct call *c)
{
	struct sigaction act = { .sa_handler = on_interrupt };

	sigemptyset(&act.sa_mask);
	sigaction(SIGINT, &act, NULL);
	if (c->session)
		session_on_wait(c->session, on_wait, &c->said_wait);
}

bool
call_interrupted(void)
{
	return interrupted != 0;
}

enum status
call_session(struct call *c, struct err *err)
{
	if (!c->options.base)
		c->options.base = session_base_path(&c->arena, NULL);
	return session_open(&c->options, &c->session, err);
}

enum status
call_flush(struct call *c, struct err *err)
{
	size_t done = 0;

	while (done < c->out.len && !c->closed) {
		ssize_t n = write(STDOUT_FILENO, c->out.ptr + done, c->out.len - done);

		if (n < 0 && errno == EPIPE)
			c->closed = true;
		else if (n < 0 && errno != EINTR)
			return err_set(err, ERR_SYSTEM, _("écriture sur la sortie standard : %s"),
				err_reason(errno));
		else if (n > 0)
			done += (size_t)n;
	}
	buf_clear(&c->out);
	return OK;
}

enum status
call_spill(struct call *c, struct err *err)
{
	return c->out.len < SPILL_BYTES ? OK : call_flush(c, err);
}

enum status
call_number(const struct call *c, size_t word, int64_t *out, struct err *err)
{
	int64_t n;

	if (!str_int(str_z(c->args.words[word]), &n) || n == 0)
		return err_set(err, ERR_USAGE,
			_("« %s » n'est pas un numéro de dossier ; attendu : un entier comme "
			  "4012345"),
			c->args.words[word]);
	*out = n;
	return OK;
}

enum status
call_money(const struct call *c, const char *option, struct maybe_money *out, struct err *err)
{
	const char *text = args_value(&c->args, option);
	struct maybe_money m = { .is = text != NULL };

	if (text && !money_parse(str_z(text), &m.m))
		return err_set(err, ERR_USAGE,
			_("--%s : « %s » n'est pas un montant en euros ; attendu : 12345,67"),
			option, text);
	*out = m;
	return OK;
}

void
call_receipt(struct call *c, const struct receipt *r)
{
	struct json j = { .out = &c->out };

	if (c->format != FORMAT_JSON) {
		buf_addf(&c->out, "%s\n", r->summary);
		return;
	}
	json_open(&j, '{');
	json_key(&j, "batch");
	json_str(&j, str_z(uid_hex(r->batch).s));
	json_key(&j, "acts");
	json_int(&j, (int64_t)r->acts);
	json_key(&j, "summary");
	json_str(&j, str_z(r->summary));
	json_close(&j);
	buf_addc(&c->out, '\n');
}

void
call_say(const char *fmt, ...)
{
	va_list ap;

	fputs("pupitre: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

const char *
call_near(struct arena *a, const char *word, const char *const *codes, size_t n)
{
	const char *near = str_nearest(str_z(word), codes, n);

	return near ? arena_printf(a, _(" ; vouliez-vous dire « %s » ?"), near) : "";
}

bool
call_on_terminal(void)
{
	const char *term = env_get(ENV_TERM);

	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) &&
	       !(term && strcmp(term, "dumb") == 0);
}

int
call_columns(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
		return size.ws_col;
	return 80;
}
