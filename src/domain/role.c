/* SPDX-License-Identifier: EUPL-1.2 */
/* Roles, what each may do, and scopes of départements: one table. */
#include "pupitre/domain/role.h"

#include <string.h>

#include "fold.h"
#include "pupitre/base/arena.h"
#include "pupitre/base/i18n.h"

#define INSTRUCTING (ROLE_INSTRUCTOR | ROLE_DELEGATE | ROLE_SUPERVISOR)

const struct role_row role_rows[ROLE_COUNT] = {
	{ "reader", N_("lecteur"), ROLE_READER },
	{ "instructor", N_("instructeur"), ROLE_INSTRUCTOR },
	{ "delegate", N_("délégué"), ROLE_DELEGATE },
	{ "supervisor", N_("superviseur"), ROLE_SUPERVISOR },
	{ "administrator", N_("administrateur"), ROLE_ADMINISTRATOR },
};

/* The administrator keeps the base (agents, grid, imports): he neither marks nor decides. */
const unsigned capability_roles[CAPABILITY_COUNT] = {
	[CAN_READ] = ROLE_ALL,
	[CAN_EVALUATE] = INSTRUCTING,
	[CAN_MOVE] = INSTRUCTING,
	[CAN_PROPOSE] = INSTRUCTING,
	[CAN_DECIDE] = ROLE_SUPERVISOR,
	[CAN_MANAGE_MONEY] = ROLE_SUPERVISOR,
	[CAN_IMPORT] = ROLE_INSTRUCTOR | ROLE_SUPERVISOR | ROLE_ADMINISTRATOR,
	[CAN_EXPORT] = ROLE_ALL,
	[CAN_ASSIGN] = ROLE_SUPERVISOR,
	[CAN_CONFIGURE] = ROLE_ADMINISTRATOR,
	[CAN_BUNDLE] = ROLE_SUPERVISOR | ROLE_ADMINISTRATOR,
	[CAN_TRUST] = ROLE_SUPERVISOR,
	[CAN_ANSWER] = ROLE_INSTRUCTOR | ROLE_SUPERVISOR | ROLE_ADMINISTRATOR,
};

const char *const capability_labels[CAPABILITY_COUNT] = {
	[CAN_READ] = N_("lire les dossiers"),
	[CAN_EVALUATE] = N_("évaluer un dossier"),
	[CAN_MOVE] = N_("changer l'état d'un dossier"),
	[CAN_PROPOSE] = N_("proposer une décision"),
	[CAN_DECIDE] = N_("décider"),
	[CAN_MANAGE_MONEY] = N_("gérer les enveloppes"),
	[CAN_IMPORT] = N_("importer des dossiers"),
	[CAN_EXPORT] = N_("exporter"),
	[CAN_ASSIGN] = N_("affecter un dossier"),
	[CAN_CONFIGURE] = N_("configurer la base"),
	[CAN_BUNDLE] = N_("gérer les mallettes"),
	[CAN_TRUST] = N_("activer et révoquer les clés, rouvrir une mallette"),
	[CAN_ANSWER] = N_("répondre aux questions d'une fusion"),
};

bool
capability_elides(enum capability cap)
{
	struct str label = str_z(_(capability_labels[cap]));

	return strchr("aeiou", label.ptr[0]) || str_starts(label, STR("é"));
}

bool
role_can(unsigned roles, enum capability cap)
{
	return (roles & capability_roles[cap]) != 0;
}

bool
role_find(struct str code_or_label, unsigned *bit)
{
	for (size_t i = 0; i < ROLE_COUNT; i++) {
		if (folded_eq(code_or_label, str_z(role_rows[i].code)) ||
			folded_eq(code_or_label, str_z(role_rows[i].label))) {
			*bit = role_rows[i].bit;
			return true;
		}
	}
	return false;
}

bool
roles_parse(struct str list, unsigned *roles)
{
	unsigned found = 0;
	bool more = true;

	while (more) {
		struct str word;
		unsigned bit;

		more = str_cut(&list, ',', &word);
		if (!role_find(str_trim(word), &bit))
			return false;
		found |= bit;
	}
	*roles = found;
	return true;
}

const char *
roles_text(struct arena *a, unsigned roles, bool french)
{
	const char *text = "";

	for (size_t i = 0; i < ROLE_COUNT; i++) {
		const struct role_row *r = &role_rows[i];
		const char *word = french ? _(r->label) : r->code;

		if (!(roles & r->bit))
			continue;
		text = *text ? arena_printf(a, french ? "%s, %s" : "%s,%s", text, word) : word;
	}
	return text;
}

const char *
roles_any(struct arena *a, unsigned roles)
{
	const char *all = roles_text(a, roles, true), *last = strrchr(all, ',');

	return last ? arena_printf(a, "%.*s%s%s", (int)(last - all), all, _(" ou"), last + 1) : all;
}

bool
scope_holds(struct str departments, struct str department)
{
	bool more = true;

	if (str_eqz(str_trim(departments), "*"))
		return true;
	if (department.len == 0)
		return false;
	while (more) {
		struct str one;

		more = str_cut(&departments, ',', &one);
		if (str_eq(str_trim(one), department))
			return true;
	}
	return false;
}
