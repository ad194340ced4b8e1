/* SPDX-License-Identifier: EUPL-1.2 */
/* The budget tree: an award is charged to its envelope and to all its ancestors. Amounts in cents. */
#ifndef PUPITRE_DOMAIN_ENVELOPE_H
#define PUPITRE_DOMAIN_ENVELOPE_H

#include "pupitre/base/err.h"
#include "pupitre/base/money.h"
#include "pupitre/base/str.h"

struct envelope {
	struct str code, label, parent; /* parent absent: a root */
	struct money amount;
	struct money own_awarded; /* charged to this code itself */
	struct money awarded; /* own and descendants' */
	struct money delegated; /* sum of the children's amounts */
	int dossiers; /* awards charged here or below */
	int depth;
};

/* Fills awarded, delegated, depth and dossiers of all from own_awarded; orders parents before
 * children, by code. dossiers holds each envelope's own count on entry.
 * ERR_INPUT on a cycle or an unknown parent. */
MUST_CHECK enum status envelopes_roll_up(struct envelope *list, size_t n, struct err *err);
const struct envelope *envelope_find(const struct envelope *list, size_t n, struct str code);
struct money envelope_left(const struct envelope *e);
/* Least remaining along the chain of ancestors; *tightest its code. */
struct money envelope_left_along(
	const struct envelope *list, size_t n, const struct envelope *e, struct str *tightest);
/* Envelope charged by default: the one whose code is the département's, else the région's ("R24", or
 * "24" when it is a root, since 24 is also a département); NULL when none. */
const struct envelope *envelope_default(
	const struct envelope *list, size_t n, struct str department, struct str region);

#endif
