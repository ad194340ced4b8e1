/* SPDX-License-Identifier: EUPL-1.2 */
/* Lines of the SCDL schema as columns of an export. */
#ifndef PUPITRE_APP_EXPORT_SCDL_H
#define PUPITRE_APP_EXPORT_SCDL_H

#include "export_priv.h"

struct export_column *export_scdl_columns(struct arena *a, size_t *count);
/* Every line that would be written; ERR_INPUT names the first that the schema refuses and how many there are. */
MUST_CHECK enum status export_scdl_check(const struct export_plan *p, struct err *err);

#endif
