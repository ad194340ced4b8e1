/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * One error type: a code for callers, a French sentence for people.
 *
 * Codes    are the exit statuses of the command line (status_exit); library code returns
 *          them and never prints.
 * Text     says what, where, why and what to do, in one or two lines, no final newline.
 */
#ifndef PUPITRE_BASE_ERR_H
#define PUPITRE_BASE_ERR_H

#include <stdarg.h>

#define MUST_CHECK __attribute__((warn_unused_result))

enum status {
	OK = 0,
	ERR_SYSTEM = 1, /* I/O, full disk, corrupt file, register that does not verify */
	ERR_USAGE = 2, /* the command was not understood */
	ERR_INPUT = 3, /* the input or the rules refuse it */
	ERR_CONFLICT = 4, /* somebody else changed it meanwhile */
	ERR_DENIED = 5, /* this agent may not */
	ERR_CANCELLED = 6, /* the user stopped it; nothing was written */
};

struct err {
	enum status code;
	char text[1024];
};

/* Fills err (which may be NULL) and returns code, so that a refusal is one line. */
enum status err_set(struct err *err, enum status code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts "prefix: " before the text already there; returns the code already there. */
enum status err_prefix(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The cause behind an errno, in French, for the end of a message: "accès refusé". */
const char *err_reason(int number);

/* Exit status of the process for a code: 0-5 as they are, 130 for ERR_CANCELLED. */
int status_exit(enum status code);

/* Out of memory or a broken invariant: says it on standard error and aborts. */
void die(const char *fmt, ...) __attribute__((noreturn, format(printf, 1, 2)));

#endif
