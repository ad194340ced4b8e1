/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One run of one subcommand: its row, its arguments, its session and its output.
 *
 * Output gathers in c->out and leaves by call_flush; once nobody reads standard output any more
 * c->closed is set and what follows is dropped. The session is opened by the command that needs it
 * and closed by cli_main.
 */
#ifndef PUPITRE_CLI_CALL_H
#define PUPITRE_CLI_CALL_H

#include "args.h"

#include "pupitre/app/session.h"
#include "pupitre/base/buf.h"
#include "pupitre/base/json.h"
#include "pupitre/cli/cli.h"

enum { /* bits of command.formats; text always works */
	FORMAT_TEXT = 1,
	FORMAT_JSON = 2,
	FORMAT_CSV = 4,
	FORMAT_OWN = 8, /* the command reads --format by itself */
};

struct call;

struct command {
	const char *name, *sub; /* "envelope", "list"; sub NULL when there is none */
	const char *usage; /* words after the name, French capitals: "NUMÉRO [--set ...]" */
	const char *help; /* one line, French */
	unsigned formats;
	int least, most; /* words; most -1: any */
	const struct option *options;
	enum status (*run)(struct call *c, struct err *err);
};

struct call {
	const struct command *command;
	const struct cli_host *host;
	struct args args;
	struct session_options options;
	unsigned format;
	struct session *session;
	struct arena arena;
	struct buf out;
	bool closed, said_wait;
	const char *mallette; /* a file given instead of a command; NULL: none */
};

MUST_CHECK enum status call_session(struct call *c, struct err *err);
MUST_CHECK enum status call_flush(struct call *c, struct err *err);
/* Flushes when much has gathered: for long outputs. */
MUST_CHECK enum status call_spill(struct call *c, struct err *err);
/* The word at that place as a dossier number. */
MUST_CHECK enum status call_number(
	const struct call *c, size_t word, int64_t *out, struct err *err);
/* The value of an option as an amount; absent when the option was not given. */
MUST_CHECK enum status call_money(
	const struct call *c, const char *option, struct maybe_money *out, struct err *err);
/* What a write answers: its summary, or {batch, acts, summary}. */
void call_receipt(struct call *c, const struct receipt *r);
/* One line on standard error: "pupitre: ...". */
void call_say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* "code" among n codes for a refusal: " ; vouliez-vous dire « award » ?", or "". */
const char *call_near(struct arena *a, const char *word, const char *const *codes, size_t n);

bool call_on_terminal(void); /* standard input and output, and TERM is not dumb */
int call_columns(void); /* width of standard output; 80 when it is not a terminal */

/* From here on Ctrl-C sets a flag instead of ending the process, and a write that waits says who
 * holds the base. */
void call_catch_interrupt(struct call *c);
bool call_interrupted(void);

#endif
