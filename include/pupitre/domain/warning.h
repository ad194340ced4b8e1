/* SPDX-License-Identifier: EUPL-1.2 */
/* Visible warnings on a dossier: never refusals, since a préfet may derogate. */
#ifndef PUPITRE_DOMAIN_WARNING_H
#define PUPITRE_DOMAIN_WARNING_H

#include "pupitre/domain/deadline.h"
#include "pupitre/domain/decision.h"
#include "pupitre/domain/dossier.h"

enum severity { SEVERITY_HINT, SEVERITY_WARNING };

struct warning {
	const char *code; /* "siret_key": stable, in JSON */
	enum severity severity;
	const char *text; /* French, with figures */
};

struct warning_rules {
	int own_share_percent; /* least own funding of the applicant, 20 */
	int aid_ceiling_percent; /* most public aid, 80 */
	struct money threshold_eligible_min; /* unused amounts are 0 */
};

struct warning_facts {
	const struct dossier *d;
	enum state state;
	struct maybe_money eligible;
	bool has_decision;
	struct decision decision;
	bool decision_by_platform;
	bool changed_since_mark; /* the platform's version moved after a final evaluation */
	const struct deadline *deadlines;
	size_t deadline_count;
	struct day today;
	int alert_days;
};

struct warning *warnings_of(struct arena *a, const struct warning_rules *r,
	const struct warning_facts *f, size_t *count);

#endif
