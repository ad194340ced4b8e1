/* SPDX-License-Identifier: EUPL-1.2 */
/* A dossier and acts as JSON and as text of at most `columns` columns. */
#ifndef PUPITRE_CLI_SHOW_H
#define PUPITRE_CLI_SHOW_H

#include "pupitre/app/read.h"
#include "pupitre/base/buf.h"

void show_json(struct buf *out, const struct grid *g, const struct dossier_view *v);
void show_text(struct buf *out, struct arena *a, const struct grid *g, const struct dossier_view *v,
	struct day today, int columns);
/* "08/10/2021 14:12  b.durand  évaluation  dossier 4012345  [3f2a91c0d2e4]" and its changes. */
void show_act(struct buf *out, struct arena *a, const struct act_view *act, bool with_dossier,
	int columns);

#endif
