/* SPDX-License-Identifier: EUPL-1.2 */
/* What decide and propose read and say alike; in c_decide.c. */
#ifndef PUPITRE_CLI_DECISION_ARGS_H
#define PUPITRE_CLI_DECISION_ARGS_H

#include "pupitre/app/decide.h"
#include "call.h"

/* Kind (second word), amounts, envelope, reason and text of the command line. */
MUST_CHECK enum status read_decision(struct call *c, struct decision *d, struct err *err);
/* One line each on standard error. */
void say_warnings(const struct decision_preview *preview);

#endif
