/* SPDX-License-Identifier: EUPL-1.2 */
/* Passphrases: from a file, or typed on the terminal without echo. */
#ifndef PUPITRE_CLI_SECRET_H
#define PUPITRE_CLI_SECRET_H

#include "call.h"

/* The first line of the file that --passphrase-file names; absent when it was not given. */
MUST_CHECK enum status secret_of_file(struct call *c, struct str *out, struct err *err);
/* There is a controlling terminal to ask on. */
bool secret_terminal(void);
/* On the controlling terminal; false when there is none or it was given up. */
bool secret_ask(void *ctx, const char *question, struct buf *answer);
/* The same for a phrase that is known already: ctx is its struct str. It is given once. */
bool secret_given(void *ctx, const char *question, struct buf *answer);
/* Twice, until both are the same and long enough; ERR_USAGE without a terminal. */
MUST_CHECK enum status secret_new(
	struct call *c, const char *question, struct str *out, struct err *err);

#endif
