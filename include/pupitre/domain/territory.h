/* SPDX-License-Identifier: EUPL-1.2 */
/* Reference of collectivités by SIREN (share/territories), checks of identifiers. */
#ifndef PUPITRE_DOMAIN_TERRITORY_H
#define PUPITRE_DOMAIN_TERRITORY_H

#include "pupitre/base/arena.h"
#include "pupitre/base/str.h"

enum territory_kind {
	TERRITORY_COMMUNE,
	TERRITORY_CC,
	TERRITORY_CA,
	TERRITORY_CU,
	TERRITORY_METROPOLE,
	TERRITORY_DEPARTMENT,
	TERRITORY_REGION,
	TERRITORY_EPT,
	TERRITORY_KIND_COUNT,
};
struct territory_kind_row {
	const char *code, *label; /* "commune", "Commune"; "cc", "Communauté de communes" */
};
extern const struct territory_kind_row territory_kind_rows[TERRITORY_KIND_COUNT];

struct territory {
	enum territory_kind kind;
	struct str siren, name, insee, department, region, epci; /* epci: name, communes only */
	int64_t population;
};

/* Binary search in the embedded reference; strings borrowed from it. false when unknown. */
bool territory_find(struct str siren, struct territory *out);
/* "45" or "45 - Loiret" or "Loiret" -> name and région; false when unknown. code borrowed. */
bool department_find(struct str text, struct str *code, struct str *name, struct str *region);
bool region_find(struct str code, struct str *name);
/* All départements of a région, in code order; returns how many were written. */
size_t departments_of_region(struct str region, struct str *codes, size_t max);

enum siret_check {
	SIRET_OK,
	SIRET_ABSENT,
	SIRET_OVERSEAS /* RIDET, Tahiti: not checked */,
	SIRET_LENGTH,
	SIRET_KEY
};
/* Luhn over 14 digits, La Poste's SIREN 356000000 by its own rule; blanks ignored. */
enum siret_check siret_verify(struct str siret);

/* What the reference says about the applicant of a dossier, by its SIREN: kind, insee, department,
 * epci, population; and the project's département when the form says none. The project's
 * département, when the form wrote it in words, becomes its code; words that name none give way to
 * the applicant's. Strings live in the arena. */
struct dossier;
void applicant_complete(struct arena *a, struct dossier *d);

#endif
