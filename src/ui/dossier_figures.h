/* SPDX-License-Identifier: EUPL-1.2 */
/* The figures of a dossier as text: funding plan, decision, evaluations. Part of dossier_text. */
#ifndef PUPITRE_UI_DOSSIER_FIGURES_H
#define PUPITRE_UI_DOSSIER_FIGURES_H

#include "dossier_text.h"

void funding_text(struct page *p, const struct dossier_context *c);
void evaluations_text(struct page *p, const struct dossier_context *c);
/* "72,5" or "59,0 à 74,0". */
const char *range_text(struct arena *a, struct points_range r, bool complete);

#endif
