/* SPDX-License-Identifier: EUPL-1.2 */
/* Which platform field fills which column (config/mapping.yaml). */
#ifndef PUPITRE_DOMAIN_MAPPING_H
#define PUPITRE_DOMAIN_MAPPING_H

#include <stddef.h>

#include "pupitre/domain/dossier.h"

/* Name of the funding line that is no aid: the applicant's own money (accents and case ignored). */
#define OWN_FUNDS "Fonds propres"

enum target { /* columns that a mapping can fill */
	TARGET_TITLE,
	TARGET_DEPARTMENT,
	TARGET_CATEGORY,
	TARGET_VOLET,
	TARGET_TOTAL,
	TARGET_REQUESTED,
	TARGET_START,
	TARGET_END,
	TARGET_CONTACT,
	TARGET_FUNDING,
	TARGET_COUNT,
};
struct target_row {
	const char *key, *label; /* key of the YAML file: "intitulé" */
	bool several; /* every matching field counts (funding) */
};
extern const struct target_row target_rows[TARGET_COUNT];

enum zero { ZERO_IS_VALUE, ZERO_IS_ABSENT };
enum missing { MISSING_NOTHING, MISSING_WARN };

struct mapping_source {
	const char *descriptor; /* platform id, or NULL */
	const char *label; /* exact after folding, or NULL */
	int occurrence; /* 0: first of that label */
	const char *funder; /* TARGET_FUNDING: name of the line; NULL: the field's label */
};

struct mapping_rule {
	struct mapping_source *sources; /* tried in order */
	size_t count;
	enum zero zero;
	enum missing missing;
};

struct mapping {
	struct mapping_rule rules[TARGET_COUNT];
};

/* Fills the columns of d from its fields; an unreadable amount or date leaves the column absent. */
void mapping_apply(const struct mapping *m, struct arena *a, struct dossier *d);

#endif
