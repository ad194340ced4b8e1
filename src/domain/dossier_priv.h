/* SPDX-License-Identifier: EUPL-1.2 */
/* What the merge needs to compare a CSV cell with a field of known kind. */
#ifndef PUPITRE_DOMAIN_DOSSIER_PRIV_H
#define PUPITRE_DOMAIN_DOSSIER_PRIV_H

#include "pupitre/domain/dossier.h"

/* The cell says what the field says: equal to its CSV form, or to it but for writing. */
bool field_says(struct arena *a, const struct field *f, struct str cell);
struct str field_value_of_cell(struct arena *a, enum field_kind kind, struct str cell);

#endif
