/* SPDX-License-Identifier: EUPL-1.2 */
/* Roles, what each may do, and scopes of départements: one table. */
#ifndef PUPITRE_DOMAIN_ROLE_H
#define PUPITRE_DOMAIN_ROLE_H

#include <stdbool.h>

#include "pupitre/base/str.h"

enum { /* bits: an agent may have several */
	ROLE_READER = 1, /* lecteur */
	ROLE_INSTRUCTOR = 2, /* instructeur */
	ROLE_DELEGATE = 4, /* délégué */
	ROLE_SUPERVISOR = 8, /* superviseur */
	ROLE_ADMINISTRATOR = 16, /* administrateur */
	ROLE_ALL = 31,
};

enum capability {
	CAN_READ,
	CAN_EVALUATE, /* marks, opinion */
	CAN_MOVE, /* states of instruction */
	CAN_PROPOSE, /* a decision, without effect */
	CAN_DECIDE,
	CAN_MANAGE_MONEY, /* envelopes */
	CAN_IMPORT,
	CAN_EXPORT,
	CAN_ASSIGN,
	CAN_CONFIGURE, /* grid, agents, campaign */
	CAN_BUNDLE, /* make mallettes, take their returns, register keys */
	CAN_TRUST, /* activate and revoke keys, open a closed mallette again */
	CAN_ANSWER, /* questions left by a merge */
	CAPABILITY_COUNT,
};

struct role_row {
	const char *code, *label; /* "instructor", "instructeur" */
	unsigned bit;
};
enum { ROLE_COUNT = 5 };
extern const struct role_row role_rows[ROLE_COUNT];
extern const unsigned capability_roles[CAPABILITY_COUNT]; /* roles that have it */
extern const char *const capability_labels[CAPABILITY_COUNT]; /* "décider", for refusals */
bool capability_elides(enum capability cap); /* its label takes « d' », not « de » */

bool role_can(unsigned roles, enum capability cap);
bool role_find(struct str code_or_label, unsigned *bit);
/* "instructor,supervisor" and back; false on an unknown word. */
bool roles_parse(struct str list, unsigned *roles);
struct arena;
const char *roles_text(struct arena *a, unsigned roles, bool french);
const char *roles_any(struct arena *a, unsigned roles); /* "superviseur ou administrateur" */
/* departments: "*" or "45,37"; an empty scope holds nothing. A dossier without département is in
 * the scope "*" only. */
bool scope_holds(struct str departments, struct str department);

#endif
