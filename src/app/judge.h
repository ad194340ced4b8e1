/* SPDX-License-Identifier: EUPL-1.2 */
/* Clocks and warnings of a dossier, under the settings of this session. */
#ifndef PUPITRE_APP_JUDGE_H
#define PUPITRE_APP_JUDGE_H

#include "pupitre/domain/warning.h"
#include "people.h"

struct judgement {
	struct deadline deadlines[DEADLINE_COUNT];
	size_t deadline_count;
	struct warning *warnings;
	size_t warning_count;
	bool changed_since_mark;
};

void judge(struct session *s, struct arena *a, const struct dossier *d, const struct people *p,
	struct judgement *out);

#endif
